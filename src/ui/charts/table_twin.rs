//! The same numbers as a chart, as a table.

use crate::chart::DataTable;
use crate::ui::state::Shared;
use leptos::prelude::*;

/// Rows shown at most; the CSV file has them all.
const MOST_ROWS: usize = 500;

/// A chart's rows.
#[component]
pub fn TableTwin(
    /// The rows; nothing while `None`.
    #[prop(into)]
    table: Signal<Option<Shared<DataTable>>>,
    /// What the table shows, for those who do not see the panel around it.
    #[prop(into)]
    caption: Signal<String>,
) -> impl IntoView {
    view! {
        <div class="table-twin" tabindex="0" role="group" aria-label=move || caption.get()>
            <table class="table">
                <caption class="visually-hidden">{move || caption.get()}</caption>
                {move || table.get().map(|table| rows(&table))}
            </table>
        </div>
    }
}

fn rows(table: &DataTable) -> impl IntoView + use<> {
    let kinds: Vec<bool> = table.columns.iter().map(|column| column.is_number).collect();
    let kind = move |idx: usize| kinds.get(idx).copied().unwrap_or(false).then_some("number");
    let heads = table
        .columns
        .iter()
        .enumerate()
        .map(|(idx, column)| {
            view! {
                <th scope="col" data-kind=kind(idx)>
                    <bdi>{column.head.clone()}</bdi>
                </th>
            }
        })
        .collect_view();
    let body = table
        .rows
        .iter()
        .take(MOST_ROWS)
        .map(|row| {
            let cells = row
                .iter()
                .enumerate()
                .map(|(idx, cell)| {
                    view! {
                        <td data-kind=kind(idx)>
                            <bdi>{cell.text.clone()}</bdi>
                        </td>
                    }
                })
                .collect_view();
            view! { <tr>{cells}</tr> }
        })
        .collect_view();
    view! {
        <thead>
            <tr>{heads}</tr>
        </thead>
        <tbody>{body}</tbody>
    }
}
