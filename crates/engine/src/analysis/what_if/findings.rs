//! What stands out among the levers, by money at stake. Nothing is said on assumed margins or retention.

use super::base::Basis;
use super::lever::{Change, Lever};
use super::value::Target;
use super::{WhatIfReport, tornado::Tornado};
use crate::analysis::finding::{self, Finding, Kind, Template, Value};

/// What one step of retention is worth.
const RETENTION_WORTH: Template = Template {
    id: "retention-worth",
    parameters: &[("points", Kind::Points), ("money", Kind::Money), ("years", Kind::Count)],
    action: "raise-retention",
};

/// The lever that moves customer equity most.
const STRONGEST_LEVER: Template = Template {
    id: "strongest-lever",
    parameters: &[("lever", Kind::Word), ("percent", Kind::Share), ("money", Kind::Money)],
    action: "pull-strongest-lever",
};

/// Winning a customer costs more than a customer is worth.
const ACQUISITION_TOO_DEAR: Template = Template {
    id: "acquisition-too-dear",
    parameters: &[("cost", Kind::Money), ("value", Kind::Money), ("count", Kind::Count)],
    action: "cap-acquisition-cost",
};

/// Customers of a quarter have not brought back their cost after a year.
const SLOW_PAYBACK: Template = Template {
    id: "slow-payback",
    parameters: &[
        ("quarter", Kind::Month),
        ("count", Kind::Count),
        ("months", Kind::Count),
        ("missing", Kind::Money),
    ],
    action: "check-acquisition",
};

/// How long customers stay.
const TENURE: Template = Template {
    id: "tenure",
    parameters: &[("lost", Kind::Share), ("monthly", Kind::Share), ("years", Kind::Number)],
    action: "compare-loss",
};

/// Every template of this module.
pub(crate) const ALL: &[Template] =
    &[RETENTION_WORTH, STRONGEST_LEVER, ACQUISITION_TOO_DEAR, SLOW_PAYBACK, TENURE];

/// Months after which a cohort should have paid back.
const PAYBACK_MONTHS: u32 = 12;

pub(super) fn findings(report: &WhatIfReport) -> Vec<Finding> {
    let Some(base) = &report.base else { return Vec::new() };
    let is_known = |basis: Basis| basis != Basis::Assumed;
    let mut findings = Vec::new();
    if is_known(base.retention.basis) && is_known(base.margin.basis) {
        let equity = report.tornadoes.iter().find(|tornado| tornado.target == Target::CustomerEquity);
        if let Some(equity) = equity {
            findings.extend(retention_worth(report, equity));
            findings.extend(strongest_lever(report, equity));
        }
        findings.extend(acquisition_too_dear(report));
    }
    if is_known(base.margin.basis) {
        findings.extend(slow_payback(report));
    }
    if base.retention.basis == Basis::Measured
        && let Some((churn, years)) = report.churn.and_then(|churn| Some((churn, churn.tenure_years?)))
    {
        let values =
            [Value::Share(churn.per_year, 1), Value::Share(churn.per_month, 2), Value::Number(years, 1)];
        findings.push(Finding::new(&TENURE, values, 0.0, None));
    }
    finding::rank(&mut findings);
    findings
}

fn retention_worth(report: &WhatIfReport, equity: &Tornado) -> Option<Finding> {
    let row = equity.rows.iter().find(|row| {
        row.lever == Lever::Retention && matches!(row.change, Change::Points(_)) && !row.is_capped
    })?;
    let money = row.high - row.base;
    let years = u64::from(report.options.horizon_years);
    let values = [Value::Points(row.lever_high - row.lever_base), Value::Money(money), Value::Count(years)];
    (money > 0.0).then(|| Finding::new(&RETENTION_WORTH, values, money, None))
}

fn strongest_lever(report: &WhatIfReport, equity: &Tornado) -> Option<Finding> {
    // Discounting is no choice of the business.
    let row = equity
        .rows
        .iter()
        .find(|row| matches!(row.change, Change::Percent(_)) && row.lever != Lever::Discount)?;
    let money = row.high.max(row.low) - row.base;
    let values = [
        Value::Word(row.lever.word().to_owned()),
        Value::Share(report.options.swing, 0),
        Value::Money(money),
    ];
    (money > 0.0).then(|| Finding::new(&STRONGEST_LEVER, values, money, None))
}

fn acquisition_too_dear(report: &WhatIfReport) -> Option<Finding> {
    let base = report.base.as_ref().filter(|base| base.acquisition_cost.basis != Basis::Assumed)?;
    let worth = report.break_even.as_ref()?.affordable_acquisition_cost;
    let (cost, n) = (base.acquisition_cost.value, base.acquisition_volume.value);
    let values = [Value::Money(cost), Value::Money(worth), Value::Count(n as u64)];
    (cost > worth && n >= 1.0).then(|| Finding::new(&ACQUISITION_TOO_DEAR, values, n * (cost - worth), None))
}

/// The quarter furthest from its payback among those that are a year old, where costs are known.
fn slow_payback(report: &WhatIfReport) -> Option<Finding> {
    let missing = |row: &super::PaybackRow| {
        let last = row.cumulative_margin.last().copied().unwrap_or(0.0);
        row.n_customers as f64 * (row.acquisition_cost - last)
    };
    let row = report
        .payback
        .iter()
        .filter(|row| row.cost_basis != Basis::Assumed && row.payback_months.is_none())
        .filter(|row| row.n_months >= PAYBACK_MONTHS)
        .max_by(|a, b| missing(a).total_cmp(&missing(b)))?;
    let values = [
        Value::Month(row.start),
        Value::Count(row.n_customers),
        Value::Count(u64::from(row.n_months)),
        Value::Money(missing(row)),
    ];
    Some(Finding::new(&SLOW_PAYBACK, values, missing(row), None))
}
