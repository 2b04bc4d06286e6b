//! The ways in which a file can be read: encoding, dates, delimiter, decimal mark, currency, header.

use super::super::answers::{answer, set_delimiter};
use super::super::encoding_name::{delimiter_options, encoding_options};
use super::date_forms::DateForms;
use crate::text::Currency;
use crate::ui::state::use_app;
use crate::ui::widgets::Select;
use crate::ui::words::{tr, tr_with, use_format};
use clientele_engine::data::FileKind;
use clientele_engine::import::{ColumnRole, DecimalMark, FileReport};
use leptos::prelude::*;

/// The panel beside the preview.
#[component]
pub(super) fn ParsePanel(
    /// Which plan the answers change.
    idx: usize,
    /// How it was read.
    file: FileReport,
) -> impl IntoView {
    let has_money = file.file.kind == FileKind::Transactions;
    let columns: Vec<_> = file.columns.iter().map(|column| column.role).collect();
    view! {
        <aside class="parse" aria-label=move || tr("data-parsing")>
            <section class="parse__part" data-field="encoding">
                <h2>{move || tr("data-encoding")}</h2>
                <EncodingSelect idx encoding=file.encoding.clone() />
            </section>
            <DateForms idx file=file.clone() />
            <section class="parse__part">
                <h2>{move || tr("data-layout")}</h2>
                <div class="parse__row" data-field="delimiter">
                    <span aria-hidden="true">{move || tr("data-delimiter")}</span>
                    <DelimiterSelect idx delimiter=file.delimiter />
                </div>
                {has_money
                    .then(|| {
                        view! {
                            <div class="parse__row" data-field="decimal-mark">
                                <span aria-hidden="true">{move || tr("data-decimal-mark")}</span>
                                <DecimalSelect idx mark=file.decimal_mark />
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
fn DelimiterSelect(idx: usize, delimiter: char) -> impl IntoView {
    let state = use_app();
    let options = Signal::derive(move || delimiter_options(Some(delimiter)));
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

const HEADER: &str = "header";
const NO_HEADER: &str = "none";
