//! Sentences that follow a report and the language.

use crate::chart::Labels;
use crate::ui::state::{Shared, Slot};
use crate::ui::words::use_format;
use leptos::prelude::*;

/// The latest answer of a slot.
pub(super) fn latest<T: Send + Sync + 'static>(slot: RwSignal<Slot<T>>) -> Memo<Option<Shared<T>>> {
    Memo::new(move |_| slot.with(|slot| slot.latest().cloned()))
}

/// What `say` says of the report; empty while there is none.
pub(super) fn said<T: Send + Sync + 'static>(
    report: Memo<Option<Shared<T>>>,
    say: impl Fn(&T, &dyn Labels) -> String + Send + Sync + 'static,
) -> Signal<String> {
    let text = Memo::new(move |_| {
        report.with(|report| report.as_ref().map(|report| say(report, &use_format()))).unwrap_or_default()
    });
    text.into()
}
