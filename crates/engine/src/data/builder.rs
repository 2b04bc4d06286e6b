//! Joins imported tables into one [`Dataset`]: the only way to make one.
//!
//! In:   any number of [`TransactionTable`]s, [`CustomerTable`]s and [`LookupTable`]s, rows in file order.
//! Out:  a [`Dataset`] in its canonical order and a [`JoinSummary`] of what did not match.
//! Cost: one counting sort by customer and one small sort per customer.
//!
//! Customers are numbered by the byte order of their ids and ties are broken by what the rows say, so
//! that the order of rows in a file changes nothing but line numbers.

use super::customer_attributes::agree;
use super::line_order::{LineOrder, codes_by_text};
use super::lookup_join::{LookupJoin, PricedFile, join_lookups};
use super::overlap::{Arrival, OverlapPolicy, OverlapReport, merge_overlaps};
use super::profile_overlap::{ProfileOverlap, choose_profiles};
use super::{
    CustomerAttributes, Customers, Dataset, Day, DayRange, Dictionary, Dimension, DimensionRole, KeyColumn,
    LookupTable, Measure, MergeGroup, Money, RowIndex, SourceFile, TextAttribute, TextColumn, TextRole,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The accepted rows of one transactions file; all columns have the same length.
#[derive(Debug, Clone)]
pub struct TransactionTable {
    /// The file.
    pub file: SourceFile,
    /// Distinct customer ids.
    pub customer_ids: Dictionary,
    /// Customer of each row, a code of `customer_ids`.
    pub customers: Vec<u32>,
    /// Customer names by code of `customer_ids`, where the file has a name column; may be shorter.
    pub names: TextColumn,
    /// Day of each row.
    pub days: Vec<Day>,
    /// Amount of each row, in units of 10^-`money_scale`; what it really is says `valued_by`.
    pub amounts: Vec<Money>,
    /// What `amounts` holds.
    pub valued_by: ValuedBy,
    /// Cost of each row in the same unit, where the file has cost or profit columns.
    pub costs: Option<Vec<Money>>,
    /// Decimals of `amounts` and `costs`.
    pub money_scale: u8,
    /// Quantity of each row.
    pub quantities: Option<Vec<i32>>,
    /// Distinct order numbers and the code of each row.
    pub orders: Option<(Dictionary, Vec<u32>)>,
    /// Other columns with few distinct values.
    pub dimensions: Vec<Dimension>,
    /// Columns that may name rows of a lookup file and are no dimension.
    pub keys: Vec<KeyColumn>,
    /// Numbers about lines: discounts, satisfaction.
    pub measures: Vec<Measure>,
    /// What the file says about customers, by code of `customer_ids`.
    pub attributes: CustomerAttributes,
    /// Physical line of each row, from 1.
    pub lines: Vec<u32>,
    /// Byte offsets of lines.
    pub row_index: RowIndex,
    /// ISO code of the currency, where the file names one.
    pub currency: Option<String>,
}

/// What the amounts of a transactions file are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum ValuedBy {
    /// Amounts of money.
    #[default]
    Amounts,
    /// Quantities, to be multiplied by the price that a lookup file has for each `key`.
    Quantity {
        /// Header of the column that names what was sold.
        key: String,
    },
    /// Zeros: the file lists orders without money.
    Nothing,
}

/// The accepted rows of one customers file; all columns have the same length.
#[derive(Debug, Clone)]
pub struct CustomerTable {
    /// The file.
    pub file: SourceFile,
    /// Customer ids, distinct.
    pub ids: TextColumn,
    /// Names; empty column when the file has none.
    pub names: TextColumn,
    /// Sign-up day of each row.
    pub signup: Option<Vec<Option<Day>>>,
    /// Attributes.
    pub dimensions: Vec<Dimension>,
    /// Numbers about customers.
    pub measures: Vec<Measure>,
    /// Texts about customers.
    pub texts: Vec<TextAttribute>,
    /// Physical line of each row, from 1.
    pub lines: Vec<u32>,
    /// Byte offsets of lines.
    pub row_index: RowIndex,
}

