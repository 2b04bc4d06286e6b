//! Bytes of a file to UTF-8 text, whatever encoding they are in.
//!
//! In:   raw bytes in any slicing, and what the user said about the encoding.
//! Out:  UTF-8 bytes, in which every malformed sequence is the byte [`MALFORMED`].
//! Cost: a copy for UTF-8, a table decoder for everything else.
//!
//! The byte 0xFF never occurs in UTF-8, so a record with malformed input simply fails to be UTF-8 later on,
//! and U+FFFD never gets a chance to become data. A file that starts with a long stretch of ASCII keeps its
//! encoding open until the first other byte, because that stretch says nothing about it.

use super::ImportError;
use super::readings::encoding_fits;
use super::thresholds::Thresholds;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, DecoderResult, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// What stands in the text for a sequence that does not decode.
pub(super) const MALFORMED: u8 = 0xFF;

/// Formats that are no text, by their first bytes.
const MAGIC: [(&[u8], &str); 6] = [
    (b"PK\x03\x04", "xlsx"),
    (b"PK\x05\x06", "xlsx"),
    (b"\x1f\x8b", "gzip"),
    (b"%PDF", "pdf"),
    (b"\x89PNG", "png"),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "ole"),
];

/// A decoder that may still have to find out what it decodes.
pub(super) struct TextDecoder {
    encoding: &'static Encoding,
    mode: Mode,
    /// What it most likely is where it is not UTF-8.
    hint: Option<&'static Encoding>,
    is_finished: bool,
    /// Bytes from the first one that is not ASCII on that may be held back to tell the encoding.
    window_bytes: usize,
    /// How well each encoding fits; see [`encoding_fits`].
    fits: (u64, Vec<(String, u64)>),
}

enum Mode {
    /// Nothing but ASCII so far; the encoding is open.
    Ascii,
    /// Bytes since the first one that is not ASCII.
    Window(Vec<u8>),
    Utf8,
    Other(Box<Decoder>),
}

impl TextDecoder {
    /// A decoder for a file that starts with `head`, and the length of its byte order mark.
    ///
    /// `is_whole` tells that nothing follows the head. `label` is the user's answer, as in `big5`. `hint` is the
    /// encoding of earlier files of this kind: it stands in for a guess, and not for what the bytes prove.
    pub(super) fn new(
        head: &[u8],
        is_whole: bool,
        label: Option<&str>,
        hint: Option<&'static Encoding>,
    ) -> (Self, usize) {
        if let Some((encoding, bom_length)) = Encoding::for_bom(head) {
            let told = head.get(bom_length + Encoding::ascii_valid_up_to(&head[bom_length..])..);
            return (Self::of(encoding).tried_on(told.unwrap_or_default()), bom_length);
        }
        let asked = label.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
        let told = head.get(Encoding::ascii_valid_up_to(head)..).unwrap_or_default();
        if let Some(encoding) = asked.or_else(|| utf16_by_nul_pattern(head)) {
            return (Self::of(encoding).tried_on(told), 0);
        }
        if head.is_ascii() {
            return (Self { mode: Mode::Ascii, hint, ..Self::of(UTF_8) }, 0);
        }
        (Self::of(hinted(detect(head, is_whole), hint)).tried_on(told), 0)
    }

    fn of(encoding: &'static Encoding) -> Self {
        let mode = if encoding == UTF_8 {
            Mode::Utf8
        } else {
            Mode::Other(Box::new(encoding.new_decoder_without_bom_handling()))
        };
        let window_bytes = Thresholds::default().window_bytes;
        Self { encoding, mode, hint: None, is_finished: false, window_bytes, fits: (0, Vec::new()) }
    }

    /// Tries all encodings on `raw`, which starts at the first byte that is not ASCII.
    fn tried_on(self, raw: &[u8]) -> Self {
        let fits = if raw.is_empty() || code_unit_bytes(self.encoding) > 1 {
            (0, Vec::new())
        } else {
            encoding_fits(raw, self.encoding)
        };
        Self { fits, ..self }
    }

    /// Lines that were tried and how many of them each encoding decodes, best first.
    pub(super) fn fits(&self) -> &(u64, Vec<(String, u64)>) {
        &self.fits
    }

    /// Lets `window_bytes` be held back, from the first byte that is not ASCII on, to tell the encoding.
    pub(super) fn with_window(mut self, window_bytes: usize) -> Self {
        self.window_bytes = window_bytes;
        self
    }

