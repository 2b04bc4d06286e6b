//! What a page says when the filters together leave nobody.

use crate::ui::state::use_app;
use crate::ui::words::tr;
use clientele_engine::query::Filter;
use leptos::prelude::*;

/// A note with a way back; nothing while somebody is selected.
#[component]
pub fn Nobody() -> impl IntoView {
    let state = use_app();
    let is_empty = Memo::new(move |_| {
        let n = state.selection.with(|slot| slot.latest().map(|summary| summary.n_customers));
        n == Some(0) && state.context.with(|context| !context.filter.is_empty())
    });
    view! {
        <Show when=move || is_empty.get()>
            <div class="notice nobody" role="status">
                <p class="notice__title">{move || tr("panel-nobody-title")}</p>
                <p class="notice__text">{move || tr("panel-nobody-text")}</p>
                <button
                    type="button"
                    class="button button--primary"
                    on:click=move |_| state.set_filter(Filter::default())
                >
                    {move || tr("panel-clear-filters")}
                </button>
            </div>
        </Show>
    }
}
