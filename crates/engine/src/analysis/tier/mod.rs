//! Value tiers: the most valuable customers, the most growable ones, those below zero, and the rest.
//!
//! In:   the lines of a period, [`TierOptions`].
//! Out:  a [`Tiers`] of the data set for a period; a [`TierReport`] of a selection with how customers moved.
//! Cost: one pass over the orders of each of two periods, a few sorts of the customers.
//!
//! Value is profit where the files have cost, else revenue, of the lines of the period: the last 365 days by
//! default. The first rule that fits decides, so that every customer with an order by the end of the period is in
//! exactly one tier:
//!
//! 1. dormant: no order in the period;
//! 2. below zero: value below zero;
//! 3. most valuable: among the top tenth by value, and value above zero; customers who are equal to the last one of
//!    them belong to them, too;
//! 4. most growable: among the top fifth of those left by potential, and potential above zero;
//! 5. the rest.
//!
//! Potential is what a customer would bring more by ordering as often as the most eager quarter of the customers
//! whose orders are of the same size: (upper quartile of orders in the period among customers in the same fifth by
//! mean order value - own orders) * own mean value of an order.
//!
//! Source of the tiers: Peppers & Rogers (1993), The One to One Future; Peppers, Rogers & Dorf (1999), Is your
//! company ready for one-to-one marketing, Harvard Business Review 77(1). Rules and potential are ours.

mod assign;
mod register;
mod report;

pub use assign::Tiers;
pub(crate) use register::{FINDINGS, METRICS};
pub use report::{TierFlow, TierReport, TierRow, report};

use serde::{Deserialize, Serialize};

/// A tier by value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Tier {
    /// Bring most.
    MostValuable,
    /// Could bring most more.
    MostGrowable,
    /// Neither.
    Rest,
    /// Cost more than they bring.
    BelowZero,
    /// Have not ordered in the period.
    Dormant,
}

impl Tier {
    /// All tiers, the most valuable first.
    pub const ALL: [Self; 5] =
        [Self::MostValuable, Self::MostGrowable, Self::Rest, Self::BelowZero, Self::Dormant];

    /// Stable name in kebab case.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::MostValuable => "most-valuable",
            Self::MostGrowable => "most-growable",
            Self::Rest => "rest",
            Self::BelowZero => "below-zero",
            Self::Dormant => "dormant",
        }
    }
}

/// Where tiers begin.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct TierOptions {
    /// Days of a period, at least 28.
    pub period_days: u16,
    /// Share of the customers of a period who are looked at as the most valuable, above 0 and below 1.
    pub top_share: f64,
    /// Share of those left who are looked at as the most growable, 0 to below 1.
    pub growable_share: f64,
}

impl Default for TierOptions {
    fn default() -> Self {
        Self { period_days: 365, top_share: 0.1, growable_share: 0.2 }
    }
}

impl TierOptions {
    fn check(&self) -> Result<(), super::Refused> {
        let setting = match self {
            _ if self.period_days < 28 => "tier-period",
            _ if !(self.top_share > 0.0 && self.top_share < 1.0) => "tier-top-share",
            _ if !(0.0..1.0).contains(&self.growable_share) => "tier-growable-share",
            _ => return Ok(()),
        };
        Err(super::Refused::BadSetting { setting: setting.to_owned() })
    }
}
