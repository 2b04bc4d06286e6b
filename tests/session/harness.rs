//! A host that records what a session says and reads files from memory.

use clientele::protocol::{
    Answer, Command, Context, DataInfo, Envelope, Event, FilePlan, Question, SessionError, SetAsideOf,
    StageSource,
};
use clientele::session::{Host, MemoryFile, Session};
use clientele_engine::analysis::health::HealthReport;
use clientele_engine::data::Day;
use clientele_engine::import::{ImportOptions, RejectReason};
use std::cell::{Cell, RefCell};
use std::path::PathBuf;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context as TaskContext, Poll, Waker};

/// What a session said, and how often it may still breathe before its command is cancelled.
#[derive(Clone, Default)]
pub(crate) struct Recorder {
    events: Rc<RefCell<Vec<Envelope<Event>>>>,
    breaths_left: Rc<Cell<Option<u32>>>,
}

impl Host for Recorder {
    type File = MemoryFile;

    fn emit(&self, envelope: Envelope<Event>) {
        self.events.borrow_mut().push(envelope);
    }

    async fn breathe(&self, _id: u32, _generation: u32) -> bool {
        match self.breaths_left.get() {
            None => true,
            Some(0) => false,
            Some(n) => {
                self.breaths_left.set(Some(n - 1));
                true
            }
        }
    }

    fn now_ms(&self) -> f64 {
        0.0
    }
}

/// A session and what it said.
pub(crate) struct Stage {
    session: Session<Recorder>,
    recorder: Recorder,
    next_id: u32,
}

impl Stage {
    pub(crate) fn new() -> Self {
        let recorder = Recorder::default();
        Self { session: Session::new(recorder.clone()), recorder, next_id: 1 }
    }

    /// Sends a command and gives back what was said, progress left out.
    pub(crate) fn send(&mut self, body: Command, files: Vec<MemoryFile>) -> Event {
        let id = self.next_id;
        self.next_id += 1;
        self.recorder.events.borrow_mut().clear();
        block_on(self.session.handle(Envelope { id, generation: 1, body }, files));
        let events = self.recorder.events.borrow();
        let is_answer = |event: &&Envelope<Event>| !matches!(event.body, Event::Examined(_));
        let last = events.iter().rfind(is_answer).expect("every command is answered");
        assert_eq!((last.id, last.generation), (id, 1), "answers carry the id of their command");
        last.body.clone()
    }

    /// Shares done that were reported for the last command.
    pub(crate) fn progress(&self) -> Vec<f64> {
        let events = self.recorder.events.borrow();
        let done = |event: &Envelope<Event>| match event.body {
            Event::Progress { done, .. } => Some(done),
            _ => None,
        };
        events.iter().filter_map(done).collect()
    }

    /// How sound what was staged last is.
    pub(crate) fn health(&self) -> HealthReport {
        let events = self.recorder.events.borrow();
        match events.last().map(|event| &event.body) {
            Some(Event::Examined(health)) => (**health).clone(),
            other => panic!("examined expected, got {other:?}"),
        }
    }

    /// Cancels whatever is sent next at its n-th breath; `None` for never.
    pub(crate) fn cancel_at_breath(&self, n: Option<u32>) {
        self.recorder.breaths_left.set(n);
    }

    /// Stages files given by name and content.
    pub(crate) fn stage(&mut self, files: &[(&str, &[u8])]) -> Event {
        let plans = files
            .iter()
            .map(|(name, bytes)| FilePlan {
                name: (*name).to_owned(),
                n_bytes: bytes.len() as u64,
                options: ImportOptions::new(today()),
            })
            .collect();
        let handles = files.iter().map(|(_, bytes)| MemoryFile::new(*bytes)).collect();
        self.send(Command::Stage(StageSource::Files(plans).into()), handles)
    }

    /// The rows of a file that were set aside, as the file that is saved, put together from its parts.
    pub(crate) fn set_aside(&mut self, of: SetAsideOf) -> String {
        let mut text = String::new();
        for part in 0.. {
            let reasons = RejectReason::ALL.map(|reason| (reason, format!("= {}", reason.key()))).to_vec();
            match self.send(Command::SetAside { of, part, reasons }, Vec::new()) {
                Event::SetAside(written) => {
                    assert_eq!(written.part, part);
                    text.push_str(&written.text);
                    if written.is_last {
                        break;
                    }
                }
                other => panic!("a part expected, got {other:?}"),
            }
        }
        text
    }

    /// Stages and commits files.
    pub(crate) fn load(&mut self, files: &[(&str, &[u8])]) -> DataInfo {
        let staged = self.stage(files);
        assert!(matches!(staged, Event::Staged(_)), "{staged:?}");
        self.commit()
    }

    pub(crate) fn commit(&mut self) -> DataInfo {
        match self.send(Command::Commit { name: String::new() }, Vec::new()) {
            Event::Committed(info) => *info,
            other => panic!("committed expected, got {other:?}"),
        }
    }

    pub(crate) fn ask(&mut self, question: Question, context: Context) -> Answer {
        match self.send(Command::Ask { question, context }, Vec::new()) {
            Event::Answered(answer) => answer,
            other => panic!("an answer expected, got {other:?}"),
        }
    }

    pub(crate) fn refusal(&mut self, question: Question) -> SessionError {
        match self.send(Command::Ask { question, context: Context::default() }, Vec::new()) {
            Event::Failed(error) => error,
            other => panic!("a failure expected, got {other:?}"),
        }
    }
}

/// The day on which the tests import.
pub(crate) fn today() -> Day {
    Day::try_from_civil(2026, 1, 1).expect("a day of the calendar")
}

/// A file of the shared data sets, where they lie beside the repository.
pub(crate) fn shared(path: &str) -> Option<Vec<u8>> {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared").join(path);
    let bytes = std::fs::read(&file).ok();
    if bytes.is_none() {
        println!("skipped: {} is not there", file.display());
    }
    bytes
}

/// A small shop: three customers, six orders, seven lines.
pub(crate) const SHOP: &[u8] = b"order_id,customer_id,date,category,amount,cost\n\
1,A,2024-01-05,Tea,100.00,40\n\
2,B,2024-01-06,Coffee,50.00,30\n\
3,A,2024-02-05,Tea,20.50,10\n\
3,A,2024-02-05,Coffee,30.00,20\n\
4,C,2024-02-07,Coffee,10.00,25\n\
5,A,2024-03-01,Tea,60.00,20\n\
6,B,2024-03-31,Coffee,40.00,20\n";

/// Runs a future that never waits for anything but itself.
fn block_on<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let mut context = TaskContext::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return value;
        }
    }
}
