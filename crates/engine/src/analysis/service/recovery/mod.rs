//! What becomes of customers who complain, of those whose complaint is not settled, and of those who leave in silence.
//!
//! In:   a log of complaints; without one, complaints on order lines, or counts in a column about customers.
//! Out:  a [`RecoveryReport`]: who came back, how long it took, what is at stake, who left without a word.
//! Cost: one pass over the orders of the selected customers and a sort of the complaints.
//!
//! With days, "came back" is an order within some days after the first complaint. Customers without a complaint
//! are compared at the same number of orders: a complaint on the third order with third orders without one, since
//! regular customers have more occasions to complain. Without days, "came back" is being active at the as-of day, among
//! customers with as many orders; nothing then says what came first, and the report says so.

mod counts;
mod log;

use crate::analysis::estimate::{Difference, Share};
use crate::analysis::finding::{self, Finding, Kind, Template, Value};
use crate::analysis::selection::Selection;
use crate::analysis::service::logs::ComplaintLog;
use crate::analysis::service::outcome::{CaseOutcome, cases};
use crate::analysis::{Profile, Refused};
use crate::data::{Dataset, Month};
use crate::metric::Needs;
use counts::Counts;
use log::{months, resolve_time, subjects};
use serde::{Deserialize, Serialize};

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct RecoveryOptions {
    /// Days after a complaint within which an order counts as coming back.
    pub return_days: i32,
    /// Days without an order after which a customer counts as lost.
    pub lost_days: i32,
    /// Fewest customers who complained.
    pub min_complainers: u64,
    /// People whom a disappointed customer tells, at least; a claim of the lectures, not a measurement.
    pub told_low: f64,
    /// At most.
    pub told_high: f64,
}

impl Default for RecoveryOptions {
    fn default() -> Self {
        Self { return_days: 90, lost_days: 365, min_complainers: 10, told_low: 8.0, told_high: 10.0 }
    }
}

/// Customers by what became of their first complaint.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct OutcomeRow {
    /// What became of it.
    pub outcome: CaseOutcome,
    /// Customers.
    pub n_customers: u64,
    /// Revenue of their selected orders.
    pub revenue: f64,
    /// Came back, of those whose days are over. For customers without a complaint, in the mix of order numbers at
    /// which others complain; its `hits` and `n` are then orders (customers where complaints have no days).
    pub returned: Option<Share>,
}

/// How long complaints take.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ResolveTime {
    /// Complaints closed by the as-of day.
    pub n_closed: u64,
    /// Days half of them took at most.
    pub median_days: Option<f64>,
    /// Days nine in ten took at most.
    pub p90_days: Option<f64>,
    /// Complaints still open; they are in none of the two above, which makes those too short.
    pub n_open: u64,
    /// Days half of these have been open at most.
    pub open_median_days: Option<f64>,
    /// Days the oldest has been open.
    pub open_oldest_days: Option<f64>,
}

/// Complaints of a month and the share resolved, with control limits.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ComplaintMonth {
    /// Month in which they were made.
    pub month: Month,
    /// Complaints.
    pub n_complaints: u64,
    /// Resolved, of those whose outcome is known.
    pub resolved: Option<Share>,
    /// Lower three-sigma limit of the share for so many complaints.
    pub limit_low: Option<f64>,
    /// Upper limit.
    pub limit_high: Option<f64>,
}

/// A subject of complaints.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SubjectRow {
    /// The subject; empty for complaints without one and, last, for all further subjects together.
    pub subject: String,
    /// Whether it stands for all further subjects.
    pub is_rest: bool,
    /// Complaints.
    pub n_complaints: u64,
    /// Their share of all complaints.
    pub share: f64,
}

/// What a customer is worth in [`Stake`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ValueBasis {
    /// Expected lifetime value of the fitted model.
    LifetimeValue,
    /// Revenue in the year up to the complaint (up to the last order where complaints have no days).
    YearlyRevenue,
}

