//! What holds for any file: rows and columns may change places, the dialect may change, files may be joined, and what
//! was exported comes back as it was.
//!
//! Two hundred and fifty-six cases each while one works; `cargo xtask test slow`, and with it CI, asks for ten thousand.

use crate::badcsv::{bare_decimal, import};
use crate::import::options;
use clientele_engine::data::decimal_text;
use clientele_engine::import::fuzzing;
use clientele_engine::import::{ImportError, ImportedFile, ImportedTable, RejectReason};
use encoding_rs::{BIG5, GB18030, UTF_8};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// A row as cells, in the order of [`NAMES`].
type Row = Vec<String>;

const NAMES: [&str; 6] = ["customer_id", "date", "amount", "name", "note", "order_id"];

/// How a table is written down.
#[derive(Debug, Clone, Copy)]
struct Dialect {
    delimiter: char,
    line_end: &'static str,
    quotes_all: bool,
    encoding: usize,
}

const PLAIN: Dialect = Dialect { delimiter: ',', line_end: "\n", quotes_all: false, encoding: 0 };

fn written(names: &[&str], rows: &[Row], dialect: Dialect) -> Vec<u8> {
    let quoted = |cell: &str| {
        let is_needed = cell.contains([dialect.delimiter, '"', '\n', '\r']);
        if dialect.quotes_all || is_needed {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.to_owned()
        }
    };
    let mut text = names.join(&dialect.delimiter.to_string());
    text.push_str(dialect.line_end);
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| quoted(cell)).collect();
        text.push_str(&cells.join(&dialect.delimiter.to_string()));
        text.push_str(dialect.line_end);
    }
    match dialect.encoding {
        1 => format!("\u{FEFF}{text}").into_bytes(),
        2 => format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect(),
        3 => format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_be_bytes).collect(),
        4 => GB18030.encode(&text).0.into_owned(),
        5 => BIG5.encode(&text).0.into_owned(),
        _ => UTF_8.encode(&text).0.into_owned(),
    }
}

/// What an import came to, without line numbers and without any order of rows.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Outcome {
    Rows {
        rows: Vec<String>,
        reasons: BTreeMap<RejectReason, u64>,
        sum: String,
        n_records: u64,
    },
    /// Nothing was accepted; how often each reason.
    Nothing(BTreeMap<RejectReason, u64>),
    Refused(std::mem::Discriminant<ImportError>),
}

/// Each accepted row with all that is known of it; names belong to customers, so they are compared apart.
fn accepted(file: &ImportedFile) -> Vec<String> {
    let ImportedTable::Transactions(table) = &file.table else { panic!("order lines") };
    (0..table.lines.len())
        .map(|row| {
            let customer = table.customers[row];
            let order = table.orders.as_ref().map_or("", |(ids, codes)| ids.get(codes[row]));
            let amount = decimal_text(i128::from(table.amounts[row]), table.money_scale);
            format!(
                "{:?} {} {} {:?} {order:?}",
                table.customer_ids.get(customer),
                table.days[row],
                bare_decimal(&amount),
                table.names.get(customer as usize)
            )
        })
        .collect()
}

fn outcome(bytes: &[u8]) -> Outcome {
    match import(bytes, 1 << 16, options()) {
        Ok(file) => {
            let mut rows = accepted(&file);
            rows.sort();
            Outcome::Rows {
                rows,
                reasons: file.report.reasons.iter().copied().collect(),
                sum: bare_decimal(&file.report.sum_amount),
                n_records: file.report.n_records,
            }
        }
        Err(ImportError::NoValidRows { rejects, .. }) => {
            let mut reasons = BTreeMap::new();
            for reject in rejects {
                *reasons.entry(reject.reason).or_default() += 1;
            }
            Outcome::Nothing(reasons)
        }
        Err(error) => Outcome::Refused(std::mem::discriminant(&error)),
    }
}

