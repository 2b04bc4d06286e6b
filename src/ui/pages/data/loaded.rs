//! The Data page of a data set: what it holds, how its files were read, and the way to another one.

use super::append_files::AppendFiles;
use super::as_of::AsOf;
use super::drop_zone::DropZone;
use super::dropped::{DropPage, Dropped};
use super::encoding_name::encoding_name;
use super::failure::Failure;
use super::fields::{DataFacts, Fields};
use super::health::Health;
use super::mapping::{FileQuality, JoinRemarks, Overlaps};
use super::pasted_files::listen_to_paste;
use super::samples::Samples;
use super::saved_readings::SavedReadings;
use crate::protocol::SetAsideOf;
use crate::ui::state::use_app;
use crate::ui::words::{tr, tr_with, use_format};
use clientele_engine::import::FileReport;
use leptos::prelude::*;
use web_sys::File;

/// The page once there is data.
#[component]
pub(super) fn LoadedView() -> impl IntoView {
    let state = use_app();
    let name = move || state.data.with(|data| data.as_ref().map(|data| data.name.clone()));
    let files = move || {
        state.report.get().map(|report| {
            let files = report.files.iter().cloned().enumerate();
            let files = files.map(|(idx, file)| view! { <LoadedFile idx file /> });
            view! {
                <Overlaps report=report.clone() />
                {
                    let report = report.clone();
                    move || {
                        let health = state.report_health.get()?;
                        Some(view! { <Health report=report.clone() health /> })
                    }
                }
                {files.collect_view()}
                <div class="loaded__join">
                    <JoinRemarks join=report.join.clone() />
                </div>
            }
        })
    };
    // What comes from outside may be the next month or another shop: that is asked.
    let dropped = RwSignal::new_local(Vec::<File>::new());
    let on_files = Callback::new(move |files: Vec<File>| dropped.set(files));
    listen_to_paste(on_files);
    view! {
        <DropPage on_files>
            <header class="page__head">
                <div>
                    <h1 class="page__title">
                        <bdi>{name}</bdi>
                    </h1>
                    <p class="page__subtitle">{move || tr("data-loaded-note")}</p>
                </div>
                <AppendFiles />
            </header>
            <Dropped files=dropped />
            <Failure />
            <DataFacts />
            <AsOf />
            {files}
            <Fields />
            <SavedReadings />
            <h2 class="loaded__next">{move || tr("data-another")}</h2>
            <p class="page__subtitle loaded__next-note">{move || tr("data-another-note")}</p>
            <DropZone on_files />
            <Samples />
        </DropPage>
    }
}

#[component]
fn LoadedFile(idx: usize, file: FileReport) -> impl IntoView {
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
    view! {
        <section class="loaded__file">
            <h2>
                <bdi>{name}</bdi>
            </h2>
            <p class="page__subtitle">{facts}</p>
            <FileQuality idx of=SetAsideOf::Loaded(idx as u32) file />
        </section>
    }
}
