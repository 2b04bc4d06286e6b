//! Reference results of pandas and numpy for three plain data sets: sections a, e, f, g and i.

use super::{check_near, profile, select};
use crate::fixture;
use clientele_engine::analysis::Profile;
use clientele_engine::analysis::cohort::{self, CohortOptions};
use clientele_engine::analysis::concentration::{self, deciles};
use clientele_engine::analysis::overview::{self, Grain, OverviewOptions, Period};
use clientele_engine::analysis::segment::{
    Scores, Scoring, classic_segments, qcut_rank_first, quintile_edges_of,
};
use clientele_engine::analysis::selection::{Selection, summary};
use clientele_engine::data::Dataset;
use clientele_engine::query::{AbcClass, Filter};
use serde_json::Value;
use std::collections::BTreeMap;

const SETS: [&str; 3] = ["cdnow_sample", "cdnow_master", "apparel"];

/// A data set, everything computed of it, and what to hold it against.
pub(super) struct Case {
    pub(super) name: &'static str,
    pub(super) dataset: Dataset,
    pub(super) profile: Profile,
    pub(super) all: Selection,
    pub(super) golden: Value,
}

impl Case {
    /// A data set scored by quintiles, beside its reference results.
    pub(super) fn new(name: &'static str, dataset: Dataset) -> Option<Self> {
        let profile = profile(&dataset, Scoring::Quintiles);
        let all = Selection::new(&dataset, &profile, &Filter::default());
        Some(Self { name, golden: fixture::golden(name)?, dataset, profile, all })
    }
}

pub(super) fn cases() -> Vec<Case> {
    SETS.into_iter().filter_map(|name| Case::new(name, fixture::dataset(name)?)).collect()
}

pub(super) fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is not a number"))
}

pub(super) fn count(value: &Value) -> u64 {
    value.as_u64().unwrap_or_else(|| panic!("{value} is not a count"))
}

pub(super) fn members(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value.as_object().unwrap().iter().map(|(key, value)| (key.as_str(), value))
}

#[test]
fn totals_match_section_a() {
    for case in cases() {
        let expected = &case.golden["a_totals"];
        let total = summary(&case.dataset, &case.profile, &case.all);
        let facts = &case.profile.facts;
        let observed = case.dataset.observed();
        assert_eq!(case.dataset.n_lines() as u64, count(&expected["rows_used"]), "{}", case.name);
        assert_eq!(total.n_customers, count(&expected["customers"]));
        assert_eq!(total.n_customers_total, count(&expected["customers"]));
        assert_eq!(total.n_orders, count(&expected["orders"]));
        let n_days: u64 = facts.n_order_days.iter().map(|&n| u64::from(n)).sum();
        assert_eq!(n_days, count(&expected["distinct_customer_days"]));
        assert_eq!(observed.first.to_string(), expected["first_date"]);
        assert_eq!(observed.last.to_string(), expected["last_date"]);
        check_near("revenue", total.revenue, number(&expected["revenue_total"]));
        let orders = total.revenue / total.n_orders as f64;
        check_near("average order", orders, number(&expected["average_order_value"]));
        let each = total.revenue / total.n_customers as f64;
        check_near("revenue per customer", each, number(&expected["revenue_per_customer"]));
    }
}

#[test]
fn concentration_matches_section_e() {
    for case in cases() {
        let expected = &case.golden["e_pareto_and_whale"];
        let report = concentration::report(&case.dataset, &case.profile, &case.all);
        for (top, expected) in report.top.iter().zip(expected["top_share"].as_array().unwrap()) {
            assert_eq!(top.percent as u64, count(&expected["top_percent"]));
            assert_eq!(top.n_customers, count(&expected["customers_ceil"]));
            check_near("top share", top.revenue_share, number(&expected["revenue_share_ceil"]));
        }
        check_near("gini", report.gini.unwrap(), number(&expected["gini"]));

        let better = &expected["abc_cut_80_95_customer_that_crosses_belongs_to_the_better_class"];
        for row in &report.classes {
            let key = match row.class {
                AbcClass::A => "A",
                AbcClass::B => "B",
                AbcClass::C => "C",
            };
            assert_eq!(row.n_customers, count(&better[key]["customers"]), "{} class {key}", case.name);
            check_near("class revenue", row.revenue, number(&better[key]["revenue"]));
        }
        let reaching = count(&expected["smallest_number_of_customers_reaching_80_percent_of_revenue"]);
        assert_eq!(report.classes[0].n_customers, reaching);

        let ranks = &case.profile.ranks;
        let facts = &case.profile.facts;
        let values: Vec<i64> =
            ranks.by_revenue.iter().map(|&customer| facts.revenue[customer as usize]).collect();
        let tenths = expected["deciles_by_revenue_best_first"].as_array().unwrap();
        for ((n, revenue), expected) in deciles(&values).into_iter().zip(tenths) {
            assert_eq!(n, count(&expected["customers"]));
            check_near("decile", case.dataset.major(revenue), number(&expected["revenue"]));
        }
        for (&customer, expected) in
            ranks.by_revenue.iter().zip(expected["top_10_customers"].as_array().unwrap())
        {
            let customer = customer as usize;
            assert_eq!(case.dataset.customers().ids.get(customer), expected["customer"]);
            let revenue = case.dataset.major(i128::from(facts.revenue[customer]));
            check_near("top customer", revenue, number(&expected["revenue"]));
        }
    }
}

