//! The tiers of a selection, what they use and bring, and how customers moved between them.

use super::register::{BELOW_ZERO, GROWABLE, TOP_LEAVES};
use super::{Tier, TierOptions, Tiers};
use crate::analysis::finding::{self, Finding, Value};
use crate::analysis::selection::Selection;
use crate::analysis::{Profile, Refused};
use crate::data::{Dataset, DayRange};
use serde::{Deserialize, Serialize};

/// Fewest selected customers with an order in the period.
const MIN_CUSTOMERS: u64 = 20;
/// Fewest customers of a tier before a sentence on how many of them stayed.
const MIN_MOVED: u64 = 20;

/// One tier.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TierRow {
    /// Which.
    pub tier: Tier,
    /// Selected customers.
    pub n_customers: u64,
    /// Their share of all.
    pub customer_share: f64,
    /// Their revenue in the period.
    pub revenue: f64,
    /// Their value in the period: profit, or revenue where there is no cost.
    pub value: f64,
    /// Its share of all value; 0 where that is not positive.
    pub value_share: f64,
    /// Their cost in the period, where there is cost.
    pub cost: Option<f64>,
    /// Its share of all cost, where there is any: what they use of the resources.
    pub cost_share: Option<f64>,
    /// What they could bring more in a period.
    pub potential: f64,
    /// Share of those who were in the tier in the period before and still are; `None` where nobody was.
    pub stayed_share: Option<f64>,
    /// How many were in the tier in the period before.
    pub n_before: u64,
}

/// How many customers moved from one tier to another.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct TierFlow {
    /// The tier in the period before.
    pub from: Tier,
    /// The tier in the period.
    pub to: Tier,
    /// Customers.
    pub n_customers: u64,
    /// Their share of those who were in `from`.
    pub share: f64,
}

/// Tiers of the selected customers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TierReport {
    /// Why there are no tiers.
    pub refused: Option<Refused>,
    /// The rules.
    pub options: TierOptions,
    /// Whether value is profit; revenue otherwise.
    pub is_profit: bool,
    /// The period.
    pub period: DayRange,
    /// The period before; `None` where the data begins within it, so that nobody can be said to have moved.
    pub period_before: Option<DayRange>,
    /// All tiers, in the order of [`Tier::ALL`].
    pub rows: Vec<TierRow>,
    /// Moves between the tiers, all 25 pairs; empty without a period before.
    pub flows: Vec<TierFlow>,
    /// Share of the customers of the period before who stayed in their tier; `None` without one.
    pub stayed_share: Option<f64>,
    /// Customers who came between the periods: without a tier in the one before.
    pub n_new: u64,
    /// What stands out.
    pub findings: Vec<Finding>,
}

#[derive(Clone, Copy, Default)]
struct Sum {
    n_customers: u64,
    revenue: i128,
    value: i128,
    potential: f64,
}

