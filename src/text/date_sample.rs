//! One date of a file, read as the whole column was: the example beside the choice of readings.
//!
//! Only what the form alone decides is read, and only dates with full years; anything else has no example.

use clientele_engine::data::{Day, DayRange};
use clientele_engine::import::DateForm;

/// Years between the calendar of the Republic of China and Anno Domini.
const MINGUO_YEARS: i32 = 1911;

/// The day a cell says under a form; `None` where that takes more than the form, or lies outside `days`,
/// the days of the accepted rows.
#[must_use]
pub fn day_of(cell: &str, form: DateForm, days: DayRange) -> Option<Day> {
    let numbers: Vec<&str> =
        cell.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).take(3).collect();
    let day = match (form, numbers.as_slice()) {
        (DateForm::YearFirst, [whole, ..]) if whole.len() == 8 => {
            civil(whole.get(..4)?, whole.get(4..6)?, whole.get(6..)?, 0)
        }
        (DateForm::YearFirst, [year, month, day]) if year.len() == 4 => civil(year, month, day, 0),
        (DateForm::Minguo, [year, month, day]) if year.len() < 4 => civil(year, month, day, MINGUO_YEARS),
        (DateForm::DayFirst, [day, month, year]) if year.len() == 4 => civil(year, month, day, 0),
        (DateForm::MonthFirst, [month, day, year]) if year.len() == 4 => civil(year, month, day, 0),
        _ => None,
    };
    day.filter(|&day| days.contains(day))
}

fn civil(year: &str, month: &str, day: &str, years: i32) -> Option<Day> {
    Day::try_from_civil(year.parse::<i32>().ok()?.checked_add(years)?, month.parse().ok()?, day.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cell: &str, form: DateForm, expected: Option<(i32, u32, u32)>) {
        let days = DayRange::of_year(2024);
        let expected = expected.and_then(|(year, month, day)| Day::try_from_civil(year, month, day));
        assert_eq!(day_of(cell, form, days), expected, "{cell:?} as {form:?}");
    }

    #[test]
    fn a_date_is_read_as_its_column_was() {
        check("2024-12-31 23:59:59", DateForm::YearFirst, Some((2024, 12, 31)));
        check("20241231", DateForm::YearFirst, Some((2024, 12, 31)));
        check("3/4/2024", DateForm::DayFirst, Some((2024, 4, 3)));
        check("3/4/2024", DateForm::MonthFirst, Some((2024, 3, 4)));
        check("民國113年7月2日", DateForm::Minguo, Some((2024, 7, 2)));
    }

    #[test]
    fn doubtful_dates_make_no_example() {
        check("3/4/24", DateForm::DayFirst, None);
        check("31/02/2024", DateForm::DayFirst, None);
        check("2023-12-31", DateForm::YearFirst, None);
        check("45381", DateForm::Serial, None);
        check("", DateForm::YearFirst, None);
    }
}
