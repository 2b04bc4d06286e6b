//! What can only be decided once all rows are known: the end of an import.
//!
//! In:   the columns of candidates and the rows set aside.
//! Out:  the table and the report, or the error that asks the user.
//! Cost: one pass over the rows; columns are copied only when rows have to be taken out.

use super::amount::Currency;
use super::amount_column::{AmountColumn, PackedAmount, is_same_currency, rescaled, scale_needed};
use super::column_profile::ColumnProfile;
use super::customer_rows::CustomerRows;
use super::date_column::{DateColumn, DateReading, PackedDate, resolve};
use super::decimal_sum::DecimalSum;
use super::dialect::Dialect;
use super::file_importer::{RowReader, Rows};
use super::header::{currency_in, names_minguo};
use super::reject_log::RejectLog;
use super::transaction_rows::{AmountSource, TransactionRows};
use super::{
    Calendar, ColumnKind, ColumnReport, ColumnRole, DateForm, DateOrder, DecimalMark, FileReport,
    ImportError, ImportOptions, ImportedFile, ImportedTable, PreviewRow, RejectReason, Warning, WarningKind,
};
use crate::data::{
    CustomerTable, Day, DayRange, Dictionary, Dimension, FileKind, MAX_MONEY_SCALE, Money, RowIndex,
    SourceFile, TextColumn, TransactionTable,
};
use rustc_hash::FxHashSet;

/// Distinct values that are counted.
const MAX_COUNTED: usize = 65_536;

/// The file and the answers an import was made with.
pub(super) struct Finished {
    pub(super) name: String,
    pub(super) n_bytes: u64,
    pub(super) options: ImportOptions,
}

/// What both kinds of file have in common once their rows are read.
struct Common {
    file: SourceFile,
    options: ImportOptions,
    encoding: String,
    dialect: Dialect,
    row_index: RowIndex,
    log: RejectLog,
    n_records: u64,
    preview: Vec<PreviewRow>,
}

/// Settles the columns of a file.
///
/// # Errors
/// See [`ImportError`].
pub(super) fn finish(reader: RowReader, finished: Finished) -> Result<ImportedFile, ImportError> {
    if reader.n_records == 0 {
        return Err(ImportError::NoDataRows { header_line: reader.dialect.header_line });
    }
    let encoding = reader.encoding_label();
    let common = Common {
        file: SourceFile { name: finished.name, kind: reader.dialect.plan.kind, n_bytes: finished.n_bytes },
        options: finished.options,
        encoding,
        dialect: reader.dialect,
        row_index: reader.line_index.finish(),
        log: reader.log,
        n_records: reader.n_records,
        preview: reader.preview,
    };
    match reader.rows {
        Rows::Transactions(rows) => transactions(*rows, common),
        Rows::Customers(rows) => customers(*rows, common),
    }
}

/// How the columns of a transactions file are read in the end.
struct Reading {
    dates: DateReading,
    /// Mark of the amounts, or of the unit prices.
    mark: DecimalMark,
    quantity_mark: DecimalMark,
    currency: Currency,
}

