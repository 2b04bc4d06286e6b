//! Whether what was promised was kept: the day of delivery against the promised one, and how long orders take.
//!
//! In:   orders with a promised day, a day of delivery, or both.
//! Out:  a [`PromiseReport`].
//! Cost: one pass over the deliveries and the orders of the selected customers.
//!
//! An order that is not there yet and whose day has passed is late, however late it will be. Whether customers come
//! back is counted from the day of delivery, so that slow deliveries do not look like slow returns.

use super::history::{brought, collect};
use super::logs::Deliveries;
use crate::analysis::estimate::{Difference, Mean, Share};
use crate::analysis::finding::{Finding, Kind, Template, Value};
use crate::analysis::selection::Selection;
use crate::analysis::{Profile, Refused};
use crate::data::{Dataset, Day, Month};
use crate::stats::percentile::percentile;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromiseOptions {
    /// Days that were promised where no day was: delivered within so many after the order.
    pub promised_days: Option<i32>,
    /// Days after delivery within which an order counts as coming back.
    pub return_days: i32,
    /// Fewest orders.
    pub min_orders: u64,
}

impl Default for PromiseOptions {
    fn default() -> Self {
        Self { promised_days: None, return_days: 90, min_orders: 20 }
    }
}

/// A month of promises, with control limits.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PromiseMonth {
    /// Month of the order.
    pub month: Month,
    /// Kept, of those that can be judged.
    pub kept: Share,
    /// Lower three-sigma limit for so many orders.
    pub limit_low: f64,
    /// Upper limit.
    pub limit_high: f64,
}

/// Deliveries and promises.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PromiseReport {
    /// Why there is no figure, if there is none.
    pub refused: Option<Refused>,
    /// Selected orders that the log names; an order named twice counts by its last delivery.
    pub n_orders: u64,
    /// Rows whose order is none of the data set, or not selected.
    pub n_left_out: u64,
    /// Days from order to delivery.
    pub lead_days: Option<Mean>,
    /// Median of them.
    pub lead_median_days: Option<f64>,
    /// Nine in ten took at most so many.
    pub lead_p90_days: Option<f64>,
    /// Orders delivered before they were made: slips of the files, left out of the lead time.
    pub n_before_order: u64,
    /// Promises kept, of those that can be judged by the as-of day.
    pub kept: Option<Share>,
    /// Median days late, of late orders that have come.
    pub late_median_days: Option<f64>,
    /// Revenue of late orders.
    pub late_revenue: f64,
    /// By month of the order, the last 36 at most.
    pub months: Vec<PromiseMonth>,
    /// Came back after a delivery in time, one delivery a customer: the first.
    pub returned_in_time: Option<Share>,
    /// Came back after a late one.
    pub returned_late: Option<Share>,
    /// The former minus the latter.
    pub difference: Option<Difference>,
    /// What stands out.
    pub findings: Vec<Finding>,
}

/// Promises are broken.
const BROKEN: Template = Template {
    id: "promises-broken",
    parameters: &[("share", Kind::Share), ("count", Kind::Count), ("money", Kind::Money)],
    action: "promise-what-you-keep",
};

/// Templates of this report.
pub(crate) const FINDINGS: &[Template] = &[BROKEN];

/// Share of broken promises that is worth a sentence.
const MIN_BROKEN: f64 = 0.05;
/// Months listed.
const MAX_MONTHS: usize = 36;

