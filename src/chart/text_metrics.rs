//! Widths of text by arithmetic: the same in the browser, in its worker and in native tests.
//!
//! Advance widths of Inter in thousandths of an em, digits tabular; CJK is one em; anything else a
//! rough middle. Measuring in the page would need a document and force a layout for each label.

use super::scene::Weight;

/// Advance widths of U+0020..=U+007E at weight 400.
const REGULAR: [u16; 95] = [
    281, 288, 466, 633, 642, 982, 644, 300, 365, 365, 501, 662, 288, 460, 288, 360, 648, 648, 648, 648, 648,
    648, 648, 648, 648, 648, 288, 302, 662, 662, 662, 511, 966, 690, 654, 730, 722, 601, 590, 746, 743, 269,
    571, 672, 565, 903, 753, 765, 639, 765, 644, 642, 646, 744, 690, 985, 682, 679, 629, 365, 360, 365, 471,
    456, 323, 562, 612, 571, 612, 583, 370, 613, 591, 242, 242, 549, 242, 876, 591, 600, 612, 612, 376, 528,
    327, 591, 562, 818, 546, 562, 552, 426, 333, 426, 662,
];

/// Advance widths of U+0020..=U+007E at weight 600.
const SEMIBOLD: [u16; 95] = [
    252, 321, 523, 644, 650, 1004, 663, 326, 373, 373, 540, 673, 319, 465, 319, 379, 648, 648, 648, 648, 648,
    648, 648, 648, 648, 648, 319, 329, 673, 673, 673, 543, 999, 728, 659, 737, 722, 605, 588, 749, 746, 277,
    580, 703, 565, 922, 759, 769, 645, 773, 652, 650, 660, 736, 728, 1020, 720, 713, 652, 373, 379, 373, 481,
    469, 351, 574, 624, 583, 624, 591, 389, 625, 612, 262, 262, 569, 262, 900, 612, 609, 624, 624, 397, 549,
    353, 612, 587, 839, 569, 588, 566, 455, 359, 455, 673,
];

/// Width of a line of text in CSS pixels.
#[must_use]
pub fn width_px(text: &str, size_px: f32, weight: Weight) -> f32 {
    let thousandths: u32 = text.chars().map(|char| u32::from(advance(char, weight))).sum();
    thousandths as f32 / 1_000.0 * size_px
}

/// The text, shortened with an ellipsis to at most `max_px`; `None` when not even two letters fit.
#[must_use]
pub fn shortened(text: &str, max_px: f32, size_px: f32, weight: Weight) -> Option<String> {
    if width_px(text, size_px, weight) <= max_px {
        return Some(text.to_owned());
    }
    let room = max_px - width_px("…", size_px, weight);
    let mut kept = String::new();
    let mut used = 0.0;
    for char in text.chars() {
        used += f32::from(advance(char, weight)) / 1_000.0 * size_px;
        if used > room {
            break;
        }
        kept.push(char);
    }
    let kept = kept.trim_end();
    let n_kept = kept.chars().map(|char| if is_cjk(char) { 2 } else { 1 }).sum::<usize>();
    (n_kept >= 2).then(|| format!("{kept}…"))
}

/// Whether the text holds Chinese, Japanese or Korean letters, which need 12 px to be read.
#[must_use]
pub fn has_cjk(text: &str) -> bool {
    text.chars().any(is_cjk)
}

fn is_cjk(char: char) -> bool {
    matches!(char, '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7af}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{3fffd}')
}

/// Advance width in thousandths of an em.
fn advance(char: char, weight: Weight) -> u16 {
    let table = if weight == Weight::Regular { &REGULAR } else { &SEMIBOLD };
    match char {
        ' '..='~' => table[char as usize - 0x20],
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{2066}'..='\u{2069}' => 0,
        '\u{2009}' | '\u{200a}' => 200,
        '·' | '’' | '‘' => 300,
        '“' | '”' => 500,
        '–' => 500,
        '…' => 960,
        '—' => 1_000,
        char if is_cjk(char) => 1_000,
        _ => 680,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_equally_wide_and_cjk_is_one_em() {
        let width = |text| width_px(text, 10.0, Weight::Regular);
        assert!((width("1111") - width("8888")).abs() < 1e-4);
        assert!((width("顧客") - 20.0).abs() < 1e-4);
        assert_eq!(width(""), 0.0);
    }

    #[test]
    fn a_shortened_text_fits() {
        let text = "Northgate Coworking";
        for max_px in [200.0, 90.0, 60.0, 30.0] {
            let short = shortened(text, max_px, 12.0, Weight::Regular).unwrap();
            assert!(width_px(&short, 12.0, Weight::Regular) <= max_px, "{short}");
        }
        assert_eq!(shortened(text, 200.0, 12.0, Weight::Regular).as_deref(), Some(text));
        assert_eq!(shortened(text, 14.0, 12.0, Weight::Regular), None);
    }
}
