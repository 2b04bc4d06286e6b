//! Every shared data set, imported with no answer but the day, joined, and held against its reference results.

use crate::badcsv::import;
use crate::fixture::golden;
use clientele_engine::data::{
    Dataset, DatasetBuilder, Day, DimensionRole, FileKind, JoinSummary, LookupJoin, decimal_text,
};
use clientele_engine::import::{
    ColumnRole, FileReport, ImportError, ImportOptions, ImportedFile, ImportedTable, RejectReason,
    WarningKind,
};
use flate2::read::GzDecoder;
use serde_json::Value;
use std::io::Read as _;
use std::path::PathBuf;

fn day(text: &str) -> Day {
    let parts: Vec<u32> = text.split('-').map(|part| part.parse().unwrap()).collect();
    Day::try_from_civil(parts[0].cast_signed(), parts[1], parts[2]).unwrap()
}

/// The bytes of a shared file, unpacked; `None` where the data is not beside the repository.
pub(crate) fn bytes(path: &str) -> Option<Vec<u8>> {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(path);
    let Ok(packed) = std::fs::read(&file) else {
        println!("skipped: {path} is not beside the repository");
        return None;
    };
    if !path.ends_with(".gz") {
        return Some(packed);
    }
    let mut unpacked = Vec::new();
    GzDecoder::new(packed.as_slice()).read_to_end(&mut unpacked).unwrap();
    Some(unpacked)
}

pub(crate) fn options() -> ImportOptions {
    ImportOptions::new(day("2026-01-01"))
}

/// A data set and how its files were read.
pub(crate) struct Read {
    pub(crate) dataset: Dataset,
    join: JoinSummary,
    reports: Vec<FileReport>,
}

pub(crate) fn add(builder: &mut DatasetBuilder, table: ImportedTable) {
    match table {
        ImportedTable::Transactions(table) => builder.add_transactions(table),
        ImportedTable::Customers(table) => builder.add_customers(table),
        ImportedTable::Lookup(table) => builder.add_lookup(table),
    };
}

/// The data set of some shared files, as imported; `None` where they are not beside the repository.
pub(crate) fn joined(paths: &[&str]) -> Option<Dataset> {
    read(paths).map(|read| read.dataset)
}

pub(crate) fn read(paths: &[&str]) -> Option<Read> {
    let mut builder = DatasetBuilder::new();
    let mut reports = Vec::new();
    for path in paths {
        let ImportedFile { table, report, .. } = import(&bytes(path)?, 1 << 18, options()).unwrap();
        assert_eq!(report.n_records, report.n_accepted + report.n_rejected, "{path}");
        add(&mut builder, table);
        reports.push(report);
    }
    let (dataset, join) = builder.finish().unwrap();
    Some(Read { dataset, join, reports })
}

/// The data set of these files.
pub(crate) fn dataset(paths: &[&str]) -> Option<Dataset> {
    read(paths).map(|read| read.dataset)
}

/// The sum of a column of money as decimal text.
fn sum(dataset: &Dataset, column: &[i64]) -> String {
    decimal_text(column.iter().map(|&money| i128::from(money)).sum(), dataset.money_scale())
}

/// Rounds decimal text to cents, half away from zero.
fn cents(text: &str) -> i128 {
    (text.parse::<f64>().unwrap() * 100.0).round() as i128
}

/// Rows, customers, orders, sums and days against section a of the reference results.
fn agrees(read: &Read, totals: &Value) {
    let dataset = &read.dataset;
    let count = |key: &str| totals[key].as_u64().unwrap();
    assert_eq!(dataset.n_lines() as u64, count("rows_used"), "rows");
    let buyers = (0..dataset.n_customers()).filter(|&customer| !dataset.orders_of(customer).is_empty());
    assert_eq!(buyers.count() as u64, count("customers"), "customers");
    assert_eq!(dataset.n_orders() as u64, count("orders"), "orders");
    assert_eq!(dataset.observed().first, day(totals["first_date"].as_str().unwrap()));
    assert_eq!(dataset.observed().last, day(totals["last_date"].as_str().unwrap()));
    if let Some(revenue) = totals["revenue_total"].as_f64() {
        assert_eq!(cents(&sum(dataset, dataset.amounts())), (revenue * 100.0).round() as i128, "revenue");
    }
    if let Some(profit) = totals["profit_total"].as_f64() {
        let profits: Vec<i64> = dataset
            .amounts()
            .iter()
            .zip(dataset.costs().unwrap())
            .map(|(amount, cost)| amount - cost)
            .collect();
        assert_eq!(cents(&sum(dataset, &profits)), (profit * 100.0).round() as i128, "profit");
    }
}

