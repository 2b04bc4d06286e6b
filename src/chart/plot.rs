//! A pair of scales with gridlines, drawn by plotters' chart context.

use super::backend::{SceneBackend, px, units};
use super::paint::{Dash, Paint, Role, Stroke};
use super::scene::Area;
use super::sheet::{BELOW, Look, Sheet, Type, fill_style, stroke_style};
use super::ticks::{Ticks, finite};
use plotters::chart::{ChartBuilder, ChartContext, LabelAreaPosition};
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::ranged1d::{DefaultFormatting, KeyPointHint, Ranged};
use plotters::element::{Circle, PathElement, Rectangle};
use plotters::series::{AreaSeries, LineSeries};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{FontTransform, RGBAColor};
use std::ops::Range;

/// A linear scale whose gridlines lie at given values.
#[derive(Debug, Clone)]
struct Scale {
    domain: Range<f64>,
    values: Vec<f64>,
}

impl Ranged for Scale {
    type FormatOption = DefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, limit: (i32, i32)) -> i32 {
        let part = (value - self.domain.start) / (self.domain.end - self.domain.start);
        (f64::from(limit.0) + part * f64::from(limit.1 - limit.0)).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<f64> {
        // Light points are the noise between the bold ones; there are none.
        if hint.weight().allow_light_points() { Vec::new() } else { self.values.clone() }
    }

    fn range(&self) -> Range<f64> {
        self.domain.clone()
    }
}

/// Nothing is painted with it.
const CLEAR: RGBAColor = RGBAColor(0, 0, 0, 0.0);

/// Room between an axis label and the plot.
pub(super) const LABEL_GAP_PX: f32 = 8.0;

/// A plot on a sheet.
pub(super) struct Plot<'s> {
    context: ChartContext<'s, SceneBackend, Cartesian2d<Scale, Scale>>,
    sheet: &'s Sheet,
    /// Where the data is drawn, in CSS pixels.
    pub(super) area: Area,
}

/// Room that the labels of a vertical axis need at the left of a plot.
pub(super) fn label_room_px(ticks: &Ticks, say: &dyn Fn(f64) -> String) -> f32 {
    let widest = ticks.values.iter().map(|&value| Type::TICK.width_px(&say(value))).fold(0.0, f32::max);
    widest.ceil() + LABEL_GAP_PX
}

impl<'s> Plot<'s> {
    /// A plot over `area` (without its labels) with horizontal gridlines at the ticks of `y`, labeled at
    /// the left by `say`. `None` when plotters finds no room.
    pub(super) fn new(
        sheet: &'s Sheet,
        area: Area,
        x: (f64, f64),
        y: &Ticks,
        say: Option<&dyn Fn(f64) -> String>,
    ) -> Option<Self> {
        // At least 4 px each way, or there is nothing to divide into a scale.
        let (x_px, y_px) = (
            area.x.clamp(0.0, (sheet.width_px - 4.0).max(0.0)),
            area.y.clamp(0.0, (sheet.height_px - 4.0).max(0.0)),
        );
        let w = area.w.clamp(4.0_f32.min(sheet.width_px), (sheet.width_px - x_px).max(1.0));
        let h = area.h.clamp(4.0_f32.min(sheet.height_px), (sheet.height_px - y_px).max(1.0));
        let area = Area { x: x_px, y: y_px, w, h };
        let x_hi = if x.1 > x.0 { x.1 } else { x.0 + 1.0 };
        let mut builder = ChartBuilder::on(&sheet.root);
        builder
            .margin_top(units(area.y))
            .margin_bottom(units(sheet.height_px - area.bottom()))
            .margin_right(units(sheet.width_px - area.right()))
            .set_label_area_size(LabelAreaPosition::Left, units(area.x));
        let mut context = builder
            .build_cartesian_2d(
                Scale { domain: x.0..x_hi, values: Vec::new() },
                Scale { domain: y.lo..y.hi, values: y.values.clone() },
            )
            .ok()?;
        let sample = say.and_then(|say| y.values.last().map(|&value| say(value))).unwrap_or_default();
        let style = Type::TICK.style(&sample, Pos::new(HPos::Right, VPos::Center), FontTransform::None);
        let grid = stroke_style(Stroke::new(Role::Grid, 1.0));
        let words = |value: &f64| say.map_or_else(String::new, |say| say(*value));
        context
            .configure_mesh()
            .disable_x_mesh()
            .bold_line_style(grid)
            .light_line_style(CLEAR)
            .axis_style(CLEAR)
            .y_label_style(style)
            .y_label_formatter(&words)
            .set_tick_mark_size(LabelAreaPosition::Left, units(LABEL_GAP_PX / 2.0))
            .draw()
            .ok()?;
        Some(Self { context, sheet, area })
    }

