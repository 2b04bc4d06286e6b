//! The purchase models BG/NBD and MBG/NBD: likelihood, fit, chance of being alive, expected orders.
//!
//! In:   distinct purchase histories with the number of customers of each, or one history.
//! Out:  a [`PurchaseFit`], or a figure for the history.
//! Cost: of a fit about 100 evaluations, each with one exponential and one logarithm per distinct
//!       history; everything else is read from tables by day and by number of repeats.
//!
//! Both models say: while alive, a customer orders at random with a personal rate, and leaves after an
//! order with a personal probability; rates are gamma and probabilities beta distributed among
//! customers. They differ in one thing: under BG/NBD the first order is no chance to leave, under
//! MBG/NBD it is. With the number of *chances* to leave that a customer has survived or not (the repeats,
//! or one more), all formulas of the two are the same, and they are written once here.
//!
//! A reader may miss the Gauss hypergeometric function of the papers: see [`expected_orders`].
//!
//! Sources: Fader, Hardie & Lee (2005), "Counting your customers" the easy way, Marketing Science 24(2),
//! 275-284 (BG/NBD). Batislam, Denizel & Filiztekin (2007), International Journal of Research in
//! Marketing 24(3), 201-209, and Hoppe & Wagner (2007), Marketing JRM 3(2), 75-90 (MBG/NBD).

use super::history::PurchaseHistory;
use super::{PurchaseFit, PurchaseModel};
use crate::progress::{Cancelled, Progress};
use crate::stats::gamma::{ln_beta, ln_gamma};
use crate::stats::minimize::{Limits, Minimum, minimize};
use crate::stats::random::Pcg32;

/// Dropout parameters that stand for "nobody leaves": so small that no history makes a customer lost.
const NO_DROPOUT: (f64, f64) = (1e-100, 1.0);

/// What dropout must add to the log-likelihood to be believed; less is nothing but rounding of a ridge.
const LEAST_GAIN: f64 = 0.01;

impl PurchaseModel {
    /// Chances to leave that a customer with `repeats` has met.
    fn chances(self, repeats: u32) -> f64 {
        match self {
            Self::BgNbd => f64::from(repeats),
            Self::MbgNbd => f64::from(repeats) + 1.0,
        }
    }
}

/// Chance that a customer with this history is still a customer at its end, 0..=1.
///
/// `repeats` are order days after the first; ages in weeks from the first order to the last one and to
/// the as-of day. Under BG/NBD it is exactly 1 without repeats: there a customer leaves only after a
/// repeat. Worked in logarithms, so 5,000 repeats do not overflow.
///
/// # Source
/// BG/NBD: Fader & Hardie (2008), note 021, brucehardie.com/notes/021. MBG/NBD: Batislam et al. (2007),
/// equation 8.
#[must_use]
pub fn p_alive(fit: &PurchaseFit, repeats: u32, age_at_last_weeks: f64, age_weeks: f64) -> f64 {
    1.0 / (1.0 + libm::exp(log_odds_gone(fit, repeats, age_at_last_weeks, age_weeks)))
}

/// Logarithm of the odds of having left; minus infinity without a chance to leave.
fn log_odds_gone(fit: &PurchaseFit, repeats: u32, age_at_last_weeks: f64, age_weeks: f64) -> f64 {
    let chances = fit.model.chances(repeats);
    if chances <= 0.0 {
        return f64::NEG_INFINITY;
    }
    let silence = libm::log1p((age_weeks - age_at_last_weeks).max(0.0) / (fit.alpha + age_at_last_weeks));
    libm::log(fit.a) - libm::log(fit.b + chances - 1.0) + (fit.r + f64::from(repeats)) * silence
}

/// Expected orders in the next `horizon_weeks` of a customer with this history. Not negative, and 0 for
/// a horizon of 0. Units as in [`p_alive`].
///
/// With `0, 0.0, 0.0` this is the expectation for a new customer after the first order.
///
/// # Source
/// Fader, Hardie & Lee (2005), equation 10; Batislam et al. (2007), equation 13. Both divide by `a - 1`
/// a difference that vanishes with it. Here the same expectation is a sum of positive terms, which has
/// no such trouble: the orders there would be without leaving are negative binomial, and the `j+1`-th
/// of them happens if the customer survives `j` more chances to leave,
/// `E = P(alive) sum_j P(more than j orders) E[(1-p)^j]`.
#[must_use]
pub fn expected_orders(
    fit: &PurchaseFit,
    repeats: u32,
    age_at_last_weeks: f64,
    age_weeks: f64,
    horizon_weeks: f64,
) -> f64 {
    let mut expected = [0.0];
    expected_orders_by(fit, repeats, (age_at_last_weeks, age_weeks), &[horizon_weeks], &mut expected);
    expected[0]
}

