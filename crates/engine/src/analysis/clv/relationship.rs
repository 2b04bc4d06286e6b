//! Profit by year of the relationship, in its six parts.
//!
//! In:   a [`Dataset`], its profile and a selection.
//! Out:  a [`RelationshipReport`]: one row per year, with the number of customers it stands on.
//! Cost: one pass over the lines of the selected customers.
//!
//! The claim to be tested is that a customer brings more each year. Years are counted from a customer's first
//! order, year 1 being the first 365 days. A year counts the customers whose such year is over by the as-of day,
//! those who have left among them with nothing: leaving them out would show growth where only the good ones are
//! still there. A later year stands on fewer and older customers, so each is compared with the first year *of
//! the same customers*.
//!
//! The six parts are those of Reichheld & Sasser (1990), Zero defections: quality comes to services, Harvard
//! Business Review 68(5), 105-111, exhibit 2. The article has a drawing and no formulas; the split here is ours
//! and adds up: with `R`, `C` revenue and cost of the year, `R1`, `C1` those of the first, `c1 = C1 / R1` and `p`
//! the premium, what `R` is above the first year's price level, the parts are base `R1 - C1`, growth
//! `(R - p - R1)(1 - c1)`, price premium `p` and cost saving `c1 (R - p) - C`.

use super::historic::acquisition_costs;
use super::history::born_in_window;
use crate::analysis::finding::{self, Finding, Kind, Template, Value};
use crate::analysis::selection::Selection;
use crate::analysis::{Profile, Refused};
use crate::data::{Dataset, Day, MeasureRole, TextRole};
use crate::metric::Needs;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Years at most.
const MOST_YEARS: usize = 12;
/// Fewest customers of a year.
const LEAST_CUSTOMERS: u64 = 30;
/// Days of a year of a relationship.
const YEAR: i32 = 365;
/// Change against the first year from which it is worth a sentence.
const NOTABLE_CHANGE: f64 = 0.1;

/// Mean profit per customer of one year, taken apart. What would need a column that is not there is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ProfitParts {
    /// What it cost to win the customers, negative and in the first year; needs that column.
    pub acquisition_cost: Option<f64>,
    /// Profit of the first year of the same customers; needs cost.
    pub base_profit: Option<f64>,
    /// More (or less) bought, at the margin of the first year; needs cost.
    pub growth: Option<f64>,
    /// Served at lower (or higher) cost than in the first year; needs cost.
    pub cost_saving: Option<f64>,
    /// First-year profit of customers whom these recommended in the year; needs who recommended whom, and cost.
    pub referral: Option<f64>,
    /// Smaller (or larger) discounts than in the first year; needs discounts as shares, and cost.
    pub price_premium: Option<f64>,
}

/// One year of the relationship.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct RelationshipYear {
    /// Which, from 1.
    pub year: u32,
    /// Customers whose such year is over.
    pub n_customers: u64,
    /// Those of them who ordered in it.
    pub n_active: u64,
    /// Mean revenue per customer.
    pub revenue: f64,
    /// Mean revenue of the first year of the same customers.
    pub first_year_revenue: f64,
    /// Mean profit per customer: the sum of the parts that are known; `None` without cost.
    pub profit: Option<f64>,
    /// The profit of this and the earlier years; `None` without cost.
    pub cumulated_profit: Option<f64>,
    /// The parts.
    pub parts: ProfitParts,
}

/// Profit by year of the relationship of the selected customers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RelationshipReport {
    /// Why there is no figure; everything below is empty then.
    pub refused: Option<Refused>,
    /// Selected customers whose first order is known.
    pub n_customers: u64,
    /// By year; ends where fewer than 30 customers are left to look at.
    pub years: Vec<RelationshipYear>,
    /// The first year at whose end the cost of winning a customer is earned; `None` when that cost is unknown or
    /// is not earned within the years.
    pub payback_year: Option<u32>,
    /// What stands out.
    pub findings: Vec<Finding>,
}

/// Customers bring more the longer they stay.
pub(super) const GROWS: Template = Template {
    id: "relationship-grows",
    parameters: &[("first", Kind::Money), ("later", Kind::Money), ("year", Kind::Count), ("n", Kind::Count)],
    action: "keep-the-old",
};

