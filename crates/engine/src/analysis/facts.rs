//! Orders, revenue and dates of each customer as of a day.
//!
//! In:   a [`Dataset`] and the as-of day; later lines are not looked at.
//! Out:  a struct of arrays, one entry per customer of the data set.
//! Cost: one pass over the lines.
//!
//! An order counts when a line of it lies on or before the as-of day. A sign-up after the as-of day is
//! not known yet, so such a customer counts from the first order.

use crate::data::{Dataset, Day, Money};
use crate::stats::quantile::median;

/// One entry per customer of the data set; customers without an order by the as-of day have
/// `n_orders == 0` and are left out of every analysis.
#[derive(Debug, Clone, PartialEq)]
pub struct CustomerFacts {
    /// The day everything is computed for.
    pub as_of: Day,
    /// Customers with at least one order.
    pub n_active: usize,
    /// Orders: distinct order numbers, or customer-days where the files have none.
    pub n_orders: Vec<u32>,
    /// Distinct days with an order; the unit of the purchase models.
    pub n_order_days: Vec<u32>,
    /// Net revenue in minor units.
    pub revenue: Vec<Money>,
    /// Revenue minus cost in minor units, where there is cost.
    pub profit: Option<Vec<Money>>,
    /// Day of the first order.
    pub first_day: Vec<Day>,
    /// Day of the last order.
    pub last_day: Vec<Day>,
    /// Day the customer became one: sign-up where known, else the first order.
    pub since: Vec<Day>,
}

impl CustomerFacts {
    /// Facts of every customer of `dataset` as of `as_of`. The days of customers without an order are
    /// day 0.
    #[must_use]
    pub fn new(dataset: &Dataset, as_of: Day) -> Self {
        let n = dataset.n_customers();
        let mut facts = Self {
            as_of,
            n_active: 0,
            n_orders: vec![0; n],
            n_order_days: vec![0; n],
            revenue: vec![0; n],
            profit: dataset.costs().map(|_| vec![0; n]),
            first_day: vec![Day::default(); n],
            last_day: vec![Day::default(); n],
            since: vec![Day::default(); n],
        };
        let (days, amounts, order_days) = (dataset.days(), dataset.amounts(), dataset.order_days());
        for customer in 0..n {
            let mut history = History::default();
            let (mut revenue, mut cost) = (0_i128, 0_i128);
            for order in dataset.orders_of(customer) {
                // Orders follow each other by their first day, so all later ones lie in the future too.
                if order_days[order] > as_of {
                    break;
                }
                history.add(order_days[order]);
                for line in dataset.lines_of(order) {
                    if days[line] <= as_of {
                        revenue += i128::from(amounts[line]);
                        cost += dataset.costs().map_or(0, |costs| i128::from(costs[line]));
                    }
                }
            }
            if history.n_orders == 0 {
                continue;
            }
            let signup = dataset.customers().signup.as_ref().and_then(|column| column[customer]);
            facts.n_active += 1;
            facts.n_orders[customer] = history.n_orders;
            facts.n_order_days[customer] = history.n_days;
            facts.revenue[customer] = saturated(revenue);
            if let Some(profit) = &mut facts.profit {
                profit[customer] = saturated(revenue - cost);
            }
            facts.first_day[customer] = history.first;
            facts.last_day[customer] = history.last;
            facts.since[customer] = signup.filter(|&day| day <= as_of).unwrap_or(history.first);
        }
        facts
    }

    /// Number of customers of the data set, with or without an order.
    #[must_use]
    pub fn len(&self) -> usize {
        self.n_orders.len()
    }

