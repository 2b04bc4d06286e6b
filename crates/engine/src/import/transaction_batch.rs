//! Records of a transactions file to columns, many at a time: one short loop for each column.
//!
//! In:   lines of the right shape, without control characters.
//! Out:  the same as [`TransactionRows::push`] makes of them, one after the other.
//!
//! First the cells that can spoil a row are read: date, amount, id. Rows in which they are of the plainest kind go
//! on, those between them go record by record.

use super::FileReport;
use super::amount_column::{AmountColumn, PackedAmount};
use super::date::parse_iso;
use super::date_column::{DayLimits, PackedDate};
use super::fingerprint::fingerprint_of_line;
use super::id::{is_bare_id, parse_id};
use super::person_name::{NameColumns, joined};
use super::recent_cells::trimmed_place;
use super::reject_log::{MAX_CELLS, RejectLog};
use super::row_batch::RowBatch;
use super::scan::is_blank;
use super::transaction_rows::{AmountSource, TransactionRows};
use crate::data::equal;
use std::borrow::Cow;
use std::ops::Range;

/// Bytes of a line up to which none of its cells can be too large.
const MAX_LINE_BYTES: usize = 1 << 20;

/// The cells of some lines of a batch.
pub(super) struct Cells<'a> {
    pub(super) text: &'a [u8],
    /// As much of the text as is UTF-8, which the lines are.
    pub(super) valid: &'a str,
    pub(super) batch: &'a RowBatch,
    pub(super) rows: Range<usize>,
}

impl<'a> Cells<'a> {
    /// The places of the cells of a column.
    pub(super) fn places(&self, column: usize) -> impl ExactSizeIterator<Item = (usize, usize)> {
        self.batch.column(column, self.rows.clone())
    }

    /// The cell at a place.
    pub(super) fn text_at(&self, (start, end): (usize, usize)) -> &'a str {
        self.valid.get(start..end).unwrap_or("")
    }

    /// The cell at a place without white space at its ends.
    pub(super) fn trimmed(&self, place: (usize, usize)) -> (usize, usize) {
        trimmed_place(self.text, self.valid, place)
    }

    fn bytes_at(&self, (start, end): (usize, usize)) -> &'a [u8] {
        &self.text[start..end]
    }

    fn with_rows(&self, rows: Range<usize>) -> Cells<'a> {
        Cells { rows, ..*self }
    }
}

/// What the cells that can spoil a row say, line by line.
#[derive(Debug, Default)]
pub(super) struct Readings {
    /// Lines that are left to [`TransactionRows::push`].
    is_odd: Vec<bool>,
    ids: Vec<(usize, usize)>,
    dates: Vec<PackedDate>,
    amounts: Vec<PackedAmount>,
    /// Quantities, where amounts are products.
    quantities: Vec<PackedAmount>,
    recent_days: RecentDays,
}

impl Readings {
    /// The lines from `start` on that can be taken together; empty where line `start` is odd.
    pub(super) fn run(&self, start: usize) -> Range<usize> {
        let rest = self.is_odd.get(start..).unwrap_or_default();
        start..start + rest.iter().position(|&is_odd| is_odd).unwrap_or(rest.len())
    }
}

/// Days of dates met lately, by the ten bytes of the date.
#[derive(Debug)]
struct RecentDays(Box<[(u64, u16, PackedDate)]>);

/// Dates remembered; a power of two.
const N_DAYS: usize = 1 << 10;

impl Default for RecentDays {
    fn default() -> Self {
        Self(vec![(0, 0, PackedDate::MISSING); N_DAYS].into_boxed_slice())
    }
}

impl RecentDays {
    /// The day of a cell like `2024-12-31`, if it is within the limits; anything else is left to others.
    fn day(&mut self, cell: &[u8], limits: DayLimits) -> Option<PackedDate> {
        let (&head, &[a, b]) = cell.split_first_chunk::<8>()? else {
            return None;
        };
        let (head, tail) = (u64::from_le_bytes(head), u16::from_le_bytes([a, b]));
        let mixed = (head ^ (u64::from(tail) << 24)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let slot = self.0.get_mut((mixed >> 48) as usize % N_DAYS)?;
        if (slot.0, slot.1) != (head, tail) {
            *slot = (head, tail, PackedDate::of_day(limits.check(parse_iso(cell)?).ok()?));
        }
        Some(slot.2)
    }
}

impl TransactionRows {
    /// Whether rows may be taken many at a time.
    pub(super) fn takes_batches(&self) -> bool {
        self.twins.is_empty()
    }

