//! The drawing backend that keeps shapes instead of painting pixels.
//!
//! plotters works in whole numbers, so one of its units is a tenth of a CSS pixel. Its colors are three
//! bytes, into which [`encode`] puts the role, the tint and the dashes of a [`Paint`]; the backend takes
//! them out again. What plotters has no word for (the mark an element belongs to, rounded corners, a halo
//! behind text) is set beside it in the shared [`Recording`].
//!
//! Text is measured by the tables of [`text_metrics`]. Everything is kept inside the scene: coordinates
//! are clamped, text that would stick out is moved, or shortened when it is wider than the scene.

use super::paint::{Dash, Paint, Role, Stroke};
use super::scene::{Anchor, Geometry, Shape, Weight};
use super::text_metrics;
use plotters::style::RGBAColor;
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontStyle,
    FontTransform,
};
use std::cell::RefCell;
use std::convert::Infallible;
use std::rc::Rc;

/// plotters units in one CSS pixel.
pub(super) const UNITS_PER_PX: f32 = 10.0;

/// Height of capitals and digits in ems: what text is centered on.
const CAP_HEIGHT_EM: f32 = 0.727;
/// From the top of a line box to the base line, in ems.
const ASCENT_EM: f32 = 0.93;
/// From the base line to the bottom of a line box, in ems.
const DESCENT_EM: f32 = 0.24;

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

/// CSS pixels to plotters units. Not-a-number becomes 0; the ends saturate.
pub(super) fn units(px: f32) -> i32 {
    (px * UNITS_PER_PX).round() as i32
}

/// plotters units to CSS pixels.
pub(super) fn px(units: i32) -> f32 {
    units as f32 / UNITS_PER_PX
}

/// The paint and dashes as a plotters color.
pub(super) fn encode(paint: Paint, dash: Dash) -> RGBAColor {
    let dash = match dash {
        Dash::Solid => 0,
        Dash::Predicted => 1,
        Dash::Reference => 2,
        Dash::Dotted => 3,
    };
    let role = Role::all().position(|role| role == paint.role).unwrap_or(0);
    RGBAColor(role as u8, paint.tint, u8::from(paint.hatch) << 2 | dash, 1.0)
}

/// The paint and dashes of a plotters color; `None` when it is transparent.
fn decode(color: BackendColor) -> Option<(Paint, Dash)> {
    if color.alpha <= 0.0 {
        return None;
    }
    let (role, tint, flags) = color.rgb;
    let role = Role::all().nth(usize::from(role)).unwrap_or(Role::Ink);
    let dash = match flags & 3 {
        0 => Dash::Solid,
        1 => Dash::Predicted,
        2 => Dash::Reference,
        _ => Dash::Dotted,
    };
    Some((Paint { role, tint: tint.min(100), hatch: flags & 4 != 0 }, dash))
}

/// What has been drawn so far, and what the next shapes belong to.
#[derive(Debug)]
pub(super) struct Recording {
    pub(super) width_px: f32,
    pub(super) height_px: f32,
    pub(super) shapes: Vec<Shape>,
    /// Mark of the shapes to come.
    pub(super) mark: Option<u32>,
    /// Radius of the corners of rectangles to come.
    pub(super) radius_px: f32,
    /// Stroke behind the texts to come.
    pub(super) halo: Option<Stroke>,
}

impl Recording {
    fn clamped(&self, (x, y): BackendCoord) -> (f32, f32) {
        (held(px(x), 0.0, self.width_px), held(px(y), 0.0, self.height_px))
    }

    fn fill(&mut self, geometry: Geometry, color: BackendColor) {
        if let Some((paint, _)) = decode(color) {
            let mark = self.mark;
            self.shapes.push(Shape { geometry, fill: Some(paint), stroke: None, mark });
        }
    }

    /// Outlines the last shape when it has the same form, so that fill and outline stay one shape.
    fn stroke<S: BackendStyle>(&mut self, geometry: Geometry, style: &S) {
        let Some((paint, dash)) = decode(style.color()) else { return };
        let stroke = Stroke { paint, width_px: px(style.stroke_width() as i32), dash };
        let mark = self.mark;
        match self.shapes.last_mut() {
            Some(last) if last.stroke.is_none() && last.mark == mark && last.geometry == geometry => {
                last.stroke = Some(stroke);
            }
            _ => self.shapes.push(Shape { geometry, fill: None, stroke: Some(stroke), mark }),
        }
    }
}

/// Keeps what plotters draws.
#[derive(Debug, Clone)]
pub(super) struct SceneBackend {
    pub(super) recording: Rc<RefCell<Recording>>,
}