/// Customers bring less the longer it lasts.
pub(super) const FADES: Template = Template {
    id: "relationship-fades",
    parameters: &[("first", Kind::Money), ("later", Kind::Money), ("year", Kind::Count), ("n", Kind::Count)],
    action: "find-why-fading",
};

/// Sums of one year over the customers whose such year is over.
#[derive(Clone, Copy, Default)]
struct Sums {
    n: u64,
    n_active: u64,
    revenue: i128,
    cost: i128,
    first_revenue: i128,
    first_cost: i128,
    /// Revenue at list prices.
    list: f64,
    first_list: f64,
    referral: i128,
}

/// One customer's years.
#[derive(Clone, Default)]
struct Years {
    first: Day,
    /// Whole years that are over.
    n_over: usize,
    /// Revenue, cost, revenue at list prices and whether there was an order, by year.
    by_year: Vec<(i128, i128, f64, bool)>,
}

/// Reports the profit by year of the relationship of the selected customers, on their selected lines.
#[must_use]
pub fn report(dataset: &Dataset, profile: &Profile, selection: &Selection) -> RelationshipReport {
    let born = born_in_window(dataset, &profile.facts);
    let discounts = discount_shares(dataset);
    let years: Vec<(usize, Years)> = selection
        .customers
        .iter()
        .filter(|&customer| born.get(customer))
        .map(|customer| (customer, years_of(dataset, profile, selection, customer, discounts)))
        .collect();
    let mut report = RelationshipReport {
        refused: None,
        n_customers: years.len() as u64,
        years: Vec::new(),
        payback_year: None,
        findings: Vec::new(),
    };
    let n_first = years.iter().filter(|(_, it)| it.n_over > 0).count() as u64;
    if !dataset.has_amounts() {
        report.refused = Some(Refused::needs(Needs::Amount));
        return report;
    }
    if n_first < LEAST_CUSTOMERS {
        report.refused = Some(Refused::TooFewCustomers { have: n_first, need: LEAST_CUSTOMERS });
        return report;
    }
    let mut sums = [Sums::default(); MOST_YEARS];
    for (_, it) in &years {
        for (sums, year) in sums.iter_mut().zip(&it.by_year).take(it.n_over) {
            let first = it.by_year[0];
            sums.n += 1;
            sums.n_active += u64::from(year.3);
            sums.revenue += year.0;
            sums.cost += year.1;
            sums.first_revenue += first.0;
            sums.first_cost += first.1;
            sums.list += year.2;
            sums.first_list += first.2;
        }
    }
    let has_referrers = add_referrals(dataset, &years, &mut sums);
    let acquisition = acquisition_costs(dataset).map(|spent| {
        let won = years.iter().filter(|(_, it)| it.n_over > 0);
        won.filter_map(|&(customer, _)| spent.get(customer).filter(|cost| cost.is_finite())).sum::<f64>()
    });
    let mut cumulated = 0.0;
    for (idx, sums) in sums.iter().enumerate().take_while(|(_, sums)| sums.n >= LEAST_CUSTOMERS) {
        let acquisition = acquisition.map(|cost| if idx == 0 { cost } else { 0.0 });
        let mut row = row(dataset, idx, sums, acquisition, discounts.is_some(), has_referrers);
        if let Some(profit) = row.profit {
            cumulated += profit;
            row.cumulated_profit = Some(cumulated);
            if report.payback_year.is_none() && acquisition.is_some() && cumulated >= 0.0 {
                report.payback_year = Some(row.year);
            }
        }
        report.years.push(row);
    }
    report.findings = findings(&report);
    report
}

/// Discounts of the lines where all are shares of 0 to 1; per cent and amounts cannot be told apart.
fn discount_shares(dataset: &Dataset) -> Option<&[f64]> {
    let values = dataset.measure(MeasureRole::Discount)?.values.as_slice();
    let is_share = |value: &f64| value.is_nan() || (0.0..1.0).contains(value);
    (values.iter().all(is_share) && values.iter().any(|value| *value > 0.0)).then_some(values)
}

