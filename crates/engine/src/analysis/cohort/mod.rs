//! Retention by acquisition cohort.
//!
//! In:   a selection and the length of a period, in months.
//! Out:  a [`CohortReport`]: a row per cohort, a column per age in periods.
//! Cost: one pass over the selected lines, and memory for one cell per cohort and age.
//!
//! A customer belongs to the cohort of the period in which they became one: they signed up where the files
//! say so, or ordered first. That order need not be selected. Without sign-up days a customer from before
//! the data looks new in its first months; with them such customers are counted apart, since nobody saw
//! their first periods. Cells of periods that are not over on the as-of day are left out: a low number there is not a
//! finding. A period whose last day is the as-of day is over. A cohort whose own period is not over still
//! has its first entry, so that all customers are in a row.

mod outlier;
mod triangle;
mod value;

pub(super) use outlier::MAX_AGE as OUTLIER_MAX_AGE;
pub use triangle::triangle;
pub use value::{CohortValue, CohortValueRow, report_with_value, value};

use super::selection::Selection;
use super::{Profile, Refused};
use crate::data::{Dataset, Day, Month};
use crate::metric::{Additivity, Metric, Needs, Unit};
use serde::{Deserialize, Serialize};

/// What the retention is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CohortOptions {
    /// Months in a period: 1 (month), 3 (quarter) or 12 (year).
    pub n_months: u8,
}

/// One cohort.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CohortRow {
    /// First month of the period in which its customers became customers.
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
    /// Whether some customers became one before the data begins (sign-up says so); they are in no row.
    pub is_left_truncated: bool,
    /// How many they are.
    pub n_before: u64,
}

/// Metrics of this module.
pub(crate) const METRICS: &[Metric] = &[
    Metric {
        id: "cohort-retention",
        formula: "customers of the cohort with an order in the k-th period / customers of the cohort",
        unit: Unit::Share,
        additivity: Additivity::RatioOfSums,
        needs: &[],
        source: "our definition; weighted by cohort size with true zeros",
        limits: "periods that are not over are blank; customers from before the data are in no cohort",
        test: "it::analysis::golden::cohorts_match_section_g",
    },
    Metric {
        id: "cohort-revenue-kept",
        formula: "revenue of the k-th period / revenue of the own period",
        unit: Unit::Share,
        additivity: Additivity::RatioOfSums,
        needs: &[Needs::Amount],
        source: "our definition",
        limits: "above 1 where customers spend more than at first; not given where first revenue is not above zero",
        test: "analysis::cohort::value::tests::revenue_kept_and_revenue_per_customer_of_two_cohorts_by_hand",
    },
    Metric {
        id: "cohort-revenue-per-customer",
        formula: "sum of revenue of periods 0 to k / customers of the cohort",
        unit: Unit::Money,
        additivity: Additivity::RatioOfSums,
        needs: &[Needs::Amount],
        source: "our definition",
        limits: "periods that are not over are blank",
        test: "analysis::cohort::value::tests::revenue_kept_and_revenue_per_customer_of_two_cohorts_by_hand",
    },
];

/// Retention of the selected customers.
#[must_use]
pub fn report(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    options: &CohortOptions,
) -> CohortReport {
    let rows = triangle(dataset, profile, selection, options.n_months, false);
    let n_ages = rows.iter().map(|row| row.active.len()).max().unwrap_or(0);
    let (weighted, weighted_n) = (0..n_ages).map(|age| weighted_at(&rows, age)).unzip();
    let observed = dataset.observed();
    let begins = period_of(observed.first, options.n_months);
    let is_before =
        |customer: &usize| period_of(profile.facts.birth_day(*customer), options.n_months) < begins;
    let n_before = selection.customers.iter().filter(is_before).count() as u64;
    let refused = if rows.is_empty() {
        Some(Refused::TooFewCustomers { have: 0, need: 1 })
    } else if n_ages < 2 {
        let have = profile.facts.as_of.month().since(observed.first.month()) + 1;
        Some(Refused::TooShort {
            have_months: u32::try_from(have).unwrap_or(0),
            need_months: 2 * u32::from(options.n_months.max(1)),
        })
    } else {
        None
    };
    CohortReport {
        refused,
        n_months: options.n_months,
        as_of: profile.facts.as_of,
        weighted,
        weighted_n,
        outliers: outlier::outliers(&rows),
        is_left_truncated: n_before > 0,
        n_before,
        rows,
    }
}