    /// A point of the data in CSS pixels.
    pub(super) fn at(&self, x: f64, y: f64) -> (f32, f32) {
        let (x, y) = self.context.backend_coord(&(finite(x), finite(y)));
        (px(x), px(y))
    }

    /// The line of zero (or of any other value) across the plot.
    pub(super) fn level(&self, y: f64, stroke: Stroke) {
        let y_px = self.at(0.0, y).1;
        self.sheet.line((self.area.x, y_px), (self.area.right(), y_px), stroke);
    }

    /// The zero line.
    pub(super) fn zero(&self) {
        self.level(0.0, Stroke::new(Role::Axis, 1.0));
    }

    /// A line through points of the data.
    pub(super) fn line(&mut self, points: &[(f64, f64)], stroke: Stroke) {
        let points = points.iter().map(|&(x, y)| (finite(x), finite(y)));
        self.context.draw_series(LineSeries::new(points, stroke_style(stroke))).ok();
    }

    /// The area between points of the data and a base line.
    pub(super) fn area(&mut self, points: &[(f64, f64)], base: f64, fill: impl Into<Paint>) {
        let points = points.iter().map(|&(x, y)| (finite(x), finite(y)));
        let mut area = AreaSeries::new(points, base, fill_style(fill.into()));
        self.context.draw_series(area.next()).ok();
    }

    /// A rectangle between two points of the data.
    pub(super) fn bar(&mut self, from: (f64, f64), to: (f64, f64), look: impl Into<Look>) {
        let look = look.into();
        let corners = [(finite(from.0), finite(from.1)), (finite(to.0), finite(to.1))];
        if let Some(fill) = look.fill {
            self.context.draw_series([Rectangle::new(corners, fill_style(fill))]).ok();
        }
        if let Some(stroke) = look.stroke {
            self.context.draw_series([Rectangle::new(corners, stroke_style(stroke))]).ok();
        }
    }

    /// A dot at a point of the data.
    pub(super) fn dot(&mut self, at: (f64, f64), r_px: f32, look: impl Into<Look>) {
        let look = look.into();
        let at = (finite(at.0), finite(at.1));
        if let Some(fill) = look.fill {
            self.context.draw_series([Circle::new(at, units(r_px), fill_style(fill))]).ok();
        }
        if let Some(stroke) = look.stroke {
            self.context.draw_series([Circle::new(at, units(r_px), stroke_style(stroke))]).ok();
        }
    }

    /// A straight line between two points of the data.
    pub(super) fn segment(&mut self, from: (f64, f64), to: (f64, f64), stroke: Stroke) {
        let ends = vec![(finite(from.0), finite(from.1)), (finite(to.0), finite(to.1))];
        self.context.draw_series([PathElement::new(ends, stroke_style(stroke))]).ok();
    }

    /// Labels below the plot at values of x; where they would touch, only every second, third ... of them.
    pub(super) fn x_labels(&self, labels: impl IntoIterator<Item = (f64, String)>) {
        let placed: Vec<_> = labels
            .into_iter()
            .map(|(x, text)| {
                let half = Type::TICK.width_px(&text) / 2.0;
                (self.at(x, 0.0).0.min(self.sheet.width_px - half).max(half), half, text)
            })
            .collect();
        let is_free = |every: usize| {
            let kept: Vec<_> = placed.iter().step_by(every).collect();
            kept.windows(2).all(|pair| pair[0].0 + pair[0].1 + 5.0 <= pair[1].0 - pair[1].1)
        };
        let every = (1..placed.len()).find(|&every| is_free(every)).unwrap_or(placed.len().max(1));
        for (x_px, _, text) in placed.iter().step_by(every) {
            self.sheet.text((*x_px, self.area.bottom() + 6.0), text, Type::TICK, BELOW);
        }
    }

    /// Dashed guide from one point of the sheet to another.
    pub(super) fn guide(&self, from: (f32, f32), to: (f32, f32)) {
        self.sheet.line(from, to, Stroke::new(Role::Ink, 1.0).dashed(Dash::Dotted));
    }
}