    /// The encoding as far as it is known; UTF-8 while all bytes are ASCII.
    pub(super) fn encoding(&self) -> &'static Encoding {
        self.encoding
    }

    /// Whether every byte so far was ASCII, which says nothing about the encoding.
    pub(super) fn is_ascii(&self) -> bool {
        matches!(self.mode, Mode::Ascii)
    }

    /// Appends the text of `raw` to `text`; `is_last` tells that no bytes follow, and nothing is read after it.
    pub(super) fn decode(&mut self, raw: &[u8], is_last: bool, text: &mut Vec<u8>) {
        if self.is_finished {
            return;
        }
        match &mut self.mode {
            Mode::Utf8 => text.extend_from_slice(raw),
            Mode::Other(decoder) => decode_other(decoder, raw, is_last, text),
            Mode::Ascii => {
                let n_ascii = if raw.is_ascii() { raw.len() } else { Encoding::ascii_valid_up_to(raw) };
                text.extend_from_slice(&raw[..n_ascii]);
                if n_ascii < raw.len() {
                    self.mode = Mode::Window(Vec::new());
                    self.decode(&raw[n_ascii..], is_last, text);
                }
            }
            Mode::Window(window) => {
                let (held, rest) = raw.split_at(raw.len().min(self.window_bytes - window.len()));
                window.extend_from_slice(held);
                if window.len() == self.window_bytes || is_last {
                    let window = std::mem::take(window);
                    let encoding = hinted(detect(&window, is_last && rest.is_empty()), self.hint);
                    *self = Self::of(encoding).tried_on(&window);
                    self.decode(&window, is_last && rest.is_empty(), text);
                    if !rest.is_empty() {
                        self.decode(rest, is_last, text);
                    }
                }
            }
        }
        self.is_finished |= is_last;
    }
}

/// The hint, unless the bytes are good UTF-8, which no other encoding is by chance.
fn hinted(detected: &'static Encoding, hint: Option<&'static Encoding>) -> &'static Encoding {
    if detected == UTF_8 { detected } else { hint.unwrap_or(detected) }
}

fn decode_other(decoder: &mut Decoder, mut raw: &[u8], is_last: bool, text: &mut Vec<u8>) {
    loop {
        let start = text.len();
        let room =
            decoder.max_utf8_buffer_length_without_replacement(raw.len()).unwrap_or(raw.len() * 3 + 16);
        text.resize(start + room, 0);
        let (result, n_read, n_written) =
            decoder.decode_to_utf8_without_replacement(raw, &mut text[start..], is_last);
        text.truncate(start + n_written);
        raw = &raw[n_read..];
        match result {
            DecoderResult::InputEmpty => return,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => text.push(MALFORMED),
        }
    }
}

/// Refuses files that say in their first bytes that they are no text.
///
/// # Errors
/// [`ImportError::NotText`] with the name of the format.
pub(super) fn refuse_known_binary(head: &[u8]) -> Result<(), ImportError> {
    match MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        Some((_, format)) => Err(ImportError::NotText { format: (*format).to_owned() }),
        None => Ok(()),
    }
}

/// Refuses text in which more than one character in ten is a control character.
///
/// # Errors
/// [`ImportError::NotText`] with the format `binary`.
pub(super) fn refuse_control_characters(text: &[u8]) -> Result<(), ImportError> {
    let (mut n_chars, mut n_controls) = (0_u64, 0_u64);
    let mut previous = 0_u8;
    for &byte in text {
        n_chars += u64::from(byte & 0xC0 != 0x80);
        let is_c0 = byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r');
        let is_c1 = previous == 0xC2 && (0x80..0xA0).contains(&byte);
        n_controls += u64::from(is_c0 || byte == 0x7F || is_c1);
        previous = byte;
    }
    if n_controls * 10 > n_chars {
        return Err(ImportError::NotText { format: "binary".to_owned() });
    }
    Ok(())
}

/// UTF-16 without a byte order mark: in delimited text most characters are ASCII, so one half of the bytes
/// is full of NULs and the other has none.
fn utf16_by_nul_pattern(head: &[u8]) -> Option<&'static Encoding> {
    let n_pairs = head.len() / 2;
    let (mut n_first, mut n_second) = (0_usize, 0_usize);
    for pair in head.chunks_exact(2) {
        n_first += usize::from(pair[0] == 0);
        n_second += usize::from(pair[1] == 0);
    }
    let is_pattern = |many: usize, few: usize| many >= 2 && many * 5 >= n_pairs && few * 10 <= many;
    if is_pattern(n_second, n_first) {
        Some(UTF_16LE)
    } else if is_pattern(n_first, n_second) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// UTF-8 if at least half of the lines that could tell are UTF-8, else the likeliest legacy encoding.
