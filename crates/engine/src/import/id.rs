//! One cell to a customer id. Ids are text: nothing is read as a number, and `007` is not `7`.
//!
//! In:   a cell without control characters.
//! Out:  the id, borrowed from the cell unless something had to be taken out of it.

use super::RejectReason;
use super::amount::is_null_word;
use std::borrow::Cow;

/// Reads one cell.
///
/// # Errors
/// `MissingCustomerId` or `MangledId`.
pub(super) fn parse_id(cell: &str) -> Result<Cow<'_, str>, RejectReason> {
    if is_bare_id(cell.as_bytes()) {
        return Ok(Cow::Borrowed(cell));
    }
    let mut id = Cow::Borrowed(trimmed(cell));
    if !id.is_ascii() && id.contains(is_invisible) {
        id = Cow::Owned(id.replace(is_invisible, "").trim().to_owned());
    }
    id = without_spreadsheet_marks(id);
    if is_null_word(&id) {
        return Err(RejectReason::MissingCustomerId);
    }
    if is_mangled(&id) {
        return Err(RejectReason::MangledId);
    }
    Ok(id)
}

/// Whether a cell without control characters is an id as it stands, with nothing to be taken off. Errs on the side
/// of no.
pub(super) fn is_bare_id(cell: &[u8]) -> bool {
    let [first, .., last] = cell else {
        return false;
    };
    // Longer than all words for nothing, and no number that may have lost digits.
    first.is_ascii_alphabetic() && last.is_ascii_graphic() && cell.len() > 5 && cell.is_ascii()
        || cell.iter().all(u8::is_ascii_digit)
}

/// A cell without white space at its ends.
pub(super) fn trimmed(cell: &str) -> &str {
    match cell.as_bytes() {
        [only] if only.is_ascii_graphic() => cell,
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => cell,
        _ => cell.trim(),
    }
}

/// Characters that nobody sees and that would make two ids of one.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}')
}

/// Whether text holds C0 controls other than tab, LF and CR, or DEL or C1 controls.
pub(super) fn has_hard_controls(text: &str) -> bool {
    text.bytes().any(|byte| (byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r')) || byte == 0x7F)
        || (!text.is_ascii() && text.contains(|c| ('\u{80}'..='\u{9F}').contains(&c)))
}

/// Whether an id, date or amount holds a control character. Tab, LF and CR count unless at the ends.
pub(super) fn has_controls(cell: &str) -> bool {
    if cell.bytes().all(|byte| (0x20..0x7F).contains(&byte)) {
        return false;
    }
    has_hard_controls(cell) || cell.trim_matches(['\t', '\n', '\r', ' ']).contains(['\t', '\n', '\r'])
}

/// Text without C0 controls other than tab, LF and CR, DEL and C1 controls.
pub(super) fn without_controls(text: &str) -> Cow<'_, str> {
    if has_hard_controls(text) {
        let kept = text.chars().filter(|&c| !c.is_control() || matches!(c, '\t' | '\n' | '\r'));
        Cow::Owned(kept.collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// `="00123"` is how one keeps a spreadsheet from reading a number; so is an apostrophe.
fn without_spreadsheet_marks(id: Cow<'_, str>) -> Cow<'_, str> {
    let inner = id.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')).map(str::trim);
    let bare = inner.unwrap_or(&id);
    let bare = match bare.strip_prefix('\'') {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) => rest,
        _ => bare,
    };
    if bare.len() == id.len() {
        return id;
    }
    match &id {
        Cow::Owned(_) => Cow::Owned(bare.to_owned()),
        Cow::Borrowed(whole) => {
            // `bare` is a part of `whole`; finding it again keeps the borrow of the cell.
            let start = bare.as_ptr() as usize - whole.as_ptr() as usize;
            Cow::Borrowed(&whole[start..start + bare.len()])
        }
    }
}

/// Digits, perhaps a point, and `E+11`: a number that has lost its last digits.
fn is_mangled(id: &str) -> bool {
    let Some(at) = memchr::memchr2(b'E', b'e', id.as_bytes()) else {
        return false;
    };
    let (mantissa, exponent) = (&id[..at], &id[at + 1..]);
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once(['.', ',']).unwrap_or((mantissa, "0"));
    exponent.strip_prefix('+').is_some_and(is_digits) && is_digits(whole) && is_digits(fraction)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_keep_everything_but_what_nobody_sees() {
        for (cell, id) in [
            (" 007 ", "007"),
            ("\u{3000}A1\u{A0}", "A1"),
            ("C\u{200B}001\u{FEFF}", "C001"),
            ("=\"00123\"", "00123"),
            ("'42", "42"),
            ("'abc", "'abc"),
            ("0", "0"),
            ("1E3", "1E3"),
            ("aB", "aB"),
        ] {
            assert_eq!(parse_id(cell).as_deref(), Ok(id), "{cell:?}");
        }
    }

    #[test]
    fn null_words_and_lost_digits_are_refused() {
        for cell in ["", "  ", "NULL", "n/a", "#N/A", "nan", "-", "--", "\u{200B}"] {
            assert_eq!(parse_id(cell), Err(RejectReason::MissingCustomerId), "{cell:?}");
        }
        assert_eq!(parse_id("8.86912E+11"), Err(RejectReason::MangledId));
    }

    #[test]
    fn tabs_count_inside_only() {
        assert!(!has_controls("\tA1\r\n"));
        assert!(has_controls("A\t1"));
        assert!(has_controls("A1\0"));
        assert!(has_controls("A\u{85}1"));
        assert_eq!(without_controls("\u{1B}[31mRed"), "[31mRed");
    }
}