fn transactions(mut rows: TransactionRows, common: Common) -> Result<ImportedFile, ImportError> {
    let options = &common.options;
    let plan = &common.dialect.plan;
    let name_of = |column: usize| plan.names.get(column).map_or("", String::as_str);
    let amount_name = match rows.amount_source {
        AmountSource::Amount(column) | AmountSource::Product { price: column, .. } => name_of(column),
    };
    let mark = options.decimal_mark.or_else(|| rows.amounts.decimal_mark()).unwrap_or(DecimalMark::Point);
    let mark_of =
        |column: &AmountColumn| options.decimal_mark.or_else(|| column.decimal_mark()).unwrap_or(mark);
    let asked = options.currency.as_deref().and_then(Currency::from_iso_code);
    let currency = match asked {
        Some(currency) => currency,
        None => rows.amounts.currency(currency_in(amount_name))?,
    };
    let reading = Reading {
        dates: rows.dates.reading(
            options.date_order,
            options.calendar,
            names_minguo(name_of(rows.date_column)),
        )?,
        mark,
        quantity_mark: rows.quantities.as_ref().map_or(mark, |(_, column)| mark_of(column)),
        currency,
    };

    let (late, days) = late_reasons(&rows, &reading);
    let (reasons, rejects, sum_rejected) = rejects(&rows, &reading, &late, common.log);
    let n_rejected: u64 = reasons.iter().map(|&(_, n)| n).sum();
    if late.len() == rows.lines.len() {
        return Err(ImportError::NoValidRows { n_records: common.n_records, rejects });
    }
    let keep = keep_mask(&late, rows.lines.len());
    let keep = keep.as_deref();
    let kept_rows = || (0..rows.lines.len()).filter(|&row| keep.is_none_or(|keep| keep[row]));

    // Amounts, exactly; the table keeps up to four decimals of them.
    let value = |row: usize| amount_of(&rows, row, &reading);
    let costs = CostReader::new(&rows, &mark_of);
    let mut sum = DecimalSum::default();
    let mut scale = 0;
    let (mut n_negative, mut n_zero, mut n_rounded) = (0, 0, 0);
    for row in kept_rows() {
        let (mantissa, row_scale) = value(row);
        sum.add(mantissa, row_scale);
        let needed = scale_needed(mantissa, row_scale);
        n_rounded += u64::from(needed > MAX_MONEY_SCALE);
        scale = scale.max(needed).max(costs.scale(row));
        n_negative += u64::from(mantissa < 0);
        n_zero += u64::from(mantissa == 0);
    }
    let mut scale = scale.min(MAX_MONEY_SCALE);
    let (amounts, cost_column) = loop {
        let amounts: Option<Vec<Money>> = kept_rows()
            .map(|row| {
                let (mantissa, row_scale) = value(row);
                rescaled(mantissa, row_scale, scale)
            })
            .collect();
        let cost_column: Option<Option<Vec<Money>>> = if costs.is_empty() {
            Some(None)
        } else {
            kept_rows().map(|row| costs.cost(row, value(row), scale)).collect::<Option<_>>().map(Some)
        };
        match (amounts, cost_column) {
            (Some(amounts), Some(costs)) => break (amounts, costs),
            // Amounts of a size that no unit this small can hold.
            _ if scale > 0 => scale -= 1,
            _ => break (vec![0; kept_rows().count()], None),
        }
    };
    if scale < MAX_MONEY_SCALE && n_rounded == 0 {
        n_rounded = kept_rows()
            .filter(|&row| {
                let (mantissa, row_scale) = value(row);
                scale_needed(mantissa, row_scale) > scale && !is_exact(mantissa, row_scale, scale)
            })
            .count() as u64;
    }
    let quantities = rows.quantities.as_ref().and_then(|(_, column)| {
        kept_rows()
            .map(|row| whole_number(column, column.get(row), reading.quantity_mark))
            .collect::<Option<Vec<i32>>>()
    });
    let days: Vec<Day> = filtered(days, keep);
    let lines = filtered(std::mem::take(&mut rows.lines), keep);
    let order_codes = filtered(std::mem::take(&mut rows.orders), keep);
    let (customer_ids, customers, names) = kept_customers(&mut rows, keep);
    let orders = rows
        .order_column
        .map(|_| kept_texts(std::mem::take(&mut rows.order_ids), order_codes, keep.is_some()));
    let profiles = std::mem::take(&mut rows.profiles);
    let (profile_reports, dimensions) = finish_profiles(profiles, keep);

    let n_accepted = lines.len() as u64;
    let n_customers = customer_ids.len() as u64;
    let columns = transaction_columns(
        &rows,
        &common.dialect,
        profile_reports,
        Counts {
            customers: n_customers,
            orders: orders.as_ref().map_or(0, |(texts, _)| texts.len() as u64),
            days: distinct(days.iter().map(|day| u64::from(day.0.cast_unsigned()))),
            amounts: distinct(amounts.iter().map(|amount| amount.cast_unsigned())),
        },
    );
    let days_range = range_of(&days);
    let warnings = warnings(&[
        (WarningKind::MalformedQuotes, rows.n_malformed_quotes),
        (WarningKind::ControlCharsRemoved, rows.n_controls_removed),
        (WarningKind::PossibleDuplicates, rows.n_possible_duplicates),
        (WarningKind::NegativeAmounts, n_negative),
        (WarningKind::ZeroAmounts, n_zero),
        (WarningKind::Preamble, common.dialect.n_preamble),
        (WarningKind::AmountsRounded, n_rounded),
    ]);
    let currency = match reading.currency.iso_code() {
        Some(code) => Some(code.to_owned()),
        None => options.currency.clone(),
    };
    let report = FileReport {
        file: common.file.clone(),
        encoding: common.encoding,
        delimiter: char::from(common.dialect.delimiter),
        header_line: common.dialect.header_line,
        columns,
        n_records: common.n_records,
        n_accepted,
        n_rejected,
        reasons,
        rejects,
        warnings,
        preview: common.preview,
        date_forms: rows.dates.forms(reading.dates),
        date_order: rows.dates.has_day_month().then_some(reading.dates.order),
        calendar: reading.dates.calendar,
        decimal_mark: reading.mark,
        currency: currency.clone(),
        sum_amount: sum.text(scale.min(2)),
        sum_rejected,
        days: days_range,
        n_customers,
    };
    let table = TransactionTable {
        file: common.file,
        customer_ids,
        customers,
        names,
        days,
        amounts,
        costs: cost_column,
        money_scale: scale,
        quantities,
        orders,
        dimensions,
        lines,
        row_index: common.row_index,
        currency,
    };
    Ok(ImportedFile { table: ImportedTable::Transactions(table), report })
}

