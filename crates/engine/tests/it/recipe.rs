//! Next month's file: what was answered once is not asked again, and nothing a file says is overruled.

use crate::badcsv;
use clientele_engine::data::{DatasetBuilder, Day, FileKind};
use clientele_engine::import::{
    Calendar, ColumnRole, DateOrder, DecimalMark, FileImporter, FileReport, HeaderSignature, ImportError,
    ImportOptions, ImportedFile, ImportedTable, Recipe, RecipeAnswer, RecipeAnswers, RecipeBook,
    RecipeBookError, RecipeMatch, WarningKind,
};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

fn options() -> ImportOptions {
    ImportOptions::new(Day::try_from_civil(2026, 1, 1).unwrap_or_default())
}

fn read(bytes: &[u8], options: ImportOptions, book: &RecipeBook) -> Result<ImportedFile, ImportError> {
    let mut importer =
        FileImporter::new("f.csv", bytes.len() as u64, options).with_recipes(Arc::new(book.clone()));
    for part in bytes.chunks(1 << 12) {
        importer.push(part)?;
    }
    importer.finish()
}

/// The report of a file that can be read.
fn report(text: &str, options: ImportOptions, book: &RecipeBook) -> FileReport {
    read(text.as_bytes(), options, book).unwrap().report
}

/// A book that knows how a file was read.
fn book_of(text: &str, options: ImportOptions) -> RecipeBook {
    let mut book = RecipeBook::new();
    let report = report(text, options.clone(), &book);
    assert!(book.remember(Recipe::from_report(&report, &options)));
    book
}

fn days(imported: &ImportedFile) -> Vec<String> {
    match &imported.table {
        ImportedTable::Transactions(table) => table.days.iter().map(Day::to_string).collect(),
        ImportedTable::Customers(_) | ImportedTable::Lookup(_) => Vec::new(),
    }
}

const JANUARY: &str = "customer_id,date,amount\nA,03/01/2024,10\nB,04/01/2024,20\n";
const FEBRUARY: &str = "amount,customer_id,date\n30,A,03/02/2024\n40,C,05/02/2024\n";

#[test]
fn ambiguous_dates_are_asked_about_once() {
    let nothing = RecipeBook::new();
    assert!(matches!(read(JANUARY.as_bytes(), options(), &nothing), Err(ImportError::AmbiguousDates { .. })));
    let answered = ImportOptions { date_order: Some(DateOrder::DayFirst), ..options() };
    let mut book = book_of(JANUARY, answered);
    // Month after month: the recipe of a file that only a recipe could read knows as much as the first one.
    for _ in 0..3 {
        let imported = read(FEBRUARY.as_bytes(), options(), &book).unwrap();
        assert_eq!(days(&imported), ["2024-02-03", "2024-02-05"]);
        let recipe = imported.report.recipe.as_ref().unwrap();
        assert_eq!(
            (recipe.matched, recipe.used.as_slice()),
            (RecipeMatch::Exact, [RecipeAnswer::DateOrder].as_slice())
        );
        assert!(recipe.ignored.is_empty() && imported.report.warnings.is_empty());
        let next = Recipe::from_report(&imported.report, &options());
        book = RecipeBook::new();
        book.remember(next);
    }
}

#[test]
fn evidence_of_a_file_goes_before_its_recipe() {
    let answered = ImportOptions { date_order: Some(DateOrder::DayFirst), ..options() };
    let book = book_of(JANUARY, answered);
    let american = "customer_id,date,amount\nA,03/02/2024,30\nC,02/25/2024,40\n";
    let imported = read(american.as_bytes(), options(), &book).unwrap();
    assert_eq!(days(&imported), ["2024-03-02", "2024-02-25"]);
    let recipe = imported.report.recipe.as_ref().unwrap();
    assert_eq!((recipe.used.len(), recipe.ignored.as_slice()), (0, [RecipeAnswer::DateOrder].as_slice()));
    let warned = imported.report.warnings.iter().find(|warning| warning.kind == WarningKind::RecipeNotUsed);
    assert_eq!(warned.map(|warning| warning.count), Some(1));
    // What the user says about this file goes before both.
    let told = ImportOptions { date_order: Some(DateOrder::DayFirst), ..options() };
    let imported = read(american.as_bytes(), told, &book).unwrap();
    assert_eq!((days(&imported), imported.report.n_rejected), (vec!["2024-02-03".to_owned()], 1));
    assert!(imported.report.recipe.unwrap().ignored.is_empty());
}

