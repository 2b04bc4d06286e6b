//! What can only be decided once all rows are known: the end of an import.
//!
//! In:   the columns of candidates and the rows set aside.
//! Out:  the table and the report, or the error that asks the user.
//! Cost: one pass over the rows; columns are copied only when rows have to be taken out.

use super::amount_column::{AmountColumn, PackedAmount, is_same_currency};
use super::column_reports::{Counts, distinct, distinct_days, transaction_columns, warnings};
use super::currency::Currency;
use super::customer_values::{CustomerRowsOf, Visits};
use super::date_column::{PackedDate, resolve};
use super::decimal_sum::DecimalSum;
use super::dialect::Dialect;
use super::file_importer::{RowReader, Rows};
use super::header::{HeaderPlan, currency_in, names_minguo};
use super::line_value::{Reading, product};
use super::packed_blocks::BLOCK_ROWS;
use super::reject_log::{Listed, RejectLog};
use super::remembered::{self, Remembered};
use super::settle_amounts::{KeptRows, Totals, exact_sum};
use super::settle_attributes::{cell_reading, of_lines};
use super::settle_customers::customers as settled_customers;
use super::settle_lookup::lookup;
use super::transaction_rows::{AmountSource, Seen, TransactionRows};
use super::{
    ColumnReport, ColumnRole, FileReport, ImportError, ImportOptions, ImportedFile, ImportedTable,
    PreviewRow, Readings, RejectReason, WarningKind,
};
use crate::data::{
    Day, DayRange, Dictionary, MAX_MONEY_SCALE, RowIndex, SourceFile, TextColumn, TransactionTable, ValuedBy,
};

/// The file and the answers an import was made with.
pub(super) struct Finished {
    pub(super) name: String,
    pub(super) n_bytes: u64,
    pub(super) options: ImportOptions,
}

/// What both kinds of file have in common once their rows are read.
pub(super) struct Common {
    pub(super) file: SourceFile,
    pub(super) options: ImportOptions,
    pub(super) encoding: String,
    pub(super) dialect: Dialect,
    pub(super) row_index: RowIndex,
    pub(super) log: RejectLog,
    pub(super) n_records: u64,
    pub(super) preview: Vec<PreviewRow>,
    /// The recipe the file is read with.
    pub(super) remembered: Option<Remembered>,
    pub(super) readings: Readings,
}

/// Settles the columns of a file.
///
/// # Errors
/// See [`ImportError`].
pub(super) fn finish(mut reader: RowReader, finished: Finished) -> Result<ImportedFile, ImportError> {
    if reader.n_records == 0 {
        return Err(ImportError::NoDataRows { header_line: reader.dialect.header_line });
    }
    let encoding = reader.encoding_label();
    let mut remembered = reader.dialect.remembered.clone();
    if !reader.is_ascii() {
        remembered::note_encoding(&mut remembered, &encoding, &finished.options);
    }
    let readings = reader.readings();
    let common = Common {
        file: SourceFile { name: finished.name, kind: reader.dialect.plan.kind, n_bytes: finished.n_bytes },
        options: finished.options,
        encoding,
        dialect: reader.dialect,
        row_index: reader.line_index.finish(),
        log: reader.log,
        n_records: reader.n_records,
        preview: reader.preview,
        remembered,
        readings,
    };
    match reader.rows {
        Rows::Transactions(rows) => transactions(*rows, common),
        Rows::Customers(rows) => settled_customers(*rows, common),
        Rows::Lookup(rows) => lookup(*rows, common),
    }
}

