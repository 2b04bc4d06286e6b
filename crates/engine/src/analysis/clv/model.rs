//! Fits the models of a data set and predicts each of its customers.
//!
//! In:   a [`Dataset`], the facts of its customers and [`ClvOptions`].
//! Out:  a [`ClvModel`].
//! Cost: three fits on the whole past and three on the part before the holdout, then one prediction per
//!       distinct history.
//!
//! Of the three purchase models the one is used that predicted the holdout with the smallest root mean square
//! error; where the past is too short for a holdout, the one with the largest likelihood. Orders and
//! values are predicted by models on order days, margins by a shrunken rate: see [`super::value`].

use super::history::{PurchaseHistory, born_in_window, collapse, histories, mean_repeat_value};
use super::value::{BaseRates, Months};
use super::{
    ClvModel, ClvOptions, FitEnd, GammaGammaFit, HoldoutScore, Independence, Predictor, PurchaseFit,
    PurchaseModel,
};
use super::{gamma_gamma, holdout, purchase};
use crate::analysis::Refused;
use crate::analysis::facts::CustomerFacts;
use crate::data::Dataset;
use crate::progress::{Cancelled, Progress};
use crate::query::Mask;

/// Fewest customers to fit on.
pub(super) const LEAST_CUSTOMERS: u64 = 50;
/// Fewest customers with a repeat to fit on.
pub(super) const LEAST_REPEATERS: u64 = 20;
/// Shortest past to fit on.
const LEAST_MONTHS: u32 = 3;

/// A part of a longer computation: shares from `from` to `to` of the whole.
pub(super) struct Part<'a> {
    pub(super) whole: &'a mut dyn Progress,
    pub(super) from: f64,
    pub(super) to: f64,
}

impl Progress for Part<'_> {
    fn report(&mut self, done: f64) -> bool {
        self.whole.report(self.from + (self.to - self.from) * done)
    }
}

impl ClvModel {
    /// Fits the models and predicts every customer as of [`CustomerFacts::as_of`].
    ///
    /// Fewer than 50 customers, 3 months or 20 customers with a repeat give a model that is
    /// [`ClvModel::refused`] and has no figures.
    ///
    /// # Errors
    /// [`Cancelled`] when `progress` says that the answer is no longer wanted.
    pub fn fit(
        dataset: &Dataset,
        facts: &CustomerFacts,
        options: ClvOptions,
        progress: &mut dyn Progress,
    ) -> Result<Self, Cancelled> {
        progress.step(0.0)?;
        let all = histories(dataset, facts.as_of);
        let fitted_on = fitted_on(&all, &born_in_window(dataset, facts));
        let mut model = Self {
            options,
            fits: Vec::new(),
            uncertainty: None,
            order_value: None,
            order_value_covariance: None,
            is_margin: facts.profit.is_some(),
            base: BaseRates::new(dataset, facts),
            refused: refusal(dataset, facts, &fitted_on),
            p_alive: Vec::new(),
            expected_orders: Vec::new(),
            expected_revenue: Vec::new(),
            value: Vec::new(),
            holdout: None,
        };
        if model.refused.is_some() {
            return Ok(model);
        }
        let groups = collapse(&fitted_on).groups;
        for (idx, which) in PurchaseModel::ALL.into_iter().enumerate() {
            let from = 0.05 + 0.15 * idx as f64;
            let mut part = Part { whole: progress, from, to: from + 0.15 };
            model.fits.push(purchase::fit(which, &groups, &mut part)?);
        }
        let mut part = Part { whole: progress, from: 0.5, to: 0.8 };
        model.holdout = holdout::check(dataset, facts, None, &mut part)?.map(|check| check.report);
        sort_best_first(&mut model);
        model.uncertainty = model.used_fit().and_then(|fit| purchase::uncertainty(fit, &groups));

        let means: Vec<f64> = (0..dataset.n_customers())
            .map(|customer| mean_repeat_value(dataset, customer, facts.as_of))
            .collect();
        // Values need no known beginning: a repeat is a repeat, whenever the first order was.
        let values: Vec<(u32, f64)> = all
            .iter()
            .zip(&means)
            .filter_map(|(history, &mean)| history.map(|history| (history.repeats, mean)))
            .collect();
        let mut part = Part { whole: progress, from: 0.8, to: 0.9 };
        model.order_value = gamma_gamma::fit(&values, &mut part)?;
        model.order_value_covariance =
            model.order_value.as_ref().and_then(|fit| gamma_gamma::uncertainty(fit, &values));
        model.predict(dataset, facts, &all, &means, progress)?;
        progress.step(1.0)?;
        Ok(model)
    }

    /// The fit used for predictions; `None` when refused.
    #[must_use]
    pub fn used_fit(&self) -> Option<&PurchaseFit> {
        self.fits.first()
    }

    /// Expected value of an order of a customer, in whole money units.
    ///
    /// Where the Gamma-Gamma model is missing, has no mean, or is ruled out because values go with the number of
    /// orders, the customer's own mean diluted by five orders of the base's mean value.
    pub(super) fn order_value_of(&self, repeats: u32, mean: f64) -> f64 {
        self.values_fit()
            .and_then(|fit| gamma_gamma::expected_order_value(fit, repeats, mean))
            .unwrap_or_else(|| self.base.diluted_order_value(repeats, mean))
    }

    /// The model of order values where its assumption holds well enough to be used.
    #[must_use]
    pub fn values_fit(&self) -> Option<&GammaGammaFit> {
        self.order_value.as_ref().filter(|fit| fit.independence() != Independence::Violated)
    }

