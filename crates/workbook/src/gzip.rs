//! gzip (RFC 1952), unpacked slice by slice.
//!
//! A file may have several members, one behind the other, as `cat a.gz b.gz` and parallel packers make them:
//! they are one text. Checksum and length of each are compared. Zeros behind the last member are padding of tapes
//! and disks; anything else there is an error, because it may be rows.
//!
//! The decoder can be cloned at any point, at about 43 KiB: such a copy goes on reading from there, which is how
//! a row deep in the file is found again without unpacking everything above it.

use crate::Limits;
use crate::crc32::Crc32;
use miniz_oxide::inflate::stream::{InflateState, inflate};
use miniz_oxide::{DataFormat, MZError, MZFlush, MZStatus};
use serde::{Deserialize, Serialize};

/// Longest header of a member: it may carry a name, a comment and extra fields.
const MAX_HEADER_BYTES: usize = 1 << 18;

/// Bytes unpacked at a time.
const STEP_BYTES: usize = 1 << 15;

const HAS_HEADER_CRC: u8 = 1 << 1;
const HAS_EXTRA: u8 = 1 << 2;
const HAS_NAME: u8 = 1 << 3;
const HAS_COMMENT: u8 = 1 << 4;

/// Why a gzip file could not be unpacked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum GzipError {
    /// The file ends in the middle.
    #[error("the file ends too early, after {n_unpacked} unpacked bytes")]
    Truncated {
        /// Bytes that could be unpacked.
        n_unpacked: u64,
    },
    /// The packed bytes make no sense.
    #[error("the file is damaged near byte {offset}")]
    Corrupt {
        /// Offset in the packed file.
        offset: u64,
    },
    /// What was unpacked is not what was packed.
    #[error("the checksum before byte {offset} does not agree")]
    Checksum {
        /// Offset in the packed file.
        offset: u64,
    },
    /// It unpacks to more than the limit.
    #[error("the file unpacks to more than {limit} bytes")]
    TooLarge {
        /// The limit, in bytes.
        limit: u64,
    },
    /// It unpacks to far more than any table would.
    #[error("the file unpacks to more than {ratio} times its size")]
    Bomb {
        /// Unpacked bytes allowed for each packed one.
        ratio: u64,
    },
}

#[derive(Clone)]
enum Stage {
    /// The header of a member, as far as it was given.
    Header(Vec<u8>),
    Body(Box<InflateState>),
    Trailer(Vec<u8>),
    /// Zeros behind the last member.
    Padding,
}

/// Unpacks one file, fed slice by slice.
#[derive(Clone)]
pub struct GzipDecoder {
    limits: Limits,
    stage: Stage,
    crc: Crc32,
    n_members: u64,
    n_member_bytes: u64,
    n_packed: u64,
    n_unpacked: u64,
}

impl GzipDecoder {
    /// The first bytes of every gzip file.
    pub const MAGIC: [u8; 2] = [0x1F, 0x8B];

