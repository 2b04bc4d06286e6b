//! A chart of fixed size inside a tile or a table cell: a picture without marks to point at.

use super::svg_nodes::shape_nodes;
use crate::chart::Chart;
use leptos::prelude::*;

/// Paints a small chart. The numbers stand beside it, so it is hidden from those who do not see it.
#[component]
pub fn SmallChart(
    /// What to paint; nothing while `None`.
    #[prop(into)]
    chart: Signal<Option<Chart>>,
    /// Width in CSS pixels, also while nothing is painted.
    width_px: f32,
    /// Height in CSS pixels.
    height_px: f32,
) -> impl IntoView {
    view! {
        <svg class="small-chart" width=width_px height=height_px aria-hidden="true">
            {move || chart.with(|chart| chart.as_ref().map(|chart| shape_nodes(&chart.scene.shapes, "small")))}
        </svg>
    }
}
