//! The purchase models: likelihood, chance of being alive, expected orders.
//!
//! In:   one history, or distinct ones with the number of customers of each.
//! Out:  a figure for the history; a [`PurchaseFit`], see [`fit`].
//!
//! All three say: while alive, a customer orders at random with a personal rate that is gamma distributed
//! among customers. They differ in how customers leave: under [`geometric`] (BG/NBD, MBG/NBD) after an order,
//! with a personal probability; under [`pareto`] (Pareto/NBD) at any time, at a personal rate.

mod estimate;
mod geometric;
mod pareto;
#[cfg(test)]
mod tests;

pub use estimate::{Uncertainty, fit, uncertainty};

use super::{FitEnd, PurchaseFit, PurchaseModel};
use crate::stats::quadrature::eight_points;
use crate::stats::random::Pcg32;

impl PurchaseModel {
    /// Every model.
    pub const ALL: [Self; 3] = [Self::BgNbd, Self::MbgNbd, Self::ParetoNbd];

    /// Symbols of the four parameters, as in the papers.
    #[must_use]
    pub fn symbols(self) -> [&'static str; 4] {
        match self {
            Self::BgNbd | Self::MbgNbd => ["r", "alpha", "a", "b"],
            Self::ParetoNbd => ["r", "alpha", "s", "beta"],
        }
    }
}

impl PurchaseFit {
    /// A model with given parameters, which nobody has fitted: published figures.
    #[must_use]
    pub fn of(model: PurchaseModel, [r, alpha, a, b]: [f64; 4]) -> Self {
        Self {
            model,
            r,
            alpha,
            a,
            b,
            log_likelihood: 0.0,
            n_customers: 0,
            is_degenerate: false,
            end: FitEnd::Converged,
        }
    }

    /// The four parameters in the order of [`PurchaseModel::symbols`].
    #[must_use]
    pub fn parameters(&self) -> [f64; 4] {
        [self.r, self.alpha, self.a, self.b]
    }

