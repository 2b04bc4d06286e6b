//! What customers did in a stretch of time.

use crate::data::{Dataset, Day, DayRange};

/// Orders and money of a customer in some days.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Outcome {
    /// Orders with their first day in them.
    pub n_orders: u32,
    /// Revenue of the lines in them, in whole units.
    pub revenue: f64,
    /// Revenue minus cost of these lines; 0 where there is no cost.
    pub profit: f64,
}

impl Outcome {
    /// What a customer did from the first to the last day, none of it after `as_of`.
    #[must_use]
    pub fn of(dataset: &Dataset, customer: usize, days: DayRange, as_of: Day) -> Self {
        let last = days.last.min(as_of);
        let (mut n_orders, mut revenue, mut cost) = (0, 0_i128, 0_i128);
        let orders = dataset.orders_of(customer);
        // Orders lie in the order of their first day, so later ones have nothing in these days.
        let end = orders.start + dataset.order_days()[orders.clone()].partition_point(|&day| day <= last);
        for order in orders.start..end {
            n_orders += u32::from(dataset.order_days()[order] >= days.first);
            for line in dataset.lines_of(order) {
                let day = dataset.days()[line];
                if days.first <= day && day <= last {
                    revenue += i128::from(dataset.amounts()[line]);
                    cost += dataset.costs().map_or(0, |costs| i128::from(costs[line]));
                }
            }
        }
        Self { n_orders, revenue: dataset.major(revenue), profit: dataset.major(revenue - cost) }
    }
}
