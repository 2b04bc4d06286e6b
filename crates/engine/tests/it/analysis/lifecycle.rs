//! Retention and change against the reference results of every shared set: sections g, i and k.

use super::{check_near, profile};
use crate::badcsv::import;
use crate::fixture::golden;
use crate::shared_data::{ADVENTUREWORKS, add, bytes, options, read};
use clientele_engine::analysis::change::{
    ControlOptions, Figure, MoversOptions, Periods, ProfileIndexOptions, control, movers, profile_index,
};
use clientele_engine::analysis::cohort::{self, CohortOptions};
use clientele_engine::analysis::segment::Scoring;
use clientele_engine::analysis::selection::Selection;
use clientele_engine::analysis::stage::{Stage, StageOptions, report as stages};
use clientele_engine::analysis::{Profile, repeat};
use clientele_engine::data::{Dataset, DatasetBuilder, DayRange};
use clientele_engine::query::{Clause, Filter};
use serde_json::Value;
use std::collections::BTreeMap;

struct Case {
    name: &'static str,
    dataset: Dataset,
    profile: Profile,
    all: Selection,
    golden: Value,
}

fn case(name: &'static str, dataset: Dataset) -> Option<Case> {
    let profile = profile(&dataset, Scoring::Quintiles);
    let all = Selection::new(&dataset, &profile, &Filter::default());
    Some(Case { name, golden: golden(name)?, dataset, profile, all })
}

fn cases() -> Vec<Case> {
    let sets: [(&str, &[&str]); 6] = [
        ("cdnow_sample", &["cdnow/cdnow_sample.csv"]),
        ("cdnow_master", &["cdnow/cdnow_master.csv"]),
        ("superstore", &["superstore/superstore.csv"]),
        ("adventureworks", &ADVENTUREWORKS),
        ("apparel", &["apparel/apparel_transactions.csv", "apparel/apparel_customers.csv"]),
        ("grocery", &["grocery/grocery_elog.csv"]),
    ];
    sets.into_iter().filter_map(|(name, paths)| case(name, read(paths)?.dataset)).collect()
}

/// Online retail without what was sent back or given away, as the reference counts it: quantity and price above zero.
fn bought_online_retail() -> Option<Case> {
    let text = bytes("online_retail/online_retail.csv.gz")?;
    let is_bought = |line: &&[u8]| {
        let mut cells = line.trim_ascii_end().rsplit(|&byte| byte == b',');
        let mut number = |skip: usize| {
            let cell = cells.nth(skip).map(|cell| String::from_utf8_lossy(cell).into_owned());
            cell.and_then(|cell| cell.parse::<f64>().ok())
        };
        // From the right: country, customer, price, date, quantity. The header has no numbers.
        match (number(2), number(1)) {
            (Some(price), Some(quantity)) => price > 0.0 && quantity > 0.0,
            _ => true,
        }
    };
    let lines: Vec<&[u8]> = text.split_inclusive(|&byte| byte == b'\n').filter(is_bought).collect();
    let imported = import(&lines.concat(), 1 << 18, options()).unwrap();
    let mut builder = DatasetBuilder::new();
    add(&mut builder, imported.table);
    case("online_retail", builder.finish().unwrap().0)
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is not a number"))
}

fn counts(value: &Value) -> Vec<u64> {
    value.as_array().unwrap().iter().map(|count| count.as_u64().unwrap()).collect()
}

