//! What the report says about each column.
//!
//! In:   the columns of a file once they are settled.
//! Out:  one [`ColumnReport`] for each, in the order of the file.

use super::column_profile::ColumnProfile;
use super::dialect::Dialect;
use super::distinct_numbers::DistinctNumbers;
use super::packed_blocks::BLOCK_ROWS;
use super::transaction_rows::{AmountSource, TransactionRows};
use super::{ColumnKind, ColumnReport, ColumnRole, Warning, WarningKind};
use crate::data::{Day, Dimension};

/// Distinct values that are counted.
pub(super) const MAX_COUNTED: usize = 65_536;

/// Distinct values of the columns that every transactions file has.
pub(super) struct Counts {
    pub(super) customers: u64,
    pub(super) orders: u64,
    pub(super) days: u32,
    pub(super) amounts: u32,
}

/// A count as the report gives it.
pub(super) fn capped(n: u64) -> u32 {
    n.min(MAX_COUNTED as u64) as u32
}

/// The columns of a transactions file in the order of the file.
pub(super) fn transaction_columns(
    rows: &TransactionRows,
    dialect: &Dialect,
    profiles: Vec<(usize, ColumnReport)>,
    counts: Counts,
) -> Vec<ColumnReport> {
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
            let (n_empty, n_distinct) = rows.amounts.summary();
            set(price, ColumnRole::UnitPrice, ColumnKind::Money, n_empty, n_distinct);
        }
        // The quantity is reported below.
        AmountSource::Quantity(_) | AmountSource::Nothing => {}
    }
    if let Some(column) = rows.order_column {
        set(column, ColumnRole::OrderId, ColumnKind::Id, rows.n_empty_orders, capped(counts.orders));
    }
    for column in rows.name_columns.columns() {
        set(column, ColumnRole::Name, ColumnKind::Text, rows.n_empty_names, capped(rows.names.len() as u64));
    }
    let money = rows.costs.iter().map(|entry| (entry, ColumnRole::Cost, ColumnKind::Money));
    let money = money.chain(rows.profits.iter().map(|entry| (entry, ColumnRole::Profit, ColumnKind::Money)));
    for ((column, values), role, kind) in
        money.chain(rows.quantities.iter().map(|entry| (entry, ColumnRole::Quantity, ColumnKind::Number)))
    {
        let (n_empty, n_distinct) = values.summary();
        set(*column, role, kind, n_empty, n_distinct);
    }
    for (column, report) in profiles {
        columns[column] = report;
    }
    name_the_unused(dialect, &mut columns);
    columns
}

/// The columns by name, before anything is known of them.
pub(super) fn blank_columns(dialect: &Dialect) -> Vec<ColumnReport> {
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

/// Things with the index of their column in the file.
pub(super) type ByColumn<T> = Vec<(usize, T)>;

/// The reports of columns without a fixed meaning and the dimensions they make, each with its column.
pub(super) fn finish_profiles(
    profiles: Vec<ColumnProfile>,
    keep: Option<&[bool]>,
) -> (ByColumn<ColumnReport>, ByColumn<Dimension>) {
    let mut reports = Vec::with_capacity(profiles.len());
    let mut dimensions = Vec::new();
    for profile in profiles {
        let column = profile.column;
        let (report, dimension) = profile.finish(keep);
        reports.push((column, report));
        dimensions.extend(dimension.map(|dimension| (column, dimension)));
    }
    (reports, dimensions)
}

/// Distinct numbers, counted up to [`MAX_COUNTED`].
pub(super) fn distinct(numbers: &[i64]) -> u32 {
    let mut distinct = DistinctNumbers::up_to(MAX_COUNTED);
    for part in numbers.chunks(BLOCK_ROWS) {
        distinct.add(part);
    }
    distinct.len() as u32
}

/// Distinct days, counted up to [`MAX_COUNTED`].
pub(super) fn distinct_days(days: &[Day]) -> u32 {
    let mut distinct = DistinctNumbers::up_to(MAX_COUNTED);
    let mut numbers = Vec::with_capacity(BLOCK_ROWS);
    for part in days.chunks(BLOCK_ROWS) {
        numbers.clear();
        // Counted from a day long ago, so that they are small numbers.
        numbers.extend(part.iter().map(|day| i64::from(day.0) + 1_000_000));
        distinct.add(&numbers);
    }
    distinct.len() as u32
}

/// Warnings that concern any row.
pub(super) fn warnings(counts: &[(WarningKind, u64)]) -> Vec<Warning> {
    counts.iter().filter(|&&(_, count)| count > 0).map(|&(kind, count)| Warning { kind, count }).collect()
}