#[test]
fn a_tie_is_decided_by_the_recipe_and_a_proof_is_kept() {
    let proven = book_of("customer_id,date,amount\nA,25/12/2023,1\n", options());
    assert_eq!(proven.recipes()[0].answers.date_order, Some(DateOrder::DayFirst));
    // 5 May proves nothing: it must not pass for an answer.
    let unproven = book_of("customer_id,date,amount\nA,05/05/2023,1\n", options());
    assert_eq!(unproven.recipes()[0].answers.date_order, None);
    let tie = "customer_id,date,amount\nA,25/12/2023,1\nB,12/25/2023,1\nC,01/02/2023,1\n";
    let report = report(tie, options(), &proven);
    assert_eq!((report.n_accepted, report.n_rejected), (2, 1));
    assert_eq!(report.recipe.unwrap().used, [RecipeAnswer::DateOrder]);
}

#[test]
fn columns_that_were_named_by_hand_are_found_again() {
    let text = "who;when;paid;memo\nA;2024-01-03;10;x\nB;2024-01-04;20;y\n";
    let nothing = RecipeBook::new();
    assert!(read(text.as_bytes(), options(), &nothing).is_err());
    let roles = vec![ColumnRole::CustomerId, ColumnRole::Date, ColumnRole::Amount, ColumnRole::Skip];
    let book = book_of(text, ImportOptions { columns: Some(roles), ..options() });
    let next = "sales of February\n\nmemo\tpaid\twho\twhen\n\"a,b\"\t1.5\tA\t2024-02-03\n";
    let report = report(next, options(), &book);
    assert_eq!((report.header_line, report.delimiter, report.sum_amount.as_str()), (3, '\t', "1.5"));
    assert_eq!(
        report.columns.iter().map(|column| column.role).collect::<Vec<_>>()[1..],
        [ColumnRole::Amount, ColumnRole::CustomerId, ColumnRole::Date]
    );
    assert_eq!(report.recipe.unwrap().used, [RecipeAnswer::Roles]);
    // One column was renamed that nobody uses, and one is new.
    let changed = report_of_near("who,when,paid,remark,shop\nA,2024-02-03,10,z,1\n", &book);
    let recipe = changed.recipe.unwrap();
    assert_eq!(recipe.matched, RecipeMatch::Near);
    assert_eq!(
        (recipe.extra, recipe.missing),
        (vec!["remark".to_owned(), "shop".to_owned()], vec!["memo".to_owned()])
    );
    // A column that is needed was renamed: that is a question for a person.
    assert!(read(b"who,when,price paid by all,memo\nA,2024-02-03,10,z\n", options(), &book).is_err());
}

fn report_of_near(text: &str, book: &RecipeBook) -> FileReport {
    report(text, options(), book)
}

#[test]
fn files_without_a_header_are_known_by_their_columns() {
    let roles = vec![ColumnRole::Date, ColumnRole::CustomerId, ColumnRole::Amount];
    let told = ImportOptions { has_header: Some(false), columns: Some(roles), ..options() };
    let book = book_of("2024-01-03,A,10\n2024-01-04,B,20\n", told);
    let next = report("2024-02-03,A,30\n2024-02-04,C,40\n", options(), &book);
    assert_eq!((next.header_line, next.n_accepted, next.sum_amount.as_str()), (0, 2, "70"));
    assert_eq!(next.recipe.unwrap().used, [RecipeAnswer::Header, RecipeAnswer::Roles]);
    // Three columns of something else are not taken for orders.
    assert!(read(b"planet,moons,rings\nMars,2,no\nVenus,0,no\n", options(), &book).is_err());
}

