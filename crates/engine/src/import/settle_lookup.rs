//! The end of the import of a lookup file: which columns are keys, prices and costs, and what the others give.
//!
//! In:   columns of texts and the rows set aside.
//! Out:  the table and the report.

use super::amount::parse_amount;
use super::amount_column::{AmountColumn, rescaled, scale_needed};
use super::column_reports::{blank_columns, warnings};
use super::currency::Currency;
use super::header::currency_in;
use super::id::parse_id;
use super::lookup_rows::LookupRows;
use super::reject_log::{Listed, MAX_CELLS};
use super::scan::excerpt;
use super::settle::Common;
use super::{
    Calendar, ColumnKind, ColumnReport, ColumnRole, DecimalMark, FileReport, ImportError, ImportedFile,
    ImportedTable, RejectReason, WarningKind,
};
use crate::data::{Dictionary, Dimension, KeyColumn, LookupTable, TextColumn, UnitValues};

/// Characters of a cell, on average, above which a column is a text to read and not a name to group by.
const MAX_MEAN_CHARS: usize = 64;

/// Decimals kept of a price of one piece; products of it are rounded once, at the end.
const MAX_UNIT_SCALE: u8 = 9;

/// The table and the report of a lookup file.
///
/// # Errors
/// [`ImportError::MissingRequiredColumns`] where no column has a value of its own in every row, or
/// [`ImportError::AmbiguousCurrency`] of the prices.
pub(super) fn lookup(rows: LookupRows, common: Common) -> Result<ImportedFile, ImportError> {
    let Common {
        file,
        options,
        encoding,
        dialect,
        row_index,
        mut log,
        n_records,
        preview,
        readings,
        remembered,
    } = common;
    let plan = &dialect.plan;
    let names_key: Vec<usize> = plan.key_columns();
    let all: Vec<KeyColumn> =
        (0..plan.names.len()).map(|idx| key_column(&plan.names[idx], &rows.texts[idx])).collect();
    // A key that is not quite unique still is the key; the rows that spoil it are set aside.
    let main = names_key.iter().copied().find(|&idx| all[idx].is_unique()).or_else(|| {
        let n_rows = rows.lines.len();
        let n_filled = |idx: usize| all[idx].values.texts().iter().filter(|text| !text.is_empty()).count();
        let nearly = |idx: &usize| n_rows > 0 && n_filled(*idx) * 10 >= n_rows * 9;
        names_key.iter().copied().filter(nearly).max_by_key(|&idx| (n_filled(idx), std::cmp::Reverse(idx)))
    });
    let Some(main) = main else {
        return Err(ImportError::MissingRequiredColumns {
            missing: vec!["key".to_owned()],
            found: plan.names.iter().take(20).map(|name| name.chars().take(80).collect()).collect(),
        });
    };
    let mut keep = vec![true; rows.lines.len()];
    let mut rejects: Vec<_> =
        log.rows().iter().map(|aside| (aside.line, aside.reason, aside.column)).collect();
    let mut is_seen = vec![false; all[main].values.len()];
    for (row, &code) in all[main].codes.iter().enumerate() {
        let is_empty = all[main].values.get(code).is_empty();
        let reason = if is_empty { RejectReason::MissingKey } else { RejectReason::DuplicateConflict };
        if is_empty || std::mem::replace(&mut is_seen[code as usize], true) {
            keep[row] = false;
            log.keep(rows.lines[row], || {
                let cells = rows.texts.iter().take(MAX_CELLS);
                cells.map(|texts| excerpt(texts.get(row).as_bytes())).collect()
            });
            rejects.push((rows.lines[row], reason, Some(main as u16)));
        }
    }
    let n_rows = keep.iter().filter(|&&is_kept| is_kept).count() as u64;
    let Listed { reasons, rejects: listed, all: set_aside } = log.finish(rejects);
    if n_rows == 0 {
        return Err(ImportError::NoValidRows { n_records, rejects: listed, set_aside: set_aside.into() });
    }
    let texts: Vec<TextColumn> = rows.texts.iter().map(|column| kept(column, &keep)).collect();

    let money =
        |role| plan.column(role).map(|idx| Money::new(&plan.names[idx], &texts[idx], options.decimal_mark));
    let (prices, costs) = (money(ColumnRole::UnitPrice), money(ColumnRole::Cost));
    let asked = options.currency.as_deref().and_then(Currency::from_iso_code);
    let currency = match (asked, &prices) {
        (Some(currency), _) => currency,
        (None, Some(prices)) => prices.column.currency(currency_in(prices.name))?,
        (None, None) => Currency::None,
    };
    let currency = currency.iso_code().map(str::to_owned).or_else(|| options.currency.clone());
    let decimal_mark = prices.as_ref().or(costs.as_ref()).map_or(DecimalMark::Point, |money| money.mark);

    let mut columns = blank_columns(&dialect);
    let mut keys = Vec::new();
    let mut dimensions = Vec::new();
    let profiles: Vec<ColumnReport> =
        rows.profiles.into_iter().map(|profile| profile.finish(None).0).collect();
    for (idx, report) in profiles.into_iter().enumerate() {
        let asked = plan.roles[idx];
        let column = key_column(&plan.names[idx], &texts[idx]);
        let is_key = names_key.contains(&idx);
        let mut role = asked.unwrap_or(ColumnRole::Skip);
        let mut kind = report.kind;
        match asked {
            Some(ColumnRole::UnitPrice | ColumnRole::Cost) => kind = ColumnKind::Money,
            _ if is_key => kind = ColumnKind::Id,
            Some(ColumnRole::Dimension(_)) | None if is_worth_grouping(&report, &texts[idx]) => {
                let meaning = match asked {
                    Some(ColumnRole::Dimension(meaning)) => meaning,
                    _ => None,
                };
                if let Some(made) = dimension(&plan.names[idx], &column) {
                    role = ColumnRole::Dimension(meaning);
                    dimensions.push(Dimension { role: meaning, ..made });
                } else {
                    role = ColumnRole::Skip;
                }
            }
            Some(ColumnRole::Dimension(_)) | None => role = ColumnRole::Skip,
            Some(_) => {}
        }
        if is_key || (column.is_unique() && matches!(role, ColumnRole::Dimension(_))) {
            keys.push(column);
        }
        columns[idx] = ColumnReport { role, kind, ..report };
    }
    let report = FileReport {
        file: file.clone(),
        encoding,
        delimiter: char::from(dialect.delimiter),
        header_line: dialect.header_line,
        columns,
        n_records,
        n_accepted: n_rows,
        n_rejected: reasons.iter().map(|&(_, n)| n).sum(),
        reasons,
        rejects: listed,
        warnings: warnings(&[
            (WarningKind::MalformedQuotes, rows.n_malformed_quotes),
            (WarningKind::ControlCharsRemoved, rows.n_controls_removed),
            (WarningKind::Preamble, dialect.n_preamble),
        ]),
        preview,
        date_forms: Vec::new(),
        date_order: None,
        calendar: Calendar::Gregorian,
        decimal_mark,
        currency: currency.clone().filter(|_| prices.is_some()),
        sum_amount: String::new(),
        sum_rejected: String::new(),
        sum_read: String::new(),
        n_unreadable: 0,
        n_merged: 0,
        sum_merged: String::new(),
        repeat_lines: Vec::new(),
        days: None,
        n_customers: 0,
        readings,
        recipe: remembered.map(|remembered| remembered.recipe_use),
    };
    let lines =
        rows.lines.iter().zip(&keep).filter(|(_, is_kept)| **is_kept).map(|(&line, _)| line).collect();
    let table = LookupTable {
        file,
        keys,
        prices: prices.map(|money| money.values()),
        costs: costs.map(|money| money.values()),
        dimensions,
        lines,
        row_index,
        currency,
    };
    Ok(ImportedFile {
        table: ImportedTable::Lookup(table),
        report,
        set_aside,
        is_given_back: !dialect.own_columns.is_empty(),
    })
}

