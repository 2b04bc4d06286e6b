//! What a column without a fixed meaning holds, and the dimension it makes if its values are few.
//!
//! In:   one cell per accepted row.
//! Out:  a [`ColumnReport`] and, where it is worth grouping by, a [`Dimension`].
//! Cost: one look-up a cell; two bytes a row while the values are few, nothing afterwards.

use super::amount::parse_amount;
use super::date::parse_date;
use super::header::normalized;
use super::id::{trimmed, without_controls};
use super::recent_cells::RecentCells;
use super::transaction_batch::Cells;
use super::{ColumnKind, ColumnReport, ColumnRole};
use crate::data::{Dictionary, Dimension};
use rustc_hash::{FxHashSet, FxHasher};
use std::hash::Hasher;

/// Distinct values a column may have to become a dimension without being asked for.
pub(super) const MAX_VALUES: usize = 1_000;

/// Ends of headers whose columns describe one person and group nobody.
const PERSONAL: [&str; 14] = [
    "firstname",
    "lastname",
    "middlename",
    "givenname",
    "familyname",
    "surname",
    "nickname",
    "email",
    "emailaddress",
    "phone",
    "phonenumber",
    "address",
    "電話",
    "地址",
];

/// Distinct values that are counted.
const MAX_COUNTED: usize = 65_536;

/// Distinct numbers above which a column of numbers is a measure rather than a grouping.
const MAX_NUMBERS: usize = 50;

/// One column while it is read.
#[derive(Debug)]
pub(super) struct ColumnProfile {
    pub(super) column: usize,
    name: String,
    role: Option<ColumnRole>,
    max_values: usize,
    values: Dictionary,
    codes: Vec<u16>,
    recent: RecentCells,
    is_overflown: bool,
    counted: FxHashSet<u64>,
    n_empty: u64,
    n_rows: u64,
}

impl ColumnProfile {
    /// `role` is `None` for a column whose use depends on what it holds.
    pub(super) fn new(column: usize, name: &str, role: Option<ColumnRole>) -> Self {
        let max_values = match role {
            Some(ColumnRole::Dimension(_)) => usize::from(u16::MAX),
            _ => MAX_VALUES,
        };
        Self {
            column,
            name: name.to_owned(),
            role,
            max_values,
            values: Dictionary::new(),
            codes: Vec::new(),
            recent: RecentCells::default(),
            is_overflown: false,
            counted: FxHashSet::default(),
            n_empty: 0,
            n_rows: 0,
        }
    }

    /// Makes room for rows.
    pub(super) fn reserve(&mut self, n_rows: usize) {
        if self.role != Some(ColumnRole::Skip) {
            self.codes.reserve(n_rows);
        }
    }

    /// Adds the cell of a row. `has_controls` tells that the record has control characters to be taken out.
    pub(super) fn push(&mut self, cell: &str, has_controls: bool) {
        self.n_rows += 1;
        let cell = trimmed(cell);
        self.n_empty += u64::from(cell.is_empty());
        if self.is_overflown {
            self.count(cell);
            return;
        }
        let values = &mut self.values;
        let code = if has_controls {
            values.intern(&without_controls(cell))
        } else {
            self.recent.code(cell.as_bytes(), (0, cell.len()), || values.intern(cell))
        };
        self.push_code(code);
    }

    /// Adds the cells of some lines.
    pub(super) fn push_cells(&mut self, cells: &Cells<'_>) {
        for place in cells.places(self.column) {
            if self.is_overflown {
                self.push(cells.text_at(place), false);
                continue;
            }
            self.n_rows += 1;
            let place = cells.trimmed(place);
            self.n_empty += u64::from(place.0 == place.1);
            let values = &mut self.values;
            let code = self.recent.code(cells.text, place, || values.intern(cells.text_at(place)));
            self.push_code(code);
        }
    }

    fn push_code(&mut self, code: u32) {
        if self.values.len() > self.max_values {
            self.overflow();
        } else if self.role != Some(ColumnRole::Skip) {
            self.codes.push(code as u16);
        }
    }

    fn count(&mut self, cell: &str) {
        if self.counted.len() < MAX_COUNTED && !cell.is_empty() {
            self.counted.insert(hash_of(cell));
        }
    }

    fn overflow(&mut self) {
        self.is_overflown = true;
        self.codes = Vec::new();
        let hashes = self.values.texts().iter().filter(|value| !value.is_empty()).map(hash_of);
        self.counted = hashes.take(MAX_COUNTED).collect();
    }

    /// The report of the column and the dimension it makes. `keep` tells which rows are left, in order.
    pub(super) fn finish(self, keep: Option<&[bool]>) -> (ColumnReport, Option<Dimension>) {
        let kind = self.kind();
        let n_values = self.values.texts().iter().filter(|value| !value.is_empty()).count();
        let n_distinct = if self.is_overflown { self.counted.len().min(MAX_COUNTED) } else { n_values };
        let is_grouping = matches!(kind, ColumnKind::Category | ColumnKind::Flag)
            || (matches!(kind, ColumnKind::Number | ColumnKind::Money) && n_values <= MAX_NUMBERS);
        let is_few = !self.is_overflown && n_values as u64 * 2 <= self.n_rows;
        let role = match self.role {
            None if is_few && is_grouping => ColumnRole::Dimension(None),
            Some(role @ ColumnRole::Dimension(_)) if !self.is_overflown => role,
            Some(ColumnRole::Dimension(_)) | None => ColumnRole::Skip,
            Some(role) => role,
        };
        let report = ColumnReport {
            name: self.name.clone(),
            role,
            kind,
            n_empty: self.n_empty,
            n_distinct: n_distinct as u32,
        };
        let dimension = match role {
            ColumnRole::Dimension(meaning) => {
                Some(Dimension { role: meaning, ..dimension(self.name, &self.values, &self.codes, keep) })
            }
            _ => None,
        };
        (report, dimension)
    }