/// Value at stake in complaints.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Stake {
    /// What is summed.
    pub basis: ValueBasis,
    /// Value of all who complained.
    pub complainer_value: f64,
    /// Value of those whose complaint is not resolved.
    pub unresolved_value: f64,
    /// Return share of resolved minus unresolved.
    pub gain: Difference,
    /// Value of all complainers times the gain.
    pub at_stake: f64,
    /// The same at the lower end of the interval of the gain.
    pub at_stake_low: f64,
    /// At the upper end.
    pub at_stake_high: f64,
    /// Value of those whose complaint is not resolved times the gain: what can still be won.
    pub open_at_stake: f64,
}

/// Customers who left, and whether they said why.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct SilentLoss {
    /// Lost customers who never complained, of all lost customers.
    pub silent: Option<Share>,
    /// Revenue of all lost customers.
    pub lost_revenue: f64,
    /// Revenue of those who never complained.
    pub silent_revenue: f64,
    /// What the latter brought in their last year.
    pub silent_last_year_revenue: f64,
}

/// Complaints and what followed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecoveryReport {
    /// Why there is no figure, if there is none.
    pub refused: Option<Refused>,
    /// Whether complaints have days.
    pub is_dated: bool,
    /// Complaints of selected customers.
    pub n_complaints: u64,
    /// Customers who complained, of the selected.
    pub complainers: Option<Share>,
    /// Without a complaint, resolved, not resolved, unknown.
    pub rows: Vec<OutcomeRow>,
    /// Return share of resolved minus unresolved.
    pub resolved_minus_unresolved: Option<Difference>,
    /// Return share of all complainers minus that of customers without a complaint.
    pub complaint_minus_none: Option<Difference>,
    /// Complaints resolved, of those whose outcome is known.
    pub resolved: Option<Share>,
    /// How long they take, where the log has days of closing.
    pub resolve_time: Option<ResolveTime>,
    /// By month, the last 36 at most.
    pub months: Vec<ComplaintMonth>,
    /// By subject, most common first, twelve at most and the rest.
    pub subjects: Vec<SubjectRow>,
    /// Value at stake; `None` where resolved or unresolved ones are fewer than five.
    pub stake: Option<Stake>,
    /// Who left in silence.
    pub silent_loss: SilentLoss,
    /// People who hear of it, at least: complainers not resolved times the claim of the lectures.
    pub reach_low: f64,
    /// At most.
    pub reach_high: f64,
    /// What stands out.
    pub findings: Vec<Finding>,
}

/// Complaints that are not settled cost returns.
const UNRESOLVED: Template = Template {
    id: "unresolved-complaints",
    parameters: &[
        ("count", Kind::Count),
        ("resolved", Kind::Share),
        ("unresolved", Kind::Share),
        ("money", Kind::Money),
    ],
    action: "settle-open-complaints",
};

/// Most lost customers never complained.
const SILENT: Template = Template {
    id: "silent-loss",
    parameters: &[("share", Kind::Share), ("count", Kind::Count), ("money", Kind::Money)],
    action: "ask-before-they-leave",
};

/// Templates of this report.
pub(crate) const FINDINGS: &[Template] = &[UNRESOLVED, SILENT];

/// Fewest complainers on either side of a comparison that money is named from.
const MIN_SIDE: u64 = 5;

