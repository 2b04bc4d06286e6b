//! Rows that were set aside: given back whole, mended, and read again.

use crate::harness::{Stage, shared, today};
use clientele::protocol::{
    Command, Event, FilePlan, SessionError, SetAsideOf, StageMode, StageRequest, StageSource, StagedReport,
};
use clientele::session::MemoryFile;
use clientele_engine::import::{ImportError, ImportOptions, Recipe, RecipeBook, RejectReason};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;

const SOUND: &str = "order_id,customer_id,date,category,amount,note\n\
1,A,2024-01-05,Tea,100.00,\"two\nlines, \"\"quoted\"\"\"\n\
2,B,2024-01-06,Coffee,50.00,=SUM(A1)\n\
3,A,2024-02-05,Tea,\"1,020.50\",-\n\
4,C,2024-02-07,Coffee,-10.00,'+x\n\
5,A,2024-03-01,Tea,60.00,\n\
6,B,2024-03-31,Coffee,40.00,end\n";

/// The same with a cell at fault in four rows, a row twice, a total and a header in between.
const DAMAGED: &str = "order_id,customer_id,date,category,amount,note\n\
1,A,2024-01-35,Tea,100.00,\"two\nlines, \"\"quoted\"\"\"\n\
2,B,2024-01-06,Coffee,fifty,=SUM(A1)\n\
3,A,2024-02-05,Tea,1,020.50,-\n\
4,,2024-02-07,Coffee,-10.00,'+x\n\
order_id,customer_id,date,category,amount,note\n\
5,A,2024-03-01,Tea,60.00,\n\
5,A,2024-03-01,Tea,60.00,\n\
6,B,2024-03-31,Coffee,40.00,end\n\
Total,,,,250.00,\n";

fn plan(name: &str, bytes: &[u8]) -> FilePlan {
    FilePlan { name: name.to_owned(), n_bytes: bytes.len() as u64, options: ImportOptions::new(today()) }
}

fn append(stage: &mut Stage, name: &str, bytes: &[u8], recipes: RecipeBook) -> StagedReport {
    let source = StageSource::Files(vec![plan(name, bytes)]);
    let request = StageRequest { mode: StageMode::Append, recipes, ..source.into() };
    match stage.send(Command::Stage(request), vec![MemoryFile::new(bytes)]) {
        Event::Staged(report) => *report,
        other => panic!("staged expected, got {other:?}"),
    }
}

fn staged(stage: &mut Stage, name: &str, bytes: &[u8]) -> StagedReport {
    match stage.stage(&[(name, bytes)]) {
        Event::Staged(report) => *report,
        other => panic!("staged expected, got {other:?}"),
    }
}

fn reasons(report: &StagedReport, file: usize) -> Vec<(RejectReason, u64)> {
    report.files[file].reasons.clone()
}

/// The file as a person mends it in a spreadsheet: cells by text.
fn mended(csv: &str, cells: &[(&str, &str)]) -> String {
    cells.iter().fold(csv.to_owned(), |csv, (from, to)| {
        assert_eq!(csv.matches(from).count(), 1, "{from:?} is there once in {csv}");
        csv.replace(from, to)
    })
}

