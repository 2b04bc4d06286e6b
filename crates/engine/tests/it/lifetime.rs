//! Contracts, intervals, futures and the profit by year of the relationship: against published figures, and against
//! simulated customers of whom all is known.

#![allow(clippy::unwrap_used, clippy::panic, reason = "the helpers of tests are tests too")]

use crate::clv::{MODELS, SCALE, assert_close, day, golden, money, number, shop, simulate, simulated_shop};
use clientele_engine::analysis::Profile;
use clientele_engine::analysis::clv::contract::{self, Renewals};
use clientele_engine::analysis::clv::futures::{self, FuturesOptions};
use clientele_engine::analysis::clv::history::{PurchaseHistory, collapse};
use clientele_engine::analysis::clv::outlook::outlook;
use clientele_engine::analysis::clv::{
    ClvModel, ClvOptions, PurchaseFit, PurchaseModel, expected_orders, purchase, relationship,
};
use clientele_engine::analysis::concentration::AbcCuts;
use clientele_engine::analysis::facts::CustomerFacts;
use clientele_engine::analysis::segment::Scoring;
use clientele_engine::analysis::selection::Selection;
use clientele_engine::data::{
    CustomerAttributes, CustomerTable, Dataset, DatasetBuilder, Day, Dictionary, FileKind, Measure,
    MeasureRole, RowIndex, SourceFile, TextAttribute, TextColumn, TextRole, TransactionTable, ValuedBy,
};
use clientele_engine::progress::Unwatched;
use clientele_engine::query::{Filter, Mask};
use clientele_engine::stats::random::Pcg32;

/// Standard normal quantile at 95 %.
const NORMAL_95: f64 = 1.644_853_626_951_472_7;

fn is_slow() -> bool {
    std::env::var_os("CLIENTELE_SLOW_TESTS").is_some()
}

// ---------------------------------------------------------------------------------------------------
// Contracts

#[test]
fn sbg_of_published_json() {
    let Some(published) = golden("published") else { return };
    for set in ["regular", "high_end"] {
        let reference = &published["sbg"][set];
        let list = |key: &str| -> Vec<f64> {
            reference[key].as_array().unwrap().iter().map(|it| it.as_f64().unwrap()).collect()
        };
        let survivors: Vec<u64> = list("survival_percent_by_year_0_to_12")[..8]
            .iter()
            .map(|percent| (percent * 10.0).round() as u64)
            .collect();
        let fit = contract::fit(&Renewals::of_survivors(&survivors)).unwrap();
        let mle = &reference["reference_mle"];
        assert_close("alpha", fit.alpha, number(mle, "alpha"), 1e-5);
        assert_close("beta", fit.beta, number(mle, "beta"), 1e-5);
        let per_customer = number(mle, "log_likelihood_per_customer");
        assert_close("log-likelihood", fit.log_likelihood / 1_000.0, per_customer, 1e-8);
        for (t, percent) in (0..).zip(list("fitted_survival_percent_by_year_0_to_12")) {
            assert_close("survival", 100.0 * fit.survival(t), percent, 1e-5);
        }
        for (t, percent) in (1..).zip(list("fitted_retention_rate_percent_by_year_1_to_12")) {
            assert_close("retention", 100.0 * fit.retention_rate(t), percent, 1e-5);
        }
        let key = "discounted_expected_residual_lifetime_at_10_percent_just_before_renewal_n_1_to_5";
        for (n, lifetime) in (1..).zip(list(key)) {
            assert_close("residual lifetime", fit.residual_lifetime(n, 0.1).unwrap(), lifetime, 1e-5);
        }
    }
}

#[test]
fn ninety_percent_intervals_of_contracts_hold_in_about_ninety_percent_of_200_simulated_cohorts() {
    let truth = [0.7, 2.0];
    let mut random = Pcg32::new(11, 1);
    // Of those left after twelve renewals, as a product.
    let survival: f64 = (0..12).map(|i| (truth[1] + f64::from(i)) / (2.7 + f64::from(i))).product();
    let mut n_held = [0; 2];
    for _ in 0..200 {
        let mut survivors = vec![0_u64; 7];
        for _ in 0..2_000 {
            let p_leave = random.beta(truth[0], truth[1]);
            for count in &mut survivors {
                *count += 1;
                if random.uniform() < p_leave {
                    break;
                }
            }
        }
        let fit = contract::fit(&Renewals::of_survivors(&survivors)).unwrap();
        let alpha = fit.interval_of(NORMAL_95, &|fit| fit.alpha).unwrap();
        n_held[0] += i32::from(alpha.lo <= truth[0] && truth[0] <= alpha.hi);
        let left = fit.interval_of(NORMAL_95, &|fit| fit.survival(12)).unwrap();
        n_held[1] += i32::from(left.lo <= survival && survival <= left.hi);
    }
    eprintln!("held in {n_held:?} of 200");
    assert!(n_held.iter().all(|held| (170..=190).contains(held)), "{n_held:?}");
}

