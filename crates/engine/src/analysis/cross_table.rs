//! Two divisions of the customers laid across each other.
//!
//! In:   two [`Partition`]s, a selection.
//! Out:  a [`CrossTable`]: customers and revenue by pair of groups, and how far the divisions agree.
//! Cost: one pass over the selected customers.

use super::Profile;
use super::partition::{Group, Partition};
use super::selection::{SelectedTotals, Selection};
use crate::data::Dataset;
use crate::metric::{Additivity, Metric, Unit};
use crate::stats::agreement::{adjusted_rand, cramers_v, cramers_v_corrected};
use serde::{Deserialize, Serialize};

/// Groups of a side that are listed; customers of others are counted as left out.
const MAX_GROUPS: usize = 40;

/// Customers who are in a group of the first division and in one of the second.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct CrossCell {
    /// How many.
    pub n_customers: u64,
    /// Their share of the row.
    pub row_share: f64,
    /// Their share of the column.
    pub column_share: f64,
    /// How many there would be if the divisions had nothing to do with each other.
    pub expected: f64,
    /// Their revenue.
    pub revenue: f64,
}

/// Two divisions across each other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CrossTable {
    /// Groups of the first division.
    pub rows: Vec<Group>,
    /// Groups of the second division.
    pub columns: Vec<Group>,
    /// Cells, row by row.
    pub cells: Vec<Vec<CrossCell>>,
    /// Selected customers who are in a group of both.
    pub n_customers: u64,
    /// Selected customers who are not.
    pub n_left_out: u64,
    /// Cramer's V, 0..=1; `None` with fewer than two rows or columns that have anybody.
    pub cramers_v: Option<f64>,
    /// The same, corrected for what chance makes of few customers.
    pub cramers_v_corrected: Option<f64>,
    /// Adjusted Rand index, at most 1; `None` with fewer than two customers.
    pub adjusted_rand: Option<f64>,
}

/// Lays two divisions of the selected customers across each other.
#[must_use]
pub fn report(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    rows: &Partition,
    columns: &Partition,
) -> CrossTable {
    let totals = SelectedTotals::new(dataset, profile, selection);
    let (n_rows, n_columns) = (rows.groups.len().min(MAX_GROUPS), columns.groups.len().min(MAX_GROUPS));
    let mut counts = vec![vec![0_u64; n_columns]; n_rows];
    let mut revenue = vec![vec![0_i128; n_columns]; n_rows];
    let (mut n_customers, mut n_left_out) = (0, 0);
    for customer in selection.customers.iter() {
        match (rows.get(customer), columns.get(customer)) {
            (Some(row), Some(column)) if row < n_rows && column < n_columns => {
                counts[row][column] += 1;
                revenue[row][column] += i128::from(totals.revenue[customer]);
                n_customers += 1;
            }
            _ => n_left_out += 1,
        }
    }
    let in_rows: Vec<f64> = counts.iter().map(|row| row.iter().sum::<u64>() as f64).collect();
    let in_columns: Vec<f64> =
        (0..n_columns).map(|idx| counts.iter().map(|row| row[idx]).sum::<u64>() as f64).collect();
    let share = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
    let cell = |row: usize, column: usize| {
        let n = counts[row][column] as f64;
        CrossCell {
            n_customers: counts[row][column],
            row_share: share(n, in_rows[row]),
            column_share: share(n, in_columns[column]),
            expected: share(in_rows[row] * in_columns[column], n_customers as f64),
            revenue: dataset.major(revenue[row][column]),
        }
    };
    CrossTable {
        rows: rows.groups[..n_rows].to_vec(),
        columns: columns.groups[..n_columns].to_vec(),
        cells: (0..n_rows).map(|row| (0..n_columns).map(|column| cell(row, column)).collect()).collect(),
        n_customers,
        n_left_out,
        cramers_v: cramers_v(&counts),
        cramers_v_corrected: cramers_v_corrected(&counts),
        adjusted_rand: adjusted_rand(&counts),
    }
}

/// Metrics of cross-tables.
pub(crate) const METRICS: &[Metric] = &[
    Metric {
        id: "cross-cell",
        formula: "count of selected customers in both groups; expected: row sum * column sum / all",
        unit: Unit::Count,
        additivity: Additivity::OverCustomers,
        needs: &[],
        source: "Pearson 1900, Phil. Mag. 50, 157-175 (expected counts)",
        limits: "At most 40 groups on either side; who is in none is counted apart.",
        test: "analysis::cross_table::tests::segments_across_themselves_agree_fully",
    },
    Metric {
        id: "cross-cramers-v",
        formula: "sqrt(chi-square / (n (min(rows, columns) - 1)))",
        unit: Unit::Number,
        additivity: Additivity::NotAdditive,
        needs: &[],
        source: "Cramer 1946, Mathematical Methods of Statistics, 21.9; corrected: Bergsma 2013, J. Korean Stat. Soc. 42, 323-328",
        limits: "Needs two rows and two columns with anybody in them. Few customers make it large by chance: see the corrected one.",
        test: "stats::agreement::tests::cramers_v_of_a_two_by_two_table_is_phi",
    },
    Metric {
        id: "cross-adjusted-rand",
        formula: "(pairs together in both - expected) / (mean of pairs together in either - expected)",
        unit: Unit::Number,
        additivity: Additivity::NotAdditive,
        needs: &[],
        source: "Hubert & Arabie 1985, J. Classification 2, 193-218, eq. 5",
        limits: "Needs two customers. 0 on average for divisions that have nothing to do with each other; may be below.",
        test: "stats::agreement::tests::the_adjusted_rand_index_is_that_of_scikit_learn",
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{dataset, day, line, profile, select};

    #[test]
    fn segments_across_themselves_agree_fully() {
        let lines = [
            line("A", "2024-01-05", 100),
            line("B", "2024-06-20", 30),
            line("C", "2024-06-25", 20),
            line("D", "2023-01-01", 9),
        ];
        let dataset = dataset(&lines, &[]);
        let profile = profile(&dataset, day("2024-06-30"));
        let all = select(&dataset, &profile, &[]);
        let segments = Partition::of_segments(&profile);
        let table = report(&dataset, &profile, &all, &segments, &segments);
        assert_eq!(table.adjusted_rand, Some(1.0));
        assert!((table.cramers_v.unwrap() - 1.0).abs() < 1e-12);
        let diagonal: u64 = (0..11).map(|idx| table.cells[idx][idx].n_customers).sum();
        assert_eq!((diagonal, table.n_customers, table.n_left_out), (4, 4, 0));
        let nobody = Partition::new(Vec::new(), 4, |_| None);
        let table = report(&dataset, &profile, &all, &segments, &nobody);
        assert_eq!((table.n_customers, table.n_left_out, table.cramers_v), (0, 4, None));
        assert_eq!(table.adjusted_rand, None);
    }
}
