//! Reports as pictures: one chart is one file, and every chart is a [`Scene`] of plain shapes.
//!
//! In:   a report of `clientele_engine`, the clause of the filter that is this chart's own (if any), a
//!       [`Size`] in CSS pixels and the [`Labels`] of a language.
//! Out:  a [`Chart`]: the scene, a spoken summary and the same numbers as a table.
//!
//! plotters draws scales, gridlines, bars, areas, lines and labels into `backend`, which keeps shapes
//! with color roles instead of pixels. From one scene come the live SVG, the SVG and PNG files and the
//! printed report. Nothing here knows of a browser, of a theme or of a language.

mod hit;
mod paint;
mod scene;
pub use paint::{Dash, Paint, Role, Stroke};
pub use scene::{Action, Anchor, Area, Geometry, Mark, Scene, Shape, Tooltip, Weight};

mod labels;
pub use labels::{Labels, WORDS};

mod describe;
pub use describe::{Cell, Column, DataTable};

mod backend;
mod names;
mod plot;
mod select;
mod sheet;
mod text_metrics;
mod ticks;
pub use select::clause_of;
pub use text_metrics::{has_cjk, shortened, width_px};

pub mod cohort_profit;
pub mod cohort_triangle;
pub mod customer_timeline;
pub mod dumbbell;
pub mod holdout;
pub mod interval_bars;
pub mod interval_dot;
pub mod lorenz;
pub mod month_bars;
pub mod month_sparkbars;
pub mod movers;
pub mod p_alive_bins;
pub mod p_alive_map;
pub mod retention_curves;
pub mod rfm_grid;
pub mod segment_bars;
pub mod sparkline;
pub mod treemap;
pub mod value_histogram;
pub mod whale;

mod palette;
mod svg;
pub use palette::{Theme, hex, mixed_hex};
pub use svg::svg_text;

#[cfg(test)]
mod tests;

use serde::Serialize;

/// Room for a chart, in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Size {
    /// Width.
    pub width_px: f32,
    /// Height.
    pub height_px: f32,
}

/// A chart, its summary and its table twin.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Chart {
    /// What is seen.
    pub scene: Scene,
    /// What it shows in one sentence: range, highest and lowest.
    pub summary: String,
    /// The same numbers as rows.
    pub table: DataTable,
}
