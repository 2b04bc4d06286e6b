//! A column of amounts whose decimal mark and currency are settled when all cells are known.
//!
//! In:   parsed cells, one by one.
//! Out:  the decimal mark and the currency of the column, and each value under them.
//! Cost: one to eight bytes a row, two more where the cells are of different forms; values that do not fit 64 bits or six decimals are kept aside.

use super::amount::{AmountError, Form, ParsedAmount, parse_amount, parse_plain};
use super::column_reports::MAX_COUNTED;
use super::currency::Currency;
use super::distinct_numbers::DistinctNumbers;
use super::packed_blocks::{BLOCK_ROWS, Forms, PackedBlocks};
use super::{DecimalMark, ImportError};

/// A cell as it is kept: digits, and how to read them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PackedAmount {
    mantissa: i64,
    meta: u16,
}

const SCALE_MASK: u16 = 0b111;
const LONG: u16 = 0b111;
const FORM_SHIFT: u16 = 3;
const FORM_MASK: u16 = 0b111;
const MISSING: u16 = 0b111 << FORM_SHIFT;
const CURRENCY_SHIFT: u16 = 6;

impl PackedAmount {
    /// A cell without a readable amount.
    pub(super) const MISSING: Self = Self { mantissa: 0, meta: MISSING };

    /// The currency the cell names.
    pub(super) fn currency(self) -> Currency {
        Currency::ALL.get(usize::from(self.meta >> CURRENCY_SHIFT)).copied().unwrap_or(Currency::None)
    }

    /// A plain decimal of at most six decimals; `None` of everything else.
    pub(super) fn plain(cell: &[u8]) -> Option<Self> {
        let plain = parse_plain(cell)?;
        let meta = ((plain.form as u16) << FORM_SHIFT) | u16::from(plain.scale);
        (u16::from(plain.scale) < LONG).then_some(Self { mantissa: plain.mantissa, meta })
    }

    /// All that is known of the cell but its digits.
    pub(super) fn form(self) -> u16 {
        self.meta
    }

    pub(super) fn is_missing(self) -> bool {
        self.meta >> FORM_SHIFT & FORM_MASK == FORM_MASK
    }
}

/// The cells of one column.
#[derive(Debug, Clone, Default)]
pub(super) struct AmountColumn {
    rows: PackedBlocks,
    long: Vec<(i128, u8)>,
    /// Missing and distinct numbers of rows that were let go.
    summary: Option<(u64, u32)>,
    n_for_point: u64,
    n_for_comma: u64,
    n_by_form: [u64; 5],
    n_by_currency: [u64; Currency::ALL.len()],
}

impl AmountColumn {
    /// Counts what a cell says about the column and packs it. Also for rows that are set aside.
    pub(super) fn observe(&mut self, parsed: Result<ParsedAmount, AmountError>) -> PackedAmount {
        let Ok(amount) = parsed else {
            return PackedAmount::MISSING;
        };
        self.n_for_point += u64::from(amount.evidence > 0);
        self.n_for_comma += u64::from(amount.evidence < 0);
        self.n_by_currency[amount.currency as usize] += 1;
        self.n_by_form[amount.form as usize] += 1;
        let form = (amount.form as u16) << FORM_SHIFT | (amount.currency as u16) << CURRENCY_SHIFT;
        match i64::try_from(amount.mantissa) {
            Ok(mantissa) if u16::from(amount.scale) < LONG => {
                PackedAmount { mantissa, meta: form | u16::from(amount.scale) }
            }
            _ => {
                self.long.push((amount.mantissa, amount.scale));
                PackedAmount { mantissa: self.long.len() as i64 - 1, meta: form | LONG }
            }
        }
    }

