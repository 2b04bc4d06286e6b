//! Lookup files brought to the rows that name them, before the tables are joined.
//!
//! In:   tables of order lines and customers, and lookup tables.
//! Out:  the same tables with the dimensions of the lookups, with amounts for lines that had only a quantity,
//!       and with costs where a lookup has them; and what did not match.
//! Cost: one look-up for each distinct key, one pass over the lines for each dimension.
//!
//! A lookup may name another one: orders name products, products name subcategories, those name categories.
//! Nearer files are joined first, and each of them once.

use super::builder::{BuildError, CustomerTable, TransactionTable, ValuedBy};
use super::key_column::{full_key_name, is_key_name, key_name, kinship};
use super::overlap::thin_out;
use super::{
    Day, DayRange, Dictionary, Dimension, DimensionRole, KeyColumn, LookupTable, MAX_MONEY_SCALE, Money,
    UnitValues, decimal_text,
};
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Row of a lookup where a line names none.
const NONE: u32 = u32::MAX;

/// Lines set aside for want of a price that are listed one by one; all are counted.
const MAX_LISTED: usize = 1_000;

/// How one lookup file was joined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookupJoin {
    /// Name of the lookup file.
    pub file: String,
    /// Its column of keys; empty where no other file names its rows, and nothing was taken from it.
    pub key: String,
    /// The column that names its rows, in order lines, customers or another lookup; empty as above.
    pub named_by: String,
    /// Rows of the file.
    pub n_rows: u64,
    /// Order lines that got its columns.
    pub n_lines: u64,
    /// Order lines, of files joined with it, whose key it does not have.
    pub n_lines_unmatched: u64,
    /// Distinct keys of those lines.
    pub n_keys_unmatched: u64,
    /// The first of those keys by the lines that name them; at most [`LookupJoin::MAX_UNMATCHED`].
    pub unmatched: Vec<UnmatchedKey>,
    /// Customers that got its columns.
    pub n_customers: u64,
}

impl LookupJoin {
    /// Keys that are listed; all are counted.
    pub const MAX_UNMATCHED: usize = 10;
}

/// A key that order lines name and the lookup file does not have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnmatchedKey {
    /// The key as it stands on the lines.
    pub key: String,
    /// Order lines that name it.
    pub n_lines: u64,
    /// Index, among the transactions files, of the file with the first of them.
    pub file: u32,
    /// The physical line of the first of them, from 1.
    pub line: u32,
}

/// What amounts from a lookup made of one transactions file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PricedFile {
    /// Index of the file among the transactions files.
    pub file: u32,
    /// The column whose values have prices.
    pub key: String,
    /// Lines that have an amount now.
    pub n_priced: u64,
    /// Lines set aside because their key has no price.
    pub n_unpriced: u64,
    /// The first thousand of those, in file order.
    pub unpriced: Vec<UnpricedLine>,
    /// Where all of them start, in file order. They stay on the side that read the file.
    #[serde(skip)]
    pub unpriced_lines: Vec<u32>,
    /// Lines whose amount was rounded to the decimals a data set keeps.
    pub n_rounded: u64,
    /// Sum of the amounts as kept, as decimal text.
    pub sum: String,
    /// Whether the lines have costs now.
    pub has_costs: bool,
    /// ISO code of the currency, where the files name one.
    pub currency: Option<String>,
    /// Distinct customers of lines that have an amount.
    pub n_customers: u64,
    /// First and last day of those lines.
    pub days: Option<DayRange>,
}

/// A line set aside because what was sold has no price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnpricedLine {
    /// Physical line in the file, from 1.
    pub line: u32,
    /// The key that has no price.
    pub key: String,
    /// Id of the customer.
    pub customer: String,
    /// Day of the order.
    pub day: Day,
    /// Order number; empty where there is none.
    pub order: String,
    /// Pieces, as decimal text.
    pub quantity: String,
}

