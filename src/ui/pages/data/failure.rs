//! Why nothing was imported, and what can be done about it here: the question that the file leaves open, other
//! ways to read it, the rows that were set aside, and the way back to what is loaded.

use super::add_files::AddFiles;
use super::failure_question::{Question, is_question};
use super::mapping::RejectsTable;
use super::reread_form::RereadForm;
use crate::protocol::{FileFailure, SessionError, SetAsideOf};
use crate::ui::session_message;
use crate::ui::state::{Route, Staging, use_app};
use crate::ui::words::{tr, use_format};
use clientele_engine::data::BuildError;
use clientele_engine::import::ImportError;
use leptos::prelude::*;

/// The message of the last reading, if it failed.
#[component]
pub(super) fn Failure(
    /// Reads the files again as they were read before the last answer. Default: there is no such answer.
    #[prop(optional)]
    take_back: Option<Callback<()>>,
) -> impl IntoView {
    let state = use_app();
    let error = Memo::new(move |_| {
        state.staging.with(|staging| match staging {
            Staging::Failed(error) => Some(error.clone()),
            Staging::Idle | Staging::Reading { .. } | Staging::Ready(_) => None,
        })
    });
    let words = move || {
        let message = error.with(|error| error.as_ref().map(|error| session_message(error, use_format())))?;
        Some(view! {
            <p class="message__title">{message.title}</p>
            <p class="message__text">{message.detail}</p>
            <p class="message__text">{message.advice}</p>
        })
    };
    move || {
        let error = error.get()?;
        let is_mapped = take_back.is_some();
        let lacks_orders = matches!(
            error,
            SessionError::NoTransactionsFile { .. }
                | SessionError::NoPrices(_)
                | SessionError::Build(BuildError::NoPrices { .. })
        );
        Some(view! {
            <div class="failure">
                <div class="message" data-tone=is_question(&error).then_some("warn")>
                    <div role="alert">{words}</div>
                    <Question error=error.clone() />
                    <WaysOn lacks_orders take_back />
                </div>
                // The mapping screen has these choices itself.
                {(!is_mapped).then(|| view! { <RereadForm error=error.clone() /> })}
                {rejects(&error)}
            </div>
        })
    }
}

/// What leads on: a further file, or back to what was there before the failure.
#[component]
fn WaysOn(lacks_orders: bool, take_back: Option<Callback<()>>) -> impl IntoView {
    let state = use_app();
    let name = move || state.data.with(|data| data.as_ref().map(|data| data.name.clone()));
    let go_on = move |_| {
        state.discard();
        state.go(Route::Overview);
    };
    let take_back = take_back.map(|take_back| {
        view! {
            <button type="button" class="button" on:click=move |_| take_back.run(())>
                {move || tr("data-take-back")}
            </button>
        }
    });
    let has_data = move || name().is_some();
    view! {
        <div class="message__actions">
            {lacks_orders.then(|| view! { <AddFiles /> })}
            {take_back}
            <Show when=has_data>
                <button type="button" class="button" on:click=go_on>
                    <span>
                        {move || tr("data-go-on")} " " <bdi>{name}</bdi>
                    </span>
                </button>
            </Show>
        </div>
    }
}

/// The rows of a file none of which can be used.
fn rejects(error: &SessionError) -> Option<AnyView> {
    let SessionError::Import(FileFailure {
        error: ImportError::NoValidRows { n_records, rejects, .. }, ..
    }) = error
    else {
        return None;
    };
    let first = rejects.first()?;
    // No reason is picked here, so only the number of all rows counts.
    let reasons = vec![(first.reason, *n_records)];
    Some(
        view! {
            <RejectsTable
                id="failed"
                of=SetAsideOf::Refused
                rejects=rejects.clone()
                reasons
                picked=RwSignal::new(None)
            />
        }
        .into_any(),
    )
}
