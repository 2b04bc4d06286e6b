//! The reader of workbooks: a program of its own, since most people never drop one. The page fetches it when the
//! worker asks for it (`public/boot.js`); the worker starts an instance for each workbook and lets go of it
//! afterwards, and with it of the memory the workbook took.
//!
//! Every function answers with the bytes of a `Result`, which `clientele::worker` decodes.

use clientele::protocol::codec;
use clientele_workbook::{Limits, WorkbookReader};
use serde::Serialize;
use std::cell::RefCell;
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static READER: RefCell<WorkbookReader> = RefCell::new(WorkbookReader::new(Limits::default()));
}

fn main() {}

fn answer<T: Serialize>(work: impl FnOnce(&mut WorkbookReader) -> T) -> Vec<u8> {
    // Nothing but results of plain data is encoded; an empty answer is an error to whoever decodes it.
    READER.with_borrow_mut(|reader| codec::encode(&work(reader)).unwrap_or_default())
}

/// Takes the next bytes of the workbook.
#[wasm_bindgen]
pub fn push(slice: &[u8]) -> Vec<u8> {
    answer(|reader| reader.push(slice))
}

/// Opens the workbook and lists its sheets.
#[wasm_bindgen]
pub fn open() -> Vec<u8> {
    answer(WorkbookReader::open)
}

/// Begins to read a sheet.
#[wasm_bindgen(js_name = startSheet)]
pub fn start_sheet(idx: u32) -> Vec<u8> {
    answer(|reader| reader.start_sheet(usize::try_from(idx).unwrap_or(usize::MAX)))
}

/// The next rows of the sheet.
#[wasm_bindgen(js_name = nextBlock)]
pub fn next_block() -> Vec<u8> {
    answer(WorkbookReader::next_block)
}
