//! The worker's brain: commands in, events out, without a browser.
//!
//! A [`Session`] owns the data set and what was computed from it. What it needs of the outside world comes
//! through a [`Host`]: bytes of files, a way to say something, and a chance to hear that an answer is not
//! wanted any more. The same session runs in the worker and in native tests.

mod answers;
mod container;
mod export;
mod host;
mod loaded;
pub mod sample;
mod staging;

pub use host::{ByteSource, Host, MemoryFile, SheetSource};

use crate::protocol::{Command, Envelope, Event, SessionError};
use loaded::Loaded;
use staging::Staged;

/// Everything the worker knows.
pub struct Session<H: Host> {
    host: H,
    staged: Option<Staged<H::File>>,
    loaded: Option<Loaded<H::File>>,
}

impl<H: Host> Session<H> {
    /// A session without data.
    pub fn new(host: H) -> Self {
        Self { host, staged: None, loaded: None }
    }

    /// Carries a command out and says what came of it. `files` are the handles that came with it.
    pub async fn handle(&mut self, envelope: Envelope<Command>, files: Vec<H::File>) {
        let Envelope { id, generation, body } = envelope;
        let reply = |body: Event| Envelope { id, generation, body };
        match body {
            Command::Stage(request) => {
                // What was staged before is dropped first: two data sets in memory are enough.
                self.staged = None;
                let loaded = self.loaded.as_ref();
                match staging::stage(&self.host, (id, generation), request, files, loaded).await {
                    Ok(Some(staged)) => {
                        let report = staged.report.clone();
                        let staged = self.staged.insert(staged);
                        self.host.emit(reply(Event::Staged(Box::new(report))));
                        if self.host.breathe(id, generation).await {
                            let health = staged.health().clone();
                            self.host.emit(reply(Event::Examined(Box::new(health))));
                        }
                    }
                    Ok(None) => self.host.emit(reply(Event::Cancelled)),
                    Err(error) => self.host.emit(reply(Event::Failed(error))),
                }
            }
            Command::Commit { name } => match self.staged.take() {
                Some(staged) => {
                    let loaded = Loaded::new(staged, name);
                    let info = loaded.info().clone();
                    self.loaded = Some(loaded);
                    self.host.emit(reply(Event::Committed(Box::new(info))));
                }
                None => self.host.emit(reply(Event::Failed(SessionError::NothingStaged))),
            },
            Command::Discard => {
                self.staged = None;
                self.host.emit(reply(Event::Discarded));
            }
            Command::Ask { question, context } => {
                let Some(loaded) = &mut self.loaded else {
                    return self.host.emit(reply(Event::Failed(SessionError::NoData)));
                };
                match loaded.answer(&self.host, id, generation, &question, &context).await {
                    Ok(Some(answer)) => self.host.emit(reply(Event::Answered(answer))),
                    Ok(None) => self.host.emit(reply(Event::Cancelled)),
                    Err(error) => self.host.emit(reply(Event::Failed(error))),
                }
            }
            // The server hears of these before the session does; see `Host::is_wanted`.
            Command::Cancel { .. } | Command::Crash => {}
        }
    }
}