fn kept(column: &TextColumn, keep: &[bool]) -> TextColumn {
    column.iter().zip(keep).filter(|(_, is_kept)| **is_kept).map(|(text, _)| text).collect()
}

fn key_column(name: &str, texts: &TextColumn) -> KeyColumn {
    let mut values = Dictionary::new();
    let codes = texts.iter().map(|text| values.intern(&parse_id(text).unwrap_or_default())).collect();
    KeyColumn { name: name.to_owned(), values, codes }
}

/// Names and groups, not descriptions, dates or measurements.
fn is_worth_grouping(report: &ColumnReport, texts: &TextColumn) -> bool {
    let n_chars: usize = texts.iter().map(|text| text.chars().count()).sum();
    let is_number = matches!(report.kind, ColumnKind::Number | ColumnKind::Money);
    let is_measured = is_number && u64::from(report.n_distinct) * 2 > texts.len() as u64;
    !matches!(report.kind, ColumnKind::Date | ColumnKind::Empty)
        && !is_measured
        && n_chars <= MAX_MEAN_CHARS * texts.len()
}

/// Values in byte order and the code of each row; `None` where there are too many to group by.
fn dimension(name: &str, column: &KeyColumn) -> Option<Dimension> {
    let n_values = column.values.len();
    if n_values >= usize::from(u16::MAX) {
        return None;
    }
    let mut order: Vec<u32> = (0..n_values as u32).collect();
    order.sort_unstable_by(|&a, &b| column.values.get(a).cmp(column.values.get(b)));
    let mut recode = vec![0_u16; n_values];
    for (rank, &code) in order.iter().enumerate() {
        recode[code as usize] = rank as u16;
    }
    Some(Dimension {
        name: name.to_owned(),
        role: None,
        values: order.into_iter().map(|code| column.values.get(code).to_owned()).collect(),
        codes: column.codes.iter().map(|&code| recode[code as usize]).collect(),
    })
}

/// A column of prices or costs.
struct Money<'a> {
    name: &'a str,
    column: AmountColumn,
    mark: DecimalMark,
}

impl<'a> Money<'a> {
    fn new(name: &'a str, texts: &TextColumn, asked: Option<DecimalMark>) -> Self {
        let mut column = AmountColumn::default();
        for text in texts.iter() {
            let packed = column.observe(parse_amount(text));
            column.push(packed);
        }
        let mark = asked.or_else(|| column.decimal_mark()).unwrap_or(DecimalMark::Point);
        Self { name, column, mark }
    }

    fn values(&self) -> UnitValues {
        let value = |row: usize| self.column.value(self.column.get(row), self.mark);
        let n_rows = self.column.len();
        let scale =
            (0..n_rows).filter_map(value).map(|(mantissa, scale)| scale_needed(mantissa, scale)).max();
        let scale = scale.unwrap_or(0).min(MAX_UNIT_SCALE);
        let money = |row| value(row).and_then(|(mantissa, own)| rescaled(mantissa, own, scale));
        UnitValues { values: (0..n_rows).map(money).collect(), scale }
    }
}