fn plain(paths: &[&str], name: &str) -> Option<Read> {
    let read = read(paths)?;
    agrees(&read, &golden(name)?["a_totals"]);
    assert!(read.reports.iter().all(|report| report.n_rejected == 0));
    Some(read)
}

#[test]
fn cdnow_master_is_read_from_commas_and_from_blanks() {
    let Some(commas) = plain(&["cdnow/cdnow_master.csv"], "cdnow_master") else { return };
    let Some(blanks) = plain(&["cdnow/CDNOW_master.txt"], "cdnow_master") else { return };
    assert_eq!(blanks.reports[0].delimiter, ' ');
    assert_eq!(sum(&commas.dataset, commas.dataset.amounts()), "2500315.63");
    assert_eq!(commas.dataset.amounts(), blanks.dataset.amounts());
    assert_eq!(commas.dataset.days(), blanks.dataset.days());
    assert_eq!(commas.dataset.quantities(), blanks.dataset.quantities());
    assert_eq!(commas.dataset.customers().ids, blanks.dataset.customers().ids);
    assert_eq!(blanks.dataset.customers().ids.get(0), "00001");
    let zeros = blanks.reports[0].warnings.iter().find(|warning| warning.kind == WarningKind::ZeroAmounts);
    assert_eq!(zeros.map(|warning| warning.count), Some(80));
}

#[test]
fn cdnow_sample_without_a_header_is_a_question_with_a_cheap_answer() {
    let Some(commas) = plain(&["cdnow/cdnow_sample.csv"], "cdnow_sample") else { return };
    let Some(text) = bytes("cdnow/CDNOW_sample.txt") else { return };
    let Err(ImportError::MissingRequiredColumns { found, .. }) = import(&text, 1 << 16, options()) else {
        panic!("no header names the columns")
    };
    assert_eq!(found, ["00004", "0001", "19970101", "2", "29.33"]);
    let roles = [
        ColumnRole::CustomerId,
        ColumnRole::Skip,
        ColumnRole::Date,
        ColumnRole::Quantity,
        ColumnRole::Amount,
    ];
    for delimiter in [Some(' '), None] {
        let answered =
            ImportOptions { has_header: Some(false), columns: Some(roles.to_vec()), delimiter, ..options() };
        let imported = import(&text, 1 << 16, answered).unwrap();
        assert_eq!((imported.report.n_accepted, imported.report.header_line), (6_919, 0));
        assert_eq!(imported.report.sum_amount, commas.reports[0].sum_amount);
        let ImportedTable::Transactions(table) = imported.table else { panic!("order lines") };
        assert_eq!((table.lines[0], table.customer_ids.get(0)), (1, "00004"));
    }
}

#[test]
fn superstore_agrees_to_the_cent() {
    let Some(read) = plain(&["superstore/superstore.csv"], "superstore") else { return };
    assert_eq!(sum(&read.dataset, read.dataset.amounts()), "2297200.8603");
}

#[test]
fn apparel_agrees_with_its_customers() {
    let paths = ["apparel/apparel_transactions.csv", "apparel/apparel_customers.csv"];
    let Some(read) = plain(&paths, "apparel") else { return };
    assert_eq!(read.join.n_customers_without_profile, 0);
    assert_eq!(read.join.n_customers_without_orders, 0);
}

#[test]
fn grocery_is_orders_without_money() {
    let Some(read) = plain(&["grocery/grocery_elog.csv"], "grocery") else { return };
    assert!(!read.dataset.has_amounts());
    assert!(read.dataset.amounts().iter().all(|&amount| amount == 0));
    let report = &read.reports[0];
    assert_eq!((report.file.kind, report.sum_amount.as_str()), (FileKind::Transactions, ""));
    let warnings: Vec<_> = report.warnings.iter().map(|warning| (warning.kind, warning.count)).collect();
    assert!(warnings.contains(&(WarningKind::NoAmounts, 10_483)), "{warnings:?}");
    // Where somebody said that the file holds transactions, its amount is missing.
    let said = ImportOptions { kind: Some(FileKind::Transactions), ..options() };
    let error = import(&bytes("grocery/grocery_elog.csv").unwrap(), 1 << 16, said).err();
    assert!(
        matches!(&error, Some(ImportError::MissingRequiredColumns { missing, .. }) if missing == &["amount"]),
        "{error:?}"
    );
}

