//! Revenue by period from new and returning customers.

use super::sentences;
use crate::chart::{Size, clause_of, month_bars};
use crate::explain;
use crate::ui::charts::{LiveChart, Panel, PanelState};
use crate::ui::state::use_app;
use crate::ui::words::use_format;
use clientele_engine::query::ClauseKind;
use leptos::prelude::*;

/// The bars of revenue.
#[component]
pub(super) fn RevenuePanel() -> impl IntoView {
    let state = use_app();
    let report = Memo::new(move |_| state.overview.with(|slot| slot.latest().cloned()));
    let finding = Memo::new(move |_| {
        report
            .with(|report| report.as_ref().map(|report| sentences::bars(report, &use_format())))
            .unwrap_or_default()
    });
    let subtitle = Memo::new(move |_| {
        let grain = state.overview_options.with(|options| options.grain);
        report
            .with(|report| {
                report.as_ref().map(|report| sentences::bars_subtitle(report, grain, &use_format()))
            })
            .unwrap_or_default()
    });
    let chart = LiveChart::new(
        |width| if width < 500.0 { 220.0 } else { 268.0 },
        move |width_px, height_px| {
            let report = report.get()?;
            state.context.with(|context| {
                let selected = clause_of(&context.filter, &[ClauseKind::OrderDays]);
                Some(month_bars::draw(&report, selected, Size { width_px, height_px }, &use_format()))
            })
        },
    );
    view! {
        <Panel
            id="revenue"
            is_about_money=true
            finding
            subtitle
            state=PanelState::of_slot(state.overview)
            chart
            explain=explain!("revenue-bars")
        />
    }
}
