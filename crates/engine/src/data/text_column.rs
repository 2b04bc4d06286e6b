//! Many short texts in one allocation, and a dictionary that numbers distinct ones.

use hashbrown::HashTable;
use rustc_hash::FxHasher;
use std::hash::Hasher;

/// A column of texts kept end to end in one string.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextColumn {
    text: String,
    ends: Vec<u32>,
}

impl TextColumn {
    /// An empty column.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends one text.
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }

    /// Number of texts.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The text at `idx`; empty when there is none.
    #[must_use]
    pub fn get(&self, idx: usize) -> &str {
        let Some(&end) = self.ends.get(idx) else {
            return "";
        };
        let start = if idx == 0 { 0 } else { self.ends[idx - 1] as usize };
        self.text.get(start..end as usize).unwrap_or("")
    }

    /// All texts in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|idx| self.get(idx))
    }

    /// Bytes held.
    #[must_use]
    pub fn n_bytes(&self) -> usize {
        self.text.capacity() + self.ends.capacity() * size_of::<u32>()
    }
}

impl<'a> FromIterator<&'a str> for TextColumn {
    fn from_iter<I: IntoIterator<Item = &'a str>>(texts: I) -> Self {
        let mut column = Self::new();
        for text in texts {
            column.push(text);
        }
        column
    }
}

/// Numbers distinct texts from 0 in order of first appearance.
#[derive(Debug, Clone, Default)]
pub struct Dictionary {
    texts: TextColumn,
    table: HashTable<u32>,
}

impl Dictionary {
    /// An empty dictionary.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The code of `text`, which is given the next free one when it is new.
    pub fn intern(&mut self, text: &str) -> u32 {
        let hash = hash_of(text);
        if let Some(&code) = self.table.find(hash, |&code| self.texts.get(code as usize) == text) {
            return code;
        }
        let code = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.texts.push(text);
        let texts = &self.texts;
        self.table.insert_unique(hash, code, |&code| hash_of(texts.get(code as usize)));
        code
    }

    /// The code of `text`, if it is known.
    #[must_use]
    pub fn code_of(&self, text: &str) -> Option<u32> {
        self.table.find(hash_of(text), |&code| self.texts.get(code as usize) == text).copied()
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

fn hash_of(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

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
    }
}
