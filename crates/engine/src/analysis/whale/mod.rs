//! The whale curve: cumulative profit, most profitable customers first, and what marks the loss-makers.

use super::concentration::CurvePoint;
use serde::{Deserialize, Serialize};

/// A trait that loss-makers may have more often.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum TraitKind {
    /// Became a customer in the calendar month (1..=12) most over-represented among loss-makers.
    WonInMonth(u32),
    /// At least one line marked as returned, or with a negative amount.
    ReturnedAnOrder,
    /// Exactly one order.
    OrderedOnce,
    /// More than half of the orders discounted.
    MostOrdersDiscounted,
    /// At least one complaint.
    Complained,
    /// A value of a customer attribute.
    Attribute {
        /// Header of the column.
        dimension: String,
        /// The value.
        value: String,
    },
}

/// How common a trait is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TraitRow {
    /// Which.
    pub kind: TraitKind,
    /// Share of loss-making customers with it.
    pub share_loss_making: f64,
    /// Share of the other customers with it.
    pub share_profitable: f64,
}

impl TraitRow {
    /// How many times as common among loss-makers; `None` when nobody else has it.
    #[must_use]
    pub fn ratio(&self) -> Option<f64> {
        (self.share_profitable > 0.0).then(|| self.share_loss_making / self.share_profitable)
    }
}

/// Profit by customer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WhaleReport {
    /// Selected customers.
    pub n_customers: u64,
    /// Their profit.
    pub profit: f64,
    /// Highest point of the cumulative curve.
    pub peak_profit: f64,
    /// Share of customers at the peak: those with a profit of zero or more.
    pub peak_customer_share: f64,
    /// Customers whose profit is below zero.
    pub n_loss_making: u64,
    /// What they lose, as a positive amount.
    pub loss: f64,
    /// What the worst 1 % of customers bring (negative).
    pub worst_percent_profit: f64,
    /// About 200 points of cumulative profit, most profitable first; `value_share` is of the total profit
    /// (0 where that is not positive). The tail past the peak has at least 60 of them.
    pub curve: Vec<CurvePoint>,
    /// Traits with the largest ratio, largest first, six at most.
    pub traits: Vec<TraitRow>,
}