fn detect(window: &[u8], is_whole: bool) -> &'static Encoding {
    let (mut n_telling, mut n_utf8) = (0_u64, 0_u64);
    for line in window.split(|&byte| byte == b'\n' || byte == b'\r').filter(|line| !line.is_ascii()) {
        n_telling += 1;
        n_utf8 += u64::from(match std::str::from_utf8(line) {
            Ok(_) => true,
            // The window may end inside a character.
            Err(error) => {
                !is_whole
                    && error.error_len().is_none()
                    && line.as_ptr_range().end == window.as_ptr_range().end
            }
        });
    }
    if n_utf8 * 2 >= n_telling {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(window, is_whole);
    let guess = detector.guess(None, Utf8Detection::Deny);
    if guess == GBK {
        GB18030
    } else if guess.is_single_byte() && has_symbols_only(window) {
        WINDOWS_1252
    } else {
        guess
    }
}

/// Whether no byte over 127 touches a letter: such bytes are signs like £, which say nothing about a language
/// and which the detector may take for letters of one.
fn has_symbols_only(window: &[u8]) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphabetic() || byte > 127;
    let mut before = b' ';
    for (idx, &byte) in window.iter().enumerate() {
        if byte > 127 && (is_letter(before) || window.get(idx + 1).is_some_and(|&next| is_letter(next))) {
            return false;
        }
        before = byte;
    }
    true
}

/// Bytes of the smallest unit of an encoding.
///
/// In all encodings but UTF-16 a byte that looks like a line end is one: the second bytes of Big5, GB18030,
/// Shift-JIS and EUC start at 0x30.
pub(super) fn code_unit_bytes(encoding: &'static Encoding) -> usize {
    if encoding == UTF_16LE || encoding == UTF_16BE { 2 } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::BIG5;

    fn decoded(bytes: &[u8], slice_bytes: usize) -> (Vec<u8>, &'static str) {
        let (mut decoder, bom_length) = TextDecoder::new(bytes, true, None, None);
        let mut text = Vec::new();
        for slice in bytes[bom_length..].chunks(slice_bytes) {
            decoder.decode(slice, false, &mut text);
        }
        decoder.decode(&[], true, &mut text);
        (text, decoder.encoding().name())
    }

    #[test]
    fn slices_of_one_byte_decode_like_the_whole() {
        let (big5, _, _) = BIG5.encode("客戶編號,姓名\nA1,許功蓋\nA2,王小明\n");
        for slice_bytes in [1, 3, 1_000] {
            let (text, name) = decoded(&big5, slice_bytes);
            assert_eq!(name, "Big5");
            assert_eq!(String::from_utf8_lossy(&text), "客戶編號,姓名\nA1,許功蓋\nA2,王小明\n");
        }
    }

    #[test]
    fn a_late_character_still_decides_the_encoding() {
        let mut decoder = TextDecoder::new(b"id,name\n", false, None, None).0;
        let mut text = Vec::new();
        decoder.decode(b"id,name\n1,a\n2,Caf", false, &mut text);
        decoder.decode(b"\xE9 Ren\xE9, cr\xE8me\n3,b\n", true, &mut text);
        assert_eq!(decoder.encoding().name(), "windows-1252");
        assert!(String::from_utf8_lossy(&text).contains("Café René"));
    }

    #[test]
    fn a_sign_is_no_language() {
        assert_eq!(decoded(b"id,name\n1,Voucher \xA340.00\n2,Voucher \xA350.00\n", 7).1, "windows-1252");
    }

    #[test]
    fn a_lone_surrogate_is_marked() {
        let (text, name) = decoded(b"\xFF\xFEa\x00\x00\xD8b\x00", 3);
        assert_eq!((text.as_slice(), name), (&b"a\xFFb"[..], "UTF-16LE"));
    }

    #[test]
    fn utf16_is_known_by_its_nuls() {
        let bytes: Vec<u8> = "id,date\n1,2\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decoded(&bytes, 5), (b"id,date\n1,2\n".to_vec(), "UTF-16BE"));
    }

    #[test]
    fn binary_data_is_refused() {
        assert!(refuse_known_binary(b"PK\x03\x04rest").is_err());
        assert!(refuse_control_characters(b"\x00\x01ab").is_err());
        assert!(refuse_control_characters(b"a,b\r\n1,\t2\r\n").is_ok());
    }
}
