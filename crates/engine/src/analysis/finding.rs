//! What stands out: one-sentence findings as data, said in words by the layer that knows languages.

use crate::data::Month;
use crate::query::{Clause, Segment};
use serde::{Deserialize, Serialize};

/// What was found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum FindingKind {
    /// Customers of a strong segment have been silent for long.
    SilentSegment {
        /// The segment.
        segment: Segment,
        /// Customers.
        n_customers: u64,
        /// Median days since their last order.
        median_recency_days: f64,
        /// What they have brought.
        revenue: f64,
    },
    /// Customers cost more to serve than they earn.
    LossMakers {
        /// Their share of all customers.
        customer_share: f64,
        /// What they lose, positive.
        loss: f64,
    },
    /// A cohort comes back less often.
    WeakCohort {
        /// First month of the cohort.
        start: Month,
        /// Its retention over the first periods.
        retention: f64,
        /// That of the others.
        others: f64,
    },
    /// A value of a dimension grew faster than all others together.
    FastestGrowth {
        /// Header of the column.
        dimension: String,
        /// The value.
        value: String,
        /// Its growth against the period before, 0.085 is 8.5 %.
        growth: f64,
        /// Growth of everything else.
        others: f64,
    },
    /// The largest customers bring most of the revenue.
    TopShare {
        /// Revenue share of the top 20 %.
        share_of_top_20: f64,
        /// Revenue share of the top 1 %.
        share_of_top_1: f64,
        /// Customers in the top 1 %.
        n_top_1: u64,
    },
}

/// A finding, the money at stake and where to look.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// What was found.
    pub kind: FindingKind,
    /// Money at stake, by which findings are ranked.
    pub at_stake: f64,
    /// The customers behind it.
    pub clause: Option<Clause>,
}
