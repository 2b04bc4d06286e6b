//! The month in which the customers of a quarter have brought back what it cost to win them.

use super::base::{Base, Basis, MIN_CUSTOMERS};
use crate::analysis::Profile;
use crate::analysis::cohort::period_of;
use crate::analysis::day_table::day_runs;
use crate::analysis::selection::Selection;
use crate::data::{Dataset, MeasureRole, Month};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Months followed at most.
const MAX_MONTHS: usize = 36;
/// Cohorts listed at most, the latest ones.
const MAX_COHORTS: usize = 24;
/// Months of a cohort.
const COHORT_MONTHS: u8 = 3;
/// Mean days of a month.
const MONTH_DAYS: f64 = 365.25 / 12.0;

/// The customers won in a quarter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PaybackRow {
    /// First month of the quarter.
    pub start: Month,
    /// Customers.
    pub n_customers: u64,
    /// Mean cost of winning one.
    pub acquisition_cost: f64,
    /// Where that comes from.
    pub cost_basis: Basis,
    /// Months, counted from 1, after which the mean margin so far has reached the cost; `None` where it has not yet.
    pub payback_months: Option<u32>,
    /// Months that are over for every customer of the quarter.
    pub n_months: u32,
    /// Mean margin per customer up to and with each month, from the first order on; months that are over for all.
    pub cumulative_margin: Vec<f64>,
}

#[derive(Default)]
struct Cell {
    n: u64,
    last_birth: i32,
    n_costs: u64,
    costs: f64,
    margins: Vec<i128>,
    revenues: Vec<i128>,
}

/// Payback of the selected customers by the quarter in which they were won, oldest first; small quarters and
/// customers from before the data are left out.
///
/// # Source
/// Farris, Bendle, Pfeifer & Reibstein (2010), Marketing Metrics, 2nd ed., chapter 5: the first month in which the
/// cumulative margin is not below the cost of winning.
#[must_use]
pub fn payback(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    base: &Base,
    margin_rate: f64,
) -> Vec<PaybackRow> {
    let facts = &profile.facts;
    let begins = dataset.observed().first;
    let known =
        dataset.customers().measures.iter().find(|measure| measure.role == MeasureRole::AcquisitionCost);
    let mut cells: BTreeMap<i32, Cell> = BTreeMap::new();
    for customer in selection.customers.iter() {
        let birth = facts.birth_day(customer);
        if birth < begins || birth > facts.as_of {
            continue;
        }
        let cell = cells.entry(period_of(birth, COHORT_MONTHS)).or_insert_with(|| Cell {
            margins: vec![0; MAX_MONTHS],
            revenues: vec![0; MAX_MONTHS],
            ..Cell::default()
        });
        cell.last_birth = if cell.n == 0 { birth.0 } else { cell.last_birth.max(birth.0) };
        cell.n += 1;
        if let Some(cost) = known.map(|known| known.values[customer]).filter(|cost| cost.is_finite()) {
            cell.n_costs += 1;
            cell.costs += cost;
        }
        for (day, lines) in dataset.orders_of(customer).flat_map(|order| day_runs(dataset, order)) {
            let month = (f64::from(day.since(birth).max(0)) / MONTH_DAYS) as usize;
            if month >= MAX_MONTHS {
                continue;
            }
            let Some(amount) = selection.sum(dataset.amounts(), lines.clone()) else { continue };
            cell.revenues[month] += amount;
            let cost = dataset.costs().and_then(|costs| selection.sum(costs, lines)).unwrap_or(0);
            cell.margins[month] += amount - cost;
        }
    }
    let rows: Vec<PaybackRow> = cells
        .into_iter()
        .filter(|(_, cell)| cell.n >= MIN_CUSTOMERS)
        .map(|(period, cell)| {
            let age_days = f64::from(facts.as_of.0 - cell.last_birth + 1);
            let n_months = ((age_days / MONTH_DAYS) as usize).min(MAX_MONTHS);
            let mut sum = 0.0;
            let cumulative_margin: Vec<f64> = (0..n_months)
                .map(|month| {
                    sum += if dataset.costs().is_some() {
                        dataset.major(cell.margins[month])
                    } else {
                        margin_rate * dataset.major(cell.revenues[month])
                    };
                    sum / cell.n as f64
                })
                .collect();
            let (acquisition_cost, cost_basis) = if cell.n_costs >= MIN_CUSTOMERS {
                (cell.costs / cell.n_costs as f64, Basis::Measured)
            } else {
                (base.acquisition_cost.value, base.acquisition_cost.basis)
            };
            let paid = cumulative_margin.iter().position(|&margin| margin >= acquisition_cost);
            PaybackRow {
                start: Month(period * i32::from(COHORT_MONTHS)),
                n_customers: cell.n,
                acquisition_cost,
                cost_basis,
                payback_months: paid.and_then(|month| u32::try_from(month + 1).ok()),
                n_months: u32::try_from(n_months).unwrap_or(0),
                cumulative_margin,
            }
        })
        .collect();
    let skip = rows.len().saturating_sub(MAX_COHORTS);
    rows.into_iter().skip(skip).collect()
}
