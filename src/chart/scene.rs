//! What a chart looks like, as plain data: shapes in CSS pixels, and the marks a person can point at.
//!
//! A [`Scene`] is drawn once per size and language. Shapes carry color *roles*, so that a theme change
//! repaints it without drawing again; the live SVG, the canvas painter and the SVG and PNG files are all
//! made from it. Coordinates are CSS pixels to the tenth, origin at the upper left, y downwards.

use super::paint::{Paint, Stroke};
use clientele_engine::query::Clause;
use serde::Serialize;

/// Shapes in painting order, and the marks they stand for.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Scene {
    /// Width in CSS pixels.
    pub width_px: f32,
    /// Height in CSS pixels.
    pub height_px: f32,
    /// Shapes, the lowest first.
    pub shapes: Vec<Shape>,
    /// Marks, in the order in which the keyboard visits them.
    pub marks: Vec<Mark>,
}

/// One thing to paint: fill first, then stroke (of text: stroke first, as a halo).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Shape {
    /// Where and in which form.
    pub geometry: Geometry,
    /// Paint of the inside.
    pub fill: Option<Paint>,
    /// Outline, centered on the edge; joins and line caps are round unless dashed.
    pub stroke: Option<Stroke>,
    /// Index into [`Scene::marks`] of the mark it belongs to.
    pub mark: Option<u32>,
}

/// The form of a shape, in CSS pixels.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Geometry {
    /// An upright rectangle.
    Rect {
        /// Left edge.
        x: f32,
        /// Upper edge.
        y: f32,
        /// Width, not negative.
        w: f32,
        /// Height, not negative.
        h: f32,
        /// Radius of the corners.
        radius: f32,
    },
    /// Straight segments from point to point.
    Path {
        /// The points.
        points: Vec<(f32, f32)>,
        /// Whether the last point is joined to the first.
        closed: bool,
    },
    /// A circle.
    Circle {
        /// Center.
        cx: f32,
        /// Center.
        cy: f32,
        /// Radius.
        r: f32,
    },
    /// One line of text.
    Text {
        /// Where [`Geometry::Text::anchor`] lies on the base line.
        x: f32,
        /// The (alphabetic) base line.
        y: f32,
        /// The words.
        text: String,
        /// Which end of the text lies at `x`.
        anchor: Anchor,
        /// Size of the letters.
        size_px: f32,
        /// Weight of the letters.
        weight: Weight,
        /// Whether it is turned by -90° around (x, y), to be read upwards.
        rotated: bool,
    },
}

/// Which end of a text its coordinate means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Anchor {
    /// The start (left).
    Start,
    /// The middle.
    Middle,
    /// The end (right).
    End,
}

impl Anchor {
    /// Value of the SVG attribute `text-anchor`.
    #[must_use]
    pub fn svg(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// Weight of letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Weight {
    /// 400.
    Regular,
    /// 600.
    Semibold,
}

impl Weight {
    /// Value of the CSS property `font-weight`.
    #[must_use]
    pub fn css(self) -> u16 {
        match self {
            Self::Regular => 400,
            Self::Semibold => 600,
        }
    }
}

/// Something to point at: a bar, a cell, a point of a line.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mark {
    /// What it is, as it is spoken: "November 2024, revenue NT$3.5M, new 13%".
    pub label: String,
    /// What is shown beside it.
    pub tooltip: Tooltip,
    /// Where it is hit and focused.
    pub bounds: Area,
    /// Where a line is read, with a cross-hair and a dot; `None` for areas.
    pub point: Option<(f32, f32)>,
    /// What a click or Enter does.
    pub action: Action,
}

/// What is shown beside a mark.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Tooltip {
    /// The name of the mark.
    pub title: String,
    /// Labels and values.
    pub rows: Vec<(String, String)>,
    /// One comparison, or a word of caution.
    pub note: Option<String>,
}

/// What a click on a mark does.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Action {
    /// Nothing.
    None,
    /// Filters every page.
    Filter(Clause),
    /// Opens the page of the customer with this id.
    OpenCustomer(String),
}

/// An upright rectangle in CSS pixels.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Area {
    /// Left edge.
    pub x: f32,
    /// Upper edge.
    pub y: f32,
    /// Width.
    pub w: f32,
    /// Height.
    pub h: f32,
}

impl Area {
    /// The rectangle between two corners, in whichever order.
    #[must_use]
    pub fn between(a: (f32, f32), b: (f32, f32)) -> Self {
        Self { x: a.0.min(b.0), y: a.1.min(b.1), w: (a.0 - b.0).abs(), h: (a.1 - b.1).abs() }
    }

    /// The square around a point that reaches `r_px` to each side.
    #[must_use]
    pub fn around(center: (f32, f32), r_px: f32) -> Self {
        Self { x: center.0 - r_px, y: center.1 - r_px, w: 2.0 * r_px, h: 2.0 * r_px }
    }

    /// Right edge.
    #[must_use]
    pub fn right(self) -> f32 {
        self.x + self.w
    }

    /// Lower edge.
    #[must_use]
    pub fn bottom(self) -> f32 {
        self.y + self.h
    }

    /// The middle.
    #[must_use]
    pub fn center(self) -> (f32, f32) {
        (self.x + self.w / 2.0, self.y + self.h / 2.0)
    }

    /// Distance from a point, 0 inside.
    #[must_use]
    pub fn distance_px(self, (x, y): (f32, f32)) -> f32 {
        let dx = (self.x - x).max(x - self.right()).max(0.0);
        let dy = (self.y - y).max(y - self.bottom()).max(0.0);
        dx.hypot(dy)
    }

    /// The rectangle, cut at the edges of a scene.
    #[must_use]
    pub fn within(self, width_px: f32, height_px: f32) -> Self {
        let (x, y) = (self.x.clamp(0.0, width_px), self.y.clamp(0.0, height_px));
        let (right, bottom) = (self.right().clamp(x, width_px), self.bottom().clamp(y, height_px));
        Self { x, y, w: right - x, h: bottom - y }
    }
}