    /// Reads the cells that can spoil a row.
    pub(super) fn look_at(&self, cells: &Cells<'_>, found: &mut Readings) {
        let n = cells.rows.len();
        let Readings { is_odd, ids, dates, amounts, quantities, recent_days } = found;
        is_odd.clear();
        is_odd.extend(cells.rows.clone().map(|row| {
            let (start, end) = cells.batch.line(row);
            end - start > MAX_LINE_BYTES
        }));
        dates.clear();
        dates.extend(cells.places(self.date_column).zip(&mut *is_odd).map(|(place, is_odd)| {
            let day = recent_days.day(cells.bytes_at(place), self.limits());
            *is_odd |= day.is_none();
            day.unwrap_or(PackedDate::MISSING)
        }));
        ids.clear();
        ids.extend(cells.places(self.id_column).zip(&mut *is_odd).map(|(place, is_odd)| {
            if is_bare_id(cells.bytes_at(place)) {
                return place;
            }
            match parse_id(cells.text_at(place)) {
                Ok(Cow::Borrowed(id)) => {
                    let start = id.as_ptr() as usize - cells.valid.as_ptr() as usize;
                    (start, start + id.len())
                }
                _ => {
                    *is_odd = true;
                    place
                }
            }
        }));
        let (amount_column, quantity_column) = match self.amount_source {
            AmountSource::Amount(column) | AmountSource::Quantity(column) => (Some(column), None),
            AmountSource::Product { price, quantity } => (Some(price), Some(quantity)),
            AmountSource::Nothing => (None, None),
        };
        amounts.clear();
        match amount_column {
            Some(column) => plain_amounts(cells, column, amounts, is_odd),
            None => amounts.resize(n, PackedAmount::plain(b"0").unwrap_or(PackedAmount::MISSING)),
        }
        quantities.clear();
        if let Some(column) = quantity_column {
            plain_amounts(cells, column, quantities, is_odd);
        }
    }

    /// Takes lines that [`TransactionRows::look_at`] found nothing odd in, up to the first that is there already
    /// and so is to be set aside; `line` is the physical line of the first. Returns how many were taken.
    pub(super) fn take(
        &mut self,
        cells: &Cells<'_>,
        found: &Readings,
        line: u32,
        log: &mut RejectLog,
    ) -> usize {
        let n = match self.order_column {
            Some(column) => self.take_orders(cells, column),
            None => cells.rows.len(),
        };
        let rows = cells.rows.start..cells.rows.start + n;
        let cells = &cells.with_rows(rows.clone());
        self.take_customers(cells, &found.ids[rows.clone()], line);
        self.lines.extend((0..n as u32).map(|idx| line + idx));
        self.dates.extend_sure(&found.dates[rows.clone()]);
        let amounts = &found.amounts[rows.clone()];
        self.amounts.extend_plain(amounts);
        let is_product = matches!(self.amount_source, AmountSource::Product { .. });
        if let Some((column, quantities)) = &mut self.quantities {
            if is_product {
                quantities.extend_plain(&found.quantities[rows.clone()]);
            } else {
                read_amounts(cells, *column, quantities);
            }
        }
        for (column, values) in self.costs.iter_mut().chain(&mut self.profits) {
            read_amounts(cells, *column, values);
        }
        let customers = &self.customers[self.customers.len() - n..];
        match self.name_columns {
            NameColumns::None => {}
            NameColumns::Whole(column) => {
                for (place, &customer) in cells.places(column).zip(customers) {
                    let name = cells.text_at(place);
                    self.n_empty_names += u64::from(is_blank(name.as_bytes()));
                    self.names.note(customer, name);
                }
            }
            NameColumns::Parts { family, given } => {
                for ((family, given), &customer) in
                    cells.places(family).zip(cells.places(given)).zip(customers)
                {
                    let name = joined(cells.text_at(family), cells.text_at(given));
                    self.n_empty_names += u64::from(is_blank(name.as_bytes()));
                    self.names.note(customer, &name);
                }
            }
        }
        for profile in &mut self.profiles {
            profile.push_cells(cells);
        }
        for keys in &mut self.keys {
            keys.push_cells(cells);
        }
        for attribute in &mut self.attributes {
            attribute.push_cells(cells);
        }
        self.note_doubts(cells, found, rows, line, log);
        n
    }

