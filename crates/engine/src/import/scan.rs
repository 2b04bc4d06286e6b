//! Text to records: quotes, line ends, and the way back from a quote that is never closed.
//!
//! In:   UTF-8 text that starts at a record, and whether it ends there.
//! Out:  one [`Step`] at a time; the cells of a record as spans of one stretch of bytes.
//! Cost: a search for the line end and one for the delimiters where a line has no quote, which is nearly
//!       always; a copy of the record otherwise.
//!
//! RFC 4180 with two answers of its own. Text behind a closing quote is appended to the cell. A quote that is
//! opened by mistake costs one record: reading goes on at the next physical line when the file ends inside
//! the cell, when the cell ends in a way no writer would end it, or when a line it swallowed is a sound
//! record by itself.

use super::text_index::TextIndex;
use memchr::{memchr, memchr2, memchr3};

/// Bytes one record may take. Beyond it a quote counts as never closed, so that the memory held does not
/// depend on the file.
pub(super) const MAX_RECORD_BYTES: usize = 32 << 20;

/// The delimiter of files whose cells are parted by runs of blanks.
pub(super) const BLANK: u8 = b' ';

/// What stands at a position of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// The text ends before that can be told.
    NeedMore,
    /// A record; the next one starts at `next`, `n_lines` physical lines later.
    Record { next: usize, n_lines: u32 },
    /// A line with a quote that nothing closes.
    Unterminated { next: usize },
    /// A line of more than [`MAX_RECORD_BYTES`].
    Oversize,
}

/// The cells of one record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record<'a> {
    /// The bytes the spans point into.
    pub(super) bytes: &'a [u8],
    /// Start and end of each cell.
    pub(super) spans: &'a [(u32, u32)],
    /// Whether the bytes are a line of the file that quotes nothing but what has to be.
    pub(super) is_plain: bool,
    /// Whether all bytes are known to be ASCII and no control characters.
    pub(super) is_simple: bool,
}

/// Splits text into records and keeps the cells of the last one.
pub(super) struct Scanner {
    delimiter: u8,
    spans: Vec<(u32, u32)>,
    /// Cells of a record with quotes, end to end.
    unquoted: Vec<u8>,
    is_plain: bool,
    is_simple: bool,
    plain_end: usize,
    has_malformed_quotes: bool,
    /// Lines below the start of the next record that were reached inside a quote which came to no good end. Where
    /// a line is entered inside a quote, what follows does not depend on where that quote was opened, so a record
    /// that enters one of these comes to the same end. Without this, lines like `a","b` are read over and over.
    n_doomed_lines: u32,
}

impl Scanner {
    pub(super) fn new(delimiter: u8) -> Self {
        Self {
            delimiter,
            spans: Vec::new(),
            unquoted: Vec::new(),
            is_plain: true,
            is_simple: false,
            plain_end: 0,
            has_malformed_quotes: false,
            n_doomed_lines: 0,
        }
    }

    /// Whether the last record had text behind a closing quote.
    pub(super) fn has_malformed_quotes(&self) -> bool {
        self.has_malformed_quotes
    }

    /// The cells of the last record, which started at `start` of `text`.
    pub(super) fn record<'a>(&'a self, text: &'a [u8], start: usize) -> Record<'a> {
        let bytes = if self.is_plain { &text[start..self.plain_end] } else { &self.unquoted };
        Record { bytes, spans: &self.spans, is_plain: self.is_plain, is_simple: self.is_simple }
    }

    /// Where the last record ends in the text, if its bytes stand there.
    pub(super) fn end_in_text(&self) -> Option<usize> {
        self.is_plain.then_some(self.plain_end)
    }

    /// Reads the record at `start` if it is a line of the common kind, which `index` of the text tells; see
    /// [`Scanner::step`] for all others.
    pub(super) fn step_line(&mut self, text: &[u8], start: usize, index: &mut TextIndex) -> Option<Step> {
        // Blanks part cells in runs, which the index knows nothing of.
        if self.delimiter == BLANK {
            return None;
        }
        let line = index.line(text, start, &mut self.spans)?;
        self.n_doomed_lines = self.n_doomed_lines.saturating_sub(1);
        self.has_malformed_quotes = false;
        self.is_plain = true;
        self.plain_end = line.end;
        self.is_simple = index.is_simple(start, line.end);
        Some(Step::Record { next: line.next, n_lines: 1 })
    }

    /// Notes that lines of the common kind were read by others.
    pub(super) fn pass(&mut self, n_lines: u32) {
        self.n_doomed_lines = self.n_doomed_lines.saturating_sub(n_lines);
    }

