//! Rows that were set aside, whole, for a person to mend, and the form in which they come back.
//!
//! In:   the bytes of a file once more, and the lines of the rows that are wanted.
//! Out:  the cells of those rows as they stood in the file, cut by nothing but the cells themselves.
//! Cost: one scan of the file; held are the rows of the slice that was read last.
//!
//! The file that is given back has two columns in front of those of the original: [`SET_ASIDE_COLUMNS`]. They stand
//! in front, not behind, so that a row with too many or too few cells keeps its shape and is set aside again for
//! the same reason while nobody has mended it. The import takes them off before it looks at anything else: the
//! header is that of the original then, its recipe fits, and two rows are equal or not whatever those columns say.
//!
//! A cell that a spreadsheet would run as a formula has an apostrophe in front of it in that file. The import takes
//! it off again, in files with these columns only, so that no cell is changed by the way out and back.

use super::header::normalized;
use super::scan::Record;
use super::{
    Calendar, ColumnRole, DateOrder, DecimalMark, FileImporter, FileReport, ImportError, ImportOptions,
    RecipeBook, RejectReason,
};
use memchr::memchr_iter;
use std::sync::Arc;

/// Headers of the columns in front of rows that are given back: the line in the file they come from, and the reason.
/// They are names of a format, the same in every language.
pub(super) const SET_ASIDE_COLUMNS: [&str; 2] = ["clientele_line", "clientele_reason"];

/// Whether a spreadsheet may run text as a formula: after blanks and invisible characters comes a sign that starts
/// one (OWASP, "CSV Injection").
#[must_use]
pub fn starts_formula(text: &str) -> bool {
    let is_blank = |c: char| {
        c.is_whitespace() && !matches!(c, '\t' | '\r' | '\n')
            || matches!(c, '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{2060}'..='\u{2064}')
    };
    text.trim_start_matches(is_blank)
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠'])
}

/// Whether the cell of a file that is given back has an apostrophe in front that is not of the file it comes from:
/// one, or one more, before what starts a formula.
#[must_use]
pub fn is_guarded(cell: &str) -> bool {
    cell.starts_with('\'') && starts_formula(cell.trim_start_matches('\''))
}

/// The header of the two columns: the first one says in brackets how cells of the file are read, since the rows that
/// are given back are those that did not fit, and would say something else of the column by themselves.
#[must_use]
pub fn set_aside_header(report: Option<&FileReport>) -> [String; 2] {
    let [line, reason] = SET_ASIDE_COLUMNS.map(str::to_owned);
    let Some(report) = report else { return [line, reason] };
    let order = report.date_order.map(|order| word_of(&ORDERS, order));
    let others = [word_of(&CALENDARS, report.calendar), word_of(&MARKS, report.decimal_mark)];
    let words: Vec<&str> = order.into_iter().chain(others).chain(report.currency.as_deref()).collect();
    [format!("{line} ({})", words.join(" ")), reason]
}

/// Lets the header of rows that were given back answer how their cells are read, where nobody has said so.
pub(super) fn settle_by_header(options: &mut ImportOptions, own_columns: &[String]) {
    let in_brackets = |name: &String| Some(name.split_once('(')?.1.split_once(')')?.0.to_owned());
    for word in own_columns
        .iter()
        .filter_map(in_brackets)
        .flat_map(|words| words.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    {
        options.date_order = options.date_order.or(value_of(&ORDERS, &word));
        options.calendar = options.calendar.or(value_of(&CALENDARS, &word));
        options.decimal_mark = options.decimal_mark.or(value_of(&MARKS, &word));
        let is_code = word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase());
        if is_code && options.currency.is_none() {
            options.currency = Some(word);
        }
    }
}

const ORDERS: [(&str, DateOrder); 2] =
    [("day-first", DateOrder::DayFirst), ("month-first", DateOrder::MonthFirst)];
const CALENDARS: [(&str, Calendar); 2] = [("gregorian", Calendar::Gregorian), ("minguo", Calendar::Minguo)];
const MARKS: [(&str, DecimalMark); 2] =
    [("decimal-point", DecimalMark::Point), ("decimal-comma", DecimalMark::Comma)];