/// What did not match when the tables were joined.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinSummary {
    /// Customers in the data set.
    pub n_customers: u64,
    /// Customers of a customers file without any order line.
    pub n_customers_without_orders: u64,
    /// Customers with order lines whom no customers file names (0 without a customers file).
    pub n_customers_without_profile: u64,
    /// Order lines of those.
    pub n_lines_without_profile: u64,
    /// Customers there would be more without the merges the user asked for.
    pub n_merged_customers: u64,
    /// Each lookup file and how it was joined.
    pub lookups: Vec<LookupJoin>,
    /// Transactions files whose amounts are quantities times the prices of a lookup.
    pub priced: Vec<PricedFile>,
    /// Columns that only some of the transactions files have, and that are not used for that reason.
    pub partial: Vec<PartialColumn>,
    /// Rows that two transactions files have in common, for each two files that have any.
    pub overlaps: Vec<OverlapReport>,
    /// Customers whom two customers files describe, for each two files that share any.
    pub profiles: Vec<ProfileOverlap>,
    /// Rows of each file, in the order of the data set's files, that were merged into a row of another file.
    pub merged_rows: Vec<u64>,
}

/// A column that some transactions files have and others lack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartialColumn {
    /// Which one.
    pub column: PartialKind,
    /// Names of the files that lack it.
    pub lacking: Vec<String>,
}

/// What of a transactions file may be missing in another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PartialKind {
    /// Costs: not used, since profit of some of the lines is nobody's profit.
    Costs,
    /// Quantities: not used.
    Quantities,
    /// Order numbers: used where they are; a line without one belongs to the order of its customer and day.
    OrderNumbers,
}

/// Why tables do not make a data set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum BuildError {
    /// More files than rows can be led back to.
    #[error("{n_files} files, at most {limit} make a data set")]
    TooManyFiles {
        /// How many there are.
        n_files: u64,
        /// How many there may be.
        limit: u64,
    },
    /// There is no transactions table, or none has a row.
    #[error("no transaction rows")]
    NoTransactions,
    /// Two files name different currencies.
    #[error("files name different currencies: {first:?} and {second:?}")]
    MixedCurrencies {
        /// Currency of an earlier file.
        first: String,
        /// Currency of a later file.
        second: String,
    },
    /// A file lists what was sold and how many, and no file says what one costs.
    #[error("file {file:?} has quantities of {key:?} and no amounts, and no other file has their prices")]
    NoPrices {
        /// The file.
        file: String,
        /// Header of the column that names what was sold.
        key: String,
    },
    /// Some files list orders with amounts and others without.
    #[error("file {without:?} has no amounts, file {with:?} has")]
    MixedAmounts {
        /// A file without amounts.
        without: String,
        /// A file with amounts.
        with: String,
    },
    /// Amounts do not fit 64 bits once all files are brought to the same number of decimals.
    #[error("an amount does not fit when written with {scale} decimals")]
    AmountTooLarge {
        /// The common number of decimals.
        scale: u8,
    },
}

/// Collects tables and joins them.
#[derive(Debug, Clone, Default)]
pub struct DatasetBuilder {
    transactions: Vec<TransactionTable>,
    customers: Vec<CustomerTable>,
    merges: Vec<MergeGroup>,
    lookups: Vec<LookupTable>,
    /// How each transactions table came, in the order of `transactions`.
    arrivals: Vec<Arrival>,
    /// With which delivery each customers table came.
    customer_batches: Vec<u32>,
    /// How the next table comes.
    arrival: Arrival,
}

impl DatasetBuilder {
    /// Files a data set may have.
    pub const MAX_FILES: usize = 4_096;

    /// A builder without tables.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the rows of a transactions file.
    pub fn add_transactions(&mut self, table: TransactionTable) -> &mut Self {
        self.transactions.push(table);
        self.arrivals.push(self.arrival);
        self
    }

    /// Adds the rows of a customers file.
    pub fn add_customers(&mut self, table: CustomerTable) -> &mut Self {
        self.customers.push(table);
        self.customer_batches.push(self.arrival.batch);
        self
    }

    /// Files added from here on are appended to those added before: they are a later delivery, of which rows that
    /// are there already are usually merged, and whose customers are newer.
    pub fn begin_append(&mut self) -> &mut Self {
        self.arrival.batch += 1;
        self
    }

    /// What becomes of rows that an earlier file has, in transactions files added from here on. `None` is what is
    /// usual: they are merged if both files have order numbers or the later one was appended, and kept otherwise.
    pub fn set_overlap(&mut self, policy: Option<OverlapPolicy>) -> &mut Self {
        self.arrival.policy = policy;
        self
    }

