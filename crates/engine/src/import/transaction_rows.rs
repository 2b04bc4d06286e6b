//! Records of a transactions file to columns, one record at a time.
//!
//! In:   records of the right shape.
//! Out:  columns of candidates, whose dates and amounts may still be settled by the whole column, and the rows
//!       that are set aside for certain.
//! Cost: about fifty bytes a row; no allocation per row.

use super::amount::AmountError;
use super::amount_column::{AmountColumn, PackedAmount};
use super::attribute_column::AttributeColumn;
use super::column_profile::ColumnProfile;
use super::currency::Currency;
use super::date::{ParsedDate, parse_date};
use super::date_column::{DateColumn, DateReading, DayLimits, PackedDate, resolve};
use super::fingerprint::fingerprint;
use super::header::HeaderPlan;
use super::id::{has_controls, has_hard_controls, parse_id, trimmed, without_controls};
use super::key_rows::KeyRows;
use super::person_name::NameColumns;
use super::reject_log::{Aside, MAX_CELLS, RejectLog};
use super::scan::{Record, is_blank};
use super::{Calendar, ColumnRole, DateOrder, DecimalMark, FileReport, ImportError, RejectReason};
use crate::data::{Day, Dictionary, DimensionRole};
use hashbrown::HashTable;
use std::borrow::Cow;

/// Where the amount of a line comes from.
#[derive(Debug, Clone, Copy)]
pub(super) enum AmountSource {
    Amount(usize),
    /// Unit price times quantity, exactly.
    Product {
        price: usize,
        quantity: usize,
    },
    /// A quantity, whose price another file has.
    Quantity(usize),
    /// Orders without money.
    Nothing,
}

/// The columns of a transactions file.
pub(super) struct TransactionRows {
    pub(super) id_column: usize,
    pub(super) date_column: usize,
    pub(super) amount_source: AmountSource,
    pub(super) order_column: Option<usize>,
    pub(super) name_columns: NameColumns,
    pub(super) twins: Vec<(usize, usize)>,
    pub(super) delimiter: u8,
    limits: DayLimits,

    pub(super) customer_ids: Dictionary,
    pub(super) customers: Vec<u32>,
    pub(super) dates: DateColumn,
    /// Amounts, or unit prices.
    pub(super) amounts: AmountColumn,
    pub(super) quantities: Option<(usize, AmountColumn)>,
    pub(super) costs: Vec<(usize, AmountColumn)>,
    pub(super) profits: Option<(usize, AmountColumn)>,
    pub(super) order_ids: Dictionary,
    pub(super) orders: Vec<u32>,
    pub(super) names: Names,
    pub(super) profiles: Vec<ColumnProfile>,
    pub(super) keys: Vec<KeyRows>,
    pub(super) attributes: Vec<AttributeColumn>,
    pub(super) lines: Vec<u32>,
    pub(super) seen: Seen,

    pub(super) n_possible_duplicates: u64,
    /// Lines of the first of them.
    pub(super) repeat_lines: Vec<u32>,
    pub(super) n_controls_removed: u64,
    pub(super) n_malformed_quotes: u64,
    pub(super) n_empty_names: u64,
    pub(super) n_empty_orders: u64,
}

