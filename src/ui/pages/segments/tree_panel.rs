//! Revenue by segment as areas.

use super::sentences;
use crate::chart::{Labels, Size, clause_of, treemap};
use crate::explain;
use crate::ui::charts::{LiveChart, Panel, PanelState};
use crate::ui::state::use_app;
use crate::ui::words::use_format;
use clientele_engine::query::{ClauseKind, Segment};
use leptos::prelude::*;

/// One rectangle per segment.
#[component]
pub(super) fn TreePanel(
    /// The segment that is selected, if it is exactly one.
    #[prop(into)]
    selected: Signal<Option<Segment>>,
) -> impl IntoView {
    let state = use_app();
    let report = Memo::new(move |_| state.segments.with(|slot| slot.latest().cloned()));
    let finding = Memo::new(move |_| {
        report
            .with(|report| {
                report.as_ref().map(|report| sentences::tree(report, selected.get(), &use_format()))
            })
            .unwrap_or_default()
    });
    let subtitle = Memo::new(move |_| {
        let format = use_format();
        let revenue = report.with(|report| report.as_ref().map_or(0.0, |report| report.revenue));
        format.phrase("segments-tree-subtitle", &[("revenue", format.money(revenue))])
    });
    let chart = LiveChart::new(
        |width| (width * 0.8).clamp(280.0, 330.0),
        move |width_px, height_px| {
            let report = report.get()?;
            state.context.with(|context| {
                let selected = clause_of(&context.filter, &[ClauseKind::Segment]);
                Some(treemap::draw(&report, selected, Size { width_px, height_px }, &use_format()))
            })
        },
    );
    view! {
        <Panel
            id="segment-revenue"
            is_about_money=true
            finding
            subtitle
            state=PanelState::of_slot(state.segments)
            chart
            explain=explain!("segment-revenue")
        />
    }
}
