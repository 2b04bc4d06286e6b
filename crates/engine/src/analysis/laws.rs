//! What must hold for any data: parts sum to totals, the order of rows does not matter, and what lies
//! after the as-of day changes nothing.

use super::cohort::{self, CohortOptions};
use super::concentration::inequality::{InequalityOptions, Over};
use super::cost_to_serve::{self, CostBasis, CostDriver, CostOptions, CostRate};
use super::customers::{self, CustomerQuery, SortBy};
use super::overview::{self, Grain, OverviewOptions, Period};
use super::sample::{self, Line};
use super::segment::map::SegmentMap;
use super::segment::rfm::{RfmMethod, RfmOptions};
use super::{
    Profile, change, churn_signal, concentration, intake, repeat, segment, selection, stage, survival, tier,
    whale,
};
use crate::data::{Dataset, Day, DayRange};
use crate::query::{Clause, Filter};
use proptest::prelude::*;

/// The day everything is computed for; every generated data set has a line on it.
const AS_OF: Day = Day(19_000);
const DAYS_BACK: i32 = 900;

fn lines(
    n_lines: impl Into<prop::collection::SizeRange>,
    least_amount: i64,
) -> impl Strategy<Value = Vec<Line>> {
    let line = (0..12_u32, 0..6_u32, 0..DAYS_BACK, least_amount..500_i64, 0..200_i64, 0..3_usize).prop_map(
        |(customer, order, days_back, amount, cost, category)| Line {
            customer: format!("C{customer}"),
            order: format!("{customer}-{order}"),
            day: AS_OF.plus(-days_back),
            amount,
            cost,
            category: ["beans", "gear", "tea"][category],
        },
    );
    let anchor = Line {
        customer: "C3".to_owned(),
        order: "last".to_owned(),
        day: AS_OF,
        amount: 7,
        cost: 3,
        category: "tea",
    };
    prop::collection::vec(line, n_lines).prop_map(move |mut lines| {
        lines.push(anchor.clone());
        lines
    })
}

fn filters() -> impl Strategy<Value = Filter> {
    let clause = prop_oneof![
        Just(Clause::LossMaking(false)),
        (0..DAYS_BACK, 0..DAYS_BACK)
            .prop_map(|(a, b)| Clause::OrderDays(DayRange::new(AS_OF.plus(-a), AS_OF.plus(-b)))),
        Just(Clause::LineValue { dimension: "category".to_owned(), values: vec!["tea".to_owned()] }),
        (0.0..1.0).prop_map(|to| Clause::RevenueRank { from: 0.0, to }),
        Just(Clause::CustomerIds(vec!["C1".to_owned(), "C3".to_owned(), "nobody".to_owned()])),
    ];
    prop::collection::vec(clause, 0..3).prop_map(|clauses| Filter { clauses })
}

const QUERY: CustomerQuery =
    CustomerQuery { search: String::new(), sort: SortBy::Revenue, descending: true, offset: 0, limit: 50 };

/// A ledger total for orders and a rate for returns.
fn cost_options() -> CostOptions {
    let driver = |name: &str, basis, rate| CostDriver { name: name.to_owned(), basis, rate };
    CostOptions {
        drivers: vec![
            driver("orders", CostBasis::Order, CostRate::Ledger(777.0)),
            driver("returns", CostBasis::Return, CostRate::Each(3.0)),
        ],
        ..CostOptions::default()
    }
}

