//! Whether a file of customers and dates may be taken for orders without money.
//!
//! In:   the plan of its header and the records below it, as far as they are known.
//! Out:  a [`Doubt`]. In doubt it stays a question which column is the amount.
//! Cost: one look at the head of the file, and only where no column is called an amount.

use super::ColumnRole;
use super::amount::parse_amount;
use super::date::parse_date;
use super::header::HeaderPlan;
use super::id::trimmed;
use super::scan::{Scanner, Step};
use super::set_aside::OwnCells;
use crate::data::{FileKind, is_key_name};
use rustc_hash::FxHashSet;

/// Records whose cells are looked at.
const MAX_RECORDS: usize = 2_000;

/// What speaks against orders without money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doubt {
    /// Nothing does.
    None,
    /// A column without a known name holds numbers: it may be the amount.
    Numbers,
    /// No customer comes twice, and there is more about them than days: it may be a list of customers.
    Customers,
}

/// Judges the records in `text`, which starts below the header. `is_end` tells that no more follow. The columns of
/// the plan stand behind `n_own_columns` of our own.
pub(super) fn doubt(
    plan: &HeaderPlan,
    (delimiter, n_own_columns): (u8, usize),
    (text, is_end): (&[u8], bool),
) -> Doubt {
    debug_assert_eq!(plan.kind, FileKind::Transactions);
    let unexplained: Vec<usize> = (0..plan.roles.len())
        .filter(|&idx| plan.roles[idx].is_none() && !is_key_name(&plan.names[idx]))
        .collect();
    let id_column = plan.column(ColumnRole::CustomerId).unwrap_or(0);
    let mut n_filled = vec![0_u32; unexplained.len()];
    let mut n_numbers = vec![0_u32; unexplained.len()];
    let mut ids: FxHashSet<Vec<u8>> = FxHashSet::default();
    let mut comes_twice = false;
    let mut scanner = Scanner::new(delimiter);
    let mut own_cells = OwnCells::new(n_own_columns);
    let (mut at, mut n_records) = (0, 0);
    while at < text.len() && n_records < MAX_RECORDS {
        let next = match scanner.step(text, at, is_end, &|_| false) {
            Step::Record { next, .. } | Step::Unterminated { next } => next,
            Step::NeedMore | Step::Oversize => break,
        };
        let record = own_cells.taken_off(scanner.record(text, at));
        at = next;
        if record.is_blank() {
            continue;
        }
        n_records += 1;
        comes_twice |= !ids.insert(record.cell(id_column).to_vec());
        for (slot, &column) in unexplained.iter().enumerate() {
            let cell = String::from_utf8_lossy(record.cell(column)).into_owned();
            let cell = trimmed(&cell);
            n_filled[slot] += u32::from(!cell.is_empty());
            // Days written as eight digits are numbers, too.
            let is_day = cell.len() >= 8 && parse_date(cell).is_ok();
            n_numbers[slot] += u32::from(!is_day && parse_amount(cell).is_ok());
        }
    }
    if n_numbers.iter().zip(&n_filled).any(|(&n_numbers, &n_filled)| n_numbers * 2 > n_filled) {
        return Doubt::Numbers;
    }
    let is_about_orders = |idx: usize| {
        matches!(
            plan.roles[idx],
            Some(ColumnRole::CustomerId | ColumnRole::Date | ColumnRole::OrderId | ColumnRole::Quantity)
        ) || is_key_name(&plan.names[idx])
    };
    let is_about_customers = !(0..plan.roles.len()).all(is_about_orders);
    if is_about_customers && !comes_twice { Doubt::Customers } else { Doubt::None }
}
