//! Lifetime value: how many orders to expect of each customer, and what they are worth.
//!
//! The purchase models work in weeks of seven days on `x` repeat order *days*, `t_x` the age at the last
//! one and `T` the age at the as-of day (Fader, Hardie & Lee 2005). Here `repeats`, `age_at_last` and
//! `age`.

mod chance;
pub mod contract;
mod findings;
pub mod formula;
pub mod futures;
pub mod gamma_gamma;
pub mod historic;
pub mod history;
pub mod holdout;
mod interval;
mod intervals;
mod metrics;
mod model;
pub mod outlook;
pub mod purchase;
pub mod relationship;
mod report;
pub mod value;

pub use interval::interval;
pub use intervals::ClvIntervals;
pub use purchase::{Uncertainty, expected_orders, p_alive};
pub use report::report;

use super::Refused;
use super::finding::{Finding, Template};
use serde::{Deserialize, Serialize};

/// Metrics; see [`crate::metric`].
pub(super) const METRICS: &[crate::metric::Metric] = metrics::ALL;

/// Templates of findings; see [`super::finding`].
pub(super) const FINDINGS: &[Template] = findings::ALL;

/// What the lifetime value is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ClvOptions {
    /// Months ahead.
    pub horizon_months: u32,
    /// Discount per year, 0.10 is 10 %.
    pub annual_discount: f64,
}

impl Default for ClvOptions {
    fn default() -> Self {
        Self { horizon_months: 12, annual_discount: 0.10 }
    }
}

/// Which purchase model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PurchaseModel {
    /// Beta-geometric / NBD, Fader, Hardie & Lee 2005.
    BgNbd,
    /// Modified BG/NBD, Batislam, Denizel & Filiztekin 2007: a customer may leave after the first order too.
    MbgNbd,
    /// Pareto/NBD, Schmittlein, Morrison & Colombo 1987: a customer may leave at any time.
    ParetoNbd,
}

/// Why a fit ended where it did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FitEnd {
    /// At a maximum.
    Converged,
    /// Leaving adds nothing to the likelihood: customers seem to stay for ever, and the parameters of leaving are
    /// set to mean just that.
    NoDropout,
    /// Parameters run off together: customers do not differ in their rates, or in how they leave.
    RunsOff,
    /// After as many steps as allowed.
    Iterations,
    /// The likelihood is not a number at any start.
    NotFinite,
}

/// A lower and an upper end.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// The estimate itself.
    pub value: f64,
    /// Lower end.
    pub lo: f64,
    /// Upper end.
    pub hi: f64,
}

impl Interval {
    /// The interval around a positive value whose logarithm has this standard deviation, `z` deviations to each
    /// side.
    #[must_use]
    pub fn around(value: f64, log_deviation: f64, z: f64) -> Self {
        let factor = libm::exp(z * log_deviation);
        Self { value, lo: value / factor, hi: value * factor }
    }
}

/// A fitted purchase model.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PurchaseFit {
    /// Which.
    pub model: PurchaseModel,
    /// Shape of the purchase rate.
    pub r: f64,
    /// Scale of the purchase rate, in weeks.
    pub alpha: f64,
    /// First shape of the dropout probability; under Pareto/NBD `s`, the shape of the dropout rate.
    pub a: f64,
    /// Second shape of the dropout probability; under Pareto/NBD `beta`, the scale of the dropout rate, in weeks.
    pub b: f64,
    /// Log-likelihood at the maximum.
    pub log_likelihood: f64,
    /// Customers fitted on.
    pub n_customers: u64,
    /// Whether the likelihood has no interior maximum, so that the parameters mean nothing by themselves.
    pub is_degenerate: bool,
    /// Why the search ended.
    pub end: FitEnd,
}

/// Whether order values are independent of the number of orders, as Gamma-Gamma assumes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Independence {
    /// The correlation is below [`gamma_gamma::WARN_CORRELATION`].
    Given,
    /// The correlation is below [`gamma_gamma::WORST_CORRELATION`]: the model is used, with a warning.
    Doubtful,
    /// The correlation is larger: the model is refused, and values are drawn towards the mean without it.
    Violated,
}

/// A fitted Gamma-Gamma model of order values.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct GammaGammaFit {
    /// Shape of order values around a customer's mean.
    pub p: f64,
    /// Shape of the spread of means.
    pub q: f64,
    /// Scale of the spread of means (gamma in the paper), in whole money units.
    pub v: f64,
    /// Log-likelihood at the maximum.
    pub log_likelihood: f64,
    /// Customers fitted on: those with a repeat order and a positive mean value.
    pub n_customers: u64,
    /// Pearson correlation of the number of repeat orders and their mean value; the model assumes none.
    pub correlation: f64,
    /// Whether the likelihood has no interior maximum.
    pub is_degenerate: bool,
    /// Why the search ended.
    pub end: FitEnd,
}

/// Predictions for each customer of the data set; 0 for customers without an order.
#[derive(Debug, Clone, PartialEq)]
pub struct ClvModel {
    /// What was asked.
    pub options: ClvOptions,
    /// The model used and the other ones, best first; empty when refused.
    pub fits: Vec<PurchaseFit>,
    /// How sure the parameters of the model used are; `None` where they mean nothing by themselves.
    pub uncertainty: Option<Uncertainty>,
    /// The model of order values.
    pub order_value: Option<GammaGammaFit>,
    /// Covariances of the logarithms of its p, q and v; `None` where they mean nothing by themselves.
    pub order_value_covariance: Option<[[f64; 3]; 3]>,
    /// Whether values are margins (there is cost) rather than revenue.
    pub is_margin: bool,
    /// Averages towards which a customer's margin rate and order value are drawn.
    pub base: value::BaseRates,
    /// Why there is no model, if there is none; the vectors below are empty then.
    pub refused: Option<Refused>,
    /// Chance of being alive on the as-of day.
    pub p_alive: Vec<f64>,
    /// Expected orders over the horizon.
    pub expected_orders: Vec<f64>,
    /// Expected revenue over the horizon, not discounted.
    pub expected_revenue: Vec<f64>,
    /// Expected margin (or revenue, see `is_margin`) over the horizon, discounted: the lifetime value.
    pub value: Vec<f64>,
    /// The check against a part of the past that was kept back, where the data is long enough.
    pub holdout: Option<HoldoutReport>,
}