/// Deliveries of the selected orders.
#[must_use]
pub fn report(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    deliveries: &Deliveries,
    options: &PromiseOptions,
) -> PromiseReport {
    let mut report = PromiseReport {
        refused: deliveries.check().err(),
        n_orders: 0,
        n_left_out: 0,
        lead_days: None,
        lead_median_days: None,
        lead_p90_days: None,
        n_before_order: 0,
        kept: None,
        late_median_days: None,
        late_revenue: 0.0,
        months: Vec::new(),
        returned_in_time: None,
        returned_late: None,
        difference: None,
        findings: Vec::new(),
    };
    if report.refused.is_some() {
        return report;
    }
    let as_of = profile.facts.as_of;
    let by_order = by_order(dataset, deliveries, as_of, &mut report.n_left_out);
    let (mut leads, mut late_days) = (Vec::new(), Vec::new());
    let mut by_month: BTreeMap<Month, (u64, u64)> = BTreeMap::new();
    let (mut returns, mut late_revenue) = ([(0_u64, 0_u64); 2], 0_i128);
    let (mut orders, mut n_seen) = (Vec::new(), 0);
    for customer in selection.customers.iter() {
        collect(dataset, selection, customer, &mut orders);
        let mut is_first = true;
        for order in &orders {
            let Some(row) = by_order[order.idx] else { continue };
            n_seen += 1;
            if let Some(day) = row.delivered {
                match day.since(order.day) {
                    lead if lead < 0 => report.n_before_order += 1,
                    lead => leads.push(f64::from(lead)),
                }
            }
            let promised = row.promised.or(options.promised_days.map(|days| order.day.plus(days)));
            let Some(promised) = promised else { continue };
            let is_kept = match row.delivered {
                Some(day) => day <= promised,
                None if promised < as_of => false,
                None => continue, // It may still come in time.
            };
            let count = by_month.entry(order.day.month()).or_default();
            *count = (count.0 + u64::from(is_kept), count.1 + 1);
            if !is_kept {
                late_revenue += order.revenue;
                late_days.extend(row.delivered.map(|day| f64::from(day.since(promised))));
            }
            if let Some(day) = row.delivered
                && is_first
                && as_of.since(day) >= options.return_days
            {
                is_first = false;
                let side = &mut returns[usize::from(!is_kept)];
                let came_back = brought(&orders, day, 1, options.return_days).n_orders > 0;
                *side = (side.0 + u64::from(came_back), side.1 + 1);
            }
        }
    }
    report.n_orders = n_seen;
    report.n_left_out += by_order.iter().flatten().count() as u64 - n_seen;
    if n_seen < options.min_orders {
        report.refused = Some(Refused::TooFewOrders { have: n_seen, need: options.min_orders });
        return report;
    }
    report.lead_days = Mean::of(leads.iter().copied());
    report.lead_median_days = percentile(&mut leads, 0.5);
    report.lead_p90_days = percentile(&mut leads, 0.9);
    report.late_median_days = percentile(&mut late_days, 0.5);
    report.late_revenue = dataset.major(late_revenue);
    let all = by_month.values().fold((0, 0), |sum, count| (sum.0 + count.0, sum.1 + count.1));
    report.kept = Share::of(all.0, all.1);
    report.months = months(by_month, report.kept);
    report.returned_in_time = Share::of(returns[0].0, returns[0].1);
    report.returned_late = Share::of(returns[1].0, returns[1].1);
    if let (Some(in_time), Some(late)) = (report.returned_in_time, report.returned_late) {
        report.difference = Some(in_time.minus(&late));
    }
    if let Some(kept) = report.kept
        && kept.ci_high < 1.0 - MIN_BROKEN
    {
        let money = report.late_revenue;
        let values =
            [Value::Share(1.0 - kept.share, 0), Value::Count(kept.n - kept.hits), Value::Money(money)];
        report.findings.push(Finding::new(&BROKEN, values, money.max(0.0), None));
    }
    report
}

/// What is known of the delivery of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Row {
    promised: Option<Day>,
    delivered: Option<Day>,
}

/// One entry per order of the data set. A delivery after the as-of day has not come yet.
fn by_order(dataset: &Dataset, deliveries: &Deliveries, as_of: Day, n_unknown: &mut u64) -> Vec<Option<Row>> {
    let mut rows: Vec<Option<Row>> = vec![None; dataset.n_orders()];
    for (row, &order) in deliveries.orders.iter().enumerate() {
        let delivered = deliveries.delivered[row].filter(|&day| day <= as_of);
        let added = Row { promised: deliveries.promised[row], delivered };
        match rows.get_mut(order as usize) {
            None => *n_unknown += 1,
            Some(known) => {
                *known = Some(match *known {
                    None => added,
                    // In parts: promised for the first of the days, there with the last part.
                    Some(known) => Row {
                        promised: known.promised.min(added.promised).or(known.promised).or(added.promised),
                        delivered: known.delivered.zip(added.delivered).map(|(a, b)| a.max(b)),
                    },
                });
            }
        }
    }
    rows
}

