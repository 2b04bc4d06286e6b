//! Lookup files: keys, prices, chains, what does not match, and files of order lines appended to each other.

use crate::badcsv::import;
use clientele_engine::data::{
    BuildError, Dataset, DatasetBuilder, Day, DimensionRole, FileKind, JoinSummary, PartialKind, decimal_text,
};
use clientele_engine::import::{ImportError, ImportOptions, ImportedFile, ImportedTable, RejectReason};

fn options() -> ImportOptions {
    ImportOptions::new(Day::try_from_civil(2026, 1, 1).unwrap())
}

fn read(text: &str) -> Result<ImportedFile, ImportError> {
    import(text.as_bytes(), 1 << 16, options())
}

fn join(files: &[&str]) -> Result<(Dataset, JoinSummary), BuildError> {
    let mut builder = DatasetBuilder::new();
    for text in files {
        match read(text).unwrap().table {
            ImportedTable::Transactions(table) => builder.add_transactions(table),
            ImportedTable::Customers(table) => builder.add_customers(table),
            ImportedTable::Lookup(table) => builder.add_lookup(table),
        };
    }
    builder.finish()
}

fn sum(dataset: &Dataset, column: &[i64]) -> String {
    decimal_text(column.iter().map(|&money| i128::from(money)).sum(), dataset.money_scale())
}

const SALES: &str = "order_no,customer_id,order_date,product_id,qty\n\
    1,A,2024-01-01,P1,2\n1,A,2024-01-01,P2,1\n2,B,2024-02-01,P9,5\n3,B,2024-02-02,P2,-1\n";
const PRODUCTS: &str = "Product ID,Name,Category ID,Unit Price,Unit Cost\n\
    P1,Tea,1,10.50,4\nP2,Pot,2,20,12.345\nP3,Cup,2,5,1\n";

#[test]
fn lines_whose_product_is_unknown_are_set_aside_and_counted() {
    let (dataset, summary) = join(&[SALES, PRODUCTS]).unwrap();
    assert_eq!((dataset.n_lines(), dataset.n_orders(), dataset.n_customers()), (3, 2, 2));
    assert_eq!(sum(&dataset, dataset.amounts()), "21.000");
    assert_eq!(sum(&dataset, dataset.costs().unwrap()), "8.000");
    let priced = &summary.priced[0];
    assert_eq!((priced.n_priced, priced.n_unpriced, priced.sum.as_str()), (3, 1, "21.000"));
    let line = &priced.unpriced[0];
    assert_eq!(
        (line.line, line.key.as_str(), line.customer.as_str(), line.quantity.as_str()),
        (4, "P9", "B", "5")
    );
    let lookup = &summary.lookups[0];
    assert_eq!((lookup.n_lines, lookup.n_lines_unmatched, lookup.n_keys_unmatched), (3, 1, 1));
    assert_eq!(dataset.dimension(DimensionRole::Product).unwrap().values, ["Pot", "Tea"]);
}

#[test]
fn customers_and_orders_without_a_line_left_are_gone() {
    let sales =
        "order_no,customer_id,name,order_date,sku,qty\n1,A,Ann,2024-01-01,P9,2\n2,B,Bob,2024-02-01,P1,5\n";
    let (dataset, _) = join(&[sales, PRODUCTS]).unwrap();
    assert_eq!((dataset.n_customers(), dataset.n_orders()), (1, 1));
    assert_eq!((dataset.customers().label(0), dataset.order_id(0)), ("Bob", "2"));
}

#[test]
fn quantities_without_prices_are_refused_by_name() {
    let error = join(&[SALES]).unwrap_err();
    assert_eq!(error, BuildError::NoPrices { file: "file.csv".to_owned(), key: "product_id".to_owned() });
    // A file of products that has no price, or other products, does not help.
    assert_eq!(join(&[SALES, "product_id,name\nP1,Tea\n"]).unwrap_err(), error);
    assert_eq!(join(&[SALES, "product_id,price\nX1,5\n"]).unwrap_err(), error);
}

