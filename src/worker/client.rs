//! The page's end of the bridge.
//!
//! The client starts the worker, queues commands until it says [`Event::Ready`], hands events on and, when
//! the worker dies, starts another one and replays what is needed: the files and sample last committed
//! (their handles are kept here, the bytes never were) and every question that was still awaited.

use super::port;
use crate::protocol::{
    BUILD, Command, Envelope, Event, PROTOCOL, SessionError, StageMode, StageRequest, codec,
};
use std::cell::RefCell;
use std::rc::{Rc, Weak};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{File, MessageEvent, Worker};

#[wasm_bindgen]
extern "C" {
    /// Starts a worker with its compiled module; see `public/boot.js`.
    #[wasm_bindgen(js_namespace = clientele, js_name = startWorker, catch)]
    fn start_worker() -> Result<Worker, JsValue>;
}

/// How the worker is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// It was started and has not answered yet.
    Starting,
    /// It answers.
    Ready,
    /// It died and another one is being started; the data comes back by itself.
    Restarting {
        /// What it said before it died.
        detail: String,
    },
    /// Another one has taken over and the data is back.
    Recovered,
    /// The page and the worker are of different builds: only a reload helps.
    Outdated,
    /// It died again and again, or cannot be started at all.
    Dead {
        /// What is known about it.
        detail: String,
    },
}

/// Restarts without an answer in between after which the client gives up.
const MAX_RESTARTS: u32 = 3;

/// A stage command and its file handles.
#[derive(Clone)]
struct Staged {
    request: StageRequest,
    files: Vec<File>,
}

struct Inner {
    worker: Option<Worker>,
    is_ready: bool,
    next_id: u32,
    /// Commands awaited or not sent yet, oldest first.
    outstanding: Vec<(Envelope<Command>, Vec<File>)>,
    /// Outstanding commands from this index on were not posted yet.
    staged: Option<Staged>,
    /// What the data set was made of: files that replaced what was there, and files appended since.
    committed: Vec<(Staged, String)>,
    /// What is known of a commit that is on its way.
    committing: Option<(u32, Staged, String)>,
    n_restarts: u32,
    is_recovering: bool,
    /// Commits of the replay that are awaited.
    n_replayed: usize,
    on_event: Rc<dyn Fn(Envelope<Event>)>,
    on_status: Rc<dyn Fn(Status)>,
    /// Handlers of the current worker; replaced together with it.
    handlers: Vec<Closure<dyn FnMut(MessageEvent)>>,
    error_handlers: Vec<Closure<dyn FnMut(web_sys::ErrorEvent)>>,
}

/// A handle to the worker.
#[derive(Clone)]
pub struct WorkerClient(Rc<RefCell<Inner>>);

impl WorkerClient {
    /// Starts the worker. `on_event` hears every event but `Ready`; `on_status` how the worker is.
    pub fn start(on_event: impl Fn(Envelope<Event>) + 'static, on_status: impl Fn(Status) + 'static) -> Self {
        let client = Self(Rc::new(RefCell::new(Inner {
            worker: None,
            is_ready: false,
            next_id: 1,
            outstanding: Vec::new(),
            staged: None,
            committed: Vec::new(),
            committing: None,
            n_restarts: 0,
            is_recovering: false,
            n_replayed: 0,
            on_event: Rc::new(on_event),
            on_status: Rc::new(on_status),
            handlers: Vec::new(),
            error_handlers: Vec::new(),
        })));
        client.spawn();
        client
    }

