//! Which columns are shown.

use super::column::Column;
use super::list_view::ListView;
use crate::ui::widgets::Popover;
use crate::ui::words::{tr, use_format};
use leptos::prelude::*;

/// A button and the check boxes behind it.
#[component]
pub(super) fn ColumnMenu(
    /// The list.
    list: ListView,
) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let n_shown = move || use_format().count(list.columns.with(Vec::len) as f64);
    view! {
        <div class="column-menu popover-anchor">
            <button
                type="button"
                class="button"
                aria-haspopup="dialog"
                aria-expanded=move || is_open.get().to_string()
                on:click=move |_| is_open.update(|open| *open = !*open)
            >
                <span class="column-menu__word">{move || tr("customers-columns")}</span>
                <strong>{n_shown}</strong>
            </button>
            <Popover is_open label=Signal::derive(|| tr("customers-columns")) at_end=true>
                {move || {
                    let columns = list.all_columns.get().into_iter();
                    // Without a name a row says nothing.
                    let choices = columns.filter(|column| *column != Column::Label);
                    choices.map(|column| choice(list, column)).collect_view()
                }}
            </Popover>
        </div>
    }
}

fn choice(list: ListView, column: Column) -> impl IntoView {
    let is_shown = move || list.columns.with(|columns| columns.contains(&column));
    let head = move || list.heads.with(|heads| column.head(heads, &use_format()));
    view! {
        <label class="popover__item">
            <input
                type="checkbox"
                class="check"
                prop:checked=is_shown
                on:change=move |_| list.switch(column)
            />
            <bdi>{head}</bdi>
        </label>
    }
}
