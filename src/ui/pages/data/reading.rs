//! What is being read, how far it is, and a way to stop.

use crate::protocol::Task;
use crate::ui::state::{Staging, use_app};
use crate::ui::widgets::Progress;
use crate::ui::words::{tr, tr_with, use_format};
use gloo_timers::callback::Timeout;
use leptos::prelude::*;

/// What takes less is over before it could be read about.
const NOTICED_MS: u32 = 150;

/// Whether reading has lasted long enough to be shown; until then the page before it stays.
pub(super) fn lasts(is_reading: Memo<bool>) -> Memo<bool> {
    let has_lasted = RwSignal::new(false);
    let timer = StoredValue::new_local(None::<Timeout>);
    Effect::new(move |_| {
        let next = is_reading.get().then(|| {
            Timeout::new(NOTICED_MS, move || {
                // The page may be gone by now, and its signals with it.
                let _ = has_lasted.try_set(true);
            })
        });
        if next.is_none() {
            has_lasted.set(false);
        }
        timer.set_value(next);
    });
    Memo::new(move |_| is_reading.get() && has_lasted.get())
}

/// The page while files are read.
#[component]
pub(super) fn ReadingView() -> impl IntoView {
    let state = use_app();
    let label = Signal::derive(move || {
        state.staging.with(|staging| match staging {
            Staging::Reading { task, name, done } => reading_text(*task, name, *done),
            Staging::Idle | Staging::Ready(_) | Staging::Failed(_) => tr("data-almost"),
        })
    });
    let done = Signal::derive(move || {
        state.staging.with(|staging| match staging {
            Staging::Reading { done, .. } => *done,
            Staging::Idle | Staging::Ready(_) | Staging::Failed(_) => 1.0,
        })
    });
    let on_stop = Callback::new(move |()| state.discard());
    view! {
        <div class="page reading">
            <h1 class="page__title">{move || tr("data-reading")}</h1>
            <p class="page__subtitle">{move || tr("data-reading-note")}</p>
            <Progress label done stop=Signal::derive(|| tr("data-stop")) on_stop />
        </div>
    }
}

/// What the worker is busy with while it reads: "Reading orders.csv, 61%".
#[must_use]
pub fn reading_text(task: Task, name: &str, done: f64) -> String {
    let done = use_format().percent(done, 0);
    match task {
        Task::Reading => tr_with("data-task-reading", &[("name", name.into()), ("done", done.into())]),
        Task::Joining => tr_with("panel-task-joining", &[("done", done.into())]),
        Task::Simulating => tr_with("panel-task-simulating", &[("done", done.into())]),
        Task::Fitting => tr_with("panel-task-fitting", &[("done", done.into())]),
    }
}
