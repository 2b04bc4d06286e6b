//! Analyses held against results computed by others, each test named after its source.

mod account;
mod campaign;
mod claims;
mod development;
mod golden;
mod lantern;
mod lifecycle;
mod references;
mod service;
mod what_if;

use clientele_engine::analysis::Profile;
use clientele_engine::analysis::concentration::AbcCuts;
use clientele_engine::analysis::segment::Scoring;
use clientele_engine::analysis::selection::Selection;
use clientele_engine::data::Dataset;
use clientele_engine::query::{Clause, Filter};

/// The profile as of the last day of the data.
fn profile(dataset: &Dataset, scoring: Scoring) -> Profile {
    Profile::new(dataset, dataset.observed().last, scoring, AbcCuts::default())
}

fn select(dataset: &Dataset, profile: &Profile, clauses: &[Clause]) -> Selection {
    Selection::new(dataset, profile, &Filter { clauses: clauses.to_vec() })
}

/// Relative difference of money sums; the reference results have ten digits.
#[track_caller]
fn check_near(what: &str, actual: f64, expected: f64) {
    let scale = expected.abs().max(1e-9);
    assert!((actual - expected).abs() <= 1e-9 * scale, "{what}: {actual} is not {expected}");
}
