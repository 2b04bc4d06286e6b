//! How often customers are contacted, and whether contacting them more often still helps.
//!
//! In:   members of campaigns; the contacted ones count.
//! Out:  a [`PressureReport`].
//! Cost: the orders of the contacted members, and pairs of campaigns.
//!
//! A contact is a treated membership, on its own day or else on the first day of its campaign. Its number is one more
//! than the customer's contacts in the `window_days` before it. Fewer answers to later contacts may be fatigue, or
//! another kind of customer: the control group of the same number tells them apart where there is one.

use super::members::{Arm, MemberSource, Members};
use super::outcome::Outcome;
use crate::analysis::finding::{Finding, Kind, Template, Value};
use crate::analysis::selection::Selection;
use crate::analysis::{Profile, Refused};
use crate::data::{Dataset, Day, DayRange};
use crate::metric::{Additivity, Metric, Needs, Unit};
use crate::stats::normal::two_sided_p;
use crate::stats::proportion::{Interval, wilson};
use serde::{Deserialize, Serialize};

/// Contacts needed.
pub const MIN_CONTACTS: u64 = 50;
/// Numbers of contacts told apart: the last is "so many or more".
const MAX_NUMBER: usize = 6;
/// Pairs of campaigns of a report, at most.
const MAX_PAIRS: usize = 30;

/// How pressure is told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PressureOptions {
    /// Days in which contacts are counted together.
    pub window_days: u32,
    /// Days from a contact to the end of its answer.
    pub response_days: u32,
    /// Contacts within the window from which a customer counts as contacted too often.
    pub max_contacts: u32,
    /// Confidence of the intervals.
    pub confidence: f64,
}

impl Default for PressureOptions {
    fn default() -> Self {
        Self { window_days: 90, response_days: 28, max_contacts: 4, confidence: 0.95 }
    }
}

/// Contacts of one number.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct NumberRow {
    /// 1 for the first within the window; the last row is of this and all higher numbers.
    pub number: u32,
    /// Contacts.
    pub n_contacts: u64,
    /// Those answered by an order within the days.
    pub n_responses: u64,
    /// Their share.
    pub response_rate: f64,
    /// Its interval.
    pub interval: Interval,
    /// Members of control groups who would have been contacted for the so-manieth time.
    pub n_control: u64,
    /// The share of these with an order all the same; `None` without one.
    pub control_rate: Option<f64>,
}

/// Customers by contacts in all.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ContactCount {
    /// Contacts.
    pub n_contacts: u32,
    /// Selected customers with so many.
    pub n_customers: u64,
}

/// Two campaigns with contacts in common.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Overlap {
    /// One campaign.
    pub a: String,
    /// The other.
    pub b: String,
    /// Customers contacted by both.
    pub n_both: u64,
    /// Their share of the smaller one's contacts.
    pub share_of_smaller: f64,
    /// Whether both are answered in common days, so that answers cannot be told apart.
    pub is_at_the_same_time: bool,
}

/// How often customers are contacted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PressureReport {
    /// Contacts of selected customers.
    pub n_contacts: u64,
    /// Selected customers with at least one.
    pub n_contacted: u64,
    /// Selected customers without any.
    pub n_never_contacted: u64,
    /// Selected customers with more than the most contacts within a window, at some time.
    pub n_too_often: u64,
    /// Contacts per contacted customer and window of days, on average over their contacts.
    pub mean_number: f64,
    /// Customers by contacts in all, from 0.
    pub counts: Vec<ContactCount>,
    /// Answers by number of the contact.
    pub numbers: Vec<NumberRow>,
    /// Two-sided p-value of no trend of response with the number; `None` with one number only.
    pub trend_p_value: Option<f64>,
    /// Whether response falls clearly with the number.
    pub is_tiring: bool,
    /// Pairs of campaigns with most customers in common.
    pub overlaps: Vec<Overlap>,
    /// Pairs that are not listed.
    pub n_overlaps_left_out: u64,
    /// What stands out.
    pub findings: Vec<Finding>,
}