    /// Reads a cell, counts what it says about the column and packs it.
    ///
    /// # Errors
    /// Those of [`parse_amount`].
    pub(super) fn read(&mut self, cell: &str) -> Result<PackedAmount, AmountError> {
        if let Some(plain) = parse_plain(cell.as_bytes())
            && u16::from(plain.scale) < LONG
        {
            self.n_for_point += u64::from(plain.evidence > 0);
            self.n_by_currency[Currency::None as usize] += 1;
            self.n_by_form[plain.form as usize] += 1;
            let meta = ((plain.form as u16) << FORM_SHIFT) | u16::from(plain.scale);
            return Ok(PackedAmount { mantissa: plain.mantissa, meta });
        }
        let parsed = parse_amount(cell);
        let packed = self.observe(parsed);
        parsed.map(|_| packed)
    }

    /// Counts what cells that [`PackedAmount::plain`] read say about the column, and appends them.
    pub(super) fn extend_plain(&mut self, cells: &[PackedAmount]) {
        let mut n_by_meta = [0_u64; 1 << CURRENCY_SHIFT];
        for cell in cells {
            n_by_meta[usize::from(cell.meta) % n_by_meta.len()] += 1;
        }
        for (meta, n) in (0_u16..).zip(n_by_meta).filter(|&(_, n)| n > 0) {
            let (form, scale) = (meta >> FORM_SHIFT, meta & SCALE_MASK);
            // Three decimals may be thousands.
            self.n_for_point += if form == Form::PointOnly as u16 && scale != 3 { n } else { 0 };
            self.n_by_form[usize::from(form)] += n;
            self.n_by_currency[Currency::None as usize] += n;
        }
        for cell in cells {
            self.rows.push(cell.mantissa, cell.meta);
        }
    }

    /// Appends a row.
    pub(super) fn push(&mut self, packed: PackedAmount) {
        self.rows.push(packed.mantissa, packed.meta);
    }