    fn kind(&self) -> ColumnKind {
        let values = || self.values.texts().iter().filter(|value| !value.is_empty());
        let n_values = values().count();
        if n_values == 0 {
            return ColumnKind::Empty;
        }
        let share_of =
            |is: &dyn Fn(&str) -> bool| values().filter(|value| is(value)).count() * 10 >= n_values * 9;
        let n_filled = self.n_rows - self.n_empty;
        let is_wide = self.is_overflown || n_values as u64 * 2 > self.n_rows;
        let key = normalized(&self.name);
        let is_named_id = key.len() > 2
            && (key.ends_with("id")
                || key.ends_with("編號")
                || key.ends_with("编号")
                || key.ends_with("番号"));
        let is_date_like = |value: &str| {
            value.len() >= 6 && parse_date(value).is_ok() && !value.bytes().all(|byte| byte.is_ascii_digit())
        };
        if share_of(&is_date_like) {
            return ColumnKind::Date;
        }
        if n_values <= 2 && values().all(is_flag) && n_filled > 2 {
            return ColumnKind::Flag;
        }
        if is_named_id && is_wide {
            return ColumnKind::Id;
        }
        if share_of(&|value| parse_amount(value).is_ok()) {
            let has_currency =
                values().any(|value| parse_amount(value).is_ok_and(|amount| amount.currency.label() != ""));
            return if has_currency { ColumnKind::Money } else { ColumnKind::Number };
        }
        let is_personal = PERSONAL.iter().any(|word| key.ends_with(word));
        if is_wide || is_personal { ColumnKind::Text } else { ColumnKind::Category }
    }
}

/// Whether a value is one of the words for yes and no.
pub(super) fn is_flag(value: &str) -> bool {
    ["y", "n", "yes", "no", "true", "false", "t", "f", "0", "1", "x", "是", "否", "有", "無", "无"]
        .iter()
        .any(|flag| value.eq_ignore_ascii_case(flag))
}

fn hash_of(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish()
}

/// Values in byte order, those of rows that are left only, and the codes of those rows.
fn dimension(name: String, values: &Dictionary, codes: &[u16], keep: Option<&[bool]>) -> Dimension {
    let is_kept = |row: usize| keep.is_none_or(|keep| keep[row]);
    let mut is_used = vec![false; values.len()];
    for (row, &code) in codes.iter().enumerate() {
        is_used[usize::from(code)] |= is_kept(row);
    }
    let mut order: Vec<u32> = (0..values.len() as u32).filter(|&code| is_used[code as usize]).collect();
    order.sort_unstable_by(|&a, &b| values.get(a).cmp(values.get(b)));
    let mut recode = vec![0_u16; values.len()];
    for (rank, &code) in order.iter().enumerate() {
        recode[code as usize] = rank as u16;
    }
    let codes = codes.iter().enumerate().filter(|&(row, _)| is_kept(row));
    Dimension {
        name,
        role: None,
        codes: codes.map(|(_, &code)| recode[usize::from(code)]).collect(),
        values: order.into_iter().map(|code| values.get(code).to_owned()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finished(name: &str, cells: &[&str]) -> (ColumnReport, Option<Dimension>) {
        let mut profile = ColumnProfile::new(0, name, None);
        for cell in cells {
            profile.push(cell, false);
        }
        profile.finish(None)
    }

    #[test]
    fn few_values_make_a_dimension_in_byte_order() {
        let (report, dimension) = finished("city", &["b", "a", "b", "", "a ", "b"]);
        let Some(dimension) = dimension else { unreachable!("three values in six rows") };
        assert_eq!((report.kind, report.n_empty, report.n_distinct), (ColumnKind::Category, 1, 2));
        assert_eq!(dimension.values, ["", "a", "b"]);
        assert_eq!(dimension.codes, [2, 1, 2, 0, 1, 2]);
    }

    #[test]
    fn ids_dates_and_texts_make_none() {
        assert_eq!(
            finished("ship date", &["2024-01-01", "2024-01-01", "2024-01-02", "2024-01-01"]).0.kind,
            ColumnKind::Date
        );
        assert_eq!(finished("note", &["abc", "def", "ghi"]).0.role, ColumnRole::Skip);
        assert_eq!(finished("returned", &["Y", "", "Y", "", "Y"]).0.kind, ColumnKind::Flag);
        let many: Vec<String> = (0..3_000).map(|n| n.to_string()).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        let (report, dimension) = finished("zip", &many);
        assert_eq!((report.role, report.n_distinct, dimension), (ColumnRole::Skip, 3_000, None));
    }
}
