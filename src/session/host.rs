//! What a session needs of the outside world.
#![allow(async_fn_in_trait)] // Sessions run on one thread; their futures need not be `Send`.

use crate::protocol::{Envelope, Event};
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