fn transactions(mut rows: TransactionRows, mut common: Common) -> Result<ImportedFile, ImportError> {
    // No row is compared with earlier ones any more.
    rows.seen = Seen::default();
    let mut remembered = common.remembered.take();
    let options = &common.options;
    let plan = &common.dialect.plan;
    let name_of = |column: usize| plan.names.get(column).map_or("", String::as_str);
    let amount_name = match rows.amount_source {
        AmountSource::Amount(column) | AmountSource::Product { price: column, .. } => name_of(column),
        AmountSource::Quantity(_) | AmountSource::Nothing => "",
    };
    let mark = remembered::decimal_mark(rows.amounts.decimal_mark(), options, &mut remembered);
    let mark_of =
        |column: &AmountColumn| options.decimal_mark.or_else(|| column.decimal_mark()).unwrap_or(mark);
    let asked = options.currency.as_deref().and_then(Currency::from_iso_code);
    let (currency, currency_code) = match (asked, &options.currency) {
        (Some(currency), _) => (currency, currency.iso_code().map(str::to_owned)),
        // A code that no cell can name: the user's word for amounts that name none.
        (None, Some(code)) => {
            let currency = rows.amounts.currency(currency_in(amount_name))?;
            (currency, Some(currency.iso_code().map_or_else(|| code.clone(), str::to_owned)))
        }
        (None, None) => {
            remembered::currency(rows.amounts.currency(currency_in(amount_name)), &mut remembered)?
        }
    };
    let reading = Reading {
        dates: remembered::date_reading(
            &rows.dates,
            options,
            names_minguo(name_of(rows.date_column)),
            &mut remembered,
        )?,
        mark,
        quantity_mark: rows.quantities.as_ref().map_or(mark, |(_, column)| mark_of(column)),
        currency,
    };

    let (late, days) = late_reasons(&mut rows, &reading);
    let sum_read = sum_read(&rows, &reading, &common.log);
    let Rejects { listed: Listed { reasons, rejects, all: set_aside }, sum: sum_rejected, n_unreadable } =
        rejects(&rows, &reading, &late, common.log);
    let n_rejected: u64 = reasons.iter().map(|&(_, n)| n).sum();
    if late.len() == rows.lines.len() {
        return Err(ImportError::NoValidRows {
            n_records: common.n_records,
            rejects,
            set_aside: set_aside.into(),
        });
    }
    let keep = keep_mask(&late, rows.lines.len());
    let keep = keep.as_deref();

    // Amounts, exactly; the table keeps up to four decimals of them.
    let kept = KeptRows { rows: &rows, reading: &reading, keep };
    let Totals { sum, scale, n_negative, n_zero, mut n_rounded } = kept.totals();
    let wanted_scale = scale.max(kept.cost_scale(&mark_of)).min(MAX_MONEY_SCALE);
    let mut scale = wanted_scale;
    let (amounts, cost_column) = loop {
        match (kept.money(scale), kept.costs(scale, &mark_of)) {
            (Some(amounts), Some(costs)) => break (amounts, costs),
            // Amounts of a size that no unit this small can hold.
            _ if scale > 0 => scale -= 1,
            _ => break (vec![0; rows.lines.len() - late.len()], None),
        }
    };
    if scale < wanted_scale {
        n_rounded = kept.n_inexact(scale);
    }
    // What was read is let go of as soon as what it came to is there: files are large, and the memory of a page never
    // shrinks.
    rows.dates.let_go();
    rows.amounts.let_go();
    rows.costs.iter_mut().chain(&mut rows.profits).for_each(|(_, column)| column.let_go());
    let quantities = KeptRows { rows: &rows, reading: &reading, keep }.quantities();
    rows.quantities.iter_mut().for_each(|(_, column)| column.let_go());
    let days: Vec<Day> = filtered(days, keep);
    let lines = filtered(std::mem::take(&mut rows.lines), keep);
    let order_codes = filtered(std::mem::take(&mut rows.orders), keep);
    let (customer_ids, customers, names) = kept_customers(&mut rows, keep);
    let orders = rows
        .order_column
        .map(|_| kept_texts(std::mem::take(&mut rows.order_ids), order_codes, keep.is_some()));
    let profiles = std::mem::take(&mut rows.profiles);
    let keys = std::mem::take(&mut rows.keys).into_iter().filter_map(|column| column.finish(keep)).collect();
    let valued_by = match rows.amount_source {
        AmountSource::Amount(_) | AmountSource::Product { .. } => ValuedBy::Amounts,
        AmountSource::Quantity(_) => {
            let key = plan.product_key().map_or("", name_of).to_owned();
            ValuedBy::Quantity { key }
        }
        AmountSource::Nothing => ValuedBy::Nothing,
    };
    let has_amounts = valued_by == ValuedBy::Amounts;
    let details = of_lines(
        profiles,
        std::mem::take(&mut rows.attributes),
        keep,
        &CustomerRowsOf {
            customers: &customers,
            n_customers: customer_ids.len(),
            visits: orders.as_ref().map_or(Visits::Days(&days), |(_, codes)| Visits::Orders(codes)),
        },
        &cell_reading(&remembered::effective(options, remembered.as_ref()), reading.mark),
    );

    let n_accepted = lines.len() as u64;
    let n_customers = customer_ids.len() as u64;
    let mut columns = transaction_columns(
        &rows,
        &common.dialect,
        details.reports,
        Counts {
            customers: n_customers,
            orders: orders.as_ref().map_or(0, |(texts, _)| texts.len() as u64),
            days: distinct_days(&days),
            amounts: distinct(&amounts),
        },
    );
    name_the_keys(&mut columns, plan, &valued_by);
    let days_range = range_of(&days);
    let mut counts = vec![
        (WarningKind::MalformedQuotes, rows.n_malformed_quotes),
        (WarningKind::ControlCharsRemoved, rows.n_controls_removed),
        (WarningKind::PossibleDuplicates, rows.n_possible_duplicates),
        (WarningKind::NegativeAmounts, n_negative),
        (WarningKind::ZeroAmounts, if has_amounts { n_zero } else { 0 }),
        (WarningKind::Preamble, common.dialect.n_preamble),
        (WarningKind::AmountsRounded, n_rounded),
        (WarningKind::NoAmounts, if valued_by == ValuedBy::Nothing { n_accepted } else { 0 }),
        (WarningKind::RecipeNotUsed, remembered::n_ignored(remembered.as_ref())),
    ];
    counts.extend(details.warnings);
    let warnings = warnings(&counts);
    let currency = currency_code;
    let recipe = remembered.map(|remembered| remembered.recipe_use);
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
        readings: Readings { decimal_marks: rows.amounts.n_numbers(), ..common.readings },
        date_forms: rows.dates.forms(reading.dates),
        date_order: rows.dates.has_day_month().then_some(reading.dates.order),
        calendar: reading.dates.calendar,
        decimal_mark: reading.mark,
        currency: currency.clone(),
        // Sums of quantities and of zeros are no money.
        sum_amount: if has_amounts { sum.text(scale.min(2)) } else { String::new() },
        sum_rejected: if has_amounts { sum_rejected } else { String::new() },
        sum_read: if has_amounts { sum_read } else { String::new() },
        n_unreadable: if has_amounts { n_unreadable } else { 0 },
        repeat_lines: rows.repeat_lines,
        days: days_range,
        n_customers,
        recipe,
        n_merged: 0,
        sum_merged: String::new(),
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
        keys,
        valued_by,
        dimensions: details.dimensions,
        measures: details.measures,
        attributes: details.attributes,
        lines,
        row_index: common.row_index,
        currency,
    };
    Ok(ImportedFile {
        table: ImportedTable::Transactions(table),
        report,
        set_aside,
        is_given_back: !common.dialect.own_columns.is_empty(),
    })
}

