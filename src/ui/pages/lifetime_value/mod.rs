//! Lifetime value: what customers are expected to bring, how sure that is and how well it would have
//! foretold the past.

mod controls;
mod histogram_panel;
mod holdout_panel;
mod map_panel;
mod models_panel;
mod score_board;
mod sentences;
mod top_panel;

use crate::ui::charts::{Panel, PanelState};
use crate::ui::state::use_app;
use crate::ui::words::tr;
use clientele_engine::analysis::Refused;
use controls::Controls;
use histogram_panel::HistogramPanel;
use holdout_panel::HoldoutPanel;
use leptos::prelude::*;
use map_panel::MapPanel;
use models_panel::ModelsPanel;
use top_panel::TopPanel;

/// The lifetime value page.
#[component]
pub fn LifetimeValuePage() -> impl IntoView {
    let state = use_app();
    let refused = Memo::new(move |_| {
        state.lifetime_value.with(|slot| slot.latest().and_then(|report| report.refused.clone()))
    });
    view! {
        <div class="page clv">
            <header class="page__head">
                <div>
                    <h1 class="page__title">{move || tr("clv-title")}</h1>
                    <p class="page__subtitle">{move || tr("clv-subtitle")}</p>
                </div>
                <Controls />
            </header>
            // One reason for all: five panels that say the same would not say more.
            <Show when=move || refused.with(Option::is_none) fallback=move || view! { <RefusedPanel refused /> }>
                <div class="clv__columns">
                    <div class="clv__column">
                        <HistogramPanel />
                        <HoldoutPanel />
                    </div>
                    <div class="clv__column">
                        <MapPanel />
                        <TopPanel />
                        <ModelsPanel />
                    </div>
                </div>
            </Show>
        </div>
    }
    .into_any()
}

/// What is missing for a model.
#[component]
fn RefusedPanel(refused: Memo<Option<Refused>>) -> impl IntoView {
    let state = use_app();
    let finding = move || {
        let key = refused.with(|refused| match refused {
            Some(Refused::TooShort { .. }) => "clv-refused-short",
            Some(Refused::TooFewRepeaters { .. }) => "clv-refused-repeaters",
            Some(Refused::NoMaximum) => "clv-refused-maximum",
            _ => "clv-refused-customers",
        });
        tr(key)
    };
    view! {
        <div class="clv__refused">
            <Panel
                id="clv-refused"
                finding=Signal::derive(finding)
                state=PanelState::of(state.lifetime_value, |report| report.refused.clone())
            />
        </div>
    }
}
