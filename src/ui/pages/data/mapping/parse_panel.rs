//! The ways in which a file can be read: encoding, dates, delimiter, decimal mark, currency, header.

use super::super::answers::{answer, set_delimiter};
use super::super::encoding_name::{delimiter_options, encoding_name, encoding_options};
use super::super::sheet_select::SheetSelect;
use super::date_forms::DateForms;
use crate::protocol::WorkbookInfo;
use crate::text::Currency;
use crate::ui::state::use_app;
use crate::ui::widgets::Select;
use crate::ui::words::{tr, tr_with, use_format};
use clientele_engine::data::FileKind;
use clientele_engine::import::{ColumnRole, DecimalMark, FileReport, Readings};
use leptos::prelude::*;

/// The panel beside the preview.
#[component]
pub(super) fn ParsePanel(
    /// Which plan the answers change.
    idx: usize,
    /// How it was read.
    file: FileReport,
    /// Its sheets, where it is a workbook: its text then has no encoding and no delimiter to choose.
    workbook: Option<WorkbookInfo>,
) -> impl IntoView {
    let is_text = workbook.is_none();
    let has_money = file.file.kind == FileKind::Transactions;
    let columns: Vec<_> = file.columns.iter().map(|column| column.role).collect();
    view! {
        <aside class="parse" aria-label=move || tr("data-parsing")>
            {match workbook {
                Some(workbook) => {
                    view! {
                        <section class="parse__part" data-field="sheet">
                            <h2>{move || tr("data-sheet")}</h2>
                            <SheetSelect idx workbook is_label_hidden=true />
                        </section>
                    }
                        .into_any()
                }
                None => {
                    view! {
                        <section class="parse__part" data-field="encoding">
                            <h2>{move || tr("data-encoding")}</h2>
                            <EncodingFits idx file=file.clone() />
                            <EncodingSelect idx encoding=file.encoding.clone() />
                        </section>
                    }
                        .into_any()
                }
            }}
            <DateForms idx file=file.clone() />
            <section class="parse__part">
                <h2>{move || tr("data-layout")}</h2>
                {is_text
                    .then(|| {
                        view! {
                            <div class="parse__row" data-field="delimiter">
                                <span aria-hidden="true">{move || tr("data-delimiter")}</span>
                                <DelimiterSelect
                                    idx
                                    delimiter=file.delimiter
                                    readings=file.readings.clone()
                                />
                            </div>
                        }
                    })}
                {has_money
                    .then(|| {
                        view! {
                            <div class="parse__row" data-field="decimal-mark">
                                <span aria-hidden="true">{move || tr("data-decimal-mark")}</span>
                                <DecimalSelect idx mark=file.decimal_mark fits=file.readings.decimal_marks />
                            </div>
                            <div class="parse__row" data-field="currency">
                                <span aria-hidden="true">{move || tr("data-currency")}</span>
                                <CurrencySelect idx currency=file.currency.clone() />
                            </div>
                        }
                    })}
                <div class="parse__row" data-field="header">
                    <span aria-hidden="true">{move || tr("data-header")}</span>
                    <HeaderSelect idx line=file.header_line columns />
                </div>
            </section>
        </aside>
    }
}

