//! Profit after the cost to serve: the curve, the tail, its drivers.

use super::allocate::largest_remainder;
use super::driver::Basis;
use super::lens::{Lens, lens};
use super::register::{CHEAPER_CHANNEL, DRIVER_OF_LOSSES, RAISE_PRICES, TAIL_DESTROYS, UNSHARED_COST};
use super::remedy::{Case, Losing, Remedy, RemedyKind};
use super::{CostBasis, CostDriver, CostOptions, CostRate};
use crate::analysis::concentration::{CURVE_POINTS, CurvePoint, curve, dense_at_start};
use crate::analysis::facts::saturated;
use crate::analysis::finding::{self, Finding, Value};
use crate::analysis::selection::{SelectedTotals, Selection};
use crate::analysis::{Profile, Refused};
use crate::data::{Dataset, Money};
use crate::metric::Needs;
use crate::query::Clause;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Loss-makers that are listed.
const MAX_LISTED: usize = 20;
/// Points of the curve past its peak, about.
const TAIL_POINTS: usize = 80;

/// One driver, or the cost in the files.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DriverRow {
    /// Its name; empty for the cost in the files.
    pub name: String,
    /// What it is shared out by; `None` for the cost in the files.
    pub basis: Option<CostBasis>,
    /// The column or table that is missing, by its key or header; nothing is shared out then.
    pub missing: Option<String>,
    /// Units of the basis; 0 for the cost in the files.
    pub n_units: f64,
    /// Cost of a unit; `None` without any.
    pub cost_per_unit: Option<f64>,
    /// What it costs in all.
    pub total: f64,
    /// What of that could not be shared out, because nobody has any of the basis or it is missing.
    pub unshared: f64,
    /// Customers who have a share.
    pub n_customers: u64,
    /// Shares of the loss-makers.
    pub loss_makers_cost: f64,
    /// Their part of the total; 0 where that is 0.
    pub loss_makers_share: f64,
    /// Loss-makers whose main driver it is: the one that costs them most beyond what it costs all customers for the
    /// same revenue.
    pub n_main: u64,
    /// What these lose.
    pub main_loss: f64,
}

/// A customer who loses money.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LossMaker {
    /// Customer id.
    pub id: String,
    /// Name, or id where there is none.
    pub label: String,
    /// Revenue.
    pub revenue: f64,
    /// Profit, below zero.
    pub profit: f64,
    /// Index into the drivers of the report: the main one.
    pub main_driver: usize,
    /// Cost by driver, in the order of the report.
    pub costs: Vec<f64>,
}

/// Profit after the cost to serve.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CostReport {
    /// Selected customers.
    pub n_customers: u64,
    /// Their revenue.
    pub revenue: f64,
    /// Whether the files name cost.
    pub has_file_cost: bool,
    /// Revenue less the cost in the files.
    pub profit_before: f64,
    /// Shares of the drivers, in all.
    pub cost_to_serve: f64,
    /// Profit after it: `profit_before - cost_to_serve`, to the last digit.
    pub profit: f64,
    /// The cost in the files first, where there is any, then the drivers.
    pub drivers: Vec<DriverRow>,
    /// Cumulative profit, most profitable first, in about 200 points; `value_share` is of the total profit (0 where
    /// that is not positive).
    pub curve: Vec<CurvePoint>,
    /// Highest point of the curve.
    pub peak_profit: f64,
    /// Over the profit, 1 or more; `None` where the profit is not positive.
    pub peak_ratio: Option<f64>,
    /// Share of customers at the peak.
    pub peak_customer_share: f64,
    /// Customers below zero.
    pub n_loss_making: u64,
    /// What they lose, as a positive amount: the peak less the profit.
    pub destroyed: f64,
    /// Share of the peak that they destroy; `None` where nothing is above zero.
    pub destroyed_share: Option<f64>,
    /// The best 20, the next 70 and the last 10 percent.
    pub lens: Lens,
    /// The largest losses, 20 at most.
    pub loss_makers: Vec<LossMaker>,
    /// What remedies would bring.
    pub remedies: Vec<Remedy>,
    /// What stands out.
    pub findings: Vec<Finding>,
}

