//! Why a whole file could not be imported. One bad row is a [`super::Reject`] instead.

use serde::{Deserialize, Serialize};

/// Why nothing of a file was imported.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum ImportError {
    /// No bytes, or nothing but spaces and line ends.
    #[error("the file is empty")]
    EmptyFile,
    /// The bytes are an image, a workbook, an archive or other binary data.
    #[error("the file is not text; it looks like {format:?}")]
    NotText {
        /// What the first bytes say: `xlsx`, `gzip`, `pdf`, `png`, `ole`, or `binary`.
        format: String,
    },
    /// No row has all required columns.
    #[error("no header row names the required columns {missing:?}; the first row is {found:?}")]
    MissingRequiredColumns {
        /// The roles that were not found: `customer_id`, `date`, `amount`.
        missing: Vec<String>,
        /// Cells of the first record, cut at 80 characters each, 20 at most.
        found: Vec<String>,
    },
    /// Two columns claim one required role and differ.
    #[error("columns {columns:?} both look like {role:?} and differ on line {line}")]
    AmbiguousColumns {
        /// The role.
        role: String,
        /// The headers.
        columns: Vec<String>,
        /// Indices of those columns; leaving one out by [`super::ImportOptions::ignored`] answers the question.
        indices: [u16; 2],
        /// The first line on which they differ.
        line: u32,
    },
    /// More columns than any table has.
    #[error("the header has {n_columns} columns, the limit is {limit}")]
    TooManyColumns {
        /// Columns found.
        n_columns: u32,
        /// The limit.
        limit: u32,
    },
    /// A header and nothing below it.
    #[error("there is no row below the header on line {header_line}")]
    NoDataRows {
        /// Line of the header.
        header_line: u32,
    },
    /// Rows, but none that can be used.
    #[error("none of {n_records} rows can be used")]
    NoValidRows {
        /// Rows read.
        n_records: u64,
        /// Why, as in the report of a successful import.
        rejects: Vec<super::Reject>,
        /// Line and reason of every row, in file order. They stay on the side that read the file.
        #[serde(skip)]
        set_aside: Box<[(u32, super::RejectReason)]>,
    },
    /// Dates fit two readings and nothing in the column decides.
    #[error("dates such as {sample:?} on line {line} can be read in two ways")]
    AmbiguousDates {
        /// A cell that can be read in two ways.
        sample: String,
        /// Its line.
        line: u32,
        /// Whether the question is the calendar (民國 or not) rather than day and month order.
        asks_calendar: bool,
    },
    /// Two currencies are equally frequent.
    #[error("amounts are in {first:?} and {second:?}, equally often")]
    AmbiguousCurrency {
        /// One of them, as an ISO code.
        first: String,
        /// The other.
        second: String,
    },
}
