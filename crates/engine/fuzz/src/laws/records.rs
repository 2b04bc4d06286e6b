//! A second reading of the file, too plain to be wrong: one character after the other, as the rules say it.
//!
//! The importer searches for delimiters in whole registers, streams, and remembers nothing; this reads the whole
//! file at once and knows every line of it. Both must find the same records on the same lines, with the same cells.

use super::law;
use clientele_engine::import::fuzzing;
use clientele_engine::import::{
    Calendar, ColumnRole, DateOrder, DecimalMark, FileReport, ImportOptions, ImportedFile, ImportedTable,
    RejectReason,
};
use std::collections::BTreeMap;

/// A record of the plain reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlainRecord {
    /// Line on which it starts, from 1.
    pub line: u32,
    /// Its cells; of a record with an open quote those of its first line, split without regard to quotes.
    pub cells: Vec<String>,
    /// Whether a quote is opened and not closed.
    pub is_broken: bool,
}

/// Text as physical lines.
struct Lines<'a> {
    /// Each line without its end, and the end.
    lines: Vec<(&'a str, &'a str)>,
}

impl<'a> Lines<'a> {
    fn new(mut text: &'a str) -> Self {
        let mut lines = Vec::new();
        while !text.is_empty() {
            let end = text.find(['\n', '\r']).unwrap_or(text.len());
            let (line, rest) = text.split_at(end);
            let n_end = if rest.starts_with("\r\n") { 2 } else { usize::from(!rest.is_empty()) };
            let (line_end, rest) = rest.split_at(n_end);
            lines.push((line, line_end));
            text = rest;
        }
        Self { lines }
    }

    /// The record that starts on line `first` (from 0) and the line behind it; `None` if a quote stays open.
    fn record(&self, first: usize, delimiter: char) -> Option<(Vec<String>, usize)> {
        let mut cells = vec![String::new()];
        // Whether the current cell was opened by a quote, and on which line; whether that quote is open still.
        let mut opened_on = None;
        let mut is_inside = false;
        for (idx, &(line, line_end)) in self.lines.iter().enumerate().skip(first) {
            let mut chars = line.chars().peekable();
            let mut is_at_start = !is_inside;
            while let Some(c) = chars.next() {
                let cell = cells.last_mut()?;
                if is_inside {
                    if c != '"' {
                        cell.push(c);
                    } else if chars.peek() == Some(&'"') {
                        chars.next();
                        cell.push('"');
                    } else {
                        is_inside = false;
                        let is_good_end = chars.peek().is_none_or(|&next| next == delimiter);
                        if !is_good_end && opened_on != Some(idx) {
                            return None;
                        }
                    }
                } else if c == delimiter {
                    cells.push(String::new());
                    is_at_start = true;
                    continue;
                } else if c == '"' && is_at_start {
                    is_inside = true;
                    opened_on = Some(idx);
                } else {
                    cell.push(c);
                }
                is_at_start = false;
            }
            if !is_inside {
                return Some((cells, idx + 1));
            }
            cells.last_mut()?.push_str(line_end);
        }
        None
    }
}

/// The records of `text` from line `first` on (from 1). `is_sound` says whether a line that a quote swallowed is a
/// record by itself, given its cells.
pub fn records(
    text: &str,
    first: u32,
    delimiter: char,
    is_sound: &dyn Fn(&[String]) -> bool,
) -> Vec<PlainRecord> {
    let lines = Lines::new(text);
    let mut records = Vec::new();
    let mut at = first as usize - 1;
    while at < lines.lines.len() {
        let line = at as u32 + 1;
        let swallows = |end: usize| {
            (at + 1..end.saturating_sub(1)).any(|between| {
                let alone = Lines { lines: vec![(lines.lines[between].0, "")] };
                alone.record(0, delimiter).is_some_and(|(cells, _)| is_sound(&cells))
            })
        };
        match lines.record(at, delimiter).filter(|&(_, end)| !swallows(end)) {
            Some((cells, end)) => {
                if !cells.iter().all(|cell| cell.trim().is_empty()) {
                    records.push(PlainRecord { line, cells, is_broken: false });
                }
                at = end;
            }
            None => {
                let cells = lines.lines[at].0.split(delimiter).map(str::to_owned).collect();
                records.push(PlainRecord { line, cells, is_broken: true });
                at += 1;
            }
        }
    }
    records
}

