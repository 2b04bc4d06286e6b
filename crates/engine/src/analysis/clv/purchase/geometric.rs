//! BG/NBD and MBG/NBD: leaving after an order, with a personal probability.
//!
//! In:   parameters, and distinct histories with the number of customers of each or one history.
//! Out:  log-likelihood with its slopes, odds of having left, expected orders.
//! Cost: of the likelihood one exponential and one logarithm per distinct history; everything else is read
//!       from tables by day and by number of repeats.
//!
//! Under BG/NBD the first order is no chance to leave, under MBG/NBD it is. With the number of *chances* to
//! leave that a customer has survived or not (the repeats, or one more), all formulas of the two are the
//! same, and they are written once here.
//!
//! A reader may miss the Gauss hypergeometric function of the papers: see [`super::expected_orders`].
//!
//! Sources: Fader, Hardie & Lee (2005), "Counting your customers" the easy way, Marketing Science 24(2),
//! 275-284 (BG/NBD). Batislam, Denizel & Filiztekin (2007), International Journal of Research in
//! Marketing 24(3), 201-209, and Hoppe & Wagner (2007), Marketing JRM 3(2), 75-90 (MBG/NBD).

use super::{history_log_rise, softplus};
use crate::analysis::clv::history::PurchaseHistory;
use crate::analysis::clv::{PurchaseFit, PurchaseModel};
use crate::stats::gamma::{ln_beta, ln_gamma};
use crate::stats::sum::Sum;

/// Dropout parameters that stand for "nobody leaves": so small that no history makes a customer lost.
pub(super) const NO_DROPOUT: (f64, f64) = (1e-100, 1.0);

/// Chances to leave that a customer with `repeats` has met; 0 under models that know no chances.
pub(super) fn chances(model: PurchaseModel, repeats: u32) -> f64 {
    match model {
        PurchaseModel::MbgNbd => f64::from(repeats) + 1.0,
        PurchaseModel::BgNbd | PurchaseModel::ParetoNbd => f64::from(repeats),
    }
}

/// Logarithm of the odds of having left; minus infinity without a chance to leave.
pub(super) fn log_odds_gone(fit: &PurchaseFit, repeats: u32, age_at_last_weeks: f64, age_weeks: f64) -> f64 {
    let chances = chances(fit.model, repeats);
    if chances <= 0.0 {
        return f64::NEG_INFINITY;
    }
    let silence = libm::log1p((age_weeks - age_at_last_weeks).max(0.0) / (fit.alpha + age_at_last_weeks));
    libm::log(fit.a) - libm::log(fit.b + chances - 1.0) + (fit.r + f64::from(repeats)) * silence
}

/// Log-likelihood of one history with being alive at its end.
///
/// # Source
/// Fader, Hardie & Lee (2005), equation 6; Batislam et al. (2007), equation 5: their first term.
pub(super) fn log_likelihood_alive(fit: &PurchaseFit, repeats: u32, age_weeks: f64) -> f64 {
    let n = fit.r + f64::from(repeats);
    let chances = chances(fit.model, repeats);
    let mut sum = history_log_rise(fit.r, repeats) + fit.r * libm::log(fit.alpha)
        - n * libm::log(fit.alpha + age_weeks);
    let mut survived = 0.0;
    while survived < chances {
        sum -= libm::log1p(fit.a / (fit.b + survived));
        survived += 1.0;
    }
    sum
}

/// Orders to expect in each horizon of a customer who is alive at the end of the history.
pub(super) fn expected_if_alive(
    fit: &PurchaseFit,
    repeats: u32,
    age_weeks: f64,
    horizons_weeks: &[f64],
    expected: &mut [f64],
) {
    // Given that the customer is alive, the rate is Gamma(n, A) and the probability of leaving
    // Beta(a, B); u is the horizon in units of A.
    let n = fit.r + f64::from(repeats);
    let scale = fit.alpha + age_weeks;
    let b = fit.b + chances(fit.model, repeats);
    let longest = horizons_weeks.last().map_or(0.0, |horizon| horizon / scale);
    if is_sum_short(n, longest) {
        sum_over_orders(n, scale, (fit.a, b), horizons_weeks, expected);
    } else {
        for (expected, horizon) in expected.iter_mut().zip(horizons_weeks) {
            *expected = integral_over_dropout(n, horizon / scale, fit.a, b);
        }
    }
}

/// Whether [`sum_over_orders`] is the way for shape `n` and a horizon of `u` times the scale: it needs
/// about the mean number of orders plus some thirty times the ratio by which they fall off, and its first
/// term, the chance of no order, must not underflow.
pub(super) fn is_sum_short(n: f64, u: f64) -> bool {
    n * u + 30.0 * (1.0 + u) < 3_000.0 && n * libm::log1p(u) < 500.0
}