#[test]
fn cohorts_of_every_set_match_section_g() {
    for case in cases().into_iter().chain(bought_online_retail()) {
        let expected = &case.golden["g_monthly_cohorts"];
        let rows = cohort::triangle(&case.dataset, &case.profile, &case.all, 1, true);
        assert_eq!(rows.len(), expected["customers_active"].as_object().unwrap().len(), "{}", case.name);
        for row in &rows {
            let month = row.start.to_string();
            assert_eq!(row.active, counts(&expected["customers_active"][&month]), "{} {month}", case.name);
            // Exact repeats of rows are money in the reference of one set.
            let Some(revenue) =
                expected["revenue"][&month].as_array().filter(|_| case.name != "online_retail")
            else {
                continue;
            };
            for (sum, expected) in row.revenue.iter().zip(revenue) {
                // The reference rounds to hundredths.
                let is_near = (sum - number(expected)).abs() <= 0.005 + 1e-9 * sum.abs();
                assert!(is_near, "{} {month}: {sum} is not {expected}", case.name);
            }
        }
        let weighted = |age: usize| {
            let reached = || rows.iter().filter(|row| age < row.active.len());
            let active: u64 = reached().map(|row| row.active[age]).sum();
            100.0 * active as f64 / reached().map(|row| row.n_customers).sum::<u64>() as f64
        };
        for (age, share) in expected["retention_percent_weighted_by_offset"].as_object().unwrap() {
            check_near("weighted", weighted(age.parse().unwrap()), number(share));
        }
    }
}

#[test]
fn revenue_kept_is_section_g_over_its_first_column() {
    for case in cases().into_iter().filter(|case| case.dataset.has_amounts()) {
        let expected = &case.golden["g_monthly_cohorts"]["revenue"];
        let options = CohortOptions { n_months: 1 };
        let (report, value) = cohort::report_with_value(&case.dataset, &case.profile, &case.all, &options);
        let revenue: Vec<Vec<f64>> = report
            .rows
            .iter()
            .map(|row| {
                let all = expected[row.start.to_string()].as_array().unwrap();
                all.iter().take(row.revenue.len()).map(number).collect()
            })
            .collect();
        for age in 0..value.revenue_kept.len() {
            let reached = || revenue.iter().filter(|row| age < row.len());
            let kept = reached().map(|row| row[age]).sum::<f64>() / reached().map(|row| row[0]).sum::<f64>();
            // The reference rounds revenue to hundredths.
            let first: f64 = reached().map(|row| row[0]).sum();
            let tolerance = 0.01 * reached().count() as f64 / first + 1e-9;
            assert!((value.revenue_kept[age].unwrap() - kept).abs() < tolerance, "{} {age}", case.name);
        }
        for (row, revenue) in value.rows.iter().zip(&revenue) {
            let each = revenue.iter().sum::<f64>() / row.n_customers as f64;
            let found = row.revenue_per_customer.last().copied().unwrap();
            let tolerance = 0.005 * revenue.len() as f64 / row.n_customers as f64 + 1e-9 * each.abs();
            assert!((found - each).abs() <= tolerance, "{}", case.name);
        }
    }
}

#[test]
fn quarters_and_years_hold_the_customers_of_their_months() {
    for case in cases() {
        let months = cohort::triangle(&case.dataset, &case.profile, &case.all, 1, true);
        for n_months in [3_u8, 12] {
            let rows = cohort::triangle(&case.dataset, &case.profile, &case.all, n_months, true);
            for row in &rows {
                let own = months.iter().filter(|month| {
                    row.start <= month.start && month.start < row.start.plus(i32::from(n_months))
                });
                assert_eq!(own.map(|month| month.n_customers).sum::<u64>(), row.n_customers, "{}", case.name);
            }
            let revenue = |rows: &[cohort::CohortRow]| rows.iter().flat_map(|row| &row.revenue).sum::<f64>();
            assert!((revenue(&rows) - revenue(&months)).abs() < 1e-3, "{}", case.name);
        }
    }
}

