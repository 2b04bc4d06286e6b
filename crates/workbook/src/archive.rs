//! The directory of a zip file (APPNOTE 6.3), as far as workbooks use it.

use crate::{Limits, WorkbookError};
use std::collections::HashMap;
use std::rc::Rc;

const END: [u8; 4] = *b"PK\x05\x06";
const END_64: [u8; 4] = *b"PK\x06\x06";
const END_64_LOCATOR: [u8; 4] = *b"PK\x06\x07";
const FILE: [u8; 4] = *b"PK\x01\x02";
const LOCAL: [u8; 4] = *b"PK\x03\x04";

/// Bytes of the end record, and of the longest comment behind it.
const END_BYTES: usize = 22;
const MAX_COMMENT_BYTES: usize = 0xFFFF;

/// A file in the archive.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) name: String,
    /// Where its packed bytes lie.
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Whether they are deflated; else they are the bytes themselves.
    pub(crate) is_deflated: bool,
    pub(crate) crc: u32,
}

/// The archive.
pub(crate) struct Archive {
    pub(crate) bytes: Rc<Vec<u8>>,
    /// By name in lower case: writers do not agree on the case of parts and their references.
    entries: HashMap<String, Entry>,
}

impl Archive {
    /// Reads the directory.
    pub(crate) fn open(bytes: Vec<u8>, limits: &Limits) -> Result<Self, WorkbookError> {
        let damaged = || WorkbookError::Corrupt { part: "zip".to_owned() };
        let end = find_end(&bytes).ok_or_else(damaged)?;
        let (n_entries, start) = directory(&bytes, end).ok_or_else(damaged)?;
        let limit = limits.max_parts as u64;
        if n_entries > limit {
            return Err(WorkbookError::TooManyParts { limit });
        }
        let mut entries = HashMap::new();
        // A file may have something in front of the archive, by which all offsets are shifted.
        let shift = if has_at(&bytes, start, FILE) { 0 } else { shift_of(&bytes, end, start) };
        let mut at = start.checked_add(shift).ok_or_else(damaged)?;
        for _ in 0..n_entries {
            let (entry, next) = read_entry(&bytes, at, shift).ok_or_else(damaged)??;
            at = next;
            if let Some(entry) = entry {
                entries.entry(entry.name.to_ascii_lowercase()).or_insert(entry);
            }
        }
        Ok(Self { bytes: Rc::new(bytes), entries })
    }

