//! Levers measured on the shared data sets.

use super::{check_near, profile};
use crate::fixture;
use crate::shared_data::{ADVENTUREWORKS, dataset};
use clientele_engine::analysis::segment::Scoring;
use clientele_engine::analysis::selection::Selection;
use clientele_engine::analysis::what_if::{self, Basis, WhatIfOptions, WhatIfReport};
use clientele_engine::analysis::{Refused, claims};
use clientele_engine::data::Dataset;
use clientele_engine::progress::Unwatched;
use clientele_engine::query::Filter;

fn of(dataset: &Dataset) -> WhatIfReport {
    let profile = profile(dataset, Scoring::FixedCutoffs);
    let all = Selection::new(dataset, &profile, &Filter::default());
    what_if::report(dataset, &profile, &all, &WhatIfOptions::default())
}

#[test]
fn levers_of_lantern_are_those_of_its_readme() {
    let Some(dataset) = fixture::lantern() else { return };
    let report = of(dataset);
    let base = report.base.unwrap();
    assert_eq!((base.n_customers, base.n_before, base.n_won), (8_075, 7_641, 2_965));
    assert!((base.retention.value - 0.58016).abs() < 5e-6);
    // The profit of 2024, added up from the lines.
    let profit: i64 = (0..dataset.n_lines())
        .filter(|&line| dataset.days()[line].year() == 2024)
        .map(|line| dataset.amounts()[line] - dataset.costs().unwrap()[line])
        .sum();
    check_near("profit", base.year_profit, profit as f64 / 100.0);
    check_near("margin", base.margin.value, profit as f64 / 100.0 / 8_075.0);
    assert_eq!(base.n_kept + base.n_won + base.n_returned, base.n_customers);
    // m r / (1 + i - r), by hand.
    let (m, r) = (base.margin.value, base.retention.value);
    check_near("lifetime value", report.scenario[1].base, m * r / (1.1 - r));
    let twice = report.scenario[1].changed;
    check_near("with 5 points more", twice, m * (r + 0.05) / (1.05 - r));
    // Every quarter of customers is in the payback, whose months are over for all.
    assert!(report.payback.iter().all(|row| row.cumulative_margin.len() == row.n_months as usize));
}

#[test]
fn every_shared_data_set_has_levers_or_says_why_not() {
    let none: Option<Basis> = None;
    for (name, paths, retention) in [
        ("cdnow", &["cdnow/cdnow_master.csv"][..], Some(Basis::Assumed)),
        ("superstore", &["superstore/superstore.csv"], Some(Basis::Measured)),
        ("online_retail", &["online_retail/online_retail.csv.gz"], Some(Basis::Assumed)),
        ("adventureworks", &ADVENTUREWORKS, Some(Basis::Measured)),
        ("apparel", &["apparel/apparel_transactions.csv"], Some(Basis::Measured)),
        ("grocery", &["grocery/grocery_elog.csv"], none),
    ] {
        let Some(dataset) = dataset(paths) else { continue };
        let report = of(&dataset);
        assert_eq!(report.base.as_ref().map(|base| base.retention.basis), retention, "{name}");
        if retention.is_none() {
            assert!(matches!(report.refused, Some(Refused::NeedsColumn { .. })), "{name}");
        }
        let plain = format!("{report:?}");
        assert!(!plain.contains("NaN") && !plain.contains("inf"), "{name}");
    }
}

#[test]
fn a_filter_narrows_levers_and_claims_to_whom_it_selects() {
    use clientele_engine::query::{AbcClass, Clause};
    let Some(dataset) = fixture::lantern() else { return };
    let profile = profile(dataset, Scoring::FixedCutoffs);
    let filter = Filter { clauses: vec![Clause::Classes(vec![AbcClass::A])] };
    let top = Selection::new(dataset, &profile, &filter);
    let report = what_if::report(dataset, &profile, &top, &WhatIfOptions::default());
    let all = of(dataset);
    let (top_base, base) = (report.base.unwrap(), all.base.unwrap());
    assert!(top_base.n_customers < base.n_customers && top_base.margin.value > base.margin.value);
    let options = claims::ClaimOptions::default();
    let claims = claims::report(dataset, &profile, &top, &options, &mut Unwatched).unwrap();
    let n_top = top.customers.count() as u64;
    let fifth = claims.claims.iter().find(|result| result.claim == claims::Claim::TopFifth).unwrap();
    assert_eq!(fifth.estimate.unwrap().n, n_top);
}
