//! Contacts: who got through, how long they waited, whether once was enough, how many agents that takes.
//!
//! In:   a log of contacts.
//! Out:  a [`QueueReport`].
//! Cost: a sort of the contacts and one pass over the orders of those who called.
//!
//! Service level is the share of calls answered within the target. Whether callers who gave up count is a choice that
//! moves it by many points, so it is part of the options and of the report. Contacts of callers nobody knows, and of
//! customers without an order, count only while no customer is filtered out.

mod afterwards;
mod first_contact;
mod hours;

use crate::analysis::estimate::{Difference, Mean, Share};
use crate::analysis::finding::{self, Finding, Kind, Template, Value};
use crate::analysis::selection::Selection;
use crate::analysis::service::erlang::Staffing;
use crate::analysis::service::logs::ContactLog;
use crate::analysis::{Profile, Refused};
use crate::data::Dataset;
use crate::metric::Needs;
use crate::stats::percentile::percentile;
use afterwards::afterwards;
use first_contact::{agents, settled};
use hours::hours;
use serde::{Deserialize, Serialize};

/// What becomes of callers who give up in the service level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum AbandonRule {
    /// All of them are calls that were not answered in time.
    Missed,
    /// Those who gave up within the short time are left out, the others were not answered in time.
    ShortLeftOut,
    /// All of them are left out.
    LeftOut,
}

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct QueueOptions {
    /// Seconds within which a call should be answered.
    pub target_seconds: f64,
    /// Share of calls that should be.
    pub target_share: f64,
    /// What becomes of callers who give up.
    pub abandon_rule: AbandonRule,
    /// Seconds within which giving up is short: a wrong number, a change of mind.
    pub short_seconds: f64,
    /// Days within which a further contact means that the first did not settle it.
    pub repeat_days: i32,
    /// Days after a contact within which an order counts as coming back.
    pub return_days: i32,
    /// Fewest contacts.
    pub min_contacts: u64,
}

impl Default for QueueOptions {
    fn default() -> Self {
        Self {
            target_seconds: 15.0,
            target_share: 0.8,
            abandon_rule: AbandonRule::ShortLeftOut,
            short_seconds: 5.0,
            repeat_days: 7,
            return_days: 90,
            min_contacts: 20,
        }
    }
}

/// How it is known that one contact was enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum FirstContactBasis {
    /// A column says so.
    Said,
    /// The same customer did not call again within the days for it.
    NoRepeat,
}

/// An hour of the week.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct HourRow {
    /// Monday = 0 to Sunday = 6.
    pub weekday: u8,
    /// Hour of the day, 0 to 23.
    pub hour: u8,
    /// Calls offered in all such hours.
    pub n_offered: u64,
    /// Calls in one such hour on average.
    pub calls_per_hour: f64,
    /// Mean seconds an agent was busy with one; that of all hours where this one has none.
    pub handle_seconds: Option<f64>,
    /// Share answered in time.
    pub service_level: Option<Share>,
    /// Agents that meet the target, and what they make of the load.
    pub needed: Option<Staffing>,
}

/// Customers by how long their first answered contact waited.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct WaitBand {
    /// Seconds from.
    pub from_seconds: f64,
    /// Seconds below; `None` for all longer ones.
    pub to_seconds: Option<f64>,
    /// Ordered within the days after it.
    pub returned: Option<Share>,
}

/// One agent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AgentRow {
    /// Name.
    pub agent: String,
    /// First contacts that were enough.
    pub first_contact: Share,
    /// Whether that differs from all agents together by more than three standard errors: less is chance.
    pub is_out: bool,
}

