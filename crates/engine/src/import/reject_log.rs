//! The rows that are set aside, and the cells of rows that may still be.
//!
//! In:   records with a reason, and records whose reading depends on the whole column.
//! Out:  counts by reason and the first [`FileReport::MAX_REJECTS`] rejects with their cells.
//!
//! When the order of day and month is settled at the end, rows that do not fit it are set aside long after
//! their text is gone. So the first thousand cells of every kind of doubtful row are kept: whatever is decided,
//! the first thousand rejects are among them.

use super::amount_column::PackedAmount;
use super::date_column::PackedDate;
use super::scan::Record;
use super::{FileReport, Reject, RejectReason};
use std::collections::BTreeMap;

/// Cells kept of one reject.
pub(super) const MAX_CELLS: usize = 50;

/// Kinds of doubt: two orders, two calendars, two marks, and the currencies.
pub(super) const N_DOUBTS: usize = 18;

/// A row that is set aside for certain; its first reason may still become an earlier one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Aside {
    pub(super) line: u32,
    pub(super) reason: RejectReason,
    pub(super) column: Option<u16>,
    pub(super) date: PackedDate,
    /// Amount, or the unit price where the amount is price times quantity.
    pub(super) amount: PackedAmount,
    pub(super) quantity: PackedAmount,
}

/// All rejects of a file.
#[derive(Debug)]
pub(super) struct Listed {
    /// How many there are by reason.
    pub(super) reasons: Vec<(RejectReason, u64)>,
    /// The first of them, with their cells.
    pub(super) rejects: Vec<Reject>,
    /// Line and reason of each, in file order.
    pub(super) all: Vec<(u32, RejectReason)>,
}

/// Collects what is set aside.
#[derive(Debug, Default)]
pub(super) struct RejectLog {
    rows: Vec<Aside>,
    cells: BTreeMap<u32, Vec<String>>,
    n_by_doubt: [usize; N_DOUBTS],
    full_doubts: u32,
    n_late: usize,
}

impl RejectLog {
    /// Sets a row aside.
    pub(super) fn push(&mut self, row: Aside, record: &Record<'_>) {
        if self.rows.len() < FileReport::MAX_REJECTS {
            self.cells.entry(row.line).or_insert_with(|| record.excerpt(MAX_CELLS));
        }
        self.rows.push(row);
    }

    /// Sets a row aside whose cells say nothing about the columns.
    pub(super) fn push_plain(
        &mut self,
        line: u32,
        reason: RejectReason,
        column: Option<usize>,
        record: &Record<'_>,
    ) {
        let row = Aside {
            line,
            reason,
            column: column.map(|column| column as u16),
            date: PackedDate::MISSING,
            amount: PackedAmount::MISSING,
            quantity: PackedAmount::MISSING,
        };
        self.push(row, record);
    }

    /// Whether cells of rows with such doubts are still kept.
    pub(super) fn wants(&self, doubts: u32) -> bool {
        doubts & !self.full_doubts != 0
    }

    /// Keeps the cells of an accepted row that may be set aside later. `doubts` has a bit for each kind.
    pub(super) fn keep_doubtful(&mut self, doubts: u32, line: u32, cells: impl FnOnce() -> Vec<String>) {
        if !self.wants(doubts) {
            return;
        }
        for doubt in 0..N_DOUBTS {
            if doubts >> doubt & 1 == 1 {
                self.n_by_doubt[doubt] += 1;
                if self.n_by_doubt[doubt] >= FileReport::MAX_REJECTS {
                    self.full_doubts |= 1 << doubt;
                }
            }
        }
        self.cells.entry(line).or_insert_with(cells);
    }

    /// Keeps the cells of a row that is set aside when the whole file is known. Rows come in file order, so the
    /// first are all that can be listed.
    pub(super) fn keep(&mut self, line: u32, cells: impl FnOnce() -> Vec<String>) {
        if self.n_late < FileReport::MAX_REJECTS {
            self.n_late += 1;
            self.cells.entry(line).or_insert_with(cells);
        }
    }

    /// The rows set aside so far, in file order.
    pub(super) fn rows(&self) -> &[Aside] {
        &self.rows
    }

    /// Counts and lists all rejects, given the final `(line, reason, column)` of each, in any order.
    pub(super) fn finish(mut self, mut rejects: Vec<(u32, RejectReason, Option<u16>)>) -> Listed {
        let mut counts = [0_u64; RejectReason::ALL.len()];
        for &(_, reason, _) in &rejects {
            counts[reason as usize] += 1;
        }
        rejects.sort_unstable_by_key(|&(line, ..)| line);
        let all = rejects.iter().map(|&(line, reason, _)| (line, reason)).collect();
        rejects.truncate(FileReport::MAX_REJECTS);
        let listed = rejects
            .into_iter()
            .map(|(line, reason, column)| Reject {
                line,
                reason,
                column,
                cells: self.cells.remove(&line).unwrap_or_default(),
            })
            .collect();
        let counts = RejectReason::ALL.into_iter().zip(counts).filter(|&(_, count)| count > 0).collect();
        Listed { reasons: counts, rejects: listed, all }
    }
}
