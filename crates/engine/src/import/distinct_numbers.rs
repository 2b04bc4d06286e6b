//! How many different numbers a column has, up to a limit.
//!
//! Cost: a bit for each small number; a look-up for others, and none for those met lately.

use rustc_hash::FxHashSet;

/// Numbers below this have a bit each: half a mebibyte at most.
const N_BITS: u64 = 1 << 22;

/// Counts distinct numbers.
#[derive(Debug)]
pub(super) struct DistinctNumbers {
    limit: usize,
    bits: Vec<u64>,
    n_bits: usize,
    others: FxHashSet<u64>,
    recent: Vec<Option<u64>>,
}

impl DistinctNumbers {
    /// Counts up to `limit`.
    pub(super) fn up_to(limit: usize) -> Self {
        Self { limit, bits: Vec::new(), n_bits: 0, others: FxHashSet::default(), recent: Vec::new() }
    }

    /// Adds numbers, unless there are enough already.
    #[inline(never)]
    pub(super) fn add(&mut self, numbers: &[i64]) {
        if self.len() >= self.limit {
            return;
        }
        for &number in numbers {
            let number = number.cast_unsigned();
            if number >= N_BITS {
                self.add_other(number);
                continue;
            }
            let idx = (number / 64) as usize;
            if idx >= self.bits.len() {
                self.bits.resize((idx + 1).next_power_of_two(), 0);
            }
            let bit = 1 << (number % 64);
            self.n_bits += usize::from(self.bits[idx] & bit == 0);
            self.bits[idx] |= bit;
        }
    }

    /// Adds a number that may be any 64 bits.
    pub(super) fn add_other(&mut self, number: u64) {
        if self.recent.is_empty() {
            self.recent = vec![None; 1 << 12];
        }
        let slot = &mut self.recent[(number.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 52) as usize];
        if *slot != Some(number) && self.others.len() < self.limit {
            *slot = Some(number);
            self.others.insert(number);
        }
    }

    /// Distinct numbers so far, at most the limit.
    pub(super) fn len(&self) -> usize {
        (self.n_bits + self.others.len()).min(self.limit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_and_large_numbers_are_counted_once_each() {
        let mut distinct = DistinctNumbers::up_to(100);
        for _ in 0..2 {
            distinct.add(&[0, 1, -1, 64, 1, i64::MAX, i64::MIN, N_BITS as i64, N_BITS as i64 - 1]);
            distinct.add_other(9 << 56);
        }
        assert_eq!(distinct.len(), 9);
        distinct.add(&(0..1_000).collect::<Vec<_>>());
        assert_eq!(distinct.len(), 100);
    }
}
