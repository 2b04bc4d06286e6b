//! What a session needs of the outside world.
#![allow(async_fn_in_trait)] // Sessions run on one thread; their futures need not be `Send`.

use crate::protocol::{ContainerError, Envelope, Event, SheetInfo};
use clientele_workbook::{Limits, SheetBlock, WorkbookReader};
use std::sync::Arc;

/// The world around a session: a worker thread, or a test.
pub trait Host {
    /// A file whose bytes can be read.
    type File: ByteSource;

    /// Says something to the page, at once.
    fn emit(&self, envelope: Envelope<Event>);

    /// Lets messages in and answers whether the command is still wanted.
    async fn breathe(&self, id: u32, generation: u32) -> bool;

    /// Milliseconds since some moment, for the time a reading took.
    fn now_ms(&self) -> f64;

    /// What reads a workbook: in a browser a program of its own, which is loaded when the first one is dropped.
    ///
    /// # Errors
    /// [`ContainerError::Unavailable`] when it cannot be loaded.
    async fn sheet_source(&self) -> Result<Box<dyn SheetSource>, ContainerError> {
        Ok(Box::new(WorkbookReader::new(Limits::default())))
    }
}

/// Reads one workbook: all of its bytes in order, then rows of its sheets.
pub trait SheetSource {
    /// Takes the next bytes of the file.
    ///
    /// # Errors
    /// When the file is too large.
    fn push(&mut self, slice: &[u8]) -> Result<(), ContainerError>;

    /// Opens the workbook, now that all bytes are there, and lists its sheets.
    ///
    /// # Errors
    /// See [`crate::protocol::WorkbookError`].
    fn open(&mut self) -> Result<Vec<SheetInfo>, ContainerError>;

    /// Begins to read the sheet with this index.
    ///
    /// # Errors
    /// When there is none.
    fn start_sheet(&mut self, idx: usize) -> Result<(), ContainerError>;

    /// The next rows; `None` at the end of the sheet.
    ///
    /// # Errors
    /// See [`crate::protocol::WorkbookError`].
    fn next_block(&mut self) -> Result<Option<SheetBlock>, ContainerError>;
}

impl SheetSource for WorkbookReader {
    fn push(&mut self, slice: &[u8]) -> Result<(), ContainerError> {
        Ok(WorkbookReader::push(self, slice)?)
    }

    fn open(&mut self) -> Result<Vec<SheetInfo>, ContainerError> {
        Ok(WorkbookReader::open(self)?)
    }

    fn start_sheet(&mut self, idx: usize) -> Result<(), ContainerError> {
        Ok(WorkbookReader::start_sheet(self, idx)?)
    }

    fn next_block(&mut self) -> Result<Option<SheetBlock>, ContainerError> {
        Ok(WorkbookReader::next_block(self)?)
    }
}

/// Bytes of a file, read in order or at a place.
pub trait ByteSource {
    /// Size in bytes.
    fn n_bytes(&self) -> u64;

    /// Replaces the contents of `slice` by the next bytes; `false` at the end of the file.
    ///
    /// # Errors
    /// What the browser says when the file cannot be read any more.
    async fn next(&mut self, slice: &mut Vec<u8>) -> Result<bool, String>;

    /// Up to `n_bytes` bytes from `offset` on.
    ///
    /// # Errors
    /// What the browser says when the file cannot be read any more.
    async fn read_at(&self, offset: u64, n_bytes: usize) -> Result<Vec<u8>, String>;

    /// Starts reading from the first byte again.
    fn rewind(&mut self);

    /// The same file once more, to be read from its first byte while this one stays as it is.
    #[must_use]
    fn reopen(&self) -> Self;
}

/// A file in memory: a sample, or a file of a test.
#[derive(Debug, Clone)]
pub struct MemoryFile {
    bytes: Arc<[u8]>,
    position: usize,
    slice_len: usize,
}

impl MemoryFile {
    /// A file with these bytes, given out in slices of 1 MiB.
    #[must_use]
    pub fn new(bytes: impl Into<Arc<[u8]>>) -> Self {
        Self { bytes: bytes.into(), position: 0, slice_len: 1 << 20 }
    }
}

impl ByteSource for MemoryFile {
    fn n_bytes(&self) -> u64 {
        self.bytes.len() as u64
    }

    async fn next(&mut self, slice: &mut Vec<u8>) -> Result<bool, String> {
        slice.clear();
        let end = (self.position + self.slice_len).min(self.bytes.len());
        slice.extend_from_slice(&self.bytes[self.position..end]);
        self.position = end;
        Ok(!slice.is_empty())
    }

    async fn read_at(&self, offset: u64, n_bytes: usize) -> Result<Vec<u8>, String> {
        let start = usize::try_from(offset).unwrap_or(usize::MAX).min(self.bytes.len());
        let end = start.saturating_add(n_bytes).min(self.bytes.len());
        Ok(self.bytes[start..end].to_vec())
    }

    fn rewind(&mut self) {
        self.position = 0;
    }

    fn reopen(&self) -> Self {
        Self { position: 0, ..self.clone() }
    }
}
