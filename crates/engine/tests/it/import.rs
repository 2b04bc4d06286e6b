//! Imports of real and of hard files.
//!
//! The corpus and the data sets lie beside the repository; where they do not, only the inline cases run.

use crate::badcsv::{self, bare_decimal, import};
use clientele_engine::data::{DatasetBuilder, Day, FileKind, decimal_text};
use clientele_engine::import::{
    ColumnRole, ImportError, ImportOptions, ImportedFile, ImportedTable, RejectReason, original_text,
};
use proptest::prelude::*;
use std::path::{Path, PathBuf};

pub(crate) fn shared(folder: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../");
    let here = root.join("shared").join(folder);
    let above = root.join("../shared").join(folder);
    [here, above].into_iter().find(|path| path.exists())
}

pub(crate) fn options() -> ImportOptions {
    ImportOptions::new(Day::try_from_civil(2026, 1, 1).unwrap_or_default())
}

pub(crate) fn imported(text: &str) -> ImportedFile {
    match import(text.as_bytes(), 1 << 16, options()) {
        Ok(imported) => imported,
        Err(error) => unreachable!("{error}"),
    }
}

/// What an import came to, without anything that two equal imports may differ in.
fn summary(result: &Result<ImportedFile, ImportError>) -> String {
    match result {
        Err(error) => format!("{error:?}"),
        Ok(imported) => match &imported.table {
            ImportedTable::Transactions(table) => format!(
                "{:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
                imported.report,
                table.customers,
                table.days,
                table.amounts,
                table.costs,
                table.dimensions,
                table.measures,
                table.attributes,
                table.lines,
                table.row_index
            ),
            ImportedTable::Customers(table) => {
                format!(
                    "{:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
                    imported.report,
                    table.ids,
                    table.names,
                    table.signup,
                    table.dimensions,
                    table.measures,
                    table.texts,
                    table.lines
                )
            }
            ImportedTable::Lookup(table) => format!(
                "{:?} {:?} {:?} {:?} {:?}",
                imported.report, table.prices, table.costs, table.dimensions, table.lines
            ),
        },
    }
}

