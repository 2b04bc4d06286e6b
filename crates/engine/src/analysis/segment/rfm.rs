//! Recency, frequency and monetary scores with any number of bins: quantiles of all customers, quantiles within
//! quantiles, or breaks that a person sets.
//!
//! In:   [`CustomerFacts`], [`RfmOptions`].
//! Out:  [`RfmScores`], one entry per customer; refused where breaks are out of order.
//! Cost: one sort of the customers per figure.
//!
//! Equal values always share a bin, so a bin may stay empty. The scores of the product's pages are
//! [`super::Scores`]; with five bins and independent quantiles these are the same.

use crate::analysis::Refused;
use crate::analysis::facts::CustomerFacts;
use serde::{Deserialize, Serialize};

/// Where bins begin, set by a person. Each list has one entry less than there are bins, highest score first.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct RfmBreaks {
    /// Most days since the last order for each score, strictly ascending.
    pub recency_days: Vec<i32>,
    /// Fewest orders for each score, strictly descending.
    pub orders: Vec<u32>,
    /// Least revenue in whole units for each score, strictly descending.
    pub revenue: Vec<f64>,
}

/// How scores are cut.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum RfmMethod {
    /// Each figure by its quantiles among all customers.
    Independent,
    /// Recency among all; orders among those of equal recency score; revenue among those of equal recency and
    /// frequency scores.
    Nested,
    /// By breaks.
    Fixed(RfmBreaks),
}

/// How customers are scored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RfmOptions {
    /// Number of bins, 3..=10.
    pub n_bins: u8,
    /// How scores are cut.
    pub method: RfmMethod,
}

impl Default for RfmOptions {
    fn default() -> Self {
        Self { n_bins: 5, method: RfmMethod::Independent }
    }
}

impl RfmOptions {
    /// Whether the number of bins and the breaks can be used.
    ///
    /// # Errors
    /// [`Refused::BadSetting`] that names what cannot: `rfm-bins`, `rfm-recency-breaks`, `rfm-order-breaks`,
    /// `rfm-revenue-breaks`.
    pub fn check(&self) -> Result<(), Refused> {
        let bad = |setting: &str| Err(Refused::BadSetting { setting: setting.to_owned() });
        if !(3..=10).contains(&self.n_bins) {
            return bad("rfm-bins");
        }
        let RfmMethod::Fixed(breaks) = &self.method else { return Ok(()) };
        let n = usize::from(self.n_bins) - 1;
        if breaks.recency_days.len() != n
            || !breaks.recency_days.is_sorted_by(|a, b| a < b)
            || breaks.recency_days.first().is_some_and(|&first| first < 0)
        {
            return bad("rfm-recency-breaks");
        }
        if breaks.orders.len() != n || !breaks.orders.is_sorted_by(|a, b| a > b) {
            return bad("rfm-order-breaks");
        }
        if breaks.revenue.len() != n
            || !breaks.revenue.is_sorted_by(|a, b| a > b)
            || breaks.revenue.iter().any(|value| !value.is_finite())
        {
            return bad("rfm-revenue-breaks");
        }
        Ok(())
    }
}

/// Scores of every customer; 0 for customers without an order.
#[derive(Debug, Clone, PartialEq)]
pub struct RfmScores {
    /// Number of bins.
    pub n_bins: u8,
    /// Recency score; the highest is most recent.
    pub recency: Vec<u8>,
    /// Frequency score; the highest has most orders.
    pub frequency: Vec<u8>,
    /// Monetary score; the highest has most revenue.
    pub monetary: Vec<u8>,
}

