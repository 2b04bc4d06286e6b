//! What must hold for any rules and any data.

use super::*;
use crate::analysis::sample::{self, Line};
use crate::data::Day;
use crate::query::Mask;
use proptest::prelude::*;

const AS_OF: Day = Day(19_000);
const DAYS_BACK: i32 = 900;

fn lines() -> impl Strategy<Value = Vec<Line>> {
    let line =
        (0..8_u32, 0..5_u32, 0..DAYS_BACK, -50..200_i64).prop_map(|(customer, order, back, amount)| Line {
            customer: format!("C{customer}"),
            order: format!("{customer}-{order}"),
            day: AS_OF.plus(-back),
            amount,
            cost: amount / 2,
            category: "tea",
        });
    prop::collection::vec(line, 1..60)
}

/// Bounds from a short list, so that rules meet each other's edges.
fn conditions() -> impl Strategy<Value = Vec<Condition>> {
    let bound = prop_oneof![
        Just(None),
        prop::sample::select(vec![-5.0, 0.0, 0.5, 1.0, 2.0, 2.5, 3.0, 30.0, 60.0, 61.0, 90.0]).prop_map(Some)
    ];
    let field = prop::sample::select(Field::ALL.to_vec());
    prop::collection::vec(
        (field, bound.clone(), bound).prop_map(|(field, lo, hi)| Condition { field, lo, hi }),
        0..3,
    )
}

fn rules() -> impl Strategy<Value = Vec<Rule>> {
    let stage = prop::sample::select(Stage::ALL.to_vec());
    prop::collection::vec((stage, conditions()).prop_map(|(stage, all)| Rule::new(stage, all)), 1..6)
}

