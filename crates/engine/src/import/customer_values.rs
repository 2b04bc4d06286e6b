//! Columns of order lines that are about the customer: one value for each.
//!
//! In:   the customer of each row and the code of its cell.
//! Out:  a code per customer, and how many customers have several.
//! Cost: one pass that stops at the first conflict where none is allowed; a sort of the rows of those customers
//!       who have several values otherwise.

use rustc_hash::FxHashSet;
use std::cmp::Ordering;

/// Chance of a mistake up to which a column counts as an attribute of customers.
const MAX_CHANCE: f64 = 1e-6;

/// Of so many customers one may have several values of what should be one.
const CONFLICTS_TOLERATED: u64 = 5;

/// The rows of a file by customer.
pub(super) struct CustomerRowsOf<'a> {
    /// Customer of each row.
    pub(super) customers: &'a [u32],
    pub(super) n_customers: usize,
    /// What makes rows of a customer independent: its order, or its day where there are no orders.
    pub(super) visits: Visits<'a>,
}

/// What makes rows of one customer independent of each other.
#[derive(Debug, Clone, Copy)]
pub(super) enum Visits<'a> {
    /// Codes of orders.
    Orders(&'a [u32]),
    /// Days.
    Days(&'a [crate::data::Day]),
}

/// One value per customer.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct CustomerCodes {
    /// Code of each customer; `None` where all cells are empty.
    pub(super) codes: Vec<Option<u32>>,
    /// Customers with several values.
    pub(super) n_conflicts: u64,
}

