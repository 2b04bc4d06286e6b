//! Finding a customer by name or id, from any place of the page with `/`.

use crate::ui::browser::focus;
use crate::ui::state::use_app;
use crate::ui::words::tr;
use leptos::ev::KeyboardEvent;
use leptos::html::Input;
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;

/// Typing pauses this long before the worker is asked.
const PAUSE: Duration = Duration::from_millis(150);

/// The box.
#[component]
pub(super) fn SearchBox() -> impl IntoView {
    let state = use_app();
    let input = NodeRef::<Input>::new();
    let value = Memo::new(move |_| state.customer_query.with(|query| query.search.clone()));
    let mut search = debounce(PAUSE, move |text: String| {
        let is_same = state.customer_query.with_untracked(|query| query.search == text);
        if !is_same {
            state.customer_query.update(|query| {
                query.search = text;
                query.offset = 0;
            });
        }
    });
    let keys = window_event_listener(leptos::ev::keydown, move |event: KeyboardEvent| {
        if event.key() != "/" || event.ctrl_key() || event.alt_key() || event.meta_key() || is_typing(&event)
        {
            return;
        }
        if let Some(input) = input.get_untracked() {
            event.prevent_default();
            focus::focus(&input);
        }
    });
    on_cleanup(move || keys.remove());
    view! {
        <div class="search">
            <svg class="icon search__sign" viewBox="0 0 16 16" aria-hidden="true">
                <path d="M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM10.3 10.3l3.4 3.4"></path>
            </svg>
            <input
                node_ref=input
                type="search"
                class="search__input"
                autocomplete="off"
                spellcheck="false"
                aria-label=move || tr("customers-search")
                placeholder=move || tr("customers-search")
                prop:value=move || value.get()
                on:input=move |event| search(event_target_value(&event))
            />
            <kbd class="search__key" aria-hidden="true">
                "/"
            </kbd>
        </div>
    }
}

/// Whether a key press goes into a field.
fn is_typing(event: &KeyboardEvent) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .is_some_and(|element| matches!(element.tag_name().as_str(), "INPUT" | "SELECT" | "TEXTAREA"))
}
