//! What the page and the worker say to each other.
//!
//! A [`Command`] is a complete question: everything needed to answer it is in it, so that it can be
//! replayed after a restart. An [`Event`] is a complete answer to one command. Both travel in an
//! [`Envelope`] as one buffer of [`codec`] bytes. File handles travel beside the bytes, in the order of
//! [`Command::Stage`]'s files.

pub mod codec;
mod command;
mod container;
mod event;

pub use command::{
    Command, Context, FilePlan, Question, QuestionKind, SampleId, SetAsideOf, StageMode, StageRequest,
    StageSource,
};
pub use container::{ContainerError, ContainerFailure, GzipError, SheetInfo, WorkbookError, WorkbookInfo};
pub use event::{
    Answer, DataInfo, Event, FieldInfo, FileFailure, FileOrigin, PriceQuestion, SessionError, SetAsidePart,
    StagedReport, Task,
};

use serde::{Deserialize, Serialize};

/// Version of the protocol: page and worker must agree on it.
pub const PROTOCOL: u32 = 3;

/// Which build this is; a page and a worker of different builds must not talk.
pub const BUILD: &str = concat!(env!("CARGO_PKG_VERSION"), "+", env!("CARGO_PKG_NAME"));

/// A message and what it belongs to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Envelope<T> {
    /// Which command this is or answers; 0 for events nobody asked for.
    pub id: u32,
    /// Which state of the page's question it belongs to; answers to older generations are dropped.
    pub generation: u32,
    /// The message.
    pub body: T,
}