/// Every customer there can be on a grid that holds all bounds, what lies between them and beyond.
fn everybody() -> Vec<StageFacts> {
    const DAYS: [i32; 12] = [0, 1, 2, 3, 29, 30, 59, 60, 61, 62, 90, 400];
    let mut all = Vec::new();
    for revenue in [-100.0, -5.0, -1.0, 0.0, 0.25, 0.5, 1.0, 2.0, 2.5, 3.0, 29.0, 30.0, 60.0, 61.0, 90.0, 1e6]
    {
        for tenure_days in DAYS {
            if revenue == 0.0 {
                all.push(StageFacts { tenure_days, ..StageFacts::default() });
            }
            for recency in DAYS.into_iter().filter(|&days| days <= tenure_days) {
                for n_orders in [1, 2, 3, 29, 30, 60, 61, 90, 500] {
                    if n_orders == 1 && recency != tenure_days {
                        continue;
                    }
                    let facts = StageFacts {
                        n_orders,
                        recency_days: Some(recency),
                        tenure_days,
                        gap_ratio: None,
                        revenue,
                    };
                    all.push(facts);
                    let ratios = [0.0, 0.25, 0.5, 1.0, 2.0, 2.5, 3.0, 29.0, 30.0, 60.0, 61.0, 90.0, 500.0];
                    for ratio in
                        ratios.into_iter().filter(|&ratio| n_orders >= 3 && (ratio > 0.0) == (recency > 0))
                    {
                        all.push(StageFacts { gap_ratio: Some(ratio), ..facts });
                    }
                }
            }
        }
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_check_of_rules_finds_what_looking_at_everybody_finds(rules in rules()) {
        let issues = check(&rules);
        let (mut is_gap, mut holds, mut decides) =
            (false, vec![false; rules.len()], vec![false; rules.len()]);
        for facts in everybody() {
            let mut first = None;
            for (idx, rule) in rules.iter().enumerate() {
                if rule.holds(&facts) {
                    holds[idx] = true;
                    first = first.or(Some(idx));
                }
            }
            match first {
                Some(first) => decides[first] = true,
                None => is_gap = true,
            }
        }
        let found_gap = issues.iter().find_map(|issue| match issue {
            RuleIssue::Gap { example } => Some(*example),
            _ => None,
        });
        prop_assert_eq!(found_gap.is_some(), is_gap, "{:?}", issues);
        if let Some(example) = found_gap {
            prop_assert!(!rules.iter().any(|rule| rule.holds(&example)));
        }
        prop_assert_eq!(RuleSet::new(rules.clone()).is_err(), is_gap);
        for rule in 0..rules.len() {
            prop_assert_eq!(issues.contains(&RuleIssue::Empty { rule }), !holds[rule], "{:?}", issues);
            let is_late = holds[rule] && !decides[rule];
            prop_assert_eq!(issues.contains(&RuleIssue::Unreachable { rule }), is_late, "{:?}", issues);
        }
        for issue in &issues {
            if let RuleIssue::Overlap { first, second, example } = issue {
                prop_assert!(first < second && rules[*first].holds(example) && rules[*second].holds(example));
            }
        }
    }

    #[test]
    fn stages_partition_all_known_customers_at_every_date(lines in lines(), n_months in 1..40_u16) {
        let dataset = sample::dataset(&lines, &[("C1", "2020-02-02"), ("X", "2021-05-05")]);
        let profile = sample::profile(&dataset, AS_OF);
        let all = sample::select(&dataset, &profile, &[]);
        let options = StageOptions { n_months, ..StageOptions::default() };
        let report = report(&dataset, &profile, &all, &options);
        for month in &report.months {
            let is_known = |customer: usize| {
                let signup = dataset.customers().signup.as_ref().and_then(|column| column[customer]);
                let first = dataset.order_days()[dataset.orders_of(customer)].first().copied();
                signup.into_iter().chain(first).any(|day| day <= month.date)
            };
            let n_known = (0..dataset.n_customers()).filter(|&customer| is_known(customer)).count() as u64;
            prop_assert_eq!(month.n_customers.iter().sum::<u64>(), n_known);
        }
        let rows: u64 = report.rows.iter().map(|row| row.n_customers).sum();
        prop_assert_eq!(rows, report.months.last().unwrap().n_customers.iter().sum::<u64>());
        let shares: f64 = report.rows.iter().map(|row| row.customer_share).sum();
        prop_assert!((shares - 1.0).abs() < 1e-9);
    }

    #[test]
    fn one_pass_over_many_dates_tells_what_a_pass_for_each_date_tells(lines in lines()) {
        let dataset = sample::dataset(&lines, &[]);
        let everyone = Mask::all(dataset.n_customers());
        let dates = month_ends(&dataset, AS_OF, 40);
        let rules = RuleSet::default();
        let history = StageHistory::new(&dataset, &everyone, &rules, &dates);
        for (idx, &date) in dates.iter().enumerate() {
            let alone = StageHistory::new(&dataset, &everyone, &rules, &[date]);
            prop_assert_eq!(history.counts(idx), alone.counts(0));
            // What comes later is not there yet.
            let known: Vec<Line> = lines.iter().filter(|line| line.day <= date).cloned().collect();
            if !known.is_empty() {
                let short = sample::dataset(&known, &[]);
                let then = StageHistory::new(&short, &Mask::all(short.n_customers()), &rules, &[date]);
                prop_assert_eq!(history.counts(idx), then.counts(0));
            }
        }
    }

    #[test]
    fn migration_counts_add_up_and_rows_are_chances(lines in lines(), back in 1..500_i32) {
        let dataset = sample::dataset(&lines, &[("X", "2021-05-05")]);
        let profile = sample::profile(&dataset, AS_OF);
        let all = sample::select(&dataset, &profile, &[]);
        let options = MigrationOptions { from: Some(AS_OF.plus(-back)), ..MigrationOptions::default() };
        let report = migration(&dataset, &profile, &all, &options);
        let n: u64 = report.moves.iter().map(|cell| cell.n_customers).sum();
        prop_assert_eq!(n, population(&dataset, &profile, &all).count() as u64);
        let known = report.moves.iter().filter(|cell| cell.from.is_some());
        prop_assert_eq!(known.map(|cell| cell.n_customers).sum::<u64>(), report.n_known);
        prop_assert_eq!(report.n_known - report.n_stayed, report.n_movers);
        for stage in Stage::ALL {
            let row: Vec<f64> =
                report.moves.iter().filter(|cell| cell.from == Some(stage)).filter_map(|cell| cell.share).collect();
            prop_assert!(row.is_empty() || (row.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        }
        for value in &report.values {
            prop_assert!((value.monthly_moves.iter().sum::<f64>() - 1.0).abs() < 1e-9);
            prop_assert!(value.value.is_finite());
        }
    }
}