impl RfmScores {
    /// Scores every customer with an order.
    ///
    /// # Errors
    /// See [`RfmOptions::check`].
    ///
    /// # Source
    /// A. M. Hughes (1994), Strategic Database Marketing: quintiles within quintiles. Edges are linear quantiles
    /// (Hyndman & Fan 1996, definition 7); a score is one more than the number of edges below a value.
    pub fn new(facts: &CustomerFacts, money_scale: u8, options: &RfmOptions) -> Result<Self, Refused> {
        options.check()?;
        let n_bins = options.n_bins;
        let customers: Vec<u32> = (0..facts.len())
            .filter(|&customer| facts.has_order(customer))
            .filter_map(|customer| u32::try_from(customer).ok())
            .collect();
        let mut scores = Self {
            n_bins,
            recency: vec![0; facts.len()],
            frequency: vec![0; facts.len()],
            monetary: vec![0; facts.len()],
        };
        let days = |customer: usize| i64::from(facts.recency_days(customer));
        let orders = |customer: usize| i64::from(facts.n_orders[customer]);
        let money = |customer: usize| facts.revenue[customer];
        match &options.method {
            RfmMethod::Independent => {
                score(&customers, n_bins, days, &mut scores.recency);
                score(&customers, n_bins, orders, &mut scores.frequency);
                score(&customers, n_bins, money, &mut scores.monetary);
                flip(&customers, n_bins, &mut scores.recency);
            }
            RfmMethod::Nested => {
                score(&customers, n_bins, days, &mut scores.recency);
                flip(&customers, n_bins, &mut scores.recency);
                for within in groups(&customers, |customer| scores.recency[customer], n_bins) {
                    score(&within, n_bins, orders, &mut scores.frequency);
                    for within in groups(&within, |customer| scores.frequency[customer], n_bins) {
                        score(&within, n_bins, money, &mut scores.monetary);
                    }
                }
            }
            RfmMethod::Fixed(breaks) => {
                let unit = 10_f64.powi(i32::from(money_scale));
                for &customer in &customers {
                    let customer = customer as usize;
                    let count = |holds: usize| u8::try_from(1 + holds).unwrap_or(n_bins);
                    let recency =
                        breaks.recency_days.iter().filter(|&&most| days(customer) <= i64::from(most));
                    let frequency =
                        breaks.orders.iter().filter(|&&least| i64::from(least) <= orders(customer));
                    let revenue = money(customer) as f64 / unit;
                    let monetary = breaks.revenue.iter().filter(|&&least| least <= revenue);
                    scores.recency[customer] = count(recency.count());
                    scores.frequency[customer] = count(frequency.count());
                    scores.monetary[customer] = count(monetary.count());
                }
            }
        }
        Ok(scores)
    }
}

/// Scores 1..=n_bins of some customers by the quantiles among them.
fn score(customers: &[u32], n_bins: u8, value: impl Fn(usize) -> i64, scores: &mut [u8]) {
    let mut values: Vec<i64> = customers.iter().map(|&customer| value(customer as usize)).collect();
    values.sort_unstable();
    let edges = edges(&values, n_bins);
    for &customer in customers {
        let own = value(customer as usize) as f64;
        let below = edges.iter().filter(|&&edge| edge < own).count();
        scores[customer as usize] = u8::try_from(1 + below).unwrap_or(n_bins);
    }
}

/// The edges between `n_bins` quantiles of ascending values; none of no values.
fn edges(sorted: &[i64], n_bins: u8) -> Vec<f64> {
    let Some(last) = sorted.len().checked_sub(1) else { return Vec::new() };
    let n_bins = usize::from(n_bins);
    (1..n_bins)
        .map(|edge| {
            let (place, rest) = (last * edge / n_bins, last * edge % n_bins);
            let lower = sorted[place];
            let upper = if rest == 0 { lower } else { sorted[place + 1] };
            lower as f64 + (upper - lower) as f64 * rest as f64 / n_bins as f64
        })
        .collect()
}

fn flip(customers: &[u32], n_bins: u8, scores: &mut [u8]) {
    for &customer in customers {
        let score = &mut scores[customer as usize];
        *score = n_bins + 1 - *score;
    }
}

