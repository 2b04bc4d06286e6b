//! From a day to the stretch of time it lies in, by one look into a table.
//!
//! Most orders have all their lines on one day. Walking lines in [`day_runs`] looks the day up once per
//! order, and passes over orders outside of every stretch without touching their lines.

use crate::data::{Dataset, Day, DayRange};
use std::ops::Range;

/// Which of a few ranges each day lies in.
pub(super) struct DayTable {
    first: Day,
    /// Index of the range of each day from `first`, [`DayTable::NONE`] for days between ranges.
    ranges: Vec<u32>,
}

impl DayTable {
    const NONE: u32 = u32::MAX;

    /// A table of `ranges`, which must not overlap.
    pub(super) fn new(ranges: &[DayRange]) -> Self {
        let first = ranges.iter().map(|range| range.first).min().unwrap_or_default();
        let last = ranges.iter().map(|range| range.last).max().unwrap_or_default();
        let mut table = Self { first, ranges: vec![Self::NONE; place(first, last).map_or(0, |n| n + 1)] };
        for (idx, range) in ranges.iter().enumerate() {
            if let (Some(from), Some(to)) = (place(first, range.first), place(first, range.last)) {
                table.ranges[from..=to].fill(u32::try_from(idx).unwrap_or(Self::NONE));
            }
        }
        table
    }

    /// Index of the range that `day` lies in.
    pub(super) fn get(&self, day: Day) -> Option<usize> {
        let idx = *self.ranges.get(place(self.first, day)?)?;
        (idx != Self::NONE).then_some(idx as usize)
    }
}

/// The lines of an order, as runs of lines of the same day; days ascend.
pub(super) fn day_runs(dataset: &Dataset, order: usize) -> impl Iterator<Item = (Day, Range<usize>)> {
    let days = dataset.days();
    let mut rest = dataset.lines_of(order);
    std::iter::from_fn(move || {
        let start = rest.start;
        let day = *days[rest.clone()].first()?;
        // Lines of an order are sorted by day, so that equal ends mean one day.
        let end = if days[rest.end - 1] == day {
            rest.end
        } else {
            start + days[rest.clone()].partition_point(|&other| other <= day)
        };
        rest.start = end;
        Some((day, start..end))
    })
}

fn place(first: Day, day: Day) -> Option<usize> {
    usize::try_from(i64::from(day.0) - i64::from(first.0)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{Line, dataset, line};

    #[test]
    fn days_outside_every_range_have_no_index() {
        let table = DayTable::new(&[
            DayRange { first: Day(10), last: Day(12) },
            DayRange { first: Day(15), last: Day(15) },
        ]);
        let found: Vec<Option<usize>> = (9..=16).map(|day| table.get(Day(day))).collect();
        assert_eq!(found, [None, Some(0), Some(0), Some(0), None, None, Some(1), None]);
        assert_eq!(table.get(Day(i32::MAX)), None);
        assert_eq!(DayTable::new(&[]).get(Day(5)), None);
    }

    #[test]
    fn lines_of_an_order_fall_into_runs_of_one_day() {
        let on = |day: &str| Line { order: "1".to_owned(), ..line("A", day, 1) };
        let lines = ["2024-01-02", "2024-01-01", "2024-01-02", "2024-01-05"].map(on);
        let dataset = dataset(&lines, &[]);
        let runs: Vec<(String, Range<usize>)> =
            day_runs(&dataset, 0).map(|(day, lines)| (day.to_string(), lines)).collect();
        let expected = [("2024-01-01", 0..1), ("2024-01-02", 1..3), ("2024-01-05", 3..4)];
        assert_eq!(runs, expected.map(|(day, lines)| (day.to_owned(), lines)));
    }
}
