//! How the files were read: columns and their roles, the ways to read them, quality, and what was set aside.
//!
//! Every answer reads the files again in the worker; the report before it stays in sight, dimmed.

mod parse_panel;
mod preview_table;
mod quality;
mod rejects_table;
mod role_names;
mod totals;

pub(super) use quality::Quality;
pub(super) use rejects_table::RejectsTable;
pub(super) use totals::Totals;

use super::failure::Failure;
use crate::ui::state::{Staging, use_app};
use crate::ui::words::{tr, tr_with, use_format};
use clientele_engine::import::FileReport;
use leptos::prelude::*;
use parse_panel::ParsePanel;
use preview_table::PreviewTable;

/// The page between reading and importing.
#[component]
pub(super) fn MappingView() -> impl IntoView {
    let state = use_app();
    let shown = RwSignal::new(0_usize);
    let is_busy =
        move || state.staging.with(|staging| matches!(staging, Staging::Reading { .. })).to_string();
    let files = Memo::new(move |_| state.staged.get());
    let n_files =
        Memo::new(move |_| files.with(|report| report.as_ref().map_or(0, |report| report.files.len())));
    let file = move || {
        files.with(|report| report.as_ref().and_then(|report| report.files.get(shown.get()).cloned()))
    };
    view! {
        <div class="page mapping" aria-busy=is_busy>
            <header class="page__head">
                <div>
                    <h1 class="page__title">{move || tr("data-check")}</h1>
                    <p class="page__subtitle">{move || tr("data-check-note")}</p>
                </div>
            </header>
            <Failure />
            <Show when=move || { n_files.get() > 1 }>
                <FileTabs shown />
            </Show>
            {move || file().map(|file| view! { <FileView idx=shown.get_untracked() file /> })}
        </div>
        <Footer />
    }
}

/// The files by name, where there are several.
#[component]
fn FileTabs(shown: RwSignal<usize>) -> impl IntoView {
    let state = use_app();
    view! {
        <div class="file-tabs" role="group" aria-label=move || tr("data-files")>
            {move || {
                state
                    .staged
                    .get()
                    .map(|report| {
                        report
                            .files
                            .iter()
                            .enumerate()
                            .map(|(idx, file)| {
                                let name = file.file.name.clone();
                                view! {
                                    <button
                                        type="button"
                                        class="file-tabs__tab"
                                        aria-pressed=move || (shown.get() == idx).to_string()
                                        on:click=move |_| shown.set(idx)
                                    >
                                        <bdi>{name}</bdi>
                                    </button>
                                }
                            })
                            .collect_view()
                    })
            }}
        </div>
    }
}

#[component]
fn FileView(idx: usize, file: FileReport) -> impl IntoView {
    let has_rejects = file.n_rejected > 0;
    view! {
        <div class="mapping__columns">
            <div class="mapping__main">
                <PreviewTable idx file=file.clone() />
                <div class="mapping__row">
                    <div>
                        <Totals file=file.clone() />
                        <Quality file=file.clone() />
                    </div>
                    {has_rejects.then(|| view! { <RejectsTable file=file.clone() /> })}
                </div>
            </div>
            <ParsePanel idx file=file.clone() />
        </div>
    }
}

/// The bar at the foot: how long it took, back, import.
#[component]
fn Footer() -> impl IntoView {
    let state = use_app();
    let parsed = move || {
        state.staged.with(|report| {
            report.as_ref().map(|report| {
                tr_with("data-parsed", &[("time", use_format().seconds(report.elapsed_ms).into())])
            })
        })
    };
    let import = move || {
        let n_rows = state.staged.with(|report| {
            report.as_ref().map_or(0, |report| report.files.iter().map(|file| file.n_accepted).sum::<u64>())
        });
        tr_with("data-import-rows", &[("n", n_rows.into()), ("count", use_format().whole(n_rows).into())])
    };
    let is_ready = Memo::new(move |_| state.staging.with(|staging| matches!(staging, Staging::Ready(_))));
    view! {
        <footer class="mapping__foot">
            <span class="mapping__time">{parsed}</span>
            <button type="button" class="button" on:click=move |_| state.discard()>
                {move || tr("data-back")}
            </button>
            <button
                type="button"
                class="button button--primary"
                disabled=move || !is_ready.get()
                on:click=move |_| state.commit(String::new())
            >
                {import}
            </button>
        </footer>
    }
}
