//! What stands out in the health of the data, gravest first.

use super::{BusyDay, DateHeap, DateSpike, Gap, HealthReport, MonthDip, PartialMonth, RepeatKind, share};
use crate::data::{FileKind, JoinSummary};
use crate::import::ColumnRole;
use serde::{Deserialize, Serialize};

/// Share of rows from which rows set aside, orphans and the like are more than a note.
const MANY: f64 = 0.01;
/// Share of filled cells below which a used column is worth a sentence.
const LOW_FILL: f64 = 0.8;
/// Share of returns of gross sales from which they are worth a sentence.
const MIN_RETURNS: f64 = 0.01;

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// Figures are wrong until it is settled.
    Error,
    /// Figures may mislead.
    Warning,
    /// Worth knowing.
    Note,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum HealthFindingKind {
    /// Rows or money of files do not add up.
    Unbalanced {
        /// The files; empty when only the total does not.
        names: Vec<String>,
    },
    /// Rows were set aside.
    SetAside {
        /// Rows.
        n_rows: u64,
        /// Their share of all rows read.
        share: f64,
        /// Their readable amounts, as exact decimal text; empty where rows have no money.
        money: String,
        /// Rows among them whose amount cannot be read.
        n_unreadable: u64,
    },
    /// A column that is used has many empty cells.
    LowFill {
        /// Name of the file.
        file: String,
        /// The header.
        column: String,
        /// Share of rows with a value.
        share: f64,
        /// Further columns below the bound.
        n_more: u64,
    },
    /// Rows equal in every cell were set aside.
    ExactRepeats {
        /// Rows.
        n_rows: u64,
    },
    /// Rows equal in every cell were kept, since orders have no number.
    PossibleRepeats {
        /// Rows.
        n_rows: u64,
        /// Share of all accepted order lines.
        share: f64,
    },
    /// The same customer was described twice, differently.
    Conflicts {
        /// Rows set aside.
        n_rows: u64,
    },
    /// Orders of customers whom no customers file names.
    WithoutProfile {
        /// Customers.
        n_customers: u64,
        /// Their lines.
        n_lines: u64,
        /// Their share of revenue.
        revenue_share: f64,
    },
    /// Customers without any order.
    WithoutOrders {
        /// Customers.
        n_customers: u64,
        /// Their share of all customers.
        share: f64,
    },
    /// Days without orders that should have had some.
    Gaps {
        /// Gaps.
        n_gaps: u64,
        /// The longest.
        longest: Gap,
    },
    /// The first or the last month lacks days.
    PartialMonth(PartialMonth),
    /// Months far below their neighbors.
    Dips {
        /// Months.
        n_months: u64,
        /// The deepest, by its orders against the usual.
        deepest: MonthDip,
    },
    /// Amounts far from all others.
    Amounts {
        /// Lines above.
        n_high: u64,
        /// Lines below.
        n_low: u64,
        /// Sizes above this are far off.
        high: f64,
        /// What the lines above are of all money moved.
        share: f64,
    },
    /// Quantities far from all others.
    Quantities {
        /// Lines above.
        n_high: u64,
        /// Sizes above this are far off.
        high: f64,
    },
    /// Customers with too many orders on one day.
    BusyCustomers {
        /// Customers.
        n_customers: u64,
        /// The busiest day.
        busiest: BusyDay,
    },
    /// Days with more than half of a month's lines.
    Spikes {
        /// Days.
        n_days: u64,
        /// The largest.
        largest: DateSpike,
    },
    /// A date that comes too often.
    Heap(DateHeap),
    /// How much comes back.
    Returns {
        /// Lines.
        n_lines: u64,
        /// Sum of the returns, as exact decimal text; negative.
        returned: String,
        /// Size of the returns as a share of gross sales.
        share: f64,
    },
    /// Returns without a purchase.
    UnmatchedReturns {
        /// Lines.
        n_lines: u64,
        /// Of how many returns.
        n_returns: u64,
        /// What they add up to, as exact decimal text; negative.
        money: String,
    },
    /// Order lines name keys that a lookup file does not have.
    UnmatchedKeys {
        /// Name of the lookup file.
        file: String,
        /// The column that names its rows.
        column: String,
        /// Distinct keys.
        n_keys: u64,
        /// Lines that name them.
        n_lines: u64,
        /// Share of the lines of the files that are joined with it.
        share: f64,
        /// The first of the keys by the lines that name them, and a line of each.
        examples: Vec<(String, u32)>,
    },
    /// Ids that differ only in case, zeros, spaces or width.
    IdTwins {
        /// Groups.
        n_groups: u64,
        /// Two ids of the first group.
        example: (String, String),
    },
    /// Ids that may be one person.
    SamePersons {
        /// Groups.
        n_groups: u64,
        /// Likely ones among them.
        n_likely: u64,
        /// Ids in all groups.
        n_customers: u64,
    },
}

/// A finding and how grave it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HealthFinding {
    /// What was found.
    pub kind: HealthFindingKind,
    /// How grave it is.
    pub severity: Severity,
    /// Share of rows, customers, days or money it concerns, by which findings of one severity are ranked.
    pub extent: f64,
}

