//! Rows of a later transactions file that an earlier one already has.
//!
//! In:   transactions tables in the order they were added, amounts in one unit.
//! Out:  one [`OverlapReport`] for each two files with rows in common; rows that are to go are taken out of the
//!       later table.
//! Cost: for each two files whose days overlap, one sort of 64-bit fingerprints of the rows of those days; files
//!       of different months cost nothing.
//!
//! Two rows are the same when customer, day, amount, quantity and dimensions agree, and order numbers where both
//! files have them; of quantities and dimensions those count that both files have. A later row is the same as at
//! most one earlier row, so three equal purchases against two are one purchase more. Fingerprints only find pairs
//! worth comparing: what is the same is decided by comparing.

use super::{Day, Money, TransactionTable, decimal_text};
use rustc_hash::{FxHashMap, FxHasher};
use serde::{Deserialize, Serialize};
use std::hash::{Hash, Hasher};

/// What becomes of a row that an earlier file already has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum OverlapPolicy {
    /// It is a row of its own.
    Keep,
    /// It is merged into the earlier row, which stands.
    Drop,
}

/// A row that is in two files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OverlapExample {
    /// Id of the customer.
    pub customer: String,
    /// Order number; empty where the files have none.
    pub order: String,
    /// Day of the row.
    pub day: Day,
    /// Amount of the earlier row as decimal text.
    pub amount: String,
    /// Line in the earlier file, from 1.
    pub earlier_line: u32,
    /// Line in the later file, from 1.
    pub later_line: u32,
}

/// What two transactions files have in common.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OverlapReport {
    /// Index of the earlier file into the files of the data set.
    pub earlier: u32,
    /// Index of the later file.
    pub later: u32,
    /// Name of the earlier file.
    pub earlier_name: String,
    /// Name of the later file.
    pub later_name: String,
    /// Whether both files have order numbers, so that equal rows are the same rows for certain.
    pub has_order_numbers: bool,
    /// Rows of the later file that the earlier one has as well.
    pub n_rows: u64,
    /// How many of them were merged into the earlier ones: all or none.
    pub n_rows_dropped: u64,
    /// First day of those rows; `None` when there is none.
    pub first_day: Option<Day>,
    /// Last day of those rows.
    pub last_day: Option<Day>,
    /// Sum of their amounts, exact, as decimal text.
    pub money: String,
    /// Orders of one number, customer and day of which each file has a row that the other lacks. All of their
    /// rows are kept.
    pub n_conflicting_orders: u64,
    /// The first rows in common, in the order of the later file.
    pub examples: Vec<OverlapExample>,
    /// The first conflicting orders: a row of each file that the other lacks.
    pub conflicts: Vec<OverlapExample>,
}

impl OverlapReport {
    /// Examples that are kept of each kind.
    pub const MAX_EXAMPLES: usize = 10;
}

/// What was said about a table when it was added.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Arrival {
    /// Counts the times files were appended to what was there.
    pub(super) batch: u32,
    /// What the user wants done with rows that an earlier file has; `None` for what is usual.
    pub(super) policy: Option<OverlapPolicy>,
    /// Whether its rows were set aside of another file and given back to be mended.
    pub(super) is_given_back: bool,
}

/// Finds the rows that several tables have, and takes out those that are to go.
pub(super) fn merge_overlaps(tables: &mut [TransactionTable], arrivals: &[Arrival]) -> Vec<OverlapReport> {
    let mut reports = Vec::new();
    // Most of many files have no day in common, which is told without going through their rows for each two.
    let days: Vec<Option<(Day, Day)>> =
        tables.iter().map(|table| Some((*table.days.iter().min()?, *table.days.iter().max()?))).collect();
    for later in 1..tables.len() {
        let mut is_matched = vec![false; tables[later].days.len()];
        let mut keep = vec![true; tables[later].days.len()];
        for earlier in 0..later {
            let is_apart = match (days[earlier], days[later]) {
                (Some(a), Some(b)) => a.1 < b.0 || b.1 < a.0,
                _ => true,
            };
            if is_apart {
                continue;
            }
            let pair = Pair::new(&tables[earlier], &tables[later]);
            let arrival = |idx: usize| arrivals.get(idx).copied().unwrap_or_default();
            let is_appended = arrival(earlier).batch != arrival(later).batch;
            let is_other_part = arrival(earlier).is_given_back != arrival(later).is_given_back;
            // Rows that were set aside are none of those that were accepted, however equal they are.
            if is_other_part && !pair.has_orders && arrival(later).policy.is_none() {
                continue;
            }
            // Files that came together are one delivery: without order numbers two equal rows of it are two
            // purchases, as they are within one file.
            let usual =
                if is_appended || pair.has_orders { OverlapPolicy::Drop } else { OverlapPolicy::Keep };
            let policy = arrival(later).policy.unwrap_or(usual);
            let report = pair.compared((earlier, later), policy, &mut is_matched, &mut keep);
            reports.extend(report);
        }
        if keep.contains(&false) {
            thin_out(&mut tables[later], &keep);
        }
    }
    reports
}

