//! A scene as a standalone SVG file.

use super::paint::{Paint, Role, Stroke};
use super::palette::{Theme, hex, mixed_hex};
use super::scene::{Geometry, Scene, Shape};
use std::fmt::Write;

/// Inter where it is installed, the system's letters for everything else.
const FONTS: &str = "Inter,'PingFang TC','Microsoft JhengHei','Noto Sans CJK TC','Noto Sans TC',\
                     'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Noto Sans SC',system-ui,sans-serif";

/// The scene as SVG text with its title and description (the chart's summary), on the theme's page color.
#[must_use]
pub fn svg_text(scene: &Scene, title: &str, description: &str, theme: Theme) -> String {
    let mut svg = String::new();
    // Writing to a string cannot fail, so results of `write!` are dropped throughout.
    write_document(&mut svg, scene, title, description, theme).ok();
    svg
}

fn write_document(
    out: &mut String,
    scene: &Scene,
    title: &str,
    description: &str,
    theme: Theme,
) -> std::fmt::Result {
    let (w, h) = (number(scene.width_px), number(scene.height_px));
    writeln!(
        out,
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="0 0 {w} {h}" role="img" font-family="{FONTS}" font-variant-numeric="tabular-nums lining-nums">"#
    )?;
    if !title.is_empty() {
        writeln!(out, "<title>{}</title>", escaped(title))?;
    }
    if !description.is_empty() {
        writeln!(out, "<desc>{}</desc>", escaped(description))?;
    }
    let mut hatched: Vec<Role> = Vec::new();
    for paint in scene.shapes.iter().filter_map(|shape| shape.fill).filter(|paint| paint.hatch) {
        if !hatched.contains(&paint.role) {
            hatched.push(paint.role);
        }
    }
    if !hatched.is_empty() {
        writeln!(out, "<defs>")?;
        for role in hatched {
            let under = mixed_hex(Paint::tinted(role, 18), theme);
            writeln!(
                out,
                r#"<pattern id="hatch-{}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="5" height="5" fill="{under}"/><rect width="1.6" height="5" fill="{}"/></pattern>"#,
                role.css_name(),
                hex(role, theme)
            )?;
        }
        writeln!(out, "</defs>")?;
    }
    writeln!(out, r#"<rect width="{w}" height="{h}" fill="{}"/>"#, hex(Role::Bg, theme))?;
    for shape in &scene.shapes {
        write_shape(out, shape, theme)?;
    }
    writeln!(out, "</svg>")
}

fn write_shape(out: &mut String, shape: &Shape, theme: Theme) -> std::fmt::Result {
    match &shape.geometry {
        Geometry::Rect { x, y, w, h, radius } => {
            let (x, y, w, h) = (number(*x), number(*y), number(*w), number(*h));
            write!(out, r#"<rect x="{x}" y="{y}" width="{w}" height="{h}""#)?;
            if *radius > 0.0 {
                write!(out, r#" rx="{}""#, number(*radius))?;
            }
        }
        Geometry::Path { points, closed } => {
            write!(out, r#"<path d=""#)?;
            for (idx, &(x, y)) in points.iter().enumerate() {
                let step = if idx == 0 { 'M' } else { 'L' };
                write!(out, "{step}{} {}", number(x), number(y))?;
            }
            write!(out, r#"{}""#, if *closed { "Z" } else { "" })?;
        }
        Geometry::Circle { cx, cy, r } => {
            write!(out, r#"<circle cx="{}" cy="{}" r="{}""#, number(*cx), number(*cy), number(*r))?;
        }
        Geometry::Text { x, y, anchor, size_px, weight, rotated, .. } => {
            let (x, y) = (number(*x), number(*y));
            write!(
                out,
                r#"<text x="{x}" y="{y}" font-size="{}" font-weight="{}" text-anchor="{}""#,
                number(*size_px),
                weight.css(),
                anchor.svg()
            )?;
            if *rotated {
                write!(out, r#" transform="rotate(-90 {x} {y})""#)?;
            }
            if shape.stroke.is_some() {
                write!(out, r#" paint-order="stroke""#)?;
            }
        }
    }
    match shape.fill {
        Some(paint) if paint.hatch => write!(out, r#" fill="url(#hatch-{})""#, paint.role.css_name())?,
        Some(paint) => write!(out, r#" fill="{}""#, mixed_hex(paint, theme))?,
        None => write!(out, r#" fill="none""#)?,
    }
    if let Some(stroke) = shape.stroke {
        write_stroke(out, stroke, theme)?;
    }
    match &shape.geometry {
        Geometry::Text { text, .. } => writeln!(out, ">{}</text>", escaped(text)),
        _ => writeln!(out, "/>"),
    }
}

fn write_stroke(out: &mut String, stroke: Stroke, theme: Theme) -> std::fmt::Result {
    let color = mixed_hex(stroke.paint, theme);
    write!(out, r#" stroke="{color}" stroke-width="{}" stroke-linejoin="round""#, number(stroke.width_px))?;
    if let Some((on, off)) = stroke.dash.pattern_px() {
        write!(out, r#" stroke-dasharray="{} {}""#, number(on), number(off))?;
    }
    Ok(())
}

/// A coordinate to the tenth, without a trailing zero.
fn number(px: f32) -> String {
    let text = format!("{px:.1}");
    text.strip_suffix(".0").map_or_else(|| text.clone(), str::to_owned)
}

/// Text as XML, without the control characters that XML cannot hold.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => {}
            char if char.is_control() => escaped.push(' '),
            char => escaped.push(char),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::super::paint::Dash;
    use super::super::scene::{Anchor, Weight};
    use super::*;

    #[test]
    fn a_scene_becomes_svg_with_escaped_text() {
        let text = Geometry::Text {
            x: 1.0,
            y: 2.5,
            text: "A & <B>\u{0}".to_owned(),
            anchor: Anchor::End,
            size_px: 12.0,
            weight: Weight::Semibold,
            rotated: false,
        };
        let shape = |geometry, fill: Option<Paint>, stroke| Shape { geometry, fill, stroke, mark: None };
        let dashes = Stroke::new(Role::Axis, 1.0).dashed(Dash::Reference);
        let path = Geometry::Path { points: vec![(0.0, 0.0), (9.0, 4.2)], closed: false };
        let rect = Geometry::Rect { x: 0.0, y: 0.0, w: 5.0, h: 5.0, radius: 1.0 };
        let scene = Scene {
            width_px: 40.0,
            height_px: 20.0,
            shapes: vec![
                shape(rect, Some(Paint::hatched(Role::Down)), None),
                shape(path, None, Some(dashes)),
                shape(text, Some(Role::Ink.into()), None),
            ],
            marks: Vec::new(),
        };
        let svg = svg_text(&scene, "T & t", "", Theme::Light);
        assert!(svg.contains("<title>T &amp; t</title>"));
        assert!(svg.contains(r##"fill="#131A21">A &amp; &lt;B&gt; </text>"##));
        assert!(svg.contains(r#"d="M0 0L9 4.2" fill="none""#) && svg.contains(r#"stroke-dasharray="3 3""#));
        assert!(svg.contains(r#"fill="url(#hatch-down)""#) && svg.contains(r#"<pattern id="hatch-down""#));
    }
}
