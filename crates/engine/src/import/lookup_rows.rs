//! Records of a lookup file to columns of texts, one record at a time.
//!
//! In:   records of the right shape.
//! Out:  one row per record; a record equal to an earlier one in every cell is set aside.

use super::column_profile::ColumnProfile;
use super::fingerprint::fingerprint;
use super::header::HeaderPlan;
use super::id::{has_hard_controls, trimmed, without_controls};
use super::reject_log::RejectLog;
use super::scan::Record;
use super::{ColumnRole, RejectReason};
use crate::data::TextColumn;
use rustc_hash::FxHashSet;

/// The columns of a lookup file.
pub(super) struct LookupRows {
    delimiter: u8,
    seen: FxHashSet<u64>,
    /// All columns, in the order of the file.
    pub(super) texts: Vec<TextColumn>,
    pub(super) profiles: Vec<ColumnProfile>,
    pub(super) lines: Vec<u32>,
    pub(super) n_controls_removed: u64,
    pub(super) n_malformed_quotes: u64,
}

impl LookupRows {
    pub(super) fn new(plan: &HeaderPlan, delimiter: u8) -> Self {
        let profile = |(idx, name): (usize, &String)| ColumnProfile::new(idx, name, Some(ColumnRole::Skip));
        Self {
            delimiter,
            seen: FxHashSet::default(),
            texts: vec![TextColumn::new(); plan.names.len()],
            profiles: plan.names.iter().enumerate().map(profile).collect(),
            lines: Vec::new(),
            n_controls_removed: 0,
            n_malformed_quotes: 0,
        }
    }

    /// Adds a record. `base` is the text of `record`.
    pub(super) fn push(&mut self, record: &Record<'_>, base: &str, line: u32, log: &mut RejectLog) {
        if !self.seen.insert(fingerprint(record, self.delimiter)) {
            log.push_plain(line, RejectReason::Duplicate, None, record);
            return;
        }
        let cell = |idx: usize| {
            record
                .spans
                .get(idx)
                .and_then(|&(start, end)| base.get(start as usize..end as usize))
                .unwrap_or("")
        };
        self.lines.push(line);
        let may_have_controls = record.may_have_controls(self.delimiter);
        let has_controls = may_have_controls && (0..record.len()).any(|idx| has_hard_controls(cell(idx)));
        for (idx, texts) in self.texts.iter_mut().enumerate() {
            texts.push(&without_controls(trimmed(cell(idx))));
        }
        for profile in &mut self.profiles {
            profile.push(cell(profile.column), has_controls);
        }
        self.n_controls_removed += u64::from(has_controls);
    }
}
