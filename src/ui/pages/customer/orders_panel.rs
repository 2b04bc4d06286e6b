//! The orders of a customer, latest first. An order opens its lines, a line the row it was read from.

use super::order_rows::order_rows;
use super::sentences;
use crate::chart::{Cell, Column, DataTable, Labels, customer_timeline};
use crate::ui::browser::focus;
use crate::ui::charts::{Panel, PanelState};
use crate::ui::pages::report_text::said;
use crate::ui::state::{Shared, use_app};
use crate::ui::words::{tr, use_format};
use clientele_engine::analysis::customers::CustomerDetail;
use clientele_engine::data::SourceRow;
use leptos::prelude::*;
use std::collections::BTreeSet;

/// Orders shown at first, and added by every "show more".
const STEP: usize = 20;

/// Id of the table, where the path leads.
const TABLE_ID: &str = "customer-orders";

/// Brings the orders into view.
pub(super) fn show() {
    let table = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id(TABLE_ID));
    if let Some(table) = table {
        table.scroll_into_view();
        focus::focus(&table);
    }
}

/// The table of orders.
#[component]
pub(super) fn OrdersPanel(
    /// The customer.
    detail: Memo<Option<Shared<CustomerDetail>>>,
    /// Where the row goes that is asked for.
    source: RwSignal<Option<SourceRow>>,
) -> impl IntoView {
    let state = use_app();
    let n_shown = RwSignal::new(STEP);
    let open = RwSignal::new(BTreeSet::<usize>::new());
    // Another customer begins with closed orders.
    let id = Memo::new(move |_| detail.with(|detail| detail.as_ref().map(|detail| detail.id.clone())));
    Effect::new(move |before: Option<()>| {
        // A memo that is only tracked never runs, and so never tells.
        id.with(|_| ());
        if before.is_some() {
            n_shown.set(STEP);
            open.update(BTreeSet::clear);
        }
    });
    let table = Memo::new(move |_| {
        detail.with(|detail| detail.as_ref().map(|detail| Shared::new(data_table(detail, &use_format()))))
    });
    let slot_state = PanelState::of_slot(state.customer);
    let panel_state = Signal::derive(move || match slot_state.get() {
        shown if shown.is_shown() && detail.with(Option::is_none) => PanelState::Loading(None),
        other => other,
    });
    let n_orders = move || detail.with(|detail| detail.as_ref().map_or(0, |detail| detail.orders.len()));
    let subtitle = Signal::derive(move || {
        let format = use_format();
        let (n, shown) = (n_orders(), n_shown.get().min(n_orders()));
        let args = [("shown", format.count(shown as f64)), ("n", format.count(n as f64))];
        format.phrase(
            if shown < n { "customer-orders-subtitle" } else { "customer-orders-subtitle-all" },
            &args,
        )
    });
    let rows = move || {
        let detail = detail.get()?;
        let data = state.data.get()?;
        let roles = customer_timeline::categories(&detail, "");
        let shown = detail.orders.len().saturating_sub(n_shown.get())..detail.orders.len();
        let rows: Vec<AnyView> = shown
            .rev()
            .map(|order_idx| order_rows(&detail, &data, &roles, order_idx, open, source).into_any())
            .collect();
        Some(rows)
    };
    let has_more = move || n_orders() > n_shown.get();
    let more = move || {
        let format = use_format();
        let n = n_orders().saturating_sub(n_shown.get()).min(STEP);
        format.phrase("customer-orders-more", &[("n", format.count(n as f64))])
    };
    view! {
        <Panel
            id="customer-orders"
            finding=said(detail, sentences::orders)
            subtitle
            state=panel_state
            table
        >
            <table class="table customer__orders" id=TABLE_ID tabindex="-1">
                <Head detail />
                <tbody>{rows}</tbody>
            </table>
            <Show when=has_more>
                <button type="button" class="button customer__more" on:click=move |_| n_shown.update(|n| *n += STEP)>
                    {more}
                </button>
            </Show>
        </Panel>
    }
}

#[component]
fn Head(detail: Memo<Option<Shared<CustomerDetail>>>) -> impl IntoView {
    let has_category =
        move || detail.with(|detail| detail.as_ref().is_some_and(|detail| detail.category.is_some()));
    let has_cost =
        move || detail.with(|detail| detail.as_ref().is_some_and(|detail| detail.profit.is_some()));
    let amount = move || {
        let format = use_format();
        format.phrase("customer-column-amount", &[("unit", format.money_unit())])
    };
    view! {
        <thead>
            <tr>
                <th scope="col">{move || tr("customer-column-order")}</th>
                <th scope="col">{move || tr("customer-column-day")}</th>
                {move || {
                    has_category()
                        .then(|| view! { <th scope="col" data-wide="">{tr("customer-column-category")}</th> })
                }}
                <th scope="col" data-kind="number">
                    {amount}
                </th>
                {move || {
                    has_cost().then(|| view! { <th scope="col" data-kind="number" data-wide="">{tr("customer-column-margin")}</th> })
                }}
                <th scope="col" data-wide="">{move || tr("customer-column-note")}</th>
            </tr>
        </thead>
    }
}

/// The orders as a table for a file, oldest first.
fn data_table(detail: &CustomerDetail, labels: &dyn Labels) -> DataTable {
    let column = |key: &'static str, is_number: bool| Column { head: labels.word(key), is_number };
    let amount = labels.phrase("customer-column-amount", &[("unit", labels.money_unit())]);
    let columns = vec![
        column("customer-column-order", false),
        column("customer-column-day", false),
        column("customer-column-category", false),
        Column { head: amount, is_number: true },
        column("customer-column-cost", true),
    ];
    let rows = detail
        .orders
        .iter()
        .map(|order| {
            let cost = order.cost.unwrap_or(f64::NAN);
            vec![
                Cell::text(order.id.clone()),
                Cell::text(order.day.to_string()),
                Cell::text(super::note::categories(detail, order).join(", ")),
                Cell::number(order.amount, labels.count(order.amount)),
                Cell::number(cost, labels.count(cost)),
            ]
        })
        .collect();
    DataTable { columns, rows }
}
