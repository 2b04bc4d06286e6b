//! Service and satisfaction of shared data sets, against the same counts made in a few lines of Python over the
//! files.

use super::{check_near, profile, select};
use crate::badcsv::import;
use crate::fixture;
use clientele_engine::analysis::segment::Scoring;
use clientele_engine::analysis::service::hassle::{self, HassleOptions};
use clientele_engine::analysis::service::logs::Deliveries;
use clientele_engine::analysis::service::outcome::CaseOutcome;
use clientele_engine::analysis::service::promise::{self, PromiseOptions};
use clientele_engine::analysis::service::recovery::{self, RecoveryOptions};
use clientele_engine::data::{DatasetBuilder, Day};
use clientele_engine::import::{ImportOptions, ImportedTable};
use std::collections::HashMap;
use std::path::PathBuf;

fn day(text: &str) -> Day {
    let parts: Vec<u32> = text.split('-').map(|part| part.parse().unwrap()).collect();
    Day::try_from_civil(parts[0].cast_signed(), parts[1], parts[2]).unwrap()
}

#[test]
fn lead_times_of_superstore_are_those_of_python() {
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/superstore/superstore.csv");
    let Ok(bytes) = std::fs::read(&path) else {
        println!("skipped: superstore is not beside the repository");
        return;
    };
    let imported = import(&bytes, 1 << 18, ImportOptions::new(day("2026-01-01"))).unwrap();
    let ImportedTable::Transactions(table) = imported.table else { panic!("no order lines") };
    let mut builder = DatasetBuilder::new();
    builder.add_transactions(table);
    let dataset = builder.finish().unwrap().0;

    // The ship date is the fourth cell, before any quoted comma can come.
    let text = String::from_utf8(bytes).unwrap();
    let mut shipped: HashMap<&str, Day> = HashMap::new();
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.splitn(5, ',').collect();
        shipped.insert(cells[1].trim_matches('"'), day(cells[3]));
    }
    let orders: Vec<u32> = (0..dataset.n_orders() as u32).collect();
    let deliveries = Deliveries {
        promised: vec![None; orders.len()],
        delivered: orders
            .iter()
            .map(|&order| shipped.get(dataset.order_id(order as usize)).copied())
            .collect(),
        orders,
    };
    let profile = clientele_engine::analysis::Profile::new(
        &dataset,
        day("2018-12-31"),
        Scoring::FixedCutoffs,
        Default::default(),
    );
    let all = select(&dataset, &profile, &[]);
    let options = PromiseOptions { promised_days: Some(5), ..PromiseOptions::default() };
    let report = promise::report(&dataset, &profile, &all, &deliveries, &options);
    let lead = report.lead_days.unwrap();
    assert_eq!((report.refused, report.n_orders, lead.n, report.n_before_order), (None, 5_009, 5_009, 0));
    check_near("mean", lead.mean, 3.957_476_542_223_996_4);
    assert!((lead.ci_low - 3.909_36).abs() < 1e-5 && (lead.ci_high - 4.005_59).abs() < 1e-5);
    assert_eq!((report.lead_median_days, report.lead_p90_days), (Some(4.0), Some(6.0)));
    assert_eq!(report.kept.map(|kept| (kept.hits, kept.n)), Some((4_105, 5_009)));
    assert!((report.late_revenue - 404_988.320_3).abs() < 0.01, "{}", report.late_revenue);
}

#[test]
fn complaints_of_lantern_are_those_of_python() {
    let Some(dataset) = fixture::lantern() else { return };
    let profile = profile(dataset, Scoring::FixedCutoffs);
    let all = select(dataset, &profile, &[]);
    let report = recovery::report(dataset, &profile, &all, None, &RecoveryOptions::default());
    assert!(report.is_dated && report.refused.is_none());
    assert_eq!(report.n_complaints, 2_190);
    assert_eq!(report.complainers.map(|share| (share.hits, share.n)), Some((1_538, 13_811)));
    let row = |outcome: CaseOutcome| report.rows.iter().find(|row| row.outcome == outcome).unwrap();
    let complained = row(CaseOutcome::Unknown).returned.unwrap();
    assert_eq!((complained.hits, complained.n), (836, 1_418));
    let none = row(CaseOutcome::NoComplaint).returned.unwrap();
    assert_eq!((none.hits, none.n), (35_110, 56_599));
    check_near("standardized", none.share, 0.583_088_076_304_955_9);
    // Whether a complaint was resolved is not in the file, so nothing is said to hang on it.
    assert_eq!((report.resolved, report.stake), (None, None));
    let silent = report.silent_loss.silent.unwrap();
    assert_eq!((silent.hits, silent.n), (5_328, 5_745));
    check_near("lost", report.silent_loss.lost_revenue, 21_396_811.0);
    check_near("silent", report.silent_loss.silent_revenue, 18_566_559.0);
    check_near("last year", report.silent_loss.silent_last_year_revenue, 16_528_949.0);
}

#[test]
fn returns_and_complaints_of_lantern_are_those_of_python() {
    let Some(dataset) = fixture::lantern() else { return };
    let profile = profile(dataset, Scoring::FixedCutoffs);
    let all = select(dataset, &profile, &[]);
    let report = hassle::report(dataset, &profile, &all, None, &HassleOptions::default());
    let n = 74_061.0;
    check_near("returns", report.all.returns.unwrap(), 100.0 * 2_652.0 / n);
    check_near("complaints", report.all.complaints.unwrap(), 100.0 * 2_190.0 / n);
    assert_eq!((report.all.wait_minutes, report.all.repeat_contacts), (None, None));
    assert_eq!(report.segments.iter().map(|row| row.n_orders).sum::<u64>(), 74_061);
    assert_eq!(report.segments.iter().map(|row| row.n_customers).sum::<u64>(), 13_811);
}
