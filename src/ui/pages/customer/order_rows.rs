//! One order: its row, and its lines while it is open.

use super::note;
use crate::chart::{Labels, Paint, Role};
use crate::protocol::DataInfo;
use crate::ui::state::Shared;
use crate::ui::words::{tr, use_format};
use clientele_engine::analysis::customers::{CustomerDetail, Order, OrderLine};
use clientele_engine::data::SourceRow;
use leptos::prelude::*;
use std::collections::BTreeSet;

/// The rows of the order at a place. `roles` are the colors of the categories.
pub(super) fn order_rows(
    detail: &Shared<CustomerDetail>,
    data: &Shared<DataInfo>,
    roles: &[(String, Role)],
    order_idx: usize,
    open: RwSignal<BTreeSet<usize>>,
    source: RwSignal<Option<SourceRow>>,
) -> impl IntoView + use<> {
    let order = &detail.orders[order_idx];
    let is_open = Memo::new(move |_| open.with(|open| open.contains(&order_idx)));
    let toggle = move |_| {
        open.update(|open| {
            if !open.remove(&order_idx) {
                open.insert(order_idx);
            }
        });
    };
    let format = use_format();
    let name = if order.id.is_empty() { format.day(order.day) } else { order.id.clone() };
    let n_columns = 4 + usize::from(detail.category.is_some()) + usize::from(detail.profit.is_some());
    let (detail_of_lines, data_of_lines) = (detail.clone(), data.clone());
    view! {
        <tr class="customer__order" aria-expanded=move || is_open.get().to_string()>
            <td>
                <button
                    type="button"
                    class="link-button"
                    aria-expanded=move || is_open.get().to_string()
                    on:click=toggle
                >
                    <bdi>{name}</bdi>
                </button>
            </td>
            <td>{format.day(order.day)}</td>
            {detail.category.is_some().then(|| category_cell(detail, roles, order))}
            <td data-kind="number">{format.amount(order.amount)}</td>
            {detail.profit.is_some().then(|| margin_cell(order))}
            <td data-wide="" class="quiet">
                <bdi>{note::notes(detail, data, order, &format).join(" · ")}</bdi>
            </td>
        </tr>
        <Show when=move || is_open.get()>
            <tr class="customer__lines">
                <td colspan=n_columns.to_string()>
                    {lines(&detail_of_lines, &data_of_lines, order_idx, source)}
                </td>
            </tr>
        </Show>
    }
}

fn category_cell(detail: &CustomerDetail, roles: &[(String, Role)], order: &Order) -> impl IntoView + use<> {
    let categories = note::categories(detail, order)
        .into_iter()
        .map(|category| {
            let named = roles.iter().find(|(name, _)| *name == category).or_else(|| roles.last());
            let swatch = named.map(|(_, role)| {
                let color = Paint::from(*role).css();
                view! { <span class="swatch" style:background-color=color></span> }
            });
            view! {
                <span class="customer__category">
                    {swatch}
                    <bdi>{category}</bdi>
                </span>
            }
        })
        .collect_view();
    view! {
        <td data-wide="">
            <span class="customer__categories">{categories}</span>
        </td>
    }
}

/// What is left of the amount after cost.
fn margin_cell(order: &Order) -> impl IntoView + use<> {
    let format = use_format();
    let margin = order.cost.filter(|_| order.amount > 0.0).map(|cost| (order.amount - cost) / order.amount);
    let text = margin.map_or_else(|| tr("customer-fact-none"), |margin| format.percent(margin, 0));
    let is_loss = margin.is_some_and(|margin| margin < 0.0);
    view! {
        <td data-kind="number" data-wide="">
            <span data-loss=is_loss.then_some("")>{text}</span>
        </td>
    }
}

/// The lines of an order with where they were read.
fn lines(
    detail: &CustomerDetail,
    data: &DataInfo,
    order_idx: usize,
    source: RwSignal<Option<SourceRow>>,
) -> impl IntoView + use<> {
    let rows =
        detail.orders[order_idx].lines.iter().map(|line| line_row(detail, data, line, source)).collect_view();
    view! { <ul class="customer__line-list">{rows}</ul> }
}

fn line_row(
    detail: &CustomerDetail,
    data: &DataInfo,
    line: &OrderLine,
    source: RwSignal<Option<SourceRow>>,
) -> impl IntoView + use<> {
    let format = use_format();
    let row = line.source;
    let file = data.files.get(usize::from(row.file)).map(|(name, _)| name.clone()).unwrap_or_default();
    let place = [("file", file), ("line", format.count(f64::from(row.line)))];
    let values = detail
        .dimensions
        .iter()
        .zip(&line.values)
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| {
            view! {
                <span class="customer__field">
                    <bdi class="quiet">{name.clone()}</bdi>
                    " "
                    <bdi>{value.clone()}</bdi>
                </span>
            }
        })
        .collect_view();
    view! {
        <li class="customer__line">
            <span class="customer__line-amount">{format.amount(line.amount)}</span>
            <span class="customer__fields">{values}</span>
            <span class="customer__place">
                <bdi>{format.phrase("customer-line-place", &place)}</bdi>
            </span>
            <button type="button" class="link-button" on:click=move |_| source.set(Some(row))>
                {tr("customer-line-original")}
            </button>
        </li>
    }
}
