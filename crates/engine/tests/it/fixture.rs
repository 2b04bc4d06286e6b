//! Shared data sets, read by a loader too plain to be wrong: comma files without quotes.
//!
//! The data lives beside the repository; where it is missing, a test says so and passes.

use clientele_engine::data::{
    CustomerAttributes, CustomerTable, Dataset, DatasetBuilder, Day, Dictionary, Dimension, DimensionRole,
    FileKind, RowIndex, SourceFile, TransactionTable, ValuedBy,
};
use std::path::PathBuf;
use std::sync::OnceLock;

/// Columns of a transactions file, by index.
struct Columns {
    customer: usize,
    day: usize,
    amount: usize,
    order: Option<usize>,
    costs: &'static [usize],
    dimensions: &'static [(usize, Option<DimensionRole>)],
}

fn shared() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared")
}

/// The rows of a file, the header first; `None` where there is no such file.
fn rows(path: &str) -> Option<Vec<Vec<String>>> {
    let Ok(text) = std::fs::read_to_string(shared().join("data").join(path)) else {
        println!("skipped: {path} is not beside the repository");
        return None;
    };
    Some(text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect())
}

fn day(text: &str) -> Day {
    let mut parts = text.split('-').map(|part| part.parse::<u32>().unwrap());
    let (year, month, day) = (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
    Day::try_from_civil(year.cast_signed(), month, day).unwrap()
}

/// Hundredths; one file has fourteen decimals from binary fractions.
fn hundredths(text: &str) -> i64 {
    (text.parse::<f64>().unwrap() * 100.0).round() as i64
}

fn dimension(rows: &[Vec<String>], column: usize, role: Option<DimensionRole>) -> Dimension {
    let mut values: Vec<String> = rows[1..].iter().map(|row| row[column].clone()).collect();
    values.sort();
    values.dedup();
    let code = |row: &Vec<String>| u16::try_from(values.binary_search(&row[column]).unwrap()).unwrap();
    Dimension { name: rows[0][column].clone(), role, codes: rows[1..].iter().map(code).collect(), values }
}

fn transactions(path: &str, columns: &Columns) -> Option<TransactionTable> {
    let rows = rows(path)?;
    let body = &rows[1..];
    let (mut customer_ids, mut orders) = (Dictionary::new(), Dictionary::new());
    let cost = |row: &Vec<String>| columns.costs.iter().map(|&column| hundredths(&row[column])).sum();
    Some(TransactionTable {
        file: SourceFile { name: path.to_owned(), kind: FileKind::Transactions, n_bytes: 0 },
        customers: body.iter().map(|row| customer_ids.intern(&row[columns.customer])).collect(),
        customer_ids,
        names: [].into_iter().collect(),
        days: body.iter().map(|row| day(&row[columns.day])).collect(),
        amounts: body.iter().map(|row| hundredths(&row[columns.amount])).collect(),
        costs: (!columns.costs.is_empty()).then(|| body.iter().map(cost).collect()),
        keys: Vec::new(),
        valued_by: ValuedBy::Amounts,
        money_scale: 2,
        quantities: None,
        orders: columns.order.map(|column| {
            let codes = body.iter().map(|row| orders.intern(&row[column])).collect();
            (orders, codes)
        }),
        dimensions: columns.dimensions.iter().map(|&(column, role)| dimension(&rows, column, role)).collect(),
        measures: Vec::new(),
        attributes: CustomerAttributes::default(),
        lines: (2..).take(body.len()).collect(),
        row_index: RowIndex::default(),
        currency: None,
    })
}

fn lantern_customers() -> Option<CustomerTable> {
    let path = "lantern/customers.csv";
    let rows = rows(path)?;
    let body = &rows[1..];
    Some(CustomerTable {
        file: SourceFile { name: path.to_owned(), kind: FileKind::Customers, n_bytes: 0 },
        ids: body.iter().map(|row| row[0].as_str()).collect(),
        names: body.iter().map(|row| row[1].as_str()).collect(),
        signup: Some(body.iter().map(|row| Some(day(&row[5]))).collect()),
        dimensions: vec![
            dimension(&rows, 2, Some(DimensionRole::CustomerKind)),
            dimension(&rows, 3, Some(DimensionRole::Region)),
            dimension(&rows, 4, Some(DimensionRole::AcquisitionChannel)),
        ],
        measures: Vec::new(),
        texts: Vec::new(),
        lines: (2..).take(body.len()).collect(),
        row_index: RowIndex::default(),
    })
}

fn build(transactions: Option<TransactionTable>, customers: Option<CustomerTable>) -> Option<Dataset> {
    let mut builder = DatasetBuilder::new();
    builder.add_transactions(transactions?);
    if let Some(customers) = customers {
        builder.add_customers(customers);
    }
    Some(builder.finish().unwrap().0)
}

const CDNOW_SAMPLE: Columns =
    Columns { customer: 0, day: 2, amount: 4, order: None, costs: &[], dimensions: &[] };
const CDNOW_MASTER: Columns =
    Columns { customer: 0, day: 1, amount: 3, order: None, costs: &[], dimensions: &[] };
const APPAREL: Columns = Columns { customer: 0, day: 1, amount: 2, order: None, costs: &[], dimensions: &[] };
const LANTERN: Columns = Columns {
    customer: 1,
    day: 2,
    amount: 5,
    order: Some(0),
    costs: &[6, 7],
    dimensions: &[
        (3, Some(DimensionRole::Category)),
        (4, Some(DimensionRole::Channel)),
        (8, Some(DimensionRole::Discounted)),
        (9, Some(DimensionRole::Returned)),
        (10, Some(DimensionRole::Complaint)),
    ],
};

/// One of the plain data sets, by the name of its reference results.
pub(crate) fn dataset(name: &str) -> Option<Dataset> {
    match name {
        "cdnow_sample" => build(transactions("cdnow/cdnow_sample.csv", &CDNOW_SAMPLE), None),
        "cdnow_master" => build(transactions("cdnow/cdnow_master.csv", &CDNOW_MASTER), None),
        "apparel" => build(transactions("apparel/apparel_transactions.csv", &APPAREL), None),
        _ => panic!("no data set {name:?}"),
    }
}

/// The simulated coffee retailer, read once.
pub(crate) fn lantern() -> Option<&'static Dataset> {
    static LANTERN_SET: OnceLock<Option<Dataset>> = OnceLock::new();
    LANTERN_SET
        .get_or_init(|| build(transactions("lantern/transactions.csv", &LANTERN), lantern_customers()))
        .as_ref()
}

/// The reference results of a data set.
pub(crate) fn golden(name: &str) -> Option<serde_json::Value> {
    let text = std::fs::read_to_string(shared().join("golden").join(format!("{name}.json"))).ok()?;
    Some(serde_json::from_str(&text).unwrap())
}