    /// The part of that name; a leading slash does not matter.
    pub(crate) fn entry(&self, name: &str) -> Option<&Entry> {
        self.entries.get(&name.trim_start_matches('/').to_ascii_lowercase())
    }
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u64> {
    let field = bytes.get(at..at.checked_add(2)?)?;
    Some(u64::from(u16::from_le_bytes(field.try_into().ok()?)))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u64> {
    let field = bytes.get(at..at.checked_add(4)?)?;
    Some(u64::from(u32::from_le_bytes(field.try_into().ok()?)))
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    let field = bytes.get(at..at.checked_add(8)?)?;
    Some(u64::from_le_bytes(field.try_into().ok()?))
}

fn has_at(bytes: &[u8], at: usize, magic: [u8; 4]) -> bool {
    bytes.get(at..).is_some_and(|rest| rest.starts_with(&magic))
}

/// The last end record of the file.
fn find_end(bytes: &[u8]) -> Option<usize> {
    let first = bytes.len().saturating_sub(END_BYTES + MAX_COMMENT_BYTES);
    (first..=bytes.len().checked_sub(END_BYTES)?).rev().find(|&at| has_at(bytes, at, END))
}

/// Entries and offset of the directory.
fn directory(bytes: &[u8], end: usize) -> Option<(u64, usize)> {
    let (n_entries, start) = (u16_at(bytes, end + 10)?, u32_at(bytes, end + 16)?);
    let is_64 = n_entries == 0xFFFF || start == 0xFFFF_FFFF;
    let locator = end.checked_sub(20).filter(|&at| is_64 && has_at(bytes, at, END_64_LOCATOR));
    let (n_entries, start) = match locator {
        Some(locator) => {
            let at = usize::try_from(u64_at(bytes, locator + 8)?).ok()?;
            if !has_at(bytes, at, END_64) {
                return None;
            }
            (u64_at(bytes, at.checked_add(32)?)?, u64_at(bytes, at.checked_add(48)?)?)
        }
        None => (n_entries, start),
    };
    Some((n_entries, usize::try_from(start).ok()?))
}

fn shift_of(bytes: &[u8], end: usize, start: usize) -> usize {
    let n_bytes = u32_at(bytes, end + 12).and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
    end.checked_sub(n_bytes).and_then(|real| real.checked_sub(start)).unwrap_or(0)
}

type Read = (Option<Entry>, usize);

/// The entry of the directory at `at`, none for a folder, and where the next one begins.
fn read_entry(bytes: &[u8], at: usize, shift: usize) -> Option<Result<Read, WorkbookError>> {
    if !has_at(bytes, at, FILE) {
        return None;
    }
    let (flags, method) = (u16_at(bytes, at + 8)?, u16_at(bytes, at + 10)?);
    let crc = u32::try_from(u32_at(bytes, at + 16)?).ok()?;
    let (mut n_packed, n_unpacked) = (u32_at(bytes, at + 20)?, u32_at(bytes, at + 24)?);
    let n_name = usize::try_from(u16_at(bytes, at + 28)?).ok()?;
    let n_extra = usize::try_from(u16_at(bytes, at + 30)?).ok()?;
    let n_comment = usize::try_from(u16_at(bytes, at + 32)?).ok()?;
    let mut offset = u32_at(bytes, at + 42)?;
    let name = bytes.get(at + 46..at + 46 + n_name)?;
    let name = String::from_utf8_lossy(name).replace('\\', "/");
    let extra = bytes.get(at + 46 + n_name..at + 46 + n_name + n_extra)?;
    let next = at + 46 + n_name + n_extra + n_comment;
    if let Some(mut field) = extra_64(extra) {
        // Only those fields are there that do not fit into 32 bits, in this order.
        if n_unpacked == 0xFFFF_FFFF {
            field = field.get(8..)?;
        }
        if n_packed == 0xFFFF_FFFF {
            n_packed = u64_at(field, 0)?;
            field = field.get(8..)?;
        }
        if offset == 0xFFFF_FFFF {
            offset = u64_at(field, 0)?;
        }
    }
    if name.ends_with('/') {
        return Some(Ok((None, next)));
    }
    if flags & 1 != 0 {
        return Some(Err(WorkbookError::Encrypted));
    }
    let is_deflated = match method {
        0 => false,
        8 => true,
        // No program that writes workbooks uses another method.
        _ => return Some(Err(WorkbookError::Corrupt { part: name })),
    };
    let local = usize::try_from(offset).ok()?.checked_add(shift)?;
    if !has_at(bytes, local, LOCAL) {
        return None;
    }
    let n_local = usize::try_from(u16_at(bytes, local + 26)? + u16_at(bytes, local + 28)?).ok()?;
    let start = local.checked_add(30)?.checked_add(n_local)?;
    let end = start.checked_add(usize::try_from(n_packed).ok()?)?;
    if end > bytes.len() {
        return None;
    }
    Some(Ok((Some(Entry { name, start, end, is_deflated, crc }), next)))
}

/// The field of an entry that holds sizes of 64 bits.
fn extra_64(extra: &[u8]) -> Option<&[u8]> {
    let mut rest = extra;
    loop {
        let (id, n_bytes) = (u16_at(rest, 0)?, usize::try_from(u16_at(rest, 2)?).ok()?);
        let field = rest.get(4..4 + n_bytes)?;
        if id == 1 {
            return Some(field);
        }
        rest = &rest[4 + n_bytes..];
    }
}
