//! The colors of the roles in the light and the dark theme, for files that leave the page.
//!
//! The page itself takes them from its style sheet.

use super::paint::{Paint, Role};
use clientele_engine::query::Segment;

/// A set of colors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// Dark on white; always used in print.
    Light,
    /// Light on near black.
    Dark,
}

const CATEGORY: [[&str; 2]; 7] = [
    ["#1D5B98", "#4E93D9"],
    ["#C9851C", "#EBB34A"],
    ["#3FA391", "#5CC4AE"],
    ["#9C2F1A", "#DB623F"],
    ["#4A2A66", "#8B57BE"],
    ["#7AB5E4", "#BFE2FB"],
    ["#6B757E", "#7F8B96"],
];

const CATEGORY_TEXT: [[&str; 2]; 7] = [
    ["#1D5B98", "#6FB0EC"],
    ["#8A5A0B", "#EBB34A"],
    ["#1F7868", "#5CC4AE"],
    ["#9C2F1A", "#EE8468"],
    ["#4A2A66", "#B48BE0"],
    ["#2A6FA8", "#BFE2FB"],
    ["#5C6873", "#A9B4BF"],
];

const SEQUENTIAL: [[&str; 2]; 9] = [
    ["#F2F8FC", "#16212C"],
    ["#DFEEF9", "#18304A"],
    ["#BFDEF4", "#1A4269"],
    ["#96C8EE", "#1E5789"],
    ["#6BACDF", "#2B6FA9"],
    ["#428CC9", "#4489C6"],
    ["#256DA9", "#6AA6DD"],
    ["#144F84", "#97C4EE"],
    ["#0E345A", "#C8E2F9"],
];

const DARK_INK: &str = "#131A21";
const WHITE: &str = "#FFFFFF";

/// The full color of a role.
#[must_use]
pub fn hex(role: Role, theme: Theme) -> &'static str {
    let pair = match role {
        Role::Bg => ["#FFFFFF", "#12171D"],
        Role::Sunken => ["#F0F2F4", "#1A2128"],
        Role::Line => ["#E2E6E9", "#252E37"],
        Role::Line2 => ["#C7CED4", "#3A4651"],
        Role::Rule => ["#1B242C", "#D5DCE2"],
        Role::Grid => ["#E9ECEF", "#202831"],
        Role::Axis => ["#A3ACB4", "#566270"],
        Role::Ink => [DARK_INK, "#EDF1F4"],
        Role::Ink2 => ["#46525D", "#B4BEC8"],
        Role::Ink3 => ["#5C6873", "#8C98A4"],
        Role::Accent | Role::Up => ["#1D5B98", "#6FB0EC"],
        Role::Down => ["#A5371F", "#EE8468"],
        Role::Focus => ["#1B6EC2", "#7DB8F0"],
        Role::Returning => CATEGORY[0],
        Role::New => CATEGORY[2],
        Role::ClassA => ["#144F84", "#6AA6DD"],
        Role::ClassB => ["#6BACDF", "#2B6FA9"],
        Role::ClassC => ["#BFDEF4", "#1A4269"],
        Role::Category(n) => nth(&CATEGORY, n.saturating_sub(1)),
        Role::CategoryText(n) => nth(&CATEGORY_TEXT, n.saturating_sub(1)),
        Role::Sequential(step) => nth(&SEQUENTIAL, step),
        Role::SequentialText(step) => [
            match step {
                0..=2 => "#46525D",
                3..=5 => DARK_INK,
                _ => WHITE,
            },
            if step <= 4 { "#EDF1F4" } else { "#0B1420" },
        ],
        Role::Segment(segment) => segment_colors(segment).0,
        Role::SegmentText(segment) => segment_colors(segment).1,
    };
    if theme == Theme::Light { pair[0] } else { pair[1] }
}

fn nth(table: &[[&'static str; 2]], idx: u8) -> [&'static str; 2] {
    table.get(usize::from(idx)).copied().unwrap_or(["#6B757E", "#7F8B96"])
}

/// Fill, and text on it; each light and dark.
fn segment_colors(segment: Segment) -> ([&'static str; 2], [&'static str; 2]) {
    match segment {
        Segment::Champions => (["#123F73", "#4C90DC"], [WHITE, DARK_INK]),
        Segment::Loyal => (["#4A8CCB", "#9CC8EE"], [DARK_INK, DARK_INK]),
        Segment::PotentialLoyalists => (["#0F6357", "#1B7D6D"], [WHITE, WHITE]),
        Segment::New => (["#4CB5A0", "#66D0B9"], [DARK_INK, DARK_INK]),
        Segment::Promising => (["#B5E6D9", "#CBF5EA"], [DARK_INK, DARK_INK]),
        Segment::CantLose => (["#8E2A17", "#C9452A"], [WHITE, WHITE]),
        Segment::AtRisk => (["#BB571D", "#EF8E55"], [WHITE, DARK_INK]),
        Segment::NeedAttention => (["#E3A642", "#EDB857"], [DARK_INK, DARK_INK]),
        Segment::AboutToSleep => (["#F3D892", "#F8E3B0"], [DARK_INK, DARK_INK]),
        Segment::Hibernating => (["#6B757F", "#8E98A3"], [WHITE, DARK_INK]),
        Segment::Lost => (["#B3BBC2", "#525C66"], [DARK_INK, WHITE]),
    }
}

/// The color of a paint: its tint mixed in sRGB over the page and opaque. Hatching is left to the painter.
#[must_use]
pub fn mixed_hex(paint: Paint, theme: Theme) -> String {
    let (over, page) = (bytes(hex(paint.role, theme)), bytes(hex(Role::Bg, theme)));
    let part = f32::from(paint.tint.min(100)) / 100.0;
    let mix = |idx: usize| (f32::from(over[idx]) * part + f32::from(page[idx]) * (1.0 - part)).round() as u8;
    format!("#{:02X}{:02X}{:02X}", mix(0), mix(1), mix(2))
}

/// Red, green and blue of `#RRGGBB`; the tables above hold nothing else.
fn bytes(hex: &str) -> [u8; 3] {
    let value = u32::from_str_radix(hex.trim_start_matches('#'), 16).unwrap_or(0);
    [(value >> 16) as u8, (value >> 8) as u8, value as u8]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_has_a_color_and_tints_lie_between_it_and_the_page() {
        for role in Role::all() {
            for theme in [Theme::Light, Theme::Dark] {
                assert_eq!(mixed_hex(role.into(), theme), hex(role, theme));
                assert_eq!(mixed_hex(Paint::tinted(role, 0), theme), hex(Role::Bg, theme));
            }
        }
        assert_eq!(mixed_hex(Paint::tinted(Role::Accent, 42), Theme::Light), "#A0BAD4");
    }
}
