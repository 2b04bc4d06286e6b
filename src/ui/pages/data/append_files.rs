//! A way to add files to the data set on screen, such as the orders of the next month.

use super::answers::{ACCEPT, append_files, listed};
use crate::ui::state::use_app;
use crate::ui::words::tr;
use leptos::html::Input;
use leptos::prelude::*;

/// The input, unseen, and its label, which looks like a button.
#[component]
pub(super) fn AppendFiles() -> impl IntoView {
    let state = use_app();
    let input = NodeRef::<Input>::new();
    let on_change = move |_| {
        let Some(input) = input.get_untracked() else { return };
        if let Some(files) = input.files() {
            append_files(state, &listed(&files));
        }
        // The same file may be chosen again after it was changed.
        input.set_value("");
    };
    view! {
        <div class="append-files">
            <input
                class="visually-hidden append-files__input"
                id="append-file-input"
                type="file"
                multiple
                accept=ACCEPT
                aria-describedby="append-note"
                node_ref=input
                on:change=on_change
            />
            <label class="button button--primary" for="append-file-input">
                {move || tr("data-append")}
            </label>
            <p class="quiet append-files__note" id="append-note">
                {move || tr("data-append-note")}
            </p>
        </div>
    }
}
