//! What a customer ordered, and what of it came after a day.

use crate::analysis::selection::Selection;
use crate::data::{Dataset, Day};

/// One order with a selected line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Order {
    /// Its index in the data set.
    pub(super) idx: usize,
    /// Its first day.
    pub(super) day: Day,
    /// Revenue of its selected lines, in minor units.
    pub(super) revenue: i128,
    /// Revenue minus cost; the revenue where there is no cost.
    pub(super) profit: i128,
}

/// What orders of some days bring together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Brought {
    pub(super) n_orders: u64,
    pub(super) revenue: i128,
    pub(super) profit: i128,
}

/// Puts the orders of a customer into `orders`, by day.
pub(super) fn collect(dataset: &Dataset, selection: &Selection, customer: usize, orders: &mut Vec<Order>) {
    orders.clear();
    let (amounts, costs, days) = (dataset.amounts(), dataset.costs(), dataset.order_days());
    for idx in dataset.orders_of(customer) {
        let (mut is_selected, mut revenue, mut cost) = (false, 0_i128, 0_i128);
        for line in dataset.lines_of(idx).filter(|&line| selection.has_line(line)) {
            is_selected = true;
            revenue += i128::from(amounts[line]);
            cost += costs.map_or(0, |costs| i128::from(costs[line]));
        }
        if is_selected {
            orders.push(Order { idx, day: days[idx], revenue, profit: revenue - cost });
        }
    }
}

/// What the orders from `from` to `to` days after `anchor` bring, both included.
pub(super) fn brought(orders: &[Order], anchor: Day, from: i32, to: i32) -> Brought {
    let start = orders.partition_point(|order| order.day.since(anchor) < from);
    let mut sum = Brought::default();
    for order in orders[start..].iter().take_while(|order| order.day.since(anchor) <= to) {
        sum.n_orders += 1;
        sum.revenue += order.revenue;
        sum.profit += order.profit;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{Line, dataset, day, line, profile, select};

    #[test]
    fn orders_are_counted_between_two_days() {
        let lines = [
            Line { cost: 4, ..line("A", "2024-01-01", 10) },
            line("A", "2024-01-05", 20),
            line("A", "2024-01-06", -3),
            line("B", "2024-01-05", 99),
        ];
        let dataset = dataset(&lines, &[]);
        let profile = profile(&dataset, day("2024-02-01"));
        let all = select(&dataset, &profile, &[]);
        let mut orders = Vec::new();
        collect(&dataset, &all, 0, &mut orders);
        assert_eq!(orders.iter().map(|order| order.profit).collect::<Vec<_>>(), [6, 20, -3]);
        let after = |from, to| brought(&orders, day("2024-01-01"), from, to);
        assert_eq!((after(0, 5).n_orders, after(1, 5).revenue, after(1, 4).revenue), (3, 17, 20));
        assert_eq!(after(6, 500), Brought::default());
    }
}