#[test]
fn lantern_agrees_with_its_screens() {
    let Some(read) = read(&["lantern/transactions.csv", "lantern/customers.csv"]) else { return };
    let dataset = &read.dataset;
    assert_eq!((dataset.n_lines(), dataset.n_orders(), dataset.n_customers()), (74_061, 74_061, 13_811));
    assert_eq!(sum(dataset, dataset.amounts()), "95623752.00");
    let profits: Vec<i64> =
        dataset.amounts().iter().zip(dataset.costs().unwrap()).map(|(amount, cost)| amount - cost).collect();
    assert_eq!(sum(dataset, &profits), "22212382.88");
    assert_eq!((dataset.observed().first, dataset.observed().last), (day("2022-01-01"), day("2024-12-31")));
    for (year, revenue) in [(2022, 29_359_412), (2023, 32_044_301), (2024, 34_220_039)] {
        let in_year = |day: &Day| day.to_string().starts_with(&year.to_string());
        let lines = dataset.days().iter().zip(dataset.amounts()).filter(|(day, _)| in_year(day));
        assert_eq!(lines.map(|(_, amount)| amount).sum::<i64>(), revenue * 100, "{year}");
    }
    assert_eq!(dataset.currency(), Some("TWD"));
}

#[test]
fn online_retail_differs_from_the_reference_by_its_exact_repeats() {
    let Some(read) = read(&["online_retail/online_retail.csv.gz"]) else { return };
    let Some(golden) = golden("online_retail") else { return };
    let (totals, report, dataset) = (&golden["a_totals"], &read.reports[0], &read.dataset);
    let net = &totals["net_view_with_cancellations"];
    let count = |value: &Value| value.as_u64().unwrap();
    let n_repeats = 5_225;
    let n_without_id = count(&totals["rows_dropped_by_reason"]["no CustomerID"]);
    assert_eq!(report.n_records, count(&totals["rows_in_file"]));
    assert_eq!(
        report.reasons,
        [(RejectReason::MissingCustomerId, n_without_id), (RejectReason::Duplicate, n_repeats)]
    );
    assert_eq!(dataset.n_lines() as u64 + n_repeats, count(&net["rows"]));
    assert_eq!(dataset.n_customers() as u64, count(&net["customers"]));
    assert_eq!(dataset.observed().first, day(totals["first_date"].as_str().unwrap()));
    assert_eq!(dataset.observed().last, day(totals["last_date"].as_str().unwrap()));
    // The repeats are worth 21,546.39, so both sides agree to the tenth of a penny.
    assert_eq!(sum(dataset, dataset.amounts()), "8278519.424");
    assert_eq!(
        cents("8278519.424") + 2_154_639,
        (net["revenue_net"].as_f64().unwrap() * 100.0).round() as i128
    );

    // The reference counts what was bought: positive quantity and price. Of the repeats, 5,192 are of that
    // kind, and worth 24,199.01.
    let bought = || (0..dataset.n_lines()).filter(|&line| dataset.amounts()[line] > 0);
    assert_eq!(bought().count() as u64 + 5_192, count(&totals["rows_used"]));
    let revenue: i64 = bought().map(|line| dataset.amounts()[line]).sum();
    assert_eq!(decimal_text(revenue.into(), dataset.money_scale()), "8887208.894");
    assert_eq!(
        cents("8887208.894") + 2_419_901,
        (totals["revenue_total"].as_f64().unwrap() * 100.0).round() as i128
    );
    let is_bought = |order: &usize| dataset.lines_of(*order).any(|line| dataset.amounts()[line] > 0);
    assert_eq!((0..dataset.n_orders()).filter(is_bought).count() as u64, count(&totals["orders"]));
    let buys =
        |customer: &usize| dataset.lines_of_customer(*customer).any(|line| dataset.amounts()[line] > 0);
    assert_eq!((0..dataset.n_customers()).filter(buys).count() as u64, count(&totals["customers"]));
}

