//! Where delimiters, line ends and quotes stand in a stretch of text, found sixty-four bytes at a time.
//!
//! In:   text and its delimiter.
//! Out:  the cells of one line after another, as long as lines are of the common kind: complete, and quoted only
//!       where whole cells are. Every other line is left to the scanner.
//! Cost: one pass over the text with vector instructions, and a few instructions for each cell.

use super::block_masks::{BLOCK_BYTES, Needles};
use super::scan::MAX_RECORD_BYTES;

/// Marks of one stretch of text.
#[derive(Debug)]
pub(super) struct TextIndex {
    delimiter: u8,
    /// Whether the delimiter is none of the other characters that are looked for.
    is_usable: bool,
    /// Positions of delimiters, line ends and quotes.
    marks: Vec<u32>,
    /// The first mark that is not behind the reader.
    at: usize,
    /// By block, whether it has controls other than line ends and delimiters, or bytes that are not ASCII.
    odd_blocks: Vec<bool>,
}

/// A line whose cells were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line {
    /// Where it ends, without its line end.
    pub(super) end: usize,
    /// Where the next one starts.
    pub(super) next: usize,
}

impl TextIndex {
    pub(super) fn new(delimiter: u8) -> Self {
        let is_usable = !matches!(delimiter, b'"' | b'\n' | b'\r');
        Self { delimiter, is_usable, marks: Vec::new(), at: 0, odd_blocks: Vec::new() }
    }

    /// Forgets the text before and marks this one.
    pub(super) fn mark(&mut self, text: &[u8]) {
        self.marks.clear();
        self.odd_blocks.clear();
        self.at = 0;
        if !self.is_usable || u32::try_from(text.len()).is_err() {
            return;
        }
        let needles = Needles::new(self.delimiter);
        let (blocks, rest) = text.as_chunks::<BLOCK_BYTES>();
        for (idx, block) in blocks.iter().enumerate() {
            self.mark_block(needles, block, idx);
        }
        if !rest.is_empty() {
            // Filled up with a character that is nothing special.
            let mut block = [b'0'; BLOCK_BYTES];
            block[..rest.len()].copy_from_slice(rest);
            self.mark_block(needles, &block, blocks.len());
        }
    }

    fn mark_block(&mut self, needles: Needles, block: &[u8; BLOCK_BYTES], idx: usize) {
        let masks = needles.masks(block);
        self.odd_blocks.push(masks.odd != 0);
        let start = (idx * BLOCK_BYTES) as u32;
        let mut left = masks.marks;
        // Extending by a length known before is one check of room for all marks of a block.
        self.marks.extend((0..masks.marks.count_ones()).map(|_| {
            let at = left.trailing_zeros();
            left &= left.wrapping_sub(1);
            start + at
        }));
    }

    /// Finds the cells of the line at `start`, as spans from there. `None` for lines that are not of the common
    /// kind or not complete.
    pub(super) fn line(&mut self, text: &[u8], start: usize, spans: &mut Vec<(u32, u32)>) -> Option<Line> {
        while self.marks.get(self.at).is_some_and(|&mark| (mark as usize) < start) {
            self.at += 1;
        }
        spans.clear();
        let mut marks = self.marks.get(self.at..)?.iter();
        let mut cell = start;
        loop {
            let mut mark = *marks.next()? as usize;
            let mut span = (cell, mark);
            if text[mark] == b'"' {
                if mark != cell {
                    return None;
                }
                // A cell in quotes that has to be: it holds a delimiter, no quote and no line end.
                let mut n_delimiters = 0;
                let end = loop {
                    let at = *marks.next()? as usize;
                    match text[at] {
                        b'"' => break at,
                        b'\n' | b'\r' => return None,
                        _ => n_delimiters += 1,
                    }
                };
                mark = *marks.next()? as usize;
                // A tab inside quotes is a control character, which only the scanner tells from one between cells.
                let is_control = self.delimiter < b' ';
                if is_control || n_delimiters == 0 || mark != end + 1 || text[mark] == b'"' {
                    return None;
                }
                span = (cell + 1, end);
            }
            spans.push(((span.0 - start) as u32, (span.1 - start) as u32));
            let next = match text[mark] {
                b'\n' => mark + 1,
                b'\r' if text.get(mark + 1) == Some(&b'\n') => {
                    marks.next();
                    mark + 2
                }
                b'\r' => return None,
                _ => {
                    cell = mark + 1;
                    continue;
                }
            };
            if mark - start > MAX_RECORD_BYTES {
                return None;
            }
            self.at = self.marks.len() - marks.len();
            return Some(Line { end: mark, next });
        }
    }

