//! Customers, activity and revenue by cohort and age.

use super::{CohortRow, period_of};
use crate::analysis::Profile;
use crate::analysis::day_table::{DayTable, day_runs};
use crate::analysis::selection::Selection;
use crate::data::{Dataset, DayRange, Month};

/// Days of the first year of a customer.
const YEAR_DAYS: i32 = 365;

struct Cells {
    n_customers: u64,
    active: Vec<u64>,
    revenue: Vec<i128>,
    first_year_profit: i128,
}

/// The cohorts of the selected customers, oldest first, without empty ones; `n_months` is the length of a
/// period. With `is_open`, cells of the period of the as-of day are kept although it is not over.
///
/// Customers who became one before the period in which the data begins are in no row: their first periods
/// were not seen, so any age they are shown at would be wrong.
#[must_use]
pub fn triangle(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    n_months: u8,
    is_open: bool,
) -> Vec<CohortRow> {
    let facts = &profile.facts;
    let n_months = n_months.max(1);
    let begins = period_of(dataset.observed().first, n_months);
    let births = selection.customers.iter().map(|customer| period_of(facts.birth_day(customer), n_months));
    let Some(first) = births.filter(|&period| period >= begins).min() else {
        return Vec::new();
    };
    let last = period_of(facts.as_of, n_months);
    let range_of = |period: i32| {
        let start = Month(period * i32::from(n_months));
        DayRange { first: start.first_day(), last: start.plus(i32::from(n_months) - 1).last_day() }
    };
    let periods: Vec<DayRange> = (first..=last).map(range_of).collect();
    let table = DayTable::new(&periods);
    let n_over = periods.iter().filter(|range| is_open || range.last <= facts.as_of).count();

    let mut cells: Vec<Option<Cells>> = periods.iter().map(|_| None).collect();
    // The last customer seen in each period: activity counts a customer once.
    let mut seen = vec![usize::MAX; periods.len()];
    let costs = dataset.costs();
    for customer in selection.customers.iter() {
        let birth_day = facts.birth_day(customer);
        let Some(cohort) = table.get(birth_day) else { continue };
        let n_ages = n_over.saturating_sub(cohort).max(1);
        let cells = cells[cohort].get_or_insert_with(|| Cells {
            n_customers: 0,
            active: vec![0; n_ages],
            revenue: vec![0; n_ages],
            first_year_profit: 0,
        });
        cells.n_customers += 1;
        for (day, lines) in dataset.orders_of(customer).flat_map(|order| day_runs(dataset, order)) {
            let is_first_year = day.since(birth_day) < YEAR_DAYS;
            let Some(amount) = selection.sum(dataset.amounts(), lines.clone()) else { continue };
            if let Some(costs) = costs.filter(|_| is_first_year) {
                cells.first_year_profit += amount - selection.sum(costs, lines).unwrap_or(0);
            }
            let Some(period) = table.get(day) else { continue };
            let Some(age) = period.checked_sub(cohort).filter(|&age| age < n_ages) else { continue };
            cells.revenue[age] += amount;
            if seen[period] != customer {
                seen[period] = customer;
                cells.active[age] += 1;
            }
        }
    }

    let row = |(range, cells): (&DayRange, Option<Cells>)| {
        let mut cells = cells?;
        // A filter on lines may leave out the first order; the customer is of the cohort all the same.
        cells.active[0] = cells.n_customers;
        let is_year_over = range.last.plus(YEAR_DAYS - 1) <= facts.as_of;
        Some(CohortRow {
            start: range.first.month(),
            n_customers: cells.n_customers,
            active: cells.active,
            revenue: cells.revenue.iter().map(|&sum| dataset.major(sum)).collect(),
            first_year_profit: (costs.is_some() && is_year_over)
                .then(|| dataset.major(cells.first_year_profit) / cells.n_customers as f64),
        })
    };
    periods.iter().zip(cells).filter_map(row).collect()
}