/// Joins all lookups.
///
/// # Errors
/// [`BuildError::NoPrices`] for a file of quantities whose prices no lookup has, and
/// [`BuildError::AmountTooLarge`].
pub(super) fn join_lookups(
    transactions: &mut [TransactionTable],
    customers: &mut [CustomerTable],
    lookups: &[LookupTable],
) -> Result<(Vec<LookupJoin>, Vec<PricedFile>), BuildError> {
    let mut joins: Vec<LookupJoin> = lookups
        .iter()
        .map(|lookup| LookupJoin {
            file: lookup.file.name.clone(),
            key: String::new(),
            named_by: String::new(),
            n_rows: lookup.lines.len() as u64,
            n_lines: 0,
            n_lines_unmatched: 0,
            n_keys_unmatched: 0,
            unmatched: Vec::new(),
            n_customers: 0,
        })
        .collect();
    let mut priced = Vec::new();
    for (idx, table) in transactions.iter_mut().enumerate() {
        let n_rows = table.days.len();
        let (dimensions, file) = (&table.dimensions, &table.file.name);
        let attached = attach(lookups, &references(&table.keys, dimensions, file), n_rows);
        if let ValuedBy::Quantity { key } = table.valued_by.clone() {
            let (file, keep) = price(table, idx, &key, &attached, lookups)?;
            priced.push(file);
            count_lines(&attached, lookups, (idx, &table.lines), &mut joins);
            take_dimensions(&mut table.dimensions, &attached, lookups, n_rows);
            if let Some(keep) = keep {
                retain(table, &keep);
            }
        } else {
            add_costs(table, &attached, lookups);
            count_lines(&attached, lookups, (idx, &table.lines), &mut joins);
            take_dimensions(&mut table.dimensions, &attached, lookups, n_rows);
        }
        table.keys = Vec::new();
    }
    for table in customers {
        let n_rows = table.ids.len();
        let attached = attach(lookups, &references(&[], &table.dimensions, &table.file.name), n_rows);
        for join in &attached {
            let summary = &mut joins[join.lookup];
            summary.n_customers += join.rows.iter().filter(|&&row| row != NONE).count() as u64;
            name_join(summary, join, lookups);
        }
        take_dimensions(&mut table.dimensions, &attached, lookups, n_rows);
    }
    Ok((joins, priced))
}

/// A column that may name rows of a lookup.
struct Reference<'a> {
    name: &'a str,
    /// The name as it is compared.
    compared: String,
    values: Vec<&'a str>,
    codes: Codes<'a>,
}

#[derive(Clone, Copy)]
enum Codes<'a> {
    Wide(&'a [u32]),
    Narrow(&'a [u16]),
}

impl Codes<'_> {
    fn get(self, row: usize) -> usize {
        match self {
            Self::Wide(codes) => codes[row] as usize,
            Self::Narrow(codes) => usize::from(codes[row]),
        }
    }
}

fn references<'a>(keys: &'a [KeyColumn], dimensions: &'a [Dimension], file: &str) -> Vec<Reference<'a>> {
    let mut all: Vec<Reference<'a>> = keys
        .iter()
        .map(|key| Reference {
            name: &key.name,
            compared: full_key_name(&key.name, file),
            values: key.values.texts().iter().collect(),
            codes: Codes::Wide(&key.codes),
        })
        .collect();
    for dimension in dimensions {
        if all.iter().all(|known| known.name != dimension.name) {
            all.push(Reference {
                name: &dimension.name,
                compared: key_name(&dimension.name),
                values: dimension.values.iter().map(String::as_str).collect(),
                codes: Codes::Narrow(&dimension.codes),
            });
        }
    }
    all
}

/// A lookup joined to a table.
struct Attached {
    /// Index of the lookup.
    lookup: usize,
    /// Index of its key column.
    key: usize,
    /// Header of the column that names its rows.
    named_by: String,
    /// Row of the lookup for each row of the table.
    rows: Vec<u32>,
    /// Keys that rows of the table name and the lookup lacks.
    n_keys_unmatched: u64,
    /// The first of those keys by rows: key, rows that name it, and the first of these.
    unmatched: Vec<(String, u64, usize)>,
}