/// Two tables with their codes brought to one numbering, that of the earlier.
struct Pair<'a> {
    earlier: &'a TransactionTable,
    later: &'a TransactionTable,
    has_orders: bool,
    /// Code in the earlier table of each customer of the later one.
    customers: Vec<Option<u32>>,
    /// Code in the earlier table of each order number of the later one.
    orders: Vec<Option<u32>>,
    /// Dimensions both have: index in the earlier, in the later, and from a later code to the earlier one.
    dimensions: Vec<(usize, usize, Vec<Option<u16>>)>,
}

/// What is compared of a row, beside dimensions.
type Content = (u32, u32, Day, Money, i32);

impl<'a> Pair<'a> {
    fn new(earlier: &'a TransactionTable, later: &'a TransactionTable) -> Self {
        let mut pair = Self {
            earlier,
            later,
            has_orders: earlier.orders.is_some() && later.orders.is_some(),
            customers: Vec::new(),
            orders: Vec::new(),
            dimensions: Vec::new(),
        };
        if pair.days().is_none() {
            return pair;
        }
        pair.customers =
            later.customer_ids.texts().iter().map(|id| earlier.customer_ids.code_of(id)).collect();
        if let (Some((known, _)), Some((texts, _))) = (&earlier.orders, &later.orders) {
            pair.orders = texts.texts().iter().map(|text| known.code_of(text)).collect();
        }
        for (later_idx, dimension) in later.dimensions.iter().enumerate() {
            let Some(earlier_idx) = earlier.dimensions.iter().position(|known| known.name == dimension.name)
            else {
                continue;
            };
            let known: FxHashMap<&str, u16> = earlier.dimensions[earlier_idx]
                .values
                .iter()
                .enumerate()
                .map(|(code, value)| (value.as_str(), u16::try_from(code).unwrap_or(u16::MAX)))
                .collect();
            let recode = dimension.values.iter().map(|value| known.get(value.as_str()).copied()).collect();
            pair.dimensions.push((earlier_idx, later_idx, recode));
        }
        pair
    }

    /// The days that both files have rows of, first to last.
    fn days(&self) -> Option<(Day, Day)> {
        let range = |table: &TransactionTable| Some((*table.days.iter().min()?, *table.days.iter().max()?));
        let (earlier, later) = (range(self.earlier)?, range(self.later)?);
        let common = (earlier.0.max(later.0), earlier.1.min(later.1));
        (common.0 <= common.1).then_some(common)
    }

    fn quantity(&self, table: &TransactionTable, row: usize) -> i32 {
        match (&self.earlier.quantities, &self.later.quantities, &table.quantities) {
            (Some(_), Some(_), Some(quantities)) => quantities[row],
            _ => 0,
        }
    }

    fn earlier_content(&self, row: usize) -> Content {
        let table = self.earlier;
        let order = match &table.orders {
            Some((_, codes)) if self.has_orders => codes[row],
            _ => 0,
        };
        (table.customers[row], order, table.days[row], table.amounts[row], self.quantity(table, row))
    }

    /// `None` when the earlier file does not know the customer or the order at all.
    fn later_content(&self, row: usize) -> Option<Content> {
        let table = self.later;
        let customer = self.customers[table.customers[row] as usize]?;
        let order = match &table.orders {
            Some((_, codes)) if self.has_orders => self.orders[codes[row] as usize]?,
            _ => 0,
        };
        Some((customer, order, table.days[row], table.amounts[row], self.quantity(table, row)))
    }

