//! What a panel has to show, whatever its report is.

use crate::protocol::{SessionError, Task};
use crate::ui::state::Slot;
use clientele_engine::analysis::Refused;
use leptos::prelude::*;

/// The state of a panel.
#[derive(Clone, PartialEq)]
pub enum PanelState {
    /// The first answer is awaited; with what the worker is busy and the share done, once it says so.
    Loading(Option<(Task, f64)>),
    /// An answer is shown while the next one is awaited.
    Stale,
    /// The answer is shown.
    Ready,
    /// The question could not be answered.
    Failed(SessionError),
    /// There is too little data for a figure.
    Refused(Refused),
}

impl PanelState {
    /// The state of a panel that shows the report of a slot; `refused` says why a report has no figure.
    pub fn of<T: Send + Sync + 'static>(
        slot: RwSignal<Slot<T>>,
        refused: fn(&T) -> Option<Refused>,
    ) -> Signal<Self> {
        let state = Memo::new(move |_| {
            slot.with(|slot| match slot {
                Slot::Empty => Self::Loading(None),
                Slot::Loading { previous: None, progress } => Self::Loading(*progress),
                Slot::Failed(error) => Self::Failed(error.clone()),
                Slot::Loading { previous: Some(report), .. } => {
                    refused(report).map_or(Self::Stale, Self::Refused)
                }
                Slot::Ready(report) => refused(report).map_or(Self::Ready, Self::Refused),
            })
        });
        state.into()
    }

    /// The state of a panel whose report always has a figure.
    pub fn of_slot<T: Send + Sync + 'static>(slot: RwSignal<Slot<T>>) -> Signal<Self> {
        Self::of(slot, |_| None)
    }

    /// The state of a panel about money in data without amounts.
    #[must_use]
    pub fn needs_amounts() -> Self {
        Self::Refused(Refused::NeedsColumn { column: "amount".to_owned() })
    }

    /// Whether there is something to see.
    #[must_use]
    pub fn is_shown(&self) -> bool {
        matches!(self, Self::Ready | Self::Stale)
    }
}