#[test]
fn an_encoding_is_remembered_unless_the_bytes_prove_another() {
    let text = "客戶編號,日期,金額,備註\nA,2024-01-03,10,許功蓋\n";
    let (big5, _, _) = encoding("big5").encode(text);
    let told = ImportOptions { encoding: Some("big5".to_owned()), ..options() };
    let first = read(&big5, told.clone(), &RecipeBook::new()).unwrap().report;
    let mut book = RecipeBook::new();
    book.remember(Recipe::from_report(&first, &told));
    let next = read(&big5, options(), &book).unwrap().report;
    assert_eq!((next.encoding.as_str(), next.recipe.unwrap().used), ("big5", vec![RecipeAnswer::Encoding]));
    let utf8 = read(text.as_bytes(), options(), &book).unwrap().report;
    assert_eq!(
        (utf8.encoding.as_str(), utf8.recipe.unwrap().ignored),
        ("utf-8", vec![RecipeAnswer::Encoding])
    );
    // Letters alone say nothing of the encoding, and contradict nothing.
    let plain =
        book_of_answers(RecipeAnswers { encoding: Some("big5".to_owned()), ..RecipeAnswers::default() });
    let ascii = report("customer_id,date,amount\nA,2024-01-03,10\n", options(), &plain).recipe.unwrap();
    assert!(ascii.used.is_empty() && ascii.ignored.is_empty(), "{ascii:?}");
}

fn encoding(label: &str) -> &'static encoding_rs::Encoding {
    encoding_rs::Encoding::for_label(label.as_bytes()).unwrap()
}

/// A book with one recipe for `customer_id,date,amount`.
fn book_of_answers(answers: RecipeAnswers) -> RecipeBook {
    let names = ["customer_id", "date", "amount"].map(str::to_owned);
    let mut book = RecipeBook::new();
    assert!(book.remember(Recipe {
        version: 1,
        signature: HeaderSignature::of_header(&names),
        kind: FileKind::Transactions,
        roles: vec![ColumnRole::CustomerId, ColumnRole::Date, ColumnRole::Amount],
        are_roles_answered: false,
        answers,
        settings: BTreeMap::new(),
        made_on: Day(19_000),
    }));
    book
}

#[test]
fn marks_calendars_and_currencies_fill_gaps_and_overrule_nothing() {
    let book = book_of_answers(RecipeAnswers {
        decimal_mark: Some(DecimalMark::Comma),
        calendar: Some(Calendar::Minguo),
        currency: Some("TWD".to_owned()),
        ..RecipeAnswers::default()
    });
    let open = report("customer_id,date,amount\nA,97/04/21,1.234\nB,97/04/22,\"5\"\n", options(), &book);
    assert_eq!((open.sum_amount.as_str(), open.currency.as_deref()), ("1239", Some("TWD")));
    assert_eq!(open.days.map(|days| days.first.to_string()).as_deref(), Some("2008-04-21"));
    assert_eq!(
        open.recipe.unwrap().used,
        [RecipeAnswer::DecimalMark, RecipeAnswer::Currency, RecipeAnswer::Calendar]
    );
    let other = report("customer_id,date,amount\nA,2024-04-21,US$1.25\n", options(), &book);
    assert_eq!((other.sum_amount.as_str(), other.currency.as_deref()), ("1.25", Some("USD")));
    assert_eq!(other.recipe.unwrap().ignored, [RecipeAnswer::DecimalMark, RecipeAnswer::Currency]);
    let sign = report("customer_id,date,amount\nA,2024-04-21,$5\n", options(), &book);
    assert_eq!(sign.currency.as_deref(), Some("TWD"));
    let tie = "customer_id,date,amount\nA,2024-04-21,NT$5\nB,2024-04-21,US$5\n";
    assert_eq!(report(tie, options(), &book).currency.as_deref(), Some("TWD"));
    let other_tie = "customer_id,date,amount\nA,2024-04-21,€5\nB,2024-04-21,US$5\n";
    assert!(matches!(
        read(other_tie.as_bytes(), options(), &book),
        Err(ImportError::AmbiguousCurrency { .. })
    ));
}

#[test]
fn two_columns_for_one_thing_are_still_found() {
    let agreed = "customer_id,date,amount,total\nA,2024-01-03,10,10\n";
    let book = book_of(agreed, options());
    let differing = "customer_id,date,amount,total\nA,2024-02-03,10,12\n";
    assert!(matches!(
        read(differing.as_bytes(), options(), &book),
        Err(ImportError::AmbiguousColumns { .. })
    ));
}

#[test]
fn a_customers_recipe_leaves_order_files_alone() {
    let book = book_of("customer_id,name\nA,Ann\nB,Bob\n", options());
    let orders = report("customer_id,name,date,amount\nA,Ann,2024-01-03,10\n", options(), &book);
    assert_eq!((orders.file.kind, orders.recipe), (FileKind::Transactions, None));
    let asked = ImportOptions { kind: Some(FileKind::Transactions), ..options() };
    assert!(read(b"customer_id,name\nA,Ann\n", asked, &book).is_err());
}

