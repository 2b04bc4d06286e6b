//! The overview: headline figures, revenue by period, what stands out, segments, movers.

mod findings_panel;
mod header;
mod kpi_strip;
mod movers_panel;
mod revenue_panel;
mod segments_panel;
mod sentences;

use crate::ui::charts::Nobody;
use findings_panel::FindingsPanel;
use header::Header;
use kpi_strip::KpiStrip;
use leptos::prelude::*;
use movers_panel::MoversPanel;
use revenue_panel::RevenuePanel;
use segments_panel::SegmentsPanel;

/// The overview page.
#[component]
pub fn OverviewPage() -> impl IntoView {
    view! {
        <div class="page overview">
            <Header />
            <Nobody />
            <KpiStrip />
            <div class="overview__row">
                <RevenuePanel />
                <FindingsPanel />
            </div>
            <div class="overview__row">
                <SegmentsPanel />
                <MoversPanel />
            </div>
        </div>
    }
    .into_any()
}
