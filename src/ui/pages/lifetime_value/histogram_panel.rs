//! How many customers are worth how much.

use super::sentences;
use crate::chart::{Size, clause_of, value_histogram};
use crate::explain;
use crate::ui::charts::{LiveChart, Panel, PanelState};
use crate::ui::pages::report_text::{latest, said};
use crate::ui::state::use_app;
use crate::ui::words::use_format;
use clientele_engine::query::ClauseKind;
use leptos::prelude::*;

/// The distribution of lifetime values.
#[component]
pub(super) fn HistogramPanel() -> impl IntoView {
    let state = use_app();
    let report = latest(state.lifetime_value);
    // A part of the customers is not "today's customers".
    let finding = said(report, move |report, labels| {
        let is_all = state.context.with(|context| context.filter.is_empty());
        sentences::total(report, is_all, labels)
    });
    let chart = LiveChart::new(
        |_| 262.0,
        move |width_px, height_px| {
            let report = report.get()?;
            state.context.with(|context| {
                let selected = clause_of(&context.filter, &[ClauseKind::LifetimeValue]);
                Some(value_histogram::draw(&report, selected, Size { width_px, height_px }, &use_format()))
            })
        },
    );
    view! {
        <Panel
            id="clv-histogram"
            is_about_money=true
            finding
            subtitle=said(report, sentences::total_subtitle)
            state=PanelState::of(state.lifetime_value, |report| report.refused.clone())
            chart
            explain=explain!("lifetime-value")
        />
    }
}
