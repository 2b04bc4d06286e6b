//! A workbook that arrives in slices.

use crate::{Limits, SheetBlock, SheetInfo, Workbook, WorkbookError};

/// Takes the bytes of a workbook, then gives out the rows of its sheets.
pub struct WorkbookReader {
    limits: Limits,
    bytes: Vec<u8>,
    workbook: Option<Workbook>,
}

impl WorkbookReader {
    /// A reader that has not got any bytes yet.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        Self { limits, bytes: Vec::new(), workbook: None }
    }

    /// Takes the next bytes of the file.
    ///
    /// # Errors
    /// [`WorkbookError::FileTooLarge`].
    pub fn push(&mut self, slice: &[u8]) -> Result<(), WorkbookError> {
        let n_bytes = self.bytes.len() as u64 + slice.len() as u64;
        let too_large = WorkbookError::FileTooLarge { n_bytes, limit: self.limits.max_file_bytes };
        if n_bytes > self.limits.max_file_bytes || self.bytes.try_reserve(slice.len()).is_err() {
            return Err(too_large);
        }
        self.bytes.extend_from_slice(slice);
        Ok(())
    }

    /// Opens the workbook, now that all bytes are there, and lists its sheets.
    ///
    /// # Errors
    /// See [`WorkbookError`].
    pub fn open(&mut self) -> Result<Vec<SheetInfo>, WorkbookError> {
        let workbook = Workbook::open(std::mem::take(&mut self.bytes), &self.limits)?;
        let sheets = workbook.sheets().to_vec();
        self.workbook = Some(workbook);
        Ok(sheets)
    }

    /// See [`Workbook::start_sheet`].
    ///
    /// # Errors
    /// [`WorkbookError::UnknownSheet`].
    pub fn start_sheet(&mut self, idx: usize) -> Result<(), WorkbookError> {
        match &mut self.workbook {
            Some(workbook) => workbook.start_sheet(idx),
            None => Err(WorkbookError::NotAWorkbook),
        }
    }

    /// See [`Workbook::next_block`].
    ///
    /// # Errors
    /// See [`WorkbookError`].
    pub fn next_block(&mut self) -> Result<Option<SheetBlock>, WorkbookError> {
        match &mut self.workbook {
            Some(workbook) => workbook.next_block(),
            None => Ok(None),
        }
    }
}
