//! What rules take of a selection, and what is wrong with them.

use super::super::register::{RULE_TAKES_NOBODY, RULES_MISS, RULES_OVERLAP};
use super::RuleSet;
use super::region::{Reach, reaches};
use crate::analysis::finding::{self, Finding, Value};
use crate::analysis::selection::{SelectedTotals, Selection};
use crate::analysis::{Profile, Refused};
use crate::data::Dataset;
use serde::{Deserialize, Serialize};

/// Overlaps that are listed, most customers first.
const MAX_OVERLAPS: usize = 20;

/// What a rule does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum RuleStatus {
    /// It takes somebody.
    Used,
    /// Its conditions hold for nobody here.
    Empty,
    /// Its conditions hold for somebody, but earlier rules take all of them here.
    Shadowed,
    /// Earlier rules take whatever it could take, whoever the customers are.
    Unreachable,
    /// Its conditions contradict each other.
    Contradictory,
    /// It asks for something that is not known: a column, cost, the fitted model.
    NeedsFact,
}

/// One rule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RuleRow {
    /// Its name.
    pub name: String,
    /// Selected customers for whom its conditions hold.
    pub n_matching: u64,
    /// Selected customers it takes.
    pub n_customers: u64,
    /// Their share of all selected customers.
    pub customer_share: f64,
    /// Their revenue.
    pub revenue: f64,
    /// Its share of all selected revenue; 0 where that is not positive.
    pub revenue_share: f64,
    /// What it does among all customers.
    pub status: RuleStatus,
}

/// Two rules that hold for the same customers; the first takes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleOverlap {
    /// Index of the first.
    pub first: usize,
    /// Index of the second.
    pub second: usize,
    /// Selected customers for whom both hold.
    pub n_customers: u64,
}

/// The rules over the selected customers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RuleReport {
    /// The rules in their order.
    pub rows: Vec<RuleRow>,
    /// Selected customers whom no rule takes.
    pub n_rest: u64,
    /// Their share of all selected customers.
    pub rest_share: f64,
    /// Their revenue.
    pub rest_revenue: f64,
    /// Pairs of rules that hold for the same customers, most customers first, 20 at most.
    pub overlaps: Vec<RuleOverlap>,
    /// Pairs in all.
    pub n_overlaps: u64,
    /// Selected customers.
    pub n_customers: u64,
    /// What stands out.
    pub findings: Vec<Finding>,
}

/// What the rules take of the selected customers.
///
/// # Errors
/// See [`RuleSet::check`].
pub fn report(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    set: &RuleSet,
) -> Result<RuleReport, Refused> {
    set.check()?;
    let tests = set.tests(dataset, profile);
    let totals = SelectedTotals::new(dataset, profile, selection);
    let n_rules = tests.len();
    let (mut matching, mut taken) = (vec![0_u64; n_rules], vec![0_u64; n_rules + 1]);
    let (mut all_matching, mut all_taken) = (vec![0_u64; n_rules], vec![0_u64; n_rules]);
    let mut revenue = vec![0_i128; n_rules + 1];
    let mut pairs = vec![0_u64; n_rules * n_rules];
    let mut holding = Vec::new();
    for customer in (0..profile.facts.len()).filter(|&customer| profile.facts.has_order(customer)) {
        holding.clear();
        holding.extend((0..n_rules).filter(|&idx| tests[idx].holds(customer)));
        for &idx in &holding {
            all_matching[idx] += 1;
        }
        if let Some(&first) = holding.first() {
            all_taken[first] += 1;
        }
        if !selection.customers.get(customer) {
            continue;
        }
        let own = holding.first().copied().unwrap_or(n_rules);
        taken[own] += 1;
        revenue[own] += i128::from(totals.revenue[customer]);
        for (place, &idx) in holding.iter().enumerate() {
            matching[idx] += 1;
            for &later in &holding[place + 1..] {
                pairs[idx * n_rules + later] += 1;
            }
        }
    }
    let n_customers: u64 = taken.iter().sum();
    let total: i128 = revenue.iter().sum();
    let share = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
    let rows: Vec<RuleRow> = reaches(&set.rules, dataset, profile)
        .into_iter()
        .enumerate()
        .map(|(idx, reach)| RuleRow {
            name: set.rules[idx].name.clone(),
            n_matching: matching[idx],
            n_customers: taken[idx],
            customer_share: share(taken[idx] as f64, n_customers as f64),
            revenue: dataset.major(revenue[idx]),
            revenue_share: share(revenue[idx] as f64, total as f64),
            status: match reach {
                _ if all_taken[idx] > 0 => RuleStatus::Used,
                Reach::NeedsFact => RuleStatus::NeedsFact,
                Reach::Contradictory => RuleStatus::Contradictory,
                Reach::Covered => RuleStatus::Unreachable,
                Reach::Possible if all_matching[idx] > 0 => RuleStatus::Shadowed,
                Reach::Possible => RuleStatus::Empty,
            },
        })
        .collect();
    let mut overlaps: Vec<RuleOverlap> = (0..n_rules * n_rules)
        .filter(|&pair| pairs[pair] > 0)
        .map(|pair| RuleOverlap { first: pair / n_rules, second: pair % n_rules, n_customers: pairs[pair] })
        .collect();
    let n_overlaps = overlaps.len() as u64;
    overlaps.sort_by_key(|overlap| std::cmp::Reverse(overlap.n_customers));
    overlaps.truncate(MAX_OVERLAPS);
    let mut report = RuleReport {
        rows,
        n_rest: taken[n_rules],
        rest_share: share(taken[n_rules] as f64, n_customers as f64),
        rest_revenue: dataset.major(revenue[n_rules]),
        overlaps,
        n_overlaps,
        n_customers,
        findings: Vec::new(),
    };
    report.findings = findings(&report);
    Ok(report)
}

fn findings(report: &RuleReport) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Some(overlap) = report.overlaps.first() {
        let name = |idx: usize| Value::Name(report.rows[idx].name.clone());
        let values = [name(overlap.first), name(overlap.second), Value::Count(overlap.n_customers)];
        findings.push(Finding::new(&RULES_OVERLAP, values, 0.0, None));
    }
    for row in report.rows.iter().filter(|row| row.status != RuleStatus::Used).take(3) {
        let values = [Value::Name(row.name.clone()), Value::Count(row.n_matching)];
        findings.push(Finding::new(&RULE_TAKES_NOBODY, values, 0.0, None));
    }
    if report.rest_share > 0.5 {
        let values = [Value::Share(report.rest_share, 0), Value::Money(report.rest_revenue)];
        findings.push(Finding::new(&RULES_MISS, values, report.rest_revenue.max(0.0), None));
    }
    finding::rank(&mut findings);
    findings
}
