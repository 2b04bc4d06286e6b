//! The Gamma-Gamma model: what an order of a customer is worth on average.
//!
//! In:   the number of repeat order days and their mean value, for each customer with both positive.
//! Out:  a [`GammaGammaFit`], and the expected order value of a customer.
//! Cost: one logarithm per customer and evaluation; gamma functions once per distinct number of repeats.
//!
//! Values of a customer's orders are gamma distributed around the customer's own mean, and those means
//! vary among customers: a mean of few orders is drawn towards the mean of all. The model assumes that
//! value and frequency are not correlated; [`GammaGammaFit::correlation`] says how true that is.
//!
//! Source: Fader, Hardie & Lee (2005), RFM and CLV: using iso-value curves, Journal of Marketing Research
//! 42(4), 415-430; Fader & Hardie (2013), note 025, brucehardie.com/notes/025.

use super::{FitEnd, GammaGammaFit, Independence};
use crate::progress::{Cancelled, Progress};
use crate::stats::correlation::pearson;
use crate::stats::gamma::{digamma, ln_gamma};
use crate::stats::information::{hessian, inverse};
use crate::stats::minimize::{Limits, Minimum, Stop, minimize, minimize_from};
use crate::stats::sum::Sum;
use std::collections::BTreeMap;

/// Correlations of this size and more are worth a warning: the model draws means of few orders towards a mean
/// that frequent and rare customers do not share.
pub const WARN_CORRELATION: f64 = 0.2;

/// Correlations of this size and more rule the model out.
pub const WORST_CORRELATION: f64 = 0.4;

/// Customers on whom the starts are tried.
const N_TRIED: usize = 10_000;

/// Fewest customers to fit on; fewer say nothing of how means vary.
const LEAST_CUSTOMERS: usize = 10;

impl GammaGammaFit {
    /// A model with given parameters, which nobody has fitted: published figures.
    #[must_use]
    pub fn of([p, q, v]: [f64; 3]) -> Self {
        Self {
            p,
            q,
            v,
            log_likelihood: 0.0,
            n_customers: 0,
            correlation: 0.0,
            is_degenerate: false,
            end: FitEnd::Converged,
        }
    }

    /// Whether the correlation of the number of orders and their value allows the model.
    #[must_use]
    pub fn independence(&self) -> Independence {
        match self.correlation.abs() {
            size if size >= WORST_CORRELATION => Independence::Violated,
            size if size >= WARN_CORRELATION => Independence::Doubtful,
            _ => Independence::Given,
        }
    }
}

/// Expected value of an order of a customer with `repeats` order days after the first, whose mean is
/// `mean` (negative means count as 0). Whole money units.
///
/// Without repeats this is the mean of the population. `None` where it has none (`q <= 1`).
///
/// # Source
/// Fader & Hardie (2013), note 025, equation 5.
#[must_use]
pub fn expected_order_value(fit: &GammaGammaFit, repeats: u32, mean: f64) -> Option<f64> {
    let repeats = f64::from(repeats);
    let weight = fit.p * repeats + fit.q - 1.0;
    (weight > 1e-9).then(|| fit.p * (fit.v + repeats * mean.max(0.0)) / weight)
}

/// Log-likelihood of a customer with `repeats > 0` of mean value `mean > 0`.
///
/// # Source
/// Fader & Hardie (2013), note 025, equation 1a.
#[must_use]
pub fn log_likelihood(fit: &GammaGammaFit, repeats: u32, mean: f64) -> f64 {
    let GammaGammaFit { p, q, v, .. } = *fit;
    let x = f64::from(repeats);
    ln_gamma(p * x + q) - ln_gamma(p * x) - ln_gamma(q)
        + q * libm::log(v)
        + (p * x - 1.0) * libm::log(mean)
        + p * x * libm::log(x)
        - (p * x + q) * libm::log(v + x * mean)
}

