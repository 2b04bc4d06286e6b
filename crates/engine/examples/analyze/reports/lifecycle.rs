//! Cohorts and their money, survival, coming again, stages and moves between them, signals before silence, new customers.

use super::Context;
use super::plain::plain;
use clientele_engine::analysis::cohort::{self, CohortOptions};
use clientele_engine::analysis::survival::SurvivalOptions;
use clientele_engine::analysis::{churn_signal, intake, repeat, stage, survival};
use clientele_engine::data::DimensionRole;
use serde_json::{Map, Value, json};
use std::error::Error;

pub(super) fn cohorts(context: &Context) -> Result<Value, Box<dyn Error>> {
    let Context { dataset, profile, selection, .. } = context;
    let mut all = Map::new();
    for (name, n_months) in [("months", 1), ("quarters", 3), ("years", 12)] {
        let (heads, money) =
            cohort::report_with_value(dataset, profile, selection, &CohortOptions { n_months });
        all.insert(name.to_owned(), json!({ "retention": plain(&heads)?, "value": plain(&money)? }));
    }
    Ok(Value::Object(all))
}

pub(super) fn survival(context: &Context) -> Result<Value, Box<dyn Error>> {
    let Context { dataset, profile, selection, .. } = context;
    let dimensions = &dataset.customers().dimensions;
    let won_by = |role| dimensions.iter().find(|dimension| dimension.role == Some(role));
    let column = won_by(DimensionRole::AcquisitionChannel).or_else(|| won_by(DimensionRole::CustomerKind));
    let group_by = column.or(dimensions.first()).map(|dimension| dimension.name.clone());
    let options = SurvivalOptions { group_by, ..SurvivalOptions::default() };
    let mut report = survival::report(dataset, profile, selection, &options);
    // The curve of everybody is enough here; those of groups are as long each.
    report.groups.iter_mut().for_each(|group| group.steps.clear());
    Ok(plain(&report)?)
}

pub(super) fn repeat(context: &Context) -> Result<Value, Box<dyn Error>> {
    Ok(plain(&repeat::report(&context.dataset, &context.profile, &context.selection))?)
}

pub(super) fn stages(context: &Context) -> Result<Value, Box<dyn Error>> {
    let Context { dataset, profile, selection, .. } = context;
    let report = stage::report(dataset, profile, selection, &stage::StageOptions::default());
    let moves = stage::migration(dataset, profile, selection, &stage::MigrationOptions::default());
    Ok(json!({ "stages": plain(&report)?, "migration": plain(&moves)? }))
}

pub(super) fn signals(context: &Context) -> Result<Value, Box<dyn Error>> {
    let Context { dataset, profile, selection, .. } = context;
    let options = churn_signal::ChurnSignalOptions::default();
    Ok(plain(&churn_signal::report(dataset, profile, selection, &options))?)
}

pub(super) fn intake(context: &Context) -> Result<Value, Box<dyn Error>> {
    let Context { dataset, profile, selection, .. } = context;
    Ok(plain(&intake::report(dataset, profile, selection, &intake::IntakeOptions::default()))?)
}
