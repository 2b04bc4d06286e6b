//! One customer in full: figures, the course of the relationship, orders down to the row of the file.

mod facts;
mod header;
mod note;
mod order_rows;
mod orders_panel;
mod original_row;
mod sentences;
mod source_dialog;
mod split_row;
mod timeline_panel;

use crate::chart::Labels;
use crate::protocol::SessionError;
use crate::ui::pages::drill_path::DrillPath;
use crate::ui::state::{AppState, Route, Shared, Slot, use_app};
use crate::ui::words::{tr, use_format};
use clientele_engine::analysis::customers::CustomerDetail;
use facts::Facts;
use header::Header;
use leptos::prelude::*;
use orders_panel::OrdersPanel;
use source_dialog::SourceDialog;
use timeline_panel::TimelinePanel;

/// The customer on the screen: the latest answer, as long as it is about the customer the route names.
pub(super) fn detail_of(state: AppState) -> Memo<Option<Shared<CustomerDetail>>> {
    Memo::new(move |_| {
        let Route::Customer(id) = state.route.get() else { return None };
        state.customer.with(|slot| slot.latest().filter(|detail| detail.id == id).cloned())
    })
}

/// The page of one customer.
#[component]
pub fn CustomerPage() -> impl IntoView {
    let state = use_app();
    let detail = detail_of(state);
    let source = RwSignal::new(None);
    let is_unknown = Memo::new(move |_| {
        state.customer.with(|slot| matches!(slot, Slot::Failed(SessionError::UnknownCustomer { .. })))
    });
    let name =
        move || {
            detail.with(|detail| {
                detail.as_ref().map(|detail| {
                    if detail.name.is_empty() { detail.id.clone() } else { detail.name.clone() }
                })
            })
        };
    let orders = move || {
        let format = use_format();
        let n = detail.with(|detail| detail.as_ref().map_or(0, |detail| detail.n_orders));
        let key = if n == 1 { "customer-path-order" } else { "customer-path-orders" };
        format.phrase(key, &[("n", format.count(f64::from(n)))])
    };
    view! {
        <div class="page customer">
            <DrillPath is_list=false>
                <span class="path__here" aria-current="page">
                    <bdi>{name}</bdi>
                </span>
                <button type="button" class="link-button" on:click=move |_| orders_panel::show()>
                    {orders}
                </button>
            </DrillPath>
            <Show
                when=move || !is_unknown.get()
                fallback=|| view! { <p class="notice__text">{move || tr("customer-unknown")}</p> }
            >
                <Header detail />
                <Facts detail />
                <TimelinePanel detail />
                <OrdersPanel detail source />
            </Show>
            <SourceDialog source />
        </div>
    }
    .into_any()
}
