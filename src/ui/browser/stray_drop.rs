//! Files dropped beside the drop zone. Without this the browser opens them in place of the page, and what was
//! loaded is gone.

use leptos::ev::{self, DragEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// Refuses files that are dropped anywhere but on an element that a selector names, until the owner ends.
pub fn refuse_stray_drops(zones: &'static str) {
    let refuse = move |event: DragEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let is_in_zone = target.is_some_and(|target| matches!(target.closest(zones), Ok(Some(_))));
        let has_files = event.data_transfer().is_some_and(|data| data.types().includes(&"Files".into(), 0));
        if has_files && !is_in_zone {
            event.prevent_default();
            if let Some(data) = event.data_transfer() {
                data.set_drop_effect("none");
            }
        }
    };
    let over = window_event_listener(ev::dragover, refuse);
    let dropped = window_event_listener(ev::drop, refuse);
    on_cleanup(move || {
        over.remove();
        dropped.remove();
    });
}
