//! The sheet a chart is drawn on, in CSS pixels: elements of plotters, grouped into marks.
//!
//! Every shape goes through the elements of plotters into [`SceneBackend`]. The backend cannot fail; what
//! plotters itself refuses (an area without extent) is left out of the picture.

use super::backend::{Recording, SceneBackend, encode, units};
use super::paint::{Dash, Paint, Role, Stroke};
use super::scene::{Action, Anchor, Area, Mark, Scene, Tooltip, Weight};
use super::{Size, text_metrics};
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{Circle, PathElement, Polygon, Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, FontTransform, ShapeStyle, TextStyle};
use std::cell::RefCell;
use std::rc::Rc;

/// Fill and outline of a shape.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Look {
    pub(super) fill: Option<Paint>,
    pub(super) stroke: Option<Stroke>,
}

impl Look {
    /// Adds an outline.
    pub(super) fn outlined(self, stroke: Stroke) -> Self {
        Self { stroke: Some(stroke), ..self }
    }
}

impl From<Paint> for Look {
    fn from(paint: Paint) -> Self {
        Self { fill: Some(paint), stroke: None }
    }
}

impl From<Role> for Look {
    fn from(role: Role) -> Self {
        Paint::from(role).into()
    }
}

impl From<Stroke> for Look {
    fn from(stroke: Stroke) -> Self {
        Self { fill: None, stroke: Some(stroke) }
    }
}

/// Size, weight and color of letters.
#[derive(Debug, Clone, Copy)]
pub(super) struct Type {
    size_px: f32,
    weight: Weight,
    paint: Paint,
}

impl Type {
    /// Axis text: 11 px.
    pub(super) const TICK: Self = Self::new(11.0, Weight::Regular, Role::Ink3);
    /// Labels: 12 px.
    pub(super) const BODY: Self = Self::new(12.0, Weight::Regular, Role::Ink);
    /// Secondary labels: 12 px.
    pub(super) const SOFT: Self = Self::new(12.0, Weight::Regular, Role::Ink2);
    /// What is pointed out: 12 px, 600.
    pub(super) const STRONG: Self = Self::new(12.0, Weight::Semibold, Role::Ink);

    const fn new(size_px: f32, weight: Weight, role: Role) -> Self {
        Self { size_px, weight, paint: Paint { role, tint: 100, hatch: false } }
    }

    /// The same letters in another color.
    pub(super) fn colored(self, paint: impl Into<Paint>) -> Self {
        Self { paint: paint.into(), ..self }
    }

    /// The same letters in another size.
    pub(super) fn sized(self, size_px: f32) -> Self {
        Self { size_px, ..self }
    }

    /// The same letters at weight 600.
    pub(super) fn bold(self) -> Self {
        Self { weight: Weight::Semibold, ..self }
    }

    /// Width of a text in CSS pixels.
    pub(super) fn width_px(self, text: &str) -> f32 {
        text_metrics::width_px(text, self.size_for(text), self.weight)
    }

    /// The text, shortened to at most `max_px`.
    pub(super) fn fit(self, text: &str, max_px: f32) -> Option<String> {
        text_metrics::shortened(text, max_px, self.size_for(text), self.weight)
    }

    /// Chinese letters are not read below 12 px.
    fn size_for(self, text: &str) -> f32 {
        if text_metrics::has_cjk(text) { self.size_px.max(12.0) } else { self.size_px }
    }

    /// The style in plotters' terms for a given text.
    pub(super) fn style(self, text: &str, pos: Pos, transform: FontTransform) -> TextStyle<'static> {
        let font_style = if self.weight == Weight::Semibold { FontStyle::Bold } else { FontStyle::Normal };
        let size = f64::from(self.size_for(text) * super::backend::UNITS_PER_PX);
        let font = FontDesc::new(FontFamily::SansSerif, size, font_style).transform(transform);
        TextStyle { font, color: encode(self.paint, Dash::Solid).to_backend_color(), pos }
    }
}

/// Which point of a text its coordinate means.
pub(super) type Hold = (Anchor, VPos);

/// Left end, middle of the capitals.
pub(super) const LEFT: Hold = (Anchor::Start, VPos::Center);
/// Right end, middle of the capitals.
pub(super) const RIGHT: Hold = (Anchor::End, VPos::Center);
/// The middle both ways.
pub(super) const CENTER: Hold = (Anchor::Middle, VPos::Center);
/// The middle of the upper edge.
pub(super) const BELOW: Hold = (Anchor::Middle, VPos::Top);
/// The middle of the lower edge.
pub(super) const ABOVE: Hold = (Anchor::Middle, VPos::Bottom);
/// The upper left corner.
pub(super) const TOP_LEFT: Hold = (Anchor::Start, VPos::Top);
/// The upper right corner.
pub(super) const TOP_RIGHT: Hold = (Anchor::End, VPos::Top);

