//! What lost customers had met with before they left: a complaint, a return, or nothing anybody wrote down.
//!
//! In:   lost customers, complaints and returns.
//! Out:  a [`ReasonReport`], a row a reason, what is not known last and in full.
//! Cost: one pass over the last orders of the lost customers and one over the complaints.
//!
//! A complaint before leaving is a signal and not a cause, so the same is counted for customers who stayed: only what
//! lost customers met with more often says anything.

use super::logs::ComplaintLog;
use crate::analysis::estimate::{Difference, Share};
use crate::analysis::finding::{Finding, Kind, Template, Value};
use crate::analysis::selection::Selection;
use crate::analysis::{Profile, Refused};
use crate::data::{Dataset, Day, Dimension, DimensionRole};
use crate::metric::Needs;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReasonOptions {
    /// Days without an order after which a customer counts as lost.
    pub lost_days: i32,
    /// Days before the last order in which something counts; complaints after it count too.
    pub before_days: i32,
    /// Fewest lost customers.
    pub min_customers: u64,
}

impl Default for ReasonOptions {
    fn default() -> Self {
        Self { lost_days: 365, before_days: 90, min_customers: 10 }
    }
}

/// What a customer met with last.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Reason {
    /// A complaint, about this; empty where the files do not say about what.
    Complaint(String),
    /// Something sent back, without a complaint.
    Return,
    /// Nothing anybody wrote down.
    Unknown,
}

/// Lost customers by what they met with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReasonRow {
    /// What.
    pub reason: Reason,
    /// Lost customers.
    pub n_customers: u64,
    /// What they brought in the year up to their last order.
    pub last_year_revenue: f64,
    /// Its share of that of all lost customers; `None` where that is not positive.
    pub revenue_share: Option<f64>,
}

/// What customers met with before they left.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReasonReport {
    /// Why there is no figure, if there is none.
    pub refused: Option<Refused>,
    /// Lost customers.
    pub n_lost: u64,
    /// What they brought in the year up to their last order.
    pub last_year_revenue: f64,
    /// Rows by revenue, largest first, twelve at most and further subjects with complaints without one; unknown last.
    pub rows: Vec<ReasonRow>,
    /// Lost customers who met with something.
    pub met_lost: Option<Share>,
    /// Customers who stayed who did in the same days before their last order.
    pub met_kept: Option<Share>,
    /// The former minus the latter.
    pub difference: Option<Difference>,
    /// What stands out.
    pub findings: Vec<Finding>,
}

/// Lost customers met with trouble more often than those who stayed.
const TROUBLE: Template = Template {
    id: "trouble-before-leaving",
    parameters: &[("lost", Kind::Share), ("kept", Kind::Share), ("money", Kind::Money)],
    action: "mend-what-went-wrong",
};

/// Templates of this report.
pub(crate) const FINDINGS: &[Template] = &[TROUBLE];

/// Subjects listed.
const MAX_SUBJECTS: usize = 12;

