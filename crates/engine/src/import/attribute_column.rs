//! A column that tells something of customers or lines: a number, a text, a day or a group.
//!
//! In:   one cell per accepted row.
//! Out:  a [`SettledColumn`]: what each distinct cell means, and the cell of each row.
//! Cost: one look-up a cell and four bytes a row; each distinct cell is parsed once, at the end.
//!
//! Nothing is refused for such a column. A header only suggests what it is; where fewer than half of the cells
//! are what it says, they are groups instead: an `age` of `25-34` is an age group.

use super::amount::is_null_word;
use super::column_profile::{MAX_VALUES, is_flag};
use super::column_reports::{ByColumn, capped};
use super::currency::Currency;
use super::id::{trimmed, without_controls};
use super::measure_cells::{self, CellReading};
use super::recent_cells::RecentCells;
use super::transaction_batch::Cells;
use super::{ColumnKind, ColumnReport, ColumnRole};
use crate::data::{Day, Dictionary, Dimension, DimensionRole, Measure, MeasureRole, TextAttribute, TextRole};
use std::borrow::Cow;

/// Distinct values a dimension may have.
const MAX_GROUPS: usize = 65_535;

/// Distinct numbers up to which a discount can be grouped by as well.
const MAX_DISCOUNTS: usize = 50;

/// One column while it is read.
#[derive(Debug)]
pub(super) struct AttributeColumn {
    pub(super) column: usize,
    name: String,
    role: ColumnRole,
    values: Dictionary,
    codes: Vec<u32>,
    recent: RecentCells,
}

impl AttributeColumn {
    /// A column for `role`, or `None` for a role that is no attribute.
    pub(super) fn new(column: usize, name: &str, role: ColumnRole) -> Option<Self> {
        let is_attribute = match role {
            ColumnRole::Measure(_) | ColumnRole::Text(_) | ColumnRole::Signup => true,
            ColumnRole::Dimension(role) => role.is_some_and(is_of_customers),
            _ => false,
        };
        is_attribute.then(|| Self {
            column,
            name: name.to_owned(),
            role,
            values: Dictionary::new(),
            codes: Vec::new(),
            recent: RecentCells::default(),
        })
    }

    /// Makes room for rows.
    pub(super) fn reserve(&mut self, n_rows: usize) {
        self.codes.reserve(n_rows);
    }

    /// Adds the cell of a row. `has_controls` tells that the record has control characters to be taken out.
    pub(super) fn push(&mut self, cell: &str, has_controls: bool) {
        let cell = if has_controls { without_controls(cell) } else { Cow::Borrowed(cell) };
        let cell = trimmed(&cell);
        let (values, role) = (&mut self.values, self.role);
        let code = self.recent.code(cell.as_bytes(), (0, cell.len()), || values.intern(said(cell, role)));
        self.codes.push(code);
    }

    /// Adds the cells of some lines.
    pub(super) fn push_cells(&mut self, cells: &Cells<'_>) {
        let (values, role) = (&mut self.values, self.role);
        let recent = &mut self.recent;
        self.codes.extend(cells.places(self.column).map(|place| {
            let place = cells.trimmed(place);
            recent.code(cells.text, place, || values.intern(said(cells.text_at(place), role)))
        }));
    }

    /// Decides what the column is. `keep` tells which rows are left, in order.
    pub(super) fn settled(self, keep: Option<&[bool]>, reading: &CellReading) -> SettledColumn {
        let codes: Vec<u32> = match keep {
            None => self.codes,
            Some(keep) => {
                self.codes.iter().zip(keep).filter(|(_, is_kept)| **is_kept).map(|(&code, _)| code).collect()
            }
        };
        let mut counts = vec![0_u64; self.values.len()];
        for &code in &codes {
            counts[code as usize] += 1;
        }
        let column = Column { name: &self.name, values: &self.values, counts: &counts, reading };
        let is_empty = |code: usize| self.values.get(code as u32).is_empty();
        let n_empty: u64 = (0..counts.len()).filter(|&code| is_empty(code)).map(|code| counts[code]).sum();
        let n_distinct = (0..counts.len()).filter(|&code| counts[code] > 0 && !is_empty(code)).count() as u64;
        let Meaning { role, kind, values: meaning, n_unreadable } = column.meaning(self.role);
        let kind = if n_distinct == 0 { ColumnKind::Empty } else { kind };
        let report = ColumnReport { name: self.name, role, kind, n_empty, n_distinct: capped(n_distinct) };
        SettledColumn { column: self.column, report, n_unreadable, texts: self.values, meaning, codes }
    }
}

/// What a cell says. `NA` is how statistics programs write a missing cell; among places it may be Namibia.
fn said(cell: &str, role: ColumnRole) -> &str {
    let is_place = role == ColumnRole::Dimension(Some(DimensionRole::Region));
    let says_nothing = is_null_word(cell) || (!is_place && (cell.eq_ignore_ascii_case("na") || cell == "."));
    if says_nothing { "" } else { cell }
}