impl TransactionRows {
    pub(super) fn new(plan: &HeaderPlan, delimiter: u8, today: Day, n_rows_expected: usize) -> Self {
        let column = |role| plan.column(role);
        let amount_source =
            match (column(ColumnRole::Amount), column(ColumnRole::UnitPrice), column(ColumnRole::Quantity)) {
                (None, Some(price), Some(quantity)) => AmountSource::Product { price, quantity },
                (Some(amount), ..) => AmountSource::Amount(amount),
                (None, None, Some(quantity)) if plan.has_value() => AmountSource::Quantity(quantity),
                (None, ..) => AmountSource::Nothing,
            };
        let costs = plan.columns(ColumnRole::Cost);
        let profits = if costs.is_empty() { column(ColumnRole::Profit) } else { None };
        let quantities = column(ColumnRole::Quantity);
        let attributes: Vec<AttributeColumn> = (0..plan.names.len())
            .filter_map(|idx| AttributeColumn::new(idx, &plan.names[idx], plan.roles[idx]?))
            .collect();
        let is_attribute = |idx: usize| attributes.iter().any(|attribute| attribute.column == idx);
        let product = ColumnRole::Dimension(Some(DimensionRole::Product));
        let has_product = column(product).is_some();
        let profiles = (0..plan.names.len())
            .filter(|&idx| !is_attribute(idx) && (matches!(plan.roles[idx], None | Some(ColumnRole::Dimension(_) | ColumnRole::Skip | ColumnRole::UnitPrice | ColumnRole::ProductId | ColumnRole::Key)
                if !matches!(amount_source, AmountSource::Product { price, .. } if price == idx))
                || (plan.roles[idx] == Some(ColumnRole::Profit) && profits.is_none())))
            .map(|idx| {
                let role = plan.roles[idx].map(|role| match role {
                    ColumnRole::Dimension(_) => role,
                    // Where no column has the name of the product, its number stands for it.
                    ColumnRole::ProductId if !has_product => product,
                    _ => ColumnRole::Skip,
                });
                ColumnProfile::new(idx, &plan.names[idx], role)
            })
            .collect();
        let mut rows = Self {
            id_column: column(ColumnRole::CustomerId).unwrap_or(0),
            date_column: column(ColumnRole::Date).unwrap_or(0),
            amount_source,
            order_column: column(ColumnRole::OrderId),
            name_columns: NameColumns::of(plan),
            twins: plan.twins.clone(),
            delimiter,
            limits: DayLimits::new(today),
            customer_ids: Dictionary::new(),
            customers: Vec::with_capacity(n_rows_expected),
            dates: DateColumn::default(),
            amounts: AmountColumn::default(),
            quantities: quantities.map(|idx| (idx, AmountColumn::default())),
            costs: costs.into_iter().map(|idx| (idx, AmountColumn::default())).collect(),
            profits: profits.map(|idx| (idx, AmountColumn::default())),
            order_ids: Dictionary::new(),
            orders: Vec::new(),
            names: Names::default(),
            profiles,
            keys: plan.key_columns().into_iter().map(|idx| KeyRows::new(idx, &plan.names[idx])).collect(),
            attributes,
            lines: Vec::with_capacity(n_rows_expected),
            seen: Seen::default(),
            n_possible_duplicates: 0,
            repeat_lines: Vec::new(),
            n_controls_removed: 0,
            n_malformed_quotes: 0,
            n_empty_names: 0,
            n_empty_orders: 0,
        };
        rows.dates.reserve(n_rows_expected);
        if rows.order_column.is_some() {
            rows.orders.reserve(n_rows_expected);
        }
        rows.profiles.iter_mut().for_each(|column| column.reserve(n_rows_expected));
        rows.keys.iter_mut().for_each(|column| column.reserve(n_rows_expected));
        rows.attributes.iter_mut().for_each(|column| column.reserve(n_rows_expected));
        rows
    }

