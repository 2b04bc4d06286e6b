//! The overview put together.

use super::period::{buckets, halves, resolve, year_earlier};
use super::tally::{Tally, tallies};
use super::{Compared, Grain, Kpis, Mover, OverviewOptions, OverviewReport, PeriodBar, findings};
use crate::analysis::Profile;
use crate::analysis::day_table::{DayTable, day_runs};
use crate::analysis::selection::Selection;
use crate::data::{Dataset, Day, DayRange, Money};
use std::cmp::Reverse;

/// Months of the course of a headline figure at most.
const COURSE_MONTHS: usize = 12;
/// How many times the median a bar's new revenue must be to be called a peak.
const PEAK_RATIO: f64 = 1.5;
/// Fewest bars among which one can be a peak.
const PEAK_MIN_BARS: usize = 4;
/// Gains and losses listed at most.
const MAX_MOVERS: usize = 3;

/// The overview of `selection`. `bars_selection` is the selection without its clause on order days, so
/// that the bars around the chosen days stay.
#[must_use]
pub fn report(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    bars_selection: &Selection,
    options: &OverviewOptions,
) -> OverviewReport {
    let observed = dataset.observed();
    let as_of = profile.facts.as_of;
    let resolved = resolve(options.period, observed, as_of);
    let bars = bars(dataset, profile, bars_selection, options, &resolved);
    let mover_halves = halves(resolved.days);
    OverviewReport {
        years: (observed.first.year()..=observed.last.min(as_of).year()).collect(),
        period: resolved.days,
        compare: resolved.compare,
        kpis: kpis(dataset, profile, selection, resolved.days, resolved.compare),
        peak_bar: peak_bar(&bars),
        bars,
        movers: movers(dataset, selection, mover_halves),
        mover_halves,
        findings: findings::findings(dataset, profile, selection, resolved.days, resolved.compare),
    }
}

fn kpis(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    period: DayRange,
    compare: Option<DayRange>,
) -> Kpis {
    // A year before the period of comparison, for the share that one kept.
    let observed = dataset.observed();
    let earlier = compare.map(year_earlier).filter(|days| observed.first.month() <= days.first.month());
    let ranges: Vec<DayRange> = [earlier, compare, Some(period)].into_iter().flatten().collect();
    let periods = tallies(dataset, profile, selection, &ranges);
    let mut latest_first = periods.iter().rev().copied();
    let now = latest_first.next().unwrap_or_default();
    let (before, earlier) = (latest_first.next(), latest_first.next());

    // The course by month, with the month before it for the share of customers kept.
    let mut months = buckets(Grain::Month, period);
    months.drain(..months.len().saturating_sub(COURSE_MONTHS));
    let previous = months.first().map(|month| month.first.plus(-1).month().range());
    let previous = previous.filter(|month| observed.first <= month.last);
    let has_previous = previous.is_some();
    months.splice(0..0, previous);
    let by_month = tallies(dataset, profile, selection, &months);
    let course = &by_month[usize::from(has_previous)..];

    let plain = |figure: fn(&Tally) -> Option<f64>| Compared {
        value: figure(&now),
        before: before.as_ref().and_then(figure),
        by_month: course.iter().map(|tally| figure(tally).unwrap_or(0.0)).collect(),
    };
    let money = |sum: i128| dataset.major(sum);
    let average_order = |tally: &Tally| ratio(tally.n_orders).map(|n_orders| money(tally.revenue) / n_orders);
    Kpis {
        revenue: Compared {
            value: Some(money(now.revenue)),
            before: before.map(|tally| money(tally.revenue)),
            by_month: course.iter().map(|tally| money(tally.revenue)).collect(),
        },
        active_customers: plain(|tally| Some(tally.n_active as f64)),
        new_customers: plain(|tally| Some(tally.n_new as f64)),
        kept_share: Compared {
            value: before.and_then(|before| kept_share(&before, &now)),
            before: before.and_then(|before| kept_share(&earlier?, &before)),
            by_month: by_month.windows(2).map(|pair| kept_share(&pair[0], &pair[1]).unwrap_or(0.0)).collect(),
        },
        average_order: Compared {
            value: average_order(&now),
            before: before.as_ref().and_then(average_order),
            by_month: course.iter().map(|tally| average_order(tally).unwrap_or(0.0)).collect(),
        },
        orders: plain(|tally| Some(tally.n_orders as f64)),
        repeat_rate: plain(|tally| Some(tally.n_repeat as f64 / ratio(tally.n_active)?)),
    }
}

