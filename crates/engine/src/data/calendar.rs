//! Civil days, months and quarters without a time zone.
//!
//! A day is a count from 1970-01-01; conversions follow the proleptic Gregorian calendar.
//! Source of the conversion between counts and civil dates: Howard Hinnant, "chrono-compatible
//! low-level date algorithms", sections `days_from_civil` and `civil_from_days`.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A civil day, counted from 1970-01-01 (day 0).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Day(pub i32);

impl Day {
    /// The day of a civil date, or `None` when the calendar has no such date.
    ///
    /// `month` and `day` count from 1; years outside 0..=9999 are refused.
    #[must_use]
    pub fn try_from_civil(year: i32, month: u32, day: u32) -> Option<Self> {
        if !(0..=9999).contains(&year) || !(1..=12).contains(&month) || day == 0 {
            return None;
        }
        if day > days_in_month(year, month) {
            return None;
        }
        Some(Self(days_from_civil(year, month, day)))
    }

    /// Year, month (1..=12) and day of the month (1..=31).
    #[must_use]
    pub fn civil(self) -> (i32, u32, u32) {
        let z = self.0 + 719_468;
        let era = z.div_euclid(146_097);
        let day_of_era = z.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + i32::from(month <= 2);
        (year, month.unsigned_abs(), day.unsigned_abs())
    }

    /// The calendar month this day lies in.
    #[must_use]
    pub fn month(self) -> Month {
        let (year, month, _) = self.civil();
        Month::new(year, month)
    }

    /// The calendar year this day lies in.
    #[must_use]
    pub fn year(self) -> i32 {
        self.civil().0
    }

    /// Weekday with Monday = 0 and Sunday = 6.
    #[must_use]
    pub fn weekday(self) -> u32 {
        // 1970-01-01 was a Thursday.
        (self.0 + 3).rem_euclid(7).unsigned_abs()
    }

    /// The day `n` days later (earlier when negative).
    #[must_use]
    pub fn plus(self, n_days: i32) -> Self {
        Self(self.0 + n_days)
    }

    /// Days from `earlier` to this day; negative when this day is the earlier one.
    #[must_use]
    pub fn since(self, earlier: Self) -> i32 {
        self.0 - earlier.0
    }
}

/// ISO 8601, as in `2024-12-31`.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.civil();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// A calendar month, counted from January of year 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Month(pub i32);

impl Month {
    /// The month `month` (1..=12) of `year`.
    #[must_use]
    pub fn new(year: i32, month: u32) -> Self {
        Self(year * 12 + month.cast_signed() - 1)
    }

    /// Calendar year.
    #[must_use]
    pub fn year(self) -> i32 {
        self.0.div_euclid(12)
    }

    /// Month of the year, 1..=12.
    #[must_use]
    pub fn month_of_year(self) -> u32 {
        self.0.rem_euclid(12).unsigned_abs() + 1
    }

    /// First day of the month.
    #[must_use]
    pub fn first_day(self) -> Day {
        Day(days_from_civil(self.year(), self.month_of_year(), 1))
    }

    /// Last day of the month.
    #[must_use]
    pub fn last_day(self) -> Day {
        self.plus(1).first_day().plus(-1)
    }

    /// The month `n` months later.
    #[must_use]
    pub fn plus(self, n_months: i32) -> Self {
        Self(self.0 + n_months)
    }

    /// Whole months from `earlier` to this month.
    #[must_use]
    pub fn since(self, earlier: Self) -> i32 {
        self.0 - earlier.0
    }

    /// First to last day of the month.
    #[must_use]
    pub fn range(self) -> DayRange {
        DayRange { first: self.first_day(), last: self.last_day() }
    }

    /// The quarter this month lies in.
    #[must_use]
    pub fn quarter(self) -> Quarter {
        Quarter(self.0.div_euclid(3))
    }
}

/// As in `2024-12`.
impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.month_of_year())
    }
}

/// A calendar quarter, counted from the first quarter of year 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Quarter(pub i32);

impl Quarter {
    /// Calendar year.
    #[must_use]
    pub fn year(self) -> i32 {
        self.0.div_euclid(4)
    }

    /// Quarter of the year, 1..=4.
    #[must_use]
    pub fn quarter_of_year(self) -> u32 {
        self.0.rem_euclid(4).unsigned_abs() + 1
    }

    /// First month of the quarter.
    #[must_use]
    pub fn first_month(self) -> Month {
        Month(self.0 * 3)
    }
}

/// First and last day of a stretch of time, both included; never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct DayRange {
    /// First day.
    pub first: Day,
    /// Last day, not before `first`.
    pub last: Day,
}

impl DayRange {
    /// The range from `first` to `last`, put in order if need be.
    #[must_use]
    pub fn new(first: Day, last: Day) -> Self {
        if first <= last { Self { first, last } } else { Self { first: last, last: first } }
    }

    /// The calendar year `year`.
    #[must_use]
    pub fn of_year(year: i32) -> Self {
        Self { first: Month::new(year, 1).first_day(), last: Month::new(year, 12).last_day() }
    }

    /// Whether `day` lies in the range.
    #[must_use]
    pub fn contains(self, day: Day) -> bool {
        self.first <= day && day <= self.last
    }

    /// Number of days, at least 1.
    #[must_use]
    pub fn n_days(self) -> i32 {
        self.last.since(self.first) + 1
    }
}

fn is_leap_year(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap_year(year) => 29,
        2 => 28,
        _ => 31,
    }
}

fn days_from_civil(year: i32, month: u32, day: u32) -> i32 {
    let (month, day) = (month.cast_signed(), day.cast_signed());
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let shifted_month = if month > 2 { month - 3 } else { month + 9 };
    let day_of_year = (153 * shifted_month + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn civil_dates_round_trip_over_four_centuries() {
        let first = Day::try_from_civil(1890, 1, 1).map_or(0, |day| day.0);
        for count in first..first + 146_097 {
            let (year, month, day) = Day(count).civil();
            assert_eq!(Day::try_from_civil(year, month, day), Some(Day(count)));
        }
    }

    #[test]
    fn days_that_no_calendar_has_are_refused() {
        for (year, month, day) in [(2023, 2, 29), (1900, 2, 29), (2024, 4, 31), (2024, 13, 1), (2024, 0, 1)] {
            assert_eq!(Day::try_from_civil(year, month, day), None, "{year}-{month}-{day}");
        }
        assert!(Day::try_from_civil(2000, 2, 29).is_some());
    }

    #[test]
    fn months_know_their_first_and_last_day() {
        let month = Month::new(2024, 2);
        assert_eq!(month.range().n_days(), 29);
        assert_eq!(month.last_day().to_string(), "2024-02-29");
        assert_eq!(month.plus(-2).to_string(), "2023-12");
        assert_eq!(month.quarter().first_month(), Month::new(2024, 1));
    }

    #[test]
    fn the_last_day_of_2024_was_a_tuesday() {
        assert_eq!(Day::try_from_civil(2024, 12, 31).map(Day::weekday), Some(1));
    }
}
