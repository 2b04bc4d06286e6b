//! Lifetime value of the selected customers, as the page shows it.
//!
//! In:   a fitted [`ClvModel`], the data set and facts it was fitted on, the selected customers and the
//!       segments.
//! Out:  a [`ClvReport`].
//! Cost: a few passes over the customers, a partial sort for the quantile and the largest, and eight
//!       simulations.
//!
//! The models are those of all customers; a selection changes which predictions are added up, never
//! the predictions. Bins double because lifetime values spread over orders of magnitude.

use super::history::PurchaseHistory;
use super::{ClvModel, ClvReport, PAliveCell, TopCustomer, ValueBin, findings, interval, intervals, p_alive};
use crate::analysis::facts::CustomerFacts;
use crate::data::Dataset;
use crate::query::{Mask, Segment};

/// Bins from 0 up: `[0, b)`, `[b, 2b)` and so on; the last one is open.
const N_BINS: usize = 9;
/// Share of customers below the last bin.
const BELOW_LAST_BIN: f64 = 0.995;
/// Largest customers shown.
const N_TOP: usize = 8;
/// Probability that the interval of a customer holds.
const TOP_LEVEL: f64 = 0.8;
/// Repeats of the map.
const MAP_REPEATS: u32 = 20;
/// Bands of recency of the map.
const MAP_BANDS: u32 = 18;

/// Reports the lifetime value of the `selected` customers; `segments` has one entry per customer of the
/// data set, or none.
#[must_use]
pub fn report(
    dataset: &Dataset,
    facts: &CustomerFacts,
    model: &ClvModel,
    selected: &Mask,
    segments: &[Option<Segment>],
) -> ClvReport {
    let mut report = ClvReport {
        options: model.options,
        refused: model.refused.clone(),
        fits: model.fits.clone(),
        intervals: None,
        order_value: model.order_value,
        is_margin: model.is_margin,
        n_customers: 0,
        total_value: 0.0,
        expected_revenue: 0.0,
        expected_orders: 0.0,
        mean_p_alive: 0.0,
        bins: Vec::new(),
        top_bins: None,
        map_age_days: 0,
        map: Vec::new(),
        holdout: model.holdout.clone(),
        top: Vec::new(),
        findings: Vec::new(),
    };
    let customers: Vec<usize> = selected.iter().filter(|&customer| facts.n_orders[customer] > 0).collect();
    report.n_customers = customers.len() as u64;
    if model.refused.is_some() || model.fits.is_empty() {
        return report;
    }
    let sum = |column: &[f64]| customers.iter().map(|&customer| column[customer]).sum::<f64>();
    report.total_value = sum(&model.value);
    report.expected_revenue = sum(&model.expected_revenue);
    report.expected_orders = sum(&model.expected_orders);
    report.mean_p_alive = sum(&model.p_alive) / customers.len().max(1) as f64;
    report.intervals = intervals::intervals(model, dataset, facts, &customers);
    let values: Vec<f64> = customers.iter().map(|&customer| model.value[customer]).collect();
    report.bins = bins(&values);
    report.top_bins = top_bins(&report.bins);
    (report.map_age_days, report.map) = map(dataset, facts, model);
    report.findings = findings::findings(dataset, facts, model, &report, &customers);
    report.top = top(dataset, facts, model, customers, segments);
    report
}

/// The bins and what lies in them; none without customers.
fn bins(values: &[f64]) -> Vec<ValueBin> {
    if values.is_empty() {
        return Vec::new();
    }
    let width = first_width(values);
    let mut bins = vec![ValueBin { lo: Some(0.0), hi: Some(width), n_customers: 0, value: 0.0 }];
    let mut lo = width;
    for _ in 2..N_BINS {
        bins.push(ValueBin { lo: Some(lo), hi: Some(2.0 * lo), n_customers: 0, value: 0.0 });
        lo *= 2.0;
    }
    bins.push(ValueBin { lo: Some(lo), hi: None, n_customers: 0, value: 0.0 });
    if values.iter().any(|&value| value < 0.0) {
        bins.insert(0, ValueBin { lo: None, hi: Some(0.0), n_customers: 0, value: 0.0 });
    }
    for &value in values {
        let after = bins.partition_point(|bin| bin.lo.is_none_or(|lo| lo <= value));
        let bin = &mut bins[after.saturating_sub(1)];
        bin.n_customers += 1;
        bin.value += value;
    }
    // A last bin that nobody is in says nothing.
    while bins.len() > 2 && bins.last().is_some_and(|bin| bin.n_customers == 0) {
        bins.pop();
        if let Some(last) = bins.last_mut() {
            last.hi = None;
        }
    }
    bins
}

