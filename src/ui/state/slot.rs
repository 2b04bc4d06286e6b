//! What the screen knows about one question.

use crate::protocol::{SessionError, Task};
use std::ops::Deref;
use std::sync::Arc;

/// A shared value that compares by address, so that memos over a large report compare in O(1).
pub struct Shared<T>(Arc<T>);

impl<T> Shared<T> {
    /// Shares a value.
    pub fn new(value: T) -> Self {
        Self(Arc::new(value))
    }
}

impl<T> From<Box<T>> for Shared<T> {
    fn from(value: Box<T>) -> Self {
        Self(Arc::from(value))
    }
}

// `Clone` is written by hand too: deriving either would ask the same of `T`.
impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// What the screen knows about one question: the screen shows all four.
pub enum Slot<T> {
    /// Not asked.
    Empty,
    /// Asked; the previous answer stays visible, dimmed. `progress` is what the worker is busy with and the
    /// share done, once it takes long enough to say.
    Loading {
        /// The answer to the question before.
        previous: Option<Shared<T>>,
        /// What the worker is busy with, and the share done, 0..=1.
        progress: Option<(Task, f64)>,
    },
    /// Answered.
    Ready(Shared<T>),
    /// Could not be answered; the rest of the page still works.
    Failed(SessionError),
}

impl<T> Clone for Slot<T> {
    fn clone(&self) -> Self {
        match self {
            Self::Empty => Self::Empty,
            Self::Loading { previous, progress } => {
                Self::Loading { previous: previous.clone(), progress: *progress }
            }
            Self::Ready(value) => Self::Ready(value.clone()),
            Self::Failed(error) => Self::Failed(error.clone()),
        }
    }
}

impl<T> PartialEq for Slot<T> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Empty, Self::Empty) => true,
            (Self::Loading { previous: a, progress: p }, Self::Loading { previous: b, progress: q }) => {
                a == b && p == q
            }
            (Self::Ready(a), Self::Ready(b)) => a == b,
            (Self::Failed(a), Self::Failed(b)) => a == b,
            _ => false,
        }
    }
}

impl<T> Slot<T> {
    /// The latest answer, also while the next one is awaited.
    #[must_use]
    pub fn latest(&self) -> Option<&Shared<T>> {
        match self {
            Self::Ready(value) => Some(value),
            Self::Loading { previous, .. } => previous.as_ref(),
            Self::Empty | Self::Failed(_) => None,
        }
    }

    /// Whether an answer is awaited.
    #[must_use]
    pub fn is_loading(&self) -> bool {
        matches!(self, Self::Loading { .. })
    }

    /// The slot once the question was sent again.
    #[must_use]
    pub fn asked(&self) -> Self {
        Self::Loading { previous: self.latest().cloned(), progress: None }
    }
}