/// A reference matched with a key of a lookup.
struct Match {
    rank: u8,
    n_found: usize,
    reference: usize,
    key: usize,
    /// Row of the lookup for each value of the reference.
    row_of_value: Vec<u32>,
}

/// All lookups that the references name, directly or over others, nearest first.
fn attach(lookups: &[LookupTable], references: &[Reference<'_>], n_rows: usize) -> Vec<Attached> {
    let mut attached: Vec<Attached> = Vec::new();
    let mut is_attached = vec![false; lookups.len()];
    for (idx, lookup) in lookups.iter().enumerate() {
        if let Some(found) = best_match(references, lookup) {
            let reference = &references[found.reference];
            let unmatched = unmatched_keys(reference, &found.row_of_value, n_rows);
            let rows = (0..n_rows).map(|row| found.row_of_value[reference.codes.get(row)]).collect();
            is_attached[idx] = true;
            attached.push(Attached { unmatched, ..finish_attached(idx, found, reference, rows) });
        }
    }
    let mut next = 0;
    while next < attached.len() {
        let near = attached[next].lookup;
        let own = references_of_lookup(&lookups[near]);
        for (idx, lookup) in lookups.iter().enumerate() {
            if is_attached[idx] {
                continue;
            }
            if let Some(found) = best_match(&own, lookup) {
                let reference = &own[found.reference];
                let over = |&row: &u32| match row {
                    NONE => NONE,
                    row => found.row_of_value[reference.codes.get(row as usize)],
                };
                let rows = attached[next].rows.iter().map(over).collect();
                is_attached[idx] = true;
                attached.push(finish_attached(idx, found, reference, rows));
            }
        }
        next += 1;
    }
    attached
}

fn finish_attached(lookup: usize, found: Match, reference: &Reference<'_>, rows: Vec<u32>) -> Attached {
    let is_unmatched = |(value, row): (&&str, &u32)| usize::from(*row == NONE && !value.is_empty());
    let n_unmatched: usize = reference.values.iter().zip(&found.row_of_value).map(is_unmatched).sum();
    Attached {
        lookup,
        key: found.key,
        named_by: reference.name.to_owned(),
        rows,
        n_keys_unmatched: n_unmatched as u64,
        unmatched: Vec::new(),
    }
}

/// The keys that most rows name and the lookup lacks.
fn unmatched_keys(
    reference: &Reference<'_>,
    row_of_value: &[u32],
    n_rows: usize,
) -> Vec<(String, u64, usize)> {
    let is_unmatched = |code: usize| row_of_value[code] == NONE && !reference.values[code].is_empty();
    if !(0..row_of_value.len()).any(is_unmatched) {
        return Vec::new();
    }
    let mut named: Vec<(u64, usize)> = vec![(0, 0); row_of_value.len()];
    for row in 0..n_rows {
        let (n_named, first) = &mut named[reference.codes.get(row)];
        if *n_named == 0 {
            *first = row;
        }
        *n_named += 1;
    }
    let mut keys: Vec<(String, u64, usize)> = (0..row_of_value.len())
        .filter(|&code| is_unmatched(code) && named[code].0 > 0)
        .map(|code| (reference.values[code].to_owned(), named[code].0, named[code].1))
        .collect();
    keys.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    keys.truncate(LookupJoin::MAX_UNMATCHED);
    keys
}

fn references_of_lookup(lookup: &LookupTable) -> Vec<Reference<'_>> {
    references(&lookup.keys, &lookup.dimensions, &lookup.file.name)
}