#[test]
fn a_chain_of_lookups_reaches_the_lines() {
    let categories = "Category ID,Category Name,Department ID\n1,Drinks,D1\n2,Ware,D1\n";
    let departments = "Department ID,Department\nD1,Food\nD2,Other\n";
    let (dataset, summary) = join(&[departments, SALES, categories, PRODUCTS]).unwrap();
    let values = |name: &str| {
        let found = dataset.dimensions().iter().find(|dimension| dimension.name == name);
        found.map(|dimension| dimension.values.clone()).unwrap_or_default()
    };
    assert_eq!(values("Category Name"), ["Drinks", "Ware"]);
    assert_eq!(values("Department"), ["Food"]);
    let named: Vec<&str> = summary.lookups.iter().map(|lookup| lookup.named_by.as_str()).collect();
    assert_eq!(named, ["Department ID", "Category ID", "product_id"]);
}

#[test]
fn a_lookup_that_nothing_names_is_reported_and_changes_nothing() {
    let orders = "customer_id,date,amount\nA,2024-01-01,5\n";
    let (alone, _) = join(&[orders]).unwrap();
    let (with, summary) = join(&[orders, PRODUCTS]).unwrap();
    assert_eq!((with.amounts(), with.dimensions()), (alone.amounts(), alone.dimensions()));
    let lookup = &summary.lookups[0];
    assert_eq!((lookup.key.as_str(), lookup.n_rows, lookup.n_lines), ("", 3, 0));
}

#[test]
fn amounts_of_the_file_stand_and_costs_come_from_the_lookup() {
    let sales = "customer_id,date,sku,qty,amount\nA,2024-01-01,P1,2,19\nA,2024-01-02,P9,1,7\n";
    let (dataset, summary) = join(&[sales, PRODUCTS]).unwrap();
    assert_eq!(sum(&dataset, dataset.amounts()), "26.00");
    assert_eq!(sum(&dataset, dataset.costs().unwrap()), "8.00");
    assert!(summary.priced.is_empty());
    assert_eq!(summary.lookups[0].n_lines_unmatched, 1);
}

#[test]
fn customers_are_joined_with_lookups_too() {
    let orders = "customer_id,date,amount\nA,2024-01-01,5\nB,2024-01-01,5\nC,2024-01-01,5\n";
    let people = "customer_id,name,territory_id\nA,Ann,1\nB,Bob,1\nC,Cy,2\nD,Di,2\n";
    let places = "TerritoryID,Country\n1,Japan\n2,France\n";
    let (dataset, summary) = join(&[orders, people, places]).unwrap();
    let country = dataset.customers().dimensions.iter().find(|dimension| dimension.name == "Country");
    assert_eq!(country.map(|dimension| dimension.value(2).to_owned()).as_deref(), Some("France"));
    assert_eq!(summary.lookups[0].n_customers, 4);
}

#[test]
fn rows_that_spoil_the_key_are_set_aside() {
    let mut text = String::from("sku,name,price\n");
    for n in 0..40 {
        text.push_str(&format!("P{n},Thing {n},{n}\n"));
    }
    text.push_str("P3,Thing 3,3\nP4,Other,9\n,Nameless,9\n");
    let file = read(&text).unwrap();
    assert_eq!(file.report.file.kind, FileKind::Lookup);
    assert_eq!((file.report.n_accepted, file.report.n_rejected), (40, 3));
    let listed: Vec<_> = file.report.rejects.iter().map(|reject| (reject.line, reject.reason)).collect();
    assert_eq!(
        listed,
        [
            (42, RejectReason::Duplicate),
            (43, RejectReason::DuplicateConflict),
            (44, RejectReason::MissingKey)
        ]
    );
}