/// Cells of every kind a person or a program ever wrote into a text column.
fn text_cell() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-zA-Z0-9 ]{0,12}",
        2 => "[一-龥]{1,6}",
        1 => "[,;|\t\"'\n\r=+@ -]{0,8}",
        1 => "[\u{1}-\u{1F}\u{7F}-\u{9F}]{1,2}[a-z]{6,30}",
        1 => "[😀-😏é-üＡ-Ｚ０-９\u{200B}\u{202E}\u{2028}\u{A0}\u{3000}]{1,5}",
        1 => Just("=HYPERLINK(\"http://x\",\"y\")".to_owned()),
        1 => Just("two\r\nlines, \"quoted\"".to_owned()),
        1 => prop::sample::select(vec!["", "NULL", "n/a", "-", "--", "nan", "#N/A", "empty"]).prop_map(str::to_owned),
    ]
}

fn id_cell() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => "[A-E][0-9]",
        1 => "0{0,3}[0-9]{1,3}",
        1 => "[ \u{3000}]{0,2}[客會][0-9]{1,2}[ \u{A0}]{0,2}",
        1 => prop::sample::select(vec![
            "", "NULL", "-", "8.86912E+11", "=\"00123\"", "'42", "A\u{200B}1", "a\u{1}b", "x\ty", "total", "合計", "C,1", "C\"2",
        ]).prop_map(str::to_owned),
    ]
}

fn date_cell() -> impl Strategy<Value = String> {
    let civil = (1990..2026_i32, 1..=12_u32, 1..=28_u32);
    prop_oneof![
        6 => civil.clone().prop_map(|(y, m, d)| format!("{y}-{m:02}-{d:02}")),
        1 => civil.clone().prop_map(|(y, m, d)| format!("{y}/{m}/{d} 下午 02:30")),
        1 => civil.clone().prop_map(|(y, m, d)| format!("{y}{m:02}{d:02}")),
        1 => civil.clone().prop_map(|(y, m, d)| format!("{y}年{m}月{d}日")),
        1 => civil.clone().prop_map(|(y, m, d)| format!("民國{}/{m}/{d}", y - 1911)),
        1 => civil.clone().prop_map(|(y, m, d)| format!("{:03}/{m:02}/{d:02}", y - 1911)),
        1 => civil.clone().prop_map(|(y, m, d)| format!("{d}.{m}.{y}")),
        1 => civil.prop_map(|(y, m, d)| format!("{d:02}/{m:02}/{y}")),
        1 => (20_000..60_000_i32).prop_map(|serial| serial.to_string()),
        1 => prop::sample::select(vec![
            "", "NULL", "soon", "2023-02-30", "1899-12-31", "2030-01-01", "25/12/2020", "12/25/2020", "97/04/21", "1700000000",
            "21-Apr-2008", "２０２０－０１－０２", "2020-01-01T10:00:00+08:00",
        ]).prop_map(str::to_owned),
    ]
}

fn amount_cell() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => (-99_999..9_999_999_i64).prop_map(|cents| decimal_text(i128::from(cents), 2)),
        1 => (0..100_000_i64).prop_map(|n| n.to_string()),
        1 => (1..999_u32, 0..1_000_u32).prop_map(|(a, b)| format!("{a},{b:03}.50")),
        1 => (1..999_u32, 0..1_000_u32).prop_map(|(a, b)| format!("{a}.{b:03},50")),
        1 => (1..999_u32).prop_map(|n| format!("({n})")),
        1 => (1..999_u32).prop_map(|n| format!("NT$ {n}")),
        1 => prop::sample::select(vec![
            "", "NULL", "-", "abc", "12%", "#REF!", "1e3", "１２．５", "€5", "1,234", "1.234", "5-", "1e16", "0.12345", "1 234,5", "+7",
        ]).prop_map(str::to_owned),
    ]
}

/// Rows of a file, sound ones and others.
fn any_rows() -> impl Strategy<Value = Vec<Row>> {
    let row = (id_cell(), date_cell(), amount_cell(), text_cell(), text_cell(), "T[0-9]{1,2}");
    prop::collection::vec(
        row.prop_map(|(id, date, amount, name, note, order)| vec![id, date, amount, name, note, order]),
        1..14,
    )
}