/// Customers grouped by repeat orders in the calibration period.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct HoldoutGroup {
    /// Fewest repeat orders in the group.
    pub from: u32,
    /// Most repeat orders in the group; `u32::MAX` when open.
    pub to: u32,
    /// Customers.
    pub n_customers: u64,
    /// Mean orders in the holdout period that the model predicted.
    pub predicted: f64,
    /// Mean orders that happened.
    pub observed: f64,
    /// 95 % interval of the observed mean: normal, from the standard error.
    pub observed_lo: f64,
    /// Its upper end.
    pub observed_hi: f64,
}

/// A way to predict, and how far off it was.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct HoldoutScore {
    /// Who predicted.
    pub predictor: Predictor,
    /// Orders predicted in all.
    pub total: f64,
    /// Mean absolute error per customer.
    pub mean_absolute_error: f64,
    /// Root mean square error per customer.
    pub root_mean_square_error: f64,
    /// Mean of predicted less observed orders per customer: above 0 where too much is promised.
    pub bias: f64,
    /// Pearson's correlation of predicted and observed orders; 0 where a side does not vary.
    pub correlation: f64,
    /// Spearman's rank correlation of the two, ties sharing their mean rank; `None` where a side does not vary.
    pub rank_correlation: Option<f64>,
}

/// A way to predict the orders of the holdout period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Predictor {
    /// A purchase model.
    Model(PurchaseModel),
    /// Nobody orders again.
    Zero,
    /// As many repeat orders as before, per unit of time.
    SameRate,
    /// As many repeat orders as in the calibration period.
    SameCount,
}

/// Predictions made with a part of the past, held against the rest.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HoldoutReport {
    /// Last day of the calibration period.
    pub calibration_end: crate::data::Day,
    /// Last day of the holdout period.
    pub holdout_end: crate::data::Day,
    /// Customers seen in the calibration period.
    pub n_customers: u64,
    /// Orders (order days) that happened in the holdout period.
    pub observed_total: f64,
    /// By repeat orders in the calibration period.
    pub groups: Vec<HoldoutGroup>,
    /// Models and naive baselines, smallest root mean square error first.
    pub scores: Vec<HoldoutScore>,
}

/// One bin of the distribution of lifetime values: `lo <= value < hi`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ValueBin {
    /// Lower bound; `None` for the bin below zero.
    pub lo: Option<f64>,
    /// Upper bound; `None` for the last bin.
    pub hi: Option<f64>,
    /// Customers.
    pub n_customers: u64,
    /// Their lifetime value.
    pub value: f64,
}

/// A cell of the map of chances to be alive.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PAliveCell {
    /// Repeat orders.
    pub repeats: u32,
    /// Days since the last order at the middle of the cell.
    pub recency_days: i32,
    /// Chance of being alive.
    pub p_alive: f64,
}

/// A customer with an interval.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TopCustomer {
    /// Customer id.
    pub id: String,
    /// Name, or id where there is none.
    pub label: String,
    /// Segment.
    pub segment: Option<crate::query::Segment>,
    /// Lifetime value.
    pub value: f64,
    /// Lower end of the 80 % prediction interval.
    pub lo: f64,
    /// Upper end.
    pub hi: f64,
}

/// Lifetime value of the selected customers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClvReport {
    /// What was asked.
    pub options: ClvOptions,
    /// Why there is no figure, if there is none; everything below is empty then.
    pub refused: Option<Refused>,
    /// The model used and the other ones, best first.
    pub fits: Vec<PurchaseFit>,
    /// How sure the figures below are as far as the parameters go; `None` where these mean nothing by themselves.
    pub intervals: Option<ClvIntervals>,
    /// The model of order values.
    pub order_value: Option<GammaGammaFit>,
    /// Whether values are margins rather than revenue.
    pub is_margin: bool,
    /// Selected customers.
    pub n_customers: u64,
    /// Sum of lifetime values.
    pub total_value: f64,
    /// Sum of expected revenue over the horizon, not discounted.
    pub expected_revenue: f64,
    /// Sum of expected orders over the horizon.
    pub expected_orders: f64,
    /// Mean chance of being alive.
    pub mean_p_alive: f64,
    /// The distribution: a bin below zero if needed, then bins whose bounds double.
    pub bins: Vec<ValueBin>,
    /// Index of the first of the top bins, and how many customers and which share of value they hold.
    pub top_bins: Option<(u32, u64, f64)>,
    /// Age, in days, of the customers the map is drawn for.
    pub map_age_days: i32,
    /// The map: repeats 1 to 20 by 18 bands of recency over `map_age_days`, row by row of recency.
    pub map: Vec<PAliveCell>,
    /// The check against the past.
    pub holdout: Option<HoldoutReport>,
    /// Customers with the largest lifetime value, eight at most.
    pub top: Vec<TopCustomer>,
    /// What stands out.
    pub findings: Vec<Finding>,
}
