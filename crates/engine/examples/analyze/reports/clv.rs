//! Purchase models, order values, expected values, and the check against days held back.

use super::Context;
use clientele_engine::analysis::clv::futures::{self, FuturesOptions};
use clientele_engine::analysis::clv::history::{collapse, histories, mean_repeat_value};
use clientele_engine::analysis::clv::outlook::outlook;
use clientele_engine::analysis::clv::{
    self, ClvModel, ClvOptions, GammaGammaFit, Predictor, PurchaseFit, PurchaseModel, expected_orders,
    gamma_gamma, holdout, p_alive,
};
use clientele_engine::data::{Dataset, Day};
use clientele_engine::progress::Unwatched;
use serde_json::{Map, Value, json};
use std::error::Error;

pub(super) fn report(context: &Context) -> Result<Value, Box<dyn Error>> {
    let Context { dataset, profile, selection, calibration_end, .. } = context;
    let facts = &profile.facts;
    let model = ClvModel::fit(dataset, facts, ClvOptions::default(), &mut Unwatched)?;
    let sums = clv::report(dataset, facts, &model, &selection.customers, &profile.scores.segment);
    let check = holdout::check(dataset, facts, *calibration_end, &mut Unwatched)?;
    let end = check.as_ref().map(|check| check.report.calibration_end);
    let order_values = match end {
        Some(end) => calibration_values(dataset, end)?,
        None => None,
    };
    let calibration = check.as_ref().map(|check| {
        let end = check.report.calibration_end;
        let models: Map<String, Value> = check
            .fits
            .iter()
            .map(|fit| (name(fit.model).to_owned(), with_predictions(dataset, fit, end)))
            .collect();
        json!({
            "calibration_end": end.to_string(),
            "time_unit": "weeks",
            "models": models,
            "gamma_gamma": order_values.as_ref().map(gamma_gamma_json),
        })
    });
    Ok(json!({
        "refused": model.refused,
        "as_of": {
            "model_used": model.used_fit().map(|fit| name(fit.model)),
            "models": model
                .fits
                .iter()
                .map(|fit| (name(fit.model).to_owned(), purchase_json(fit)))
                .collect::<Map<String, Value>>(),
            "gamma_gamma": model.order_value.as_ref().map(gamma_gamma_json),
        },
        "expected": {
            "horizon_months": sums.options.horizon_months,
            "annual_discount_share": sums.options.annual_discount,
            "value_is": if model.is_margin { "margin" } else { "revenue" },
            "customers": sums.n_customers,
            "mean_p_alive_share": sums.mean_p_alive,
            "orders": sums.expected_orders,
            "revenue_not_discounted": sums.expected_revenue,
            "lifetime_value_discounted": sums.total_value,
            "intervals_of_expectations": sums.intervals,
            "bins": sums.bins,
            "top_customers_with_80_percent_interval": sums.top,
        },
        "futures_of_all": futures::of_selection(
            &model, dataset, facts, &selection.customers, &FuturesOptions::default(),
        ),
        "largest_customer": largest_customer(context, &model),
        "calibration": calibration,
        "holdout": check.as_ref().map(holdout_json),
    }))
}

/// Outlook and futures of the customer of largest lifetime value.
fn largest_customer(context: &Context, model: &ClvModel) -> Option<Value> {
    let Context { dataset, profile, selection, .. } = context;
    let facts = &profile.facts;
    let value = |customer: &usize| model.value.get(*customer).copied().unwrap_or_default();
    let largest = selection.customers.iter().max_by(|a, b| value(a).total_cmp(&value(b)))?;
    let outlook = outlook(model, dataset, facts, largest)?;
    Some(json!({
        "id": dataset.customers().ids.get(largest),
        "outlook": outlook,
        "futures": futures::of_customer(model, dataset, facts, largest, &FuturesOptions::default()),
    }))
}

/// Weeks for which the calibration fits also predict, as is usual for the CDNOW data.
const NEXT_WEEKS: f64 = 39.0;

fn name(model: PurchaseModel) -> &'static str {
    match model {
        PurchaseModel::BgNbd => "bgnbd",
        PurchaseModel::MbgNbd => "mbgnbd",
        PurchaseModel::ParetoNbd => "pnbd",
    }
}

fn purchase_json(fit: &PurchaseFit) -> Value {
    let [_, _, third, fourth] = fit.model.symbols();
    let fourth = if fit.model == PurchaseModel::ParetoNbd { "beta_weeks" } else { fourth };
    json!({
        "r": fit.r,
        "alpha_weeks": fit.alpha,
        third: fit.a,
        fourth: fit.b,
        "log_likelihood": fit.log_likelihood,
        "customers": fit.n_customers,
        "degenerate": fit.is_degenerate,
        "end": fit.end,
    })
}

fn gamma_gamma_json(fit: &GammaGammaFit) -> Value {
    json!({
        "p": fit.p,
        "q": fit.q,
        "gamma": fit.v,
        "log_likelihood": fit.log_likelihood,
        "customers_used": fit.n_customers,
        "correlation_frequency_monetary": fit.correlation,
        "population_mean": gamma_gamma::expected_order_value(fit, 0, 0.0),
        "degenerate": fit.is_degenerate,
        "end": fit.end,
        "independence_of_frequency_and_value": fit.independence(),
    })
}

/// The model of order values on the days up to `end`.
fn calibration_values(dataset: &Dataset, end: Day) -> Result<Option<GammaGammaFit>, Box<dyn Error>> {
    let values: Vec<(u32, f64)> = histories(dataset, end)
        .iter()
        .enumerate()
        .filter_map(|(customer, history)| {
            Some(((*history)?.repeats, mean_repeat_value(dataset, customer, end)))
        })
        .collect();
    Ok(gamma_gamma::fit(&values, &mut Unwatched)?)
}

fn with_predictions(dataset: &Dataset, fit: &PurchaseFit, end: Day) -> Value {
    let (mut alive, mut orders) = (0.0, 0.0);
    for (history, n) in collapse(&histories(dataset, end)).groups {
        let (at_last, age) = (history.age_at_last_weeks(), history.age_weeks());
        alive += f64::from(n) * p_alive(fit, history.repeats, at_last, age);
        orders += f64::from(n) * expected_orders(fit, history.repeats, at_last, age, NEXT_WEEKS);
    }
    let mut value = purchase_json(fit);
    value["sum_p_alive"] = json!(alive);
    value["sum_expected_purchases_next_39_weeks"] = json!(orders);
    value
}

fn holdout_json(check: &holdout::HoldoutCheck) -> Value {
    let report = &check.report;
    let scores: Vec<Value> = report
        .scores
        .iter()
        .map(|score| {
            let predictor = match score.predictor {
                Predictor::Model(model) => name(model),
                Predictor::Zero => "zero",
                Predictor::SameRate => "same_rate",
                Predictor::SameCount => "same_count",
            };
            json!({
                "predictor": predictor,
                "predicted_total": score.total,
                "mean_absolute_error_per_customer": score.mean_absolute_error,
                "root_mean_square_error_per_customer": score.root_mean_square_error,
                "bias_per_customer": score.bias,
                "correlation": score.correlation,
                "rank_correlation_spearman": score.rank_correlation,
            })
        })
        .collect();
    json!({
        "calibration_end": report.calibration_end.to_string(),
        "holdout_end": report.holdout_end.to_string(),
        "customers": report.n_customers,
        "actual_total": report.observed_total,
        "purchase_unit": "distinct order days",
        "scores_smallest_root_mean_square_error_first": scores,
        "by_calibration_repeats": report.groups,
    })
}
