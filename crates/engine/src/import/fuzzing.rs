//! A window for tests into what the importer keeps to itself: its parsers and its thresholds.
//!
//! Fuzz targets and the tests that replay what they found use it; it is no part of the interface.

pub use super::thresholds::Thresholds;

use super::amount::{AmountError, parse_amount};
use super::amount_column::{AmountColumn, rescaled};
use super::date::parse_date;
use super::date_column::{DateColumn, DateReading, DayLimits, resolve};
use super::decimal_sum::DecimalSum;
use super::id::parse_id;
use super::{Calendar, DateOrder, DecimalMark, FileImporter, ImportOptions, RejectReason};
use crate::data::Day;

/// An importer with thresholds of its own.
#[must_use]
pub fn importer(name: &str, n_bytes: u64, options: ImportOptions, thresholds: Thresholds) -> FileImporter {
    FileImporter::with_thresholds(name, n_bytes, options, thresholds)
}

/// What one cell says as an amount: mantissa and scale under either decimal mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AmountCell {
    /// The value if the decimal mark is a point.
    pub with_point: Option<(i128, u8)>,
    /// The value if the decimal mark is a comma.
    pub with_comma: Option<(i128, u8)>,
    /// The mark the cell speaks for.
    pub speaks_for: Option<DecimalMark>,
    /// The currency named, as in a message; empty when there is none.
    pub currency: &'static str,
}

/// Reads one cell as an amount, by way of a column as the importer does.
///
/// # Errors
/// The reason for which the row would be set aside.
pub fn amount(cell: &str) -> Result<AmountCell, RejectReason> {
    let parsed = parse_amount(cell).map_err(|error| match error {
        AmountError::Missing => RejectReason::MissingAmount,
        AmountError::BadNumber => RejectReason::BadNumber,
        AmountError::OutOfRange => RejectReason::NumberOutOfRange,
    })?;
    let mut column = AmountColumn::default();
    let packed = column.observe(Ok(parsed));
    Ok(AmountCell {
        with_point: column.value(packed, DecimalMark::Point),
        with_comma: column.value(packed, DecimalMark::Comma),
        speaks_for: column.decimal_mark(),
        currency: packed.currency().label(),
    })
}

/// The days one cell may mean: day first, month first, and the same two in the calendar of the Republic of China.
///
/// # Errors
/// The reason for which the row would be set aside whatever the column says.
pub fn date(cell: &str, today: Day) -> Result<[Result<Day, RejectReason>; 4], RejectReason> {
    let parsed = parse_date(cell)?;
    let packed = DateColumn::default().observe(Ok(parsed), cell, 1);
    let readings = [
        (DateOrder::DayFirst, Calendar::Gregorian),
        (DateOrder::MonthFirst, Calendar::Gregorian),
        (DateOrder::DayFirst, Calendar::Minguo),
        (DateOrder::MonthFirst, Calendar::Minguo),
    ];
    let limits = DayLimits::new(today);
    Ok(readings.map(|(order, calendar)| resolve(packed, DateReading { order, calendar }, limits)))
}

/// Reads one cell as a customer id.
///
/// # Errors
/// The reason for which the row would be set aside.
pub fn id(cell: &str) -> Result<String, RejectReason> {
    parse_id(cell).map(std::borrow::Cow::into_owned)
}

/// The exact sum of decimals, as text.
#[must_use]
pub fn sum(values: &[(i128, u8)]) -> String {
    let mut sum = DecimalSum::default();
    for &(mantissa, scale) in values {
        sum.add(mantissa, scale);
    }
    sum.text(0)
}

/// A decimal in units of 10^-`to_scale`, rounded half to even; `None` when it does not fit.
#[must_use]
pub fn rounded(mantissa: i128, scale: u8, to_scale: u8) -> Option<i64> {
    rescaled(mantissa, scale, to_scale)
}
