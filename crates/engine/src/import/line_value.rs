//! Amount, cost and quantity of one order line, under the reading of the whole column.
//!
//! In:   the columns of a file and how their numbers are to be read.
//! Out:  exact decimals as mantissa and scale, or minor units.

use super::DecimalMark;
use super::amount_column::{AmountColumn, PackedAmount, rescaled, scale_needed, small_scale_needed};
use super::currency::Currency;
use super::date_column::DateReading;
use super::transaction_rows::{AmountSource, TransactionRows};
use crate::data::Money;

/// How the columns of a transactions file are read in the end.
pub(super) struct Reading {
    pub(super) dates: DateReading,
    /// Mark of the amounts, or of the unit prices.
    pub(super) mark: DecimalMark,
    pub(super) quantity_mark: DecimalMark,
    pub(super) currency: Currency,
}

/// The amount of a candidate as mantissa and scale; 0 where it has none.
pub(super) fn amount_of(rows: &TransactionRows, row: usize, reading: &Reading) -> (i128, u8) {
    let (mantissa, scale) = rows.amounts.value(rows.amounts.get(row), reading.mark).unwrap_or_default();
    match (&rows.amount_source, &rows.quantities) {
        (AmountSource::Product { .. }, Some((_, column))) => product(
            (mantissa, scale),
            column.value(column.get(row), reading.quantity_mark).unwrap_or_default(),
        ),
        _ => (mantissa, scale),
    }
}

/// As [`amount_of`] where the amount is a small number, which nearly all are.
pub(super) fn small_amount_of(rows: &TransactionRows, row: usize, reading: &Reading) -> Option<(i64, u8)> {
    let (mantissa, scale) = AmountColumn::small_value(rows.amounts.get(row), reading.mark)?;
    match (&rows.amount_source, &rows.quantities) {
        (AmountSource::Product { .. }, Some((_, column))) => {
            let (quantity, quantity_scale) =
                AmountColumn::small_value(column.get(row), reading.quantity_mark)?;
            Some((mantissa.checked_mul(quantity)?, scale + quantity_scale))
        }
        _ => Some((mantissa, scale)),
    }
}

/// A small number in units of 10^-`to_scale`; `None` where it has more decimals or does not fit.
pub(super) fn small_rescaled((mantissa, scale): (i64, u8), to_scale: u8) -> Option<Money> {
    mantissa.checked_mul(10_i64.checked_pow(u32::from(to_scale.checked_sub(scale)?))?)
}

pub(super) fn product((a, a_scale): (i128, u8), (b, b_scale): (i128, u8)) -> (i128, u8) {
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

/// Costs and profits of the lines.
pub(super) struct CostReader<'a> {
    costs: Vec<(&'a AmountColumn, DecimalMark)>,
    profits: Option<(&'a AmountColumn, DecimalMark)>,
}

impl<'a> CostReader<'a> {
    pub(super) fn new(rows: &'a TransactionRows, mark_of: &impl Fn(&AmountColumn) -> DecimalMark) -> Self {
        Self {
            costs: rows.costs.iter().map(|(_, column)| (column, mark_of(column))).collect(),
            profits: rows.profits.as_ref().map(|(_, column)| (column, mark_of(column))),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.costs.is_empty() && self.profits.is_none()
    }

    fn values(&self, row: usize) -> impl Iterator<Item = Option<(i128, u8)>> {
        self.costs.iter().chain(&self.profits).map(move |(column, mark)| column.value(column.get(row), *mark))
    }

    /// Decimals the row needs.
    pub(super) fn scale(&self, row: usize) -> u8 {
        if let ([(column, mark)], None) = (self.costs.as_slice(), &self.profits)
            && let Some((mantissa, scale)) = AmountColumn::small_value(column.get(row), *mark)
        {
            return small_scale_needed(mantissa, scale);
        }
        self.values(row).flatten().map(|(mantissa, scale)| scale_needed(mantissa, scale)).max().unwrap_or(0)
    }

    /// Cost of a row: the sum of its costs, or amount minus profit. Cells without a number count as no cost.
    pub(super) fn cost(&self, row: usize, amount: (i128, u8), scale: u8) -> Option<Money> {
        if let ([(column, mark)], None) = (self.costs.as_slice(), &self.profits)
            && let Some(small) = AmountColumn::small_value(column.get(row), *mark)
            && let Some(cost) = small_rescaled(small, scale)
        {
            return Some(cost);
        }
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

/// Whether a value keeps all its digits with `to_scale` decimals.
pub(super) fn is_exact(mantissa: i128, scale: u8, to_scale: u8) -> bool {
    scale <= to_scale || mantissa % 10_i128.pow(u32::from(scale - to_scale)) == 0
}

/// A quantity as a whole number, 0 where the cell is empty; `None` where it is no whole number.
pub(super) fn whole_number(column: &AmountColumn, packed: PackedAmount, mark: DecimalMark) -> Option<i32> {
    if let Some((mantissa, 0)) = AmountColumn::small_value(packed, mark) {
        return i32::try_from(mantissa).ok();
    }
    let Some((mantissa, scale)) = column.value(packed, mark) else {
        return Some(0);
    };
    if scale == 0 {
        return i32::try_from(mantissa).ok();
    }
    let unit = 10_i128.pow(u32::from(scale));
    if mantissa % unit == 0 { i32::try_from(mantissa / unit).ok() } else { None }
}
