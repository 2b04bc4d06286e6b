//! The text of one record as it stands in the file, for the way back from a number to its row.
//!
//! In:   bytes of the file from an offset of the row index on, and the line wanted.
//! Out:  the text of the record that starts on that line, without its line end.

use super::scan::line_end;
use encoding_rs::Encoding;
use memchr::memchr;

/// The record that starts on physical line `line`, of bytes that start at line `from_line`.
///
/// A quoted cell that goes on over several lines is followed to its end; a quote that nothing closes within the
/// bytes given ends with its line. `encoding` is the label of the report. `None` when the bytes end before the
/// line begins.
#[must_use]
pub fn original_text(bytes_from_offset: &[u8], from_line: u32, line: u32, encoding: &str) -> Option<String> {
    let encoding = Encoding::for_label(encoding.as_bytes()).unwrap_or(encoding_rs::UTF_8);
    let (text, _) = encoding.decode_with_bom_removal(bytes_from_offset);
    let mut start = 0;
    for _ in from_line..line {
        (_, start) = line_end(text.as_bytes(), start, true)?;
    }
    if line < from_line || start >= text.len() {
        return None;
    }
    let end = record_end(text.as_bytes(), start);
    text.get(start..end).map(str::to_owned)
}

/// End of the record at `start`. The delimiter is not known here, so a quote opens behind any of the four.
fn record_end(text: &[u8], start: usize) -> usize {
    let first_line_end = line_end(text, start, true).map_or(text.len(), |(end, _)| end);
    let mut at = start;
    loop {
        let opens = text.get(at) == Some(&b'"')
            && (at == start || matches!(text[at - 1], b',' | b';' | b'\t' | b'|'));
        if opens {
            at += 1;
            // A doubled quote closes and opens again.
            loop {
                let Some(n) = memchr(b'"', &text[at..]) else {
                    return first_line_end;
                };
                at += n + 1;
                if text.get(at) != Some(&b'"') {
                    break;
                }
                at += 1;
            }
            if at > first_line_end
                && text
                    .get(at)
                    .is_some_and(|byte| !matches!(byte, b',' | b';' | b'\t' | b'|' | b'\n' | b'\r'))
            {
                return first_line_end;
            }
        } else {
            match text.get(at) {
                None | Some(b'\n' | b'\r') => return at,
                Some(_) => at += 1,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_over_several_lines_is_given_whole() {
        let text = "a,b\r\n1,\"x\r\ny, \"\"z\"\"\"\r\n2,c\r\n";
        assert_eq!(original_text(text.as_bytes(), 1, 1, "utf-8").as_deref(), Some("a,b"));
        assert_eq!(original_text(text.as_bytes(), 1, 2, "utf-8").as_deref(), Some("1,\"x\r\ny, \"\"z\"\"\""));
        assert_eq!(original_text(text.as_bytes(), 1, 4, "utf-8").as_deref(), Some("2,c"));
        assert_eq!(original_text(text.as_bytes(), 1, 5, "utf-8"), None);
        assert_eq!(original_text(&text.as_bytes()[5..], 2, 4, "utf-8").as_deref(), Some("2,c"));
    }

    #[test]
    fn an_open_quote_ends_with_its_line() {
        assert_eq!(original_text(b"1,\"a\n2,b\n", 1, 1, "utf-8").as_deref(), Some("1,\"a"));
        assert_eq!(original_text(b"1,\"a\n2,\"b\"\n", 1, 1, "utf-8").as_deref(), Some("1,\"a"));
    }

    #[test]
    fn other_encodings_are_decoded() {
        let (big5, _, _) = encoding_rs::BIG5.encode("編號,姓名\n1,許功蓋\n");
        assert_eq!(original_text(&big5, 1, 2, "big5").as_deref(), Some("1,許功蓋"));
        let utf16: Vec<u8> = "\u{FEFF}a\n1,b\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(original_text(&utf16, 1, 2, "utf-16le").as_deref(), Some("1,b"));
    }
}
