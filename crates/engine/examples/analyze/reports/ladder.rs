//! The rungs of the ladder of lifetime values that need no purchase model: what has come, the formula of margin and
//! retention, contracts, and the profit by year of the relationship.

use super::Context;
use clientele_engine::analysis::clv::contract::{self, ContractOptions};
use clientele_engine::analysis::clv::formula::{self, FormulaOptions};
use clientele_engine::analysis::clv::historic::{self, HistoricOptions};
use clientele_engine::analysis::clv::relationship;
use serde_json::{Value, json};
use std::error::Error;

pub(super) fn historic(context: &Context) -> Result<Value, Box<dyn Error>> {
    let Context { dataset, profile, selection, .. } = context;
    Ok(json!(historic::report(dataset, profile, selection, &HistoricOptions::default())))
}

pub(super) fn formula(context: &Context) -> Result<Value, Box<dyn Error>> {
    let Context { dataset, profile, selection, .. } = context;
    Ok(json!(formula::report(dataset, profile, selection, &FormulaOptions::default())))
}

/// Renewals by year, and by month for what is paid monthly.
pub(super) fn contract(context: &Context) -> Result<Value, Box<dyn Error>> {
    let Context { dataset, profile, selection, .. } = context;
    let of = |period_months| {
        let options = ContractOptions { period_months, ..ContractOptions::default() };
        contract::report(dataset, profile, selection, &options)
    };
    Ok(json!({ "by_year": of(12), "by_month": of(1) }))
}

pub(super) fn relationship(context: &Context) -> Result<Value, Box<dyn Error>> {
    let Context { dataset, profile, selection, .. } = context;
    Ok(json!(relationship::report(dataset, profile, selection)))
}