/// Customers by their score, 1 first.
fn groups(customers: &[u32], score: impl Fn(usize) -> u8, n_bins: u8) -> Vec<Vec<u32>> {
    let mut groups = vec![Vec::new(); usize::from(n_bins)];
    for &customer in customers {
        groups[usize::from(score(customer as usize)) - 1].push(customer);
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{Line, dataset, day, line};
    use crate::analysis::segment::{Scores, Scoring};

    /// Customers with 1 to 12 orders; the more orders, the longer ago the last one.
    fn facts() -> CustomerFacts {
        let mut lines: Vec<Line> = Vec::new();
        for customer in 1..=12_i32 {
            let last = day("2024-12-31").plus(-customer);
            for order in 0..customer {
                let day = last.plus(-order).to_string();
                lines.push(line(&format!("C{customer:02}"), &day, i64::from(100 - customer)));
            }
        }
        CustomerFacts::new(&dataset(&lines, &[]), day("2024-12-31"))
    }

    fn options(n_bins: u8, method: RfmMethod) -> RfmOptions {
        RfmOptions { n_bins, method }
    }

    #[test]
    fn five_independent_bins_are_the_quintiles_of_the_pages() {
        let facts = facts();
        let (own, pages) = (
            RfmScores::new(&facts, 0, &RfmOptions::default()).unwrap(),
            Scores::new(&facts, Scoring::Quintiles),
        );
        assert_eq!(
            (own.recency, own.frequency, own.monetary),
            (pages.recency, pages.frequency, pages.monetary)
        );
    }

    #[test]
    fn any_number_of_bins_from_3_to_10_is_used_whole() {
        let facts = facts();
        for n_bins in 3..=10 {
            for method in [RfmMethod::Independent, RfmMethod::Nested] {
                let scores = RfmScores::new(&facts, 0, &options(n_bins, method)).unwrap();
                for scores in [&scores.recency, &scores.frequency, &scores.monetary] {
                    assert!(scores.iter().all(|score| (1..=n_bins).contains(score)));
                }
                assert_eq!(scores.recency.iter().max(), Some(&n_bins));
                assert_eq!((scores.recency[0], scores.recency[11]), (n_bins, 1));
            }
        }
    }

    #[test]
    fn nested_orders_are_scored_among_customers_of_equal_recency() {
        let scores = RfmScores::new(&facts(), 0, &options(3, RfmMethod::Nested)).unwrap();
        // Four customers share each recency score; among them the first of four has the fewest orders.
        assert_eq!(scores.recency, [3, 3, 3, 3, 2, 2, 2, 2, 1, 1, 1, 1]);
        assert_eq!(scores.frequency, [1, 1, 2, 3, 1, 1, 2, 3, 1, 1, 2, 3]);
    }

    #[test]
    fn breaks_include_their_bounds() {
        let breaks = RfmBreaks { recency_days: vec![2, 6], orders: vec![9, 3], revenue: vec![700.0, 200.0] };
        let scores = RfmScores::new(&facts(), 0, &options(3, RfmMethod::Fixed(breaks))).unwrap();
        assert_eq!(scores.recency, [3, 3, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1]);
        assert_eq!(scores.frequency, [1, 1, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3]);
        // 99, 196, 291 ... 651, 736
        assert_eq!(scores.monetary[..3], [1, 1, 2]);
        assert_eq!(scores.monetary[6..8], [2, 3]);
    }

    #[test]
    fn breaks_out_of_order_are_refused_by_name() {
        let good = RfmBreaks { recency_days: vec![2, 6], orders: vec![9, 3], revenue: vec![7.0, 2.0] };
        let refused = |n_bins: u8, breaks: RfmBreaks| match options(n_bins, RfmMethod::Fixed(breaks)).check()
        {
            Err(Refused::BadSetting { setting }) => setting,
            other => format!("{other:?}"),
        };
        assert_eq!(refused(3, good.clone()), "Ok(())");
        assert_eq!(refused(2, good.clone()), "rfm-bins");
        assert_eq!(refused(4, good.clone()), "rfm-recency-breaks");
        assert_eq!(refused(3, RfmBreaks { recency_days: vec![6, 6], ..good.clone() }), "rfm-recency-breaks");
        assert_eq!(refused(3, RfmBreaks { orders: vec![3, 9], ..good.clone() }), "rfm-order-breaks");
        assert_eq!(refused(3, RfmBreaks { revenue: vec![f64::NAN, 2.0], ..good }), "rfm-revenue-breaks");
        assert!(RfmOptions { n_bins: 11, method: RfmMethod::Nested }.check().is_err());
    }

    #[test]
    fn nobody_and_one_customer_are_scored() {
        let none = CustomerFacts::new(&dataset(&[line("A", "2024-06-01", 1)], &[]), day("2024-01-01"));
        assert_eq!(RfmScores::new(&none, 0, &RfmOptions::default()).unwrap().recency, [0]);
        let one = CustomerFacts::new(&dataset(&[line("A", "2024-06-01", -1)], &[]), day("2024-12-01"));
        for method in [RfmMethod::Independent, RfmMethod::Nested] {
            let scores = RfmScores::new(&one, 0, &options(5, method)).unwrap();
            assert_eq!((scores.recency[0], scores.frequency[0], scores.monetary[0]), (5, 1, 1));
        }
    }
}
