//! What stands out about lifetime values.
//!
//! At stake is what customers are expected to bring who are more likely gone than not, what was promised beyond
//! what happened, or nothing where a finding is about the trust in a figure rather than about money.

use super::{
    ClvModel, ClvReport, HoldoutScore, Independence, Predictor, contract, formula, historic, relationship,
};
use crate::analysis::facts::CustomerFacts;
use crate::analysis::finding::{self, Finding, Kind, Template, Value};
use crate::data::Dataset;

/// Revenue of a customer that is worth a sentence: the largest so many per cent.
const TOP_SHARE: f64 = 0.05;
/// Fewest customers to speak of.
const LEAST: usize = 5;
/// Chance of being alive below which a customer is more likely gone.
const GONE: f64 = 0.5;

/// The best customers of the past who are probably lost.
const LOST_VALUE: Template = Template {
    id: "lifetime-slipping",
    parameters: &[("n", Kind::Count), ("alive", Kind::Share), ("revenue", Kind::Money)],
    action: "call-the-slipping",
};

/// A naive rule foretold the past better than every model.
const NAIVE_WINS: Template = Template {
    id: "naive-wins",
    parameters: &[("naive", Kind::Number), ("model", Kind::Number)],
    action: "distrust-the-model",
};

/// The models promised more than came.
const PROMISED_TOO_MUCH: Template = Template {
    id: "promised-too-much",
    parameters: &[("share", Kind::Share), ("predicted", Kind::Count), ("observed", Kind::Count)],
    action: "plan-with-less",
};

/// The purchase model has no maximum.
const NOBODY_LEAVES: Template =
    Template { id: "nobody-leaves", parameters: &[("n", Kind::Count)], action: "use-orders-not-churn" };

/// Order values go with the number of orders.
const VALUES_DEPEND: Template = Template {
    id: "values-depend-on-frequency",
    parameters: &[("correlation", Kind::Number), ("n", Kind::Count)],
    action: "split-before-valuing",
};

/// Templates of all reports about lifetime values.
pub(super) const ALL: &[Template] = &[
    LOST_VALUE,
    NAIVE_WINS,
    PROMISED_TOO_MUCH,
    NOBODY_LEAVES,
    VALUES_DEPEND,
    contract::RENEWAL_RISES,
    formula::RETENTION_RISE,
    historic::NOT_RECOVERED,
    relationship::GROWS,
    relationship::FADES,
];

/// How far above what happened a total must be to be called too much.
const NOTABLE_EXCESS: f64 = 0.1;

/// Findings on the selected customers of a report.
pub(super) fn findings(
    dataset: &Dataset,
    facts: &CustomerFacts,
    model: &ClvModel,
    report: &ClvReport,
    customers: &[usize],
) -> Vec<Finding> {
    let mut findings: Vec<Finding> = [
        lost_value(dataset, facts, model, customers),
        naive_wins(report),
        promised_too_much(report),
        model
            .used_fit()
            .filter(|fit| fit.is_degenerate)
            .map(|fit| Finding::new(&NOBODY_LEAVES, [Value::Count(fit.n_customers)], 0.0, None)),
        model.order_value.filter(|fit| fit.independence() != Independence::Given).map(|fit| {
            let values = [Value::Number(fit.correlation, 2), Value::Count(fit.n_customers)];
            Finding::new(&VALUES_DEPEND, values, 0.0, None)
        }),
    ]
    .into_iter()
    .flatten()
    .collect();
    finding::rank(&mut findings);
    findings
}

/// Of the customers who have brought most, those more likely gone than not.
fn lost_value(
    dataset: &Dataset,
    facts: &CustomerFacts,
    model: &ClvModel,
    customers: &[usize],
) -> Option<Finding> {
    let mut order = customers.to_vec();
    let n_top = (customers.len() as f64 * TOP_SHARE).ceil() as usize;
    order.sort_unstable_by_key(|&customer| (std::cmp::Reverse(facts.revenue[customer]), customer));
    let lost: Vec<usize> =
        order.into_iter().take(n_top).filter(|&customer| model.p_alive[customer] < GONE).collect();
    let revenue: i128 = lost.iter().map(|&customer| i128::from(facts.revenue[customer])).sum();
    if lost.len() < LEAST || revenue <= 0 {
        return None;
    }
    let alive = lost.iter().map(|&customer| model.p_alive[customer]).sum::<f64>() / lost.len() as f64;
    let revenue = dataset.major(revenue);
    let values = [Value::Count(lost.len() as u64), Value::Share(alive, 0), Value::Money(revenue)];
    Some(Finding::new(&LOST_VALUE, values, revenue, None))
}

fn best(scores: &[HoldoutScore], is_model: bool) -> Option<&HoldoutScore> {
    scores.iter().find(|score| matches!(score.predictor, Predictor::Model(_)) == is_model)
}

/// Scores come smallest error first.
fn naive_wins(report: &ClvReport) -> Option<Finding> {
    let scores = &report.holdout.as_ref()?.scores;
    let (naive, model) = (best(scores, false)?, best(scores, true)?);
    let errors = [naive.root_mean_square_error, model.root_mean_square_error];
    (errors[0] < errors[1])
        .then(|| Finding::new(&NAIVE_WINS, errors.map(|error| Value::Number(error, 2)), 0.0, None))
}

/// What was promised beyond what happened is at stake, at the value of an expected order.
fn promised_too_much(report: &ClvReport) -> Option<Finding> {
    let holdout = report.holdout.as_ref()?;
    let total = best(&holdout.scores, true)?.total;
    let excess = total / holdout.observed_total - 1.0;
    if holdout.observed_total <= 0.0 || excess < NOTABLE_EXCESS {
        return None;
    }
    let order = report.expected_revenue / report.expected_orders.max(1e-9);
    let count = |n: f64| Value::Count(n.round().max(0.0) as u64);
    let values = [Value::Share(excess, 0), count(total), count(holdout.observed_total)];
    Some(Finding::new(&PROMISED_TOO_MUCH, values, ((total - holdout.observed_total) * order).max(0.0), None))
}
