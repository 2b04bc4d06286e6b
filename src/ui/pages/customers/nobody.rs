//! What is said when no customer matches: why, and the way out.

use crate::chart::Labels;
use crate::ui::state::use_app;
use crate::ui::words::{tr, use_format};
use clientele_engine::query::Filter;
use leptos::prelude::*;

/// The reason and a button that removes it.
#[component]
pub(super) fn Nobody() -> impl IntoView {
    let state = use_app();
    let search = Memo::new(move |_| state.customer_query.with(|query| query.search.clone()));
    let is_searched = move || search.with(|search| !search.is_empty());
    let is_filtered = Memo::new(move |_| state.context.with(|context| !context.filter.is_empty()));
    let reason = move || {
        if is_searched() {
            use_format().phrase("customers-none-search", &[("text", search.get())])
        } else {
            tr("panel-nobody-text")
        }
    };
    let clear_search = move |_| {
        state.customer_query.update(|query| {
            query.search.clear();
            query.offset = 0;
        });
    };
    view! {
        <div class="notice customers__nobody" role="status">
            <p class="notice__text">
                <bdi>{reason}</bdi>
            </p>
            <p class="customers__ways-out">
                <Show when=is_searched>
                    <button type="button" class="button button--primary" on:click=clear_search>
                        {move || tr("customers-clear-search")}
                    </button>
                </Show>
                <Show when=move || is_filtered.get()>
                    <button
                        type="button"
                        class="button"
                        on:click=move |_| state.set_filter(Filter::default())
                    >
                        {move || tr("panel-clear-filters")}
                    </button>
                </Show>
            </p>
        </div>
    }
}