// ---------------------------------------------------------------------------------------------------
// Intervals

/// Histories of customers who came over half a year, after `n_days`.
fn simulated_histories(
    model: PurchaseModel,
    n: i32,
    n_days: i32,
    random: &mut Pcg32,
) -> Vec<Option<PurchaseHistory>> {
    (0..n)
        .map(|customer| {
            let age_days = n_days - customer % 180;
            let mut days: Vec<i32> =
                simulate(model, f64::from(age_days), random).into_iter().map(|order| order.0).collect();
            days.dedup();
            Some(PurchaseHistory {
                repeats: u32::try_from(days.len() - 1).unwrap(),
                age_at_last_days: days.last().unwrap().unsigned_abs(),
                age_days: age_days.unsigned_abs(),
            })
        })
        .collect()
}

#[test]
fn ninety_percent_intervals_hold_in_85_to_95_percent_of_200_simulated_shops() {
    let n_runs = if is_slow() { 200 } else { 20 };
    for (model, name) in MODELS {
        let mut random = Pcg32::new(2_026, 4);
        // The four parameters, and the orders of all in the next year.
        let mut n_held = [0_i32; 5];
        for _ in 0..n_runs {
            let collapsed = collapse(&simulated_histories(model, 2_000, 730, &mut random));
            let fit = purchase::fit(model, &collapsed.groups, &mut Unwatched).unwrap();
            let uncertainty = purchase::uncertainty(&fit, &collapsed.groups).unwrap();
            let truth = PurchaseFit::of(model, shop(model));
            let intervals = uncertainty.parameter_intervals(&fit, NORMAL_95);
            for ((held, interval), truth) in n_held.iter_mut().zip(intervals).zip(truth.parameters()) {
                *held += i32::from(interval.lo <= truth && truth <= interval.hi);
            }
            let mut total = |fit: &PurchaseFit| -> f64 {
                let of = |(it, n): &(PurchaseHistory, u32)| {
                    let (at_last, age) = (it.age_at_last_weeks(), it.age_weeks());
                    f64::from(*n) * expected_orders(fit, it.repeats, at_last, age, 52.0)
                };
                // Every fifth history tells how the total moves, at a fifth of the time.
                collapsed.groups.iter().step_by(5).map(of).sum()
            };
            let interval = uncertainty.interval_of(&fit, NORMAL_95, &mut total).unwrap();
            let expected = total(&truth);
            n_held[4] += i32::from(interval.lo <= expected && expected <= interval.hi);
        }
        let shares = n_held.map(|held| f64::from(held) / f64::from(n_runs));
        eprintln!("{name}: r, alpha, third, fourth, orders held in {shares:?} of {n_runs}");
        let allowed = if is_slow() { 0.85..=0.95 } else { 0.7..=1.0 };
        assert!(shares.iter().all(|share| allowed.contains(share)), "{name} {shares:?}");
    }
}

