//! Customers by recency and frequency score.

use super::sentences;
use crate::chart::rfm_grid::{is_by_revenue, ramp_max};
use crate::chart::{Size, clause_of, rfm_grid};
use crate::explain;
use crate::ui::charts::{LiveChart, Panel, PanelState, RampKey};
use crate::ui::state::use_app;
use crate::ui::words::{tr, use_format};
use clientele_engine::query::{ClauseKind, Segment};
use leptos::prelude::*;

/// The grid of 25 cells.
#[component]
pub(super) fn GridPanel(
    /// The segment that is selected, if it is exactly one.
    #[prop(into)]
    selected: Signal<Option<Segment>>,
) -> impl IntoView {
    let state = use_app();
    let report = Memo::new(move |_| state.segments.with(|slot| slot.latest().cloned()));
    let finding = Memo::new(move |_| {
        report
            .with(|report| {
                report.as_ref().map(|report| sentences::grid(report, selected.get(), &use_format()))
            })
            .unwrap_or_default()
    });
    let most = Memo::new(move |_| {
        report.with(|report| {
            report.as_ref().map_or((0.0, true), |report| (ramp_max(report), is_by_revenue(report)))
        })
    });
    let darkest = move || match most.get() {
        (most, true) => use_format().money(most),
        (most, false) => use_format().count(most),
    };
    let subtitle =
        move || tr(if most.get().1 { "segments-grid-subtitle" } else { "segments-grid-subtitle-counts" });
    let chart = LiveChart::new(
        |width| (width * 0.8).clamp(280.0, 330.0),
        move |width_px, height_px| {
            let report = report.get()?;
            state.context.with(|context| {
                let selected = clause_of(&context.filter, &[ClauseKind::Segment]);
                Some(rfm_grid::draw(&report, selected, Size { width_px, height_px }, &use_format()))
            })
        },
    );
    view! {
        <Panel
            id="segment-grid"
            finding
            subtitle=Signal::derive(subtitle)
            key=move || view! { <RampKey most=Signal::derive(darkest) /> }
            state=PanelState::of_slot(state.segments)
            chart
            explain=explain!("segment-grid")
        />
    }
}
