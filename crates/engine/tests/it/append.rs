//! Files appended to others: what is new comes in, what is there already is found, and the books balance.

use crate::badcsv::import;
use clientele_engine::data::{Dataset, DatasetBuilder, Day, JoinSummary, OverlapPolicy};
use clientele_engine::import::{ImportOptions, ImportedTable};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// How files are put together.
enum Step<'a> {
    File(&'a str),
    Append,
    Policy(OverlapPolicy),
}
use Step::{Append, File, Policy};

fn build(steps: &[Step<'_>]) -> (Dataset, JoinSummary) {
    let mut builder = DatasetBuilder::new();
    for step in steps {
        match step {
            Append => {
                builder.begin_append();
            }
            Policy(policy) => {
                builder.set_overlap(Some(*policy));
            }
            File(text) => {
                let options = ImportOptions::new(Day::try_from_civil(2026, 1, 1).unwrap());
                match import(text.as_bytes(), 1 << 16, options).unwrap().table {
                    ImportedTable::Transactions(table) => builder.add_transactions(table),
                    ImportedTable::Customers(table) => builder.add_customers(table),
                    ImportedTable::Lookup(table) => builder.add_lookup(table),
                };
            }
        }
    }
    builder.finish().unwrap()
}

/// Everything of a data set but where its rows came from.
fn contents(dataset: &Dataset) -> String {
    let ids: Vec<&str> = dataset.customers().ids.iter().collect();
    let names: Vec<&str> = dataset.customers().names.iter().collect();
    let orders: Vec<&str> = (0..dataset.n_orders()).map(|order| dataset.order_id(order)).collect();
    format!(
        "{ids:?} {names:?} {orders:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        dataset.order_days(),
        dataset.order_lines(),
        dataset.days(),
        dataset.amounts(),
        dataset.quantities(),
        dataset.dimensions(),
    )
}

/// One order line of a generated file.
#[derive(Debug, Clone)]
struct Line {
    customer: u8,
    order: u8,
    day: u8,
    amount: u8,
    category: u8,
}

fn line() -> impl Strategy<Value = Line> {
    (0_u8..4, 0_u8..4, 1_u8..6, 1_u8..3, 0_u8..2).prop_map(|(customer, order, day, amount, category)| Line {
        customer,
        order,
        day,
        amount,
        category,
    })
}

fn key(line: &Line) -> [u8; 4] {
    [line.customer, line.day, line.amount, line.category]
}

/// A file of these lines in a month; each line is an order line of its own where `has_orders`.
fn text(lines: &[Line], month: u8, has_orders: bool) -> String {
    let mut text = String::from(if has_orders { "order_id," } else { "" });
    text.push_str("customer_id,date,amount,category\n");
    for line in lines {
        if has_orders {
            // An order belongs to one customer and day.
            text.push_str(&format!("{}-{}-{},", line.customer, line.day, line.order));
        }
        let Line { customer, day, amount, category, .. } = line;
        text.push_str(&format!("C{customer},2024-{month:02}-{day:02},{amount}.50,K{category}\n"));
    }
    text
}

/// Lines without those equal in every cell, which a file with order numbers has once.
fn distinct(lines: &[Line]) -> Vec<Line> {
    let mut seen = std::collections::BTreeSet::new();
    lines.iter().filter(|line| seen.insert((key(line), line.order))).cloned().collect()
}

fn counts(lines: &[Line]) -> BTreeMap<[u8; 4], u64> {
    let mut counts = BTreeMap::new();
    for line in lines {
        *counts.entry(key(line)).or_default() += 1;
    }
    counts
}

proptest! {
    #[test]
    fn appending_what_is_new_is_reading_both_as_one(
        a in prop::collection::vec(line(), 1..12), b in prop::collection::vec(line(), 1..12), has_orders: bool,
    ) {
        let (january, february) = (text(&a, 1, has_orders), text(&b, 2, has_orders));
        let body = february.split_once('\n').unwrap().1;
        let (appended, summary) = build(&[File(&january), Append, File(&february)]);
        let (whole, _) = build(&[File(&format!("{january}{body}"))]);
        prop_assert_eq!(contents(&appended), contents(&whole));
        prop_assert_eq!((summary.overlaps.len(), summary.merged_rows), (0, vec![0, 0]));
    }

    #[test]
    fn appending_a_file_to_itself_changes_nothing(lines in prop::collection::vec(line(), 1..12), has_orders: bool) {
        let file = text(&lines, 1, has_orders);
        let (once, _) = build(&[File(&file)]);
        let (twice, summary) = build(&[File(&file), Append, File(&file)]);
        prop_assert_eq!(contents(&twice), contents(&once));
        let overlap = &summary.overlaps[0];
        prop_assert_eq!((overlap.n_rows, overlap.n_rows_dropped), (once.n_lines() as u64, once.n_lines() as u64));
        prop_assert_eq!(overlap.n_conflicting_orders, 0);
        prop_assert_eq!(summary.merged_rows, vec![0, once.n_lines() as u64]);
    }

    #[test]
    fn equal_purchases_are_counted_one_by_one(
        a in prop::collection::vec(line(), 1..20), b in prop::collection::vec(line(), 1..20),
    ) {
        let (dataset, summary) = build(&[File(&text(&a, 1, false)), Append, File(&text(&b, 1, false))]);
        let (in_a, in_b) = (counts(&a), counts(&b));
        let all: std::collections::BTreeSet<_> = in_a.keys().chain(in_b.keys()).collect();
        let of = |counts: &BTreeMap<[u8; 4], u64>, key| counts.get(key).copied().unwrap_or(0);
        let expected: u64 = all.iter().map(|key| of(&in_a, *key).max(of(&in_b, *key))).sum();
        let common: u64 = all.iter().map(|key| of(&in_a, *key).min(of(&in_b, *key))).sum();
        prop_assert_eq!(dataset.n_lines() as u64, expected);
        prop_assert_eq!(summary.overlaps.iter().map(|overlap| overlap.n_rows).sum::<u64>(), common);
        // Rows in = rows there + rows merged.
        prop_assert_eq!((a.len() + b.len()) as u64, expected + summary.merged_rows.iter().sum::<u64>());
    }

    #[test]
    fn a_third_file_meets_what_the_first_two_left(
        a in prop::collection::vec(line(), 1..10), b in prop::collection::vec(line(), 1..10),
    ) {
        let (a, b) = (text(&distinct(&a), 1, true), text(&distinct(&b), 1, true));
        let (two, _) = build(&[File(&a), Append, File(&b)]);
        let (three, summary) = build(&[File(&a), Append, File(&b), Append, File(&b)]);
        prop_assert_eq!(contents(&three), contents(&two));
        let (again, _) = build(&[File(&a), Append, File(&b), Append, File(&a)]);
        prop_assert_eq!(contents(&again), contents(&two));
        prop_assert_eq!(summary.merged_rows.len(), 3);
    }
}

#[test]
fn the_report_says_where_and_how_much() {
    let january =
        "order_id,customer_id,date,amount\n1,A,2024-01-05,10.25\n2,B,2024-01-30,20\n3,B,2024-01-31,5\n";
    let february =
        "order_id,customer_id,date,amount\n2,B,2024-01-30,20\n3,B,2024-01-31,7\n4,A,2024-02-02,1\n";
    let (dataset, summary) = build(&[File(january), Append, File(february)]);
    let [overlap] = summary.overlaps.as_slice() else { panic!("{:?}", summary.overlaps) };
    assert!(overlap.has_order_numbers);
    assert_eq!((overlap.n_rows, overlap.n_rows_dropped, overlap.money.as_str()), (1, 1, "20.00"));
    assert_eq!(overlap.first_day.map(|day| day.to_string()).as_deref(), Some("2024-01-30"));
    let example = &overlap.examples[0];
    assert_eq!((example.customer.as_str(), example.order.as_str()), ("B", "2"));
    assert_eq!((example.earlier_line, example.later_line, example.amount.as_str()), (3, 2, "20.00"));
    // Order 3 says 5 in one file and 7 in the other: both stay, and that is said.
    assert_eq!((overlap.n_conflicting_orders, dataset.n_lines()), (1, 5));
    assert_eq!((overlap.conflicts[0].earlier_line, overlap.conflicts[0].later_line), (4, 3));
}

#[test]
fn order_numbers_that_start_again_each_year_are_no_overlap() {
    let last = "order_id,customer_id,date,amount\n1,A,2023-01-05,10\n2,B,2023-01-06,20\n";
    let this = "order_id,customer_id,date,amount\n1,A,2024-01-05,10\n2,C,2023-01-06,20\n";
    let (dataset, summary) = build(&[File(last), Append, File(this)]);
    assert_eq!((dataset.n_lines(), summary.overlaps.len()), (4, 0));
}

#[test]
fn files_that_come_together_are_merged_by_order_number_only() {
    let with = "order_id,customer_id,date,amount\n1,A,2024-01-05,10\n";
    let (dataset, summary) = build(&[File(with), File(with)]);
    assert_eq!((dataset.n_lines(), summary.overlaps[0].n_rows_dropped), (1, 1));
    let without = "customer_id,date,amount\nA,2024-01-05,10\n";
    let (dataset, summary) = build(&[File(without), File(without)]);
    assert_eq!(
        (dataset.n_lines(), summary.overlaps[0].n_rows, summary.overlaps[0].n_rows_dropped),
        (2, 1, 0)
    );
    // Unless somebody says otherwise.
    let (dropped, _) = build(&[Policy(OverlapPolicy::Drop), File(without), File(without)]);
    let (kept, _) = build(&[File(with), Append, Policy(OverlapPolicy::Keep), File(with)]);
    assert_eq!((dropped.n_lines(), kept.n_lines()), (1, 2));
}

#[test]
fn quantities_and_columns_of_one_file_alone_are_compared_as_far_as_both_have_them() {
    let plain = "customer_id,date,amount\nA,2024-01-05,10\n";
    let more = "customer_id,date,amount,quantity,category\nA,2024-01-05,10,3,Tea\n";
    let (dataset, summary) = build(&[File(plain), Append, File(more)]);
    assert_eq!((dataset.n_lines(), summary.overlaps[0].n_rows_dropped), (1, 1));
    let other = "customer_id,date,amount,quantity,category\nA,2024-01-05,10,4,Tea\n";
    let (dataset, summary) = build(&[File(more), Append, File(other)]);
    assert_eq!((dataset.n_lines(), summary.overlaps.len()), (2, 0));
}

#[test]
fn the_newer_list_of_customers_is_believed() {
    let orders = "customer_id,date,amount\nA,2024-01-05,10\nB,2024-01-05,10\nC,2024-01-05,10\n";
    let old = "customer_id,name,city\nA,Ann,Taipei\nB,Bob,Tainan\n";
    let new = "customer_id,name,city\nA,Ann,Taipei\nB,Bob,Kaohsiung\nC,Cem,Taipei\n";
    let names = |dataset: &Dataset| {
        let customers = dataset.customers();
        let city = customers.dimensions.iter().find(|dimension| dimension.name == "city").unwrap();
        (0..3).map(|idx| city.value(idx).to_owned()).collect::<Vec<_>>()
    };
    let (together, summary) = build(&[File(orders), File(old), File(new)]);
    assert_eq!(names(&together), ["Taipei", "Tainan", "Taipei"]);
    assert_eq!(summary.merged_rows, [0, 0, 2]);
    let (appended, summary) = build(&[File(orders), File(old), Append, File(new)]);
    assert_eq!(names(&appended), ["Taipei", "Kaohsiung", "Taipei"]);
    let profile = &summary.profiles[0];
    assert_eq!((profile.n_equal, profile.n_conflicting, profile.is_later_shown), (1, 1, true));
    assert_eq!((profile.earlier, profile.later), (1, 2));
    assert_eq!((profile.conflicts[0].customer.as_str(), profile.conflicts[0].later_line), ("B", 3));
    // A's row of the new list and B's row of the old one are merged away.
    assert_eq!(summary.merged_rows, [0, 1, 1]);
}
