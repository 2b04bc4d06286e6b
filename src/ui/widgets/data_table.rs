//! A table of any length: its head stays, and beyond 200 rows only those in sight are made.

use super::row_window::{WHOLE_ROWS, rows_in_sight};
use crate::chart::{Column, DataTable, Weight, width_px};
use crate::ui::state::Shared;
use leptos::html;
use leptos::prelude::*;

/// Height of a row until one has been measured.
const USUAL_ROW_PX: f64 = 28.0;

/// Height of the window until it has been measured.
const USUAL_HEIGHT_PX: f64 = 420.0;

/// Text size and padding by which columns of a long table are measured.
const TEXT_PX: f32 = 13.0;
const PADDING_PX: f32 = 18.0;
const WIDEST_PX: f32 = 320.0;

/// A real table in a window of its own; numbers are at the right.
#[component]
pub fn DataTableView(
    /// Heads and rows; nothing while `None`.
    #[prop(into)]
    table: Signal<Option<Shared<DataTable>>>,
    /// What the table shows, for those who do not see what is around it.
    #[prop(into)]
    caption: Signal<String>,
) -> impl IntoView {
    let window = NodeRef::<html::Div>::new();
    let top_px = RwSignal::new(0.0);
    let height_px = RwSignal::new(USUAL_HEIGHT_PX);
    let row_px = RwSignal::new(USUAL_ROW_PX);
    let measure = move || {
        let Some(window) = window.get_untracked() else { return };
        top_px.set(f64::from(window.scroll_top()));
        height_px.set(f64::from(window.client_height()));
        let row = window.query_selector("tbody tr[aria-rowindex]").ok().flatten();
        let measured = row.map_or(0.0, |row| row.get_bounding_client_rect().height());
        if measured > 0.0 {
            row_px.set(measured);
        }
    };
    // Another table starts at its top.
    Effect::new(move |_| {
        table.track();
        if let Some(window) = window.get() {
            window.set_scroll_top(0);
        }
        request_animation_frame(measure);
    });
    let rows = Memo::new(move |_| {
        let n_rows = table.with(|table| table.as_ref().map_or(0, |table| table.rows.len()));
        rows_in_sight(n_rows, row_px.get(), top_px.get(), height_px.get())
    });
    let is_long =
        move || table.with(|table| table.as_ref().is_some_and(|table| table.rows.len() > WHOLE_ROWS));
    let head =
        move || table.get().map(|table| head(&table.columns, is_long().then(|| column_widths(&table))));
    let body = move || table.get().map(|table| body(&table, rows.get(), row_px.get()));
    view! {
        <div
            class="data-table"
            tabindex="0"
            role="group"
            aria-label=move || caption.get()
            node_ref=window
            on:scroll=move |_| measure()
        >
            <table
                class="table table--sticky data-table__table"
                data-virtual=move || is_long().then_some("")
                aria-rowcount=move || {
                    table.with(|table| table.as_ref().map(|table| (table.rows.len() + 1).to_string()))
                }
            >
                <caption class="visually-hidden">{move || caption.get()}</caption>
                {head}
                <tbody>{body}</tbody>
            </table>
        </div>
    }
}

/// Heads, and widths of the columns if the rows that are made change.
fn head(columns: &[Column], widths_px: Option<Vec<f32>>) -> impl IntoView + use<> {
    let widths = widths_px.map(|widths| {
        let widths = widths
            .into_iter()
            .map(|width| view! { <col style:inline-size=format!("{width:.0}px") /> })
            .collect_view();
        view! { <colgroup>{widths}</colgroup> }
    });
    let heads = columns
        .iter()
        .map(|column| {
            view! {
                <th scope="col" data-kind=column.is_number.then_some("number")>
                    <bdi>{column.head.clone()}</bdi>
                </th>
            }
        })
        .collect_view();
    view! {
        {widths}
        <thead>
            <tr aria-rowindex="1">{heads}</tr>
        </thead>
    }
}

/// The rows in sight, between two spacers as high as the others.
fn body(table: &DataTable, rows: std::ops::Range<usize>, row_px: f64) -> impl IntoView + use<> {
    let n_columns = table.columns.len().max(1).to_string();
    let spacer = |n_rows: usize| {
        (n_rows > 0).then(|| {
            let height = format!("{:.1}px", n_rows as f64 * row_px);
            view! {
                <tr class="table__spacer" aria-hidden="true">
                    <td colspan=n_columns.clone() style:block-size=height></td>
                </tr>
            }
        })
    };
    let (above, below) = (spacer(rows.start), spacer(table.rows.len().saturating_sub(rows.end)));
    let kinds: Vec<Option<&str>> =
        table.columns.iter().map(|column| column.is_number.then_some("number")).collect();
    let made = table
        .rows
        .iter()
        .enumerate()
        .skip(rows.start)
        .take(rows.len())
        .map(|(idx, row)| {
            let cells = row
                .iter()
                .zip(kinds.iter().copied().chain(std::iter::repeat(None)))
                .map(|(cell, kind)| {
                    view! {
                        <td data-kind=kind>
                            <bdi>{cell.text.clone()}</bdi>
                        </td>
                    }
                })
                .collect_view();
            view! { <tr aria-rowindex=(idx + 2).to_string()>{cells}</tr> }
        })
        .collect_view();
    view! {
        {above}
        {made}
        {below}
    }
}

/// Columns as wide as their widest text, over all rows: those in sight change, the columns stay.
fn column_widths(table: &DataTable) -> Vec<f32> {
    let mut widths: Vec<f32> =
        table.columns.iter().map(|column| width_px(&column.head, TEXT_PX, Weight::Semibold)).collect();
    for row in &table.rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            // Shorter text is narrower often enough; measuring all of it would cost more than it is worth.
            if cell.text.len() as f32 * TEXT_PX > *width {
                *width = width.max(width_px(&cell.text, TEXT_PX, Weight::Regular));
            }
        }
    }
    widths.iter().map(|width| (width + PADDING_PX).min(WIDEST_PX)).collect()
}