/// Candidates that have to be set aside after all, and the day of every candidate.
fn late_reasons(rows: &TransactionRows, reading: &Reading) -> (Vec<(u32, RejectReason, u16)>, Vec<Day>) {
    let mut late = Vec::new();
    let mut days = Vec::with_capacity(rows.lines.len());
    let amount_column = match rows.amount_source {
        AmountSource::Amount(column) | AmountSource::Product { price: column, .. } => column as u16,
    };
    for (row, &date) in rows.dates.rows().iter().enumerate() {
        let amount = rows.amounts.get(row);
        let quantity = rows.quantities.as_ref().map_or(PackedAmount::MISSING, |(_, column)| column.get(row));
        let day = date.sure().map_or_else(|| resolve(date, reading.dates, rows.limits()), Ok);
        days.push(day.unwrap_or_default());
        if let Err(reason) = day {
            late.push((row as u32, reason, rows.date_column as u16));
        } else if let Some(reason) = late_amount_reason(rows, amount, quantity, reading) {
            late.push((row as u32, reason, amount_column));
        }
    }
    (late, days)
}

fn late_amount_reason(
    rows: &TransactionRows,
    amount: PackedAmount,
    quantity: PackedAmount,
    reading: &Reading,
) -> Option<RejectReason> {
    let is_number = rows.amounts.value(amount, reading.mark).is_some();
    let is_product = matches!(rows.amount_source, AmountSource::Product { .. });
    let is_quantity = || {
        rows.quantities
            .as_ref()
            .is_some_and(|(_, column)| column.value(quantity, reading.quantity_mark).is_some())
    };
    if !is_number || (is_product && !is_quantity()) {
        return Some(RejectReason::BadNumber);
    }
    (!is_same_currency(amount.currency(), reading.currency)).then_some(RejectReason::CurrencyMismatch)
}

/// The amount of a candidate as mantissa and scale; 0 where it has none.
fn amount_of(rows: &TransactionRows, row: usize, reading: &Reading) -> (i128, u8) {
    let (mantissa, scale) = rows.amounts.value(rows.amounts.get(row), reading.mark).unwrap_or_default();
    match (&rows.amount_source, &rows.quantities) {
        (AmountSource::Product { .. }, Some((_, column))) => product(
            (mantissa, scale),
            column.value(column.get(row), reading.quantity_mark).unwrap_or_default(),
        ),
        _ => (mantissa, scale),
    }
}

