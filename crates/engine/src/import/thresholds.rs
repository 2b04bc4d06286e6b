//! How many bytes are held back before something is decided about a file.
//!
//! They are the same for every file. Tests make them small, so that what otherwise happens behind the first
//! mebibyte happens in a file of a hundred bytes.

/// Sizes at which the import moves on. All of them count bytes of the file and know nothing of its slices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thresholds {
    /// Bytes of the head that are looked at first; grows fourfold until the header is found.
    pub head_bytes: usize,
    /// Bytes of the head beyond which no header is looked for.
    pub max_head_bytes: usize,
    /// Bytes that are decoded and split at a time.
    pub slice_bytes: usize,
    /// Bytes from the first one that is not ASCII on that may be held back to tell the encoding.
    pub window_bytes: usize,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self { head_bytes: 1 << 20, max_head_bytes: 64 << 20, slice_bytes: 1 << 18, window_bytes: 1 << 20 }
    }
}