/// The running sums of the selected customers, one entry each.
struct Ledger<'a> {
    customers: Vec<usize>,
    revenue: Vec<Money>,
    file_cost: Vec<Money>,
    profit: Vec<i128>,
    /// Shares of drivers whose total stands in the ledger.
    ledger: Vec<i128>,
    /// The largest cost beyond the average, and the row it belongs to.
    main: Vec<(f64, u8)>,
    all_revenue: f64,
    dataset: &'a Dataset,
}

impl<'a> Ledger<'a> {
    fn new(dataset: &'a Dataset, profile: &Profile, selection: &Selection) -> Self {
        let totals = SelectedTotals::new(dataset, profile, selection);
        let customers: Vec<usize> = selection.customers.iter().collect();
        let revenue: Vec<Money> = customers.iter().map(|&customer| totals.revenue[customer]).collect();
        let file_cost: Vec<Money> = customers
            .iter()
            .map(|&customer| {
                let profit =
                    totals.profit.as_ref().map_or(totals.revenue[customer], |profit| profit[customer]);
                totals.revenue[customer].saturating_sub(profit)
            })
            .collect();
        let profit = revenue.iter().zip(&file_cost).map(|(&r, &c)| i128::from(r) - i128::from(c)).collect();
        let n = customers.len();
        Self {
            all_revenue: revenue.iter().map(|&revenue| revenue.max(0) as f64).sum(),
            customers,
            revenue,
            file_cost,
            profit,
            ledger: vec![0; n],
            main: vec![(f64::NEG_INFINITY, 0); n],
            dataset,
        }
    }

    /// Notes by how much a cost exceeds what all customers have for the same revenue.
    fn compare(&mut self, row: usize, costs: &[Money]) {
        let total: f64 = costs.iter().map(|&cost| cost as f64).sum();
        let average = if self.all_revenue > 0.0 { total / self.all_revenue } else { 0.0 };
        for ((main, &cost), &revenue) in self.main.iter_mut().zip(costs).zip(&self.revenue) {
            let beyond = cost as f64 - average * revenue.max(0) as f64;
            if beyond > main.0 {
                *main = (beyond, u8::try_from(row).unwrap_or(u8::MAX));
            }
        }
    }
}

/// Profit of the selected customers after their cost to serve.
///
/// # Errors
/// [`Refused`]: options that cannot be used, no amounts, neither cost in the files nor a driver.
pub fn report(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    options: &CostOptions,
) -> Result<CostReport, Refused> {
    options.check()?;
    if !dataset.has_amounts() {
        return Err(Refused::needs(Needs::Amount));
    }
    let has_file_cost = dataset.costs().is_some();
    if !has_file_cost && options.drivers.is_empty() {
        return Err(Refused::needs(Needs::Cost));
    }
    let mut ledger = Ledger::new(dataset, profile, selection);
    let profit_before: i128 = ledger.profit.iter().sum();
    let mut rows = Vec::new();
    if has_file_cost {
        let costs = ledger.file_cost.clone();
        ledger.compare(0, &costs);
        rows.push(row(dataset, "", None, &costs));
    }
    let shares_of = |driver: &CostDriver| shares(dataset, profile, selection, options, driver);
    for driver in &options.drivers {
        let Shared { shares, row } = shares_of(driver);
        ledger.compare(rows.len(), &shares);
        for (idx, &share) in shares.iter().enumerate() {
            ledger.profit[idx] -= i128::from(share);
            if matches!(driver.rate, CostRate::Ledger(_)) {
                ledger.ledger[idx] += i128::from(share);
            }
        }
        rows.push(row);
    }

    let losing: Vec<usize> = (0..ledger.customers.len()).filter(|&idx| ledger.profit[idx] < 0).collect();
    let mut listed = losing.clone();
    listed.sort_unstable_by_key(|&idx| (ledger.profit[idx], ledger.customers[idx]));
    listed.truncate(MAX_LISTED);
    let mut loss_makers: Vec<LossMaker> = listed.iter().map(|&idx| loss_maker(&ledger, idx)).collect();
    let mut shifted = vec![0_i64; losing.len()];
    let mut shift: Option<(f64, String)> = None;
    let first = usize::from(has_file_cost);
    for (place, row) in rows.iter_mut().enumerate() {
        // Shares are worked out once more rather than kept for every driver and customer.
        let shares = match place.checked_sub(first) {
            None => ledger.file_cost.clone(),
            Some(driver) => shares_of(&options.drivers[driver]).shares,
        };
        for (maker, &idx) in loss_makers.iter_mut().zip(&listed) {
            maker.costs.push(dataset.major(i128::from(shares[idx])));
        }
        let of_losing: i128 = losing.iter().map(|&idx| i128::from(shares[idx])).sum();
        row.loss_makers_cost = dataset.major(of_losing);
        row.loss_makers_share = if row.total > 0.0 { row.loss_makers_cost / row.total } else { 0.0 };
        let main = losing.iter().filter(|&&idx| usize::from(ledger.main[idx].1) == place);
        let loss: i128 = main.clone().map(|&idx| -ledger.profit[idx]).sum();
        (row.n_main, row.main_loss) = (main.count() as u64, dataset.major(loss));
        // The driver that is moved to a cheaper channel.
        let is_wanted = match &options.remedies.shift_driver {
            Some(name) => row.name == *name,
            None => shift.as_ref().is_none_or(|(most, _)| row.loss_makers_cost > *most),
        };
        if place >= first && is_wanted && of_losing > 0 {
            shift = Some((row.loss_makers_cost, row.name.clone()));
            for (own, &idx) in shifted.iter_mut().zip(&losing) {
                *own = shares[idx];
            }
        }
    }

    let others: Vec<usize> = (0..ledger.customers.len())
        .filter(|&idx| ledger.profit[idx] >= 0)
        .map(|idx| ledger.customers[idx])
        .collect();
    let losing: Vec<Losing> = losing
        .iter()
        .zip(shifted)
        .map(|(&idx, shifted)| Losing {
            customer: ledger.customers[idx],
            revenue: ledger.revenue[idx],
            profit: saturated(ledger.profit[idx]),
            file_cost: ledger.file_cost[idx],
            ledger: saturated(ledger.ledger[idx]),
            shifted,
        })
        .collect();
    let profit: i128 = ledger.profit.iter().sum();
    let remedies = Case {
        dataset,
        selection,
        as_of: profile.facts.as_of,
        options,
        losing: &losing,
        profit,
        shift_driver: shift.map(|(_, name)| name),
        others: &others,
    }
    .remedies();
    let mut report = whale(dataset, &ledger, has_file_cost, profit_before);
    report.drivers = rows;
    report.loss_makers = loss_makers;
    report.remedies = remedies;
    report.findings = findings(&report, options.drivers.is_empty() && selection.lines.is_none());
    Ok(report)
}

