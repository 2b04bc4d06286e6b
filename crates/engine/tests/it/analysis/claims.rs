//! The claims of the lectures on every shared data set, held against reference results where there are any.

use super::{check_near, profile};
use crate::fixture;
use crate::shared_data::{ADVENTUREWORKS, dataset};
use clientele_engine::analysis::claims::{
    self, Claim, ClaimOptions, ClaimResult, ClaimsReport, Verdict, Why,
};
use clientele_engine::analysis::segment::Scoring;
use clientele_engine::analysis::selection::Selection;
use clientele_engine::data::Dataset;
use clientele_engine::progress::Unwatched;
use clientele_engine::query::Filter;

fn of(dataset: &Dataset) -> ClaimsReport {
    let profile = profile(dataset, Scoring::FixedCutoffs);
    let all = Selection::new(dataset, &profile, &Filter::default());
    claims::report(dataset, &profile, &all, &ClaimOptions::default(), &mut Unwatched).unwrap()
}

fn get(report: &ClaimsReport, claim: Claim) -> &ClaimResult {
    report.claims.iter().find(|result| result.claim == claim).unwrap()
}

#[test]
fn the_top_fifth_of_cdnow_is_that_of_section_e() {
    for name in ["cdnow_sample", "cdnow_master", "apparel"] {
        let (Some(dataset), Some(golden)) = (fixture::dataset(name), fixture::golden(name)) else { continue };
        let top = golden["e_pareto_and_whale"]["top_share"].as_array().unwrap();
        let top_20 = top.iter().find(|top| top["top_percent"] == 20).unwrap();
        let report = of(&dataset);
        let fifth = get(&report, Claim::TopFifth);
        check_near(name, fifth.estimate.unwrap().value, top_20["revenue_share_ceil"].as_f64().unwrap());
        // 67.5 % of the sample and 67.8 % of all: not 80.
        assert_eq!(fifth.verdict, Verdict::NotSupported, "{name}");
    }
}

#[test]
fn lantern_loses_more_than_a_tenth() {
    let Some(dataset) = fixture::lantern() else { return };
    let report = of(dataset);
    let loss = get(&report, Claim::YearlyLoss);
    // Of the customers of 2023, 58.016 % ordered in 2024.
    assert!((loss.estimate.unwrap().value - (1.0 - 0.58016)).abs() < 5e-6);
    assert_eq!((loss.verdict, loss.estimate.unwrap().n), (Verdict::Supported, 7_641));
    let fifth = get(&report, Claim::TopFifth).estimate.unwrap().value;
    assert!((fifth - 0.7125).abs() < 5e-5);
}

/// s supported, n not supported, - not enough data, in the order of the claims.
fn letters(report: &ClaimsReport) -> String {
    let letter = |result: &ClaimResult| match result.verdict {
        Verdict::Supported => 's',
        Verdict::NotSupported => 'n',
        Verdict::NotEnoughData => '-',
    };
    report.claims.iter().map(letter).collect()
}

#[test]
fn verdicts_on_the_shared_data_are_those_that_were_looked_at() {
    // Ten times, six times, tells eight, 5 and 85, 15 and 50, 70, direction, 80/20, loses 10, bank, ladder, targeted.
    for (name, paths, expected) in [
        ("lantern", &["lantern/transactions.csv", "lantern/customers.csv"][..], "---n-s-nsn--"),
        ("cdnow", &["cdnow/cdnow_master.csv"], "-------n-n--"),
        ("superstore", &["superstore/superstore.csv"], "---n---nsns-"),
        ("online_retail", &["online_retail/online_retail.csv.gz"], "-------n-n--"),
        ("adventureworks", &ADVENTUREWORKS, "---n---nnnn-"),
        ("apparel", &["apparel/apparel_transactions.csv", "apparel/apparel_customers.csv"], "---n---nsn--"),
        ("grocery", &["grocery/grocery_elog.csv"], "---n----s---"),
    ] {
        let Some(dataset) = dataset(paths) else { continue };
        let report = of(&dataset);
        for result in &report.claims {
            assert_eq!(result.why.is_some(), result.verdict == Verdict::NotEnoughData);
        }
        assert_eq!(letters(&report), expected, "{name}");
        let told = get(&report, Claim::WordOfMouth);
        assert_eq!(told.why, Some(Why::NoTest));
    }
}
