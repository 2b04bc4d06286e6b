//! What an order costs a customer besides money: worry, effort and time, by segment.
//!
//! In:   complaints and returns on order lines; waiting, transfers and repeated contacts from a log of contacts.
//! Out:  a [`HassleReport`], a row a segment.
//! Cost: one pass over the selected lines and one over the contacts.
//!
//! Source: 省心、省力、省钱、省时, the four savings a customer asks for, counted per 100 orders. What no column or log tells
//! is `None`, not zero.

use super::logs::ContactLog;
use crate::analysis::finding::{Finding, Kind, Template, Value};
use crate::analysis::selection::Selection;
use crate::analysis::{Profile, Refused};
use crate::data::{Dataset, Dimension, DimensionRole};
use crate::metric::Needs;
use crate::query::{Clause, Segment};
use serde::{Deserialize, Serialize};

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct HassleOptions {
    /// Days within which a further contact means that the first did not settle it.
    pub repeat_days: i32,
}

impl Default for HassleOptions {
    fn default() -> Self {
        Self { repeat_days: 7 }
    }
}

/// Trouble of a segment, per 100 orders.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct HassleRow {
    /// The segment; `None` for all selected customers.
    pub segment: Option<Segment>,
    /// Customers.
    pub n_customers: u64,
    /// Their selected orders.
    pub n_orders: u64,
    /// Worry: orders complained about.
    pub complaints: Option<f64>,
    /// Money: orders with something sent back.
    pub returns: Option<f64>,
    /// Effort: contacts that repeat an earlier one.
    pub repeat_contacts: Option<f64>,
    /// Effort: times a contact was handed on.
    pub transfers: Option<f64>,
    /// Time: minutes of waiting.
    pub wait_minutes: Option<f64>,
}

/// Trouble by segment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HassleReport {
    /// Why there is no figure, if there is none.
    pub refused: Option<Refused>,
    /// All selected customers.
    pub all: HassleRow,
    /// Segments with customers, strongest first.
    pub segments: Vec<HassleRow>,
    /// What stands out.
    pub findings: Vec<Finding>,
}

/// A segment has more complaints per order than the others.
const WORSE_SERVED: Template = Template {
    id: "worse-served",
    parameters: &[("segment", Kind::Segment), ("own", Kind::Number), ("all", Kind::Number)],
    action: "look-after-segment",
};

/// Templates of this report.
pub(crate) const FINDINGS: &[Template] = &[WORSE_SERVED];

#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    n_customers: u64,
    n_orders: u64,
    complaints: u64,
    returns: u64,
    repeats: u64,
    transfers: u64,
    wait_seconds: f64,
}

/// Trouble of the selected customers.
#[must_use]
pub fn report(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    contacts: Option<&ContactLog>,
    options: &HassleOptions,
) -> HassleReport {
    let mut tallies = [Tally::default(); Segment::ALL.len()];
    let of_segment = |customer: usize| {
        let own = profile.scores.segment[customer]?;
        Segment::ALL.iter().position(|&segment| segment == own)
    };
    let complaint = Flag::new(dataset, DimensionRole::Complaint);
    let returned = Flag::new(dataset, DimensionRole::Returned);
    let mut has_negative = false;
    for customer in selection.customers.iter() {
        let Some(tally) = of_segment(customer).map(|idx| &mut tallies[idx]) else { continue };
        tally.n_customers += 1;
        for order in dataset.orders_of(customer) {
            let (mut is_selected, mut is_complaint, mut is_return) = (false, false, false);
            for line in dataset.lines_of(order).filter(|&line| selection.has_line(line)) {
                is_selected = true;
                is_complaint |= complaint.as_ref().is_some_and(|flag| flag.get(line));
                let is_negative = dataset.amounts()[line] < 0;
                has_negative |= is_negative;
                is_return |= is_negative || returned.as_ref().is_some_and(|flag| flag.get(line));
            }
            tally.n_orders += u64::from(is_selected);
            tally.complaints += u64::from(is_complaint);
            tally.returns += u64::from(is_return);
        }
    }
    let contacts = contacts.filter(|log| log.check().is_ok() && !log.customers.is_empty());
    if let Some(log) = contacts {
        for (customer, tally) in contacts_of(profile, selection, log, options) {
            if let Some(sum) = of_segment(customer).map(|idx| &mut tallies[idx]) {
                sum.repeats += tally.repeats;
                sum.transfers += tally.transfers;
                sum.wait_seconds += tally.wait_seconds;
            }
        }
    }
    let knows = Knows {
        complaints: complaint.is_some(),
        returns: returned.is_some() || has_negative,
        repeats: contacts.is_some(),
        transfers: contacts.is_some_and(|log| log.transfers.is_some()),
        waits: contacts.is_some_and(|log| log.wait_seconds.is_some()),
    };
    let all = tallies.iter().fold(Tally::default(), |sum, tally| sum.plus(tally));
    let rows = Segment::ALL.iter().zip(&tallies).filter(|(_, tally)| tally.n_customers > 0);
    let mut report = HassleReport {
        refused: None,
        all: all.row(None, &knows),
        segments: rows.map(|(&segment, tally)| tally.row(Some(segment), &knows)).collect(),
        findings: Vec::new(),
    };
    if !(knows.complaints || knows.returns || knows.repeats) {
        report.refused = Some(Refused::needs(Needs::Complaints));
    } else if all.n_orders == 0 {
        report.refused = Some(Refused::TooFewOrders { have: 0, need: 1 });
    }
    report.findings = worse_served(dataset, profile, selection, &tallies, &all).into_iter().collect();
    report
}