    /// Reads the record at `start`. `is_end` tells that the text is complete; `is_sound` tells whether a line
    /// swallowed by a quote is a record by itself.
    pub(super) fn step(
        &mut self,
        text: &[u8],
        start: usize,
        is_end: bool,
        is_sound: &impl Fn(&[u8]) -> bool,
    ) -> Step {
        let Some((line_end, next)) = line_end(text, start, is_end) else {
            return if text.len() - start > MAX_RECORD_BYTES { Step::Oversize } else { Step::NeedMore };
        };
        if line_end - start > MAX_RECORD_BYTES {
            return Step::Oversize;
        }
        self.has_malformed_quotes = false;
        self.is_simple = false;
        let line = &text[start..line_end];
        if self.delimiter == BLANK {
            self.split_blanks(line);
            return Step::Record { next, n_lines: 1 };
        }
        if memchr(b'"', line).is_none() {
            self.split_plain(line);
            self.plain_end = line_end;
            self.n_doomed_lines = self.n_doomed_lines.saturating_sub(1);
            return Step::Record { next, n_lines: 1 };
        }
        let mut n_lines = 1;
        let step = self.split_quoted(text, start, is_end, &mut n_lines, is_sound);
        match step {
            Step::Unterminated { .. } => {
                self.split_plain(line);
                self.plain_end = line_end;
                self.n_doomed_lines = self.n_doomed_lines.max(n_lines - 1).saturating_sub(1);
                Step::Unterminated { next }
            }
            Step::Record { .. } => {
                self.n_doomed_lines = self.n_doomed_lines.saturating_sub(n_lines);
                step
            }
            _ => step,
        }
    }

    /// A run of blanks is one delimiter, and none at either end. A cell in quotes may hold blanks; no cell goes
    /// on over a line end.
    fn split_blanks(&mut self, line: &[u8]) {
        self.is_plain = false;
        self.spans.clear();
        self.unquoted.clear();
        let mut rest = line.trim_ascii_start();
        while !rest.is_empty() {
            let is_blank = |at: usize| rest.get(at).is_none_or(|&byte| byte == BLANK);
            let closing = match rest.strip_prefix(b"\"") {
                Some(quoted) => memchr(b'"', quoted).map(|n| n + 1).filter(|&at| is_blank(at + 1)),
                None => None,
            };
            let (cell, end) = match closing {
                Some(at) => (&rest[1..at], at + 1),
                None => {
                    let end = memchr(BLANK, rest).unwrap_or(rest.len());
                    (&rest[..end], end)
                }
            };
            let start = self.unquoted.len() as u32;
            self.unquoted.extend_from_slice(cell);
            self.spans.push((start, self.unquoted.len() as u32));
            rest = rest[end..].trim_ascii_start();
        }
    }

    fn split_plain(&mut self, line: &[u8]) {
        self.is_plain = true;
        self.spans.clear();
        let mut cell_start = 0;
        let mut end_cell = |end: u32| {
            self.spans.push((cell_start, end));
            cell_start = end + 1;
        };
        // Cells are so short that a search per cell costs more than looking at eight bytes at a time: the
        // highest bit of a byte of `found` is set where the delimiter stands, and nowhere else.
        const LOW_BITS: u64 = 0x7F7F_7F7F_7F7F_7F7F;
        let pattern = u64::from_le_bytes([self.delimiter; 8]);
        let (words, rest) = line.as_chunks::<8>();
        for (idx, word) in words.iter().enumerate() {
            let differs = u64::from_le_bytes(*word) ^ pattern;
            let mut found = !(((differs & LOW_BITS) + LOW_BITS) | differs | LOW_BITS);
            while found != 0 {
                end_cell(idx as u32 * 8 + found.trailing_zeros() / 8);
                found &= found - 1;
            }
        }
        for (idx, &byte) in rest.iter().enumerate() {
            if byte == self.delimiter {
                end_cell((words.len() * 8 + idx) as u32);
            }
        }
        self.spans.push((cell_start, line.len() as u32));
    }

