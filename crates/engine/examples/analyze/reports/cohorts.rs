//! Active customers and revenue by month of the first order and months since.

use super::Context;
use clientele_engine::analysis::cohort;
use serde_json::{Map, Value, json};
use std::error::Error;

pub(super) fn report(context: &Context) -> Result<Value, Box<dyn Error>> {
    let Context { dataset, profile, selection, .. } = context;
    // Open: the month of the as-of day is kept although it may not be over.
    let rows = cohort::triangle(dataset, profile, selection, 1, true);
    let n_ages = rows.iter().map(|row| row.active.len()).max().unwrap_or(0);
    let retention: Map<String, Value> = (0..n_ages)
        .map(|age| {
            let old: Vec<_> = rows.iter().filter(|row| row.active.len() > age).collect();
            let active: u64 = old.iter().map(|row| row.active[age]).sum();
            let all: u64 = old.iter().map(|row| row.active[0]).sum();
            (age.to_string(), json!(100.0 * active as f64 / all.max(1) as f64))
        })
        .collect();
    let by_cohort = |of: &dyn Fn(&cohort::CohortRow) -> Value| -> Map<String, Value> {
        rows.iter().map(|row| (row.start.to_string(), of(row))).collect()
    };
    Ok(json!({
        "cohort": "calendar month of the first order",
        "offset": "calendar months since; the last month may not be over",
        "customers_active": by_cohort(&|row| json!(row.active)),
        "retention_percent_weighted_by_offset": retention,
        "revenue": by_cohort(&|row| json!(row.revenue)),
    }))
}