    /// A decoder at the start of a file.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            stage: Stage::Header(Vec::new()),
            crc: Crc32::new(),
            n_members: 0,
            n_member_bytes: 0,
            n_packed: 0,
            n_unpacked: 0,
        }
    }

    /// Bytes of the file read so far.
    #[must_use]
    pub fn n_packed(&self) -> u64 {
        self.n_packed
    }

    /// Bytes unpacked so far.
    #[must_use]
    pub fn n_unpacked(&self) -> u64 {
        self.n_unpacked
    }

    /// Appends what `packed`, the next bytes of the file, holds to `text`, `max_bytes` bytes at most.
    /// Answers how many bytes of `packed` were used; when not all of them, call again with the rest.
    ///
    /// # Errors
    /// See [`GzipError`]; the decoder is of no use afterwards.
    pub fn push(&mut self, packed: &[u8], text: &mut Vec<u8>, max_bytes: usize) -> Result<usize, GzipError> {
        let (start_len, start_packed) = (text.len(), self.n_packed);
        loop {
            let used = usize::try_from(self.n_packed - start_packed).unwrap_or(packed.len());
            let rest = &packed[used..];
            if text.len() - start_len >= max_bytes {
                return Ok(used);
            }
            let is_going_on = match &mut self.stage {
                Stage::Header(_) => self.read_header(rest)?,
                Stage::Body(_) => {
                    let n_free = max_bytes.saturating_sub(text.len() - start_len);
                    self.read_body(rest, text, n_free.clamp(1, STEP_BYTES))?
                }
                Stage::Trailer(_) => self.read_trailer(rest)?,
                Stage::Padding => self.read_padding(rest)?,
            };
            if !is_going_on {
                let used = usize::try_from(self.n_packed - start_packed).unwrap_or(packed.len());
                return Ok(used);
            }
        }
    }

    /// Says that the file has ended.
    ///
    /// # Errors
    /// [`GzipError::Truncated`] when it should not have.
    pub fn finish(&self) -> Result<(), GzipError> {
        let is_between = match &self.stage {
            Stage::Header(head) => head.is_empty() && self.n_members > 0,
            Stage::Padding => true,
            Stage::Body(_) | Stage::Trailer(_) => false,
        };
        if is_between { Ok(()) } else { Err(GzipError::Truncated { n_unpacked: self.n_unpacked }) }
    }

    fn corrupt(&self) -> GzipError {
        GzipError::Corrupt { offset: self.n_packed }
    }

    fn read_header(&mut self, rest: &[u8]) -> Result<bool, GzipError> {
        let at = self.n_packed;
        let Stage::Header(head) = &mut self.stage else { return Ok(false) };
        let Some(&next) = rest.first() else { return Ok(false) };
        if head.is_empty() && next == 0 && self.n_members > 0 {
            self.stage = Stage::Padding;
            return Ok(true);
        }
        let n_before = head.len();
        head.extend_from_slice(&rest[..rest.len().min(MAX_HEADER_BYTES.saturating_sub(n_before))]);
        match header_length(head) {
            Header::Wrong => Err(GzipError::Corrupt { offset: at }),
            Header::Incomplete if head.len() >= MAX_HEADER_BYTES => Err(GzipError::Corrupt { offset: at }),
            Header::Incomplete => {
                self.n_packed += (head.len() - n_before) as u64;
                Ok(false)
            }
            Header::Complete(length) => {
                self.n_packed += (length - n_before.min(length)) as u64;
                self.stage = Stage::Body(InflateState::new_boxed(DataFormat::Raw));
                self.crc = Crc32::new();
                self.n_member_bytes = 0;
                Ok(true)
            }
        }
    }

    fn read_body(&mut self, rest: &[u8], text: &mut Vec<u8>, n_free: usize) -> Result<bool, GzipError> {
        let Stage::Body(state) = &mut self.stage else { return Ok(false) };
        let start = text.len();
        text.resize(start + n_free, 0);
        let step = inflate(state, rest, &mut text[start..], MZFlush::None);
        text.truncate(start + step.bytes_written);
        self.n_packed += step.bytes_consumed as u64;
        self.n_unpacked += step.bytes_written as u64;
        self.n_member_bytes += step.bytes_written as u64;
        self.crc.update(&text[start..]);
        match step.status {
            Ok(MZStatus::StreamEnd) => self.stage = Stage::Trailer(Vec::new()),
            // Nothing was read and nothing could be written: more input is needed.
            Ok(_) | Err(MZError::Buf) => {}
            Err(_) => return Err(self.corrupt()),
        }
        if self.n_unpacked > self.limits.max_unpacked_bytes {
            return Err(GzipError::TooLarge { limit: self.limits.max_unpacked_bytes });
        }
        if self.limits.is_bomb(self.n_packed, self.n_unpacked) {
            return Err(GzipError::Bomb { ratio: self.limits.max_ratio });
        }
        let is_ended = matches!(self.stage, Stage::Trailer(_));
        Ok(is_ended || step.bytes_consumed > 0 || step.bytes_written > 0)
    }

    fn read_trailer(&mut self, rest: &[u8]) -> Result<bool, GzipError> {
        let Stage::Trailer(tail) = &mut self.stage else { return Ok(false) };
        let taken = &rest[..rest.len().min(8 - tail.len())];
        tail.extend_from_slice(taken);
        self.n_packed += taken.len() as u64;
        let &[a, b, c, d, e, f, g, h] = tail.as_slice() else { return Ok(false) };
        let is_equal = u32::from_le_bytes([a, b, c, d]) == self.crc.value()
            // The length is kept modulo 2^32.
            && u32::from_le_bytes([e, f, g, h]) == self.n_member_bytes as u32;
        if !is_equal {
            return Err(GzipError::Checksum { offset: self.n_packed });
        }
        self.n_members += 1;
        self.stage = Stage::Header(Vec::new());
        Ok(true)
    }

    fn read_padding(&mut self, rest: &[u8]) -> Result<bool, GzipError> {
        let n_zeros = rest.iter().take_while(|&&byte| byte == 0).count();
        self.n_packed += n_zeros as u64;
        if n_zeros < rest.len() { Err(self.corrupt()) } else { Ok(false) }
    }
}

