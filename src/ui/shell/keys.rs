//! The keys that work everywhere: search, undo, redo, help.

use crate::ui::browser::{self, focus};
use crate::ui::state::{AppState, Route};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Id of the search field on the page of customers.
pub const SEARCH_ID: &str = "customer-search";

/// Listens to the keys of the whole window.
pub fn listen_to_keys(state: AppState, is_help_open: RwSignal<bool>) {
    let handle = window_event_listener(leptos::ev::keydown, move |event| {
        if event.default_prevented() || is_typing(&event) {
            return;
        }
        let has_command = event.ctrl_key() || event.meta_key();
        match event.key().as_str() {
            "z" | "Z" if has_command && event.shift_key() => state.redo(),
            "y" | "Y" if has_command => state.redo(),
            "z" | "Z" if has_command => state.undo(),
            "/" if !has_command => search(state),
            "?" if !has_command => is_help_open.set(true),
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || handle.remove());
}

/// Opens the list of customers with the focus in its search field.
fn search(state: AppState) {
    if state.data.with_untracked(Option::is_none) {
        return;
    }
    state.go(Route::Customers);
    // The field is there once the page has been drawn.
    request_animation_frame(|| {
        if let Some(field) = browser::element(SEARCH_ID) {
            focus::focus(&field);
        }
    });
}

fn is_typing(event: &KeyboardEvent) -> bool {
    let Some(element) = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) else {
        return false;
    };
    match element.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => !matches!(
            element.get_attribute("type").as_deref(),
            Some("checkbox" | "radio" | "button" | "file" | "range")
        ),
        _ => false,
    }
}