pub(crate) const ADVENTUREWORKS: [&str; 8] = [
    "adventureworks/AdventureWorks_Customers.csv",
    "adventureworks/AdventureWorks_Product_Categories.csv",
    "adventureworks/AdventureWorks_Product_Subcategories.csv",
    "adventureworks/AdventureWorks_Products.csv",
    "adventureworks/AdventureWorks_Sales_2015.csv",
    "adventureworks/AdventureWorks_Sales_2016.csv",
    "adventureworks/AdventureWorks_Sales_2017.csv",
    "adventureworks/AdventureWorks_Territories.csv",
];

#[test]
fn adventureworks_comes_together_from_eight_files() {
    let Some(read) = plain(&ADVENTUREWORKS, "adventureworks") else { return };
    let Read { dataset, join, reports } = read;
    let kinds: Vec<FileKind> = reports.iter().map(|report| report.file.kind).collect();
    let (lookup, lines) = (FileKind::Lookup, FileKind::Transactions);
    assert_eq!(kinds, [FileKind::Customers, lookup, lookup, lookup, lines, lines, lines, lookup]);

    // To the last digit: quantities times prices and costs with four decimals.
    assert_eq!(sum(&dataset, dataset.amounts()), "24914586.8193");
    assert_eq!(sum(&dataset, dataset.costs().unwrap()), "14456871.3851");
    assert_eq!((join.n_customers, join.n_customers_without_orders), (18_148, 732));
    assert_eq!(join.n_customers_without_profile, 0);
    let sums: Vec<&str> = join.priced.iter().map(|file| file.sum.as_str()).collect();
    assert_eq!(sums, ["6404933.5803", "9324203.7917", "9185449.4473"]);
    assert!(join.priced.iter().all(|file| file.n_unpriced == 0 && file.n_rounded == 0));
    assert!(join.partial.is_empty(), "{:?}", join.partial);

    let joined: Vec<(&str, &str, u64, u64)> = join
        .lookups
        .iter()
        .map(|LookupJoin { key, named_by, n_lines, n_lines_unmatched, .. }| {
            (key.as_str(), named_by.as_str(), *n_lines, *n_lines_unmatched)
        })
        .collect();
    assert_eq!(
        joined,
        [
            ("ProductCategoryKey", "ProductCategoryKey", 56_046, 0),
            ("ProductSubcategoryKey", "ProductSubcategoryKey", 56_046, 0),
            ("ProductKey", "ProductKey", 56_046, 0),
            ("SalesTerritoryKey", "TerritoryKey", 56_046, 0),
        ]
    );
    for (role, name, n_values) in [
        (DimensionRole::Category, "CategoryName", 3),
        (DimensionRole::Product, "ProductName", 130),
        (DimensionRole::Region, "Region", 10),
    ] {
        let dimension = dataset.dimension(role).unwrap();
        assert_eq!((dimension.name.as_str(), dimension.values.len()), (name, n_values));
    }
    let named = |name: &str| dataset.dimensions().iter().find(|dimension| dimension.name == name).unwrap();
    assert_eq!(named("SubcategoryName").values.len(), 17);
    assert_eq!(named("Country").values.len(), 6);

    // The first line of the first file leads back there, with all that hangs on its product.
    let line = (0..dataset.n_lines()).find(|&line| {
        let source = dataset.source(line);
        (source.file, source.line) == (0, 2)
    });
    let line = line.unwrap();
    assert_eq!(dataset.files()[0].name, "file.csv");
    assert_eq!(dataset.days()[line], day("2015-01-01"));
    assert_eq!(named("CategoryName").value(line), "Bikes");
    assert_eq!(named("SubcategoryName").value(line), "Road Bikes");
    assert_eq!(named("Country").value(line), "United States");
    assert_eq!(decimal_text(dataset.amounts()[line].into(), 4), "699.0982");
}

#[test]
fn the_order_in_which_files_are_dropped_changes_nothing() {
    let Some(forwards) = read(&ADVENTUREWORKS) else { return };
    let mut paths = ADVENTUREWORKS;
    paths.reverse();
    let Some(backwards) = read(&paths) else { return };
    assert_eq!(forwards.dataset.amounts(), backwards.dataset.amounts());
    assert_eq!(forwards.dataset.costs(), backwards.dataset.costs());
    assert_eq!(forwards.dataset.dimensions().len(), backwards.dataset.dimensions().len());
    for dimension in forwards.dataset.dimensions() {
        assert!(backwards.dataset.dimensions().contains(dimension), "{}", dimension.name);
    }
}
