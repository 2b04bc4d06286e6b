//! A small chart that is only looked at: in a cell, beside a figure.

use super::svg_nodes::shape_nodes;
use crate::chart::Chart;
use leptos::prelude::*;

/// Paints a chart at the size it was drawn for, without pointer or keyboard.
#[component]
pub fn StillChart(
    /// The chart.
    chart: Chart,
) -> impl IntoView {
    let scene = &chart.scene;
    view! {
        <svg
            class="still-chart"
            role="img"
            aria-label=chart.summary.clone()
            viewBox=format!("0 0 {} {}", scene.width_px, scene.height_px)
            width=scene.width_px
            height=scene.height_px
        >
            // Cells have no hatches, so that no pattern needs a name of its own.
            {shape_nodes(&scene.shapes, "still")}
        </svg>
    }
}