/// Rows of which each is accepted, with order numbers that are all different.
fn sound_rows() -> impl Strategy<Value = Vec<Row>> {
    let day = (1990..2026_i32, 1..=12_u32, 1..=28_u32).prop_map(|(y, m, d)| format!("{y}-{m:02}-{d:02}"));
    let cents = -99_999..9_999_999_i64;
    let row = ("[A-E客][0-9]{1,2}", day, cents, "[a-z许王, \"]{0,8}", "[a-z许王;|]{1,8}");
    prop::collection::vec(row, 1..14).prop_map(|rows| {
        let row = |(idx, (id, day, cents, name, note)): (usize, (String, String, i64, String, String))| {
            vec![id, day, decimal_text(i128::from(cents), 2), name, note, format!("T{idx}")]
        };
        rows.into_iter().enumerate().map(row).collect()
    })
}

fn dialect() -> impl Strategy<Value = Dialect> {
    let delimiter = prop::sample::select(vec![',', ';', '\t', '|']);
    let line_end = prop::sample::select(vec!["\n", "\r\n", "\r"]);
    (delimiter, line_end, any::<bool>(), 0..4_usize).prop_map(
        |(delimiter, line_end, quotes_all, encoding)| Dialect { delimiter, line_end, quotes_all, encoding },
    )
}

/// The columns without the order number: what is a duplicate with one is none without.
fn without_orders(rows: &[Row]) -> Vec<Row> {
    rows.iter().map(|row| row[..5].to_vec()).collect()
}