/// Response falls with the number of contacts.
const CONTACTS_TIRE: Template = Template {
    id: "contacts-tire",
    parameters: &[
        ("first", Kind::Share),
        ("number", Kind::Count),
        ("last", Kind::Share),
        ("count", Kind::Count),
    ],
    action: "cap-contacts",
};

pub(crate) const FINDINGS: &[Template] = &[CONTACTS_TIRE];

/// A contact, or what would have been one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Contact {
    customer: u32,
    day: Day,
    campaign: u16,
    arm: Arm,
}

/// How often the selected customers are contacted.
///
/// # Errors
/// [`Refused`] where only order lines tell the members, or with fewer than [`MIN_CONTACTS`] contacts with a day.
pub fn report(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    members: &Members,
    options: &PressureOptions,
) -> Result<PressureReport, Refused> {
    if members.source == MemberSource::Lines {
        return Err(Refused::needs(Needs::Contacts));
    }
    let as_of = profile.facts.as_of;
    let windows = members.windows(dataset, &[], options.response_days);
    let mut contacts: Vec<Contact> = members
        .rows
        .iter()
        .filter(|member| selection.customers.get(member.customer as usize))
        .filter_map(|member| {
            let begins = windows[usize::from(member.campaign)].map(|window| window.first);
            let day = member.day.or(begins).filter(|&day| day <= as_of)?;
            Some(Contact { customer: member.customer, day, campaign: member.campaign, arm: member.arm })
        })
        .collect();
    contacts.sort_unstable();
    let n_contacts = contacts.iter().filter(|contact| contact.arm == Arm::Treated).count() as u64;
    if n_contacts < MIN_CONTACTS {
        return Err(Refused::TooFewEvents { have: n_contacts, need: MIN_CONTACTS });
    }
    let mut sums = [[(0_u64, 0_u64); MAX_NUMBER]; 2];
    let mut by_count: Vec<u64> = vec![0];
    let (mut n_contacted, mut n_too_often, mut sum_numbers) = (0, 0, 0_u64);
    for own in contacts.chunk_by(|a, b| a.customer == b.customer) {
        let treated: Vec<Day> =
            own.iter().filter(|contact| contact.arm == Arm::Treated).map(|contact| contact.day).collect();
        let mut most = 0;
        for contact in own {
            let since = contact.day.plus(-options.window_days.cast_signed());
            let before = treated.iter().filter(|&&day| since < day && day < contact.day).count();
            // Of contacts on one day each is the next after those before the day.
            let number = before + 1;
            let place = number.min(MAX_NUMBER) - 1;
            let days = DayRange {
                first: contact.day,
                last: contact.day.plus(options.response_days.cast_signed() - 1),
            };
            let outcome = Outcome::of(dataset, contact.customer as usize, days, as_of);
            let sum = &mut sums[contact.arm as usize][place];
            sum.0 += 1;
            sum.1 += u64::from(outcome.n_orders > 0);
            if contact.arm == Arm::Treated {
                sum_numbers += number as u64;
                most = most.max(number);
            }
        }
        if treated.len() >= by_count.len() {
            by_count.resize(treated.len() + 1, 0);
        }
        if !treated.is_empty() {
            by_count[treated.len()] += 1;
            n_contacted += 1;
        }
        n_too_often += u64::from(most > options.max_contacts as usize);
    }
    let n_never_contacted = selection.customers.count() as u64 - n_contacted;
    by_count[0] = n_never_contacted;
    let numbers: Vec<NumberRow> = (1_u32..)
        .zip(sums[0].iter().zip(&sums[1]))
        .filter(|(_, ((n, _), _))| *n > 0)
        .map(|(number, (&(n, hits), &(n_control, control_hits)))| NumberRow {
            number,
            n_contacts: n,
            n_responses: hits,
            response_rate: hits as f64 / n as f64,
            interval: wilson(hits, n, options.confidence),
            n_control,
            control_rate: (n_control > 0).then(|| control_hits as f64 / n_control as f64),
        })
        .collect();
    let trend = trend(&numbers);
    let trend_p_value = trend.map(two_sided_p);
    let is_tiring = trend.is_some_and(|z| z < 0.0) && trend_p_value.is_some_and(|p| p < 0.05);
    let (overlaps, n_overlaps_left_out) = overlaps(members, &contacts, &windows);
    let mut findings = Vec::new();
    if let (true, Some(first), Some(last)) = (is_tiring, numbers.first(), numbers.last()) {
        let values = [
            Value::Share(first.response_rate, 1),
            Value::Count(u64::from(last.number)),
            Value::Share(last.response_rate, 1),
            Value::Count(n_too_often),
        ];
        findings.push(Finding::new(&CONTACTS_TIRE, values, 0.0, None));
    }
    Ok(PressureReport {
        n_contacts,
        n_contacted,
        n_never_contacted,
        n_too_often,
        mean_number: sum_numbers as f64 / n_contacts as f64,
        counts: (0_u32..)
            .zip(by_count)
            .map(|(n_contacts, n_customers)| ContactCount { n_contacts, n_customers })
            .collect(),
        numbers,
        trend_p_value,
        is_tiring,
        overlaps,
        n_overlaps_left_out,
        findings,
    })
}

