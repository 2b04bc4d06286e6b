//! Revenue, orders and customers of several stretches of time, in one pass.

use crate::analysis::Profile;
use crate::analysis::day_table::{DayTable, day_runs};
use crate::analysis::selection::Selection;
use crate::data::{Dataset, DayRange};

/// What happened in one stretch of time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::analysis) struct Tally {
    pub(in crate::analysis) revenue: i128,
    /// Revenue of customers who became one in it.
    pub(in crate::analysis) new_revenue: i128,
    pub(in crate::analysis) n_orders: u64,
    /// Customers with an order in it.
    pub(in crate::analysis) n_active: u64,
    /// Those of them who became one in it.
    pub(in crate::analysis) n_new_active: u64,
    /// Customers who became one in it, whether they ordered in it or not.
    pub(in crate::analysis) n_new: u64,
    /// Customers with two orders or more in it.
    pub(in crate::analysis) n_repeat: u64,
    /// Customers with an order in it and in the stretch before it in the list.
    pub(in crate::analysis) n_kept: u64,
}

/// The tallies of `ranges`, which must not overlap.
pub(in crate::analysis) fn tallies(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    ranges: &[DayRange],
) -> Vec<Tally> {
    let table = DayTable::new(ranges);
    let mut tallies = vec![Tally::default(); ranges.len()];
    // Orders of the present customer in each range, and the ranges in which there are any.
    let mut n_orders_in = vec![0_u32; ranges.len()];
    let mut touched: Vec<usize> = Vec::new();
    for customer in selection.customers.iter() {
        let since = table.get(profile.facts.since[customer]);
        if let Some(idx) = since {
            tallies[idx].n_new += 1;
        }
        for order in dataset.orders_of(customer) {
            let mut is_counted = false;
            for (day, lines) in day_runs(dataset, order) {
                let Some(idx) = table.get(day) else { continue };
                let Some(amount) = selection.sum(dataset.amounts(), lines) else { continue };
                let tally = &mut tallies[idx];
                tally.revenue += amount;
                if since == Some(idx) {
                    tally.new_revenue += amount;
                }
                if n_orders_in[idx] == 0 {
                    touched.push(idx);
                    n_orders_in[idx] = 1;
                    tally.n_active += 1;
                    tally.n_new_active += u64::from(since == Some(idx));
                    // The first order in a range; lines of an order before it make it no second one.
                    tally.n_orders += u64::from(!is_counted);
                } else if !is_counted {
                    n_orders_in[idx] += 1;
                    tally.n_orders += 1;
                }
                is_counted = true;
            }
        }
        for &idx in &touched {
            tallies[idx].n_repeat += u64::from(n_orders_in[idx] >= 2);
            tallies[idx].n_kept += u64::from(idx > 0 && n_orders_in[idx - 1] > 0);
        }
        for idx in touched.drain(..) {
            n_orders_in[idx] = 0;
        }
    }
    tallies
}
