//! The customers worth most, with how sure that is.

use super::sentences;
use crate::chart::{Labels, Paint, Role, Size, interval_bars};
use crate::explain;
use crate::ui::charts::{LiveChart, Panel, PanelState};
use crate::ui::pages::report_text::{latest, said};
use crate::ui::state::use_app;
use crate::ui::words::use_format;
use clientele_engine::query::Segment;
use leptos::prelude::*;

/// Bars with 80 % prediction intervals; a click opens the customer.
#[component]
pub(super) fn TopPanel() -> impl IntoView {
    let state = use_app();
    let report = latest(state.lifetime_value);
    let height = move |_| {
        report.with(|report| report.as_ref().map_or(216.0, |report| interval_bars::natural_height_px(report)))
    };
    let chart = LiveChart::new(height, move |width_px, height_px| {
        let report = report.get()?;
        Some(interval_bars::draw(&report, Size { width_px, height_px }, &use_format()))
    });
    let segments = Memo::new(move |_| {
        let mut all: Vec<Segment> = report
            .with(|report| {
                report.as_ref().map(|report| report.top.iter().filter_map(|row| row.segment).collect())
            })
            .unwrap_or_default();
        all.sort_unstable();
        all.dedup();
        all
    });
    let swatches =
        move || {
            let format = use_format();
            segments.get().into_iter().map(|segment| {
            let color = Paint::from(Role::Segment(segment)).css();
            view! {
                <span class="clv__segment">
                    <span class="swatch" data-segment=segment.key() style:background-color=color></span>
                    {format.segment(segment)}
                </span>
            }
        }).collect_view()
        };
    view! {
        <Panel
            id="clv-top"
            is_about_money=true
            finding=said(report, sentences::top)
            subtitle=said(report, sentences::top_subtitle)
            key=move || view! { <span class="clv__segments">{swatches}</span> }
            state=PanelState::of(state.lifetime_value, |report| report.refused.clone())
            chart
            explain=explain!("interval")
        />
    }
}
