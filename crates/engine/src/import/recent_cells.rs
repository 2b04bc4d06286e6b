//! Codes of the cells a column had lately, by the bytes of the cells themselves.
//!
//! Columns that group rows have few distinct cells, so nearly every cell is found here: one look at a small table,
//! and no text is compared, since up to sixteen bytes are two numbers.

use super::id::trimmed;

/// Slots; a power of two.
const N_SLOTS: usize = 256;

/// Cells of more bytes are compared as texts.
const MAX_BYTES: usize = 16;

/// A cell of up to sixteen bytes: its first eight bytes, its last eight where it has more, and its length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Key {
    head: u64,
    tail: u64,
    len: u32,
}

impl Key {
    /// No cell has this length.
    const NONE: Self = Self { head: 0, tail: 0, len: u32::MAX };

    /// The key of `text[start..end]`; `None` of longer cells.
    fn of(text: &[u8], start: usize, end: usize) -> Option<Self> {
        let len = end - start;
        if len > MAX_BYTES {
            return None;
        }
        let tail = if len > 8 { word(text, end - 8, 8) } else { 0 };
        Some(Self { head: word(text, start, len.min(8)), tail, len: len as u32 })
    }

    fn slot(self) -> usize {
        // The upper bits of a product are the well mixed ones.
        let mixed =
            (self.head ^ self.tail.rotate_left(29) ^ u64::from(self.len)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        (mixed >> 56) as usize % N_SLOTS
    }
}

/// Up to eight bytes at `at` as a number, zeros behind them.
fn word(text: &[u8], at: usize, len: usize) -> u64 {
    let mask = u64::MAX.checked_shr(64 - len as u32 * 8).unwrap_or(0);
    match text.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        Some(bytes) => u64::from_le_bytes(*bytes) & mask,
        // The end of the text is near.
        None => text[at..at + len].iter().rev().fold(0, |word, &byte| (word << 8) | u64::from(byte)),
    }
}

/// The memory of one column.
#[derive(Debug)]
pub(super) struct RecentCells {
    slots: Box<[(Key, u32); N_SLOTS]>,
}

impl Default for RecentCells {
    fn default() -> Self {
        Self { slots: Box::new([(Key::NONE, 0); N_SLOTS]) }
    }
}

impl RecentCells {
    /// The code of the cell `text[start..end]`, which `intern` gives where it is not remembered.
    pub(super) fn code(
        &mut self,
        text: &[u8],
        (start, end): (usize, usize),
        intern: impl FnOnce() -> u32,
    ) -> u32 {
        let Some(key) = Key::of(text, start, end) else {
            return intern();
        };
        let (known, code) = &mut self.slots[key.slot()];
        if *known != key {
            *code = intern();
            *known = key;
        }
        *code
    }
}

/// A cell without white space at its ends, as its place in `text`; `valid` is the part of it that is UTF-8.
pub(super) fn trimmed_place(text: &[u8], valid: &str, (start, end): (usize, usize)) -> (usize, usize) {
    let is_trimmed = start == end || (text[start].is_ascii_graphic() && text[end - 1].is_ascii_graphic());
    if is_trimmed {
        return (start, end);
    }
    let cell = valid.get(start..end).unwrap_or("");
    let bare = trimmed(cell);
    let start = start + (bare.as_ptr() as usize - cell.as_ptr() as usize);
    (start, start + bare.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn codes_are_those_of_the_cells(cells in prop::collection::vec("[ab\u{0}é]{0,20}", 0..60)) {
            let text = cells.concat();
            let mut recent = RecentCells::default();
            let mut list: Vec<&str> = Vec::new();
            let mut start = 0;
            for cell in &cells {
                let place = (start, start + cell.len());
                start = place.1;
                let code = recent.code(text.as_bytes(), place, || {
                    list.iter().position(|known| known == cell).unwrap_or_else(|| {
                        list.push(cell);
                        list.len() - 1
                    }) as u32
                });
                prop_assert_eq!(list[code as usize], cell);
            }
        }

        #[test]
        fn trimming_a_place_is_trimming_the_cell(cell in "[ \t\u{3000}aé]{0,6}", before in "[aé]{0,3}") {
            let text = format!("{before}{cell}x");
            let (start, end) = trimmed_place(text.as_bytes(), &text, (before.len(), before.len() + cell.len()));
            prop_assert_eq!(&text[start..end], cell.trim());
        }
    }
}