/// Holds one method of section f against scores of recency, frequency and money.
pub(super) fn check_scores(case: &Case, method: &Value, scores: [&[u8]; 3]) {
    let facts = &case.profile.facts;
    for (letter, scores) in ["R", "F", "M"].into_iter().zip(scores) {
        for (score, n) in members(&method["score_counts"][letter]) {
            let score: u8 = score.parse().unwrap();
            let found = scores.iter().filter(|&&own| own == score).count() as u64;
            assert_eq!(found, count(n), "{} {letter}{score}", case.name);
        }
    }
    for (row, cells) in members(&method["grid_customers_R_by_F"]) {
        for (column, n) in members(cells) {
            let (r, f): (u8, u8) = (row[1..].parse().unwrap(), column[1..].parse().unwrap());
            let found = scores[0].iter().zip(scores[1]).filter(|&(&a, &b)| (a, b) == (r, f)).count() as u64;
            assert_eq!(found, count(n), "{} {row}{column}", case.name);
        }
    }
    let sum: u64 = scores.iter().flat_map(|scores| scores.iter()).map(|&score| u64::from(score)).sum();
    assert_eq!(sum, count(&method["sum_of_R_plus_F_plus_M_over_customers"]));
    for (customer, expected) in method["first_10_customers_by_id"].as_array().unwrap().iter().enumerate() {
        assert_eq!(case.dataset.customers().ids.get(customer), expected["customer"]);
        assert_eq!(u64::try_from(facts.recency_days(customer)).unwrap(), count(&expected["recency_days"]));
        assert_eq!(u64::from(facts.n_orders[customer]), count(&expected["frequency_orders"]));
        let money = case.dataset.major(i128::from(facts.revenue[customer]));
        check_near("monetary", money, number(&expected["monetary"]));
        for (letter, scores) in ["R", "F", "M"].into_iter().zip(scores) {
            assert_eq!(u64::from(scores[customer]), count(&expected[letter]), "{letter} of {customer}");
        }
    }
    for (title, has_lost) in [("segments_10", false), ("segments_11_with_lost_for_R1_F1", true)] {
        let found: BTreeMap<&str, (u64, f64)> = classic_segments(facts, scores[0], scores[1], has_lost)
            .into_iter()
            .map(|row| (row.name, (row.n_customers, case.dataset.major(row.revenue))))
            .collect();
        assert_eq!(found.len(), method[title].as_object().unwrap().len());
        for (name, expected) in members(&method[title]) {
            assert_eq!(found[name].0, count(&expected["customers"]), "{} {name}", case.name);
            check_near(name, found[name].1, number(&expected["revenue"]));
        }
    }
}

#[test]
fn scores_with_shared_ties_match_section_f() {
    for case in cases() {
        let method = &case.golden["f_rfm"]["methods"]["percentile_ties_together"];
        let Scores { recency, frequency, monetary, .. } = &case.profile.scores;
        check_scores(&case, method, [recency, frequency, monetary]);
        let edges = &method["edges_20_40_60_80_percent"];
        let [days, orders, money] = quintile_edges_of(&case.profile.facts);
        for idx in 0..4 {
            check_near("recency edge", days[idx], number(&edges["recency_days"][idx]));
            check_near("frequency edge", orders[idx], number(&edges["frequency_orders"][idx]));
            check_near("monetary edge", money[idx] / 100.0, number(&edges["monetary"][idx]));
        }
    }
}

