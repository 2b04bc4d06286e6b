//! Records of a customers file to columns, one record at a time.
//!
//! In:   records of the right shape.
//! Out:  one row per customer id; the first record of an id stands.

use super::attribute_column::AttributeColumn;
use super::column_profile::ColumnProfile;
use super::date::parse_date;
use super::date_column::DateColumn;
use super::fingerprint::fingerprint;
use super::header::HeaderPlan;
use super::id::{has_controls, has_hard_controls, parse_id, without_controls};
use super::person_name::NameColumns;
use super::reject_log::RejectLog;
use super::scan::Record;
use super::transaction_rows::Twins;
use super::{ColumnRole, RejectReason};
use crate::data::{Dictionary, TextColumn};

/// The columns of a customers file.
pub(super) struct CustomerRows {
    pub(super) id_column: usize,
    pub(super) name_columns: NameColumns,
    pub(super) signup_column: Option<usize>,
    twins: Vec<(usize, usize)>,
    delimiter: u8,
    pub(super) ids: Dictionary,
    prints: Vec<u64>,
    pub(super) names: TextColumn,
    pub(super) signups: DateColumn,
    pub(super) profiles: Vec<ColumnProfile>,
    pub(super) attributes: Vec<AttributeColumn>,
    pub(super) lines: Vec<u32>,
    pub(super) n_controls_removed: u64,
    pub(super) n_malformed_quotes: u64,
    pub(super) n_empty_names: u64,
    pub(super) n_empty_signups: u64,
}

impl CustomerRows {
    pub(super) fn new(plan: &HeaderPlan, delimiter: u8) -> Self {
        let used = [ColumnRole::CustomerId, ColumnRole::Name, ColumnRole::Signup];
        let is_free = |&idx: &usize| plan.roles[idx].is_none_or(|role| !used.contains(&role));
        let attributes: Vec<AttributeColumn> = (0..plan.names.len())
            .filter(is_free)
            .filter_map(|idx| AttributeColumn::new(idx, &plan.names[idx], plan.roles[idx]?))
            .collect();
        let profiles = (0..plan.names.len())
            .filter(is_free)
            .filter(|&idx| !attributes.iter().any(|attribute| attribute.column == idx))
            .map(|idx| {
                let role = plan.roles[idx].map(|role| {
                    if matches!(role, ColumnRole::Dimension(_)) { role } else { ColumnRole::Skip }
                });
                ColumnProfile::new(idx, &plan.names[idx], role)
            })
            .collect();
        Self {
            id_column: plan.column(ColumnRole::CustomerId).unwrap_or(0),
            name_columns: NameColumns::of(plan),
            signup_column: plan.column(ColumnRole::Signup),
            twins: plan.twins.clone(),
            delimiter,
            ids: Dictionary::new(),
            prints: Vec::new(),
            names: TextColumn::new(),
            signups: DateColumn::default(),
            profiles,
            attributes,
            lines: Vec::new(),
            n_controls_removed: 0,
            n_malformed_quotes: 0,
            n_empty_names: 0,
            n_empty_signups: 0,
        }
    }

    /// Adds a record. `base` is the text of `record`.
    ///
    /// # Errors
    /// The columns that claim to be the id and differ.
    pub(super) fn push(
        &mut self,
        record: &Record<'_>,
        base: &str,
        line: u32,
        log: &mut RejectLog,
    ) -> Result<(), Twins> {
        let cell = |idx: usize| {
            record
                .spans
                .get(idx)
                .and_then(|&(start, end)| base.get(start as usize..end as usize))
                .unwrap_or("")
        };
        for &(earlier, later) in &self.twins {
            if cell(earlier).trim() != cell(later).trim() {
                return Err(Twins { earlier, later, line });
            }
        }
        let id_cell = cell(self.id_column);
        let id = if has_controls(id_cell) { Err(RejectReason::ControlChar) } else { parse_id(id_cell) };
        let id = match id {
            Ok(id) => id,
            Err(reason) => {
                log.push_plain(line, reason, Some(self.id_column), record);
                return Ok(());
            }
        };
        let print = fingerprint(record, self.delimiter);
        let n_known = self.ids.len();
        let code = self.ids.intern(&id) as usize;
        if code < n_known {
            let is_equal = self.prints[code] == print;
            let reason = if is_equal { RejectReason::Duplicate } else { RejectReason::DuplicateConflict };
            log.push_plain(line, reason, Some(self.id_column), record);
            return Ok(());
        }
        self.prints.push(print);
        self.lines.push(line);
        let may_have_controls = record.may_have_controls(self.delimiter);
        let has_controls = may_have_controls && (0..record.len()).any(|idx| has_hard_controls(cell(idx)));
        if let Some(name) = self.name_columns.text(cell) {
            self.n_empty_names += u64::from(name.trim().is_empty());
            self.names.push(&without_controls(&name));
        }
        if let Some(column) = self.signup_column {
            let signup = cell(column);
            let parsed = parse_date(signup);
            self.n_empty_signups += u64::from(parsed == Err(RejectReason::MissingDate));
            let packed = self.signups.observe(parsed, signup, line);
            self.signups.push(packed);
        }
        for profile in &mut self.profiles {
            let value = cell(profile.column);
            profile.push(value, has_controls);
        }
        for attribute in &mut self.attributes {
            let value = cell(attribute.column);
            attribute.push(value, has_controls);
        }
        self.n_controls_removed += u64::from(has_controls);
        Ok(())
    }
}
