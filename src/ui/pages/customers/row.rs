//! One row of the list.
//!
//! A row is made for a place in the list and filled when its page has come.

use super::cell::cell;
use super::list_view::ListView;
use crate::chart::Labels;
use crate::ui::charts::act;
use crate::ui::state::use_app;
use crate::ui::words::use_format;
use clientele_engine::analysis::customers::CustomerRow;
use leptos::prelude::*;

/// Id of the row at a place, for the table that says where the keyboard is.
pub(super) fn row_dom_id(row_idx: u32) -> String {
    format!("customer-row-{row_idx}")
}

/// The row at a place of the list.
#[component]
pub(super) fn Row(
    /// The list.
    list: ListView,
    /// Place in the list, from 0.
    row_idx: u32,
    /// Height in CSS pixels.
    row_px: Memo<f64>,
    /// Range that the values of the rows read so far span.
    value_domain: Memo<(f64, f64)>,
) -> impl IntoView {
    let state = use_app();
    let found = Memo::new(move |_| state.customer_pages.with(|pages| pages.find(row_idx)));
    let id = Memo::new(move |_| read(&found.get(), |row| row.id.clone()));
    let is_checked = Memo::new(move |_| {
        id.with(|id| id.as_ref().is_some_and(|id| list.checked.with(|checked| checked.contains_key(id))))
    });
    let on_click = move |_| {
        list.active.set(row_idx);
        if let Some(id) = id.get_untracked() {
            act::open_customer(state, id);
        }
    };
    let on_check = move |_| {
        if let Some((id, revenue)) = read(&found.get_untracked(), |row| (row.id.clone(), row.revenue)) {
            list.check(&id, revenue);
        }
    };
    let check_label = move || {
        let name = read(&found.get(), |row| label_of(row).to_owned()).unwrap_or_default();
        use_format().phrase("customers-check", &[("name", name)])
    };
    let cells = move || {
        let columns = list.columns.get();
        match found.get() {
            Some((page, place)) => {
                let row = &page.rows[place];
                columns
                    .into_iter()
                    .map(|column| cell(state, column, row, &page, value_domain).into_any())
                    .collect::<Vec<_>>()
            }
            None => columns
                .into_iter()
                .map(|column| {
                    view! {
                        <td data-column=column.css()>
                            <span class="customers__awaited"></span>
                        </td>
                    }
                    .into_any()
                })
                .collect::<Vec<_>>(),
        }
    };
    view! {
        <tr
            id=row_dom_id(row_idx)
            class="customers__row"
            aria-rowindex=(u64::from(row_idx) + 2).to_string()
            aria-selected=move || is_checked.get().to_string()
            aria-busy=move || found.with(Option::is_none).then_some("true")
            data-active=move || (list.active.get() == row_idx).then_some("")
            style:block-size=move || format!("{}px", row_px.get())
            on:click=on_click
        >
            <td data-column="check" on:click=|event| event.stop_propagation()>
                <input
                    type="checkbox"
                    class="check"
                    tabindex="-1"
                    aria-label=check_label
                    prop:checked=move || is_checked.get()
                    on:change=on_check
                />
            </td>
            {cells}
        </tr>
    }
}

/// The name of a customer, or the id where there is none.
pub(super) fn label_of(row: &CustomerRow) -> &str {
    if row.name.is_empty() { &row.id } else { &row.name }
}

type Found = Option<(crate::ui::state::Shared<clientele_engine::analysis::customers::CustomerPage>, usize)>;

fn read<T>(found: &Found, read: impl Fn(&CustomerRow) -> T) -> Option<T> {
    found.as_ref().and_then(|(page, place)| page.rows.get(*place)).map(read)
}
