//! Reading, confirming, refusing and cancelling.

use crate::harness::{SHOP, Stage, today};
use clientele::protocol::{
    Answer, Command, Context, Event, FilePlan, Question, SampleId, SessionError, StageSource,
};
use clientele::session::MemoryFile;
use clientele_engine::data::FileKind;
use clientele_engine::import::{ColumnRole, ImportError, ImportOptions, RejectReason};

#[test]
fn a_file_is_read_confirmed_and_described() {
    let mut stage = Stage::new();
    let Event::Staged(report) = stage.stage(&[("shop.csv", SHOP)]) else { panic!("the file is sound") };
    assert_eq!((report.n_lines, report.n_orders, report.join.n_customers), (7, 6, 3));
    assert_eq!(report.files[0].sum_amount, "310.50");
    let info = stage.commit();
    assert_eq!(info.name, "shop.csv");
    assert!(info.has_cost && info.has_order_ids && !info.has_names);
    assert_eq!(info.observed.last.to_string(), "2024-03-31");
}

#[test]
fn a_question_before_any_file_is_refused() {
    assert_eq!(Stage::new().refusal(Question::Selection), SessionError::NoData);
}

#[test]
fn a_bad_file_leaves_what_was_loaded_untouched() {
    let mut stage = Stage::new();
    stage.load(&[("shop.csv", SHOP)]);
    let before = stage.ask(Question::Concentration, Context::default());
    for (name, bytes) in [
        ("picture.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice()),
        ("book.csv", b"PK\x03\x04\x14\0\x06\0".as_slice()),
        ("empty.csv", b"".as_slice()),
        ("other.csv", b"planet,moons\nMars,2\n".as_slice()),
    ] {
        let failed = stage.stage(&[(name, bytes)]);
        assert!(matches!(&failed, Event::Failed(SessionError::Import(_))), "{name}: {failed:?}");
        assert_eq!(stage.ask(Question::Concentration, Context::default()), before, "{name}");
    }
    let Event::Failed(error) = stage.send(Command::Commit { name: String::new() }, Vec::new()) else {
        panic!("nothing is staged")
    };
    assert_eq!(error, SessionError::NothingStaged);
}

#[test]
fn each_wrong_file_is_told_apart() {
    let mut stage = Stage::new();
    let mut error = |bytes: &[u8]| match stage.stage(&[("f.csv", bytes)]) {
        Event::Failed(SessionError::Import(failure)) => failure.error,
        other => panic!("a failure expected, got {other:?}"),
    };
    assert_eq!(error(b"\n \n"), ImportError::EmptyFile);
    assert!(matches!(error(b"%PDF-1.7\n"), ImportError::NotText { .. }));
    assert!(matches!(error(b"a,b\n1,2\n"), ImportError::MissingRequiredColumns { .. }));
    assert!(matches!(error(b"customer_id,date,amount\n"), ImportError::NoDataRows { .. }));
}

#[test]
fn customers_alone_make_no_data_set() {
    let staged = Stage::new().stage(&[("people.csv", b"customer_id,name\nA,Ann\n")]);
    let Event::Failed(SessionError::NoTransactionsFile { names }) = staged else { panic!("{staged:?}") };
    assert_eq!(names, ["people.csv"]);
}

#[test]
fn reading_can_be_cancelled_between_slices() {
    let mut stage = Stage::new();
    stage.load(&[("shop.csv", SHOP)]);
    stage.cancel_at_breath(Some(0));
    assert_eq!(stage.stage(&[("again.csv", SHOP)]), Event::Cancelled);
    stage.cancel_at_breath(None);
    assert!(matches!(stage.ask(Question::Selection, Context::default()), Answer::Selection(_)));
}

#[test]
fn the_sample_is_read_like_any_file() {
    let mut stage = Stage::new();
    let source = StageSource::Sample(SampleId::Lantern, crate::harness::today());
    let Event::Staged(report) = stage.send(Command::Stage(source.into()), Vec::new()) else {
        panic!("the sample is sound")
    };
    assert!(report.files.iter().all(|file| file.n_rejected == 0), "{:?}", report.files[0].reasons);
    assert_eq!(report.join.n_customers_without_orders, 0);
    assert_eq!(report.join.n_customers_without_profile, 0);
    let progress = stage.progress();
    assert!(progress.len() > 3 && progress.is_sorted(), "{progress:?}");
    let info = stage.commit();
    assert_eq!(info.currency.as_deref(), Some("TWD"));
    assert!(info.has_names && info.has_signup && info.has_cost);
}

/// The files of the bicycle shop, as they are dropped together.
fn bicycle_shop() -> Option<Vec<(String, Vec<u8>)>> {
    ["Customers", "Products", "Product_Categories", "Product_Subcategories", "Territories"]
        .into_iter()
        .chain(["Sales_2015", "Sales_2016", "Sales_2017"])
        .map(|part| {
            let name = format!("AdventureWorks_{part}.csv");
            let bytes = crate::harness::shared(&format!("data/adventureworks/{name}"))?;
            Some((name, bytes))
        })
        .collect()
}

#[test]
fn eight_files_of_a_bicycle_shop_come_together() {
    let Some(files) = bicycle_shop() else { return };
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let mut stage = Stage::new();
    let Event::Staged(report) = stage.stage(&files) else { panic!("the files belong together") };
    assert_eq!((report.n_lines, report.n_orders, report.join.n_customers), (56_046, 25_164, 18_148));
    assert_eq!(report.join.n_customers_without_orders, 732);
    let named = |name: &str| report.files.iter().find(|file| file.file.name == name).expect("it was read");
    for (name, n_rows, sum) in [
        ("AdventureWorks_Sales_2015.csv", 2_630, "6404933.5803"),
        ("AdventureWorks_Sales_2016.csv", 23_935, "9324203.7917"),
        ("AdventureWorks_Sales_2017.csv", 29_481, "9185449.4473"),
    ] {
        let file = named(name);
        assert_eq!((file.n_accepted, file.n_rejected, file.sum_amount.as_str()), (n_rows, 0, sum), "{name}");
    }
    assert!(
        report.join.lookups.iter().all(|lookup| lookup.n_lines == 56_046 && lookup.n_lines_unmatched == 0)
    );
    let kinds: Vec<FileKind> = report.files.iter().map(|file| file.file.kind).collect();
    assert_eq!(
        kinds[..4],
        [FileKind::Transactions, FileKind::Transactions, FileKind::Transactions, FileKind::Customers]
    );
    assert!(kinds[4..].iter().all(|kind| *kind == FileKind::Lookup));
    let info = stage.commit();
    assert!(info.has_cost && info.has_order_ids && info.has_amounts);
    for (name, is_line) in
        [("CategoryName", true), ("SubcategoryName", true), ("ProductName", true), ("Country", true)]
    {
        assert!(info.fields.iter().any(|field| field.name == name && field.is_line == is_line), "{name}");
    }
}

#[test]
fn lines_without_a_price_are_set_aside_in_the_books_of_their_file() {
    let sales = b"order_no,customer_id,order_date,product_id,qty\n\
        1,A,2024-01-01,P1,2\n2,B,2024-02-01,P9,5\n3,,2024-02-02,P1,1\n";
    let products = b"product_id,name,price\nP1,Tea,10.50\nP2,Pot,20\n";
    let mut stage = Stage::new();
    let Event::Staged(report) = stage.stage(&[("products.csv", products), ("sales.csv", sales)]) else {
        panic!("the files belong together")
    };
    let file = &report.files[0];
    assert_eq!(
        (file.file.name.as_str(), file.sum_amount.as_str(), file.n_customers),
        ("sales.csv", "21.00", 1)
    );
    assert_eq!((file.n_records, file.n_accepted, file.n_rejected), (3, 1, 2));
    assert_eq!(file.reasons, [(RejectReason::MissingCustomerId, 1), (RejectReason::NoPrice, 1)]);
    assert_eq!(file.rejects[0].cells, ["2", "B", "2024-02-01", "P9", "5"]);
    assert_eq!((file.rejects[0].line, file.rejects[0].column), (3, Some(3)));
}

#[test]
fn quantities_alone_say_which_prices_are_missing() {
    let staged = Stage::new().stage(&[("sales.csv", b"customer_id,date,sku,qty\nA,2024-01-01,P1,2\n")]);
    let Event::Failed(SessionError::NoPrices(asked)) = staged else { panic!("{staged:?}") };
    assert_eq!((asked.file, asked.name.as_str(), asked.key.as_str()), (0, "sales.csv", "sku"));
    let roles: Vec<ColumnRole> = asked.columns.iter().map(|(_, role)| *role).collect();
    use ColumnRole::{CustomerId, Date, ProductId, Quantity};
    assert_eq!(roles, [CustomerId, Date, ProductId, Quantity]);
}

#[test]
fn a_column_nobody_took_for_the_amount_can_be_named_as_it() {
    let text = b"customer_id,date,sku,qty,xyz\nA,2024-01-01,P1,2,10.50\nB,2024-01-02,P2,1,4\n".as_slice();
    let mut stage = Stage::new();
    let Event::Failed(SessionError::NoPrices(asked)) = stage.stage(&[("sales.csv", text)]) else {
        panic!("there is no price")
    };
    let mut columns: Vec<ColumnRole> = asked.columns.iter().map(|(_, role)| *role).collect();
    columns[4] = ColumnRole::Amount;
    let plan = FilePlan {
        name: "sales.csv".to_owned(),
        n_bytes: text.len() as u64,
        options: ImportOptions { columns: Some(columns), ..ImportOptions::new(today()) },
    };
    let command = Command::Stage(StageSource::Files(vec![plan]).into());
    let Event::Staged(report) = stage.send(command, vec![MemoryFile::new(text)]) else {
        panic!("it is named")
    };
    assert_eq!((report.files[0].sum_amount.as_str(), report.files[0].n_accepted), ("14.50", 2));
}

#[test]
fn every_one_of_many_files_keeps_its_rows() {
    let day = |n: usize| format!("2024-{:02}-{:02}", n / 28 % 12 + 1, n % 28 + 1);
    let files: Vec<(String, String)> = (0..300)
        .map(|n| (format!("day-{n:03}.csv"), format!("customer_id,date,amount\nC{n:03},{},{n}\n", day(n))))
        .collect();
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    let mut stage = Stage::new();
    assert_eq!(stage.load(&files).n_lines, 300);
    let question = Question::Customer("C299".to_owned());
    let Answer::Customer(detail) = stage.ask(question, Context::default()) else { panic!("a customer") };
    let source = detail.orders[0].lines[0].source;
    assert_eq!((source.file, source.line), (299, 2));
    let text = stage.ask(Question::SourceText { file: source.file, line: 2 }, Context::default());
    let Answer::SourceText { name, text, .. } = text else { panic!("a row") };
    assert_eq!((name.as_str(), text.as_str()), ("day-299.csv", format!("C299,{},299", day(299)).as_str()));
}

#[test]
fn a_file_of_unknown_columns_stays_a_question_even_with_a_key() {
    let staged = Stage::new().stage(&[("mystery.csv", b"ref_id,who,when,sum_paid\n1,A,2024-01-01,5\n")]);
    let Event::Failed(SessionError::Import(failure)) = staged else { panic!("{staged:?}") };
    assert!(
        matches!(&failure.error, ImportError::MissingRequiredColumns { found, .. } if found.len() == 4),
        "{failure:?}"
    );
}

#[test]
fn orders_without_money_are_read_and_said_to_be_so() {
    let mut stage = Stage::new();
    let info = stage.load(&[("visits.csv", b"cust,date\n1,2024-01-01\n1,2024-02-01\n2,2024-02-03\n")]);
    assert_eq!((info.has_amounts, info.n_customers, info.n_orders), (false, 2, 3));
}