/// Every report of a selection, as text to compare.
fn all_reports(dataset: &Dataset, filter: &Filter) -> String {
    let profile = sample::profile(dataset, AS_OF);
    let selection = selection::Selection::new(dataset, &profile, filter);
    let overview = [Period::All, Period::LatestYear, Period::Last12Months].map(|period| {
        let options = OverviewOptions { period, grain: Grain::Month };
        overview::report(dataset, &profile, &selection, &selection, &options)
    });
    let mut page = customers::page(dataset, &profile, &selection, &QUERY);
    for row in &mut page.rows {
        // The customers file that comes with later rows brings names.
        row.name.clear();
    }
    let over = |over: Over| {
        let options = InequalityOptions { over, ..InequalityOptions::default() };
        concentration::inequality::report(dataset, &profile, &selection, &options)
    };
    let tiers = tier::report(dataset, &profile, &selection, &tier::TierOptions::default());
    let spread = [over(Over::Customers), over(Over::Dimension("category".to_owned()))];
    let cost = cost_to_serve::report(dataset, &profile, &selection, &cost_options());
    let rfm = [RfmMethod::Independent, RfmMethod::Nested].map(|method| {
        let options = RfmOptions { n_bins: 4, method };
        segment::rfm_report(dataset, &profile, &selection, &options, &SegmentMap::named(4))
    });
    format!(
        "{:?}
{:?}
{:?}
{:?}
{:?}
{overview:?}
{page:?}
{tiers:?}
{spread:?}
{cost:?}
{rfm:?}
{}",
        selection::summary(dataset, &profile, &selection),
        segment::report(dataset, &profile, &selection),
        concentration::report(dataset, &profile, &selection),
        whale::report(dataset, &profile, &selection),
        cohort::report(dataset, &profile, &selection, &CohortOptions { n_months: 1 }),
        reports_on_lives(dataset, &profile, &selection),
    )
}

/// Reports on what customers do over time, as text to compare.
fn reports_on_lives(dataset: &Dataset, profile: &Profile, selection: &selection::Selection) -> String {
    let periods = change::Periods::new(
        DayRange::new(AS_OF.plus(-600), AS_OF.plus(-301)),
        DayRange::new(AS_OF.plus(-300), AS_OF),
    )
    .unwrap();
    let category = Some("category".to_owned());
    let bridge = change::BridgeOptions { dimension: category.clone(), ..change::BridgeOptions::new(periods) };
    let movers = change::MoversOptions { dimension: category, ..change::MoversOptions::new(periods) };
    let text = format!(
        "{:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}",
        cohort::report_with_value(dataset, profile, selection, &CohortOptions { n_months: 3 }),
        survival::report(dataset, profile, selection, &survival::SurvivalOptions::default()),
        repeat::report(dataset, profile, selection),
        stage::report(dataset, profile, selection, &stage::StageOptions::default()),
        stage::migration(dataset, profile, selection, &stage::MigrationOptions::default()),
        churn_signal::report(dataset, profile, selection, &churn_signal::ChurnSignalOptions::default()),
        intake::report(dataset, profile, selection, &intake::IntakeOptions::default()),
        change::bridge(dataset, profile, selection, &bridge),
        change::movers(dataset, profile, selection, &movers),
        change::control(dataset, profile, selection, &change::ControlOptions::default()),
    );
    assert!(!text.contains("NaN") && !text.contains("inf"), "{text}");
    text
}

fn is_near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-6
}

