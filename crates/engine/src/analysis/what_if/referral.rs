//! Customers who bring customers, generation by generation.

use super::base::{Base, Basis};
use crate::analysis::Profile;
use crate::analysis::selection::Selection;
use crate::data::{Dataset, TextRole};
use serde::{Deserialize, Serialize};

/// One generation.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Generation {
    /// 0 is those who are there.
    pub number: u32,
    /// Customers brought by the generation before.
    pub new: f64,
    /// All so far.
    pub total: f64,
    /// All so far over those of the generation before; `None` for the first.
    pub growth: Option<f64>,
}

/// What recommending brings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Referral {
    /// Customers that one customer brings in a generation, which is a year.
    pub per_customer: f64,
    /// Measured from the referrers of those won in the year, else assumed: the one new customer each of the claim.
    pub basis: Basis,
    /// Customers won in the year whom somebody recommended; 0 where it is not known.
    pub n_referred: u64,
    /// The generations.
    pub generations: Vec<Generation>,
    /// Where the total ends when it never stops; `None` from one customer each on, where it has no end.
    pub limit: Option<f64>,
}

/// Customers after `generation` generations, n (k^(g + 1) - 1) / (k - 1), or n (g + 1) where k is 1.
///
/// # Source
/// Sum of the geometric series n Σ k^j, j from 0 to g. With k = 1 only the first generation doubles the total: then
/// it grows by n each time.
#[must_use]
pub fn total_after(n: f64, k: f64, generation: u32) -> f64 {
    let terms = generation.saturating_add(1);
    // Close to 1 both sides of the fraction vanish, and the sum keeps its digits.
    if (k - 1.0).abs() < 1e-6 {
        return (0..terms).map(|j| n * k.powi(i32::try_from(j).unwrap_or(i32::MAX))).sum();
    }
    n * (k.powi(i32::try_from(terms).unwrap_or(i32::MAX)) - 1.0) / (k - 1.0)
}

/// The generations of `n` customers of whom each brings `k`.
#[must_use]
pub fn generations(n: f64, k: f64, n_generations: u32) -> Vec<Generation> {
    (0..=n_generations)
        .map(|number| {
            let total = total_after(n, k, number);
            let before = number.checked_sub(1).map(|before| total_after(n, k, before));
            Generation {
                number,
                new: total - before.unwrap_or(0.0),
                total,
                growth: before.filter(|&before| before > 0.0).map(|before| total / before),
            }
        })
        .collect()
}

/// Referrals of the selected customers: those won in the year with a referrer, per customer of the year before.
#[must_use]
pub fn referral(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    base: &Base,
    n_generations: u32,
) -> Referral {
    let referrers = dataset.customers().texts.iter().find(|text| text.role == TextRole::Referrer);
    let n_referred = referrers.map_or(0, |referrers| {
        let is_referred = |&customer: &usize| {
            base.year.contains(profile.facts.birth_day(customer))
                && !referrers.values.get(customer).trim().is_empty()
        };
        selection.customers.iter().filter(is_referred).count() as u64
    });
    let is_measured = referrers.is_some() && base.n_before > 0;
    let (per_customer, basis) = if is_measured {
        (n_referred as f64 / base.n_before as f64, Basis::Measured)
    } else {
        (1.0, Basis::Assumed)
    };
    let n = base.n_customers as f64;
    Referral {
        per_customer,
        basis,
        n_referred,
        generations: generations(n, per_customer, n_generations),
        limit: (per_customer < 1.0).then(|| n / (1.0 - per_customer)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_each_doubles_once_and_then_adds_as_many_again() {
        let steps = generations(100.0, 1.0, 4);
        let totals: Vec<f64> = steps.iter().map(|step| step.total).collect();
        assert_eq!(totals, [100.0, 200.0, 300.0, 400.0, 500.0]);
        assert_eq!((steps[1].growth, steps[2].growth), (Some(2.0), Some(1.5)));
        assert!(steps.iter().all(|step| step.new == 100.0));
    }

    #[test]
    fn the_closed_form_is_the_sum() {
        for k in [0.0, 0.3, 0.999_999_9, 1.0, 1.000_000_1, 1.7, 3.0] {
            for g in 0..12 {
                let sum: f64 = (0..=g).map(|j| 7.0 * f64::powi(k, j)).sum();
                let closed = total_after(7.0, k, g.unsigned_abs());
                assert!((closed / sum - 1.0).abs() < 1e-9, "{k} {g}: {closed} {sum}");
            }
        }
        assert!((total_after(7.0, 0.3, 200) - 10.0).abs() < 1e-9);
    }
}
