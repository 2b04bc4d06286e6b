//! Shapes of a scene as SVG nodes.
//!
//! Colors are CSS custom properties over roles, so a change of theme repaints without a new scene.

use crate::chart::{Geometry, Paint, Shape, Stroke};
use leptos::prelude::*;

/// All shapes, the lowest first. `chart_id` keeps the patterns of two charts of one page apart.
pub(super) fn shape_nodes(shapes: &[Shape], chart_id: &str) -> Vec<AnyView> {
    shapes.iter().map(|shape| shape_node(shape, chart_id)).collect()
}

/// One pattern for each hatched color among the shapes: 45° lines of 1.6 px every 5 px over an 18 % tint.
pub(super) fn hatch_patterns(shapes: &[Shape], chart_id: &str) -> Vec<AnyView> {
    let mut paints: Vec<Paint> = Vec::new();
    for paint in shapes.iter().filter_map(|shape| shape.fill).filter(|paint| paint.hatch) {
        if !paints.contains(&paint) {
            paints.push(paint);
        }
    }
    paints
        .into_iter()
        .map(|paint| {
            let tint = Paint::tinted(paint.role, HATCH_TINT).css();
            view! {
                <pattern
                    id=pattern_id(paint, chart_id)
                    width="5"
                    height="5"
                    patternUnits="userSpaceOnUse"
                    patternTransform="rotate(45)"
                >
                    <rect width="5" height="5" style:fill=tint></rect>
                    <rect width="1.6" height="5" style:fill=Paint::from(paint.role).css()></rect>
                </pattern>
            }
            .into_any()
        })
        .collect()
}

/// The form of a shape without paint, for the overlay; `None` for text.
pub(super) fn outline_node(shape: &Shape, class: &'static str) -> Option<AnyView> {
    Some(match &shape.geometry {
        Geometry::Rect { x, y, w, h, radius } => {
            view! { <rect class=class x=*x y=*y width=*w height=*h rx=*radius></rect> }.into_any()
        }
        Geometry::Path { points, closed } => {
            view! { <path class=class d=path_data(points, *closed)></path> }.into_any()
        }
        Geometry::Circle { cx, cy, r } => {
            view! { <circle class=class cx=*cx cy=*cy r=*r></circle> }.into_any()
        }
        Geometry::Text { .. } => return None,
    })
}

const HATCH_TINT: u8 = 18;

fn pattern_id(paint: Paint, chart_id: &str) -> String {
    format!("{chart_id}-hatch-{}", paint.role.css_name())
}

fn fill_css(fill: Option<Paint>, chart_id: &str) -> String {
    match fill {
        None => "none".to_owned(),
        Some(paint) if paint.hatch => format!("url(#{})", pattern_id(paint, chart_id)),
        Some(paint) => paint.css(),
    }
}

fn shape_node(shape: &Shape, chart_id: &str) -> AnyView {
    let fill = fill_css(shape.fill, chart_id);
    let stroke = shape.stroke.map(|stroke| stroke.paint.css());
    let stroke_width = shape.stroke.map(|stroke| stroke.width_px);
    let dashes = shape.stroke.and_then(dash_array);
    match &shape.geometry {
        Geometry::Rect { x, y, w, h, radius } => view! {
            <rect
                x=*x
                y=*y
                width=*w
                height=*h
                rx=*radius
                stroke-width=stroke_width
                stroke-dasharray=dashes
                style:fill=fill
                style:stroke=stroke
            ></rect>
        }
        .into_any(),
        Geometry::Path { points, closed } => view! {
            <path
                d=path_data(points, *closed)
                stroke-width=stroke_width
                stroke-dasharray=dashes
                style:fill=fill
                style:stroke=stroke
            ></path>
        }
        .into_any(),
        Geometry::Circle { cx, cy, r } => view! {
            <circle
                cx=*cx
                cy=*cy
                r=*r
                stroke-width=stroke_width
                stroke-dasharray=dashes
                style:fill=fill
                style:stroke=stroke
            ></circle>
        }
        .into_any(),
        Geometry::Text { x, y, text, anchor, size_px, weight, rotated } => {
            let turn = rotated.then(|| format!("rotate(-90 {x} {y})"));
            view! {
                <text
                    x=*x
                    y=*y
                    text-anchor=anchor.svg()
                    font-size=*size_px
                    font-weight=weight.css()
                    transform=turn
                    stroke-width=stroke_width
                    style:fill=fill
                    style:stroke=stroke
                >
                    {text.clone()}
                </text>
            }
            .into_any()
        }
    }
}

fn dash_array(stroke: Stroke) -> Option<String> {
    stroke.dash.pattern_px().map(|(on, off)| format!("{on} {off}"))
}

fn path_data(points: &[(f32, f32)], closed: bool) -> String {
    use std::fmt::Write as _;
    let mut data = String::with_capacity(points.len() * 12);
    for (idx, (x, y)) in points.iter().enumerate() {
        // Writing to a string cannot fail.
        let _ = write!(data, "{}{x} {y}", if idx == 0 { 'M' } else { 'L' });
    }
    if closed {
        data.push('Z');
    }
    data
}
