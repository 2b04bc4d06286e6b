//! The stage of each customer at each of several dates.

use super::{RuleSet, Stage, StageFacts};
use crate::analysis::day_table::{DayTable, day_runs};
use crate::data::{Dataset, Day, DayRange};
use crate::query::Mask;

/// Stages of customers at dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageHistory {
    dates: Vec<Day>,
    customers: Vec<u32>,
    /// Place of the stage of each customer at each date, customer by customer; [`UNKNOWN`] before a customer is known.
    stages: Vec<u8>,
}

const UNKNOWN: u8 = u8::MAX;

impl StageHistory {
    /// The stages of `customers` at `dates`, which are put in order.
    ///
    /// A customer is known from the sign-up or the first order, whichever comes first. One pass over the lines: what
    /// is known at a date is carried on from the date before.
    #[must_use]
    pub fn new(dataset: &Dataset, customers: &Mask, rules: &RuleSet, dates: &[Day]) -> Self {
        let mut dates = dates.to_vec();
        dates.sort_unstable();
        dates.dedup();
        let ids: Vec<u32> = customers.iter().filter_map(|customer| u32::try_from(customer).ok()).collect();
        let mut stages = Vec::with_capacity(ids.len() * dates.len());
        let mut walk = Walk::new(dataset, &dates);
        for customer in customers.iter() {
            walk.over(customer, |facts| {
                stages.push(facts.map_or(UNKNOWN, |facts| rules.stage_of(&facts) as u8));
            });
        }
        Self { dates, customers: ids, stages }
    }

    /// The dates, ascending.
    #[must_use]
    pub fn dates(&self) -> &[Day] {
        &self.dates
    }

    /// Customers in it, with their stages at the dates.
    pub fn rows(&self) -> impl Iterator<Item = (usize, &[u8])> {
        let n = self.dates.len().max(1);
        self.customers.iter().map(|&customer| customer as usize).zip(self.stages.chunks(n))
    }

    /// A stage as [`StageHistory::rows`] writes it; `None` before the customer is known.
    #[must_use]
    pub fn stage(code: u8) -> Option<Stage> {
        Stage::ALL.get(usize::from(code)).copied()
    }

    /// Customers in each stage at a date, by its place among the dates.
    #[must_use]
    pub fn counts(&self, date_idx: usize) -> [u64; Stage::COUNT] {
        let mut counts = [0; Stage::COUNT];
        for (_, row) in self.rows() {
            if let Some(count) = row.get(date_idx).and_then(|&code| counts.get_mut(usize::from(code))) {
                *count += 1;
            }
        }
        counts
    }
}

/// The last `n_months` ends of months from the first month of the data to `as_of`, and `as_of`, ascending.
#[must_use]
pub fn month_ends(dataset: &Dataset, as_of: Day, n_months: u16) -> Vec<Day> {
    let first = dataset.observed().first.month().max(as_of.month().plus(-i32::from(n_months)));
    let months = (first.0..=as_of.month().0).map(|month| crate::data::Month(month).last_day());
    let mut dates: Vec<Day> = months.filter(|&day| day < as_of).collect();
    dates.push(as_of);
    let n_extra = dates.len().saturating_sub(usize::from(n_months.max(1)));
    dates.drain(..n_extra);
    dates
}

/// What is known of a customer, date after date.
pub(super) struct Walk<'a> {
    dataset: &'a Dataset,
    dates: &'a [Day],
    table: DayTable,
    /// Revenue between each date and the one before.
    revenue: Vec<i128>,
    /// Gaps between visits so far, ascending.
    gaps: Vec<i32>,
}

impl<'a> Walk<'a> {
    /// A walk along `dates`, which ascend.
    pub(super) fn new(dataset: &'a Dataset, dates: &'a [Day]) -> Self {
        let begins = dataset.observed().first;
        let mut from = begins.min(dates.first().copied().unwrap_or(begins));
        let mut ranges = Vec::with_capacity(dates.len());
        for &date in dates {
            ranges.push(DayRange { first: from.min(date), last: date });
            from = date.plus(1);
        }
        let n = dates.len();
        Self { dataset, dates, table: DayTable::new(&ranges), revenue: vec![0; n], gaps: Vec::new() }
    }

