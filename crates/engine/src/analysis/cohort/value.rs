//! What cohorts are worth: revenue kept, and revenue per customer that adds up with age.

use super::{CohortOptions, CohortReport};
use crate::analysis::Profile;
use crate::analysis::selection::Selection;
use crate::data::{Dataset, Month};
use serde::{Deserialize, Serialize};

/// The money of one cohort.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CohortValueRow {
    /// First month of the period in which its customers became customers.
    pub start: Month,
    /// Customers.
    pub n_customers: u64,
    /// Revenue in the k-th period over revenue in its own; `None` where its own is not above zero.
    pub revenue_kept: Option<Vec<f64>>,
    /// Revenue per customer up to and including the k-th period.
    pub revenue_per_customer: Vec<f64>,
}

/// Retention of revenue beside that of heads.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CohortValue {
    /// Cohorts, oldest first; of the same ages as in [`CohortReport::rows`].
    pub rows: Vec<CohortValueRow>,
    /// Revenue kept by age over all cohorts that have reached it: sum of revenue over sum of first revenue.
    pub revenue_kept: Vec<Option<f64>>,
    /// Revenue per customer up to an age over all cohorts that have reached it.
    pub revenue_per_customer: Vec<f64>,
}

/// The money behind a report on retention.
#[must_use]
pub fn value(report: &CohortReport) -> CohortValue {
    let rows = report.rows.iter().map(|row| {
        let first = row.revenue.first().copied().filter(|&first| first > 0.0);
        let mut sum = 0.0;
        let n = row.n_customers.max(1) as f64;
        let add = |revenue: &f64| {
            sum += revenue;
            sum / n
        };
        CohortValueRow {
            start: row.start,
            n_customers: row.n_customers,
            revenue_per_customer: row.revenue.iter().map(add).collect(),
            revenue_kept: first.map(|first| row.revenue.iter().map(|revenue| revenue / first).collect()),
        }
    });
    let n_ages = report.rows.iter().map(|row| row.revenue.len()).max().unwrap_or(0);
    let reached = |age: usize| report.rows.iter().filter(move |row| age < row.revenue.len());
    let kept = |age: usize| {
        let first: f64 = reached(age).map(|row| row.revenue[0]).sum();
        let now: f64 = reached(age).map(|row| row.revenue[age]).sum();
        (first > 0.0).then_some(now / first)
    };
    let per_customer = |age: usize| {
        let n: u64 = reached(age).map(|row| row.n_customers).sum();
        reached(age).flat_map(|row| &row.revenue[..=age]).sum::<f64>() / n.max(1) as f64
    };
    CohortValue {
        rows: rows.collect(),
        revenue_kept: (0..n_ages).map(kept).collect(),
        revenue_per_customer: (0..n_ages).map(per_customer).collect(),
    }
}

/// [`super::report`] and [`value`] at once.
#[must_use]
pub fn report_with_value(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    options: &CohortOptions,
) -> (CohortReport, CohortValue) {
    let report = super::report(dataset, profile, selection, options);
    let value = value(&report);
    (report, value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{dataset, day, line, profile, select};

    #[test]
    fn revenue_kept_and_revenue_per_customer_of_two_cohorts_by_hand() {
        let dataset = dataset(
            &[
                line("A", "2024-01-05", 60),
                line("B", "2024-01-20", 40),
                line("B", "2024-02-01", 30),
                line("C", "2024-02-11", 10),
                line("C", "2024-03-02", 20),
            ],
            &[],
        );
        let profile = profile(&dataset, day("2024-03-31"));
        let all = select(&dataset, &profile, &[]);
        let (_, value) = report_with_value(&dataset, &profile, &all, &CohortOptions { n_months: 1 });
        assert_eq!(value.rows[0].revenue_kept, Some(vec![1.0, 0.3, 0.0]));
        assert_eq!(value.rows[0].revenue_per_customer, [50.0, 65.0, 65.0]);
        assert_eq!(value.rows[1].revenue_kept, Some(vec![1.0, 2.0]));
        // Age 1: (30 + 20) of (100 + 10); age 2 is reached by the first cohort alone.
        assert_eq!(value.revenue_kept, [Some(1.0), Some(50.0 / 110.0), Some(0.0)]);
        assert_eq!(value.revenue_per_customer, [110.0 / 3.0, 160.0 / 3.0, 65.0]);
    }

    #[test]
    fn a_cohort_that_began_with_returns_has_no_revenue_to_keep() {
        let dataset = dataset(&[line("A", "2024-01-05", -60), line("A", "2024-02-05", 10)], &[]);
        let profile = profile(&dataset, day("2024-02-29"));
        let all = select(&dataset, &profile, &[]);
        let (_, value) = report_with_value(&dataset, &profile, &all, &CohortOptions { n_months: 1 });
        assert_eq!(value.rows[0].revenue_kept, None);
        assert_eq!(value.revenue_kept, [None, None]);
    }
}