/// Fits the model by maximum likelihood; `None` with fewer than ten customers with a repeat and a
/// positive mean value, the only ones looked at. `customers` are repeats and mean values.
///
/// Where customers do not differ in their means beyond chance, `q` and `v` run off together and the fit
/// is [`GammaGammaFit::is_degenerate`]; expected values are those of the limit.
///
/// # Errors
/// [`Cancelled`] when the answer is no longer wanted; asked between starts.
pub fn fit(
    customers: &[(u32, f64)],
    progress: &mut dyn Progress,
) -> Result<Option<GammaGammaFit>, Cancelled> {
    /// Starts for p, q and v, the last in units of the mean value of all.
    const STARTS: [[f64; 3]; 3] = [[1.0, 2.0, 1.0], [6.0, 4.0, 0.5], [2.0, 4.0, 2.0]];
    // Beyond e^13 the differences of gamma functions lose their digits, and the model its sense.
    const LIMITS: Limits = Limits { lo: -13.0, hi: 13.0, gradient: 1e-9, n_iterations: 12 };

    let used: Vec<(u32, f64)> =
        customers.iter().copied().filter(|&(repeats, mean)| repeats > 0 && mean > 0.0).collect();
    if used.len() < LEAST_CUSTOMERS {
        return Ok(None);
    }
    let n = used.len() as f64;
    // In units of the mean of all, starts and bounds suit any currency.
    let unit = used.iter().map(|&(_, mean)| mean).sum::<f64>() / n;
    // The starts are tried on some of the customers; the best is then followed on all, with the curvature learnt.
    let tried: Vec<(u32, f64)> = used.iter().step_by(used.len().div_ceil(N_TRIED).max(1)).copied().collect();
    let likelihood = Likelihood::new(&tried, unit);
    let mut function = |logs: &[f64; 3]| likelihood.negative_mean(*logs);
    let mut best: Option<Minimum<3>> = None;
    for (idx, start) in STARTS.iter().enumerate() {
        progress.step(0.2 * idx as f64)?;
        let found = minimize(&mut function, start.map(libm::log), &LIMITS);
        if found.value.is_finite() && best.is_none_or(|best| found.value < best.value) {
            best = Some(found);
        }
    }
    progress.step(0.6)?;
    let mut start = best.map_or(STARTS[0].map(libm::log), |best| best.at);
    let long = Limits { n_iterations: 300, ..LIMITS };
    let mut curvature = None;
    if tried.len() < used.len() {
        start = minimize(&mut function, start, &Limits { gradient: 1e-5, ..long }).at;
        let mut gradient = |logs: &[f64; 3]| likelihood.negative_mean(*logs).1;
        curvature = inverse(&hessian(&mut gradient, &start, 1e-4)).map(|inverse| inverse.matrix);
    }
    let likelihood = Likelihood::new(&used, unit);
    let found = minimize_from(&mut |logs| likelihood.negative_mean(*logs), start, curvature, &long);
    if found.stop == Stop::NotFinite {
        return Ok(None);
    }
    let [p, q, v] = found.at.map(libm::exp);
    Ok(Some(GammaGammaFit {
        p,
        q,
        v: v * unit,
        log_likelihood: -found.value * n - n * libm::log(unit),
        n_customers: used.len() as u64,
        correlation: pearson(used.iter().map(|&(repeats, mean)| (f64::from(repeats), mean))),
        is_degenerate: q > 1e3 || p > 1e3,
        end: match found.stop {
            _ if q > 1e3 || p > 1e3 => FitEnd::RunsOff,
            Stop::Iterations => FitEnd::Iterations,
            _ => FitEnd::Converged,
        },
    }))
}

/// Covariances of the logarithms of p, q and v on the customers of the fit: the inverse of the observed
/// information. `None` where the fit is degenerate or the information is (nearly) singular.
#[must_use]
pub fn uncertainty(fit: &GammaGammaFit, customers: &[(u32, f64)]) -> Option<[[f64; 3]; 3]> {
    if fit.is_degenerate {
        return None;
    }
    let used: Vec<(u32, f64)> =
        customers.iter().copied().filter(|&(repeats, mean)| repeats > 0 && mean > 0.0).collect();
    let n = used.len() as f64;
    // In units of the mean of all, as in the fit; the unit shifts the logarithm of v and nothing else.
    let unit = used.iter().map(|&(_, mean)| mean).sum::<f64>() / n;
    let likelihood = Likelihood::new(&used, unit);
    let at = [fit.p, fit.q, fit.v / unit].map(libm::log);
    let found = inverse(&hessian(&mut |logs: &[f64; 3]| likelihood.negative_mean(*logs).1, &at, 1e-4))?;
    Some(found.matrix.map(|row| row.map(|it| it / n)))
}

/// The likelihood with what does not depend on the parameters taken together.
struct Likelihood {
    n_customers: f64,
    /// Repeats x, customers with as many, sum of the logarithms of their means.
    by_repeats: Vec<(f64, f64, f64)>,
    /// Repeats x and x times the mean.
    customers: Vec<(f64, f64)>,
}

impl Likelihood {
    fn new(customers: &[(u32, f64)], unit: f64) -> Self {
        let mut by_repeats: BTreeMap<u32, (f64, f64)> = BTreeMap::new();
        for &(repeats, mean) in customers {
            let entry = by_repeats.entry(repeats).or_default();
            entry.0 += 1.0;
            entry.1 += libm::log(mean / unit);
        }
        Self {
            n_customers: customers.len() as f64,
            by_repeats: by_repeats.into_iter().map(|(x, (n, logs))| (f64::from(x), n, logs)).collect(),
            customers: customers
                .iter()
                .map(|&(x, mean)| (f64::from(x), f64::from(x) * mean / unit))
                .collect(),
        }
    }

