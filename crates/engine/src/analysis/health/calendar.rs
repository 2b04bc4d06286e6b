//! Days and months that are missing, judged against the rhythm of the shop.
//!
//! In:   the day of every order.
//! Out:  gaps, incomplete months at both ends, and months that fall far below their neighbors.
//!
//! A shop that is closed on Sundays has no gap every week, and one that sells twice a week has no gap between
//! its sales. So a run of days without an order is a gap only if the usual rhythm makes it next to impossible:
//! with orders arriving independently of each other (a Poisson process), a run without any has the probability
//! exp(-sum of the orders expected on its days), and a gap is where that is below [`MAX_PROBABILITY`].
//!
//! The orders expected on a weekday are the median over the same weekday in the [`WEEKS`] weeks before the run
//! and as many after it: thirteen weeks around a run of a week, of which the run itself is left out, since it
//! is what is judged. Where the median is zero, as in a shop that sells less than every other week on that
//! day, it is their mean, which is zero only where the shop is closed.

use crate::data::{Dataset, Day, DayRange, Month};
use crate::stats::quantile::median;
use serde::{Deserialize, Serialize};

/// A run of days without an order is a gap when its probability is below this.
const MAX_PROBABILITY: f64 = 1e-6;
/// Weeks before a run and after it that say what is usual.
const WEEKS: i32 = 6;
/// Gaps that are listed.
const MAX_GAPS: usize = 10;
/// A month falls out when it has less than this share of the median of its neighbors.
const DIP: f64 = 1.0 / 3.0;
/// Months on each side that a month is compared with.
const NEIGHBORS: i32 = 3;
/// Orders a month usually has for a dip to be more than chance: a Poisson number with mean 30 is below 10 once
/// in 200,000 months.
const MIN_USUAL: f64 = 30.0;

/// A run of days without an order that should have had some.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Gap {
    /// First and last day of it on which the shop would have sold.
    pub days: DayRange,
    /// Days in between on which the shop would have sold, both ends included.
    pub n_open_days: u32,
    /// Orders expected on them.
    pub expected_orders: f64,
}

/// A month with far fewer orders than its neighbors.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct MonthDip {
    /// The month.
    pub month: Month,
    /// Its orders.
    pub n_orders: u64,
    /// Median of up to three months before and three after it.
    pub usual: f64,
}

/// A first or last month of which days are missing.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PartialMonth {
    /// The month.
    pub month: Month,
    /// The days that are missing.
    pub missing: DayRange,
    /// Orders expected on them.
    pub expected_orders: f64,
}

/// What the calendar of the orders looks like.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct CalendarHealth {
    /// First to last day.
    pub observed: DayRange,
    /// Days with an order.
    pub n_days_with_orders: u64,
    /// Weekdays, Monday first, on which nothing is ever sold; all false in less than eight weeks.
    pub closed_weekdays: [bool; 7],
    /// Gaps.
    pub n_gaps: u64,
    /// The longest of them, by days on which the shop would have sold.
    pub gaps: Vec<Gap>,
    /// The first and the last month, where days of them are missing.
    pub partial_months: Vec<PartialMonth>,
    /// Months that fall far below their neighbors, in order of time.
    pub dips: Vec<MonthDip>,
}

/// Looks for what is missing.
pub(super) fn calendar(dataset: &Dataset) -> CalendarHealth {
    let rhythm = Rhythm::new(dataset);
    let mut gaps: Vec<Gap> = rhythm.silent_runs().filter_map(|run| rhythm.gap(run)).collect();
    gaps.sort_by(|a, b| b.n_open_days.cmp(&a.n_open_days).then(a.days.first.cmp(&b.days.first)));
    let n_gaps = gaps.len() as u64;
    gaps.truncate(MAX_GAPS);
    let partial_months: Vec<PartialMonth> = rhythm.partial_months();
    let whole = rhythm.whole_months(&partial_months);
    CalendarHealth {
        observed: rhythm.observed,
        n_days_with_orders: rhythm.counts.iter().filter(|&&n| n > 0).count() as u64,
        closed_weekdays: rhythm.closed_weekdays(),
        n_gaps,
        gaps,
        dips: dips(&whole),
        partial_months,
    }
}

/// Orders by day.
struct Rhythm {
    observed: DayRange,
    counts: Vec<i64>,
}

impl Rhythm {
    fn new(dataset: &Dataset) -> Self {
        let observed = dataset.observed();
        let mut counts = vec![0_i64; usize::try_from(observed.n_days()).unwrap_or(0)];
        let place = |day: Day| usize::try_from(day.since(observed.first)).unwrap_or(usize::MAX);
        for &day in dataset.order_days() {
            if let Some(count) = counts.get_mut(place(day)) {
                *count += 1;
            }
        }
        // A day with lines of orders that began earlier is no silent day.
        for &day in dataset.days() {
            if let Some(count) = counts.get_mut(place(day)) {
                *count = (*count).max(1);
            }
        }
        Self { observed, counts }
    }

