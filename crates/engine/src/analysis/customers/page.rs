//! One page of the list: search, sort, rows.

use super::{CustomerPage, CustomerQuery, CustomerRow, SortBy};
use crate::analysis::Profile;
use crate::analysis::selection::{SelectedTotals, Selection};
use crate::data::{Dataset, Money, Month};
use std::cmp::{Ordering, Reverse};

/// Months of a row's course at most.
const COURSE_MONTHS: i32 = 24;

/// The rows `offset..offset + limit` of the selected customers that match, in the order asked for.
/// Customers for whom the sort column is unknown come last in either direction; ties are in order of id.
#[must_use]
pub fn page(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    query: &CustomerQuery,
) -> CustomerPage {
    let totals = SelectedTotals::new(dataset, profile, selection);
    let mut found = search(dataset, selection, &query.search);
    let revenues: Vec<Money> = found.iter().map(|row| totals.revenue[row.customer()]).collect();
    let n_rows = found.len();

    let keys = SortKeys { dataset, profile, totals: &totals, query };
    for row in &mut found {
        row.key = keys.key(row.customer());
    }
    let offset = query.offset as usize;
    let end = offset.saturating_add(query.limit.min(CustomerQuery::MAX_ROWS) as usize).min(n_rows);
    if 0 < end && end < n_rows {
        found.select_nth_unstable_by(end - 1, |a, b| keys.compare(*a, *b));
    }
    found.truncate(end);
    found.sort_unstable_by(|a, b| keys.compare(*a, *b));

    let last_month = profile.facts.as_of.min(dataset.observed().last).month();
    let first_month = dataset.observed().first.month().max(last_month.plus(1 - COURSE_MONTHS));
    CustomerPage {
        n_rows: n_rows as u64,
        offset: query.offset,
        attributes: dataset.customers().dimensions.iter().map(|dimension| dimension.name.clone()).collect(),
        rows: found
            .get(offset..)
            .unwrap_or_default()
            .iter()
            .map(|row| customer_row(dataset, profile, &totals, row.customer(), (first_month, last_month)))
            .collect(),
        max_revenue: dataset.major(revenues.iter().copied().max().map_or(0, i128::from)),
        n_half: n_half(revenues),
        first_month,
    }
}

/// A customer that matches, with its place in the sort order.
#[derive(Clone, Copy)]
struct Found {
    key: u64,
    customer: u32,
}

impl Found {
    fn customer(self) -> usize {
        self.customer as usize
    }
}

/// The selected customers whose name or id contains `text`, any case.
fn search(dataset: &Dataset, selection: &Selection, text: &str) -> Vec<Found> {
    let found = |customer: usize| Found { key: 0, customer: u32::try_from(customer).unwrap_or(u32::MAX) };
    let needle = text.trim().to_lowercase();
    if needle.is_empty() {
        return selection.customers.iter().map(found).collect();
    }
    let finder = memchr::memmem::Finder::new(needle.as_bytes());
    let customers = dataset.customers();
    let mut lowered = String::new();
    let mut matches = |text: &str| {
        lowered.clear();
        push_lowercase(&mut lowered, text);
        finder.find(lowered.as_bytes()).is_some()
    };
    selection
        .customers
        .iter()
        .filter(|&customer| matches(customers.ids.get(customer)) || matches(customers.names.get(customer)))
        .map(found)
        .collect()
}

/// Appends `text` in lower case. Most letters are ASCII or of a script without case, which saves the
/// look into the tables of Unicode.
fn push_lowercase(lowered: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '\0'..='\x7f' => lowered.push(letter.to_ascii_lowercase()),
            '\u{2e80}'..='\u{9fff}' => lowered.push(letter),
            _ => lowered.extend(letter.to_lowercase()),
        }
    }
}

struct SortKeys<'a> {
    dataset: &'a Dataset,
    profile: &'a Profile,
    totals: &'a SelectedTotals<'a>,
    query: &'a CustomerQuery,
}

impl SortKeys<'_> {
    /// A number that sorts ascending as the query asks; `u64::MAX` for unknown values.
    fn key(&self, customer: usize) -> u64 {
        let facts = &self.profile.facts;
        let key = match self.query.sort {
            SortBy::Label => Some(prefix(self.dataset.customers().label(customer))),
            SortBy::Id => Some(customer as u64),
            SortBy::Orders => Some(u64::from(self.totals.n_orders[customer])),
            SortBy::Revenue => Some(of_integer(self.totals.revenue[customer])),
            SortBy::Profit => self.totals.profit.as_ref().map(|profit| of_integer(profit[customer])),
            SortBy::Recency => Some(of_integer(i64::from(facts.recency_days(customer)))),
            SortBy::PAlive => self.profile.p_alive(customer).map(of_float),
            SortBy::LifetimeValue => self.profile.lifetime_value(customer).map(of_float),
            SortBy::Segment => self.profile.scores.segment[customer].map(|segment| segment as u64),
            SortBy::Attribute(idx) => {
                // Values are in byte order, and so are their codes.
                let dimension = self.dataset.customers().dimensions.get(usize::from(idx));
                dimension
                    .filter(|dimension| !dimension.value(customer).is_empty())
                    .map(|dimension| u64::from(dimension.codes[customer]))
            }
        };
        let known = key.map(|key| if self.query.descending { !key } else { key });
        known.map_or(u64::MAX, |key| key.min(u64::MAX - 1))
    }

    fn compare(&self, a: Found, b: Found) -> Ordering {
        let by_text = || match self.query.sort {
            SortBy::Label => {
                let order = self.lowercase_label(a).cmp(&self.lowercase_label(b));
                if self.query.descending { order.reverse() } else { order }
            }
            _ => Ordering::Equal,
        };
        a.key.cmp(&b.key).then_with(by_text).then_with(|| a.customer.cmp(&b.customer))
    }

    fn lowercase_label(&self, row: Found) -> String {
        let mut lowered = String::new();
        push_lowercase(&mut lowered, self.dataset.customers().label(row.customer()));
        lowered
    }
}