    /// Calls `visit` with what is known of the customer at each date, `None` before the customer is known.
    pub(super) fn over(&mut self, customer: usize, mut visit: impl FnMut(Option<StageFacts>)) {
        let dataset = self.dataset;
        let Some(&last_date) = self.dates.last() else { return };
        let order_days = &dataset.order_days()[dataset.orders_of(customer)];
        let n_seen = order_days.partition_point(|&day| day <= last_date);
        let order_days = &order_days[..n_seen];
        let signup = dataset.customers().signup.as_ref().and_then(|column| column[customer]);
        self.revenue.fill(0);
        self.gaps.clear();
        for order in dataset.orders_of(customer).take(n_seen) {
            for (day, lines) in day_runs(dataset, order) {
                let Some(idx) = self.table.get(day) else { continue };
                self.revenue[idx] +=
                    dataset.amounts()[lines].iter().map(|&sum| i128::from(sum)).sum::<i128>();
            }
        }
        let mut orders = order_days.iter().copied();
        let mut next = orders.next();
        let (mut n_orders, mut last, mut revenue) = (0_u32, None::<Day>, 0_i128);
        for (idx, &date) in self.dates.iter().enumerate() {
            revenue += self.revenue[idx];
            while let Some(day) = next.filter(|&day| day <= date) {
                n_orders += 1;
                if let Some(gap) = last.map(|last| day.since(last)).filter(|&gap| gap > 0) {
                    let place = self.gaps.partition_point(|&known| known < gap);
                    self.gaps.insert(place, gap);
                }
                last = Some(day);
                next = orders.next();
            }
            let since = if n_orders > 0 { order_days.first().copied() } else { signup };
            let facts = since.filter(|&since| since <= date).map(|since| {
                let recency_days = last.map(|last| date.since(last));
                StageFacts {
                    n_orders,
                    recency_days,
                    tenure_days: date.since(since),
                    gap_ratio: self.usual_gap().zip(recency_days).map(|(gap, days)| f64::from(days) / gap),
                    revenue: dataset.major(revenue),
                }
            });
            visit(facts);
        }
    }

    /// The median of the gaps, where there are two at least.
    fn usual_gap(&self) -> Option<f64> {
        let n = self.gaps.len();
        if n < 2 {
            return None;
        }
        Some(f64::midpoint(f64::from(self.gaps[(n - 1) / 2]), f64::from(self.gaps[n / 2])))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{Line, dataset, day, line};

    #[test]
    fn what_is_known_of_a_customer_grows_from_date_to_date() {
        let mut lines = vec![
            line("A", "2024-02-10", 100),
            line("A", "2024-02-20", 10),
            line("A", "2024-03-21", 5),
            line("A", "2024-05-01", 7),
        ];
        // A late line of the first order, which counts as money on its own day.
        lines.push(Line { order: "A/2024-02-10".to_owned(), ..line("A", "2024-03-05", 1_000) });
        let dataset = dataset(&lines, &[("A", "2024-01-15")]);
        let dates = ["2024-01-10", "2024-01-31", "2024-02-29", "2024-03-31"].map(day);
        let mut known = Vec::new();
        Walk::new(&dataset, &dates).over(0, |facts| known.push(facts));
        let facts = |n_orders, recency_days, tenure_days, gap_ratio, revenue| {
            Some(StageFacts { n_orders, recency_days, tenure_days, gap_ratio, revenue })
        };
        assert_eq!(
            known,
            [
                None,
                facts(0, None, 16, None, 0.0),
                facts(2, Some(9), 19, None, 110.0),
                facts(3, Some(10), 50, Some(0.5), 1_115.0),
            ]
        );
    }

    #[test]
    fn ends_of_months_stop_at_the_as_of_day() {
        let dataset = dataset(&[line("A", "2024-01-20", 1), line("A", "2024-06-20", 1)], &[]);
        let ends = |as_of: &str, n| month_ends(&dataset, day(as_of), n);
        assert_eq!(ends("2024-03-31", 36), ["2024-01-31", "2024-02-29", "2024-03-31"].map(day));
        assert_eq!(ends("2024-03-15", 36), ["2024-01-31", "2024-02-29", "2024-03-15"].map(day));
        assert_eq!(ends("2024-03-15", 2), ["2024-02-29", "2024-03-15"].map(day));
        assert_eq!(ends("2023-03-15", 36), [day("2023-03-15")]);
    }
}
