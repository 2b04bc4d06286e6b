//! The coffee retailer of the design, figure by figure of its README and of its screens.

use super::{check_near, profile, select};
use crate::fixture;
use clientele_engine::analysis::cohort::{self, CohortOptions};
use clientele_engine::analysis::customers::{self, CustomerQuery, SortBy};
use clientele_engine::analysis::finding::Value;
use clientele_engine::analysis::overview::{self, Grain, OverviewOptions, OverviewReport, Period};
use clientele_engine::analysis::segment::{self, Scoring};
use clientele_engine::analysis::selection::{Selection, summary};
use clientele_engine::analysis::whale::{self, TraitKind};
use clientele_engine::analysis::{Profile, concentration};
use clientele_engine::data::{Dataset, DayRange, Month};
use clientele_engine::query::{Clause, Filter, Segment};
use std::sync::OnceLock;

/// The data set with its profile under fixed cut-offs, and all of it selected.
fn lantern() -> Option<(&'static Dataset, &'static Profile, Selection)> {
    static PROFILE: OnceLock<Profile> = OnceLock::new();
    let dataset = fixture::lantern()?;
    let profile = PROFILE.get_or_init(|| profile(dataset, Scoring::FixedCutoffs));
    Some((dataset, profile, Selection::new(dataset, profile, &Filter::default())))
}

fn overview_of(period: Period, grain: Grain) -> Option<OverviewReport> {
    let (dataset, profile, all) = lantern()?;
    Some(overview::report(dataset, profile, &all, &all, &OverviewOptions { period, grain }))
}

/// A figure printed with so many digits after the point.
#[track_caller]
fn check_printed(actual: f64, expected: f64, digits: i32) {
    assert!((actual - expected).abs() <= 0.5 * 10_f64.powi(-digits) + 1e-9, "{actual} is not {expected}");
}

#[test]
fn revenue_and_active_customers_of_each_year_match_the_readme() {
    let Some(whole) = overview_of(Period::All, Grain::Year) else { return };
    check_near("all", whole.kpis.revenue.value.unwrap(), 95_623_752.0);
    assert_eq!(whole.years, [2022, 2023, 2024]);
    let expected = [(29_359_412.0, 7_028), (32_044_301.0, 7_641), (34_220_039.0, 8_075)];
    for (bar, (revenue, n_customers)) in whole.bars.iter().zip(expected) {
        check_near("year", bar.new_revenue + bar.returning_revenue, revenue);
        assert_eq!(bar.n_customers, n_customers);
        assert!(!bar.is_partial);
    }
}

#[test]
fn sign_ups_of_each_year_match_the_readme() {
    for (year, n_new) in [(2022, 2_918.0), (2023, 3_003.0), (2024, 2_965.0)] {
        let Some(report) = overview_of(Period::Year(year), Grain::Month) else { return };
        assert_eq!(report.kpis.new_customers.value, Some(n_new), "{year}");
    }
    let Some((dataset, profile, _)) = lantern() else { return };
    let n_before = profile.facts.since.iter().filter(|&&since| since < dataset.observed().first).count();
    assert_eq!(n_before, 4_925);
}

#[test]
fn headline_figures_of_2024_match_the_readme() {
    let Some(report) = overview_of(Period::LatestYear, Grain::Month) else { return };
    let kpis = &report.kpis;
    assert_eq!(report.period, DayRange::of_year(2024));
    assert_eq!(report.compare, Some(DayRange::of_year(2023)));
    assert_eq!(kpis.revenue.value, Some(34_220_039.0));
    assert_eq!(kpis.revenue.before, Some(32_044_301.0));
    assert_eq!(kpis.active_customers.value, Some(8_075.0));
    assert_eq!(kpis.active_customers.before, Some(7_641.0));
    assert_eq!(kpis.new_customers.before, Some(3_003.0));
    check_printed(kpis.kept_share.value.unwrap() * 100.0, 58.016, 3);
    check_printed(kpis.average_order.value.unwrap(), 1_292.4, 1);
    // Printed as changes on the design's overview: 6.8 %, 5.7 %, -1.3 %, 0.1 points, 0.1 %.
    let change = |now: f64, before: f64| (now / before - 1.0) * 100.0;
    check_printed(change(kpis.revenue.value.unwrap(), kpis.revenue.before.unwrap()), 6.8, 1);
    let order = &kpis.average_order;
    check_printed(change(order.value.unwrap(), order.before.unwrap()), 0.1, 1);
    check_printed((kpis.kept_share.value.unwrap() - kpis.kept_share.before.unwrap()) * 100.0, 0.1, 1);

    assert_eq!(kpis.revenue.by_month.len(), 12);
    assert_eq!(kpis.kept_share.by_month.len(), 12);
    check_near("months", kpis.revenue.by_month.iter().sum(), 34_220_039.0);
    assert_eq!(report.bars.len(), 24);
    assert_eq!(report.bars.iter().filter(|bar| bar.is_in_period).count(), 12);
    // The sale in November brings the most sign-ups, and 2023's more than 2024's.
    let peak = &report.bars[report.peak_bar.unwrap() as usize];
    assert_eq!(peak.days.first.month(), Month::new(2023, 11));
}

