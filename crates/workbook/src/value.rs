//! Values of cells as text: numbers, dates, and what a program hides in strings.

use crate::number_format::NumberKind;
use std::fmt::Write as _;

/// Milliseconds of a day.
const DAY_MS: i64 = 86_400_000;

/// The serial of 9999-12-31 in the 1900 system; nothing later is a date.
const MAX_SERIAL: f64 = 2_958_466.0;

/// Days from 1970-01-01 to the day of serial 0, from serial 61 of the 1900 system on: 1899-12-30.
const EPOCH_1900: i64 = -25_569;

/// Days from 1970-01-01 to 1904-01-01, serial 0 of the 1904 system.
const EPOCH_1904: i64 = -24_107;

/// Appends the text of a number cell, `raw` being what the file says.
pub(crate) fn push_number(raw: &str, kind: NumberKind, is_1904: bool, text: &mut String) {
    let raw = raw.trim();
    // Digits as they stand: an id of more than 15 digits is not rounded.
    if kind == NumberKind::Plain && is_whole(raw) {
        text.push_str(raw);
        return;
    }
    match raw.parse::<f64>() {
        Ok(value) if value.is_finite() => {
            let is_shown = match kind {
                NumberKind::Plain => false,
                NumberKind::Date => push_date(value, is_1904, text),
                NumberKind::Elapsed => push_elapsed(value, text),
            };
            if !is_shown {
                push_plain(value, text);
            }
        }
        // No number after all: what stands there is kept.
        _ => text.push_str(raw),
    }
}

/// Digits and perhaps a minus sign, without zeros in front.
fn is_whole(raw: &str) -> bool {
    let digits = raw.strip_prefix('-').unwrap_or(raw);
    let is_canonical = !digits.starts_with('0') || raw == "0";
    !digits.is_empty()
        && digits.len() <= 40
        && is_canonical
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// The shortest digits that read back as the same number, without an exponent within reason.
fn push_plain(value: f64, text: &mut String) {
    let size = value.abs();
    // Writing to a String does not fail. The sum turns a minus zero into zero.
    let _ = if size == 0.0 || (1e-9..1e21).contains(&size) {
        write!(text, "{}", value + 0.0)
    } else {
        write!(text, "{value:E}")
    };
}

/// A serial as `2024-01-31`, `2024-01-31 08:30:00` or, below one day, `08:30:00`; false for what is no date.
fn push_date(serial: f64, is_1904: bool, text: &mut String) -> bool {
    if !(0.0..MAX_SERIAL).contains(&serial) {
        return false;
    }
    let n_ms = (serial * DAY_MS as f64).round() as i64;
    let (day, ms) = (n_ms.div_euclid(DAY_MS), n_ms.rem_euclid(DAY_MS));
    if serial < 1.0 && n_ms < DAY_MS {
        push_time(ms, text);
        return true;
    }
    let (year, month, day_of_month) = match (is_1904, day) {
        (true, _) => civil(day + EPOCH_1904),
        // Excel counts a 29 February 1900, which there was not; what it shows is kept.
        (false, 60) => (1900, 2, 29),
        (false, ..60) => civil(day + EPOCH_1900 + 1),
        (false, _) => civil(day + EPOCH_1900),
    };
    let _ = write!(text, "{year:04}-{month:02}-{day_of_month:02}");
    if ms > 0 {
        text.push(' ');
        push_time(ms, text);
    }
    true
}

fn push_time(ms: i64, text: &mut String) {
    let (seconds, ms) = (ms / 1_000, ms % 1_000);
    let _ = write!(text, "{:02}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if ms > 0 {
        let _ = write!(text, ".{ms:03}");
    }
}

/// Days as hours, minutes and seconds; false for what is out of reach.
fn push_elapsed(days: f64, text: &mut String) -> bool {
    if days.abs() >= MAX_SERIAL {
        return false;
    }
    if days < 0.0 {
        text.push('-');
    }
    push_time((days.abs() * DAY_MS as f64).round() as i64, text);
    true
}

/// Year, month and day of a day counted from 1970-01-01 (H. Hinnant, `civil_from_days`).
fn civil(day: i64) -> (i64, i64, i64) {
    let shifted = day + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day_of_year - (153 * shifted_month + 2) / 5 + 1)
}

/// Appends an ISO date as a cell of type `d` holds it: without a time of midnight, with a space before others.
pub(crate) fn push_iso_date(raw: &str, text: &mut String) {
    let raw = raw.trim();
    match raw.split_once('T') {
        Some((date, time)) => {
            text.push_str(date);
            let is_midnight = time.chars().all(|sign| matches!(sign, '0' | ':' | '.'));
            if !is_midnight {
                text.push(' ');
                text.push_str(time);
            }
        }
        None => text.push_str(raw),
    }
}