/// The reference that names rows of the lookup most surely, if any does.
fn best_match(references: &[Reference<'_>], lookup: &LookupTable) -> Option<Match> {
    let mut best: Option<Match> = None;
    for (key_idx, key) in lookup.keys.iter().enumerate().filter(|(_, key)| key.is_unique()) {
        let name = full_key_name(&key.name, &lookup.file.name);
        for (idx, reference) in references.iter().enumerate() {
            let Some(rank) = kinship(&reference.compared, &name) else { continue };
            // A name that is no key's has to be the same: `Name` is not what `ProductName` refers to.
            if rank > 0 && !is_key_name(&key.name) {
                continue;
            }
            let row_of_value = rows_of_values(reference, key);
            let n_found = row_of_value.iter().filter(|&&row| row != NONE).count();
            let n_values = reference.values.iter().filter(|value| !value.is_empty()).count();
            let is_enough = if rank == 0 { n_found > 0 } else { n_found > 0 && n_found * 2 >= n_values };
            let is_better = best.as_ref().is_none_or(|best| {
                (rank, std::cmp::Reverse(n_found)) < (best.rank, std::cmp::Reverse(best.n_found))
            });
            if is_enough && is_better {
                best = Some(Match { rank, n_found, reference: idx, key: key_idx, row_of_value });
            }
        }
    }
    best
}

fn rows_of_values(reference: &Reference<'_>, key: &KeyColumn) -> Vec<u32> {
    let mut row_of_code = vec![NONE; key.values.len()];
    for (row, &code) in key.codes.iter().enumerate() {
        row_of_code[code as usize] = row as u32;
    }
    let row_of = |value: &&str| key.values.code_of(value).map_or(NONE, |code| row_of_code[code as usize]);
    reference.values.iter().map(row_of).collect()
}

fn name_join(summary: &mut LookupJoin, join: &Attached, lookups: &[LookupTable]) {
    if summary.key.is_empty() {
        summary.key.clone_from(&lookups[join.lookup].keys[join.key].name);
        summary.named_by.clone_from(&join.named_by);
    }
}

/// Counts what was joined to the table of this index, whose rows start on `lines`.
fn count_lines(
    attached: &[Attached],
    lookups: &[LookupTable],
    (table, lines): (usize, &[u32]),
    joins: &mut [LookupJoin],
) {
    for join in attached {
        let summary = &mut joins[join.lookup];
        let n_matched = join.rows.iter().filter(|&&row| row != NONE).count();
        summary.n_lines += n_matched as u64;
        summary.n_lines_unmatched += (join.rows.len() - n_matched) as u64;
        summary.n_keys_unmatched += join.n_keys_unmatched;
        for (key, n_lines, row) in &join.unmatched {
            match summary.unmatched.iter_mut().find(|known| known.key == *key) {
                Some(known) => known.n_lines += n_lines,
                None => summary.unmatched.push(UnmatchedKey {
                    key: key.clone(),
                    n_lines: *n_lines,
                    file: u32::try_from(table).unwrap_or(u32::MAX),
                    line: lines.get(*row).copied().unwrap_or(0),
                }),
            }
        }
        summary.unmatched.sort_by(|a, b| b.n_lines.cmp(&a.n_lines).then_with(|| a.key.cmp(&b.key)));
        summary.unmatched.truncate(LookupJoin::MAX_UNMATCHED);
        name_join(summary, join, lookups);
    }
}

/// The nearest lookup with such a column, and the column.
fn nearest<'a>(
    attached: &'a [Attached],
    lookups: &'a [LookupTable],
    column: impl Fn(&'a LookupTable) -> Option<&'a UnitValues>,
) -> Option<(&'a Attached, &'a UnitValues)> {
    attached.iter().find_map(|join| column(&lookups[join.lookup]).map(|values| (join, values)))
}

fn value_at(join: &Attached, values: &UnitValues, row: usize) -> Option<i128> {
    let at = join.rows[row];
    values.values.get(at as usize).copied().flatten().map(i128::from)
}

/// Amounts and costs for a table of quantities, and which of its rows can be kept.
fn price(
    table: &mut TransactionTable,
    idx: usize,
    key: &str,
    attached: &[Attached],
    lookups: &[LookupTable],
) -> Result<(PricedFile, Option<Vec<bool>>), BuildError> {
    let no_prices = |table: &TransactionTable| BuildError::NoPrices {
        file: table.file.name.clone(),
        key: key.to_owned(),
    };
    let Some((join, prices)) = nearest(attached, lookups, |lookup| lookup.prices.as_ref()) else {
        return Err(no_prices(table));
    };
    let n_rows = table.days.len();
    let keep: Vec<bool> = (0..n_rows).map(|row| value_at(join, prices, row).is_some()).collect();
    let n_priced = keep.iter().filter(|&&is_kept| is_kept).count();
    if n_priced == 0 {
        return Err(no_prices(table));
    }
    let costs = nearest(attached, lookups, |lookup| lookup.costs.as_ref()).filter(|_| table.costs.is_none());
    let quantity_scale = table.money_scale;
    let times_quantity = |join: &Attached, values: &UnitValues| -> Vec<i128> {
        let unit = |row: usize| value_at(join, values, row).unwrap_or(0);
        table.amounts.iter().enumerate().map(|(row, &n)| unit(row) * i128::from(n)).collect()
    };
    let exact = times_quantity(join, prices);
    let exact_scale = prices.scale + quantity_scale;
    let (exact_costs, cost_scale) = match (costs, &table.costs) {
        (Some((join, values)), _) => (Some(times_quantity(join, values)), values.scale + quantity_scale),
        (None, Some(own)) => (Some(own.iter().map(|&cost| i128::from(cost)).collect()), quantity_scale),
        (None, None) => (None, 0),
    };
    let wanted = decimals(&exact, exact_scale)
        .max(exact_costs.as_ref().map_or(0, |costs| decimals(costs, cost_scale)));
    // Amounts of a size that no unit this small can hold get a larger one.
    let fitting = (0..=wanted).rev().find_map(|scale| {
        let amounts = all_rescaled(&exact, exact_scale, scale)?;
        let costs = match &exact_costs {
            Some(costs) => Some(all_rescaled(costs, cost_scale, scale)?),
            None => None,
        };
        Some((scale, amounts, costs))
    });
    let Some((scale, amounts, cost_column)) = fitting else {
        return Err(BuildError::AmountTooLarge { scale: 0 });
    };
    let references = references(&table.keys, &table.dimensions, &table.file.name);
    let reference = references.iter().find(|reference| reference.name == key);
    let key_at = |row: usize| {
        let value = reference.and_then(|reference| reference.values.get(reference.codes.get(row)).copied());
        value.unwrap_or("").to_owned()
    };
    let kept = || (0..n_rows).filter(|&row| keep[row]);
    let file = PricedFile {
        file: u32::try_from(idx).unwrap_or(u32::MAX),
        n_priced: n_priced as u64,
        n_unpriced: (n_rows - n_priced) as u64,
        unpriced: (0..n_rows)
            .filter(|&row| !keep[row])
            .take(MAX_LISTED)
            .map(|row| UnpricedLine {
                line: table.lines[row],
                key: key_at(row),
                customer: table.customer_ids.get(table.customers[row]).to_owned(),
                day: table.days[row],
                order: table
                    .orders
                    .as_ref()
                    .map_or(String::new(), |(texts, codes)| texts.get(codes[row]).to_owned()),
                quantity: decimal_text(table.amounts[row].into(), quantity_scale),
            })
            .collect(),
        unpriced_lines: (0..n_rows).filter(|&row| !keep[row]).map(|row| table.lines[row]).collect(),
        n_rounded: kept().filter(|&row| !is_exact(exact[row], exact_scale, scale)).count() as u64,
        sum: decimal_text(kept().map(|row| i128::from(amounts[row])).sum(), scale),
        has_costs: cost_column.is_some(),
        currency: table.currency.clone().or_else(|| lookups[join.lookup].currency.clone()),
        key: key.to_owned(),
        n_customers: kept().map(|row| table.customers[row]).collect::<FxHashSet<_>>().len() as u64,
        days: range(kept().map(|row| table.days[row])),
    };
    table.currency.clone_from(&file.currency);
    table.amounts = amounts;
    table.costs = cost_column;
    table.money_scale = scale;
    table.valued_by = ValuedBy::Amounts;
    Ok((file, (n_priced < n_rows).then_some(keep)))
}

fn range(days: impl Iterator<Item = Day> + Clone) -> Option<DayRange> {
    Some(DayRange { first: days.clone().min()?, last: days.max()? })
}

fn all_rescaled(values: &[i128], scale: u8, to_scale: u8) -> Option<Vec<Money>> {
    values.iter().map(|&value| rescaled(value, scale, to_scale)).collect()
}

/// Costs for a table that has amounts and quantities of its own. A line whose key is unknown costs nothing, as
/// an empty cell in a column of costs does; the summary counts it.
fn add_costs(table: &mut TransactionTable, attached: &[Attached], lookups: &[LookupTable]) {
    let (None, Some(quantities)) = (&table.costs, &table.quantities) else {
        return;
    };
    let Some((join, values)) = nearest(attached, lookups, |lookup| lookup.costs.as_ref()) else {
        return;
    };
    let exact: Vec<i128> = quantities
        .iter()
        .enumerate()
        .map(|(row, &n)| value_at(join, values, row).unwrap_or(0).saturating_mul(i128::from(n)))
        .collect();
    let scale = decimals(&exact, values.scale).max(table.money_scale);
    let factor = 10_i64.pow(u32::from(scale - table.money_scale));
    let amounts: Option<Vec<Money>> = table.amounts.iter().map(|amount| amount.checked_mul(factor)).collect();
    let costs = all_rescaled(&exact, values.scale, scale);
    // Sizes that do not fit leave the table as it was.
    if let (Some(amounts), Some(costs)) = (amounts, costs) {
        (table.amounts, table.costs, table.money_scale) = (amounts, Some(costs), scale);
    }
}

/// The dimensions of joined lookups, for each row of the table.
fn take_dimensions(
    dimensions: &mut Vec<Dimension>,
    attached: &[Attached],
    lookups: &[LookupTable],
    n_rows: usize,
) {
    let mut added = Vec::new();
    for join in attached {
        let lookup = &lookups[join.lookup];
        for dimension in &lookup.dimensions {
            // The column by which the table names the lookup is there already.
            if dimension.name == join.named_by {
                continue;
            }
            let is_taken =
                |name: &str| dimensions.iter().chain(&added).any(|known: &Dimension| known.name == name);
            let mut name = dimension.name.clone();
            if is_taken(&name) {
                name = format!("{name} ({})", super::key_column::file_word(&lookup.file.name));
            }
            if is_taken(&name) {
                name = format!("{} ({})", dimension.name, lookup.file.name);
            }
            let role = dimension.role.or_else(|| role_of_name(dimension, join, lookup));
            // The name of a product stands for it, its number only where there is none.
            for known in dimensions.iter_mut().filter(|known| known.name == join.named_by) {
                known.role = known.role.filter(|known| Some(*known) != role);
            }
            added.extend(spread(dimension, name, role, &join.rows, n_rows));
        }
    }
    dimensions.extend(added);
}

/// What a column that is only called `name` names, by the key of its row.
fn role_of_name(dimension: &Dimension, join: &Attached, lookup: &LookupTable) -> Option<DimensionRole> {
    let name = key_name(&dimension.name);
    if !matches!(name.as_str(), "name" | "title" | "名稱" | "名称" | "品名") {
        return None;
    }
    let key = full_key_name(&lookup.keys[join.key].name, &lookup.file.name);
    let is_of = |thing: &str| kinship(&key, &format!("{thing}key")).is_some_and(|rank| rank != 1);
    let roles = [
        ("product", DimensionRole::Product),
        ("category", DimensionRole::Category),
        ("store", DimensionRole::Store),
        ("shop", DimensionRole::Store),
        ("branch", DimensionRole::Store),
        ("region", DimensionRole::Region),
        ("territory", DimensionRole::Region),
        ("campaign", DimensionRole::Campaign),
        ("channel", DimensionRole::Channel),
    ];
    roles.into_iter().find(|(thing, _)| is_of(thing)).map(|(_, role)| role)
}

/// A dimension of a lookup for each row that names it; values nobody names are left out.
fn spread(
    dimension: &Dimension,
    name: String,
    role: Option<DimensionRole>,
    rows: &[u32],
    n_rows: usize,
) -> Option<Dimension> {
    let mut codes_of: BTreeMap<&str, u16> = BTreeMap::new();
    for &row in rows {
        codes_of.insert(if row == NONE { "" } else { dimension.value(row as usize) }, 0);
    }
    for (rank, code) in codes_of.values_mut().enumerate() {
        *code = u16::try_from(rank).ok()?;
    }
    let recode: Vec<u16> =
        dimension.values.iter().map(|value| codes_of.get(value.as_str()).copied().unwrap_or(0)).collect();
    let empty = codes_of.get("").copied().unwrap_or(0);
    let mut codes = Vec::with_capacity(n_rows);
    codes.extend(rows.iter().map(|&row| match row {
        NONE => empty,
        row => dimension.codes.get(row as usize).map_or(empty, |&code| recode[usize::from(code)]),
    }));
    Some(Dimension { name, role, values: codes_of.into_keys().map(str::to_owned).collect(), codes })
}

/// Decimals that all values need, up to what a data set keeps; as written up to two.
fn decimals(values: &[i128], scale: u8) -> u8 {
    let mut needed = scale.min(2);
    for &value in values {
        let (mut value, mut own) = (value, scale);
        while own > needed && value % 10 == 0 {
            value /= 10;
            own -= 1;
        }
        needed = needed.max(own);
    }
    needed.min(MAX_MONEY_SCALE)
}

fn is_exact(value: i128, scale: u8, to_scale: u8) -> bool {
    scale <= to_scale || value % 10_i128.pow(u32::from(scale - to_scale)) == 0
}

/// The value in units of 10^-`to_scale`, rounded half to even; `None` when it does not fit 64 bits.
fn rescaled(value: i128, scale: u8, to_scale: u8) -> Option<Money> {
    if scale <= to_scale {
        return i64::try_from(value.checked_mul(10_i128.pow(u32::from(to_scale - scale)))?).ok();
    }
    let unit = 10_i128.pow(u32::from(scale - to_scale));
    let (quotient, remainder) = (value.div_euclid(unit), value.rem_euclid(unit));
    let rounds_up = remainder * 2 > unit || (remainder * 2 == unit && quotient % 2 != 0);
    i64::try_from(quotient + i128::from(rounds_up)).ok()
}

/// Keeps the rows that `keep` says, and only the customers and orders that are left.
fn retain(table: &mut TransactionTable, keep: &[bool]) {
    thin_out(table, keep);
    let names = std::mem::take(&mut table.names);
    let ids = std::mem::take(&mut table.customer_ids);
    let mut old_codes: Vec<usize> = Vec::new();
    for code in &mut table.customers {
        let new = table.customer_ids.intern(ids.get(*code));
        if new as usize == old_codes.len() {
            old_codes.push(*code as usize);
        }
        *code = new;
    }
    if !names.is_empty() {
        table.names = old_codes.iter().map(|&code| names.get(code)).collect();
    }
    let attributes = &mut table.attributes;
    if let Some(signup) = &mut attributes.signup {
        *signup = old_codes.iter().map(|&code| signup.get(code).copied().flatten()).collect();
    }
    for dimension in &mut attributes.dimensions {
        dimension.codes = old_codes.iter().filter_map(|&code| dimension.codes.get(code).copied()).collect();
    }
    for measure in &mut attributes.measures {
        measure.values = old_codes.iter().filter_map(|&code| measure.values.get(code).copied()).collect();
    }
    for text in &mut attributes.texts {
        text.values = old_codes.iter().map(|&code| text.values.get(code)).collect();
    }
    if let Some((texts, codes)) = &mut table.orders {
        let old = std::mem::replace(texts, Dictionary::new());
        for code in codes {
            *code = texts.intern(old.get(*code));
        }
    }
}
