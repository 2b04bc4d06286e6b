//! What customers cost to serve: drivers with rates or ledger totals, shared out to the last cent; profit after it;
//! who loses money and by which driver; and what simple remedies would bring.
//!
//! In:   the lines of a selection, [`CostOptions`].
//! Out:  a [`CostReport`], bounded: the curve in about 200 points, at most 20 loss-makers by name.
//! Cost: one pass over the selected lines per driver, one sort of the customers.
//!
//! Profit of a customer = revenue - cost in the files - shares of the drivers. The shares of a driver add up to its
//! total exactly, in the smallest unit of the currency, so that the profit of all customers is revenue less all cost.
//!
//! Source: Kaplan & Narayanan (2001), Measuring and Managing Customer Profitability, Journal of Cost Management 15(5);
//! Cooper & Kaplan (1991), Profit Priorities from Activity-Based Costing, Harvard Business Review 69(3).

pub mod allocate;
mod driver;
pub mod lens;
mod register;
mod remedy;
mod report;

pub(crate) use register::{FINDINGS, METRICS};
pub use remedy::{Remedies, Remedy, RemedyKind};
pub use report::{CostReport, DriverRow, LossMaker, report};

use super::Refused;
use serde::{Deserialize, Serialize};

/// Drivers at most.
pub const MAX_DRIVERS: usize = 20;

/// What a cost is caused by: the count, or the sum, that it is shared out by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum CostBasis {
    /// Orders with a selected line.
    Order,
    /// Selected lines.
    Line,
    /// Lines marked as returned, or with a negative amount.
    Return,
    /// Contacts, as given in [`CostOptions::contacts`].
    Contact,
    /// Lines with a complaint.
    Complaint,
    /// Quantity; needs such a column. What came back counts as handled, too.
    Unit,
    /// Revenue above zero.
    RevenueShare,
    /// The sum of a column of numbers about lines, by its header; below zero or empty counts as zero.
    Measure(String),
}

/// How much a driver costs.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum CostRate {
    /// Whole units of the currency for each unit of the basis; for [`CostBasis::RevenueShare`] a share, 0.03 is 3 %.
    Each(f64),
    /// A total from the ledger, in whole units of the currency, to be shared out.
    Ledger(f64),
}

/// A reason why customers cost money.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CostDriver {
    /// What it is called.
    pub name: String,
    /// What it is shared out by.
    pub basis: CostBasis,
    /// How much it costs.
    pub rate: CostRate,
}

/// Drivers and remedies.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct CostOptions {
    /// The drivers; without any, profit is revenue less the cost in the files.
    pub drivers: Vec<CostDriver>,
    /// Contacts of each customer of the data set, in its order; empty where they are not known.
    pub contacts: Vec<u32>,
    /// What remedies are supposed to do.
    pub remedies: Remedies,
}

impl CostOptions {
    /// Whether drivers and remedies can be used.
    ///
    /// # Errors
    /// [`Refused::BadSetting`]: `cost-drivers` for too many, `cost-driver-name` for names that are empty or used
    /// twice, `cost-rate` for rates that are negative or no numbers; see [`Remedies`] for `remedies`.
    pub fn check(&self) -> Result<(), Refused> {
        let bad = |setting: &str| Err(Refused::BadSetting { setting: setting.to_owned() });
        if self.drivers.len() > MAX_DRIVERS {
            return bad("cost-drivers");
        }
        for (idx, driver) in self.drivers.iter().enumerate() {
            let is_used = self.drivers[..idx].iter().any(|other| other.name == driver.name);
            if driver.name.trim().is_empty() || is_used {
                return bad("cost-driver-name");
            }
            let (CostRate::Each(rate) | CostRate::Ledger(rate)) = driver.rate;
            // A total past this would not fit 64 bits of the smallest unit.
            if !(0.0..=1e12).contains(&rate) {
                return bad("cost-rate");
            }
        }
        self.remedies.check()
    }
}
