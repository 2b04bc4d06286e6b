//! The chance of being alive by repeat orders and silence.

use super::sentences;
use crate::chart::{Size, clause_of, p_alive_map};
use crate::explain;
use crate::ui::charts::{LiveChart, Panel, PanelState, RampKey};
use crate::ui::pages::report_text::{latest, said};
use crate::ui::state::use_app;
use crate::ui::words::use_format;
use clientele_engine::query::ClauseKind;
use leptos::prelude::*;

/// The map, and the parameters behind it in its explanation.
#[component]
pub(super) fn MapPanel() -> impl IntoView {
    let state = use_app();
    let report = latest(state.lifetime_value);
    let chart = LiveChart::new(
        |_| 262.0,
        move |width_px, height_px| {
            let report = report.get()?;
            state.context.with(|context| {
                let selected = clause_of(&context.filter, &[ClauseKind::History]);
                Some(p_alive_map::draw(&report, selected, Size { width_px, height_px }, &use_format()))
            })
        },
    );
    view! {
        <Panel
            id="clv-p-alive"
            finding=said(report, sentences::map)
            subtitle=said(report, sentences::map_subtitle)
            key=|| view! { <RampKey most=Signal::derive(|| use_format().percent(1.0, 0)) /> }
            state=PanelState::of(state.lifetime_value, |report| report.refused.clone())
            chart
            explain=explain!("p-alive")
            formula_note=said(report, sentences::used_parameters)
        />
    }
}