    fn count(&self, day: Day) -> Option<i64> {
        self.counts.get(usize::try_from(day.since(self.observed.first)).ok()?).copied()
    }

    /// Longest runs of days without an order.
    fn silent_runs(&self) -> impl Iterator<Item = DayRange> {
        let mut next = 0;
        std::iter::from_fn(move || {
            let start = next + self.counts.get(next..)?.iter().position(|&n| n == 0)?;
            let n = self.counts[start..].iter().take_while(|&&n| n == 0).count();
            next = start + n;
            let day = |idx: usize| self.observed.first.plus(i32::try_from(idx).unwrap_or(i32::MAX));
            Some(DayRange { first: day(start), last: day(start + n - 1) })
        })
    }

    /// Orders expected on each weekday, Monday first, by the weeks around `run`.
    fn expected(&self, run: DayRange) -> [f64; 7] {
        let mut expected = [0.0; 7];
        for offset in 1..=7 {
            let before = run.first.plus(-offset);
            let mut usual: Vec<i64> =
                (0..WEEKS).filter_map(|week| self.count(before.plus(-7 * week))).collect();
            // The first day of the same weekday behind the run.
            let weekday = before.weekday();
            let ahead = (weekday + 7 - run.last.plus(1).weekday()) % 7;
            let after = run.last.plus(1 + ahead.cast_signed());
            usual.extend((0..WEEKS).filter_map(|week| self.count(after.plus(7 * week))));
            let sum: i64 = usual.iter().sum();
            let n = usual.len();
            expected[weekday as usize] = match median(&mut usual) {
                Some(middle) if middle > 0.0 => middle,
                Some(_) => sum as f64 / n as f64,
                None => 0.0,
            };
        }
        expected
    }

    /// The gap in a run of days without an order, `None` where the rhythm allows for it.
    fn gap(&self, run: DayRange) -> Option<Gap> {
        let expected = self.expected(run);
        let days = || (run.first.0..=run.last.0).map(Day);
        let on = |day: Day| expected[day.weekday() as usize];
        let sum: f64 = days().map(on).sum();
        if (-sum).exp() >= MAX_PROBABILITY {
            return None;
        }
        let mut open = days().filter(|&day| on(day) > 0.0);
        let first = open.next()?;
        let last = days().rev().find(|&day| on(day) > 0.0)?;
        Some(Gap {
            days: DayRange { first, last },
            n_open_days: 1 + u32::try_from(open.count()).unwrap_or(u32::MAX),
            expected_orders: sum,
        })
    }

    /// The first and the last month, where it is next to impossible that their missing days had no order.
    fn partial_months(&self) -> Vec<PartialMonth> {
        let (first, last) = (self.observed.first, self.observed.last);
        let before = (first.month().first_day(), first.plus(-1));
        let after = (last.plus(1), last.month().last_day());
        [before, after]
            .into_iter()
            .filter(|(from, to)| from <= to)
            .map(|(from, to)| DayRange { first: from, last: to })
            .filter_map(|missing| {
                let gap = self.gap(missing)?;
                let month = missing.first.month();
                Some(PartialMonth { month, missing, expected_orders: gap.expected_orders })
            })
            .collect()
    }

    /// The orders of each month that is not known to lack days.
    fn whole_months(&self, partial: &[PartialMonth]) -> Vec<(Month, u64)> {
        let (first, last) = (self.observed.first.month(), self.observed.last.month());
        let mut months: Vec<(Month, u64)> = (first.0..=last.0).map(|month| (Month(month), 0)).collect();
        for (idx, &n) in self.counts.iter().enumerate() {
            let month = self.observed.first.plus(i32::try_from(idx).unwrap_or(i32::MAX)).month();
            months[usize::try_from(month.since(first)).unwrap_or(0)].1 += n.unsigned_abs();
        }
        months.retain(|(month, _)| !partial.iter().any(|partial| partial.month == *month));
        months
    }

    fn closed_weekdays(&self) -> [bool; 7] {
        const MIN_DAYS: usize = 56;
        let mut closed = [self.counts.len() >= MIN_DAYS; 7];
        for (idx, &n) in self.counts.iter().enumerate() {
            let day = self.observed.first.plus(i32::try_from(idx).unwrap_or(i32::MAX));
            closed[day.weekday() as usize] &= n == 0;
        }
        closed
    }
}