    /// Sends a command; answers carry the id that is returned.
    pub fn send(&self, generation: u32, command: Command, files: &[File]) -> u32 {
        let mut inner = self.0.borrow_mut();
        let id = inner.next_id;
        inner.next_id += 1;
        match &command {
            Command::Stage(request) => {
                inner.staged = Some(Staged { request: request.clone(), files: files.to_vec() });
            }
            Command::Commit { name } => {
                inner.committing = inner.staged.clone().map(|staged| (id, staged, name.clone()));
            }
            Command::Discard => inner.staged = None,
            Command::Ask { .. } | Command::SetAside { .. } | Command::Cancel { .. } | Command::Crash => {}
        }
        let envelope = Envelope { id, generation, body: command };
        if inner.is_ready {
            inner.post(&envelope, files);
        }
        let has_answer = !matches!(envelope.body, Command::Cancel { .. } | Command::Crash);
        if has_answer || !inner.is_ready {
            inner.outstanding.push((envelope, files.to_vec()));
        }
        id
    }

    /// Handles of the files staged last.
    #[must_use]
    pub fn staged_files(&self) -> Vec<File> {
        self.0.borrow().staged.as_ref().map(|staged| staged.files.clone()).unwrap_or_default()
    }

    fn spawn(&self) {
        let worker = match start_worker() {
            Ok(worker) => worker,
            Err(error) => {
                let on_status = Rc::clone(&self.0.borrow().on_status);
                on_status(Status::Dead { detail: format!("{error:?}") });
                return;
            }
        };
        let weak: Weak<RefCell<Inner>> = Rc::downgrade(&self.0);
        let on_message = {
            let weak = weak.clone();
            Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
                if let Some(inner) = weak.upgrade() {
                    Self(inner).receive(&event.data());
                }
            })
        };
        let on_error = Closure::<dyn FnMut(web_sys::ErrorEvent)>::new(move |event: web_sys::ErrorEvent| {
            if let Some(inner) = weak.upgrade() {
                event.prevent_default();
                Self(inner).restart(&event.message());
            }
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        let mut inner = self.0.borrow_mut();
        inner.worker = Some(worker);
        inner.is_ready = false;
        // The handlers of the worker before may be on the stack right now: they are dropped at the next
        // start, not while they run.
        if inner.handlers.len() > 1 {
            inner.handlers.remove(0);
            inner.error_handlers.remove(0);
        }
        inner.handlers.push(on_message);
        inner.error_handlers.push(on_error);
    }

    fn receive(&self, message: &JsValue) {
        let Some((bytes, _)) = port::unpack(message) else { return };
        let envelope = match codec::decode::<Envelope<Event>>(&bytes) {
            Ok(envelope) => envelope,
            Err(error) => return self.restart(&error.to_string()),
        };
        match &envelope.body {
            Event::Ready { protocol, build } => {
                if *protocol != PROTOCOL || build != BUILD {
                    let on_status = Rc::clone(&self.0.borrow().on_status);
                    return on_status(Status::Outdated);
                }
                self.ready();
            }
            Event::Crashed { text } => self.restart(text),
            _ => self.settle(envelope),
        }
    }

    fn ready(&self) {
        let (on_status, status) = {
            let mut inner = self.0.borrow_mut();
            inner.is_ready = true;
            let outstanding = std::mem::take(&mut inner.outstanding);
            for (envelope, files) in &outstanding {
                inner.post(envelope, files);
            }
            inner.outstanding = outstanding
                .into_iter()
                .filter(|(envelope, _)| !matches!(envelope.body, Command::Cancel { .. } | Command::Crash))
                .collect();
            let needs_data = inner.is_recovering && !inner.committed.is_empty();
            (Rc::clone(&inner.on_status), if needs_data { None } else { Some(Status::Ready) })
        };
        if let Some(status) = status {
            self.0.borrow_mut().is_recovering = false;
            on_status(status);
        }
    }

    /// Takes note of an event and hands it on.
    fn settle(&self, envelope: Envelope<Event>) {
        let (on_event, on_status, is_recovered) = {
            let mut inner = self.0.borrow_mut();
            let is_final = !matches!(envelope.body, Event::Progress { .. });
            if is_final {
                inner.outstanding.retain(|(command, _)| command.id != envelope.id);
                inner.n_restarts = 0;
            }
            let mut is_recovered = false;
            match &envelope.body {
                Event::Committed(_) => {
                    if let Some((id, staged, name)) = inner.committing.take() {
                        if id == envelope.id {
                            if staged.request.mode == StageMode::Replace {
                                inner.committed.clear();
                            }
                            inner.committed.push((staged, name));
                            inner.staged = None;
                        } else {
                            inner.committing = Some((id, staged, name));
                        }
                    }
                    is_recovered = inner.note_replay(envelope.id);
                }
                // A file of the replay is gone: what could be read of the data set is there.
                Event::Failed(SessionError::NothingStaged) if envelope.id == 0 => {
                    is_recovered = inner.note_replay(envelope.id);
                }
                Event::Failed(_) if inner.committing.as_ref().is_some_and(|(id, ..)| *id == envelope.id) => {
                    inner.committing = None;
                }
                _ => {}
            }
            (Rc::clone(&inner.on_event), Rc::clone(&inner.on_status), is_recovered)
        };
        on_event(envelope);
        if is_recovered {
            on_status(Status::Recovered);
        }
    }

    /// Ends the worker, starts another one and queues what brings its state back.
    fn restart(&self, detail: &str) {
        let (on_status, is_dead) = {
            let mut inner = self.0.borrow_mut();
            if let Some(worker) = inner.worker.take() {
                worker.set_onmessage(None);
                worker.set_onerror(None);
                worker.terminate();
            }
            inner.is_ready = false;
            inner.n_restarts += 1;
            inner.is_recovering = true;
            let is_dead = inner.n_restarts > MAX_RESTARTS;
            if !is_dead {
                inner.queue_replay();
            }
            (Rc::clone(&inner.on_status), is_dead)
        };
        if is_dead {
            on_status(Status::Dead { detail: detail.to_owned() });
        } else {
            on_status(Status::Restarting { detail: detail.to_owned() });
            self.spawn();
        }
    }
}

