//! The customers whose revenue changed most between the halves of the period.

use super::sentences;
use crate::chart::{Labels, Size, movers};
use crate::explain;
use crate::ui::charts::{LiveChart, Panel, PanelState};
use crate::ui::state::use_app;
use crate::ui::words::use_format;
use clientele_engine::analysis::overview::OverviewReport;
use leptos::prelude::*;

/// Gains and losses of single customers.
#[component]
pub(super) fn MoversPanel() -> impl IntoView {
    let state = use_app();
    let report = Memo::new(move |_| state.overview.with(|slot| slot.latest().cloned()));
    let text = move |say: fn(&OverviewReport, &dyn Labels) -> String| {
        Memo::new(move |_| {
            report.with(|report| report.as_ref().map(|report| say(report, &use_format()))).unwrap_or_default()
        })
    };
    let chart = LiveChart::new(
        move |_| {
            report.with(|report| report.as_ref().map_or(168.0, |report| movers::natural_height_px(report)))
        },
        move |width_px, height_px| {
            let report = report.get()?;
            Some(movers::draw(&report, Size { width_px, height_px }, &use_format()))
        },
    );
    view! {
        <Panel
            id="movers"
            is_about_money=true
            finding=text(sentences::movers)
            subtitle=text(sentences::movers_subtitle)
            state=PanelState::of_slot(state.overview)
            chart
            explain=explain!("movers")
        />
    }
}
