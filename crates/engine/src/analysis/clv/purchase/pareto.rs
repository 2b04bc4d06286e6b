//! Pareto/NBD: leaving at any time, at a personal rate.
//!
//! In:   parameters, and distinct histories with the number of customers of each or one history.
//! Out:  log-likelihood with its slopes, odds of having left, expected orders, discounted ones.
//! Cost: of the likelihood eight points per distinct history, more for heavy buyers who have been silent
//!       for long; two logarithms' worth at each.
//!
//! The parameters are `r`, `alpha` of the purchase rate and `s`, `beta` of the dropout rate, the last two
//! kept in [`PurchaseFit::a`] and [`PurchaseFit::b`].
//!
//! The papers write the chance of having left as a difference of two Gauss hypergeometric functions, which
//! loses its digits for frequent buyers and overflows. Here it is the integral over the moment of leaving
//! that the functions come from: all terms are positive, the logarithm of the first is taken out, and the
//! slopes are means under the same integral.
//!
//! Sources: Schmittlein, Morrison & Colombo (1987), Counting your customers, Management Science 33(1), 1-24.
//! Fader & Hardie (2005), A note on deriving the Pareto/NBD model, brucehardie.com/notes/009. Discounted
//! orders: Fader, Hardie & Lee (2005), RFM and CLV, Journal of Marketing Research 42(4), equation 2.

use super::{history_log_rise, softplus};
use crate::analysis::clv::PurchaseFit;
use crate::analysis::clv::history::PurchaseHistory;
use crate::stats::quadrature::eight_points;
use crate::stats::sum::Sum;

/// The parameters by their names.
#[derive(Debug, Clone, Copy)]
pub(super) struct Parameters {
    pub(super) r: f64,
    pub(super) alpha: f64,
    pub(super) s: f64,
    pub(super) beta: f64,
}

impl Parameters {
    pub(super) fn of(fit: &PurchaseFit) -> Self {
        Self { r: fit.r, alpha: fit.alpha, s: fit.a, beta: fit.b }
    }
}

/// The likelihood of having left before the end of the history, and means over the moment of leaving.
#[derive(Debug, Clone, Copy)]
struct Gone {
    /// Logarithm of the integral of `s (alpha + y)^-(r + x) (beta + y)^-(s + 1)` from `t_x` to `T`.
    log: f64,
    /// Mean of ln(alpha + y), and of ln(beta + y).
    log_alpha: f64,
    log_beta: f64,
    /// Mean of 1 / (alpha + y), and of 1 / (beta + y).
    inverse_alpha: f64,
    inverse_beta: f64,
}

/// What the integral needs to know of a history: repeats, age at the last order with both logarithms, age.
struct Moments {
    repeats: f64,
    at_last: f64,
    silence: f64,
    /// ln(alpha + t_x), ln(beta + t_x).
    log_alpha: f64,
    log_beta: f64,
}

/// The integral over the moment of leaving `y`, in the logarithm of the smaller of `alpha + y` and
/// `beta + y`: there the integrand is an exponential times a function without a singularity nearer than pi.
/// Panels are short enough for eight points to give ten digits. `None` where there is no silence to leave in.
fn gone(it: &Parameters, of: &Moments) -> Option<Gone> {
    /// Longest panel, and how far the integrand may fall in one (as a power of e).
    const LONGEST: f64 = 1.5;
    const DEEPEST: f64 = 4.0;
    if of.silence <= 0.0 {
        return None;
    }
    let n = it.r + of.repeats;
    let is_alpha_smaller = it.alpha <= it.beta;
    let (own, other_power) =
        if is_alpha_smaller { (it.alpha + of.at_last, it.s + 1.0) } else { (it.beta + of.at_last, n) };
    let gap = (it.alpha - it.beta).abs() / own;
    // The integrand is exp(-power v) ((1 + gap exp(-v)) / (1 + gap))^-other_power, v the logarithm of own.
    let power = n + it.s;
    let log_start = libm::log1p(gap);
    let end = libm::log1p(of.silence / own);
    let fall = |inverse: f64| power - other_power * gap * inverse / (1.0 + gap * inverse);
    let (mut total, mut total_v, mut total_d) = (0.0, 0.0, 0.0);
    let (mut total_own, mut total_other) = (0.0, 0.0);
    let (mut from, mut inverse_from) = (0.0, 1.0);
    let mut depth = DEEPEST;
    for _ in 0..200 {
        // The integrand falls faster and faster, so the end of a panel says more than its beginning.
        let mut length = LONGEST.min(depth / fall(inverse_from).abs().max(1e-3));
        let mut inverse_to = inverse_from * libm::exp(-length);
        length = length.min(depth / fall(inverse_to).abs().max(1e-3));
        let is_last = from + length >= end;
        let to = if is_last { end } else { from + length };
        let mut last = 0.0;
        for (v, weight) in eight_points(from, to) {
            let inverse = libm::exp(-v);
            let shrunk = gap * inverse;
            let log_ratio = libm::log1p(shrunk) - log_start;
            let value = weight * libm::exp(-power * v - other_power * log_ratio);
            total += value;
            total_v += value * v;
            total_d += value * log_ratio;
            total_own += value * inverse;
            total_other += value * inverse / (1.0 + shrunk);
            last = value / weight;
        }
        inverse_to = libm::exp(-to);
        // What is left is smaller than an exponential that falls as the integrand does here.
        if is_last || last < 1e-15 * total * fall(inverse_to).max(1e-3) {
            break;
        }
        (from, inverse_from) = (to, inverse_to);
        // Later panels hold less, and need fewer digits.
        depth *= 1.6;
    }
    let (mean_v, mean_d) = (total_v / total, total_d / total);
    let (inverse_own, inverse_other) = (total_own / total / own, total_other / total / own);
    let (extra_alpha, extra_beta, inverse_alpha, inverse_beta) = if is_alpha_smaller {
        (mean_v, mean_v + mean_d, inverse_own, inverse_other)
    } else {
        (mean_v + mean_d, mean_v, inverse_other, inverse_own)
    };
    let log_own = if is_alpha_smaller { of.log_alpha } else { of.log_beta };
    Some(Gone {
        log: libm::log(it.s) - n * of.log_alpha - (it.s + 1.0) * of.log_beta + log_own + libm::log(total),
        log_alpha: of.log_alpha + extra_alpha,
        log_beta: of.log_beta + extra_beta,
        inverse_alpha,
        inverse_beta,
    })
}

