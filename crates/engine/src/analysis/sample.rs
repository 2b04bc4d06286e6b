//! Data sets small enough to be worked by hand, for tests.

use super::Profile;
use super::concentration::AbcCuts;
use super::segment::Scoring;
use super::selection::Selection;
use crate::data::{
    CustomerAttributes, CustomerTable, Dataset, DatasetBuilder, Day, Dictionary, Dimension, DimensionRole,
    FileKind, RowIndex, SourceFile, TextColumn, TransactionTable, ValuedBy,
};
use crate::query::{Clause, Filter};

/// One line: customer, order, day, amount, cost and category.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) customer: String,
    pub(super) order: String,
    pub(super) day: Day,
    pub(super) amount: i64,
    pub(super) cost: i64,
    pub(super) category: &'static str,
}

/// A line of an order of its own, without cost. `day` is an ISO date.
pub(super) fn line(customer: &str, day: &str, amount: i64) -> Line {
    Line {
        customer: customer.to_owned(),
        order: format!("{customer}/{day}"),
        day: self::day(day),
        amount,
        cost: 0,
        category: "tea",
    }
}

/// The day of an ISO date.
pub(super) fn day(text: &str) -> Day {
    let parts: Vec<u32> = text.split('-').map(|part| part.parse().unwrap()).collect();
    Day::try_from_civil(parts[0].cast_signed(), parts[1], parts[2]).unwrap()
}

fn file(kind: FileKind) -> SourceFile {
    SourceFile { name: String::new(), kind, n_bytes: 0 }
}

/// The table of these lines, in whole units of money.
pub(super) fn table(lines: &[Line]) -> TransactionTable {
    let (mut customer_ids, mut orders) = (Dictionary::new(), Dictionary::new());
    let mut values: Vec<String> = lines.iter().map(|line| line.category.to_owned()).collect();
    values.sort();
    values.dedup();
    let code = |line: &Line| values.iter().position(|value| value == line.category).unwrap();
    let codes = lines.iter().map(|line| u16::try_from(code(line)).unwrap()).collect();
    let order_codes = lines.iter().map(|line| orders.intern(&line.order)).collect();
    TransactionTable {
        file: file(FileKind::Transactions),
        customers: lines.iter().map(|line| customer_ids.intern(&line.customer)).collect(),
        customer_ids,
        names: TextColumn::new(),
        days: lines.iter().map(|line| line.day).collect(),
        amounts: lines.iter().map(|line| line.amount).collect(),
        costs: Some(lines.iter().map(|line| line.cost).collect()),
        keys: Vec::new(),
        valued_by: ValuedBy::Amounts,
        money_scale: 0,
        quantities: None,
        orders: Some((orders, order_codes)),
        dimensions: vec![Dimension {
            name: "category".to_owned(),
            role: Some(DimensionRole::Category),
            values,
            codes,
        }],
        measures: Vec::new(),
        attributes: CustomerAttributes::default(),
        lines: (2..).take(lines.len()).collect(),
        row_index: RowIndex::default(),
        currency: None,
    }
}

/// The data set of these lines, in whole units of money. `signups` are customers and ISO dates.
pub(super) fn dataset(lines: &[Line], signups: &[(&str, &str)]) -> Dataset {
    let mut builder = DatasetBuilder::new();
    builder.add_transactions(table(lines));
    if !signups.is_empty() {
        builder.add_customers(CustomerTable {
            file: file(FileKind::Customers),
            ids: signups.iter().map(|signup| signup.0).collect(),
            names: signups.iter().map(|signup| signup.0).collect(),
            signup: Some(signups.iter().map(|signup| Some(day(signup.1))).collect()),
            dimensions: Vec::new(),
            measures: Vec::new(),
            texts: Vec::new(),
            lines: (2..).take(signups.len()).collect(),
            row_index: RowIndex::default(),
        });
    }
    builder.finish().unwrap().0
}

/// The profile as of a day, under fixed cut-offs.
pub(super) fn profile(dataset: &Dataset, as_of: Day) -> Profile {
    Profile::new(dataset, as_of, Scoring::FixedCutoffs, AbcCuts::default())
}

/// The selection of these clauses.
pub(super) fn select(dataset: &Dataset, profile: &Profile, clauses: &[Clause]) -> Selection {
    Selection::new(dataset, profile, &Filter { clauses: clauses.to_vec() })
}