/// Reading a file again with the recipe made of it must come to the same table.
#[test]
fn the_corpus_is_read_the_same_with_its_own_recipes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/badcsv");
    if !root.exists() {
        return;
    }
    let mut n_compared = 0;
    for entry in badcsv::manifest(&root).unwrap() {
        let file = entry["file"].as_str().unwrap_or_default();
        let bytes = badcsv::read(&root, file).unwrap();
        let given = badcsv::options_of(&entry);
        let Ok(first) = read(&bytes, given.clone(), &RecipeBook::new()) else { continue };
        assert_eq!(first.report.recipe, None);
        let mut book = RecipeBook::new();
        if !book.remember(Recipe::from_report(&first.report, &given)) {
            continue;
        }
        // Through JSON, and with no other answer than what the rows are.
        let book = RecipeBook::from_json(&book.to_json()).unwrap().book;
        let bare = ImportOptions { kind: given.kind, ..ImportOptions::new(given.today) };
        let second = read(&bytes, bare, &book).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert!(second.report.recipe.is_some(), "{file}");
        let plain = |imported: &ImportedFile| {
            let mut report = imported.report.clone();
            report.recipe = None;
            report
        };
        assert_eq!(plain(&first), plain(&second), "{file}");
        n_compared += 1;
    }
    assert!(n_compared > 40, "{n_compared}");
}

#[test]
fn a_book_keeps_the_newest_of_a_layout_and_is_bounded() {
    let mut book = RecipeBook::new();
    for idx in 0..RecipeBook::MAX_RECIPES + 10 {
        let text = format!("customer_id,date,amount,c{idx}\nA,2024-01-03,10,x\n");
        let report = report(&text, options(), &RecipeBook::new());
        book.remember(Recipe::from_report(&report, &options()));
    }
    assert_eq!(book.len(), RecipeBook::MAX_RECIPES);
    assert!(book.recipes()[0].signature.names().contains(&"c209".to_owned()));
    // The same layout again, with one answer less: what only the older one knew is kept.
    let told = ImportOptions { date_order: Some(DateOrder::MonthFirst), ..options() };
    let mut book = book_of("customer_id,date,amount\nA,01/02/2024,10\n", told);
    let plain = report("customer_id,date,amount\nA,2024-01-03,10\n", options(), &RecipeBook::new());
    let mut recipe = Recipe::from_report(&plain, &options());
    recipe.settings.insert("as-of".to_owned(), "last-day".to_owned());
    book.remember(recipe);
    assert_eq!((book.len(), book.recipes()[0].answers.date_order), (1, Some(DateOrder::MonthFirst)));
    let hash = book.recipes()[0].signature.hash();
    assert!(book.forget(hash) && !book.forget(hash) && book.is_empty());
}

#[test]
fn hostile_books_are_refused_or_thinned_out() {
    let good = book_of_answers(RecipeAnswers::default()).to_json();
    let read = |text: &str| RecipeBook::from_json(text);
    assert!(matches!(read(""), Err(RecipeBookError::NotJson { .. })));
    assert!(matches!(read("{\"format\":"), Err(RecipeBookError::NotJson { line: 1, .. })));
    assert!(matches!(read(&"[".repeat(100_000)), Err(RecipeBookError::NotJson { .. })));
    assert!(matches!(read("[]"), Err(RecipeBookError::NotABook)));
    assert!(matches!(
        read("{\"format\":\"clientele-recipes\",\"version\":1}"),
        Err(RecipeBookError::NotABook)
    ));
    assert!(matches!(
        read("{\"format\":\"clientele-recipes\",\"version\":7,\"recipes\":[]}"),
        Err(RecipeBookError::Newer { version: 7, newest: 1 })
    ));
    let large = " ".repeat(RecipeBook::MAX_JSON_BYTES + 1);
    assert!(matches!(read(&large), Err(RecipeBookError::TooLarge { .. })));
    for (from, to) in [
        ("\"CustomerId\"", "\"Emperor\""),
        ("\"CustomerId\"", "\"Skip\""),
        ("\"n_columns\": 3", "\"n_columns\": 4"),
        ("\"n_columns\": 3", "\"n_columns\": 4294967295"),
        ("\"made_on\": 19000", "\"made_on\": 2147483647"),
        ("\"customerid\"", "\"date\""),
        ("\"recipes\": [", "\"recipes\": [null, 7, {},"),
    ] {
        let text = good.replacen(from, to, 1);
        assert_ne!(text, good, "{from}");
        let read = read(&text).unwrap();
        assert!(read.n_skipped > 0, "{to}");
        assert!(read.book.recipes().iter().all(|recipe| recipe.roles.len() == recipe.signature.n_columns()));
    }
    // Answers that make no sense go, the recipe stays; keys of another version are dropped.
    let text = good
        .replacen("\"encoding\": null", "\"encoding\": \"klingon\", \"mood\": {\"a\": [1]}", 1)
        .replacen("\"currency\": null", "\"currency\": \"<script>\"", 1)
        .replacen("\"delimiter\": null", "\"delimiter\": \"\\n\"", 1);
    let read = read(&text).unwrap();
    assert_eq!(read.book.recipes()[0].answers, RecipeAnswers::default());
    assert_eq!(read.n_skipped, 0);
}

