//! One customer in full.

use super::{CustomerDetail, Order, OrderLine};
use crate::analysis::Profile;
use crate::analysis::selection::customer_idx;
use crate::data::{Dataset, Day, DayRange, DimensionRole};
use std::ops::Range;

/// Chance of being alive of somebody with `repeats` repeat order days, the age in weeks at the last one,
/// and the age in weeks.
pub type PAliveAt<'a> = &'a dyn Fn(u32, f64, f64) -> f64;

/// The 80 % prediction interval of the lifetime value of a customer of the data set.
pub type IntervalOf<'a> = &'a dyn Fn(usize) -> (f64, f64);

/// Days before the as-of day for the earlier chance of being alive.
const MONTH_DAYS: i32 = 30;
const WEEK_DAYS: i32 = 7;

/// The customer with that id; `None` when there is none or no order of theirs lies on or before the
/// as-of day. The chance of being alive over time and the interval of the lifetime value come from the
/// fitted models, where there are such.
#[must_use]
pub fn detail(
    dataset: &Dataset,
    profile: &Profile,
    id: &str,
    p_alive_at: Option<PAliveAt>,
    interval: Option<IntervalOf>,
) -> Option<CustomerDetail> {
    let customer = customer_idx(dataset, id)?;
    let facts = &profile.facts;
    if !facts.has_order(customer) {
        return None;
    }
    let as_of = facts.as_of;
    let first_order = dataset.orders_of(customer).start;
    let orders = first_order..first_order + facts.n_orders[customer] as usize;
    let year = as_of.year();
    let revenue_of = |year: i32| revenue_in(dataset, profile, customer, DayRange::of_year(year));
    let course = |at: PAliveAt| History::new(dataset, orders.clone()).course(as_of, at);
    let customers = dataset.customers();
    let (scores, ranks) = (&profile.scores, &profile.ranks);
    let rank = ranks.rank[customer];
    let role = |role: DimensionRole| {
        let idx = dataset.dimensions().iter().position(|dimension| dimension.role == Some(role))?;
        u16::try_from(idx).ok()
    };
    let ranked_id = |rank: Option<u32>| {
        let customer = *ranks.by_revenue.get(rank? as usize)?;
        Some(customers.ids.get(customer as usize).to_owned())
    };
    Some(CustomerDetail {
        id: customers.ids.get(customer).to_owned(),
        name: customers.names.get(customer).to_owned(),
        also_known_as: customers.also_known_as(customer).to_vec(),
        attributes: customers
            .dimensions
            .iter()
            .map(|dimension| (dimension.name.clone(), dimension.value(customer).to_owned()))
            .collect(),
        segment: scores.segment[customer],
        class: ranks.class[customer],
        scores: (scores.recency[customer], scores.frequency[customer], scores.monetary[customer]),
        since: facts.since[customer],
        revenue: dataset.major(i128::from(facts.revenue[customer])),
        revenue_rank: u64::from(rank) + 1,
        n_ranked: ranks.by_revenue.len() as u64,
        last_year: (year, revenue_of(year), revenue_of(year - 1)),
        profit: facts.profit.as_ref().map(|profit| dataset.major(i128::from(profit[customer]))),
        n_orders: facts.n_orders[customer],
        median_gap_days: facts.median_gap_days(dataset, customer, &mut Vec::new()),
        recency_days: facts.recency_days(customer),
        p_alive: profile.p_alive(customer),
        p_alive_month_ago: p_alive_at
            .and_then(|at| History::new(dataset, orders.clone()).p_alive(as_of.plus(-MONTH_DAYS), at)),
        lifetime_value: profile.lifetime_value(customer).zip(interval).map(|(value, interval)| {
            let (lo, hi) = interval(customer);
            (value, lo, hi)
        }),
        expected_orders: profile.clv.as_ref().and_then(|clv| clv.expected_orders.get(customer).copied()),
        p_alive_course: p_alive_at.map(course).unwrap_or_default(),
        dimensions: dataset.dimensions().iter().map(|dimension| dimension.name.clone()).collect(),
        category: role(DimensionRole::Category),
        complaint: role(DimensionRole::Complaint),
        orders: orders
            .clone()
            .skip(orders.len().saturating_sub(CustomerDetail::MAX_ORDERS))
            .map(|order| order_in_full(dataset, as_of, order))
            .collect(),
        neighbors: (ranked_id(rank.checked_sub(1)), ranked_id(rank.checked_add(1))),
    })
}

fn revenue_in(dataset: &Dataset, profile: &Profile, customer: usize, days: DayRange) -> f64 {
    let lines = dataset.lines_of_customer(customer).filter(|&line| {
        let day = dataset.days()[line];
        days.contains(day) && day <= profile.facts.as_of
    });
    dataset.major(lines.map(|line| i128::from(dataset.amounts()[line])).sum())
}

