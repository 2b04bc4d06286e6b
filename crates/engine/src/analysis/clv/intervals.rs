//! How sure the sums of a report are, as far as the parameters of the models go.
//!
//! In:   a fitted model with the covariances of its parameters, the selected customers.
//! Out:  [`ClvIntervals`].
//! Cost: nine predictions of two thousand customers at most: how a sum moves with a parameter is told well by a
//!       sample of it.
//!
//! These are intervals of *expectations*: what the sums would be if the parameters were known. What will happen
//! scatters more, since customers act by chance; see [`super::futures`].

use super::history::{PurchaseHistory, mean_repeat_value};
use super::value::WEEKS_PER_MONTH;
use super::{ClvModel, GammaGammaFit, Interval, PurchaseFit, expected_orders, gamma_gamma, p_alive};
use crate::analysis::facts::CustomerFacts;
use crate::data::Dataset;
use crate::stats::information::{cholesky, variance_of};
use crate::stats::random::Pcg32;
use serde::{Deserialize, Serialize};

/// Probability that an interval holds.
const LEVEL: f64 = 0.9;
/// Standard normal quantile at 95 %: a tenth outside, half on each side.
const NORMAL_95: f64 = 1.644_853_626_951_472_7;
/// Customers of a sample.
const N_SAMPLE: usize = 2_000;

/// Intervals of the figures of a [`super::ClvReport`].
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ClvIntervals {
    /// Probability that each holds.
    pub level: f64,
    /// Of the parameters of the purchase model used, in the order of [`super::PurchaseModel::symbols`].
    pub parameters: [Interval; 4],
    /// Of p, q and v of the model of order values, where it has an interval.
    pub order_value: Option<[Interval; 3]>,
    /// Of the sum of expected orders.
    pub expected_orders: Option<Interval>,
    /// Of the mean chance of being alive.
    pub mean_p_alive: Option<Interval>,
    /// Of the sum of lifetime values; of those above 0 only, `None` where the sum is not.
    pub total_value: Option<Interval>,
    /// Condition of the information of the purchase model: how nearly one parameter can stand in for another.
    pub condition: f64,
}

/// The intervals of what a report says of `customers`; `None` where the parameters have none.
pub(super) fn intervals(
    model: &ClvModel,
    dataset: &Dataset,
    facts: &CustomerFacts,
    customers: &[usize],
) -> Option<ClvIntervals> {
    let (fit, uncertainty) = (model.used_fit()?, model.uncertainty?);
    let sample = Sample::of(model, dataset, facts, customers);
    let sensitivity = sample.sensitivity(model);
    let sum = |column: &[f64]| customers.iter().map(|&customer| column[customer]).sum::<f64>();
    let around = |value: f64, variance: Option<f64>| {
        variance.filter(|_| value > 0.0).map(|variance| Interval::around(value, variance.sqrt(), NORMAL_95))
    };
    let mean_p_alive = sum(&model.p_alive) / customers.len().max(1) as f64;
    let alive =
        sample.slopes(model, |fit, it, _| p_alive(fit, it.repeats, it.age_at_last_weeks(), it.age_weeks()));
    let alive = alive.map(|slopes| variance_of(&uncertainty.covariance, &slopes));
    Some(ClvIntervals {
        level: LEVEL,
        parameters: uncertainty.parameter_intervals(fit, NORMAL_95),
        order_value: model.values_fit().zip(model.order_value_covariance).map(|(fit, covariance)| {
            let parameters = [fit.p, fit.q, fit.v];
            core::array::from_fn(|i| {
                Interval::around(parameters[i], covariance[i][i].max(0.0).sqrt(), NORMAL_95)
            })
        }),
        expected_orders: around(sum(&model.expected_orders), sensitivity.orders_variance()),
        mean_p_alive: around(mean_p_alive, alive)
            .map(|interval| Interval { hi: interval.hi.min(1.0), ..interval }),
        total_value: around(sum(&model.value), sensitivity.value_variance()),
        condition: uncertainty.condition,
    })
}

/// A customer of a sample.
pub(super) struct Member {
    pub(super) customer: usize,
    /// How many customers this one stands for.
    pub(super) weight: f64,
    pub(super) history: PurchaseHistory,
    /// Mean value of the repeat orders.
    pub(super) mean: f64,
    pub(super) margin_rate: f64,
    /// Expected margin of an order.
    pub(super) order_margin: f64,
}

/// Customers who stand for many.
pub(super) struct Sample {
    pub(super) members: Vec<Member>,
    horizon_weeks: f64,
}

impl Sample {
    /// Of `customers` those of largest value, and of the others every k-th.
    pub(super) fn of(
        model: &ClvModel,
        dataset: &Dataset,
        facts: &CustomerFacts,
        customers: &[usize],
    ) -> Self {
        let mut order = customers.to_vec();
        let by_value = |a: &usize, b: &usize| model.value[*b].total_cmp(&model.value[*a]).then(a.cmp(b));
        let n_top = if order.len() > N_SAMPLE { N_SAMPLE / 2 } else { order.len() };
        if n_top < order.len() {
            order.select_nth_unstable_by(n_top, by_value);
        }
        let (top, rest) = order.split_at_mut(n_top);
        rest.sort_unstable();
        let step = rest.len().div_ceil(N_SAMPLE / 2).max(1);
        let others: Vec<usize> = rest.iter().copied().step_by(step).collect();
        let weight = rest.len() as f64 / others.len().max(1) as f64;
        let weighed = top.iter().map(|&it| (it, 1.0)).chain(others.into_iter().map(|it| (it, weight)));
        let members = weighed
            .filter_map(|(customer, weight)| {
                let history = PurchaseHistory::of_customer(dataset, customer, facts.as_of)?;
                let mean = mean_repeat_value(dataset, customer, facts.as_of);
                let margin_rate = model.base.margin_rate_of(dataset, facts, customer);
                let order_margin = model.order_value_of(history.repeats, mean) * margin_rate;
                Some(Member { customer, weight, history, mean, margin_rate, order_margin })
            })
            .collect();
        Self { members, horizon_weeks: f64::from(model.options.horizon_months) * WEEKS_PER_MONTH }
    }

