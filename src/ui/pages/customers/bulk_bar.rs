//! What can be done with the rows that are checked.

use super::csv::CsvDownload;
use super::list_view::ListView;
use crate::chart::Labels;
use crate::ui::charts::{Icon, IconSign, act};
use crate::ui::state::use_app;
use crate::ui::words::{tr, use_format};
use clientele_engine::query::Clause;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// A bar at the foot of the page while any row is checked.
#[component]
pub(super) fn BulkBar(
    /// The list.
    list: ListView,
    /// Saves files.
    csv: CsvDownload,
) -> impl IntoView {
    let state = use_app();
    let is_any = Memo::new(move |_| list.checked.with(|checked| !checked.is_empty()));
    let n_selected = move || {
        let format = use_format();
        let n = list.checked.with(BTreeMap::len);
        format.phrase("customers-bulk-n", &[("n", format.count(n as f64))])
    };
    let revenue = move || {
        let format = use_format();
        let sum: f64 = list.checked.with(|checked| checked.values().sum());
        let whole = state.selection.with(|slot| slot.latest().map_or(0.0, |selection| selection.revenue));
        if whole > 0.0 && sum >= 0.0 {
            let args = [("money", format.money(sum)), ("share", format.percent(sum / whole, 0))];
            let is_all = state.context.with(|context| context.filter.is_empty());
            format.phrase(if is_all { "customers-bulk-share-all" } else { "customers-bulk-share" }, &args)
        } else {
            format.money(sum)
        }
    };
    let ids = move || list.checked.with_untracked(|checked| checked.keys().cloned().collect::<Vec<_>>());
    let clear = move || list.checked.update(BTreeMap::clear);
    let filter = move |_| {
        act::filter_by(state, Clause::CustomerIds(ids()), false);
        clear();
    };
    view! {
        <Show when=move || is_any.get()>
            <div class="bulk-bar" role="region" aria-label=move || tr("customers-bulk")>
                <strong role="status">{n_selected}</strong>
                <span class="bulk-bar__money">{revenue}</span>
                <span class="bulk-bar__actions">
                    <button type="button" class="bulk-bar__button" on:click=filter>
                        {move || tr("customers-bulk-filter")}
                    </button>
                    <button type="button" class="bulk-bar__button" on:click=move |_| csv.only(ids())>
                        {move || tr("customers-csv")}
                    </button>
                    <button
                        type="button"
                        class="bulk-bar__close"
                        aria-label=move || tr("customers-bulk-clear")
                        on:click=move |_| clear()
                    >
                        <IconSign icon=Icon::Close />
                    </button>
                </span>
            </div>
        </Show>
    }
}
