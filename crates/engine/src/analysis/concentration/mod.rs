//! How revenue is concentrated: the Lorenz curve, Gini, ABC classes and top shares.
//!
//! In:   [`CustomerFacts`] for the ranks; a selection for the report.
//! Out:  [`Ranks`], one entry per customer; a [`ConcentrationReport`] of the selection.
//! Cost: one sort of the customers.
//!
//! A class ends with the customer that crosses its cut: who brings the first 80 % includes whoever makes
//! them full. Customers with negative revenue come last, wherever the curve is.

pub mod inequality;
#[cfg(test)]
mod laws;
mod register;

pub(crate) use register::{FINDINGS, METRICS};

use super::Profile;
use super::facts::CustomerFacts;
use super::selection::{SelectedTotals, Selection};
use crate::data::{Dataset, Money};
use crate::query::AbcClass;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Rank and class of each customer on the whole data set.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranks {
    /// Customers with an order, by revenue, largest first; ties by id.
    pub by_revenue: Vec<u32>,
    /// Rank of each customer from 0, `u32::MAX` without an order.
    pub rank: Vec<u32>,
    /// ABC class of each customer, by the share *before* the customer; `None` without an order.
    pub class: Vec<Option<AbcClass>>,
    /// The cuts, as shares of revenue.
    pub cuts: AbcCuts,
}

/// Where classes end, as cumulative shares of revenue.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct AbcCuts {
    /// End of class A.
    pub a: f64,
    /// End of class B.
    pub b: f64,
}

impl Default for AbcCuts {
    fn default() -> Self {
        Self { a: 0.80, b: 0.95 }
    }
}

/// A point of a cumulative curve.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CurvePoint {
    /// Number of customers so far, largest first.
    pub n_customers: u64,
    /// Their share of all customers.
    pub customer_share: f64,
    /// What they bring, cumulated.
    pub value: f64,
    /// Its share of the total.
    pub value_share: f64,
}

/// What the largest customers bring.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct TopShare {
    /// The top p percent.
    pub percent: f64,
    /// That many customers: n times p / 100, rounded up.
    pub n_customers: u64,
    /// Their revenue.
    pub revenue: f64,
    /// Its share of all revenue.
    pub revenue_share: f64,
}

/// One ABC class.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AbcRow {
    /// Which.
    pub class: AbcClass,
    /// Customers.
    pub n_customers: u64,
    /// Their share of all customers.
    pub customer_share: f64,
    /// Their revenue.
    pub revenue: f64,
    /// Its share of all revenue.
    pub revenue_share: f64,
    /// Their profit, where there is cost.
    pub profit: Option<f64>,
    /// Share of them whose profit is below zero, where there is cost.
    pub loss_share: Option<f64>,
}

/// Concentration of revenue over the selected customers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ConcentrationReport {
    /// Selected customers.
    pub n_customers: u64,
    /// Their revenue.
    pub revenue: f64,
    /// Their profit, where there is cost.
    pub profit: Option<f64>,
    /// Gini coefficient, 0..=1; `None` when a customer's revenue is below zero or the total is not
    /// positive, where it is not defined.
    pub gini: Option<f64>,
    /// Herfindahl-Hirschman index: sum of squared revenue shares, 0..=1.
    pub hhi: Option<f64>,
    /// About 300 points from (0, 0) to (n, total), denser at the start; among them every whole percent of
    /// customers, rounded up.
    pub curve: Vec<CurvePoint>,
    /// Top 1, 5, 10, 20 and 50 percent.
    pub top: Vec<TopShare>,
    /// Classes A, B, C of the selected customers.
    pub classes: Vec<AbcRow>,
    /// The cuts.
    pub cuts: AbcCuts,
}

impl Ranks {
    /// Ranks and classes of every customer with an order. All are of class C when total revenue is not
    /// positive, where there is no share to speak of.
    #[must_use]
    pub fn new(facts: &CustomerFacts, cuts: AbcCuts) -> Self {
        let n = facts.len();
        let mut order: Vec<(Reverse<Money>, u32)> = (0..n)
            .filter(|&customer| facts.has_order(customer))
            .map(|customer| (Reverse(facts.revenue[customer]), u32::try_from(customer).unwrap_or(u32::MAX)))
            .collect();
        order.sort_unstable();
        let total: i128 = order.iter().map(|(revenue, _)| i128::from(revenue.0)).sum();
        let mut ranks = Self {
            by_revenue: Vec::with_capacity(order.len()),
            rank: vec![u32::MAX; n],
            class: vec![None; n],
            cuts,
        };
        let mut before = 0_i128;
        for (place, &(Reverse(revenue), customer)) in order.iter().enumerate() {
            ranks.by_revenue.push(customer);
            ranks.rank[customer as usize] = u32::try_from(place).unwrap_or(u32::MAX);
            ranks.class[customer as usize] = Some(cuts.class_after(before, total));
            before += i128::from(revenue);
        }
        ranks
    }
}