impl DrawingBackend for SceneBackend {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        let recording = self.recording.borrow();
        (units(recording.width_px).unsigned_abs(), units(recording.height_px).unsigned_abs())
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, _: BackendCoord, _: BackendColor) -> Drawn {
        // Every primitive below is kept whole; nothing is left to be rasterized.
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let mut recording = self.recording.borrow_mut();
        let (x0, y0) = recording.clamped(upper_left);
        let (x1, y1) = recording.clamped(bottom_right);
        let radius = recording.radius_px;
        let (w, h) = (tenths((x1 - x0).abs()), tenths((y1 - y0).abs()));
        let geometry = Geometry::Rect { x: x0.min(x1), y: y0.min(y1), w, h, radius };
        if fill {
            recording.fill(geometry, style.color());
        } else {
            recording.stroke(geometry, style);
        }
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let mut recording = self.recording.borrow_mut();
        let mut points: Vec<_> = path.into_iter().map(|point| recording.clamped(point)).collect();
        let closed = points.len() > 3 && points.first() == points.last();
        if closed {
            points.pop();
        }
        if points.len() > 1 {
            recording.stroke(Geometry::Path { points, closed }, style);
        }
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let mut recording = self.recording.borrow_mut();
        let r = px(radius as i32).min(recording.width_px / 2.0).min(recording.height_px / 2.0);
        let cx = tenths(held(px(center.0), r, recording.width_px - r));
        let cy = tenths(held(px(center.1), r, recording.height_px - r));
        let geometry = Geometry::Circle { cx, cy, r };
        if fill {
            recording.fill(geometry, style.color());
        } else {
            recording.stroke(geometry, style);
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vert: I,
        style: &S,
    ) -> Drawn {
        let mut recording = self.recording.borrow_mut();
        let points: Vec<_> = vert.into_iter().map(|point| recording.clamped(point)).collect();
        if points.len() > 2 {
            recording.fill(Geometry::Path { points, closed: true }, style.color());
        }
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, pos: BackendCoord) -> Drawn {
        let Some((paint, _)) = decode(style.color()) else { return Ok(()) };
        let (size_px, weight) = (text_size_px(style), text_weight(style));
        let rotated = matches!(style.transform(), FontTransform::Rotate270);
        let mut recording = self.recording.borrow_mut();
        let (along, across) = if rotated {
            (recording.height_px, recording.width_px)
        } else {
            (recording.width_px, recording.height_px)
        };
        let Some(text) = text_metrics::shortened(text.trim(), along, size_px, weight) else { return Ok(()) };
        if text.is_empty() {
            return Ok(());
        }
        let width = text_metrics::width_px(&text, size_px, weight);
        let (anchor, before) = match style.anchor().h_pos {
            HPos::Left => (Anchor::Start, 0.0),
            HPos::Center => (Anchor::Middle, width / 2.0),
            HPos::Right => (Anchor::End, width),
        };
        // From the anchor down to the base line (to the right when turned).
        let drop = match style.anchor().v_pos {
            VPos::Top => ASCENT_EM * size_px,
            VPos::Center => CAP_HEIGHT_EM / 2.0 * size_px,
            VPos::Bottom => -DESCENT_EM * size_px,
        };
        let base = |at: f32| {
            let lowest = (across - DESCENT_EM * size_px).max(0.0);
            held(at + drop, CAP_HEIGHT_EM * size_px, lowest)
        };
        let (x, y) = if rotated {
            // Read upwards: the start of the text is its lower end.
            (base(px(pos.0)), held(px(pos.1), width - before, along - before))
        } else {
            (held(px(pos.0), before, along - width + before), base(px(pos.1)))
        };
        let geometry = Geometry::Text { x: tenths(x), y: tenths(y), text, anchor, size_px, weight, rotated };
        let (stroke, mark) = (recording.halo, recording.mark);
        recording.shapes.push(Shape { geometry, fill: Some(paint), stroke, mark });
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        text: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let size_px = text_size_px(style);
        let width = text_metrics::width_px(text, size_px, text_weight(style));
        Ok((units(width).unsigned_abs(), units((ASCENT_EM + DESCENT_EM) * size_px).unsigned_abs()))
    }
}

/// The value, or the nearer bound; unlike `clamp` it stands bounds that cross by a rounding error.
fn held(value: f32, lo: f32, hi: f32) -> f32 {
    value.max(lo).min(hi)
}

fn tenths(px: f32) -> f32 {
    (px * 10.0).round() / 10.0
}

fn text_size_px<T: BackendTextStyle>(style: &T) -> f32 {
    style.size() as f32 / UNITS_PER_PX
}

fn text_weight<T: BackendTextStyle>(style: &T) -> Weight {
    if matches!(style.style(), FontStyle::Bold) { Weight::Semibold } else { Weight::Regular }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_paint_survives_the_way_through_a_plotters_color() {
        for role in Role::all() {
            for (tint, hatch, dash) in [(100, false, Dash::Solid), (42, true, Dash::Dotted)] {
                let paint = Paint { role, tint, hatch };
                let RGBAColor(r, g, b, alpha) = encode(paint, dash);
                assert_eq!(decode(BackendColor { alpha, rgb: (r, g, b) }), Some((paint, dash)));
            }
        }
        assert!(Role::all().count() < 256);
    }
}
