//! How customers can be developed: what goes together, who has the one and not the other, what they would
//! buy next, who moved to better products, how much of their wallet is ours, and who resembles the best.

pub mod affinity;
pub mod arpu;
pub mod basket;
pub mod cross_sell;
mod gower;
pub mod grouping;
pub mod items;
pub mod look_alike;
pub mod next_best;
pub mod price_tier;
pub mod wallet;

#[cfg(test)]
mod laws;

use super::Refused;
use crate::progress::Cancelled;

/// Why there is no report.
#[derive(Debug, Clone, PartialEq)]
pub enum NoReport {
    /// The data does not allow one.
    Refused(Refused),
    /// Nobody waits for it any more.
    Cancelled,
}

impl From<Refused> for NoReport {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

impl From<Cancelled> for NoReport {
    fn from(_: Cancelled) -> Self {
        Self::Cancelled
    }
}