#[test]
fn rows_given_back_and_mended_make_the_sound_file() {
    let mut sound = Stage::new();
    let sound_report = staged(&mut sound, "sound.csv", SOUND.as_bytes());
    let sound_info = sound.commit();

    let mut stage = Stage::new();
    let report = staged(&mut stage, "shop.csv", DAMAGED.as_bytes());
    assert_eq!((report.files[0].n_accepted, report.files[0].n_rejected), (2, 7));
    let csv = stage.set_aside(SetAsideOf::Staged(0));
    stage.commit();
    assert_eq!(stage.set_aside(SetAsideOf::Loaded(0)), csv, "the same from the data set on screen");
    let expected = "\u{FEFF}clientele_line (gregorian decimal-point),clientele_reason,order_id,customer_id,date,category,amount,note\r\n\
2,\"'= bad_date\",1,A,2024-01-35,Tea,100.00,\"two\nlines, \"\"quoted\"\"\"\r\n\
4,\"'= bad_number\",2,B,2024-01-06,Coffee,fifty,\"'=SUM(A1)\"\r\n\
5,\"'= too_many_fields\",3,A,2024-02-05,Tea,1,020.50,\"'-\"\r\n\
6,\"'= missing_customer_id\",4,,2024-02-07,Coffee,-10.00,\"''+x\"\r\n\
7,\"'= repeated_header\",order_id,customer_id,date,category,amount,note\r\n\
9,\"'= duplicate\",5,A,2024-03-01,Tea,60.00,\r\n\
11,\"'= total_row\",Total,,,,250.00,\r\n";
    assert_eq!(csv, expected);

    // As it is, nothing of it becomes data: what was wrong still is, and the repeat is found in the other file.
    let unmended = append(&mut stage, "shop-set-aside.csv", csv.as_bytes(), RecipeBook::new());
    assert_eq!((unmended.files[1].n_accepted, unmended.files[1].n_merged, unmended.n_lines), (0, 1, 2));
    let mut expected = reasons(&report, 0);
    expected.retain(|(reason, _)| *reason != RejectReason::Duplicate);
    assert_eq!(reasons(&unmended, 1), expected);
    stage.send(Command::Discard, Vec::new());

    let csv = mended(
        &csv,
        &[
            ("2024-01-35", "2024-01-05"),
            ("fifty", "50.00"),
            ("Tea,1,020.50", "Tea,\"1,020.50\""),
            ("4,,2024", "4,C,2024"),
        ],
    );
    let whole = append(&mut stage, "shop-set-aside.csv", csv.as_bytes(), RecipeBook::new());
    assert_eq!((whole.n_lines, whole.n_orders), (sound_report.n_lines, sound_report.n_orders));
    assert_eq!((whole.files[1].n_accepted, whole.files[1].n_merged, whole.files[1].n_rejected), (4, 1, 2));
    let mut names: Vec<&str> = whole.files[1].columns.iter().map(|column| column.name.as_str()).collect();
    names.truncate(2);
    assert_eq!(names, ["order_id", "customer_id"], "our own columns are none of the file");
    let info = stage.commit();
    assert_eq!(
        (info.n_customers, info.n_orders, info.n_lines, info.observed),
        (sound_info.n_customers, sound_info.n_orders, sound_info.n_lines, sound_info.observed)
    );
    use clientele::protocol::{Answer, Context, Question};
    let figures = |stage: &mut Stage| match stage.ask(Question::Concentration, Context::default()) {
        Answer::Concentration(report) => (report.revenue, report.n_customers),
        other => panic!("the concentration expected, got {other:?}"),
    };
    assert_eq!(figures(&mut stage), figures(&mut sound));
}

#[test]
fn many_long_rows_come_in_parts_and_none_is_cut() {
    let note = "x".repeat(300);
    let row = |n: u32| format!("{n},C{},2024-13-01,{},{note}-{n}\n", n % 50, n % 90);
    let rows: String = (0..40_000).map(row).collect();
    let text = format!("order_id,customer_id,date,amount,note\n{rows}x,C1,2024-01-01,5,\n");
    let mut stage = Stage::new();
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(text.as_bytes()).expect("memory takes everything");
    let packed = packed.finish().expect("memory takes everything");
    staged(&mut stage, "many.csv.gz", &packed);
    let of = SetAsideOf::Staged(0);
    let first = match stage.send(Command::SetAside { of, part: 0, reasons: Vec::new() }, Vec::new()) {
        Event::SetAside(part) => part,
        other => panic!("a part expected, got {other:?}"),
    };
    assert!(!first.is_last && first.text.len() < 6 << 20, "{} bytes", first.text.len());
    let csv = stage.set_aside(of);
    assert_eq!(csv.lines().count(), 40_001);
    for n in [0, 999, 1_001, 39_999] {
        assert!(csv.contains(&format!(",{n},C{},2024-13-01,{},{note}-{n}\r\n", n % 50, n % 90)), "row {n}");
    }
    // A part that is asked for out of turn, as after a restart, is the same part.
    let again = stage.send(Command::SetAside { of, part: 1, reasons: Vec::new() }, Vec::new());
    let Event::SetAside(again) = again else { panic!("a part expected, got {again:?}") };
    assert_eq!(again.part, 1);
    stage.cancel_at_breath(Some(0));
    assert_eq!(
        stage.send(Command::SetAside { of, part: 0, reasons: Vec::new() }, Vec::new()),
        Event::Cancelled
    );
}

#[test]
fn a_file_none_of_whose_rows_can_be_used_is_given_back_too() {
    let text = "Kundennr;Datum;Betrag\nA;31.12.2024;eins\nB;32.12.2024;2,50\n";
    let mut stage = Stage::new();
    let failed = stage.stage(&[("kaputt.csv", text.as_bytes())]);
    let Event::Failed(SessionError::Import(failure)) = failed else { panic!("{failed:?}") };
    assert!(matches!(failure.error, ImportError::NoValidRows { .. }));
    let csv = stage.set_aside(SetAsideOf::Refused);
    assert_eq!(
        csv,
        "\u{FEFF}clientele_line,clientele_reason,Kundennr,Datum,Betrag\r\n\
2,\"'= bad_number\",A,31.12.2024,eins\r\n3,\"'= bad_date\",B,32.12.2024,\"2,50\"\r\n"
    );
    let csv = mended(&csv, &[("eins", "\"1,00\""), ("32.12", "30.12")]);
    let report = staged(&mut stage, "mended.csv", csv.as_bytes());
    assert_eq!((report.n_lines, report.files[0].sum_amount.as_str()), (2, "3.50"));
    // There is nothing to give back once something else was read.
    let refused =
        stage.send(Command::SetAside { of: SetAsideOf::Refused, part: 0, reasons: Vec::new() }, Vec::new());
    assert_eq!(refused, Event::Failed(SessionError::NothingStaged));
}