/// Retention at an age over all cohorts that have reached it, and the customers of those cohorts.
fn weighted_at(rows: &[CohortRow], age: usize) -> (f64, u64) {
    let reached = || rows.iter().filter(|row| age < row.active.len());
    let n: u64 = reached().map(|row| row.n_customers).sum();
    let active: u64 = reached().map(|row| row.active[age]).sum();
    (if n > 0 { active as f64 / n as f64 } else { 0.0 }, n)
}

/// Number of the period of `n_months` months that `day` lies in, counted from January of year 0.
pub(super) fn period_of(day: Day, n_months: u8) -> i32 {
    day.month().0.div_euclid(i32::from(n_months.max(1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{dataset, day, line, profile, select};

    fn report_as_of(as_of: &str, n_months: u8) -> CohortReport {
        let dataset = dataset(
            &[
                line("A", "2024-01-05", 10),
                line("A", "2024-01-06", 5),
                line("A", "2024-03-31", 7),
                line("B", "2024-01-20", 30),
                line("B", "2024-02-01", 30),
                line("C", "2024-03-01", 2),
                line("C", "2024-04-02", 2),
            ],
            &[],
        );
        let profile = profile(&dataset, day(as_of));
        let all = select(&dataset, &profile, &[]);
        report(&dataset, &profile, &all, &CohortOptions { n_months })
    }

    #[test]
    fn months_that_are_not_over_are_blank() {
        let report = report_as_of("2024-04-02", 1);
        let active: Vec<&[u64]> = report.rows.iter().map(|row| row.active.as_slice()).collect();
        assert_eq!(active, [&[2, 1, 1][..], &[1]]);
        assert_eq!(report.rows[0].revenue, [45.0, 30.0, 7.0]);
        assert_eq!(report.weighted, [1.0, 0.5, 0.5]);
        assert_eq!(report.weighted_n, [3, 2, 2]);
        assert_eq!(report.refused, None);
    }

    #[test]
    fn a_month_is_over_on_its_last_day() {
        let report = report_as_of("2024-04-30", 1);
        assert_eq!(report.rows[1].active, [1, 1]);
        // True zeros count: of three customers one ordered in the next month of A and B, and C.
        assert_eq!(report.rows[0].active, [2, 1, 1, 0]);
        assert!((report.weighted[1] - 2.0 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn quarters_gather_three_months() {
        let report = report_as_of("2024-06-30", 3);
        assert_eq!(report.rows.len(), 1);
        assert_eq!(report.rows[0].active, [3, 1]);
    }

    #[test]
    fn a_first_year_counts_365_days_of_each_customer() {
        let dataset = dataset(
            &[line("A", "2023-01-31", 10), line("A", "2024-01-30", 5), line("A", "2024-01-31", 1_000)],
            &[],
        );
        let first_year = |as_of: &str| {
            let profile = profile(&dataset, day(as_of));
            let all = select(&dataset, &profile, &[]);
            report(&dataset, &profile, &all, &CohortOptions { n_months: 1 }).rows[0].first_year_profit
        };
        assert_eq!(first_year("2024-01-30"), Some(15.0));
        assert_eq!(first_year("2024-01-29"), None);
    }

    #[test]
    fn one_month_of_data_is_too_short() {
        assert!(matches!(report_as_of("2024-01-31", 1).refused, Some(Refused::TooShort { .. })));
        assert!(matches!(report_as_of("2023-01-31", 1).refused, Some(Refused::TooFewCustomers { .. })));
    }
}
