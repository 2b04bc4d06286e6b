//! Next month's file: read by recipe, appended to what is there, and nothing lost when that fails.

use crate::harness::{SHOP, Stage, today};
use clientele::protocol::{
    Answer, Command, Context, Envelope, Event, FileOrigin, FilePlan, Question, SampleId, SessionError,
    StageMode, StageRequest, StageSource, StagedReport,
};
use clientele::session::{ByteSource, Host, MemoryFile, Session};
use clientele_engine::data::{FileKind, OverlapPolicy};
use clientele_engine::import::{
    ColumnRole, DateOrder, ImportError, ImportOptions, Recipe, RecipeAnswer, RecipeBook, RecipeMatch,
};
use std::cell::{Cell, RefCell};
use std::pin::pin;
use std::rc::Rc;
use std::task::Waker;

const APRIL: &[u8] = b"order_id,customer_id,date,category,amount,cost\n\
6,B,2024-03-31,Coffee,40.00,20\n\
7,D,2024-04-02,Tea,5.25,2\n\
8,A,2024-04-03,Tea,1.00,1\n";

fn plan(name: &str, bytes: &[u8]) -> FilePlan {
    FilePlan { name: name.to_owned(), n_bytes: bytes.len() as u64, options: ImportOptions::new(today()) }
}

fn request(files: &[(&str, &[u8])], mode: StageMode) -> StageRequest {
    let plans = files.iter().map(|(name, bytes)| plan(name, bytes)).collect();
    StageRequest { mode, ..StageSource::Files(plans).into() }
}

fn handles(files: &[(&str, &[u8])]) -> Vec<MemoryFile> {
    files.iter().map(|(_, bytes)| MemoryFile::new(*bytes)).collect()
}

fn append(stage: &mut Stage, files: &[(&str, &[u8])]) -> Box<StagedReport> {
    match stage.send(Command::Stage(request(files, StageMode::Append)), handles(files)) {
        Event::Staged(report) => report,
        other => panic!("staged expected, got {other:?}"),
    }
}

fn everything(stage: &mut Stage) -> (Answer, Answer) {
    let concentration = stage.ask(Question::Concentration, Context::default());
    (concentration, stage.ask(Question::Customer("A".to_owned()), Context::default()))
}

#[test]
fn what_was_answered_for_january_is_not_asked_in_february() {
    let january = b"customer_id,date,amount\nA,03/01/2024,10\nB,04/01/2024,20\n".as_slice();
    let february = b"amount,date,customer_id\n30,03/02/2024,A\n40,05/02/2024,C\n".as_slice();
    let mut stage = Stage::new();
    let Event::Failed(SessionError::Import(failure)) = stage.stage(&[("january.csv", january)]) else {
        panic!("nothing decides")
    };
    assert!(matches!(failure.error, ImportError::AmbiguousDates { .. }));
    let mut answered = plan("january.csv", january);
    answered.options.date_order = Some(DateOrder::DayFirst);
    let source = StageSource::Files(vec![answered.clone()]);
    let Event::Staged(report) = stage.send(Command::Stage(source.into()), vec![MemoryFile::new(january)])
    else {
        panic!("the answer decides")
    };
    stage.commit();
    let mut recipes = RecipeBook::new();
    recipes.remember(Recipe::from_report(&report.files[0], &answered.options));

    let with_book = |without_recipe: Vec<u32>| StageRequest {
        recipes: recipes.clone(),
        without_recipe,
        ..request(&[("february.csv", february)], StageMode::Append)
    };
    let refused = stage.send(Command::Stage(with_book(vec![0])), vec![MemoryFile::new(february)]);
    assert!(matches!(refused, Event::Failed(SessionError::Import(_))), "{refused:?}");
    let Event::Staged(report) =
        stage.send(Command::Stage(with_book(vec![])), vec![MemoryFile::new(february)])
    else {
        panic!("the recipe decides")
    };
    assert_eq!(report.origins, [FileOrigin::Loaded(0), FileOrigin::Plan(0)]);
    let recipe = report.files[1].recipe.as_ref().expect("the columns are the same");
    assert_eq!(
        (recipe.matched, recipe.used.as_slice()),
        (RecipeMatch::Exact, [RecipeAnswer::DateOrder].as_slice())
    );
    let info = stage.commit();
    assert_eq!(info.observed.last.to_string(), "2024-02-05");
    // February was read by a recipe; it is read by the same one when March comes, whatever the book says then.
    let march = b"customer_id,date,amount\nA,2024-03-30,1\n".as_slice();
    let report = append(&mut stage, &[("march.csv", march)]);
    assert_eq!((report.n_lines, report.files.len()), (5, 3));
}

