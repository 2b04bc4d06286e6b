//! When customers order and through which channel, by group: the time and the way to reach them.
//!
//! In:   a selection of a data set; channels where there are any.
//! Out:  a [`TimingReport`].
//! Cost: one pass over the selected lines.
//!
//! The files have days without hours, so the best time is a weekday. Ordering is not answering: a weekday on which
//! people order is a good guess for when to write, and a test tells.

use crate::analysis::Profile;
use crate::analysis::Refused;
use crate::analysis::development::grouping::{Group, Grouping, Groups};
use crate::analysis::development::items::is_purchase;
use crate::analysis::selection::Selection;
use crate::data::{Dataset, DimensionRole};
use crate::metric::{Additivity, Metric, Needs, Unit};
use crate::stats::multiple::false_discovery_rates;
use crate::stats::normal::{two_proportion_z, two_sided_p};
use crate::stats::proportion::{Interval, wilson};
use serde::{Deserialize, Serialize};

/// Orders that a group needs.
pub const MIN_ORDERS: u64 = 30;

/// A weekday or a channel of a group.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct TimingCell {
    /// Orders.
    pub n_orders: u64,
    /// Their share of the group's orders.
    pub share: f64,
    /// Its interval, at 95 %.
    pub interval: Interval,
    /// Share of the group over share of all, times 100.
    pub index: f64,
    /// Whether the group differs from the others, at a false discovery rate of 5 %.
    pub is_distinct: bool,
}

/// A group of customers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TimingRow {
    /// Which; `None` for all selected customers together.
    pub group: Option<Group>,
    /// Orders of the group.
    pub n_orders: u64,
    /// Monday to Sunday.
    pub weekdays: Vec<TimingCell>,
    /// The weekday with most orders, 0 is Monday.
    pub best_weekday: u32,
    /// Whether its interval lies above an even seventh.
    pub is_best_clear: bool,
    /// One for each of [`TimingReport::channels`].
    pub channels: Vec<TimingCell>,
    /// Index of the channel with most orders.
    pub best_channel: Option<u32>,
}

/// When and through which channel customers order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TimingReport {
    /// Channels; empty where the data has none.
    pub channels: Vec<String>,
    /// All first, then groups with at least [`MIN_ORDERS`] orders, most first.
    pub rows: Vec<TimingRow>,
    /// Orders of groups that are too small.
    pub n_orders_left_out: u64,
}

/// When the selected customers order the selected lines, by group.
///
/// # Errors
/// [`Refused`] with fewer than [`MIN_ORDERS`] orders, or without the column of the groups.
pub fn report(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    grouping: &Grouping,
) -> Result<TimingReport, Refused> {
    let groups = Groups::new(dataset, profile, grouping)?;
    let channel = dataset.dimension(DimensionRole::Channel);
    let codes: Vec<usize> = channel.map_or_else(Vec::new, |dimension| {
        (0..dimension.values.len()).filter(|&code| !dimension.values[code].is_empty()).collect()
    });
    let n_channels = codes.len();
    // The last group is of customers without one.
    let mut days = vec![[0_u64; 7]; groups.len() + 1];
    let mut ways = vec![vec![0_u64; n_channels]; groups.len() + 1];
    for customer in selection.customers.iter() {
        let group = groups.of(customer).unwrap_or(groups.len());
        for order in dataset.orders_of(customer) {
            let mut lines = dataset.lines_of(order).filter(|&line| selection.has_line(line));
            let Some(line) = lines.find(|&line| is_purchase(dataset, line)) else { continue };
            days[group][dataset.order_days()[order].weekday() as usize] += 1;
            let code = channel.map(|dimension| usize::from(dimension.codes[line]));
            if let Some(idx) = code.and_then(|code| codes.binary_search(&code).ok()) {
                ways[group][idx] += 1;
            }
        }
    }
    let sizes: Vec<u64> = days.iter().map(|days| days.iter().sum()).collect();
    let n_orders: u64 = sizes.iter().sum();
    if n_orders < MIN_ORDERS {
        return Err(Refused::TooFewOrders { have: n_orders, need: MIN_ORDERS });
    }
    let mut listed: Vec<usize> = (0..groups.len()).filter(|&group| sizes[group] >= MIN_ORDERS).collect();
    listed.sort_by_key(|&group| (std::cmp::Reverse(sizes[group]), group));
    let days: Vec<Vec<u64>> = days.iter().map(|days| days.to_vec()).collect();
    let weekdays = cells(&days, &listed);
    let channels = cells(&ways, &listed);
    let most = |cells: &[TimingCell]| {
        let places = (0_u32..).zip(cells);
        places.max_by_key(|(idx, cell)| (cell.n_orders, std::cmp::Reverse(*idx))).map(|(idx, _)| idx)
    };
    let names = [None].into_iter().chain(listed.iter().map(|&group| Some(groups.group(group))));
    let rows: Vec<TimingRow> = names
        .zip(weekdays.into_iter().zip(channels))
        .map(|(group, (weekdays, channels))| {
            let best_weekday = most(&weekdays).unwrap_or(0);
            TimingRow {
                group,
                n_orders: weekdays.iter().map(|cell| cell.n_orders).sum(),
                is_best_clear: weekdays[best_weekday as usize].interval.low > 1.0 / 7.0,
                best_weekday,
                best_channel: most(&channels).filter(|&idx| channels[idx as usize].n_orders > 0),
                weekdays,
                channels,
            }
        })
        .collect();
    Ok(TimingReport {
        channels: channel.map_or_else(Vec::new, |dimension| {
            codes.iter().map(|&code| dimension.values[code].clone()).collect()
        }),
        n_orders_left_out: n_orders - listed.iter().map(|&group| sizes[group]).sum::<u64>(),
        rows,
    })
}

