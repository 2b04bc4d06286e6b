//! Packed amounts in blocks of rows that take as few bytes as their digits need.
//!
//! In:   mantissas and what is known of each cell, row by row.
//! Out:  the same, row by row or a block at a time.
//! Cost: one to eight bytes a row for the digits; two more only in blocks whose cells are not all of one form.

/// Rows of a block.
pub(super) const BLOCK_ROWS: usize = 1 << 14;

/// Rows in blocks; the last one is open.
#[derive(Debug, Clone, Default)]
pub(super) struct PackedBlocks {
    closed: Vec<Block>,
    mantissas: Vec<i64>,
    metas: Vec<u16>,
}

#[derive(Debug, Clone)]
struct Block {
    digits: Digits,
    metas: Metas,
}

/// Mantissas in the narrowest type that holds them all.
#[derive(Debug, Clone)]
enum Digits {
    OneByte(Box<[i8]>),
    TwoBytes(Box<[i16]>),
    FourBytes(Box<[i32]>),
    EightBytes(Box<[i64]>),
}

#[derive(Debug, Clone)]
enum Metas {
    Same(u16),
    Each(Box<[u16]>),
}

/// What is known of the cells of a block besides their digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Forms<'a> {
    /// The same of all.
    Same(u16),
    /// One entry for each cell.
    Each(&'a [u16]),
}

impl Digits {
    fn new(mantissas: &[i64]) -> Self {
        // A number fits n bits if it is its own lowest n bits; the others are folded into one.
        let spread = mantissas.iter().fold(0, |spread, &mantissa| spread | (mantissa ^ (mantissa >> 63)));
        match 64 - spread.leading_zeros() {
            0..=7 => Self::OneByte(mantissas.iter().map(|&mantissa| mantissa as i8).collect()),
            8..=15 => Self::TwoBytes(mantissas.iter().map(|&mantissa| mantissa as i16).collect()),
            16..=31 => Self::FourBytes(mantissas.iter().map(|&mantissa| mantissa as i32).collect()),
            _ => Self::EightBytes(mantissas.into()),
        }
    }

    fn get(&self, idx: usize) -> i64 {
        match self {
            Self::OneByte(digits) => digits[idx].into(),
            Self::TwoBytes(digits) => digits[idx].into(),
            Self::FourBytes(digits) => digits[idx].into(),
            Self::EightBytes(digits) => digits[idx],
        }
    }
}

impl PackedBlocks {
    /// Appends a row.
    pub(super) fn push(&mut self, mantissa: i64, meta: u16) {
        self.mantissas.push(mantissa);
        self.metas.push(meta);
        if self.mantissas.len() == BLOCK_ROWS {
            self.close();
        }
    }

    #[inline(never)]
    fn close(&mut self) {
        let first = self.metas.first().copied().unwrap_or_default();
        let metas = if self.metas.iter().all(|&meta| meta == first) {
            Metas::Same(first)
        } else {
            Metas::Each(self.metas.as_slice().into())
        };
        self.closed.push(Block { digits: Digits::new(&self.mantissas), metas });
        self.mantissas.clear();
        self.metas.clear();
    }

    /// Number of rows.
    pub(super) fn len(&self) -> usize {
        self.closed.len() * BLOCK_ROWS + self.mantissas.len()
    }

    /// Mantissa and what else is known of a row.
    pub(super) fn get(&self, row: usize) -> (i64, u16) {
        let (block, idx) = (row / BLOCK_ROWS, row % BLOCK_ROWS);
        match self.closed.get(block) {
            Some(Block { digits, metas }) => {
                let meta = match metas {
                    Metas::Same(meta) => *meta,
                    Metas::Each(metas) => metas[idx],
                };
                (digits.get(idx), meta)
            }
            None => (self.mantissas[idx], self.metas[idx]),
        }
    }

    /// Number of blocks.
    pub(super) fn n_blocks(&self) -> usize {
        self.len().div_ceil(BLOCK_ROWS)
    }

    /// What is known of the cells of a block.
    pub(super) fn forms(&self, block: usize) -> Forms<'_> {
        match self.closed.get(block) {
            Some(Block { metas: Metas::Same(meta), .. }) => Forms::Same(*meta),
            Some(Block { metas: Metas::Each(metas), .. }) => Forms::Each(metas),
            None => match self.metas.split_first() {
                Some((first, rest)) if rest.iter().all(|meta| meta == first) => Forms::Same(*first),
                _ => Forms::Each(&self.metas),
            },
        }
    }

    /// Replaces the contents of `mantissas` by those of a block.
    #[inline(never)]
    pub(super) fn load(&self, block: usize, mantissas: &mut Vec<i64>) {
        mantissas.clear();
        match self.closed.get(block).map(|block| &block.digits) {
            Some(Digits::OneByte(digits)) => mantissas.extend(digits.iter().map(|&digit| i64::from(digit))),
            Some(Digits::TwoBytes(digits)) => mantissas.extend(digits.iter().map(|&digit| i64::from(digit))),
            Some(Digits::FourBytes(digits)) => mantissas.extend(digits.iter().map(|&digit| i64::from(digit))),
            Some(Digits::EightBytes(digits)) => mantissas.extend_from_slice(digits),
            None => mantissas.extend_from_slice(&self.mantissas),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_back_from_blocks_of_every_width() {
        let widths =
            [3_i64, -128, 127, 128, -32_768, 40_000, i64::from(i32::MIN), 1 << 31, i64::MIN, i64::MAX];
        let value = |row: usize| {
            let width = widths[row / BLOCK_ROWS % widths.len()];
            if row.is_multiple_of(5) { width } else { (row % 3) as i64 - 1 }
        };
        let meta = |row: usize| if (row / BLOCK_ROWS).is_multiple_of(2) { 8 } else { row as u16 % 4 };
        let n_rows = BLOCK_ROWS * widths.len() + 7;
        let mut column = PackedBlocks::default();
        for row in 0..n_rows {
            column.push(value(row), meta(row));
        }
        assert_eq!((column.len(), column.n_blocks()), (n_rows, widths.len() + 1));
        assert!((0..n_rows).all(|row| column.get(row) == (value(row), meta(row))));
        let mut mantissas = Vec::new();
        for block in 0..column.n_blocks() {
            column.load(block, &mut mantissas);
            let rows = block * BLOCK_ROWS..n_rows.min((block + 1) * BLOCK_ROWS);
            assert!(mantissas.iter().copied().eq(rows.clone().map(value)));
            match column.forms(block) {
                Forms::Same(form) => assert!(rows.clone().all(|row| meta(row) == form)),
                Forms::Each(forms) => assert!(forms.iter().copied().eq(rows.clone().map(meta))),
            }
        }
        assert_eq!(column.forms(0), Forms::Same(8));
        assert!(matches!(column.forms(1), Forms::Each(_)));
    }
}