struct Shared {
    shares: Vec<Money>,
    row: DriverRow,
}

/// The shares of a driver, one entry per selected customer: zeros where it cannot be shared out.
fn shares(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    options: &CostOptions,
    driver: &CostDriver,
) -> Shared {
    let basis = match Basis::new(dataset, profile, selection, options, &driver.basis) {
        Ok(basis) => basis,
        Err(missing) => {
            let shares = vec![0; selection.customers.count()];
            let mut row = row(dataset, &driver.name, Some(driver.basis.clone()), &shares);
            if let CostRate::Ledger(total) = driver.rate {
                (row.total, row.unshared) = (total, total);
            }
            row.missing = Some(missing);
            return Shared { shares, row };
        }
    };
    let total = basis.total(driver, dataset.money_scale());
    let shares = largest_remainder(total, &basis.weights);
    let unshared = if shares.is_none() { total } else { 0 };
    let shares = shares.unwrap_or_else(|| vec![0; basis.weights.len()]);
    let mut row = row(dataset, &driver.name, Some(driver.basis.clone()), &shares);
    row.n_units = basis.n_units();
    row.total = dataset.major(i128::from(total));
    row.unshared = dataset.major(i128::from(unshared));
    row.cost_per_unit = (row.n_units > 0.0).then(|| row.total / row.n_units);
    Shared { shares, row }
}

fn row(dataset: &Dataset, name: &str, basis: Option<CostBasis>, costs: &[Money]) -> DriverRow {
    DriverRow {
        name: name.to_owned(),
        basis,
        missing: None,
        n_units: 0.0,
        cost_per_unit: None,
        total: dataset.major(costs.iter().map(|&cost| i128::from(cost)).sum()),
        unshared: 0.0,
        n_customers: costs.iter().filter(|&&cost| cost != 0).count() as u64,
        loss_makers_cost: 0.0,
        loss_makers_share: 0.0,
        n_main: 0,
        main_loss: 0.0,
    }
}