/// A key is reported as one where the user says so, and where amounts hang on it.
fn name_the_keys(columns: &mut [ColumnReport], plan: &HeaderPlan, valued_by: &ValuedBy) {
    for (report, role) in columns.iter_mut().zip(&plan.roles) {
        let is_price_key = matches!(valued_by, ValuedBy::Quantity { key } if *key == report.name);
        match role {
            Some(role @ (ColumnRole::ProductId | ColumnRole::Key)) => report.role = *role,
            _ if is_price_key && report.role == ColumnRole::Skip => report.role = ColumnRole::ProductId,
            _ => {}
        }
    }
}

/// Candidates that have to be set aside after all, and the day of every candidate.
fn late_reasons(rows: &mut TransactionRows, reading: &Reading) -> (Vec<(u32, RejectReason, u16)>, Vec<Day>) {
    if (0..rows.amounts.n_blocks()).all(|block| has_sure_amounts(rows, block, reading))
        && let Some(days) = rows.dates.take_sure_days()
    {
        return (Vec::new(), days);
    }
    let rows = &*rows;
    let mut late = Vec::new();
    let mut days = Vec::with_capacity(rows.lines.len());
    for (block, dates) in rows.dates.rows().chunks(BLOCK_ROWS).enumerate() {
        let has_sure_amounts = has_sure_amounts(rows, block, reading);
        if !(has_sure_amounts && sure_days(dates, &mut days)) {
            days.truncate(block * BLOCK_ROWS);
            late_of_block(rows, reading, block, &mut late, &mut days);
        }
    }
    (late, days)
}

/// Adds the days of a block; false where one depends on the rest of its column.
#[inline(never)]
fn sure_days(dates: &[PackedDate], days: &mut Vec<Day>) -> bool {
    let mut is_sure = true;
    days.extend(dates.iter().map(|date| {
        let day = date.sure();
        is_sure &= day.is_some();
        day.unwrap_or_default()
    }));
    is_sure
}

/// Whether all amounts of a block are numbers under the reading, for one reason that holds for all of them.
fn has_sure_amounts(rows: &TransactionRows, block: usize, reading: &Reading) -> bool {
    let quantity = match &rows.quantities {
        Some((_, column)) if matches!(rows.amount_source, AmountSource::Product { .. }) => {
            column.form_of_block(block)
        }
        _ => Some(PackedAmount::MISSING),
    };
    match (rows.amounts.form_of_block(block), quantity) {
        (Some(amount), Some(quantity)) => late_amount_reason(rows, amount, quantity, reading).is_none(),
        _ => false,
    }
}

