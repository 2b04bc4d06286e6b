//! Files that wrap a table: sheets of Excel workbooks as text, and gzip.
//!
//! In:   the bytes of an .xlsx or .xlsm file, or slices of a .gz file.
//! Out:  the text of a sheet, one row of the sheet on one line; the bytes that were packed.
//! Cost: a workbook's packed bytes and its shared strings are held, a sheet never is; gzip holds 32 KiB.
//!
//! Whoever makes a file can write anything into it, so nothing is believed and everything is counted while it is
//! unpacked: see [`Limits`]. No number in a file decides how much memory is asked for.
//!
//! The reader of sheets is our own, over an XML tokenizer. calamine, with which its results are compared in the
//! tests, reserves memory for as many strings as a file claims to have, refuses a whole sheet for one `#SPILL!`
//! and borrows the workbook while it reads, so that reading could not pause to let the user cancel.

mod archive;
mod crc32;
mod error;
mod gzip;
mod limits;
mod number_format;
mod part;
mod reader;
mod sheet;
mod strings;
mod value;
mod workbook;
mod xml;

pub use error::WorkbookError;
pub use gzip::{GzipDecoder, GzipError};
pub use limits::Limits;
pub use reader::WorkbookReader;
pub use sheet::{SheetBlock, SheetText};
pub use workbook::{SheetInfo, Workbook};

/// The text of [`SheetBlock::packed`].
///
/// # Errors
/// When the bytes are not what [`SheetBlock`] gave out, or unpack to more than `max_bytes`.
pub fn unpack_block(packed: &[u8], max_bytes: usize) -> Result<Vec<u8>, WorkbookError> {
    miniz_oxide::inflate::decompress_to_vec_with_limit(packed, max_bytes)
        .map_err(|_| WorkbookError::Corrupt { part: "block".to_owned() })
}