    fn split_quoted(
        &mut self,
        text: &[u8],
        start: usize,
        is_end: bool,
        n_lines: &mut u32,
        is_sound: &impl Fn(&[u8]) -> bool,
    ) -> Step {
        self.is_plain = false;
        self.spans.clear();
        self.unquoted.clear();
        let mut line_start = start;
        let mut at = start;
        loop {
            let cell_start = self.unquoted.len() as u32;
            if text.get(at) == Some(&b'"') {
                let line_of_cell = *n_lines;
                at += 1;
                // The quoted part, up to the byte behind the closing quote.
                loop {
                    let limit = text.len().min(start + MAX_RECORD_BYTES);
                    let Some(n) = memchr3(b'"', b'\n', b'\r', &text[at.min(limit)..limit]) else {
                        let is_open_forever = is_end || limit < text.len();
                        return if is_open_forever { Step::Unterminated { next: 0 } } else { Step::NeedMore };
                    };
                    self.unquoted.extend_from_slice(&text[at..at + n]);
                    at += n;
                    if text[at] != b'"' {
                        let Some((line_end, next)) = line_end(text, at, is_end) else {
                            return Step::NeedMore;
                        };
                        if *n_lines <= self.n_doomed_lines {
                            return Step::Unterminated { next: 0 };
                        }
                        if *n_lines > 1 && is_sound(&text[line_start..line_end]) {
                            return Step::Unterminated { next: 0 };
                        }
                        self.unquoted.extend_from_slice(&text[at..next]);
                        *n_lines += 1;
                        line_start = next;
                        at = next;
                    } else if at + 1 == text.len() && !is_end {
                        return Step::NeedMore;
                    } else if text.get(at + 1) == Some(&b'"') {
                        self.unquoted.push(b'"');
                        at += 2;
                    } else {
                        at += 1;
                        break;
                    }
                }
                let is_closed_well =
                    text.get(at).is_none_or(|&byte| byte == self.delimiter || byte == b'\n' || byte == b'\r');
                if !is_closed_well {
                    if *n_lines > line_of_cell {
                        return Step::Unterminated { next: 0 };
                    }
                    self.has_malformed_quotes = true;
                }
            }
            let rest = &text[at..];
            let n = memchr3(self.delimiter, b'\n', b'\r', rest).unwrap_or(rest.len());
            if n == rest.len() && !is_end {
                return Step::NeedMore;
            }
            self.unquoted.extend_from_slice(&rest[..n]);
            at += n;
            self.spans.push((cell_start, self.unquoted.len() as u32));
            if text.get(at) == Some(&self.delimiter) {
                at += 1;
                continue;
            }
            return match line_end(text, at, is_end) {
                Some((_, next)) => Step::Record { next, n_lines: *n_lines },
                None => Step::NeedMore,
            };
        }
    }
}

/// End of the line at `start` without its line end, and start of the next line. `None` when the text ends
/// before that is certain: a CR at the very end may be half of a CRLF.
pub(super) fn line_end(text: &[u8], start: usize, is_end: bool) -> Option<(usize, usize)> {
    match memchr2(b'\n', b'\r', &text[start..]) {
        Some(n) => {
            let end = start + n;
            if text[end] == b'\n' {
                Some((end, end + 1))
            } else if text.get(end + 1) == Some(&b'\n') {
                Some((end, end + 2))
            } else if end + 1 < text.len() || is_end {
                Some((end, end + 1))
            } else {
                None
            }
        }
        None => is_end.then_some((text.len(), text.len())),
    }
}

impl<'a> Record<'a> {
    /// Number of cells.
    pub(super) fn len(&self) -> usize {
        self.spans.len()
    }

    /// Bytes of a cell; empty when the record has no such cell.
    pub(super) fn cell(&self, idx: usize) -> &'a [u8] {
        self.spans.get(idx).map_or(&[], |&(start, end)| &self.bytes[start as usize..end as usize])
    }

    /// All cells in order.
    pub(super) fn cells(&self) -> impl Iterator<Item = &'a [u8]> {
        (0..self.len()).map(|idx| self.cell(idx))
    }

    /// Whether any byte may belong to a control character of a cell. Errs on the side of yes.
    pub(super) fn may_have_controls(&self, delimiter: u8) -> bool {
        if self.is_simple {
            return false;
        }
        // A tab between cells is none. Cells that were quoted lie end to end: a tab among them is in a cell.
        let delimiter = if self.is_plain { delimiter } else { b' ' };
        // Without an early exit, so that the loop runs on whole registers.
        self.bytes.iter().fold(false, |found, &byte| {
            found | ((byte < 0x20) & (byte != delimiter)) | (byte == 0x7F) | (byte == 0xC2)
        })
    }

    /// Whether all cells are empty or white space.
    pub(super) fn is_blank(&self) -> bool {
        self.cells().all(is_blank)
    }

    /// The cells as text for people: cut at 80 characters each, at most `limit` of them.
    pub(super) fn excerpt(&self, limit: usize) -> Vec<String> {
        self.cells().take(limit).map(excerpt).collect()
    }
}

/// The first 80 characters of a cell; what does not decode is shown as U+FFFD.
pub(super) fn excerpt(cell: &[u8]) -> String {
    let cut = &cell[..cell.len().min(80 * 4)];
    String::from_utf8_lossy(cut).chars().take(80).collect()
}

