//! Saving files, and pictures made from SVG text. Nothing leaves the machine: a file is a link to a Blob.

use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, HtmlAnchorElement, HtmlCanvasElement, HtmlImageElement,
    Url,
};

/// Saves text as a file.
pub fn save_text(file_name: &str, mime: &str, text: &str) {
    if let Some(blob) = text_blob(text, mime) {
        save_blob(file_name, &blob);
    }
}

/// Text that becomes a file part by part. Each part is handed to the browser as it comes, which may keep it where
/// there is room.
#[derive(Clone, Default)]
pub struct TextParts(js_sys::Array);

impl TextParts {
    /// Adds a part.
    pub fn push(&self, text: &str) {
        if let Some(blob) = text_blob(text, "text/plain") {
            self.0.push(&blob);
        }
    }

    /// Saves all parts as one file.
    pub fn save(&self, file_name: &str, mime: &str) {
        let options = BlobPropertyBag::new();
        options.set_type(mime);
        if let Ok(blob) = Blob::new_with_blob_sequence_and_options(&self.0, &options) {
            save_blob(file_name, &blob);
        }
    }
}

/// Saves an SVG as a PNG of `scale` times its size in CSS pixels.
pub fn save_png(file_name: String, svg: &str, width_px: f64, height_px: f64, scale: f64) {
    // Failing to draw leaves the page as it was: there is nothing to undo.
    let _ = draw_png(file_name, svg, width_px * scale, height_px * scale);
}

/// Puts text on the clipboard.
pub fn copy_text(text: &str) {
    let Some(navigator) = web_sys::window().map(|window| window.navigator()) else { return };
    // Reached by name: pages that are not served securely have no clipboard at all.
    let Ok(clipboard) = js_sys::Reflect::get(&navigator, &"clipboard".into()) else { return };
    let Ok(write) = js_sys::Reflect::get(&clipboard, &"writeText".into()) else { return };
    if let Some(write) = write.dyn_ref::<js_sys::Function>() {
        let _ = write.call1(&clipboard, &text.into());
    }
}

fn text_blob(text: &str, mime: &str) -> Option<Blob> {
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    Blob::new_with_str_sequence_and_options(&js_sys::Array::of1(&text.into()), &options).ok()
}

fn save_blob(file_name: &str, blob: &Blob) {
    let Ok(url) = Url::create_object_url_with_blob(blob) else { return };
    let anchor = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.create_element("a").ok())
        .and_then(|element| element.dyn_into::<HtmlAnchorElement>().ok());
    if let Some(anchor) = anchor {
        anchor.set_href(&url);
        anchor.set_download(file_name);
        anchor.click();
    }
    // The browser reads the Blob after the click returns; the link must outlive it a little.
    gloo_timers::callback::Timeout::new(REVOKE_AFTER_MS, move || {
        let _ = Url::revoke_object_url(&url);
    })
    .forget();
}

const REVOKE_AFTER_MS: u32 = 10_000;

/// A handler that can drop itself.
type Handler = Rc<RefCell<Option<Closure<dyn FnMut()>>>>;

fn draw_png(file_name: String, svg: &str, width: f64, height: f64) -> Result<(), JsValue> {
    let blob = text_blob(svg, "image/svg+xml").ok_or(JsValue::NULL)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let image = HtmlImageElement::new()?;
    // The handler frees itself when it has run: image, handler and link live exactly until then.
    let slot = Handler::default();
    let (kept, picture, link) = (Rc::clone(&slot), image.clone(), url.clone());
    *slot.borrow_mut() = Some(Closure::new(move || {
        let _ = rasterize(&file_name, &picture, width, height);
        let _ = Url::revoke_object_url(&link);
        let done = kept.borrow_mut().take();
        gloo_timers::callback::Timeout::new(0, move || drop(done)).forget();
    }));
    if let Some(handler) = slot.borrow().as_ref() {
        image.set_onload(Some(handler.as_ref().unchecked_ref()));
        image.set_onerror(Some(handler.as_ref().unchecked_ref()));
    }
    image.set_src(&url);
    Ok(())
}

fn rasterize(file_name: &str, image: &HtmlImageElement, width: f64, height: f64) -> Result<(), JsValue> {
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let canvas = document.create_element("canvas")?.dyn_into::<HtmlCanvasElement>()?;
    canvas.set_width(width.round() as u32);
    canvas.set_height(height.round() as u32);
    let context = canvas.get_context("2d")?.ok_or(JsValue::NULL)?.dyn_into::<CanvasRenderingContext2d>()?;
    context.draw_image_with_html_image_element_and_dw_and_dh(image, 0.0, 0.0, width, height)?;
    let file_name = file_name.to_owned();
    let on_blob = Closure::once_into_js(move |blob: JsValue| {
        if let Ok(blob) = blob.dyn_into::<Blob>() {
            save_blob(&file_name, &blob);
        }
    });
    canvas.to_blob(on_blob.unchecked_ref())
}
