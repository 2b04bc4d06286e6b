//! Byte offsets of physical lines, counted on the raw bytes of a file.
//!
//! In:   raw bytes in any slicing.
//! Out:  a [`RowIndex`] whose lines are numbered as in the report: CRLF, LF and CR end one line each.
//!
//! In every encoding but UTF-16 a byte that looks like a line end is one, so nothing has to be decoded.

use crate::data::RowIndex;
use memchr::{memchr, memchr_iter, memchr2_iter};

/// Bytes whose lines are counted together.
const PART_BYTES: usize = 1 << 12;

/// Counts lines.
pub(super) struct LineIndex {
    index: RowIndex,
    line: u32,
    offset: u64,
    /// Offset of a CR at which a line ends unless a LF follows.
    open_cr: Option<u64>,
    unit: CodeUnit,
}

/// How line ends are found in the bytes.
enum CodeUnit {
    Byte,
    Pair { is_big_endian: bool, open_byte: Option<u8> },
}

impl LineIndex {
    /// `is_big_endian` is given for UTF-16.
    pub(super) fn new(is_big_endian: Option<bool>) -> Self {
        let mut index = RowIndex::default();
        index.note(1, 0);
        let unit = match is_big_endian {
            None => CodeUnit::Byte,
            Some(is_big_endian) => CodeUnit::Pair { is_big_endian, open_byte: None },
        };
        Self { index, line: 1, offset: 0, open_cr: None, unit }
    }

    /// Adds the next bytes.
    pub(super) fn push(&mut self, raw: &[u8]) {
        if let CodeUnit::Pair { is_big_endian, mut open_byte } = self.unit {
            for (idx, &byte) in raw.iter().enumerate() {
                match open_byte.take() {
                    None => open_byte = Some(byte),
                    Some(first) => {
                        let unit = if is_big_endian { [first, byte] } else { [byte, first] };
                        if let [0, end @ (b'\n' | b'\r')] = unit {
                            self.end_line(end, self.offset + idx as u64 - 1, 2);
                        }
                    }
                }
            }
            self.unit = CodeUnit::Pair { is_big_endian, open_byte };
            self.offset += raw.len() as u64;
        } else {
            // Lines without an entry are only counted, many at a time.
            for part in raw.chunks(PART_BYTES) {
                self.push_bytes(part);
                self.offset += part.len() as u64;
            }
        }
    }

    fn push_bytes(&mut self, part: &[u8]) {
        if self.open_cr.is_none() && memchr(b'\r', part).is_none() {
            let n_lines = memchr_iter(b'\n', part).count() as u32;
            let line = self.line.saturating_add(n_lines);
            if line < self.index.next_line() {
                self.line = line;
                return;
            }
        }
        for at in memchr2_iter(b'\n', b'\r', part) {
            self.end_line(part[at], self.offset + at as u64, 1);
        }
    }

    fn end_line(&mut self, byte: u8, offset: u64, unit_bytes: u64) {
        if let Some(cr) = self.open_cr.take() {
            let is_crlf = byte == b'\n' && offset == cr + unit_bytes;
            self.start_line(if is_crlf { offset } else { cr } + unit_bytes);
            if is_crlf {
                return;
            }
        }
        if byte == b'\r' {
            self.open_cr = Some(offset);
        } else {
            self.start_line(offset + unit_bytes);
        }
    }

    fn start_line(&mut self, offset: u64) {
        self.line = self.line.saturating_add(1);
        self.index.note(self.line, offset);
    }

    /// The index of all lines.
    pub(super) fn finish(self) -> RowIndex {
        self.index
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_found_in_any_slicing() {
        let text: String = (0..1_200).map(|n| format!("{n}{}", ["\r\n", "\n", "\r"][n % 3])).collect();
        let offset = text.find("\n512").map(|at| at as u64 + 1);
        for slice_bytes in [1, 2, 7, 100_000] {
            let mut index = LineIndex::new(None);
            for slice in text.as_bytes().chunks(slice_bytes) {
                index.push(slice);
            }
            assert_eq!(Some(index.finish().at_or_above(600)), offset.map(|offset| (513, offset)));
        }
    }

    #[test]
    fn utf16_counts_pairs() {
        let bytes: Vec<u8> = "a\r\n".repeat(600).encode_utf16().flat_map(u16::to_le_bytes).collect();
        let mut index = LineIndex::new(Some(false));
        for slice in bytes.chunks(3) {
            index.push(slice);
        }
        assert_eq!(index.finish().at_or_above(513), (513, 512 * 6));
    }
}
