use super::*;
use crate::analysis::sample::{Line, dataset, day, line, profile, select};

/// Sixty customers in two years: half of them stay, all of those who left are replaced. Each spends 100 at a cost of
/// 60 in each year they order. Even ones buy tea, odd ones beans.
fn lines() -> Vec<Line> {
    let mut lines = Vec::new();
    let mut order = |customer: usize, date: &str| {
        lines.push(Line {
            cost: 60,
            category: if customer.is_multiple_of(2) { "tea" } else { "beans" },
            ..line(&format!("C{customer:03}"), date, 100)
        });
    };
    for customer in 0..60 {
        order(customer, "2023-01-05");
        if customer % 4 < 2 {
            order(customer, "2024-03-05");
        }
    }
    for customer in 60..90 {
        order(customer, "2024-12-31");
    }
    lines
}

fn of(lines: &[Line], options: &WhatIfOptions) -> WhatIfReport {
    let dataset = dataset(lines, &[]);
    let profile = profile(&dataset, day("2024-12-31"));
    let all = select(&dataset, &profile, &[]);
    report(&dataset, &profile, &all, options)
}

#[test]
fn levers_stand_where_the_data_puts_them() {
    let report = of(&lines(), &WhatIfOptions::default());
    let base = report.base.unwrap();
    assert_eq!(
        (base.n_before, base.n_customers, base.n_kept, base.n_won, base.n_returned),
        (60, 60, 30, 30, 0)
    );
    assert_eq!((base.retention.value, base.retention.basis), (0.5, Basis::Measured));
    assert_eq!((base.margin.value, base.margin.basis), (40.0, Basis::Measured));
    assert_eq!((base.acquisition_volume.value, base.year_profit), (30.0, 2_400.0));
    assert_eq!((base.acquisition_cost.value, base.acquisition_cost.basis), (20.0, Basis::Assumed));
    // Profit = customers won and kept x profit each.
    assert_eq!((base.n_kept + base.n_won + base.n_returned) as f64 * base.margin.value, base.year_profit);
}

#[test]
fn a_scenario_is_computed_from_all_levers_at_once() {
    let changes = vec![(Lever::Retention, Change::Points(0.05)), (Lever::Margin, Change::Percent(0.10))];
    let report = of(&lines(), &WhatIfOptions { scenario: changes, ..WhatIfOptions::default() });
    let row = report.scenario.iter().find(|row| row.target == Target::LifetimeValue).unwrap();
    assert!((row.base - 40.0 * 0.5 / 0.6).abs() < 1e-12);
    assert!((row.changed - 44.0 * 0.55 / 0.55).abs() < 1e-12);
    let same = of(&lines(), &WhatIfOptions { scenario: Vec::new(), ..WhatIfOptions::default() });
    assert!(same.scenario.iter().all(|row| row.difference == 0.0));
    let bad =
        WhatIfOptions { scenario: vec![(Lever::Retention, Change::Points(0.6))], ..WhatIfOptions::default() };
    let report = of(&lines(), &bad);
    assert!(report.scenario.is_empty() && matches!(report.scenario_levers, Some(Err(_))));
}

#[test]
fn a_single_year_of_data_has_an_assumed_retention() {
    let lines: Vec<Line> = lines().into_iter().filter(|line| line.day >= day("2024-01-01")).collect();
    let early: Vec<Line> = (0..40).map(|n| line(&format!("E{n}"), "2024-01-01", 10)).collect();
    let report = of(&[lines, early].concat(), &WhatIfOptions::default());
    let base = report.base.unwrap();
    assert_eq!((base.retention.value, base.retention.basis), (0.80, Basis::Assumed));
    assert_eq!(base.acquisition_volume.basis, Basis::Assumed);
    assert!(matches!(report.allocation, Some(Err(Refused::TooShort { need_months: 24, .. }))));
    assert!(report.findings.iter().all(|finding| finding.template == "slow-payback"));
}

