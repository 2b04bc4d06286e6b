//! Whether one contact was enough, over all and by agent.

use super::{AgentRow, FirstContactBasis, QueueOptions, QueueReport, customer_of, is_abandoned, share_of};
use crate::analysis::estimate::Share;
use crate::analysis::service::logs::ContactLog;
use crate::data::Day;

/// Fewest first contacts of an agent for a row.
const MIN_AGENT_CONTACTS: u64 = 20;
/// Agents listed.
const MAX_AGENTS: usize = 30;

/// Whether one contact was enough: one entry per row of `inbound`, `None` where nobody knows.
pub(super) fn settled(
    log: &ContactLog,
    inbound: &[usize],
    as_of: Day,
    options: &QueueOptions,
    report: &mut QueueReport,
) -> Vec<Option<bool>> {
    // Rows are sorted by customer and time, so the next contact of a customer is the next row.
    let repeated: Vec<Option<bool>> = inbound
        .iter()
        .enumerate()
        .map(|(idx, &row)| {
            let customer = customer_of(log, row)?;
            let next = inbound.get(idx + 1).filter(|&&next| customer_of(log, next) == Some(customer));
            let comes_soon =
                next.is_some_and(|&next| log.days[next].since(log.days[row]) <= options.repeat_days);
            (comes_soon || as_of.since(log.days[row]) >= options.repeat_days).then_some(comes_soon)
        })
        .collect();
    // Contacts whose days are not over are left out even where another came already: else only repeats would count.
    let is_over = |row: usize| as_of.since(log.days[row]) >= options.repeat_days;
    let over =
        || inbound.iter().zip(&repeated).filter(|&(&row, _)| is_over(row)).map(|(_, &outcome)| outcome);
    report.repeated = share_of(over());
    let said: Option<Vec<Option<bool>>> =
        log.resolved.as_ref().map(|resolved| inbound.iter().map(|&row| resolved[row]).collect());
    let enough: Vec<Option<bool>> = match said {
        Some(said) if said.iter().any(Option::is_some) => {
            report.first_contact_basis = Some(FirstContactBasis::Said);
            said
        }
        _ => {
            report.first_contact_basis = report.repeated.map(|_| FirstContactBasis::NoRepeat);
            inbound
                .iter()
                .zip(&repeated)
                .map(|(&row, outcome)| outcome.filter(|_| is_over(row)).map(|repeated| !repeated))
                .collect()
        }
    };
    let answered = inbound.iter().zip(&enough).filter(|&(&row, _)| !is_abandoned(log, row));
    report.first_contact = share_of(answered.map(|(_, &outcome)| outcome));
    enough
}

/// Agents as a funnel: an agent stands out only beyond three standard errors of the common share.
///
/// # Source
/// Spiegelhalter (2005), Funnel plots for comparing institutional performance, Statistics in Medicine 24, 1185-1202.
pub(super) fn agents(log: &ContactLog, inbound: &[usize], enough: &[Option<bool>]) -> Vec<AgentRow> {
    let Some(dimension) = &log.agents else { return Vec::new() };
    let mut counts = vec![(0_u64, 0_u64); dimension.values.len()];
    for (&row, &outcome) in inbound.iter().zip(enough) {
        if let (false, Some(hit)) = (is_abandoned(log, row), outcome)
            && let Some(count) = counts.get_mut(usize::from(dimension.codes[row]))
        {
            *count = (count.0 + u64::from(hit), count.1 + 1);
        }
    }
    let (hits, n) = counts.iter().fold((0, 0), |sum, count| (sum.0 + count.0, sum.1 + count.1));
    let usual = if n > 0 { hits as f64 / n as f64 } else { 0.0 };
    let mut rows: Vec<AgentRow> = dimension
        .values
        .iter()
        .zip(counts)
        .filter(|(agent, count)| !agent.is_empty() && count.1 >= MIN_AGENT_CONTACTS)
        .filter_map(|(agent, (hits, n))| {
            let first_contact = Share::of(hits, n)?;
            let reach = 3.0 * (usual * (1.0 - usual) / n as f64).sqrt();
            let is_out = (first_contact.share - usual).abs() > reach;
            Some(AgentRow { agent: agent.clone(), first_contact, is_out })
        })
        .collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.first_contact.n));
    rows.truncate(MAX_AGENTS);
    rows
}