/// What lost customers among the selected met with.
#[must_use]
pub fn report(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    log: Option<&ComplaintLog>,
    options: &ReasonOptions,
) -> ReasonReport {
    let mut report = ReasonReport {
        refused: None,
        n_lost: 0,
        last_year_revenue: 0.0,
        rows: Vec::new(),
        met_lost: None,
        met_kept: None,
        difference: None,
        findings: Vec::new(),
    };
    if let Some(Err(refused)) = log.map(ComplaintLog::check) {
        report.refused = Some(refused);
        return report;
    }
    let of_lines = if log.is_none() { ComplaintLog::of_lines(dataset) } else { None };
    let log = log.or(of_lines.as_ref());
    let returned = dataset.dimension(DimensionRole::Returned);
    let is_return: Option<Vec<bool>> =
        returned.map(|column| column.values.iter().map(|value| Dimension::says_yes(value)).collect());
    let mut known =
        dataset.amounts().iter().zip(dataset.days()).filter(|(_, day)| **day <= profile.facts.as_of);
    let has_negative = known.any(|(&amount, _)| amount < 0);
    if log.is_none() && is_return.is_none() && !has_negative {
        report.refused = Some(Refused::needs(Needs::Complaints));
        return report;
    }
    let complaints = last_complaints(profile, log, dataset.n_customers(), options);
    let facts = &profile.facts;
    let mut sums: BTreeMap<Reason, (u64, i128)> = BTreeMap::new();
    let (mut lost, mut kept) = ((0, 0), (0, 0));
    for customer in selection.customers.iter() {
        let last = facts.last_day[customer];
        let (mut last_year, mut has_returned) = (0_i128, false);
        for line in dataset.lines_of_customer(customer).filter(|&line| selection.has_line(line)) {
            let age = last.since(dataset.days()[line]);
            if (0..365).contains(&age) {
                last_year += i128::from(dataset.amounts()[line]);
            }
            if (0..=options.before_days).contains(&age) {
                has_returned |= dataset.amounts()[line] < 0
                    || returned
                        .zip(is_return.as_ref())
                        .is_some_and(|(column, is_yes)| is_yes[usize::from(column.codes[line])]);
            }
        }
        let reason = match complaints[customer] {
            Some((_, row)) => {
                let subject =
                    log.and_then(|log| log.categories.as_ref()).map_or("", |column| column.value(row));
                Reason::Complaint(subject.to_owned())
            }
            None if has_returned => Reason::Return,
            None => Reason::Unknown,
        };
        let is_lost = facts.recency_days(customer) >= options.lost_days;
        let side = if is_lost { &mut lost } else { &mut kept };
        *side = (side.0 + u64::from(reason != Reason::Unknown), side.1 + 1);
        if is_lost {
            let sum = sums.entry(reason).or_default();
            *sum = (sum.0 + 1, sum.1 + last_year);
        }
    }
    report.n_lost = lost.1;
    let all: i128 = sums.values().map(|sum| sum.1).sum();
    report.last_year_revenue = dataset.major(all);
    if report.n_lost < options.min_customers {
        report.refused = Some(Refused::TooFewEvents { have: report.n_lost, need: options.min_customers });
        return report;
    }
    report.rows = rows(dataset, sums, all);
    (report.met_lost, report.met_kept) = (Share::of(lost.0, lost.1), Share::of(kept.0, kept.1));
    if let (Some(of_lost), Some(of_kept)) = (report.met_lost, report.met_kept) {
        let difference = of_lost.minus(&of_kept);
        report.difference = Some(difference);
        if difference.ci_low > 0.0 {
            let known = report.rows.iter().filter(|row| row.reason != Reason::Unknown);
            let money: f64 = known.map(|row| row.last_year_revenue).sum();
            let values =
                [Value::Share(of_lost.share, 0), Value::Share(of_kept.share, 0), Value::Money(money)];
            report.findings.push(Finding::new(&TROUBLE, values, money.max(0.0), None));
        }
    }
    report
}

/// The last complaint of each customer that lies close enough to the last order, with its row.
fn last_complaints(
    profile: &Profile,
    log: Option<&ComplaintLog>,
    n_customers: usize,
    options: &ReasonOptions,
) -> Vec<Option<(Day, usize)>> {
    let mut last: Vec<Option<(Day, usize)>> = vec![None; n_customers];
    let Some(log) = log else { return last };
    let subject = |row: usize| log.categories.as_ref().map(|column| column.codes[row]);
    for (row, customer) in log.customers.iter().enumerate() {
        let customer = customer.map_or(usize::MAX, |customer| customer as usize);
        let day = log.opened[row];
        if customer >= n_customers || day > profile.facts.as_of {
            continue;
        }
        let is_close = profile.facts.last_day[customer].since(day) <= options.before_days;
        // Of two complaints of a day the one whose subject comes first, whatever the order of the rows.
        let is_later = last[customer]
            .is_none_or(|(known, other)| day > known || (day == known && subject(row) < subject(other)));
        if is_close && is_later {
            last[customer] = Some((day, row));
        }
    }
    last
}

