//! The outlook of one customer: when the next order is due, and how the chance of being alive came and goes.
//!
//! In:   a fitted model and a customer.
//! Out:  an [`Outlook`], bounded whatever the history.
//! Cost: a few hundred chances of being alive.

use super::history::PurchaseHistory;
use super::{ClvModel, PurchaseFit, purchase};
use crate::analysis::facts::CustomerFacts;
use crate::data::{Dataset, Day};
use serde::{Deserialize, Serialize};

/// Points of the series at most.
const MOST_POINTS: usize = 240;
/// A next order further away than this is not called expected.
const FARTHEST_DAYS: f64 = 3_653.0;
/// Days ahead for which the chance of an order is given.
const DAYS_AHEAD: [u32; 4] = [30, 90, 180, 365];

/// When the next order may come, given that the customer is alive and orders again.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct NextOrder {
    /// The day by which it has come with a chance of one half.
    pub day: Day,
    /// The day by which it has come with a chance of one tenth.
    pub early: Day,
    /// The day by which it has come with a chance of nine tenths; `None` more than ten years ahead.
    pub late: Option<Day>,
}

/// A chance of being alive on a day.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct AliveOn {
    /// The day.
    pub day: Day,
    /// Chance of being alive, seen from that day; days after the as-of day are seen as if no order came by then.
    pub p_alive: f64,
    /// Whether an order was placed that day.
    pub is_order: bool,
}

/// A chance of an order within some days.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct OrderWithin {
    /// Days after the as-of day.
    pub days: u32,
    /// Chance of at least one order, that of being alive included.
    pub p_order: f64,
}

/// What to expect of one customer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outlook {
    /// Repeat order days.
    pub repeats: u32,
    /// Days from the first to the last order.
    pub age_at_last_days: u32,
    /// Days from the first order to the as-of day.
    pub age_days: u32,
    /// Chance of being alive on the as-of day.
    pub p_alive: f64,
    /// When the next order is due; `None` when more than ten years ahead.
    pub next_order: Option<NextOrder>,
    /// Chances of an order in the time ahead.
    pub within: Vec<OrderWithin>,
    /// The chance of being alive from the first order to a year after the as-of day.
    pub series: Vec<AliveOn>,
}

/// The outlook of a customer; `None` for a model without figures or a customer without an order.
#[must_use]
pub fn outlook(
    model: &ClvModel,
    dataset: &Dataset,
    facts: &CustomerFacts,
    customer: usize,
) -> Option<Outlook> {
    let fit = model.used_fit()?;
    let it = PurchaseHistory::of_customer(dataset, customer, facts.as_of)?;
    let alive = purchase::p_alive(fit, it.repeats, it.age_at_last_weeks(), it.age_weeks());
    let within = DAYS_AHEAD
        .map(|days| {
            let p_order = purchase::p_order_within(fit, it.repeats, it.age_weeks(), f64::from(days) / 7.0);
            OrderWithin { days, p_order: alive * p_order }
        })
        .to_vec();
    Some(Outlook {
        repeats: it.repeats,
        age_at_last_days: it.age_at_last_days,
        age_days: it.age_days,
        p_alive: alive,
        next_order: next_order(fit, &it, facts.as_of),
        within,
        series: series(fit, dataset, facts, customer),
    })
}

/// When the next order may come, given that the customer is alive and orders again.
fn next_order(fit: &PurchaseFit, it: &PurchaseHistory, as_of: Day) -> Option<NextOrder> {
    let within = |weeks: f64| purchase::p_order_within(fit, it.repeats, it.age_weeks(), weeks);
    // Some leave first; what is asked is when the order comes if it does.
    let ever = within(1e9);
    let at = |chance: f64| {
        let (mut lo, mut hi) = (0.0, FARTHEST_DAYS);
        if ever <= 0.0 || within(hi / 7.0) < chance * ever {
            return None;
        }
        for _ in 0..40 {
            let middle = 0.5 * (lo + hi);
            if within(middle / 7.0) < chance * ever { lo = middle } else { hi = middle }
        }
        Some(as_of.plus(hi.ceil() as i32))
    };
    Some(NextOrder { day: at(0.5)?, early: at(0.1)?, late: at(0.9) })
}

/// The chance of being alive on the days of orders and on evenly spaced days between.
fn series(fit: &PurchaseFit, dataset: &Dataset, facts: &CustomerFacts, customer: usize) -> Vec<AliveOn> {
    let days = &dataset.order_days()[dataset.orders_of(customer)];
    let mut order_days: Vec<Day> = days[..days.partition_point(|&day| day <= facts.as_of)].to_vec();
    order_days.dedup();
    let Some(&first) = order_days.first() else { return Vec::new() };
    let end = facts.as_of.plus(365);
    // Of very many order days the latest are kept; evenly spaced days stand for the others.
    let kept = order_days.len().saturating_sub(MOST_POINTS / 2);
    let step = (end.since(first) / 100).max(1);
    let even = (0..).map(|idx| first.plus(idx * step)).take_while(|&day| day < end);
    let mut wanted: Vec<Day> =
        even.chain([facts.as_of, end]).chain(order_days[kept..].iter().copied()).collect();
    wanted.sort_unstable();
    wanted.dedup();
    wanted
        .into_iter()
        .map(|day| {
            let n = order_days.partition_point(|&it| it <= day);
            let last = order_days[n.max(1) - 1];
            let repeats = u32::try_from(n.max(1) - 1).unwrap_or(u32::MAX);
            let weeks = |to: Day| f64::from(to.since(first)) / 7.0;
            AliveOn {
                day,
                p_alive: purchase::p_alive(fit, repeats, weeks(last), weeks(day)),
                is_order: last == day,
            }
        })
        .collect()
}
