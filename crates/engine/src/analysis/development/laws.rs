//! What must hold of every report on development and campaigns, whatever the data: nothing is without a number,
//! parts sum to wholes, the order of rows does not matter, and what lies after the as-of day changes nothing.

use super::affinity::{self, AffinityOptions};
use super::arpu::{self, ArpuOptions};
use super::basket::{self, BasketOptions};
use super::cross_sell::{self, CrossSellOptions};
use super::grouping::Grouping;
use super::items::ItemLevel;
use super::look_alike::{self, LookAlikeOptions};
use super::next_best::{self, NextBestOptions};
use super::price_tier::{self, TierOptions};
use super::wallet::{self, PotentialOptions};
use crate::analysis::campaign::aa::{self, AaOptions};
use crate::analysis::campaign::members::Arm;
use crate::analysis::campaign::plan::{self, PlanOptions};
use crate::analysis::campaign::split::{self, Dealing, SplitOptions};
use crate::analysis::campaign::{offers, timing};
use crate::analysis::sample::{self, Line};
use crate::analysis::{Profile, selection};
use crate::data::{Dataset, Day};
use crate::progress::Unwatched;
use crate::query::{Clause, Filter};
use proptest::prelude::*;

const AS_OF: Day = Day(19_000);
const DAYS_BACK: i32 = 900;
const ITEMS: [&str; 5] = ["", "beans", "cup", "gear", "tea"];

fn lines(n: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Line>> {
    let line = (0..150_u32, 0..3_u32, 0..DAYS_BACK, -20..400_i64, 0..200_i64, 0..ITEMS.len());
    let line = line.prop_map(|(customer, order, days_back, amount, cost, item)| Line {
        customer: format!("C{customer}"),
        order: format!("{customer}-{order}"),
        day: AS_OF.plus(-days_back),
        amount,
        cost,
        category: ITEMS[item],
    });
    prop::collection::vec(line, n)
}

fn filters() -> impl Strategy<Value = Filter> {
    let beans = Clause::LineValue { dimension: "category".to_owned(), values: vec!["beans".to_owned()] };
    let clause = prop_oneof![Just(beans), (0.0..1.0).prop_map(|to| Clause::RevenueRank { from: 0.0, to })];
    prop::collection::vec(clause, 0..2).prop_map(|clauses| Filter { clauses })
}

/// A data set whose last day is the as-of day.
fn dataset(lines: &[Line]) -> Dataset {
    let anchor = Line { customer: "last".to_owned(), ..sample::line("last", "2022-01-08", 7) };
    let lines: Vec<Line> = lines.iter().cloned().chain([Line { day: AS_OF, ..anchor }]).collect();
    sample::dataset(&lines, &[])
}

/// Every report of a selection, as text to compare.
fn all_reports(dataset: &Dataset, profile: &Profile, filter: &Filter) -> String {
    let selected = selection::Selection::new(dataset, profile, filter);
    let seeds = Filter { clauses: vec![Clause::RevenueRank { from: 0.0, to: 0.3 }] };
    let seeds = selection::Selection::new(dataset, profile, &seeds);
    let options = BasketOptions { min_baskets: 1, ..BasketOptions::default() };
    let basket = basket::report(dataset, &selected, &options, &mut Unwatched);
    let level = ItemLevel::Category;
    let cross_sell = basket.as_ref().map(|basket| {
        cross_sell::report(dataset, profile, &selected, (basket, &level), &CrossSellOptions::default())
    });
    let next = next_best::report(dataset, profile, &selected, &NextBestOptions::default(), &mut Unwatched);
    let alike = look_alike::report(dataset, profile, &seeds, &LookAlikeOptions::default(), &mut Unwatched);
    let aa_options = AaOptions { n_splits: 10, ..AaOptions::default() };
    format!(
        "{basket:?}\n{cross_sell:?}\n{next:?}\n{alike:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}",
        affinity::report(dataset, profile, &selected, &AffinityOptions::default()),
        arpu::report(dataset, profile, &selected, &ArpuOptions::default()),
        price_tier::report(dataset, profile, &selected, &TierOptions::default()),
        wallet::potential(dataset, profile, &selected, &PotentialOptions::default()),
        plan::report(dataset, profile, &selected, &PlanOptions::default()),
        split::report(dataset, profile, &selected, &SplitOptions::default()),
        aa::report(dataset, profile, &selected, &aa_options, &mut Unwatched),
        timing::report(dataset, profile, &selected, &Grouping::Segments),
        offers::report(dataset, profile, &selected, &Grouping::Segments),
    )
}

fn is_near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-6 * a.abs().max(b.abs()).max(1.0)
}