/// Tiers of the selected customers as of the as-of day. Tiers are made from all customers and all their lines of
/// the period; the selection says whom the report counts.
#[must_use]
pub fn report(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    options: &TierOptions,
) -> TierReport {
    let days = i32::from(options.period_days);
    let as_of = profile.facts.as_of;
    let period = DayRange::new(as_of.plus(1 - days), as_of);
    let before = DayRange::new(as_of.plus(1 - 2 * days), as_of.plus(-days));
    let period_before = (dataset.observed().first <= before.first).then_some(before);
    let mut report = TierReport {
        refused: options.check().err(),
        options: *options,
        is_profit: dataset.costs().is_some(),
        period,
        period_before,
        rows: Vec::new(),
        flows: Vec::new(),
        stayed_share: None,
        n_new: 0,
        findings: Vec::new(),
    };
    if report.refused.is_some() {
        return report;
    }
    if !dataset.has_amounts() {
        report.refused = Some(Refused::needs(crate::metric::Needs::Amount));
        return report;
    }
    let tiers = Tiers::new(dataset, period, options);
    let have = selection.customers.iter().filter(|&customer| tiers.n_orders[customer] > 0).count() as u64;
    if have < MIN_CUSTOMERS {
        report.refused = Some(Refused::TooFewCustomers { have, need: MIN_CUSTOMERS });
        return report;
    }
    let earlier = period_before.map(|before| Tiers::new(dataset, before, options));
    let mut sums = [Sum::default(); 5];
    let mut moves = [[0_u64; 5]; 5];
    for customer in selection.customers.iter() {
        let Some(tier) = tiers.tier[customer] else { continue };
        let sum = &mut sums[tier as usize];
        sum.n_customers += 1;
        sum.revenue += i128::from(tiers.revenue[customer]);
        sum.value += i128::from(tiers.value[customer]);
        sum.potential += tiers.potential[customer];
        match earlier.as_ref().map(|earlier| earlier.tier[customer]) {
            Some(Some(from)) => moves[from as usize][tier as usize] += 1,
            Some(None) => report.n_new += 1,
            None => {}
        }
    }
    report.rows = rows(dataset, &sums, &moves, report.is_profit);
    if period_before.is_some() {
        let n_stayed: u64 = (0..5).map(|tier| moves[tier][tier]).sum();
        let n_before: u64 = moves.iter().flatten().sum();
        report.stayed_share = (n_before > 0).then(|| n_stayed as f64 / n_before as f64);
        report.flows = flows(&moves);
    }
    report.findings = findings(&report);
    report
}

fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

fn rows(dataset: &Dataset, sums: &[Sum; 5], moves: &[[u64; 5]; 5], has_cost: bool) -> Vec<TierRow> {
    let n: u64 = sums.iter().map(|sum| sum.n_customers).sum();
    let value: i128 = sums.iter().map(|sum| sum.value).sum();
    let cost: i128 = sums.iter().map(|sum| sum.revenue - sum.value).sum();
    Tier::ALL
        .iter()
        .map(|&tier| {
            let sum = &sums[tier as usize];
            let own_cost = sum.revenue - sum.value;
            let n_before: u64 = moves[tier as usize].iter().sum();
            let n_stayed = moves[tier as usize][tier as usize];
            TierRow {
                tier,
                n_customers: sum.n_customers,
                customer_share: share(sum.n_customers as f64, n as f64),
                revenue: dataset.major(sum.revenue),
                value: dataset.major(sum.value),
                value_share: share(sum.value as f64, value as f64),
                cost: has_cost.then(|| dataset.major(own_cost)),
                cost_share: (has_cost && cost > 0).then(|| own_cost as f64 / cost as f64),
                potential: sum.potential / 10_f64.powi(i32::from(dataset.money_scale())),
                stayed_share: (n_before > 0).then(|| n_stayed as f64 / n_before as f64),
                n_before,
            }
        })
        .collect()
}

fn flows(moves: &[[u64; 5]; 5]) -> Vec<TierFlow> {
    let mut flows = Vec::with_capacity(25);
    for from in Tier::ALL {
        let all: u64 = moves[from as usize].iter().sum();
        for to in Tier::ALL {
            let n_customers = moves[from as usize][to as usize];
            flows.push(TierFlow { from, to, n_customers, share: share(n_customers as f64, all as f64) });
        }
    }
    flows
}

