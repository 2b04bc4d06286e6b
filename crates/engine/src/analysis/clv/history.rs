//! What the purchase models look at: repeats, age at the last order and age, in days.
//!
//! In:   the orders of a [`Dataset`] up to a day.
//! Out:  a [`PurchaseHistory`] per customer, and the distinct ones with the number of customers of each.
//! Cost: one pass over the orders; one sort of the customers to find equal histories.
//!
//! The unit is the order *day*: several orders on one day are one purchase, as in the papers and as in
//! `lifetimes.utils.summary_data_from_transaction_data(freq="D")`. Days stay integers here, so that equal
//! histories compare equal; the models divide by seven.
//!
//! The clock of a customer starts with the first order. A customer who signed up before the data begins
//! has ordered before, unseen: the first order of the file is not the first, and neither repeats nor age
//! are known. [`born_in_window`] tells such customers apart; they are left out of the fit and of the
//! holdout, and still predicted from what the file shows of them.

use crate::analysis::facts::CustomerFacts;
use crate::data::{Dataset, Day};
use crate::query::Mask;

/// Days of a week, the unit of the models.
const DAYS_PER_WEEK: f64 = 7.0;

/// The history of one customer as of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PurchaseHistory {
    /// Order days after the first.
    pub repeats: u32,
    /// Days from the first to the last order.
    pub age_at_last_days: u32,
    /// Days from the first order to the as-of day; not less than `age_at_last_days`.
    pub age_days: u32,
}

impl PurchaseHistory {
    /// Weeks from the first to the last order.
    #[must_use]
    pub fn age_at_last_weeks(&self) -> f64 {
        f64::from(self.age_at_last_days) / DAYS_PER_WEEK
    }

    /// Weeks from the first order to the as-of day.
    #[must_use]
    pub fn age_weeks(&self) -> f64 {
        f64::from(self.age_days) / DAYS_PER_WEEK
    }

    /// The history of a customer of `dataset` as of `end`; `None` without an order by then.
    #[must_use]
    pub fn of_customer(dataset: &Dataset, customer: usize, end: Day) -> Option<Self> {
        let days = &dataset.order_days()[dataset.orders_of(customer)];
        let days = &days[..days.partition_point(|&day| day <= end)];
        let (&first, &last) = (days.first()?, days.last()?);
        let repeats = days.windows(2).filter(|pair| pair[0] != pair[1]).count();
        Some(Self {
            repeats: u32::try_from(repeats).unwrap_or(u32::MAX),
            age_at_last_days: last.since(first).unsigned_abs(),
            age_days: end.since(first).unsigned_abs(),
        })
    }
}

/// The history of every customer as of `end`; `None` for customers without an order by then.
#[must_use]
pub fn histories(dataset: &Dataset, end: Day) -> Vec<Option<PurchaseHistory>> {
    (0..dataset.n_customers()).map(|customer| PurchaseHistory::of_customer(dataset, customer, end)).collect()
}

/// Equal histories taken together.
#[derive(Debug, Clone, PartialEq)]
pub struct Collapsed {
    /// Distinct histories, ascending, with the number of customers of each.
    pub groups: Vec<(PurchaseHistory, u32)>,
    /// Index into `groups` of each customer; `None` for those without a history.
    pub group_of: Vec<Option<u32>>,
}

/// Takes equal histories together: a likelihood of equal histories is computed once.
#[must_use]
pub fn collapse(histories: &[Option<PurchaseHistory>]) -> Collapsed {
    let mut order: Vec<(PurchaseHistory, usize)> =
        histories.iter().enumerate().filter_map(|(idx, &history)| history.map(|it| (it, idx))).collect();
    order.sort_unstable();
    let mut groups: Vec<(PurchaseHistory, u32)> = Vec::new();
    let mut group_of = vec![None; histories.len()];
    for (history, idx) in order {
        match groups.last_mut() {
            Some((last, n)) if *last == history => *n += 1,
            _ => groups.push((history, 1)),
        }
        group_of[idx] = u32::try_from(groups.len() - 1).ok();
    }
    Collapsed { groups, group_of }
}

/// Customers whose first order is known to be in the data: all but those who signed up before its first
/// day. Where sign-up days are unknown, the first order of the file is taken for the first.
#[must_use]
pub fn born_in_window(dataset: &Dataset, facts: &CustomerFacts) -> Mask {
    let first = dataset.observed().first;
    Mask::from_fn(dataset.n_customers(), |customer| {
        facts.n_orders[customer] > 0 && facts.since[customer] >= first
    })
}

/// Mean of a customer's order-day totals after the first order day, up to `end`, in whole money units; 0
/// without a repeat. `monetary_value` of `lifetimes`.
#[must_use]
pub fn mean_repeat_value(dataset: &Dataset, customer: usize, end: Day) -> f64 {
    let orders = dataset.orders_of(customer);
    let Some(&first) = dataset.order_days().get(orders.start).filter(|_| !orders.is_empty()) else {
        return 0.0;
    };
    let (mut n_days, mut total, mut last) = (0_u32, 0_i128, first);
    for order in orders {
        let day = dataset.order_days()[order];
        if day > end {
            break;
        }
        if day == first {
            continue;
        }
        n_days += u32::from(day != last);
        last = day;
        total += dataset
            .lines_of(order)
            .filter(|&line| dataset.days()[line] <= end)
            .map(|line| i128::from(dataset.amounts()[line]))
            .sum::<i128>();
    }
    if n_days == 0 { 0.0 } else { dataset.major(total) / f64::from(n_days) }
}