fn rows(dataset: &Dataset, sums: BTreeMap<Reason, (u64, i128)>, all: i128) -> Vec<ReasonRow> {
    let mut sums: Vec<(Reason, (u64, i128))> = sums.into_iter().collect();
    // What is not known comes last, however much it is.
    sums.sort_by_key(|(reason, sum)| (*reason == Reason::Unknown, std::cmp::Reverse(sum.1)));
    let is_subject = |reason: &Reason| matches!(reason, Reason::Complaint(subject) if !subject.is_empty());
    let mut n_subjects = 0;
    let mut kept: Vec<(Reason, (u64, i128))> = Vec::new();
    for (reason, sum) in sums {
        n_subjects += usize::from(is_subject(&reason));
        let is_rest = is_subject(&reason) && n_subjects > MAX_SUBJECTS;
        let reason = if is_rest { Reason::Complaint(String::new()) } else { reason };
        match kept.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, known)) => *known = (known.0 + sum.0, known.1 + sum.1),
            None => kept.push((reason, sum)),
        }
    }
    kept.sort_by_key(|(reason, sum)| (*reason == Reason::Unknown, std::cmp::Reverse(sum.1)));
    kept.into_iter()
        .map(|(reason, (n_customers, revenue))| ReasonRow {
            reason,
            n_customers,
            last_year_revenue: dataset.major(revenue),
            revenue_share: (all > 0).then(|| revenue as f64 / all as f64),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{day, line, profile, select};
    use crate::analysis::sample_shop::{Shop, dimension};

    fn run(shop: &Shop, log: Option<&ComplaintLog>) -> ReasonReport {
        let dataset = shop.dataset();
        let profile = profile(&dataset, day("2024-12-31"));
        let all = select(&dataset, &profile, &[]);
        report(&dataset, &profile, &all, log, &ReasonOptions::default())
    }

    /// Twenty lost customers and twenty who stayed, each with an order of 10.
    fn shop() -> Shop {
        let mut shop = Shop::default();
        for idx in 0..40 {
            let date = if idx < 20 { "2022-06-01" } else { "2024-12-01" };
            shop.lines.push(line(&format!("C{idx:02}"), date, 10));
        }
        shop
    }

    #[test]
    fn reasons_sum_to_all_lost_customers_and_unknown_comes_last() {
        let mut shop = shop();
        shop.lines.push(line("C05", "2022-05-20", -4));
        let subjects = ["late", "late", "broken", "late", "late"].map(str::to_owned).to_vec();
        let log = ComplaintLog {
            customers: vec![Some(0), Some(1), Some(2), Some(3), Some(25)],
            // The fourth complaint lies too long before the last order, the third after it.
            opened: ["2022-05-01", "2022-06-01", "2022-07-01", "2022-01-01", "2024-12-02"].map(day).to_vec(),
            categories: Some(dimension(&("subject", None, subjects))),
            ..ComplaintLog::default()
        };
        let report = run(&shop, Some(&log));
        let found: Vec<(Reason, u64, f64)> = report
            .rows
            .iter()
            .map(|row| (row.reason.clone(), row.n_customers, row.last_year_revenue))
            .collect();
        let expected = [
            (Reason::Complaint("late".to_owned()), 2, 20.0),
            (Reason::Complaint("broken".to_owned()), 1, 10.0),
            (Reason::Return, 1, 6.0),
            (Reason::Unknown, 16, 160.0),
        ];
        assert_eq!(found, expected);
        assert_eq!((report.n_lost, report.last_year_revenue), (20, 196.0));
        assert_eq!(report.met_lost.map(|share| (share.hits, share.n)), Some((4, 20)));
        assert_eq!(report.met_kept.map(|share| (share.hits, share.n)), Some((1, 20)));
        assert!(report.findings.is_empty(), "four of twenty against one may be chance");
    }

    #[test]
    fn trouble_that_goes_with_leaving_is_told_with_its_money() {
        let mut shop = shop();
        let complaints = (0..40).map(|idx| if idx < 15 { "Y" } else { "" }.to_owned()).collect();
        shop.line_values = vec![("complaint", Some(DimensionRole::Complaint), complaints)];
        let report = run(&shop, None);
        assert_eq!(report.rows[0].reason, Reason::Complaint(String::new()));
        assert_eq!(report.findings[0].at_stake, 150.0);
    }

    #[test]
    fn without_complaints_or_returns_it_is_refused() {
        assert_eq!(run(&shop(), None).refused, Some(Refused::needs(Needs::Complaints)));
        let mut few = shop();
        few.lines.drain(..15);
        few.lines.push(line("C39", "2024-12-02", -1));
        assert_eq!(run(&few, None).refused, Some(Refused::TooFewEvents { have: 5, need: 10 }));
    }
}
