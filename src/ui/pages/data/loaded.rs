//! The Data page of a data set: how its files were read, and the way to another one.

use super::drop_zone::DropZone;
use super::encoding_name::encoding_name;
use super::failure::Failure;
use super::mapping::{Quality, RejectsTable, Totals};
use super::samples::Samples;
use crate::ui::state::use_app;
use crate::ui::words::{tr, tr_with, use_format};
use clientele_engine::import::FileReport;
use leptos::prelude::*;

/// The page once there is data.
#[component]
pub(super) fn LoadedView() -> impl IntoView {
    let state = use_app();
    let name = move || state.data.with(|data| data.as_ref().map(|data| data.name.clone()));
    let files = move || {
        state.report.get().map(|report| {
            report.files.iter().cloned().map(|file| view! { <LoadedFile file /> }).collect_view()
        })
    };
    view! {
        <div class="page loaded">
            <header class="page__head">
                <div>
                    <h1 class="page__title">
                        <bdi>{name}</bdi>
                    </h1>
                    <p class="page__subtitle">{move || tr("data-loaded-note")}</p>
                </div>
            </header>
            <Failure />
            {files}
            <h2 class="loaded__next">{move || tr("data-another")}</h2>
            <p class="page__subtitle loaded__next-note">{move || tr("data-another-note")}</p>
            <DropZone />
            <Samples />
        </div>
    }
}

#[component]
fn LoadedFile(file: FileReport) -> impl IntoView {
    let name = file.file.name.clone();
    let n_bytes = file.file.n_bytes;
    let encoding = file.encoding.clone();
    let facts = move || {
        let format = use_format();
        tr_with(
            "data-file-facts",
            &[("size", format.bytes(n_bytes).into()), ("encoding", encoding_name(&encoding).into())],
        )
    };
    let has_rejects = file.n_rejected > 0;
    let file = StoredValue::new(file);
    view! {
        <section class="loaded__file">
            <h2>
                <bdi>{name}</bdi>
            </h2>
            <p class="page__subtitle">{facts}</p>
            <div class="mapping__row">
                <div>
                    {file.with_value(|file| view! { <Totals file=file.clone() /> })}
                    {file.with_value(|file| view! { <Quality file=file.clone() /> })}
                </div>
                {has_rejects.then(|| file.with_value(|file| view! { <RejectsTable file=file.clone() /> }))}
            </div>
        </section>
    }
}