    /// Number of rows.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn get(&self, row: usize) -> PackedAmount {
        let (mantissa, meta) = self.rows.get(row);
        PackedAmount { mantissa, meta }
    }

    /// Number of blocks of [`BLOCK_ROWS`] rows.
    pub(super) fn n_blocks(&self) -> usize {
        self.rows.n_blocks()
    }

    /// What the cells of a block are besides their digits, if that is the same of all.
    pub(super) fn form_of_block(&self, block: usize) -> Option<PackedAmount> {
        match self.rows.forms(block) {
            Forms::Same(meta) => Some(PackedAmount { mantissa: 0, meta }),
            Forms::Each(_) => None,
        }
    }

    /// Lets go of the rows; what the report says of them is kept.
    pub(super) fn let_go(&mut self) {
        self.summary = Some(self.summary());
        self.rows = PackedBlocks::default();
        self.long = Vec::new();
    }

    /// Cells that are empty or no number, and distinct numbers, the latter up to a limit.
    pub(super) fn summary(&self) -> (u64, u32) {
        self.summary.unwrap_or_else(|| (self.n_missing(), self.n_distinct(MAX_COUNTED)))
    }

    /// Cells that are empty or no number.
    fn n_missing(&self) -> u64 {
        let n_missing = |block: usize| match self.rows.forms(block) {
            Forms::Same(meta) if PackedAmount { mantissa: 0, meta }.is_missing() => {
                self.len().min((block + 1) * BLOCK_ROWS) - block * BLOCK_ROWS
            }
            Forms::Same(_) => 0,
            Forms::Each(metas) => {
                metas.iter().filter(|&&meta| PackedAmount { mantissa: 0, meta }.is_missing()).count()
            }
        };
        (0..self.n_blocks()).map(|block| n_missing(block) as u64).sum()
    }

    /// Distinct numbers if the decimal mark is a point, up to `limit`; 1.0 and 1.00 are two.
    fn n_distinct(&self, limit: usize) -> u32 {
        // One set for each number of decimals of the usual kind, and one for everything else.
        let mut by_scale: [Option<DistinctNumbers>; LONG as usize + 1] = Default::default();
        let new = || DistinctNumbers::up_to(limit);
        let mut mantissas = Vec::new();
        for block in 0..self.n_blocks() {
            if by_scale.iter().flatten().map(DistinctNumbers::len).sum::<usize>() >= limit {
                break;
            }
            let same = self.form_of_block(block).map(|form| Self::small_value(form, DecimalMark::Point));
            if let Some(Some((_, scale))) = same {
                self.rows.load(block, &mut mantissas);
                by_scale[usize::from(scale)].get_or_insert_with(new).add(&mantissas);
                continue;
            }
            for row in block * BLOCK_ROWS..self.len().min((block + 1) * BLOCK_ROWS) {
                let packed = self.get(row);
                if let Some((mantissa, scale)) = Self::small_value(packed, DecimalMark::Point) {
                    by_scale[usize::from(scale)].get_or_insert_with(new).add(&[mantissa]);
                } else if let Some((mantissa, scale)) = self.value(packed, DecimalMark::Point) {
                    let number = mantissa as u64 ^ u64::from(scale) << 56;
                    by_scale[usize::from(LONG)].get_or_insert_with(new).add_other(number);
                }
            }
        }
        let n_distinct: usize = by_scale.iter().flatten().map(DistinctNumbers::len).sum();
        n_distinct.min(limit) as u32
    }

    /// Puts the numbers of a block, all with the decimals that are returned, into `mantissas`; 0 where a cell is no
    /// number under that mark. `None` where one does not fit.
    pub(super) fn load_block(&self, block: usize, mark: DecimalMark, mantissas: &mut Vec<i64>) -> Option<u8> {
        let scale_of = |meta: u16| match Self::small_value(PackedAmount { mantissa: 0, meta }, mark) {
            Some((_, scale)) => Some(Some(scale)),
            None if meta & SCALE_MASK == LONG && (meta >> FORM_SHIFT) & FORM_MASK != FORM_MASK => None,
            None => Some(None),
        };
        match self.rows.forms(block) {
            Forms::Same(meta) => {
                let scale = scale_of(meta)?;
                self.rows.load(block, mantissas);
                if scale.is_none() {
                    mantissas.fill(0);
                }
                Some(scale.unwrap_or(0))
            }
            Forms::Each(metas) => {
                let known = 1 << CURRENCY_SHIFT;
                let mut n_by_meta = vec![0_u32; known];
                for &meta in metas {
                    n_by_meta[usize::from(meta) % known] += 1;
                }
                let mut scales = vec![None; known];
                for (meta, scale) in
                    (0_u16..).zip(&mut scales).filter(|(meta, _)| n_by_meta[usize::from(*meta)] > 0)
                {
                    *scale = scale_of(meta)?;
                }
                let largest = scales.iter().flatten().copied().max().unwrap_or(0);
                let factor =
                    |scale: Option<u8>| scale.map_or(0, |scale| 10_i64.pow(u32::from(largest - scale)));
                let factors: Vec<i64> = scales.into_iter().map(factor).collect();
                self.rows.load(block, mantissas);
                scale_up(mantissas, metas, &factors).then_some(largest)
            }
        }
    }

    /// The mark most cells speak for; `None` without evidence or at a tie.
    pub(super) fn decimal_mark(&self) -> Option<DecimalMark> {
        match self.n_for_point.cmp(&self.n_for_comma) {
            std::cmp::Ordering::Greater => Some(DecimalMark::Point),
            std::cmp::Ordering::Less => Some(DecimalMark::Comma),
            std::cmp::Ordering::Equal => None,
        }
    }

    /// Cells that are a number if the decimal mark is a point, and if it is a comma.
    pub(super) fn n_numbers(&self) -> (u64, u64) {
        let n = |form: Form| self.n_by_form[form as usize];
        let n_both = n(Form::Neutral) + n(Form::EitherPoint) + n(Form::EitherComma);
        (n_both + n(Form::PointOnly), n_both + n(Form::CommaOnly))
    }

    /// Whether a cell is a number under that mark.
    pub(super) fn is_number(packed: PackedAmount, mark: DecimalMark) -> bool {
        let form = (packed.meta >> FORM_SHIFT) & FORM_MASK;
        !packed.is_missing()
            && match mark {
                DecimalMark::Point => form != Form::CommaOnly as u16,
                DecimalMark::Comma => form != Form::PointOnly as u16,
            }
    }

    /// Mantissa and scale of a cell as a small number; `None` also where it has more than six decimals or does
    /// not fit.
    pub(super) fn small_value(packed: PackedAmount, mark: DecimalMark) -> Option<(i64, u8)> {
        let scale = packed.meta & SCALE_MASK;
        let form = (packed.meta >> FORM_SHIFT) & FORM_MASK;
        let is_whole = (form == Form::EitherPoint as u16 && mark == DecimalMark::Comma)
            || (form == Form::EitherComma as u16 && mark == DecimalMark::Point);
        (scale != LONG && Self::is_number(packed, mark))
            .then_some((packed.mantissa, if is_whole { 0 } else { scale as u8 }))
    }

    /// Mantissa and scale of a cell; `None` when it is missing or no number under that mark.
    pub(super) fn value(&self, packed: PackedAmount, mark: DecimalMark) -> Option<(i128, u8)> {
        let scale = packed.meta & SCALE_MASK;
        let (mantissa, scale) = if scale == LONG {
            *self.long.get(usize::try_from(packed.mantissa).ok()?)?
        } else {
            (i128::from(packed.mantissa), scale as u8)
        };
        const NEUTRAL: u16 = Form::Neutral as u16;
        const POINT_ONLY: u16 = Form::PointOnly as u16;
        const COMMA_ONLY: u16 = Form::CommaOnly as u16;
        const EITHER_POINT: u16 = Form::EitherPoint as u16;
        const EITHER_COMMA: u16 = Form::EitherComma as u16;
        match (packed.meta >> FORM_SHIFT & FORM_MASK, mark) {
            (NEUTRAL, _)
            | (POINT_ONLY | EITHER_POINT, DecimalMark::Point)
            | (COMMA_ONLY | EITHER_COMMA, DecimalMark::Comma) => Some((mantissa, scale)),
            (EITHER_POINT, DecimalMark::Comma) | (EITHER_COMMA, DecimalMark::Point) => Some((mantissa, 0)),
            _ => None,
        }
    }

    /// The currency of the column: the most frequent one that cells name, else `fallback`.
    ///
    /// A sign that several currencies share counts for the most frequent of those that are named in full.
    ///
    /// # Errors
    /// [`ImportError::AmbiguousCurrency`] at a tie.
    pub(super) fn currency(&self, fallback: Option<Currency>) -> Result<Currency, ImportError> {
        let mut counts = self.n_by_currency;
        counts[Currency::None as usize] = 0;
        for sign in [Currency::Dollar, Currency::Yen, Currency::Yuan] {
            let named = sign.candidates().iter().copied().filter(|&named| counts[named as usize] > 0);
            // Reversed, so that of equally frequent ones the first wins.
            if let Some(named) = named.rev().max_by_key(|&named| counts[named as usize]) {
                counts[named as usize] += std::mem::take(&mut counts[sign as usize]);
            }
        }
        let most = counts.iter().copied().max().unwrap_or(0);
        if most == 0 {
            return Ok(fallback.unwrap_or(Currency::None));
        }
        let mut winners = Currency::ALL.into_iter().filter(|&currency| counts[currency as usize] == most);
        match (winners.next(), winners.next()) {
            (Some(first), Some(second)) => Err(ImportError::AmbiguousCurrency {
                first: first.label().to_owned(),
                second: second.label().to_owned(),
            }),
            (winner, _) => Ok(winner.unwrap_or(Currency::None)),
        }
    }
}