/// The sheet.
pub(super) struct Sheet {
    pub(super) root: DrawingArea<SceneBackend, Shift>,
    recording: Rc<RefCell<Recording>>,
    marks: RefCell<Vec<Mark>>,
    pub(super) width_px: f32,
    pub(super) height_px: f32,
}

impl Sheet {
    /// An empty sheet; sizes that are not finite or out of all proportion are brought within 1..=10,000.
    pub(super) fn new(size: Size) -> Self {
        let side = |px: f32| if px.is_finite() { px.round().clamp(1.0, 10_000.0) } else { 1.0 };
        let (width_px, height_px) = (side(size.width_px), side(size.height_px));
        let recording = Rc::new(RefCell::new(Recording {
            width_px,
            height_px,
            shapes: Vec::new(),
            mark: None,
            radius_px: 0.0,
            halo: None,
        }));
        let root = SceneBackend { recording: Rc::clone(&recording) }.into_drawing_area();
        Self { root, recording, marks: RefCell::default(), width_px, height_px }
    }

    /// The scene drawn so far.
    pub(super) fn finish(self) -> Scene {
        let shapes = std::mem::take(&mut self.recording.borrow_mut().shapes);
        let marks = self.marks.take();
        Scene { width_px: self.width_px, height_px: self.height_px, shapes, marks }
    }

    /// Adds a mark; shapes drawn inside `draw` belong to it.
    pub(super) fn mark(&self, mark: NewMark, draw: impl FnOnce()) {
        let idx = {
            let mut marks = self.marks.borrow_mut();
            let bounds = mark.bounds.within(self.width_px, self.height_px);
            let label = mark.spoken();
            let NewMark { tooltip, point, action, .. } = mark;
            marks.push(Mark { label, tooltip, bounds, point, action });
            marks.len() as u32 - 1
        };
        self.recording.borrow_mut().mark = Some(idx);
        draw();
        self.recording.borrow_mut().mark = None;
    }

    /// A rectangle.
    pub(super) fn rect(&self, area: Area, look: impl Into<Look>) {
        let corners = [point(area.x, area.y), point(area.right(), area.bottom())];
        self.paint(look.into(), |style| {
            self.root.draw(&Rectangle::new(corners, style)).ok();
        });
    }

    /// A rectangle with round corners.
    pub(super) fn rounded(&self, area: Area, radius_px: f32, look: impl Into<Look>) {
        self.recording.borrow_mut().radius_px = radius_px;
        self.rect(area, look);
        self.recording.borrow_mut().radius_px = 0.0;
    }

    /// A line from point to point.
    pub(super) fn path(&self, points: &[(f32, f32)], stroke: Stroke) {
        let points: Vec<_> = points.iter().map(|&(x, y)| point(x, y)).collect();
        self.root.draw(&PathElement::new(points, stroke_style(stroke))).ok();
    }

    /// A straight line.
    pub(super) fn line(&self, from: (f32, f32), to: (f32, f32), stroke: Stroke) {
        self.path(&[from, to], stroke);
    }

    /// A filled polygon.
    pub(super) fn polygon(&self, points: &[(f32, f32)], fill: impl Into<Paint>) {
        let points: Vec<_> = points.iter().map(|&(x, y)| point(x, y)).collect();
        self.root.draw(&Polygon::new(points, fill_style(fill.into()))).ok();
    }

    /// A circle.
    pub(super) fn circle(&self, center: (f32, f32), r_px: f32, look: impl Into<Look>) {
        let radius = units(r_px.max(0.0));
        self.paint(look.into(), |style| {
            self.root.draw(&Circle::new(point(center.0, center.1), radius, style)).ok();
        });
    }

    /// One line of text.
    pub(super) fn text(&self, at: (f32, f32), text: &str, letters: Type, hold: Hold) {
        self.place_text(at, text, letters, hold, FontTransform::None);
    }

    /// One line of text on a strip of the page's color, readable over lines and fills.
    pub(super) fn text_over(&self, at: (f32, f32), text: &str, letters: Type, hold: Hold) {
        self.text_haloed(at, text, letters, hold, Stroke::new(Role::Bg, 3.0));
    }