    /// Whether the data set has no customer at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.n_orders.is_empty()
    }

    /// Whether the customer has an order by the as-of day.
    #[must_use]
    pub fn has_order(&self, customer: usize) -> bool {
        self.n_orders[customer] > 0
    }

    /// Day the customer was won: the sign-up where it is known and not later than the first order.
    #[must_use]
    pub fn birth_day(&self, customer: usize) -> Day {
        self.since[customer].min(self.first_day[customer])
    }

    /// Days from the last order to the as-of day (recency in the RFM sense).
    #[must_use]
    pub fn recency_days(&self, customer: usize) -> i32 {
        self.as_of.since(self.last_day[customer])
    }

    /// Orders after the first order day, counted in days: `x` of the purchase models.
    #[must_use]
    pub fn repeats(&self, customer: usize) -> u32 {
        self.n_order_days[customer].saturating_sub(1)
    }

    /// Median days between consecutive orders of a customer, two orders of a day being 0 apart; `None`
    /// with fewer than two orders. `gaps` is scratch space.
    pub fn median_gap_days(&self, dataset: &Dataset, customer: usize, gaps: &mut Vec<i64>) -> Option<f64> {
        let first = dataset.orders_of(customer).start;
        let days = &dataset.order_days()[first..first + self.n_orders[customer] as usize];
        gaps.clear();
        gaps.extend(days.windows(2).map(|pair| i64::from(pair[1].since(pair[0]))));
        median(gaps)
    }
}

#[derive(Default)]
struct History {
    n_orders: u32,
    n_days: u32,
    first: Day,
    last: Day,
}

impl History {
    fn add(&mut self, day: Day) {
        if self.n_orders == 0 {
            self.first = day;
        }
        if self.n_orders == 0 || self.last != day {
            self.n_days += 1;
        }
        self.last = day;
        self.n_orders += 1;
    }
}

/// A sum as [`Money`]; a sum past 64 bits stops at the largest amount instead of wrapping around.
pub(super) fn saturated(sum: i128) -> Money {
    Money::try_from(sum).unwrap_or(if sum < 0 { Money::MIN } else { Money::MAX })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{Line, dataset, day, line};

    #[test]
    fn orders_days_and_money_are_counted_up_to_the_as_of_day() {
        let mut lines = vec![
            line("A", "2024-01-10", 100),
            line("A", "2024-01-10", 50),
            line("A", "2024-03-01", -30),
            line("A", "2024-03-05", 20),
            line("B", "2024-03-02", 10),
        ];
        // A second order on the first day, and an order whose second line comes too late.
        lines.push(Line { order: "x".to_owned(), cost: 3, ..line("A", "2024-01-10", 5) });
        lines.push(Line { order: "A/2024-03-01".to_owned(), ..line("A", "2024-03-04", 1_000) });
        let dataset = dataset(&lines, &[]);
        let facts = CustomerFacts::new(&dataset, day("2024-03-01"));
        assert_eq!((facts.n_active, facts.n_orders[0], facts.n_order_days[0]), (1, 3, 2));
        assert_eq!((facts.revenue[0], facts.profit.as_ref().unwrap()[0]), (125, 122));
        assert_eq!((facts.first_day[0], facts.last_day[0]), (day("2024-01-10"), day("2024-03-01")));
        assert_eq!((facts.recency_days(0), facts.repeats(0), facts.has_order(1)), (0, 1, false));
        // Gaps of 0 and 51 days.
        assert_eq!(facts.median_gap_days(&dataset, 0, &mut Vec::new()), Some(25.5));
        assert_eq!(facts.median_gap_days(&dataset, 1, &mut Vec::new()), None);
    }

    #[test]
    fn a_sign_up_counts_once_it_is_known() {
        let lines = [line("A", "2024-02-01", 1), line("B", "2024-02-01", 1), line("C", "2024-02-01", 1)];
        let dataset = dataset(&lines, &[("A", "2023-05-05"), ("B", "2024-02-20")]);
        let before = CustomerFacts::new(&dataset, day("2024-02-10"));
        assert_eq!(before.since, [day("2023-05-05"), day("2024-02-01"), day("2024-02-01")]);
        let after = CustomerFacts::new(&dataset, day("2024-02-20"));
        assert_eq!(after.since, [day("2023-05-05"), day("2024-02-20"), day("2024-02-01")]);
    }

    #[test]
    fn sums_past_64_bits_stop_at_the_largest_amount() {
        let lines = [line("A", "2024-02-01", i64::MAX), line("A", "2024-02-02", i64::MAX)];
        assert_eq!(CustomerFacts::new(&dataset(&lines, &[]), day("2024-02-10")).revenue, [i64::MAX]);
    }
}