/// Whether a cell that names `cell` belongs into a column in `column`.
pub(super) fn is_same_currency(cell: Currency, column: Currency) -> bool {
    cell == Currency::None
        || cell == column
        || cell.candidates().contains(&column)
        || column.candidates().contains(&cell)
}

/// Multiplies each number by the factor of its form; false where a product does not fit.
#[inline(never)]
fn scale_up(mantissas: &mut [i64], metas: &[u16], factors: &[i64]) -> bool {
    let mut fits = true;
    for (mantissa, &meta) in mantissas.iter_mut().zip(metas) {
        let (product, is_too_large) = mantissa.overflowing_mul(factors[usize::from(meta) % factors.len()]);
        fits &= !is_too_large;
        *mantissa = product;
    }
    fits
}

/// Decimals that are worth keeping: as written up to two, then without zeros at the end.
pub(super) fn scale_needed(mantissa: i128, scale: u8) -> u8 {
    let (mut mantissa, mut scale) = (mantissa, scale);
    while scale > 2 && mantissa % 10 == 0 {
        mantissa /= 10;
        scale -= 1;
    }
    scale
}

/// As [`scale_needed`], for small numbers.
pub(super) fn small_scale_needed(mantissa: i64, scale: u8) -> u8 {
    let (mut mantissa, mut scale) = (mantissa, scale);
    while scale > 2 && mantissa % 10 == 0 {
        mantissa /= 10;
        scale -= 1;
    }
    scale
}

