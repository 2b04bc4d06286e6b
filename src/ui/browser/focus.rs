//! Moving the keyboard focus.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, SvgElement};

/// Takes the focus off whatever has it.
pub fn blur_active() {
    if let Some(active) = active() {
        if let Some(element) = active.dyn_ref::<HtmlElement>() {
            let _ = element.blur();
        } else if let Some(element) = active.dyn_ref::<SvgElement>() {
            let _ = element.blur();
        }
    }
}

/// The element that has the focus.
#[must_use]
pub fn active() -> Option<Element> {
    web_sys::window()?.document()?.active_element()
}

/// Focuses an element.
pub fn focus(element: &Element) {
    // An element that cannot take the focus leaves it where it is.
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.focus();
    } else if let Some(element) = element.dyn_ref::<SvgElement>() {
        let _ = element.focus();
    }
}

/// Focuses the first element inside `root` that a CSS selector names.
pub fn focus_within(root: &Element, selector: &str) {
    if let Ok(Some(element)) = root.query_selector(selector) {
        focus(&element);
    }
}
