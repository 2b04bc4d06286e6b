//! A chart of fixed size inside a tile or a table cell: a picture without marks to point at.
//!
//! Bars of one color are one node: a table shows hundreds of them at once, and makes new ones while it is
//! scrolled.

use super::svg_nodes::shape_nodes;
use crate::chart::{Chart, Geometry, Paint, Shape};
use leptos::prelude::*;
use std::fmt::Write;

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
            {move || chart.with(|chart| chart.as_ref().map(|chart| nodes(&chart.scene.shapes)))}
        </svg>
    }
}

/// Plain bars by color, then all other shapes, the lowest first.
fn nodes(shapes: &[Shape]) -> impl IntoView + use<> {
    let mut bars: Vec<(Paint, String)> = Vec::new();
    let mut others = Vec::new();
    for shape in shapes {
        match (&shape.geometry, shape.fill, shape.stroke) {
            (Geometry::Rect { x, y, w, h, .. }, Some(paint), None) if !paint.hatch => {
                let at = bars.iter().position(|(present, _)| *present == paint).unwrap_or_else(|| {
                    bars.push((paint, String::new()));
                    bars.len() - 1
                });
                // Writing to a string cannot fail.
                let _ = write!(bars[at].1, "M{x} {y}h{w}v{h}h{}z", -w);
            }
            _ => others.push(shape.clone()),
        }
    }
    let bars = bars.into_iter().map(|(paint, d)| view! { <path d=d style:fill=paint.css()></path> });
    (bars.collect_view(), shape_nodes(&others, "small"))
}