    /// Minus the mean log-likelihood and its gradient at the logarithms of p, q, v.
    fn negative_mean(&self, logs: [f64; 3]) -> (f64, [f64; 3]) {
        let [p, q, v] = logs.map(libm::exp);
        let n = self.n_customers;
        let mut sum = Sum::default();
        sum.add(n * (q * logs[2] - ln_gamma(q)));
        let mut slopes = [0.0, n * (logs[2] - digamma(q)), n * q / v];
        for &(x, n, log_means) in &self.by_repeats {
            let (shape, log_x) = (p * x, libm::log(x));
            sum.add(n * (ln_gamma(shape + q) - ln_gamma(shape) + shape * log_x) + (shape - 1.0) * log_means);
            let rise = digamma(shape + q);
            slopes[0] += x * (n * (rise - digamma(shape) + log_x) + log_means);
            slopes[1] += n * rise;
        }
        for &(x, total) in &self.customers {
            let (shape, log_total) = (p * x + q, libm::log(v + total));
            sum.add(-shape * log_total);
            slopes[0] -= x * log_total;
            slopes[1] -= log_total;
            slopes[2] -= shape / (v + total);
        }
        let parameters = [p, q, v];
        (-sum.value() / n, core::array::from_fn(|i| -slopes[i] * parameters[i] / n))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::Unwatched;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn whatever_the_values_a_fit_and_its_predictions_are_finite(
            customers in prop::collection::vec((0_u32..200, -5.0..1.0_f64), 0..40), power in -3.0..12.0_f64,
        ) {
            let customers: Vec<(u32, f64)> = customers
                .into_iter()
                .map(|(repeats, log)| (repeats, 10_f64.powf(power) * if log < -4.0 { log } else { log.exp() }))
                .collect();
            let Some(fitted) = fit(&customers, &mut Unwatched).expect("nobody cancels") else { return Ok(()) };
            for value in [fitted.p, fitted.q, fitted.v] {
                prop_assert!(value.is_finite() && value > 0.0, "{fitted:?}");
            }
            prop_assert!(fitted.log_likelihood.is_finite() && fitted.correlation.abs() <= 1.0);
            for &(repeats, mean) in &customers {
                let expected = expected_order_value(&fitted, repeats, mean);
                prop_assert!(expected.is_none_or(|value| value.is_finite() && value >= 0.0), "{fitted:?}");
            }
        }
    }

    #[test]
    fn the_gradient_is_the_slope_of_the_likelihood() {
        let likelihood = Likelihood::new(&[(1, 12.0), (1, 70.0), (4, 33.0), (9, 41.5)], 35.0);
        for logs in [[0.0, 0.5, 1.0], [1.8, 1.3, -0.8], [-0.5, 1.5, 2.0]] {
            let (_, gradient) = likelihood.negative_mean(logs);
            for i in 0..3 {
                let at = |shift: f64| {
                    let mut logs = logs;
                    logs[i] += shift;
                    likelihood.negative_mean(logs).0
                };
                let slope = (at(1e-5) - at(-1e-5)) / 2e-5;
                assert!((gradient[i] - slope).abs() < 1e-7, "{i}: {} {slope}", gradient[i]);
            }
        }
    }

    #[test]
    fn customers_with_one_common_mean_give_a_degenerate_fit() {
        // The mean of four values around 100 varies as it would by chance alone, and less.
        let customers: Vec<(u32, f64)> =
            (0..200).map(|i| (4, 60.0 + 80.0 * f64::from(i % 20) / 19.0)).collect();
        let fitted = fit(&customers, &mut Unwatched).expect("nobody cancels").expect("enough customers");
        assert!(fitted.is_degenerate || fitted.p * 4.0 > 10.0, "{fitted:?}");
        let expected = expected_order_value(&fitted, 0, 0.0).expect("a mean exists");
        assert!((expected / 100.0 - 1.0).abs() < 0.05, "{expected}");
    }

    #[test]
    fn negative_and_zero_means_are_left_out() {
        let mut customers: Vec<(u32, f64)> = (1..40).map(|i| (1 + i % 3, f64::from(10 + i))).collect();
        let without = fit(&customers, &mut Unwatched).expect("nobody cancels");
        customers.extend([(2, -50.0), (3, 0.0), (0, 20.0)]);
        assert_eq!(fit(&customers, &mut Unwatched).expect("nobody cancels"), without);
        assert_eq!(fit(&customers[..5], &mut Unwatched), Ok(None));
    }
}
