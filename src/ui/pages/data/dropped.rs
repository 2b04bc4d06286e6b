//! Files dropped or pasted while there is data: added to it, or opened in its place? Nothing is replaced unasked.

use super::answers::{append_files, listed, read_files};
use crate::text::isolated;
use crate::ui::state::use_app;
use crate::ui::widgets::Dialog;
use crate::ui::words::{tr, tr_with, use_format};
use leptos::ev::DragEvent;
use leptos::prelude::*;
use web_sys::File;

/// The page, all of which takes files that are dropped.
#[component]
pub(super) fn DropPage(
    /// What becomes of the files.
    on_files: Callback<Vec<File>>,
    /// What stands on the page.
    children: Children,
) -> impl IntoView {
    // Entering a child comes before leaving its parent: only the depth says whether the file is still above.
    let depth = RwSignal::new(0_i32);
    let is_over = move || (depth.get() > 0).then_some("");
    view! {
        <div
            class="page loaded"
            data-over=is_over
            on:dragenter=move |event| {
                if has_files(&event) {
                    event.prevent_default();
                    depth.update(|depth| *depth += 1);
                }
            }
            on:dragover=move |event| {
                if has_files(&event) {
                    event.prevent_default();
                }
            }
            on:dragleave=move |event| {
                if has_files(&event) {
                    depth.update(|depth| *depth = (*depth - 1).max(0));
                }
            }
            on:drop=move |event| {
                depth.set(0);
                if let Some(files) = event.data_transfer().and_then(|data| data.files()) {
                    event.prevent_default();
                    on_files.run(listed(&files));
                }
            }
        >
            {children()}
        </div>
    }
}

/// Text can be dragged as well.
fn has_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|data| data.types().includes(&"Files".into(), 0))
}

/// The question, while there are files to ask about.
#[component]
pub(super) fn Dropped(
    /// The files; emptied when the question is answered.
    files: RwSignal<Vec<File>, LocalStorage>,
) -> impl IntoView {
    let state = use_app();
    let is_open = RwSignal::new(false);
    Effect::new(move |_| {
        if files.with(|files| !files.is_empty()) {
            is_open.set(true);
        }
    });
    // Closed without an answer, the files are forgotten.
    Effect::new(move |_| {
        if !is_open.get() && files.with_untracked(|files| !files.is_empty()) {
            files.set(Vec::new());
        }
    });
    let data = move || {
        let name = state.data.with(|data| data.as_ref().map(|data| data.name.clone()));
        isolated(&name.unwrap_or_default())
    };
    let title = Signal::derive(move || {
        let names = files.with(|files| files.iter().map(|file| isolated(&file.name())).collect::<Vec<_>>());
        tr_with("data-dropped", &[("names", use_format().list(&names).into())])
    });
    let answer = move |is_append: bool| {
        let files = files.try_update(std::mem::take).unwrap_or_default();
        is_open.set(false);
        if is_append {
            append_files(state, &files);
        } else {
            read_files(state, &files);
        }
    };
    let actions = move || {
        view! {
            <button type="button" class="button" on:click=move |_| answer(false)>
                {move || tr("data-dropped-replace")}
            </button>
            <button type="button" class="button button--primary" on:click=move |_| answer(true)>
                {move || tr("data-dropped-append")}
            </button>
        }
    };
    view! {
        <Dialog title is_open close=Signal::derive(|| tr("app-close")) actions=ViewFn::from(actions)>
            <p>{move || tr_with("data-dropped-note", &[("data", data().into())])}</p>
        </Dialog>
    }
}
