//! One part of a workbook, unpacked while it is read, and counted.

use crate::archive::{Archive, Entry};
use crate::crc32::Crc32;
use crate::{Limits, WorkbookError};
use miniz_oxide::inflate::stream::{InflateState, inflate};
use miniz_oxide::{DataFormat, MZError, MZFlush, MZStatus};
use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

/// Bytes unpacked at a time.
const STEP_BYTES: usize = 1 << 16;

/// Longest tag or text between two tags. A cell holds 32,767 characters in Excel, and the import refuses more
/// than 1 MiB.
const MAX_TOKEN_BYTES: usize = 16 << 20;

/// Bytes unpacked so far from all parts of a workbook together.
pub(crate) type Unpacked = Rc<Cell<u64>>;

/// Reads one part.
pub(crate) struct PartReader {
    bytes: Rc<Vec<u8>>,
    name: String,
    start: usize,
    at: usize,
    end: usize,
    inflate: Option<Box<InflateState>>,
    crc: Crc32,
    wanted_crc: u32,
    buffer: Vec<u8>,
    from: usize,
    n_part_bytes: u64,
    n_token_bytes: usize,
    is_finished: bool,
    limits: Limits,
    unpacked: Unpacked,
}

impl PartReader {
    pub(crate) fn new(archive: &Archive, entry: &Entry, limits: Limits, unpacked: &Unpacked) -> Self {
        Self {
            bytes: Rc::clone(&archive.bytes),
            name: entry.name.clone(),
            start: entry.start,
            at: entry.start,
            end: entry.end,
            inflate: entry.is_deflated.then(|| InflateState::new_boxed(DataFormat::Raw)),
            crc: Crc32::new(),
            wanted_crc: entry.crc,
            buffer: Vec::new(),
            from: 0,
            n_part_bytes: 0,
            n_token_bytes: 0,
            is_finished: false,
            limits,
            unpacked: Rc::clone(unpacked),
        }
    }

    /// Name of the part.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Share of the part that was read, 0 to 1.
    pub(crate) fn share(&self) -> f64 {
        if self.end == self.start {
            1.0
        } else {
            (self.at - self.start) as f64 / (self.end - self.start) as f64
        }
    }

    /// Says that a token ends here: the bound on the length of one begins anew.
    pub(crate) fn next_token(&mut self) {
        self.n_token_bytes = 0;
    }

    fn damaged(&self) -> WorkbookError {
        WorkbookError::Corrupt { part: self.name.clone() }
    }

    fn refill(&mut self) -> Result<(), WorkbookError> {
        self.from = 0;
        self.buffer.clear();
        while self.buffer.is_empty() && !self.is_finished {
            match self.inflate.take() {
                None => {
                    let taken = (self.end - self.at).min(STEP_BYTES);
                    self.buffer.extend_from_slice(&self.bytes[self.at..self.at + taken]);
                    self.at += taken;
                    self.is_finished = self.at == self.end;
                }
                Some(mut state) => {
                    self.buffer.resize(STEP_BYTES, 0);
                    let rest = &self.bytes[self.at..self.end];
                    let step = inflate(&mut state, rest, &mut self.buffer, MZFlush::None);
                    self.buffer.truncate(step.bytes_written);
                    self.at += step.bytes_consumed;
                    match step.status {
                        Ok(MZStatus::StreamEnd) => self.is_finished = true,
                        Ok(_) if step.bytes_consumed > 0 || step.bytes_written > 0 => {}
                        // The end of the packed bytes comes before the end of the part.
                        Ok(_) | Err(MZError::Buf) => return Err(self.damaged()),
                        Err(_) => return Err(self.damaged()),
                    }
                    self.inflate = Some(state);
                }
            }
        }
        let n_new = self.buffer.len() as u64;
        self.n_part_bytes += n_new;
        self.unpacked.set(self.unpacked.get() + n_new);
        self.crc.update(&self.buffer);
        if self.unpacked.get() > self.limits.max_unpacked_bytes {
            return Err(WorkbookError::TooLarge { limit: self.limits.max_unpacked_bytes });
        }
        let n_packed = (self.at - self.start) as u64;
        if self.limits.is_bomb(n_packed, self.n_part_bytes) {
            return Err(WorkbookError::TooLarge { limit: n_packed * self.limits.max_ratio });
        }
        if self.is_finished && self.crc.value() != self.wanted_crc {
            return Err(self.damaged());
        }
        Ok(())
    }
}

impl BufRead for PartReader {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.from == self.buffer.len() && !self.is_finished {
            self.refill().map_err(io::Error::other)?;
        }
        if self.n_token_bytes > MAX_TOKEN_BYTES {
            return Err(io::Error::other(self.damaged()));
        }
        Ok(&self.buffer[self.from..])
    }

    fn consume(&mut self, n_bytes: usize) {
        self.from = (self.from + n_bytes).min(self.buffer.len());
        self.n_token_bytes += n_bytes;
    }
}

impl Read for PartReader {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let mut available = self.fill_buf()?;
        let n_bytes = available.read(out)?;
        self.consume(n_bytes);
        Ok(n_bytes)
    }
}
