//! Days and months in the reader's notation.

use super::{Arg, Format};
use clientele_engine::data::{Day, DayRange, Month};

const MONTHS: [&str; 12] = [
    "number-month-1",
    "number-month-2",
    "number-month-3",
    "number-month-4",
    "number-month-5",
    "number-month-6",
    "number-month-7",
    "number-month-8",
    "number-month-9",
    "number-month-10",
    "number-month-11",
    "number-month-12",
];

impl Format {
    /// A day: "31 Dec 2024", "2024 年 12 月 31 日".
    #[must_use]
    pub fn day(self, day: Day) -> String {
        let (year, month, day) = day.civil();
        let args = [
            ("year", text(year)),
            ("month", self.month_short(month).into()),
            ("day", text(day.cast_signed())),
        ];
        self.words().say_with("number-day", &args)
    }

    /// A month with its year: "Jan 2022", "2022 年 1 月".
    #[must_use]
    pub fn month(self, month: Month) -> String {
        let args = [("year", text(month.year())), ("month", self.month_short(month.month_of_year()).into())];
        self.words().say_with("number-month", &args)
    }

    /// A month of the year, 1..=12: "Jan", "1 月".
    #[must_use]
    pub fn month_short(self, month_of_year: u32) -> String {
        let idx = usize::try_from(month_of_year).unwrap_or(0).wrapping_sub(1);
        MONTHS.get(idx).map_or_else(|| self.none(), |key| self.words().say(key))
    }

    /// A year: "2024".
    #[must_use]
    pub fn year(self, year: i32) -> String {
        year.to_string()
    }

    /// First to last day, as short as it can be said: "2024", "Jan 2022 – Dec 2024",
    /// "5 Jan 2024 – 31 Dec 2024".
    #[must_use]
    pub fn day_range(self, range: DayRange) -> String {
        let (first, last) = (range.first.month(), range.last.month());
        if first == last && range == first.range() {
            return self.month(first);
        }
        if range == DayRange::of_year(range.first.year()) {
            return self.year(range.first.year());
        }
        let is_whole_months = range.first == first.first_day() && range.last == last.last_day();
        if range.first == range.last {
            self.day(range.first)
        } else if is_whole_months {
            self.range(self.month(first), self.month(last))
        } else {
            self.range(self.day(range.first), self.day(range.last))
        }
    }

    /// First to last month of a stretch, for a heading: "Jan 2022 – Dec 2024".
    #[must_use]
    pub fn month_span(self, range: DayRange) -> String {
        let (first, last) = (range.first.month(), range.last.month());
        if first == last { self.month(first) } else { self.range(self.month(first), self.month(last)) }
    }

    /// From one text to another: "Jan – Mar".
    #[must_use]
    pub fn range(self, from: String, to: String) -> String {
        self.words().say_with("number-range", &[("from", from.into()), ("to", to.into())])
    }
}

fn text(number: i32) -> Arg {
    number.to_string().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Locale;

    #[test]
    fn days_and_months_read_as_the_language_writes_them() {
        let (en, hant) = (Format::new(Locale::En, None), Format::new(Locale::ZhHant, None));
        let day = Month::new(2024, 12).last_day();
        assert_eq!(en.day(day), "31 Dec 2024");
        assert_eq!(hant.day(day), "2024 年 12 月 31 日");
        assert_eq!(en.month(Month::new(2022, 1)), "Jan 2022");
        assert_eq!(hant.month(Month::new(2022, 1)), "2022 年 1 月");
        assert_eq!(hant.month_short(7), "7 月");
        assert_eq!(en.month_short(13), "–");
    }

    #[test]
    fn ranges_are_as_short_as_they_can_be_said() {
        let en = Format::new(Locale::En, None);
        let span = |first: Month, last: Month| DayRange { first: first.first_day(), last: last.last_day() };
        assert_eq!(en.day_range(DayRange::of_year(2024)), "2024");
        assert_eq!(en.day_range(Month::new(2024, 2).range()), "Feb 2024");
        assert_eq!(en.day_range(span(Month::new(2022, 1), Month::new(2024, 12))), "Jan 2022 – Dec 2024");
        let days =
            DayRange { first: Month::new(2024, 1).first_day().plus(4), last: Month::new(2024, 3).last_day() };
        assert_eq!(en.day_range(days), "5 Jan 2024 – 31 Mar 2024");
        assert_eq!(en.month_span(days), "Jan 2024 – Mar 2024");
    }
}