fn years_of(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    customer: usize,
    discounts: Option<&[f64]>,
) -> Years {
    let facts = &profile.facts;
    let first = facts.first_day[customer];
    let n_over = ((facts.as_of.since(first) + 1).max(0) / YEAR).unsigned_abs() as usize;
    let mut years = Years { first, n_over: n_over.min(MOST_YEARS), by_year: vec![(0, 0, 0.0, false)] };
    years.by_year.resize(n_over.clamp(1, MOST_YEARS), (0, 0, 0.0, false));
    for line in dataset.lines_of_customer(customer).filter(|&line| selection.has_line(line)) {
        let day = dataset.days()[line];
        let year = (day.since(first).max(0) / YEAR).unsigned_abs() as usize;
        let Some(year) = years.by_year.get_mut(year).filter(|_| day <= facts.as_of) else { continue };
        let amount = dataset.amounts()[line];
        year.0 += i128::from(amount);
        year.1 += dataset.costs().map_or(0, |costs| i128::from(costs[line]));
        let discount = discounts.map_or(0.0, |shares| shares[line]);
        year.2 += amount as f64 / (1.0 - if discount.is_nan() { 0.0 } else { discount });
        year.3 = true;
    }
    years
}

/// Adds the first-year profit of recommended customers to the year of those who recommended them; `false` where
/// nobody is known to have.
fn add_referrals(dataset: &Dataset, years: &[(usize, Years)], sums: &mut [Sums]) -> bool {
    let texts = &dataset.customers().texts;
    let Some(referrers) = texts.iter().find(|it| it.role == TextRole::Referrer) else { return false };
    let ids = &dataset.customers().ids;
    let by_id: HashMap<&str, &Years> = years.iter().map(|(customer, it)| (ids.get(*customer), it)).collect();
    for (customer, it) in years {
        let Some(referrer) = by_id.get(referrers.values.get(*customer)) else { continue };
        let days = it.first.since(referrer.first);
        let year = (days.max(0) / YEAR).unsigned_abs() as usize;
        if days >= 0 && year < referrer.n_over {
            let first = it.by_year[0];
            sums[year].referral += first.0 - first.1;
        }
    }
    true
}

fn row(
    dataset: &Dataset,
    idx: usize,
    sums: &Sums,
    acquisition: Option<f64>,
    has_discounts: bool,
    has_referrers: bool,
) -> RelationshipYear {
    let n = sums.n as f64;
    let mean = |sum: i128| dataset.major(sum) / n;
    let (revenue, first) = (mean(sums.revenue), mean(sums.first_revenue));
    let mut parts = ProfitParts {
        acquisition_cost: acquisition.map(|cost| if cost > 0.0 { -cost / n } else { 0.0 }),
        base_profit: None,
        growth: None,
        cost_saving: None,
        referral: None,
        price_premium: None,
    };
    let mut profit = None;
    if dataset.costs().is_some() {
        let (cost, first_cost) = (mean(sums.cost), mean(sums.first_cost));
        // Without revenue in the first year there is no margin to compare with; all change is growth then.
        let cost_share = if first > 0.0 { first_cost / first } else { 0.0 };
        let has_level = has_discounts && sums.first_list > 0.0;
        let premium = if has_level {
            revenue - dataset.major(1) * sums.list / n * (sums.first_revenue as f64 / sums.first_list)
        } else {
            0.0
        };
        parts.base_profit = Some(first - first_cost);
        parts.growth = Some((revenue - premium - first) * (1.0 - cost_share));
        parts.cost_saving = Some(cost_share * (revenue - premium) - cost + first_cost - cost_share * first);
        parts.price_premium = has_level.then_some(premium);
        parts.referral = has_referrers.then(|| mean(sums.referral));
        let known = [parts.acquisition_cost, parts.referral];
        profit = Some(revenue - cost + known.into_iter().flatten().sum::<f64>());
    }
    RelationshipYear {
        year: u32::try_from(idx + 1).unwrap_or(u32::MAX),
        n_customers: sums.n,
        n_active: sums.n_active,
        revenue,
        first_year_revenue: first,
        profit,
        cumulated_profit: None,
        parts,
    }
}