/// `sum_j P(K > j) E[(1-p)^j]` with `K` negative binomial of shape `n` and `p` beta of `a, b`, for
/// each horizon.
pub(super) fn sum_over_orders(n: f64, scale: f64, (a, b): (f64, f64), horizons: &[f64], sums: &mut [f64]) {
    /// Horizons worked on at a time, so that the state stays in registers and on the stack.
    const LANES: usize = 12;
    for (horizons, sums) in horizons.chunks(LANES).zip(sums.chunks_mut(LANES)) {
        let lanes = horizons.len();
        // Per horizon: z, P(K = j) and P(K > j).
        let (mut z, mut point, mut tail) = ([0.0; LANES], [0.0; LANES], [0.0; LANES]);
        for lane in 0..lanes {
            let log_none = -n * libm::log1p(horizons[lane] / scale);
            z[lane] = horizons[lane] / (scale + horizons[lane]);
            point[lane] = libm::exp(log_none);
            tail[lane] = -libm::expm1(log_none);
        }
        let mut sum = [0.0; LANES];
        let mut survival = 1.0;
        let mut j = 0.0;
        loop {
            for lane in 0..LANES {
                sum[lane] += tail[lane] * survival;
            }
            // The last horizon is the longest and falls off slowest.
            let last = lanes - 1;
            let rise = (n + j) / (j + 1.0);
            let ratio = z[last] * (n + j + 1.0) / (j + 2.0);
            let is_done = ratio < 1.0 && tail[last] * survival < 1e-12 * (1.0 - ratio) * sum[last];
            if is_done || tail[last] <= 0.0 || j > 20_000.0 {
                break;
            }
            survival *= (b + j) / (a + b + j);
            for lane in 0..LANES {
                point[lane] *= z[lane] * rise;
                tail[lane] -= point[lane];
            }
            j += 1.0;
        }
        for lane in 0..lanes {
            sums[lane] = sum[lane].max(0.0);
        }
    }
}

/// The same expectation as [`sum_over_orders`] as an integral over the probability of leaving `p`:
/// `E[(1 - (1 + p u)^-n) / p]`, for heavy buyers and for horizons long against the past.
///
/// Trapezoidal rule in the log-odds of `p`, where the integrand is analytic in a strip and falls off
/// exponentially at both ends, so that the error falls exponentially with the step (Trefethen &
/// Weideman 2014, SIAM Review 56(3), theorem 5.1).
pub(super) fn integral_over_dropout(n: f64, u: f64, a: f64, b: f64) -> f64 {
    if u <= 0.0 {
        return 0.0;
    }
    // With a below 1 the integrand falls off too slowly towards p = 0; there the limit n u is taken out
    // and its distance integrated, which falls off one power faster.
    let is_complement = a < 1.0;
    let log_scale = ln_beta_ratio(a, b);
    let term = |log_odds: f64| {
        let (log_p, log_rest) = if log_odds < 0.0 {
            let log_rest = -libm::log1p(libm::exp(log_odds));
            (log_odds + log_rest, log_rest)
        } else {
            let log_p = -libm::log1p(libm::exp(-log_odds));
            (log_p, log_p - log_odds)
        };
        let p = libm::exp(log_p);
        let orders = -libm::expm1(-n * libm::log1p(p * u)) / p;
        let density = libm::exp(a * log_p + b * log_rest - log_scale);
        density * if is_complement { n * u - orders } else { orders }
    };
    let spread = (1.0 / a.max(1.0) + 1.0 / b).sqrt();
    let step = (0.6 * spread).min(0.25);
    let peak = libm::log((a + f64::from(is_complement)) / b);
    let mut sum = term(peak);
    for direction in [-step, step] {
        let mut largest = sum;
        for i in 1..40_000_u32 {
            let log_odds = peak + direction * f64::from(i);
            let value = term(log_odds);
            sum += value;
            largest = largest.max(value);
            if value <= 1e-17 * largest {
                break;
            }
            if log_odds > 40.0 {
                // Here p is 1 to the last digit, and what remains is a geometric series; for small b it
                // would take long to add up.
                let ratio = libm::exp(-b * step);
                sum += value * ratio / (1.0 - ratio);
                break;
            }
        }
    }
    if is_complement { (n * u - step * sum).max(0.0) } else { step * sum }
}

/// [`ln_beta`] that keeps its digits when `b` is large and `a` small.
fn ln_beta_ratio(a: f64, b: f64) -> f64 {
    if b < 1e5 || a > 0.01 * b {
        return ln_beta(a, b);
    }
    // Abramowitz & Stegun 6.1.47: Gamma(b) / Gamma(b + a) = b^-a (1 - a (a - 1) / 2b + ...).
    ln_gamma(a) - a * libm::log(b) - a * (a - 1.0) / (2.0 * b)
}