fn late_of_block(
    rows: &TransactionRows,
    reading: &Reading,
    block: usize,
    late: &mut Vec<(u32, RejectReason, u16)>,
    days: &mut Vec<Day>,
) {
    let amount_column = match rows.amount_source {
        AmountSource::Amount(column)
        | AmountSource::Product { price: column, .. }
        | AmountSource::Quantity(column) => column as u16,
        AmountSource::Nothing => rows.date_column as u16,
    };
    let dates = rows.dates.rows().iter().enumerate().skip(block * BLOCK_ROWS).take(BLOCK_ROWS);
    for (row, &date) in dates {
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
}

fn late_amount_reason(
    rows: &TransactionRows,
    amount: PackedAmount,
    quantity: PackedAmount,
    reading: &Reading,
) -> Option<RejectReason> {
    let is_number = AmountColumn::is_number(amount, reading.mark);
    let is_product = matches!(rows.amount_source, AmountSource::Product { .. });
    let is_quantity =
        || rows.quantities.as_ref().is_some_and(|_| AmountColumn::is_number(quantity, reading.quantity_mark));
    if !is_number || (is_product && !is_quantity()) {
        return Some(RejectReason::BadNumber);
    }
    (!is_same_currency(amount.currency(), reading.currency)).then_some(RejectReason::CurrencyMismatch)
}

/// What was set aside under the final reading.
struct Rejects {
    listed: Listed,
    /// Exact sum of their readable amounts.
    sum: String,
    /// Rows among them without a readable amount.
    n_unreadable: u64,
}

/// All rejects under the final reading, and the exact sum of their readable amounts.
fn rejects(
    rows: &TransactionRows,
    reading: &Reading,
    late: &[(u32, RejectReason, u16)],
    log: RejectLog,
) -> Rejects {
    let mut sum = DecimalSum::default();
    let mut n_unreadable = 0;
    let mut add = |value: Option<(i128, u8)>| match value {
        Some((mantissa, scale)) => sum.add(mantissa, scale),
        None => n_unreadable += 1,
    };
    let mut all = Vec::with_capacity(log.rows().len() + late.len());
    for aside in log.rows() {
        let (mut reason, mut column) = (aside.reason, aside.column);
        if aside.date != PackedDate::MISSING
            && let Err(found) = resolve(aside.date, reading.dates, rows.limits())
            && found < reason
        {
            (reason, column) = (found, Some(rows.date_column as u16));
        }
        if !aside.amount.is_missing()
            && let Some(found) = late_amount_reason(rows, aside.amount, aside.quantity, reading)
            && found < reason
        {
            (reason, column) = (found, None);
        }
        add(readable(rows, aside.amount, aside.quantity, reading));
        all.push((aside.line, reason, column));
    }
    for &(row, reason, column) in late {
        let row = row as usize;
        all.push((rows.lines[row], reason, Some(column)));
        add(readable_candidate(rows, row, reading));
    }
    Rejects { listed: log.finish(all), sum: sum.text(0), n_unreadable }
}

/// The exact sum of every amount that can be read, whatever became of its row.
fn sum_read(rows: &TransactionRows, reading: &Reading, log: &RejectLog) -> String {
    let mut sum = DecimalSum::default();
    let mut mantissas = Vec::new();
    for block in 0..rows.amounts.n_blocks() {
        let is_product = matches!(rows.amount_source, AmountSource::Product { .. });
        let scale = if is_product || !has_sure_amounts(rows, block, reading) {
            None
        } else {
            rows.amounts.load_block(block, reading.mark, &mut mantissas)
        };
        if let Some(scale) = scale {
            sum.add(exact_sum(&mantissas), scale);
            continue;
        }
        for row in block * BLOCK_ROWS..rows.lines.len().min((block + 1) * BLOCK_ROWS) {
            if let Some((mantissa, scale)) = readable_candidate(rows, row, reading) {
                sum.add(mantissa, scale);
            }
        }
    }
    let asides = log.rows().iter().map(|aside| readable(rows, aside.amount, aside.quantity, reading));
    for (mantissa, scale) in asides.flatten() {
        sum.add(mantissa, scale);
    }
    sum.text(0)
}

fn readable_candidate(rows: &TransactionRows, row: usize, reading: &Reading) -> Option<(i128, u8)> {
    let quantity = rows.quantities.as_ref().map_or(PackedAmount::MISSING, |(_, column)| column.get(row));
    readable(rows, rows.amounts.get(row), quantity, reading)
}

/// The amount of a row as mantissa and scale, `None` where it is no number, or of another currency.
fn readable(
    rows: &TransactionRows,
    amount: PackedAmount,
    quantity: PackedAmount,
    reading: &Reading,
) -> Option<(i128, u8)> {
    if amount.is_missing() || !is_same_currency(amount.currency(), reading.currency) {
        return None;
    }
    let value = rows.amounts.value(amount, reading.mark)?;
    match (&rows.amount_source, &rows.quantities) {
        (AmountSource::Product { .. }, Some((_, quantities))) => {
            Some(product(value, quantities.value(quantity, reading.quantity_mark)?))
        }
        _ => Some(value),
    }
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

fn range_of(days: &[Day]) -> Option<DayRange> {
    Some(DayRange { first: *days.iter().min()?, last: *days.iter().max()? })
}
