//! The question that a file leaves open, with a button for each answer; the answer reads it again.

use super::answers::answer;
use crate::protocol::{FileFailure, SessionError};
use crate::ui::state::use_app;
use crate::ui::words::{tr, tr_with};
use clientele_engine::import::{Calendar, DateOrder, ImportError, ImportOptions};
use leptos::prelude::*;

/// An answer: the key of its words, the currency it names, and what it changes.
#[derive(Clone)]
enum Answer {
    Order(&'static str, DateOrder),
    Calendar(&'static str, Calendar),
    Currency(&'static str),
    /// Header of the column that is meant, and the index of the one that is not.
    Column(String, u16),
}

/// Whether an error is a question that can be answered here.
pub(super) fn is_question(error: &SessionError) -> bool {
    match error {
        SessionError::Import(failure) => !answers(&failure.error).is_empty(),
        SessionError::NoPrices(_) => true,
        _ => false,
    }
}

/// The answers to the error; nothing where it asks nothing.
#[component]
pub(super) fn Question(
    /// Why the files could not be read.
    error: SessionError,
) -> impl IntoView {
    let state = use_app();
    let SessionError::Import(FileFailure { file, error, .. }) = error else { return ().into_any() };
    let file = usize::try_from(file).unwrap_or(usize::MAX);
    let buttons = answers(&error)
        .into_iter()
        .map(|choice| {
            let chosen = choice.clone();
            view! {
                <button
                    type="button"
                    class="button"
                    on:click=move |_| answer(state, file, |options| apply(options, &chosen))
                >
                    {move || words(&choice)}
                </button>
            }
        })
        .collect_view();
    view! { <div class="message__actions">{buttons}</div> }.into_any()
}

fn answers(error: &ImportError) -> Vec<Answer> {
    match error {
        ImportError::AmbiguousDates { asks_calendar: true, .. } => vec![
            Answer::Calendar("data-calendar-minguo", Calendar::Minguo),
            Answer::Calendar("data-calendar-gregorian", Calendar::Gregorian),
        ],
        ImportError::AmbiguousDates { asks_calendar: false, .. } => vec![
            Answer::Order("data-day-first", DateOrder::DayFirst),
            Answer::Order("data-month-first", DateOrder::MonthFirst),
        ],
        ImportError::AmbiguousCurrency { first, second } => {
            let mut codes: Vec<&'static str> =
                [first, second].into_iter().flat_map(|label| candidates(label)).copied().collect();
            codes.sort_unstable();
            codes.dedup();
            codes.into_iter().map(Answer::Currency).collect()
        }
        ImportError::AmbiguousColumns { columns, indices, .. } => columns
            .iter()
            .zip(indices.iter().rev())
            .map(|(name, &other)| Answer::Column(name.clone(), other))
            .collect(),
        ImportError::EmptyFile
        | ImportError::NotText { .. }
        | ImportError::MissingRequiredColumns { .. }
        | ImportError::TooManyColumns { .. }
        | ImportError::NoDataRows { .. }
        | ImportError::NoValidRows { .. } => Vec::new(),
    }
}

/// The currencies that a code or a sign in the amounts may mean.
fn candidates(label: &str) -> &'static [&'static str] {
    match label {
        "TWD" => &["TWD"],
        "USD" => &["USD"],
        "HKD" => &["HKD"],
        "CNY" => &["CNY"],
        "JPY" => &["JPY"],
        "EUR" => &["EUR"],
        "GBP" => &["GBP"],
        "CHF" => &["CHF"],
        "$" => &["TWD", "USD", "HKD"],
        "¥" => &["JPY", "CNY"],
        // The sign that all four share.
        _ => &["TWD", "CNY", "HKD", "JPY"],
    }
}

fn words(answer: &Answer) -> String {
    match answer {
        Answer::Order(key, _) | Answer::Calendar(key, _) => tr(key),
        Answer::Column(name, _) => tr_with("data-use-column", &[("column", name.as_str().into())]),
        Answer::Currency(code) => tr_with("data-keep-currency", &[("code", (*code).into())]),
    }
}

fn apply(options: &mut ImportOptions, answer: &Answer) {
    match answer {
        Answer::Order(_, order) => options.date_order = Some(*order),
        Answer::Calendar(_, calendar) => options.calendar = Some(*calendar),
        Answer::Column(_, other) => options.ignored.push(*other),
        Answer::Currency(code) => options.currency = Some((*code).to_owned()),
    }
}