/// The statistic of a linear trend of response over the numbers; none where there is nothing to tell apart.
///
/// # Source
/// P. Armitage (1955), Tests for linear trends in proportions and frequencies, Biometrics 11, 375-386.
fn trend(rows: &[NumberRow]) -> Option<f64> {
    let n: f64 = rows.iter().map(|row| row.n_contacts as f64).sum();
    let hits: f64 = rows.iter().map(|row| row.n_responses as f64).sum();
    let share = hits / n;
    let score = |row: &NumberRow| f64::from(row.number);
    let mean = rows.iter().map(|row| score(row) * row.n_contacts as f64).sum::<f64>() / n;
    let sum: f64 = rows.iter().map(|row| (score(row) - mean) * row.n_responses as f64).sum();
    let spread: f64 = rows.iter().map(|row| (score(row) - mean).powi(2) * row.n_contacts as f64).sum();
    let variance = share * (1.0 - share) * spread;
    (variance > 0.0).then(|| sum / variance.sqrt())
}

fn overlaps(members: &Members, contacts: &[Contact], windows: &[Option<DayRange>]) -> (Vec<Overlap>, u64) {
    let n = members.campaigns.len();
    let mut sizes = vec![0_u64; n];
    let mut both = vec![0_u64; n * n];
    for own in contacts.chunk_by(|a, b| a.customer == b.customer) {
        let mut treated: Vec<usize> = own
            .iter()
            .filter(|contact| contact.arm == Arm::Treated)
            .map(|contact| usize::from(contact.campaign))
            .collect();
        treated.sort_unstable();
        for (place, &b) in treated.iter().enumerate() {
            sizes[b] += 1;
            for &a in &treated[..place] {
                both[a * n + b] += 1;
            }
        }
    }
    let mut found: Vec<Overlap> = Vec::new();
    for a in 0..n {
        for b in a + 1..n {
            let n_both = both[a * n + b];
            if n_both > 0 {
                let meets = |x: DayRange, y: DayRange| x.first <= y.last && y.first <= x.last;
                found.push(Overlap {
                    a: members.campaigns[a].clone(),
                    b: members.campaigns[b].clone(),
                    n_both,
                    share_of_smaller: n_both as f64 / sizes[a].min(sizes[b]) as f64,
                    is_at_the_same_time: windows[a].zip(windows[b]).is_some_and(|(x, y)| meets(x, y)),
                });
            }
        }
    }
    found.sort_by_key(|overlap| {
        (std::cmp::Reverse(overlap.is_at_the_same_time), std::cmp::Reverse(overlap.n_both))
    });
    let n_left_out = found.len().saturating_sub(MAX_PAIRS) as u64;
    found.truncate(MAX_PAIRS);
    (found, n_left_out)
}

