//! The last two years before a day, and what customers did in them.

use crate::analysis::Profile;
use crate::analysis::day_table::{DayTable, day_runs};
use crate::analysis::selection::Selection;
use crate::data::{Dataset, Day, DayRange};

/// Days that may be missing at the beginning of a year that still counts as covered: shops are closed on holidays.
const SLACK_DAYS: i32 = 15;

/// The twelve months that end on a day, and the twelve before them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Years {
    /// The earlier twelve months.
    pub(crate) before: DayRange,
    /// The twelve months that end on the as-of day.
    pub(crate) now: DayRange,
    /// Whether the data covers the later ones.
    pub(crate) has_now: bool,
    /// Whether the data covers both.
    pub(crate) has_before: bool,
}

impl Years {
    /// The years that end on `as_of`.
    pub(crate) fn ending(observed: DayRange, as_of: Day) -> Self {
        let turn = year_earlier(as_of);
        let now = DayRange { first: turn.plus(1), last: as_of };
        let before = DayRange { first: year_earlier(turn).plus(1), last: turn };
        let covers = |year: DayRange| observed.first <= year.first.plus(SLACK_DAYS);
        Self { before, now, has_now: covers(now), has_before: covers(before) }
    }
}

/// The same day of the year before; the 28th for the 29th of February.
fn year_earlier(day: Day) -> Day {
    let (year, month, day_of_month) = day.civil();
    Day::try_from_civil(year - 1, month, day_of_month)
        .or_else(|| Day::try_from_civil(year - 1, month, day_of_month - 1))
        .unwrap_or(day.plus(-365))
}

/// What a group of customers did in two years.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct YearTally {
    /// Customers with an order in the earlier year.
    pub(crate) n_before: u64,
    /// Customers with an order in the later year.
    pub(crate) n_now: u64,
    /// Customers with an order in both.
    pub(crate) n_kept: u64,
    /// Customers of the later year who became customers in it.
    pub(crate) n_won: u64,
    /// Revenue of the later year.
    pub(crate) revenue: i128,
    /// Cost of the later year; 0 where there is none.
    pub(crate) cost: i128,
}

impl YearTally {
    /// The tallies of several groups as one.
    pub(crate) fn sum(groups: &[Self]) -> Self {
        groups.iter().fold(Self::default(), |sum, group| Self {
            n_before: sum.n_before + group.n_before,
            n_now: sum.n_now + group.n_now,
            n_kept: sum.n_kept + group.n_kept,
            n_won: sum.n_won + group.n_won,
            revenue: sum.revenue + group.revenue,
            cost: sum.cost + group.cost,
        })
    }
}

/// The tallies of the selected customers by group; `group_of` gives a number below `n_groups`, or nothing for
/// customers to leave out. One pass over their lines.
pub(crate) fn tallies(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    years: &Years,
    n_groups: usize,
    group_of: impl Fn(usize) -> Option<usize>,
) -> Vec<YearTally> {
    let table = DayTable::new(&[years.before, years.now]);
    let mut tallies = vec![YearTally::default(); n_groups];
    for customer in selection.customers.iter() {
        let Some(tally) = group_of(customer).and_then(|group| tallies.get_mut(group)) else { continue };
        let (mut was_active, mut is_active) = (false, false);
        for (day, lines) in dataset.orders_of(customer).flat_map(|order| day_runs(dataset, order)) {
            let Some(year) = table.get(day) else { continue };
            let Some(amount) = selection.sum(dataset.amounts(), lines.clone()) else { continue };
            if year == 0 {
                was_active = true;
                continue;
            }
            is_active = true;
            tally.revenue += amount;
            if let Some(costs) = dataset.costs() {
                tally.cost += selection.sum(costs, lines).unwrap_or(0);
            }
        }
        tally.n_before += u64::from(was_active);
        tally.n_now += u64::from(is_active);
        tally.n_kept += u64::from(was_active && is_active);
        tally.n_won += u64::from(is_active && years.now.contains(profile.facts.birth_day(customer)));
    }
    tallies
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::day;

    #[test]
    fn years_end_on_the_day_and_lie_end_to_end() {
        let observed = DayRange { first: day("2022-01-10"), last: day("2024-12-31") };
        let years = Years::ending(observed, day("2023-12-31"));
        assert_eq!(years.now, DayRange::of_year(2023));
        assert_eq!(years.before, DayRange::of_year(2022));
        assert!(years.has_now && years.has_before);
        let leap = Years::ending(observed, day("2024-02-29"));
        assert_eq!((leap.now.first, leap.before.first), (day("2023-03-01"), day("2022-03-01")));
        assert_eq!(leap.before.last.plus(1), leap.now.first);
        assert!(leap.has_before);
        let early = Years::ending(observed, day("2023-06-30"));
        assert!(early.has_now && !early.has_before);
    }
}
