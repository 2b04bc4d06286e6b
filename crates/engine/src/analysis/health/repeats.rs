//! Rows that were there before, as the import found them.

use super::MAX_EXAMPLES;
use crate::import::{FileReport, RejectReason, WarningKind};
use serde::{Deserialize, Serialize};

/// What repeats, and what became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum RepeatKind {
    /// Rows equal to an earlier one in every cell; set aside.
    Exact,
    /// Rows equal in every cell in a file without order numbers, which may be two purchases; kept.
    Possible,
    /// The same customer with other data; the first row stands.
    Conflict,
}

/// Repeats of one kind in one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repeats {
    /// Index of the file.
    pub file: u16,
    /// What repeats.
    pub kind: RepeatKind,
    /// Rows.
    pub n_rows: u64,
    /// Lines of the first of them, as far as they are known.
    pub lines: Vec<u32>,
}

/// All repeats, by file and kind.
pub(super) fn repeats(files: &[FileReport]) -> Vec<Repeats> {
    let mut all = Vec::new();
    for (file, report) in (0..=u16::MAX).zip(files) {
        let of = |reason: RejectReason, kind| Repeats {
            file,
            kind,
            n_rows: report.reasons.iter().find(|(found, _)| *found == reason).map_or(0, |&(_, n)| n),
            lines: report
                .rejects
                .iter()
                .filter(|reject| reject.reason == reason)
                .map(|reject| reject.line)
                .take(MAX_EXAMPLES)
                .collect(),
        };
        let n_possible =
            report.warnings.iter().find(|warning| warning.kind == WarningKind::PossibleDuplicates);
        let possible = Repeats {
            file,
            kind: RepeatKind::Possible,
            n_rows: n_possible.map_or(0, |warning| warning.count),
            lines: report.repeat_lines.iter().copied().take(MAX_EXAMPLES).collect(),
        };
        all.extend(
            [
                of(RejectReason::Duplicate, RepeatKind::Exact),
                possible,
                of(RejectReason::DuplicateConflict, RepeatKind::Conflict),
            ]
            .into_iter()
            .filter(|repeats| repeats.n_rows > 0),
        );
    }
    all
}
