//! The text of a small file that the user chose.

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

/// The whole file as text; bytes that are no UTF-8 are replaced.
///
/// # Errors
/// What the browser says when the file cannot be read any more.
pub async fn text_of(file: &File) -> Result<String, JsValue> {
    let text = JsFuture::from(file.text()).await?;
    text.as_string().ok_or(JsValue::NULL)
}