impl AbcCuts {
    /// Class of the customer before whom `before` of `total` is reached.
    fn class_after(self, before: i128, total: i128) -> AbcClass {
        let share = if total > 0 { before as f64 / total as f64 } else { 1.0 };
        if share < self.a {
            AbcClass::A
        } else if share < self.b {
            AbcClass::B
        } else {
            AbcClass::C
        }
    }
}

/// Revenue of the selected customers: shares of the largest, classes, curve, Gini and Herfindahl.
#[must_use]
pub fn report(dataset: &Dataset, profile: &Profile, selection: &Selection) -> ConcentrationReport {
    let totals = SelectedTotals::new(dataset, profile, selection);
    let values = descending(&totals.revenue, selection);
    let total: i128 = values.iter().map(|&value| i128::from(value)).sum();
    let profit = totals.profit.as_ref().map(|profit| {
        dataset.major(selection.customers.iter().map(|customer| i128::from(profit[customer])).sum())
    });
    let top = top_shares(dataset, &values);
    let curve = {
        let mut stops: BTreeSet<usize> = dense_at_start(values.len(), CURVE_POINTS).collect();
        // Whole percents are said in words and clicked, so they are exact: rounded up, as the top shares.
        stops.extend((1..=100).map(|percent| (values.len() * percent).div_ceil(100)));
        curve(dataset, &values, &stops)
    };
    ConcentrationReport {
        n_customers: values.len() as u64,
        revenue: dataset.major(total),
        profit,
        gini: gini(&values),
        hhi: gini(&values)
            .map(|_| values.iter().map(|&value| (value as f64 / total as f64).powi(2)).sum::<f64>()),
        curve,
        top,
        classes: classes(dataset, profile, selection, &totals),
        cuts: profile.ranks.cuts,
    }
}

/// Points of a cumulative curve, about.
pub(super) const CURVE_POINTS: usize = 200;

/// Values of the selected customers, largest first.
pub(super) fn descending(values: &[Money], selection: &Selection) -> Vec<Money> {
    let mut values: Vec<Money> = selection.customers.iter().map(|customer| values[customer]).collect();
    values.sort_unstable_by_key(|&value| Reverse(value));
    values
}

/// Numbers from 0 to `n`, `n_points` intervals at most, close together at the start.
pub(super) fn dense_at_start(n: usize, n_points: usize) -> impl Iterator<Item = usize> {
    (0..=n_points).map(move |step| {
        let share = step as f64 / n_points as f64;
        if step == n_points { n } else { (n as f64 * share * share).ceil() as usize }
    })
}

/// The cumulative curve of `values` at the given numbers of customers.
pub(super) fn curve(dataset: &Dataset, values: &[Money], stops: &BTreeSet<usize>) -> Vec<CurvePoint> {
    let total: i128 = values.iter().map(|&value| i128::from(value)).sum();
    let (mut done, mut sum) = (0, 0_i128);
    stops
        .iter()
        .map(|&stop| {
            sum += values[done..stop].iter().map(|&value| i128::from(value)).sum::<i128>();
            done = stop;
            CurvePoint {
                n_customers: stop as u64,
                customer_share: if values.is_empty() { 0.0 } else { stop as f64 / values.len() as f64 },
                value: dataset.major(sum),
                value_share: if total > 0 { sum as f64 / total as f64 } else { 0.0 },
            }
        })
        .collect()
}

/// Gini coefficient of values in descending order, 0..=1.
///
/// `None` when a value is negative or the total is not positive. Worked in integers up to the last
/// division.
///
/// # Source
/// sum over i of (2 i - n - 1) x_i / (n sum x), x ascending: Sen (1973), On Economic Inequality, without
/// the correction n / (n - 1) for small samples.
#[must_use]
pub fn gini(descending: &[Money]) -> Option<f64> {
    let n = descending.len() as i128;
    let total: i128 = descending.iter().map(|&value| i128::from(value)).sum();
    if total <= 0 || descending.last().is_some_and(|&least| least < 0) {
        return None;
    }
    let mut weighted = 0_i128;
    let mut weight = n - 1;
    for &value in descending {
        weighted += weight * i128::from(value);
        weight -= 2;
    }
    Some(weighted as f64 / (n as f64 * total as f64))
}

/// Number and total value of the customers in each tenth, largest first. When the number of customers is
/// not a multiple of ten, the first tenths have one more.
#[must_use]
pub fn deciles(descending: &[Money]) -> [(u64, i128); 10] {
    let (size, rest) = (descending.len() / 10, descending.len() % 10);
    let mut values = descending;
    std::array::from_fn(|idx| {
        let (group, others) = values.split_at(size + usize::from(idx < rest));
        values = others;
        (group.len() as u64, group.iter().map(|&value| i128::from(value)).sum())
    })
}

