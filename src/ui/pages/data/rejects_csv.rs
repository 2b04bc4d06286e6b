//! The rows that were set aside, as a CSV file to be mended and read again: their cells under the headers of
//! the file, then line and reason.

use crate::text::csv::data_cell;
use crate::text::message::reason_text;
use crate::ui::words::{tr, use_format};
use clientele_engine::import::Reject;

/// The file. It starts with the mark that tells spreadsheets that this is UTF-8.
pub(super) fn rejects_csv(headers: &[String], rejects: &[Reject]) -> String {
    let format = use_format();
    // Rows can be longer than the header: that may be why they were set aside.
    let n_columns = rejects.iter().map(|reject| reject.cells.len()).max().unwrap_or(0).max(headers.len());
    let padded = |cells: &[String]| -> Vec<String> {
        cells.iter().cloned().chain(std::iter::repeat(String::new())).take(n_columns).collect()
    };
    let mut csv = String::from("\u{feff}");
    push_row(&mut csv, padded(headers).into_iter().chain([tr("data-line"), tr("data-reason")]));
    for reject in rejects {
        let why = [reject.line.to_string(), reason_text(reject.reason, format)];
        push_row(&mut csv, padded(&reject.cells).into_iter().chain(why));
    }
    csv
}

fn push_row(csv: &mut String, cells: impl Iterator<Item = String>) {
    for (idx, cell) in cells.enumerate() {
        if idx > 0 {
            csv.push(',');
        }
        csv.push_str(&data_cell(&cell));
    }
    csv.push_str("\r\n");
}