fn findings(report: &TierReport) -> Vec<Finding> {
    let row = |tier: Tier| &report.rows[tier as usize];
    let mut findings = Vec::new();
    let top = row(Tier::MostValuable);
    if let Some(stayed) = top.stayed_share.filter(|_| top.n_before >= MIN_MOVED) {
        // Those who left would have brought what those who are there bring each.
        let each = top.value / top.n_customers.max(1) as f64;
        let lost = (1.0 - stayed) * top.n_before as f64;
        if stayed < 0.7 && top.n_customers > 0 {
            findings.push(Finding::new(
                &TOP_LEAVES,
                [Value::Share(1.0 - stayed, 0), Value::Count(lost.round() as u64), Value::Money(each * lost)],
                (each * lost).max(0.0),
                None,
            ));
        }
    }
    let growable = row(Tier::MostGrowable);
    if growable.n_customers > 0 && growable.potential > 0.0 {
        let values = [Value::Count(growable.n_customers), Value::Money(growable.potential)];
        findings.push(Finding::new(&GROWABLE, values, growable.potential, None));
    }
    let below = row(Tier::BelowZero);
    if below.n_customers > 0 && report.is_profit {
        let values = [
            Value::Count(below.n_customers),
            Value::Money(-below.value),
            Value::Share(below.cost_share.unwrap_or(0.0), 0),
        ];
        findings.push(Finding::new(&BELOW_ZERO, values, -below.value, None));
    }
    finding::rank(&mut findings);
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{Line, dataset, day, line, profile, select};

    /// Thirty customers over two years: the number of an id is the amount of its orders in tens. A loses money, B
    /// was there in the first year only, and N came in the second.
    fn two_years() -> Dataset {
        let mut lines = Vec::new();
        for n in 1..=30 {
            for month in [2, 5, 8] {
                for year in [2023, 2024] {
                    lines.push(line(&format!("C{n:02}"), &format!("{year}-{month:02}-05"), n * 10));
                }
            }
        }
        // Equal to the best but one, once as often; the tops of the first year swap.
        lines.push(Line { cost: 900, ..line("A", "2024-03-03", 100) });
        lines.push(line("B", "2023-03-03", 5));
        lines.push(line("N", "2024-03-03", 280));
        lines.push(line("C01", "2023-01-01", 1));
        dataset(&lines, &[])
    }

    #[test]
    fn each_rule_finds_its_customers() {
        let dataset = two_years();
        let profile = profile(&dataset, day("2024-12-30"));
        let all = select(&dataset, &profile, &[]);
        let report = report(&dataset, &profile, &all, &TierOptions::default());
        assert_eq!(report.refused, None);
        let count = |tier: Tier| report.rows[tier as usize].n_customers;
        // Of 32 buyers the top tenth is four; one is below zero and one asleep; N orders as much at once as the
        // best and could do so three times.
        assert_eq!((count(Tier::MostValuable), count(Tier::BelowZero), count(Tier::Dormant)), (4, 1, 1));
        assert_eq!((count(Tier::MostGrowable), count(Tier::Rest)), (1, 26));
        let growable = &report.rows[Tier::MostGrowable as usize];
        assert_eq!((growable.revenue, growable.potential), (280.0, 560.0));
        let below = &report.rows[Tier::BelowZero as usize];
        assert_eq!((below.value, below.cost), (-800.0, Some(900.0)));
        assert!(report.period_before.is_some());
        let n_moved: u64 = report.flows.iter().map(|flow| flow.n_customers).sum();
        // A and N came in between.
        assert_eq!((n_moved, report.n_new), (31, 2));
        assert_eq!(report.rows[Tier::MostValuable as usize].stayed_share, Some(1.0));
        assert_eq!(report.findings.len(), 2);
    }

    #[test]
    fn tiers_of_few_customers_or_odd_rules_are_refused() {
        let few = dataset(&[line("A", "2024-01-05", 10)], &[]);
        let profile = profile(&few, day("2024-12-31"));
        let all = select(&few, &profile, &[]);
        let refused = |options| report(&few, &profile, &all, &options).refused;
        assert_eq!(refused(TierOptions::default()), Some(Refused::TooFewCustomers { have: 1, need: 20 }));
        for options in [
            TierOptions { period_days: 0, ..TierOptions::default() },
            TierOptions { top_share: f64::NAN, ..TierOptions::default() },
            TierOptions { growable_share: 1.0, ..TierOptions::default() },
        ] {
            assert!(matches!(refused(options), Some(Refused::BadSetting { .. })));
        }
    }

    #[test]
    fn customers_equal_to_the_last_of_the_top_belong_to_it() {
        let lines: Vec<Line> = (0..30).map(|n| line(&format!("C{n:02}"), "2024-05-05", 70)).collect();
        let dataset = dataset(&lines, &[]);
        let profile = profile(&dataset, day("2024-12-31"));
        let all = select(&dataset, &profile, &[]);
        let report = report(&dataset, &profile, &all, &TierOptions::default());
        assert_eq!(report.rows[Tier::MostValuable as usize].n_customers, 30);
        assert_eq!((report.period_before, report.flows.len()), (None, 0));
    }
}
