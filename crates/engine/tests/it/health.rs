//! The health of real and of random files, against figures worked out without this code.
//!
//! The data sets lie beside the repository; where they do not, only the random files run.

use crate::badcsv::import;
use clientele_engine::analysis::health::{self, HealthReport, RepeatKind};
use clientele_engine::data::{Dataset, DatasetBuilder, Day, JoinSummary};
use clientele_engine::import::{FileReport, ImportOptions, ImportedTable};
use proptest::prelude::*;
use std::path::Path;

struct Staged {
    files: Vec<FileReport>,
    join: JoinSummary,
    dataset: Dataset,
    health: HealthReport,
}

/// Files as bytes, order lines before customers; `None` where one of them is refused.
fn staged(files: &[&[u8]]) -> Option<Staged> {
    let mut builder = DatasetBuilder::new();
    let mut reports = Vec::new();
    for bytes in files {
        let options = ImportOptions::new(Day::try_from_civil(2026, 1, 1)?);
        let imported = import(bytes, 1 << 20, options).ok()?;
        match imported.table {
            ImportedTable::Transactions(table) => builder.add_transactions(table),
            ImportedTable::Customers(table) => builder.add_customers(table),
            ImportedTable::Lookup(table) => builder.add_lookup(table),
        };
        reports.push(imported.report);
    }
    let (dataset, join) = builder.finish().ok()?;
    let health = health::report(&reports, &join, &dataset);
    Some(Staged { files: reports, join, dataset, health })
}

fn shared(path: &str) -> Option<Vec<u8>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(path);
    if path.extension().is_some_and(|extension| extension == "gz") {
        let unpacked = std::process::Command::new("gzip").arg("-dc").arg(&path).output().ok()?;
        return unpacked.status.success().then_some(unpacked.stdout);
    }
    std::fs::read(path).ok()
}

fn day(year: i32, month: u32, day: u32) -> Day {
    Day::try_from_civil(year, month, day).unwrap()
}

