//! Satisfaction and complaints with what followed, and trouble by segment. Logs of contacts, surveys and deliveries are not read from
//! files yet; what columns of lines and customers tell is here.

use super::Context;
use clientele_engine::analysis::service::{hassle, reasons, recovery, satisfaction};
use serde_json::{Value, json};
use std::error::Error;

pub(super) fn report(context: &Context) -> Result<Value, Box<dyn Error>> {
    let Context { dataset, profile, selection, .. } = context;
    let satisfied = satisfaction::report(dataset, profile, selection, None, &Default::default());
    let recovered = recovery::report(dataset, profile, selection, None, &Default::default());
    let trouble = hassle::report(dataset, profile, selection, None, &Default::default());
    let left = reasons::report(dataset, profile, selection, None, &Default::default());
    Ok(json!({
        "satisfaction_scores_and_shares": serde_json::to_value(satisfied)?,
        "complaints_shares_days_and_money": serde_json::to_value(recovered)?,
        "loss_reasons_money_and_shares": serde_json::to_value(left)?,
        "hassle_per_100_orders": serde_json::to_value(trouble)?,
    }))
}
