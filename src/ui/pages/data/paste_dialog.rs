//! A table from a spreadsheet, pasted instead of saved: a field for its text.

use super::answers::read_files;
use super::pasted_files::pasted_file;
use crate::ui::state::use_app;
use crate::ui::widgets::Dialog;
use crate::ui::words::tr;
use leptos::prelude::*;

/// The field, in a dialog. What is pasted is read like a file of that text.
#[component]
pub(super) fn PasteDialog(
    /// Whether it is open.
    is_open: RwSignal<bool>,
) -> impl IntoView {
    let state = use_app();
    let text = RwSignal::new(String::new());
    let is_empty = Memo::new(move |_| text.with(|text| text.trim().is_empty()));
    let read = move |_| {
        let file = text.with_untracked(|text| pasted_file(text));
        text.set(String::new());
        is_open.set(false);
        read_files(state, &file.into_iter().collect::<Vec<_>>());
    };
    let actions = move || {
        view! {
            <button type="button" class="button" on:click=move |_| is_open.set(false)>
                {move || tr("data-paste-cancel")}
            </button>
            <button
                type="button"
                class="button button--primary"
                disabled=move || is_empty.get()
                on:click=read
            >
                {move || tr("data-paste-read")}
            </button>
        }
    };
    view! {
        <Dialog
            title=Signal::derive(|| tr("data-paste"))
            is_open
            close=Signal::derive(|| tr("app-close"))
            is_wide=true
            actions=ViewFn::from(actions)
        >
            <label class="field paste">
                <span class="field__label">{move || tr("data-paste-field")}</span>
                <textarea
                    class="input paste__text"
                    rows="12"
                    wrap="off"
                    spellcheck="false"
                    autocomplete="off"
                    autofocus
                    aria-describedby="paste-note"
                    prop:value=move || text.get()
                    on:input=move |event| text.set(event_target_value(&event))
                ></textarea>
            </label>
            <p class="quiet paste__note" id="paste-note">
                {move || tr("data-paste-note")}
            </p>
        </Dialog>
    }
}
