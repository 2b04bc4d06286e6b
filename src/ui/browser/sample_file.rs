//! A sample file of the own origin, fetched when it is asked for and unpacked by `public/boot.js`. The only
//! request the page makes after it has started.

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

#[wasm_bindgen]
extern "C" {
    /// Fetches and unpacks a sample: a promise of a `File`.
    #[wasm_bindgen(js_namespace = clientele, js_name = fetchSample, catch)]
    fn fetch_packed(name: &str) -> Result<js_sys::Promise, JsValue>;
}

/// The sample of that name, as a file that the user could have chosen.
///
/// # Errors
/// What the browser says when the file is not there or cannot be unpacked.
pub async fn fetch_sample(name: &str) -> Result<File, JsValue> {
    JsFuture::from(fetch_packed(name)?).await?.dyn_into()
}
