//! The list of customers: every one of the selection, searched, sorted and read row by row.
//!
//! Only the rows on the screen are nodes of the page, and only the pages around them have been asked for,
//! so that a list of 100,000 customers scrolls like one of a hundred.

mod bulk_bar;
mod cell;
mod column;
mod column_menu;
mod csv;
mod list_view;
mod nobody;
mod row;
mod search_box;
mod sentences;
mod table_head;
mod virtual_table;

use crate::ui::charts::{Icon, IconSign};
use crate::ui::pages::drill_path::DrillPath;
use crate::ui::state::{Slot, use_app};
use crate::ui::words::{tr, use_format};
use bulk_bar::BulkBar;
use column_menu::ColumnMenu;
use csv::CsvDownload;
use leptos::prelude::*;
use list_view::ListView;
use nobody::Nobody;
use search_box::SearchBox;
use std::collections::BTreeMap;
use virtual_table::VirtualTable;

/// The list of customers.
#[component]
pub fn CustomersPage() -> impl IntoView {
    let state = use_app();
    let list = ListView::new(state);
    let csv = CsvDownload::new(state);
    // Marks belong to the selection they were made in: their revenue is of its lines.
    Effect::new(move |before: Option<()>| {
        state.context.track();
        if before.is_some() {
            list.checked.update(BTreeMap::clear);
        }
    });

    let is_filtered = Memo::new(move |_| state.context.with(|context| !context.filter.is_empty()));
    let title = move || {
        let is_all = !is_filtered.get() && state.customer_query.with(|query| query.search.is_empty());
        let page = state.customer_pages.with(|pages| pages.any().cloned());
        page.map_or_else(
            || tr("customers-title"),
            |page| sentences::title(&page, is_all, state.has_amounts(), &use_format()),
        )
    };
    let is_empty = Memo::new(move |_| {
        state.customer_pages.with(|pages| pages.any().is_some_and(|page| page.n_rows == 0))
    });
    let is_failed = Memo::new(move |_| state.customers.with(|slot| matches!(slot, Slot::Failed(_))));
    view! {
        <div class="page customers">
            <Show when=move || is_filtered.get()>
                <DrillPath is_list=true />
            </Show>
            <header class="page__head">
                <h1 class="page__title">{title}</h1>
                <div class="page__controls">
                    <SearchBox />
                    <ColumnMenu list />
                    <button
                        type="button"
                        class="button"
                        prop:disabled=move || csv.is_busy()
                        on:click=move |_| csv.all()
                    >
                        <IconSign icon=Icon::Export />
                        {move || tr("customers-csv")}
                    </button>
                </div>
            </header>
            <Show when=move || is_failed.get()>
                <p class="customers__failed" role="alert">
                    <strong>{move || tr("panel-failed-title")}</strong>
                    " "
                    {move || tr("panel-failed-text")}
                </p>
            </Show>
            <Show when=move || !is_empty.get() fallback=|| view! { <Nobody /> }>
                <VirtualTable list />
            </Show>
            <BulkBar list csv />
        </div>
    }
    .into_any()
}
