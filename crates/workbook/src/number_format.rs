//! Whether a number format shows dates (ECMA-376 part 1, 18.8.30 and 18.8.31).

/// What a cell's number stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum NumberKind {
    /// A number.
    #[default]
    Plain,
    /// A date, a time of day, or both.
    Date,
    /// Hours, minutes or seconds that go on beyond a day.
    Elapsed,
}

/// The formats that have a number instead of a code.
pub(crate) fn built_in(id: u32) -> NumberKind {
    match id {
        // 27 to 36 and 50 to 58 are dates of East Asian languages.
        14..=22 | 27..=36 | 45 | 47 | 50..=58 => NumberKind::Date,
        46 => NumberKind::Elapsed,
        _ => NumberKind::Plain,
    }
}

/// What a format code shows, judged by its first section, which is the one for positive numbers.
pub(crate) fn of_code(code: &str) -> NumberKind {
    let mut rest = code.chars();
    let mut letters = String::new();
    while let Some(sign) = rest.next() {
        match sign {
            ';' => break,
            '"' => {
                rest.by_ref().find(|&sign| sign == '"');
            }
            // The next character is text, a width to leave blank, or a filler.
            '\\' | '_' | '*' => {
                rest.next();
            }
            '[' => {
                let inner: String = rest.by_ref().take_while(|&sign| sign != ']').collect();
                let is_elapsed = !inner.is_empty()
                    && inner.chars().all(|sign| matches!(sign.to_ascii_lowercase(), 'h' | 'm' | 's'));
                if is_elapsed {
                    return NumberKind::Elapsed;
                }
            }
            sign => letters.push(sign.to_ascii_lowercase()),
        }
    }
    // "General" shows numbers; the letters of a date are in no other word that is not quoted.
    let letters = letters.replace("general", "");
    if letters.contains(['d', 'm', 'y', 'h', 's']) { NumberKind::Date } else { NumberKind::Plain }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_dates_are_told_from_codes_of_numbers() {
        for code in [
            "yyyy-mm-dd",
            "DD/MM/YY",
            "[$-404]e/m/d",
            "[$-F800]dddd, mmmm dd, yyyy",
            "yyyy\"年\"m\"月\"d\"日\"",
            "h:mm AM/PM",
            "mm:ss.0",
            "[Red]d;@",
        ] {
            assert_eq!(of_code(code), NumberKind::Date, "{code}");
        }
        for code in [
            "General",
            "0.00E+00",
            "#,##0 \"days\"",
            "0\\d",
            "_-* #,##0.00\\ \"€\"_-;-* dd",
            "[$USD] #,##0",
            "[Red]0.0%",
            "[>100]0",
            "@",
            "_d0",
        ] {
            assert_eq!(of_code(code), NumberKind::Plain, "{code}");
        }
        assert_eq!(of_code("[h]:mm:ss"), NumberKind::Elapsed);
        assert_eq!(of_code("[MM]:SS"), NumberKind::Elapsed);
    }
}