fn reports_sum_to_totals(dataset: &Dataset, profile: &Profile, filter: &Filter) -> Result<(), TestCaseError> {
    let selection = selection::Selection::new(dataset, profile, filter);
    let total = selection::summary(dataset, profile, &selection);

    let segments = segment::report(dataset, profile, &selection);
    prop_assert_eq!(segments.rows.iter().map(|row| row.n_customers).sum::<u64>(), total.n_customers);
    prop_assert_eq!(segments.cells.iter().map(|cell| cell.n_customers).sum::<u64>(), total.n_customers);
    prop_assert!(is_near(segments.rows.iter().map(|row| row.revenue).sum(), total.revenue));

    let concentration = concentration::report(dataset, profile, &selection);
    prop_assert_eq!(concentration.classes.iter().map(|row| row.n_customers).sum::<u64>(), total.n_customers);
    prop_assert!(is_near(concentration.classes.iter().map(|row| row.revenue).sum(), total.revenue));
    prop_assert!(is_near(concentration.curve.last().map_or(0.0, |point| point.value), total.revenue));

    if let Some(whale) = whale::report(dataset, profile, &selection) {
        prop_assert!(is_near(whale.peak_profit - whale.loss, whale.profit));
        prop_assert!(is_near(whale.curve.last().map_or(0.0, |point| point.value), whale.profit));
    }

    let cost = cost_to_serve::report(dataset, profile, &selection, &cost_options()).unwrap();
    prop_assert_eq!(cost.n_customers, total.n_customers);
    prop_assert!(is_near(cost.profit_before - cost.cost_to_serve, cost.profit));
    prop_assert!(is_near(cost.peak_profit - cost.destroyed, cost.profit));

    let map = SegmentMap::named(7);
    for method in [RfmMethod::Independent, RfmMethod::Nested] {
        let options = RfmOptions { n_bins: 7, method };
        let rfm = segment::rfm_report(dataset, profile, &selection, &options, &map).unwrap();
        prop_assert_eq!(rfm.rows.iter().map(|row| row.n_customers).sum::<u64>(), total.n_customers);
        prop_assert_eq!(rfm.cells.iter().map(|cell| cell.n_customers).sum::<u64>(), total.n_customers);
        prop_assert_eq!(rfm.n_by_monetary.iter().sum::<u64>(), total.n_customers);
        prop_assert!(is_near(rfm.rows.iter().map(|row| row.revenue).sum(), total.revenue));
    }

    let period = DayRange::new(profile.facts.as_of.plus(-99), profile.facts.as_of);
    let tiers = tier::Tiers::new(dataset, period, &tier::TierOptions::default());
    for customer in 0..dataset.n_customers() {
        prop_assert_eq!(tiers.tier[customer].is_some(), profile.facts.has_order(customer));
        let is_dormant = tiers.tier[customer] == Some(tier::Tier::Dormant);
        prop_assert!(!is_dormant || tiers.n_orders[customer] == 0);
        prop_assert!(tiers.potential[customer] >= 0.0);
    }

    let cohorts = cohort::triangle(dataset, profile, &selection, 3, true);
    prop_assert_eq!(cohorts.iter().map(|row| row.n_customers).sum::<u64>(), total.n_customers);
    prop_assert!(is_near(cohorts.iter().flat_map(|row| &row.revenue).sum(), total.revenue));
    for row in &cohorts {
        prop_assert_eq!(row.active[0], row.n_customers);
        prop_assert!(row.active.iter().all(|&active| active <= row.n_customers));
    }

    for grain in [Grain::Month, Grain::Quarter, Grain::Year] {
        let options = OverviewOptions { period: Period::All, grain };
        let report = overview::report(dataset, profile, &selection, &selection, &options);
        let sum: f64 = report.bars.iter().map(|bar| bar.new_revenue + bar.returning_revenue).sum();
        prop_assert!(is_near(sum, total.revenue));
        prop_assert_eq!(report.kpis.active_customers.value, Some(total.n_customers as f64));
        prop_assert!(report.bars.iter().all(|bar| bar.n_new_customers <= bar.n_customers));
    }

    let page = customers::page(dataset, profile, &selection, &QUERY);
    prop_assert_eq!(page.n_rows, total.n_customers);
    prop_assert!(is_near(page.rows.iter().map(|row| row.revenue).sum(), total.revenue));
    prop_assert!(page.rows.is_sorted_by(|a, b| a.revenue >= b.revenue));
    Ok(())
}