proptest! {
    #[test]
    fn any_text_is_an_error_or_a_book(text in ".{0,300}") {
        let _ = RecipeBook::from_json(&text);
    }

    #[test]
    fn a_damaged_book_is_an_error_or_a_book_that_reads_files(at in 0_usize..900, byte in 0x20_u8..0x7F) {
        let mut text = book_of_answers(RecipeAnswers::default()).to_json().into_bytes();
        let at = at % text.len();
        text[at] = byte;
        let text = String::from_utf8(text).unwrap();
        if let Ok(known) = RecipeBook::from_json(&text) {
            // Whatever the book says, the file has what it needs to be read.
            let file = b"customer_id,date,amount\nA,2024-01-03,10\n";
            prop_assert!(read(file, options(), &known.book).is_ok());
        }
    }

    #[test]
    fn books_survive_the_trip_through_json(
        headers in prop::collection::vec(prop::collection::btree_set("[a-z 客戶()]{1,8}", 3..6), 1..5),
        setting in ".{0,20}",
    ) {
        let mut book = RecipeBook::new();
        for header in headers {
            let names: Vec<String> = header.into_iter().collect();
            let mut roles = vec![ColumnRole::CustomerId, ColumnRole::Date, ColumnRole::Amount];
            roles.resize(names.len(), ColumnRole::Dimension(None));
            book.remember(Recipe {
                version: 1,
                signature: HeaderSignature::of_header(&names),
                kind: FileKind::Transactions,
                roles,
                are_roles_answered: true,
                answers: RecipeAnswers { delimiter: Some('|'), ..RecipeAnswers::default() },
                settings: [("scoring".to_owned(), setting.clone())].into(),
                made_on: Day(19_000),
            });
        }
        let read = RecipeBook::from_json(&book.to_json()).unwrap();
        prop_assert_eq!((read.book, read.n_skipped), (book, 0));
    }

    #[test]
    fn the_order_of_columns_changes_nothing_under_a_recipe(order in Just([0_usize, 1, 2, 3]).prop_shuffle()) {
        let rows = [["who", "when", "paid", "shop"], ["A", "03/04/2024", "10", "x"], ["B", "05/04/2024", "7", "y"]];
        let text = |order: &[usize]| -> String {
            rows.iter().map(|row| order.iter().map(|&idx| row[idx]).collect::<Vec<_>>().join(",") + "\n").collect()
        };
        let told = ImportOptions {
            columns: Some(vec![
                ColumnRole::CustomerId, ColumnRole::Date, ColumnRole::Amount, ColumnRole::Dimension(None),
            ]),
            date_order: Some(DateOrder::DayFirst),
            ..options()
        };
        let book = book_of(&text(&[0, 1, 2, 3]), told.clone());
        let build = |text: &str, options: ImportOptions, book: &RecipeBook| {
            let ImportedTable::Transactions(table) = read(text.as_bytes(), options, book).unwrap().table else {
                panic!("orders")
            };
            let mut builder = DatasetBuilder::new();
            builder.add_transactions(table);
            let (dataset, _) = builder.finish().unwrap();
            format!("{:?} {:?} {:?}", dataset.days(), dataset.amounts(), dataset.dimensions())
        };
        let straight = build(&text(&[0, 1, 2, 3]), told, &RecipeBook::new());
        prop_assert_eq!(build(&text(&order), options(), &book), straight);
    }
}