fn findings(report: &RelationshipReport) -> Vec<Finding> {
    let mut findings = Vec::new();
    let last = report.years.iter().rev().find(|row| row.year > 1);
    if let Some(row) = last
        && let ProfitParts {
            base_profit: Some(base),
            growth: Some(growth),
            cost_saving: Some(saving),
            price_premium,
            ..
        } = row.parts
    {
        let later = base + growth + saving + price_premium.unwrap_or(0.0);
        let template = if later >= base { &GROWS } else { &FADES };
        if base > 0.0 && (later / base - 1.0).abs() >= NOTABLE_CHANGE {
            let values = [
                Value::Money(base),
                Value::Money(later),
                Value::Count(u64::from(row.year)),
                Value::Count(row.n_customers),
            ];
            let at_stake = (later - base).abs() * row.n_customers as f64;
            findings.push(Finding::new(template, values, at_stake, None));
        }
    }
    finding::rank(&mut findings);
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{Line, dataset, day, line, profile, select};

    fn reported(lines: &[Line], as_of: &str) -> RelationshipReport {
        let dataset = dataset(lines, &[]);
        let profile = profile(&dataset, day(as_of));
        report(&dataset, &profile, &select(&dataset, &profile, &[]))
    }

    /// Forty customers of 2020 who order every year, the later the more and the cheaper; twenty of 2022 who come
    /// once, and one whose first year is not over.
    fn shop() -> Vec<Line> {
        let mut lines = Vec::new();
        for customer in 0..40 {
            for (date, amount, cost) in
                [("2020-01-10", 100, 60), ("2021-01-15", 120, 66), ("2022-01-15", 150, 75)]
            {
                lines.push(Line { cost, ..line(&format!("A{customer:02}"), date, amount) });
            }
        }
        for customer in 0..20 {
            lines.push(Line { cost: 60, ..line(&format!("B{customer:02}"), "2021-12-01", 100) });
        }
        lines.push(Line { cost: 1, ..line("C", "2022-06-01", 1_000_000) });
        lines
    }

    #[test]
    fn each_year_counts_who_can_be_seen_in_it_and_its_parts_add_up() {
        let report = reported(&shop(), "2022-12-31");
        let counts: Vec<_> = report.years.iter().map(|row| (row.n_customers, row.n_active)).collect();
        assert_eq!(counts, [(60, 60), (40, 40)]);
        let second = report.years[1];
        assert_eq!((second.revenue, second.first_year_revenue, second.profit), (120.0, 100.0, Some(54.0)));
        // 20 more at a margin of 40 %; 66 instead of 72 to serve.
        let parts = second.parts;
        assert!(
            (parts.growth.unwrap() - 8.0).abs() < 1e-9 && (parts.cost_saving.unwrap() - 6.0).abs() < 1e-9
        );
        assert_eq!((parts.base_profit, parts.price_premium, parts.referral), (Some(40.0), None, None));
        assert_eq!((parts.acquisition_cost, report.payback_year), (None, None));
        assert_eq!((report.years[0].cumulated_profit, second.cumulated_profit), (Some(40.0), Some(94.0)));
        assert_eq!(report.findings.len(), 1);
        for row in &report.years {
            let parts = [row.parts.base_profit, row.parts.growth, row.parts.cost_saving];
            let sum: f64 = parts.into_iter().flatten().sum();
            assert!((sum - row.profit.unwrap()).abs() < 1e-9);
        }
    }

    #[test]
    fn a_year_is_over_on_its_365th_day() {
        let lines: Vec<Line> = (0..30).map(|idx| line(&format!("{idx}"), "2021-01-01", 5)).collect();
        let refused = reported(&lines, "2021-12-30").refused;
        assert_eq!(refused, Some(Refused::TooFewCustomers { have: 0, need: 30 }));
        assert_eq!(reported(&lines, "2021-12-31").years.len(), 1);
        // In the second year all are gone, and count with nothing.
        let second = reported(&lines, "2022-12-31").years[1];
        assert_eq!((second.n_customers, second.n_active, second.revenue), (30, 0, 0.0));
        assert_eq!(second.parts.growth, Some(-5.0));
    }
}