/// Appends a string with its escapes undone: `_x000D_` stands for the character of that number (ECMA-376 part 1,
/// 22.9.2.19).
pub(crate) fn push_unescaped(raw: &str, text: &mut String) {
    let mut units: Vec<u16> = Vec::new();
    let mut rest = raw;
    while let Some(start) = rest.find("_x") {
        let unit = rest
            .get(start + 2..start + 7)
            .and_then(|part| part.strip_suffix('_'))
            .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
            .and_then(|digits| u16::from_str_radix(digits, 16).ok());
        let Some(unit) = unit else {
            flush(&mut units, text);
            text.push_str(&rest[..start + 2]);
            rest = &rest[start + 2..];
            continue;
        };
        if start > 0 {
            flush(&mut units, text);
            text.push_str(&rest[..start]);
        }
        // Halves of a character beyond the first 65,536 follow one another.
        units.push(unit);
        rest = &rest[start + 7..];
    }
    flush(&mut units, text);
    text.push_str(rest);
}

fn flush(units: &mut Vec<u16>, text: &mut String) {
    text.extend(char::decode_utf16(units.drain(..)).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(raw: &str, kind: NumberKind, is_1904: bool) -> String {
        let mut text = String::new();
        push_number(raw, kind, is_1904, &mut text);
        text
    }

    #[test]
    fn numbers_are_short_and_without_exponents() {
        for (raw, wanted) in [
            ("1", "1"),
            ("1234.5599999999999", "1234.56"),
            ("0.10000000000000001", "0.1"),
            ("8.86912345678E+11", "886912345678"),
            ("1E-3", "0.001"),
            ("12345678901234567890", "12345678901234567890"),
            ("-0", "0"),
            ("-0.5", "-0.5"),
            ("007", "7"),
            ("1e300", "1E300"),
            ("1E-12", "1E-12"),
            ("12.50", "12.5"),
            ("NaN", "NaN"),
            ("abc", "abc"),
        ] {
            assert_eq!(number(raw, NumberKind::Plain, false), wanted, "{raw}");
        }
    }

    #[test]
    fn serials_are_days_of_either_system() {
        for (raw, wanted) in [
            ("1", "1900-01-01"),
            ("59", "1900-02-28"),
            ("60", "1900-02-29"),
            ("61", "1900-03-01"),
            ("45292", "2024-01-01"),
            ("45351", "2024-02-29"),
            ("45292.604166666664", "2024-01-01 14:30:00"),
            ("45292.000005787035", "2024-01-01 00:00:00.500"),
            ("45291.999999999", "2024-01-01"),
            ("0.25", "06:00:00"),
            ("2958465", "9999-12-31"),
            ("2958466", "2958466"),
            ("-1", "-1"),
        ] {
            assert_eq!(number(raw, NumberKind::Date, false), wanted, "{raw}");
        }
        assert_eq!(number("43830", NumberKind::Date, true), "2024-01-01");
        assert_eq!(number("1", NumberKind::Date, true), "1904-01-02");
        assert_eq!(number("1.5", NumberKind::Elapsed, false), "36:00:00");
        assert_eq!(number("-0.5", NumberKind::Elapsed, false), "-12:00:00");
    }

    #[test]
    fn escapes_of_strings_are_undone() {
        for (raw, wanted) in [
            ("a_x000D_b", "a\rb"),
            ("_x005F_x000D_", "_x000D_"),
            ("_xD83D__xDCF7_!", "📷!"),
            ("_xD83D_", "\u{FFFD}"),
            ("snake_x_case_x00", "snake_x_case_x00"),
            ("_x00GG_", "_x00GG_"),
            ("中_x4E2D_文", "中中文"),
        ] {
            let mut text = String::new();
            push_unescaped(raw, &mut text);
            assert_eq!(text, wanted, "{raw}");
        }
    }

    #[test]
    fn iso_dates_lose_only_midnight() {
        for (raw, wanted) in [
            ("2024-01-05T00:00:00", "2024-01-05"),
            ("2024-01-05T14:30:00.000", "2024-01-05 14:30:00.000"),
            ("2024-01-05", "2024-01-05"),
        ] {
            let mut text = String::new();
            push_iso_date(raw, &mut text);
            assert_eq!(text, wanted);
        }
    }
}
