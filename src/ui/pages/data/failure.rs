//! Why nothing was imported, and, where a file can be read in two ways, the question which.

use super::answers::answer;
use crate::protocol::{FileFailure, SessionError};
use crate::ui::session_message;
use crate::ui::state::{AppState, Staging, use_app};
use crate::ui::words::{tr, use_format};
use clientele_engine::import::{Calendar, DateOrder, ImportError};
use leptos::prelude::*;

/// The message of the last reading, if it failed.
#[component]
pub(super) fn Failure() -> impl IntoView {
    let state = use_app();
    move || {
        let error = state.staging.with(|staging| match staging {
            Staging::Failed(error) => Some(error.clone()),
            Staging::Idle | Staging::Reading { .. } | Staging::Ready(_) => None,
        })?;
        let message = session_message(&error, use_format());
        let question = question(state, &error);
        let tone = question.is_some().then_some("warn");
        Some(view! {
            <div class="message" data-tone=tone role="alert">
                <p class="message__title">{message.title}</p>
                <p class="message__text">{message.detail}</p>
                <p class="message__text">{message.advice}</p>
                {question}
            </div>
        })
    }
}

/// The buttons that answer what the file does not say.
fn question(state: AppState, error: &SessionError) -> Option<AnyView> {
    let SessionError::Import(FileFailure {
        file,
        error: ImportError::AmbiguousDates { asks_calendar, .. },
        ..
    }) = error
    else {
        return None;
    };
    let file = usize::try_from(*file).ok()?;
    let calendar =
        move |calendar: Calendar| move |_| answer(state, file, |options| options.calendar = Some(calendar));
    let order =
        move |order: DateOrder| move |_| answer(state, file, |options| options.date_order = Some(order));
    let buttons = if *asks_calendar {
        view! {
            <button type="button" class="button" on:click=calendar(Calendar::Minguo)>
                {move || tr("data-calendar-minguo")}
            </button>
            <button type="button" class="button" on:click=calendar(Calendar::Gregorian)>
                {move || tr("data-calendar-gregorian")}
            </button>
        }
        .into_any()
    } else {
        view! {
            <button type="button" class="button" on:click=order(DateOrder::DayFirst)>
                {move || tr("data-day-first")}
            </button>
            <button type="button" class="button" on:click=order(DateOrder::MonthFirst)>
                {move || tr("data-month-first")}
            </button>
        }
        .into_any()
    };
    Some(view! { <div class="message__actions">{buttons}</div> }.into_any())
}
