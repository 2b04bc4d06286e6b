//! What stands out among the claims.

use super::{Claim, ClaimResult, FigureUnit, Verdict};
use crate::analysis::finding::{Finding, Kind, Template, Value};
use crate::data::Dataset;

/// The data at hand says the same as a claim.
const SUPPORTED: Template = Template {
    id: "claim-supported",
    parameters: &[
        ("claim", Kind::Word),
        ("value", Kind::Share),
        ("low", Kind::Share),
        ("high", Kind::Share),
        ("count", Kind::Count),
    ],
    action: "rely-on-own-figure",
};

/// The data at hand says otherwise.
const NOT_SUPPORTED: Template = Template {
    id: "claim-not-supported",
    parameters: &[
        ("claim", Kind::Word),
        ("value", Kind::Share),
        ("low", Kind::Share),
        ("high", Kind::Share),
        ("count", Kind::Count),
    ],
    action: "plan-with-own-figure",
};

/// Claims for which something is missing.
const UNDECIDED: Template = Template {
    id: "claims-undecided",
    parameters: &[("count", Kind::Count), ("all", Kind::Count)],
    action: "collect-for-claims",
};

/// Every template of this module.
pub(crate) const ALL: &[Template] = &[SUPPORTED, NOT_SUPPORTED, UNDECIDED];

/// Verdicts on shares, in the order of the claims, then how many are open. No money is at stake in a claim itself.
pub(super) fn findings(dataset: &Dataset, claims: &[ClaimResult]) -> Vec<Finding> {
    let mut findings: Vec<Finding> = claims.iter().filter_map(finding).collect();
    let n_open = claims
        .iter()
        .filter(|result| result.verdict == Verdict::NotEnoughData && result.claim != Claim::WordOfMouth)
        .count() as u64;
    if n_open > 0 && dataset.n_lines() > 0 {
        let values = [Value::Count(n_open), Value::Count(claims.len() as u64)];
        findings.push(Finding::new(&UNDECIDED, values, 0.0, None));
    }
    findings
}

fn finding(result: &ClaimResult) -> Option<Finding> {
    let estimate = result.estimate.filter(|_| result.unit == FigureUnit::Share)?;
    let template = match result.verdict {
        Verdict::Supported => &SUPPORTED,
        Verdict::NotSupported => &NOT_SUPPORTED,
        Verdict::NotEnoughData => return None,
    };
    let values = [
        Value::Word(result.claim.word()),
        Value::Share(estimate.value, 1),
        Value::Share(estimate.ci_low, 1),
        Value::Share(estimate.ci_high, 1),
        Value::Count(estimate.n),
    ];
    Some(Finding::new(template, values, 0.0, None))
}
