//! Which columns are shown.

use super::column::Column;
use super::list_view::ListView;
use crate::ui::browser::focus;
use crate::ui::words::{tr, use_format};
use leptos::ev::{FocusEvent, KeyboardEvent};
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// A button and the check boxes behind it.
#[component]
pub(super) fn ColumnMenu(
    /// The list.
    list: ListView,
) -> impl IntoView {
    let root = NodeRef::<Div>::new();
    let is_open = RwSignal::new(false);
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" && is_open.get_untracked() {
            event.stop_propagation();
            is_open.set(false);
            if let Some(root) = root.get_untracked() {
                focus::focus_within(&root, "button");
            }
        }
    };
    let on_focus_out = move |event: FocusEvent| {
        let to = event.related_target().and_then(|to| to.dyn_into::<web_sys::Node>().ok());
        // A click on a label moves the focus to nowhere for a moment: only another element closes.
        let is_outside = to.is_some() && !root.get_untracked().is_some_and(|root| root.contains(to.as_ref()));
        if is_outside {
            is_open.set(false);
        }
    };
    let outside = window_event_listener(leptos::ev::pointerdown, move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        let is_inside = root.get_untracked().is_some_and(|root| root.contains(target.as_ref()));
        if !is_inside && is_open.get_untracked() {
            is_open.set(false);
        }
    });
    on_cleanup(move || outside.remove());
    let n_shown = move || use_format().count(list.columns.with(Vec::len) as f64);
    view! {
        <div class="column-menu" node_ref=root on:keydown=on_key on:focusout=on_focus_out>
            <button
                type="button"
                class="button"
                aria-expanded=move || is_open.get().to_string()
                on:click=move |_| is_open.update(|open| *open = !*open)
            >
                <span class="column-menu__word">{move || tr("customers-columns")}</span>
                <strong>{n_shown}</strong>
            </button>
            <Show when=move || is_open.get()>
                <fieldset class="column-menu__list menu">
                    <legend class="visually-hidden">{move || tr("customers-columns")}</legend>
                    {move || list.all_columns.get().into_iter().map(|column| choice(list, column)).collect_view()}
                </fieldset>
            </Show>
        </div>
    }
}

fn choice(list: ListView, column: Column) -> impl IntoView {
    let is_shown = move || list.columns.with(|columns| columns.contains(&column));
    let head = move || list.heads.with(|heads| column.head(heads, &use_format()));
    view! {
        <label class="column-menu__choice">
            <input
                type="checkbox"
                class="check"
                prop:checked=is_shown
                disabled=column == Column::Label
                on:change=move |_| list.switch(column)
            />
            <bdi>{head}</bdi>
        </label>
    }
}
