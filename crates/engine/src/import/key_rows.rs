//! A column of keys while it is read.
//!
//! In:   one cell per accepted row.
//! Out:  a [`KeyColumn`], or nothing where nearly every row has a key of its own.
//! Cost: one look-up a cell, none where a cell equals the one above; four bytes a row.

use super::id::parse_id;
use super::recent_cells::RecentCells;
use super::transaction_batch::Cells;
use crate::data::{Dictionary, KeyColumn};
use std::borrow::Cow;

/// Distinct keys beyond which a column has to repeat them to be kept: other files name few things often.
const MAX_UNREPEATED: usize = 65_536;

/// Distinct keys that are kept at most.
const MAX_KEYS: usize = 1 << 20;

/// A column of keys.
#[derive(Debug)]
pub(super) struct KeyRows {
    pub(super) column: usize,
    name: String,
    values: Dictionary,
    codes: Vec<u32>,
    is_overflown: bool,
    recent: RecentCells,
}

impl KeyRows {
    pub(super) fn new(column: usize, name: &str) -> Self {
        Self {
            column,
            name: name.to_owned(),
            values: Dictionary::new(),
            codes: Vec::new(),
            is_overflown: false,
            recent: RecentCells::default(),
        }
    }

    /// Makes room for rows.
    pub(super) fn reserve(&mut self, n_rows: usize) {
        self.codes.reserve(n_rows);
    }

    /// Adds the cell of a row.
    pub(super) fn push(&mut self, cell: &str) {
        if self.is_overflown {
            return;
        }
        let values = &mut self.values;
        let code = self.recent.code(cell.as_bytes(), (0, cell.len()), || values.intern(&key_of(cell)));
        self.push_code(code);
    }

    /// Adds the cells of some lines.
    pub(super) fn push_cells(&mut self, cells: &Cells<'_>) {
        for place in cells.places(self.column) {
            if self.is_overflown {
                return;
            }
            let values = &mut self.values;
            let code = self.recent.code(cells.text, place, || values.intern(&key_of(cells.text_at(place))));
            self.push_code(code);
        }
    }

    fn push_code(&mut self, code: u32) {
        self.codes.push(code);
        let n_keys = self.values.len();
        if n_keys > MAX_KEYS || (n_keys > MAX_UNREPEATED && n_keys * 2 > self.codes.len()) {
            (self.is_overflown, self.values, self.codes) = (true, Dictionary::new(), Vec::new());
        }
    }

    /// The rows that are left; `None` after an overflow.
    pub(super) fn finish(self, keep: Option<&[bool]>) -> Option<KeyColumn> {
        if self.is_overflown {
            return None;
        }
        let Some(keep) = keep else {
            return Some(KeyColumn { name: self.name, values: self.values, codes: self.codes });
        };
        let mut values = Dictionary::new();
        let kept = self.codes.iter().zip(keep).filter(|(_, is_kept)| **is_kept);
        let codes = kept.map(|(&code, _)| values.intern(self.values.get(code))).collect();
        Some(KeyColumn { name: self.name, values, codes })
    }
}

fn key_of(cell: &str) -> Cow<'_, str> {
    parse_id(cell).unwrap_or_default()
}