/// The likelihood of many histories with all that can be looked up.
pub(super) struct Likelihood<'a> {
    groups: &'a [(PurchaseHistory, u32)],
    pub(super) n_customers: f64,
    /// By days: ln(alpha + weeks) and 1 / (alpha + weeks).
    by_day: Vec<(f64, f64)>,
    /// By repeats.
    by_repeats: Vec<RepeatTerms>,
}

/// What a number of repeats (or of chances) adds, whatever the dates.
#[derive(Clone, Copy, Default)]
struct RepeatTerms {
    /// Sum of ln(r + j) for j below the repeats, and its slope in r.
    rise: f64,
    rise_r: f64,
    /// By chances: sum of ln((b + j) / (a + b + j)), and its slopes in a and b.
    survive: f64,
    survive_a: f64,
    survive_b: f64,
    /// By chances: ln a - ln(b + chances - 1), and 1 / (b + chances - 1).
    odds: f64,
    odds_b: f64,
}

impl<'a> Likelihood<'a> {
    pub(super) fn new(groups: &'a [(PurchaseHistory, u32)]) -> Self {
        let n_days = groups.iter().map(|(it, _)| it.age_days).max().unwrap_or(0) as usize + 1;
        let n_repeats = groups.iter().map(|(it, _)| it.repeats).max().unwrap_or(0) as usize + 2;
        Self {
            groups,
            n_customers: groups.iter().map(|&(_, n)| f64::from(n)).sum(),
            by_day: vec![(0.0, 0.0); n_days],
            by_repeats: vec![RepeatTerms::default(); n_repeats],
        }
    }

    /// Minus the mean log-likelihood and its gradient at the logarithms of r, alpha, a, b.
    ///
    /// `first_chance` is the number of chances to leave before the first repeat; `None` is a model
    /// without dropout.
    pub(super) fn negative_mean(&mut self, logs: [f64; 4], first_chance: Option<u32>) -> (f64, [f64; 4]) {
        let [r, alpha, a, b] = logs.map(libm::exp);
        self.fill_tables([r, alpha, a, b]);
        let log_alpha = logs[1];
        let (mut sum, mut slopes) = (Sum::default(), [0.0; 4]);
        for &(history, n_customers) in self.groups {
            let weight = f64::from(n_customers);
            let repeats = &self.by_repeats[history.repeats as usize];
            let (log_age, inverse_age) = self.by_day[history.age_days as usize];
            let n = r + f64::from(history.repeats);
            let mut value = repeats.rise + r * log_alpha - n * log_age;
            let mut slope_r = repeats.rise_r + log_alpha - log_age;
            let mut slope_alpha = r / alpha - n * inverse_age;
            let chances = first_chance.map_or(0, |first| first + history.repeats);
            if chances > 0 {
                let chances = &self.by_repeats[chances as usize];
                let (log_at_last, inverse_at_last) = self.by_day[history.age_at_last_days as usize];
                let silence = log_age - log_at_last;
                let (softplus, gone) = softplus(chances.odds + n * silence);
                value += chances.survive + softplus;
                slope_r += gone * silence;
                slope_alpha += gone * n * (inverse_age - inverse_at_last);
                slopes[2] += weight * (chances.survive_a + gone / a);
                slopes[3] += weight * (chances.survive_b - gone * chances.odds_b);
            }
            sum.add(weight * value);
            slopes[0] += weight * slope_r;
            slopes[1] += weight * slope_alpha;
        }
        let scale = -1.0 / self.n_customers;
        let parameters = [r, alpha, a, b];
        (sum.value() * scale, core::array::from_fn(|i| slopes[i] * parameters[i] * scale))
    }

    fn fill_tables(&mut self, [r, alpha, a, b]: [f64; 4]) {
        let mut days = 0.0;
        for entry in &mut self.by_day {
            let sum = alpha + days / 7.0;
            *entry = (libm::log(sum), 1.0 / sum);
            days += 1.0;
        }
        let mut sums = RepeatTerms::default();
        let mut j = 0.0;
        let log_a = libm::log(a);
        for entry in &mut self.by_repeats {
            *entry = sums;
            sums.rise += libm::log(r + j);
            sums.rise_r += 1.0 / (r + j);
            sums.survive -= libm::log1p(a / (b + j));
            sums.survive_a -= 1.0 / (a + b + j);
            sums.survive_b += a / ((b + j) * (a + b + j));
            sums.odds = log_a - libm::log(b + j);
            sums.odds_b = 1.0 / (b + j);
            j += 1.0;
        }
    }
}
