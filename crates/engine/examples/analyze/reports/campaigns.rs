//! What the customers can show as a list, how it would be split, what campaigns brought, and whom they may reach.

use super::Context;
use super::development::value;
use clientele_engine::analysis::campaign::aa::{self, AaOptions};
use clientele_engine::analysis::campaign::effect::{self, EffectOptions};
use clientele_engine::analysis::campaign::members::Members;
use clientele_engine::analysis::campaign::plan::{self, PlanOptions};
use clientele_engine::analysis::campaign::pressure::{self, PressureOptions};
use clientele_engine::analysis::campaign::split::{self, SplitOptions};
use clientele_engine::analysis::campaign::{consent, offers, timing};
use clientele_engine::analysis::development::NoReport;
use clientele_engine::analysis::development::grouping::Grouping;
use clientele_engine::progress::Unwatched;
use serde_json::{Value, json};
use std::error::Error;

pub(super) fn report(context: &Context) -> Result<Value, Box<dyn Error>> {
    let Context { dataset, profile, selection, members, .. } = context;
    let members =
        if members.is_empty() { Members::of(dataset) } else { Ok(Members::from_rows(dataset, members)) };
    let effects = members
        .clone()
        .and_then(|members| effect::report(dataset, profile, &members, &EffectOptions::default()));
    let pressure = members.and_then(|members| {
        pressure::report(dataset, profile, selection, &members, &PressureOptions::default())
    });
    let by_segment = Grouping::Segments;
    let plan = plan::report(dataset, profile, selection, &PlanOptions::default());
    let split = split::report(dataset, profile, selection, &SplitOptions::default());
    let aa_options = AaOptions { n_splits: 200, ..AaOptions::default() };
    Ok(json!({
        "plan_for_all_customers": value(plan.map_err(NoReport::from))?,
        "split_of_all_customers": value(split.map_err(NoReport::from))?,
        "aa_check": value(aa::report(dataset, profile, selection, &aa_options, &mut Unwatched))?,
        "effects": value(effects.map_err(NoReport::from))?,
        "contact_pressure": value(pressure.map_err(NoReport::from))?,
        "consent": value(consent::report(dataset, profile, selection, &by_segment).map_err(NoReport::from))?,
        "timing": value(timing::report(dataset, profile, selection, &by_segment).map_err(NoReport::from))?,
        "offers": value(offers::report(dataset, profile, selection, &by_segment).map_err(NoReport::from))?,
    }))
}
