//! What loss-making customers have more often than the others.
//!
//! A trait is listed when at least a twentieth of the loss-makers have it and it is more common among
//! them than among the others: rarer ones have large ratios by chance.

use super::{TraitKind, TraitRow};
use crate::analysis::Profile;
use crate::analysis::selection::Selection;
use crate::data::{Dataset, Dimension, DimensionRole, Money};

/// Smallest share of the loss-makers that a trait must have.
const MIN_SHARE: f64 = 0.05;
/// Rows at most.
const MAX_ROWS: usize = 6;

/// Traits by ratio, largest first; `profit` has one entry per customer of the data set.
pub(super) fn rows(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    profit: &[Money],
) -> Vec<TraitRow> {
    let customers: Vec<usize> = selection.customers.iter().collect();
    let groups = Groups { customers: &customers, profit };
    let habits = Habits::new(dataset, selection, &customers);
    let mut rows = vec![groups.row(TraitKind::OrderedOnce, |idx| habits.n_orders[idx] == 1)];
    if habits.knows_returns {
        rows.push(groups.row(TraitKind::ReturnedAnOrder, |idx| habits.has_returned[idx]));
    }
    if habits.knows_discounts {
        rows.push(
            groups.row(TraitKind::MostOrdersDiscounted, |idx| {
                habits.n_discounted[idx] * 2 > habits.n_orders[idx]
            }),
        );
    }
    if habits.knows_complaints {
        rows.push(groups.row(TraitKind::Complained, |idx| habits.has_complained[idx]));
    }
    rows.extend(won_in_month(dataset, profile, &groups));
    for dimension in &dataset.customers().dimensions {
        rows.extend(attribute_rows(dimension, &groups));
    }
    rows.retain(|row| row.share_loss_making >= MIN_SHARE && row.share_loss_making > row.share_profitable);
    // A trait nobody else has counts as the largest ratio; ties keep the order above.
    let ratio = |row: &TraitRow| row.ratio().unwrap_or(f64::INFINITY);
    rows.sort_by(|a, b| ratio(b).total_cmp(&ratio(a)));
    rows.truncate(MAX_ROWS);
    rows
}

/// The selected customers and their profit.
struct Groups<'a> {
    customers: &'a [usize],
    profit: &'a [Money],
}

impl Groups<'_> {
    /// `has` is asked for the index of a customer in `customers`.
    fn row(&self, kind: TraitKind, has: impl Fn(usize) -> bool) -> TraitRow {
        let counts = self.counts(1, |idx| has(idx).then_some(0));
        let (share_loss_making, share_profitable) = self.shares(counts[0]);
        TraitRow { kind, share_loss_making, share_profitable }
    }

    /// Loss-making and other customers by a class of theirs.
    fn counts(&self, n_classes: usize, class: impl Fn(usize) -> Option<usize>) -> Vec<[u64; 2]> {
        let mut counts = vec![[0; 2]; n_classes];
        for (idx, &customer) in self.customers.iter().enumerate() {
            if let Some(count) = class(idx).and_then(|class| counts.get_mut(class)) {
                count[usize::from(self.profit[customer] >= 0)] += 1;
            }
        }
        counts
    }

    fn shares(&self, count: [u64; 2]) -> (f64, f64) {
        let n_loss = self.customers.iter().filter(|&&customer| self.profit[customer] < 0).count();
        let n_other = self.customers.len() - n_loss;
        let share = |part: u64, whole: usize| if whole > 0 { part as f64 / whole as f64 } else { 0.0 };
        (share(count[0], n_loss), share(count[1], n_other))
    }
}

/// The calendar month with the largest ratio among those common enough, for customers won within the data.
fn won_in_month(dataset: &Dataset, profile: &Profile, groups: &Groups) -> Option<TraitRow> {
    let first = dataset.observed().first;
    let counts = groups.counts(12, |idx| {
        let since = profile.facts.since[groups.customers[idx]];
        (first <= since).then(|| since.month().month_of_year() as usize - 1)
    });
    let rows = (1..=12).zip(&counts).map(|(month, &count)| {
        let (share_loss_making, share_profitable) = groups.shares(count);
        TraitRow { kind: TraitKind::WonInMonth(month), share_loss_making, share_profitable }
    });
    let ratio = |row: &TraitRow| row.ratio().unwrap_or(f64::INFINITY);
    rows.filter(|row| row.share_loss_making >= MIN_SHARE).max_by(|a, b| ratio(a).total_cmp(&ratio(b)))
}

fn attribute_rows(dimension: &Dimension, groups: &Groups) -> Vec<TraitRow> {
    let counts = groups
        .counts(dimension.values.len(), |idx| Some(usize::from(dimension.codes[groups.customers[idx]])));
    dimension
        .values
        .iter()
        .zip(&counts)
        .filter(|(value, _)| !value.is_empty())
        .map(|(value, &count)| {
            let (share_loss_making, share_profitable) = groups.shares(count);
            TraitRow {
                kind: TraitKind::Attribute { dimension: dimension.name.clone(), value: value.clone() },
                share_loss_making,
                share_profitable,
            }
        })
        .collect()
}

/// What the selected lines say of each selected customer.
struct Habits {
    n_orders: Vec<u32>,
    n_discounted: Vec<u32>,
    has_returned: Vec<bool>,
    has_complained: Vec<bool>,
    knows_returns: bool,
    knows_discounts: bool,
    knows_complaints: bool,
}

impl Habits {
    fn new(dataset: &Dataset, selection: &Selection, customers: &[usize]) -> Self {
        let n = customers.len();
        let returned = Flags::new(dataset, DimensionRole::Returned);
        let discounted = Flags::new(dataset, DimensionRole::Discounted);
        let complaint = Flags::new(dataset, DimensionRole::Complaint);
        let mut habits = Self {
            n_orders: vec![0; n],
            n_discounted: vec![0; n],
            has_returned: vec![false; n],
            has_complained: vec![false; n],
            knows_returns: returned.is_some(),
            knows_discounts: discounted.is_some(),
            knows_complaints: complaint.is_some(),
        };
        let is_set = |flags: &Option<Flags>, line: usize| flags.as_ref().is_some_and(|flags| flags.get(line));
        for (idx, &customer) in customers.iter().enumerate() {
            for order in dataset.orders_of(customer) {
                let (mut is_selected, mut is_discounted) = (false, false);
                for line in dataset.lines_of(order).filter(|&line| selection.has_line(line)) {
                    is_selected = true;
                    is_discounted |= is_set(&discounted, line);
                    habits.has_returned[idx] |= dataset.amounts()[line] < 0 || is_set(&returned, line);
                    habits.has_complained[idx] |= is_set(&complaint, line);
                }
                habits.n_orders[idx] += u32::from(is_selected);
                habits.n_discounted[idx] += u32::from(is_discounted);
            }
        }
        habits.knows_returns |= habits.has_returned.contains(&true);
        habits
    }
}

/// A dimension read as yes or no, decided once per value.
struct Flags<'a> {
    codes: &'a [u16],
    is_yes: Vec<bool>,
}

impl<'a> Flags<'a> {
    fn new(dataset: &'a Dataset, role: DimensionRole) -> Option<Self> {
        let dimension = dataset.dimension(role)?;
        let is_yes = dimension.values.iter().map(|value| Dimension::says_yes(value)).collect();
        Some(Self { codes: &dimension.codes, is_yes })
    }

    fn get(&self, line: usize) -> bool {
        self.is_yes[usize::from(self.codes[line])]
    }
}