/// The distinct order days of a customer, ascending.
struct History {
    days: Vec<Day>,
}

impl History {
    fn new(dataset: &Dataset, orders: Range<usize>) -> Self {
        let mut days = dataset.order_days()[orders].to_vec();
        days.dedup();
        Self { days }
    }

    /// Chance of being alive on a day, as known then; `None` before the first order.
    fn p_alive(&self, day: Day, at: PAliveAt) -> Option<f64> {
        let known = &self.days[..self.days.partition_point(|&order_day| order_day <= day)];
        let (&first, &last) = (known.first()?, known.last()?);
        let weeks = |day: Day| f64::from(day.since(first)) / f64::from(WEEK_DAYS);
        let repeats = u32::try_from(known.len() - 1).unwrap_or(u32::MAX);
        Some(at(repeats, weeks(last), weeks(day)))
    }

    /// A point a week from the first order, one on each order day and one on the as-of day.
    fn course(&self, as_of: Day, at: PAliveAt) -> Vec<(Day, f64)> {
        let Some(&first) = self.days.first() else {
            return Vec::new();
        };
        let mut days: Vec<Day> = (first.0..=as_of.0).step_by(WEEK_DAYS as usize).map(Day).collect();
        days.extend(&self.days);
        days.push(as_of);
        days.sort_unstable();
        days.dedup();
        days.into_iter().filter_map(|day| Some((day, self.p_alive(day, at)?))).collect()
    }
}

fn order_in_full(dataset: &Dataset, as_of: Day, order: usize) -> Order {
    let cost_of = |lines: &[usize]| {
        let costs = dataset.costs()?;
        Some(dataset.major(lines.iter().map(|&line| i128::from(costs[line])).sum()))
    };
    let lines: Vec<usize> = dataset.lines_of(order).filter(|&line| dataset.days()[line] <= as_of).collect();
    Order {
        id: dataset.order_id(order).to_owned(),
        day: dataset.order_days()[order],
        amount: dataset.major(lines.iter().map(|&line| i128::from(dataset.amounts()[line])).sum()),
        cost: cost_of(&lines),
        lines: lines
            .iter()
            .map(|&line| OrderLine {
                day: dataset.days()[line],
                amount: dataset.major(i128::from(dataset.amounts()[line])),
                cost: cost_of(&[line]),
                values: dataset.dimensions().iter().map(|column| column.value(line).to_owned()).collect(),
                source: dataset.source(line),
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{Line, dataset, day, line, profile};

    #[test]
    fn the_course_has_a_point_a_week_and_one_on_each_order_day() {
        let dataset = dataset(
            &[
                line("A", "2024-01-01", 10),
                line("A", "2024-01-10", 5),
                Line { order: "x".to_owned(), ..line("A", "2024-01-10", 1) },
                line("A", "2024-02-01", 99),
                line("B", "2024-01-03", 50),
            ],
            &[],
        );
        let profile = profile(&dataset, day("2024-01-17"));
        // Repeats and weeks in one number each, to see what the model is asked.
        let at = |repeats: u32, last: f64, age: f64| f64::from(repeats) * 100.0 + last * 10.0 + age;
        let found = detail(&dataset, &profile, "A", Some(&at), None).unwrap();
        let expected = [
            ("2024-01-01", 0.0),
            ("2024-01-08", 1.0),
            ("2024-01-10", 100.0 + 90.0 / 7.0 + 9.0 / 7.0),
            ("2024-01-15", 100.0 + 90.0 / 7.0 + 2.0),
            ("2024-01-17", 100.0 + 90.0 / 7.0 + 16.0 / 7.0),
        ];
        assert_eq!(found.p_alive_course.len(), expected.len());
        for (&(day, value), (expected_day, expected)) in found.p_alive_course.iter().zip(expected) {
            assert_eq!(day.to_string(), expected_day);
            assert!((value - expected).abs() < 1e-9, "{day}: {value}");
        }
        assert_eq!(found.p_alive_month_ago, None);
        assert_eq!((found.n_orders, found.revenue, found.orders.len()), (3, 16.0, 3));
        assert_eq!(found.neighbors, (Some("B".to_owned()), None));
        assert_eq!(found.last_year, (2024, 16.0, 0.0));
    }

    #[test]
    fn customers_without_an_order_are_not_found() {
        let dataset =
            dataset(&[line("A", "2024-01-01", 1), line("B", "2024-05-01", 1)], &[("C", "2024-01-01")]);
        let profile = profile(&dataset, day("2024-02-01"));
        let is_found = |id: &str| detail(&dataset, &profile, id, None, None).is_some();
        assert_eq!(["A", "B", "C", "D"].map(is_found), [true, false, false, false]);
    }
}
