//! Where the screen stands under all customers: every part but the last leads back.

use crate::chart::Labels;
use crate::ui::state::{AppState, Route, use_app};
use crate::ui::words::{tr, use_format};
use clientele_engine::query::{Clause, Filter, Segment};
use leptos::prelude::*;

/// The parts all drilled pages begin with; pages put what is deeper into the children.
#[component]
pub(super) fn DrillPath(
    /// Whether the number of customers is the end of the path rather than a step of it.
    is_list: bool,
    /// Deeper parts.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let state = use_app();
    let is_filtered = Memo::new(move |_| state.context.with(|context| !context.filter.is_empty()));
    let segments = Memo::new(move |_| state.context.with(|context| segments_of(&context.filter)));
    let n_selected = Memo::new(move |_| {
        state.selection.with(|slot| slot.latest().map_or(0, |selection| selection.n_customers))
    });
    let customers = move || {
        let format = use_format();
        let n = n_selected.get();
        let key = if n == 1 { "customers-path-one" } else { "customers-path-n" };
        format.phrase(key, &[("n", format.count(n as f64))])
    };
    let segment_name = move || {
        let format = use_format();
        match segments.get().as_slice() {
            [segment] => format.segment(*segment),
            several => format.phrase("customers-path-segments", &[("n", format.count(several.len() as f64))]),
        }
    };
    view! {
        <nav class="path" aria-label=move || tr("customers-path")>
            <button type="button" class="link-button" on:click=move |_| open_all(state)>
                {move || tr("customers-path-all")}
            </button>
            <Show when=move || !segments.with(Vec::is_empty)>
                <button type="button" class="link-button" on:click=move |_| open_segments(state)>
                    {segment_name}
                </button>
            </Show>
            <Show when=move || is_filtered.get()>
                {if is_list {
                    view! {
                        <span class="path__here" aria-current="page">
                            {customers}
                        </span>
                    }
                        .into_any()
                } else {
                    view! {
                        <button type="button" class="link-button" on:click=move |_| state.go(Route::Customers)>
                            {customers}
                        </button>
                    }
                        .into_any()
                }}
            </Show>
            {children.map(|children| children())}
        </nav>
    }
}

fn segments_of(filter: &Filter) -> Vec<Segment> {
    let listed = filter.clauses.iter().find_map(|clause| match clause {
        Clause::Segments(segments) => Some(segments.clone()),
        _ => None,
    });
    listed.unwrap_or_default()
}

fn open_all(state: AppState) {
    state.set_filter(Filter::default());
    state.go(Route::Customers);
}

/// Keeps the segments and releases everything below them.
fn open_segments(state: AppState) {
    let filter = state.context.with_untracked(|context| {
        let is_segments = |clause: &&Clause| matches!(clause, Clause::Segments(_));
        Filter { clauses: context.filter.clauses.iter().filter(is_segments).cloned().collect() }
    });
    state.set_filter(filter);
    state.go(Route::Customers);
}
