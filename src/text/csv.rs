//! Cells of CSV files that people open in a spreadsheet.

/// A text cell that no spreadsheet runs as a formula: an apostrophe stands in front of text that begins,
/// after blanks and invisible characters, with a sign that starts one (OWASP, "CSV Injection").
#[must_use]
pub fn text_cell(text: &str) -> String {
    let is_blank = |c: char| {
        c.is_whitespace() && !matches!(c, '\t' | '\r' | '\n')
            || matches!(c, '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{2060}'..='\u{2064}')
    };
    let starts_formula = text
        .trim_start_matches(is_blank)
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠']);
    let prefix = if starts_formula { "'" } else { "" };
    if starts_formula || text.contains([',', '"', '\r', '\n']) {
        format!("\"{prefix}{}\"", text.replace('"', "\"\""))
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
