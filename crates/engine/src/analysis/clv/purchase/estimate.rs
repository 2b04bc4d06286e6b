//! Fits a purchase model by maximum likelihood, and says how sure its parameters are.
//!
//! In:   distinct purchase histories with the number of customers of each.
//! Out:  a [`PurchaseFit`] with the reason why the search ended; an [`Uncertainty`].
//! Cost: the starts are tried on some thousand histories; the best one is then followed on all of them, with
//!       the curvature learnt on the few, in about ten evaluations. An uncertainty costs eight.
//!
//! A likelihood may have no maximum: where nobody has left, or where leaving is the same for all, parameters
//! run off together and only predictions mean anything. [`FitEnd`] says so.

use super::geometric::{self, NO_DROPOUT};
use super::pareto;
use crate::analysis::clv::history::PurchaseHistory;
use crate::analysis::clv::{FitEnd, Interval, PurchaseFit, PurchaseModel};
use crate::progress::{Cancelled, Progress};
use crate::stats::information::{self, hessian, inverse};
use crate::stats::minimize::{Limits, Minimum, Stop, minimize, minimize_from};
use serde::{Deserialize, Serialize};

/// What dropout must add to the log-likelihood to be believed; less is nothing but rounding of a ridge.
const LEAST_GAIN: f64 = 0.01;

/// Distinct histories on which the starts are tried: enough to tell a good valley from a bad one.
const N_TRIED: usize = 4_000;

const LIMITS: Limits = Limits { lo: -16.0, hi: 16.0, gradient: 1e-8, n_iterations: 12 };

/// Step of the differences that make the information, in logarithms of parameters.
const STEP: f64 = 1e-4;

/// Plain starts, those of published fits, and little dropout; the parameters as in [`PurchaseModel::symbols`].
fn starts(model: PurchaseModel) -> [[f64; 4]; 4] {
    match model {
        PurchaseModel::BgNbd | PurchaseModel::MbgNbd => {
            [[1.0, 1.0, 1.0, 1.0], [0.3, 5.0, 0.8, 2.5], [1.0, 10.0, 0.1, 2.0], [3.0, 20.0, 0.05, 5.0]]
        }
        PurchaseModel::ParetoNbd => {
            [[1.0, 1.1, 1.0, 1.0], [0.55, 10.0, 0.6, 12.0], [1.0, 10.0, 0.1, 10.0], [3.0, 20.0, 0.3, 60.0]]
        }
    }
}

