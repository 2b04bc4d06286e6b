//! One cell to a date, or to the readings that only the whole column can decide between.
//!
//! In:   a cell as text and the last day that is not in the future.
//! Out:  a [`ParsedDate`], or the reason why there is none.
//! Cost: a dozen bytes for an ISO date; a hand-written descent for everything else.
//!
//! The calendar date as written is kept: a time must be possible but does not count, and an offset moves
//! nothing. Only Unix times are turned into a date, in UTC.

use super::amount::is_null_word;
use super::{DateForm, RejectReason};
use crate::data::Day;
use unicode_normalization::UnicodeNormalization;

/// Years between the calendar of the Republic of China and Anno Domini.
pub(super) const MINGUO_OFFSET: i32 = 1911;

/// A date as one cell writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ParsedDate {
    /// A day whatever the rest of the column says.
    Sure(Day, DateForm),
    /// Two numbers, each day or month, and a year.
    DayMonth { first: u8, second: u8, year: u16 },
    /// A year of two digits in front, of either calendar.
    YearInFront { year: u8, month: u8, day: u8 },
}

/// Reads one cell. What can only be judged by the column is returned without a check of its range.
///
/// # Errors
/// `MissingDate` or `BadDate`.
pub(super) fn parse_date(cell: &str) -> Result<ParsedDate, RejectReason> {
    if let Some(day) = parse_iso(cell.as_bytes()) {
        return Ok(ParsedDate::Sure(day, DateForm::YearFirst));
    }
    if cell.is_ascii() {
        return parse_normalized(cell.trim());
    }
    let normalized: String = cell.nfkc().collect();
    parse_normalized(normalized.trim())
}

/// `2024-12-31` and nothing else.
pub(super) fn parse_iso(cell: &[u8]) -> Option<Day> {
    let &[y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = cell else {
        return None;
    };
    let mut number = 0_u32;
    for byte in [y0, y1, y2, y3, m0, m1, d0, d1] {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        number = number * 10 + u32::from(digit);
    }
    Day::try_from_civil((number / 10_000).cast_signed(), number / 100 % 100, number % 100)
}

fn parse_normalized(text: &str) -> Result<ParsedDate, RejectReason> {
    let text = match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) => rest,
        _ => text,
    };
    if is_null_word(text) {
        return Err(RejectReason::MissingDate);
    }
    let mut cursor = Cursor { rest: text };
    let date = cursor.date().ok_or(RejectReason::BadDate)?;
    if cursor.rest.is_empty() || cursor.time().is_some_and(|()| cursor.rest.is_empty()) {
        return Ok(date);
    }
    Err(RejectReason::BadDate)
}

/// What is left to read of a cell.
struct Cursor<'a> {
    rest: &'a str,
}

impl<'a> Cursor<'a> {
    fn eat(&mut self, token: &str) -> bool {
        match self.rest.strip_prefix(token) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn spaces(&mut self) -> bool {
        let trimmed = self.rest.trim_start();
        let has_spaces = trimmed.len() < self.rest.len();
        self.rest = trimmed;
        has_spaces
    }

    /// A run of digits.
    fn digits(&mut self) -> &'a str {
        let end = self.rest.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(self.rest.len());
        let (digits, rest) = self.rest.split_at(end);
        self.rest = rest;
        digits
    }

    /// A number of one or two digits.
    fn short(&mut self) -> Option<u8> {
        let digits = self.digits();
        if digits.len() > 2 { None } else { digits.parse().ok() }
    }

    /// The name of a month in English, in full or by its first three letters.
    fn month_name(&mut self) -> Option<u8> {
        const MONTHS: [&str; 12] = [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ];
        let end = self.rest.bytes().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        let idx = MONTHS.iter().position(|month| {
            name.eq_ignore_ascii_case(month)
                || name.eq_ignore_ascii_case(&month[..3])
                || (*month == "september" && name.eq_ignore_ascii_case("sept"))
        })?;
        self.rest = rest;
        Some(idx as u8 + 1)
    }

