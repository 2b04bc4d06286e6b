//! Paints a scene on a canvas: for scenes of more shapes than the browser can lay out as nodes.
//!
//! Draws at the screen's own resolution. Canvas knows no custom properties, so colors come from the palette
//! of the theme, and a change of theme paints again.

use super::live_chart::LiveChart;
use crate::chart::{Anchor, Geometry, Shape, Stroke, Theme, mixed_hex};
use crate::ui::browser::geometry;
use crate::ui::state::use_app;
use leptos::html::Canvas;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::CanvasRenderingContext2d;

/// A canvas with the shapes of a chart.
#[component]
pub(super) fn CanvasPainter(
    /// What to paint.
    chart: LiveChart,
) -> impl IntoView {
    let state = use_app();
    let canvas = NodeRef::<Canvas>::new();
    Effect::new(move |_| {
        let (Some(canvas), Some(drawn)) = (canvas.get(), chart.get()) else { return };
        let theme = super::download_chart::chart_theme(state.theme.get());
        let ratio = geometry::pixel_ratio();
        canvas.set_width((f64::from(drawn.scene.width_px) * ratio).round() as u32);
        canvas.set_height((f64::from(drawn.scene.height_px) * ratio).round() as u32);
        let Ok(Some(context)) = canvas.get_context("2d") else { return };
        let Ok(context) = context.dyn_into::<CanvasRenderingContext2d>() else { return };
        let _ = context.scale(ratio, ratio);
        for shape in &drawn.scene.shapes {
            // A shape the browser refuses to paint leaves the others.
            let _ = paint(&context, shape, theme);
        }
    });
    view! {
        <canvas
            class="chart__canvas"
            node_ref=canvas
            aria-hidden="true"
            style:width=move || chart.get().map(|drawn| format!("{}px", drawn.scene.width_px))
            style:height=move || chart.get().map(|drawn| format!("{}px", drawn.scene.height_px))
        ></canvas>
    }
}

fn paint(
    context: &CanvasRenderingContext2d,
    shape: &Shape,
    theme: Theme,
) -> Result<(), wasm_bindgen::JsValue> {
    if let Geometry::Text { x, y, text, anchor, size_px, weight, rotated } = &shape.geometry {
        context.save();
        context.set_font(&format!("{} {size_px}px Inter, sans-serif", weight.css()));
        context.set_text_align(match anchor {
            Anchor::Start => "left",
            Anchor::Middle => "center",
            Anchor::End => "right",
        });
        context.translate(f64::from(*x), f64::from(*y))?;
        if *rotated {
            context.rotate(-std::f64::consts::FRAC_PI_2)?;
        }
        if let Some(stroke) = shape.stroke {
            set_stroke(context, stroke, theme)?;
            context.stroke_text(text, 0.0, 0.0)?;
        }
        if let Some(fill) = shape.fill {
            context.set_fill_style_str(&mixed_hex(fill, theme));
            context.fill_text(text, 0.0, 0.0)?;
        }
        context.restore();
        return Ok(());
    }
    context.begin_path();
    match &shape.geometry {
        Geometry::Rect { x, y, w, h, .. } => {
            context.rect(f64::from(*x), f64::from(*y), f64::from(*w), f64::from(*h));
        }
        Geometry::Path { points, closed } => {
            for &(x, y) in points {
                context.line_to(f64::from(x), f64::from(y));
            }
            if *closed {
                context.close_path();
            }
        }
        Geometry::Circle { cx, cy, r } => {
            context.arc(f64::from(*cx), f64::from(*cy), f64::from(*r), 0.0, std::f64::consts::TAU)?;
        }
        Geometry::Text { .. } => {}
    }
    if let Some(fill) = shape.fill {
        context.set_fill_style_str(&mixed_hex(fill, theme));
        context.fill();
    }
    if let Some(stroke) = shape.stroke {
        set_stroke(context, stroke, theme)?;
        context.stroke();
    }
    Ok(())
}

fn set_stroke(
    context: &CanvasRenderingContext2d,
    stroke: Stroke,
    theme: Theme,
) -> Result<(), wasm_bindgen::JsValue> {
    context.set_stroke_style_str(&mixed_hex(stroke.paint, theme));
    context.set_line_width(f64::from(stroke.width_px));
    context.set_line_join("round");
    let dashes = js_sys::Array::new();
    if let Some((on, off)) = stroke.dash.pattern_px() {
        dashes.push(&on.into());
        dashes.push(&off.into());
    }
    context.set_line_dash(&dashes)
}