    /// Whether transactions files added from here on hold rows that were set aside of another file and given back to
    /// be mended. Such a row is none of those that were accepted from it, however equal they are, so without order
    /// numbers it is usually kept; two such files are compared as others are.
    pub fn set_given_back(&mut self, is_given_back: bool) -> &mut Self {
        self.arrival.is_given_back = is_given_back;
        self
    }

    /// Takes several ids for one customer. All their lines belong to the id that is kept, and what its
    /// profile leaves empty is filled from the others. Ids that no file names are passed over.
    pub fn merge(&mut self, groups: Vec<MergeGroup>) -> &mut Self {
        self.merges.extend(groups);
        self
    }

    /// Adds the rows of a lookup file.
    pub fn add_lookup(&mut self, table: LookupTable) -> &mut Self {
        self.lookups.push(table);
        self
    }

    /// Joins what was added. The files of the data set are the transactions files, the customers files and the
    /// lookup files, each in the order in which they were added.
    ///
    /// # Errors
    /// See [`BuildError`].
    pub fn finish(self) -> Result<(Dataset, JoinSummary), BuildError> {
        let Self { mut transactions, mut customers, lookups, merges, arrivals, customer_batches, arrival: _ } =
            self;
        let n_files = transactions.len() + customers.len() + lookups.len();
        if n_files > Self::MAX_FILES {
            return Err(BuildError::TooManyFiles { n_files: n_files as u64, limit: Self::MAX_FILES as u64 });
        }
        if transactions.iter().all(|table| table.days.is_empty()) {
            return Err(BuildError::NoTransactions);
        }
        let has_amounts = has_amounts(&transactions)?;
        let (lookup_joins, priced) = join_lookups(&mut transactions, &mut customers, &lookups)?;
        let currency = common_currency(&transactions)?;
        let money_scale = bring_to_common_scale(&mut transactions)?;
        let n_before: Vec<usize> = transactions.iter().map(|table| table.days.len()).collect();
        let overlaps = merge_overlaps(&mut transactions, &arrivals);
        let n_lines: usize = transactions.iter().map(|table| table.days.len()).sum();
        let Some(observed) = observed(&transactions).filter(|_| n_lines > 0) else {
            return Err(BuildError::NoTransactions);
        };

        let profiles = choose_profiles(&customers, &customer_batches, transactions.len());
        let merged_rows = n_before
            .iter()
            .zip(&transactions)
            .map(|(n_before, table)| (n_before - table.days.len()) as u64)
            .chain(profiles.n_hidden.iter().copied())
            .chain(lookups.iter().map(|_| 0))
            .collect();
        let (directory, numbers) = Directory::new(&mut transactions, &customers, &profiles.is_shown);
        agree(&mut transactions, &numbers, directory.n_customers());
        let partial = partial_columns(&transactions);
        let order = LineOrder::new(&mut transactions, &numbers, directory.n_customers());
        let summary = JoinSummary {
            lookups: lookup_joins,
            priced,
            partial,
            overlaps,
            profiles: profiles.overlaps,
            merged_rows,
            ..directory.summary(&order, &customers)
        };
        let mut files: Vec<SourceFile> = transactions.iter().map(|table| table.file.clone()).collect();
        files.extend(customers.iter().map(|table| table.file.clone()));
        files.extend(lookups.iter().map(|table| table.file.clone()));
        let mut row_indexes: Vec<RowIndex> =
            transactions.iter_mut().map(|table| std::mem::take(&mut table.row_index)).collect();
        row_indexes.extend(customers.iter().map(|table| table.row_index.clone()));
        row_indexes.extend(lookups.iter().map(|table| table.row_index.clone()));
        let customers = directory.into_customers(&transactions, &numbers, &customers);
        drop(numbers);
        let source_files = if transactions.len() > 1 {
            order.gather(&joined(&mut transactions, |idx, table| {
                vec![u16::try_from(idx).unwrap_or(u16::MAX); table.days.len()]
            }))
        } else {
            Vec::new()
        };
        let dimensions = line_dimensions(&mut transactions);
        let measures = line_measures(&mut transactions);
        for table in &mut transactions {
            table.days = Vec::new();
        }
        // Each column is given up once it is in order, so that two copies of one column is the most there is.
        let dataset = Dataset {
            amounts: order.gather(&joined(&mut transactions, |_, table| std::mem::take(&mut table.amounts))),
            costs: all_have(&mut transactions, |table| table.costs.take())
                .map(|column| order.gather(&column)),
            quantities: all_have(&mut transactions, |table| table.quantities.take())
                .map(|column| order.gather(&column)),
            source_lines: order
                .gather(&joined(&mut transactions, |_, table| std::mem::take(&mut table.lines))),
            source_files,
            dimensions: dimensions
                .into_iter()
                .map(|dimension| Dimension { codes: order.gather(&dimension.codes), ..dimension })
                .collect(),
            measures: measures
                .into_iter()
                .map(|measure| Measure { values: order.gather(&measure.values), ..measure })
                .collect(),
            customers,
            days: order.days,
            customer_orders: order.customer_orders,
            order_lines: order.order_lines,
            order_days: order.order_days,
            order_ids: order.order_ids,
            has_amounts,
            money_scale,
            currency,
            files,
            row_indexes,
            observed,
        };
        let dataset = dataset.merged(&merges);
        let summary = summary.after_merges(&dataset);
        Ok((dataset, summary))
    }
}

