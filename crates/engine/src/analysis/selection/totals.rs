//! Orders, revenue and profit of each customer within a selection.

use super::Selection;
use crate::analysis::Profile;
use crate::analysis::facts::saturated;
use crate::data::{Dataset, Money};
use std::borrow::Cow;

/// One entry per customer of the data set; 0 for customers that are not selected, unless no line is
/// filtered out, where the entries are those of the facts and only those of selected customers mean
/// anything.
#[derive(Debug, Clone)]
pub struct SelectedTotals<'a> {
    /// Orders with a selected line.
    pub n_orders: Cow<'a, [u32]>,
    /// Revenue of the selected lines, in minor units.
    pub revenue: Cow<'a, [Money]>,
    /// Their revenue minus cost, in minor units, where there is cost.
    pub profit: Option<Cow<'a, [Money]>>,
}

impl<'a> SelectedTotals<'a> {
    /// Totals of a selection: borrowed from the facts when all lines of the customers are selected, else
    /// summed in one pass over their lines.
    #[must_use]
    pub fn new(dataset: &Dataset, profile: &'a Profile, selection: &Selection) -> Self {
        let facts = &profile.facts;
        let Some(mask) = &selection.lines else {
            return Self {
                n_orders: Cow::Borrowed(&facts.n_orders),
                revenue: Cow::Borrowed(&facts.revenue),
                profit: facts.profit.as_deref().map(Cow::Borrowed),
            };
        };
        let n = dataset.n_customers();
        let (mut n_orders, mut revenue) = (vec![0; n], vec![0; n]);
        let mut profit = dataset.costs().map(|_| vec![0; n]);
        let amounts = dataset.amounts();
        for customer in selection.customers.iter() {
            let (mut sum, mut cost) = (0_i128, 0_i128);
            for order in dataset.orders_of(customer) {
                let mut is_selected = false;
                for line in dataset.lines_of(order).filter(|&line| mask.get(line)) {
                    is_selected = true;
                    sum += i128::from(amounts[line]);
                    cost += dataset.costs().map_or(0, |costs| i128::from(costs[line]));
                }
                n_orders[customer] += u32::from(is_selected);
            }
            revenue[customer] = saturated(sum);
            if let Some(profit) = &mut profit {
                profit[customer] = saturated(sum - cost);
            }
        }
        Self { n_orders: Cow::Owned(n_orders), revenue: Cow::Owned(revenue), profit: profit.map(Cow::Owned) }
    }
}
