//! A sample file of the own origin, fetched when it is asked for and unpacked here. The only request the
//! page makes after it has started.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File, ReadableWritablePair, Response};

#[wasm_bindgen]
extern "C" {
    /// Unpacks what is written to one end and gives it out at the other. `web_sys` counts it among the
    /// interfaces that may still change; all browsers have had it since 2023.
    type DecompressionStream;

    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> Result<DecompressionStream, JsValue>;
}

/// The file at `path` under the name `file_name`, unpacked.
///
/// # Errors
/// What the browser says when the file is not there or cannot be unpacked.
pub async fn fetch_unpacked(path: &str, file_name: &str) -> Result<File, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let response: Response = JsFuture::from(window.fetch_with_str(path)).await?.dyn_into()?;
    if !response.ok() {
        return Err(JsValue::from_f64(f64::from(response.status())));
    }
    let buffer = JsFuture::from(response.array_buffer()?).await?;
    let bytes = Uint8Array::new(&buffer);
    // Some hosts say `Content-Encoding: gzip`, and the browser has unpacked it already.
    let is_packed = bytes.length() > 2 && bytes.get_index(0) == 0x1f && bytes.get_index(1) == 0x8b;
    let parts = Array::of1(&if is_packed { unpacked(&buffer).await? } else { buffer });
    File::new_with_buffer_source_sequence(&parts, file_name)
}

async fn unpacked(buffer: &JsValue) -> Result<JsValue, JsValue> {
    let blob = Blob::new_with_buffer_source_sequence(&Array::of1(buffer))?;
    let unpacker = DecompressionStream::new("gzip")?;
    let stream = blob.stream().pipe_through(unpacker.unchecked_ref::<ReadableWritablePair>());
    JsFuture::from(Response::new_with_opt_readable_stream(Some(&stream))?.array_buffer()?).await
}
