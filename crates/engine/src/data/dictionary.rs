//! A dictionary that numbers distinct texts.
//!
//! Cost: about one cache miss a look-up for texts of up to eight bytes, whose bytes are the key itself; two or
//! three for longer ones, which are compared. Nothing at all is looked up while texts come in ascending order,
//! as order numbers in most files do: a text above the last one is new.

use super::TextColumn;
use super::byte_hash::{compare, hash, packed};
use std::cmp::Ordering;

/// Numbers distinct texts from 0 in order of first appearance.
#[derive(Debug, Clone, Default)]
pub struct Dictionary {
    texts: TextColumn,
    /// Open addressing with a power of two of slots, of which at most three quarters are taken. Empty while
    /// the texts ascend.
    slots: Vec<Slot>,
}

/// Key and code of one text, in three words so that nothing is lost to alignment.
#[derive(Debug, Clone, Copy)]
struct Slot {
    key: [u32; 2],
    code: u32,
}

impl Slot {
    const EMPTY: Self = Self { key: [0; 2], code: u32::MAX };

    fn new(key: u64, code: u32) -> Self {
        Self { key: [key as u32, (key >> 32) as u32], code }
    }

    fn key(self) -> u64 {
        u64::from(self.key[0]) | (u64::from(self.key[1]) << 32)
    }
}

/// Keys with this bit stand for texts that have to be compared.
const IS_LONG: u64 = 1 << 63;

/// A number that tells short texts apart for certain and long ones nearly so.
fn key_of(text: &str) -> u64 {
    match packed(text.as_bytes()) {
        Some(key) if key & IS_LONG == 0 => key,
        _ => hash(text.as_bytes()) | IS_LONG,
    }
}

/// Where the search for a key begins in a table of `n_slots`.
fn first_slot(key: u64, n_slots: usize) -> usize {
    let mixed = (key ^ (key >> 32)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    // The upper bits of a product are the well mixed ones.
    (mixed >> 32) as usize & (n_slots - 1)
}

/// Shorter before longer, and by bytes among texts of one length, as numbers are.
fn by_length(a: &str, b: &str) -> Ordering {
    a.len().cmp(&b.len()).then_with(|| compare(a.as_bytes(), b.as_bytes()))
}

impl Dictionary {
    /// An empty dictionary.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The code of `text`, which is given the next free one when it is new.
    pub fn intern(&mut self, text: &str) -> u32 {
        if self.slots.is_empty() {
            let order = self.texts.last().map_or(Ordering::Greater, |last| by_length(text, last));
            match order {
                Ordering::Greater => return self.push(text),
                Ordering::Equal => return self.len() as u32 - 1,
                Ordering::Less => self.build_slots(),
            }
        }
        let key = key_of(text);
        let mut at = first_slot(key, self.slots.len());
        loop {
            let slot = self.slots[at];
            if slot.code == u32::MAX {
                break;
            }
            if slot.key() == key && (key & IS_LONG == 0 || self.get(slot.code) == text) {
                return slot.code;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
        let code = self.push(text);
        self.slots[at] = Slot::new(key, code);
        if self.texts.len() * 4 > self.slots.len() * 3 {
            self.grow();
        }
        code
    }

    fn push(&mut self, text: &str) -> u32 {
        let code = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.texts.push(text);
        code
    }

    fn build_slots(&mut self) {
        self.slots = vec![Slot::EMPTY; (self.texts.len() * 2).next_power_of_two().max(16)];
        for (code, text) in self.texts.iter().enumerate() {
            insert(&mut self.slots, Slot::new(key_of(text), code as u32));
        }
    }

    fn grow(&mut self) {
        let mut slots = vec![Slot::EMPTY; self.slots.len() * 2];
        for &slot in self.slots.iter().filter(|slot| slot.code != u32::MAX) {
            insert(&mut slots, slot);
        }
        self.slots = slots;
    }

    /// The code of `text`, if it is known.
    #[must_use]
    pub fn code_of(&self, text: &str) -> Option<u32> {
        if self.slots.is_empty() {
            let (mut low, mut high) = (0, self.len());
            while low < high {
                let middle = low.midpoint(high);
                match by_length(self.texts.get(middle), text) {
                    Ordering::Less => low = middle + 1,
                    Ordering::Equal => return u32::try_from(middle).ok(),
                    Ordering::Greater => high = middle,
                }
            }
            return None;
        }
        let key = key_of(text);
        let mut at = first_slot(key, self.slots.len());
        loop {
            let slot = self.slots[at];
            if slot.code == u32::MAX {
                return None;
            }
            if slot.key() == key && (key & IS_LONG == 0 || self.get(slot.code) == text) {
                return Some(slot.code);
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    /// The text of `code`; empty when there is none.
    #[must_use]
    pub fn get(&self, code: u32) -> &str {
        self.texts.get(code as usize)
    }

    /// Number of distinct texts.
    #[must_use]
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether nothing was interned yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// The distinct texts in order of their codes.
    #[must_use]
    pub fn texts(&self) -> &TextColumn {
        &self.texts
    }

    /// Gives up the index and keeps the texts.
    #[must_use]
    pub fn into_texts(self) -> TextColumn {
        self.texts
    }
}

/// Puts a slot whose text is in no other one into a table with room for it.
fn insert(slots: &mut [Slot], slot: Slot) {
    let mut at = first_slot(slot.key(), slots.len());
    while slots[at].code != u32::MAX {
        at = (at + 1) & (slots.len() - 1);
    }
    slots[at] = slot;
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn equal_texts_share_a_code() {
        let mut dictionary = Dictionary::new();
        let codes: Vec<u32> =
            ["a", "", "ab", "a", "", "顧客"].iter().map(|text| dictionary.intern(text)).collect();
        assert_eq!(codes, [0, 1, 2, 0, 1, 3]);
        assert_eq!(dictionary.get(3), "顧客");
        assert_eq!(dictionary.code_of("b"), None);
    }

    #[test]
    fn ten_thousand_texts_keep_their_codes() {
        let mut dictionary = Dictionary::new();
        for n in 0..10_000_u32 {
            assert_eq!(dictionary.intern(&format!("C-{n:05}")), n);
        }
        assert_eq!(dictionary.code_of("C-09999"), Some(9_999));
        assert_eq!(dictionary.code_of("C-10000"), None);
        for n in (0..10_000_u32).rev() {
            assert_eq!(dictionary.intern(&format!("C-{n:05}")), n);
        }
    }

    proptest! {
        #[test]
        fn codes_are_those_of_a_plain_list(texts in prop::collection::vec("[a-c\u{0}]{0,9}|[ab]{0,2}[客é]{0,3}", 0..200)) {
            let (mut dictionary, mut list) = (Dictionary::new(), Vec::<String>::new());
            for text in &texts {
                let code = list.iter().position(|known| known == text).unwrap_or_else(|| {
                    list.push(text.clone());
                    list.len() - 1
                });
                prop_assert_eq!(dictionary.intern(text), code as u32);
            }
            for (code, text) in list.iter().enumerate() {
                prop_assert_eq!(dictionary.code_of(text), Some(code as u32));
                prop_assert_eq!(dictionary.get(code as u32), text);
            }
            prop_assert_eq!(dictionary.code_of("zz"), None);
        }
    }
}