/// Months with less than a third of the median of their neighbors, where these have enough orders to tell.
fn dips(months: &[(Month, u64)]) -> Vec<MonthDip> {
    months
        .iter()
        .enumerate()
        .filter_map(|(idx, &(month, n_orders))| {
            let n = NEIGHBORS.unsigned_abs() as usize;
            let around = idx.saturating_sub(n)..(idx + n + 1).min(months.len());
            let mut neighbors: Vec<i64> = months[around]
                .iter()
                .filter(|(other, _)| *other != month && other.since(month).abs() <= NEIGHBORS)
                .map(|&(_, n)| n.cast_signed())
                .collect();
            let usual = median(&mut neighbors).filter(|&usual| usual >= MIN_USUAL)?;
            ((n_orders as f64) < DIP * usual).then_some(MonthDip { month, n_orders, usual })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{Line, dataset, day, line};

    /// `n` orders on every day of a year for which `is_open` says so.
    fn shop(n: usize, is_open: impl Fn(Day) -> bool) -> CalendarHealth {
        let days = (day("2023-01-01").0..=day("2023-12-31").0).map(Day).filter(|&day| is_open(day));
        let lines: Vec<Line> = days
            .flat_map(|day| (0..n).map(move |customer| line(&format!("c{customer}"), &day.to_string(), 1)))
            .collect();
        calendar(&dataset(&lines, &[]))
    }

    #[test]
    fn a_shop_closed_on_sundays_has_no_gaps() {
        let report = shop(9, |day| day.weekday() != 6);
        assert_eq!((report.n_gaps, report.dips.len(), report.partial_months.len()), (0, 0, 0));
        assert_eq!(report.closed_weekdays, [false, false, false, false, false, false, true]);
    }

    #[test]
    fn a_week_without_orders_is_a_gap_from_its_first_to_its_last_open_day() {
        // Monday 3 July to Saturday 8 July 2023, and the Sundays around it.
        let is_gap = |day: Day| (july(3)..=july(8)).contains(&day);
        let report = shop(5, |day| day.weekday() != 6 && !is_gap(day));
        assert_eq!(report.gaps.len(), 1);
        let gap = report.gaps[0];
        assert_eq!((gap.days.first, gap.days.last, gap.n_open_days), (july(3), july(8), 6));
        assert!((gap.expected_orders - 30.0).abs() < 1e-9);
    }

    fn july(day: u32) -> Day {
        Day::try_from_civil(2023, 7, day).unwrap()
    }

    #[test]
    fn rare_sales_make_no_gaps_and_two_lost_days_of_a_busy_shop_do() {
        assert_eq!(shop(1, |day| day.0 % 4 == 0).n_gaps, 0);
        let report = shop(8, |day| day != july(4) && day != july(5));
        assert_eq!((report.n_gaps, report.gaps[0].n_open_days), (1, 2));
        // One lost day of eight orders is likely enough not to be said: exp(-8) is 3 in 10,000.
        assert_eq!(shop(8, |day| day != july(4)).n_gaps, 0);
    }

    #[test]
    fn half_a_year_without_orders_is_one_gap() {
        let report = shop(3, |day| day < july(1) || day.month() == Month::new(2023, 12));
        assert_eq!(report.n_gaps, 1);
        assert_eq!((report.gaps[0].days.first, report.gaps[0].n_open_days), (july(1), 153));
        // The months in it are not compared with each other.
        assert_eq!(report.dips.first().map(|dip| dip.month), Some(Month::new(2023, 7)));
    }

    #[test]
    fn months_that_begin_late_or_end_early_are_incomplete() {
        let days = day("2023-03-20")..=day("2023-11-09");
        let report = shop(2, |day| days.contains(&day));
        let months: Vec<(String, DayRange)> =
            report.partial_months.iter().map(|month| (month.month.to_string(), month.missing)).collect();
        assert_eq!(
            months,
            [
                ("2023-03".to_owned(), DayRange { first: day("2023-03-01"), last: day("2023-03-19") }),
                ("2023-11".to_owned(), DayRange { first: day("2023-11-10"), last: day("2023-11-30") }),
            ]
        );
        assert!(report.dips.is_empty());
        // Two days before the first order say nothing.
        assert!(shop(2, |day| day >= july(3)).partial_months.is_empty());
    }

    #[test]
    fn a_month_far_below_its_neighbors_is_told() {
        let report = shop(4, |day| day.month() != Month::new(2023, 5) || day.0 % 5 == 0);
        assert_eq!(report.dips.len(), 1);
        assert_eq!((report.dips[0].month, report.dips[0].n_orders), (Month::new(2023, 5), 24));
        assert_eq!(report.dips[0].usual, 122.0);
    }
}
