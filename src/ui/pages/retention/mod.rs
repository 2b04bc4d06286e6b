//! Retention: which customers come back, and for how long.

mod curves_panel;
mod profit_panel;
mod sentences;
mod triangle_panel;

use crate::ui::browser::geometry;
use crate::ui::state::use_app;
use crate::ui::widgets::Segmented;
use crate::ui::words::{tr, tr_with, use_format};
use clientele_engine::analysis::cohort::CohortOptions;
use curves_panel::CurvesPanel;
use leptos::prelude::*;
use profit_panel::ProfitPanel;
use std::sync::atomic::{AtomicBool, Ordering};
use triangle_panel::TrianglePanel;

/// The retention page.
#[component]
pub fn RetentionPage() -> impl IntoView {
    let state = use_app();
    start_narrow(state.cohort_options);
    let n_before =
        Memo::new(move |_| state.retention.with(|slot| slot.latest().map_or(0, |report| report.n_before)));
    view! {
        <div class="page retention">
            <header class="page__head">
                <div>
                    <h1 class="page__title">{move || tr("retention-title")}</h1>
                    <p class="page__subtitle">{move || tr("retention-subtitle")}</p>
                </div>
                <Controls />
            </header>
            <div class="retention__columns">
                <div class="retention__column">
                    <TrianglePanel />
                    <Show when=move || n_before.get() != 0>
                        <p class="retention__remark">{move || {
                                let n = n_before.get();
                                tr_with(
                                    "retention-truncated",
                                    &[("n", n.into()), ("count", use_format().whole(n).into())],
                                )
                            }}</p>
                    </Show>
                </div>
                <div class="retention__column">
                    <CurvesPanel />
                    <ProfitPanel />
                </div>
            </div>
        </div>
    }
    .into_any()
}

/// On a phone months do not fit; quarters are where it starts. Only once: the choice is the user's.
fn start_narrow(options: RwSignal<CohortOptions>) {
    static IS_DONE: AtomicBool = AtomicBool::new(false);
    let (width_px, _) = geometry::window_size();
    if !IS_DONE.swap(true, Ordering::Relaxed) && width_px < NARROW_PX {
        options.set(CohortOptions { n_months: QUARTER });
    }
}

/// Below this width quarters are the better start.
const NARROW_PX: f64 = 600.0;

/// Months in a month and in a quarter.
const MONTH: u8 = 1;
const QUARTER: u8 = 3;

/// Width of the cohorts.
#[component]
fn Controls() -> impl IntoView {
    let state = use_app();
    let value = Signal::derive(move || state.cohort_options.with(|options| options.n_months.to_string()));
    let options = Signal::derive(|| {
        vec![(MONTH.to_string(), tr("retention-month")), (QUARTER.to_string(), tr("retention-quarter"))]
    });
    let on_change = Callback::new(move |value: String| {
        let n_months = if value == QUARTER.to_string() { QUARTER } else { MONTH };
        state.cohort_options.set(CohortOptions { n_months });
    });
    view! {
        <div class="page__controls">
            <Segmented label=Signal::derive(|| tr("retention-cohort-by")) value options on_change />
        </div>
    }
}
