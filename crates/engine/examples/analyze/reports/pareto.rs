//! Top shares, Gini, classes, deciles and the whale curve.

use super::Context;
use clientele_engine::analysis::{concentration, whale};
use clientele_engine::query::AbcClass;
use serde_json::{Map, Value, json};
use std::error::Error;

pub(super) fn report(context: &Context) -> Result<Value, Box<dyn Error>> {
    let Context { dataset, profile, selection, .. } = context;
    let report = concentration::report(dataset, profile, selection);
    let mut revenue: Vec<_> =
        selection.customers.iter().map(|customer| profile.facts.revenue[customer]).collect();
    revenue.sort_unstable_by(|a, b| b.cmp(a));
    let deciles: Vec<Value> = concentration::deciles(&revenue)
        .iter()
        .enumerate()
        .map(|(idx, &(n, revenue))| {
            let revenue = dataset.major(revenue);
            json!({
                "decile": idx + 1, "customers": n, "revenue": revenue,
                "revenue_share": revenue / report.revenue,
            })
        })
        .collect();
    let classes: Map<String, Value> = report
        .classes
        .iter()
        .map(|row| {
            let name = match row.class {
                AbcClass::A => "A",
                AbcClass::B => "B",
                AbcClass::C => "C",
            };
            (name.to_owned(), json!({ "customers": row.n_customers, "revenue": row.revenue }))
        })
        .collect();
    let top_share: Vec<Value> = report
        .top
        .iter()
        .map(|top| {
            json!({
                "top_percent": top.percent,
                "customers_ceil": top.n_customers,
                "revenue_share_ceil": top.revenue_share,
            })
        })
        .collect();
    let top_customers: Vec<Value> = profile
        .ranks
        .by_revenue
        .iter()
        .take(10)
        .map(|&customer| {
            let customer = customer as usize;
            json!({
                "customer": dataset.customers().ids.get(customer),
                "revenue": dataset.major(i128::from(profile.facts.revenue[customer])),
            })
        })
        .collect();
    let whale = whale::report(dataset, profile, selection).map(|whale| {
        json!({
            "profit_total": whale.profit,
            "peak_cumulative_profit": whale.peak_profit,
            "peak_percent_of_total_profit": 100.0 * whale.peak_profit / whale.profit,
            "peak_at_customer_share": whale.peak_customer_share,
            "unprofitable_customers": whale.n_loss_making,
            "sum_of_losses": -whale.loss,
        })
    });
    Ok(json!({
        "customers": report.n_customers,
        "top_share": top_share,
        "gini": report.gini,
        "abc_cut_80_95_customer_that_crosses_belongs_to_the_better_class": classes,
        "deciles_by_revenue_best_first": deciles,
        "top_10_customers": top_customers,
        "whale_curve": whale,
    }))
}