/// Whether a cell is empty or white space.
pub(super) fn is_blank(cell: &[u8]) -> bool {
    match cell.first() {
        None => true,
        Some(first) if first.is_ascii_graphic() => false,
        Some(_) => std::str::from_utf8(cell).is_ok_and(|cell| cell.trim().is_empty()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scan(text: &str, is_sound: impl Fn(&[u8]) -> bool) -> Vec<Result<Vec<String>, usize>> {
        let mut scanner = Scanner::new(b',');
        let (mut at, mut records) = (0, Vec::new());
        while at < text.len() {
            match scanner.step(text.as_bytes(), at, true, &is_sound) {
                Step::Record { next, .. } => {
                    records.push(Ok(scanner.record(text.as_bytes(), at).excerpt(99)));
                    at = next;
                }
                Step::Unterminated { next } => {
                    records.push(Err(at));
                    at = next;
                }
                step => unreachable!("{step:?}"),
            }
        }
        records
    }

    fn cells(text: &str) -> Vec<Result<Vec<String>, usize>> {
        scan(text, |_| false)
    }

    fn row(cells: &[&str]) -> Result<Vec<String>, usize> {
        Ok(cells.iter().map(|&cell| cell.to_owned()).collect())
    }

    #[test]
    fn delimiters_are_found_wherever_they_stand() {
        for line in [
            ",,,,,,,,,,,,,,,,,",
            "",
            "a",
            "1234567,9",
            "12345678,",
            "ab,-,\u{AC}\u{2C2C},c,xyz,\u{85}",
            "\u{80},,z",
        ] {
            let expected: Vec<String> = line.split(',').map(str::to_owned).collect();
            assert_eq!(cells(&format!("{line}\n")), [Ok(expected)]);
        }
    }

    #[test]
    fn quotes_follow_rfc_4180() {
        assert_eq!(
            cells("a,\"b,c\",\"d\"\"e\"\r\n\"\",x,"),
            [row(&["a", "b,c", "d\"e"]), row(&["", "x", ""])]
        );
        assert_eq!(cells("1,\"two\r\nlines\"\n2,b"), [row(&["1", "two\r\nlines"]), row(&["2", "b"])]);
    }

    #[test]
    fn quotes_elsewhere_are_text() {
        assert_eq!(cells("5\" pipe, \"x\",a\"\"b"), [row(&["5\" pipe", " \"x\"", "a\"\"b"])]);
        assert_eq!(cells("\"ACME \"Best\" Ltd\",1"), [row(&["ACME Best\" Ltd\"", "1"])]);
    }

    #[test]
    fn an_open_quote_costs_one_record() {
        assert_eq!(cells("1,\"a\n2,b\n3,c\n"), [Err(0), row(&["2", "b"]), row(&["3", "c"])]);
        assert_eq!(cells("1,\"a\n2,\"b\"\n"), [Err(0), row(&["2", "b"])]);
        let swallowed = "1,\"shelf,n\n2,b,s\n3,pipe 5\",n\n";
        assert_eq!(
            scan(swallowed, |line| line == b"2,b,s"),
            [Err(0), row(&["2", "b", "s"]), row(&["3", "pipe 5\"", "n"])]
        );
    }

    #[test]
    fn quotes_that_open_on_every_line_are_not_read_over_and_over() {
        let n_lines = 5_000;
        let n_asked = std::cell::Cell::new(0);
        let records = scan(&"a\",\"b\n".repeat(n_lines), |_| {
            n_asked.set(n_asked.get() + 1);
            false
        });
        assert_eq!(records.len(), n_lines);
        assert!(records.iter().all(Result::is_err));
        assert!(n_asked.get() <= n_lines, "{} lines were looked at", n_asked.get());
        // A line that ends the misery is found by all of them, and what follows is read as ever.
        let text = format!("{}a\"x\n1,\"2\n3\"\n", "a\",\"b\n".repeat(3));
        assert_eq!(cells(&text), [Err(0), Err(6), Err(12), row(&["a\"x"]), row(&["1", "2\n3"])]);
    }

    #[test]
    fn every_kind_of_line_end_ends_a_line() {
        assert_eq!(cells("a\r\nb\nc\rd"), [row(&["a"]), row(&["b"]), row(&["c"]), row(&["d"])]);
        let mut scanner = Scanner::new(b',');
        assert_eq!(scanner.step(b"a\r", 0, false, &|_| false), Step::NeedMore);
        assert_eq!(scanner.step(b"\"a\"", 0, false, &|_| false), Step::NeedMore);
        assert_eq!(
            scanner.step(b"\"a\nb\",c\r\nd", 0, false, &|_| false),
            Step::Record { next: 9, n_lines: 2 }
        );
    }
}
