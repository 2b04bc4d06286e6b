//! Breadth of the first purchases against coming back later.

use super::IntakeOptions;
use crate::analysis::Profile;
use crate::analysis::selection::Selection;
use crate::data::{Dataset, DimensionRole};
use crate::metric::Needs;
use crate::stats::normal::two_sided_p;
use crate::stats::proportion::Proportion;
use serde::{Deserialize, Serialize};

/// Rows: 1, 2, 3 and 4 or more.
const N_ROWS: usize = 4;

/// Customers of a breadth.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct BreadthRow {
    /// Different values bought in the first days; the last row is of this many or more.
    pub breadth: u32,
    /// Customers who ordered in the days after; `None` of nobody.
    pub retained: Option<Proportion>,
}

/// Breadth against retention.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BreadthReport {
    /// Header of the column.
    pub dimension: String,
    /// Rows of 1, 2, 3 and 4 or more.
    pub rows: Vec<BreadthRow>,
    /// Statistic of the trend; above 0 when broader customers stay more often.
    pub trend_z: Option<f64>,
    /// Its two-sided p-value.
    pub trend_p: Option<f64>,
}

/// Breadth of categories or channels; `None` without the column.
pub(super) fn breadth(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    options: &IntakeOptions,
    needs: Needs,
) -> Option<BreadthReport> {
    let role = if needs == Needs::Channel { DimensionRole::Channel } else { DimensionRole::Category };
    let dimension = dataset.dimension(role)?;
    let (facts, as_of) = (&profile.facts, profile.facts.as_of);
    let begins = dataset.observed().first.month().first_day();
    let days = |days: u32| i32::try_from(days).unwrap_or(i32::MAX / 2);
    let (watched, retained) = (days(options.watched_days), days(options.retained_days));
    let mut tallies = [(0_u64, 0_u64); N_ROWS];
    // The last customer who bought each value.
    let mut seen = vec![usize::MAX; dimension.values.len()];
    for customer in selection.customers.iter() {
        let first = facts.first_day[customer];
        if facts.birth_day(customer) < begins || as_of.since(first) < watched.saturating_add(retained) {
            continue;
        }
        let (mut n_values, mut is_retained) = (0_usize, false);
        for line in dataset.lines_of_customer(customer) {
            let age = dataset.days()[line].since(first);
            let code = usize::from(dimension.codes[line]);
            if age <= watched {
                if seen[code] != customer && !dimension.values[code].is_empty() {
                    seen[code] = customer;
                    n_values += 1;
                }
            } else {
                is_retained |= age <= watched + retained;
            }
        }
        if let Some(tally) = n_values.checked_sub(1).map(|place| &mut tallies[place.min(N_ROWS - 1)]) {
            tally.0 += u64::from(is_retained);
            tally.1 += 1;
        }
    }
    let trend = trend(&tallies);
    let row = |(place, &(hits, n)): (u32, &(u64, u64))| BreadthRow {
        breadth: place,
        retained: Proportion::new(hits, n),
    };
    Some(BreadthReport {
        dimension: dimension.name.clone(),
        rows: (1..).zip(&tallies).map(row).collect(),
        trend_z: trend,
        trend_p: trend.map(two_sided_p),
    })
}

/// Statistic of the Cochran-Armitage trend of hits of n over scores 0, 1, 2 and so on; `None` where it is not defined.
///
/// # Source
/// Armitage (1955), Biometrics 11, 375-386, without a correction for continuity.
fn trend(tallies: &[(u64, u64)]) -> Option<f64> {
    trend_of(
        &tallies
            .iter()
            .zip(0_u8..)
            .map(|(&(hits, n), score)| (f64::from(score), hits, n))
            .collect::<Vec<_>>(),
    )
}

fn trend_of(rows: &[(f64, u64, u64)]) -> Option<f64> {
    let n: f64 = rows.iter().map(|row| row.2 as f64).sum();
    let hits: f64 = rows.iter().map(|row| row.1 as f64).sum();
    if n == 0.0 {
        return None;
    }
    let (share, mean) = (hits / n, rows.iter().map(|row| row.0 * row.2 as f64).sum::<f64>() / n);
    let slope: f64 = rows.iter().map(|row| (row.0 - mean) * row.1 as f64).sum();
    let spread: f64 = rows.iter().map(|row| (row.0 - mean).powi(2) * row.2 as f64).sum();
    let variance = share * (1.0 - share) * spread;
    (variance > 0.0).then(|| slope / variance.sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{Line, dataset, day, line, profile, select};

    #[test]
    fn the_trend_of_agresti_2002_on_alcohol_and_malformation() {
        // Agresti (2002), Categorical Data Analysis, table 3.7: scores 0, .5, 1.5, 4, 7; z^2 = 6.57 (M^2 of 6.57).
        let rows = [(0.0, 48, 17_114), (0.5, 38, 14_502), (1.5, 5, 793), (4.0, 1, 127), (7.0, 1, 38)];
        let z = trend_of(&rows).unwrap();
        assert!((z * z - 6.57).abs() < 5e-3, "{}", z * z);
        assert_eq!(trend(&[(0, 5), (0, 5)]), None);
        assert_eq!(trend(&[(0, 0)]), None);
    }

    #[test]
    fn breadth_is_of_the_first_days_and_retention_after_them() {
        let gear = |line: Line| Line { category: "gear", ..line };
        let lines = [
            line("A", "2023-01-01", 1),
            gear(line("A", "2023-01-20", 1)),
            line("A", "2023-04-01", 1),
            // The second category comes after the first days.
            line("B", "2023-01-01", 1),
            gear(line("B", "2023-03-01", 1)),
            // Back too late.
            line("C", "2023-01-02", 1),
            line("C", "2023-12-01", 1),
            // Not watched for long enough.
            line("D", "2023-12-01", 1),
        ];
        let dataset = dataset(&lines, &[]);
        let profile = profile(&dataset, day("2023-12-31"));
        let all = select(&dataset, &profile, &[]);
        let options = IntakeOptions { watched_days: 30, retained_days: 100, ..IntakeOptions::default() };
        let report = breadth(&dataset, &profile, &all, &options, Needs::Category).unwrap();
        let found: Vec<_> =
            report.rows.iter().map(|row| row.retained.map(|share| (share.hits, share.n))).collect();
        assert_eq!(found, [Some((1, 2)), Some((1, 1)), None, None]);
        assert_eq!(breadth(&dataset, &profile, &all, &options, Needs::Channel), None);
    }
}
