//! Accounts, the people in them, kinds of customers, dealers, who serves whom, and what a base of this size carries.

use super::Context;
use clientele_engine::analysis::account::{dealers, effort, guard, kinds, roles, rollup};
use serde_json::{Value, json};
use std::error::Error;

pub(super) fn report(context: &Context) -> Result<Value, Box<dyn Error>> {
    let Context { dataset, profile, selection, .. } = context;
    let mut rolled = rollup::report(dataset, profile, selection, &Default::default());
    let mut people = roles::report(dataset, profile, selection, &Default::default());
    let mut served = effort::report(dataset, profile, selection, None, &Default::default());
    // Lists of customers are for filters; here they would bury everything else.
    for finding in rolled.findings.iter_mut().chain(&mut people.findings).chain(&mut served.findings) {
        finding.clause = None;
    }
    Ok(json!({
        "account_tree_money_and_shares": serde_json::to_value(rolled)?,
        "people_money_and_shares": serde_json::to_value(people)?,
        "kinds_money_days_and_shares": serde_json::to_value(kinds::report(dataset, profile, selection))?,
        "dealers_money_and_shares":
            serde_json::to_value(dealers::report(dataset, profile, selection, None, &Default::default()))?,
        "effort_hours_and_money": serde_json::to_value(served)?,
        "methods_on_or_off": serde_json::to_value(guard::report(dataset, profile, selection, &Default::default()))?,
    }))
}
