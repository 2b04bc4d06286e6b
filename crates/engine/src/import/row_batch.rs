//! Lines of the common kind, many at a time, so that their cells can be read column by column.
//!
//! In:   text, the marks of its [`TextIndex`] and the number of columns.
//! Out:  the cells of consecutive lines that have exactly that many, and no control characters.
//! Cost: a few instructions a cell.
//!
//! A loop over one column is short, so that the processor foresees its branches, and a browser turns it into
//! good machine code early on. What such loops cannot read goes record by record, as all others do.

use super::scan::{Record, excerpt};
use super::text_index::TextIndex;

/// Lines read together.
const MAX_ROWS: usize = 1_024;

/// The cells of consecutive lines.
#[derive(Debug, Default)]
pub(super) struct RowBatch {
    n_columns: usize,
    /// Start and end of each cell in the text, line by line.
    cells: Vec<(u32, u32)>,
    /// Start and end of each line, without its line end.
    lines: Vec<(u32, u32)>,
    /// Whether all bytes of the line are ASCII.
    is_ascii: Vec<bool>,
    /// Where the line behind the last one starts.
    next: usize,
    /// The cells of one line as the scanner gives them.
    spans: Vec<(u32, u32)>,
}

impl RowBatch {
    /// A batch for lines of `n_columns` cells.
    pub(super) fn new(n_columns: usize) -> Self {
        Self { n_columns, ..Self::default() }
    }

    /// Finds the lines from `start` on, up to the first one that is not of the common kind. `valid` is as much of
    /// the text as is UTF-8.
    pub(super) fn fill(&mut self, text: &[u8], valid: &str, start: usize, index: &mut TextIndex) {
        self.cells.clear();
        self.lines.clear();
        self.is_ascii.clear();
        self.next = start;
        while self.lines.len() < MAX_ROWS {
            let start = self.next;
            let n_cells = self.cells.len();
            let line = index.plain_line(text, start, self.n_columns, &mut self.cells).or_else(|| {
                self.cells.truncate(n_cells);
                let line = index.line(text, start, &mut self.spans)?;
                let place = |&(from, to): &(u32, u32)| (from + start as u32, to + start as u32);
                self.cells.extend(self.spans.iter().map(place));
                (self.spans.len() == self.n_columns).then_some(line)
            });
            let is_whole = |end: usize| end <= valid.len();
            let Some(line) = line.filter(|line| is_whole(line.end)) else {
                self.cells.truncate(n_cells);
                index.go_back(start);
                return;
            };
            let is_ascii = index.is_simple(start, line.end);
            if !is_ascii && has_doubtful_bytes(&text[start..line.end], index.delimiter()) {
                self.cells.truncate(n_cells);
                index.go_back(start);
                return;
            }
            self.lines.push((start as u32, line.end as u32));
            self.is_ascii.push(is_ascii);
            self.next = line.next;
        }
    }

    /// Number of lines.
    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    /// Where line `row` starts in the text, and for the last number where the text behind the batch does.
    pub(super) fn start(&self, row: usize) -> usize {
        self.lines.get(row).map_or(self.next, |&(start, _)| start as usize)
    }

    /// Start and end of line `row`.
    pub(super) fn line(&self, row: usize) -> (usize, usize) {
        let (start, end) = self.lines[row];
        (start as usize, end as usize)
    }

    /// The cells of column `column` of the lines `rows`.
    pub(super) fn column(
        &self,
        column: usize,
        rows: std::ops::Range<usize>,
    ) -> impl ExactSizeIterator<Item = (usize, usize)> {
        self.cells[rows.start * self.n_columns..rows.end * self.n_columns].chunks_exact(self.n_columns).map(
            move |cells| {
                let (start, end) = cells[column];
                (start as usize, end as usize)
            },
        )
    }

    /// The cells of line `row` as text for people, at most `limit` of them.
    pub(super) fn excerpt(&self, text: &[u8], row: usize, limit: usize) -> Vec<String> {
        let cells = &self.cells[row * self.n_columns..(row + 1) * self.n_columns];
        cells.iter().take(limit).map(|&(start, end)| excerpt(&text[start as usize..end as usize])).collect()
    }

    /// Line `row` as the scanner would give it.
    pub(super) fn record<'a>(
        &self,
        text: &'a [u8],
        row: usize,
        spans: &'a mut Vec<(u32, u32)>,
    ) -> Record<'a> {
        let (start, end) = self.lines[row];
        let cells = &self.cells[row * self.n_columns..(row + 1) * self.n_columns];
        spans.clear();
        spans.extend(cells.iter().map(|&(from, to)| (from - start, to - start)));
        Record {
            bytes: &text[start as usize..end as usize],
            spans,
            is_plain: true,
            is_simple: self.is_ascii[row],
        }
    }
}

/// Whether a line that is not all ASCII may have control characters: as [`Record::may_have_controls`].
fn has_doubtful_bytes(line: &[u8], delimiter: u8) -> bool {
    line.iter().fold(false, |found, &byte| {
        found | ((byte < 0x20) & (byte != delimiter)) | (byte == 0x7F) | (byte == 0xC2)
    })
}