fn months(by_month: BTreeMap<Month, (u64, u64)>, kept: Option<Share>) -> Vec<PromiseMonth> {
    let usual = kept.map_or(0.0, |kept| kept.share);
    let n_left_out = by_month.len().saturating_sub(MAX_MONTHS);
    by_month
        .into_iter()
        .skip(n_left_out)
        .filter_map(|(month, (hits, n))| {
            let kept = Share::of(hits, n)?;
            // Shewhart's p-chart: p ± 3 sqrt(p (1 - p) / n).
            let reach = 3.0 * (usual * (1.0 - usual) / n as f64).sqrt();
            let (limit_low, limit_high) = ((usual - reach).max(0.0), (usual + reach).min(1.0));
            Some(PromiseMonth { month, kept, limit_low, limit_high })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{day, line, profile, select};
    use crate::analysis::sample_shop::Shop;

    fn run(dataset: &Dataset, deliveries: &Deliveries, options: &PromiseOptions) -> PromiseReport {
        let profile = profile(dataset, day("2022-12-31"));
        let all = select(dataset, &profile, &[]);
        report(dataset, &profile, &all, deliveries, options)
    }

    #[test]
    fn late_orders_and_those_that_never_came_break_the_promise() {
        let mut shop = Shop::default();
        for idx in 0..40 {
            let id = format!("C{idx:02}");
            shop.lines.push(line(&id, "2022-01-01", 10));
            if idx % 2 == 0 {
                shop.lines.push(line(&id, "2022-02-01", 5));
            }
        }
        let dataset = shop.dataset();
        let first: Vec<u32> = (0..40).map(|customer| dataset.customer_orders()[customer]).collect();
        let delivered = |idx: usize| match idx % 4 {
            0 | 2 => Some(day("2022-01-04")),
            1 => Some(day("2022-01-08")),
            _ => None,
        };
        let mut deliveries = Deliveries {
            orders: first,
            promised: vec![Some(day("2022-01-05")); 40],
            delivered: (0..40).map(delivered).collect(),
        };
        let report = run(&dataset, &deliveries, &PromiseOptions::default());
        assert_eq!((report.refused.clone(), report.n_orders, report.n_left_out), (None, 40, 0));
        assert_eq!(report.kept.map(|kept| (kept.hits, kept.n)), Some((20, 40)));
        assert_eq!((report.late_median_days, report.late_revenue), (Some(3.0), 200.0));
        assert_eq!(report.lead_days.map(|lead| lead.n), Some(30));
        assert_eq!(report.lead_median_days, Some(3.0));
        let (in_time, late) = (report.returned_in_time.unwrap(), report.returned_late.unwrap());
        assert_eq!(((in_time.hits, in_time.n), (late.hits, late.n)), ((20, 20), (0, 10)));
        assert!(report.difference.unwrap().ci_low > 0.5);
        assert_eq!(report.findings[0].at_stake, 200.0);

        // Without promised days nothing is kept or broken, unless days are promised in general.
        deliveries.promised = vec![None; 40];
        assert_eq!(run(&dataset, &deliveries, &PromiseOptions::default()).kept, None);
        let options = PromiseOptions { promised_days: Some(7), ..PromiseOptions::default() };
        assert_eq!(run(&dataset, &deliveries, &options).kept.map(|kept| kept.hits), Some(30));
    }

    #[test]
    fn parts_are_there_with_the_last_and_strange_rows_are_counted() {
        let dataset = Shop { lines: vec![line("A", "2022-01-01", 1)], ..Shop::default() }.dataset();
        let deliveries = Deliveries {
            orders: vec![0, 0, 77],
            promised: vec![Some(day("2022-01-05")), None, None],
            delivered: vec![Some(day("2022-01-03")), Some(day("2022-01-09")), None],
        };
        let options = PromiseOptions { min_orders: 1, ..PromiseOptions::default() };
        let report = run(&dataset, &deliveries, &options);
        assert_eq!((report.n_orders, report.n_left_out), (1, 1));
        assert_eq!(report.kept.map(|kept| kept.hits), Some(0));
        assert_eq!(report.lead_median_days, Some(8.0));
        let few = run(&dataset, &deliveries, &PromiseOptions::default());
        assert_eq!(few.refused, Some(Refused::TooFewOrders { have: 1, need: 20 }));
    }
}
