//! What a record must look like before its cells are read.
//!
//! In:   a record and the plan of the header.
//! Out:  the first reason that concerns the record as a whole, if any.

use super::ColumnRole;
use super::RejectReason;
use super::amount::parse_amount;
use super::date::parse_date;
use super::header::{HeaderPlan, normalized};
use super::id::parse_id;
use super::scan::{Record, Scanner, Step, is_blank};
use super::set_aside::OwnCells;
use crate::data::FileKind;

/// Bytes one cell may have.
const MAX_CELL_BYTES: usize = 1 << 20;

/// Words that mark a row of totals.
const TOTAL_WORDS: [&str; 15] = [
    "合計",
    "總計",
    "小計",
    "总计",
    "合计",
    "小计",
    "計",
    "累計",
    "total",
    "grandtotal",
    "subtotal",
    "sum",
    "summe",
    "gesamt",
    "gesamtsumme",
];

/// The shape records of a file must have.
pub(super) struct RowRules {
    kind: FileKind,
    delimiter: u8,
    n_columns: usize,
    required: Vec<usize>,
    n_required: usize,
    id_column: usize,
    date_column: Option<usize>,
    amount_column: Option<usize>,
    header: Vec<String>,
    /// Our own columns in front of those of the file.
    n_own_columns: usize,
}

impl RowRules {
    pub(super) fn new(plan: &HeaderPlan, delimiter: u8, has_header: bool) -> Self {
        let required = plan.required();
        Self {
            kind: plan.kind,
            delimiter,
            n_columns: plan.names.len(),
            n_required: required.iter().max().map_or(0, |last| last + 1),
            required,
            id_column: plan.column(ColumnRole::CustomerId).unwrap_or(0),
            date_column: plan.column(ColumnRole::Date).filter(|_| plan.kind == FileKind::Transactions),
            amount_column: [ColumnRole::Amount, ColumnRole::UnitPrice, ColumnRole::Quantity]
                .into_iter()
                .find_map(|role| plan.column(role)),
            header: if has_header {
                plan.names.iter().map(|name| normalized(name)).collect()
            } else {
                Vec::new()
            },
            n_own_columns: 0,
        }
    }

    /// The same for lines that have so many of our own columns in front.
    pub(super) fn behind(self, n_own_columns: usize) -> Self {
        Self { n_own_columns, ..self }
    }

    /// Whether the record is the header again or a row of totals.
    pub(super) fn is_no_record(&self, record: &Record<'_>) -> Option<RejectReason> {
        let telling = record.cell(self.date_column.unwrap_or(self.id_column));
        // A header and a total have no number where the date stands.
        if self.date_column.is_some() && telling.first().is_some_and(u8::is_ascii_digit) {
            return None;
        }
        if self.is_header(record) {
            return Some(RejectReason::RepeatedHeader);
        }
        if self.date_column.is_some() && (is_blank(telling) || is_total_word(telling)) {
            return record.cells().any(is_total_word).then_some(RejectReason::TotalRow);
        }
        None
    }

    fn is_header(&self, record: &Record<'_>) -> bool {
        let Some(id_name) = self.header.get(self.id_column) else {
            return false;
        };
        let is_same = |cell: &[u8], name: &str| {
            let shown = String::from_utf8_lossy(&cell[..cell.len().min(400)]);
            normalized(&shown) == name
        };
        // Names differ from ids in length nearly always, and normalization at most shortens.
        let id_cell = record.cell(self.id_column);
        if id_cell.len() < id_name.len() / 3 || !is_same(id_cell, id_name) {
            return false;
        }
        (0..self.n_columns.max(record.len()))
            .all(|idx| is_same(record.cell(idx), self.header.get(idx).map_or("", String::as_str)))
    }

    /// Whether cells are too large, too many or too few.
    pub(super) fn shape_reason(&self, record: &Record<'_>) -> Option<RejectReason> {
        if record.bytes.len() > MAX_CELL_BYTES && record.cells().any(|cell| cell.len() > MAX_CELL_BYTES) {
            return Some(RejectReason::FieldTooLarge);
        }
        let n_cells = record.len();
        if n_cells > self.n_columns && !(self.n_columns..n_cells).all(|idx| is_blank(record.cell(idx))) {
            return Some(RejectReason::TooManyFields);
        }
        if n_cells < self.n_required && self.required.iter().any(|&idx| idx >= n_cells) {
            return Some(RejectReason::TooFewFields);
        }
        None
    }

    /// Whether a line swallowed by a quoted cell is by itself a sound order line.
    pub(super) fn is_sound(&self, line: &[u8]) -> bool {
        let Some(date_column) = self.date_column else {
            return false;
        };
        if self.kind != FileKind::Transactions {
            return false;
        }
        let mut scanner = Scanner::new(self.delimiter);
        if !matches!(scanner.step(line, 0, true, &|_| false), Step::Record { .. }) {
            return false;
        }
        let mut own_cells = OwnCells::new(self.n_own_columns);
        let record = own_cells.taken_off(scanner.record(line, 0));
        let text = |idx| std::str::from_utf8(record.cell(idx)).ok();
        record.len() == self.n_columns
            && text(self.id_column).is_some_and(|cell| parse_id(cell).is_ok())
            && text(date_column).is_some_and(|cell| parse_date(cell).is_ok())
            && self
                .amount_column
                .is_none_or(|column| text(column).is_some_and(|cell| parse_amount(cell).is_ok()))
    }
}

fn is_total_word(cell: &[u8]) -> bool {
    if cell.len() > 60 {
        return false;
    }
    let Ok(text) = std::str::from_utf8(cell) else {
        return false;
    };
    let lower = unicode_normalization::UnicodeNormalization::nfkc(text).collect::<String>().to_lowercase();
    let word: String = lower.chars().filter(|c| !c.is_whitespace()).collect();
    TOTAL_WORDS.contains(&word.strip_suffix(':').unwrap_or(&word))
}

#[cfg(test)]
mod tests {
    use super::super::header::plan;
    use super::*;

    fn reason(line: &str) -> Option<RejectReason> {
        let names = ["customer_id", "date", "amount", "note"].map(str::to_owned).to_vec();
        let Ok(plan) = plan(names, FileKind::Transactions, false) else {
            unreachable!("the names are known")
        };
        let rules = RowRules::new(&plan, b',', true);
        let mut scanner = Scanner::new(b',');
        scanner.step(line.as_bytes(), 0, true, &|_| false);
        let record = scanner.record(line.as_bytes(), 0);
        rules.is_no_record(&record).or_else(|| rules.shape_reason(&record))
    }

    #[test]
    fn the_shape_of_a_record_is_judged_as_a_whole() {
        assert_eq!(reason("C1,2024-01-05,10,x"), None);
        assert_eq!(reason("C1,2024-01-05,10"), None);
        assert_eq!(reason("C1,2024-01-05,10,x,, "), None);
        assert_eq!(reason("Customer ID,DATE,amount,note"), Some(RejectReason::RepeatedHeader));
        assert_eq!(reason("Grand Total:,,300,"), Some(RejectReason::TotalRow));
        assert_eq!(reason("Total,2024-01-05,300,"), None);
        assert_eq!(reason("C1,2024-01-05,1,234,x"), Some(RejectReason::TooManyFields));
        assert_eq!(reason("C1,2024-01-05"), Some(RejectReason::TooFewFields));
    }
}
