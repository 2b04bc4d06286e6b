//! A bit per row.

/// Which of `len` rows are selected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mask {
    words: Vec<u64>,
    len: usize,
}

impl Mask {
    /// A mask with every row selected.
    #[must_use]
    pub fn all(len: usize) -> Self {
        let mut mask = Self { words: vec![u64::MAX; len.div_ceil(64)], len };
        if let (Some(last), rest @ 1..) = (mask.words.last_mut(), len % 64) {
            *last = (1 << rest) - 1;
        }
        mask
    }

    /// A mask with no row selected.
    #[must_use]
    pub fn none(len: usize) -> Self {
        Self { words: vec![0; len.div_ceil(64)], len }
    }

    /// A mask with the rows selected for which `keep` holds.
    #[must_use]
    pub fn from_fn(len: usize, mut keep: impl FnMut(usize) -> bool) -> Self {
        let mut mask = Self::none(len);
        for idx in 0..len {
            if keep(idx) {
                mask.set(idx);
            }
        }
        mask
    }

    /// Number of rows, selected or not.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether the mask has no rows at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Whether row `idx` is selected.
    #[must_use]
    pub fn get(&self, idx: usize) -> bool {
        self.words[idx / 64] >> (idx % 64) & 1 == 1
    }

    /// Selects row `idx`.
    pub fn set(&mut self, idx: usize) {
        self.words[idx / 64] |= 1 << (idx % 64);
    }

    /// Number of selected rows.
    #[must_use]
    pub fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Keeps only rows that `other` selects too.
    pub fn intersect(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= other;
        }
    }

    /// Indexes of the selected rows, ascending.
    pub fn iter(&self) -> impl Iterator<Item = usize> {
        self.words.iter().enumerate().flat_map(|(idx, &word)| {
            let mut rest = word;
            std::iter::from_fn(move || {
                if rest == 0 {
                    return None;
                }
                let bit = rest.trailing_zeros() as usize;
                rest &= rest - 1;
                Some(idx * 64 + bit)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Mask;

    #[test]
    fn all_selects_exactly_the_rows_there_are() {
        for len in [0, 1, 63, 64, 65, 200] {
            assert_eq!(Mask::all(len).count(), len);
            assert_eq!(Mask::all(len).iter().collect::<Vec<_>>(), (0..len).collect::<Vec<_>>());
        }
    }

    #[test]
    fn intersection_keeps_common_rows() {
        let mut even = Mask::from_fn(130, |idx| idx % 2 == 0);
        even.intersect(&Mask::from_fn(130, |idx| idx % 3 == 0));
        assert_eq!(even.iter().collect::<Vec<_>>(), (0..130).filter(|idx| idx % 6 == 0).collect::<Vec<_>>());
    }
}
