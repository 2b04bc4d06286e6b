//! How much a file may unpack to.

/// Bounds on what is unpacked. They are checked against what was really unpacked so far, never against what a
/// file says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file as it lies on the disk; a workbook is held whole while it is read.
    pub max_file_bytes: u64,
    /// Bytes unpacked, all parts of a file together.
    pub max_unpacked_bytes: u64,
    /// Unpacked bytes for each packed one.
    pub max_ratio: u64,
    /// Unpacked bytes up to which the ratio is not looked at: a small file of equal rows is no bomb.
    pub ratio_free_bytes: u64,
    /// Parts of a workbook.
    pub max_parts: usize,
    /// Cells of a sheet up to the last one of each row that has a value, empty ones in between included.
    pub max_cells: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_file_bytes: 200 << 20,
            max_unpacked_bytes: 1 << 30,
            max_ratio: 200,
            ratio_free_bytes: 16 << 20,
            max_parts: 1_000,
            max_cells: 20_000_000,
        }
    }
}

impl Limits {
    /// Whether this much output for this much input is more than any table would give.
    pub(crate) fn is_bomb(&self, n_packed: u64, n_unpacked: u64) -> bool {
        n_unpacked > self.ratio_free_bytes && n_unpacked / self.max_ratio > n_packed
    }
}
