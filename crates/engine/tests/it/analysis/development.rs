//! Reference results for baskets: section h, pairs of mlxtend's fpgrowth.

use super::{check_near, profile, select};
use crate::{fixture, shared_data};
use clientele_engine::analysis::development::arpu::{self, ArpuOptions};
use clientele_engine::analysis::development::basket::{self, BasketOptions};
use clientele_engine::analysis::development::items::ItemLevel;
use clientele_engine::analysis::segment::Scoring;
use clientele_engine::data::Dataset;
use clientele_engine::progress::Unwatched;

/// A data set with section h, and the column its items are in.
fn cases() -> Vec<(&'static str, Dataset, ItemLevel)> {
    let set = |name, paths: &[&str], level| Some((name, shared_data::read(paths)?.dataset, level));
    let named = |header: &str| ItemLevel::Named(header.to_owned());
    [
        set("superstore", &["superstore/superstore.csv"], named("Sub-Category")),
        set("adventureworks", &shared_data::ADVENTUREWORKS, named("SubcategoryName")),
        set("online_retail", &["online_retail/online_retail.csv.gz"], named("StockCode")),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[test]
fn pair_rules_match_section_h() {
    for (name, dataset, level) in cases() {
        let Some(golden) = fixture::golden(name) else { return };
        let expected = &golden["h_market_basket"];
        let count = |key: &str| expected[key].as_u64().unwrap();
        let profile = profile(&dataset, Scoring::Quintiles);
        let all = select(&dataset, &profile, &[]);
        let min_support = expected["min_support"].as_f64().unwrap();
        let options = BasketOptions { level, min_baskets: 1, min_support, ..BasketOptions::default() };
        let counts = basket::count(&dataset, &all, &options, &mut Unwatched).unwrap_or_else(|refused| {
            let headers: Vec<_> = dataset.dimensions().iter().map(|dimension| &dimension.name).collect();
            panic!("{name}: {refused:?} with {headers:?}")
        });
        let report = counts.report(&options);
        assert_eq!(report.n_baskets, count("baskets"), "{name}");
        assert_eq!(report.n_baskets_of_two, count("baskets_with_2_or_more_items"), "{name}");
        assert_eq!(report.n_items, count("items"), "{name}");
        assert_eq!(report.n_frequent_items, count("frequent_single_items"), "{name}");
        assert_eq!(report.n_pairs, count("frequent_pairs"), "{name}");
        let rules = counts.rules();
        assert_eq!(rules.len() as u64, count("rules_both_directions"), "{name}");
        for (key, value) in expected.as_object().unwrap() {
            for row in value.as_array().filter(|_| key.starts_with("top_")).into_iter().flatten() {
                let text = |key: &str| row[key].as_str().unwrap();
                let rule = rules
                    .iter()
                    .find(|rule| {
                        rule.antecedent == text("antecedent") && rule.consequent == text("consequent")
                    })
                    .unwrap();
                let count = |key: &str| row[key].as_u64().unwrap();
                assert_eq!(rule.n_both, count("baskets_with_both"));
                assert_eq!(rule.n_antecedent, count("baskets_with_antecedent"));
                assert_eq!(rule.n_consequent, count("baskets_with_consequent"));
                let near = |key: &str, found: f64| check_near(key, found, row[key].as_f64().unwrap());
                near("support", rule.support);
                near("confidence", rule.confidence);
                near("lift", rule.lift);
                near("leverage", rule.leverage);
                match (rule.conviction, row["conviction"].as_f64()) {
                    (Some(found), Some(expected)) => check_near("conviction", found, expected),
                    (found, expected) => assert_eq!(found, expected),
                }
            }
        }
        let n_tops = expected.as_object().unwrap().keys().filter(|key| key.starts_with("top_")).count();
        assert!(n_tops > 0, "{name} has no rules to hold against");
    }
}

#[test]
fn revenue_per_active_customer_is_that_of_section_i() {
    for name in ["cdnow_sample", "cdnow_master", "apparel"] {
        let (Some(dataset), Some(golden)) = (fixture::dataset(name), fixture::golden(name)) else { return };
        let profile = profile(&dataset, Scoring::Quintiles);
        let all = select(&dataset, &profile, &[]);
        let report = arpu::report(&dataset, &profile, &all, &ArpuOptions::default()).unwrap();
        let mut n_found = 0;
        for row in &report.months {
            let Some(expected) = golden["i_months"].get(row.month.to_string()) else {
                assert_eq!((row.n_active, row.per_active), (0, None));
                continue;
            };
            n_found += 1;
            let number = |key: &str| expected[key].as_f64().unwrap();
            assert_eq!(row.n_active as f64, number("active_customers"), "{name} {}", row.month);
            check_near("revenue", row.revenue, number("revenue"));
            check_near("per active", row.per_active.unwrap(), number("revenue") / number("active_customers"));
            let of_known = row.per_known_at_start.map_or(0.0, |per| per * row.n_known_at_start as f64);
            check_near("of known", of_known, number("revenue_of_returning_customers"));
        }
        assert_eq!(n_found, golden["i_months"].as_object().unwrap().len());
    }
}
