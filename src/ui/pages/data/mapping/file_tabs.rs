//! The files by name, as tabs: arrow keys move between them, Tab goes on to the file that is shown.

use crate::ui::browser;
use crate::ui::state::use_app;
use crate::ui::words::tr;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

/// Id of the panel that the tabs switch.
pub(super) const PANEL_ID: &str = "file-panel";

/// Id of the tab of a file.
pub(super) fn tab_id(idx: usize) -> String {
    format!("file-tab-{idx}")
}

/// The tabs.
#[component]
pub(super) fn FileTabs(
    /// Which file is shown.
    shown: RwSignal<usize>,
) -> impl IntoView {
    let state = use_app();
    let names = Memo::new(move |_| {
        state.staged.with(|report| {
            let files = report.iter().flat_map(|report| &report.files);
            files.map(|file| file.file.name.clone()).collect::<Vec<_>>()
        })
    });
    let on_key = move |event: KeyboardEvent| {
        let (at, n) = (shown.get_untracked(), names.with_untracked(Vec::len));
        let next = match event.key().as_str() {
            "ArrowRight" => (at + 1) % n.max(1),
            "ArrowLeft" => (at + n.max(1) - 1) % n.max(1),
            "Home" => 0,
            "End" => n.saturating_sub(1),
            _ => return,
        };
        event.prevent_default();
        shown.set(next);
        if let Some(tab) = browser::element(&tab_id(next)) {
            browser::focus::focus(&tab);
        }
    };
    let tab = move |(idx, name): (usize, String)| {
        let is_shown = move || shown.get() == idx;
        view! {
            <button
                type="button"
                class="file-tabs__tab"
                id=tab_id(idx)
                role="tab"
                aria-selected=move || is_shown().to_string()
                aria-controls=PANEL_ID
                tabindex=move || if is_shown() { "0" } else { "-1" }
                on:click=move |_| shown.set(idx)
            >
                <bdi>{name}</bdi>
            </button>
        }
    };
    view! {
        <div class="file-tabs" role="tablist" aria-label=move || tr("data-files") on:keydown=on_key>
            {move || names.get().into_iter().enumerate().map(tab).collect_view()}
        </div>
    }
}
