//! Other ways to read a file that could not be made sense of: another encoding, another delimiter, another
//! sheet, or the user's word on what its columns are.

use super::answers::{answer, set_delimiter};
use super::encoding_name::{delimiter_options, encoding_options};
use super::mapping::{role_key, roles};
use super::sheet_select::SheetSelect;
use crate::protocol::{FileFailure, PriceQuestion, SessionError};
use crate::ui::state::use_app;
use crate::ui::widgets::Select;
use crate::ui::words::{tr, tr_with, use_format};
use clientele_engine::data::FileKind;
use clientele_engine::import::{ColumnRole, ImportError};
use leptos::prelude::*;

/// The form; nothing where reading the file in another way cannot help.
#[component]
pub(super) fn RereadForm(
    /// Why the files could not be read.
    error: SessionError,
) -> impl IntoView {
    let (file, error, workbook) = match error {
        SessionError::Import(FileFailure { file, error, workbook, .. }) => (file, error, workbook),
        SessionError::NoPrices(asked) => return view! { <PriceChoice asked=*asked /> }.into_any(),
        _ => return ().into_any(),
    };
    let file = usize::try_from(file).unwrap_or(usize::MAX);
    let other_sheets = workbook.clone().filter(|workbook| workbook.sheets.len() > 1);
    let found = match error {
        ImportError::MissingRequiredColumns { found, .. } => found,
        ImportError::NoValidRows { .. } | ImportError::NoDataRows { .. } => Vec::new(),
        ImportError::EmptyFile
        | ImportError::NotText { .. }
        | ImportError::AmbiguousColumns { .. }
        | ImportError::TooManyColumns { .. }
        | ImportError::AmbiguousDates { .. }
        | ImportError::AmbiguousCurrency { .. } => {
            if other_sheets.is_none() {
                return ().into_any();
            }
            Vec::new()
        }
    };
    // One cell is a row that was not divided: it says nothing about columns.
    let has_columns = found.len() > 1;
    view! {
        <section class="panel reread" aria-labelledby="reread-title">
            <h2 id="reread-title">{move || tr("data-reread")}</h2>
            <div class="reread__ways">
                {other_sheets.map(|workbook| view! { <SheetSelect idx=file workbook /> })}
                {workbook
                    .is_none()
                    .then(|| {
                        view! {
                            <EncodingChoice file />
                            <DelimiterChoice file />
                        }
                    })}
            </div>
            {has_columns
                .then(|| {
                    // A header has no figures in it.
                    let starts_with_digit = |cell: &String| cell.starts_with(|c: char| c.is_ascii_digit());
                    let has_header = !found.iter().any(starts_with_digit);
                    let roles = vec![ColumnRole::Skip; found.len()];
                    view! { <ColumnsChoice file found roles has_header /> }
                })}
        </section>
    }
    .into_any()
}

/// The columns of a file of quantities as they are understood, to say which one is the amount.
#[component]
fn PriceChoice(asked: PriceQuestion) -> impl IntoView {
    let file = usize::try_from(asked.file).unwrap_or(usize::MAX);
    let (found, roles): (Vec<String>, Vec<ColumnRole>) = asked.columns.into_iter().unzip();
    view! {
        <section class="panel reread" aria-labelledby="reread-title">
            <h2 id="reread-title">{move || tr("data-reread")}</h2>
            <ColumnsChoice file found roles has_header=asked.has_header />
        </section>
    }
}

#[component]
fn EncodingChoice(file: usize) -> impl IntoView {
    let state = use_app();
    let plan = move || state.plans.with(|plans| plans.get(file)?.options.encoding.clone());
    let options = Signal::derive(move || with_found(encoding_options(plan().as_deref())));
    let on_change = Callback::new(move |label: String| {
        answer(state, file, |options| options.encoding = (!label.is_empty()).then_some(label));
    });
    view! {
        <Select
            label=Signal::derive(|| tr("data-encoding"))
            value=Signal::derive(move || plan().unwrap_or_default())
            options
            on_change
        />
    }
}

