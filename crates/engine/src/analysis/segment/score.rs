//! Scores 1..=5 and the segment they make.

use super::{Scores, Scoring};
use crate::analysis::facts::CustomerFacts;
use crate::query::Segment;
use crate::stats::quantile::{quintile, quintile_edges};

/// Upper bounds, in days, of recency scores 5, 4, 3, 2 under fixed cut-offs.
const FIXED_RECENCY_DAYS: [i32; 4] = [30, 90, 180, 365];
/// Lower bounds, in orders, of frequency scores 5, 4, 3, 2 under fixed cut-offs.
const FIXED_FREQUENCY: [u32; 4] = [9, 5, 3, 2];

/// The segment of a recency and a frequency score, each 1..=5: a partition of the 25 cells, in which the
/// first line that fits decides.
#[must_use]
pub fn segment_of(recency: u8, frequency: u8) -> Segment {
    match (recency, frequency) {
        (5.., 4..) => Segment::Champions,
        (3.., 4..) => Segment::Loyal,
        (4.., 2..) => Segment::PotentialLoyalists,
        (5.., _) => Segment::New,
        (4, _) => Segment::Promising,
        (3, 3) => Segment::NeedAttention,
        (3, _) => Segment::AboutToSleep,
        (_, 5..) => Segment::CantLose,
        (_, 3..) => Segment::AtRisk,
        (2, _) => Segment::Hibernating,
        _ => Segment::Lost,
    }
}

impl Scores {
    /// Scores of every customer with an order. Monetary scores are quintiles under either scoring, since
    /// no fixed amount fits two currencies.
    #[must_use]
    pub fn new(facts: &CustomerFacts, scoring: Scoring) -> Self {
        let (recency_edges_days, frequency_edges) = match scoring {
            Scoring::FixedCutoffs => (FIXED_RECENCY_DAYS, FIXED_FREQUENCY),
            Scoring::Quintiles => {
                let recency = edges(facts, |customer| i64::from(facts.recency_days(customer)));
                let frequency = edges(facts, |customer| i64::from(facts.n_orders[customer]));
                // Scores of whole numbers: "not above the edge" is "not above its whole part".
                (
                    recency.map(|edge| edge.floor() as i32),
                    [3, 2, 1, 0].map(|idx: usize| frequency[idx].floor() as u32 + 1),
                )
            }
        };
        let money_edges = edges(facts, |customer| facts.revenue[customer]);
        let n = facts.len();
        let mut scores = Self {
            scoring,
            recency: vec![0; n],
            frequency: vec![0; n],
            monetary: vec![0; n],
            segment: vec![None; n],
            recency_edges_days,
            frequency_edges,
        };
        for customer in (0..n).filter(|&customer| facts.has_order(customer)) {
            let days = facts.recency_days(customer);
            let n_orders = facts.n_orders[customer];
            let recency = 1 + recency_edges_days.iter().map(|&edge| u8::from(days <= edge)).sum::<u8>();
            let frequency = 1 + frequency_edges.iter().map(|&edge| u8::from(edge <= n_orders)).sum::<u8>();
            scores.recency[customer] = recency;
            scores.frequency[customer] = frequency;
            scores.monetary[customer] = quintile(&money_edges, facts.revenue[customer]);
            scores.segment[customer] = Some(segment_of(recency, frequency));
        }
        scores
    }
}

/// Edges at 20, 40, 60 and 80 % of days since the last order, orders and revenue (in minor units) over
/// the customers with an order.
#[must_use]
pub fn quintile_edges_of(facts: &CustomerFacts) -> [[f64; 4]; 3] {
    [
        edges(facts, |customer| i64::from(facts.recency_days(customer))),
        edges(facts, |customer| i64::from(facts.n_orders[customer])),
        edges(facts, |customer| facts.revenue[customer]),
    ]
}

fn edges(facts: &CustomerFacts, value: impl Fn(usize) -> i64) -> [f64; 4] {
    let mut values: Vec<i64> =
        (0..facts.len()).filter(|&customer| facts.has_order(customer)).map(value).collect();
    quintile_edges(&mut values)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{dataset, day, line};

    #[test]
    fn the_grid_is_the_published_partition() {
        use Segment::{
            AboutToSleep as S, AtRisk as R, CantLose as X, Champions as C, Hibernating as H, Lost as O,
            Loyal as L, NeedAttention as A, New as N, PotentialLoyalists as P, Promising as M,
        };
        // Frequency 5 to 1 downwards, recency 1 to 5 across.
        let grid = [[X, X, L, L, C], [R, R, L, L, C], [R, R, A, P, P], [O, H, S, P, P], [O, H, S, M, N]];
        for (row, frequency) in grid.iter().zip([5, 4, 3, 2, 1]) {
            for (&segment, recency) in row.iter().zip(1..) {
                assert_eq!(segment_of(recency, frequency), segment, "R{recency} F{frequency}");
            }
        }
    }

    #[test]
    fn fixed_cutoffs_include_their_bounds() {
        let as_of = day("2024-12-31");
        for (days_ago, score) in [(0, 5), (30, 5), (31, 4), (90, 4), (91, 3), (180, 3), (181, 2), (366, 1)] {
            let first = line("A", &as_of.plus(-days_ago).to_string(), 1);
            let facts = CustomerFacts::new(&dataset(&[first], &[]), as_of);
            assert_eq!(Scores::new(&facts, Scoring::FixedCutoffs).recency, [score], "{days_ago} days");
        }
        for (n_orders, score) in [(1, 1), (2, 2), (3, 3), (4, 3), (5, 4), (8, 4), (9, 5), (40, 5)] {
            let lines: Vec<_> = (0..n_orders).map(|n| line("A", &as_of.plus(-n).to_string(), 1)).collect();
            let facts = CustomerFacts::new(&dataset(&lines, &[]), as_of);
            assert_eq!(Scores::new(&facts, Scoring::FixedCutoffs).frequency, [score], "{n_orders} orders");
        }
    }

    #[test]
    fn one_customer_scores_5_1_1_by_quintiles() {
        let facts = CustomerFacts::new(&dataset(&[line("A", "2024-01-01", 1)], &[]), day("2024-02-01"));
        let scores = Scores::new(&facts, Scoring::Quintiles);
        assert_eq!((scores.recency[0], scores.frequency[0], scores.monetary[0]), (5, 1, 1));
        assert_eq!((scores.recency_edges_days, scores.frequency_edges), ([31; 4], [2; 4]));
    }
}