    /// The same model with other parameters.
    #[must_use]
    pub fn with_parameters(&self, [r, alpha, a, b]: [f64; 4]) -> Self {
        Self { r, alpha, a, b, ..*self }
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
/// equation 8. Pareto/NBD: Schmittlein et al. (1987), equations 11 to 13.
#[must_use]
pub fn p_alive(fit: &PurchaseFit, repeats: u32, age_at_last_weeks: f64, age_weeks: f64) -> f64 {
    1.0 / (1.0 + libm::exp(log_odds_gone(fit, repeats, age_at_last_weeks, age_weeks)))
}

fn log_odds_gone(fit: &PurchaseFit, repeats: u32, age_at_last_weeks: f64, age_weeks: f64) -> f64 {
    match fit.model {
        PurchaseModel::BgNbd | PurchaseModel::MbgNbd => {
            geometric::log_odds_gone(fit, repeats, age_at_last_weeks, age_weeks)
        }
        PurchaseModel::ParetoNbd => pareto::log_odds_gone(fit, repeats, age_at_last_weeks, age_weeks),
    }
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
/// `E = P(alive) sum_j P(more than j orders) E[(1-p)^j]`. Pareto/NBD: Fader & Hardie (2005), note 009,
/// equation 41.
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
    let alive = p_alive(fit, repeats, age_at_last_weeks, age_weeks);
    match fit.model {
        PurchaseModel::BgNbd | PurchaseModel::MbgNbd => {
            geometric::expected_if_alive(fit, repeats, age_weeks, horizons_weeks, expected);
        }
        PurchaseModel::ParetoNbd => {
            for (expected, &horizon) in expected.iter_mut().zip(horizons_weeks) {
                *expected = pareto::expected_if_alive(fit, repeats, age_weeks, horizon);
            }
        }
    }
    for expected in expected {
        *expected *= alive;
    }
}

/// Discounted expected residual orders under Pareto/NBD: all orders to come, each discounted at the continuous
/// rate `discount_per_week`; times the value of an order this is the lifetime value without a horizon. Units as
/// in [`p_alive`]. `None` of other models, where the sum has no closed form, and without a discount.
///
/// # Source
/// Fader, Hardie & Lee (2005), RFM and CLV, Journal of Marketing Research 42(4), 415-430, equation 2.
#[must_use]
pub fn discounted_residual_orders(
    fit: &PurchaseFit,
    repeats: u32,
    age_at_last_weeks: f64,
    age_weeks: f64,
    discount_per_week: f64,
) -> Option<f64> {
    (fit.model == PurchaseModel::ParetoNbd && discount_per_week > 0.0).then(|| {
        p_alive(fit, repeats, age_at_last_weeks, age_weeks)
            * pareto::discounted_if_alive(fit, repeats, age_weeks, discount_per_week)
    })
}

/// Log-likelihood of one history. Units as in [`p_alive`].
///
/// # Source
/// Fader, Hardie & Lee (2005), equation 6; Batislam et al. (2007), equation 5; Fader & Hardie (2005), note 009,
/// equation 17.
#[must_use]
pub fn log_likelihood(fit: &PurchaseFit, repeats: u32, age_at_last_weeks: f64, age_weeks: f64) -> f64 {
    let alive = match fit.model {
        PurchaseModel::BgNbd | PurchaseModel::MbgNbd => {
            geometric::log_likelihood_alive(fit, repeats, age_weeks)
        }
        PurchaseModel::ParetoNbd => pareto::log_likelihood_alive(fit, repeats, age_weeks),
    };
    // Alive or gone: the likelihood with being alive, divided by the chance of it.
    alive + softplus(log_odds_gone(fit, repeats, age_at_last_weeks, age_weeks)).0
}

/// Chance that a customer with this history who is alive orders within `weeks`; what remains to 1 for very long
/// times is leaving before the next order, which only Pareto/NBD knows.
///
/// # Source
/// While alive, the rate is Gamma(r + x, alpha + T), so that the time to an order is Pareto distributed; under
/// Pareto/NBD its density is multiplied by the chance `((beta + T) / (beta + T + t))^s` of being alive then.
#[must_use]
pub fn p_order_within(fit: &PurchaseFit, repeats: u32, age_weeks: f64, weeks: f64) -> f64 {
    let n = fit.r + f64::from(repeats);
    let end = libm::log1p(weeks.max(0.0) / (fit.alpha + age_weeks));
    if fit.model != PurchaseModel::ParetoNbd {
        return -libm::expm1(-n * end);
    }
    let ratio = (fit.alpha + age_weeks) / (fit.b + age_weeks);
    let (mut total, mut from) = (0.0, 0.0);
    // In v, the logarithm of alpha + T + t, the density is n exp(-n v) (1 + ratio (exp(v) - 1))^-s.
    for _ in 0..400 {
        let to = (from + (3.0 / n).min(0.5)).min(end);
        let mut last = 0.0;
        for (v, weight) in eight_points(from, to) {
            last = n * libm::exp(-n * v - fit.a * libm::log1p(ratio * libm::expm1(v)));
            total += weight * last;
        }
        if to >= end || last < 1e-14 * total * n {
            break;
        }
        from = to;
    }
    total.min(1.0)
}

/// What a customer who is alive may be like.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Personal {
    /// Orders per week.
    pub(super) rate: f64,
    /// How the customer leaves.
    pub(super) leaving: Leaving,
}

/// How a customer leaves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Leaving {
    /// After an order, with this probability.
    AfterOrder(f64),
    /// After so many weeks, whatever is ordered by then.
    After(f64),
}

/// A rate and a way of leaving that a customer who is alive may have.
///
/// # Source
/// Given that the customer is alive the two are independent: rates are Gamma(r + x, alpha + T), and
/// probabilities of leaving Beta(a, b + chances survived), Fader, Hardie & Lee (2005), section 4; rates of
/// leaving are Gamma(s, beta + T), Schmittlein et al. (1987).
pub(super) fn draw_if_alive(fit: &PurchaseFit, repeats: u32, age_weeks: f64, random: &mut Pcg32) -> Personal {
    let rate = random.gamma(fit.r + f64::from(repeats)) / (fit.alpha + age_weeks);
    let leaving = match fit.model {
        PurchaseModel::BgNbd | PurchaseModel::MbgNbd => {
            Leaving::AfterOrder(random.beta(fit.a, fit.b + geometric::chances(fit.model, repeats)))
        }
        PurchaseModel::ParetoNbd => {
            let rate = random.gamma(fit.a) / (fit.b + age_weeks);
            Leaving::After(if rate > 0.0 { random.exponential() / rate } else { f64::INFINITY })
        }
    };
    Personal { rate, leaving }
}

/// Sum of ln(r + j) for j below the repeats: ln Gamma(r + x) / Gamma(r) with all digits.
fn history_log_rise(r: f64, repeats: u32) -> f64 {
    (0..repeats).map(|j| libm::log(r + f64::from(j))).sum()
}

/// `ln(1 + e^x)` and its slope, without overflow.
fn softplus(x: f64) -> (f64, f64) {
    let small = libm::exp(-x.abs());
    let slope = if x > 0.0 { 1.0 / (1.0 + small) } else { small / (1.0 + small) };
    (x.max(0.0) + libm::log1p(small), slope)
}