    fn date(&mut self) -> Option<ParsedDate> {
        if self.eat("民國") || self.eat("民国") {
            self.spaces();
            let digits = self.digits();
            return if (1..=3).contains(&digits.len()) { self.minguo(digits) } else { None };
        }
        if self.rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return self.month_name_first();
        }
        let digits = self.digits();
        match (digits.len(), self.rest.chars().next()) {
            (0, _) => None,
            (1..=4, Some('年')) => self.chinese(digits),
            (1..=4, Some(' ')) if self.rest.trim_start().starts_with('年') => self.chinese(digits),
            (4, Some('-' | '/' | '.')) => {
                let (month, day) = self.month_and_day()?;
                sure(number(digits)?, month, day, DateForm::YearFirst)
            }
            (3, Some('-' | '/' | '.')) => self.minguo(digits),
            (1 | 2, Some('-' | '/' | '.')) => self.day_or_month_first(digits),
            (1 | 2, Some(' ')) => {
                self.spaces();
                self.day_month_name(digits)
            }
            _ => self.bare_number(digits),
        }
    }

    /// The rest of `/04/21`, with the same separator twice.
    fn month_and_day(&mut self) -> Option<(u8, u8)> {
        let separator = self.separator()?;
        let month = self.short()?;
        if !self.eat(separator) {
            return None;
        }
        Some((month, self.short()?))
    }

    fn separator(&mut self) -> Option<&'static str> {
        ["-", "/", "."].into_iter().find(|separator| self.eat(separator))
    }

    /// `4月21日` behind a year and 年.
    fn month_and_day_in_chinese(&mut self) -> Option<(u8, u8)> {
        self.spaces();
        self.eat("年");
        self.spaces();
        let month = self.short()?;
        self.spaces();
        if !self.eat("月") {
            return None;
        }
        self.spaces();
        let day = self.short()?;
        self.spaces();
        (self.eat("日") || self.eat("號") || self.eat("号")).then_some((month, day))
    }

    fn chinese(&mut self, year: &str) -> Option<ParsedDate> {
        let (month, day) = self.month_and_day_in_chinese()?;
        match year.len() {
            4 => sure(number(year)?, month, day, DateForm::YearFirst),
            3 => minguo_day(number(year)?, month, day),
            _ => year_in_front(number(year)?, month, day),
        }
    }

    fn minguo(&mut self, year: &str) -> Option<ParsedDate> {
        let is_chinese = self.rest.trim_start().starts_with('年');
        let (month, day) = if is_chinese { self.month_and_day_in_chinese() } else { self.month_and_day() }?;
        minguo_day(number(year)?, month, day)
    }

    fn month_name_first(&mut self) -> Option<ParsedDate> {
        let month = self.month_name()?;
        self.eat(".");
        let _ = self.spaces() || self.eat("-");
        let day = self.short()?;
        let _ = self.eat(",") || self.eat("-");
        self.spaces();
        let year = full_year(self.digits())?;
        sure(year, month, day, DateForm::MonthName)
    }

    /// ` April 2008` behind a day.
    fn day_month_name(&mut self, day: &str) -> Option<ParsedDate> {
        let month = self.month_name()?;
        let _ = self.eat(".") || self.eat(",");
        let _ = self.spaces() || self.eat("-") || self.eat("/");
        let year = full_year(self.digits())?;
        sure(year, month, number(day)? as u8, DateForm::MonthName)
    }

    fn day_or_month_first(&mut self, first: &str) -> Option<ParsedDate> {
        let separator = self.separator()?;
        if self.rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return self.day_month_name(first);
        }
        let second = self.short()?;
        if !self.eat(separator) {
            return None;
        }
        let third = self.digits();
        let first_number = number(first)?;
        // Nothing above 31 is a day or a month, and no year has one digit.
        if third.len() == 1 || (third.len() == 2 && first_number > 31) {
            return if first.len() == 2 {
                year_in_front(first_number, second, number(third)? as u8)
            } else {
                None
            };
        }
        let year = full_year(third)?;
        if separator == "." {
            return sure(year, second, first_number as u8, DateForm::DayFirst);
        }
        let (first, second) = (first_number as u8, second);
        let is_date = is_day(year, second, first) || is_day(year, first, second);
        is_date.then_some(ParsedDate::DayMonth { first, second, year: u16::try_from(year).ok()? })
    }

    /// Digits without separators: compact dates, spreadsheet serials and Unix times.
    fn bare_number(&mut self, digits: &str) -> Option<ParsedDate> {
        let value: i64 = digits.parse().ok()?;
        match digits.len() {
            8 => sure(
                (value / 10_000) as i32,
                (value / 100 % 100) as u8,
                (value % 100) as u8,
                DateForm::YearFirst,
            ),
            7 => minguo_day((value / 10_000) as i32, (value / 100 % 100) as u8, (value % 100) as u8),
            5 => {
                if self.eat(".") && self.digits().is_empty() {
                    return None;
                }
                // Day 0 of the 1900 system is 1899-12-30 for all serials behind its leap-year error.
                let is_end = self.rest.is_empty() && (20_000..=60_000).contains(&value);
                is_end.then(|| ParsedDate::Sure(Day(value as i32 - 25_569), DateForm::Serial))
            }
            10 | 13 if self.rest.is_empty() => {
                let secs = if digits.len() == 13 { value / 1_000 } else { value };
                Some(ParsedDate::Sure(Day((secs / 86_400) as i32), DateForm::Unix))
            }
            _ => None,
        }
    }

    /// A possible time of day, with its separator from the date.
    fn time(&mut self) -> Option<()> {
        let has_separator = self.spaces() || self.eat("T") || self.eat("t");
        let half = self.half_of_day_in_chinese();
        if !has_separator && half.is_none() && !self.rest.is_empty() {
            return None;
        }
        self.spaces();
        let hour = self.short()?;
        let minute = if self.eat(":") { self.two_digits()? } else { return None };
        let second = if self.eat(":") { self.two_digits()? } else { 0 };
        if self.eat(".") || self.eat(",") {
            let fraction = self.digits();
            if fraction.is_empty() || fraction.len() > 9 {
                return None;
            }
        }
        let before_meridiem = self.rest;
        self.spaces();
        let is_half = ["AM", "PM", "A.M.", "P.M."].iter().any(|name| match self.rest.get(..name.len()) {
            Some(text) if text.eq_ignore_ascii_case(name) => {
                self.rest = &self.rest[name.len()..];
                true
            }
            _ => false,
        });
        if !is_half {
            self.rest = before_meridiem;
        }
        if is_half && half.is_some() {
            return None;
        }
        let is_hour = match (is_half, half) {
            (true, _) => (1..=12).contains(&hour),
            (_, Some(())) => hour <= 12,
            _ => hour <= 23,
        };
        if !is_hour || minute > 59 || second > 59 {
            return None;
        }
        self.offset()
    }

    fn half_of_day_in_chinese(&mut self) -> Option<()> {
        ["上午", "下午"].iter().any(|name| self.eat(name)).then_some(())
    }

    fn two_digits(&mut self) -> Option<u8> {
        let digits = self.digits();
        if digits.len() == 2 { digits.parse().ok() } else { None }
    }

    /// Nothing, `Z`, ` UTC` or `+08:00`.
    fn offset(&mut self) -> Option<()> {
        self.spaces();
        if self.rest.is_empty() || self.eat("Z") || self.eat("z") || self.eat("UTC") || self.eat("GMT") {
            return Some(());
        }
        if !(self.eat("+") || self.eat("-") || self.eat("−")) {
            return None;
        }
        let digits = self.digits();
        let (hours, minutes) = match digits.len() {
            2 if self.eat(":") => (digits, self.digits()),
            2 => (digits, "00"),
            4 => digits.split_at(2),
            _ => return None,
        };
        let is_offset = number(hours)? <= 14 && minutes.len() == 2 && number(minutes)? <= 59;
        is_offset.then_some(())
    }
}