#[test]
fn movers_of_2024_match_the_overview_screen() {
    let Some(report) = overview_of(Period::LatestYear, Grain::Month) else { return };
    let thousands: Vec<i32> =
        report.movers.iter().map(|mover| (mover.change / 1_000.0).round() as i32).collect();
    assert_eq!(thousands, [134, 97, 89, -53, -138, -158]);
    assert_eq!(report.mover_halves.1.first.month(), Month::new(2024, 7));
}

#[test]
fn findings_match_the_overview_screen() {
    let Some(report) = overview_of(Period::LatestYear, Grain::Month) else { return };
    assert!(report.findings.windows(2).all(|pair| pair[0].at_stake >= pair[1].at_stake));
    let number = |template: &str, parameter: &str| {
        let finding = report.findings.iter().find(|finding| finding.template == template).unwrap();
        match *finding.parameter(parameter).unwrap() {
            Value::Count(n) => n as f64,
            Value::Money(value) | Value::Days(value) => value,
            Value::Share(share, _) => share * 100.0,
            ref other => panic!("{other:?} is no number"),
        }
    };
    let name = |template: &str, parameter: &str| {
        let finding = report.findings.iter().find(|finding| finding.template == template).unwrap();
        finding.parameter(parameter).unwrap().clone()
    };
    assert_eq!(report.findings.len(), 5, "{:#?}", report.findings);

    assert_eq!(name("silent-segment", "segment"), Value::Segment(Segment::CantLose));
    assert_eq!(name("silent-segment", "count"), Value::Count(647));
    check_printed(number("silent-segment", "days"), 385.0, 1);
    check_printed(number("silent-segment", "revenue") / 1e6, 13.9, 1);

    check_printed(number("loss-makers", "share"), 16.0, 0);
    check_near("loss", number("loss-makers", "loss"), 1_954_191.08);

    assert!(matches!(name("weak-cohort", "cohort"), Value::Month(start) if start.month_of_year() == 11));
    assert!(number("weak-cohort", "retention") < number("weak-cohort", "others"));

    assert_eq!(name("fastest-growth", "value"), Value::Name("Coffee beans".to_owned()));
    check_printed(number("fastest-growth", "growth"), 8.5, 1);
    check_printed(number("fastest-growth", "others"), 5.4, 1);

    check_printed(number("top-share", "top-20"), 71.25, 2);
    check_printed(number("top-share", "top-1"), 25.21, 2);
    // The screen rounds down to 138; a share of customers rounds up.
    assert_eq!(name("top-share", "count"), Value::Count(139));
}

#[test]
fn the_grid_matches_the_readme() {
    let Some((dataset, profile, all)) = lantern() else { return };
    let report = segment::report(dataset, profile, &all);
    let n: Vec<u64> = report.cells.iter().map(|cell| cell.n_customers).collect();
    #[rustfmt::skip]
    assert_eq!(n, [
        348, 299, 303, 615, 845,
        650, 414, 349, 488, 393,
        1062, 498, 364, 402, 313,
        1234, 423, 262, 268, 200,
        2442, 571, 318, 531, 219,
    ]);
    assert_eq!(report.n_customers, 13_811);
    check_near("revenue", report.revenue, 95_623_752.0);
}

