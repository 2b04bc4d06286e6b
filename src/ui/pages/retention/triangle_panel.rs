//! Every cohort by the periods since its own.

use super::sentences;
use crate::chart::{Size, clause_of, cohort_triangle};
use crate::explain;
use crate::ui::charts::{ChartView, LiveChart, Panel, PanelState, RampKey};
use crate::ui::pages::report_text::{latest, said};
use crate::ui::state::use_app;
use crate::ui::words::{tr, use_format};
use clientele_engine::query::ClauseKind;
use leptos::prelude::*;

/// The triangle, with how to read it in the corner it leaves free.
#[component]
pub(super) fn TrianglePanel() -> impl IntoView {
    let state = use_app();
    let report = latest(state.retention);
    let height = move |_| {
        report.with(|report| {
            report.as_ref().map_or(USUAL_HEIGHT_PX, |report| cohort_triangle::natural_height_px(report))
        })
    };
    let chart = LiveChart::new(height, move |width_px, height_px| {
        let report = report.get()?;
        state.context.with(|context| {
            let selected = clause_of(&context.filter, &[ClauseKind::CohortActive, ClauseKind::FirstOrder]);
            Some(cohort_triangle::draw(&report, selected, Size { width_px, height_px }, &use_format()))
        })
    });
    let most = Memo::new(move |_| {
        report.with(|report| report.as_ref().map_or(0.0, |report| cohort_triangle::ramp_max(report)))
    });
    let finding = said(report, sentences::triangle);
    let how_to_read = move || {
        let is_quarter = report.with(|report| report.as_ref().is_some_and(|report| report.n_months == 3));
        tr(if is_quarter { "retention-how-quarter" } else { "retention-how-month" })
    };
    view! {
        <Panel
            id="retention-triangle"
            finding
            subtitle=said(report, sentences::triangle_subtitle)
            key=move || view! { <RampKey most=Signal::derive(move || use_format().percent(most.get(), 0)) /> }
            state=PanelState::of(state.retention, |report| report.refused.clone())
            chart
            explain=explain!("cohort-retention")
        >
            <div class="retention__triangle">
                <ChartView chart label=finding />
                <p class="retention__how">
                    <strong>{move || tr("retention-how")}</strong>
                    " "
                    {how_to_read}
                </p>
            </div>
        </Panel>
    }
}

/// Height while nothing is known yet.
const USUAL_HEIGHT_PX: f32 = 560.0;
