//! Files that wrap a table: workbooks and gzip.

pub use clientele_workbook::{GzipError, SheetInfo, WorkbookError};

use serde::{Deserialize, Serialize};

/// The sheets of a workbook, and the one that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkbookInfo {
    /// The sheets with cells, in the order of their tabs.
    pub sheets: Vec<SheetInfo>,
    /// Index of the one that was read.
    pub sheet: u32,
}

/// Why what a file wraps could not be reached.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum ContainerError {
    /// A gzip file.
    #[error("{0}")]
    Gzip(GzipError),
    /// A workbook.
    #[error("{0}")]
    Workbook(WorkbookError),
    /// The program that reads workbooks could not be loaded.
    #[error("the reader of workbooks cannot be loaded: {detail}")]
    Unavailable {
        /// What the browser says.
        detail: String,
    },
    /// The program that reads workbooks ended, most likely for want of memory.
    #[error("the reader of workbooks has stopped: {detail}")]
    Stopped {
        /// What the browser says.
        detail: String,
    },
}

impl From<GzipError> for ContainerError {
    fn from(error: GzipError) -> Self {
        Self::Gzip(error)
    }
}

impl From<WorkbookError> for ContainerError {
    fn from(error: WorkbookError) -> Self {
        Self::Workbook(error)
    }
}

/// Why one file of several could not be unpacked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContainerFailure {
    /// Index of the file in the command.
    pub file: u32,
    /// Its name.
    pub name: String,
    /// Why.
    pub error: ContainerError,
}
