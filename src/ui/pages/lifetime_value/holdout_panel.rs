//! Predictions made with a part of the past, held against the rest of it.

use super::score_board::ScoreBoard;
use super::sentences;
use crate::chart::{Size, holdout};
use crate::explain;
use crate::ui::charts::{ChartView, LiveChart, Panel, PanelState};
use crate::ui::pages::report_text::{latest, said};
use crate::ui::state::use_app;
use crate::ui::words::{tr, use_format};
use leptos::prelude::*;

/// Orders predicted and orders that happened, and the board of those who predicted.
#[component]
pub(super) fn HoldoutPanel() -> impl IntoView {
    let state = use_app();
    let report = latest(state.lifetime_value);
    let finding = said(report, sentences::holdout);
    let chart = LiveChart::new(
        |width| if width < 420.0 { 240.0 } else { 286.0 },
        move |width_px, height_px| {
            let report = report.get()?;
            let checked = report.holdout.as_ref()?;
            Some(holdout::draw(checked, Size { width_px, height_px }, &use_format()))
        },
    );
    let is_checked = Memo::new(move |_| {
        report.with(|report| report.as_ref().is_some_and(|report| report.holdout.is_some()))
    });
    view! {
        <Panel
            id="clv-holdout"
            finding
            subtitle=said(report, sentences::holdout_subtitle)
            state=PanelState::of(state.lifetime_value, |report| report.refused.clone())
            chart
            explain=explain!("holdout")
        >
            <Show
                when=move || is_checked.get()
                fallback=|| view! { <p class="clv__note">{move || tr("clv-holdout-none-note")}</p> }
            >
                <ChartView chart label=finding />
                <ScoreBoard />
            </Show>
        </Panel>
    }
}
