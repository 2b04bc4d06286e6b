//! Levers, scenario, tornadoes, break-even, payback, budget, offers, referrals and churn.

use super::Context;
use clientele_engine::analysis::what_if::{self, BaseValue, Change, WhatIfOptions};
use serde_json::{Value, json};
use std::error::Error;

pub(super) fn report(context: &Context) -> Result<Value, Box<dyn Error>> {
    let Context { dataset, profile, selection, .. } = context;
    let report = what_if::report(dataset, profile, selection, &WhatIfOptions::default());
    let Some(base) = &report.base else { return Ok(json!({ "refused": report.refused })) };
    let lever = |value: &BaseValue| json!({ "value": value.value, "basis": value.basis, "measured_on_customers": value.n_customers });
    let change = |change: Change| match change {
        Change::Points(by) => json!({ "points_share": by }),
        Change::Percent(by) => json!({ "percent_share": by }),
    };
    let tornadoes: Vec<Value> = report
        .tornadoes
        .iter()
        .map(|tornado| {
            let rows: Vec<Value> = tornado
                .rows
                .iter()
                .map(|row| {
                    json!({
                        "lever": row.lever.key(), "change": change(row.change), "is_capped": row.is_capped,
                        "lever_low": row.lever_low, "lever_base": row.lever_base, "lever_high": row.lever_high,
                        "low": row.low, "base": row.base, "high": row.high, "swing": row.swing,
                        "elasticity": row.elasticity,
                    })
                })
                .collect();
            json!({
                "target": tornado.target.key(), "base": tornado.base, "levers_by_swing": rows,
                "all_better": tornado.all_better, "interaction_better": tornado.interaction_better,
                "all_worse": tornado.all_worse, "interaction_worse": tornado.interaction_worse,
            })
        })
        .collect();
    let scenario: Vec<Value> = report
        .scenario
        .iter()
        .map(|row| {
            json!({
                "target": row.target.key(), "base": row.base, "changed": row.changed,
                "difference": row.difference, "difference_share": row.relative,
            })
        })
        .collect();
    let payback: Vec<Value> = report
        .payback
        .iter()
        .map(|row| {
            json!({
                "quarter": row.start.to_string(), "customers": row.n_customers,
                "acquisition_cost": row.acquisition_cost, "cost_basis": row.cost_basis,
                "payback_months": row.payback_months, "months_over": row.n_months,
                "cumulative_margin_per_customer_by_month": row.cumulative_margin,
            })
        })
        .collect();
    Ok(json!({
        "levers": {
            "retention_per_year": lever(&base.retention), "retention_95_percent": base.retention_interval,
            "margin_per_customer_and_year": lever(&base.margin),
            "customers_won_per_year": lever(&base.acquisition_volume),
            "cost_per_customer_won": lever(&base.acquisition_cost),
            "discount_per_year": lever(&base.discount),
        },
        "customers_before_kept_won_returned_now":
            [base.n_before, base.n_kept, base.n_won, base.n_returned, base.n_customers],
        "profit_of_the_year": base.year_profit,
        "customer_equity_present_new_total": [report.equity.present, report.equity.new, report.equity.total],
        "equity_horizon_years": report.options.horizon_years,
        "scenario_changes": report.options.scenario.iter()
            .map(|&(lever, by)| json!({ "lever": lever.key(), "change": change(by) })).collect::<Vec<_>>(),
        "scenario": scenario,
        "tornadoes": tornadoes,
        "break_even": report.break_even,
        "payback_by_quarter": payback,
        "budget": report.allocation,
        "offers": report.offers,
        "month_sales_and_customer_equity": report.lens,
        "referral": report.referral,
        "churn": report.churn,
        "findings": report.findings,
    }))
}