/// Contacts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QueueReport {
    /// Why there is no figure, if there is none.
    pub refused: Option<Refused>,
    /// Options under which all of it holds.
    pub options: QueueOptions,
    /// Contacts by the as-of day.
    pub n_contacts: u64,
    /// Of them by the company.
    pub n_outbound: u64,
    /// Incoming ones: offered.
    pub n_offered: u64,
    /// Incoming ones of callers nobody knows.
    pub n_strangers: u64,
    /// Given up.
    pub n_abandoned: u64,
    /// Of them within the short time.
    pub n_abandoned_short: u64,
    /// Answered of offered.
    pub connected: Option<Share>,
    /// Given up of offered.
    pub abandoned: Option<Share>,
    /// Answered in time of those that count by the rule.
    pub service_level: Option<Share>,
    /// Seconds until an answer, over answered calls.
    pub answer_seconds: Option<Mean>,
    /// Half waited at most so long, given up or not.
    pub wait_median_seconds: Option<f64>,
    /// 95 of 100 waited at most so long.
    pub wait_p95_seconds: Option<f64>,
    /// The longest wait.
    pub wait_longest_seconds: Option<f64>,
    /// Seconds an agent is busy with a call.
    pub handle_seconds: Option<Mean>,
    /// One contact was enough.
    pub first_contact: Option<Share>,
    /// How that is known.
    pub first_contact_basis: Option<FirstContactBasis>,
    /// Contacts of known customers followed by another within the days, of those whose days are over.
    pub repeated: Option<Share>,
    /// Handed on at least once.
    pub transferred: Option<Share>,
    /// Hours of the week with calls, Monday first.
    pub hours: Vec<HourRow>,
    /// Agent hours a week that the target takes, where every hour can be staffed.
    pub agent_hours_per_week: Option<f64>,
    /// By wait, shortest first.
    pub wait_bands: Vec<WaitBand>,
    /// Customers whose first contact was answered who then ordered.
    pub returned_answered: Option<Share>,
    /// Customers who gave up at their first contact who then ordered.
    pub returned_abandoned: Option<Share>,
    /// The former minus the latter.
    pub difference: Option<Difference>,
    /// Incoming contacts per contact by the company; `None` where the company called nobody.
    pub inbound_per_outbound: Option<f64>,
    /// Selected customers whom the company contacted and who never did, of those it contacted.
    pub only_pushed: Option<Share>,
    /// Agents with the most contacts, 30 at most; none with fewer than 20.
    pub agents: Vec<AgentRow>,
    /// What stands out.
    pub findings: Vec<Finding>,
}

/// Callers wait too long.
const SLOW: Template = Template {
    id: "service-level-missed",
    parameters: &[
        ("share", Kind::Share),
        ("seconds", Kind::Number),
        ("target", Kind::Share),
        ("hours", Kind::Number),
    ],
    action: "staff-the-peaks",
};

/// Callers who gave up come back less often.
const GAVE_UP: Template = Template {
    id: "abandoned-callers-leave",
    parameters: &[
        ("count", Kind::Count),
        ("abandoned", Kind::Share),
        ("answered", Kind::Share),
        ("money", Kind::Money),
    ],
    action: "call-back",
};

/// Many customers call again.
const REPEATED: Template = Template {
    id: "repeat-contacts",
    parameters: &[("share", Kind::Share), ("days", Kind::Days)],
    action: "settle-at-first-contact",
};

/// Templates of this report.
pub(crate) const FINDINGS: &[Template] = &[SLOW, GAVE_UP, REPEATED];

/// Share of repeat contacts that is worth a sentence.
const MIN_REPEATED: f64 = 0.2;

/// Contacts of the selected customers.
#[must_use]
pub fn report(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    log: &ContactLog,
    options: &QueueOptions,
) -> QueueReport {
    let mut report = empty(*options);
    report.refused = log.check().err();
    if report.refused.is_some() {
        return report;
    }
    let rows = selected(dataset, profile, selection, log);
    report.n_contacts = rows.len() as u64;
    let is_outbound = |row: usize| log.outbound.as_ref().is_some_and(|outbound| outbound[row]);
    report.n_outbound = rows.iter().filter(|&&row| is_outbound(row)).count() as u64;
    let inbound: Vec<usize> = rows.iter().copied().filter(|&row| !is_outbound(row)).collect();
    if log.customers.is_empty() {
        report.refused = Some(Refused::needs(Needs::Contacts));
        return report;
    }
    if report.n_contacts < options.min_contacts {
        report.refused = Some(Refused::TooFewEvents { have: report.n_contacts, need: options.min_contacts });
        return report;
    }
    waits(log, &inbound, options, &mut report);
    hours(log, &rows, &inbound, options, &mut report);
    let enough = settled(log, &inbound, profile.facts.as_of, options, &mut report);
    report.agents = agents(log, &inbound, &enough);
    afterwards(dataset, profile, selection, log, &inbound, &mut report);
    pushed(dataset, selection, log, &rows, &mut report);
    report.findings.extend(findings(&report));
    finding::rank(&mut report.findings);
    report
}