impl JoinSummary {
    /// The summary once customers are merged: who lacked orders or a profile may have them now.
    fn after_merges(mut self, dataset: &Dataset) -> Self {
        let customers = dataset.customers();
        self.n_merged_customers = self.n_customers - customers.len() as u64;
        if self.n_merged_customers == 0 {
            return self;
        }
        self.n_customers = customers.len() as u64;
        self.n_customers_without_orders = 0;
        self.n_customers_without_profile = 0;
        self.n_lines_without_profile = 0;
        for customer in 0..customers.len() {
            let n = dataset.lines_of_customer(customer).len() as u64;
            if n == 0 {
                self.n_customers_without_orders += 1;
            } else if customers.has_profile.get(customer) == Some(&false) {
                self.n_customers_without_profile += 1;
                self.n_lines_without_profile += n;
            }
        }
        self
    }
}

/// Whether there is money at all.
fn has_amounts(tables: &[TransactionTable]) -> Result<bool, BuildError> {
    let is_without = |table: &&TransactionTable| table.valued_by == ValuedBy::Nothing;
    let without = tables.iter().find(is_without);
    let with = tables.iter().find(|table| !is_without(table));
    match (without, with) {
        (Some(without), Some(with)) => {
            Err(BuildError::MixedAmounts { without: without.file.name.clone(), with: with.file.name.clone() })
        }
        (without, _) => Ok(without.is_none()),
    }
}