/// The encodings that were tried, with the share of the lines that each decodes; nothing for plain ASCII, which
/// says nothing about encodings.
#[component]
fn EncodingFits(idx: usize, file: FileReport) -> impl IntoView {
    let state = use_app();
    let n_lines = file.readings.n_encoded_lines;
    if file.readings.encodings.is_empty() || n_lines == 0 {
        return ().into_any();
    }
    let used = file.encoding.to_ascii_lowercase();
    let rows = file
        .readings
        .encodings
        .into_iter()
        .take(N_ENCODINGS)
        .map(|(label, n_fitting)| {
            let (name, chosen) = (label.clone(), label.clone());
            let share = n_fitting as f64 / n_lines as f64;
            view! {
                <label class="parse__form">
                    <input
                        type="radio"
                        name=format!("encoding-{idx}")
                        prop:checked=label == used
                        on:change=move |_| {
                            answer(state, idx, |options| options.encoding = Some(chosen.clone()));
                        }
                    />
                    <span class="parse__grow">{move || encoding_name(&name)}</span>
                    <span class="quiet">{move || use_format().percent(share, 0)}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <div role="radiogroup" aria-label=move || tr("data-encoding")>
            {rows}
        </div>
        <p class="quiet parse__note">
            {move || {
                tr_with(
                    "data-encoding-share",
                    &[("n", n_lines.into()), ("count", use_format().whole(n_lines).into())],
                )
            }}
        </p>
    }
    .into_any()
}

#[component]
fn EncodingSelect(idx: usize, encoding: String) -> impl IntoView {
    let state = use_app();
    let value = encoding.to_ascii_lowercase();
    let found = value.clone();
    let options = Signal::derive(move || encoding_options(Some(&found)));
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

#[component]
fn DelimiterSelect(idx: usize, delimiter: char, readings: Readings) -> impl IntoView {
    let state = use_app();
    let options = Signal::derive(move || {
        let fit = |sign: &str| {
            let found = readings.delimiters.iter().find(|(known, _)| sign.starts_with(*known));
            found.map_or(0, |&(_, n_rows)| n_rows)
        };
        let has_fits = !readings.delimiters.is_empty();
        let options = delimiter_options(Some(delimiter)).into_iter();
        options
            .map(|(sign, name)| {
                let text = if has_fits { with_fit(&name, fit(&sign), "data-n-rows") } else { name };
                (sign, text)
            })
            .collect::<Vec<_>>()
    });
    let on_change = Callback::new(move |sign: String| {
        answer(state, idx, |options| set_delimiter(options, &sign));
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
fn DecimalSelect(idx: usize, mark: DecimalMark, fits: (u64, u64)) -> impl IntoView {
    let state = use_app();
    let value = match mark {
        DecimalMark::Point => ".",
        DecimalMark::Comma => ",",
    };
    let options = Signal::derive(move || {
        [(".", "data-decimal-point", fits.0), (",", "data-decimal-comma", fits.1)]
            .map(|(sign, key, n)| (sign.to_owned(), with_fit(&tr(key), n, "data-n-amounts")))
            .to_vec()
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

/// Whether the first row names the columns. Without a header the roles are all that is known of them, so they
/// go along as an answer.
#[component]
fn HeaderSelect(idx: usize, line: u32, columns: Vec<ColumnRole>) -> impl IntoView {
    let state = use_app();
    let options = Signal::derive(move || {
        let header = match line {
            0 => tr("data-header-first"),
            line => tr_with("data-header-line", &[("line", use_format().whole(u64::from(line)).into())]),
        };
        vec![(HEADER.to_owned(), header), (NO_HEADER.to_owned(), tr("data-header-none"))]
    });
    let on_change = Callback::new(move |choice: String| {
        let columns = columns.clone();
        answer(state, idx, move |options| {
            options.has_header = Some(choice == HEADER);
            options.columns = Some(columns);
        });
    });
    view! {
        <Select
            label=Signal::derive(|| tr("data-header"))
            value=Signal::derive(move || if line == 0 { NO_HEADER } else { HEADER }.to_owned())
            options
            on_change
            is_label_hidden=true
        />
    }
}

/// A choice and how many rows it fits.
fn with_fit(name: &str, n: u64, key: &'static str) -> String {
    let fit = tr_with(key, &[("n", n.into()), ("count", use_format().whole(n).into())]);
    tr_with("data-choice-fit", &[("choice", name.into()), ("fit", fit.into())])
}

/// Encodings that are offered with their shares; the list below has all of them.
const N_ENCODINGS: usize = 3;

const HEADER: &str = "header";
const NO_HEADER: &str = "none";