impl Inner {
    /// Counts a commit of the replay; true for the last one. A commit of the user ends a recovery as well.
    fn note_replay(&mut self, id: u32) -> bool {
        self.n_replayed = if id == 0 { self.n_replayed.saturating_sub(1) } else { 0 };
        self.n_replayed == 0 && std::mem::take(&mut self.is_recovering)
    }

    fn post(&self, envelope: &Envelope<Command>, files: &[File]) {
        let Some(worker) = &self.worker else { return };
        // Every type of the protocol can be encoded; a message that is not posted stays outstanding.
        let Ok(bytes) = codec::encode(envelope) else { return };
        let parcel = port::pack(&bytes, files);
        let _ = worker.post_message_with_transfer(&parcel.message, &parcel.transfer);
    }

    /// Puts the commands that bring the data set back in front of those that are awaited.
    fn queue_replay(&mut self) {
        let awaited = std::mem::take(&mut self.outstanding);
        let is_replay = |envelope: &Envelope<Command>| envelope.id == 0;
        self.n_replayed = self.committed.len();
        for (staged, name) in self.committed.clone() {
            self.outstanding.push((
                Envelope { id: 0, generation: 0, body: Command::Stage(staged.request) },
                staged.files,
            ));
            self.outstanding
                .push((Envelope { id: 0, generation: 0, body: Command::Commit { name } }, Vec::new()));
        }
        let is_stage_awaited = awaited
            .iter()
            .any(|(envelope, _)| matches!(envelope.body, Command::Stage(_)) && !is_replay(envelope));
        if let (Some(staged), false) = (self.staged.clone(), is_stage_awaited) {
            // The user was looking at what was read: read it again, so that the confirmation works.
            self.outstanding.push((
                Envelope { id: 0, generation: 0, body: Command::Stage(staged.request) },
                staged.files,
            ));
        }
        self.outstanding.extend(
            awaited
                .into_iter()
                .filter(|(envelope, _)| !is_replay(envelope) && !matches!(envelope.body, Command::Crash)),
        );
    }
}
