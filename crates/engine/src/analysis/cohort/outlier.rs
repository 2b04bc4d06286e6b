//! Cohorts that come back less (or more) often than all others together.
//!
//! A cohort's retention over its first ages is held against that of all other cohorts over the same ages
//! by a pooled two-proportion z-test. A customer counts once per age, and activity at two ages is not
//! independent, so that p-values are on the small side; the Bonferroni correction by the number of
//! cohorts and the demand for five expected visits keep chance out.

use super::{CohortOutlier, CohortRow};
use crate::stats::normal::{two_proportion_z, two_sided_p};

/// Last age, in periods, that is looked at.
pub(in crate::analysis) const MAX_AGE: usize = 6;
/// Significance after the correction.
const ALPHA: f64 = 0.05;
/// Fewest visits that must be expected of a cohort for the normal approximation.
const MIN_EXPECTED: f64 = 5.0;

/// Significant outliers, largest loss first: by (retention - others), ascending.
pub(super) fn outliers(rows: &[CohortRow]) -> Vec<CohortOutlier> {
    // Visits and customer-periods by age, over all cohorts that have reached it.
    let mut all = [(0_u64, 0_u64); MAX_AGE + 1];
    for row in rows {
        for (age, &active) in row.active.iter().enumerate().take(MAX_AGE + 1).skip(1) {
            all[age].0 += active;
            all[age].1 += row.n_customers;
        }
    }
    let tested: Vec<CohortOutlier> = rows.iter().filter_map(|row| test(row, &all)).collect();
    let n_tests = tested.len() as f64;
    let mut outliers: Vec<CohortOutlier> = tested
        .into_iter()
        .map(|outlier| CohortOutlier { p_value: (outlier.p_value * n_tests).min(1.0), ..outlier })
        .filter(|outlier| outlier.p_value < ALPHA)
        .collect();
    outliers.sort_by(|a, b| (a.retention - a.others).total_cmp(&(b.retention - b.others)));
    outliers
}

/// The uncorrected test of one cohort; `None` where there is too little to test.
fn test(row: &CohortRow, all: &[(u64, u64); MAX_AGE + 1]) -> Option<CohortOutlier> {
    let (mut own, mut others) = ((0, 0), (0, 0));
    for (age, &active) in row.active.iter().enumerate().take(MAX_AGE + 1).skip(1) {
        own.0 += active;
        own.1 += row.n_customers;
        others.0 += all[age].0 - active;
        others.1 += all[age].1 - row.n_customers;
    }
    let z = two_proportion_z(own.0, own.1, others.0, others.1)?;
    let others_share = others.0 as f64 / others.1 as f64;
    (own.1 as f64 * others_share >= MIN_EXPECTED).then(|| CohortOutlier {
        start: row.start,
        retention: own.0 as f64 / own.1 as f64,
        others: others_share,
        p_value: two_sided_p(z),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Month;

    fn row(start: i32, n_customers: u64, active: &[u64]) -> CohortRow {
        CohortRow {
            start: Month(start),
            n_customers,
            active: active.to_vec(),
            revenue: vec![0.0; active.len()],
            first_year_profit: None,
        }
    }

    #[test]
    fn a_cohort_that_comes_back_half_as_often_stands_out() {
        let rows = [
            row(0, 100, &[100, 40, 40, 40]),
            row(1, 100, &[100, 20, 20]),
            row(2, 100, &[100, 40]),
            row(3, 100, &[100]),
        ];
        let found = outliers(&rows);
        // Ages 1 and 2: 40 of 200 against 120 of 300; nobody else has reached age 3 of the first cohort.
        let weak = &found[0];
        assert_eq!(weak.start, Month(1));
        assert!((weak.retention - 0.2).abs() < 1e-12);
        assert!((weak.others - 0.4).abs() < 1e-12);
        // z = -0.2 / sqrt(0.32 * 0.68 * (1/200 + 1/300)) = -4.69668; p = 2.6442e-06, times three tests.
        assert!((weak.p_value / (3.0 * 2.6442e-06) - 1.0).abs() < 1e-3, "{}", weak.p_value);
    }

    #[test]
    fn alike_cohorts_have_no_outlier() {
        assert_eq!(outliers(&[row(0, 100, &[100, 20, 20]), row(1, 100, &[100, 21])]), []);
        assert_eq!(outliers(&[row(0, 3, &[3, 0]), row(1, 3, &[3, 3])]), []);
        assert_eq!(outliers(&[]), []);
    }
}
