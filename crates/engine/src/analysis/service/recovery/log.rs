//! What the log itself tells: how long complaints take, by month, by subject.

use super::{ComplaintMonth, ResolveTime, SubjectRow};
use crate::analysis::Profile;
use crate::analysis::estimate::Share;
use crate::analysis::selection::Selection;
use crate::analysis::service::logs::ComplaintLog;
use crate::analysis::service::outcome::{CaseOutcome, outcome};
use crate::data::Month;
use crate::stats::percentile::percentile;
use std::collections::BTreeMap;

/// Subjects listed.
const MAX_SUBJECTS: usize = 12;
/// Months listed.
const MAX_MONTHS: usize = 36;

/// Rows of a log that the selection and the as-of day leave.
fn selected<'a>(
    profile: &'a Profile,
    selection: &'a Selection,
    log: &'a ComplaintLog,
) -> impl Iterator<Item = usize> + 'a {
    (0..log.customers.len()).filter(|&row| {
        log.opened[row] <= profile.facts.as_of
            && log.customers[row].is_some_and(|customer| {
                (customer as usize) < profile.facts.len() && selection.customers.get(customer as usize)
            })
    })
}

pub(super) fn resolve_time(
    profile: &Profile,
    selection: &Selection,
    log: &ComplaintLog,
) -> Option<ResolveTime> {
    let closed = log.closed.as_ref()?;
    let as_of = profile.facts.as_of;
    let (mut took, mut open) = (Vec::new(), Vec::new());
    for row in selected(profile, selection, log) {
        match closed[row].filter(|&day| day <= as_of) {
            // A day of closing before the complaint is a slip of the file: it took no days.
            Some(day) => took.push(f64::from(day.since(log.opened[row]).max(0))),
            None => open.push(f64::from(as_of.since(log.opened[row]))),
        }
    }
    Some(ResolveTime {
        n_closed: took.len() as u64,
        median_days: percentile(&mut took, 0.5),
        p90_days: percentile(&mut took, 0.9),
        n_open: open.len() as u64,
        open_median_days: percentile(&mut open, 0.5),
        open_oldest_days: percentile(&mut open, 1.0),
    })
}

/// Complaints by month, with the p-chart of the share resolved.
///
/// # Source
/// W. A. Shewhart (1931), Economic Control of Quality of Manufactured Product: p ± 3 sqrt(p (1 - p) / n).
pub(super) fn months(profile: &Profile, selection: &Selection, log: &ComplaintLog) -> Vec<ComplaintMonth> {
    let mut by_month: BTreeMap<Month, (u64, u64, u64)> = BTreeMap::new();
    for row in selected(profile, selection, log) {
        let count = by_month.entry(log.opened[row].month()).or_default();
        count.0 += 1;
        match outcome(log, row, profile.facts.as_of) {
            CaseOutcome::Resolved => *count = (count.0, count.1 + 1, count.2 + 1),
            CaseOutcome::Unresolved => count.2 += 1,
            CaseOutcome::NoComplaint | CaseOutcome::Unknown => {}
        }
    }
    let (hits, n) = by_month.values().fold((0, 0), |sum, count| (sum.0 + count.1, sum.1 + count.2));
    let usual = if n > 0 { hits as f64 / n as f64 } else { 0.0 };
    let n_left_out = by_month.len().saturating_sub(MAX_MONTHS);
    by_month
        .into_iter()
        .skip(n_left_out)
        .map(|(month, (n_complaints, hits, n))| {
            let reach = (n > 0).then(|| 3.0 * (usual * (1.0 - usual) / n as f64).sqrt());
            ComplaintMonth {
                month,
                n_complaints,
                resolved: Share::of(hits, n),
                limit_low: reach.map(|reach| (usual - reach).max(0.0)),
                limit_high: reach.map(|reach| (usual + reach).min(1.0)),
            }
        })
        .collect()
}

pub(super) fn subjects(profile: &Profile, selection: &Selection, log: &ComplaintLog) -> Vec<SubjectRow> {
    let Some(categories) = &log.categories else { return Vec::new() };
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for row in selected(profile, selection, log) {
        *counts.entry(categories.value(row)).or_default() += 1;
    }
    let n: u64 = counts.values().sum();
    let mut rows: Vec<SubjectRow> = counts
        .into_iter()
        .map(|(subject, count)| SubjectRow {
            subject: subject.to_owned(),
            is_rest: false,
            n_complaints: count,
            share: count as f64 / n.max(1) as f64,
        })
        .collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.n_complaints));
    if rows.len() > MAX_SUBJECTS {
        let rest: u64 = rows.drain(MAX_SUBJECTS..).map(|row| row.n_complaints).sum();
        let share = rest as f64 / n.max(1) as f64;
        rows.push(SubjectRow { subject: String::new(), is_rest: true, n_complaints: rest, share });
    }
    rows
}