fn gone_of(it: &Parameters, repeats: u32, age_at_last_weeks: f64, age_weeks: f64) -> Option<Gone> {
    let of = Moments {
        repeats: f64::from(repeats),
        at_last: age_at_last_weeks,
        silence: age_weeks - age_at_last_weeks,
        log_alpha: libm::log(it.alpha + age_at_last_weeks),
        log_beta: libm::log(it.beta + age_at_last_weeks),
    };
    gone(it, &of)
}

/// Logarithm of `(alpha + T)^-(r + x) (beta + T)^-s`: being alive at the end of the history.
fn log_alive(it: &Parameters, repeats: u32, age_weeks: f64) -> f64 {
    -(it.r + f64::from(repeats)) * libm::log(it.alpha + age_weeks) - it.s * libm::log(it.beta + age_weeks)
}

/// Logarithm of the odds of having left; minus infinity without silence.
pub(super) fn log_odds_gone(fit: &PurchaseFit, repeats: u32, age_at_last_weeks: f64, age_weeks: f64) -> f64 {
    let it = Parameters::of(fit);
    gone_of(&it, repeats, age_at_last_weeks, age_weeks)
        .map_or(f64::NEG_INFINITY, |gone| gone.log - log_alive(&it, repeats, age_weeks))
}

/// Log-likelihood of one history with being alive at its end.
///
/// # Source
/// Fader & Hardie (2005), note 009, equation 17: the term of customers who are alive.
pub(super) fn log_likelihood_alive(fit: &PurchaseFit, repeats: u32, age_weeks: f64) -> f64 {
    let it = Parameters::of(fit);
    history_log_rise(it.r, repeats)
        + it.r * libm::log(it.alpha)
        + it.s * libm::log(it.beta)
        + log_alive(&it, repeats, age_weeks)
}

/// Orders to expect in a horizon of a customer who is alive at the end of the history.
///
/// # Source
/// Fader & Hardie (2005), note 009, equation 41, with the difference that vanishes with `s - 1` worked as
/// `expm1`, so that it is right at and near `s = 1`.
pub(super) fn expected_if_alive(fit: &PurchaseFit, repeats: u32, age_weeks: f64, horizon_weeks: f64) -> f64 {
    let it = Parameters::of(fit);
    let growth = libm::log1p(horizon_weeks / (it.beta + age_weeks));
    let power = it.s - 1.0;
    let weeks_alive =
        if (power * growth).abs() < 1e-12 { growth } else { -libm::expm1(-power * growth) / power };
    (it.r + f64::from(repeats)) * (it.beta + age_weeks) / (it.alpha + age_weeks) * weeks_alive
}

