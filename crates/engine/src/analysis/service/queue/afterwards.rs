//! What callers did after their first contact.

use super::{GAVE_UP, QueueReport, WaitBand, customer_of, is_abandoned, wait_of};
use crate::analysis::Profile;
use crate::analysis::estimate::Share;
use crate::analysis::finding::{Finding, Value};
use crate::analysis::selection::Selection;
use crate::analysis::service::history::{Order, brought, collect};
use crate::analysis::service::logs::ContactLog;
use crate::data::Dataset;

/// Lower ends of the bands of waiting, in seconds.
const WAIT_BANDS: [f64; 6] = [0.0, 15.0, 30.0, 60.0, 120.0, 300.0];

/// What callers did after their first contact, one contact a customer.
pub(super) fn afterwards(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    log: &ContactLog,
    inbound: &[usize],
    report: &mut QueueReport,
) {
    let options = report.options;
    let (mut answered, mut given_up) = ((0, 0), (0, 0));
    let mut bands = [(0_u64, 0_u64); WAIT_BANDS.len()];
    let (mut orders, mut revenue, mut n_returned) = (Vec::<Order>::new(), 0_i128, 0_u64);
    let mut last = None;
    for &row in inbound {
        let Some(customer) = customer_of(log, row) else { continue };
        if last == Some(customer) {
            continue;
        }
        last = Some(customer);
        let (customer, day) = (customer as usize, log.days[row]);
        let is_known = customer < dataset.n_customers() && selection.customers.get(customer);
        if !is_known || profile.facts.as_of.since(day) < options.return_days {
            continue;
        }
        collect(dataset, selection, customer, &mut orders);
        let after = brought(&orders, day, 1, options.return_days);
        let came_back = after.n_orders > 0;
        let side = if is_abandoned(log, row) { &mut given_up } else { &mut answered };
        *side = (side.0 + u64::from(came_back), side.1 + 1);
        if !is_abandoned(log, row) {
            n_returned += u64::from(came_back);
            revenue += after.revenue;
            if let Some(wait) = wait_of(log, row) {
                let band = &mut bands[WAIT_BANDS.partition_point(|&from| from <= wait).saturating_sub(1)];
                *band = (band.0 + u64::from(came_back), band.1 + 1);
            }
        }
    }
    report.returned_answered = Share::of(answered.0, answered.1);
    if log.abandoned.is_some() {
        report.returned_abandoned = Share::of(given_up.0, given_up.1);
    }
    report.wait_bands = WAIT_BANDS
        .iter()
        .enumerate()
        .map(|(idx, &from_seconds)| WaitBand {
            from_seconds,
            to_seconds: WAIT_BANDS.get(idx + 1).copied(),
            returned: Share::of(bands[idx].0, bands[idx].1),
        })
        .filter(|band| band.returned.is_some())
        .collect();
    let (Some(answered), Some(given_up)) = (report.returned_answered, report.returned_abandoned) else {
        return;
    };
    let difference = answered.minus(&given_up);
    report.difference = Some(difference);
    if difference.ci_low > 0.0 && n_returned > 0 {
        // Those who would have come back, had they been answered, at what a returning caller brings in the days.
        let each = dataset.major(revenue) / n_returned as f64;
        let money = difference.difference * given_up.n as f64 * each;
        let values = [
            Value::Count(given_up.n),
            Value::Share(given_up.share, 0),
            Value::Share(answered.share, 0),
            Value::Money(money),
        ];
        report.findings.push(Finding::new(&GAVE_UP, values, money.max(0.0), None));
    }
}
