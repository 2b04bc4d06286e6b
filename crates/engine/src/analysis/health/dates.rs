//! Days on which too much happens: data that was moved from another system, and dates nobody entered.

use super::{MAX_EXAMPLES, share};
use crate::data::{Dataset, Day, DayRange};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Share of a month's lines from which one day is a spike.
const SPIKE: f64 = 0.5;
/// Lines of a month, and days of it in the data, for its days to be compared.
const MIN_LINES: u64 = 30;
const MIN_DAYS: i32 = 7;
/// How many times as often as other days a default date has to come.
const FIRST_OF_MONTH_FACTOR: f64 = 3.0;
const NEW_YEAR_FACTOR: f64 = 5.0;
/// Fewest dates on such a day, so that it is more than chance.
const MIN_HEAP: u64 = 30;

/// A day with more than half of a month's lines.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct DateSpike {
    /// The day.
    pub day: Day,
    /// Its lines.
    pub n_lines: u64,
    /// Their share of the month's lines.
    pub share: f64,
}

/// What a date that comes too often looks like, and in which column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum HeapKind {
    /// Orders on the first of a month, January left out.
    OrdersOnFirst,
    /// Orders on the first of January.
    OrdersOnNewYear,
    /// Sign-ups on the first of a month, January left out.
    SignupsOnFirst,
    /// Sign-ups on the first of January.
    SignupsOnNewYear,
}

/// A date that comes too often to have been entered.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct DateHeap {
    /// Which.
    pub kind: HeapKind,
    /// Dates.
    pub n_dates: u64,
    /// Their share of all dates of the column.
    pub share: f64,
    /// The share of such days among all days covered.
    pub expected_share: f64,
}

/// Days on which too much happens.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Heaps {
    /// Days with more than half of a month's lines.
    pub n_spikes: u64,
    /// The largest of them.
    pub spikes: Vec<DateSpike>,
    /// Whether most months have such a day: whoever bills once a month has no spikes.
    pub is_billed_monthly: bool,
    /// Dates that come too often.
    pub heaps: Vec<DateHeap>,
}

/// Looks for such days.
pub(super) fn heaps(dataset: &Dataset) -> Heaps {
    let mut by_day: BTreeMap<Day, u64> = BTreeMap::new();
    let mut last: Option<(Day, u64)> = None;
    // Lines of a customer follow each other by day, so runs of one day are counted before they are looked up.
    for &day in dataset.days() {
        match &mut last {
            Some((known, n)) if *known == day => *n += 1,
            _ => {
                if let Some((known, n)) = last.replace((day, 1)) {
                    *by_day.entry(known).or_default() += n;
                }
            }
        }
    }
    if let Some((known, n)) = last {
        *by_day.entry(known).or_default() += n;
    }
    let (mut spikes, n_months) = spikes(dataset.observed(), &by_day);
    spikes.sort_by(|a, b| b.n_lines.cmp(&a.n_lines).then(a.day.cmp(&b.day)));
    let n_spikes = spikes.len() as u64;
    spikes.truncate(MAX_EXAMPLES);

    let mut orders: BTreeMap<Day, u64> = BTreeMap::new();
    for &day in dataset.order_days() {
        *orders.entry(day).or_default() += 1;
    }
    let mut signups: BTreeMap<Day, u64> = BTreeMap::new();
    for &day in dataset.customers().signup.iter().flatten().flatten() {
        *signups.entry(day).or_default() += 1;
    }
    let heaps = [
        heap(HeapKind::OrdersOnNewYear, &orders),
        heap(HeapKind::OrdersOnFirst, &orders),
        heap(HeapKind::SignupsOnNewYear, &signups),
        heap(HeapKind::SignupsOnFirst, &signups),
    ]
    .into_iter()
    .flatten()
    .collect();
    Heaps { n_spikes, spikes, is_billed_monthly: n_months > 1 && 2 * n_spikes > n_months, heaps }
}

/// The spikes, and the number of months in which one could be.
fn spikes(observed: DayRange, by_day: &BTreeMap<Day, u64>) -> (Vec<DateSpike>, u64) {
    let mut spikes = Vec::new();
    let mut n_months = 0;
    let (first, last) = (observed.first.month(), observed.last.month());
    for month in (first.0..=last.0).map(crate::data::Month) {
        let range = month.range();
        let n_days = range.last.min(observed.last).since(range.first.max(observed.first)) + 1;
        let days = by_day.range(range.first..=range.last);
        let n_lines: u64 = days.clone().map(|(_, n)| n).sum();
        if n_lines < MIN_LINES || n_days < MIN_DAYS {
            continue;
        }
        n_months += 1;
        let top = days.max_by_key(|&(day, n)| (n, std::cmp::Reverse(day)));
        if let Some((&day, &n)) = top
            && n as f64 > SPIKE * n_lines as f64
        {
            spikes.push(DateSpike { day, n_lines: n, share: n as f64 / n_lines as f64 });
        }
    }
    (spikes, n_months)
}