    fn predict(
        &mut self,
        dataset: &Dataset,
        facts: &CustomerFacts,
        all: &[Option<PurchaseHistory>],
        means: &[f64],
        progress: &mut dyn Progress,
    ) -> Result<(), Cancelled> {
        /// Histories predicted between two reports of progress.
        const SLICE: usize = 4_096;

        let Some(fit) = self.used_fit().copied() else { return Ok(()) };
        let collapsed = collapse(all);
        let mut months = Months::new(self.options.horizon_months, self.options.annual_discount);
        let mut by_group = Vec::with_capacity(collapsed.groups.len());
        for (idx, (history, _)) in collapsed.groups.iter().enumerate() {
            if idx % SLICE == 0 {
                progress.step(0.9 + 0.1 * idx as f64 / collapsed.groups.len() as f64)?;
            }
            let (at_last, age) = (history.age_at_last_weeks(), history.age_weeks());
            by_group.push((
                purchase::p_alive(&fit, history.repeats, at_last, age),
                months.orders(&fit, history.repeats, at_last, age),
            ));
        }
        let n = dataset.n_customers();
        self.p_alive = vec![0.0; n];
        self.expected_orders = vec![0.0; n];
        self.expected_revenue = vec![0.0; n];
        self.value = vec![0.0; n];
        for customer in 0..n {
            let (Some(group), Some(history)) = (collapsed.group_of[customer], all[customer]) else {
                continue;
            };
            let (p_alive, orders) = by_group[group as usize];
            let order_value = self.order_value_of(history.repeats, means[customer]);
            let margin_rate = self.base.margin_rate_of(dataset, facts, customer);
            self.p_alive[customer] = p_alive;
            self.expected_orders[customer] = orders.orders;
            self.expected_revenue[customer] = orders.orders * order_value;
            self.value[customer] = orders.discounted * order_value * margin_rate;
        }
        Ok(())
    }
}

/// The histories to fit on: those of customers whose first order is in the data. Where they are too few
/// for a fit, those of all customers: better a fit with a caveat than none for a shop that lists only
/// old customers.
pub(super) fn fitted_on(all: &[Option<PurchaseHistory>], born: &Mask) -> Vec<Option<PurchaseHistory>> {
    let some: Vec<Option<PurchaseHistory>> =
        all.iter().enumerate().map(|(customer, history)| history.filter(|_| born.get(customer))).collect();
    if is_enough(&some) { some } else { all.to_vec() }
}

/// Customers with a history, and those of them with a repeat.
fn counts(histories: &[Option<PurchaseHistory>]) -> (u64, u64) {
    histories
        .iter()
        .flatten()
        .fold((0, 0), |(n, repeaters), history| (n + 1, repeaters + u64::from(history.repeats > 0)))
}

/// Whether there are enough customers and repeaters for a fit.
pub(super) fn is_enough(histories: &[Option<PurchaseHistory>]) -> bool {
    let (n, repeaters) = counts(histories);
    n >= LEAST_CUSTOMERS && repeaters >= LEAST_REPEATERS
}

fn refusal(
    dataset: &Dataset,
    facts: &CustomerFacts,
    histories: &[Option<PurchaseHistory>],
) -> Option<Refused> {
    let (n, repeaters) = counts(histories);
    if n < LEAST_CUSTOMERS {
        return Some(Refused::TooFewCustomers { have: n, need: LEAST_CUSTOMERS });
    }
    // Three months have at least 89 days; a day more or less must not decide over a quarter.
    let n_days = facts.as_of.since(dataset.observed().first).max(0).unsigned_abs() + 1;
    let have_months = (f64::from(n_days) / 29.6) as u32;
    if have_months < LEAST_MONTHS {
        return Some(Refused::TooShort { have_months, need_months: LEAST_MONTHS });
    }
    (repeaters < LEAST_REPEATERS)
        .then_some(Refused::TooFewRepeaters { have: repeaters, need: LEAST_REPEATERS })
}

/// Errors that differ by less than this share are ties: without leaving all models say the same but for rounding.
const TIE: f64 = 1e-4;

/// Puts the model first that came closest to the holdout by root mean square error, which is the error that
/// expectations make smallest; without a holdout the one of the largest likelihood. Of ties the first of
/// [`PurchaseModel::ALL`] is used. A model whose search failed comes last, whatever it says.
fn sort_best_first(model: &mut ClvModel) {
    let scores = model.holdout.as_ref().map(|report| report.scores.clone());
    let error = |fit: &PurchaseFit| match &scores {
        _ if fit.end == FitEnd::NotFinite => f64::INFINITY,
        Some(scores) => {
            let own = |score: &&HoldoutScore| score.predictor == Predictor::Model(fit.model);
            scores.iter().find(own).map_or(f64::INFINITY, |score| score.root_mean_square_error)
        }
        None => -fit.log_likelihood,
    };
    model.fits.sort_by(|a, b| error(a).total_cmp(&error(b)));
    let Some(least) = model.fits.first().map(error) else { return };
    // A likelihood is a sum of logarithms: what counts there is the difference itself.
    let reach = if scores.is_some() { TIE * least.abs() } else { 0.01 };
    let n_tied = model.fits.iter().take_while(|fit| error(fit) - least <= reach).count();
    let place = |fit: &PurchaseFit| PurchaseModel::ALL.iter().position(|&model| model == fit.model);
    model.fits[..n_tied].sort_by_key(place);
}