fn product((a, a_scale): (i128, u8), (b, b_scale): (i128, u8)) -> (i128, u8) {
    match a.checked_mul(b) {
        Some(mantissa) if a_scale + b_scale <= 18 => (mantissa, a_scale + b_scale),
        // More digits than any price has: round the factors first.
        _ => {
            let short = |mantissa, scale: u8| {
                (i128::from(rescaled(mantissa, scale, scale.min(6)).unwrap_or(0)), scale.min(6))
            };
            let ((a, a_scale), (b, b_scale)) = (short(a, a_scale), short(b, b_scale));
            (a.saturating_mul(b), a_scale + b_scale)
        }
    }
}

type Rejects = (Vec<(RejectReason, u64)>, Vec<super::Reject>, String);

/// All rejects under the final reading, and the exact sum of their readable amounts.
fn rejects(
    rows: &TransactionRows,
    reading: &Reading,
    late: &[(u32, RejectReason, u16)],
    log: RejectLog,
) -> Rejects {
    let mut sum = DecimalSum::default();
    let mut all = Vec::with_capacity(log.rows().len() + late.len());
    for aside in log.rows() {
        let (mut reason, mut column) = (aside.reason, aside.column);
        if aside.date != PackedDate::MISSING
            && let Err(found) = resolve(aside.date, reading.dates, rows.limits())
            && found < reason
        {
            (reason, column) = (found, Some(rows.date_column as u16));
        }
        if !aside.amount.is_missing() {
            if let Some(found) = late_amount_reason(rows, aside.amount, aside.quantity, reading)
                && found < reason
            {
                (reason, column) = (found, None);
            }
            if is_same_currency(aside.amount.currency(), reading.currency)
                && let Some(value) = rows.amounts.value(aside.amount, reading.mark)
            {
                match (&rows.amount_source, &rows.quantities) {
                    (AmountSource::Product { .. }, Some((_, quantities))) => {
                        if let Some(quantity) = quantities.value(aside.quantity, reading.quantity_mark) {
                            let (mantissa, scale) = product(value, quantity);
                            sum.add(mantissa, scale);
                        }
                    }
                    _ => sum.add(value.0, value.1),
                }
            }
        }
        all.push((aside.line, reason, column));
    }
    for &(row, reason, column) in late {
        let row = row as usize;
        all.push((rows.lines[row], reason, Some(column)));
        if reason != RejectReason::CurrencyMismatch {
            let (mantissa, scale) = amount_of(rows, row, reading);
            sum.add(mantissa, scale);
        }
    }
    let (counts, listed) = log.finish(all);
    (counts, listed, sum.text(0))
}

