//! Shares of customers and of revenue by segment.

use super::sentences;
use crate::chart::{Size, clause_of, segment_bars};
use crate::explain;
use crate::ui::charts::{LiveChart, Panel, PanelState};
use crate::ui::state::use_app;
use crate::ui::words::use_format;
use clientele_engine::query::ClauseKind;
use leptos::prelude::*;

/// Two bars of shares and the ribbons between them.
#[component]
pub(super) fn SegmentsPanel() -> impl IntoView {
    let state = use_app();
    let report = Memo::new(move |_| state.segments.with(|slot| slot.latest().cloned()));
    let finding = Memo::new(move |_| {
        report
            .with(|report| report.as_ref().map(|report| sentences::segments(report, &use_format())))
            .unwrap_or_default()
    });
    let chart = LiveChart::new(
        |_| 168.0,
        move |width_px, height_px| {
            let report = report.get()?;
            state.context.with(|context| {
                let selected = clause_of(&context.filter, &[ClauseKind::Segment]);
                Some(segment_bars::draw(&report, selected, Size { width_px, height_px }, &use_format()))
            })
        },
    );
    view! {
        <Panel
            id="segment-shares"
            is_about_money=true
            finding
            subtitle=Signal::derive(|| crate::ui::words::tr("overview-segments-subtitle"))
            state=PanelState::of_slot(state.segments)
            chart
            explain=explain!("segment-shares")
        />
    }
}
