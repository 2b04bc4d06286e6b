//! The segments of a selection, and one of them closely.

use super::{RfmCell, Scores, SegmentCustomer, SegmentDetail, SegmentReport, SegmentRow, segment_of};
use crate::analysis::Profile;
use crate::analysis::selection::{SelectedTotals, Selection};
use crate::data::Dataset;
use crate::query::Segment;
use crate::stats::quantile::median;

/// The grid and the segments of the selected customers. One pass over the customers and their orders.
#[must_use]
pub fn report(dataset: &Dataset, profile: &Profile, selection: &Selection) -> SegmentReport {
    let totals = SelectedTotals::new(dataset, profile, selection);
    let scores = &profile.scores;
    let mut cells = [(0_u64, 0_i128); 25];
    let mut members: [Vec<usize>; 11] = Default::default();
    for customer in selection.customers.iter() {
        let Some(segment) = scores.segment[customer] else { continue };
        let cell = &mut cells[cell_idx(scores.recency[customer], scores.frequency[customer])];
        cell.0 += 1;
        cell.1 += i128::from(totals.revenue[customer]);
        members[segment as usize].push(customer);
    }
    let n_customers = cells.iter().map(|cell| cell.0).sum();
    let revenue = dataset.major(cells.iter().map(|cell| cell.1).sum());
    SegmentReport {
        scoring: scores.scoring,
        recency_edges_days: scores.recency_edges_days,
        frequency_edges: scores.frequency_edges,
        cells: (1..=5)
            .rev()
            .flat_map(|frequency| (1..=5).map(move |recency| (recency, frequency)))
            .map(|(recency, frequency)| {
                let (n_customers, revenue) = cells[cell_idx(recency, frequency)];
                RfmCell {
                    recency,
                    frequency,
                    segment: segment_of(recency, frequency),
                    n_customers,
                    revenue: dataset.major(revenue),
                }
            })
            .collect(),
        rows: Segment::ALL
            .iter()
            .map(|&segment| {
                let members = &members[segment as usize];
                row(dataset, profile, &totals, segment, members, (n_customers, revenue))
            })
            .collect(),
        n_customers,
        revenue,
    }
}

fn cell_idx(recency: u8, frequency: u8) -> usize {
    usize::from(frequency - 1) * 5 + usize::from(recency - 1)
}

/// One segment of the selection closely: who is still alive, and whom to call first.
#[must_use]
pub fn detail(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    segment: Segment,
) -> SegmentDetail {
    let totals = SelectedTotals::new(dataset, profile, selection);
    let Scores { segment: segments, .. } = &profile.scores;
    let members: Vec<usize> =
        selection.customers.iter().filter(|&customer| segments[customer] == Some(segment)).collect();
    let all = selection.customers.iter().map(|customer| i128::from(totals.revenue[customer])).sum();
    let whole = (selection.customers.count() as u64, dataset.major(all));

    let is_fitted = profile.clv.as_ref().is_some_and(|clv| !clv.p_alive.is_empty());
    let mut p_alive_bins = vec![0; if is_fitted { 20 } else { 0 }];
    let mut worth_a_call: Vec<usize> = Vec::new();
    for &customer in &members {
        let Some(p_alive) = profile.p_alive(customer) else { continue };
        if let Some(bin) = p_alive_bins.get_mut(((p_alive * 20.0) as usize).min(19)) {
            *bin += 1;
        }
        if p_alive >= SegmentDetail::WORTH_A_CALL {
            worth_a_call.push(customer);
        }
    }
    let revenue_worth_a_call =
        dataset.major(worth_a_call.iter().map(|&customer| i128::from(totals.revenue[customer])).sum());
    let n_worth_a_call = worth_a_call.len() as u64;
    worth_a_call.sort_by_key(|&customer| (std::cmp::Reverse(totals.revenue[customer]), customer));
    SegmentDetail {
        row: row(dataset, profile, &totals, segment, &members, whole),
        p_alive_bins,
        n_worth_a_call,
        revenue_worth_a_call,
        call_first: worth_a_call
            .iter()
            .take(10)
            .map(|&customer| SegmentCustomer {
                id: dataset.customers().ids.get(customer).to_owned(),
                label: dataset.customers().label(customer).to_owned(),
                n_orders: totals.n_orders[customer],
                recency_days: profile.facts.recency_days(customer),
                revenue: dataset.major(i128::from(totals.revenue[customer])),
                p_alive: profile.p_alive(customer),
            })
            .collect(),
    }
}

/// The row of a segment; `whole` is the number of customers and the revenue of the selection.
fn row(
    dataset: &Dataset,
    profile: &Profile,
    totals: &SelectedTotals,
    segment: Segment,
    members: &[usize],
    whole: (u64, f64),
) -> SegmentRow {
    let facts = &profile.facts;
    let n_customers = members.len() as u64;
    let revenue = dataset.major(members.iter().map(|&customer| i128::from(totals.revenue[customer])).sum());
    let mut recency: Vec<i64> =
        members.iter().map(|&customer| i64::from(facts.recency_days(customer))).collect();
    let mut scratch = Vec::new();
    // Medians of whole days are whole or half days, so that twice the median is a whole number.
    let mut doubled_gaps: Vec<i64> = members
        .iter()
        .filter_map(|&customer| facts.median_gap_days(dataset, customer, &mut scratch))
        .map(|gap| (gap * 2.0) as i64)
        .collect();
    SegmentRow {
        segment,
        n_customers,
        customer_share: share(n_customers as f64, whole.0 as f64),
        revenue,
        revenue_share: share(revenue, whole.1),
        median_recency_days: median(&mut recency),
        median_gap_days: median(&mut doubled_gaps).map(|gap| gap / 2.0),
        mean_p_alive: mean(members.iter().map(|&customer| profile.p_alive(customer))),
        mean_lifetime_value: mean(members.iter().map(|&customer| profile.lifetime_value(customer))),
    }
}

fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

/// Mean of what is there; `None` when nothing is.
fn mean(values: impl Iterator<Item = Option<f64>>) -> Option<f64> {
    let (mut n, mut sum) = (0_u64, 0.0);
    for value in values.flatten() {
        n += 1;
        sum += value;
    }
    (n > 0).then(|| sum / n as f64)
}