    /// Orders of the lines up to the first that is there already, and how many there are.
    fn take_orders(&mut self, cells: &Cells<'_>, column: usize) -> usize {
        // Lines of one order are neighbors.
        let mut last: Option<(&[u8], u32)> = None;
        for (idx, place) in cells.places(column).enumerate() {
            let place = cells.trimmed(place);
            let order = cells.bytes_at(place);
            let code = match last {
                Some((known, code)) if equal(known, order) => code,
                _ => self.order_ids.intern(cells.text_at(place)),
            };
            let print = self.print(cells, cells.rows.start + idx);
            if !self.seen.insert(code, print) {
                return idx;
            }
            last = Some((order, code));
            self.n_empty_orders += u64::from(order.is_empty());
            self.orders.push(code);
        }
        cells.rows.len()
    }

    fn take_customers(&mut self, cells: &Cells<'_>, ids: &[(usize, usize)], line: u32) {
        let mut last: Option<(&[u8], u32)> = None;
        for (idx, &place) in ids.iter().enumerate() {
            let id = cells.bytes_at(place);
            let customer = match last {
                Some((known, code)) if equal(known, id) => code,
                _ => self.customer_ids.intern(cells.text_at(place)),
            };
            last = Some((id, customer));
            self.customers.push(customer);
            if self.order_column.is_none() {
                let print = self.print(cells, cells.rows.start + idx);
                if !self.seen.insert(customer, print) {
                    self.n_possible_duplicates += 1;
                    if self.repeat_lines.len() < FileReport::MAX_REPEATS {
                        self.repeat_lines.push(line + idx as u32);
                    }
                }
            }
        }
    }

    fn print(&self, cells: &Cells<'_>, row: usize) -> u64 {
        fingerprint_of_line(cells.bytes_at(cells.batch.line(row)), self.delimiter)
    }

    /// Keeps the cells of rows that may still be set aside, as long as cells of their kind are kept.
    fn note_doubts(
        &self,
        cells: &Cells<'_>,
        found: &Readings,
        rows: Range<usize>,
        line: u32,
        log: &mut RejectLog,
    ) {
        let mut last = None;
        for (idx, row) in rows.enumerate() {
            let quantity = match found.quantities.get(row) {
                Some(&quantity) => quantity,
                None => PackedAmount::MISSING,
            };
            let forms = (found.amounts[row].form(), quantity.form());
            let doubts = match last {
                Some((known, doubts)) if known == forms => doubts,
                _ => self.doubts(found.dates[row], found.amounts[row], quantity),
            };
            last = Some((forms, doubts));
            if log.wants(doubts) {
                log.keep_doubtful(doubts, line + idx as u32, || {
                    cells.batch.excerpt(cells.text, row, MAX_CELLS)
                });
            }
        }
    }
}

fn plain_amounts(cells: &Cells<'_>, column: usize, amounts: &mut Vec<PackedAmount>, is_odd: &mut [bool]) {
    amounts.extend(cells.places(column).zip(is_odd).map(|(place, is_odd)| {
        let amount = PackedAmount::plain(cells.bytes_at(place));
        *is_odd |= amount.is_none();
        amount.unwrap_or(PackedAmount::MISSING)
    }));
}

fn read_amounts(cells: &Cells<'_>, column: usize, values: &mut AmountColumn) {
    for place in cells.places(column) {
        let packed = values.read(cells.text_at(place));
        values.push(packed.unwrap_or(PackedAmount::MISSING));
    }
}
