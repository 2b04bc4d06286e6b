//! Whom of a segment to call first.

use crate::chart::Labels;
use crate::ui::charts::act;
use crate::ui::state::{AppState, Shared, use_app};
use crate::ui::words::{tr, use_format};
use clientele_engine::analysis::segment::{SegmentCustomer, SegmentDetail};
use leptos::prelude::*;

/// The customers with the largest revenue among those worth a call; a name opens its page.
#[component]
pub(super) fn CallList(
    /// The segment; nothing while `None`.
    detail: Memo<Option<Shared<SegmentDetail>>>,
) -> impl IntoView {
    let state = use_app();
    let has_rows =
        move || detail.with(|detail| detail.as_ref().is_some_and(|detail| !detail.call_first.is_empty()));
    let subtitle = move || {
        tr(if state.has_amounts() { "segments-call-subtitle" } else { "segments-call-subtitle-counts" })
    };
    let rows = move || {
        detail.get().map(|detail| {
            detail.call_first.iter().map(|customer| call_row(state, customer).into_any()).collect::<Vec<_>>()
        })
    };
    view! {
        <Show when=has_rows>
            <section class="drawer__part">
                <h3 class="drawer__finding">{move || tr("segments-call-title")}</h3>
                <p class="drawer__subtitle">{subtitle}</p>
                <table class="table call-list">
                    <thead>
                        <tr>
                            <th scope="col">{move || tr("segments-call-customer")}</th>
                            <Show when=move || state.has_amounts()>
                                <th scope="col" data-kind="number">
                                    {move || tr("segments-call-revenue")}
                                </th>
                            </Show>
                            <th scope="col" data-kind="number">
                                {move || tr("segments-call-p-alive")}
                            </th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </section>
        </Show>
    }
}

fn call_row(state: AppState, customer: &SegmentCustomer) -> impl IntoView + use<> {
    let format = use_format();
    let id = customer.id.clone();
    let facts = format.phrase(
        "segments-call-facts",
        &[
            ("orders", format.count(f64::from(customer.n_orders))),
            ("days", format.count(f64::from(customer.recency_days))),
        ],
    );
    let p_alive =
        customer.p_alive.map_or_else(|| tr("segments-fact-none"), |p_alive| format.percent(p_alive, 0));
    view! {
        <tr>
            <th scope="row">
                <button
                    type="button"
                    class="row-button call-list__name"
                    on:click=move |_| act::open_customer(state, id.clone())
                >
                    <bdi>{customer.label.clone()}</bdi>
                </button>
                <span class="call-list__facts">{facts}</span>
            </th>
            {state
                .has_amounts()
                .then(|| view! { <td data-kind="number">{format.money_axis(customer.revenue)}</td> })}
            <td data-kind="number">{p_alive}</td>
        </tr>
    }
}