#[test]
fn overlap_is_found_shown_and_balanced() {
    let mut stage = Stage::new();
    stage.load(&[("march.csv", SHOP)]);
    let report = append(&mut stage, &[("april.csv", APRIL)]);
    let [overlap] = report.join.overlaps.as_slice() else { panic!("{:?}", report.join) };
    assert_eq!((overlap.earlier_name.as_str(), overlap.later_name.as_str()), ("march.csv", "april.csv"));
    assert_eq!((overlap.n_rows_dropped, overlap.money.as_str()), (1, "40.00"));
    assert_eq!((overlap.examples[0].earlier_line, overlap.examples[0].later_line), (8, 2));
    let april = &report.files[1];
    assert_eq!((april.n_records, april.n_accepted, april.n_rejected, april.n_merged), (3, 2, 0, 1));
    assert_eq!((april.sum_amount.as_str(), april.sum_merged.as_str()), ("6.25", "40.00"));
    assert_eq!((report.n_lines, report.n_orders), (9, 8));
    assert_eq!(stage.commit().n_customers, 4);
    // The way back from a number to its row leads into the right file.
    let answer = stage.ask(Question::SourceText { file: 1, line: 3 }, Context::default());
    let Answer::SourceText { name, text, .. } = answer else { panic!("a row expected") };
    assert_eq!((name.as_str(), text.as_str()), ("april.csv", "7,D,2024-04-02,Tea,5.25,2"));

    let keep = StageRequest {
        overlap: Some(OverlapPolicy::Keep),
        ..request(&[("april.csv", APRIL)], StageMode::Append)
    };
    let Event::Staged(report) = stage.send(Command::Stage(keep), vec![MemoryFile::new(APRIL)]) else {
        panic!("the file is sound")
    };
    // Merged as before between the first two; kept for the third, as was asked.
    assert_eq!((report.n_lines, report.files[1].n_merged, report.files[2].n_merged), (12, 1, 0));
}

#[test]
fn appending_and_discarding_leaves_what_was_loaded() {
    let mut stage = Stage::new();
    stage.load(&[("march.csv", SHOP)]);
    let before = everything(&mut stage);
    append(&mut stage, &[("april.csv", APRIL)]);
    assert_eq!(everything(&mut stage), before, "what is staged is not on screen");
    assert_eq!(stage.send(Command::Discard, Vec::new()), Event::Discarded);
    assert_eq!(everything(&mut stage), before);
    // A bad file, or one too many words: the same.
    let bad: &[(&str, &[u8])] = &[("other.csv", b"planet,moons\nMars,2\n")];
    let failed = stage.send(Command::Stage(request(bad, StageMode::Append)), handles(bad));
    let Event::Failed(SessionError::Import(failure)) = failed else { panic!("{failed:?}") };
    assert_eq!(failure.file, 0, "the index is that of the command");
    assert_eq!(everything(&mut stage), before);
    append(&mut stage, &[("april.csv", APRIL)]);
    stage.commit();
    assert_ne!(everything(&mut stage), before);
}

#[test]
fn nothing_can_be_appended_to_nothing() {
    let files: &[(&str, &[u8])] = &[("april.csv", APRIL)];
    let failed = Stage::new().send(Command::Stage(request(files, StageMode::Append)), handles(files));
    assert_eq!(failed, Event::Failed(SessionError::NoData));
}

#[test]
fn a_list_of_customers_is_appended_to_orders_and_a_newer_one_to_that() {
    let mut stage = Stage::new();
    stage.load(&[("shop.csv", SHOP)]);
    let old = b"customer_id,name\nA,Ann\nB,Bob\nC,Cem\n".as_slice();
    let new = b"customer_id,name\nA,Ann\nB,Bea\nC,Cem\n".as_slice();
    append(&mut stage, &[("old.csv", old)]);
    assert!(stage.commit().has_names);
    let report = append(&mut stage, &[("new.csv", new)]);
    let profile = &report.join.profiles[0];
    assert_eq!((profile.n_equal, profile.n_conflicting, profile.is_later_shown), (2, 1, true));
    let lists = report.files.iter().filter(|file| file.file.kind == FileKind::Customers);
    for list in lists {
        assert_eq!(list.n_records, list.n_accepted + list.n_rejected + list.n_merged);
    }
    stage.commit();
    let Answer::Customer(detail) = stage.ask(Question::Customer("B".to_owned()), Context::default()) else {
        panic!("a customer expected")
    };
    assert_eq!(detail.name, "Bea");
}

#[test]
fn a_sample_can_be_appended_to() {
    let mut stage = Stage::new();
    let source = StageSource::Sample(SampleId::Lantern, today());
    assert!(matches!(stage.send(Command::Stage(source.into()), Vec::new()), Event::Staged(_)));
    let n_lines = stage.commit().n_lines;
    let more = b"order_id,customer_id,date,amount\nnew-1,new,2025-01-05,10\n".as_slice();
    let report = append(&mut stage, &[("more.csv", more)]);
    assert_eq!(report.n_lines, n_lines + 1);
    assert!(report.join.overlaps.is_empty());
}

