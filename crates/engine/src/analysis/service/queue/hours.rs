//! Calls by hour of the week, and the agents they take.

use super::{HourRow, QueueOptions, QueueReport, handle_of, in_time, is_abandoned};
use crate::analysis::estimate::Share;
use crate::analysis::service::erlang::Load;
use crate::analysis::service::logs::ContactLog;
use crate::data::Day;

/// Calls by hour of the week, and the agents they take. How often such an hour occurred is counted from the first to the last day of
/// the log, so that a quiet hour is not taken for one that never was.
pub(super) fn hours(
    log: &ContactLog,
    rows: &[usize],
    inbound: &[usize],
    options: &QueueOptions,
    report: &mut QueueReport,
) {
    let Some(minutes) = &log.minutes else { return };
    let days = || rows.iter().map(|&row| log.days[row]);
    let (Some(first), Some(last)) = (days().min(), days().max()) else { return };
    let mut sums = vec![(0_u64, 0_u64, 0_u64, 0.0_f64, 0_u64); 7 * 24];
    for &row in inbound {
        let cell = &mut sums[log.days[row].weekday() as usize * 24 + usize::from(minutes[row] / 60).min(23)];
        cell.0 += 1;
        if let Some(hit) = in_time(log, row, options) {
            cell.1 += u64::from(hit);
            cell.2 += 1;
        }
        if let Some(seconds) = handle_of(log, row).filter(|_| !is_abandoned(log, row)) {
            cell.3 += seconds;
            cell.4 += 1;
        }
    }
    let usual = report.handle_seconds.map(|mean| mean.mean);
    for (idx, &(n_offered, hits, n, busy, n_handled)) in sums.iter().enumerate() {
        if n_offered == 0 {
            continue;
        }
        let (weekday, hour) = (idx / 24, idx % 24);
        let calls_per_hour = n_offered as f64 / f64::from(weekdays(first, last, weekday as u32)).max(1.0);
        let handle_seconds = if n_handled > 0 { Some(busy / n_handled as f64) } else { usual };
        let needed = handle_seconds.and_then(|handle_seconds| {
            Load { calls_per_hour, handle_seconds }.agents_for(options.target_share, options.target_seconds)
        });
        report.hours.push(HourRow {
            weekday: weekday as u8,
            hour: hour as u8,
            n_offered,
            calls_per_hour,
            handle_seconds,
            service_level: Share::of(hits, n),
            needed,
        });
    }
    let needed: Option<Vec<u32>> =
        report.hours.iter().map(|row| row.needed.map(|needed| needed.n_agents)).collect();
    report.agent_hours_per_week =
        needed.filter(|needed| !needed.is_empty()).map(|needed| needed.iter().map(|&n| f64::from(n)).sum());
}

/// How often a weekday occurs from `first` to `last`.
pub(super) fn weekdays(first: Day, last: Day, weekday: u32) -> i32 {
    let ahead = (weekday.cast_signed() - first.weekday().cast_signed()).rem_euclid(7);
    let days = last.since(first) - ahead;
    if days < 0 { 0 } else { days / 7 + 1 }
}