/// Width of the first bin: 1, 2 or 5 times a power of ten, such that the last bin holds about the
/// largest half percent.
fn first_width(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    let rank = (BELOW_LAST_BIN * (sorted.len() - 1) as f64) as usize;
    let (_, &mut high, _) = sorted.select_nth_unstable_by(rank, f64::total_cmp);
    let doublings = i32::try_from(N_BINS).unwrap_or(i32::MAX) - 2;
    let wanted = high / libm::exp2(f64::from(doublings));
    if wanted <= 0.0 || !wanted.is_finite() {
        return 1.0;
    }
    let power = libm::pow(10.0, libm::log10(wanted).floor());
    // The bounds between 1, 2, 5 and 10 are their geometric means.
    match wanted / power {
        rest if rest < 2.0_f64.sqrt() => power,
        rest if rest < 10.0_f64.sqrt() => 2.0 * power,
        rest if rest < 50.0_f64.sqrt() => 5.0 * power,
        _ => 10.0 * power,
    }
}

/// The top bins whose share of value is nearest to a half: index of the first, customers, share.
fn top_bins(bins: &[ValueBin]) -> Option<(u32, u64, f64)> {
    let total: f64 = bins.iter().map(|bin| bin.value).sum();
    if total <= 0.0 {
        return None;
    }
    let (mut n_customers, mut value) = (0, 0.0);
    let mut best: Option<(u32, u64, f64)> = None;
    for (idx, bin) in bins.iter().enumerate().rev().filter(|(_, bin)| bin.lo.is_some()) {
        n_customers += bin.n_customers;
        value += bin.value;
        let share = value / total;
        if best.is_none_or(|(_, _, best)| (share - 0.5).abs() < (best - 0.5).abs()) {
            best = Some((u32::try_from(idx).unwrap_or(u32::MAX), n_customers, share));
        }
    }
    best
}

/// Chances of being alive of customers as old as the data, row by row of recency.
fn map(dataset: &Dataset, facts: &CustomerFacts, model: &ClvModel) -> (i32, Vec<PAliveCell>) {
    let age_days = facts.as_of.since(dataset.observed().first).max(1);
    let Some(fit) = model.used_fit() else { return (age_days, Vec::new()) };
    let age = f64::from(age_days);
    let cells = (0..MAP_BANDS)
        .flat_map(|band| (1..=MAP_REPEATS).map(move |repeats| (band, repeats)))
        .map(|(band, repeats)| {
            let recency = (f64::from(band) + 0.5) * age / f64::from(MAP_BANDS);
            PAliveCell {
                repeats,
                recency_days: recency.round() as i32,
                p_alive: p_alive(fit, repeats, (age - recency) / 7.0, age / 7.0),
            }
        })
        .collect();
    (age_days, cells)
}

/// The customers of largest lifetime value with their intervals; ties in order of the id.
fn top(
    dataset: &Dataset,
    facts: &CustomerFacts,
    model: &ClvModel,
    mut customers: Vec<usize>,
    segments: &[Option<Segment>],
) -> Vec<TopCustomer> {
    let by_value = |a: &usize, b: &usize| model.value[*b].total_cmp(&model.value[*a]).then(a.cmp(b));
    if customers.len() > N_TOP {
        customers.select_nth_unstable_by(N_TOP, by_value);
        customers.truncate(N_TOP);
    }
    customers.sort_unstable_by(by_value);
    customers
        .into_iter()
        .filter(|&customer| PurchaseHistory::of_customer(dataset, customer, facts.as_of).is_some())
        .map(|customer| {
            let (lo, hi) = interval(model, dataset, facts, customer, TOP_LEVEL);
            TopCustomer {
                id: dataset.customers().ids.get(customer).to_owned(),
                label: dataset.customers().label(customer).to_owned(),
                segment: segments.get(customer).copied().flatten(),
                value: model.value[customer],
                lo,
                hi,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bins_double_and_hold_every_customer_once() {
        let values: Vec<f64> = (0..1_000).map(|i| f64::from(i).powi(2) / 150.0 - 1.0).collect();
        let bins = bins(&values);
        assert_eq!(bins.iter().map(|bin| bin.n_customers).sum::<u64>(), 1_000);
        let total: f64 = bins.iter().map(|bin| bin.value).sum();
        assert!((total - values.iter().sum::<f64>()).abs() < 1e-6);
        assert_eq!((bins[0].lo, bins[0].hi), (None, Some(0.0)));
        assert_eq!(bins[1].lo, Some(0.0));
        for pair in bins[1..].windows(2) {
            assert_eq!(pair[0].hi, pair[1].lo);
        }
        assert_eq!(bins.last().map(|bin| bin.hi), Some(None));
    }

    #[test]
    fn the_first_bin_is_a_round_number() {
        let up_to = |high: f64| first_width(&[high; 40]);
        assert_eq!([6_000.0, 12_800.0, 300.0, 1.0, 0.0].map(up_to), [50.0, 100.0, 2.0, 0.01, 1.0]);
    }

    #[test]
    fn the_top_bins_hold_about_half_of_the_value() {
        let bin = |lo, n_customers, value| ValueBin { lo: Some(lo), hi: None, n_customers, value };
        let bins = [bin(0.0, 50, 10.0), bin(1.0, 20, 42.0), bin(2.0, 5, 30.0), bin(4.0, 1, 18.0)];
        let (first, n_customers, share) = top_bins(&bins).expect("there is value");
        assert_eq!((first, n_customers), (2, 6));
        assert!((share - 0.48).abs() < 1e-12);
        assert_eq!(top_bins(&[bin(0.0, 3, 0.0)]), None);
    }
}
