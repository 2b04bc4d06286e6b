//! From a wish for a period to its days, the days it is compared with, and bars of equal grain.

use super::{Grain, Period};
use crate::data::{Day, DayRange, Month};

/// The days of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResolvedPeriod {
    /// The period, up to the as-of day.
    pub days: DayRange,
    /// The period it is compared with: as many months before, up to the same day. `None` when the data
    /// begins after its first month.
    pub compare: Option<DayRange>,
}

/// The days of `period` for data of `observed` days as of `as_of`.
#[must_use]
pub fn resolve(period: Period, observed: DayRange, as_of: Day) -> ResolvedPeriod {
    let days = match period {
        Period::LatestYear => up_to(DayRange::of_year(as_of.min(observed.last).year()), as_of),
        Period::Year(year) => up_to(DayRange::of_year(year), as_of),
        Period::Last12Months => DayRange::new(year_before(as_of).plus(1), as_of),
        Period::All => return ResolvedPeriod { days: DayRange::new(observed.first, as_of), compare: None },
    };
    let before = match period {
        // The day before the period, so that no day is left out or taken twice around a leap day.
        Period::Last12Months => {
            let last = days.first.plus(-1);
            DayRange::new(year_before(last).plus(1), last)
        }
        _ => year_earlier(days),
    };
    // A shop that opens on the 3rd of January has a whole first year all the same.
    let is_covered = observed.first.month() <= before.first.month();
    ResolvedPeriod { days, compare: is_covered.then_some(before) }
}

/// The part of `range` that is not after `as_of`; all of it when that is empty.
fn up_to(range: DayRange, as_of: Day) -> DayRange {
    if range.first <= as_of { DayRange { last: range.last.min(as_of), ..range } } else { range }
}

/// The same day of the year before; 28 February for 29 February.
fn year_before(day: Day) -> Day {
    let (year, month, day_of_month) = day.civil();
    let last = Month::new(year - 1, month).last_day();
    Month::new(year - 1, month).first_day().plus(day_of_month.cast_signed() - 1).min(last)
}

/// The same stretch of the year before; a range that ends with its month still does.
pub(super) fn year_earlier(days: DayRange) -> DayRange {
    let month = days.last.month();
    let last =
        if days.last == month.last_day() { month.plus(-12).last_day() } else { year_before(days.last) };
    DayRange::new(year_before(days.first), last)
}

/// Earlier and later half of a period: of as many whole months where that works out, else of as many days.
pub(super) fn halves(days: DayRange) -> (DayRange, DayRange) {
    let (from, to) = (days.first.month(), days.last.month());
    let n_months = to.since(from) + 1;
    let is_whole_months = days.first == from.first_day() && days.last == to.last_day();
    if is_whole_months && n_months % 2 == 0 {
        let middle = from.plus(n_months / 2).first_day();
        return (
            DayRange { first: days.first, last: middle.plus(-1) },
            DayRange { first: middle, last: days.last },
        );
    }
    let n_half = (days.n_days() / 2).max(1);
    let later = DayRange { first: days.last.plus(1 - n_half), last: days.last };
    (DayRange { first: later.first.plus(-n_half), last: later.first.plus(-1) }, later)
}

/// Calendar periods of a grain that touch `days`, oldest first.
pub(super) fn buckets(grain: Grain, days: DayRange) -> Vec<DayRange> {
    let n_months = match grain {
        Grain::Month => 1,
        Grain::Quarter => 3,
        Grain::Year => 12,
    };
    let idx = |day: Day| day.month().0.div_euclid(n_months);
    (idx(days.first)..=idx(days.last))
        .map(|idx| {
            let first = Month(idx * n_months);
            DayRange { first: first.first_day(), last: first.plus(n_months - 1).last_day() }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> Day {
        Day::try_from_civil(year, month, day).unwrap()
    }

    fn range(first: Day, last: Day) -> DayRange {
        DayRange { first, last }
    }

    #[test]
    fn a_whole_year_is_compared_with_the_whole_year_before() {
        let observed = range(day(2022, 1, 3), day(2024, 12, 31));
        let latest = resolve(Period::LatestYear, observed, observed.last);
        assert_eq!(latest.days, DayRange::of_year(2024));
        assert_eq!(latest.compare, Some(DayRange::of_year(2023)));
        assert_eq!(
            resolve(Period::Year(2023), observed, observed.last).compare,
            Some(DayRange::of_year(2022))
        );
        assert_eq!(resolve(Period::Year(2022), observed, observed.last).compare, None);
        assert_eq!(resolve(Period::Last12Months, observed, observed.last), latest);
    }

    #[test]
    fn a_year_that_is_not_over_is_compared_up_to_the_same_day() {
        let observed = range(day(1996, 5, 1), day(1998, 6, 30));
        let latest = resolve(Period::LatestYear, observed, observed.last);
        assert_eq!(latest.days, range(day(1998, 1, 1), day(1998, 6, 30)));
        assert_eq!(latest.compare, Some(range(day(1997, 1, 1), day(1997, 6, 30))));
        let leap = resolve(Period::LatestYear, observed, day(1996, 2, 29));
        assert_eq!((leap.days.last, leap.compare), (day(1996, 2, 29), None));
    }

    #[test]
    fn halves_are_months_where_they_can_be() {
        assert_eq!(
            halves(DayRange::of_year(2024)),
            (range(day(2024, 1, 1), day(2024, 6, 30)), range(day(2024, 7, 1), day(2024, 12, 31)))
        );
        let (early, late) = halves(range(day(2024, 1, 1), day(2024, 1, 7)));
        assert_eq!((early.n_days(), late.n_days()), (3, 3));
        assert_eq!(late.last, day(2024, 1, 7));
        let (early, late) = halves(range(day(2024, 1, 1), day(2024, 1, 1)));
        assert_eq!((early.n_days(), late.n_days()), (1, 1));
    }

    #[test]
    fn buckets_are_whole_calendar_periods() {
        let days = range(day(2023, 11, 16), day(2024, 4, 2));
        assert_eq!(buckets(Grain::Month, days).len(), 6);
        let quarters = buckets(Grain::Quarter, days);
        assert_eq!(quarters.len(), 3);
        assert_eq!(quarters[0], range(day(2023, 10, 1), day(2023, 12, 31)));
        assert_eq!(buckets(Grain::Year, days), [DayRange::of_year(2023), DayRange::of_year(2024)]);
    }
}
