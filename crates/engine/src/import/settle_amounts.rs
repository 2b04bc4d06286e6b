//! The numbers of all accepted lines under the final reading: their totals, and the columns of the table.
//!
//! In:   the columns of a file, how they are read, and which rows are left.
//! Out:  exact sums, and amounts, costs and quantities in their final units.
//! Cost: a few passes over blocks of rows; numbers that do not fit 64 bits go one by one.
//!
//! The work on a block is a function of its own, called over and over, since a browser makes good machine code only
//! of what is called again.

use super::DecimalMark;
use super::amount_column::{AmountColumn, rescaled, scale_needed, small_scale_needed};
use super::decimal_sum::DecimalSum;
use super::line_value::{Reading, amount_of, is_exact};
use super::packed_blocks::BLOCK_ROWS;
use super::transaction_rows::{AmountSource, TransactionRows};
use crate::data::{MAX_MONEY_SCALE, Money};

/// Numbers of consecutive rows.
#[derive(Debug, Clone, Copy)]
pub(super) enum Part<'a> {
    /// Mantissas of one scale.
    Small(&'a [i64], u8),
    /// One number of any size.
    Wide(i128, u8),
}

/// The rows of a file that are left, with the reading of their numbers.
pub(super) struct KeptRows<'a> {
    pub(super) rows: &'a TransactionRows,
    pub(super) reading: &'a Reading,
    /// Which rows are left; `None` when all are.
    pub(super) keep: Option<&'a [bool]>,
}

/// What the amounts come to.
#[derive(Debug, Default)]
pub(super) struct Totals {
    pub(super) sum: DecimalSum,
    /// Decimals worth keeping.
    pub(super) scale: u8,
    pub(super) n_negative: u64,
    pub(super) n_zero: u64,
    /// Amounts with more decimals than money has.
    pub(super) n_rounded: u64,
}

impl Totals {
    fn add(&mut self, part: Part<'_>) {
        match part {
            Part::Small(mantissas, scale) => self.add_small(mantissas, scale),
            Part::Wide(mantissa, scale) => {
                let needed = scale_needed(mantissa, scale);
                self.sum.add(mantissa, scale);
                self.scale = self.scale.max(needed);
                self.n_rounded += u64::from(needed > MAX_MONEY_SCALE);
                self.n_negative += u64::from(mantissa < 0);
                self.n_zero += u64::from(mantissa == 0);
            }
        }
    }

    #[inline(never)]
    fn add_small(&mut self, mantissas: &[i64], scale: u8) {
        self.sum.add(exact_sum(mantissas), scale);
        self.n_negative += mantissas.iter().filter(|&&mantissa| mantissa < 0).count() as u64;
        self.n_zero += mantissas.iter().filter(|&&mantissa| mantissa == 0).count() as u64;
        if !mantissas.is_empty() {
            self.scale = self.scale.max(scale.min(2));
        }
        if scale > 2 {
            for &mantissa in mantissas {
                let needed = small_scale_needed(mantissa, scale);
                self.scale = self.scale.max(needed);
                self.n_rounded += u64::from(needed > MAX_MONEY_SCALE);
            }
        }
    }
}

/// Halves are added apart, so that no sum of a block overflows.
pub(super) fn exact_sum(mantissas: &[i64]) -> i128 {
    let (mut high, mut low) = (0_i64, 0_i64);
    for &mantissa in mantissas {
        high += mantissa >> 32;
        low += mantissa & 0xFFFF_FFFF;
    }
    (i128::from(high) << 32) + i128::from(low)
}