/// Compares an import with the plain reading of its file, where the file is UTF-8 and small enough for that.
///
/// # Errors
/// The first record that is missing, too many, or read differently.
pub fn hold(file: &[u8], options: &ImportOptions, imported: &ImportedFile) -> Result<(), String> {
    let report = &imported.report;
    let file = file.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(file);
    let Ok(text) = std::str::from_utf8(file) else {
        return Ok(());
    };
    let is_small = report.n_rejected as usize <= FileReport::MAX_REJECTS && text.len() < 1 << 18;
    let has_own_columns = options.columns.is_some() || options.has_header == Some(false);
    if report.encoding != "utf-8"
        || !is_small
        || has_own_columns
        || matches!(report.delimiter, '"' | '\n' | '\r')
    {
        return Ok(());
    }
    let text = text.trim_end_matches(['\0', '\u{1A}']);
    let column = |role: ColumnRole| report.columns.iter().position(|column| column.role == role);
    let (lines, is_transactions) = match &imported.table {
        ImportedTable::Transactions(table) => (&table.lines, true),
        ImportedTable::Customers(table) => (&table.lines, false),
        #[allow(unreachable_patterns)]
        _ => return Ok(()),
    };
    let (Some(id), date) = (column(ColumnRole::CustomerId), column(ColumnRole::Date)) else {
        return Err("no column is the customer's id".to_owned());
    };
    let amount = match (column(ColumnRole::Amount), column(ColumnRole::UnitPrice)) {
        (None, Some(price)) => Some(price),
        (amount, _) => amount,
    };
    let cell = |cells: &[String], idx: Option<usize>| {
        idx.and_then(|idx| cells.get(idx)).map_or_else(String::new, Clone::clone)
    };
    let is_sound = |cells: &[String]| {
        is_transactions
            && cells.len() == report.columns.len()
            && fuzzing::id(&cell(cells, Some(id))).is_ok()
            && fuzzing::date(&cell(cells, date), options.today).is_ok()
            && fuzzing::amount(&cell(cells, amount)).is_ok()
    };
    // The header itself may go over several lines, but nothing that it swallows is an order.
    let header = Lines::new(text).record(report.header_line as usize - 1, report.delimiter);
    let first = header.map_or(report.header_line as usize + 1, |(_, end)| end + 1);
    let expected = records(text, first as u32, report.delimiter, &is_sound);

    let mut found: BTreeMap<u32, Option<RejectReason>> = lines.iter().map(|&line| (line, None)).collect();
    found.extend(report.rejects.iter().map(|reject| (reject.line, Some(reject.reason))));
    law(found.len() as u64 == report.n_records, || "a line is counted twice".to_owned())?;
    for record in &expected {
        let Some(reason) = found.remove(&record.line) else {
            return Err(format!("the record on line {} is lost: {:?}", record.line, record.cells));
        };
        law((reason == Some(RejectReason::UnterminatedQuote)) == record.is_broken, || {
            format!("line {}: {reason:?}, but whether a quote is open: {}", record.line, record.is_broken)
        })?;
        let n_known = report.columns.len();
        let has_more = record.cells.iter().skip(n_known).any(|cell| !cell.trim().is_empty());
        law(reason.is_some() || !has_more, || format!("line {} has too many cells", record.line))?;
    }
    law(found.is_empty(), || format!("records were made up: {found:?}"))?;
    cells_agree(report, &expected)?;
    if let (ImportedTable::Transactions(table), true) =
        (&imported.table, column(ColumnRole::Amount).is_some())
    {
        for (row, &line) in table.lines.iter().enumerate() {
            let Some(record) = expected.iter().find(|record| record.line == line) else {
                continue;
            };
            let found_id = table.customer_ids.get(table.customers[row]);
            law(fuzzing::id(&cell(&record.cells, Some(id))).as_deref() == Ok(found_id), || {
                format!("line {line}: {found_id:?} is not the id in {:?}", record.cells)
            })?;
            let days = fuzzing::date(&cell(&record.cells, date), options.today);
            let is_minguo = report.calendar == Calendar::Minguo;
            let is_month_first = report.date_order == Some(DateOrder::MonthFirst);
            let reading = usize::from(is_minguo) * 2 + usize::from(is_month_first);
            law(days.is_ok_and(|days| days[reading] == Ok(table.days[row])), || {
                format!("line {line}: {} is not the day in {:?}", table.days[row], record.cells)
            })?;
            let value = fuzzing::amount(&cell(&record.cells, amount)).ok().and_then(|amount| {
                let is_point = report.decimal_mark == DecimalMark::Point;
                if is_point { amount.with_point } else { amount.with_comma }
            });
            let kept =
                value.and_then(|(mantissa, scale)| fuzzing::rounded(mantissa, scale, table.money_scale));
            law(kept == Some(table.amounts[row]), || {
                format!("line {line}: {} is not the amount in {:?}", table.amounts[row], record.cells)
            })?;
        }
    }
    Ok(())
}

/// The cells shown for people are those of the plain reading.
fn cells_agree(report: &FileReport, expected: &[PlainRecord]) -> Result<(), String> {
    let shown = report.preview.iter().map(|row| (row.line, &row.cells, usize::MAX));
    let rejected = report.rejects.iter().map(|reject| (reject.line, &reject.cells, 50));
    for (line, cells, limit) in shown.chain(rejected) {
        let Some(record) = expected.iter().find(|record| record.line == line) else {
            return Err(format!("no record starts on line {line}"));
        };
        let excerpt = |cell: &String| cell.chars().take(80).collect::<String>();
        let wanted: Vec<String> = record.cells.iter().take(limit).map(excerpt).collect();
        law(*cells == wanted, || format!("line {line}: {cells:?} instead of {wanted:?}"))?;
    }
    Ok(())
}
