//! A chart without a picture: one sentence, and the same numbers as a table.

use super::labels::Labels;
use serde::Serialize;

/// The table twin of a chart: the rows of its CSV file.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct DataTable {
    /// Heads, one per cell of a row.
    pub columns: Vec<Column>,
    /// Rows, in the order of the chart.
    pub rows: Vec<Vec<Cell>>,
}

/// A column of a table twin.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Column {
    /// What it holds, with its unit.
    pub head: String,
    /// Whether it is aligned as numbers are.
    pub is_number: bool,
}

/// A cell of a table twin.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Cell {
    /// As it is read.
    pub text: String,
    /// The number behind it in full, for the CSV file.
    pub value: Option<f64>,
}

impl Cell {
    /// A cell of words.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), value: None }
    }

    /// A cell of a number; empty when it is not finite.
    #[must_use]
    pub fn number(value: f64, text: impl Into<String>) -> Self {
        if value.is_finite() { Self { text: text.into(), value: Some(value) } } else { Self::default() }
    }
}

impl DataTable {
    /// A table without rows: the first `n_words` columns hold words, the others numbers.
    pub(super) fn new<const N: usize>(n_words: usize, heads: [String; N]) -> Self {
        let column = |(idx, head)| Column { head, is_number: idx >= n_words };
        Self { columns: heads.into_iter().enumerate().map(column).collect(), rows: Vec::new() }
    }
}

/// The summary of named values: how many, the highest and the lowest.
pub(super) fn range_summary(
    labels: &dyn Labels,
    values: &[(String, f64)],
    say: &dyn Fn(f64) -> String,
) -> String {
    let finite = || values.iter().filter(|(_, value)| value.is_finite());
    let highest = finite().max_by(|a, b| a.1.total_cmp(&b.1));
    let lowest = finite().min_by(|a, b| a.1.total_cmp(&b.1));
    let (Some(highest), Some(lowest)) = (highest, lowest) else {
        return labels.word("chart-summary-empty");
    };
    let args = [
        ("n", labels.count(finite().count() as f64)),
        ("highest", say(highest.1)),
        ("highest_at", highest.0.clone()),
        ("lowest", say(lowest.1)),
        ("lowest_at", lowest.0.clone()),
    ];
    labels.phrase("chart-summary-range", &args)
}

#[cfg(test)]
mod tests {
    use super::super::labels::PlainLabels;
    use super::*;

    #[test]
    fn a_summary_names_the_highest_and_the_lowest() {
        let values = [("a".to_owned(), 3.0), ("b".to_owned(), 9.0), ("c".to_owned(), f64::NAN)];
        let text = range_summary(&PlainLabels, &values, &|value| format!("{value}"));
        assert_eq!(text, "2 values; highest 9 (b), lowest 3 (a)");
        assert!(!range_summary(&PlainLabels, &[], &|value| format!("{value}")).is_empty());
    }
}