    /// How the logarithm of a sum over customers moves with the logarithms of the parameters.
    fn slopes(
        &self,
        model: &ClvModel,
        figure: impl Fn(&PurchaseFit, &PurchaseHistory, &Member) -> f64,
    ) -> Option<[f64; 4]> {
        let (fit, uncertainty) = (model.used_fit()?, model.uncertainty?);
        uncertainty.log_slopes(fit, &mut |fit| {
            self.members.iter().map(|member| member.weight * figure(fit, &member.history, member)).sum()
        })
    }

    /// How sums of orders and of values move with all parameters.
    pub(super) fn sensitivity(&self, model: &ClvModel) -> Sensitivity {
        let orders = |fit: &PurchaseFit, it: &PurchaseHistory| {
            expected_orders(fit, it.repeats, it.age_at_last_weeks(), it.age_weeks(), self.horizon_weeks)
        };
        let expected: Vec<f64> = match model.used_fit() {
            Some(fit) => self.members.iter().map(|member| orders(fit, &member.history)).collect(),
            None => Vec::new(),
        };
        let by_values = model.values_fit().zip(model.order_value_covariance).and_then(|(fit, covariance)| {
            let total = |fit: &GammaGammaFit| -> f64 {
                let of = |(member, orders): (&Member, &f64)| {
                    let value = gamma_gamma::expected_order_value(fit, member.history.repeats, member.mean)?;
                    Some(member.weight * orders * value * member.margin_rate)
                };
                self.members.iter().zip(&expected).filter_map(of).sum()
            };
            let logs = [fit.p, fit.q, fit.v].map(libm::log);
            let slopes: [f64; 3] = core::array::from_fn(|i| {
                let at = |by: f64| {
                    let mut logs = logs;
                    logs[i] += by;
                    let [p, q, v] = logs.map(libm::exp);
                    libm::log(total(&GammaGammaFit { p, q, v, ..*fit }))
                };
                (at(1e-3) - at(-1e-3)) / 2e-3
            });
            slopes.iter().all(|it| it.is_finite()).then_some((slopes, covariance))
        });
        Sensitivity {
            covariance: model.uncertainty.map(|it| it.covariance),
            orders: self.slopes(model, |fit, it, _| orders(fit, it)),
            value: self.slopes(model, |fit, it, member| orders(fit, it) * member.order_margin),
            by_values,
        }
    }
}

/// How sums move with the parameters, and how these scatter.
pub(super) struct Sensitivity {
    covariance: Option<[[f64; 4]; 4]>,
    orders: Option<[f64; 4]>,
    value: Option<[f64; 4]>,
    by_values: Option<([f64; 3], [[f64; 3]; 3])>,
}

impl Sensitivity {
    /// Variance of the logarithm of a sum of orders.
    fn orders_variance(&self) -> Option<f64> {
        Some(variance_of(&self.covariance?, &self.orders?))
    }

    /// Variance of the logarithm of a sum of values; the two models are fitted on different figures, so that
    /// their parameters scatter independently.
    fn value_variance(&self) -> Option<f64> {
        let by_values = self.by_values.map_or(0.0, |(slopes, covariance)| variance_of(&covariance, &slopes));
        Some(variance_of(&self.covariance?, &self.value?) + by_values)
    }

    /// Factors of a sum of orders and of a sum of values under parameters drawn at random; 1 where the parameters
    /// have no covariance.
    pub(super) fn draw(&self, random: &mut Pcg32) -> (f64, f64) {
        let shift = |slopes: &[f64; 4], drawn: &[f64; 4]| -> f64 {
            slopes.iter().zip(drawn).map(|(slope, drawn)| slope * drawn).sum()
        };
        let (mut orders, mut value) = (0.0, 0.0);
        if let Some(drawn) = self.covariance.as_ref().and_then(|it| correlated(it, random)) {
            orders += self.orders.map_or(0.0, |slopes| shift(&slopes, &drawn));
            value += self.value.map_or(0.0, |slopes| shift(&slopes, &drawn));
        }
        if let Some((slopes, covariance)) = &self.by_values {
            value += random.normal() * variance_of(covariance, slopes).sqrt();
        }
        (libm::exp(orders), libm::exp(value))
    }
}

/// Normal numbers of these covariances.
fn correlated(covariance: &[[f64; 4]; 4], random: &mut Pcg32) -> Option<[f64; 4]> {
    let lower = cholesky(covariance)?;
    let plain: [f64; 4] = core::array::from_fn(|_| random.normal());
    Some(core::array::from_fn(|i| lower[i].iter().zip(&plain).map(|(a, b)| a * b).sum()))
}
