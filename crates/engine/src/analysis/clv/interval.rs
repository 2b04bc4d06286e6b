//! Prediction intervals of lifetime value, by simulation.
//!
//! In:   a fitted model and a customer's history, order values and margin rate.
//! Out:  the interval that holds the lifetime value with a given probability.
//! Cost: [`N_DRAWS`] simulated futures, each a few random numbers per order.
//!
//! Each draw follows the model to the letter: the customer is alive or not; if alive, has a rate, a
//! probability of leaving and a mean order value drawn from what the history leaves possible; then
//! orders come at random until the customer leaves or the horizon ends, and the orders of a month have a
//! gamma distributed value, discounted from its end. The parameters of the models and the margin rate
//! are taken as known, so the interval is that of one customer's chance, not of the fit; for a single
//! customer chance is by far the larger part.

use super::history::{PurchaseHistory, mean_repeat_value};
use super::value::{Months, WEEKS_PER_MONTH};
use super::{ClvModel, GammaGammaFit, PurchaseFit, purchase};
use crate::analysis::facts::CustomerFacts;
use crate::data::Dataset;
use crate::stats::random::Pcg32;

/// Simulated futures per customer; the ends of an 80 % interval are then good to about one point of
/// probability.
const N_DRAWS: usize = 2_000;

/// Orders of one simulated future at most, so that no parameters make it endless.
const MOST_ORDERS: u32 = 20_000;

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
    let (Some(fit), Some(history)) =
        (model.used_fit(), PurchaseHistory::of_customer(dataset, customer, facts.as_of))
    else {
        return (0.0, 0.0);
    };
    let mean = mean_repeat_value(dataset, customer, facts.as_of);
    let values = OrderValues::new(model, history.repeats, mean);
    let months = Months::new(model.options.horizon_months, model.options.annual_discount);
    let mut random = Pcg32::new(seed(dataset.customers().ids.get(customer)), 0);
    let mut totals: Vec<f64> =
        (0..N_DRAWS).map(|_| simulate(fit, &history, &values, months.factors(), &mut random)).collect();
    totals.sort_unstable_by(f64::total_cmp);
    let at = |share: f64| {
        let rank = (share.clamp(0.0, 1.0) * (N_DRAWS - 1) as f64).round() as usize;
        totals[rank] * model.base.margin_rate_of(dataset, facts, customer)
    };
    let (lo, hi) = (at(0.5 - level / 2.0), at(0.5 + level / 2.0));
    // A negative margin turns the ends around.
    (lo.min(hi), lo.max(hi))
}

/// How the values of a customer's orders are drawn.
enum OrderValues {
    /// Every order the same: there is no model of values.
    Fixed(f64),
    /// Orders are Gamma(`shape`) with a rate that is Gamma(`rate_shape`) over `rate_scale`.
    Gamma { shape: f64, rate_shape: f64, rate_scale: f64 },
}

impl OrderValues {
    fn new(model: &ClvModel, repeats: u32, mean: f64) -> Self {
        let x = f64::from(repeats);
        match model.order_value {
            // Fader & Hardie (2013), note 025: the rate of values given the past is gamma with
            // p x + q and v + x times the mean.
            Some(GammaGammaFit { p, q, v, .. }) if p * x + q > 1.0 => {
                Self::Gamma { shape: p, rate_shape: p * x + q, rate_scale: v + x * mean.max(0.0) }
            }
            _ => Self::Fixed(model.order_value_of(repeats, mean)),
        }
    }
}

/// Discounted revenue of one possible future.
fn simulate(
    fit: &PurchaseFit,
    history: &PurchaseHistory,
    values: &OrderValues,
    factors: &[f64],
    random: &mut Pcg32,
) -> f64 {
    let (at_last, age) = (history.age_at_last_weeks(), history.age_weeks());
    if random.uniform() > purchase::p_alive(fit, history.repeats, at_last, age) {
        return 0.0;
    }
    let (rate, p_leave) = purchase::draw_if_alive(fit, history.repeats, age, random);
    if rate <= 0.0 {
        return 0.0;
    }
    let value_rate = match values {
        OrderValues::Fixed(_) => 1.0,
        OrderValues::Gamma { rate_shape, rate_scale, .. } => random.gamma(*rate_shape) / rate_scale,
    };
    let value_of = |n_orders: u32, random: &mut Pcg32| match values {
        OrderValues::Fixed(value) => value * f64::from(n_orders),
        OrderValues::Gamma { shape, .. } => random.gamma(shape * f64::from(n_orders)) / value_rate,
    };
    let (mut total, mut weeks, mut n_all) = (0.0, random.exponential() / rate, 0);
    let mut is_alive = true;
    let mut month_end = 0.0;
    for factor in factors {
        month_end += WEEKS_PER_MONTH;
        let mut n_orders = 0;
        while is_alive && weeks <= month_end {
            n_orders += 1;
            n_all += 1;
            is_alive = random.uniform() >= p_leave && n_all < MOST_ORDERS;
            weeks += random.exponential() / rate;
        }
        if n_orders > 0 {
            total += factor * value_of(n_orders, random);
        }
        if !is_alive {
            break;
        }
    }
    total
}

/// A seed made from an id.
///
/// # Source
/// Fowler, Noll & Vo, FNV-1a with 64 bits (RFC 9923).
fn seed(id: &str) -> u64 {
    id.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
