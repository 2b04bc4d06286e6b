//! Where files are dropped or chosen.
//!
//! The input is the control: it can be reached with the keyboard and lies over the whole zone, unseen, so that
//! a click anywhere opens the browser's list of files. What looks like a button is its label.

use super::answers::{ACCEPT, listed, read_files};
use super::paste_dialog::PasteDialog;
use crate::ui::charts::{Icon, IconSign};
use crate::ui::state::use_app;
use crate::ui::words::tr;
use leptos::ev::{DragEvent, Event};
use leptos::html::Input;
use leptos::prelude::*;
use web_sys::File;

/// The drop zone, with the buttons to choose files and to paste a table. What is chosen or pasted here is read at
/// once.
#[component]
pub(super) fn DropZone(
    /// What becomes of files that are dropped.
    on_files: Callback<Vec<File>>,
) -> impl IntoView {
    let state = use_app();
    let input = NodeRef::<Input>::new();
    let is_pasting = RwSignal::new(false);
    // Entering a child comes before leaving its parent: only the depth says whether the file is still above.
    let depth = RwSignal::new(0_i32);
    let is_over = move || (depth.get() > 0).then_some("");
    let on_drop = move |event: DragEvent| {
        event.prevent_default();
        // The page around the zone takes drops as well.
        event.stop_propagation();
        depth.set(0);
        if let Some(files) = event.data_transfer().and_then(|data| data.files()) {
            on_files.run(listed(&files));
        }
    };
    let on_change = move |_: Event| {
        let Some(input) = input.get_untracked() else { return };
        if let Some(files) = input.files() {
            read_files(state, &listed(&files));
        }
        // The same file may be chosen again after it was changed.
        input.set_value("");
    };
    view! {
        <div
            class="drop-zone"
            data-over=is_over
            on:dragenter=move |event| {
                event.prevent_default();
                depth.update(|depth| *depth += 1);
            }
            on:dragover=move |event| event.prevent_default()
            on:dragleave=move |_| depth.update(|depth| *depth = (*depth - 1).max(0))
            on:drop=on_drop
        >
            <input
                class="drop-zone__input"
                id="file-input"
                type="file"
                multiple
                accept=ACCEPT
                aria-describedby="file-formats"
                node_ref=input
                on:change=on_change
            />
            <IconSign icon=Icon::Upload />
            <p class="drop-zone__title">{move || tr("data-drop")}</p>
            <p class="drop-zone__note" id="file-formats">
                {move || tr("data-formats")}
            </p>
            <div class="drop-zone__ways">
                <label class="button button--primary drop-zone__label" for="file-input">
                    {move || tr("data-choose")}
                </label>
                <button type="button" class="button drop-zone__paste" on:click=move |_| is_pasting.set(true)>
                    {move || tr("data-paste")}
                </button>
            </div>
        </div>
        <PasteDialog is_open=is_pasting />
    }
}