/// Orders to expect from now to the end of time, each discounted at the continuous rate `discount` per week,
/// of a customer who is alive.
///
/// # Source
/// Fader, Hardie & Lee (2005), JMR 42(4), equation 2. Tricomi's function there is the integral of
/// `exp(-discount t) ((beta + T) / (beta + T + t))^s` over `t`, worked here in the logarithm of the last
/// term.
pub(super) fn discounted_if_alive(fit: &PurchaseFit, repeats: u32, age_weeks: f64, discount: f64) -> f64 {
    let it = Parameters::of(fit);
    let scale = it.beta + age_weeks;
    let z = discount * scale;
    let (mut total, mut from) = (0.0, 0.0);
    for _ in 0..2_000 {
        // The exponent falls by (s - 1) v + z (e^v - 1): panels in which it falls by about two.
        let slope = (it.s - 1.0).abs() + z * libm::exp(from);
        let to = from + (2.0 / slope).min(0.5);
        let mut last = 0.0;
        for (v, weight) in eight_points(from, to) {
            last = libm::exp((1.0 - it.s) * v - z * libm::expm1(v));
            total += weight * last;
        }
        // Past its top the integrand falls faster than exponentially.
        if last < 1e-16 * total && z * libm::exp(to) > 2.0 * (1.0 - it.s) {
            break;
        }
        from = to;
    }
    (it.r + f64::from(repeats)) * scale / (it.alpha + age_weeks) * total
}

/// The likelihood of many histories with all that can be looked up.
pub(super) struct Likelihood<'a> {
    groups: &'a [(PurchaseHistory, u32)],
    n_customers: f64,
    /// By days: ln(alpha + weeks), 1 / (alpha + weeks), ln(beta + weeks), 1 / (beta + weeks).
    by_day: Vec<[f64; 4]>,
    /// By repeats: sum of ln(r + j) for j below them, and its slope in r.
    by_repeats: Vec<(f64, f64)>,
}

impl<'a> Likelihood<'a> {
    pub(super) fn new(groups: &'a [(PurchaseHistory, u32)]) -> Self {
        let n_days = groups.iter().map(|(it, _)| it.age_days).max().unwrap_or(0) as usize + 1;
        let n_repeats = groups.iter().map(|(it, _)| it.repeats).max().unwrap_or(0) as usize + 1;
        Self {
            groups,
            n_customers: groups.iter().map(|&(_, n)| f64::from(n)).sum(),
            by_day: vec![[0.0; 4]; n_days],
            by_repeats: vec![(0.0, 0.0); n_repeats],
        }
    }

    /// Minus the mean log-likelihood and its gradient at the logarithms of r, alpha, s, beta.
    pub(super) fn negative_mean(&mut self, logs: [f64; 4]) -> (f64, [f64; 4]) {
        let [r, alpha, s, beta] = logs.map(libm::exp);
        let it = Parameters { r, alpha, s, beta };
        self.fill_tables(&it);
        let (mut sum, mut slopes) = (Sum::default(), [0.0; 4]);
        for &(history, n_customers) in self.groups {
            let weight = f64::from(n_customers);
            let repeats = f64::from(history.repeats);
            let (rise, rise_r) = self.by_repeats[history.repeats as usize];
            let [log_alpha, inverse_alpha, log_beta, inverse_beta] = self.by_day[history.age_days as usize];
            let n = r + repeats;
            let alive = -n * log_alpha - s * log_beta;
            let mut slope = [
                rise_r + logs[1] - log_alpha,
                r / alpha - n * inverse_alpha,
                logs[3] - log_beta,
                s / beta - s * inverse_beta,
            ];
            let mut value = rise + r * logs[1] + s * logs[3] + alive;
            let at_last = &self.by_day[history.age_at_last_days as usize];
            let of = Moments {
                repeats,
                at_last: history.age_at_last_weeks(),
                silence: f64::from(history.age_days - history.age_at_last_days.min(history.age_days)) / 7.0,
                log_alpha: at_last[0],
                log_beta: at_last[2],
            };
            if let Some(gone) = gone(&it, &of) {
                let (more, share) = softplus(gone.log - alive);
                value += more;
                slope[0] += share * (log_alpha - gone.log_alpha);
                slope[1] += share * n * (inverse_alpha - gone.inverse_alpha);
                slope[2] += share * (1.0 / s + log_beta - gone.log_beta);
                slope[3] += share * (s * inverse_beta - (s + 1.0) * gone.inverse_beta);
            }
            sum.add(weight * value);
            for (total, slope) in slopes.iter_mut().zip(slope) {
                *total += weight * slope;
            }
        }
        let scale = -1.0 / self.n_customers;
        let parameters = [r, alpha, s, beta];
        (sum.value() * scale, core::array::from_fn(|i| slopes[i] * parameters[i] * scale))
    }

    fn fill_tables(&mut self, it: &Parameters) {
        let mut days = 0.0;
        for entry in &mut self.by_day {
            let (alpha, beta) = (it.alpha + days / 7.0, it.beta + days / 7.0);
            *entry = [libm::log(alpha), 1.0 / alpha, libm::log(beta), 1.0 / beta];
            days += 1.0;
        }
        let (mut sums, mut j) = ((0.0, 0.0), 0.0);
        for entry in &mut self.by_repeats {
            *entry = sums;
            sums.0 += libm::log(it.r + j);
            sums.1 += 1.0 / (it.r + j);
            j += 1.0;
        }
    }
}
