//! How sound the data is: do the books balance, what is missing, what looks wrong, who may be the same person.
//!
//! In:   the reports of the files, what did not match between them, and the data set they made.
//! Out:  a [`HealthReport`]: figures and bounded lists of examples, and what stands out, gravest first.
//! Cost: a few passes over the lines; a third of a second for a million of them.
//!
//! Nothing here changes the data. Every list is cut at [`MAX_EXAMPLES`] and every count is of all.

mod books;
mod calendar;
mod dates;
mod fill;
mod findings;
mod ids;
mod metrics;
mod orphans;
mod outliers;
mod repeats;
mod returns;

pub use books::{Book, Books, MoneyBook};
pub use calendar::{CalendarHealth, Gap, MonthDip, PartialMonth};
pub use dates::{DateHeap, DateSpike, HeapKind, Heaps};
pub use fill::{ColumnFill, FileFill};
pub use findings::{HealthFinding, HealthFindingKind, Severity};
pub use ids::IdTwins;
pub(crate) use metrics::METRICS;
pub use orphans::{Orphan, Orphans};
pub use outliers::{BusyDay, OutlierLine, Outliers, ValueOutliers};
pub use repeats::{RepeatKind, Repeats};
pub use returns::Returns;

use crate::analysis::identity::{self, IdentityReport};
use crate::data::{Dataset, JoinSummary};
use crate::import::FileReport;
use serde::{Deserialize, Serialize};

/// Entries of a list of examples.
pub const MAX_EXAMPLES: usize = 20;

/// How sound the data is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HealthReport {
    /// Rows and money of each file: in = accepted + set aside + merged.
    pub books: Books,
    /// How much of each column is filled, by file.
    pub fills: Vec<FileFill>,
    /// Rows that were there before, by file and kind.
    pub repeats: Vec<Repeats>,
    /// Customers whom only one kind of file knows.
    pub orphans: Orphans,
    /// Days and months that are missing.
    pub calendar: CalendarHealth,
    /// Days on which too much happens.
    pub heaps: Heaps,
    /// Amounts, quantities and order counts far from all others.
    pub outliers: Outliers,
    /// Sales, returns and what is left.
    pub returns: Returns,
    /// Ids that differ in nothing but their spelling.
    pub ids: IdTwins,
    /// Ids that may be one person.
    pub same_persons: IdentityReport,
    /// What stands out, gravest first.
    pub findings: Vec<HealthFinding>,
}

/// The health of a data set made of these files, in the order of [`Dataset::files`].
#[must_use]
pub fn report(files: &[FileReport], join: &JoinSummary, dataset: &Dataset) -> HealthReport {
    let mut report = HealthReport {
        books: books::books(files, join, dataset),
        fills: fill::fills(files),
        repeats: repeats::repeats(files),
        orphans: orphans::orphans(dataset),
        calendar: calendar::calendar(dataset),
        heaps: dates::heaps(dataset),
        outliers: outliers::outliers(dataset),
        returns: returns::returns(dataset),
        ids: ids::twins(dataset),
        same_persons: identity::report(dataset),
        findings: Vec::new(),
    };
    report.findings = findings::findings(&report, join);
    report
}

/// A share of a total; 0 of nothing.
fn share(part: f64, all: f64) -> f64 {
    if all == 0.0 { 0.0 } else { part / all }
}
