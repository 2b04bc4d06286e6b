//! Colors by their role, and lines.
//!
//! A shape never holds a color: the page resolves roles by its style sheet, files by the palette.

use clientele_engine::query::Segment;
use serde::Serialize;

/// An outline or a line.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Stroke {
    /// Its color.
    pub paint: Paint,
    /// Its width.
    pub width_px: f32,
    /// Its dashes.
    pub dash: Dash,
}

impl Stroke {
    /// A solid line.
    #[must_use]
    pub fn new(paint: impl Into<Paint>, width_px: f32) -> Self {
        Self { paint: paint.into(), width_px, dash: Dash::Solid }
    }

    /// The same line in dashes.
    #[must_use]
    pub fn dashed(self, dash: Dash) -> Self {
        Self { dash, ..self }
    }
}

/// Dashes of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Dash {
    /// None.
    Solid,
    /// A prediction: 5 on, 3 off.
    Predicted,
    /// A reference: 3 on, 3 off.
    Reference,
    /// A guide to a point: 1.5 on, 2.5 off.
    Dotted,
}

impl Dash {
    /// Lengths on and off in CSS pixels; `None` for a solid line.
    #[must_use]
    pub fn pattern_px(self) -> Option<(f32, f32)> {
        match self {
            Self::Solid => None,
            Self::Predicted => Some((5.0, 3.0)),
            Self::Reference => Some((3.0, 3.0)),
            Self::Dotted => Some((1.5, 2.5)),
        }
    }
}

/// A color by its role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Paint {
    /// The role.
    pub role: Role,
    /// Percent of the role's color, mixed over the page's and painted opaque; 100 is the full color.
    pub tint: u8,
    /// Whether it is lines of 1.6 px at 45°, every 5 px, over an 18 % tint of the color: loss.
    pub hatch: bool,
}

impl Paint {
    /// Context: the comparison year, bars that are not the point.
    pub const CONTEXT: u8 = 42;
    /// Not selected while something else is.
    pub const DIMMED: u8 = 30;

    /// A tint of a role.
    #[must_use]
    pub fn tinted(role: Role, tint: u8) -> Self {
        Self { role, tint: tint.min(100), hatch: false }
    }

    /// Hatched lines of a role.
    #[must_use]
    pub fn hatched(role: Role) -> Self {
        Self { role, tint: 100, hatch: true }
    }

    /// The color as a CSS value over the custom properties `--c-<role>`; hatching is left to the painter.
    #[must_use]
    pub fn css(self) -> String {
        let name = self.role.css_name();
        if self.tint >= 100 {
            format!("var(--c-{name})")
        } else {
            format!("color-mix(in srgb, var(--c-{name}) {}%, var(--c-bg))", self.tint)
        }
    }
}

impl From<Role> for Paint {
    fn from(role: Role) -> Self {
        Self::tinted(role, 100)
    }
}

/// What a color means. The style sheet defines `--c-<css_name>` for each, in every theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub enum Role {
    /// The page.
    Bg,
    /// Tracks and quiet boxes.
    Sunken,
    /// Hairlines.
    Line,
    /// Stronger lines; lines of context.
    Line2,
    /// The rule above a panel.
    Rule,
    /// Gridlines.
    Grid,
    /// Zero line, reference lines.
    Axis,
    /// Text.
    Ink,
    /// Secondary text.
    Ink2,
    /// Labels and axis text.
    Ink3,
    /// The subject.
    Accent,
    /// Gains.
    Up,
    /// Losses.
    Down,
    /// The focus ring.
    Focus,
    /// Returning customers.
    Returning,
    /// New customers.
    New,
    /// A category, 1..=7.
    Category(u8),
    /// Text about a category, 1..=7.
    CategoryText(u8),
    /// A segment.
    Segment(Segment),
    /// Text on the color of a segment.
    SegmentText(Segment),
    /// Class A.
    ClassA,
    /// Class B.
    ClassB,
    /// Class C.
    ClassC,
    /// A step of the sequential ramp, 0..=8.
    Sequential(u8),
    /// Text on a step of the sequential ramp, 0..=8.
    SequentialText(u8),
}

impl Role {
    /// Every role once.
    pub fn all() -> impl Iterator<Item = Self> {
        const PLAIN: [Role; 19] = [
            Role::Bg,
            Role::Sunken,
            Role::Line,
            Role::Line2,
            Role::Rule,
            Role::Grid,
            Role::Axis,
            Role::Ink,
            Role::Ink2,
            Role::Ink3,
            Role::Accent,
            Role::Up,
            Role::Down,
            Role::Focus,
            Role::Returning,
            Role::New,
            Role::ClassA,
            Role::ClassB,
            Role::ClassC,
        ];
        PLAIN
            .into_iter()
            .chain((1..=7).map(Self::Category))
            .chain((1..=7).map(Self::CategoryText))
            .chain((0..=8).map(Self::Sequential))
            .chain((0..=8).map(Self::SequentialText))
            .chain(Segment::ALL.map(Self::Segment))
            .chain(Segment::ALL.map(Self::SegmentText))
    }

    /// The name in the style sheet, as in `seq-3` or `on-segment-at-risk`.
    #[must_use]
    pub fn css_name(self) -> String {
        let plain = match self {
            Self::Category(n) => return format!("cat-{n}"),
            Self::CategoryText(n) => return format!("cat-text-{n}"),
            Self::Segment(segment) => return format!("segment-{}", segment.key()),
            Self::SegmentText(segment) => return format!("on-segment-{}", segment.key()),
            Self::Sequential(step) => return format!("seq-{step}"),
            Self::SequentialText(step) => return format!("on-seq-{step}"),
            Self::Bg => "bg",
            Self::Sunken => "sunken",
            Self::Line => "line",
            Self::Line2 => "line2",
            Self::Rule => "rule",
            Self::Grid => "grid",
            Self::Axis => "axis",
            Self::Ink => "ink",
            Self::Ink2 => "ink2",
            Self::Ink3 => "ink3",
            Self::Accent => "accent",
            Self::Up => "up",
            Self::Down => "down",
            Self::Focus => "focus",
            Self::Returning => "returning",
            Self::New => "new",
            Self::ClassA => "class-a",
            Self::ClassB => "class-b",
            Self::ClassC => "class-c",
        };
        plain.to_owned()
    }
}
