//! The three loops: customers won, customers kept, and customers won by customers.

use super::IntakeOptions;
use crate::analysis::Profile;
use crate::analysis::selection::{Selection, customer_idx};
use crate::data::{Dataset, Month, Quarter, TextRole};
use serde::{Deserialize, Serialize};

/// One quarter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlowRow {
    /// First month of the quarter.
    pub start: Month,
    /// Whether the quarter is over on the as-of day and the data begins no later than it.
    pub is_complete: bool,
    /// Customers won without a referrer.
    pub n_new: u64,
    /// Customers who ordered in it and before it.
    pub n_kept: u64,
    /// Customers won by a customer; `None` where referrers are not known.
    pub n_referred: Option<u64>,
    /// Customers with an order in it: the three together.
    pub n_active: u64,
}

/// New, kept and referred customers by quarter.
pub(super) fn flow(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    options: &IntakeOptions,
) -> Vec<FlowRow> {
    let (facts, as_of) = (&profile.facts, profile.facts.as_of);
    let observed = dataset.observed();
    let (first, last) = (observed.first.month().quarter(), as_of.month().quarter());
    let n_quarters = usize::try_from(last.0 - first.0 + 1).unwrap_or(0);
    let mut tallies = vec![[0_u64; 3]; n_quarters];
    let referrers = dataset.customers().texts.iter().find(|text| text.role == TextRole::Referrer);
    for customer in selection.customers.iter() {
        let start = dataset.orders_of(customer).start;
        let days = &dataset.order_days()[start..start + facts.n_orders[customer] as usize];
        let referrer = referrers.map(|texts| texts.values.get(customer)).filter(|id| !id.is_empty());
        let is_referred =
            referrer.and_then(|id| customer_idx(dataset, id)).is_some_and(|other| other != customer);
        // Who signed up in a quarter before the first order was no customer yet; who did before the data is not new.
        let is_old = facts.birth_day(customer) < observed.first.month().first_day();
        let quarter = |day: crate::data::Day| usize::try_from(day.month().quarter().0 - first.0).unwrap_or(0);
        let mut seen = None;
        for &day in days {
            let idx = quarter(day);
            if seen == Some(idx) {
                continue;
            }
            let loop_idx = if seen.is_some() || is_old {
                1
            } else if is_referred {
                2
            } else {
                0
            };
            if let Some(tally) = tallies.get_mut(idx) {
                tally[loop_idx] += 1;
            }
            seen = Some(idx);
        }
    }
    let row = |(idx, tally): (usize, &[u64; 3])| {
        let start = Quarter(first.0 + i32::try_from(idx).unwrap_or(0)).first_month();
        FlowRow {
            start,
            is_complete: observed.first.month() <= start && start.plus(2).last_day() <= as_of,
            n_new: tally[0],
            n_kept: tally[1],
            n_referred: referrers.map(|_| tally[2]),
            n_active: tally.iter().sum(),
        }
    };
    let mut rows: Vec<FlowRow> = tallies.iter().enumerate().map(row).collect();
    rows.drain(..rows.len().saturating_sub(usize::from(options.max_months)));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{dataset, day, line, profile, select};

    #[test]
    fn the_three_loops_of_four_customers() {
        let lines = [
            line("A", "2024-01-10", 1),
            line("A", "2024-02-10", 1),
            line("A", "2024-05-10", 1),
            line("B", "2024-05-11", 1),
            line("C", "2024-02-01", 1),
            line("C", "2024-08-01", 1),
        ];
        let dataset = dataset(&lines, &[("C", "2020-01-01")]);
        let profile = profile(&dataset, day("2024-08-20"));
        let all = select(&dataset, &profile, &[]);
        let rows = flow(&dataset, &profile, &all, &IntakeOptions::default());
        let found: Vec<_> =
            rows.iter().map(|row| (row.n_new, row.n_kept, row.n_referred, row.is_complete)).collect();
        assert_eq!(found, [(1, 1, None, true), (1, 1, None, true), (0, 1, None, false)]);
        assert!(rows.iter().all(|row| row.n_active == row.n_new + row.n_kept));
    }
}