/// Whether a dimension of that role describes customers, or may do so.
fn is_of_customers(role: DimensionRole) -> bool {
    use DimensionRole as Role;
    match role {
        Role::CustomerKind
        | Role::Region
        | Role::AcquisitionChannel
        | Role::Gender
        | Role::TestGroup
        | Role::Consent
        | Role::Occupation
        | Role::AgeGroup
        | Role::IncomeGroup
        | Role::AccountRole => true,
        Role::Category
        | Role::Product
        | Role::Channel
        | Role::Discounted
        | Role::Returned
        | Role::Complaint
        | Role::Store
        | Role::Campaign => false,
    }
}

/// What the distinct cells of a column mean; one entry per code.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Values {
    Groups(Option<DimensionRole>),
    Numbers(MeasureRole, Vec<f64>),
    Texts(TextRole),
    Days(Vec<Option<Day>>),
    /// Too many different ones to group by.
    Unused,
}

struct Meaning {
    role: ColumnRole,
    kind: ColumnKind,
    values: Values,
    /// Rows whose cell is neither empty nor what the column holds.
    n_unreadable: u64,
}

/// The distinct cells of a column and how often each is there.
struct Column<'a> {
    name: &'a str,
    values: &'a Dictionary,
    counts: &'a [u64],
    reading: &'a CellReading,
}

impl Column<'_> {
    fn meaning(&self, role: ColumnRole) -> Meaning {
        match role {
            ColumnRole::Measure(role) => self.numbers(role),
            ColumnRole::Text(text) => {
                let is_key = matches!(text, TextRole::Referrer | TextRole::Account);
                let kind = if is_key { ColumnKind::Id } else { ColumnKind::Text };
                Meaning { role, kind, values: Values::Texts(text), n_unreadable: 0 }
            }
            ColumnRole::Signup => {
                let days = measure_cells::days(&self.cells(), self.name, self.reading);
                let n_unreadable = self.n_unreadable(|code| days[code].is_none());
                Meaning { role, kind: ColumnKind::Date, values: Values::Days(days), n_unreadable }
            }
            ColumnRole::Dimension(role) => self.groups(role),
            _ => Meaning {
                role: ColumnRole::Skip,
                kind: ColumnKind::Text,
                values: Values::Unused,
                n_unreadable: 0,
            },
        }
    }

    /// The distinct cells with their counts, in the order of their codes.
    fn cells(&self) -> Vec<(&str, u64)> {
        self.values.texts().iter().zip(self.counts.iter().copied()).collect()
    }

    fn n_unreadable(&self, is_missing: impl Fn(usize) -> bool) -> u64 {
        let cells = self.values.texts().iter().zip(self.counts).enumerate();
        cells.filter(|(code, (cell, _))| !cell.is_empty() && is_missing(*code)).map(|(_, (_, &n))| n).sum()
    }

    fn groups(&self, role: Option<DimensionRole>) -> Meaning {
        let is_used = |(cell, n): &(&str, &u64)| !cell.is_empty() && **n > 0;
        let used = || self.values.texts().iter().zip(self.counts).filter(is_used);
        let n_rows: u64 = self.counts.iter().sum();
        let n_values = used().count();
        // Without a meaning the values have to be few, as in any other column.
        let is_few = n_values <= MAX_VALUES && n_values as u64 * 2 <= n_rows;
        if n_values >= MAX_GROUPS || (role.is_none() && !is_few) {
            let values = Values::Unused;
            return Meaning { role: ColumnRole::Skip, kind: ColumnKind::Text, values, n_unreadable: 0 };
        }
        let is_two = n_values <= 2 && used().all(|(cell, _)| is_flag(cell));
        let kind = if is_two { ColumnKind::Flag } else { ColumnKind::Category };
        Meaning { role: ColumnRole::Dimension(role), kind, values: Values::Groups(role), n_unreadable: 0 }
    }

    fn numbers(&self, role: MeasureRole) -> Meaning {
        let cells = self.cells();
        let (numbers, kind) = match role {
            MeasureRole::BirthYear => measure_cells::birth_years(&cells, self.name, self.reading),
            _ => {
                let (numbers, currency) = measure_cells::numbers(&cells, self.name, role, self.reading);
                let is_money = currency != Currency::None;
                (numbers, if is_money { ColumnKind::Money } else { ColumnKind::Number })
            }
        };
        let n_unreadable = self.n_unreadable(|code| numbers[code].is_nan());
        let n_filled = self.n_unreadable(|_| true);
        let is_flag_only = || {
            let filled = cells.iter().zip(&numbers).filter(|((cell, n), _)| !cell.is_empty() && *n > 0);
            filled.into_iter().all(|(_, &number)| number == 0.0 || number == 1.0)
        };
        let is_no_number =
            n_unreadable * 2 > n_filled || (role == MeasureRole::Discount && n_filled > 0 && is_flag_only());
        if is_no_number && !self.reading.is_asked {
            return self.groups(groups_instead(role));
        }
        Meaning {
            role: ColumnRole::Measure(role),
            kind,
            values: Values::Numbers(role, numbers),
            n_unreadable,
        }
    }
}

