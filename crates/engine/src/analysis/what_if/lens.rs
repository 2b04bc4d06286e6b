//! Two lenses on a month: what it sold, and what it did to the value of the customers.
//!
//! Segments are those of the day before the month, so that nobody is called good because of the month itself.

use super::base::Base;
use super::value::simple_value;
use super::year::Years;
use crate::analysis::day_table::day_runs;
use crate::analysis::selection::Selection;
use crate::analysis::{Profile, Refused};
use crate::data::{Dataset, Month};
use crate::query::Segment;
use serde::{Deserialize, Serialize};

/// Days after an order in which a customer counts as present.
const PRESENT_DAYS: i32 = 365;

/// A segment through both lenses.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct LensRow {
    /// The segment on the day before the month; `None` for customers won in the month.
    pub segment: Option<Segment>,
    /// Its customers.
    pub n_customers: u64,
    /// Revenue of the month.
    pub sales: f64,
    /// Revenue of the same customers in the month before.
    pub sales_before: f64,
    /// Customers with an order in the year to the last day of the month, less those in the year to the day before it.
    pub present_change: i64,
    /// That number times the lifetime value of a present customer.
    pub equity_change: f64,
}

/// A month through both lenses.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Lens {
    /// The last month that is over.
    pub month: Month,
    /// By segment.
    pub rows: Vec<LensRow>,
    /// Revenue of the month.
    pub sales: f64,
    /// Revenue of the month before.
    pub sales_before: f64,
    /// Change of the value of present customers.
    pub equity_change: f64,
}

#[derive(Default, Clone, Copy)]
struct Cell {
    n: u64,
    sales: i128,
    sales_before: i128,
    change: i64,
}

/// The last whole month of the selected customers.
///
/// # Errors
/// [`Refused::TooShort`] with less than a year of data before the month.
pub(super) fn lens(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    base: &Base,
) -> Result<Lens, Refused> {
    let as_of = profile.facts.as_of;
    let month = if as_of == as_of.month().last_day() { as_of.month() } else { as_of.month().plus(-1) };
    let (start, end) = (month.first_day().plus(-1), month.last_day());
    if !Years::ending(dataset.observed(), start).has_now {
        let have = as_of.month().since(dataset.observed().first.month()) + 1;
        return Err(Refused::TooShort { have_months: u32::try_from(have).unwrap_or(0), need_months: 13 });
    }
    let before = Profile::new(dataset, start, profile.scores.scoring, profile.ranks.cuts);
    let mut cells = [Cell::default(); Segment::ALL.len() + 1];
    for customer in selection.customers.iter() {
        let cell = &mut cells[before.scores.segment[customer].map_or(Segment::ALL.len(), |it| it as usize)];
        let (mut was_present, mut is_present) = (false, false);
        let mut is_known = false;
        for (day, lines) in dataset.orders_of(customer).flat_map(|order| day_runs(dataset, order)) {
            let Some(amount) = selection.sum(dataset.amounts(), lines).filter(|_| day <= end) else {
                continue;
            };
            is_known = true;
            was_present |= start.plus(-PRESENT_DAYS) < day && day <= start;
            is_present |= end.plus(-PRESENT_DAYS) < day;
            if day.month() == month {
                cell.sales += amount;
            } else if day.month() == month.plus(-1) {
                cell.sales_before += amount;
            }
        }
        cell.n += u64::from(is_known);
        cell.change += i64::from(is_present) - i64::from(was_present);
    }
    let value = simple_value(&base.levers());
    let segments = Segment::ALL.into_iter().map(Some).chain([None]);
    let rows: Vec<LensRow> = segments
        .zip(&cells)
        .filter(|(_, cell)| cell.n > 0)
        .map(|(segment, cell)| LensRow {
            segment,
            n_customers: cell.n,
            sales: dataset.major(cell.sales),
            sales_before: dataset.major(cell.sales_before),
            present_change: cell.change,
            equity_change: cell.change as f64 * value,
        })
        .collect();
    let change: i64 = cells.iter().map(|cell| cell.change).sum();
    Ok(Lens {
        month,
        rows,
        sales: dataset.major(cells.iter().map(|cell| cell.sales).sum()),
        sales_before: dataset.major(cells.iter().map(|cell| cell.sales_before).sum()),
        equity_change: change as f64 * value,
    })
}