/// Cells of order lines, sound and unsound.
fn cells() -> impl Strategy<Value = String> {
    let pick = |values: &'static [&'static str]| prop::sample::select(values);
    (
        pick(&["O1", "O2", "O3", "", "O4"]),
        pick(&["C1", "c1", "007", "7", "", "n/a", "8.86912E+11", "C2"]),
        pick(&[
            "2024-01-05",
            "2024-02-29",
            "2023-02-29",
            "",
            "soon",
            "13/01/2024",
            "01/13/2024",
            "1850-01-01",
        ]),
        pick(&["10", "10.5", "-3.25", "0", "", "many", "€5", "$4.5", "\"1,234.5\"", "0.00001", "(7)", "1e3"]),
        pick(&["tea", "", "tea,more", "\"two\nlines\""]),
    )
        .prop_map(|(order, id, date, amount, note)| format!("{order},{id},{date},{amount},{note}\n"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn books_balance_whatever_the_file_says(
        rows in prop::collection::vec(cells(), 1..40),
        header in prop::sample::select(&[
            "order_id,customer_id,date,amount,note\n",
            "shelf,customer_id,date,amount,note\n",
        ][..]),
    ) {
        let text = format!("{header}{}", rows.concat());
        if let Some(Staged { files, health, .. }) = staged(&[text.as_bytes()]) {
            let all = &health.books.all;
            prop_assert!(all.balances, "{text}\n{all:?}\n{:?}", files[0]);
            prop_assert_eq!(all.n_read, all.n_accepted + all.n_set_aside + all.n_merged);
        }
    }

    #[test]
    fn books_of_priced_pieces_balance_too(
        rows in prop::collection::vec(
            (
                prop::sample::select(&["C1", "C2", ""][..]),
                prop::sample::select(&["2.55", "0", "", "x", "1.125"][..]),
                prop::sample::select(&["6", "-1", "", "1.5", "y"][..]),
            ),
            1..20,
        ),
    ) {
        let lines: Vec<String> =
            rows.iter().map(|(id, price, pieces)| format!("{id},2024-01-05,{price},{pieces}\n")).collect();
        let text = format!("customer_id,date,unit price,quantity\n{}", lines.concat());
        if let Some(Staged { health, .. }) = staged(&[text.as_bytes()]) {
            prop_assert!(health.books.all.balances, "{text}\n{:?}", health.books.all);
        }
    }
}

#[test]
fn books_that_were_tampered_with_do_not_balance() {
    let text = b"order_id,customer_id,date,amount\n1,A,2024-01-05,10.50\n2,B,2024-01-06,4\n3,,2024-01-06,2\n";
    let Staged { files, join, dataset, health } = staged(&[text]).unwrap();
    assert!(health.books.all.balances);
    let money = health.books.all.money.unwrap();
    assert_eq!(
        (money.read.as_str(), money.accepted.as_str(), money.set_aside.as_str()),
        ("16.50", "14.50", "2.00")
    );
    let balances = |change: fn(&mut FileReport)| {
        let mut files = files.clone();
        change(&mut files[0]);
        health::report(&files, &join, &dataset).books.all.balances
    };
    assert!(balances(|_| ()));
    assert!(!balances(|file| file.n_records += 1));
    assert!(!balances(|file| file.n_accepted += 1));
    assert!(!balances(|file| file.n_rejected += 1));
    assert!(!balances(|file| file.sum_read = "16.51".to_owned()));
    assert!(!balances(|file| file.sum_rejected = "2.01".to_owned()));
    assert!(!balances(|file| file.sum_amount = "14.51".to_owned()));
}

#[test]
fn rows_that_two_files_have_are_merged_in_the_books() {
    let january = b"order_id,customer_id,date,amount\n1,A,2024-01-05,10.50\n2,B,2024-01-31,4\n";
    let february = b"order_id,customer_id,date,amount\n2,B,2024-01-31,4\n3,A,2024-02-06,-2.25\n";
    let Staged { health, .. } = staged(&[january, february]).unwrap();
    let all = &health.books.all;
    assert_eq!((all.n_read, all.n_accepted, all.n_set_aside, all.n_merged), (4, 3, 0, 1));
    let money = all.money.as_ref().unwrap();
    assert_eq!(
        (money.read.as_str(), money.accepted.as_str(), money.merged.as_str(), money.in_dataset.as_str()),
        ("16.25", "12.25", "4.00", "12.25")
    );
    assert!(all.balances);
    assert_eq!((health.books.files[0].n_merged, health.books.files[1].n_merged), (0, 1));
}

#[test]
fn repeats_conflicts_and_fill_rates_come_with_their_lines() {
    let orders = b"customer_id,date,amount,city\nA,2024-01-05,10,\nA,2024-01-05,10,\nB,2024-01-06,4,Taipei\n";
    let people = b"customer_id,name\nA,Ann\nA,Ann\nA,Anna\nB,\n";
    let Staged { health, .. } = staged(&[orders, people]).unwrap();
    let found: Vec<(u16, RepeatKind, u64, &[u32])> = health
        .repeats
        .iter()
        .map(|repeats| (repeats.file, repeats.kind, repeats.n_rows, repeats.lines.as_slice()))
        .collect();
    assert_eq!(
        found,
        [
            (0, RepeatKind::Possible, 1, [3].as_slice()),
            (1, RepeatKind::Exact, 1, [3].as_slice()),
            (1, RepeatKind::Conflict, 1, [4].as_slice()),
        ]
    );
    let city = &health.fills[0].columns[0];
    assert_eq!((city.name.as_str(), city.n_filled, health.fills[0].n_rows), ("city", 1, 3));
    assert_eq!((health.fills[1].columns[0].name.as_str(), health.fills[1].columns[0].share), ("name", 0.5));
}

#[test]
fn lantern_is_sound() {
    let (Some(orders), Some(people)) = (shared("lantern/transactions.csv"), shared("lantern/customers.csv"))
    else {
        return;
    };
    let Staged { health, .. } = staged(&[&orders, &people]).unwrap();
    assert!(health.books.all.balances);
    assert_eq!((health.books.all.n_read, health.books.all.n_set_aside), (74_061 + 13_811, 0));
    assert_eq!((health.calendar.n_gaps, health.calendar.n_days_with_orders), (0, 1_096));
    assert!(health.calendar.partial_months.is_empty() && health.calendar.dips.is_empty());
    assert_eq!(health.orphans, health::Orphans::default());
    assert_eq!((health.returns.gross.as_str(), health.returns.n_negative), ("95623752.00", 0));
    assert_eq!((health.ids.n_groups, health.heaps.n_spikes), (0, 0));
}

#[test]
fn online_retail_rests_at_christmas_and_on_bank_holidays() {
    let Some(bytes) = shared("online_retail/online_retail.csv.gz") else { return };
    let Staged { health, .. } = staged(&[&bytes]).unwrap();
    assert!(health.books.all.balances, "{:?}", health.books.all);
    // Sums of a script in Python over the same file, with exact decimals.
    let returns = &health.returns;
    assert_eq!(
        (returns.gross.as_str(), returns.returned.as_str(), returns.net.as_str(), returns.n_negative),
        ("8887208.894", "-608689.470", "8278519.424", 8_872)
    );
    let calendar = &health.calendar;
    assert_eq!((calendar.n_gaps, calendar.n_days_with_orders), (6, 305));
    assert_eq!(calendar.closed_weekdays, [false, false, false, false, false, true, false]);
    let gaps: Vec<(Day, Day, u32)> =
        calendar.gaps.iter().map(|gap| (gap.days.first, gap.days.last, gap.n_open_days)).collect();
    assert_eq!(gaps[0], (day(2010, 12, 24), day(2011, 1, 3), 9));
    assert_eq!(gaps[1], (day(2011, 4, 22), day(2011, 4, 25), 3));
    assert!((calendar.gaps[0].expected_orders - 471.5).abs() < 1e-9);
    let months: Vec<String> = calendar.partial_months.iter().map(|month| month.month.to_string()).collect();
    assert_eq!(months, ["2011-12"]);
}

#[test]
fn days_without_a_sale_are_usual_in_a_small_shop() {
    let Some(bytes) = shared("superstore/superstore.csv") else { return };
    let Staged { health, .. } = staged(&[&bytes]).unwrap();
    assert_eq!((health.calendar.n_gaps, health.calendar.n_days_with_orders), (0, 1_237));
    assert!(health.calendar.partial_months.is_empty() && health.books.all.balances);
    let Some(sales) = (2015..=2017)
        .map(|year| shared(&format!("adventureworks/AdventureWorks_Sales_{year}.csv")))
        .collect::<Option<Vec<_>>>()
    else {
        return;
    };
    // Amounts are in a file of products; the calendar needs none.
    let mut text = String::from("order_id,customer_id,date,amount\n");
    for line in sales.iter().flat_map(|bytes| std::str::from_utf8(bytes).unwrap().lines().skip(1)) {
        let cells: Vec<&str> = line.split(',').collect();
        let date: Vec<u32> = cells[0].split('/').map(|part| part.parse().unwrap()).collect();
        let date = day(date[2].cast_signed(), date[0], date[1]);
        text.push_str(&format!("{},{},{date},{}\n", cells[2], cells[4], 1 + text.len() % 5));
    }
    let Staged { health, .. } = staged(&[text.as_bytes()]).unwrap();
    assert_eq!((health.calendar.n_gaps, health.calendar.n_days_with_orders), (0, 911));
}