    /// The values of a row of the earlier file in the dimensions both have.
    fn earlier_values(&self, row: usize) -> impl Iterator<Item = Option<u16>> {
        self.dimensions.iter().map(move |(idx, ..)| Some(self.earlier.dimensions[*idx].codes[row]))
    }

    /// The same of a row of the later file; `None` for a value the earlier file does not know.
    fn later_values(&self, row: usize) -> impl Iterator<Item = Option<u16>> {
        self.dimensions
            .iter()
            .map(move |(_, idx, recode)| recode[usize::from(self.later.dimensions[*idx].codes[row])])
    }

    /// Matches rows; `None` when the files have nothing in common.
    fn compared(
        &self,
        (earlier_idx, later_idx): (usize, usize),
        policy: OverlapPolicy,
        is_matched: &mut [bool],
        keep: &mut [bool],
    ) -> Option<OverlapReport> {
        let (first, last) = self.days()?;
        let is_inside = |day: Day| (first..=last).contains(&day);
        let mut known: Vec<(u64, u32)> = (0..self.earlier.days.len())
            .filter(|&row| is_inside(self.earlier.days[row]))
            .map(|row| {
                let print = fingerprint(&self.earlier_content(row), self.earlier_values(row));
                (print, u32::try_from(row).unwrap_or(u32::MAX))
            })
            .collect();
        // By row within a fingerprint, so that the first of several equal rows is met first.
        known.sort_unstable();
        let mut is_taken = vec![false; known.len()];
        // Where to go on among the rows of one fingerprint, at the place of the first of them.
        let mut next_free = vec![0_u32; known.len()];
        let mut matched: Vec<(u32, u32)> = Vec::new();
        // Rows of orders that the earlier file knows, without an equal in it.
        let mut unmatched: Vec<u32> = Vec::new();
        for row in 0..self.later.days.len() {
            if is_matched[row] || !is_inside(self.later.days[row]) {
                continue;
            }
            let Some(content) = self.later_content(row) else { continue };
            let print = fingerprint(&content, self.later_values(row));
            let start = known.partition_point(|&(known, _)| known < print);
            let from = start + next_free.get(start).map_or(0, |&n| n as usize);
            let equal = (from..known.len()).take_while(|&at| known[at].0 == print).find(|&at| {
                let earlier_row = known[at].1 as usize;
                !is_taken[at]
                    && self.earlier_content(earlier_row) == content
                    && self.earlier_values(earlier_row).eq(self.later_values(row))
            });
            let later_row = u32::try_from(row).unwrap_or(u32::MAX);
            match equal {
                Some(at) => {
                    let earlier_row = known[at].1;
                    is_taken[at] = true;
                    if at == from {
                        next_free[start] += 1;
                    }
                    is_matched[row] = true;
                    keep[row] = policy == OverlapPolicy::Keep;
                    matched.push((earlier_row, later_row));
                }
                None => unmatched.push(later_row),
            }
        }
        let free = known.iter().zip(&is_taken).filter(|(_, is_taken)| !**is_taken).map(|(&(_, row), _)| row);
        let conflicts = if self.has_orders { self.conflicts(free, &unmatched) } else { Vec::new() };
        if matched.is_empty() && conflicts.is_empty() {
            return None;
        }
        let days = || matched.iter().map(|&(_, row)| self.later.days[row as usize]);
        let money: i128 = matched.iter().map(|&(_, row)| i128::from(self.later.amounts[row as usize])).sum();
        let examples = |rows: &[(u32, u32)]| {
            rows.iter().take(OverlapReport::MAX_EXAMPLES).map(|&pair| self.example(pair)).collect()
        };
        let n_rows = matched.len() as u64;
        Some(OverlapReport {
            earlier: u32::try_from(earlier_idx).unwrap_or(u32::MAX),
            later: u32::try_from(later_idx).unwrap_or(u32::MAX),
            earlier_name: self.earlier.file.name.clone(),
            later_name: self.later.file.name.clone(),
            has_order_numbers: self.has_orders,
            n_rows,
            n_rows_dropped: if policy == OverlapPolicy::Drop { n_rows } else { 0 },
            first_day: days().min(),
            last_day: days().max(),
            money: decimal_text(money, self.later.money_scale),
            n_conflicting_orders: conflicts.len() as u64,
            examples: examples(&matched),
            conflicts: examples(&conflicts),
        })
    }

