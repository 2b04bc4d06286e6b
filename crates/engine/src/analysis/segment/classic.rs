//! The widespread RFM recipe, to hold results against other tools: rank-first quintiles and ten segments.
//!
//! Ties are split by the order of ids, which moves customers who are alike into different segments; the
//! product therefore scores by [`super::Scores`], and this is only for comparison.

use crate::analysis::facts::CustomerFacts;

/// One segment of the widespread map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassicRow {
    /// Its usual name in snake case.
    pub name: &'static str,
    /// Customers.
    pub n_customers: u64,
    /// Their revenue in minor units.
    pub revenue: i128,
}

/// The usual name of a recency and a frequency score, each 1..=5. `has_lost` takes the cell (1, 1) out
/// of "hibernating" as an eleventh segment, "lost".
#[must_use]
pub fn classic_segment(recency: u8, frequency: u8, has_lost: bool) -> &'static str {
    match (recency, frequency) {
        (1, 1) if has_lost => "lost",
        (..=2, ..=2) => "hibernating",
        (..=2, 3 | 4) => "at_risk",
        (..=2, _) => "cant_lose",
        (3, ..=2) => "about_to_sleep",
        (3, 3) => "need_attention",
        (3 | 4, 4..) => "loyal",
        (4, 1) => "promising",
        (_, 1) => "new",
        (_, ..=3) => "potential_loyalist",
        _ => "champions",
    }
}

/// Customers and revenue by the usual names, in byte order of the name, without empty segments. Scores
/// have one entry per customer of the data set.
#[must_use]
pub fn classic_segments(
    facts: &CustomerFacts,
    recency: &[u8],
    frequency: &[u8],
    has_lost: bool,
) -> Vec<ClassicRow> {
    let mut rows = std::collections::BTreeMap::<&'static str, (u64, i128)>::new();
    for customer in (0..facts.len()).filter(|&customer| facts.has_order(customer)) {
        let row =
            rows.entry(classic_segment(recency[customer], frequency[customer], has_lost)).or_insert((0, 0));
        row.0 += 1;
        row.1 += i128::from(facts.revenue[customer]);
    }
    rows.into_iter().map(|(name, (n_customers, revenue))| ClassicRow { name, n_customers, revenue }).collect()
}

/// Recency, frequency and monetary scores as by `rank(method="first")` and `pandas.qcut` into five: every
/// score has a fifth of the customers, and ties are split by id. 0 for customers without an order.
#[must_use]
pub fn qcut_rank_first(facts: &CustomerFacts) -> [Vec<u8>; 3] {
    let mut recency = qcut(facts, |customer| i64::from(facts.recency_days(customer)));
    for score in recency.iter_mut().filter(|score| **score > 0) {
        *score = 6 - *score;
    }
    [
        recency,
        qcut(facts, |customer| i64::from(facts.n_orders[customer])),
        qcut(facts, |customer| facts.revenue[customer]),
    ]
}

fn qcut(facts: &CustomerFacts, value: impl Fn(usize) -> i64) -> Vec<u8> {
    let mut order: Vec<usize> = (0..facts.len()).filter(|&customer| facts.has_order(customer)).collect();
    order.sort_by_key(|&customer| value(customer));
    let mut scores = vec![0; facts.len()];
    let last = order.len().saturating_sub(1).max(1);
    for (place, &customer) in order.iter().enumerate() {
        // Bin b is the smallest with rank <= 1 + (n - 1) b / 5; `place` is the rank less one.
        scores[customer] = u8::try_from((5 * place).div_ceil(last).max(1)).unwrap_or(5);
    }
    scores
}