/// The value in units of 10^-`to_scale`, rounded half to even; `None` when it does not fit 64 bits.
pub(super) fn rescaled(mantissa: i128, scale: u8, to_scale: u8) -> Option<i64> {
    if scale <= to_scale {
        return i64::try_from(mantissa.checked_mul(10_i128.pow(u32::from(to_scale - scale)))?).ok();
    }
    let unit = 10_i128.pow(u32::from(scale - to_scale));
    let (quotient, remainder) = (mantissa.div_euclid(unit), mantissa.rem_euclid(unit));
    let rounds_up = remainder * 2 > unit || (remainder * 2 == unit && quotient % 2 != 0);
    i64::try_from(quotient + i128::from(rounds_up)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(cells: &[&str]) -> AmountColumn {
        let mut column = AmountColumn::default();
        for cell in cells {
            let packed = column.observe(parse_amount(cell));
            column.push(packed);
        }
        column
    }

    #[test]
    fn the_majority_decides_what_a_point_means() {
        let european = column(&["1.234,56", "0,99", "1.234", "7"]);
        assert_eq!(european.decimal_mark(), Some(DecimalMark::Comma));
        assert_eq!(european.value(european.get(2), DecimalMark::Comma), Some((1234, 0)));
        assert_eq!(european.value(european.get(2), DecimalMark::Point), Some((1234, 3)));
        assert_eq!(column(&["1,5", "1.5"]).decimal_mark(), None);
    }

    #[test]
    fn a_dollar_sign_joins_the_dollar_that_is_named() {
        assert_eq!(column(&["NT$1", "$2", "US$3"]).currency(None), Ok(Currency::Twd));
        assert_eq!(column(&["$2"]).currency(None), Ok(Currency::Dollar));
        assert!(column(&["€2", "US$3"]).currency(None).is_err());
        assert_eq!(column(&["2"]).currency(Some(Currency::Eur)), Ok(Currency::Eur));
        assert!(
            is_same_currency(Currency::Dollar, Currency::Twd)
                && !is_same_currency(Currency::Yen, Currency::Twd)
        );
    }

    #[test]
    fn rounding_is_half_to_even_on_both_sides_of_zero() {
        assert_eq!(rescaled(25, 1, 0), Some(2));
        assert_eq!(rescaled(35, 1, 0), Some(4));
        assert_eq!(rescaled(-25, 1, 0), Some(-2));
        assert_eq!(rescaled(-26, 1, 0), Some(-3));
        assert_eq!(rescaled(7, 0, 2), Some(700));
        assert_eq!(scale_needed(12_500, 4), 2);
        assert_eq!(scale_needed(12_501, 4), 4);
    }
}