/// The first eight bytes of a text in lower case, as a number that sorts like them.
fn prefix(text: &str) -> u64 {
    let mut lowered = String::new();
    // Eight letters have eight bytes or more.
    let end = text.char_indices().nth(8).map_or(text.len(), |(end, _)| end);
    push_lowercase(&mut lowered, &text[..end]);
    let mut bytes = [0; 8];
    for (byte, letter) in bytes.iter_mut().zip(lowered.bytes()) {
        *byte = letter;
    }
    u64::from_be_bytes(bytes)
}

/// An integer as a number that sorts like it.
fn of_integer(value: i64) -> u64 {
    value.cast_unsigned() ^ (1 << 63)
}

/// A float as a number that sorts like [`f64::total_cmp`].
fn of_float(value: f64) -> u64 {
    let bits = value.to_bits();
    if value.is_sign_negative() { !bits } else { bits ^ (1 << 63) }
}

/// Fewest values that add up to half of all; 0 when the total is not positive.
fn n_half(mut values: Vec<Money>) -> u64 {
    let total: i128 = values.iter().map(|&value| i128::from(value)).sum();
    if total <= 0 {
        return 0;
    }
    values.sort_unstable_by_key(|&value| Reverse(value));
    let mut sum = 0_i128;
    let needed = values.iter().position(|&value| {
        sum += i128::from(value);
        sum * 2 >= total
    });
    needed.map_or(0, |idx| idx as u64 + 1)
}

fn customer_row(
    dataset: &Dataset,
    profile: &Profile,
    totals: &SelectedTotals,
    customer: usize,
    months: (Month, Month),
) -> CustomerRow {
    let customers = dataset.customers();
    let facts = &profile.facts;
    CustomerRow {
        id: customers.ids.get(customer).to_owned(),
        name: customers.names.get(customer).to_owned(),
        attributes: customers.dimensions.iter().map(|column| column.value(customer).to_owned()).collect(),
        segment: profile.scores.segment[customer],
        n_orders: totals.n_orders[customer],
        revenue: dataset.major(i128::from(totals.revenue[customer])),
        profit: totals.profit.as_ref().map(|profit| dataset.major(i128::from(profit[customer]))),
        recency_days: facts.recency_days(customer),
        by_month: by_month(dataset, profile, customer, months),
        p_alive: profile.p_alive(customer),
        lifetime_value: profile.lifetime_value(customer),
    }
}

/// All revenue of a customer by the as-of day, by month from the first to the last of `months`.
fn by_month(
    dataset: &Dataset,
    profile: &Profile,
    customer: usize,
    (first, last): (Month, Month),
) -> Vec<f32> {
    let mut sums = vec![0_i128; usize::try_from(last.since(first) + 1).unwrap_or(0)];
    for line in dataset.lines_of_customer(customer) {
        let day = dataset.days()[line];
        let idx = usize::try_from(day.month().since(first)).ok().filter(|_| day <= profile.facts.as_of);
        if let Some(sum) = idx.and_then(|idx| sums.get_mut(idx)) {
            *sum += i128::from(dataset.amounts()[line]);
        }
    }
    sums.into_iter().map(|sum| dataset.major(sum) as f32).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_sort_like_what_they_stand_for() {
        let floats = [f64::NEG_INFINITY, -2.5, -0.0, 0.0, 1e-9, 0.5, 1.0, 2_000.0];
        assert!(floats.map(of_float).is_sorted());
        assert!([i64::MIN, -3, 0, 4, i64::MAX].map(of_integer).is_sorted());
        assert!(["", "Abel", "abelard", "Zoë", "顧客"].map(prefix).is_sorted());
    }

    #[test]
    fn half_is_reached_by_the_largest() {
        assert_eq!(n_half(vec![1, 5, 2, 2]), 1);
        assert_eq!(n_half(vec![3, 3, 3, 3]), 2);
        assert_eq!(n_half(vec![]), 0);
        assert_eq!(n_half(vec![-5, 4]), 0);
    }
}
