//! The end of the import of a customers file.
//!
//! In:   one row per customer and the rows set aside.
//! Out:  the table and the report.

use super::column_reports::{blank_columns, capped, distinct_days, warnings};
use super::customer_rows::CustomerRows;
use super::date_column::{DateColumn, DateReading, DayLimits, PackedDate, resolve};
use super::header::names_minguo;
use super::reject_log::Listed;
use super::remembered;
use super::settle::Common;
use super::settle_attributes::{cell_reading, of_customers};
use super::{
    Calendar, ColumnKind, ColumnReport, ColumnRole, DateForm, DateOrder, FileReport, ImportError,
    ImportedFile, ImportedTable, WarningKind,
};
use crate::data::{CustomerTable, Day, FileKind};
use rustc_hash::FxHashSet;

/// The table and the report of a customers file.
///
/// # Errors
/// [`ImportError::NoValidRows`].
pub(super) fn customers(mut rows: CustomerRows, mut common: Common) -> Result<ImportedFile, ImportError> {
    let all = common.log.rows().iter().map(|aside| (aside.line, aside.reason, aside.column)).collect();
    let Listed { reasons, rejects, all: set_aside } = common.log.finish(all);
    if rows.lines.is_empty() {
        return Err(ImportError::NoValidRows {
            n_records: common.n_records,
            rejects,
            set_aside: set_aside.into(),
        });
    }
    let mut remembered = common.remembered.take();
    let options = &common.options;
    let limits = DayLimits::new(options.today);
    let signup_name = rows.signup_column.and_then(|column| common.dialect.plan.names.get(column));
    let has_minguo_header = signup_name.is_some_and(|name| names_minguo(name));
    // A sign-up day that the column leaves open is no reason to stop: it is left out.
    let reading = remembered::date_reading(&rows.signups, options, has_minguo_header, &mut remembered).ok();
    let decimal_mark = remembered::decimal_mark(None, options, &mut remembered);
    let signup = rows.signup_column.map(|_| signup_days(&rows.signups, reading, limits));
    let cells = cell_reading(&remembered::effective(options, remembered.as_ref()), decimal_mark);
    let details =
        of_customers(std::mem::take(&mut rows.profiles), std::mem::take(&mut rows.attributes), &cells);
    let n_rows = rows.lines.len() as u64;
    let mut columns = blank_columns(&common.dialect);
    let mut set = |column: usize, role, kind, n_empty, n_distinct| {
        if let Some(report) = columns.get_mut(column) {
            *report = ColumnReport { name: report.name.clone(), role, kind, n_empty, n_distinct };
        }
    };
    set(rows.id_column, ColumnRole::CustomerId, ColumnKind::Id, 0, capped(n_rows));
    let n_names = rows.names.iter().collect::<FxHashSet<_>>().len() as u64;
    for column in rows.name_columns.columns() {
        set(column, ColumnRole::Name, ColumnKind::Text, rows.n_empty_names, capped(n_names));
    }
    if let (Some(column), Some(days)) = (rows.signup_column, &signup) {
        let n_distinct = distinct_days(&days.iter().flatten().copied().collect::<Vec<_>>());
        set(column, ColumnRole::Signup, ColumnKind::Date, rows.n_empty_signups, n_distinct);
    }
    for (column, report) in details.reports {
        columns[column] = report;
    }
    let fallback = DateReading { order: DateOrder::DayFirst, calendar: Calendar::Gregorian };
    let date_forms: Vec<(DateForm, u64)> = rows.signups.forms(reading.unwrap_or(fallback));
    let n_rejected = reasons.iter().map(|&(_, n)| n).sum();
    let mut counts = vec![
        (WarningKind::MalformedQuotes, rows.n_malformed_quotes),
        (WarningKind::ControlCharsRemoved, rows.n_controls_removed),
        (WarningKind::Preamble, common.dialect.n_preamble),
        (WarningKind::RecipeNotUsed, remembered::n_ignored(remembered.as_ref())),
    ];
    if let (Some(column), Some(days)) = (rows.signup_column, &signup) {
        let n_missing = days.iter().filter(|day| day.is_none()).count() as u64;
        let kind = WarningKind::UnreadableValues { column: column as u16 };
        counts.push((kind, n_missing.saturating_sub(rows.n_empty_signups)));
    }
    counts.extend(details.warnings);
    let report = FileReport {
        file: common.file.clone(),
        encoding: common.encoding,
        delimiter: char::from(common.dialect.delimiter),
        header_line: common.dialect.header_line,
        columns,
        n_records: common.n_records,
        n_accepted: n_rows,
        n_rejected,
        reasons,
        rejects,
        warnings: warnings(&counts),
        preview: common.preview,
        readings: common.readings,
        date_forms,
        date_order: reading.filter(|_| rows.signups.has_day_month()).map(|reading| reading.order),
        calendar: reading.unwrap_or(fallback).calendar,
        decimal_mark,
        currency: None,
        sum_amount: String::new(),
        sum_rejected: String::new(),
        sum_read: String::new(),
        n_unreadable: 0,
        repeat_lines: Vec::new(),
        days: None,
        n_customers: n_rows,
        recipe: remembered.map(|remembered| remembered.recipe_use),
        n_merged: 0,
        sum_merged: String::new(),
    };
    debug_assert_eq!(report.file.kind, FileKind::Customers);
    let table = CustomerTable {
        file: common.file,
        ids: rows.ids.into_texts(),
        names: rows.names,
        signup,
        dimensions: details.attributes.dimensions,
        measures: details.attributes.measures,
        texts: details.attributes.texts,
        lines: rows.lines,
        row_index: common.row_index,
    };
    Ok(ImportedFile {
        table: ImportedTable::Customers(table),
        report,
        set_aside,
        is_given_back: !common.dialect.own_columns.is_empty(),
    })
}

fn signup_days(column: &DateColumn, reading: Option<DateReading>, limits: DayLimits) -> Vec<Option<Day>> {
    let day = |&packed: &PackedDate| match (packed.sure(), reading) {
        (Some(day), _) => limits.check(day).ok(),
        (None, Some(reading)) => resolve(packed, reading, limits).ok(),
        (None, None) => None,
    };
    column.rows().iter().map(day).collect()
}
