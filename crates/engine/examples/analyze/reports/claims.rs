//! The twelve claims of the lectures with their verdicts.

use super::Context;
use clientele_engine::analysis::claims::{self, ClaimOptions};
use clientele_engine::progress::Unwatched;
use serde_json::{Map, Value, json};
use std::error::Error;

pub(super) fn report(context: &Context) -> Result<Value, Box<dyn Error>> {
    let Context { dataset, profile, selection, .. } = context;
    let report = claims::report(dataset, profile, selection, &ClaimOptions::default(), &mut Unwatched)?;
    let claims: Map<String, Value> = report
        .claims
        .iter()
        .map(|result| {
            let quote = result.claim.quote();
            let figures: Map<String, Value> =
                result.figures.iter().map(|figure| (figure.key.clone(), json!(figure.value))).collect();
            let says = json!({
                "lecture": quote.seed,
                "numbers": quote.numbers.iter()
                    .map(|number| json!({ "value": number.value, "unit": format!("{:?}", number.unit) }))
                    .collect::<Vec<_>>(),
                "trap": quote.trap.map(|trap| format!("{trap:?}")),
            });
            let value = json!({
                "verdict": result.verdict, "why": result.why, "estimate": result.estimate,
                "estimate_unit": result.unit, "threshold": result.threshold, "least_cases": result.least_n,
                "what_would_change_it": result.turn, "rests_on_what_the_reader_said": result.is_given,
                "figures": figures, "lecture_says": says,
            });
            (result.claim.key().to_owned(), value)
        })
        .collect();
    Ok(json!({
        "win_days": report.options.win_days, "return_days": report.options.return_days,
        "discount_per_year_share": report.options.annual_discount, "seed": report.options.seed,
        "claims": claims, "findings": report.findings,
    }))
}
