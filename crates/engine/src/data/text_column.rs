//! Many short texts in one allocation.

/// Size from which a column grows by a quarter instead of doubling: the memory of a page never shrinks.
const GENTLE_BYTES: usize = 4 << 20;

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
        if self.text.capacity() - self.text.len() < text.len() && self.text.capacity() >= GENTLE_BYTES {
            self.text.reserve_exact(self.text.capacity() / 4 + text.len());
        }
        if self.ends.len() == self.ends.capacity() && self.ends.capacity() >= GENTLE_BYTES {
            self.ends.reserve_exact(self.ends.capacity() / 4);
        }
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

    /// The text that was pushed last.
    #[must_use]
    pub fn last(&self) -> Option<&str> {
        self.ends.len().checked_sub(1).map(|idx| self.get(idx))
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
