//! Historic lifetime value: what customers have brought so far, less what they have cost.
//!
//! In:   a [`Dataset`], its profile and a selection.
//! Out:  a [`HistoricReport`].
//! Cost: one pass over the lines of the selected customers, one sort of the customers.
//!
//! The lowest rung of the ladder: no model, no future, and nothing to believe. What is known is taken off:
//! cost of goods and service where the lines have cost, the cost of winning the customer where the customers
//! have that; what is not known is named and not guessed.
//!
//! Source: the definition of the lectures, purchases of a lifetime less the costs of marketing and of managing
//! the customer; with a discount, Berger & Nasr (1998), Journal of Interactive Marketing 12(1), 17-30, case 1.

use crate::analysis::finding::{self, Finding, Kind, Template, Value};
use crate::analysis::selection::Selection;
use crate::analysis::{Profile, Refused};
use crate::data::{Dataset, MeasureRole, Money};
use crate::metric::Needs;
use serde::{Deserialize, Serialize};

/// Shares of customers at which values are given.
const QUANTILES: [f64; 5] = [0.10, 0.25, 0.50, 0.75, 0.90];
/// Customers listed at most.
const N_TOP: usize = 20;
/// Days of a year.
const DAYS_PER_YEAR: f64 = 365.25;
/// Share of unrecovered customers from which it is worth a sentence.
const NOTABLE_SHARE: f64 = 0.05;

/// What the historic value is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct HistoricOptions {
    /// Discount per year back to each customer's first order; 0 adds up what has come.
    pub annual_discount: f64,
}

/// A customer and what it has brought.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HistoricCustomer {
    /// Customer id.
    pub id: String,
    /// Name, or id where there is none.
    pub label: String,
    /// Revenue so far.
    pub revenue: f64,
    /// Cost of goods and service, where there is cost.
    pub cost: Option<f64>,
    /// Cost of winning the customer, where it is known.
    pub acquisition_cost: Option<f64>,
    /// Revenue less what is known of cost, discounted as asked.
    pub value: f64,
}

/// What the selected customers have brought so far.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HistoricReport {
    /// What was asked.
    pub options: HistoricOptions,
    /// Why there is no figure; everything below is 0 or empty then.
    pub refused: Option<Refused>,
    /// Selected customers.
    pub n_customers: u64,
    /// Their revenue.
    pub revenue: f64,
    /// Cost of goods and service, where there is cost.
    pub cost: Option<f64>,
    /// Cost of winning them, where there is such a column.
    pub acquisition_cost: Option<f64>,
    /// Customers for whom that cost is known.
    pub n_with_acquisition_cost: u64,
    /// Revenue less what is known of cost, not discounted.
    pub value: f64,
    /// The same, discounted as asked to each customer's first order.
    pub discounted_value: f64,
    /// Mean per customer of the discounted value.
    pub mean: f64,
    /// Values of which a tenth, a quarter, half, three quarters and nine tenths of customers stay below.
    pub quantiles: Vec<(f64, f64)>,
    /// Customers who have cost more than they brought.
    pub n_negative: u64,
    /// What these have cost beyond what they brought.
    pub loss: f64,
    /// Customers of largest value, twenty at most.
    pub top: Vec<HistoricCustomer>,
    /// What stands out.
    pub findings: Vec<Finding>,
}

/// Customers who have not brought back what they cost.
pub(super) const NOT_RECOVERED: Template = Template {
    id: "not-recovered",
    parameters: &[("n", Kind::Count), ("share", Kind::Share), ("loss", Kind::Money)],
    action: "check-cost-of-winning",
};

/// One customer's sums in minor units, and the discounted value in whole ones.
#[derive(Clone, Copy)]
struct Row {
    customer: usize,
    revenue: i128,
    cost: i128,
    acquisition: Option<f64>,
    value: f64,
}

/// Reports what the selected customers have brought so far with their selected lines.
#[must_use]
pub fn report(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    options: &HistoricOptions,
) -> HistoricReport {
    let mut report = HistoricReport {
        options: *options,
        refused: None,
        n_customers: selection.customers.count() as u64,
        revenue: 0.0,
        cost: None,
        acquisition_cost: None,
        n_with_acquisition_cost: 0,
        value: 0.0,
        discounted_value: 0.0,
        mean: 0.0,
        quantiles: Vec::new(),
        n_negative: 0,
        loss: 0.0,
        top: Vec::new(),
        findings: Vec::new(),
    };
    // Written so that what is no number is refused.
    let is_discount = options.annual_discount >= 0.0 && options.annual_discount.is_finite();
    if !is_discount {
        report.refused = Some(Refused::BadSetting { setting: "annual-discount".to_owned() });
    } else if !dataset.has_amounts() {
        report.refused = Some(Refused::needs(Needs::Amount));
    } else if report.n_customers == 0 {
        report.refused = Some(Refused::TooFewCustomers { have: 0, need: 1 });
    }
    if report.refused.is_some() {
        return report;
    }
    let spent = acquisition_costs(dataset);
    let mut rows: Vec<Row> = selection
        .customers
        .iter()
        .map(|customer| row(dataset, profile, selection, options, customer, spent))
        .collect();
    let n = rows.len() as f64;
    let revenue: i128 = rows.iter().map(|row| row.revenue).sum();
    let cost: i128 = rows.iter().map(|row| row.cost).sum();
    let acquisition: f64 = rows.iter().filter_map(|row| row.acquisition).sum();
    report.revenue = dataset.major(revenue);
    report.cost = dataset.costs().map(|_| dataset.major(cost));
    report.acquisition_cost = spent.map(|_| acquisition);
    report.n_with_acquisition_cost = rows.iter().filter(|row| row.acquisition.is_some()).count() as u64;
    report.value = dataset.major(revenue - cost) - acquisition;
    report.discounted_value = rows.iter().map(|row| row.value).sum();
    report.mean = report.discounted_value / n;
    let losing = || rows.iter().filter(|row| row.value < 0.0);
    report.n_negative = losing().count() as u64;
    report.loss = losing().map(|row| -row.value).sum();
    rows.sort_unstable_by(|a, b| b.value.total_cmp(&a.value).then(a.customer.cmp(&b.customer)));
    report.quantiles = QUANTILES
        .map(|share| {
            // Largest first, so from the other end; the lower of two values where there is none between.
            let place = (share * (rows.len() - 1) as f64).floor() as usize;
            (share, rows[rows.len() - 1 - place].value)
        })
        .to_vec();
    report.top = rows.iter().take(N_TOP).map(|row| named(dataset, row)).collect();
    report.findings = findings(&report);
    report
}

