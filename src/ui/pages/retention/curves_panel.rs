//! Retention by age: every cohort, their mean, and the one that stands out.

use super::sentences;
use crate::chart::{Size, retention_curves};
use crate::explain;
use crate::ui::charts::{LiveChart, Panel, PanelState};
use crate::ui::pages::report_text::{latest, said};
use crate::ui::state::use_app;
use crate::ui::words::use_format;
use leptos::prelude::*;

/// The curves.
#[component]
pub(super) fn CurvesPanel() -> impl IntoView {
    let state = use_app();
    let report = latest(state.retention);
    let chart = LiveChart::new(
        |_| 270.0,
        move |width_px, height_px| {
            let report = report.get()?;
            Some(retention_curves::draw(&report, Size { width_px, height_px }, &use_format()))
        },
    );
    view! {
        <Panel
            id="retention-curves"
            finding=said(report, sentences::curves)
            subtitle=said(report, sentences::curves_subtitle)
            state=PanelState::of(state.retention, |report| report.refused.clone())
            chart
            explain=explain!("retention-curves")
        />
    }
}
