//! A table from the clipboard as a file, read in the way of any other.

use super::answers::listed;
use crate::text::pasted::{file_name, is_table};
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Element, File};

/// The text as a file that the user could have chosen; `None` when the browser cannot make one.
pub(super) fn pasted_file(text: &str) -> Option<File> {
    File::new_with_str_sequence(&js_sys::Array::of1(&text.into()), file_name(text)).ok()
}

/// Takes tables and files that are pasted anywhere on the page but into a field, until the owner ends.
pub(super) fn listen_to_paste(on_files: Callback<Vec<File>>) {
    let pasted = window_event_listener(ev::paste, move |event: ClipboardEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        // A dialog asks for something itself, a field takes the text.
        let is_taken = target.is_some_and(|target| {
            matches!(target.closest("input:not([type=file]), textarea, select, dialog[open]"), Ok(Some(_)))
        });
        let Some(data) = event.clipboard_data().filter(|_| !is_taken) else { return };
        let mut files = data.files().map(|files| listed(&files)).unwrap_or_default();
        if files.is_empty() {
            let text = data.get_data("text/plain").unwrap_or_default();
            files.extend(Some(text).filter(|text| is_table(text)).and_then(|text| pasted_file(&text)));
        }
        if !files.is_empty() {
            event.prevent_default();
            on_files.run(files);
        }
    });
    on_cleanup(move || pasted.remove());
}