    /// As [`TextIndex::line`] for lines without quotes that have `n_cells` cells; the cells are appended to `cells`,
    /// as places in the text. May leave some cells there when it returns `None`.
    pub(super) fn plain_line(
        &mut self,
        text: &[u8],
        start: usize,
        n_cells: usize,
        cells: &mut Vec<(u32, u32)>,
    ) -> Option<Line> {
        while self.marks.get(self.at).is_some_and(|&mark| (mark as usize) < start) {
            self.at += 1;
        }
        let (&last, delimiters) = self.marks.get(self.at..self.at + n_cells)?.split_last()?;
        let mut cell = start as u32;
        let mut is_plain = true;
        cells.extend(delimiters.iter().map(|&mark| {
            is_plain &= text[mark as usize] == self.delimiter;
            (std::mem::replace(&mut cell, mark + 1), mark)
        }));
        cells.push((cell, last));
        let end = last as usize;
        let (n_marks, next) = match text[end] {
            b'\n' => (n_cells, end + 1),
            b'\r' if text.get(end + 1) == Some(&b'\n') => (n_cells + 1, end + 2),
            _ => return None,
        };
        if !is_plain || end - start > MAX_RECORD_BYTES {
            return None;
        }
        self.at += n_marks;
        Some(Line { end, next })
    }

    /// Lets the line at `start` be found once more.
    pub(super) fn go_back(&mut self, start: usize) {
        self.at = self.marks.partition_point(|&mark| (mark as usize) < start);
    }

    /// The delimiter.
    pub(super) fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// Whether all bytes of a stretch are ASCII and none is a control character. Errs on the side of no.
    pub(super) fn is_simple(&self, start: usize, end: usize) -> bool {
        self.odd_blocks
            .get(start / BLOCK_BYTES..=end / BLOCK_BYTES)
            .is_some_and(|blocks| blocks.iter().all(|&is_odd| !is_odd))
    }
}

#[cfg(test)]
mod tests {
    use super::super::scan::{Scanner, Step};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_of_the_common_kind_are_read_and_others_left() {
        let text = b"a,b,\"c,d\"\r\n\"x\",y\n,,\nopen";
        let (mut index, mut spans) = (TextIndex::new(b','), Vec::new());
        index.mark(text);
        assert_eq!(index.line(text, 0, &mut spans), Some(Line { end: 9, next: 11 }));
        assert_eq!(spans, [(0, 1), (2, 3), (5, 8)]);
        assert_eq!(index.line(text, 11, &mut spans), None);
        assert_eq!(index.line(text, 17, &mut spans), Some(Line { end: 19, next: 20 }));
        assert_eq!(spans, [(0, 0), (1, 1), (2, 2)]);
        assert_eq!(index.line(text, 20, &mut spans), None);
    }

    proptest! {
        #[test]
        fn cells_are_those_the_scanner_finds(text in "([ab,;\"\n\r é]|\r\n|\",\"|abcdefgh){0,90}\n?") {
            let bytes = text.as_bytes();
            let (mut index, mut spans) = (TextIndex::new(b','), Vec::new());
            index.mark(bytes);
            let mut scanner = Scanner::new(b',');
            let mut at = 0;
            while at < bytes.len() {
                let step = scanner.step(bytes, at, true, &|_| false);
                let record = scanner.record(bytes, at);
                if let Some(line) = index.line(bytes, at, &mut spans) {
                    prop_assert_eq!(step, Step::Record { next: line.next, n_lines: 1 });
                    let cells: Vec<&[u8]> =
                        spans.iter().map(|&(start, end)| &bytes[at + start as usize..at + end as usize]).collect();
                    prop_assert_eq!(cells, record.cells().collect::<Vec<_>>());
                    prop_assert!(!scanner.has_malformed_quotes());
                }
                match step {
                    Step::Record { next, .. } | Step::Unterminated { next } => at = next,
                    _ => break,
                }
            }
        }
    }
}