/// [`expected_orders`] for several horizons, ascending, at little more than the cost of one. `ages` are
/// the age at the last order and the age, in weeks; `expected` has the length of `horizons_weeks`.
pub fn expected_orders_by(
    fit: &PurchaseFit,
    repeats: u32,
    (age_at_last_weeks, age_weeks): (f64, f64),
    horizons_weeks: &[f64],
    expected: &mut [f64],
) {
    // Given that the customer is alive, the rate is Gamma(n, A) and the probability of leaving
    // Beta(a, B); u is the horizon in units of A.
    let n = fit.r + f64::from(repeats);
    let scale = fit.alpha + age_weeks;
    let b = fit.b + fit.model.chances(repeats);
    let alive = p_alive(fit, repeats, age_at_last_weeks, age_weeks);
    let longest = horizons_weeks.last().map_or(0.0, |horizon| horizon / scale);
    if is_sum_short(n, longest) {
        sum_over_orders(n, scale, (fit.a, b), horizons_weeks, expected);
    } else {
        for (expected, horizon) in expected.iter_mut().zip(horizons_weeks) {
            *expected = integral_over_dropout(n, horizon / scale, fit.a, b);
        }
    }
    for expected in expected {
        *expected *= alive;
    }
}

/// Whether [`sum_over_orders`] is the way for shape `n` and a horizon of `u` times the scale: it needs
/// about the mean number of orders plus some thirty times the ratio by which they fall off, and its first
/// term, the chance of no order, must not underflow.
fn is_sum_short(n: f64, u: f64) -> bool {
    n * u + 30.0 * (1.0 + u) < 3_000.0 && n * libm::log1p(u) < 500.0
}