impl KeptRows<'_> {
    fn all(&self) -> impl Iterator<Item = usize> {
        (0..self.rows.lines.len()).filter(|&row| self.keep.is_none_or(|keep| keep[row]))
    }

    /// Leaves out what is not kept of a block.
    fn thin_out(&self, block: usize, mantissas: &mut Vec<i64>) {
        if let Some(keep) = self.keep {
            let mut keep = keep[block * BLOCK_ROWS..].iter();
            mantissas.retain(|_| keep.next() == Some(&true));
        }
    }

    fn rows_of(&self, block: usize) -> impl Iterator<Item = usize> {
        let rows = block * BLOCK_ROWS..self.rows.lines.len().min((block + 1) * BLOCK_ROWS);
        rows.filter(|&row| self.keep.is_none_or(|keep| keep[row]))
    }

    /// The amount of a row as a small number, where it is one.
    fn small_amount(&self, row: usize) -> Option<(i64, u8)> {
        let (rows, reading) = (self.rows, self.reading);
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

    /// Whether a block may be taken as numbers of one scale. What is left of a block of several scales may have
    /// fewer decimals than all of it.
    fn is_of_one_scale(&self, column: &AmountColumn, block: usize) -> bool {
        self.keep.is_none() || column.form_of_block(block).is_some()
    }

    /// The amounts of all rows in order; 0 where there is none.
    pub(super) fn amounts(&self, mut take: impl FnMut(Part<'_>)) {
        let (rows, reading) = (self.rows, self.reading);
        let factors = match (&rows.amount_source, &rows.quantities) {
            (AmountSource::Product { .. }, Some((_, quantities))) => Some(quantities),
            _ => None,
        };
        let (mut mantissas, mut others) = (Vec::new(), Vec::new());
        for block in 0..rows.amounts.n_blocks() {
            let is_of_one_scale = match factors {
                None => self.is_of_one_scale(&rows.amounts, block),
                // Decimals of factors add up row by row.
                Some(quantities) => {
                    rows.amounts.form_of_block(block).is_some() && quantities.form_of_block(block).is_some()
                }
            };
            let mut scale = if is_of_one_scale {
                rows.amounts.load_block(block, reading.mark, &mut mantissas)
            } else {
                None
            };
            if let (Some(quantities), Some(price_scale)) = (factors, scale) {
                let other = quantities.load_block(block, reading.quantity_mark, &mut others);
                let is_small = multiply(&mut mantissas, &others);
                scale = other.filter(|_| is_small).map(|quantity_scale| price_scale + quantity_scale);
            }
            if let Some(scale) = scale {
                self.thin_out(block, &mut mantissas);
                take(Part::Small(&mantissas, scale));
            } else {
                for row in self.rows_of(block) {
                    match self.small_amount(row) {
                        Some((mantissa, scale)) => take(Part::Small(&[mantissa], scale)),
                        None => {
                            let (mantissa, scale) = amount_of(rows, row, reading);
                            take(Part::Wide(mantissa, scale));
                        }
                    }
                }
            }
        }
    }

    /// The numbers of a column in order; 0 where there is none.
    fn numbers(&self, column: &AmountColumn, mark: DecimalMark, mut take: impl FnMut(Part<'_>)) {
        let mut mantissas = Vec::new();
        for block in 0..column.n_blocks() {
            let scale = match self.is_of_one_scale(column, block) {
                true => column.load_block(block, mark, &mut mantissas),
                false => None,
            };
            if let Some(scale) = scale {
                self.thin_out(block, &mut mantissas);
                take(Part::Small(&mantissas, scale));
            } else {
                for row in self.rows_of(block) {
                    let (mantissa, scale) = column.value(column.get(row), mark).unwrap_or_default();
                    take(Part::Wide(mantissa, scale));
                }
            }
        }
    }

    /// Sums and counts of the amounts.
    pub(super) fn totals(&self) -> Totals {
        let mut totals = Totals::default();
        self.amounts(|part| totals.add(part));
        totals
    }

    /// Decimals that costs and profits need.
    pub(super) fn cost_scale(&self, mark_of: &impl Fn(&AmountColumn) -> DecimalMark) -> u8 {
        let mut totals = Totals::default();
        for (_, column) in self.rows.costs.iter().chain(&self.rows.profits) {
            self.numbers(column, mark_of(column), |part| totals.add(part));
        }
        totals.scale
    }

    /// Amounts in units of 10^-`scale`; `None` where one does not fit.
    pub(super) fn money(&self, scale: u8) -> Option<Vec<Money>> {
        let mut money = Money10::new(self.rows.lines.len(), scale);
        self.amounts(|part| money.take(part));
        money.finish()
    }

    /// Costs in units of 10^-`scale`: the sum of the costs of a row, or amount minus profit. Cells without a number
    /// count as no cost. The outer `None` where one does not fit, the inner one where the file has no costs.
    pub(super) fn costs(
        &self,
        scale: u8,
        mark_of: &impl Fn(&AmountColumn) -> DecimalMark,
    ) -> Option<Option<Vec<Money>>> {
        let mut all: Option<Vec<Money>> = None;
        for (_, column) in &self.rows.costs {
            let mut money = Money10::new(self.rows.lines.len(), scale);
            self.numbers(column, mark_of(column), |part| money.take(part));
            let costs = money.finish()?;
            all = Some(match all {
                None => costs,
                Some(earlier) => earlier
                    .into_iter()
                    .zip(costs)
                    .map(|(a, b)| a.checked_add(b))
                    .collect::<Option<Vec<Money>>>()?,
            });
        }
        if let Some((_, column)) = &self.rows.profits {
            let mark = mark_of(column);
            let cost = |row: usize| {
                let Some((profit, profit_scale)) = column.value(column.get(row), mark) else {
                    return Some(0);
                };
                let (amount, amount_scale) = amount_of(self.rows, row, self.reading);
                let profit = 0_i64.checked_add(rescaled(profit, profit_scale, scale)?)?;
                rescaled(amount, amount_scale, scale)?.checked_sub(profit)
            };
            all = Some(self.all().map(cost).collect::<Option<Vec<Money>>>()?);
        }
        Some(all)
    }

    /// Amounts that lose digits with `scale` decimals.
    pub(super) fn n_inexact(&self, scale: u8) -> u64 {
        let is_rounded = |&row: &usize| {
            let (mantissa, row_scale) = amount_of(self.rows, row, self.reading);
            !is_exact(mantissa, row_scale, scale)
        };
        self.all().filter(is_rounded).count() as u64
    }

    /// Quantities, 0 where the cell is empty; `None` where one is no whole number.
    pub(super) fn quantities(&self) -> Option<Vec<i32>> {
        let (_, column) = self.rows.quantities.as_ref()?;
        let mut numbers = Money10::new(self.rows.lines.len(), 0);
        let mut is_whole = true;
        self.numbers(column, self.reading.quantity_mark, |part| {
            is_whole &= match part {
                Part::Small(mantissas, scale) => {
                    let unit = 10_i64.pow(u32::from(scale));
                    scale == 0 || mantissas.iter().all(|mantissa| mantissa % unit == 0)
                }
                Part::Wide(mantissa, scale) => is_exact(mantissa, scale, 0),
            };
            numbers.take(part);
        });
        let numbers = numbers.finish().filter(|_| is_whole)?;
        numbers.into_iter().map(|number| i32::try_from(number).ok()).collect()
    }
}

/// Numbers on their way to units of 10^-`scale`.
struct Money10 {
    scale: u8,
    values: Vec<Money>,
    fits: bool,
}

impl Money10 {
    fn new(n_rows: usize, scale: u8) -> Self {
        Self { scale, values: Vec::with_capacity(n_rows), fits: true }
    }

    #[inline(never)]
    fn take(&mut self, part: Part<'_>) {
        match part {
            Part::Small(mantissas, scale) if scale == self.scale => self.values.extend_from_slice(mantissas),
            Part::Small(mantissas, scale) if scale < self.scale => {
                let factor = 10_i64.pow(u32::from(self.scale - scale));
                let largest = Money::MAX / factor;
                self.fits &= mantissas.iter().all(|&mantissa| (-largest..=largest).contains(&mantissa));
                self.values.extend(mantissas.iter().map(|&mantissa| mantissa.wrapping_mul(factor)));
            }
            Part::Small(mantissas, scale) => {
                for &mantissa in mantissas {
                    self.take_wide(i128::from(mantissa), scale);
                }
            }
            Part::Wide(mantissa, scale) => self.take_wide(mantissa, scale),
        }
    }

    fn take_wide(&mut self, mantissa: i128, scale: u8) {
        let value = rescaled(mantissa, scale, self.scale);
        self.fits &= value.is_some();
        self.values.push(value.unwrap_or_default());
    }

    fn finish(self) -> Option<Vec<Money>> {
        self.fits.then_some(self.values)
    }
}

/// Multiplies numbers by others one by one; false where a product does not fit.
#[inline(never)]
fn multiply(numbers: &mut [i64], factors: &[i64]) -> bool {
    let mut fits = numbers.len() == factors.len();
    for (number, &factor) in numbers.iter_mut().zip(factors) {
        let (product, is_too_large) = number.overflowing_mul(factor);
        fits &= !is_too_large;
        *number = product;
    }
    fits
}
