//! A way to add files to those that were chosen before, such as a customer list to the orders.

use super::answers::{ACCEPT, add_files, listed};
use crate::ui::state::use_app;
use crate::ui::words::tr;
use leptos::html::Input;
use leptos::prelude::*;

/// The input, unseen, and its label, which looks like a link.
#[component]
pub(super) fn AddFiles() -> impl IntoView {
    let state = use_app();
    let input = NodeRef::<Input>::new();
    let on_change = move |_| {
        let Some(input) = input.get_untracked() else { return };
        if let Some(files) = input.files() {
            add_files(state, &listed(&files));
        }
        input.set_value("");
    };
    view! {
        <div class="add-files">
            <input
                class="visually-hidden add-files__input"
                id="add-file-input"
                type="file"
                multiple
                accept=ACCEPT
                node_ref=input
                on:change=on_change
            />
            <label class="link-button" for="add-file-input">
                {move || tr("data-add-file")}
            </label>
        </div>
    }
}