impl CustomerRowsOf<'_> {
    /// The value of each customer: the most frequent one, of equally frequent ones the first by `order`.
    /// `code` is the code of a row, `None` where its cell is empty. With `is_doubtful`, nothing where so many
    /// customers differ from themselves that the column is about something else.
    pub(super) fn codes(
        &self,
        is_doubtful: bool,
        code: impl Fn(usize) -> Option<u32>,
        order: impl Fn(u32, u32) -> Ordering,
    ) -> Option<CustomerCodes> {
        let mut codes: Vec<Option<u32>> = vec![None; self.n_customers];
        let mut has_several = vec![false; self.n_customers];
        for (row, &customer) in self.customers.iter().enumerate() {
            let Some(code) = code(row) else { continue };
            let first = *codes[customer as usize].get_or_insert(code);
            has_several[customer as usize] |= first != code;
        }
        let n_conflicts = has_several.iter().filter(|&&several| several).count() as u64;
        let n_known = codes.iter().flatten().count() as u64;
        if is_doubtful && n_conflicts * CONFLICTS_TOLERATED > n_known {
            return None;
        }
        if n_conflicts > 0 {
            let rows =
                self.customers.iter().enumerate().filter(|(_, customer)| has_several[**customer as usize]);
            let mut pairs: Vec<(u32, u32)> =
                rows.filter_map(|(row, &customer)| code(row).map(|code| (customer, code))).collect();
            pairs.sort_unstable();
            let mut most = vec![0_usize; self.n_customers];
            for run in pairs.chunk_by(|a, b| a == b) {
                let (customer, code) = run[0];
                let idx = customer as usize;
                let is_before = || codes[idx].is_some_and(|known| order(code, known) == Ordering::Less);
                if run.len() > most[idx] || (run.len() == most[idx] && is_before()) {
                    codes[idx] = Some(code);
                    most[idx] = run.len();
                }
            }
        }
        Some(CustomerCodes { codes, n_conflicts })
    }

    /// The value of each customer of a column of which nothing is known, if no customer has two, empty cells
    /// aside, and if that is no accident. `n_values` is one more than the largest code.
    pub(super) fn constant_codes(
        &self,
        n_values: usize,
        code: impl Fn(usize) -> Option<u32>,
    ) -> Option<Vec<Option<u32>>> {
        let mut codes: Vec<Option<u32>> = vec![None; self.n_customers];
        for (row, &customer) in self.customers.iter().enumerate() {
            let Some(code) = code(row) else { continue };
            if *codes[customer as usize].get_or_insert(code) != code {
                return None;
            }
        }
        let n_known = codes.iter().flatten().count();
        let n_repeats = self.n_visits(&code).saturating_sub(n_known);
        let mut counts = vec![0_u64; n_values];
        for code in codes.iter().flatten() {
            counts[*code as usize] += 1;
        }
        // The chance that the cells of two customers agree, and that as many cells as were seen again would.
        let share_equal: f64 = counts.iter().map(|&n| (n as f64 / n_known.max(1) as f64).powi(2)).sum();
        let is_accident = n_known == 0 || share_equal.ln() * n_repeats as f64 > MAX_CHANCE.ln();
        (!is_accident).then_some(codes)
    }

    /// Distinct orders, or days of a customer, with a cell that is not empty.
    fn n_visits(&self, code: &impl Fn(usize) -> Option<u32>) -> usize {
        let filled = (0..self.customers.len()).filter(|&row| code(row).is_some());
        match self.visits {
            Visits::Orders(orders) => {
                let n_orders = orders.iter().max().map_or(0, |&last| last as usize + 1);
                let mut is_seen = vec![false; n_orders];
                filled.for_each(|row| is_seen[orders[row] as usize] = true);
                is_seen.into_iter().filter(|&seen| seen).count()
            }
            Visits::Days(days) => {
                let key = |row: usize| {
                    u64::from(self.customers[row]) << 32 | u64::from(days[row].0.cast_unsigned())
                };
                filled.map(key).collect::<FxHashSet<u64>>().len()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Day;

    fn of<'a>(customers: &'a [u32], orders: &'a [u32]) -> CustomerRowsOf<'a> {
        let n_customers = customers.iter().max().map_or(0, |&last| last as usize + 1);
        CustomerRowsOf { customers, n_customers, visits: Visits::Orders(orders) }
    }

    #[test]
    fn the_most_frequent_value_stands_and_the_first_by_order_at_a_tie() {
        let customers = [0, 0, 0, 1, 1, 2, 3];
        let cells = [Some(1), Some(0), Some(1), Some(2), Some(1), Some(0), None];
        let rows = of(&customers, &[0; 7]);
        let codes = vec![Some(1), Some(2), Some(0), None];
        let found = rows.codes(false, |row| cells[row], |a, b| b.cmp(&a));
        assert_eq!(found, Some(CustomerCodes { codes, n_conflicts: 2 }));
        assert_eq!(rows.codes(true, |row| cells[row], |a, b| b.cmp(&a)), None);
    }

    #[test]
    fn one_customer_with_two_values_makes_a_column_of_lines() {
        let customers: Vec<u32> = (0..100).map(|row| row % 25).collect();
        let orders: Vec<u32> = (0..100).collect();
        let rows = of(&customers, &orders);
        let constant = |row: usize| Some(customers[row] % 2);
        assert!(rows.constant_codes(2, constant).is_some());
        assert!(rows.constant_codes(2, |row| if row == 99 { Some(1) } else { constant(row) }).is_none());
        // An empty cell contradicts nothing.
        assert!(rows.constant_codes(2, |row| if row == 99 { None } else { constant(row) }).is_some());
    }

    #[test]
    fn agreement_that_may_be_an_accident_proves_nothing() {
        // Three orders of four customers; one order each; the same order again and again; one value only.
        let customers = [0, 1, 2, 3, 0, 1, 2];
        let rows = of(&customers, &[0, 1, 2, 3, 4, 5, 6]);
        assert!(rows.constant_codes(2, |row| Some(customers[row] % 2)).is_none());
        let customers: Vec<u32> = (0..200).map(|row| row % 100).collect();
        let orders = customers.clone();
        let rows = of(&customers, &orders);
        assert!(rows.constant_codes(2, |row| Some(customers[row] % 2)).is_none());
        let days = vec![Day(0); 200];
        let by_day = CustomerRowsOf { visits: Visits::Days(&days), ..of(&customers, &orders) };
        assert!(by_day.constant_codes(2, |row| Some(customers[row] % 2)).is_none());
        let days: Vec<Day> = (0..200).map(Day).collect();
        let by_day = CustomerRowsOf { visits: Visits::Days(&days), ..of(&customers, &orders) };
        assert!(by_day.constant_codes(2, |row| Some(customers[row] % 2)).is_some());
        assert!(by_day.constant_codes(1, |_| Some(0)).is_none());
    }
}
