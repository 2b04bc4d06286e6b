//! Cumulative revenue over customers, largest first.

use super::sentences;
use crate::chart::{Size, clause_of, lorenz};
use crate::explain;
use crate::ui::charts::{LiveChart, Panel, PanelState};
use crate::ui::state::use_app;
use crate::ui::words::use_format;
use clientele_engine::query::ClauseKind;
use leptos::prelude::*;

/// The curve; a point on it filters to the customers up to there.
#[component]
pub(super) fn LorenzPanel() -> impl IntoView {
    let state = use_app();
    let report = Memo::new(move |_| state.concentration.with(|slot| slot.latest().cloned()));
    let finding = Memo::new(move |_| {
        report
            .with(|report| report.as_ref().map(|report| sentences::lorenz(report, &use_format())))
            .unwrap_or_default()
    });
    let subtitle = Memo::new(move |_| {
        report
            .with(|report| report.as_ref().map(|report| sentences::lorenz_subtitle(report, &use_format())))
            .unwrap_or_default()
    });
    let chart = LiveChart::new(
        |width| (width * 0.63).clamp(250.0, 520.0),
        move |width_px, height_px| {
            let report = report.get()?;
            state.context.with(|context| {
                let selected = clause_of(&context.filter, &[ClauseKind::RevenueRank, ClauseKind::Class]);
                Some(lorenz::draw(&report, selected, Size { width_px, height_px }, &use_format()))
            })
        },
    );
    view! {
        <Panel
            id="lorenz"
            is_about_money=true
            finding
            subtitle
            state=PanelState::of_slot(state.concentration)
            chart
            explain=explain!("lorenz")
        />
    }
}
