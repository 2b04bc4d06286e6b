//! Finding a customer by name or id, from any place of the page with `/`.

use crate::ui::shell::SEARCH_ID;
use crate::ui::state::use_app;
use crate::ui::words::tr;
use leptos::prelude::*;
use std::time::Duration;

/// Typing pauses this long before the worker is asked.
const PAUSE: Duration = Duration::from_millis(150);

/// The box.
#[component]
pub(super) fn SearchBox() -> impl IntoView {
    let state = use_app();
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
    view! {
        <div class="search">
            <svg class="icon search__sign" viewBox="0 0 16 16" aria-hidden="true">
                <path d="M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM10.3 10.3l3.4 3.4"></path>
            </svg>
            <input
                id=SEARCH_ID
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
