//! The lens of a bank: the best 20, the next 70 and the last 10 percent of customers by profit, beside the figures a
//! lecture quotes for Fubon Bank.
//!
//! The quoted figures mix shares of revenue with a loss and do not add up to one; [`QUOTED`] keeps them as they are
//! quoted, and [`QuotedCheck`] says what is wrong with the arithmetic.

use crate::data::{Dataset, Money};
use serde::{Deserialize, Serialize};

/// Which figure a quoted share is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum QuotedOf {
    /// Revenue.
    Revenue,
    /// A loss, which may be one of profit.
    Loss,
}

/// A zone as the lecture quotes it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct QuotedZone {
    /// Share of the customers.
    pub customer_share: f64,
    /// The quoted share; below zero for the loss.
    pub share: f64,
    /// Of what.
    pub of: QuotedOf,
}

/// The quoted figures: 20 % of customers with 97 % of revenue, 70 % with 3 %, and 10 % with a loss of 2.2 %.
pub const QUOTED: [QuotedZone; 3] = [
    QuotedZone { customer_share: 0.2, share: 0.97, of: QuotedOf::Revenue },
    QuotedZone { customer_share: 0.7, share: 0.03, of: QuotedOf::Revenue },
    QuotedZone { customer_share: 0.1, share: -0.022, of: QuotedOf::Loss },
];

/// The quoted figures and whether they can be right.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QuotedCheck {
    /// The figures, as quoted.
    pub zones: Vec<QuotedZone>,
    /// Their sum.
    pub sum: f64,
    /// Whether that is one, as shares of one whole would be.
    pub adds_up: bool,
    /// Whether shares of different figures stand beside each other.
    pub mixes_figures: bool,
}

/// One zone of the customers by profit.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct LensZone {
    /// Share of the customers that the zone is meant to have.
    pub customer_share: f64,
    /// Customers in it: the first zone is rounded up, the last one down.
    pub n_customers: u64,
    /// Their profit.
    pub profit: f64,
    /// Its share of all profit; 0 where that is not positive.
    pub profit_share: f64,
    /// Their revenue.
    pub revenue: f64,
    /// Its share of all revenue; 0 where that is not positive.
    pub revenue_share: f64,
}

/// The three zones beside the quoted ones.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Lens {
    /// Best customers first: 20, 70 and 10 percent.
    pub zones: Vec<LensZone>,
    /// Sum of the profit shares: 1 where all profit is above zero, else 0.
    pub profit_share_sum: f64,
    /// What the lecture quotes.
    pub quoted: QuotedCheck,
}

/// The zones of customers given by (profit, revenue), the most profitable first.
#[must_use]
pub fn lens(dataset: &Dataset, descending: &[(Money, Money)]) -> Lens {
    let n = descending.len();
    let (n_top, n_last) = ((n * 20).div_ceil(100), n * 10 / 100);
    let sums = |zone: &[(Money, Money)]| {
        zone.iter().fold((0_i128, 0_i128), |sum, &(profit, revenue)| {
            (sum.0 + i128::from(profit), sum.1 + i128::from(revenue))
        })
    };
    let all = sums(descending);
    let share = |part: i128, whole: i128| if whole > 0 { part as f64 / whole as f64 } else { 0.0 };
    let zone = |customer_share: f64, zone: &[(Money, Money)]| {
        let (profit, revenue) = sums(zone);
        LensZone {
            customer_share,
            n_customers: zone.len() as u64,
            profit: dataset.major(profit),
            profit_share: share(profit, all.0),
            revenue: dataset.major(revenue),
            revenue_share: share(revenue, all.1),
        }
    };
    let zones = vec![
        zone(0.2, &descending[..n_top]),
        zone(0.7, &descending[n_top..n - n_last]),
        zone(0.1, &descending[n - n_last..]),
    ];
    Lens { profit_share_sum: zones.iter().map(|zone| zone.profit_share).sum(), zones, quoted: quoted() }
}

/// The quoted figures with their sum.
#[must_use]
pub fn quoted() -> QuotedCheck {
    let sum: f64 = QUOTED.iter().map(|zone| zone.share).sum();
    QuotedCheck {
        zones: QUOTED.to_vec(),
        sum,
        adds_up: (sum - 1.0).abs() < 0.005,
        mixes_figures: QUOTED.iter().any(|zone| zone.of != QUOTED[0].of),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{dataset, line};

    #[test]
    fn the_quoted_figures_sum_to_97_8_and_mix_revenue_with_loss() {
        let quoted = quoted();
        assert!((quoted.sum - 0.978).abs() < 1e-12);
        assert_eq!((quoted.adds_up, quoted.mixes_figures), (false, true));
    }

    #[test]
    fn zones_have_everybody_once() {
        let dataset = dataset(&[line("A", "2024-01-01", 1)], &[]);
        let customers: Vec<(Money, Money)> = (0..11).map(|n| (80 - 10 * n, 100)).collect();
        let found = lens(&dataset, &customers);
        assert_eq!(found.zones.iter().map(|zone| zone.n_customers).collect::<Vec<_>>(), [3, 7, 1]);
        // 80 + 70 + 60, of 330 in all.
        assert_eq!((found.zones[0].profit, found.zones[2].profit), (210.0, -20.0));
        assert!((found.profit_share_sum - 1.0).abs() < 1e-12);
        assert!((found.zones[0].revenue_share - 3.0 / 11.0).abs() < 1e-12);
        assert_eq!(lens(&dataset, &[]).zones.iter().map(|zone| zone.n_customers).sum::<u64>(), 0);
        assert_eq!(lens(&dataset, &[(-5, 1)]).profit_share_sum, 0.0);
    }
}