#[test]
fn segments_match_the_segments_screen() {
    let Some((dataset, profile, all)) = lantern() else { return };
    // Customers, revenue in millions, median days since the last order.
    let expected = [
        (Segment::Champions, 1_238, 31.0, 13.0),
        (Segment::Loyal, 1_755, 24.6, 73.0),
        (Segment::PotentialLoyalists, 1_183, 3.7, 35.0),
        (Segment::New, 219, 0.3, 13.0),
        (Segment::Promising, 531, 0.5, 52.0),
        (Segment::NeedAttention, 364, 1.3, 127.0),
        (Segment::AboutToSleep, 580, 0.9, 133.0),
        (Segment::CantLose, 647, 13.9, 385.0),
        (Segment::AtRisk, 2_624, 12.7, 465.0),
        (Segment::Hibernating, 994, 1.5, 269.0),
        (Segment::Lost, 3_676, 5.2, 736.0),
    ];
    let report = segment::report(dataset, profile, &all);
    for (segment, n_customers, millions, quiet_days) in expected {
        let row = report.rows.iter().find(|row| row.segment == segment).unwrap();
        assert_eq!(row.n_customers, n_customers, "{segment:?}");
        check_printed(row.revenue / 1e6, millions, 1);
        // Printed as whole days; a median may lie half way.
        assert!((row.median_recency_days.unwrap() - quiet_days).abs() <= 0.5, "{segment:?}");
    }
    let detail = segment::detail(dataset, profile, &all, Segment::CantLose);
    check_printed(detail.row.revenue_share * 100.0, 14.6, 1);
    assert_eq!((detail.row.n_customers, detail.p_alive_bins.len()), (647, 0));
}

#[test]
fn concentration_matches_the_readme() {
    let Some((dataset, profile, all)) = lantern() else { return };
    let report = concentration::report(dataset, profile, &all);
    let n: Vec<u64> = report.classes.iter().map(|row| row.n_customers).collect();
    assert_eq!(n, [4_092, 4_647, 5_072]);
    for (top, share) in report.top.iter().zip([25.21, 44.15, 56.55, 71.25, 90.91]) {
        check_printed(top.revenue_share * 100.0, share, 2);
    }
    check_printed(report.gini.unwrap(), 0.6771, 4);
    // The table of classes on the Pareto screen: profit in millions, share losing money.
    for (row, (profit, losing)) in report.classes.iter().zip([(18.4, 4.0), (3.4, 8.0), (0.4, 32.0)]) {
        check_printed(row.profit.unwrap() / 1e6, profit, 1);
        check_printed(row.loss_share.unwrap() * 100.0, losing, 0);
    }
    assert!((200..=310).contains(&report.curve.len()), "{}", report.curve.len());
    let (first, last) = (report.curve.first().unwrap(), report.curve.last().unwrap());
    assert_eq!((first.n_customers, last.n_customers), (0, 13_811));
    check_near("curve", last.value, 95_623_752.0);
}

#[test]
fn profit_matches_the_readme() {
    let Some((dataset, profile, all)) = lantern() else { return };
    let report = whale::report(dataset, profile, &all).unwrap();
    check_near("profit", report.profit, 22_212_382.88);
    check_near("peak", report.peak_profit, 24_166_573.96);
    check_printed(report.peak_profit / report.profit * 100.0, 108.8, 1);
    assert_eq!(report.n_loss_making, 2_169);
    check_near("loss", report.loss, 1_954_191.08);
    check_printed(report.worst_percent_profit / 1e6, -1.44, 2);
    let past_peak =
        report.curve.iter().filter(|point| point.customer_share > report.peak_customer_share).count();
    assert!(past_peak >= 60, "{past_peak}");
}

#[test]
fn traits_match_the_pareto_screen() {
    let Some((dataset, profile, all)) = lantern() else { return };
    let report = whale::report(dataset, profile, &all).unwrap();
    // Trait, percent of loss-makers, percent of the others, ratio.
    let expected = [
        (TraitKind::WonInMonth(11), 30.0, 6.0, 5.0),
        (TraitKind::ReturnedAnOrder, 30.0, 9.0, 3.5),
        (TraitKind::OrderedOnce, 54.0, 25.0, 2.2),
        (TraitKind::MostOrdersDiscounted, 28.0, 13.0, 2.1),
        (TraitKind::Complained, 13.0, 11.0, 1.2),
    ];
    for (row, (kind, losing, others, ratio)) in report.traits.iter().zip(expected) {
        assert_eq!(row.kind, kind);
        check_printed(row.share_loss_making * 100.0, losing, 0);
        check_printed(row.share_profitable * 100.0, others, 0);
        check_printed(row.ratio().unwrap(), ratio, 1);
    }
}