/// What stands out in a report, gravest first.
pub(super) fn findings(report: &HealthReport, join: &JoinSummary) -> Vec<HealthFinding> {
    let mut findings = Vec::new();
    of_books(report, &mut findings);
    of_rows(report, &mut findings);
    of_calendar(report, &mut findings);
    of_values(report, &mut findings);
    of_customers(report, &mut findings);
    of_lookups(join, &mut findings);
    findings.sort_by(|a, b| a.severity.cmp(&b.severity).then(b.extent.total_cmp(&a.extent)));
    findings
}

/// A finding that is a warning when it concerns many, else a note.
fn by_extent(kind: HealthFindingKind, extent: f64) -> HealthFinding {
    let severity = if extent >= MANY { Severity::Warning } else { Severity::Note };
    HealthFinding { kind, severity, extent }
}

fn of_books(report: &HealthReport, findings: &mut Vec<HealthFinding>) {
    let all = &report.books.all;
    if !all.balances {
        let open = report.books.files.iter().filter(|book| !book.balances);
        let kind = HealthFindingKind::Unbalanced { names: open.map(|book| book.name.clone()).collect() };
        findings.push(HealthFinding { kind, severity: Severity::Error, extent: 1.0 });
    }
    if all.n_set_aside > 0 {
        let extent = share(all.n_set_aside as f64, all.n_read as f64);
        let kind = HealthFindingKind::SetAside {
            n_rows: all.n_set_aside,
            share: extent,
            money: all.money.as_ref().map(|money| money.set_aside.clone()).unwrap_or_default(),
            n_unreadable: all.n_unreadable,
        };
        findings.push(by_extent(kind, extent));
    }
}

fn of_rows(report: &HealthReport, findings: &mut Vec<HealthFinding>) {
    let low: Vec<(&str, &super::ColumnFill)> = report
        .fills
        .iter()
        .flat_map(|file| file.columns.iter().map(|column| (file.name.as_str(), column)))
        .filter(|(_, column)| is_used(column.role) && column.share < LOW_FILL)
        .collect();
    let emptiest = low.iter().min_by(|a, b| a.1.share.total_cmp(&b.1.share));
    if let Some((file, column)) = emptiest {
        let kind = HealthFindingKind::LowFill {
            file: (*file).to_owned(),
            column: column.name.clone(),
            share: column.share,
            n_more: low.len() as u64 - 1,
        };
        findings.push(HealthFinding { kind, severity: Severity::Note, extent: 1.0 - column.share });
    }
    let n_of = |kind: RepeatKind| -> u64 {
        report.repeats.iter().filter(|repeats| repeats.kind == kind).map(|repeats| repeats.n_rows).sum()
    };
    let n_lines: u64 = report
        .books
        .files
        .iter()
        .filter(|book| book.kind == Some(FileKind::Transactions))
        .map(|book| book.n_accepted)
        .sum();
    let all = report.books.all.n_read as f64;
    let (exact, possible, conflicts) =
        (n_of(RepeatKind::Exact), n_of(RepeatKind::Possible), n_of(RepeatKind::Conflict));
    if exact > 0 {
        findings.push(by_extent(HealthFindingKind::ExactRepeats { n_rows: exact }, share(exact as f64, all)));
    }
    if possible > 0 {
        let extent = share(possible as f64, n_lines as f64);
        let kind = HealthFindingKind::PossibleRepeats { n_rows: possible, share: extent };
        findings.push(by_extent(kind, extent));
    }
    if conflicts > 0 {
        let kind = HealthFindingKind::Conflicts { n_rows: conflicts };
        findings.push(HealthFinding {
            kind,
            severity: Severity::Warning,
            extent: share(conflicts as f64, all),
        });
    }
}

fn of_lookups(join: &JoinSummary, findings: &mut Vec<HealthFinding>) {
    for lookup in join.lookups.iter().filter(|lookup| lookup.n_keys_unmatched > 0) {
        let extent =
            share(lookup.n_lines_unmatched as f64, (lookup.n_lines + lookup.n_lines_unmatched) as f64);
        let kind = HealthFindingKind::UnmatchedKeys {
            file: lookup.file.clone(),
            column: lookup.named_by.clone(),
            n_keys: lookup.n_keys_unmatched,
            n_lines: lookup.n_lines_unmatched,
            share: extent,
            examples: lookup.unmatched.iter().take(3).map(|key| (key.key.clone(), key.line)).collect(),
        };
        findings.push(by_extent(kind, extent));
    }
}

/// Whether an empty cell of the column is missed. Flags are empty where they say no.
fn is_used(role: ColumnRole) -> bool {
    use crate::data::DimensionRole as Role;
    match role {
        ColumnRole::Skip | ColumnRole::Text(_) => false,
        ColumnRole::Dimension(role) => !matches!(
            role,
            Some(Role::Discounted | Role::Returned | Role::Complaint | Role::Campaign | Role::TestGroup)
        ),
        _ => true,
    }
}