/// The likelihood of a model.
enum Likelihood<'a> {
    Geometric(geometric::Likelihood<'a>, u32),
    Pareto(pareto::Likelihood<'a>),
}

impl<'a> Likelihood<'a> {
    fn new(model: PurchaseModel, groups: &'a [(PurchaseHistory, u32)]) -> Self {
        match model {
            PurchaseModel::BgNbd => Self::Geometric(geometric::Likelihood::new(groups), 0),
            PurchaseModel::MbgNbd => Self::Geometric(geometric::Likelihood::new(groups), 1),
            PurchaseModel::ParetoNbd => Self::Pareto(pareto::Likelihood::new(groups)),
        }
    }

    /// Minus the mean log-likelihood and its gradient at the logarithms of the parameters.
    fn negative_mean(&mut self, logs: &[f64; 4]) -> (f64, [f64; 4]) {
        match self {
            Self::Geometric(likelihood, first_chance) => likelihood.negative_mean(*logs, Some(*first_chance)),
            Self::Pareto(likelihood) => likelihood.negative_mean(*logs),
        }
    }
}

/// Fits a model by maximum likelihood on distinct histories and their number of customers.
///
/// Never NaN: where customers show no dropout, or do not differ in it, the likelihood has no interior
/// maximum and the fit is [`PurchaseFit::is_degenerate`]; predictions of such a fit are still those of
/// the limit it runs to.
///
/// # Errors
/// [`Cancelled`] when the answer is no longer wanted; asked between starts.
pub fn fit(
    model: PurchaseModel,
    groups: &[(PurchaseHistory, u32)],
    progress: &mut dyn Progress,
) -> Result<PurchaseFit, Cancelled> {
    // Histories are sorted, so every k-th is a fair sample.
    let tried: Vec<_> = groups.iter().step_by(groups.len().div_ceil(N_TRIED).max(1)).copied().collect();
    let mut likelihood = Likelihood::new(model, &tried);
    let mut best: Option<Minimum<4>> = None;
    for (idx, start) in starts(model).iter().enumerate() {
        progress.step(0.05 * idx as f64)?;
        let found = minimize(&mut |logs| likelihood.negative_mean(logs), start.map(libm::log), &LIMITS);
        if found.value.is_finite() && best.is_none_or(|best| found.value < best.value) {
            best = Some(found);
        }
    }
    progress.step(0.2)?;
    let mut start = best.map_or(starts(model)[0].map(libm::log), |best| best.at);
    let long = Limits { n_iterations: 300, ..LIMITS };
    let mut curvature = None;
    if tried.len() < groups.len() {
        // As far as the sample leads, roughly; from there the curvature is that of all, nearly.
        let rough = Limits { gradient: 1e-5, ..long };
        start = minimize(&mut |logs| likelihood.negative_mean(logs), start, &rough).at;
        let mut gradient = |logs: &[f64; 4]| likelihood.negative_mean(logs).1;
        curvature = inverse(&hessian(&mut gradient, &start, STEP)).map(|inverse| inverse.matrix);
    }
    let mut likelihood = Likelihood::new(model, groups);
    let found = minimize_from(&mut |logs| likelihood.negative_mean(logs), start, curvature, &long);
    progress.step(0.8)?;
    Ok(judged(model, groups, &found))
}

/// The fit with the reason why it ended where it did.
fn judged(model: PurchaseModel, groups: &[(PurchaseHistory, u32)], found: &Minimum<4>) -> PurchaseFit {
    let n_customers: u64 = groups.iter().map(|&(_, n)| u64::from(n)).sum();
    let n = n_customers as f64;
    let parameters = found.at.map(libm::exp);
    let fit = PurchaseFit {
        log_likelihood: if found.value.is_finite() { -found.value * n } else { 0.0 },
        n_customers,
        ..PurchaseFit::of(model, parameters)
    };
    // The same without dropout, which is NBD; it cannot fit better, and where it fits as well the
    // dropout parameters are arbitrary.
    let is_near_none = is_little_dropout(&fit, groups);
    let plain = is_near_none.then(|| {
        let mut likelihood = geometric::Likelihood::new(groups);
        minimize(
            &mut |logs: &[f64; 2]| {
                let (value, gradient) = likelihood.negative_mean([logs[0], logs[1], 0.0, 0.0], None);
                (value, [gradient[0], gradient[1]])
            },
            [found.at[0], found.at[1]],
            &Limits { n_iterations: 300, ..LIMITS },
        )
    });
    if let Some(plain) = plain.filter(|plain| plain.value.is_finite()) {
        let gain = (plain.value - found.value) * n;
        // Written so that a fit that is no number loses.
        let is_believed = gain > LEAST_GAIN;
        if !is_believed {
            let [r, alpha] = plain.at.map(libm::exp);
            return PurchaseFit {
                log_likelihood: -plain.value * n,
                is_degenerate: true,
                end: FitEnd::NoDropout,
                ..fit.with_parameters([r, alpha, NO_DROPOUT.0, NO_DROPOUT.1])
            };
        }
    }
    let end = match found.stop {
        Stop::NotFinite => FitEnd::NotFinite,
        _ if runs_off(&fit) => FitEnd::RunsOff,
        Stop::Gradient | Stop::Flat => FitEnd::Converged,
        Stop::Iterations => FitEnd::Iterations,
    };
    PurchaseFit { is_degenerate: matches!(end, FitEnd::NotFinite | FitEnd::RunsOff), end, ..fit }
}

/// Whether so few customers leave under a fit that a model without leaving may say the same. Of few histories
/// that is always asked: it costs little there.
fn is_little_dropout(fit: &PurchaseFit, groups: &[(PurchaseHistory, u32)]) -> bool {
    if groups.len() <= N_TRIED {
        return true;
    }
    let n: f64 = groups.iter().map(|&(_, n)| f64::from(n)).sum();
    let gone: f64 = groups
        .iter()
        .map(|(it, n)| {
            let alive = super::p_alive(fit, it.repeats, it.age_at_last_weeks(), it.age_weeks());
            f64::from(*n) * (1.0 - alive)
        })
        .sum();
    // Written so that what is no number counts as little.
    let is_much = gone > 0.3 * n;
    !is_much
}

/// Whether parameters only say that customers are all alike: beyond a thousand, a and b mean one common
/// probability of leaving, s and beta one common rate, r and alpha one common rate of orders.
fn runs_off(fit: &PurchaseFit) -> bool {
    let little = match fit.model {
        PurchaseModel::BgNbd | PurchaseModel::MbgNbd => fit.a / (fit.a + fit.b) < 1e-4 || fit.b > 1e3,
        PurchaseModel::ParetoNbd => fit.a / fit.b < 1e-6 || fit.b > 1e5,
    };
    little || fit.a > 1e3 || fit.r > 1e3
}

/// How sure the parameters of a fit are.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Uncertainty {
    /// Covariances of the logarithms of the parameters, in the order of [`PurchaseModel::symbols`].
    pub covariance: [[f64; 4]; 4],
    /// Condition of the information; see [`information::Covariance::condition`].
    pub condition: f64,
}