#[component]
fn DelimiterChoice(file: usize) -> impl IntoView {
    let state = use_app();
    let plan = move || state.plans.with(|plans| plans.get(file)?.options.delimiter);
    let options = Signal::derive(move || with_found(delimiter_options(plan())));
    let on_change = Callback::new(move |sign: String| {
        answer(state, file, |options| set_delimiter(options, &sign));
    });
    view! {
        <Select
            label=Signal::derive(|| tr("data-delimiter"))
            value=Signal::derive(move || plan().map(String::from).unwrap_or_default())
            options
            on_change
        />
    }
}

/// Options behind one that leaves the choice to the file.
fn with_found(options: Vec<(String, String)>) -> Vec<(String, String)> {
    std::iter::once((String::new(), tr("data-as-found"))).chain(options).collect()
}

/// The cells of the first row, each with a choice of what its column is used for.
#[component]
fn ColumnsChoice(
    file: usize,
    found: Vec<String>,
    /// What the columns are taken for until the user says otherwise.
    roles: Vec<ColumnRole>,
    has_header: bool,
) -> impl IntoView {
    let state = use_app();
    let columns = RwSignal::new(roles);
    let has_header = RwSignal::new(has_header);
    let is_enough = move || columns.with(|columns| columns.contains(&ColumnRole::CustomerId));
    let read = move |_| {
        answer(state, file, |options| {
            options.columns = Some(columns.get_untracked());
            options.has_header = (!has_header.get_untracked()).then_some(false);
        });
    };
    let column = move |(idx, cell): (usize, String)| {
        view! {
            <li class="reread__column">
                <bdi class="reread__cell">{cell}</bdi>
                <ColumnChoice idx columns />
            </li>
        }
    };
    view! {
        <fieldset class="reread__columns">
            <legend class="parse__title">{move || tr("data-columns-form")}</legend>
            <p class="quiet parse__note">{move || tr("data-columns-note")}</p>
            <ul class="reread__list">{found.into_iter().enumerate().map(column).collect_view()}</ul>
            <label class="reread__check">
                <input
                    type="checkbox"
                    prop:checked=move || has_header.get()
                    on:change=move |event| has_header.set(event_target_checked(&event))
                />
                <span>{move || tr("data-first-row-header")}</span>
            </label>
            <button
                type="button"
                class="button button--primary"
                disabled=move || !is_enough()
                on:click=read
            >
                {move || tr("data-read-again")}
            </button>
        </fieldset>
    }
}

#[component]
fn ColumnChoice(idx: usize, columns: RwSignal<Vec<ColumnRole>>) -> impl IntoView {
    let value = move || {
        columns.with(|columns| role_key(columns.get(idx).copied().unwrap_or(ColumnRole::Skip)).to_owned())
    };
    let number = move || use_format().whole(idx as u64 + 1);
    let label = move || {
        let column = tr_with("data-column-number", &[("number", number().into())]);
        tr_with("data-role-of", &[("column", column.into())])
    };
    let options = Signal::derive(|| {
        offered().map(|role| (role_key(role).to_owned(), tr(role_key(role)))).collect::<Vec<_>>()
    });
    let on_change = Callback::new(move |key: String| {
        let Some(role) = offered().find(|role| role_key(*role) == key) else { return };
        columns.update(|columns| {
            if let Some(column) = columns.get_mut(idx) {
                *column = role;
            }
        });
    });
    view! {
        <Select
            label=Signal::derive(label)
            value=Signal::derive(value)
            options
            on_change
            is_label_hidden=true
        />
    }
}

/// Roles of order lines: with a date among them the file lists orders, without one customers.
fn offered() -> impl Iterator<Item = ColumnRole> {
    roles(FileKind::Transactions).iter().copied()
}