pub(crate) const METRICS: &[Metric] = &[
    Metric {
        id: "contacts",
        formula: "number of campaigns in which the customer was treated, not control",
        unit: Unit::Count,
        additivity: Additivity::Additive,
        needs: &[Needs::Campaign],
        source: "definition",
        limits: "Contacts outside of campaigns are not known.",
        test: "analysis::campaign::pressure::tests::numbers_of_contacts_are_those_worked_by_hand",
    },
    Metric {
        id: "response-by-number",
        formula: "contacts answered within the days / contacts, by number of the contact within the window",
        unit: Unit::Share,
        additivity: Additivity::RatioOfSums,
        needs: &[Needs::Campaign],
        source: "definition; trend after Armitage 1955",
        limits: "Who is contacted often is another kind of customer: hold it against the control group of the same number.",
        test: "analysis::campaign::pressure::tests::the_trend_is_that_of_armitage",
    },
];

#[cfg(test)]
mod tests {
    use super::super::members::MemberRow;
    use super::*;
    use crate::analysis::sample::{Line, dataset, day, line, profile, select};

    #[test]
    fn the_trend_is_that_of_armitage() {
        // Of 100 each, 30, 20 and 10 answer. In z: -40 / sqrt(.2 x .8 x 200).
        let row = |number: u32, n_responses: u64| NumberRow {
            number,
            n_contacts: 100,
            n_responses,
            response_rate: 0.0,
            interval: wilson(0, 0, 0.95),
            n_control: 0,
            control_rate: None,
        };
        let z = trend(&[row(1, 30), row(2, 20), row(3, 10)]).unwrap();
        assert!((z + 20.0 / 32.0_f64.sqrt()).abs() < 1e-12, "{z}");
        assert_eq!(trend(&[row(1, 30)]), None);
    }

    #[test]
    fn numbers_of_contacts_are_those_worked_by_hand() {
        // 40 customers are contacted in March and April, 20 of them in October, too; 30 answer in March, 5 in April.
        let (mut lines, mut rows): (Vec<Line>, Vec<MemberRow>) = (Vec::new(), Vec::new());
        for idx in 0..60 {
            let id = format!("C{idx:02}");
            lines.push(line(&id, "2023-01-05", 5));
            let mut contact = |campaign: &str, on: &str| {
                rows.push(MemberRow {
                    campaign: campaign.to_owned(),
                    customer: format!("C{idx:02}"),
                    group: "test".to_owned(),
                    day: Some(day(on)),
                });
            };
            if idx < 40 {
                contact("march", "2024-03-01");
                contact("april", "2024-04-15");
            }
            if idx < 20 {
                contact("october", "2024-10-01");
            }
            if idx < 30 {
                lines.push(line(&id, "2024-03-05", 5));
            }
            if idx < 5 {
                lines.push(line(&id, "2024-04-20", 5));
            }
        }
        let dataset = dataset(&lines, &[]);
        let profile = profile(&dataset, day("2024-12-31"));
        let all = select(&dataset, &profile, &[]);
        let members = Members::from_rows(&dataset, &rows);
        let options = PressureOptions { max_contacts: 1, ..PressureOptions::default() };
        let report = report(&dataset, &profile, &all, &members, &options).unwrap();
        assert_eq!((report.n_contacts, report.n_contacted, report.n_never_contacted), (100, 40, 20));
        let numbers: Vec<_> =
            report.numbers.iter().map(|row| (row.number, row.n_contacts, row.n_responses)).collect();
        // October is a first contact again: half a year lies between.
        assert_eq!(numbers, [(1, 60, 30), (2, 40, 5)]);
        assert_eq!((report.n_too_often, report.is_tiring), (40, true));
        assert!((report.mean_number - 1.4).abs() < 1e-12);
        let counts: Vec<u64> = report.counts.iter().map(|row| row.n_customers).collect();
        assert_eq!(counts, [20, 0, 20, 20]);
        assert_eq!(report.overlaps.len(), 3);
        assert_eq!((report.overlaps[0].n_both, report.overlaps[0].share_of_smaller), (40, 1.0));
        assert!(report.overlaps.iter().all(|overlap| !overlap.is_at_the_same_time));
        assert_eq!(report.findings[0].template, "contacts-tire");
    }
}
