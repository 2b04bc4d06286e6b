//! The forms in which the dates can be read, with the rows each fits and an example.

use super::super::answers::answer;
use crate::text::date_sample::day_of;
use crate::ui::state::use_app;
use crate::ui::words::{tr, tr_with, use_format};
use clientele_engine::import::{Calendar, ColumnRole, DateForm, DateOrder, FileReport, ImportOptions};
use leptos::prelude::*;

/// The forms; nothing for a file without dates.
#[component]
pub(super) fn DateForms(
    /// Which plan the answer changes.
    idx: usize,
    /// How the file was read.
    file: FileReport,
) -> impl IntoView {
    let state = use_app();
    let Some(&(used, _)) = file.date_forms.first() else { return ().into_any() };
    let group = format!("date-form-{idx}");
    let rows = file
        .date_forms
        .iter()
        .map(|&(form, n_rows)| {
            let count = move || {
                tr_with("data-n-rows", &[("n", n_rows.into()), ("count", use_format().whole(n_rows).into())])
            };
            view! {
                <label class="parse__form">
                    <input
                        type="radio"
                        name=group.clone()
                        prop:checked=form == used
                        disabled=form != used && !can_be_chosen(form)
                        on:change=move |_| answer(state, idx, |options| choose_form(options, form))
                    />
                    <span class="parse__grow">{move || tr(form_key(form))}</span>
                    <span class="quiet">{count}</span>
                </label>
            }
        })
        .collect_view();
    let example = example(&file, used);
    let days = file.days;
    let span = {
        let shown = example.as_ref().map(|(_, day)| *day);
        move || {
            let format = use_format();
            let days = format.day_range(days?);
            // The days of a file of one day are what its example says.
            let is_said = shown.is_some_and(|day| format.day(day) == days);
            (!is_said).then(|| tr_with("data-days", &[("days", days.into())]))
        }
    };
    view! {
        <fieldset class="parse__part" data-field="dates">
            <legend class="parse__title">{move || tr("data-dates")}</legend>
            {rows}
            {example
                .map(|(cell, day)| {
                    view! {
                        <p class="quiet parse__note">
                            <bdi>{cell}</bdi>
                            {move || tr_with("data-date-reads", &[("day", use_format().day(day).into())])}
                        </p>
                    }
                })}
            <p class="quiet parse__note">{span}</p>
        </fieldset>
    }
    .into_any()
}

/// The first date of the preview that can be told, and its day.
fn example(file: &FileReport, form: DateForm) -> Option<(String, clientele_engine::data::Day)> {
    let days = file.days?;
    let column = file.columns.iter().position(|column| column.role == ColumnRole::Date)?;
    file.preview.iter().find_map(|row| {
        let cell = row.cells.get(column)?;
        Some((cell.clone(), day_of(cell, form, days)?))
    })
}

/// Whether the user can ask for a form; the others are seen from the cells alone.
fn can_be_chosen(form: DateForm) -> bool {
    match form {
        DateForm::YearFirst | DateForm::DayFirst | DateForm::MonthFirst | DateForm::Minguo => true,
        DateForm::MonthName | DateForm::Serial | DateForm::Unix => false,
    }
}

fn choose_form(options: &mut ImportOptions, form: DateForm) {
    match form {
        DateForm::DayFirst => options.date_order = Some(DateOrder::DayFirst),
        DateForm::MonthFirst => options.date_order = Some(DateOrder::MonthFirst),
        DateForm::Minguo => options.calendar = Some(Calendar::Minguo),
        DateForm::YearFirst => options.calendar = Some(Calendar::Gregorian),
        DateForm::MonthName | DateForm::Serial | DateForm::Unix => {}
    }
}

fn form_key(form: DateForm) -> &'static str {
    match form {
        DateForm::YearFirst => "data-form-year-first",
        DateForm::DayFirst => "data-form-day-first",
        DateForm::MonthFirst => "data-form-month-first",
        DateForm::Minguo => "data-form-minguo",
        DateForm::MonthName => "data-form-month-name",
        DateForm::Serial => "data-form-serial",
        DateForm::Unix => "data-form-unix",
    }
}
