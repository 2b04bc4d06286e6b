//! The reader of workbooks, as the worker sees it: another WebAssembly program, asked for when it is needed.

use super::server::words;
use crate::protocol::{ContainerError, SheetInfo, WorkbookError, codec};
use crate::session::SheetSource;
use clientele_workbook::SheetBlock;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    /// Starts a fresh instance of `src/bin/workbook.rs`: a promise of its functions. See
    /// `public/worker_boot.js`.
    #[wasm_bindgen(js_namespace = clienteleWorker, js_name = startWorkbookReader, catch)]
    fn start_workbook_reader() -> Result<js_sys::Promise, JsValue>;

    /// The functions of `src/bin/workbook.rs`. Each throws when the program ends, as for want of memory.
    type Functions;

    #[wasm_bindgen(method, catch)]
    fn push(this: &Functions, slice: &[u8]) -> Result<Vec<u8>, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn open(this: &Functions) -> Result<Vec<u8>, JsValue>;

    #[wasm_bindgen(method, catch, js_name = startSheet)]
    fn start_sheet(this: &Functions, idx: u32) -> Result<Vec<u8>, JsValue>;

    #[wasm_bindgen(method, catch, js_name = nextBlock)]
    fn next_block(this: &Functions) -> Result<Vec<u8>, JsValue>;
}

/// Reads one workbook.
pub(super) struct WebWorkbook(Functions);

impl WebWorkbook {
    /// Loads the reader, once for all workbooks, and starts an instance of it.
    ///
    /// # Errors
    /// [`ContainerError::Unavailable`].
    pub(super) async fn start() -> Result<Self, ContainerError> {
        let unavailable = |error: JsValue| ContainerError::Unavailable { detail: words(&error) };
        let promise = start_workbook_reader().map_err(unavailable)?;
        let functions = JsFuture::from(promise).await.map_err(unavailable)?;
        Ok(Self(functions.unchecked_into()))
    }
}

fn decoded<T: DeserializeOwned>(answer: Result<Vec<u8>, JsValue>) -> Result<T, ContainerError> {
    let bytes = answer.map_err(|error| ContainerError::Stopped { detail: words(&error) })?;
    let result = codec::decode::<Result<T, WorkbookError>>(&bytes)
        .map_err(|error| ContainerError::Stopped { detail: error.to_string() })?;
    Ok(result?)
}

impl SheetSource for WebWorkbook {
    fn push(&mut self, slice: &[u8]) -> Result<(), ContainerError> {
        decoded(self.0.push(slice))
    }

    fn open(&mut self) -> Result<Vec<SheetInfo>, ContainerError> {
        decoded(self.0.open())
    }

    fn start_sheet(&mut self, idx: usize) -> Result<(), ContainerError> {
        decoded(self.0.start_sheet(u32::try_from(idx).unwrap_or(u32::MAX)))
    }

    fn next_block(&mut self) -> Result<Option<SheetBlock>, ContainerError> {
        decoded(self.0.next_block())
    }
}