fn empty(options: QueueOptions) -> QueueReport {
    QueueReport {
        refused: None,
        options,
        n_contacts: 0,
        n_outbound: 0,
        n_offered: 0,
        n_strangers: 0,
        n_abandoned: 0,
        n_abandoned_short: 0,
        connected: None,
        abandoned: None,
        service_level: None,
        answer_seconds: None,
        wait_median_seconds: None,
        wait_p95_seconds: None,
        wait_longest_seconds: None,
        handle_seconds: None,
        first_contact: None,
        first_contact_basis: None,
        repeated: None,
        transferred: None,
        hours: Vec::new(),
        agent_hours_per_week: None,
        wait_bands: Vec::new(),
        returned_answered: None,
        returned_abandoned: None,
        difference: None,
        inbound_per_outbound: None,
        only_pushed: None,
        agents: Vec::new(),
        findings: Vec::new(),
    }
}

/// Rows by the as-of day that the selection leaves, by customer and time; strangers last.
fn selected(dataset: &Dataset, profile: &Profile, selection: &Selection, log: &ContactLog) -> Vec<usize> {
    let is_whole = selection.customers.count() == profile.facts.n_active;
    let is_selected = |customer: Option<u32>| {
        customer.is_some_and(|customer| {
            (customer as usize) < dataset.n_customers() && selection.customers.get(customer as usize)
        })
    };
    let mut rows: Vec<usize> = (0..log.customers.len())
        .filter(|&row| log.days[row] <= profile.facts.as_of)
        .filter(|&row| is_whole || is_selected(log.customers[row]))
        .collect();
    let minute = |row: usize| log.minutes.as_ref().map_or(0, |minutes| minutes[row]);
    rows.sort_by_key(|&row| {
        let customer = customer_of(log, row).unwrap_or(u32::MAX);
        (customer, log.days[row], minute(row), row)
    });
    rows
}

fn customer_of(log: &ContactLog, row: usize) -> Option<u32> {
    log.customers[row].filter(|&customer| customer != u32::MAX)
}

fn is_abandoned(log: &ContactLog, row: usize) -> bool {
    log.abandoned.as_ref().is_some_and(|abandoned| abandoned[row])
}

fn wait_of(log: &ContactLog, row: usize) -> Option<f64> {
    log.wait_seconds.as_ref().map(|waits| waits[row]).filter(|wait| wait.is_finite() && *wait >= 0.0)
}

/// Whether a call counts in the service level, and whether it was answered in time.
fn in_time(log: &ContactLog, row: usize, options: &QueueOptions) -> Option<bool> {
    let wait = wait_of(log, row)?;
    if !is_abandoned(log, row) {
        return Some(wait <= options.target_seconds);
    }
    match options.abandon_rule {
        AbandonRule::Missed => Some(false),
        AbandonRule::ShortLeftOut => (wait > options.short_seconds).then_some(false),
        AbandonRule::LeftOut => None,
    }
}

fn share_of(outcomes: impl Iterator<Item = Option<bool>>) -> Option<Share> {
    let (hits, n) = outcomes.flatten().fold((0, 0), |(hits, n), hit| (hits + u64::from(hit), n + 1));
    Share::of(hits, n)
}

