//! From a day to the stretch of time it lies in, by one look into a table.

use crate::data::{Day, DayRange};

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

fn place(first: Day, day: Day) -> Option<usize> {
    usize::try_from(i64::from(day.0) - i64::from(first.0)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