#[test]
fn the_corpus_of_hard_files_is_read_as_its_manifest_says() {
    let Some(folder) = shared("badcsv") else { return };
    let differences: Vec<String> = badcsv::run(&folder)
        .unwrap()
        .into_iter()
        .flat_map(|outcome| {
            outcome.differences.into_iter().map(move |text| format!("{}: {text}", outcome.file))
        })
        .collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn the_slicing_of_a_file_changes_nothing() {
    let Some(folder) = shared("badcsv") else { return };
    for entry in badcsv::manifest(&folder).unwrap() {
        let bytes = badcsv::read(&folder, entry["file"].as_str().unwrap()).unwrap();
        if bytes.len() > 64 << 10 {
            continue;
        }
        let whole = summary(&import(&bytes, bytes.len().max(1), badcsv::options_of(&entry)));
        for slice_bytes in [1, 2, 3, 7, 4096] {
            let sliced = summary(&import(&bytes, slice_bytes, badcsv::options_of(&entry)));
            assert!(sliced == whole, "{} in slices of {slice_bytes}:\n{sliced}\n{whole}", entry["file"]);
        }
    }
}

#[test]
fn files_longer_than_the_head_do_not_depend_on_slices_either() {
    let mut text = String::from("order_id,customer_id,date,amount,note\n");
    for n in 0..60_000 {
        let note = match n {
            50_000 => "\"never closed",
            50_500 => "\"two\nlines\"",
            51_000 => "caf\u{e9}",
            _ => "",
        };
        text.push_str(&format!("O{n},C{},2024-01-{:02},{}.5,{note}\n", n % 700, n % 28 + 1, n % 90));
    }
    let whole = import(text.as_bytes(), text.len(), options());
    assert_eq!(whole.as_ref().unwrap().report.n_accepted, 59_999);
    for slice_bytes in [777, 4_096, 1 << 20] {
        assert!(
            summary(&import(text.as_bytes(), slice_bytes, options())) == summary(&whole),
            "{slice_bytes}"
        );
    }
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let whole = import(&latin, latin.len(), options());
    assert_eq!(whole.as_ref().unwrap().report.encoding, "windows-1252");
    assert!(summary(&import(&latin, 333, options())) == summary(&whole));
}

/// Totals of a data set: file, rows accepted, customers, sum, first and last day.
type Totals = (&'static str, u64, u64, &'static str, &'static str, &'static str);

#[test]
fn the_totals_of_real_data_sets_are_those_of_their_publishers() {
    let Some(folder) = shared("data") else { return };
    let sets: [Totals; 5] = [
        ("cdnow/cdnow_master.csv", 69_659, 23_570, "2500315.63", "1997-01-01", "1998-06-30"),
        ("cdnow/cdnow_sample.csv", 6_919, 2_357, "244091.94", "1997-01-01", "1998-06-30"),
        ("lantern/transactions.csv", 74_061, 13_811, "95623752", "2022-01-01", "2024-12-31"),
        ("superstore/superstore.csv", 9_994, 793, "2297200.8603", "2014-01-03", "2017-12-30"),
        (
            "apparel/apparel_transactions.csv",
            3_187,
            600,
            "124356.899999999999996",
            "2005-01-02",
            "2010-12-20",
        ),
    ];
    for (file, n_rows, n_customers, sum, first, last) in sets {
        let bytes = std::fs::read(folder.join(file)).unwrap();
        let report = import(&bytes, 1 << 20, options()).unwrap().report;
        let days = report.days.unwrap();
        assert_eq!(
            (report.n_accepted, report.n_rejected, report.n_customers),
            (n_rows, 0, n_customers),
            "{file}"
        );
        assert_eq!(bare_decimal(&report.sum_amount), sum, "{file}");
        assert_eq!(
            (days.first.to_string().as_str(), days.last.to_string().as_str()),
            (first, last),
            "{file}"
        );
    }
}

#[test]
fn the_profit_of_lantern_and_superstore_is_exact() {
    let Some(folder) = shared("data") else { return };
    for (file, profit) in
        [("lantern/transactions.csv", "22212382.88"), ("superstore/superstore.csv", "286397.0217")]
    {
        let bytes = std::fs::read(folder.join(file)).unwrap();
        let ImportedTable::Transactions(table) = import(&bytes, 1 << 20, options()).unwrap().table else {
            panic!("{file} holds transactions");
        };
        let costs = table.costs.unwrap();
        let total: i128 =
            table.amounts.iter().zip(&costs).map(|(amount, cost)| i128::from(amount - cost)).sum();
        assert_eq!(bare_decimal(&decimal_text(total, table.money_scale)), profit, "{file}");
    }
}

#[test]
fn online_retail_is_priced_by_quantity_and_unit_price() {
    let Some(path) = shared("data/online_retail/online_retail.csv.gz") else { return };
    let Ok(unpacked) = std::process::Command::new("gzip").arg("-dc").arg(path).output() else { return };
    let report = import(&unpacked.stdout, 1 << 20, options()).unwrap().report;
    assert_eq!((report.n_records, report.n_accepted, report.n_customers), (541_909, 401_604, 4_372));
    assert_eq!(
        report.reasons,
        [(RejectReason::MissingCustomerId, 135_080), (RejectReason::Duplicate, 5_225)]
    );
    assert_eq!((report.sum_amount.as_str(), report.sum_rejected.as_str()), ("8278519.424", "1469228.51"));
    assert_eq!(report.encoding, "windows-1252");
}

#[test]
fn orders_without_amounts_say_what_is_missing() {
    let said = ImportOptions { kind: Some(FileKind::Transactions), ..options() };
    for (text, options) in [
        ("cust,date\n1,2006-01-01\n", said.clone()),
        ("OrderDate,CustomerKey,OrderQuantity\n1/1/2016,1,1\n", said),
        // Nobody said what the rows are, and the numbers may be the amounts.
        ("cust,date,x\n1,2006-01-01,12.50\n", options()),
        ("cust,date,profit\n1,2006-01-01,12.50\n1,2006-01-02,3\n", options()),
    ] {
        let error = import(text.as_bytes(), 1 << 16, options).unwrap_err();
        assert!(
            matches!(error, ImportError::MissingRequiredColumns { missing, .. } if missing == ["amount"]),
            "{text}"
        );
    }
}

#[test]
fn a_file_without_a_header_is_read_by_the_columns_the_user_named() {
    let mut options = options();
    options.has_header = Some(false);
    options.columns =
        Some(vec![ColumnRole::Date, ColumnRole::CustomerId, ColumnRole::Skip, ColumnRole::Amount]);
    let report = import(b"2024-01-05;C1;x;10,5\n2024-01-06;C2;y;1,25\n", 3, options).unwrap().report;
    assert_eq!((report.delimiter, report.header_line, report.n_accepted), (';', 0, 2));
    assert_eq!(report.sum_amount, "11.75");
}

#[test]
fn rows_set_aside_late_keep_their_cells() {
    let file = imported(
        "customer_id,date,amount\nC0,25/12/2023,10\nC1,12/25/2023,$9\nC2,13/01/2023,€1\nC3,1/1/2023,$2\n",
    );
    let rejects: Vec<(u32, RejectReason, &str)> = file
        .report
        .rejects
        .iter()
        .map(|reject| (reject.line, reject.reason, reject.cells[0].as_str()))
        .collect();
    assert_eq!(rejects, [(3, RejectReason::BadDate, "C1"), (4, RejectReason::CurrencyMismatch, "C2")]);
    assert_eq!(file.report.n_customers, 2);
    let ImportedTable::Transactions(table) = file.table else { panic!("order lines") };
    assert_eq!(table.customer_ids.texts().iter().collect::<Vec<_>>(), ["C0", "C3"]);
    assert_eq!(table.lines, [2, 5]);
}

#[test]
fn what_orders_and_customers_say_comes_together() {
    let orders = imported(
        "order_id,customer_id,date,amount_twd,channel\nA,1,2024-01-01,5,web\nB,2,2024-01-02,7,shop\n",
    );
    let people = imported(
        "customer_id,name,city,signup_date\n1,Ann,Taipei,2023-01-01\n2,Bob,Taipei,\n3,Cy,Tainan,x\n",
    );
    assert_eq!(
        (orders.report.file.kind, people.report.file.kind),
        (FileKind::Transactions, FileKind::Customers)
    );
    let (ImportedTable::Transactions(orders), ImportedTable::Customers(people)) =
        (orders.table, people.table)
    else {
        panic!("one of each");
    };
    let mut builder = DatasetBuilder::new();
    builder.add_transactions(orders).add_customers(people);
    let (dataset, summary) = builder.finish().unwrap();
    assert_eq!((summary.n_customers, summary.n_customers_without_orders), (3, 1));
    assert_eq!(dataset.currency(), Some("TWD"));
    assert_eq!(dataset.customers().label(1), "Bob");
}

#[test]
fn leaving_one_of_two_columns_out_answers_which_is_meant() {
    let text = "customer_id,date,amount,total\nA,2024-01-05,10,12\nB,2024-01-06,5,6\n";
    let error = import(text.as_bytes(), 1 << 16, options()).map(|_| ()).unwrap_err();
    let ImportError::AmbiguousColumns { columns, indices, line, .. } = error else { panic!("{error}") };
    assert_eq!((columns, &indices, line), (vec!["amount".to_owned(), "total".to_owned()], &[2, 3], 2));
    for (ignored, sum) in [(3, "15.00"), (2, "18.00")] {
        let answered = ImportOptions { ignored: vec![ignored], ..options() };
        let imported = import(text.as_bytes(), 1 << 16, answered).unwrap();
        assert_eq!(
            (imported.report.n_accepted, bare_decimal(&imported.report.sum_amount)),
            (2, bare_decimal(sum))
        );
        assert_eq!(imported.report.columns[usize::from(ignored)].role, ColumnRole::Skip);
    }
}

#[test]
fn the_row_index_leads_back_to_the_text() {
    let mut text = String::from("customer_id,date,amount,note\r\n");
    for n in 0..3_000 {
        text.push_str(&format!("C{n},2024-01-05,{n},\"a\r\nb\"\r\n"));
    }
    let bytes = text.as_bytes();
    let ImportedTable::Transactions(table) = imported(&text).table else { panic!("order lines") };
    for row in [0, 1, 500, 2_999] {
        let line = table.lines[row];
        let (from_line, offset) = table.row_index.at_or_above(line);
        let found = original_text(&bytes[usize::try_from(offset).unwrap()..], from_line, line, "utf-8");
        assert_eq!(found, Some(format!("C{row},2024-01-05,{row},\"a\r\nb\"")));
    }
}

proptest! {
    #[test]
    fn no_bytes_bring_the_importer_down(bytes in proptest::collection::vec(any::<u8>(), 0..400), slice_bytes in 1_usize..50) {
        let _ = import(&bytes, slice_bytes, options());
    }

    #[test]
    fn books_balance_for_any_cells(
        rows in proptest::collection::vec("[C0-9,;\"\n\r\t.'$€年/ -]{0,30}", 0..20),
        slice_bytes in 1_usize..20,
    ) {
        let text = format!("customer_id,date,amount,note\nC,2024-01-01,1,x\n{}\n", rows.join("\n"));
        let whole = import(text.as_bytes(), text.len(), options());
        if let Ok(file) = &whole {
            let report = &file.report;
            prop_assert_eq!(report.n_records, report.n_accepted + report.n_rejected);
            prop_assert_eq!(report.rejects.len() as u64, report.n_rejected);
        }
        prop_assert_eq!(summary(&import(text.as_bytes(), slice_bytes, options())), summary(&whole));
    }
}