#[test]
fn answers_about_the_file_hold_for_its_rows() {
    let text = "who,when,how much\nA,03/01/2024,\"10,5\"\nB,04/02/2024,\"x\"\nC,05/02/2024,\"7,5\"\n";
    let mut answered = plan("loose.csv", text.as_bytes());
    answered.options = ImportOptions {
        columns: Some(vec![
            clientele_engine::import::ColumnRole::CustomerId,
            clientele_engine::import::ColumnRole::Date,
            clientele_engine::import::ColumnRole::Amount,
        ]),
        date_order: Some(clientele_engine::import::DateOrder::DayFirst),
        ..answered.options
    };
    let mut stage = Stage::new();
    let source = StageSource::Files(vec![answered.clone()]);
    let Event::Staged(report) =
        stage.send(Command::Stage(source.into()), vec![MemoryFile::new(text.as_bytes())])
    else {
        panic!("the answers decide")
    };
    let mut recipes = RecipeBook::new();
    recipes.remember(Recipe::from_report(&report.files[0], &answered.options));
    stage.commit();
    let csv = mended(&stage.set_aside(SetAsideOf::Loaded(0)), &[(",x\r", ",\"2,25\"\r")]);
    let whole = append(&mut stage, "mended.csv", csv.as_bytes(), recipes);
    assert_eq!((whole.n_lines, whole.files[1].sum_amount.as_str()), (3, "2.25"));
    assert_eq!(stage.commit().observed.last.to_string(), "2024-02-05");
}

#[test]
fn a_mended_row_that_equals_another_is_a_purchase_of_its_own_and_is_there_once() {
    let text = "customer_id,date,amount\nA,2024-01-05,10\nA,2024-01-05,ten\nB,2024-02-05,5\n";
    let mut stage = Stage::new();
    staged(&mut stage, "shop.csv", text.as_bytes());
    stage.commit();
    let csv = mended(&stage.set_aside(SetAsideOf::Loaded(0)), &[(",ten", ",10")]);
    let whole = append(&mut stage, "mended.csv", csv.as_bytes(), RecipeBook::new());
    assert_eq!((whole.n_lines, whole.files[1].n_merged), (3, 0));
    stage.commit();
    // The same file by mistake once more.
    let twice = append(&mut stage, "mended.csv", csv.as_bytes(), RecipeBook::new());
    assert_eq!((twice.n_lines, twice.files[2].n_merged), (3, 1));
}

#[test]
fn every_damaged_file_comes_back_with_the_same_faults() {
    let Some(manifest) = shared("badcsv/manifest.json") else { return };
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).expect("a manifest");
    let mut n_files = 0;
    for entry in manifest.as_array().expect("a list") {
        let has_answers =
            entry.get("options").is_some_and(|options| options.as_object().is_some_and(|o| !o.is_empty()));
        if entry["expect"] != "ok_with_rejects" || has_answers {
            continue;
        }
        let name = entry["file"].as_str().expect("a name");
        let Some(bytes) = shared(&format!("badcsv/{name}")) else { continue };
        let mut stage = Stage::new();
        let Event::Staged(report) = stage.stage(&[(name, &bytes)]) else { continue };
        if report.files[0].n_rejected == 0 {
            continue;
        }
        let csv = stage.set_aside(SetAsideOf::Staged(0));
        assert_eq!(
            csv.matches("\"'= ").count() as u64,
            report.files[0].n_rejected,
            "{name}: every row is there"
        );
        n_files += 1;
        // Nothing of it becomes data while nobody has mended it, but for rows whose only fault was another row.
        let by_others = |reason: &RejectReason| {
            matches!(reason, RejectReason::Duplicate | RejectReason::DuplicateConflict)
        };
        let n_by_others: u64 =
            report.files[0].reasons.iter().filter(|(reason, _)| by_others(reason)).map(|(_, n)| n).sum();
        match stage.stage(&[("back.csv", csv.as_bytes())]) {
            Event::Staged(back) => {
                assert!(back.files[0].n_accepted <= n_by_others, "{name}: {:?} of {csv}", back.files[0]);
            }
            Event::Failed(SessionError::Import(_) | SessionError::NoTransactionsFile { .. }) => {}
            other => panic!("{name}: {other:?}"),
        }
    }
    assert!(n_files > 10, "{n_files} files");
}