#[test]
fn roles_given_by_hand_are_given_again() {
    let first = b"who;when;paid\nA;2024-01-03;10\n".as_slice();
    let mut told = plan("first.csv", first);
    told.options.columns = Some(vec![ColumnRole::CustomerId, ColumnRole::Date, ColumnRole::Amount]);
    let mut stage = Stage::new();
    let source = StageSource::Files(vec![told.clone()]);
    let Event::Staged(report) = stage.send(Command::Stage(source.into()), vec![MemoryFile::new(first)])
    else {
        panic!("the roles are given")
    };
    let mut recipes = RecipeBook::new();
    recipes.remember(Recipe::from_report(&report.files[0], &told.options));
    let second: &[(&str, &[u8])] = &[("second.csv", b"when;paid;who\n2024-02-03;11;A\n")];
    let request = StageRequest { recipes, ..request(second, StageMode::Replace) };
    let Event::Staged(report) = stage.send(Command::Stage(request), handles(second)) else {
        panic!("the recipe knows the roles")
    };
    assert_eq!(report.files[0].sum_amount, "11");
}

/// A file that can vanish, or change its contents, behind the back of the page.
#[derive(Clone)]
struct Fickle {
    file: MemoryFile,
    later: Rc<RefCell<Option<MemoryFile>>>,
    is_gone: Rc<Cell<bool>>,
}

impl Fickle {
    fn new(bytes: &[u8]) -> Self {
        Self { file: MemoryFile::new(bytes), later: Rc::default(), is_gone: Rc::default() }
    }
}

impl ByteSource for Fickle {
    fn n_bytes(&self) -> u64 {
        self.file.n_bytes()
    }

    async fn next(&mut self, slice: &mut Vec<u8>) -> Result<bool, String> {
        if self.is_gone.get() { Err("gone".to_owned()) } else { self.file.next(slice).await }
    }

    async fn read_at(&self, offset: u64, n_bytes: usize) -> Result<Vec<u8>, String> {
        if self.is_gone.get() { Err("gone".to_owned()) } else { self.file.read_at(offset, n_bytes).await }
    }

    fn rewind(&mut self) {
        self.file.rewind();
    }

    fn reopen(&self) -> Self {
        let file = self.later.borrow().as_ref().unwrap_or(&self.file).reopen();
        Self { file, ..self.clone() }
    }
}

#[derive(Clone, Default)]
struct Listener(Rc<RefCell<Vec<Event>>>);

impl Host for Listener {
    type File = Fickle;

    fn emit(&self, envelope: Envelope<Event>) {
        self.0.borrow_mut().push(envelope.body);
    }

    async fn breathe(&self, _id: u32, _generation: u32) -> bool {
        true
    }

    fn now_ms(&self) -> f64 {
        0.0
    }
}

fn send(session: &mut Session<Listener>, said: &Listener, body: Command, files: Vec<Fickle>) -> Event {
    let mut future = pin!(session.handle(Envelope { id: 1, generation: 1, body }, files));
    let mut context = std::task::Context::from_waker(Waker::noop());
    while future.as_mut().poll(&mut context).is_pending() {}
    let said = said.0.borrow();
    let is_answer = |event: &&Event| !matches!(event, Event::Examined(_));
    said.iter().rfind(is_answer).cloned().expect("every command is answered")
}

#[test]
fn an_old_file_that_cannot_be_read_again_loses_nothing() {
    let said = Listener::default();
    let mut session = Session::new(said.clone());
    let old = Fickle::new(SHOP);
    let load = Command::Stage(request(&[("march.csv", SHOP)], StageMode::Replace));
    assert!(matches!(send(&mut session, &said, load, vec![old.clone()]), Event::Staged(_)));
    send(&mut session, &said, Command::Commit { name: String::new() }, Vec::new());
    let ask = || Command::Ask { question: Question::Concentration, context: Context::default() };
    let before = send(&mut session, &said, ask(), Vec::new());
    let add = || Command::Stage(request(&[("april.csv", APRIL)], StageMode::Append));

    old.is_gone.set(true);
    let failed = send(&mut session, &said, add(), vec![Fickle::new(APRIL)]);
    let error = SessionError::KeptUnreadable { name: "march.csv".to_owned(), detail: "gone".to_owned() };
    assert_eq!(failed, Event::Failed(error));
    assert_eq!(send(&mut session, &said, ask(), Vec::new()), before);

    old.is_gone.set(false);
    let changed = SHOP.iter().copied().chain(*b"9,A,2024-03-31,Tea,1,1\n").collect::<Vec<u8>>();
    *old.later.borrow_mut() = Some(MemoryFile::new(changed));
    let failed = send(&mut session, &said, add(), vec![Fickle::new(APRIL)]);
    assert_eq!(failed, Event::Failed(SessionError::KeptChanged { name: "march.csv".to_owned() }));
    assert_eq!(send(&mut session, &said, ask(), Vec::new()), before);

    *old.later.borrow_mut() = None;
    assert!(matches!(send(&mut session, &said, add(), vec![Fickle::new(APRIL)]), Event::Staged(_)));
}
