//! The rows that were set aside, as a CSV file to be mended and read again.
//!
//! Cells that a spreadsheet would run as a formula get an apostrophe in front, unless they are numbers.

use crate::text::message::reason_text;
use crate::ui::words::{tr, use_format};
use clientele_engine::import::FileReport;

/// The file: line, reason and the cells of each row.
pub(super) fn rejects_csv(file: &FileReport) -> String {
    let format = use_format();
    // The mark tells spreadsheets that this is UTF-8.
    let mut csv = String::from("\u{feff}");
    let heads = [tr("data-line"), tr("data-reason")];
    push_row(&mut csv, heads.into_iter().chain(file.columns.iter().map(|column| column.name.clone())));
    for reject in &file.rejects {
        let head = [reject.line.to_string(), reason_text(reject.reason, format)];
        push_row(&mut csv, head.into_iter().chain(reject.cells.iter().cloned()));
    }
    csv
}

fn push_row(csv: &mut String, cells: impl Iterator<Item = String>) {
    for (idx, cell) in cells.enumerate() {
        if idx > 0 {
            csv.push(',');
        }
        let cell = harmless(cell);
        if cell.contains(['"', ',', '\n', '\r']) || cell.starts_with('\'') {
            csv.push('"');
            csv.push_str(&cell.replace('"', "\"\""));
            csv.push('"');
        } else {
            csv.push_str(&cell);
        }
    }
    csv.push_str("\r\n");
}

fn harmless(cell: String) -> String {
    let first = cell.chars().find(|c| !c.is_whitespace() || matches!(c, '\t' | '\r' | '\n'));
    let is_formula =
        matches!(first, Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠'));
    if is_formula && cell.trim().parse::<f64>().is_err() { format!("'{cell}") } else { cell }
}