    /// One line of text with a stroke behind it.
    pub(super) fn text_haloed(&self, at: (f32, f32), text: &str, letters: Type, hold: Hold, halo: Stroke) {
        self.recording.borrow_mut().halo = Some(halo);
        self.text(at, text, letters, hold);
        self.recording.borrow_mut().halo = None;
    }

    /// A text turned to be read upwards, centered at a point.
    pub(super) fn text_upwards(&self, at: (f32, f32), text: &str, letters: Type) {
        self.place_text(at, text, letters, CENTER, FontTransform::Rotate270);
    }

    /// The text in the first of these sizes that fits in `max_px`, shortened if none does; drawn or dropped.
    pub(super) fn text_in(&self, at: (f32, f32), max_px: f32, text: &str, letters: Type, hold: Hold) -> bool {
        match letters.fit(text, max_px) {
            Some(text) => {
                self.text(at, &text, letters, hold);
                true
            }
            None => false,
        }
    }

    fn place_text(&self, at: (f32, f32), text: &str, letters: Type, hold: Hold, transform: FontTransform) {
        let h_pos = match hold.0 {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let style = letters.style(text, Pos::new(h_pos, hold.1), transform);
        self.root.draw(&Text::new(text, point(at.0, at.1), style)).ok();
    }

    fn paint(&self, look: Look, draw: impl Fn(ShapeStyle)) {
        if let Some(fill) = look.fill {
            draw(fill_style(fill));
        }
        if let Some(stroke) = look.stroke {
            draw(stroke_style(stroke));
        }
    }
}

/// A mark to be added to a sheet.
#[derive(Debug)]
pub(super) struct NewMark {
    tooltip: Tooltip,
    bounds: Area,
    point: Option<(f32, f32)>,
    action: Action,
}

impl NewMark {
    /// A mark with a name and a place.
    pub(super) fn new(title: impl Into<String>, bounds: Area) -> Self {
        let tooltip = Tooltip { title: title.into(), ..Tooltip::default() };
        Self { tooltip, bounds, point: None, action: Action::None }
    }

    /// Adds a line to the tooltip.
    pub(super) fn row(mut self, label: impl Into<String>, value: impl Into<String>) -> Self {
        self.tooltip.rows.push((label.into(), value.into()));
        self
    }

    /// Adds the comparison.
    pub(super) fn note(mut self, note: impl Into<String>) -> Self {
        self.tooltip.note = Some(note.into());
        self
    }

    /// Sets where a line is read.
    pub(super) fn at(mut self, point: (f32, f32)) -> Self {
        self.point = Some(point);
        self
    }

    /// Sets what a click does.
    pub(super) fn doing(mut self, action: Action) -> Self {
        self.action = action;
        self
    }

    /// The title and the rows of the tooltip as one phrase.
    fn spoken(&self) -> String {
        let mut spoken = self.tooltip.title.clone();
        for (label, value) in &self.tooltip.rows {
            spoken.push_str(", ");
            spoken.push_str(label);
            spoken.push(' ');
            spoken.push_str(value);
        }
        spoken
    }
}

/// The style of a filled shape.
pub(super) fn fill_style(paint: Paint) -> ShapeStyle {
    ShapeStyle { color: encode(paint, Dash::Solid), filled: true, stroke_width: 0 }
}

/// The style of a line.
pub(super) fn stroke_style(stroke: Stroke) -> ShapeStyle {
    let stroke_width = units(stroke.width_px).unsigned_abs();
    ShapeStyle { color: encode(stroke.paint, stroke.dash), filled: false, stroke_width }
}

fn point(x_px: f32, y_px: f32) -> (i32, i32) {
    (units(x_px), units(y_px))
}

/// Moves label positions apart to at least `gap_px`, in their order, keeping them within `lo_px..=hi_px`
/// where there is room.
pub(super) fn spread(positions_px: &mut [f32], gap_px: f32, lo_px: f32, hi_px: f32) {
    let mut order: Vec<usize> = (0..positions_px.len()).collect();
    order.sort_by(|&a, &b| positions_px[a].total_cmp(&positions_px[b]));
    let mut floor = lo_px;
    for &idx in &order {
        positions_px[idx] = positions_px[idx].max(floor);
        floor = positions_px[idx] + gap_px;
    }
    let mut ceiling = hi_px;
    for &idx in order.iter().rev() {
        positions_px[idx] = positions_px[idx].min(ceiling);
        ceiling = positions_px[idx] - gap_px;
    }
}
