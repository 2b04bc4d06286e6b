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
mod set_aside;
mod staging;

pub use host::{ByteSource, Host, MemoryFile, SheetSource};

use crate::protocol::{Command, Envelope, Event, SessionError, SetAsideOf, SetAsidePart};
use clientele_engine::import::RejectReason;
use loaded::Loaded;
use set_aside::{SetAside, Writing};
use staging::Staged;

/// Everything the worker knows.
pub struct Session<H: Host> {
    host: H,
    staged: Option<Staged<H::File>>,
    loaded: Option<Loaded<H::File>>,
    /// A file none of whose rows can be used.
    refused: Option<SetAside<H::File>>,
    /// Rows that are being given back to be mended.
    writing: Option<(SetAsideOf, Writing<H::File>)>,
}

impl<H: Host> Session<H> {
    /// A session without data.
    pub fn new(host: H) -> Self {
        Self { host, staged: None, loaded: None, refused: None, writing: None }
    }

    /// Carries a command out and says what came of it. `files` are the handles that came with it.
    pub async fn handle(&mut self, envelope: Envelope<Command>, files: Vec<H::File>) {
        let Envelope { id, generation, body } = envelope;
        let reply = |body: Event| Envelope { id, generation, body };
        match body {
            Command::Stage(request) => {
                // What was staged before is dropped first: two data sets in memory are enough.
                self.staged = None;
                self.refused = None;
                let loaded = self.loaded.as_ref();
                match staging::stage(&self.host, (id, generation), request, files, loaded, &mut self.refused)
                    .await
                {
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
                self.refused = None;
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
            Command::SetAside { of, part, reasons } => {
                match self.set_aside((id, generation), of, part, reasons).await {
                    Ok(Some(part)) => self.host.emit(reply(Event::SetAside(part))),
                    Ok(None) => self.host.emit(reply(Event::Cancelled)),
                    Err(error) => self.host.emit(reply(Event::Failed(error))),
                }
            }
            // The server hears of these before the session does; see `Host::is_wanted`.
            Command::Cancel { .. } | Command::Crash => {}
        }
    }

    /// A part of the rows that were set aside. The parts before it are written again where they were not written
    /// by this session, so that a command that is replayed comes to the same.
    async fn set_aside(
        &mut self,
        id: (u32, u32),
        of: SetAsideOf,
        part: u32,
        reasons: Vec<(RejectReason, String)>,
    ) -> Result<Option<SetAsidePart>, SessionError> {
        let known = self.writing.take().filter(|(known, file)| *known == of && file.next_part() == part);
        let mut writing = match known {
            Some((_, writing)) if part > 0 => writing,
            _ => {
                let file = match of {
                    SetAsideOf::Staged(idx) => {
                        let staged = self.staged.as_ref();
                        staged.and_then(|staged| {
                            Some((staged.sources.get(idx as usize)?, staged.report.files.get(idx as usize)))
                        })
                    }
                    SetAsideOf::Loaded(idx) => {
                        let loaded = self.loaded.as_ref();
                        loaded.and_then(|loaded| {
                            Some((loaded.sources.get(idx as usize)?, loaded.reports.get(idx as usize)))
                        })
                    }
                    SetAsideOf::Refused => self.refused.as_ref().map(|refused| (refused, None)),
                };
                let (file, report) = file.ok_or(SessionError::NothingStaged)?;
                let started = Writing::start(&self.host, id, file, report, reasons).await?;
                let Some(writing) = started else { return Ok(None) };
                writing
            }
        };
        loop {
            let Some(written) = writing.part(&self.host, id).await? else { return Ok(None) };
            if written.part == part || written.is_last {
                if !written.is_last {
                    self.writing = Some((of, writing));
                }
                return Ok(Some(written));
            }
        }
    }
}