fn kept_share(before: &Tally, now: &Tally) -> Option<f64> {
    ratio(before.n_active).map(|n_active| now.n_kept as f64 / n_active)
}

/// A count to divide by, unless it is 0.
fn ratio(n: u64) -> Option<f64> {
    (n > 0).then_some(n as f64)
}

fn bars(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    options: &OverviewOptions,
    resolved: &super::ResolvedPeriod,
) -> Vec<PeriodBar> {
    let observed = dataset.observed();
    let covered = DayRange { first: observed.first, last: observed.last.min(profile.facts.as_of) };
    let first = resolved.compare.map_or(resolved.days.first, |compare| compare.first);
    let shown = DayRange { first: first.max(covered.first), last: resolved.days.last };
    if shown.last < shown.first {
        return Vec::new();
    }
    let ranges = buckets(options.grain, shown);
    let tallies = tallies(dataset, profile, selection, &ranges);
    ranges
        .into_iter()
        .zip(tallies)
        .map(|(days, tally)| {
            let middle = Day(days.first.0.midpoint(days.last.0.min(shown.last.0)));
            PeriodBar {
                days,
                new_revenue: dataset.major(tally.new_revenue),
                returning_revenue: dataset.major(tally.revenue - tally.new_revenue),
                n_orders: tally.n_orders,
                n_customers: tally.n_active,
                n_new_customers: tally.n_new_active,
                is_partial: days.first < covered.first || covered.last < days.last,
                is_in_period: resolved.days.contains(middle),
            }
        })
        .collect()
}

fn peak_bar(bars: &[PeriodBar]) -> Option<u32> {
    let mut sorted: Vec<f64> = bars.iter().map(|bar| bar.new_revenue).collect();
    sorted.sort_by(f64::total_cmp);
    let median = f64::midpoint(*sorted.get(sorted.len() / 2)?, *sorted.get((sorted.len() - 1) / 2)?);
    let (idx, peak) = bars.iter().enumerate().max_by(|a, b| a.1.new_revenue.total_cmp(&b.1.new_revenue))?;
    let is_peak = bars.len() >= PEAK_MIN_BARS && 0.0 < median && median * PEAK_RATIO <= peak.new_revenue;
    u32::try_from(idx).ok().filter(|_| is_peak)
}

