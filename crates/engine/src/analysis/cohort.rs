//! Retention by acquisition cohort.
//!
//! A customer belongs to the cohort of the period of the first order. Cells of periods that are not over
//! on the as-of day are left out: a low number there is not a finding.

use super::Refused;
use crate::data::{Day, Month};
use serde::{Deserialize, Serialize};

/// What the retention is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CohortOptions {
    /// Months in a period: 1 (month) or 3 (quarter).
    pub n_months: u8,
}

/// One cohort.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CohortRow {
    /// First month of the period of the first order.
    pub start: Month,
    /// Customers.
    pub n_customers: u64,
    /// Customers with an order in the k-th period after their own; entry 0 is `n_customers`. Ends with
    /// the last period that is over.
    pub active: Vec<u64>,
    /// Revenue in the k-th period.
    pub revenue: Vec<f64>,
    /// Mean profit per customer in the first twelve months, where there is cost and twelve months are over.
    pub first_year_profit: Option<f64>,
}

/// A cohort that comes back less (or more) often than the others.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CohortOutlier {
    /// First month of the cohort.
    pub start: Month,
    /// Its pooled retention over ages 1 to 6 (as many as are over), 0..=1.
    pub retention: f64,
    /// That of all other cohorts over the same ages.
    pub others: f64,
    /// Two-sided p-value of the difference (two-proportion z-test), Bonferroni-corrected by the cohorts.
    pub p_value: f64,
}

/// Retention.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CohortReport {
    /// Why there is no figure, if there is none.
    pub refused: Option<Refused>,
    /// Months in a period.
    pub n_months: u8,
    /// Last day that counts.
    pub as_of: Day,
    /// Cohorts, oldest first, without empty ones.
    pub rows: Vec<CohortRow>,
    /// Retention by age, weighted by cohort size, over cohorts whose period is over; true zeros included.
    pub weighted: Vec<f64>,
    /// Customers behind each entry of `weighted`.
    pub weighted_n: Vec<u64>,
    /// The cohorts that differ most, significant at 5 %, largest loss first.
    pub outliers: Vec<CohortOutlier>,
    /// Whether the first orders of some customers lie before the data begins (sign-up says so), so that
    /// their cohort is the month in which they were first seen.
    pub is_left_truncated: bool,
}
