//! Where things are in the window, in CSS pixels.

use web_sys::Element;

/// Width and height of the window.
#[must_use]
pub fn window_size() -> (f64, f64) {
    let Some(window) = web_sys::window() else { return (0.0, 0.0) };
    let px = |size: Result<wasm_bindgen::JsValue, _>| size.ok().and_then(|size| size.as_f64());
    (px(window.inner_width()).unwrap_or(0.0), px(window.inner_height()).unwrap_or(0.0))
}

/// The upper left corner of an element in the window.
#[must_use]
pub fn corner(element: &Element) -> (f64, f64) {
    let bounds = element.get_bounding_client_rect();
    (bounds.left(), bounds.top())
}

/// Device pixels in one CSS pixel.
#[must_use]
pub fn pixel_ratio() -> f64 {
    web_sys::window().map_or(1.0, |window| window.device_pixel_ratio())
}
