//! One possible future of a customer, drawn from what the models leave open.
//!
//! In:   a fitted model, a customer's history and order values.
//! Out:  the weeks of the orders to come, and what those of a month are worth.
//! Cost: a few random numbers per order.
//!
//! Each draw follows the model to the letter: the customer is alive or not; if alive, has a rate, a way of
//! leaving and a mean order value drawn from what the history leaves possible; then orders come at random until
//! the customer leaves or the horizon ends, and the orders of a month have a gamma distributed value.

use super::history::{PurchaseHistory, mean_repeat_value};
use super::purchase::{self, Leaving};
use super::value::WEEKS_PER_MONTH;
use super::{ClvModel, GammaGammaFit, PurchaseFit};
use crate::analysis::facts::CustomerFacts;
use crate::data::Dataset;
use crate::stats::random::Pcg32;

/// Orders of one simulated future at most, so that no parameters make it endless.
const MOST_ORDERS: u32 = 20_000;

/// What is open about the future of one customer.
pub(super) struct Chance {
    fit: PurchaseFit,
    pub(super) history: PurchaseHistory,
    p_alive: f64,
    values: OrderValues,
}

/// How the values of a customer's orders are drawn.
enum OrderValues {
    /// Every order the same: there is no model of values.
    Fixed(f64),
    /// Orders are Gamma(`shape`) with a rate that is Gamma(`rate_shape`) over `rate_scale`.
    Gamma { shape: f64, rate_shape: f64, rate_scale: f64 },
}

impl Chance {
    /// Of a customer; `None` for a model without figures or a customer without an order.
    pub(super) fn of(
        model: &ClvModel,
        dataset: &Dataset,
        facts: &CustomerFacts,
        customer: usize,
    ) -> Option<Self> {
        let fit = *model.used_fit()?;
        let history = PurchaseHistory::of_customer(dataset, customer, facts.as_of)?;
        let mean = mean_repeat_value(dataset, customer, facts.as_of);
        let x = f64::from(history.repeats);
        let values = match model.values_fit() {
            // Fader & Hardie (2013), note 025: the rate of values given the past is gamma with
            // p x + q and v + x times the mean.
            Some(&GammaGammaFit { p, q, v, .. }) if p * x + q > 1.0 => {
                OrderValues::Gamma { shape: p, rate_shape: p * x + q, rate_scale: v + x * mean.max(0.0) }
            }
            _ => OrderValues::Fixed(model.order_value_of(history.repeats, mean)),
        };
        let p_alive =
            purchase::p_alive(&fit, history.repeats, history.age_at_last_weeks(), history.age_weeks());
        Some(Self { fit, history, p_alive, values })
    }

    /// Draws a future: orders of each month of 4.345 weeks, and their value.
    pub(super) fn draw(&self, random: &mut Pcg32, months: &mut [(u32, f64)]) {
        months.fill((0, 0.0));
        if random.uniform() > self.p_alive {
            return;
        }
        let personal =
            purchase::draw_if_alive(&self.fit, self.history.repeats, self.history.age_weeks(), random);
        if personal.rate <= 0.0 {
            return;
        }
        let mut end = months.len() as f64 * WEEKS_PER_MONTH;
        if let Leaving::After(weeks) = personal.leaving {
            end = end.min(weeks);
        }
        let (mut weeks, mut n_orders) = (random.exponential() / personal.rate, 0);
        while weeks <= end && n_orders < MOST_ORDERS {
            let month = (weeks / WEEKS_PER_MONTH) as usize;
            months[month.min(months.len() - 1)].0 += 1;
            n_orders += 1;
            if matches!(personal.leaving, Leaving::AfterOrder(p) if random.uniform() < p) {
                break;
            }
            weeks += random.exponential() / personal.rate;
        }
        if n_orders > 0 {
            self.value_orders(random, months);
        }
    }

    fn value_orders(&self, random: &mut Pcg32, months: &mut [(u32, f64)]) {
        let (shape, rate) = match self.values {
            OrderValues::Fixed(value) => {
                months.iter_mut().for_each(|month| month.1 = value * f64::from(month.0));
                return;
            }
            OrderValues::Gamma { shape, rate_shape, rate_scale } => {
                (shape, random.gamma(rate_shape) / rate_scale)
            }
        };
        for month in months.iter_mut().filter(|month| month.0 > 0) {
            month.1 = random.gamma(shape * f64::from(month.0)) / rate;
        }
    }
}

/// A seed made from an id.
///
/// # Source
/// Fowler, Noll & Vo, FNV-1a with 64 bits (RFC 9923).
pub(super) fn seed_of(id: &str) -> u64 {
    id.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