fn heap(kind: HeapKind, dates: &BTreeMap<Day, u64>) -> Option<DateHeap> {
    let is_new_year = matches!(kind, HeapKind::OrdersOnNewYear | HeapKind::SignupsOnNewYear);
    let is_default = |day: Day| {
        let (_, month, day) = day.civil();
        day == 1 && (month == 1) == is_new_year
    };
    let (&first, _) = dates.first_key_value()?;
    let (&last, _) = dates.last_key_value()?;
    let n_days = last.since(first) + 1;
    let n_default_days = (first.0..=last.0).filter(|&day| is_default(Day(day))).count();
    let expected_share = n_default_days as f64 / f64::from(n_days);
    let n_all: u64 = dates.values().sum();
    let n_dates: u64 = dates.iter().filter(|(day, _)| is_default(**day)).map(|(_, n)| n).sum();
    let found = share(n_dates as f64, n_all as f64);
    let factor = if is_new_year { NEW_YEAR_FACTOR } else { FIRST_OF_MONTH_FACTOR };
    // Dates of a single day, or of a few, say nothing on which of them are defaults.
    let is_heap = n_dates >= MIN_HEAP && n_days > 60 && found > factor * expected_share;
    is_heap.then_some(DateHeap { kind, n_dates, share: found, expected_share })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{Line, dataset, day, line};

    /// Three orders a day for half a year, and further ones on a day.
    fn shop(n_more: usize, more: &str) -> Vec<Line> {
        let mut lines: Vec<Line> = (day("2023-10-01").0..=day("2024-03-31").0)
            .flat_map(|at| (0..3).map(move |n| line(&format!("c{n}"), &Day(at).to_string(), 1)))
            .collect();
        lines.extend((0..n_more).map(|n| line(&format!("d{n}"), more, 1)));
        lines
    }

    #[test]
    fn a_day_with_most_of_its_month_is_a_spike() {
        assert_eq!(heaps(&dataset(&shop(80, "2024-02-12"), &[])).n_spikes, 0);
        let heaps = heaps(&dataset(&shop(100, "2024-02-12"), &[]));
        assert_eq!(
            (heaps.n_spikes, heaps.spikes[0].day, heaps.spikes[0].n_lines),
            (1, day("2024-02-12"), 103)
        );
        assert_eq!(heaps.spikes[0].share, 103.0 / 187.0);
        assert!(!heaps.is_billed_monthly && heaps.heaps.is_empty());
    }

    #[test]
    fn whoever_bills_once_a_month_has_no_spikes() {
        let lines: Vec<Line> = (1..=12)
            .flat_map(|month| (0..40).map(move |n| line(&format!("c{n}"), &format!("2023-{month:02}-15"), 1)))
            .collect();
        assert!(heaps(&dataset(&lines, &[])).is_billed_monthly);
    }

    #[test]
    fn default_dates_pile_up() {
        let found = heaps(&dataset(&shop(40, "2024-01-01"), &[])).heaps;
        assert_eq!(found.iter().map(|heap| heap.kind).collect::<Vec<_>>(), [HeapKind::OrdersOnNewYear]);
        assert_eq!((found[0].n_dates, found[0].expected_share), (43, 1.0 / 183.0));
        let ids: Vec<String> = (0..100).map(|n| format!("c{n}")).collect();
        let signups: Vec<(&str, String)> = ids
            .iter()
            .enumerate()
            .map(|(n, id)| {
                (
                    id.as_str(),
                    if n < 40 { "2022-01-01".to_owned() } else { format!("2022-0{}-1{}", 1 + n % 9, n % 7) },
                )
            })
            .collect();
        let signups: Vec<(&str, &str)> = signups.iter().map(|(id, day)| (*id, day.as_str())).collect();
        let found = heaps(&dataset(&shop(0, ""), &signups)).heaps;
        let kinds: Vec<HeapKind> = found.iter().map(|heap| heap.kind).collect();
        assert_eq!(kinds, [HeapKind::SignupsOnNewYear]);
    }
}