fn of_calendar(report: &HealthReport, findings: &mut Vec<HealthFinding>) {
    let calendar = &report.calendar;
    let n_days = f64::from(calendar.observed.n_days());
    if let Some(&longest) = calendar.gaps.first() {
        let extent = f64::from(longest.n_open_days) / n_days;
        let kind = HealthFindingKind::Gaps { n_gaps: calendar.n_gaps, longest };
        findings.push(HealthFinding { kind, severity: Severity::Warning, extent });
    }
    for &partial in &calendar.partial_months {
        let extent = f64::from(partial.missing.n_days()) / n_days;
        let kind = HealthFindingKind::PartialMonth(partial);
        findings.push(HealthFinding { kind, severity: Severity::Note, extent });
    }
    let depth = |dip: &MonthDip| dip.n_orders as f64 / dip.usual;
    if let Some(&deepest) = calendar.dips.iter().min_by(|a, b| depth(a).total_cmp(&depth(b))) {
        let n_months = calendar.dips.len() as u64;
        let kind = HealthFindingKind::Dips { n_months, deepest };
        findings.push(HealthFinding {
            kind,
            severity: Severity::Warning,
            extent: n_months as f64 * 30.0 / n_days,
        });
    }
    let heaps = &report.heaps;
    if let Some(&largest) = heaps.spikes.first().filter(|_| !heaps.is_billed_monthly) {
        let kind = HealthFindingKind::Spikes { n_days: heaps.n_spikes, largest };
        let extent = heaps.n_spikes as f64 / n_days;
        findings.push(HealthFinding { kind, severity: Severity::Warning, extent });
    }
    findings.extend(heaps.heaps.iter().map(|&heap| by_extent(HealthFindingKind::Heap(heap), heap.share)));
}

fn of_values(report: &HealthReport, findings: &mut Vec<HealthFinding>) {
    let outliers = &report.outliers;
    if let Some(amounts) = outliers.amounts.as_ref().filter(|found| found.n_high + found.n_low > 0) {
        let kind = HealthFindingKind::Amounts {
            n_high: amounts.n_high,
            n_low: amounts.n_low,
            high: amounts.high,
            share: amounts.share,
        };
        findings.push(by_extent(kind, amounts.share));
    }
    if let Some(quantities) = outliers.quantities.as_ref().filter(|found| found.n_high > 0) {
        let kind = HealthFindingKind::Quantities { n_high: quantities.n_high, high: quantities.high };
        findings.push(by_extent(kind, quantities.share));
    }
    let returns = &report.returns;
    if returns.share >= MIN_RETURNS {
        let kind = HealthFindingKind::Returns {
            n_lines: returns.n_negative,
            returned: returns.returned.clone(),
            share: returns.share,
        };
        findings.push(HealthFinding { kind, severity: Severity::Note, extent: returns.share });
    }
    if returns.n_unmatched > 0 {
        let kind = HealthFindingKind::UnmatchedReturns {
            n_lines: returns.n_unmatched,
            n_returns: returns.n_negative,
            money: returns.unmatched.clone(),
        };
        let extent = returns.share * share(returns.n_unmatched as f64, returns.n_negative as f64);
        findings.push(by_extent(kind, extent));
    }
}

fn of_customers(report: &HealthReport, findings: &mut Vec<HealthFinding>) {
    let without_profile = &report.orphans.without_profile;
    if without_profile.n_customers > 0 {
        let kind = HealthFindingKind::WithoutProfile {
            n_customers: without_profile.n_customers,
            n_lines: without_profile.n_lines,
            revenue_share: without_profile.revenue_share,
        };
        findings.push(by_extent(kind, without_profile.customer_share));
    }
    let without_orders = &report.orphans.without_orders;
    if without_orders.n_customers > 0 {
        let (n_customers, share) = (without_orders.n_customers, without_orders.customer_share);
        let kind = HealthFindingKind::WithoutOrders { n_customers, share };
        findings.push(HealthFinding { kind, severity: Severity::Note, extent: share });
    }
    if let Some(busiest) = report.outliers.busy_days.first() {
        let n_customers = report.outliers.n_busy_customers;
        let kind = HealthFindingKind::BusyCustomers { n_customers, busiest: busiest.clone() };
        findings.push(HealthFinding { kind, severity: Severity::Warning, extent: 0.0 });
    }
    if let Some([a, b, ..]) = report.ids.examples.first().map(Vec::as_slice) {
        let kind =
            HealthFindingKind::IdTwins { n_groups: report.ids.n_groups, example: (a.clone(), b.clone()) };
        findings.push(HealthFinding { kind, severity: Severity::Warning, extent: 0.0 });
    }
    let same = &report.same_persons;
    if same.n_groups > 0 {
        let kind = HealthFindingKind::SamePersons {
            n_groups: same.n_groups,
            n_likely: same.n_likely,
            n_customers: same.n_customers,
        };
        let severity = if same.n_likely > 0 { Severity::Warning } else { Severity::Note };
        findings.push(HealthFinding { kind, severity, extent: 0.0 });
    }
}