#[test]
fn champions_buying_beans_in_early_2024_match_the_customers_screen() {
    let Some((dataset, profile, _)) = lantern() else { return };
    let clauses = [
        Clause::Segments(vec![Segment::Champions]),
        Clause::LineValue { dimension: "category".to_owned(), values: vec!["Coffee beans".to_owned()] },
        Clause::OrderDays(DayRange {
            first: Month::new(2024, 1).first_day(),
            last: Month::new(2024, 6).last_day(),
        }),
    ];
    let selection = select(dataset, profile, &clauses);
    let total = summary(dataset, profile, &selection);
    assert_eq!((total.n_customers, total.n_customers_total), (661, 13_811));
    check_printed(total.revenue / total.revenue_total * 100.0, 3.0, 1);

    let query = CustomerQuery {
        search: String::new(),
        sort: SortBy::Revenue,
        descending: true,
        offset: 0,
        limit: 20,
    };
    let page = customers::page(dataset, profile, &selection, &query);
    assert_eq!((page.n_rows, page.n_half, page.rows.len()), (661, 38, 20));
    // Orders, revenue and days since the last order of the first rows; the screen has other ids.
    for (row, (n_orders, revenue, quiet_days)) in
        page.rows.iter().zip([(10, 134_922.0, 5), (15, 101_298.0, 18), (21, 96_734.0, 0)])
    {
        assert_eq!((row.n_orders, row.recency_days), (n_orders, quiet_days));
        check_near(&row.id, row.revenue, revenue);
        assert_eq!(row.by_month.len(), 24);
    }
    assert_eq!(page.first_month, Month::new(2023, 1));
    check_near("longest bar", page.max_revenue, 134_922.0);
}

#[test]
fn one_customer_matches_the_customer_screen() {
    let Some((dataset, profile, _)) = lantern() else { return };
    // The screen has other ids; its customer is the 6th by revenue.
    let id = dataset.customers().ids.get(profile.ranks.by_revenue[5] as usize);
    let found = customers::detail(dataset, profile, id, None, None).unwrap();
    check_printed(found.revenue / 1_000.0, 582.0, 0);
    check_printed(found.profit.unwrap() / 1_000.0, 119.0, 0);
    assert_eq!(
        (found.n_orders, found.recency_days, found.revenue_rank, found.n_ranked),
        (109, 31, 6, 13_811)
    );
    check_printed(found.median_gap_days.unwrap(), 6.0, 0);
    assert_eq!(found.segment, Some(Segment::Loyal));
    assert_eq!(found.since.month(), Month::new(2019, 7));
    let (year, now, before) = found.last_year;
    assert_eq!(year, 2024);
    check_printed((now / before - 1.0) * 100.0, -12.8, 1);
    let last = found.orders.last().unwrap();
    assert_eq!(last.day.to_string(), "2024-11-30");
    check_near("last order", last.amount, 10_340.0);
    assert_eq!(found.orders.len(), 109);
    check_near("orders", found.orders.iter().map(|order| order.amount).sum(), found.revenue);
}

#[test]
fn november_cohorts_come_back_less_often() {
    let Some((dataset, profile, all)) = lantern() else { return };
    let report = cohort::report(dataset, profile, &all, &CohortOptions { n_months: 1 });
    assert!(report.is_left_truncated);
    assert_eq!(report.rows.len(), 36);
    // Those who signed up before the data begins are counted apart: the README has both figures.
    assert_eq!(report.rows.iter().map(|row| row.n_customers).sum::<u64>(), 2_918 + 3_003 + 2_965);
    assert_eq!(report.n_before, 4_925);
    // Figures of the retention screen: 229 won in January 2023, 466 in November, 39 of them back in month 3.
    let row_of = |month| report.rows.iter().find(|row| row.start == month).unwrap();
    assert_eq!(row_of(Month::new(2023, 1)).n_customers, 229);
    let sale = row_of(Month::new(2023, 11));
    assert_eq!((sale.n_customers, sale.active[3]), (466, 39));
    // December 2024 is over on the as-of day, so that January 2022 has all 36 entries.
    assert_eq!(report.rows[0].active.len(), 36);
    assert_eq!(report.rows[35].active.len(), 1);
    let weak = report.outliers.iter().filter(|outlier| outlier.retention < outlier.others);
    let november = weak.filter(|outlier| outlier.start.month_of_year() == 11).count();
    assert!(november >= 2, "{:#?}", report.outliers);
    let quarters = cohort::report(dataset, profile, &all, &CohortOptions { n_months: 3 });
    assert_eq!((quarters.rows.len(), quarters.weighted.len()), (12, 12));
    // Twelve months after December 2023 are over, after January 2024 are not.
    assert_eq!(report.rows.iter().filter(|row| row.first_year_profit.is_some()).count(), 24);
}
