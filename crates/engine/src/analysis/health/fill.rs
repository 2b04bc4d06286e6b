//! How much of each column is filled.

use super::share;
use crate::data::FileKind;
use crate::import::{ColumnKind, ColumnReport, ColumnRole, FileReport};
use serde::{Deserialize, Serialize};

/// A column and how much of it is filled.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ColumnFill {
    /// The header as written.
    pub name: String,
    /// What the column is used for.
    pub role: ColumnRole,
    /// Accepted rows with a value.
    pub n_filled: u64,
    /// Their share of all accepted rows.
    pub share: f64,
}

/// The columns of a file, emptiest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FileFill {
    /// Name of the file.
    pub name: String,
    /// What its rows are.
    pub kind: FileKind,
    /// Accepted rows.
    pub n_rows: u64,
    /// Its columns, emptiest first; those that were not looked at are left out.
    pub columns: Vec<ColumnFill>,
}

/// Fill rates of all files.
pub(super) fn fills(files: &[FileReport]) -> Vec<FileFill> {
    files.iter().map(of_file).collect()
}

fn of_file(report: &FileReport) -> FileFill {
    let n_rows = report.n_accepted;
    let fill = |column: &ColumnReport| {
        let n_filled = n_rows.saturating_sub(column.n_empty);
        ColumnFill {
            name: column.name.clone(),
            role: column.role,
            n_filled,
            share: share(n_filled as f64, n_rows as f64),
        }
    };
    // A column nobody looked at is `Empty` with no empty cell.
    let is_measured = |column: &&ColumnReport| column.kind != ColumnKind::Empty || column.n_empty > 0;
    let mut columns: Vec<ColumnFill> = report.columns.iter().filter(is_measured).map(fill).collect();
    columns.sort_by_key(|column| column.n_filled);
    FileFill { name: report.file.name.clone(), kind: report.file.kind, n_rows, columns }
}
