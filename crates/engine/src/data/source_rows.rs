//! Where a row came from: file, line and byte offset.

use serde::{Deserialize, Serialize};

/// What the rows of a file are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FileKind {
    /// One row per order line.
    Transactions,
    /// One row per customer.
    Customers,
    /// One row per product, place or other thing that a key column of another file names.
    Lookup,
}

/// A file rows were read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceFile {
    /// Name as the user knows it.
    pub name: String,
    /// What its rows are.
    pub kind: FileKind,
    /// Size in bytes.
    pub n_bytes: u64,
}

/// One row of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceRow {
    /// Index into the data set's files.
    pub file: u16,
    /// Physical line, from 1, on which the record starts.
    pub line: u32,
}

/// A sparse index from lines to byte offsets, which gives back the original text of a row on demand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RowIndex {
    /// `(line, byte offset of that line's first byte)`, ascending, about one entry in 512 lines.
    entries: Vec<(u32, u64)>,
}

impl RowIndex {
    /// Lines between two entries.
    pub const STRIDE: u32 = 512;

    /// Notes that `line` starts at `offset`, unless an entry close above it is already kept.
    pub fn note(&mut self, line: u32, offset: u64) {
        if self.entries.last().is_none_or(|&(last, _)| line >= last + Self::STRIDE) {
            self.entries.push((line, offset));
        }
    }

    /// The first line that would be given an entry.
    #[must_use]
    pub fn next_line(&self) -> u32 {
        self.entries.last().map_or(0, |&(last, _)| last.saturating_add(Self::STRIDE))
    }

    /// The entry at or above `line`: `(its line, its byte offset)`.
    #[must_use]
    pub fn at_or_above(&self, line: u32) -> (u32, u64) {
        let idx = self.entries.partition_point(|&(entry, _)| entry <= line);
        if idx == 0 { (1, 0) } else { self.entries[idx - 1] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_entry_above_a_line_is_found() {
        let mut index = RowIndex::default();
        for line in 1..=2_000 {
            index.note(line, u64::from(line) * 10);
        }
        assert_eq!(index.at_or_above(1), (1, 10));
        assert_eq!(index.at_or_above(512), (1, 10));
        assert_eq!(index.at_or_above(513), (513, 5_130));
        assert_eq!(index.at_or_above(2_000), (1_537, 15_370));
        assert_eq!(RowIndex::default().at_or_above(9), (1, 0));
    }
}