/// Columns that some tables have and others lack.
fn partial_columns(tables: &[TransactionTable]) -> Vec<PartialColumn> {
    let partial = |column, has: &dyn Fn(&TransactionTable) -> bool| {
        let lacking: Vec<String> =
            tables.iter().filter(|table| !has(table)).map(|table| table.file.name.clone()).collect();
        let is_partial = !lacking.is_empty() && lacking.len() < tables.len();
        is_partial.then_some(PartialColumn { column, lacking })
    };
    [
        partial(PartialKind::Costs, &|table| table.costs.is_some()),
        partial(PartialKind::Quantities, &|table| table.quantities.is_some()),
        partial(PartialKind::OrderNumbers, &|table| table.orders.is_some()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn common_currency(tables: &[TransactionTable]) -> Result<Option<String>, BuildError> {
    let mut common: Option<&String> = None;
    for currency in tables.iter().filter_map(|table| table.currency.as_ref()) {
        match common {
            Some(first) if first != currency => {
                return Err(BuildError::MixedCurrencies { first: first.clone(), second: currency.clone() });
            }
            _ => common = Some(currency),
        }
    }
    Ok(common.cloned())
}

fn bring_to_common_scale(tables: &mut [TransactionTable]) -> Result<u8, BuildError> {
    let scale = tables.iter().map(|table| table.money_scale).max().unwrap_or(0);
    for table in tables {
        let factor = 10_i64.pow(u32::from(scale - table.money_scale));
        if factor != 1 {
            for amount in table.amounts.iter_mut().chain(table.costs.iter_mut().flatten()) {
                *amount = amount.checked_mul(factor).ok_or(BuildError::AmountTooLarge { scale })?;
            }
            table.money_scale = scale;
        }
    }
    Ok(scale)
}

fn observed(tables: &[TransactionTable]) -> Option<DayRange> {
    let days = || tables.iter().flat_map(|table| table.days.iter().copied());
    Some(DayRange { first: days().min()?, last: days().max()? })
}

/// One column of all tables, taken out of them and laid end to end.
fn joined<T>(
    tables: &mut [TransactionTable],
    mut take: impl FnMut(usize, &mut TransactionTable) -> Vec<T>,
) -> Vec<T> {
    let mut all = Vec::new();
    for (idx, table) in tables.iter_mut().enumerate() {
        let column = take(idx, table);
        if all.is_empty() {
            all = column;
        } else {
            all.extend(column);
        }
    }
    all
}

/// A column taken out of all tables and joined, or `None` when one of them lacks it.
fn all_have<T>(
    tables: &mut [TransactionTable],
    mut take: impl FnMut(&mut TransactionTable) -> Option<Vec<T>>,
) -> Option<Vec<T>> {
    let columns: Vec<Option<Vec<T>>> = tables.iter_mut().map(&mut take).collect();
    let mut columns = columns.into_iter().collect::<Option<Vec<Vec<T>>>>()?.into_iter();
    let mut all = columns.next()?;
    all.extend(columns.flatten());
    Some(all)
}

/// The dimensions of lines, taken out of the tables.
fn line_dimensions(tables: &mut [TransactionTable]) -> Vec<Dimension> {
    let dimensions: Vec<(Vec<Dimension>, usize)> =
        tables.iter_mut().map(|table| (std::mem::take(&mut table.dimensions), table.days.len())).collect();
    let is_canonical = |dimensions: &[Dimension]| {
        dimensions.iter().enumerate().all(|(idx, dimension)| {
            dimension.values.is_sorted_by(|a, b| a < b)
                && dimensions[..idx].iter().all(|earlier| earlier.name != dimension.name)
        })
    };
    match <[(Vec<Dimension>, usize); 1]>::try_from(dimensions) {
        Ok([(dimensions, _)]) if is_canonical(&dimensions) => dimensions,
        Ok([(dimensions, n_rows)]) => join_dimensions([(dimensions.as_slice(), n_rows)].into_iter(), None),
        Err(tables) => {
            join_dimensions(tables.iter().map(|(dimensions, n_rows)| (dimensions.as_slice(), *n_rows)), None)
        }
    }
}

/// Dimensions of the same name become one, with the values of all tables in byte order. Rows of a table
/// that lacks the column have the value "". With `rows`, row `i` of the result is row `rows[i]`.
fn join_dimensions<'a>(
    tables: impl Iterator<Item = (&'a [Dimension], usize)> + Clone,
    rows: Option<&[Option<usize>]>,
) -> Vec<Dimension> {
    let mut names: Vec<(&str, Option<DimensionRole>)> = Vec::new();
    for dimension in tables.clone().flat_map(|(dimensions, _)| dimensions) {
        if !names.iter().any(|(name, _)| *name == dimension.name) {
            names.push((&dimension.name, dimension.role));
        }
    }
    let mut joined = Vec::with_capacity(names.len());
    for (name, role) in names {
        let parts: Vec<(Option<&Dimension>, usize)> = tables
            .clone()
            .map(|(dimensions, n_rows)| (dimensions.iter().find(|dimension| dimension.name == name), n_rows))
            .collect();
        let mut values: BTreeMap<&str, u16> = BTreeMap::new();
        for (part, n_rows) in &parts {
            match part {
                Some(dimension) => values.extend(dimension.values.iter().map(|value| (value.as_str(), 0))),
                None if *n_rows > 0 => {
                    values.insert("", 0);
                }
                None => {}
            }
        }
        if rows.is_some_and(|rows| rows.contains(&None)) {
            values.insert("", 0);
        }
        if values.len() > usize::from(u16::MAX) {
            continue; // Too many distinct values to group by.
        }
        for (code, value) in values.values_mut().enumerate() {
            *value = u16::try_from(code).unwrap_or(u16::MAX);
        }
        let mut codes: Vec<u16> = Vec::new();
        for (part, n_rows) in parts {
            match part {
                Some(dimension) => {
                    let recode: Vec<u16> =
                        dimension.values.iter().map(|value| values[value.as_str()]).collect();
                    codes.extend(dimension.codes.iter().map(|&code| recode[usize::from(code)]));
                }
                None => codes.extend(std::iter::repeat_n(values.get("").copied().unwrap_or(0), n_rows)),
            }
        }
        if let Some(rows) = rows {
            let empty = values.get("").copied().unwrap_or(0);
            codes = rows.iter().map(|row| row.map_or(empty, |row| codes[row])).collect();
        }
        joined.push(Dimension {
            name: name.to_owned(),
            role,
            values: values.into_keys().map(str::to_owned).collect(),
            codes,
        });
    }
    joined
}

/// The numbers of lines of all tables laid end to end, taken out of them; missing where a table lacks the
/// column.
fn line_measures(tables: &mut [TransactionTable]) -> Vec<Measure> {
    let mut all: Vec<Measure> = Vec::new();
    let mut n_rows = 0;
    for table in tables {
        let is_same = |a: &Measure, b: &Measure| a.name == b.name && a.role == b.role;
        for measure in std::mem::take(&mut table.measures) {
            match all.iter_mut().find(|known| is_same(known, &measure)) {
                // Of two columns of one name in a table the first stands.
                Some(known) if known.values.len() == n_rows => known.values.extend(measure.values),
                Some(_) => {}
                None if n_rows == 0 => all.push(measure),
                None => {
                    let mut values = vec![f64::NAN; n_rows];
                    values.extend(measure.values);
                    all.push(Measure { values, ..measure });
                }
            }
        }
        n_rows += table.days.len();
        for measure in &mut all {
            measure.values.resize(n_rows, f64::NAN);
        }
    }
    all
}

/// All customers of all tables, numbered by the byte order of their ids.
struct Directory {
    ids: TextColumn,
    /// Per customer: the row of the customer tables laid end to end that describes it.
    profile_rows: Vec<Option<usize>>,
}

impl Directory {
    /// The directory, and for each transactions table the number of each of its customer codes. The ids are
    /// taken out of the tables. `is_shown` tells which rows of the customer tables laid end to end describe
    /// their customers.
    fn new(
        transactions: &mut [TransactionTable],
        customers: &[CustomerTable],
        is_shown: &[bool],
    ) -> (Self, Vec<Vec<u32>>) {
        let mut all = Dictionary::new();
        let mut numbers: Vec<Vec<u32>> = Vec::with_capacity(transactions.len());
        for table in transactions {
            let ids = std::mem::take(&mut table.customer_ids);
            if all.is_empty() {
                numbers.push((0..ids.len() as u32).collect());
                all = ids;
            } else {
                numbers.push(ids.texts().iter().map(|id| all.intern(id)).collect());
            }
        }
        let mut profile_of_code: Vec<Option<usize>> = vec![None; all.len()];
        for (row, id) in customers.iter().flat_map(|table| table.ids.iter()).enumerate() {
            let code = all.intern(id) as usize;
            profile_of_code.resize(all.len(), None);
            if is_shown.get(row) != Some(&false) {
                profile_of_code[code].get_or_insert(row);
            }
        }
        let order = codes_by_text(all.texts());
        let mut rank = vec![0_u32; all.len()];
        for (idx, &code) in order.iter().enumerate() {
            rank[code as usize] = u32::try_from(idx).unwrap_or(u32::MAX);
        }
        for number in numbers.iter_mut().flatten() {
            *number = rank[*number as usize];
        }
        let directory = Self {
            ids: order.iter().map(|&code| all.get(code)).collect(),
            profile_rows: order.iter().map(|&code| profile_of_code[code as usize]).collect(),
        };
        (directory, numbers)
    }

    fn n_customers(&self) -> usize {
        self.ids.len()
    }

    fn summary(&self, order: &LineOrder, customers: &[CustomerTable]) -> JoinSummary {
        let mut summary = JoinSummary { n_customers: self.n_customers() as u64, ..JoinSummary::default() };
        for customer in 0..self.n_customers() {
            let n = order.n_lines_of(customer) as u64;
            if n == 0 {
                summary.n_customers_without_orders += 1;
            } else if !customers.is_empty() && self.profile_rows[customer].is_none() {
                summary.n_customers_without_profile += 1;
                summary.n_lines_without_profile += n;
            }
        }
        summary
    }

    fn into_customers(
        self,
        transactions: &[TransactionTable],
        numbers: &[Vec<u32>],
        tables: &[CustomerTable],
    ) -> Customers {
        let mut names = vec![""; self.n_customers()];
        for (table, codes) in transactions.iter().zip(numbers) {
            for (local, &global) in codes.iter().enumerate().take(table.names.len()) {
                if names[global as usize].is_empty() {
                    names[global as usize] = table.names.get(local);
                }
            }
        }
        // Columns of the customer tables laid end to end, so that `profile_rows` indexes them.
        let profile_names: Vec<&str> =
            tables.iter().flat_map(|table| (0..table.ids.len()).map(|row| table.names.get(row))).collect();
        let has_signup = tables.iter().any(|table| table.signup.is_some());
        let profile_signup: Vec<Option<Day>> = tables
            .iter()
            .flat_map(|table| {
                (0..table.ids.len()).map(|row| table.signup.as_ref().and_then(|column| column[row]))
            })
            .collect();
        for (name, row) in names.iter_mut().zip(&self.profile_rows) {
            if let Some(profile) = row.map(|row| profile_names[row]).filter(|name| !name.is_empty()) {
                *name = profile;
            }
        }
        let has_names = names.iter().any(|name| !name.is_empty());
        let mut customers = Customers {
            names: if has_names { names.into_iter().collect() } else { TextColumn::new() },
            signup: has_signup.then(|| {
                self.profile_rows.iter().map(|row| row.and_then(|row| profile_signup[row])).collect()
            }),
            dimensions: if tables.is_empty() {
                Vec::new()
            } else {
                join_dimensions(
                    tables.iter().map(|table| (table.dimensions.as_slice(), table.ids.len())),
                    Some(&self.profile_rows),
                )
            },
            measures: gathered_measures(tables, &self.profile_rows),
            texts: gathered_texts(tables, &self.profile_rows),
            has_profile: if tables.is_empty() {
                Vec::new()
            } else {
                self.profile_rows.iter().map(Option::is_some).collect()
            },
            aliases: BTreeMap::new(),
            ids: self.ids,
        };
        for (table, codes) in transactions.iter().zip(numbers) {
            customers.complete(&table.attributes, codes);
        }
        customers
    }
}

/// The numbers of all customer tables, one row per customer; a name in several tables is one column.
fn gathered_measures(tables: &[CustomerTable], rows: &[Option<usize>]) -> Vec<Measure> {
    let mut joined: Vec<Measure> = Vec::new();
    let mut start = 0;
    for table in tables {
        for measure in &table.measures {
            let idx =
                joined.iter().position(|known| known.name == measure.name && known.role == measure.role);
            let idx = idx.unwrap_or_else(|| {
                let values = vec![f64::NAN; rows.len()];
                joined.push(Measure { name: measure.name.clone(), role: measure.role, values });
                joined.len() - 1
            });
            for (value, row) in joined[idx].values.iter_mut().zip(rows) {
                let local = row.and_then(|row| row.checked_sub(start));
                if let Some(&known) = local.and_then(|row| measure.values.get(row)) {
                    *value = known;
                }
            }
        }
        start += table.ids.len();
    }
    joined
}

/// The texts of all customer tables, one row per customer; a name in several tables is one column.
fn gathered_texts(tables: &[CustomerTable], rows: &[Option<usize>]) -> Vec<TextAttribute> {
    let mut heads: Vec<(&str, TextRole)> = Vec::new();
    for text in tables.iter().flat_map(|table| &table.texts) {
        if !heads.contains(&(text.name.as_str(), text.role)) {
            heads.push((&text.name, text.role));
        }
    }
    let value = |name: &str, role: TextRole, row: usize| {
        let mut local = row;
        for table in tables {
            if local < table.ids.len() {
                let column = table.texts.iter().find(|text| text.name == name && text.role == role);
                return column.map_or("", |text| text.values.get(local));
            }
            local -= table.ids.len();
        }
        ""
    };
    heads
        .iter()
        .map(|&(name, role)| TextAttribute {
            name: name.to_owned(),
            role,
            values: rows.iter().map(|row| row.map_or("", |row| value(name, role, row))).collect(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::FileKind;
    use super::*;

    fn file(name: &str, kind: FileKind) -> SourceFile {
        SourceFile { name: name.to_owned(), kind, n_bytes: 0 }
    }

    fn table(rows: &[(&str, &str, i32, i64)]) -> TransactionTable {
        let mut customer_ids = Dictionary::new();
        let mut orders = Dictionary::new();
        TransactionTable {
            file: file("t.csv", FileKind::Transactions),
            customers: rows.iter().map(|row| customer_ids.intern(row.0)).collect(),
            customer_ids,
            names: TextColumn::new(),
            days: rows.iter().map(|row| Day(row.2)).collect(),
            amounts: rows.iter().map(|row| row.3).collect(),
            costs: None,
            money_scale: 0,
            quantities: None,
            orders: {
                let codes = rows.iter().map(|row| orders.intern(row.1)).collect();
                Some((orders, codes))
            },
            dimensions: Vec::new(),
            keys: Vec::new(),
            valued_by: ValuedBy::Amounts,
            measures: Vec::new(),
            attributes: CustomerAttributes::default(),
            lines: (2..).take(rows.len()).collect(),
            row_index: RowIndex::default(),
            currency: None,
        }
    }

    #[test]
    fn lines_of_an_order_stay_together_when_their_days_differ() {
        let mut builder = DatasetBuilder::new();
        builder.add_transactions(table(&[
            ("B", "2", 11, 5),
            ("A", "1", 10, 1),
            ("B", "3", 10, 7),
            ("B", "2", 9, 3),
        ]));
        let Ok((dataset, summary)) = builder.finish() else { unreachable!("the tables are sound") };
        assert_eq!(summary.n_customers, 2);
        assert_eq!(dataset.order_days(), [Day(10), Day(9), Day(10)]);
        assert_eq!(dataset.amounts(), [1, 3, 5, 7]);
        assert_eq!(dataset.lines_of_customer(1), 1..4);
        assert_eq!(dataset.order_id(1), "2");
        assert_eq!(dataset.source(2).line, 2);
    }

    #[test]
    fn too_many_files_are_refused() {
        let mut builder = DatasetBuilder::new();
        for _ in 0..=DatasetBuilder::MAX_FILES {
            builder.add_transactions(table(&[("A", "1", 1, 100)]));
        }
        assert!(matches!(builder.finish(), Err(BuildError::TooManyFiles { n_files: 4_097, limit: 4_096 })));
    }

    #[test]
    fn the_order_of_rows_changes_nothing_but_line_numbers() {
        let rows =
            [("B", "2", 11, 5), ("A", "1", 10, 1), ("B", "3", 10, 7), ("C", "2", 9, 3), ("A", "0", 10, 4)];
        let mut reversed = rows;
        reversed.reverse();
        let build = |rows: &[(&str, &str, i32, i64)]| {
            let mut builder = DatasetBuilder::new();
            builder.add_transactions(table(rows));
            builder.finish().map(|(dataset, _)| Dataset { source_lines: Vec::new(), ..dataset })
        };
        assert_eq!(build(&rows), build(&reversed));
    }

    #[test]
    fn customers_without_orders_are_kept_and_counted() {
        let mut builder = DatasetBuilder::new();
        builder.add_transactions(table(&[("B", "2", 11, 5), ("X", "9", 11, 5)]));
        builder.add_customers(CustomerTable {
            file: file("c.csv", FileKind::Customers),
            ids: ["A", "B"].into_iter().collect(),
            names: ["Ann", "Bob"].into_iter().collect(),
            signup: Some(vec![Some(Day(1)), None]),
            dimensions: vec![Dimension {
                name: "city".to_owned(),
                role: Some(DimensionRole::Region),
                values: vec!["Taipei".to_owned()],
                codes: vec![0, 0],
            }],
            measures: Vec::new(),
            texts: Vec::new(),
            lines: vec![2, 3],
            row_index: RowIndex::default(),
        });
        let Ok((dataset, summary)) = builder.finish() else { unreachable!("the tables are sound") };
        assert_eq!((summary.n_customers_without_orders, summary.n_customers_without_profile), (1, 1));
        assert_eq!(summary.n_lines_without_profile, 1);
        assert_eq!(dataset.customers().label(1), "Bob");
        assert_eq!(dataset.customers().label(2), "X");
        assert_eq!(dataset.customers().dimensions[0].value(2), "");
        assert_eq!(dataset.customers().dimensions[0].value(0), "Taipei");
    }

    #[test]
    fn files_with_different_decimals_are_brought_to_one() {
        let mut builder = DatasetBuilder::new();
        builder.add_transactions(table(&[("A", "1", 1, 5)]));
        builder.add_transactions(TransactionTable { money_scale: 2, ..table(&[("A", "2", 2, 250)]) });
        let Ok((dataset, _)) = builder.finish() else { unreachable!("the tables are sound") };
        assert_eq!(dataset.amounts(), [500, 250]);
        assert_eq!(dataset.money_scale(), 2);
        assert_eq!(dataset.source(1).file, 1);
    }
}
