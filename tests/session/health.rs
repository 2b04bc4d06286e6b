//! How sound the data is, before it is confirmed and after; and merges that can be taken back.

use crate::harness::{Stage, today};
use clientele::protocol::{
    Answer, Command, Context, Event, FilePlan, Question, StageRequest, StageSource, StagedReport,
};
use clientele::session::MemoryFile;
use clientele_engine::analysis::health::{HealthFindingKind, Severity};
use clientele_engine::data::{MergeGroup, MergeRule};
use clientele_engine::import::{ColumnRole, ImportOptions};

const ORDERS: &[u8] = b"order_id,customer_id,customer name,date,amount\n\
1,C007,Ann Lee,2024-01-05,100.00\n\
2,c7,ANN LEE,2024-02-06,50.00\n\
3,B1,Bob,2024-02-05,20.50\n\
4,,Cid,2024-02-07,10.00\n";

fn stage(stage: &mut Stage, merges: &[MergeGroup]) -> StagedReport {
    let plans = vec![FilePlan {
        name: "orders.csv".to_owned(),
        n_bytes: ORDERS.len() as u64,
        options: ImportOptions::new(today()),
    }];
    let request = StageRequest { merges: merges.to_vec(), ..StageSource::Files(plans).into() };
    match stage.send(Command::Stage(request), vec![MemoryFile::new(ORDERS)]) {
        Event::Staged(report) => *report,
        other => panic!("staged expected, got {other:?}"),
    }
}

#[test]
fn health_is_told_when_files_are_read_and_when_they_are_loaded() {
    let mut session = Stage::new();
    stage(&mut session, &[]);
    let health = session.health();
    assert!(health.books.all.balances);
    assert_eq!((health.books.all.n_read, health.books.all.n_set_aside), (4, 1));
    let kinds: Vec<(&HealthFindingKind, Severity)> =
        health.findings.iter().map(|finding| (&finding.kind, finding.severity)).collect();
    assert!(
        kinds.iter().any(|(kind, _)| matches!(kind, HealthFindingKind::SetAside { n_rows: 1, .. })),
        "{kinds:?}"
    );
    assert!(kinds.is_sorted_by_key(|(_, severity)| *severity));
    session.commit();
    let answer = session.ask(Question::Health, Context::default());
    assert_eq!(answer, Answer::Health(Box::new(health)));
}

#[test]
fn a_merge_of_possible_same_persons_can_be_taken_back() {
    let mut session = Stage::new();
    let before = stage(&mut session, &[]);
    let health_before = session.health();
    let group = health_before.same_persons.groups.first().expect("two spellings of one id");
    let merge = group.merge().expect("a group has members");
    assert_eq!((merge.rule, merge.keep.as_str()), (MergeRule::NameAndId, "C007"));

    let merged = stage(&mut session, &[merge]);
    let health = session.health();
    assert_eq!((merged.join.n_customers, merged.join.n_merged_customers), (2, 1));
    assert_eq!(merged.n_lines, before.n_lines);
    assert_eq!(health.returns, health_before.returns);
    assert_eq!((health.same_persons.n_groups, health.ids.n_groups), (0, 0));
    session.commit();
    for id in ["C007", "c7"] {
        let answer = session.ask(Question::Customer(id.to_owned()), Context::default());
        let Answer::Customer(detail) = answer else { panic!("{answer:?}") };
        assert_eq!((detail.id.as_str(), detail.n_orders, detail.revenue), ("C007", 2, 150.0));
        assert_eq!(detail.also_known_as, ["c7"]);
    }

    let again = stage(&mut session, &[]);
    assert_eq!(again, before);
}

#[test]
fn keys_without_a_row_are_found_and_a_key_is_said_to_be_one() {
    let orders =
        b"customer_id,date,amount,ProductKey\nA,2024-01-01,5,P1\nB,2024-01-01,5,P9\nC,2024-02-01,5,P9\n";
    let products = b"ProductKey,Category\nP1,Tea\nP2,Tea\n";
    let mut stage = Stage::new();
    let Event::Staged(report) = stage.stage(&[("orders.csv", orders), ("products.csv", products)]) else {
        panic!("the files are sound")
    };
    let health = stage.health();
    let found = health.findings.iter().find_map(|finding| match &finding.kind {
        HealthFindingKind::UnmatchedKeys { file, n_keys, n_lines, examples, .. } => {
            Some((file.as_str(), *n_keys, *n_lines, examples.clone()))
        }
        _ => None,
    });
    assert_eq!(found, Some(("products.csv", 1, 2, vec![("P9".to_owned(), 3)])));
    let key = report.files[0].columns.iter().find(|column| column.name == "ProductKey").expect("a column");
    assert!(!matches!(key.role, ColumnRole::Skip), "{key:?}");
}
