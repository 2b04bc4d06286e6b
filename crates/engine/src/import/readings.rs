//! How well each way of reading a file fits it, for the person who has to choose between them.
//!
//! In:   raw bytes from the first one on that is not ASCII; the text below the header.
//! Out:  lines or rows that fit, for each encoding and delimiter.
//! Cost: at most 64 KiB are looked at for each.

use super::encoding::MALFORMED;
use super::scan::{Scanner, Step};
use encoding_rs::{BIG5, EUC_KR, Encoding, GB18030, SHIFT_JIS, UTF_8};
use serde::{Deserialize, Serialize};

/// Bytes that are looked at.
const SAMPLE_BYTES: usize = 1 << 16;

/// Encodings whose bytes are told apart by trying. One of a single byte decodes anything, so trying it says nothing.
const ENCODINGS: [&Encoding; 5] = [UTF_8, BIG5, GB18030, SHIFT_JIS, EUC_KR];

/// How many rows each reading of a file fits.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Readings {
    /// Lines with a byte over 127 that were tried, among the first 64 KiB from the first such byte on.
    pub n_encoded_lines: u64,
    /// Label of an encoding and how many of those lines it decodes to text without control or private characters;
    /// best first. Empty for plain ASCII and for UTF-16.
    pub encodings: Vec<(String, u64)>,
    /// Rows that were split, among the first 64 KiB below the header.
    pub n_split_rows: u64,
    /// A delimiter and how many of those rows it splits into as many cells as it splits the header into; best first,
    /// those that do not split the header left out.
    pub delimiters: Vec<(char, u64)>,
    /// Amounts that are a number if the decimal mark is a point, and if it is a comma; rows set aside included.
    pub decimal_marks: (u64, u64),
}

/// Lines of `raw`, which starts at a byte over 127, and how many of them each encoding decodes. `used` is listed
/// even where it fits nothing, unless it has only single bytes.
pub(super) fn encoding_fits(raw: &[u8], used: &'static Encoding) -> (u64, Vec<(String, u64)>) {
    let sample = &raw[..raw.len().min(SAMPLE_BYTES)];
    let is_cut = sample.len() < raw.len();
    let mut lines: Vec<&[u8]> = sample.split(|&byte| byte == b'\n' || byte == b'\r').collect();
    if is_cut && lines.len() > 1 {
        lines.pop();
    }
    lines.retain(|line| !line.is_ascii());
    let mut fits: Vec<(String, u64)> = ENCODINGS
        .iter()
        .map(|encoding| (encoding, lines.iter().filter(|line| is_text(encoding, line)).count() as u64))
        .filter(|&(&encoding, n)| n > 0 || encoding == used)
        .map(|(encoding, n)| (encoding.name().to_ascii_lowercase(), n))
        .collect();
    fits.sort_by_key(|&(ref label, n)| (std::cmp::Reverse(n), *label != used.name().to_ascii_lowercase()));
    (lines.len() as u64, fits)
}

fn is_text(encoding: &'static Encoding, line: &[u8]) -> bool {
    let is_odd = |c: char| (c.is_control() && c != '\t') || ('\u{E000}'..='\u{F8FF}').contains(&c);
    encoding
        .decode_without_bom_handling_and_without_replacement(line)
        .is_some_and(|text| !text.chars().any(is_odd))
}

/// Rows of `text`, which starts with the header, and how many of them each delimiter splits like the header.
pub(super) fn delimiter_fits(text: &[u8], delimiters: &[u8]) -> (u64, Vec<(char, u64)>) {
    let mut sample = &text[..text.len().min(SAMPLE_BYTES)];
    if sample.len() < text.len() {
        let end = memchr::memrchr2(b'\n', b'\r', sample).unwrap_or(sample.len());
        sample = &sample[..end];
    }
    let n_rows = sample
        .split(|&byte| byte == b'\n' || byte == b'\r')
        .filter(|line| line.iter().any(|&byte| byte != MALFORMED && !byte.is_ascii_whitespace()))
        .count()
        .saturating_sub(1) as u64;
    let mut fits: Vec<(char, u64)> = delimiters
        .iter()
        .filter_map(|&delimiter| Some((char::from(delimiter), rows_split_alike(sample, delimiter)?)))
        .collect();
    fits.sort_by_key(|&(_, n)| std::cmp::Reverse(n));
    // A cell of several lines is one row, so fewer rows than lines may be all there are.
    let n_most = fits.first().map_or(0, |&(_, n)| n);
    (if n_rows > n_most && fits.is_empty() { 0 } else { n_rows.max(n_most) }, fits)
}

/// Records below the first that have as many cells as it; `None` when it has only one.
fn rows_split_alike(text: &[u8], delimiter: u8) -> Option<u64> {
    let mut scanner = Scanner::new(delimiter);
    let (mut at, mut n_cells, mut n_alike) = (0, 0, 0);
    while at < text.len() {
        let next = match scanner.step(text, at, true, &|_| false) {
            Step::Record { next, .. } => next,
            Step::Unterminated { next } => {
                at = next;
                continue;
            }
            Step::NeedMore | Step::Oversize => break,
        };
        let record = scanner.record(text, at);
        at = next;
        if record.is_blank() {
            continue;
        }
        if n_cells == 0 {
            n_cells = record.len();
            if n_cells < 2 {
                return None;
            }
        } else {
            n_alike += u64::from(record.len() == n_cells);
        }
    }
    (n_cells > 1).then_some(n_alike)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn big5_fits_best_where_the_text_is_big5() {
        let (raw, ..) = BIG5.encode("客戶\n許功蓋,咖啡豆\n王小明,濾掛\nplain\n");
        let (n_lines, fits) = encoding_fits(&raw, BIG5);
        assert_eq!(n_lines, 3);
        assert_eq!(fits[0], ("big5".to_owned(), 3));
        assert!(fits.iter().all(|(label, n)| label != "utf-8" || *n == 0));
    }

    #[test]
    fn what_does_not_decode_is_not_counted() {
        let raw = "é\n".bytes().chain(*b"Caf\xE9\n").collect::<Vec<u8>>();
        let (n_lines, fits) = encoding_fits(&raw, UTF_8);
        assert_eq!((n_lines, &fits[0]), (2, &("utf-8".to_owned(), 1)));
    }

    #[test]
    fn only_the_delimiter_of_the_header_splits_all_rows_alike() {
        let text = b"id;name\n1;\"Lin, A\"\n2;B\n3;C;D\n";
        assert_eq!(delimiter_fits(text, b",;\t|"), (3, vec![(';', 2)]));
        assert_eq!(delimiter_fits(b"a,b\n\"x\ny\",1\n", b",;").1, vec![(',', 1)]);
    }
}