fn parts_make_wholes(dataset: &Dataset, profile: &Profile, filter: &Filter) -> Result<(), TestCaseError> {
    let selected = selection::Selection::new(dataset, profile, filter);
    let total = selection::summary(dataset, profile, &selected);
    if let Ok(arpu) = arpu::report(dataset, profile, &selected, &ArpuOptions::default()) {
        prop_assert!(is_near(arpu.months.iter().map(|month| month.revenue).sum(), total.revenue));
        if let Some(same) = arpu.same_customers {
            let parts = same.n_growing + same.n_steady + same.n_declining + same.n_stopped;
            prop_assert_eq!(parts, same.n_customers);
        }
    }
    if let Ok(affinity) = affinity::report(dataset, profile, &selected, &AffinityOptions::default()) {
        let listed: u64 = affinity.groups.iter().map(|row| row.n_customers).sum();
        prop_assert_eq!(listed + affinity.n_in_other_groups, affinity.n_customers);
        for cell in &affinity.cells {
            prop_assert!((0.0..=1.0).contains(&cell.share) && cell.index_interval.holds(cell.index));
        }
    }
    if let Ok(tiers) = price_tier::report(dataset, profile, &selected, &TierOptions::default()) {
        for row in &tiers.categories {
            prop_assert_eq!(row.flow.iter().flatten().sum::<u64>(), row.n_customers);
            prop_assert!(is_near(row.revenue_shares.iter().sum(), 1.0));
            prop_assert!(row.edges.is_sorted() && row.median_prices.is_sorted() && row.n_near <= row.n_could);
        }
    }
    if let Ok(wallet) = wallet::potential(dataset, profile, &selected, &PotentialOptions::default()) {
        for row in &wallet.categories {
            let product = wallet.n_customers as f64 * row.penetration * row.size * row.share;
            prop_assert!(is_near(product, row.revenue) && (0.0..=1.0).contains(&row.share));
            prop_assert!(row.gap_of_buyers >= 0.0 && row.gap_of_others >= 0.0);
        }
        let listed: f64 = wallet.categories.iter().map(|row| row.gap_of_buyers + row.gap_of_others).sum();
        prop_assert!(is_near(listed, wallet.gap));
    }
    let options = BasketOptions { min_baskets: 1, ..BasketOptions::default() };
    if let Ok(counts) = basket::count(dataset, &selected, &options, &mut Unwatched) {
        for rule in counts.rules() {
            prop_assert!(rule.n_both <= rule.n_antecedent.min(rule.n_consequent));
            for share in [rule.support, rule.confidence, rule.p_value, rule.false_discovery_rate] {
                prop_assert!((0.0..=1.0).contains(&share));
            }
            prop_assert!(rule.p_value <= rule.false_discovery_rate + 1e-15);
            prop_assert_eq!(rule.leverage > 1e-12, rule.lift > 1.0 + 1e-9);
        }
    }
    for dealing in [Dealing::Fixed, Dealing::Exact] {
        let options = SplitOptions { dealing, ..SplitOptions::default() };
        if let Ok(arms) = split::arms(dataset, profile, &selected, &options) {
            let n_of = |arm: Arm| arms.iter().filter(|&&own| own == Some(arm)).count() as u64;
            let (n_treated, n_control) = (n_of(Arm::Treated), n_of(Arm::Control));
            prop_assert_eq!(n_treated + n_control, total.n_customers);
            if dealing == Dealing::Exact {
                prop_assert!((n_control as f64 - 0.2 * total.n_customers as f64).abs() <= 0.5 + 1e-9);
            }
        }
    }
    if let Ok(offers) = offers::report(dataset, profile, &selected, &Grouping::Segments) {
        let listed: u64 = offers.rows.iter().skip(1).map(|row| row.n_orders).sum();
        prop_assert_eq!(listed + offers.n_orders_left_out, offers.rows[0].n_orders);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn parts_make_wholes_and_shares_are_shares(lines in lines(1..900), filter in filters()) {
        let dataset = dataset(&lines);
        let profile = sample::profile(&dataset, AS_OF);
        parts_make_wholes(&dataset, &profile, &filter)?;
    }

    #[test]
    fn no_report_holds_what_is_no_number(lines in lines(0..600), filter in filters()) {
        let dataset = dataset(&lines);
        let profile = sample::profile(&dataset, AS_OF);
        let text = all_reports(&dataset, &profile, &filter);
        prop_assert!(!text.contains("NaN") && !text.contains("inf"));
    }

    #[test]
    fn rows_in_another_order_and_rows_of_the_future_change_nothing(
        lines in lines(300..700),
        filter in filters(),
        turn in 0..300_usize,
    ) {
        let dataset_of = |lines: &[Line]| {
            let dataset = dataset(lines);
            let profile = sample::profile(&dataset, AS_OF);
            all_reports(&dataset, &profile, &filter)
        };
        let expected = dataset_of(&lines);
        let mut turned = lines.clone();
        turned.rotate_left(turn);
        turned.reverse();
        prop_assert_eq!(&dataset_of(&turned), &expected);
        let mut longer = lines.clone();
        longer.extend(lines.iter().take(turn).map(|line| Line {
            day: AS_OF.plus(1 + turn as i32),
            order: format!("later/{}", line.order),
            ..line.clone()
        }));
        prop_assert_eq!(&dataset_of(&longer), &expected);
    }
}

/// The empty cases that break averages: one customer, one customer with thousands of orders, nothing but
/// returns, nothing but zeros.
#[test]
fn lone_customers_returns_and_zeros_are_refused_or_right() {
    let line = |idx: i32, amount: i64| Line {
        customer: "A".to_owned(),
        order: format!("{idx}"),
        day: AS_OF.plus(-(idx % DAYS_BACK)),
        amount,
        cost: 1,
        category: ITEMS[1 + idx.unsigned_abs() as usize % 4],
    };
    let cases: [Vec<Line>; 5] = [
        vec![line(0, 5)],
        (0..5_000).map(|idx| line(idx, 5)).collect(),
        (0..300).map(|idx| line(idx, -5)).collect(),
        (0..300).map(|idx| line(idx, 0)).collect(),
        (0..300).map(|idx| Line { customer: format!("C{idx}"), ..line(idx, 5) }).collect(),
    ];
    for lines in cases {
        let dataset = dataset(&lines);
        let profile = sample::profile(&dataset, AS_OF);
        let text = all_reports(&dataset, &profile, &Filter::default());
        assert!(!text.contains("NaN") && !text.contains("inf"), "{text}");
        parts_make_wholes(&dataset, &profile, &Filter::default()).unwrap();
    }
}
