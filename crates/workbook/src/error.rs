//! Why a workbook could not be read.

use serde::{Deserialize, Serialize};

/// Why a workbook, or a sheet of it, could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum WorkbookError {
    /// The file is larger than what is held in memory.
    #[error("the workbook has {n_bytes} bytes, the limit is {limit}")]
    FileTooLarge {
        /// Its size.
        n_bytes: u64,
        /// The limit.
        limit: u64,
    },
    /// A password is needed to open it.
    #[error("the workbook is protected by a password")]
    Encrypted,
    /// A workbook in another format: `.xls` of Excel 97 to 2003, or the binary `.xlsb`.
    #[error("the workbook is in another format: {format}")]
    OtherFormat {
        /// `xls` or `xlsb`.
        format: String,
    },
    /// Some other file, or an archive that holds no workbook.
    #[error("the file is not a workbook")]
    NotAWorkbook,
    /// A part of it is damaged or cut off.
    #[error("the workbook is damaged in {part}")]
    Corrupt {
        /// The part, or the part and the row.
        part: String,
    },
    /// It has more parts than any workbook of tables.
    #[error("the workbook has more than {limit} parts")]
    TooManyParts {
        /// The limit.
        limit: u64,
    },
    /// It unpacks to more than the limit, or to far more than its size.
    #[error("the workbook unpacks to more than {limit} bytes")]
    TooLarge {
        /// The limit that was reached.
        limit: u64,
    },
    /// A sheet has too many cells.
    #[error("sheet {sheet:?} has more than {limit} cells")]
    TooManyCells {
        /// Name of the sheet.
        sheet: String,
        /// The limit.
        limit: u64,
    },
    /// It holds charts or macros and no sheet with cells.
    #[error("the workbook has no worksheet")]
    NoWorksheet,
    /// There is no sheet of that name or number.
    #[error("the workbook has no sheet {name:?}")]
    UnknownSheet {
        /// The name asked for.
        name: String,
    },
}