fn word_of<T: PartialEq>(words: &[(&'static str, T)], value: T) -> &'static str {
    words.iter().find(|(_, known)| *known == value).map_or("", |&(word, _)| word)
}

fn value_of<T: Copy>(words: &[(&'static str, T)], word: &str) -> Option<T> {
    words.iter().find(|(known, _)| *known == word).map(|&(_, value)| value)
}

/// How many columns at the start of a header are [`SET_ASIDE_COLUMNS`].
pub(super) fn n_own_columns(names: &[String]) -> usize {
    let is_own = |name: &&String| is_own_column(name);
    names.iter().take(SET_ASIDE_COLUMNS.len()).take_while(is_own).count()
}

/// Whether a header is one of [`SET_ASIDE_COLUMNS`].
pub(super) fn is_own_column(name: &str) -> bool {
    let name = normalized(name);
    SET_ASIDE_COLUMNS.iter().any(|own| normalized(own) == name)
}

/// The fault of a row that does not show once its cells are written soundly, as those of a row that is given back
/// are: a quote that nothing closed, which stands at the start of its cell then, or bytes that did not decode, which
/// are U+FFFD. Nobody has mended a row that still has one.
pub(super) fn fault_given_back(record: &Record<'_>) -> Option<RejectReason> {
    let n_quotes = |cell: &[u8]| memchr_iter(b'"', cell).count();
    if record.cells().any(|cell| cell.first() == Some(&b'"') && n_quotes(cell) % 2 == 1) {
        return Some(RejectReason::UnterminatedQuote);
    }
    let has_replaced = |cell: &[u8]| std::str::from_utf8(cell).is_ok_and(|cell| cell.contains('\u{FFFD}'));
    record.cells().any(has_replaced).then_some(RejectReason::InvalidEncoding)
}

/// Takes our own cells off the records of a file that was given back.
#[derive(Debug, Default)]
pub(super) struct OwnCells {
    n_columns: usize,
    spans: Vec<(u32, u32)>,
}

impl OwnCells {
    pub(super) fn new(n_columns: usize) -> Self {
        Self { n_columns, spans: Vec::new() }
    }

    /// The record as it stood in the file it comes from.
    pub(super) fn taken_off<'a>(&'a mut self, record: Record<'a>) -> Record<'a> {
        if self.n_columns == 0 {
            return record;
        }
        let unguarded = |&(start, end): &(u32, u32)| {
            let cell = std::str::from_utf8(&record.bytes[start as usize..end as usize]);
            (start + u32::from(cell.is_ok_and(is_guarded)), end)
        };
        self.spans.clear();
        self.spans.extend(record.spans.iter().skip(self.n_columns).map(unguarded));
        Record { spans: &self.spans, is_plain: false, ..record }
    }
}

/// A row as it stands in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WholeRow {
    /// Physical line, from 1, on which it starts.
    pub line: u32,
    /// Its cells. Bytes that do not decode are U+FFFD.
    pub cells: Vec<String>,
}

/// The rows that are wanted of a file, collected while its records go by.
#[derive(Debug)]
pub(super) struct Wanted {
    lines: Arc<[u32]>,
    n_passed: usize,
    rows: Vec<WholeRow>,
}

impl Wanted {
    /// The rows that were kept since the last call.
    pub(super) fn take(&mut self) -> Vec<WholeRow> {
        std::mem::take(&mut self.rows)
    }

    /// Keeps the record if its line is wanted. Lines come in order.
    pub(super) fn note(&mut self, line: u32, record: &Record<'_>) {
        while self.lines.get(self.n_passed).is_some_and(|&wanted| wanted < line) {
            self.n_passed += 1;
        }
        if self.lines.get(self.n_passed) == Some(&line) {
            let cells = record.cells().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
            self.rows.push(WholeRow { line, cells });
            self.n_passed += 1;
        }
    }
}

/// Reads rows of a file once more, whole.
pub struct SetAsideReader {
    importer: FileImporter,
}

impl SetAsideReader {
    /// Reads the rows that start on `lines`, in ascending order, of a file that was imported with these options and
    /// recipes: so it is cut into the same records.
    #[must_use]
    pub fn new(options: ImportOptions, recipes: Arc<RecipeBook>, lines: Arc<[u32]>) -> Self {
        let wanted = Wanted { lines, n_passed: 0, rows: Vec::new() };
        Self { importer: FileImporter::new("", 0, options).with_recipes(recipes).wanting(wanted) }
    }

    /// Reads the next bytes of the file and gives back the wanted rows that end in them.
    ///
    /// # Errors
    /// See [`ImportError`]; there is none when the file is the one that was imported.
    pub fn push(&mut self, bytes: &[u8]) -> Result<Vec<WholeRow>, ImportError> {
        self.importer.push(bytes)?;
        Ok(self.importer.take_wanted())
    }

    /// The wanted rows that end with the file.
    ///
    /// # Errors
    /// As [`SetAsideReader::push`].
    pub fn finish(&mut self) -> Result<Vec<WholeRow>, ImportError> {
        self.importer.close()?;
        Ok(self.importer.take_wanted())
    }

    /// The header under which these rows are read again, once it is known: that of the file, or, where it has none,
    /// names that say what its columns are.
    #[must_use]
    pub fn header(&self) -> Option<Vec<String>> {
        let dialect = self.importer.dialect()?;
        if dialect.header_line > 0 {
            return Some(dialect.plan.names.clone());
        }
        let name = |(idx, role): (usize, &Option<ColumnRole>)| match role {
            Some(ColumnRole::CustomerId) => "customer_id".to_owned(),
            Some(ColumnRole::Name) => "name".to_owned(),
            Some(ColumnRole::Date) => "date".to_owned(),
            Some(ColumnRole::Amount) => "amount".to_owned(),
            Some(ColumnRole::OrderId) => "order_id".to_owned(),
            Some(ColumnRole::Quantity) => "quantity".to_owned(),
            Some(ColumnRole::UnitPrice) => "unit_price".to_owned(),
            Some(ColumnRole::Cost) => "cost".to_owned(),
            Some(ColumnRole::Profit) => "profit".to_owned(),
            Some(ColumnRole::Signup) => "signup_date".to_owned(),
            Some(ColumnRole::ProductId) => "product_id".to_owned(),
            _ => format!("column_{}", idx + 1),
        };
        Some(dialect.plan.roles.iter().enumerate().map(name).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_columns_are_known_in_front_and_under_any_dress() {
        let names = |header: &str| header.split(',').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(n_own_columns(&names("clientele_line,clientele_reason,id")), 2);
        assert_eq!(n_own_columns(&names("Clientele Reason,id")), 1);
        assert_eq!(n_own_columns(&names("id,clientele_line")), 0);
        assert_eq!(n_own_columns(&names("line,reason,id")), 0);
    }

    #[test]
    fn a_guard_is_taken_off_once() {
        for guarded in ["'=1", "''=1", "' +x", "'-a"] {
            assert!(is_guarded(guarded), "{guarded}");
        }
        for plain in ["=1", "'a", "''", "O'Brien", "'12"] {
            assert!(!is_guarded(plain), "{plain}");
        }
    }
}