enum Header {
    Complete(usize),
    Incomplete,
    Wrong,
}

/// Length of the header that `head` begins with.
fn header_length(head: &[u8]) -> Header {
    let is_prefix = head.iter().zip([0x1F, 0x8B, 8]).all(|(&byte, wanted)| byte == wanted);
    if !is_prefix {
        return Header::Wrong;
    }
    let Some(&flags) = head.get(3) else { return Header::Incomplete };
    if flags & 0b1110_0000 != 0 {
        return Header::Wrong;
    }
    let mut length = 10;
    if flags & HAS_EXTRA != 0 {
        let Some(&[low, high]) = head.get(length..length + 2) else { return Header::Incomplete };
        length += 2 + usize::from(u16::from_le_bytes([low, high]));
    }
    for text in [HAS_NAME, HAS_COMMENT] {
        if flags & text != 0 {
            let end = head.get(length..).and_then(|rest| rest.iter().position(|&byte| byte == 0));
            let Some(end) = end else { return Header::Incomplete };
            length += end + 1;
        }
    }
    if flags & HAS_HEADER_CRC != 0 {
        length += 2;
    }
    if head.len() < length { Header::Incomplete } else { Header::Complete(length) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use miniz_oxide::deflate::compress_to_vec;

    fn gzip(bytes: &[u8], flags: u8, fields: &[u8]) -> Vec<u8> {
        let mut crc = Crc32::new();
        crc.update(bytes);
        let mut file = vec![0x1F, 0x8B, 8, flags, 0, 0, 0, 0, 0, 255];
        file.extend_from_slice(fields);
        file.extend(compress_to_vec(bytes, 6));
        file.extend(crc.value().to_le_bytes());
        file.extend((bytes.len() as u32).to_le_bytes());
        file
    }

    fn unpack(file: &[u8], slice_bytes: usize, max_bytes: usize) -> Result<Vec<u8>, GzipError> {
        let mut decoder = GzipDecoder::new(Limits::default());
        let mut text = Vec::new();
        for slice in file.chunks(slice_bytes) {
            let mut rest = slice;
            loop {
                let before = text.len();
                let used = decoder.push(rest, &mut text, max_bytes)?;
                rest = &rest[used..];
                if rest.is_empty() && text.len() == before {
                    break;
                }
            }
        }
        decoder.finish()?;
        assert_eq!(decoder.n_packed(), file.len() as u64);
        assert_eq!(decoder.n_unpacked(), text.len() as u64);
        Ok(text)
    }

    fn text() -> Vec<u8> {
        (0..4_000_u32)
            .flat_map(|n| format!("C{},2024-01-{:02},{}\n", n % 977, n % 28 + 1, n).into_bytes())
            .collect()
    }

    #[test]
    fn any_slicing_gives_the_same_bytes() {
        let text = text();
        let file = gzip(&text, 0, b"");
        for (slice_bytes, max_bytes) in
            [(1, 1), (3, 1 << 20), (4_096, 1), (1 << 20, 1 << 10), (1 << 20, 1 << 30)]
        {
            assert_eq!(
                unpack(&file, slice_bytes, max_bytes).as_ref(),
                Ok(&text),
                "{slice_bytes} {max_bytes}"
            );
        }
    }

    #[test]
    fn members_are_one_text_and_zeros_behind_them_are_nothing() {
        let text = text();
        let (left, right) = text.split_at(12_345);
        let mut file = gzip(left, HAS_NAME | HAS_COMMENT, b"rows.csv\0a comment\0");
        file.extend(gzip(b"", 0, b""));
        file.extend(gzip(right, HAS_EXTRA | HAS_HEADER_CRC, b"\x03\0abc\x11\x22"));
        for slice_bytes in [1, 7, 1 << 20] {
            assert_eq!(unpack(&file, slice_bytes, 1 << 10).as_ref(), Ok(&text));
        }
        file.extend([0; 600]);
        assert_eq!(unpack(&file, 11, 1 << 10), Ok(text));
        file.extend(b"more");
        assert!(matches!(unpack(&file, 11, 1 << 10), Err(GzipError::Corrupt { .. })));
    }

    #[test]
    fn every_place_to_cut_is_noticed() {
        let file = gzip(b"customer_id,date,amount\nA,2024-01-01,5\n", HAS_NAME, b"a.csv\0");
        for n in 0..file.len() {
            assert!(matches!(unpack(&file[..n], 9, 1 << 10), Err(GzipError::Truncated { .. })), "{n}");
        }
    }

    #[test]
    fn every_damaged_byte_of_the_body_is_noticed() {
        let text = b"customer_id,date,amount\nA,2024-01-01,5\nB,2024-01-02,5\n";
        let file = gzip(text, 0, b"");
        for idx in 10..file.len() {
            for bit in 0..8 {
                let mut damaged = file.clone();
                damaged[idx] ^= 1 << bit;
                // The last byte before the checksum may have bits that mean nothing.
                if let Ok(unpacked) = unpack(&damaged, 64, 1 << 10) {
                    assert_eq!(unpacked, text, "bit {bit} of byte {idx}");
                }
            }
        }
    }

    #[test]
    fn a_bomb_is_refused_early() {
        let zeros = vec![0_u8; 64 << 20];
        let file = gzip(&zeros, 0, b"");
        let mut decoder = GzipDecoder::new(Limits::default());
        let (mut rest, mut text) = (file.as_slice(), Vec::new());
        let error = loop {
            text.clear();
            match decoder.push(rest, &mut text, 1 << 20) {
                Ok(used) => rest = &rest[used..],
                Err(error) => break error,
            }
        };
        assert_eq!(error, GzipError::Bomb { ratio: 200 });
        assert!(decoder.n_unpacked() < 17 << 20);
        let limits = Limits { max_unpacked_bytes: 1_000, ..Limits::default() };
        let mut decoder = GzipDecoder::new(limits);
        let pushed = decoder.push(&gzip(&text_of(2_000), 0, b""), &mut Vec::new(), 1 << 20);
        assert_eq!(pushed, Err(GzipError::TooLarge { limit: 1_000 }));
    }

    fn text_of(n_bytes: usize) -> Vec<u8> {
        text().into_iter().take(n_bytes).collect()
    }

    #[test]
    fn a_copy_goes_on_from_where_it_was_made() {
        let text = text();
        let file = gzip(&text, 0, b"");
        let mut decoder = GzipDecoder::new(Limits::default());
        let mut head = Vec::new();
        let used = decoder.push(&file, &mut head, 20_000).unwrap();
        let mut copy = decoder.clone();
        let mut tail = Vec::new();
        copy.push(&file[used..], &mut tail, 1 << 30).unwrap();
        copy.finish().unwrap();
        assert_eq!([head, tail].concat(), text);
    }
}