#[test]
fn scores_with_split_ties_match_section_f() {
    for case in cases() {
        let method = &case.golden["f_rfm"]["methods"]["pandas_qcut_rank_first"];
        let [recency, frequency, monetary] = qcut_rank_first(&case.profile.facts);
        check_scores(&case, method, [&recency, &frequency, &monetary]);
    }
}

#[test]
fn cohorts_match_section_g() {
    for case in cases() {
        let expected = &case.golden["g_monthly_cohorts"];
        let rows = cohort::triangle(&case.dataset, &case.profile, &case.all, 1, true);
        assert_eq!(rows.len(), expected["customers_active"].as_object().unwrap().len(), "{}", case.name);
        for row in &rows {
            let month = row.start.to_string();
            let active: Vec<u64> =
                expected["customers_active"][&month].as_array().unwrap().iter().map(count).collect();
            assert_eq!(row.active, active, "{} {month}", case.name);
            let revenue = expected["revenue"][&month].as_array().unwrap();
            assert_eq!(row.revenue.len(), revenue.len());
            for (sum, expected) in row.revenue.iter().zip(revenue) {
                check_near(&month, *sum, number(expected));
            }
        }
        let weighted = |age: usize| {
            let reached = || rows.iter().filter(|row| age < row.active.len());
            let active: u64 = reached().map(|row| row.active[age]).sum();
            100.0 * active as f64 / reached().map(|row| row.n_customers).sum::<u64>() as f64
        };
        for (age, share) in members(&expected["retention_percent_weighted_by_offset"]) {
            check_near("weighted", weighted(age.parse().unwrap()), number(share));
        }
    }
}

#[test]
fn closed_cohorts_are_section_g_without_months_that_are_not_over() {
    for case in cases() {
        let open = cohort::triangle(&case.dataset, &case.profile, &case.all, 1, true);
        let report = cohort::report(&case.dataset, &case.profile, &case.all, &CohortOptions { n_months: 1 });
        let as_of = case.profile.facts.as_of;
        // 1998-06-30 ends its month, 2010-12-20 does not.
        let n_missing = usize::from(as_of != as_of.month().last_day());
        assert_eq!(n_missing, usize::from(case.name == "apparel"));
        for (closed, open) in report.rows.iter().zip(&open) {
            assert_eq!(closed.active[..], open.active[..open.active.len() - n_missing]);
        }
        let expected = &case.golden["g_monthly_cohorts"]["retention_percent_weighted_by_offset"];
        if n_missing == 0 {
            for (age, share) in report.weighted.iter().enumerate() {
                check_near("weighted", share * 100.0, number(&expected[age.to_string()]));
            }
        }
    }
}

#[test]
fn months_match_section_i() {
    for case in cases() {
        let expected = &case.golden["i_months"];
        let options = OverviewOptions { period: Period::All, grain: Grain::Month };
        let report = overview::report(&case.dataset, &case.profile, &case.all, &case.all, &options);
        let mut n_found = 0;
        for bar in &report.bars {
            let month = bar.days.first.month().to_string();
            let Some(expected) = expected.get(&month) else {
                assert_eq!(bar.n_orders, 0, "{} {month}", case.name);
                continue;
            };
            n_found += 1;
            assert_eq!(bar.n_orders, count(&expected["orders"]), "{} {month}", case.name);
            assert_eq!(bar.n_customers, count(&expected["active_customers"]));
            assert_eq!(bar.n_new_customers, count(&expected["new_customers"]));
            check_near("new", bar.new_revenue, number(&expected["revenue_of_new_customers"]));
            check_near("old", bar.returning_revenue, number(&expected["revenue_of_returning_customers"]));
            let revenue = bar.new_revenue + bar.returning_revenue;
            check_near("revenue", revenue, number(&expected["revenue"]));
            check_near("order", revenue / bar.n_orders as f64, number(&expected["average_order_value"]));
        }
        assert_eq!(n_found, expected.as_object().unwrap().len());
    }
}

#[test]
fn each_segment_can_be_selected_and_sums_to_its_row() {
    use clientele_engine::analysis::segment;
    use clientele_engine::query::Clause;
    for case in cases() {
        let report = segment::report(&case.dataset, &case.profile, &case.all);
        for row in &report.rows {
            let selection = select(&case.dataset, &case.profile, &[Clause::Segments(vec![row.segment])]);
            let total = summary(&case.dataset, &case.profile, &selection);
            assert_eq!(total.n_customers, row.n_customers);
            check_near("segment", total.revenue, row.revenue);
        }
    }
}
