//! Reading, confirming, refusing and cancelling.

use crate::harness::{SHOP, Stage};
use clientele::protocol::{Answer, Command, Context, Event, Question, SampleId, SessionError, StageSource};
use clientele_engine::import::ImportError;

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