    /// Orders of which both files have a row that the other lacks: such a row of each. An order is told by its
    /// number, customer and day, since some shops count from 1 again each year.
    fn conflicts(&self, free: impl Iterator<Item = u32>, unmatched: &[u32]) -> Vec<(u32, u32)> {
        let mut earlier: FxHashMap<(u32, u32, Day), u32> = FxHashMap::default();
        for row in free {
            let (customer, order, day, ..) = self.earlier_content(row as usize);
            let first = earlier.entry((customer, order, day)).or_insert(row);
            *first = row.min(*first);
        }
        let order_text = |row: u32| match &self.later.orders {
            Some((texts, codes)) => texts.get(codes[row as usize]),
            None => "",
        };
        unmatched
            .iter()
            .filter(|&&row| !order_text(row).is_empty())
            .filter_map(|&row| {
                let (customer, order, day, ..) = self.later_content(row as usize)?;
                // Removed, so that an order counts once.
                Some((earlier.remove(&(customer, order, day))?, row))
            })
            .collect()
    }

    fn example(&self, (earlier_row, later_row): (u32, u32)) -> OverlapExample {
        let row = earlier_row as usize;
        let table = self.earlier;
        OverlapExample {
            customer: table.customer_ids.get(table.customers[row]).to_owned(),
            order: match &table.orders {
                Some((texts, codes)) if self.has_orders => texts.get(codes[row]).to_owned(),
                _ => String::new(),
            },
            day: table.days[row],
            amount: decimal_text(i128::from(table.amounts[row]), table.money_scale),
            earlier_line: table.lines[row],
            later_line: self.later.lines[later_row as usize],
        }
    }
}

fn fingerprint(content: &Content, values: impl Iterator<Item = Option<u16>>) -> u64 {
    let mut hasher = FxHasher::default();
    content.hash(&mut hasher);
    values.for_each(|value| value.hash(&mut hasher));
    hasher.finish()
}

/// Takes rows out of a table. Every field is named, so that a new column cannot be forgotten here.
pub(super) fn thin_out(table: &mut TransactionTable, keep: &[bool]) {
    let TransactionTable {
        file: _,
        customer_ids: _,
        customers,
        names: _,
        days,
        amounts,
        costs,
        money_scale: _,
        quantities,
        orders,
        dimensions,
        measures,
        attributes: _,
        keys,
        valued_by: _,
        lines,
        row_index: _,
        currency: _,
    } = table;
    retain(customers, keep);
    retain(days, keep);
    retain(amounts, keep);
    retain(lines, keep);
    if let Some(costs) = costs {
        retain(costs, keep);
    }
    if let Some(quantities) = quantities {
        retain(quantities, keep);
    }
    if let Some((_, codes)) = orders {
        retain(codes, keep);
    }
    for measure in measures {
        retain(&mut measure.values, keep);
    }
    for key in keys {
        retain(&mut key.codes, keep);
    }
    for dimension in dimensions {
        retain(&mut dimension.codes, keep);
        // A value that only rows had which are gone groups nobody any more.
        let mut new_codes: Vec<Option<u16>> = vec![None; dimension.values.len()];
        for &code in &dimension.codes {
            new_codes[usize::from(code)] = Some(0);
        }
        for (code, next) in new_codes.iter_mut().flatten().zip(0..) {
            *code = next;
        }
        let mut is_used = new_codes.iter().map(Option::is_some);
        dimension.values.retain(|_| is_used.next().unwrap_or(false));
        for code in &mut dimension.codes {
            *code = new_codes[usize::from(*code)].unwrap_or(0);
        }
    }
}

fn retain<T>(column: &mut Vec<T>, keep: &[bool]) {
    let mut is_kept = keep.iter().copied();
    column.retain(|_| is_kept.next().unwrap_or(true));
}