fn number(digits: &str) -> Option<i32> {
    digits.parse().ok()
}

/// A year of four digits, or of two: 00 to 68 are 20xx, 69 to 99 are 19xx.
fn full_year(digits: &str) -> Option<i32> {
    let year = number(digits)?;
    match digits.len() {
        4 => Some(year),
        2 => Some(century_year(year)),
        _ => None,
    }
}

/// The year that two digits mean in the Gregorian calendar.
pub(super) fn century_year(year: i32) -> i32 {
    if year <= 68 { 2000 + year } else { 1900 + year }
}

pub(super) fn is_day(year: i32, month: u8, day: u8) -> bool {
    Day::try_from_civil(year, u32::from(month), u32::from(day)).is_some()
}

fn sure(year: i32, month: u8, day: u8, form: DateForm) -> Option<ParsedDate> {
    Day::try_from_civil(year, u32::from(month), u32::from(day)).map(|day| ParsedDate::Sure(day, form))
}

fn minguo_day(year: i32, month: u8, day: u8) -> Option<ParsedDate> {
    if year == 0 {
        return None;
    }
    sure(year + MINGUO_OFFSET, month, day, DateForm::Minguo)
}

fn year_in_front(year: i32, month: u8, day: u8) -> Option<ParsedDate> {
    let is_date = is_day(century_year(year), month, day) || is_day(year + MINGUO_OFFSET, month, day);
    is_date.then_some(ParsedDate::YearInFront { year: year as u8, month, day })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sure_text(cell: &str) -> Result<String, RejectReason> {
        match parse_date(cell)? {
            ParsedDate::Sure(day, _) => Ok(day.to_string()),
            other => Ok(format!("{other:?}")),
        }
    }

    #[test]
    fn every_form_of_one_day_is_that_day() {
        for cell in [
            "2008-04-21",
            "2008/4/21",
            "2008.04.21",
            "20080421",
            "2008年4月21日",
            "21-Apr-2008",
            "21 April 2008",
            "Apr 21, 2008",
            "39559",
            "39559.75",
            "1208736000",
            "1208736000000",
            "民國97/04/21",
            "民國97年4月21日",
            "097/04/21",
            "0970421",
            "21.04.2008",
            "２００８／０４／２１",
            "'2008-04-21",
            " 2008-04-21 ",
            "2008-04-21T23:59:59Z",
            "2008-04-21T00:30:00+08:00",
            "2008-04-21 12:00 AM",
            "2008/4/21 下午 02:30:00",
            "2008年4月21日 14:30",
            "2008-04-21 07:05:03.123-0500",
            "2008-04-21 07:05 UTC",
        ] {
            assert_eq!(sure_text(cell).as_deref(), Ok("2008-04-21"), "{cell}");
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for cell in [
            "soon",
            "2023-02-30",
            "2023-13-01",
            "0000-00-00",
            "13/13/2023",
            "2024-01-11 25:00",
            "2024-01-11 13:00 PM",
            "民國112/02/29",
            "2024-1",
            "12345",
            "2024-01-05x",
            "20240105143000",
            "2024/01-05",
        ] {
            assert_eq!(sure_text(cell), Err(RejectReason::BadDate), "{cell}");
        }
        for cell in ["", "  ", "NULL", "-", "n/a"] {
            assert_eq!(sure_text(cell), Err(RejectReason::MissingDate), "{cell:?}");
        }
    }

    #[test]
    fn order_and_calendar_are_left_to_the_column() {
        assert_eq!(parse_date("3/4/2023"), Ok(ParsedDate::DayMonth { first: 3, second: 4, year: 2023 }));
        assert_eq!(
            parse_date("12/1/2010 8:26"),
            Ok(ParsedDate::DayMonth { first: 12, second: 1, year: 2010 })
        );
        assert_eq!(parse_date("25/12/98"), Ok(ParsedDate::DayMonth { first: 25, second: 12, year: 1998 }));
        assert_eq!(parse_date("97/4/22"), Ok(ParsedDate::YearInFront { year: 97, month: 4, day: 22 }));
        assert_eq!(parse_date("97.4.23"), Ok(ParsedDate::YearInFront { year: 97, month: 4, day: 23 }));
    }
}