proptest! {
    #[test]
    fn rows_may_change_places((rows, moved) in any_rows().prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle()))) {
        prop_assert_eq!(outcome(&written(&NAMES, &rows, PLAIN)), outcome(&written(&NAMES, &moved, PLAIN)));
        let (rows, moved) = (without_orders(&rows), without_orders(&moved));
        prop_assert_eq!(outcome(&written(&NAMES[..5], &rows, PLAIN)), outcome(&written(&NAMES[..5], &moved, PLAIN)));
    }

    #[test]
    fn columns_may_change_places(rows in any_rows(), places in Just((0..6_usize).collect::<Vec<_>>()).prop_shuffle()) {
        let names: Vec<&str> = places.iter().map(|&idx| NAMES[idx]).collect();
        let moved: Vec<Row> = rows.iter().map(|row| places.iter().map(|&idx| row[idx].clone()).collect()).collect();
        prop_assert_eq!(outcome(&written(&NAMES, &rows, PLAIN)), outcome(&written(&names, &moved, PLAIN)));
    }

    #[test]
    fn the_dialect_says_nothing(rows in any_rows(), dialect in dialect()) {
        // In a tab file a tab inside a cell is quoted, in others it is not; both are the same cell.
        prop_assert_eq!(outcome(&written(&NAMES, &rows, PLAIN)), outcome(&written(&NAMES, &rows, dialect)), "{:?}", dialect);
    }

    #[test]
    fn legacy_encodings_that_the_user_names_say_nothing(rows in sound_rows(), which in 4..6_usize) {
        let simple: Vec<Row> =
            rows.iter().map(|row| row.iter().map(|cell| cell.replace('许', "許")).collect()).collect();
        let mut asked = options();
        asked.encoding = Some(["gb18030", "big5"][which - 4].to_owned());
        let bytes = written(&NAMES, &simple, Dialect { encoding: which, ..PLAIN });
        let found = import(&bytes, 5, asked).unwrap();
        prop_assert_eq!(found.report.n_accepted as usize, rows.len());
        let wanted = import(&written(&NAMES, &simple, PLAIN), 1 << 16, options()).unwrap();
        prop_assert_eq!(accepted(&found), accepted(&wanted));
    }

    #[test]
    fn two_files_are_their_concatenation(first in sound_rows(), second in sound_rows()) {
        // Order numbers that are all different, so that no row is the duplicate of one in the other file.
        let second: Vec<Row> =
            second.into_iter().map(|row| row[..5].iter().cloned().chain([format!("S{}", row[5])]).collect()).collect();
        let both: Vec<Row> = first.iter().chain(&second).cloned().collect();
        let parts = [&first, &second, &both].map(|rows| import(&written(&NAMES, rows, PLAIN), 1 << 16, options()).unwrap());
        let [first, second, both] = &parts;
        prop_assert_eq!(first.report.n_accepted + second.report.n_accepted, both.report.n_accepted);
        let of = |text: &str| fuzzing::amount(text).unwrap().with_point.unwrap();
        let sum = fuzzing::sum(&[of(&first.report.sum_amount), of(&second.report.sum_amount)]);
        prop_assert_eq!(bare_decimal(&sum), bare_decimal(&both.report.sum_amount));
        let days = |file: &ImportedFile| file.report.days.unwrap();
        prop_assert_eq!(days(first).first.min(days(second).first), days(both).first);
        prop_assert_eq!(days(first).last.max(days(second).last), days(both).last);
        let ids = |file: &ImportedFile| -> BTreeSet<String> {
            let ImportedTable::Transactions(table) = &file.table else { panic!("order lines") };
            table.customer_ids.texts().iter().map(str::to_owned).collect()
        };
        prop_assert_eq!(&ids(first) | &ids(second), ids(both));
    }

    #[test]
    fn a_hundredfold_of_every_amount_is_a_hundredfold_of_the_sum(rows in sound_rows()) {
        let hundredfold: Vec<Row> = rows
            .iter()
            .map(|row| {
                let (mantissa, scale) = fuzzing::amount(&row[2]).unwrap().with_point.unwrap();
                let mut row = row.clone();
                row[2] = decimal_text(mantissa * 100, scale);
                row
            })
            .collect();
        let [once, more] =
            [&rows, &hundredfold].map(|rows| import(&written(&NAMES, rows, PLAIN), 1 << 16, options()).unwrap());
        let sum = |file: &ImportedFile| fuzzing::amount(&file.report.sum_amount).unwrap().with_point.unwrap();
        let ((a, a_scale), (b, b_scale)) = (sum(&once), sum(&more));
        prop_assert_eq!(a * 100 * 10_i128.pow(u32::from(b_scale)), b * 10_i128.pow(u32::from(a_scale)));
        prop_assert_eq!(once.report.n_customers, more.report.n_customers);
        prop_assert_eq!(once.report.days, more.report.days);
        prop_assert_eq!(once.report.rejects, more.report.rejects);
    }

    #[test]
    fn what_was_exported_comes_back(rows in any_rows(), dialect in dialect()) {
        let Ok(file) = import(&written(&NAMES, &rows, PLAIN), 1 << 16, options()) else { return Ok(()) };
        let ImportedTable::Transactions(table) = &file.table else { panic!("order lines") };
        let exported: Vec<Row> = (0..table.lines.len())
            .map(|row| {
                let customer = table.customers[row];
                let (orders, codes) = table.orders.as_ref().unwrap();
                vec![
                    table.customer_ids.get(customer).to_owned(),
                    table.days[row].to_string(),
                    decimal_text(i128::from(table.amounts[row]), table.money_scale),
                    table.names.get(customer as usize).to_owned(),
                    // Tells rows apart that were equal but for what is not exported.
                    row.to_string(),
                    orders.get(codes[row]).to_owned(),
                ]
            })
            .collect();
        // An apostrophe in front of a digit is taken off once, as a spreadsheet does; it cannot stand in an id.
        prop_assume!(exported.iter().all(|row| !row[0].starts_with('\'')));
        let again = import(&written(&NAMES, &exported, dialect), 1 << 16, options());
        let again = match again {
            Ok(again) => again,
            Err(error) => return Err(TestCaseError::fail(format!("{error}: {exported:?}"))),
        };
        prop_assert_eq!(again.report.n_rejected, 0, "{:?}", again.report.rejects);
        prop_assert_eq!(accepted(&again), accepted(&file));
    }

    #[test]
    fn importing_twice_gives_the_same_report(rows in any_rows(), dialect in dialect(), slice_bytes in 1..40_usize) {
        let bytes = written(&NAMES, &rows, dialect);
        let (once, again) = (import(&bytes, 1 << 16, options()), import(&bytes, slice_bytes, options()));
        prop_assert_eq!(format!("{once:?}"), format!("{again:?}"));
    }
}
