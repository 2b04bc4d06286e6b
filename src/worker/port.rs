//! Messages as JavaScript sees them: `{ bytes: ArrayBuffer, files: [File] }`, bytes transferred.

use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::File;

/// A message and its transfer list.
pub(super) struct Parcel {
    /// What is posted.
    pub(super) message: JsValue,
    /// The buffer, which moves instead of being copied.
    pub(super) transfer: Array,
}

/// Packs bytes and file handles.
pub(super) fn pack(bytes: &[u8], files: &[File]) -> Parcel {
    let buffer = Uint8Array::from(bytes).buffer();
    let handles: Array = files.iter().map(JsValue::from).collect();
    let message = Object::new();
    // Setting a property of a fresh plain object cannot fail.
    let _ = Reflect::set(&message, &"bytes".into(), &buffer);
    let _ = Reflect::set(&message, &"files".into(), &handles);
    Parcel { message: message.into(), transfer: Array::of1(&buffer) }
}

/// Unpacks what [`pack`] packed; `None` for anything else.
pub(super) fn unpack(message: &JsValue) -> Option<(Vec<u8>, Vec<File>)> {
    let bytes = Reflect::get(message, &"bytes".into()).ok()?;
    let buffer = bytes.dyn_into::<js_sys::ArrayBuffer>().ok()?;
    let bytes = Uint8Array::new(&buffer).to_vec();
    let files = Reflect::get(message, &"files".into()).ok()?;
    let files = Array::from(&files).iter().filter_map(|file| file.dyn_into::<File>().ok()).collect();
    Some((bytes, files))
}