fn loss_maker(ledger: &Ledger, idx: usize) -> LossMaker {
    let (dataset, customer) = (ledger.dataset, ledger.customers[idx]);
    LossMaker {
        id: dataset.customers().ids.get(customer).to_owned(),
        label: dataset.customers().label(customer).to_owned(),
        revenue: dataset.major(i128::from(ledger.revenue[idx])),
        profit: dataset.major(ledger.profit[idx]),
        main_driver: usize::from(ledger.main[idx].1),
        costs: Vec::new(),
    }
}

/// The curve and what follows from it; everything else is still empty.
fn whale(dataset: &Dataset, ledger: &Ledger, has_file_cost: bool, profit_before: i128) -> CostReport {
    let mut pairs: Vec<(Money, Money)> = ledger
        .profit
        .iter()
        .zip(&ledger.revenue)
        .map(|(&profit, &revenue)| (saturated(profit), revenue))
        .collect();
    pairs.sort_unstable_by_key(|&pair| Reverse(pair));
    let values: Vec<Money> = pairs.iter().map(|pair| pair.0).collect();
    let n = values.len();
    let n_peak = values.partition_point(|&value| value >= 0);
    let mut stops: BTreeSet<usize> = dense_at_start(n_peak, CURVE_POINTS - TAIL_POINTS).collect();
    stops.extend(dense_at_start(n - n_peak, TAIL_POINTS).map(|from_end| n - from_end));
    let sum = |values: &[Money]| values.iter().map(|&value| i128::from(value)).sum::<i128>();
    let (peak, profit) = (sum(&values[..n_peak]), sum(&values));
    CostReport {
        n_customers: n as u64,
        revenue: dataset.major(ledger.revenue.iter().map(|&revenue| i128::from(revenue)).sum()),
        has_file_cost,
        profit_before: dataset.major(profit_before),
        cost_to_serve: dataset.major(profit_before - profit),
        profit: dataset.major(profit),
        drivers: Vec::new(),
        curve: curve(dataset, &values, &stops),
        peak_profit: dataset.major(peak),
        peak_ratio: (profit > 0).then(|| peak as f64 / profit as f64),
        peak_customer_share: if n > 0 { n_peak as f64 / n as f64 } else { 0.0 },
        n_loss_making: (n - n_peak) as u64,
        destroyed: dataset.major(peak - profit),
        destroyed_share: (peak > 0).then(|| (peak - profit) as f64 / peak as f64),
        lens: lens(dataset, &pairs),
        loss_makers: Vec::new(),
        remedies: Vec::new(),
        findings: Vec::new(),
    }
}

