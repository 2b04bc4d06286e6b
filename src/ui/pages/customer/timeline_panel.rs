//! Every order of the customer over time, complaints, and the chance of being alive.

use super::sentences;
use crate::chart::{Paint, Size, customer_timeline};
use crate::explain;
use crate::ui::charts::{LiveChart, Panel, PanelState};
use crate::ui::pages::report_text::said;
use crate::ui::state::{Shared, use_app};
use crate::ui::words::{tr, use_format};
use clientele_engine::analysis::customers::CustomerDetail;
use leptos::prelude::*;

/// The timeline.
#[component]
pub(super) fn TimelinePanel(
    /// The customer.
    detail: Memo<Option<Shared<CustomerDetail>>>,
) -> impl IntoView {
    let state = use_app();
    let chart = LiveChart::new(
        |width| if width < 500.0 { 280.0 } else { 310.0 },
        move |width_px, height_px| {
            let detail = detail.get()?;
            Some(customer_timeline::draw(&detail, Size { width_px, height_px }, &use_format()))
        },
    );
    let swatches = move || {
        let detail = detail.get()?;
        let named = customer_timeline::categories(&detail, &tr("customer-category-other"));
        let swatches = named
            .into_iter()
            .filter(|(name, _)| !name.is_empty())
            .map(|(name, role)| {
                view! {
                    <span class="customer__category">
                        <span class="swatch" style:background-color=Paint::from(role).css()></span>
                        <bdi>{name}</bdi>
                    </span>
                }
            })
            .collect_view();
        Some(swatches)
    };
    // The answer about the customer before this one is no answer: places are kept as for none.
    let slot_state = PanelState::of_slot(state.customer);
    let panel_state = Signal::derive(move || match slot_state.get() {
        shown if shown.is_shown() && detail.with(Option::is_none) => PanelState::Loading(None),
        other => other,
    });
    view! {
        <Panel
            id="customer-timeline"
            finding=said(detail, sentences::timeline)
            subtitle=said(detail, sentences::timeline_subtitle)
            key=move || view! { <span class="customer__categories">{swatches}</span> }
            state=panel_state
            chart
            explain=explain!("customer-timeline")
        />
    }
}
