//! Every report of the engine as JSON whose keys say their units. One file, one report or a few that belong
//! together; the tests of the engine hold what these write to snapshots.

mod account;
mod campaigns;
mod change;
mod claims;
mod clv;
mod cohorts;
mod development;
mod ladder;
mod lifecycle;
mod months;
mod pareto;
mod plain;
mod profit;
mod rfm;
mod segments;
mod service;
mod totals;
mod what_if;

use clientele_engine::analysis::Profile;
use clientele_engine::analysis::campaign::members::MemberRow;
use clientele_engine::analysis::concentration::AbcCuts;
use clientele_engine::analysis::segment::Scoring;
use clientele_engine::analysis::selection::Selection;
use clientele_engine::data::{Dataset, Day};
use clientele_engine::query::Filter;
use serde_json::{Map, Value};
use std::error::Error;

/// What every report is computed from: all customers of a data set as of a day.
pub(crate) struct Context {
    /// The data.
    pub(crate) dataset: Dataset,
    /// What is known of each customer.
    pub(crate) profile: Profile,
    /// All customers and lines by the as-of day.
    pub(crate) selection: Selection,
    /// Who was in which campaign, from a list of members.
    pub(crate) members: Vec<MemberRow>,
    /// The last day that models may see in the check against days held back; chosen by itself when `None`.
    pub(crate) calibration_end: Option<Day>,
}

impl Context {
    /// The profile and the selection of everything by `as_of`.
    pub(crate) fn new(
        dataset: Dataset,
        as_of: Day,
        scoring: Scoring,
        cuts: AbcCuts,
        calibration_end: Option<Day>,
    ) -> Self {
        let profile = Profile::new(&dataset, as_of, scoring, cuts);
        let selection = Selection::new(&dataset, &profile, &Filter::default());
        Self { dataset, profile, selection, members: Vec::new(), calibration_end }
    }
}

type Report = fn(&Context) -> Result<Value, Box<dyn Error>>;

/// Every report by its name.
const REPORTS: &[(&str, Report)] = &[
    ("totals", totals::report),
    ("rfm", rfm::report),
    ("pareto", pareto::report),
    ("segments", segments::report),
    ("clusters", segments::clusters),
    ("profit", profit::report),
    ("cohorts", cohorts::report),
    ("months", months::report),
    ("clv", clv::report),
    ("retention", lifecycle::cohorts),
    ("survival", lifecycle::survival),
    ("repeat", lifecycle::repeat),
    ("stages", lifecycle::stages),
    ("churn_signals", lifecycle::signals),
    ("intake", lifecycle::intake),
    ("change", change::report),
    ("historic", ladder::historic),
    ("formula", ladder::formula),
    ("contract", ladder::contract),
    ("relationship", ladder::relationship),
    ("what_if", what_if::report),
    ("claims", claims::report),
    ("service", service::report),
    ("account", account::report),
    ("development", development::report),
    ("campaigns", campaigns::report),
];

/// The names of all reports.
#[allow(dead_code, reason = "the example knows what it is asked for; the benchmark asks for each")]
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    REPORTS.iter().map(|(name, _)| *name)
}

/// The reports of these names, or all of them where no name is given.
pub(crate) fn some(context: &Context, names: &[String]) -> Result<Map<String, Value>, Box<dyn Error>> {
    if let Some(unknown) = names.iter().find(|name| REPORTS.iter().all(|(known, _)| known != name)) {
        let known: Vec<&str> = REPORTS.iter().map(|(name, _)| *name).collect();
        return Err(format!("there is no report “{unknown}”, but {}", known.join(", ")).into());
    }
    let mut reports = Map::new();
    for (name, report) in REPORTS {
        if names.is_empty() || names.iter().any(|asked| asked == name) {
            reports.insert((*name).to_owned(), report(context)?);
        }
    }
    Ok(reports)
}