#[test]
fn simulated_totals_hold_what_comes_as_often_as_they_say() {
    let n_runs = if is_slow() { 100 } else { 12 };
    let (mut orders_held, mut value_held) = (0, 0);
    for run in 0..n_runs {
        let model = PurchaseModel::ALL[usize::try_from(run).unwrap() % 3];
        let (dataset, end) = simulated_shop(model, 600, 730 + 365, 100 + u64::try_from(run).unwrap());
        let as_of = end.plus(-365);
        let facts = CustomerFacts::new(&dataset, as_of);
        let options = ClvOptions { horizon_months: 12, annual_discount: 0.0 };
        let model = ClvModel::fit(&dataset, &facts, options, &mut Unwatched).unwrap();
        let all = Mask::all(dataset.n_customers());
        let options = FuturesOptions { n_draws: 400, ..FuturesOptions::default() };
        let futures = futures::of_selection(&model, &dataset, &facts, &all, &options).unwrap();
        let last = futures.points.last().unwrap();
        let in_year = |day: Day| day > as_of && day.since(as_of) <= last.day.since(as_of);
        let (mut n_orders, mut value) = (0.0, 0_i64);
        for customer in (0..dataset.n_customers()).filter(|&customer| facts.has_order(customer)) {
            let mut days: Vec<Day> = dataset
                .lines_of_customer(customer)
                .map(|line| dataset.days()[line])
                .filter(|&day| in_year(day))
                .collect();
            days.dedup();
            n_orders += days.len() as f64;
            let lines = dataset.lines_of_customer(customer).filter(|&line| in_year(dataset.days()[line]));
            value += lines.map(|line| dataset.amounts()[line]).sum::<i64>();
        }
        let value = dataset.major(i128::from(value));
        orders_held += i32::from(last.orders.lo <= n_orders && n_orders <= last.orders.hi);
        value_held += i32::from(last.value.lo <= value && value <= last.value.hi);
    }
    let shares = [orders_held, value_held].map(|held| f64::from(held) / f64::from(n_runs));
    eprintln!("80 % ranges of totals held orders and value in {shares:?} of {n_runs}");
    let allowed = if is_slow() { 0.7..=0.9 } else { 0.5..=1.0 };
    assert!(shares.iter().all(|share| allowed.contains(share)), "{shares:?}");
}

// ---------------------------------------------------------------------------------------------------
// Outlook and futures of one customer

#[test]
fn the_outlook_of_a_customer_is_bounded_and_agrees_with_the_model() {
    let (dataset, end) = simulated_shop(PurchaseModel::ParetoNbd, 400, 730, 9);
    let facts = CustomerFacts::new(&dataset, end);
    let model = ClvModel::fit(&dataset, &facts, ClvOptions::default(), &mut Unwatched).unwrap();
    let options = FuturesOptions { n_draws: 4_000, ..FuturesOptions::default() };
    for customer in 0..40 {
        let outlook = outlook(&model, &dataset, &facts, customer).unwrap();
        assert_close("alive", outlook.p_alive, model.p_alive[customer], 1e-12);
        assert!(outlook.series.len() <= 260 && outlook.series.is_sorted_by_key(|point| point.day));
        assert_eq!(outlook.series[0].day, facts.first_day[customer]);
        assert!(outlook.series.iter().all(|point| (0.0..=1.0).contains(&point.p_alive)));
        let now = outlook.series.iter().find(|point| point.day == end).unwrap();
        assert_close("alive now", now.p_alive, outlook.p_alive, 1e-12);
        assert!(outlook.within.is_sorted_by(|a, b| a.p_order <= b.p_order));
        if let Some(next) = outlook.next_order {
            assert!(next.early <= next.day && next.late.is_none_or(|late| next.day <= late));
        }
        let futures = futures::of_customer(&model, &dataset, &facts, customer, &options).unwrap();
        let last = futures.points.last().unwrap();
        assert!((last.orders.mean - model.expected_orders[customer]).abs() < 0.12 * (1.0 + last.orders.mean));
        assert_eq!(futures.paths.len(), 12);
        // Of twelve months of 4.345 weeks, which are a year.
        let without = 1.0 - outlook.within[3].p_order;
        assert!((futures.share_without_order.unwrap() - without).abs() < 0.03);
        let again = futures::of_customer(&model, &dataset, &facts, customer, &options).unwrap();
        assert_eq!(futures, again);
    }
}

// ---------------------------------------------------------------------------------------------------
// Profit by year of the relationship

/// Customers with the cost of winning them, who recommended them, and lines with cost and discount.
struct Shop {
    /// Customer, day, amount, cost, discount as a share.
    lines: Vec<(String, Day, f64, f64, f64)>,
    /// Id, acquisition cost, referrer.
    customers: Vec<(String, f64, String)>,
}