    /// Adds a record. `base` is the text of `record`.
    ///
    /// # Errors
    /// The columns that claim one role and differ.
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
        let date_cell = cell(self.date_column);
        let (amount_column, quantity_column) = match self.amount_source {
            AmountSource::Amount(amount) => (amount, None),
            AmountSource::Product { price, quantity } => (price, Some(quantity)),
            AmountSource::Quantity(quantity) => (quantity, None),
            AmountSource::Nothing => (usize::MAX, None),
        };
        let amount_cell =
            if matches!(self.amount_source, AmountSource::Nothing) { "0" } else { cell(amount_column) };
        let mut reason: Option<(RejectReason, Option<u16>)> = None;
        let mut blame = |found: RejectReason, column: usize| {
            if reason.is_none_or(|(earlier, _)| found < earlier) {
                reason = Some((found, Some(column as u16)));
            }
        };
        let may_have_controls = record.may_have_controls(self.delimiter);
        for column in [Some(self.id_column), Some(self.date_column), Some(amount_column), quantity_column]
            .into_iter()
            .flatten()
        {
            if may_have_controls && has_controls(cell(column)) {
                blame(RejectReason::ControlChar, column);
            }
        }
        let id = parse_id(id_cell);
        if let Err(found) = id {
            blame(found, self.id_column);
        }
        let parsed_date = parse_date(date_cell);
        match parsed_date {
            Err(found) => blame(found, self.date_column),
            Ok(ParsedDate::Sure(day, _)) => {
                if let Err(found) = self.limits.check(day) {
                    blame(found, self.date_column);
                }
            }
            Ok(_) => {}
        }
        let date = self.dates.observe(parsed_date, date_cell, line);
        let amount = self.amounts.read(amount_cell).unwrap_or_else(|found| {
            blame(reason_of(found), amount_column);
            PackedAmount::MISSING
        });
        let mut quantity = PackedAmount::MISSING;
        if let Some((column, quantities)) = &mut self.quantities {
            quantity = quantities.read(cell(*column)).unwrap_or_else(|found| {
                if quantity_column.is_some() {
                    blame(reason_of(found), *column);
                }
                PackedAmount::MISSING
            });
        }
        let print = fingerprint(record, self.delimiter);
        let order = match (reason, self.order_column) {
            (None, Some(column)) => {
                let order = trimmed(cell(column));
                let order = if may_have_controls { without_controls(order) } else { Cow::Borrowed(order) };
                // Lines of one order are neighbors.
                let code = match self.orders.last() {
                    Some(&last) if self.order_ids.get(last) == order => last,
                    _ => self.order_ids.intern(&order),
                };
                if !self.seen.insert(code, print) {
                    reason = Some((RejectReason::Duplicate, None));
                }
                self.n_empty_orders += u64::from(order.is_empty());
                Some(code)
            }
            _ => None,
        };
        let id = match (reason, id) {
            (None, Ok(id)) => id,
            (reason, _) => {
                let (reason, column) = reason.unwrap_or((RejectReason::MissingCustomerId, None));
                log.push(Aside { line, reason, column, date, amount, quantity }, record);
                return Ok(());
            }
        };

        let customer = match self.customers.last() {
            Some(&last) if self.customer_ids.get(last) == id => last,
            _ => self.customer_ids.intern(&id),
        };
        if self.order_column.is_none() && !self.seen.insert(customer, print) {
            self.n_possible_duplicates += 1;
            if self.repeat_lines.len() < FileReport::MAX_REPEATS {
                self.repeat_lines.push(line);
            }
        }
        self.customers.push(customer);
        self.lines.push(line);
        self.dates.push(date);
        self.amounts.push(amount);
        self.orders.extend(order);
        if let Some((_, quantities)) = &mut self.quantities {
            quantities.push(quantity);
        }
        for (column, values) in self.costs.iter_mut().chain(&mut self.profits) {
            let packed = values.read(cell(*column));
            values.push(packed.unwrap_or(PackedAmount::MISSING));
        }
        let has_controls = may_have_controls && (0..record.len()).any(|idx| has_hard_controls(cell(idx)));
        if let Some(name) = self.name_columns.text(cell) {
            self.n_empty_names += u64::from(is_blank(name.as_bytes()));
            let name = if has_controls { without_controls(&name) } else { name };
            self.names.note(customer, &name);
        }
        for profile in &mut self.profiles {
            let value = cell(profile.column);
            profile.push(value, has_controls);
        }
        for keys in &mut self.keys {
            keys.push(cell(keys.column));
        }
        for attribute in &mut self.attributes {
            let value = cell(attribute.column);
            attribute.push(value, has_controls);
        }
        self.n_controls_removed += u64::from(has_controls);
        let doubts = self.doubts(date, amount, quantity);
        if doubts != 0 {
            log.keep_doubtful(doubts, line, || record.excerpt(MAX_CELLS));
        }
        Ok(())
    }

    /// The ways in which a row may still be set aside, one bit each.
    pub(super) fn doubts(&self, date: PackedDate, amount: PackedAmount, quantity: PackedAmount) -> u32 {
        let mut doubts = 0;
        if date.sure().is_none() {
            let readings =
                [(DateOrder::DayFirst, Calendar::Gregorian), (DateOrder::MonthFirst, Calendar::Minguo)];
            for (bit, (order, calendar)) in readings.into_iter().enumerate() {
                let is_refused = resolve(date, DateReading { order, calendar }, self.limits).is_err();
                doubts |= u32::from(is_refused) << bit;
            }
        }
        for (bit, mark) in [(2, DecimalMark::Point), (3, DecimalMark::Comma)] {
            let is_refused = !AmountColumn::is_number(amount, mark)
                || (matches!(self.amount_source, AmountSource::Product { .. })
                    && self.quantities.is_some()
                    && !AmountColumn::is_number(quantity, mark));
            doubts |= u32::from(is_refused) << bit;
        }
        let currency = amount.currency();
        if currency != Currency::None {
            doubts |= 1 << (4 + currency as u32);
        }
        doubts
    }

    /// The limits of days.
    pub(super) fn limits(&self) -> DayLimits {
        self.limits
    }
}

