//! What the data set holds: its size, and the fields by which it can be filtered.

use super::mapping::role_key;
use crate::protocol::{DataInfo, FieldInfo};
use crate::ui::state::{Shared, use_app};
use crate::ui::words::{tr, use_format};
use clientele_engine::import::ColumnRole;
use leptos::prelude::*;

/// Headline figures of the data set.
#[component]
pub(super) fn DataFacts() -> impl IntoView {
    let state = use_app();
    let of = move |value: fn(&DataInfo) -> String| {
        move || state.data.with(|data| data.as_ref().map(|data| value(data)))
    };
    let fact = |name: &'static str, value: fn(&DataInfo) -> String| {
        view! {
            <div class="data-facts__fact">
                <dt>{move || tr(name)}</dt>
                <dd>{of(value)}</dd>
            </div>
        }
    };
    view! {
        <dl class="data-facts">
            {fact("data-fact-customers", |data| use_format().whole(data.n_customers))}
            {fact("data-fact-orders", |data| use_format().whole(data.n_orders))}
            {fact("data-fact-lines", |data| use_format().whole(data.n_lines))}
            {fact("data-fact-days", |data| use_format().day_range(data.observed))}
            {fact(
                "data-currency",
                |data| data.currency.clone().unwrap_or_else(|| tr("data-currency-unknown")),
            )}
            {fact(
                "data-fact-cost",
                |data| tr(if data.has_cost { "data-fact-known" } else { "data-fact-unknown" }),
            )}
            {fact(
                "data-fact-order-ids",
                |data| tr(if data.has_order_ids { "data-fact-known" } else { "data-fact-by-day" }),
            )}
        </dl>
    }
}

/// The fields.
#[component]
pub(super) fn Fields() -> impl IntoView {
    let state = use_app();
    let rows = move || {
        let data: Shared<DataInfo> = state.data.get()?;
        Some(data.fields.iter().cloned().map(row).collect_view())
    };
    let is_empty =
        Memo::new(move |_| state.data.with(|data| data.as_ref().is_none_or(|data| data.fields.is_empty())));
    view! {
        <section class="panel fields" aria-labelledby="fields-title">
            <h2 id="fields-title">{move || tr("data-fields")}</h2>
            <Show
                when=move || !is_empty.get()
                fallback=|| view! { <p class="quiet">{move || tr("data-no-fields")}</p> }
            >
                <div class="table-scroll">
                    <table class="table">
                        <thead>
                            <tr>
                                <th scope="col">{move || tr("data-field")}</th>
                                <th scope="col">{move || tr("data-field-use")}</th>
                                <th scope="col">{move || tr("data-field-of")}</th>
                                <th scope="col" class="number">
                                    {move || tr("data-field-values")}
                                </th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </Show>
        </section>
    }
}

fn row(field: FieldInfo) -> impl IntoView {
    let FieldInfo { name, role, is_line, n_values } = field;
    let of = if is_line { "data-field-line" } else { "data-field-customer" };
    view! {
        <tr>
            <th scope="row">
                <bdi>{name}</bdi>
            </th>
            <td>{move || tr(role_key(ColumnRole::Dimension(role)))}</td>
            <td>{move || tr(of)}</td>
            <td class="number">{move || use_format().whole(u64::from(n_values))}</td>
        </tr>
    }
}
