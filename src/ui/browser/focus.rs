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

/// The `data-field` of the control that an event comes from, or of what stands around it.
#[must_use]
pub fn field_of(event: &web_sys::FocusEvent) -> Option<String> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    target.closest("[data-field]").ok()??.get_attribute("data-field")
}

/// Focuses the control of a field inside `root`, if nothing else has the focus.
pub fn restore_field(root: &Element, field: &str) {
    let is_lost = active().is_none_or(|active| active.tag_name().eq_ignore_ascii_case("body"));
    if is_lost {
        focus_within(root, &format!("[data-field=\"{field}\"] :is(select, input:checked, button)"));
    }
}