fn waits(log: &ContactLog, inbound: &[usize], options: &QueueOptions, report: &mut QueueReport) {
    let n = inbound.len() as u64;
    report.n_offered = n;
    report.n_strangers = inbound.iter().filter(|&&row| customer_of(log, row).is_none()).count() as u64;
    let given_up = || inbound.iter().copied().filter(|&row| is_abandoned(log, row));
    report.n_abandoned = given_up().count() as u64;
    report.n_abandoned_short = given_up()
        .filter(|&row| wait_of(log, row).is_some_and(|wait| wait <= options.short_seconds))
        .count() as u64;
    if log.abandoned.is_some() {
        report.connected = Share::of(n - report.n_abandoned, n);
        report.abandoned = Share::of(report.n_abandoned, n);
    }
    report.service_level = share_of(inbound.iter().map(|&row| in_time(log, row, options)));
    let answered = || inbound.iter().copied().filter(|&row| !is_abandoned(log, row));
    report.answer_seconds = Mean::of(answered().filter_map(|row| wait_of(log, row)));
    let mut all: Vec<f64> = inbound.iter().filter_map(|&row| wait_of(log, row)).collect();
    report.wait_median_seconds = percentile(&mut all, 0.5);
    report.wait_p95_seconds = percentile(&mut all, 0.95);
    report.wait_longest_seconds = percentile(&mut all, 1.0);
    report.handle_seconds = Mean::of(answered().filter_map(|row| handle_of(log, row)));
    report.transferred =
        log.transfers.as_ref().and_then(|transfers| share_of(answered().map(|row| Some(transfers[row] > 0))));
}

fn handle_of(log: &ContactLog, row: usize) -> Option<f64> {
    log.handle_seconds
        .as_ref()
        .map(|seconds| seconds[row])
        .filter(|seconds| seconds.is_finite() && *seconds > 0.0)
}

/// Customers whom the company contacts and who never contact it.
fn pushed(
    dataset: &Dataset,
    selection: &Selection,
    log: &ContactLog,
    rows: &[usize],
    report: &mut QueueReport,
) {
    let Some(outbound) = &log.outbound else { return };
    let mut directions = vec![[false; 2]; dataset.n_customers()];
    for &row in rows {
        let customer = customer_of(log, row).map_or(usize::MAX, |customer| customer as usize);
        if let Some(directions) = directions.get_mut(customer) {
            directions[usize::from(outbound[row])] = true;
        }
    }
    let contacted = selection.customers.iter().filter(|&customer| directions[customer][1]);
    report.only_pushed = share_of(contacted.map(|customer| Some(!directions[customer][0])));
    report.inbound_per_outbound =
        (report.n_outbound > 0).then(|| report.n_offered as f64 / report.n_outbound as f64);
}