#[test]
fn too_little_data_is_refused() {
    let options = WhatIfOptions::default();
    assert!(matches!(of(&lines()[..1], &options).refused, Some(Refused::TooFewCustomers { have: 0, .. })));
    let late: Vec<Line> = (0..50).map(|n| line(&format!("C{n}"), "2024-12-01", 9)).collect();
    assert!(matches!(of(&late, &options).refused, Some(Refused::TooShort { have_months: 1, .. })));
    let loss: Vec<Line> = lines().into_iter().map(|line| Line { cost: 101, ..line }).collect();
    assert_eq!(of(&loss, &options).refused, Some(Refused::NothingPositive));
    let bad = WhatIfOptions { horizon_years: 0, ..WhatIfOptions::default() };
    assert!(matches!(of(&lines(), &bad).refused, Some(Refused::BadSetting { .. })));
}

#[test]
fn one_timers_have_a_retention_of_zero_and_no_present_value() {
    let once: Vec<Line> = (0..120)
        .map(|n| line(&format!("C{n:03}"), if n < 60 { "2023-01-03" } else { "2024-06-01" }, 30))
        .collect();
    let report = of(&once, &WhatIfOptions::default());
    let base = report.base.unwrap();
    assert_eq!(
        (base.retention.value, base.retention.basis, report.equity.present),
        (0.0, Basis::Measured, 0.0)
    );
    assert!(report.equity.new > 0.0);
    let simple = &report.tornadoes[1];
    assert_eq!((simple.target, simple.base), (Target::LifetimeValue, 0.0));
    assert!(simple.rows.iter().all(|row| row.elasticity.is_none() && row.swing > 0.0));
}

#[test]
fn payback_is_the_month_in_which_the_margin_reaches_the_cost() {
    // Thirty customers with a margin of 40 on the first day and 40 on the hundredth.
    let lines: Vec<Line> = (0..30)
        .flat_map(|n| {
            let first = Line { cost: 60, ..line(&format!("C{n}"), "2023-01-02", 100) };
            [first.clone(), Line { day: first.day.plus(100), order: format!("{n}b"), ..first }]
        })
        .chain((0..30).map(|n| line(&format!("D{n}"), "2024-12-31", 1)))
        .collect();
    let at = |cost| {
        let given = Given { acquisition_cost: Some(cost), ..Given::default() };
        of(&lines, &WhatIfOptions { given, ..WhatIfOptions::default() }).payback
    };
    assert_eq!((at(40.0)[0].payback_months, at(41.0)[0].payback_months), (Some(1), Some(4)));
    assert_eq!((at(80.1)[0].payback_months, at(80.1)[0].n_months), (None, 23));
    assert_eq!(at(40.0)[0].cumulative_margin[..5], [40.0, 40.0, 40.0, 80.0, 80.0]);
    // The latest quarter has no month behind it.
    assert_eq!((at(40.0)[1].n_months, at(40.0)[1].payback_months), (0, None));
}

#[test]
fn segments_that_buy_different_things_are_worth_different_offers() {
    // Regulars buy beans only, others tea only, in all three years.
    let mut lines = Vec::new();
    for n in 0..80 {
        let is_regular = n % 2 == 0;
        for year in [2022, 2023, 2024] {
            for month in 1..=if is_regular { 12 } else { 1 } {
                let bought = line(&format!("C{n:02}"), &format!("{year}-{month:02}-02"), 500);
                lines.push(Line { category: if is_regular { "beans" } else { "tea" }, ..bought });
            }
        }
    }
    let options = WhatIfOptions { contact_cost: Some(1.0), ..WhatIfOptions::default() };
    let report = of(&lines, &options);
    let offers = report.offers.unwrap().unwrap();
    assert_eq!(offers.one_offer, "beans");
    // 5 % of forty regulars at 6,000 each, less eighty messages; then 5 % of forty others at 500 each as well.
    assert!((offers.one_to_all.profit - (0.05 * 40.0 * 6_000.0 - 80.0)).abs() < 1e-6);
    assert!((offers.advantage - 0.05 * 40.0 * 500.0).abs() < 1e-6, "{offers:?}");
    assert_eq!(offers.rows.iter().map(|row| row.n_customers).sum::<u64>(), 80);
}

#[test]
fn a_budget_goes_where_most_is_lost() {
    let options = WhatIfOptions { budget: Some(100.0), contact_cost: Some(0.5), ..WhatIfOptions::default() };
    let report = of(&lines(), &options);
    let allocation = report.allocation.unwrap().unwrap();
    assert!((allocation.spent + allocation.unspent - 100.0).abs() < 1e-9);
    assert!(allocation.gain >= allocation.even_gain && allocation.gain > allocation.spent);
    assert_eq!(allocation.rows.iter().map(|row| row.n_customers).sum::<u64>(), 90);
    assert!(allocation.curve.windows(2).all(|pair| pair[1].gain >= pair[0].gain - 1e-9));
}

