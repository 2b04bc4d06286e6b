//! The ways in which a file can be read: encoding, dates, delimiter, decimal mark, currency.

use super::super::answers::answer;
use super::super::encoding_name::encoding_name;
use crate::text::Currency;
use crate::ui::state::use_app;
use crate::ui::widgets::Select;
use crate::ui::words::{tr, tr_with, use_format};
use clientele_engine::data::FileKind;
use clientele_engine::import::{Calendar, DateForm, DateOrder, DecimalMark, FileReport, ImportOptions};
use leptos::prelude::*;

/// Encodings that can be chosen; one that was found and is not among them joins them.
const ENCODINGS: [&str; 9] =
    ["utf-8", "big5", "gb18030", "utf-16le", "utf-16be", "shift_jis", "euc-jp", "euc-kr", "windows-1252"];

const DELIMITERS: [(char, &str); 4] = [
    (',', "data-delimiter-comma"),
    (';', "data-delimiter-semicolon"),
    ('\t', "data-delimiter-tab"),
    ('|', "data-delimiter-bar"),
];

/// The panel beside the preview.
#[component]
pub(super) fn ParsePanel(
    /// Which file of those that were read.
    idx: usize,
    /// How it was read.
    file: FileReport,
) -> impl IntoView {
    let has_money = file.file.kind == FileKind::Transactions;
    let header_line = file.header_line;
    let header = move || match header_line {
        0 => tr("data-header-none"),
        line => tr_with("data-header-line", &[("line", use_format().whole(u64::from(line)).into())]),
    };
    view! {
        <aside class="parse" aria-label=move || tr("data-parsing")>
            <section class="parse__part">
                <h2>{move || tr("data-encoding")}</h2>
                <EncodingSelect idx encoding=file.encoding.clone() />
            </section>
            <DateForms idx file=file.clone() />
            <section class="parse__part">
                <h2>{move || tr("data-layout")}</h2>
                <div class="parse__row">
                    <span>{move || tr("data-delimiter")}</span>
                    <DelimiterSelect idx delimiter=file.delimiter />
                </div>
                {has_money
                    .then(|| {
                        view! {
                            <div class="parse__row">
                                <span>{move || tr("data-decimal-mark")}</span>
                                <DecimalSelect idx mark=file.decimal_mark />
                            </div>
                            <div class="parse__row">
                                <span>{move || tr("data-currency")}</span>
                                <CurrencySelect idx currency=file.currency.clone() />
                            </div>
                        }
                    })}
                <div class="parse__row">
                    <span>{move || tr("data-header")}</span>
                    <span>{header}</span>
                </div>
            </section>
        </aside>
    }
}

#[component]
fn EncodingSelect(idx: usize, encoding: String) -> impl IntoView {
    let state = use_app();
    let found = encoding.to_ascii_lowercase();
    let value = found.clone();
    let options = Signal::derive(move || {
        let mut labels: Vec<&str> = ENCODINGS.to_vec();
        if !labels.contains(&found.as_str()) {
            labels.insert(0, &found);
        }
        labels.into_iter().map(|label| (label.to_owned(), encoding_name(label))).collect::<Vec<_>>()
    });
    let on_change =
        Callback::new(move |label: String| answer(state, idx, |options| options.encoding = Some(label)));
    view! {
        <Select
            label=Signal::derive(|| tr("data-encoding"))
            value=Signal::derive(move || value.clone())
            options
            on_change
            is_label_hidden=true
        />
    }
}

/// The forms in which the dates can be read, with the rows each fits.
#[component]
fn DateForms(idx: usize, file: FileReport) -> impl IntoView {
    let state = use_app();
    let Some(&(used, _)) = file.date_forms.first() else { return ().into_any() };
    let name = format!("date-form-{idx}");
    let rows = file
        .date_forms
        .iter()
        .map(|&(form, n_rows)| {
            let count = move || tr_with("data-n-rows", &[("count", use_format().whole(n_rows).into())]);
            view! {
                <label class="parse__form">
                    <input
                        type="radio"
                        name=name.clone()
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
    let days = file.days;
    let span =
        move || days.map(|days| tr_with("data-days", &[("days", use_format().day_range(days).into())]));
    view! {
        <section class="parse__part">
            <h2>{move || tr("data-dates")}</h2>
            <div role="radiogroup" aria-label=move || tr("data-dates")>
                {rows}
            </div>
            <p class="quiet parse__note">{span}</p>
        </section>
    }
    .into_any()
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

#[component]
fn DelimiterSelect(idx: usize, delimiter: char) -> impl IntoView {
    let state = use_app();
    let options = Signal::derive(move || {
        let mut options: Vec<_> = DELIMITERS.iter().map(|(sign, key)| (sign.to_string(), tr(key))).collect();
        if DELIMITERS.iter().all(|(sign, _)| *sign != delimiter) {
            options.push((delimiter.to_string(), delimiter.to_string()));
        }
        options
    });
    let on_change = Callback::new(move |sign: String| {
        answer(state, idx, |options| options.delimiter = sign.chars().next());
    });
    view! {
        <Select
            label=Signal::derive(|| tr("data-delimiter"))
            value=Signal::derive(move || delimiter.to_string())
            options
            on_change
            is_label_hidden=true
        />
    }
}

#[component]
fn DecimalSelect(idx: usize, mark: DecimalMark) -> impl IntoView {
    let state = use_app();
    let value = match mark {
        DecimalMark::Point => ".",
        DecimalMark::Comma => ",",
    };
    let options = Signal::derive(|| {
        vec![(".".to_owned(), tr("data-decimal-point")), (",".to_owned(), tr("data-decimal-comma"))]
    });
    let on_change = Callback::new(move |sign: String| {
        let mark = if sign == "," { DecimalMark::Comma } else { DecimalMark::Point };
        answer(state, idx, |options| options.decimal_mark = Some(mark));
    });
    view! {
        <Select
            label=Signal::derive(|| tr("data-decimal-mark"))
            value=Signal::derive(move || value.to_owned())
            options
            on_change
            is_label_hidden=true
        />
    }
}

#[component]
fn CurrencySelect(idx: usize, currency: Option<String>) -> impl IntoView {
    let state = use_app();
    let value = currency.clone().unwrap_or_default();
    let options = Signal::derive(move || {
        let mut codes: Vec<String> = Currency::OFFERED.iter().map(|code| (*code).to_owned()).collect();
        if let Some(found) = currency.as_ref().filter(|found| !codes.contains(found)) {
            codes.insert(0, found.clone());
        }
        let unknown = currency.is_none().then(|| (String::new(), tr("data-currency-unknown")));
        unknown.into_iter().chain(codes.into_iter().map(|code| (code.clone(), code))).collect::<Vec<_>>()
    });
    let on_change = Callback::new(move |code: String| {
        answer(state, idx, |options| options.currency = (!code.is_empty()).then_some(code));
    });
    view! {
        <Select
            label=Signal::derive(|| tr("data-currency"))
            value=Signal::derive(move || value.clone())
            options
            on_change
            is_label_hidden=true
        />
    }
}