fn top_shares(dataset: &Dataset, values: &[Money]) -> Vec<TopShare> {
    let total: i128 = values.iter().map(|&value| i128::from(value)).sum();
    [1, 5, 10, 20, 50]
        .map(|percent: usize| {
            let n = (values.len() * percent).div_ceil(100);
            let sum: i128 = values[..n].iter().map(|&value| i128::from(value)).sum();
            TopShare {
                percent: percent as f64,
                n_customers: n as u64,
                revenue: dataset.major(sum),
                revenue_share: if total > 0 { sum as f64 / total as f64 } else { 0.0 },
            }
        })
        .to_vec()
}

fn classes(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    totals: &SelectedTotals,
) -> Vec<AbcRow> {
    let mut sums = [(0_u64, 0_i128, 0_i128, 0_u64); 3];
    for customer in selection.customers.iter() {
        let Some(class) = profile.ranks.class[customer] else { continue };
        let sum = &mut sums[class as usize];
        let profit = totals.profit.as_ref().map_or(0, |profit| profit[customer]);
        sum.0 += 1;
        sum.1 += i128::from(totals.revenue[customer]);
        sum.2 += i128::from(profit);
        sum.3 += u64::from(profit < 0);
    }
    let n_all: u64 = sums.iter().map(|sum| sum.0).sum();
    let all: i128 = sums.iter().map(|sum| sum.1).sum();
    let ratio = |part: u64, whole: u64| if whole > 0 { part as f64 / whole as f64 } else { 0.0 };
    [AbcClass::A, AbcClass::B, AbcClass::C]
        .map(|class| {
            let (n_customers, revenue, profit, n_loss_making) = sums[class as usize];
            AbcRow {
                class,
                n_customers,
                customer_share: ratio(n_customers, n_all),
                revenue: dataset.major(revenue),
                revenue_share: if all > 0 { revenue as f64 / all as f64 } else { 0.0 },
                profit: totals.profit.as_ref().map(|_| dataset.major(profit)),
                loss_share: totals.profit.as_ref().map(|_| ratio(n_loss_making, n_customers)),
            }
        })
        .to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{dataset, day, line, profile, select};

    #[test]
    fn equal_customers_have_gini_0_and_one_of_n_has_1_less_1_over_n() {
        assert_eq!(gini(&[5; 7]), Some(0.0));
        assert_eq!(gini(&[8]), Some(0.0));
        assert_eq!(gini(&[9, 0, 0, 0]), Some(0.75));
        // (2 * 1 - 5) * 1 + (4 - 5) * 2 + (6 - 5) * 3 + (8 - 5) * 4 = 10, over 4 * 10.
        assert_eq!(gini(&[4, 3, 2, 1]), Some(0.25));
    }

    #[test]
    fn gini_is_refused_where_it_is_not_defined() {
        assert_eq!(gini(&[]), None);
        assert_eq!(gini(&[0, 0]), None);
        assert_eq!(gini(&[5, -1]), None);
    }

    #[test]
    fn the_customer_that_crosses_a_cut_is_of_the_better_class() {
        let amounts = [("A", 70), ("B", 20), ("C", 6), ("D", 4), ("E", 0), ("F", -10)];
        let lines = amounts.map(|(customer, amount)| line(customer, "2024-01-01", amount));
        let facts = CustomerFacts::new(&dataset(&lines, &[]), day("2024-01-01"));
        // Of 90: before B 78 %, before C 100 %, since F gives back 10.
        let ranks = Ranks::new(&facts, AbcCuts::default());
        let class = |letter| Some(letter);
        use AbcClass::{A, C};
        assert_eq!(ranks.class, [class(A), class(A), class(C), class(C), class(C), class(C)]);
        assert_eq!((ranks.by_revenue, ranks.rank[5]), (vec![0, 1, 2, 3, 4, 5], 5));
        // Of 100, before B 70 %, before C 90 %, before D 96 %.
        let facts = CustomerFacts::new(&dataset(&lines[..5], &[]), day("2024-01-01"));
        let classes = Ranks::new(&facts, AbcCuts::default()).class;
        assert_eq!(classes, [class(A), class(A), class(AbcClass::B), class(C), class(C)]);
    }

    #[test]
    fn tenths_of_23_customers_have_three_then_two() {
        let values: Vec<Money> = (1..=23).rev().collect();
        let tenths = deciles(&values);
        assert_eq!(tenths.map(|(n, _)| n), [3, 3, 3, 2, 2, 2, 2, 2, 2, 2]);
        assert_eq!((tenths[0].1, tenths[9].1), (23 + 22 + 21, 1 + 2));
        assert_eq!(deciles(&[]), [(0, 0); 10]);
    }

    #[test]
    fn an_empty_selection_has_a_report_of_zeros() {
        let dataset = dataset(&[line("A", "2024-01-01", 9)], &[]);
        let profile = profile(&dataset, day("2024-01-01"));
        let nobody = select(&dataset, &profile, &[crate::query::Clause::CustomerIds(Vec::new())]);
        let report = report(&dataset, &profile, &nobody);
        assert_eq!((report.n_customers, report.gini, report.hhi), (0, None, None));
        assert!(report.top.iter().all(|top| top.n_customers == 0 && top.revenue_share == 0.0));
    }
}