struct Knows {
    complaints: bool,
    returns: bool,
    repeats: bool,
    transfers: bool,
    waits: bool,
}

impl Tally {
    fn plus(self, other: &Self) -> Self {
        Self {
            n_customers: self.n_customers + other.n_customers,
            n_orders: self.n_orders + other.n_orders,
            complaints: self.complaints + other.complaints,
            returns: self.returns + other.returns,
            repeats: self.repeats + other.repeats,
            transfers: self.transfers + other.transfers,
            wait_seconds: self.wait_seconds + other.wait_seconds,
        }
    }

    fn row(&self, segment: Option<Segment>, knows: &Knows) -> HassleRow {
        let rate = |is_known: bool, sum: f64| {
            (is_known && self.n_orders > 0).then(|| 100.0 * sum / self.n_orders as f64)
        };
        HassleRow {
            segment,
            n_customers: self.n_customers,
            n_orders: self.n_orders,
            complaints: rate(knows.complaints, self.complaints as f64),
            returns: rate(knows.returns, self.returns as f64),
            repeat_contacts: rate(knows.repeats, self.repeats as f64),
            transfers: rate(knows.transfers, self.transfers as f64),
            wait_minutes: rate(knows.waits, self.wait_seconds / 60.0),
        }
    }
}

/// A dimension read as yes or no, decided once per value.
struct Flag<'a> {
    codes: &'a [u16],
    is_yes: Vec<bool>,
}

impl<'a> Flag<'a> {
    fn new(dataset: &'a Dataset, role: DimensionRole) -> Option<Self> {
        let dimension = dataset.dimension(role)?;
        let is_yes = dimension.values.iter().map(|value| Dimension::says_yes(value)).collect();
        Some(Self { codes: &dimension.codes, is_yes })
    }

    fn get(&self, line: usize) -> bool {
        self.is_yes[usize::from(self.codes[line])]
    }
}

/// Waiting, transfers and repeats of the incoming contacts of selected customers, one entry a contact.
fn contacts_of<'a>(
    profile: &'a Profile,
    selection: &'a Selection,
    log: &'a ContactLog,
    options: &'a HassleOptions,
) -> impl Iterator<Item = (usize, Tally)> + 'a {
    let mut rows: Vec<(usize, usize)> = (0..log.customers.len())
        .filter(|&row| log.days[row] <= profile.facts.as_of)
        .filter(|&row| log.outbound.as_ref().is_none_or(|outbound| !outbound[row]))
        .filter_map(|row| Some((log.customers[row]? as usize, row)))
        .filter(|&(customer, _)| customer < profile.facts.len() && selection.customers.get(customer))
        .collect();
    rows.sort_by_key(|&(customer, row)| (customer, log.days[row], row));
    let mut before: Option<(usize, usize)> = None;
    rows.into_iter().map(move |(customer, row)| {
        let is_repeat = before.is_some_and(|(known, earlier)| {
            known == customer && log.days[row].since(log.days[earlier]) <= options.repeat_days
        });
        before = Some((customer, row));
        let wait = log.wait_seconds.as_ref().map_or(0.0, |waits| waits[row]);
        let tally = Tally {
            repeats: u64::from(is_repeat),
            transfers: log.transfers.as_ref().map_or(0, |transfers| u64::from(transfers[row])),
            wait_seconds: if wait.is_finite() { wait.max(0.0) } else { 0.0 },
            ..Tally::default()
        };
        (customer, tally)
    })
}

