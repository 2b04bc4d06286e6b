//! The whale curve: cumulative profit, most profitable customers first, and what marks the loss-makers.
//!
//! In:   a selection of a data set with cost.
//! Out:  a [`WhaleReport`]; none without cost.
//! Cost: one sort of the customers and one pass over their lines.
//!
//! Source: Kaplan & Narayanan (2001), Measuring and Managing Customer Profitability, Journal of Cost
//! Management 15(5). Profit is revenue minus all cost the files name, over the selected lines.

mod traits;

use super::Profile;
use super::concentration::{CURVE_POINTS, CurvePoint, curve, dense_at_start, descending};
use super::selection::{SelectedTotals, Selection};
use crate::data::Dataset;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A trait that loss-makers may have more often.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum TraitKind {
    /// Became a customer in the calendar month (1..=12) most over-represented among loss-makers, in any
    /// year of the data; customers from before the data begins do not count as won in it.
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

/// Points of the curve past its peak, about.
const TAIL_POINTS: usize = 80;

/// Profit of the selected customers; `None` without a cost column.
#[must_use]
pub fn report(dataset: &Dataset, profile: &Profile, selection: &Selection) -> Option<WhaleReport> {
    let totals = SelectedTotals::new(dataset, profile, selection);
    let profit = totals.profit.as_deref()?;
    let values = descending(profit, selection);
    let n = values.len();
    let n_peak = values.partition_point(|&value| value >= 0);
    let sum = |values: &[i64]| values.iter().map(|&value| i128::from(value)).sum::<i128>();

    // The tail drops most steeply at its end, so its points lie closest together there.
    let mut stops: BTreeSet<usize> = dense_at_start(n_peak, CURVE_POINTS - TAIL_POINTS).collect();
    stops.extend(dense_at_start(n - n_peak, TAIL_POINTS).map(|from_end| n - from_end));
    Some(WhaleReport {
        n_customers: n as u64,
        profit: dataset.major(sum(&values)),
        peak_profit: dataset.major(sum(&values[..n_peak])),
        peak_customer_share: if n > 0 { n_peak as f64 / n as f64 } else { 0.0 },
        n_loss_making: (n - n_peak) as u64,
        loss: dataset.major(-sum(&values[n_peak..])),
        worst_percent_profit: dataset.major(sum(&values[n - n.div_ceil(100)..])),
        curve: curve(dataset, &values, &stops),
        traits: traits::rows(dataset, profile, selection, profit),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{Line, dataset, day, line, profile, select};

    #[test]
    fn the_curve_peaks_where_profit_ends() {
        let cost = |cost: i64, line: Line| Line { cost, ..line };
        let dataset = dataset(
            &[
                cost(40, line("A", "2024-01-05", 100)),
                cost(10, line("B", "2024-01-20", 10)),
                cost(50, line("C", "2024-04-01", 20)),
                cost(15, line("D", "2024-11-01", 10)),
                line("D", "2024-11-05", -4),
            ],
            &[],
        );
        let profile = profile(&dataset, day("2024-12-31"));
        let all = select(&dataset, &profile, &[]);
        let report = report(&dataset, &profile, &all).unwrap();
        // Profits 60, 0, -30 and -9.
        assert_eq!((report.profit, report.peak_profit, report.loss), (21.0, 60.0, 39.0));
        assert_eq!((report.n_loss_making, report.peak_customer_share), (2, 0.5));
        assert_eq!(report.worst_percent_profit, -30.0);
        let values: Vec<f64> = report.curve.iter().map(|point| point.value).collect();
        assert_eq!(values, [0.0, 60.0, 60.0, 51.0, 21.0]);
        // Half of the loss-makers, nobody else, gave something back and began in April.
        let returned = report.traits.iter().find(|row| row.kind == TraitKind::ReturnedAnOrder).unwrap();
        assert_eq!((returned.share_loss_making, returned.share_profitable), (0.5, 0.0));
        assert_eq!(returned.ratio(), None);
        assert!(report.traits.iter().any(|row| matches!(row.kind, TraitKind::WonInMonth(4 | 11))));
    }
}
