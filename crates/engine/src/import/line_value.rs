//! The amount of one order line, under the reading of the whole column.
//!
//! In:   the columns of a file and how their numbers are to be read.
//! Out:  an exact decimal as mantissa and scale.

use super::DecimalMark;
use super::amount_column::rescaled;
use super::currency::Currency;
use super::date_column::DateReading;
use super::transaction_rows::{AmountSource, TransactionRows};

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

/// Whether a value keeps all its digits with `to_scale` decimals.
pub(super) fn is_exact(mantissa: i128, scale: u8, to_scale: u8) -> bool {
    scale <= to_scale || mantissa % 10_i128.pow(u32::from(scale - to_scale)) == 0
}