/// Costs and profits of the lines.
struct CostReader<'a> {
    costs: Vec<(&'a AmountColumn, DecimalMark)>,
    profits: Option<(&'a AmountColumn, DecimalMark)>,
}

impl<'a> CostReader<'a> {
    fn new(rows: &'a TransactionRows, mark_of: &impl Fn(&AmountColumn) -> DecimalMark) -> Self {
        Self {
            costs: rows.costs.iter().map(|(_, column)| (column, mark_of(column))).collect(),
            profits: rows.profits.as_ref().map(|(_, column)| (column, mark_of(column))),
        }
    }

    fn is_empty(&self) -> bool {
        self.costs.is_empty() && self.profits.is_none()
    }

    fn values(&self, row: usize) -> impl Iterator<Item = Option<(i128, u8)>> {
        self.costs.iter().chain(&self.profits).map(move |(column, mark)| column.value(column.get(row), *mark))
    }

    /// Decimals the row needs.
    fn scale(&self, row: usize) -> u8 {
        self.values(row).flatten().map(|(mantissa, scale)| scale_needed(mantissa, scale)).max().unwrap_or(0)
    }

    /// Cost of a row: the sum of its costs, or amount minus profit. Cells without a number count as no cost.
    fn cost(&self, row: usize, amount: (i128, u8), scale: u8) -> Option<Money> {
        let mut total = 0_i64;
        for (mantissa, value_scale) in self.values(row).flatten() {
            total = total.checked_add(rescaled(mantissa, value_scale, scale)?)?;
        }
        if self.profits.is_none() {
            return Some(total);
        }
        let has_profit = self.values(row).any(|value| value.is_some());
        if has_profit { rescaled(amount.0, amount.1, scale)?.checked_sub(total) } else { Some(0) }
    }
}

fn is_exact(mantissa: i128, scale: u8, to_scale: u8) -> bool {
    scale <= to_scale || mantissa % 10_i128.pow(u32::from(scale - to_scale)) == 0
}

/// A quantity as a whole number, 0 where the cell is empty; `None` where it is no whole number.
fn whole_number(column: &AmountColumn, packed: PackedAmount, mark: DecimalMark) -> Option<i32> {
    let Some((mantissa, scale)) = column.value(packed, mark) else {
        return Some(0);
    };
    let unit = 10_i128.pow(u32::from(scale));
    if mantissa % unit == 0 { i32::try_from(mantissa / unit).ok() } else { None }
}

/// Which candidates are left; `None` when all are.
fn keep_mask(late: &[(u32, RejectReason, u16)], n_rows: usize) -> Option<Vec<bool>> {
    if late.is_empty() {
        return None;
    }
    let mut keep = vec![true; n_rows];
    for &(row, ..) in late {
        keep[row as usize] = false;
    }
    Some(keep)
}

fn filtered<T: Copy>(column: Vec<T>, keep: Option<&[bool]>) -> Vec<T> {
    match keep {
        None => column,
        Some(keep) => {
            column.into_iter().zip(keep).filter(|(_, is_kept)| **is_kept).map(|(value, _)| value).collect()
        }
    }
}

/// A dictionary of only the texts that codes name, and the codes in it.
fn kept_texts(texts: Dictionary, codes: Vec<u32>, is_thinned: bool) -> (Dictionary, Vec<u32>) {
    if !is_thinned {
        return (texts, codes);
    }
    let mut kept = Dictionary::new();
    let codes = codes.into_iter().map(|code| kept.intern(texts.get(code))).collect();
    (kept, codes)
}

fn kept_customers(rows: &mut TransactionRows, keep: Option<&[bool]>) -> (Dictionary, Vec<u32>, TextColumn) {
    let ids = std::mem::take(&mut rows.customer_ids);
    let codes = filtered(std::mem::take(&mut rows.customers), keep);
    if keep.is_none() {
        let names = if rows.names.is_empty() {
            TextColumn::new()
        } else {
            (0..ids.len() as u32).map(|code| rows.names.get(code)).collect()
        };
        return (ids, codes, names);
    }
    let mut old_codes = vec![0_u32; ids.len()];
    let mut kept = Dictionary::new();
    let codes = codes
        .into_iter()
        .map(|old| {
            let code = kept.intern(ids.get(old));
            old_codes[code as usize] = old;
            code
        })
        .collect();
    let names = if rows.names.is_empty() {
        TextColumn::new()
    } else {
        old_codes[..kept.len()].iter().map(|&old| rows.names.get(old)).collect()
    };
    (kept, codes, names)
}

fn finish_profiles(
    profiles: Vec<ColumnProfile>,
    keep: Option<&[bool]>,
) -> (Vec<(usize, ColumnReport)>, Vec<Dimension>) {
    let mut reports = Vec::with_capacity(profiles.len());
    let mut dimensions = Vec::new();
    for profile in profiles {
        let column = profile.column;
        let (report, dimension) = profile.finish(keep);
        reports.push((column, report));
        dimensions.extend(dimension);
    }
    (reports, dimensions)
}

fn distinct(values: impl Iterator<Item = u64>) -> u32 {
    let mut seen = FxHashSet::default();
    for value in values {
        if seen.insert(value) && seen.len() >= MAX_COUNTED {
            break;
        }
    }
    seen.len() as u32
}

fn range_of(days: &[Day]) -> Option<DayRange> {
    Some(DayRange { first: *days.iter().min()?, last: *days.iter().max()? })
}

fn warnings(counts: &[(WarningKind, u64)]) -> Vec<Warning> {
    counts.iter().filter(|&&(_, count)| count > 0).map(|&(kind, count)| Warning { kind, count }).collect()
}

/// Distinct values of the columns that every transactions file has.
struct Counts {
    customers: u64,
    orders: u64,
    days: u32,
    amounts: u32,
}

fn capped(n: u64) -> u32 {
    n.min(MAX_COUNTED as u64) as u32
}

fn transaction_columns(
    rows: &TransactionRows,
    dialect: &Dialect,
    profiles: Vec<(usize, ColumnReport)>,
    counts: Counts,
) -> Vec<ColumnReport> {
    let number = |column: &AmountColumn| {
        let n_rows = rows.dates.rows().len();
        let n_empty = (0..n_rows).filter(|&row| column.get(row).is_missing()).count() as u64;
        (
            n_empty,
            distinct(
                (0..n_rows)
                    .map(|row| column.get(row))
                    .filter_map(|packed| column.value(packed, DecimalMark::Point))
                    .map(|(mantissa, scale)| mantissa as u64 ^ u64::from(scale) << 56),
            ),
        )
    };
    let mut columns = blank_columns(dialect);
    let mut set = |column: usize, role, kind, n_empty, n_distinct| {
        if let Some(report) = columns.get_mut(column) {
            *report = ColumnReport { name: report.name.clone(), role, kind, n_empty, n_distinct };
        }
    };
    set(rows.id_column, ColumnRole::CustomerId, ColumnKind::Id, 0, capped(counts.customers));
    set(rows.date_column, ColumnRole::Date, ColumnKind::Date, 0, counts.days);
    match rows.amount_source {
        AmountSource::Amount(column) => set(column, ColumnRole::Amount, ColumnKind::Money, 0, counts.amounts),
        AmountSource::Product { price, .. } => {
            let (n_empty, n_distinct) = number(&rows.amounts);
            set(price, ColumnRole::UnitPrice, ColumnKind::Money, n_empty, n_distinct);
        }
    }
    if let Some(column) = rows.order_column {
        set(column, ColumnRole::OrderId, ColumnKind::Id, rows.n_empty_orders, capped(counts.orders));
    }
    if let Some(column) = rows.name_column {
        set(column, ColumnRole::Name, ColumnKind::Text, rows.n_empty_names, capped(rows.names.len() as u64));
    }
    let money = rows.costs.iter().map(|entry| (entry, ColumnRole::Cost, ColumnKind::Money));
    let money = money.chain(rows.profits.iter().map(|entry| (entry, ColumnRole::Profit, ColumnKind::Money)));
    for ((column, values), role, kind) in
        money.chain(rows.quantities.iter().map(|entry| (entry, ColumnRole::Quantity, ColumnKind::Number)))
    {
        let (n_empty, n_distinct) = number(values);
        set(*column, role, kind, n_empty, n_distinct);
    }
    for (column, report) in profiles {
        columns[column] = report;
    }
    name_the_unused(dialect, &mut columns);
    columns
}

fn blank_columns(dialect: &Dialect) -> Vec<ColumnReport> {
    let blank = |name: &String| ColumnReport {
        name: name.clone(),
        role: ColumnRole::Skip,
        kind: ColumnKind::Empty,
        n_empty: 0,
        n_distinct: 0,
    };
    dialect.plan.names.iter().map(blank).collect()
}

/// A unit price beside an amount is not summed, but the report still says what it is.
fn name_the_unused(dialect: &Dialect, columns: &mut [ColumnReport]) {
    for (report, role) in columns.iter_mut().zip(&dialect.plan.roles) {
        if let Some(role @ (ColumnRole::UnitPrice | ColumnRole::Profit)) = role {
            report.role = *role;
        }
    }
}

fn customers(mut rows: CustomerRows, common: Common) -> Result<ImportedFile, ImportError> {
    let all = common.log.rows().iter().map(|aside| (aside.line, aside.reason, aside.column)).collect();
    let (reasons, rejects) = common.log.finish(all);
    if rows.lines.is_empty() {
        return Err(ImportError::NoValidRows { n_records: common.n_records, rejects });
    }
    let options = &common.options;
    let limits = super::date_column::DayLimits::new(options.today);
    let signup_name = rows.signup_column.and_then(|column| common.dialect.plan.names.get(column));
    let has_minguo_header = signup_name.is_some_and(|name| names_minguo(name));
    // A sign-up day that the column leaves open is no reason to stop: it is left out.
    let reading = rows.signups.reading(options.date_order, options.calendar, has_minguo_header).ok();
    let signup = rows.signup_column.map(|_| signup_days(&rows.signups, reading, limits));
    let (profile_reports, dimensions) = finish_profiles(std::mem::take(&mut rows.profiles), None);
    let n_rows = rows.lines.len() as u64;
    let mut columns = blank_columns(&common.dialect);
    let mut set = |column: usize, role, kind, n_empty, n_distinct| {
        if let Some(report) = columns.get_mut(column) {
            *report = ColumnReport { name: report.name.clone(), role, kind, n_empty, n_distinct };
        }
    };
    set(rows.id_column, ColumnRole::CustomerId, ColumnKind::Id, 0, capped(n_rows));
    if let Some(column) = rows.name_column {
        let n_names = rows.names.iter().collect::<FxHashSet<_>>().len() as u64;
        set(column, ColumnRole::Name, ColumnKind::Text, rows.n_empty_names, capped(n_names));
    }
    if let (Some(column), Some(days)) = (rows.signup_column, &signup) {
        let n_distinct = distinct(days.iter().flatten().map(|day| u64::from(day.0.cast_unsigned())));
        set(column, ColumnRole::Signup, ColumnKind::Date, rows.n_empty_signups, n_distinct);
    }
    for (column, report) in profile_reports {
        columns[column] = report;
    }
    let fallback = DateReading { order: DateOrder::DayFirst, calendar: Calendar::Gregorian };
    let date_forms: Vec<(DateForm, u64)> = rows.signups.forms(reading.unwrap_or(fallback));
    let n_rejected = reasons.iter().map(|&(_, n)| n).sum();
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
        warnings: warnings(&[
            (WarningKind::MalformedQuotes, rows.n_malformed_quotes),
            (WarningKind::ControlCharsRemoved, rows.n_controls_removed),
            (WarningKind::Preamble, common.dialect.n_preamble),
        ]),
        preview: common.preview,
        date_forms,
        date_order: reading.filter(|_| rows.signups.has_day_month()).map(|reading| reading.order),
        calendar: reading.unwrap_or(fallback).calendar,
        decimal_mark: options.decimal_mark.unwrap_or(DecimalMark::Point),
        currency: None,
        sum_amount: String::new(),
        sum_rejected: String::new(),
        days: None,
        n_customers: n_rows,
    };
    debug_assert_eq!(report.file.kind, FileKind::Customers);
    let table = CustomerTable {
        file: common.file,
        ids: rows.ids.into_texts(),
        names: rows.names,
        signup,
        dimensions,
        lines: rows.lines,
        row_index: common.row_index,
    };
    Ok(ImportedFile { table: ImportedTable::Customers(table), report })
}

fn signup_days(
    column: &DateColumn,
    reading: Option<DateReading>,
    limits: super::date_column::DayLimits,
) -> Vec<Option<Day>> {
    let day = |&packed: &PackedDate| match (packed.sure(), reading) {
        (Some(day), _) => limits.check(day).ok(),
        (None, Some(reading)) => resolve(packed, reading, limits).ok(),
        (None, None) => None,
    };
    column.rows().iter().map(day).collect()
}
