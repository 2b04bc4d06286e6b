//! Who complained, and what became of the first complaint of each.

use super::logs::ComplaintLog;
use crate::analysis::Profile;
use crate::analysis::selection::Selection;
use crate::data::{Dataset, Day, Dimension, MeasureRole};
use serde::{Deserialize, Serialize};

/// What became of a complaint as of the as-of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum CaseOutcome {
    /// There was none.
    NoComplaint,
    /// Resolved; where no column says so, closed. Where counts are all there is, every complaint is.
    Resolved,
    /// Not resolved, or still open.
    Unresolved,
    /// Nobody said.
    Unknown,
}

impl CaseOutcome {
    /// All, in the order of their numbers.
    pub const ALL: [Self; 4] = [Self::NoComplaint, Self::Resolved, Self::Unresolved, Self::Unknown];
}

/// The first complaint of a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Case {
    pub(super) day: Option<Day>,
    pub(super) outcome: CaseOutcome,
}

/// Complaints of the selected customers.
pub(super) struct Cases {
    /// One entry per customer of the data set.
    pub(super) first: Vec<Option<Case>>,
    pub(super) is_dated: bool,
    pub(super) n_complaints: u64,
    pub(super) n_resolved: u64,
    pub(super) n_unresolved: u64,
}

/// What became of a row of a log.
pub(super) fn outcome(log: &ComplaintLog, row: usize, as_of: Day) -> CaseOutcome {
    let is_closed = log.closed.as_ref().map(|closed| closed[row].is_some_and(|day| day <= as_of));
    let said = match &log.resolved {
        Some(resolved) => resolved[row],
        None => is_closed,
    };
    match said {
        // What is closed later is not resolved yet.
        Some(is_resolved) if is_resolved && is_closed != Some(false) => CaseOutcome::Resolved,
        Some(_) => CaseOutcome::Unresolved,
        None => CaseOutcome::Unknown,
    }
}

/// Complaints from the log, or from counts in columns about customers; `None` where there is neither.
pub(super) fn cases(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    log: Option<&ComplaintLog>,
) -> Option<Cases> {
    match log {
        Some(log) => Some(of_log(profile, selection, log)),
        None => of_counts(dataset, selection),
    }
}

fn of_log(profile: &Profile, selection: &Selection, log: &ComplaintLog) -> Cases {
    let n = profile.facts.len();
    let mut cases =
        Cases { first: vec![None; n], is_dated: true, n_complaints: 0, n_resolved: 0, n_unresolved: 0 };
    for (row, customer) in log.customers.iter().enumerate() {
        let Some(customer) = customer.map(|customer| customer as usize) else { continue };
        let day = log.opened[row];
        if customer >= n || !selection.customers.get(customer) || day > profile.facts.as_of {
            continue;
        }
        let outcome = outcome(log, row, profile.facts.as_of);
        cases.n_complaints += 1;
        cases.n_resolved += u64::from(outcome == CaseOutcome::Resolved);
        cases.n_unresolved += u64::from(outcome == CaseOutcome::Unresolved);
        let case = Case { day: Some(day), outcome };
        // Of two complaints of a day the worse one, whatever the order of the rows.
        let rank = |case: &Case| (case.day, std::cmp::Reverse(case.outcome as u8));
        if cases.first[customer].is_none_or(|known| rank(&case) < rank(&known)) {
            cases.first[customer] = Some(case);
        }
    }
    cases
}

fn of_counts(dataset: &Dataset, selection: &Selection) -> Option<Cases> {
    let customers = dataset.customers();
    let complaints = customers.measures.iter().find(|measure| measure.role == MeasureRole::Complaints)?;
    let resolved = customers.dimensions.iter().find(|dimension| counts_resolved(dimension));
    let mut cases = Cases {
        first: vec![None; dataset.n_customers()],
        is_dated: false,
        n_complaints: 0,
        n_resolved: 0,
        n_unresolved: 0,
    };
    for customer in selection.customers.iter() {
        // NaN is nothing known and counts as none.
        let n = complaints.values[customer].max(0.0).floor();
        if n < 1.0 {
            continue;
        }
        let n_resolved = resolved.and_then(|column| column.value(customer).trim().parse::<f64>().ok());
        let outcome = match n_resolved {
            Some(n_resolved) if n_resolved >= n => CaseOutcome::Resolved,
            Some(_) => CaseOutcome::Unresolved,
            None => CaseOutcome::Unknown,
        };
        cases.n_complaints += n as u64;
        if let Some(n_resolved) = n_resolved {
            let n_resolved = n_resolved.clamp(0.0, n);
            cases.n_resolved += n_resolved as u64;
            cases.n_unresolved += (n - n_resolved) as u64;
        }
        cases.first[customer] = Some(Case { day: None, outcome });
    }
    Some(cases)
}

/// Whether a column counts resolved complaints: numbers under a header that says so.
fn counts_resolved(dimension: &Dimension) -> bool {
    let name = dimension.name.to_lowercase();
    let says_so = ["resolved", "solved", "settled", "解決", "解决", "已處理", "已处理"];
    let is_negated = ["unresolved", "unsolved", "未解"].iter().any(|word| name.contains(word));
    dimension.role.is_none()
        && !is_negated
        && says_so.iter().any(|word| name.contains(word))
        && dimension.values.iter().all(|value| value.is_empty() || value.trim().parse::<f64>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample_shop::dimension;

    #[test]
    fn a_resolution_that_comes_after_the_as_of_day_is_not_known() {
        let log = ComplaintLog {
            customers: vec![Some(0); 4],
            opened: vec![Day(0); 4],
            closed: Some(vec![Some(Day(5)), Some(Day(20)), None, Some(Day(3))]),
            resolved: Some(vec![Some(true), Some(true), None, Some(false)]),
            categories: None,
        };
        let outcomes: Vec<CaseOutcome> = (0..4).map(|row| outcome(&log, row, Day(10))).collect();
        use CaseOutcome::{Resolved, Unknown, Unresolved};
        assert_eq!(outcomes, [Resolved, Unresolved, Unknown, Unresolved]);
        let log = ComplaintLog { resolved: None, ..log };
        let outcomes: Vec<CaseOutcome> = (0..4).map(|row| outcome(&log, row, Day(10))).collect();
        assert_eq!(outcomes, [Resolved, Unresolved, Unresolved, Resolved]);
    }

    #[test]
    fn only_numbers_under_such_a_header_count_resolved_complaints() {
        let column = |name, values: &[&str]| {
            dimension(&(name, None, values.iter().map(|&value| value.to_owned()).collect()))
        };
        assert!(counts_resolved(&column("Complaints resolved", &["0", "2", ""])));
        assert!(counts_resolved(&column("已解決客訴數", &["1"])));
        assert!(!counts_resolved(&column("unresolved complaints", &["1"])));
        assert!(!counts_resolved(&column("resolved by", &["Ann", "Bob"])));
    }
}
