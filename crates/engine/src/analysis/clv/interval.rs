//! Prediction intervals of lifetime value, by simulation.
//!
//! In:   a fitted model and a customer's history, order values and margin rate.
//! Out:  the interval that holds the lifetime value with a given probability.
//! Cost: [`N_DRAWS`] simulated futures, each a few random numbers per order.
//!
//! The parameters of the models and the margin rate are taken as known, so the interval is that of one
//! customer's chance, not of the fit; for a single customer chance is by far the larger part.

use super::ClvModel;
use super::chance::{Chance, seed_of};
use super::value::Months;
use crate::analysis::facts::CustomerFacts;
use crate::data::Dataset;
use crate::stats::random::Pcg32;

/// Simulated futures per customer; the ends of an 80 % interval are then good to about one point of
/// probability.
const N_DRAWS: usize = 2_000;

/// The central interval that holds the customer's lifetime value with probability `level` (0.8 is 80 %):
/// its lower and upper end. `(0, 0)` for a model without figures or a customer without an order.
///
/// The same customer of the same data has the same interval on every machine: the seed is made from
/// the customer's id.
#[must_use]
pub fn interval(
    model: &ClvModel,
    dataset: &Dataset,
    facts: &CustomerFacts,
    customer: usize,
    level: f64,
) -> (f64, f64) {
    let Some(chance) = Chance::of(model, dataset, facts, customer) else {
        return (0.0, 0.0);
    };
    let months = Months::new(model.options.horizon_months, model.options.annual_discount);
    let mut random = Pcg32::new(seed_of(dataset.customers().ids.get(customer)), 0);
    let mut drawn = vec![(0, 0.0); months.factors().len()];
    let mut totals: Vec<f64> = (0..N_DRAWS)
        .map(|_| {
            chance.draw(&mut random, &mut drawn);
            drawn.iter().zip(months.factors()).map(|(month, factor)| month.1 * factor).sum()
        })
        .collect();
    totals.sort_unstable_by(f64::total_cmp);
    let at = |share: f64| {
        let rank = (share.clamp(0.0, 1.0) * (N_DRAWS - 1) as f64).round() as usize;
        totals[rank] * model.base.margin_rate_of(dataset, facts, customer)
    };
    let (lo, hi) = (at(0.5 - level / 2.0), at(0.5 + level / 2.0));
    // A negative margin turns the ends around.
    (lo.min(hi), lo.max(hi))
}