/// `sum_j P(K > j) E[(1-p)^j]` with `K` negative binomial of shape `n` and `p` beta of `a, b`, for
/// each horizon.
fn sum_over_orders(n: f64, scale: f64, (a, b): (f64, f64), horizons: &[f64], sums: &mut [f64]) {
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
fn integral_over_dropout(n: f64, u: f64, a: f64, b: f64) -> f64 {
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

/// A rate per week and a probability of leaving after an order that a customer who is alive may have.
///
/// # Source
/// Given that the customer is alive the two are independent: rates are Gamma(r + x, alpha + T) and
/// probabilities Beta(a, b + chances survived), Fader, Hardie & Lee (2005), section 4.
pub(super) fn draw_if_alive(
    fit: &PurchaseFit,
    repeats: u32,
    age_weeks: f64,
    random: &mut Pcg32,
) -> (f64, f64) {
    let rate = random.gamma(fit.r + f64::from(repeats)) / (fit.alpha + age_weeks);
    (rate, random.beta(fit.a, fit.b + fit.model.chances(repeats)))
}

/// Log-likelihood of one history. Units as in [`p_alive`].
///
/// # Source
/// Fader, Hardie & Lee (2005), equation 6; Batislam et al. (2007), equation 5.
#[must_use]
pub fn log_likelihood(fit: &PurchaseFit, repeats: u32, age_at_last_weeks: f64, age_weeks: f64) -> f64 {
    let n = fit.r + f64::from(repeats);
    let chances = fit.model.chances(repeats);
    let mut sum = fit.r * libm::log(fit.alpha) - n * libm::log(fit.alpha + age_weeks);
    for j in 0..repeats {
        sum += libm::log(fit.r + f64::from(j));
    }
    let mut survived = 0.0;
    while survived < chances {
        sum -= libm::log1p(fit.a / (fit.b + survived));
        survived += 1.0;
    }
    // Alive or gone: the likelihood with being alive, divided by the chance of it.
    sum + softplus(log_odds_gone(fit, repeats, age_at_last_weeks, age_weeks)).0
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
    /// Starts for r, alpha, a, b: plain ones, those of the published fits, and little dropout.
    const STARTS: [[f64; 4]; 4] =
        [[1.0, 1.0, 1.0, 1.0], [0.3, 5.0, 0.8, 2.5], [1.0, 10.0, 0.1, 2.0], [3.0, 20.0, 0.05, 5.0]];
    /// Distinct histories on which the starts are tried: enough to tell a good valley from a bad one.
    const N_TRIED: usize = 4_000;
    const LIMITS: Limits = Limits { lo: -16.0, hi: 16.0, gradient: 1e-8, n_iterations: 12 };

    let first_chance = match model {
        PurchaseModel::BgNbd => 0,
        PurchaseModel::MbgNbd => 1,
    };
    // Histories are sorted, so every k-th is a fair sample.
    let tried: Vec<_> = groups.iter().step_by(groups.len().div_ceil(N_TRIED).max(1)).copied().collect();
    let mut likelihood = Likelihood::new(&tried);
    let mut best: Option<Minimum<4>> = None;
    for (idx, start) in STARTS.iter().enumerate() {
        progress.step(0.05 * idx as f64)?;
        let found = minimize(
            &mut |logs: &[f64; 4]| likelihood.negative_mean(*logs, Some(first_chance)),
            start.map(libm::log),
            &LIMITS,
        );
        if found.value.is_finite() && best.is_none_or(|best| found.value < best.value) {
            best = Some(found);
        }
    }
    progress.step(0.2)?;
    let start = best.map_or(STARTS[0].map(libm::log), |best| best.at);
    let mut likelihood = Likelihood::new(groups);
    let found = minimize(
        &mut |logs: &[f64; 4]| likelihood.negative_mean(*logs, Some(first_chance)),
        start,
        &Limits { n_iterations: 300, ..LIMITS },
    );
    progress.step(0.8)?;
    // The same without dropout, which is NBD; it cannot fit better, and where it fits as well the
    // dropout parameters are arbitrary.
    let plain = minimize(
        &mut |logs: &[f64; 2]| {
            let (value, gradient) = likelihood.negative_mean([logs[0], logs[1], 0.0, 0.0], None);
            (value, [gradient[0], gradient[1]])
        },
        [found.at[0], found.at[1]],
        &Limits { n_iterations: 300, ..LIMITS },
    );
    let n = likelihood.n_customers;
    let has_dropout = (plain.value - found.value) * n > LEAST_GAIN;
    let [r, alpha, a, b] = if has_dropout || !plain.value.is_finite() {
        found.at.map(libm::exp)
    } else {
        [libm::exp(plain.at[0]), libm::exp(plain.at[1]), NO_DROPOUT.0, NO_DROPOUT.1]
    };
    let value = if has_dropout { found.value } else { plain.value };
    // Beyond a thousand, a and b only say that customers leave with one common probability, and r and
    // alpha that they order at one common rate.
    let is_ridge = a / (a + b) < 1e-4 || a > 1e3 || b > 1e3 || r > 1e3;
    Ok(PurchaseFit {
        model,
        r,
        alpha,
        a,
        b,
        log_likelihood: if value.is_finite() { -value * n } else { 0.0 },
        n_customers: groups.iter().map(|&(_, n)| u64::from(n)).sum(),
        is_degenerate: is_ridge || !has_dropout || !value.is_finite(),
    })
}

/// The likelihood of many histories with all that can be looked up.
struct Likelihood<'a> {
    groups: &'a [(PurchaseHistory, u32)],
    n_customers: f64,
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
    fn new(groups: &'a [(PurchaseHistory, u32)]) -> Self {
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
    fn negative_mean(&mut self, logs: [f64; 4], first_chance: Option<u32>) -> (f64, [f64; 4]) {
        let [r, alpha, a, b] = logs.map(libm::exp);
        self.fill_tables([r, alpha, a, b]);
        let log_alpha = logs[1];
        let (mut sum, mut slopes) = (0.0, [0.0; 4]);
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
            sum += weight * value;
            slopes[0] += weight * slope_r;
            slopes[1] += weight * slope_alpha;
        }
        let scale = -1.0 / self.n_customers;
        let parameters = [r, alpha, a, b];
        (sum * scale, core::array::from_fn(|i| slopes[i] * parameters[i] * scale))
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

/// `ln(1 + e^x)` and its slope, without overflow.
fn softplus(x: f64) -> (f64, f64) {
    let small = libm::exp(-x.abs());
    let slope = if x > 0.0 { 1.0 / (1.0 + small) } else { small / (1.0 + small) };
    (x.max(0.0) + libm::log1p(small), slope)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::Unwatched;
    use proptest::prelude::*;

    fn model(model: PurchaseModel, [r, alpha, a, b]: [f64; 4]) -> PurchaseFit {
        PurchaseFit { model, r, alpha, a, b, log_likelihood: 0.0, n_customers: 0, is_degenerate: false }
    }

    fn any_fit() -> impl Strategy<Value = PurchaseFit> {
        let log_range = |lo: f64, hi: f64| (lo.ln()..hi.ln()).prop_map(f64::exp);
        (
            prop_oneof![Just(PurchaseModel::BgNbd), Just(PurchaseModel::MbgNbd)],
            log_range(0.05, 20.0),
            log_range(0.1, 100.0),
            log_range(0.02, 20.0),
            log_range(0.05, 50.0),
        )
            .prop_map(|(which, r, alpha, a, b)| model(which, [r, alpha, a, b]))
    }

    /// Repeats, age at the last order, age, horizon.
    fn any_history() -> impl Strategy<Value = (u32, f64, f64, f64)> {
        (0_u32..300, 0.0..1.0_f64, 0.5..300.0_f64, 0.1..300.0_f64).prop_map(
            |(repeats, share, age, horizon)| {
                (repeats, if repeats == 0 { 0.0 } else { share * age }, age, horizon)
            },
        )
    }

    proptest! {
        #[test]
        fn the_chance_of_being_alive_is_a_chance_and_falls_with_silence(
            fit in any_fit(), (repeats, at_last, age, more) in any_history(),
        ) {
            let now = p_alive(&fit, repeats, at_last, age);
            let later = p_alive(&fit, repeats, at_last, age + more);
            prop_assert!((0.0..=1.0).contains(&now));
            prop_assert!(later <= now);
        }

        #[test]
        fn expected_orders_are_not_negative_and_grow_with_the_horizon(
            fit in any_fit(), (repeats, at_last, age, horizon) in any_history(),
        ) {
            let short = expected_orders(&fit, repeats, at_last, age, horizon);
            let long = expected_orders(&fit, repeats, at_last, age, horizon * 1.5);
            prop_assert!(short >= 0.0 && short.is_finite());
            prop_assert!(long >= short * (1.0 - 1e-10), "{short} {long}");
            prop_assert_eq!(expected_orders(&fit, repeats, at_last, age, 0.0), 0.0);
        }

        #[test]
        fn sum_over_orders_and_integral_over_dropout_agree(
            fit in any_fit(), (repeats, _, age, horizon) in any_history(),
        ) {
            let (n, scale) = (fit.r + f64::from(repeats), fit.alpha + age);
            let b = fit.b + f64::from(repeats);
            prop_assume!(is_sum_short(n, horizon / scale));
            let mut sum = [0.0];
            sum_over_orders(n, scale, (fit.a, b), &[horizon], &mut sum);
            let integral = integral_over_dropout(n, horizon / scale, fit.a, b);
            prop_assert!((sum[0] / integral - 1.0).abs() < 1e-9, "{} {}", sum[0], integral);
        }

        #[test]
        fn the_gradient_is_the_slope_of_the_likelihood(
            logs in prop::array::uniform4(-2.0..3.0_f64), first in prop_oneof![Just(Some(0)), Just(Some(1)), Just(None)],
        ) {
            let groups = [
                (PurchaseHistory { repeats: 0, age_at_last_days: 0, age_days: 100 }, 5),
                (PurchaseHistory { repeats: 2, age_at_last_days: 90, age_days: 200 }, 3),
                (PurchaseHistory { repeats: 40, age_at_last_days: 300, age_days: 700 }, 1),
            ];
            let mut likelihood = Likelihood::new(&groups);
            let (_, gradient) = likelihood.negative_mean(logs, first);
            for i in 0..if first.is_some() { 4 } else { 2 } {
                let mut at = |shift: f64| {
                    let mut logs = logs;
                    logs[i] += shift;
                    likelihood.negative_mean(logs, first).0
                };
                let slope = (at(1e-5) - at(-1e-5)) / 2e-5;
                prop_assert!((gradient[i] - slope).abs() < 1e-6 * (1.0 + slope.abs()), "{i}: {} {slope}", gradient[i]);
            }
        }
    }

    proptest! {
        // Each case is a whole fit.
        #![proptest_config(ProptestConfig::with_cases(40))]

        #[test]
        fn whatever_the_histories_a_fit_and_its_predictions_are_finite(
            which in prop_oneof![Just(PurchaseModel::BgNbd), Just(PurchaseModel::MbgNbd)],
            histories in prop::collection::vec((0_u32..4_000, 0_u32..1_500, 0_u32..1_500, 1_u32..500), 1..8),
        ) {
            let groups: Vec<_> = histories
                .into_iter()
                .map(|(repeats, at_last, silent, n)| {
                    // No more repeats than days.
                    let repeats = repeats.min(at_last);
                    let age_at_last_days = if repeats == 0 { 0 } else { at_last };
                    (PurchaseHistory { repeats, age_at_last_days, age_days: age_at_last_days + silent }, n)
                })
                .collect();
            let fitted = fit(which, &groups, &mut Unwatched).expect("nobody cancels");
            for value in [fitted.r, fitted.alpha, fitted.a, fitted.b] {
                prop_assert!(value.is_finite() && value > 0.0, "{fitted:?}");
            }
            prop_assert!(fitted.log_likelihood.is_finite());
            for (it, _) in groups {
                let (at_last, age) = (it.age_at_last_weeks(), it.age_weeks());
                let alive = p_alive(&fitted, it.repeats, at_last, age);
                let orders = expected_orders(&fitted, it.repeats, at_last, age, 52.0);
                prop_assert!((0.0..=1.0).contains(&alive), "{fitted:?} {it:?} {alive}");
                prop_assert!(orders >= 0.0 && orders.is_finite(), "{fitted:?} {it:?} {orders}");
            }
        }
    }

    #[test]
    fn sum_and_integral_agree_where_almost_everybody_leaves_at_once() {
        for (a, b) in [(0.5, 1e-4), (2.0, 1e-3), (1e-3, 1e-3), (1.0, 0.02)] {
            let mut sum = [0.0];
            sum_over_orders(0.7, 3.0, (a, b), &[50.0], &mut sum);
            let integral = integral_over_dropout(0.7, 50.0 / 3.0, a, b);
            assert!((sum[0] / integral - 1.0).abs() < 1e-9, "{a} {b}: {} {integral}", sum[0]);
        }
    }

    #[test]
    fn five_thousand_repeats_do_not_overflow() {
        for which in [PurchaseModel::BgNbd, PurchaseModel::MbgNbd] {
            let fit = model(which, [0.243, 4.414, 0.793, 2.426]);
            let alive = p_alive(&fit, 5_000, 259.99, 260.0);
            assert!(alive > 0.99 && alive <= 1.0, "{alive}");
            assert_eq!(p_alive(&fit, 5_000, 100.0, 260.0), 0.0);
            assert!(log_likelihood(&fit, 5_000, 1.0, 260.0).is_finite());
            let orders = expected_orders(&fit, 5_000, 259.99, 260.0, 52.0);
            // 5,000 orders in 264 weeks would be 984 in 52; few are lost to leaving.
            assert!(orders > 850.0 && orders < 984.0, "{orders}");
        }
    }

    #[test]
    fn the_likelihood_of_many_is_the_sum_of_the_likelihoods_of_each() {
        let history = PurchaseHistory { repeats: 3, age_at_last_days: 70, age_days: 140 };
        let none = PurchaseHistory { repeats: 0, age_at_last_days: 0, age_days: 70 };
        let groups = [(none, 2), (history, 1)];
        for (which, first) in [(PurchaseModel::BgNbd, 0), (PurchaseModel::MbgNbd, 1)] {
            let parameters = [0.5, 6.0, 0.9, 1.6];
            let fit = model(which, parameters);
            let each = 2.0 * log_likelihood(&fit, 0, 0.0, 10.0) + log_likelihood(&fit, 3, 10.0, 20.0);
            let (mean, _) = Likelihood::new(&groups).negative_mean(parameters.map(libm::log), Some(first));
            assert!((each + 3.0 * mean).abs() < 1e-12);
        }
    }

    #[test]
    fn customers_who_never_leave_give_a_degenerate_fit_with_finite_predictions() {
        let groups: Vec<_> = (0..60)
            .map(|i| (PurchaseHistory { repeats: 10 + i % 7, age_at_last_days: 355, age_days: 360 }, 3))
            .collect();
        for which in [PurchaseModel::BgNbd, PurchaseModel::MbgNbd] {
            let fitted = fit(which, &groups, &mut Unwatched).expect("nobody cancels");
            assert!(fitted.is_degenerate, "{fitted:?}");
            assert!(fitted.log_likelihood.is_finite());
            assert!(p_alive(&fitted, 10, 50.0, 52.0) > 0.999);
            assert!((expected_orders(&fitted, 13, 50.0, 52.0, 52.0) - 13.0).abs() < 1.0);
        }
    }

    #[test]
    fn a_fit_can_be_cancelled() {
        let groups = [(PurchaseHistory { repeats: 1, age_at_last_days: 7, age_days: 70 }, 3)];
        assert_eq!(fit(PurchaseModel::BgNbd, &groups, &mut |_| false), Err(Cancelled));
    }
}