proptest! {
    #[test]
    fn parts_sum_to_totals(lines in lines(0..80, -100), filter in filters()) {
        let dataset = sample::dataset(&lines, &[]);
        let profile = sample::profile(&dataset, AS_OF);
        reports_sum_to_totals(&dataset, &profile, &filter)?;
    }

    #[test]
    fn parts_sum_to_totals_as_of_an_earlier_day(lines in lines(0..80, -100), days_back in 0..DAYS_BACK) {
        let dataset = sample::dataset(&lines, &[]);
        let profile = sample::profile(&dataset, AS_OF.plus(-days_back));
        reports_sum_to_totals(&dataset, &profile, &Filter::default())?;
    }

    #[test]
    fn shares_lie_between_0_and_1(lines in lines(0..60, 0), filter in filters()) {
        let dataset = sample::dataset(&lines, &[]);
        let profile = sample::profile(&dataset, AS_OF);
        let selection = selection::Selection::new(&dataset, &profile, &filter);
        let is_share = |share: f64| (0.0..=1.0 + 1e-12).contains(&share);

        for row in segment::report(&dataset, &profile, &selection).rows {
            prop_assert!(is_share(row.customer_share) && is_share(row.revenue_share));
        }
        let report = concentration::report(&dataset, &profile, &selection);
        prop_assert!(report.gini.is_none_or(is_share) && report.hhi.is_none_or(is_share));
        for row in &report.classes {
            prop_assert!(is_share(row.customer_share) && is_share(row.revenue_share));
            prop_assert!(row.loss_share.is_none_or(is_share));
        }
        prop_assert!(report.curve.is_sorted_by(|a, b| a.value_share <= b.value_share));
        let cohorts = cohort::report(&dataset, &profile, &selection, &CohortOptions { n_months: 1 });
        prop_assert!(cohorts.weighted.iter().all(|&share| is_share(share)));
        let options = OverviewOptions { period: Period::LatestYear, grain: Grain::Month };
        let kpis = overview::report(&dataset, &profile, &selection, &selection, &options).kpis;
        for figure in [kpis.kept_share, kpis.repeat_rate] {
            prop_assert!(figure.value.is_none_or(is_share) && figure.before.is_none_or(is_share));
            prop_assert!(figure.by_month.into_iter().all(is_share));
        }
    }

    #[test]
    fn the_order_of_rows_changes_nothing(
        (lines, shuffled) in lines(0..40, -100).prop_flat_map(|lines| {
            (Just(lines.clone()), Just(lines).prop_shuffle())
        }),
        filter in filters(),
    ) {
        let (a, b) = (sample::dataset(&lines, &[]), sample::dataset(&shuffled, &[]));
        prop_assert_eq!(all_reports(&a, &filter), all_reports(&b, &filter));
    }

    #[test]
    fn rows_after_the_as_of_day_change_nothing(
        lines in lines(0..40, -100),
        later in lines(1..20, -100),
        filter in filters(),
    ) {
        let known = sample::dataset(&lines, &[]);
        let mut all = lines.clone();
        all.extend(later.into_iter().map(|line| Line {
            // Some of these are further orders of known customers, some are of customers to come.
            order: format!("later-{}", line.order),
            day: AS_OF.plus(1 + AS_OF.since(line.day)),
            ..line
        }));
        let more = sample::dataset(&all, &[("C3", "2099-01-01"), ("C5", "2099-01-01")]);
        prop_assert_eq!(all_reports(&known, &filter), all_reports(&more, &filter));
    }

    #[test]
    fn segments_and_classes_partition_the_customers(lines in lines(0..80, -100)) {
        let dataset = sample::dataset(&lines, &[]);
        for scoring in [segment::Scoring::FixedCutoffs, segment::Scoring::Quintiles] {
            let profile = Profile::new(&dataset, AS_OF, scoring, concentration::AbcCuts::default());
            for customer in 0..dataset.n_customers() {
                let (r, f) = (profile.scores.recency[customer], profile.scores.frequency[customer]);
                prop_assert!((1..=5).contains(&r) && (1..=5).contains(&f));
                prop_assert_eq!(profile.scores.segment[customer], Some(segment::segment_of(r, f)));
                prop_assert!(profile.ranks.class[customer].is_some());
            }
        }
    }

    #[test]
    fn a_page_is_a_slice_of_the_whole_list(lines in lines(0..60, -100), offset in 0..12_u32, limit in 0..6_u32) {
        let dataset = sample::dataset(&lines, &[]);
        let profile = sample::profile(&dataset, AS_OF);
        let selection = selection::Selection::new(&dataset, &profile, &Filter::default());
        for sort in [SortBy::Label, SortBy::Id, SortBy::Orders, SortBy::Profit, SortBy::Recency, SortBy::PAlive] {
            for descending in [false, true] {
                let query = CustomerQuery { sort, descending, ..QUERY };
                let whole = customers::page(&dataset, &profile, &selection, &query).rows;
                let page = customers::page(
                    &dataset, &profile, &selection, &CustomerQuery { offset, limit, ..query },
                ).rows;
                let expected: Vec<_> =
                    whole.into_iter().skip(offset as usize).take(limit as usize).collect();
                prop_assert_eq!(page, expected);
            }
        }
    }
}