/// What cells that are no numbers are under a header that promised some.
fn groups_instead(role: MeasureRole) -> Option<DimensionRole> {
    match role {
        MeasureRole::BirthYear | MeasureRole::Age => Some(DimensionRole::AgeGroup),
        MeasureRole::Income => Some(DimensionRole::IncomeGroup),
        MeasureRole::Complaints => Some(DimensionRole::Complaint),
        MeasureRole::Discount => Some(DimensionRole::Discounted),
        MeasureRole::AcquisitionCost | MeasureRole::Satisfaction => None,
    }
}

/// A column whose meaning is decided.
#[derive(Debug)]
pub(super) struct SettledColumn {
    pub(super) column: usize,
    pub(super) report: ColumnReport,
    pub(super) n_unreadable: u64,
    pub(super) texts: Dictionary,
    pub(super) meaning: Values,
    /// The cell of each row that is left.
    pub(super) codes: Vec<u32>,
}

/// One cell of a column per row: a code, `None` where nothing is known.
#[derive(Debug, Clone, Copy)]
pub(super) enum Codes<'a> {
    /// Of rows, of which something always is.
    OfRows(&'a [u32]),
    /// Of customers.
    OfCustomers(&'a [Option<u32>]),
}

impl Codes<'_> {
    fn iter(&self) -> impl Iterator<Item = Option<u32>> {
        let (rows, customers): (&[u32], &[Option<u32>]) = match self {
            Self::OfRows(codes) => (codes, &[]),
            Self::OfCustomers(codes) => (&[], codes),
        };
        rows.iter().copied().map(Some).chain(customers.iter().copied())
    }
}

/// Columns that became something to group by, to count with, to read or to date.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    /// With the index of the column in the file.
    pub(super) dimensions: ByColumn<Dimension>,
    pub(super) measures: Vec<Measure>,
    pub(super) texts: Vec<TextAttribute>,
    pub(super) signup: Option<Vec<Option<Day>>>,
}

impl Attributes {
    /// Adds a column with one cell of it per row.
    pub(super) fn add(&mut self, settled: &SettledColumn, codes: Codes<'_>) {
        let name = || settled.report.name.clone();
        match &settled.meaning {
            Values::Groups(role) => {
                self.dimensions.push((settled.column, settled.dimension(*role, codes)));
            }
            Values::Numbers(role, numbers) => {
                let number = |code: Option<u32>| code.map_or(f64::NAN, |code| numbers[code as usize]);
                let values = codes.iter().map(number).collect();
                self.measures.push(Measure { name: name(), role: *role, values });
                // Discounts are also what one wants to filter by.
                if *role == MeasureRole::Discount && settled.report.n_distinct as usize <= MAX_DISCOUNTS {
                    let dimension = settled.dimension(Some(DimensionRole::Discounted), codes);
                    self.dimensions.push((settled.column, dimension));
                }
            }
            Values::Texts(role) => {
                let text = |code: Option<u32>| code.map_or("", |code| settled.texts.get(code));
                let values = codes.iter().map(text).collect();
                self.texts.push(TextAttribute { name: name(), role: *role, values });
            }
            Values::Days(days) => {
                let day = |code: Option<u32>| code.and_then(|code| days[code as usize]);
                self.signup = Some(codes.iter().map(day).collect());
            }
            Values::Unused => {}
        }
    }
}

impl SettledColumn {
    /// The cell of each row, for [`Attributes::add`].
    pub(super) fn row_codes(&self) -> Codes<'_> {
        Codes::OfRows(&self.codes)
    }

    /// The code of a row whose cell is not empty.
    pub(super) fn filled(&self, row: usize) -> Option<u32> {
        self.codes.get(row).copied().filter(|&code| !self.texts.get(code).is_empty())
    }

    fn dimension(&self, role: Option<DimensionRole>, codes: Codes<'_>) -> Dimension {
        let mut is_used = vec![false; self.texts.len()];
        let mut has_unknown = false;
        for code in codes.iter() {
            match code {
                Some(code) => is_used[code as usize] = true,
                None => has_unknown = true,
            }
        }
        let mut order: Vec<u32> =
            (0..self.texts.len() as u32).filter(|&code| is_used[code as usize]).collect();
        order.sort_unstable_by(|&a, &b| self.texts.get(a).cmp(self.texts.get(b)));
        let mut values: Vec<String> = order.iter().map(|&code| self.texts.get(code).to_owned()).collect();
        let has_empty = values.first().is_some_and(String::is_empty);
        let needs_empty = !has_empty && has_unknown;
        if needs_empty {
            values.insert(0, String::new());
        }
        let mut recode = vec![0_u16; self.texts.len()];
        for (rank, &code) in order.iter().enumerate() {
            recode[code as usize] = (rank + usize::from(needs_empty)) as u16;
        }
        Dimension {
            name: self.report.name.clone(),
            role,
            codes: codes.iter().map(|code| code.map_or(0, |code| recode[code as usize])).collect(),
            values,
        }
    }
}