impl Shop {
    fn dataset(&self) -> Dataset {
        let mut ids = Dictionary::new();
        let file = |kind| SourceFile { name: "test".to_owned(), kind, n_bytes: 0 };
        let rows = |n: usize| (0..n).map(|line| u32::try_from(line).unwrap() + 2).collect();
        let mut builder = DatasetBuilder::new();
        builder.add_transactions(TransactionTable {
            file: file(FileKind::Transactions),
            customers: self.lines.iter().map(|line| ids.intern(&line.0)).collect(),
            customer_ids: ids,
            names: TextColumn::default(),
            days: self.lines.iter().map(|line| line.1).collect(),
            amounts: self.lines.iter().map(|line| money(line.2)).collect(),
            costs: Some(self.lines.iter().map(|line| money(line.3)).collect()),
            keys: Vec::new(),
            valued_by: ValuedBy::Amounts,
            money_scale: SCALE,
            quantities: None,
            orders: None,
            dimensions: Vec::new(),
            measures: vec![Measure {
                name: "discount".to_owned(),
                role: MeasureRole::Discount,
                values: self.lines.iter().map(|line| line.4).collect(),
            }],
            attributes: CustomerAttributes::default(),
            lines: rows(self.lines.len()),
            row_index: RowIndex::default(),
            currency: None,
        });
        builder.add_customers(CustomerTable {
            file: file(FileKind::Customers),
            ids: self.customers.iter().map(|customer| customer.0.as_str()).collect(),
            names: TextColumn::default(),
            signup: None,
            dimensions: Vec::new(),
            measures: vec![Measure {
                name: "cac".to_owned(),
                role: MeasureRole::AcquisitionCost,
                values: self.customers.iter().map(|customer| customer.1).collect(),
            }],
            texts: vec![TextAttribute {
                name: "referrer".to_owned(),
                role: TextRole::Referrer,
                values: self.customers.iter().map(|customer| customer.2.as_str()).collect(),
            }],
            lines: rows(self.customers.len()),
            row_index: RowIndex::default(),
        });
        builder.finish().unwrap().0
    }
}

#[test]
fn six_parts_of_the_profit_of_generated_customers_add_up() {
    // Forty customers of January 2020 who pay 80 of 100 in the first year and 90 of 100 in the second; each is
    // served for 60, then for 54, and cost 30 to win. Ten of them recommend somebody in the second year.
    let mut shop = Shop { lines: Vec::new(), customers: Vec::new() };
    for customer in 0..40 {
        let id = format!("A{customer:02}");
        shop.lines.push((id.clone(), day("2020-01-10"), 80.0, 60.0, 0.2));
        shop.lines.push((id.clone(), day("2021-02-10"), 90.0, 54.0, 0.1));
        shop.customers.push((id.clone(), 30.0, String::new()));
        if customer < 10 {
            let friend = format!("B{customer:02}");
            shop.lines.push((friend.clone(), day("2021-06-01"), 50.0, 35.0, 0.2));
            shop.customers.push((friend, f64::NAN, id));
        }
    }
    let dataset = shop.dataset();
    let profile = Profile::new(&dataset, day("2021-12-31"), Scoring::FixedCutoffs, AbcCuts::default());
    let selection = Selection::new(&dataset, &profile, &Filter::default());
    let report = relationship::report(&dataset, &profile, &selection);
    assert_eq!(report.refused, None);
    let counts: Vec<u64> = report.years.iter().map(|row| row.n_customers).collect();
    assert_eq!(counts, [40]);
    assert_eq!(report.years[0].parts.acquisition_cost, Some(-30.0));
    assert_eq!((report.years[0].profit, report.payback_year), (Some(-10.0), None));

    let profile = Profile::new(&dataset, day("2022-12-31"), Scoring::FixedCutoffs, AbcCuts::default());
    let selection = Selection::new(&dataset, &profile, &Filter::default());
    let report = relationship::report(&dataset, &profile, &selection);
    // Of the friends the first year is over, and it counts.
    assert_eq!(report.years.iter().map(|row| row.n_customers).collect::<Vec<_>>(), [50, 40]);
    let second = report.years[1];
    let parts = second.parts;
    // As much as before at list prices: 100. The premium is 90 less 80.
    assert_close("premium", parts.price_premium.unwrap(), 10.0, 1e-9);
    assert!(parts.growth.unwrap().abs() < 1e-9);
    // Three quarters of 80 would have been 60.
    assert_close("saving", parts.cost_saving.unwrap(), 6.0, 1e-9);
    assert_close("base", parts.base_profit.unwrap(), 20.0, 1e-9);
    // Ten friends brought 15 each in their first year, for forty customers.
    assert_close("referral", parts.referral.unwrap(), 3.75, 1e-9);
    assert_eq!(parts.acquisition_cost, Some(0.0));
    for row in &report.years {
        let it = row.parts;
        let parts =
            [it.acquisition_cost, it.base_profit, it.growth, it.cost_saving, it.referral, it.price_premium];
        assert_close("parts", parts.into_iter().map(Option::unwrap).sum(), row.profit.unwrap(), 1e-9);
    }
    assert_close("second year", second.profit.unwrap(), 39.75, 1e-9);
    assert_eq!(report.payback_year, Some(2));
}