/// `is_filterable`: whether the loss-makers are those of the filter, which knows the cost in the files only.
fn findings(report: &CostReport, is_filterable: bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    let clause = || is_filterable.then_some(Clause::LossMaking(true));
    if report.n_loss_making > 0 {
        let values = [
            Value::Count(report.n_loss_making),
            Value::Money(report.destroyed),
            Value::Money(report.peak_profit),
            Value::Money(report.profit),
        ];
        findings.push(Finding::new(&TAIL_DESTROYS, values, report.destroyed, clause()));
    }
    let main = report.drivers.iter().filter(|row| row.basis.is_some() && row.n_main > 0);
    if let Some(row) = main.max_by(|a, b| a.main_loss.total_cmp(&b.main_loss)) {
        let values = [Value::Name(row.name.clone()), Value::Count(row.n_main), Value::Money(row.main_loss)];
        findings.push(Finding::new(&DRIVER_OF_LOSSES, values, row.main_loss, None));
    }
    for remedy in report.remedies.iter().filter(|remedy| remedy.gain > 0.0) {
        let gain = Value::Money(remedy.gain);
        match &remedy.kind {
            RemedyKind::Reprice => findings.push(Finding::new(
                &RAISE_PRICES,
                [Value::Count(remedy.n_customers), gain, Value::Count(remedy.n_still_losing)],
                remedy.gain,
                clause(),
            )),
            RemedyKind::CheaperChannel { driver } => findings.push(Finding::new(
                &CHEAPER_CHANNEL,
                [Value::Name(driver.clone()), Value::Count(remedy.n_customers), gain],
                remedy.gain,
                None,
            )),
            RemedyKind::MinimumOrder { .. } | RemedyKind::LetGo => {}
        }
    }
    for row in report.drivers.iter().filter(|row| row.unshared > 0.0) {
        let values = [Value::Name(row.name.clone()), Value::Money(row.unshared)];
        findings.push(Finding::new(&UNSHARED_COST, values, row.unshared, None));
    }
    finding::rank(&mut findings);
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{Line, dataset, day, line, profile, select};
    use proptest::prelude::*;

    fn driver(name: &str, basis: CostBasis, rate: CostRate) -> CostDriver {
        CostDriver { name: name.to_owned(), basis, rate }
    }

    fn options(drivers: Vec<CostDriver>) -> CostOptions {
        CostOptions { drivers, ..CostOptions::default() }
    }

    fn reported(lines: &[Line], options: &CostOptions) -> Result<CostReport, Refused> {
        let dataset = dataset(lines, &[]);
        let profile = profile(&dataset, day("2024-12-31"));
        report(&dataset, &profile, &select(&dataset, &profile, &[]), options)
    }

    /// Ten customers, worked on paper: revenue 1,000, 900 ... 100, cost 60 % of it, one order each but for J, who
    /// orders ten times for 10 each.
    fn ten() -> Vec<Line> {
        let mut lines: Vec<Line> = (0..9)
            .map(|n| {
                let id = char::from(b'A' + u8::try_from(n).unwrap()).to_string();
                Line { cost: 600 - 60 * n, ..line(&id, "2024-05-05", 1_000 - 100 * n) }
            })
            .collect();
        lines.extend((1..=10).map(|n| Line { cost: 6, ..line("J", &format!("2024-06-{n:02}"), 10) }));
        lines
    }

    #[test]
    fn ten_customers_come_out_as_on_paper() {
        // 19 orders at 20 each; J has 40 of margin and 200 of orders.
        let report =
            reported(&ten(), &options(vec![driver("orders", CostBasis::Order, CostRate::Each(20.0))]))
                .unwrap();
        assert_eq!((report.revenue, report.profit_before), (5_500.0, 2_200.0));
        assert_eq!((report.cost_to_serve, report.profit), (380.0, 1_820.0));
        assert_eq!((report.peak_profit, report.destroyed, report.n_loss_making), (1_980.0, 160.0, 1));
        assert_eq!(report.loss_makers[0].id, "J");
        assert_eq!((report.loss_makers[0].profit, report.loss_makers[0].main_driver), (-160.0, 1));
        assert_eq!(report.loss_makers[0].costs, [60.0, 200.0]);
        let orders = &report.drivers[1];
        assert_eq!((orders.n_units, orders.cost_per_unit, orders.total), (19.0, Some(20.0), 380.0));
        assert_eq!((orders.n_main, orders.main_loss, orders.loss_makers_cost), (1, 160.0, 200.0));
        assert_eq!(report.lens.zones.iter().map(|zone| zone.n_customers).collect::<Vec<_>>(), [2, 7, 1]);
        assert_eq!(report.lens.zones[0].profit, 400.0 - 20.0 + 360.0 - 20.0);
        assert_eq!(report.lens.zones[2].profit, -160.0);
    }

    #[test]
    fn remedies_of_ten_customers_are_those_on_paper() {
        let report =
            reported(&ten(), &options(vec![driver("orders", CostBasis::Order, CostRate::Each(20.0))]))
                .unwrap();
        let gain = |wanted: &dyn Fn(&RemedyKind) -> bool| {
            report.remedies.iter().find(|remedy| wanted(&remedy.kind)).map(|remedy| remedy.gain)
        };
        let near = |a: Option<f64>, b: f64| assert!((a.unwrap() - b).abs() < 1e-9, "{a:?} is not {b}");
        // 90 % of 100 pay 5 % more, and a tenth of the loss of 160 goes.
        near(gain(&|kind| *kind == RemedyKind::Reprice), 4.5 + 16.0);
        // Half of 200 at 40 % of its cost.
        near(gain(&|kind| matches!(kind, RemedyKind::CheaperChannel { .. })), 60.0);
        // The others order for 200 to 1,000, the lower quartile 400: half of ten orders sell 390 more at a margin of
        // 40 %, the other half go with a loss of 16 each.
        near(
            gain(&|kind| *kind == RemedyKind::MinimumOrder { amount: 400.0 }),
            5.0 * 390.0 * 0.4 + 5.0 * 16.0,
        );
        near(gain(&|kind| *kind == RemedyKind::LetGo), 160.0);
    }

    #[test]
    fn a_ledger_total_that_nobody_causes_is_said_not_to_be_shared() {
        let drivers = vec![
            driver("returns", CostBasis::Return, CostRate::Ledger(500.0)),
            driver("calls", CostBasis::Contact, CostRate::Ledger(70.0)),
            driver("pieces", CostBasis::Unit, CostRate::Each(1.0)),
            driver("office", CostBasis::Line, CostRate::Ledger(190.0)),
        ];
        let report = reported(&ten(), &options(drivers)).unwrap();
        let rows = &report.drivers[1..];
        assert_eq!((rows[0].unshared, rows[0].missing.as_deref()), (500.0, None));
        assert_eq!((rows[1].unshared, rows[1].missing.as_deref()), (70.0, Some("contacts")));
        assert_eq!((rows[2].unshared, rows[2].missing.as_deref()), (0.0, Some("quantity")));
        assert_eq!((rows[3].unshared, rows[3].total, report.cost_to_serve), (0.0, 190.0, 190.0));
        assert!(report.findings.iter().filter(|finding| finding.template == "unshared-cost").count() == 2);
        // J has 10 of 19 lines; letting J go would not save them.
        let let_go = report.remedies.iter().find(|remedy| remedy.kind == RemedyKind::LetGo).unwrap();
        assert_eq!((report.loss_makers[0].profit, let_go.gain), (-60.0, -40.0));
    }

    #[test]
    fn odd_settings_are_refused() {
        let refused = |options: &CostOptions| match reported(&ten(), options) {
            Err(Refused::BadSetting { setting }) => setting,
            other => format!("{other:?}"),
        };
        let each = |name: &str, rate: f64| driver(name, CostBasis::Order, CostRate::Each(rate));
        assert_eq!(refused(&options(vec![each("a", -1.0)])), "cost-rate");
        assert_eq!(refused(&options(vec![each("a", f64::NAN)])), "cost-rate");
        assert_eq!(refused(&options(vec![each(" ", 1.0)])), "cost-driver-name");
        assert_eq!(refused(&options(vec![each("a", 1.0), each("a", 2.0)])), "cost-driver-name");
        let drivers: Vec<CostDriver> = (0..21).map(|n| each(&n.to_string(), 1.0)).collect();
        assert_eq!(refused(&options(drivers)), "cost-drivers");
        let mut odd = options(Vec::new());
        odd.remedies.leave_share = 1.5;
        assert_eq!(refused(&odd), "remedies");
    }

    proptest! {
        #[test]
        fn profit_of_all_customers_is_revenue_less_all_cost(
            lines in prop::collection::vec((0..9_u8, 1..28_i32, -300..900_i64, 0..400_i64), 1..60),
            total in 0..100_000_i64,
            rate in 0.0..9.0_f64,
        ) {
            let lines: Vec<Line> = lines
                .into_iter()
                .map(|(id, day, amount, cost)| {
                    Line { cost, ..line(&format!("C{id}"), &format!("2024-03-{day:02}"), amount) }
                })
                .collect();
            let drivers = vec![
                driver("lines", CostBasis::Line, CostRate::Ledger(total as f64)),
                driver("orders", CostBasis::Order, CostRate::Each(rate)),
                driver("returns", CostBasis::Return, CostRate::Ledger(total as f64)),
                driver("share", CostBasis::RevenueShare, CostRate::Each(0.03)),
            ];
            let report = reported(&lines, &options(drivers)).unwrap();
            let revenue: i64 = lines.iter().map(|line| line.amount).sum();
            let cost: i64 = lines.iter().map(|line| line.cost).sum();
            let shared: f64 = report.drivers[1..].iter().map(|row| row.total - row.unshared).sum();
            prop_assert_eq!(report.profit_before, (revenue - cost) as f64);
            prop_assert_eq!(report.cost_to_serve, shared);
            prop_assert_eq!(report.profit, (revenue - cost) as f64 - shared);
            prop_assert_eq!(report.drivers[1].total, total as f64);
            prop_assert_eq!(report.peak_profit - report.destroyed, report.profit);
            let zones: f64 = report.lens.zones.iter().map(|zone| zone.profit).sum();
            prop_assert_eq!(zones, report.profit);
            prop_assert_eq!(report.curve.last().map(|point| point.value), Some(report.profit));
            prop_assert_eq!(report.drivers.iter().map(|row| row.n_main).sum::<u64>(), report.n_loss_making);
        }
    }
}