/// The uncertainty of a fit on the histories it was fitted on: the inverse of the observed information.
///
/// `None` where the fit is degenerate or the information is (nearly) singular: then parameters have no
/// interval, and figures computed from them none either.
#[must_use]
pub fn uncertainty(fit: &PurchaseFit, groups: &[(PurchaseHistory, u32)]) -> Option<Uncertainty> {
    if fit.is_degenerate {
        return None;
    }
    let mut likelihood = Likelihood::new(fit.model, groups);
    let mut gradient = |logs: &[f64; 4]| likelihood.negative_mean(logs).1;
    let found = inverse(&hessian(&mut gradient, &fit.parameters().map(libm::log), STEP))?;
    let n = fit.n_customers as f64;
    Some(Uncertainty { covariance: found.matrix.map(|row| row.map(|it| it / n)), condition: found.condition })
}

impl Uncertainty {
    /// The interval of each parameter in which it lies with about the probability whose standard normal
    /// quantile is `z`: symmetric in the logarithm, so that no end is negative.
    #[must_use]
    pub fn parameter_intervals(&self, fit: &PurchaseFit, z: f64) -> [Interval; 4] {
        let parameters = fit.parameters();
        core::array::from_fn(|i| Interval::around(parameters[i], self.covariance[i][i].max(0.0).sqrt(), z))
    }

    /// The interval of a positive figure that follows from the parameters: the delta method on logarithms.
    /// `figure` computes it from a fit; it is called nine times. `None` where it is not positive throughout.
    #[must_use]
    pub fn interval_of(
        &self,
        fit: &PurchaseFit,
        z: f64,
        figure: &mut dyn FnMut(&PurchaseFit) -> f64,
    ) -> Option<Interval> {
        let slopes = self.log_slopes(fit, figure)?;
        let deviation = information::variance_of(&self.covariance, &slopes).sqrt();
        Some(Interval::around(figure(fit), deviation, z))
    }

    /// Slopes of the logarithm of a positive figure in the logarithms of the parameters.
    pub(in crate::analysis::clv) fn log_slopes(
        &self,
        fit: &PurchaseFit,
        figure: &mut dyn FnMut(&PurchaseFit) -> f64,
    ) -> Option<[f64; 4]> {
        let logs = fit.parameters().map(libm::log);
        let mut slopes = [0.0; 4];
        for (i, slope) in slopes.iter_mut().enumerate() {
            let mut at = |by: f64| {
                let mut logs = logs;
                logs[i] += by;
                libm::log(figure(&fit.with_parameters(logs.map(libm::exp))))
            };
            *slope = (at(1e-3) - at(-1e-3)) / 2e-3;
        }
        slopes.iter().all(|slope| slope.is_finite()).then_some(slopes)
    }
}