#[test]
fn a_month_sells_and_changes_who_is_present() {
    let report = of(&lines(), &WhatIfOptions::default());
    let lens = report.lens.unwrap().unwrap();
    // December 2024: thirty are won. Nobody fell silent in it: who left had ordered nearly two years before.
    assert_eq!((lens.month.to_string().as_str(), lens.sales, lens.sales_before), ("2024-12", 3_000.0, 0.0));
    let won = lens.rows.last().unwrap();
    assert_eq!((won.segment, won.n_customers, won.present_change), (None, 30, 30));
    assert!((lens.equity_change - 30.0 * 40.0 * 0.5 / 0.6).abs() < 1e-9);
    assert_eq!(lens.rows.iter().map(|row| row.n_customers).sum::<u64>(), 90);
    assert!((lens.rows.iter().map(|row| row.equity_change).sum::<f64>() - lens.equity_change).abs() < 1e-9);
}

/// The data set of [`lines`] with a table of customers that has these columns.
fn with_columns(costs: bool, referrers: bool) -> Dataset {
    use crate::data::{
        CustomerTable, DatasetBuilder, FileKind, Measure, MeasureRole, RowIndex, SourceFile, TextAttribute,
        TextRole,
    };
    let plain = dataset(&lines(), &[]);
    let ids: Vec<String> = (0..90).map(|n| format!("C{n:03}")).collect();
    let mut builder = DatasetBuilder::new();
    builder.add_transactions(crate::analysis::sample::table(&lines()));
    builder.add_customers(CustomerTable {
        file: SourceFile { name: String::new(), kind: FileKind::Customers, n_bytes: 0 },
        ids: ids.iter().map(String::as_str).collect(),
        names: ids.iter().map(String::as_str).collect(),
        signup: None,
        dimensions: Vec::new(),
        measures: costs
            .then(|| Measure {
                name: "cost".to_owned(),
                role: MeasureRole::AcquisitionCost,
                values: (0..90).map(|n| if n < 60 { 5.0 } else { f64::from(n) }).collect(),
            })
            .into_iter()
            .collect(),
        texts: referrers
            .then(|| TextAttribute {
                name: "referrer".to_owned(),
                role: TextRole::Referrer,
                values: (0..90).map(|n| if n >= 60 && n % 2 == 0 { "C001" } else { "" }).collect(),
            })
            .into_iter()
            .collect(),
        lines: (2..92).collect(),
        row_index: RowIndex::default(),
    });
    let dataset = builder.finish().unwrap().0;
    assert_eq!(dataset.n_lines(), plain.n_lines());
    dataset
}

fn of_columns(costs: bool, referrers: bool) -> WhatIfReport {
    let dataset = with_columns(costs, referrers);
    let profile = profile(&dataset, day("2024-12-31"));
    let all = select(&dataset, &profile, &[]);
    report(&dataset, &profile, &all, &WhatIfOptions::default())
}

#[test]
fn acquisition_cost_is_measured_where_there_is_a_column() {
    let report = of_columns(true, false);
    let cost = report.base.unwrap().acquisition_cost;
    // Those won in 2024: 60 to 89.
    assert_eq!((cost.value, cost.basis, cost.n_customers), (74.5, Basis::Measured, 30));
    let too_dear = report.findings.iter().find(|finding| finding.template == "acquisition-too-dear");
    // Worth 40 x 1.1 / 0.6.
    assert!((too_dear.unwrap().at_stake - 30.0 * (74.5 - 44.0 / 0.6)).abs() < 1e-9);
    assert!(report.payback.iter().all(|row| row.cost_basis == Basis::Measured));
}

#[test]
fn referrals_are_counted_where_there_is_a_column() {
    let referral = of_columns(false, true).referral.unwrap();
    assert_eq!((referral.n_referred, referral.per_customer, referral.basis), (15, 0.25, Basis::Measured));
    assert_eq!(referral.limit, Some(80.0));
    let assumed = of_columns(false, false).referral.unwrap();
    assert_eq!((assumed.per_customer, assumed.basis, assumed.limit), (1.0, Basis::Assumed, None));
}