#[test]
fn charts_of_whole_months_match_section_i() {
    for case in cases() {
        let expected = &case.golden["i_months"];
        let report = control(&case.dataset, &case.profile, &case.all, &ControlOptions { max_months: 999 });
        assert_eq!(report.refused, None, "{}", case.name);
        for (figure, key) in [
            (Figure::Revenue, "revenue"),
            (Figure::Orders, "orders"),
            (Figure::Customers, "active_customers"),
            (Figure::NewCustomers, "new_customers"),
            (Figure::ReturningCustomers, "returning_customers"),
            (Figure::AverageOrder, "average_order_value"),
        ] {
            let Some(found) = report.figures.iter().find(|found| found.figure == figure) else {
                assert!(!case.dataset.has_amounts() || case.name == "apparel", "{} {key}", case.name);
                continue;
            };
            for (idx, point) in found.chart.points.iter().enumerate() {
                let month = found.first_month.plus(i32::try_from(idx).unwrap()).to_string();
                let expected = expected.get(&month).map_or(0.0, |month| number(&month[key]));
                assert!(
                    (point.value - expected).abs() <= 1e-8 * expected.abs().max(1.0),
                    "{} {month} {key}",
                    case.name
                );
            }
        }
    }
}

#[test]
fn attributes_match_section_k() {
    for (name, columns) in
        [("superstore", &["Segment"][..]), ("adventureworks", &["Occupation", "EducationLevel"])]
    {
        let Some(case) = cases().into_iter().find(|case| case.name == name) else { continue };
        let index = profile_index(&case.dataset, &case.profile, &case.all, &ProfileIndexOptions::default());
        let observed = case.dataset.observed();
        let middle = observed.first.plus(observed.n_days() / 2);
        let periods =
            Periods::new(DayRange::new(observed.first, middle), DayRange::new(middle.plus(1), observed.last))
                .unwrap();
        for column in columns {
            let split = index.splits.iter().find(|split| split.dimension == *column).unwrap();
            let options = MoversOptions {
                dimension: Some((*column).to_owned()),
                max_each: 99,
                ..MoversOptions::new(periods)
            };
            let moved = movers(&case.dataset, &case.profile, &case.all, &options);
            let revenue: BTreeMap<&str, f64> = moved
                .gains
                .iter()
                .chain(&moved.losses)
                .map(|mover| (mover.key.as_str(), mover.before + mover.now))
                .collect();
            for (value, expected) in case.golden["k_customers_by_attribute"][column].as_object().unwrap() {
                let row = split.rows.iter().find(|row| row.value.as_deref() == Some(value)).unwrap();
                assert_eq!(row.n_base, expected["customers"].as_u64().unwrap(), "{name} {value}");
                check_near(value, revenue[value.as_str()], number(&expected["revenue"]));
            }
        }
    }
}

#[test]
fn stages_of_every_set_hold_its_customers() {
    for case in cases() {
        let report = stages(&case.dataset, &case.profile, &case.all, &StageOptions::default());
        let n: u64 =
            report.rows.iter().filter(|row| row.stage != Stage::Prospect).map(|row| row.n_customers).sum();
        assert_eq!(n, case.golden["a_totals"]["customers"].as_u64().unwrap(), "{}", case.name);
        let revenue: f64 = report.rows.iter().map(|row| row.revenue).sum();
        if let Some(expected) = case.golden["a_totals"]["revenue_total"].as_f64() {
            check_near(case.name, revenue, expected);
        }
    }
}

#[test]
fn second_visits_are_those_of_section_b() {
    // All customers of CDNOW came first in the first quarter of 1997, so that a year has gone by for each.
    for case in cases().into_iter().filter(|case| case.name.starts_with("cdnow")) {
        let report = repeat::report(&case.dataset, &case.profile, &case.all);
        let year = report.within.last().unwrap().first.unwrap();
        assert_eq!(year.n, case.golden["a_totals"]["customers"].as_u64().unwrap());
        let summary = clientele_engine::analysis::selection::summary(&case.dataset, &case.profile, &case.all);
        assert!(year.hits < summary.n_customers);
        let clause = Clause::History { repeats: (1, u32::MAX), recency_days: (0, i32::MAX) };
        let repeaters = super::select(&case.dataset, &case.profile, &[clause]).customers.count() as u64;
        // Some came a second time after more than a year.
        assert!(year.hits <= repeaters && year.hits * 100 > repeaters * 90, "{} of {repeaters}", year.hits);
    }
}