/// Complaints of the selected customers and what followed.
#[must_use]
pub fn report(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    log: Option<&ComplaintLog>,
    options: &RecoveryOptions,
) -> RecoveryReport {
    let mut report = RecoveryReport {
        refused: None,
        is_dated: false,
        n_complaints: 0,
        complainers: None,
        rows: Vec::new(),
        resolved_minus_unresolved: None,
        complaint_minus_none: None,
        resolved: None,
        resolve_time: None,
        months: Vec::new(),
        subjects: Vec::new(),
        stake: None,
        silent_loss: SilentLoss {
            silent: None,
            lost_revenue: 0.0,
            silent_revenue: 0.0,
            silent_last_year_revenue: 0.0,
        },
        reach_low: 0.0,
        reach_high: 0.0,
        findings: Vec::new(),
    };
    if let Some(Err(refused)) = log.map(ComplaintLog::check) {
        report.refused = Some(refused);
        return report;
    }
    let of_lines = if log.is_none() { ComplaintLog::of_lines(dataset) } else { None };
    let log = log.or(of_lines.as_ref());
    let Some(found) = cases(dataset, profile, selection, log) else {
        report.refused = Some(Refused::needs(Needs::Complaints));
        return report;
    };
    report.is_dated = found.is_dated;
    report.n_complaints = found.n_complaints;
    let n_complainers = found.first.iter().flatten().count() as u64;
    report.complainers = Share::of(n_complainers, selection.customers.count() as u64);
    let counts = Counts::new(dataset, profile, selection, &found, options);
    report.silent_loss = counts.silent_loss(dataset);
    report.resolved = Share::of(found.n_resolved, found.n_resolved + found.n_unresolved);
    if let Some(log) = log {
        report.resolve_time = resolve_time(profile, selection, log);
        report.months = months(profile, selection, log);
        report.subjects = subjects(profile, selection, log);
    }
    report.rows = counts.rows(dataset);
    if n_complainers < options.min_complainers {
        report.refused = Some(Refused::TooFewEvents { have: n_complainers, need: options.min_complainers });
        report.rows.iter_mut().for_each(|row| row.returned = None);
        report.findings = findings(&report);
        return report;
    }
    let returned = |outcome: CaseOutcome| {
        report.rows.iter().find(|row| row.outcome == outcome).and_then(|row| row.returned)
    };
    if let (Some(resolved), Some(unresolved)) =
        (returned(CaseOutcome::Resolved), returned(CaseOutcome::Unresolved))
    {
        let gain = resolved.minus(&unresolved);
        report.resolved_minus_unresolved = Some(gain);
        report.stake =
            (resolved.n.min(unresolved.n) >= MIN_SIDE).then(|| counts.stake(dataset, profile, gain));
    }
    let complained = Share::of(counts.complained.0, counts.complained.1);
    if let (Some(complained), Some(none)) = (complained, returned(CaseOutcome::NoComplaint)) {
        report.complaint_minus_none = Some(complained.minus(&none));
    }
    let n_unresolved = counts.by_outcome[CaseOutcome::Unresolved as usize].n_customers as f64;
    (report.reach_low, report.reach_high) =
        (n_unresolved * options.told_low, n_unresolved * options.told_high);
    report.findings = findings(&report);
    report
}