#[test]
fn files_of_order_lines_are_appended() {
    let first =
        "order_id,customer_id,date,category,amount,cost\n1,A,2024-01-01,Tea,5,2\n2,B,2024-01-02,Pot,6,3\n";
    let second = "order_id,customer_id,date,category,amount,channel\n3,A,2024-02-01,Cup,7.25,Web\n";
    let (dataset, summary) = join(&[first, second]).unwrap();
    assert_eq!((dataset.n_lines(), dataset.n_orders()), (3, 3));
    assert_eq!(sum(&dataset, dataset.amounts()), "18.25");
    let sources: Vec<(u16, u32)> =
        (0..3).map(|line| (dataset.source(line).file, dataset.source(line).line)).collect();
    assert_eq!(sources, [(0, 2), (1, 2), (0, 3)]);
    // Costs of some of the lines are not used, and that is said.
    assert!(dataset.costs().is_none());
    assert_eq!(summary.partial.len(), 1);
    assert_eq!(summary.partial[0].column, PartialKind::Costs);
    assert_eq!(summary.partial[0].lacking, ["file.csv"]);
    let category = dataset.dimension(DimensionRole::Category).unwrap();
    assert_eq!(category.values, ["Cup", "Pot", "Tea"]);
    let channel = dataset.dimension(DimensionRole::Channel).unwrap();
    assert_eq!((0..3).map(|line| channel.value(line)).collect::<Vec<_>>(), ["", "Web", ""]);
}

#[test]
fn without_an_order_number_an_order_is_a_customer_and_a_day() {
    let numbered = "order_id,customer_id,date,amount\n1,A,2024-01-01,5\n2,A,2024-01-01,6\n";
    let plain = "customer_id,date,amount\nA,2024-01-01,1\nA,2024-01-01,2\nA,2024-02-01,3\nB,2024-01-01,4\n";
    for files in [[numbered, plain], [plain, numbered]] {
        let (dataset, summary) = join(&files).unwrap();
        let orders: Vec<(&str, usize)> = (0..dataset.n_orders())
            .map(|order| (dataset.order_id(order), dataset.lines_of(order).len()))
            .collect();
        assert_eq!(orders, [("", 2), ("1", 1), ("2", 1), ("", 1), ("", 1)]);
        assert_eq!(summary.partial[0].column, PartialKind::OrderNumbers);
    }
    // An empty cell in a column of order numbers is no number either.
    let gaps = "order_id,customer_id,date,amount\n,A,2024-01-01,5\n,A,2024-02-01,6\n7,A,2024-02-01,6\n";
    let (dataset, _) = join(&[gaps]).unwrap();
    assert_eq!((0..3).map(|order| dataset.order_id(order)).collect::<Vec<_>>(), ["", "", "7"]);
}

#[test]
fn files_with_and_without_amounts_do_not_mix() {
    let with = "customer_id,date,amount\nA,2024-01-01,5\n";
    let without = "customer_id,date\nA,2024-01-01\n";
    assert!(matches!(join(&[with, without]).unwrap_err(), BuildError::MixedAmounts { .. }));
}

#[test]
fn keys_that_a_lookup_lacks_are_listed_with_their_lines() {
    let orders = "customer_id,date,amount,ProductKey\nA,2024-01-01,5,P1\nB,2024-01-01,5,P8\nC,2024-01-02,5,P9\n\
D,2024-01-03,5,P9\nE,2024-01-04,5,\n";
    let products = "ProductKey,Category\nP1,Tea\nP2,Tea\n";
    let (_, summary) = join(&[orders, products]).unwrap();
    let lookup = &summary.lookups[0];
    assert_eq!((lookup.n_lines, lookup.n_lines_unmatched, lookup.n_keys_unmatched), (1, 4, 2));
    let listed: Vec<(&str, u64, u32)> =
        lookup.unmatched.iter().map(|key| (key.key.as_str(), key.n_lines, key.line)).collect();
    assert_eq!(listed, [("P9", 2, 4), ("P8", 1, 3)]);
}