fn findings(report: &QueueReport) -> Vec<Finding> {
    let options = &report.options;
    let mut findings = Vec::new();
    if let Some(level) = report.service_level
        && level.ci_high < options.target_share
    {
        let values = [
            Value::Share(level.share, 0),
            Value::Number(options.target_seconds, 0),
            Value::Share(options.target_share, 0),
            Value::Number(report.agent_hours_per_week.unwrap_or(0.0), 0),
        ];
        // Without hours there is no staffing to name.
        if report.agent_hours_per_week.is_some() {
            findings.push(Finding::new(&SLOW, values, 0.0, None));
        }
    }
    if let Some(repeated) = report.repeated
        && repeated.ci_low > MIN_REPEATED
    {
        let values = [Value::Share(repeated.share, 0), Value::Days(f64::from(options.repeat_days))];
        findings.push(Finding::new(&REPEATED, values, 0.0, None));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::hours::weekdays;
    use super::*;
    use crate::analysis::sample::{day, line, profile, select};
    use crate::analysis::sample_shop::{Shop, dimension};
    use crate::stats::random::Pcg32;

    fn shop(n: usize) -> Dataset {
        let lines = (0..n).map(|idx| line(&format!("C{idx:04}"), "2022-01-01", 10)).collect();
        Shop { lines, ..Shop::default() }.dataset()
    }

    fn run(dataset: &Dataset, log: &ContactLog, options: &QueueOptions) -> QueueReport {
        let profile = profile(dataset, day("2022-12-31"));
        let all = select(dataset, &profile, &[]);
        report(dataset, &profile, &all, log, options)
    }

    /// 20 calls: ten answered after 10 s, four after 40 s, two given up after 3 s, four after 30 s.
    fn twenty_calls() -> ContactLog {
        let waits = [(10, 10.0, false), (4, 40.0, false), (2, 3.0, true), (4, 30.0, true)];
        let rows: Vec<(f64, bool)> =
            waits.iter().flat_map(|&(n, wait, up)| std::iter::repeat_n((wait, up), n)).collect();
        ContactLog {
            customers: (0..20).map(Some).collect(),
            days: vec![day("2022-03-01"); 20],
            minutes: Some(vec![9 * 60 + 30; 20]),
            wait_seconds: Some(rows.iter().map(|row| row.0).collect()),
            handle_seconds: Some(vec![180.0; 20]),
            abandoned: Some(rows.iter().map(|row| row.1).collect()),
            ..ContactLog::default()
        }
    }

    #[test]
    fn the_rule_for_callers_who_give_up_moves_the_service_level() {
        let (dataset, log) = (shop(20), twenty_calls());
        let level = |abandon_rule| {
            let options = QueueOptions { abandon_rule, ..QueueOptions::default() };
            run(&dataset, &log, &options).service_level.map(|level| (level.hits, level.n))
        };
        assert_eq!(level(AbandonRule::Missed), Some((10, 20)));
        assert_eq!(level(AbandonRule::ShortLeftOut), Some((10, 18)));
        assert_eq!(level(AbandonRule::LeftOut), Some((10, 14)));
        let report = run(&dataset, &log, &QueueOptions::default());
        assert_eq!((report.n_offered, report.n_abandoned, report.n_abandoned_short), (20, 6, 2));
        assert_eq!(report.connected.map(|share| share.hits), Some(14));
        // Ten times 10 s and four times 40 s over fourteen.
        assert!((report.answer_seconds.unwrap().mean - 260.0 / 14.0).abs() < 1e-12);
        assert_eq!(report.wait_longest_seconds, Some(40.0));
        assert_eq!(report.first_contact_basis, Some(FirstContactBasis::NoRepeat));
    }

    #[test]
    fn an_hour_of_200_calls_of_180_seconds_takes_14_agents() {
        let dataset = shop(1);
        // Two Tuesdays with 200 calls each from 9 to 10.
        let days = (0..400).map(|idx| day("2022-03-01").plus(if idx < 200 { 0 } else { 7 })).collect();
        let log = ContactLog {
            customers: vec![None; 400],
            days,
            minutes: Some((0..400).map(|idx| 540 + idx % 60).collect()),
            wait_seconds: Some(vec![4.0; 400]),
            handle_seconds: Some(vec![180.0; 400]),
            ..ContactLog::default()
        };
        let report = run(&dataset, &log, &QueueOptions::default());
        assert_eq!(report.hours.len(), 1);
        let row = report.hours[0];
        assert_eq!((row.weekday, row.hour, row.n_offered, row.calls_per_hour), (1, 9, 400, 200.0));
        let needed = row.needed.unwrap();
        assert_eq!(needed.n_agents, 14);
        assert!((needed.service_level - 0.875).abs() < 5e-4);
        assert_eq!((report.agent_hours_per_week, report.n_strangers), (Some(14.0), 400));
        assert_eq!((report.connected, report.repeated, report.first_contact), (None, None, None));
    }

    #[test]
    fn weekdays_are_counted_from_first_to_last() {
        // 1 March 2022 was a Tuesday.
        let (first, last) = (day("2022-03-01"), day("2022-03-15"));
        assert_eq!([0, 1, 2].map(|weekday| weekdays(first, last, weekday)), [2, 3, 2]);
        assert_eq!([0, 1, 2].map(|weekday| weekdays(first, first, weekday)), [0, 1, 0]);
    }

    #[test]
    fn repeats_are_further_contacts_of_the_same_customer_within_the_days() {
        let mut log = twenty_calls();
        log.customers = (0..20).map(|idx| Some(idx / 2)).collect();
        log.days =
            (0..20).map(|idx| day("2022-03-01").plus(if idx % 4 == 3 { 8 } else { idx % 2 })).collect();
        let report = run(&shop(20), &log, &QueueOptions::default());
        // Pairs of customers 0, 2, 4 … lie a day apart, those of 1, 3, 5 … eight.
        assert_eq!(report.repeated.map(|share| (share.hits, share.n)), Some((5, 20)));
        log.resolved = Some(vec![Some(true); 20]);
        log.transfers = Some((0..20).map(|idx| u16::from(idx < 7)).collect());
        log.agents = Some(dimension(&("agent", None, vec!["Ann".to_owned(); 20])));
        let said = run(&shop(20), &log, &QueueOptions::default());
        assert_eq!(said.first_contact_basis, Some(FirstContactBasis::Said));
        assert_eq!(said.first_contact.map(|share| (share.hits, share.n)), Some((14, 14)));
        assert_eq!(said.transferred.map(|share| (share.hits, share.n)), Some((7, 14)));
        assert!(said.agents.is_empty(), "fourteen are too few");
    }

    #[test]
    fn callers_who_gave_up_are_followed_to_their_orders() {
        let mut random = Pcg32::new(8, 8);
        let mut shop = Shop::default();
        let (mut abandoned, n) = (Vec::new(), 2_000_u32);
        for idx in 0..n {
            let id = format!("C{idx:04}");
            shop.lines.push(line(&id, "2022-01-01", 10));
            let gave_up = idx % 4 == 0;
            if random.uniform() < if gave_up { 0.3 } else { 0.5 } {
                shop.lines.push(line(&id, "2022-04-01", 40));
            }
            abandoned.push(gave_up);
        }
        let log = ContactLog {
            customers: (0..n).map(Some).collect(),
            days: vec![day("2022-03-01"); n as usize],
            wait_seconds: Some((0..n).map(|idx| f64::from(idx % 400)).collect()),
            abandoned: Some(abandoned),
            outbound: Some(vec![false; n as usize]),
            ..ContactLog::default()
        };
        let report = run(&shop.dataset(), &log, &QueueOptions::default());
        let difference = report.difference.unwrap();
        assert!(difference.ci_low < 0.2 && 0.2 < difference.ci_high && difference.ci_low > 0.0);
        let finding = &report.findings[0];
        assert_eq!(finding.template, "abandoned-callers-leave");
        assert!((finding.at_stake - difference.difference * 500.0 * 40.0).abs() < 1e-6);
        assert_eq!(report.wait_bands.len(), 6);
        assert_eq!(report.wait_bands.iter().map(|band| band.returned.unwrap().n).sum::<u64>(), 1_500);
        assert_eq!((report.only_pushed, report.inbound_per_outbound), (None, None));
    }

    #[test]
    fn contacts_only_of_the_company_and_too_few_of_any_are_said_so() {
        let mut log = twenty_calls();
        log.outbound = Some((0..20).map(|idx| idx < 15).collect());
        let report = run(&shop(20), &log, &QueueOptions::default());
        assert_eq!(report.only_pushed.map(|share| (share.hits, share.n)), Some((15, 15)));
        assert_eq!(report.inbound_per_outbound, Some(5.0 / 15.0));
        let empty = run(&shop(2), &ContactLog::default(), &QueueOptions::default());
        assert_eq!(empty.refused, Some(Refused::needs(Needs::Contacts)));
        let early = {
            let dataset = shop(20);
            let profile = profile(&dataset, day("2022-02-01"));
            let all = select(&dataset, &profile, &[]);
            super::report(&dataset, &profile, &all, &log, &QueueOptions::default())
        };
        assert_eq!(early.refused, Some(Refused::TooFewEvents { have: 0, need: 20 }));
    }
}
