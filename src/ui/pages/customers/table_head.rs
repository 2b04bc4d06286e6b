//! The heads of the list: a click sorts, another one turns the order around.

use super::column::Column;
use super::list_view::ListView;
use crate::chart::Labels;
use crate::ui::state::{AppState, use_app};
use crate::ui::words::{tr, use_format};
use clientele_engine::analysis::customers::SortBy;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// One row of heads.
#[component]
pub(super) fn TableHead(
    /// The list.
    list: ListView,
) -> impl IntoView {
    view! {
        <thead>
            <tr aria-rowindex="1">
                <th scope="col" data-column="check">
                    <CheckLoaded list />
                </th>
                {move || list.columns.get().into_iter().map(|column| head(list, column)).collect_view()}
            </tr>
        </thead>
    }
}

fn head(list: ListView, column: Column) -> impl IntoView {
    let state = use_app();
    let name = move || list.heads.with(|heads| column.head(heads, &use_format()));
    let direction = Memo::new(move |_| {
        let sort = column.sort()?;
        state.customer_query.with(|query| (query.sort == sort).then_some(query.descending))
    });
    let aria_sort =
        move || direction.get().map(|is_descending| if is_descending { "descending" } else { "ascending" });
    let arrow = move || match direction.get() {
        Some(true) => "↓",
        Some(false) => "↑",
        None => "",
    };
    view! {
        <th
            scope="col"
            data-column=column.css()
            data-kind=column.is_number().then_some("number")
            aria-sort=aria_sort
        >
            {match column.sort() {
                Some(sort) => {
                    view! {
                        <button type="button" class="sort" title=name on:click=move |_| sort_by(state, sort)>
                            <bdi>{name}</bdi>
                            <span class="sort__arrow" aria-hidden="true">
                                {arrow}
                            </span>
                        </button>
                    }
                        .into_any()
                }
                None => view! { <span>{name}</span> }.into_any(),
            }}
        </th>
    }
}

/// Numbers begin with the largest, words with the first.
fn sort_by(state: AppState, sort: SortBy) {
    state.customer_query.update(|query| {
        let is_words = matches!(sort, SortBy::Label | SortBy::Id | SortBy::Attribute(_) | SortBy::Segment);
        query.descending = if query.sort == sort { !query.descending } else { !is_words };
        query.sort = sort;
        query.offset = 0;
    });
}

/// Checks every row that has been read so far, or none.
#[component]
fn CheckLoaded(list: ListView) -> impl IntoView {
    let state = use_app();
    let n_loaded = Memo::new(move |_| state.customer_pages.with(|pages| pages.rows().count()));
    let is_all = move || n_loaded.get() > 0 && list.checked.with(|checked| checked.len() >= n_loaded.get());
    let label = move || {
        let format = use_format();
        format.phrase("customers-check-loaded", &[("n", format.count(n_loaded.get() as f64))])
    };
    let on_change = move |_| {
        if list.checked.with_untracked(|checked| checked.is_empty()) {
            let rows: BTreeMap<String, f64> = state
                .customer_pages
                .with_untracked(|pages| pages.rows().map(|row| (row.id.clone(), row.revenue)).collect());
            list.checked.set(rows);
        } else {
            list.checked.update(BTreeMap::clear);
        }
    };
    view! {
        <input
            type="checkbox"
            class="check"
            aria-label=label
            title=label
            prop:checked=is_all
            prop:indeterminate=move || !is_all() && list.checked.with(|checked| !checked.is_empty())
            disabled=move || list.columns.with(Vec::is_empty)
            on:change=on_change
        />
    }
}

/// A word for those who do not see the table.
pub(super) fn caption() -> String {
    tr("customers-caption")
}