/// Cells of all customers and of each listed group.
fn cells(counts: &[Vec<u64>], listed: &[usize]) -> Vec<Vec<TimingCell>> {
    let n_columns = counts.first().map_or(0, Vec::len);
    let all: Vec<u64> = (0..n_columns).map(|column| counts.iter().map(|row| row[column]).sum()).collect();
    let n_all: u64 = all.iter().sum();
    let mut p_values = Vec::new();
    let mut rows: Vec<Vec<TimingCell>> = Vec::with_capacity(listed.len() + 1);
    for own in [&all].into_iter().chain(listed.iter().map(|&group| &counts[group])) {
        let n: u64 = own.iter().sum();
        let row = own.iter().zip(&all).map(|(&n_orders, &of_all)| {
            let share = n_orders as f64 / n.max(1) as f64;
            let base = of_all as f64 / n_all.max(1) as f64;
            let z = two_proportion_z(n_orders, n, of_all - n_orders, n_all - n);
            p_values.push(z.map_or(1.0, two_sided_p));
            TimingCell {
                n_orders,
                share,
                interval: wilson(n_orders, n, 0.95),
                index: if base > 0.0 { 100.0 * share / base } else { 100.0 },
                is_distinct: false,
            }
        });
        rows.push(row.collect());
    }
    let rates = false_discovery_rates(&p_values, 0);
    for (cell, rate) in rows.iter_mut().flatten().zip(rates) {
        cell.is_distinct = rate <= 0.05;
    }
    rows
}

const WORKED: &str = "analysis::campaign::timing::tests::weekdays_are_those_worked_by_hand";

pub(crate) const METRICS: &[Metric] = &[
    Metric {
        id: "weekday-share",
        formula: "orders of the group on the weekday / orders of the group",
        unit: Unit::Share,
        additivity: Additivity::RatioOfSums,
        needs: &[Needs::Amount],
        source: "definition; interval of Wilson 1927",
        limits: "Needs 30 orders. The day of ordering, not of reading; no hours.",
        test: WORKED,
    },
    Metric {
        id: "channel-share",
        formula: "orders of the group through the channel / orders of the group with a channel",
        unit: Unit::Share,
        additivity: Additivity::RatioOfSums,
        needs: &[Needs::Channel],
        source: "definition; interval of Wilson 1927",
        limits: "Needs 30 orders. An order has the channel of its first purchase.",
        test: WORKED,
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{Line, dataset, day, line, profile, select};

    #[test]
    fn weekdays_are_those_worked_by_hand() {
        // 2024-03-04 is a Monday. 40 new customers order on a Sunday in December, 60 old ones on Mondays.
        let lines: Vec<Line> = (0..100)
            .map(|idx| line(&format!("C{idx}"), if idx < 40 { "2024-12-15" } else { "2022-03-07" }, 5))
            .collect();
        let dataset = dataset(&lines, &[]);
        let profile = profile(&dataset, day("2024-12-31"));
        let all = select(&dataset, &profile, &[]);
        let report = report(&dataset, &profile, &all, &Grouping::Segments).unwrap();
        assert_eq!((report.rows.len(), report.n_orders_left_out), (3, 0));
        let [everybody, lost, new] = report.rows.as_slice() else { panic!("three rows") };
        assert_eq!((everybody.n_orders, everybody.group.is_none(), everybody.best_weekday), (100, true, 0));
        assert_eq!((lost.best_weekday, new.best_weekday, new.is_best_clear), (0, 6, true));
        assert_eq!(
            (new.weekdays[6].share, new.weekdays[6].index, new.weekdays[6].is_distinct),
            (1.0, 250.0, true)
        );
        assert!(report.channels.is_empty() && new.best_channel.is_none());
        assert!(!everybody.weekdays[0].is_distinct);
    }

    #[test]
    fn few_orders_are_refused() {
        let dataset = dataset(&[line("A", "2024-03-04", 5)], &[]);
        let profile = profile(&dataset, day("2024-12-31"));
        let all = select(&dataset, &profile, &[]);
        let refused = report(&dataset, &profile, &all, &Grouping::Segments);
        assert_eq!(refused, Err(Refused::TooFewOrders { have: 1, need: 30 }));
    }
}