/// Two columns that claim one role and differ.
pub(super) struct Twins {
    pub(super) earlier: usize,
    pub(super) later: usize,
    pub(super) line: u32,
}

impl Twins {
    /// The error that names the columns.
    pub(super) fn error(&self, plan: &HeaderPlan) -> ImportError {
        let role = match plan.roles.get(self.earlier) {
            Some(Some(ColumnRole::CustomerId)) => "customer_id",
            Some(Some(ColumnRole::Date)) => "date",
            _ => "amount",
        };
        let name = |idx: usize| plan.names.get(idx).cloned().unwrap_or_default();
        ImportError::AmbiguousColumns {
            role: role.to_owned(),
            columns: vec![name(self.earlier), name(self.later)],
            indices: [self.earlier as u16, self.later as u16],
            line: self.line,
        }
    }
}

fn reason_of(error: AmountError) -> RejectReason {
    match error {
        AmountError::Missing => RejectReason::MissingAmount,
        AmountError::BadNumber => RejectReason::BadNumber,
        AmountError::OutOfRange => RejectReason::NumberOutOfRange,
    }
}

/// Names by code of the customer. Of several the smallest in byte order stands, so that the order of rows
/// changes nothing.
#[derive(Debug, Default)]
pub(super) struct Names {
    distinct: Dictionary,
    /// Code of the name plus one; 0 where there is none yet.
    by_customer: Vec<u32>,
}

impl Names {
    pub(super) fn note(&mut self, customer: u32, name: &str) {
        let idx = customer as usize;
        if idx >= self.by_customer.len() {
            self.by_customer.resize(idx + 1, 0);
        }
        if is_blank(name.as_bytes()) {
            return;
        }
        let known = self.by_customer[idx];
        if known == 0 || name < self.distinct.get(known - 1) {
            self.by_customer[idx] = self.distinct.intern(name) + 1;
        }
    }

    /// The name of a customer; empty when there is none.
    pub(super) fn get(&self, customer: u32) -> &str {
        match self.by_customer.get(customer as usize) {
            Some(&code) if code > 0 => self.distinct.get(code - 1),
            _ => "",
        }
    }

    /// Number of distinct names.
    pub(super) fn len(&self) -> usize {
        self.distinct.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.distinct.is_empty()
    }
}

/// Entries from which a list grows by a quarter instead of doubling.
const GENTLE_ROWS: usize = 1 << 20;

/// Fingerprints of records, by their order or customer.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// By code, the first record. Most orders have no other, and are never looked up.
    first: Vec<u64>,
    /// All others, mixed with their codes.
    others: HashTable<u64>,
}

impl Seen {
    /// Adds a record of the order or customer `code`; false when an equal one was there. Codes come in order when
    /// they are new.
    pub(super) fn insert(&mut self, code: u32, print: u64) -> bool {
        match self.first.get(code as usize) {
            None => {
                if self.first.len() == self.first.capacity() && self.first.len() >= GENTLE_ROWS {
                    self.first.reserve_exact(self.first.len() / 4);
                }
                self.first.push(print);
                return true;
            }
            Some(&first) if first == print => return false,
            Some(_) => {}
        }
        let print = print ^ u64::from(code).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        if self.others.find(print, |&known| known == print).is_some() {
            return false;
        }
        self.others.insert_unique(print, print, |&print| print);
        true
    }
}