fn movers(dataset: &Dataset, selection: &Selection, halves: (DayRange, DayRange)) -> Vec<Mover> {
    let table = DayTable::new(&[halves.0, halves.1]);
    let mut changes: Vec<(Money, usize)> = Vec::new();
    for customer in selection.customers.iter() {
        let mut change = 0_i128;
        for (day, lines) in dataset.orders_of(customer).flat_map(|order| day_runs(dataset, order)) {
            let Some(half) = table.get(day) else { continue };
            let amount = selection.sum(dataset.amounts(), lines).unwrap_or(0);
            change += if half == 0 { -amount } else { amount };
        }
        if change != 0 {
            changes.push((crate::analysis::facts::saturated(change), customer));
        }
    }
    changes.sort_unstable_by_key(|&(change, customer)| (Reverse(change), customer));
    let n_gains = changes.partition_point(|&(change, _)| change > 0);
    let gains = changes[..n_gains].iter().take(MAX_MOVERS);
    let losses = &changes[n_gains..];
    gains
        .chain(&losses[losses.len().saturating_sub(MAX_MOVERS)..])
        .map(|&(change, customer)| Mover {
            id: dataset.customers().ids.get(customer).to_owned(),
            label: dataset.customers().label(customer).to_owned(),
            change: dataset.major(i128::from(change)),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::overview::Period;
    use crate::analysis::sample::{dataset, day, line, profile, select};
    use crate::query::Clause;

    fn two_years() -> Dataset {
        dataset(
            &[
                line("A", "2023-02-10", 100),
                line("A", "2023-02-20", 20),
                line("A", "2024-02-10", 50),
                line("B", "2023-05-01", 40),
                line("C", "2024-05-01", 30),
                line("C", "2024-11-01", 70),
                line("D", "2024-06-01", 5),
            ],
            // C signed up a month before the first order, D three months after it.
            &[("C", "2024-04-30"), ("D", "2024-09-09")],
        )
    }

    fn report_as_of(as_of: &str, period: Period, clauses: &[Clause]) -> OverviewReport {
        let dataset = two_years();
        let profile = profile(&dataset, day(as_of));
        let all = select(&dataset, &profile, &[]);
        let selection = select(&dataset, &profile, clauses);
        let options = OverviewOptions { period, grain: Grain::Month };
        report(&dataset, &profile, &selection, &all, &options)
    }

    #[test]
    fn headline_figures_are_compared_with_the_year_before() {
        let Kpis { revenue, active_customers, new_customers, kept_share, average_order, orders, repeat_rate } =
            report_as_of("2024-12-31", Period::LatestYear, &[]).kpis;
        assert_eq!((revenue.value, revenue.before), (Some(155.0), None));
        // The data begins in February 2023, so that no whole year lies before 2024.
        assert_eq!((active_customers.value, new_customers.value), (Some(3.0), Some(2.0)));
        assert_eq!((orders.value, average_order.value), (Some(4.0), Some(38.75)));
        assert_eq!(repeat_rate.value, Some(1.0 / 3.0));
        assert_eq!((kept_share.value, kept_share.before), (None, None));
        assert_eq!(revenue.by_month.len(), 12);
    }

    #[test]
    fn the_last_12_months_keep_one_of_two_customers() {
        let kpis = report_as_of("2024-01-31", Period::Last12Months, &[]).kpis;
        assert_eq!((kpis.revenue.value, kpis.kept_share.value), (Some(160.0), None));
        // February 2024 to January 2025 against the twelve months before, which begin with the data.
        let kpis = report_as_of("2025-01-31", Period::Last12Months, &[]).kpis;
        assert_eq!((kpis.revenue.value, kpis.revenue.before), (Some(155.0), Some(160.0)));
        assert_eq!(kpis.kept_share.value, Some(0.5));
        assert_eq!(kpis.orders.before, Some(3.0));
    }

    #[test]
    fn a_customer_is_new_in_the_month_of_the_sign_up() {
        let bars = report_as_of("2024-12-31", Period::All, &[]).bars;
        assert_eq!(bars.len(), 23);
        let bar = |month: &str| bars.iter().find(|bar| bar.days.first.month().to_string() == month).unwrap();
        let february = bar("2023-02");
        assert_eq!((february.new_revenue, february.returning_revenue), (120.0, 0.0));
        assert_eq!((february.n_orders, february.n_customers, february.n_new_customers), (2, 1, 1));
        assert!(february.is_partial);
        let may = bar("2024-05");
        assert_eq!((may.new_revenue, may.returning_revenue, may.is_partial), (0.0, 30.0, false));
        assert_eq!(bar("2024-09").n_new_customers, 0);
    }

    #[test]
    fn a_filter_on_days_does_not_shorten_the_bars() {
        let november = Clause::OrderDays(DayRange { first: day("2024-11-01"), last: day("2024-11-30") });
        let report = report_as_of("2024-12-31", Period::LatestYear, &[november]);
        assert_eq!(report.kpis.revenue.value, Some(70.0));
        assert_eq!(report.bars.iter().map(|bar| bar.returning_revenue).sum::<f64>(), 155.0);
    }

    #[test]
    fn movers_are_gains_then_losses() {
        let report = report_as_of("2024-12-31", Period::LatestYear, &[]);
        let movers: Vec<(&str, f64)> =
            report.movers.iter().map(|mover| (mover.id.as_str(), mover.change)).collect();
        assert_eq!(movers, [("C", 40.0), ("D", -5.0), ("A", -50.0)]);
    }

    #[test]
    fn a_year_without_data_is_empty_rather_than_an_error() {
        let report = report_as_of("2024-12-31", Period::Year(2031), &[]);
        assert_eq!((report.kpis.revenue.value, report.kpis.average_order.value), (Some(0.0), None));
        let report = report_as_of("2020-01-01", Period::LatestYear, &[]);
        assert_eq!((report.bars.len(), report.kpis.active_customers.value), (0, Some(0.0)));
    }
}