/// The segment with the most revenue among those complained of more often than all others together, beyond chance.
fn worse_served(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    tallies: &[Tally],
    all: &Tally,
) -> Option<Finding> {
    use crate::stats::normal::{two_proportion_z, two_sided_p};
    let revenue_of = |segment: Segment| {
        let own =
            selection.customers.iter().filter(|&customer| profile.scores.segment[customer] == Some(segment));
        dataset.major(own.map(|customer| i128::from(profile.facts.revenue[customer])).sum())
    };
    let n_tests = tallies.iter().filter(|tally| tally.n_orders > 0).count() as f64;
    let (revenue, segment, own, others) = Segment::ALL
        .iter()
        .zip(tallies)
        .filter_map(|(&segment, tally)| {
            let (hits, n) = (all.complaints - tally.complaints, all.n_orders - tally.n_orders);
            let z = two_proportion_z(tally.complaints, tally.n_orders, hits, n)?;
            // Bonferroni, since every segment is looked at.
            (z > 0.0 && two_sided_p(z) * n_tests < 0.05).then(|| {
                let rate = |hits: u64, n: u64| 100.0 * hits as f64 / n as f64;
                (revenue_of(segment), segment, rate(tally.complaints, tally.n_orders), rate(hits, n))
            })
        })
        .max_by(|a, b| a.0.total_cmp(&b.0))?;
    let values = [Value::Segment(segment), Value::Number(own, 1), Value::Number(others, 1)];
    Some(Finding::new(&WORSE_SERVED, values, revenue.max(0.0), Some(Clause::Segments(vec![segment]))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{day, line, profile, select};
    use crate::analysis::sample_shop::Shop;

    #[test]
    fn trouble_is_counted_per_hundred_orders_and_sums_over_segments() {
        let mut shop = Shop::default();
        let mut complaints = Vec::new();
        for idx in 0..10 {
            let id = format!("C{idx}");
            shop.lines.push(line(&id, "2022-12-20", 10));
            complaints.push(if idx < 3 { "late" } else { "" }.to_owned());
            if idx < 5 {
                shop.lines.push(line(&id, "2022-12-21", if idx == 0 { -10 } else { 10 }));
                complaints.push("no".to_owned());
            }
        }
        shop.line_values = vec![("complaint", Some(DimensionRole::Complaint), complaints)];
        let dataset = shop.dataset();
        let profile = profile(&dataset, day("2022-12-31"));
        let all = select(&dataset, &profile, &[]);
        let log = ContactLog {
            customers: vec![Some(0), Some(0), Some(0), None, Some(1)],
            days: ["2022-12-21", "2022-12-24", "2023-01-05", "2022-12-22", "2022-12-22"].map(day).to_vec(),
            wait_seconds: Some(vec![60.0, 120.0, 999.0, 999.0, f64::NAN]),
            transfers: Some(vec![1, 0, 5, 5, 2]),
            ..ContactLog::default()
        };
        let report = report(&dataset, &profile, &all, Some(&log), &HassleOptions::default());
        let row = report.all;
        assert_eq!((report.refused, row.n_customers, row.n_orders), (None, 10, 15));
        let near = |found: Option<f64>, expected: f64| (found.unwrap() - expected).abs() < 1e-9;
        assert!(near(row.complaints, 20.0) && near(row.returns, 100.0 / 15.0));
        assert!(near(row.repeat_contacts, 100.0 / 15.0) && near(row.transfers, 20.0));
        assert!(near(row.wait_minutes, 20.0));
        assert_eq!(report.segments.iter().map(|row| row.n_orders).sum::<u64>(), 15);
        assert_eq!(report.segments.iter().map(|row| row.n_customers).sum::<u64>(), 10);
    }

    #[test]
    fn what_nothing_tells_is_not_zero() {
        let dataset = Shop { lines: vec![line("A", "2022-01-01", 1)], ..Shop::default() }.dataset();
        let profile = profile(&dataset, day("2022-12-31"));
        let all = select(&dataset, &profile, &[]);
        let report = report(&dataset, &profile, &all, None, &HassleOptions::default());
        assert_eq!(report.refused, Some(Refused::needs(Needs::Complaints)));
        assert_eq!((report.all.complaints, report.all.returns, report.all.wait_minutes), (None, None, None));
    }
}
