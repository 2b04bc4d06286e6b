//! Cells of CSV files that people open in a spreadsheet.

use clientele_engine::import::{is_guarded, starts_formula};

/// A text cell that no spreadsheet runs as a formula: an apostrophe stands in front of text that begins,
/// after blanks and invisible characters, with a sign that starts one (OWASP, "CSV Injection").
#[must_use]
pub fn text_cell(text: &str) -> String {
    if starts_formula(text) {
        quoted(&format!("'{text}"))
    } else if text.contains([',', '"', '\r', '\n']) {
        quoted(text)
    } else {
        text.to_owned()
    }
}

/// A cell of a file as it was found: a number stays one, whatever its sign; all else is as in [`text_cell`].
#[must_use]
pub fn data_cell(text: &str) -> String {
    let is_number = text.parse::<f64>().is_ok_and(f64::is_finite);
    if is_number { text.to_owned() } else { text_cell(text) }
}

/// A cell of a file that is read again: as in [`data_cell`], and with one apostrophe more where it has some before
/// what starts a formula already, so that taking one off always gives the cell as it was.
#[must_use]
pub fn returned_cell(text: &str) -> String {
    if is_guarded(text) { quoted(&format!("'{text}")) } else { data_cell(text) }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_would_run_as_a_formula_is_made_harmless() {
        for text in ["=1+1", "+1", "-1", "@x", "\tx", " =cmd", "\u{200B}=1", "＝1"] {
            assert!(text_cell(text).starts_with("\"'"), "{text:?}");
        }
        assert_eq!(text_cell("O'Brien, \"Bob\""), "\"O'Brien, \"\"Bob\"\"\"");
        assert_eq!(text_cell("王小明"), "王小明");
    }

    #[test]
    fn numbers_that_were_found_stay_numbers() {
        for number in ["-540", "+1.5", "1e5"] {
            assert_eq!(data_cell(number), number);
        }
        for text in ["-1+1", "-540,00", "-inf", "=1", "- 1"] {
            assert!(data_cell(text).starts_with("\"'"), "{text:?}");
        }
    }
}