fn findings(report: &RecoveryReport) -> Vec<Finding> {
    let mut findings = Vec::new();
    let row = |outcome| report.rows.iter().find(|row| row.outcome == outcome);
    if let (Some(resolved), Some(unresolved), Some(stake)) =
        (row(CaseOutcome::Resolved), row(CaseOutcome::Unresolved), report.stake)
        && let (Some(share), Some(other)) = (resolved.returned, unresolved.returned)
        && stake.gain.ci_low > 0.0
    {
        let values = [
            Value::Count(unresolved.n_customers),
            Value::Share(share.share, 0),
            Value::Share(other.share, 0),
            Value::Money(stake.open_at_stake),
        ];
        findings.push(Finding::new(&UNRESOLVED, values, stake.open_at_stake.max(0.0), None));
    }
    if let Some(silent) = report.silent_loss.silent
        && silent.ci_low > 0.5
    {
        let money = report.silent_loss.silent_last_year_revenue;
        let values = [Value::Share(silent.share, 0), Value::Count(silent.hits), Value::Money(money)];
        findings.push(Finding::new(&SILENT, values, money.max(0.0), None));
    }
    finding::rank(&mut findings);
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{day, line, profile, select};
    use crate::analysis::sample_shop::Shop;
    use crate::analysis::service::logs::customer_indexes;
    use crate::data::{Day, DimensionRole, MeasureRole};
    use crate::stats::random::Pcg32;

    /// Customers who all order on 10 January 2022; complaints of half of them, resolved or not in turn; who is
    /// resolved returns with chance `resolved`, who is not with `unresolved`, the others with 0.5.
    fn simulated(n: usize, resolved: f64, unresolved: f64, seed: u64) -> (Dataset, ComplaintLog) {
        let mut random = Pcg32::new(seed, 2);
        let mut shop = Shop::default();
        let (mut ids, mut outcomes) = (Vec::new(), Vec::new());
        for idx in 0..n {
            let id = format!("C{idx:05}");
            shop.lines.push(line(&id, "2022-01-10", 100));
            let chance = match idx % 4 {
                0 => resolved,
                1 => unresolved,
                _ => 0.5,
            };
            if random.uniform() < chance {
                shop.lines.push(line(&id, "2022-03-01", 100));
            }
            if idx % 4 < 2 {
                ids.push(id);
                outcomes.push(Some(idx % 4 == 0));
            }
        }
        let dataset = shop.dataset();
        let customers = customer_indexes(dataset.customers(), ids.iter().map(String::as_str));
        let opened = vec![day("2022-01-10"); customers.len()];
        (
            dataset,
            ComplaintLog { customers, opened, closed: None, resolved: Some(outcomes), categories: None },
        )
    }

    fn run(dataset: &Dataset, log: Option<&ComplaintLog>, as_of: &str) -> RecoveryReport {
        let profile = profile(dataset, day(as_of));
        let all = select(dataset, &profile, &[]);
        report(dataset, &profile, &all, log, &RecoveryOptions::default())
    }

    #[test]
    fn what_was_planted_is_found_and_its_value_is_the_sum_of_the_definition() {
        let (dataset, log) = simulated(4_000, 0.7, 0.4, 1);
        let report = run(&dataset, Some(&log), "2023-12-31");
        assert_eq!((report.refused.clone(), report.n_complaints), (None, 2_000));
        let share = |outcome: CaseOutcome| report.rows[outcome as usize].returned.unwrap().share;
        assert!((share(CaseOutcome::Resolved) - 0.7).abs() < 0.04);
        assert!((share(CaseOutcome::Unresolved) - 0.4).abs() < 0.04);
        assert!((share(CaseOutcome::NoComplaint) - 0.5).abs() < 0.04);
        let stake = report.stake.unwrap();
        // Every complainer brought 100 in the year up to the complaint.
        assert_eq!(stake.basis, ValueBasis::YearlyRevenue);
        assert_eq!((stake.complainer_value, stake.unresolved_value), (200_000.0, 100_000.0));
        assert!((stake.at_stake - 200_000.0 * stake.gain.difference).abs() < 1e-6);
        assert!(stake.gain.ci_low < 0.3 && 0.3 < stake.gain.ci_high);
        assert_eq!((report.reach_low, report.reach_high), (8_000.0, 10_000.0));
        assert!(report.findings.iter().any(|finding| finding.template == "unresolved-complaints"));
        assert_eq!(report.rows.iter().map(|row| row.n_customers).sum::<u64>(), 4_000);
    }

    #[test]
    fn the_interval_covers_the_planted_gain_and_none_is_rarely_called_one() {
        let (mut covered, mut called) = (0, 0);
        for seed in 0..200 {
            let (dataset, log) = simulated(400, 0.7, 0.4, seed);
            let gain = run(&dataset, Some(&log), "2023-12-31").resolved_minus_unresolved.unwrap();
            covered += i32::from(gain.ci_low <= 0.3 && 0.3 <= gain.ci_high);
            let (dataset, log) = simulated(400, 0.5, 0.5, seed + 1_000);
            called += i32::from(
                run(&dataset, Some(&log), "2023-12-31").resolved_minus_unresolved.unwrap().is_sure(),
            );
        }
        assert!(covered >= 180, "{covered} of 200");
        assert!(called <= 20, "{called} of 200");
    }

    #[test]
    fn complaints_on_lines_are_compared_at_the_same_order_number() {
        // Everybody returns after the first order, nobody after the second; complaints come at the second only.
        let mut shop = Shop::default();
        let mut complaints = Vec::new();
        for idx in 0..40 {
            let id = format!("C{idx:02}");
            shop.lines.push(line(&id, "2022-01-01", 10));
            shop.lines.push(line(&id, "2022-02-01", 10));
            complaints.extend([String::new(), if idx < 20 { "Y" } else { "" }.to_owned()]);
        }
        shop.line_values = vec![("complaint", Some(DimensionRole::Complaint), complaints)];
        let report = run(&shop.dataset(), None, "2023-12-31");
        assert!(report.is_dated && report.refused.is_none());
        let none = report.rows[CaseOutcome::NoComplaint as usize].returned.unwrap();
        // First orders, after which all returned, have no weight.
        assert_eq!((none.share, none.n), (0.0, 20));
        assert_eq!(report.rows[CaseOutcome::Unknown as usize].returned.unwrap().share, 0.0);
        assert_eq!(report.complaint_minus_none.unwrap().difference, 0.0);
        assert_eq!(report.silent_loss.silent.unwrap().hits, 20);
        assert_eq!(report.silent_loss.silent_revenue, 400.0);
        assert_eq!(report.subjects, []);
    }

    #[test]
    fn counts_without_days_say_so() {
        let mut shop = Shop::default();
        let (mut complaints, mut resolved) = (Vec::new(), Vec::new());
        for idx in 0..60 {
            let id = format!("C{idx:02}");
            shop.lines.push(line(&id, "2020-01-01", 10));
            if idx % 2 == 0 {
                shop.lines.push(line(&id, "2022-12-01", 10));
            }
            complaints.push(f64::from(idx % 3));
            resolved.push((idx % 3 / 2).to_string());
            shop.ids.push(id);
        }
        shop.numbers = vec![(MeasureRole::Complaints, complaints)];
        shop.values = vec![("complaints_resolved", None, resolved)];
        let report = run(&shop.dataset(), None, "2022-12-31");
        assert!(!report.is_dated && report.refused.is_none());
        assert_eq!(report.n_complaints, 20 + 40);
        assert_eq!(report.resolved.map(|share| (share.hits, share.n)), Some((20, 60)));
        let n: Vec<u64> = report.rows.iter().map(|row| row.n_customers).collect();
        // Of two complaints one resolved is not resolved.
        assert_eq!(n, [20, 0, 40, 0]);
        assert_eq!(report.resolved_minus_unresolved, None);
        assert!(report.months.is_empty());
    }

    #[test]
    fn times_and_months_are_those_known_by_the_as_of_day() {
        let lines: Vec<_> = (0..12).map(|idx| line(&format!("C{idx:02}"), "2022-01-01", 1)).collect();
        let dataset = Shop { lines, ..Shop::default() }.dataset();
        let customers: Vec<Option<u32>> = (0..12).map(Some).chain([None, Some(99)]).collect();
        let n = customers.len();
        let closed = (0..n).map(|row| (row < 10).then(|| day("2022-02-01").plus(row as i32))).collect();
        let log = ComplaintLog {
            customers,
            opened: vec![day("2022-02-01"); n],
            closed: Some(closed),
            resolved: None,
            categories: None,
        };
        let report = run(&dataset, Some(&log), "2022-03-01");
        let time = report.resolve_time.unwrap();
        assert_eq!((time.n_closed, time.median_days, time.n_open), (10, Some(4.5), 2));
        assert_eq!((time.p90_days, time.open_oldest_days), (Some(8.1), Some(28.0)));
        assert_eq!(report.months.len(), 1);
        assert_eq!(report.months[0].resolved.map(|share| (share.hits, share.n)), Some((10, 12)));
        let early = run(&dataset, Some(&log), "2022-02-05").resolve_time.unwrap();
        assert_eq!((early.n_closed, early.n_open), (5, 7));
        assert_eq!(run(&dataset, Some(&log), "2022-01-15").n_complaints, 0);
    }

    #[test]
    fn without_complaints_it_is_refused() {
        let dataset = Shop { lines: vec![line("A", "2022-01-01", 1)], ..Shop::default() }.dataset();
        let none = run(&dataset, None, "2022-01-31");
        assert_eq!(none.refused, Some(Refused::needs(Needs::Complaints)));
        let log = ComplaintLog {
            customers: vec![Some(0)],
            opened: vec![Day(0), Day(1)],
            ..ComplaintLog::default()
        };
        assert!(matches!(run(&dataset, Some(&log), "2022-01-31").refused, Some(Refused::BadSetting { .. })));
        let one = ComplaintLog {
            customers: vec![Some(0)],
            opened: vec![day("2022-01-01")],
            ..ComplaintLog::default()
        };
        let few = run(&dataset, Some(&one), "2022-01-31");
        assert_eq!(few.refused, Some(Refused::TooFewEvents { have: 1, need: 10 }));
        assert!(few.rows.iter().all(|row| row.returned.is_none()));
    }
}