/// What it cost to win each customer, where there is such a column.
pub(super) fn acquisition_costs(dataset: &Dataset) -> Option<&[f64]> {
    let measures = &dataset.customers().measures;
    measures.iter().find(|it| it.role == MeasureRole::AcquisitionCost).map(|it| it.values.as_slice())
}

fn row(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    options: &HistoricOptions,
    customer: usize,
    spent: Option<&[f64]>,
) -> Row {
    let facts = &profile.facts;
    let acquisition = spent.and_then(|spent| spent.get(customer).copied()).filter(|cost| cost.is_finite());
    let mut row = Row { customer, revenue: 0, cost: 0, acquisition, value: 0.0 };
    let costs: Option<&[Money]> = dataset.costs();
    let mut discounted = 0.0;
    for line in dataset.lines_of_customer(customer).filter(|&line| selection.has_line(line)) {
        let day = dataset.days()[line];
        if day > facts.as_of {
            continue;
        }
        let (amount, cost) = (dataset.amounts()[line], costs.map_or(0, |costs| costs[line]));
        row.revenue += i128::from(amount);
        row.cost += i128::from(cost);
        if options.annual_discount > 0.0 {
            let years = f64::from(day.since(facts.first_day[customer])) / DAYS_PER_YEAR;
            let factor = libm::pow(1.0 + options.annual_discount, -years);
            discounted += dataset.major(i128::from(amount) - i128::from(cost)) * factor;
        }
    }
    if options.annual_discount <= 0.0 {
        discounted = dataset.major(row.revenue - row.cost);
    }
    row.value = discounted - acquisition.unwrap_or(0.0);
    row
}

fn named(dataset: &Dataset, row: &Row) -> HistoricCustomer {
    HistoricCustomer {
        id: dataset.customers().ids.get(row.customer).to_owned(),
        label: dataset.customers().label(row.customer).to_owned(),
        revenue: dataset.major(row.revenue),
        cost: dataset.costs().map(|_| dataset.major(row.cost)),
        acquisition_cost: row.acquisition,
        value: row.value,
    }
}

fn findings(report: &HistoricReport) -> Vec<Finding> {
    let share = report.n_negative as f64 / report.n_customers.max(1) as f64;
    let mut findings = Vec::new();
    if share >= NOTABLE_SHARE && (report.cost.is_some() || report.acquisition_cost.is_some()) {
        let values = [Value::Count(report.n_negative), Value::Share(share, 0), Value::Money(report.loss)];
        findings.push(Finding::new(&NOT_RECOVERED, values, report.loss, None));
    }
    finding::rank(&mut findings);
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{Line, dataset, day, line, profile, select};

    fn reported(lines: &[Line], annual_discount: f64) -> HistoricReport {
        let dataset = dataset(lines, &[]);
        let profile = profile(&dataset, day("2024-12-31"));
        let all = select(&dataset, &profile, &[]);
        report(&dataset, &profile, &all, &HistoricOptions { annual_discount })
    }

    #[test]
    fn revenue_less_cost_adds_up_and_later_margin_is_worth_less() {
        let lines = [
            Line { cost: 30, ..line("A", "2022-01-01", 100) },
            Line { cost: 10, ..line("A", "2023-01-01", 60) },
            Line { cost: 90, ..line("B", "2023-05-01", 50) },
        ];
        let plain = reported(&lines, 0.0);
        assert_eq!((plain.revenue, plain.cost, plain.value), (210.0, Some(130.0), 80.0));
        assert_eq!((plain.discounted_value, plain.mean), (80.0, 40.0));
        assert_eq!((plain.n_negative, plain.loss, plain.acquisition_cost), (1, 40.0, None));
        assert_eq!((plain.top[0].id.as_str(), plain.top[0].value), ("A", 120.0));
        assert_eq!((plain.quantiles[0], plain.quantiles[4]), ((0.10, -40.0), (0.90, -40.0)));
        assert_eq!(plain.findings.len(), 1);
        let discounted = reported(&lines, 0.10);
        let expected = 70.0 + 50.0 * 1.1_f64.powf(-365.0 / 365.25) - 40.0;
        assert!((discounted.discounted_value - expected).abs() < 1e-9);
        assert_eq!(discounted.value, 80.0);
    }

    #[test]
    fn nobody_and_a_discount_that_is_none_are_refused() {
        let refused = reported(&[line("A", "2025-01-01", 1)], 0.0).refused;
        assert_eq!(refused, Some(Refused::TooFewCustomers { have: 0, need: 1 }));
        let refused = reported(&[line("A", "2024-01-01", 1)], f64::NAN).refused;
        assert_eq!(refused, Some(Refused::BadSetting { setting: "annual-discount".to_owned() }));
    }
}
