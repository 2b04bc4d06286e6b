//! How the files were read: columns and their roles, the ways to read them, quality, and what was set aside.
//!
//! Every answer reads the files again in the worker; the report before it stays in sight, dimmed.

mod also_read;
mod date_forms;
mod file_quality;
mod file_tabs;
mod footer;
mod parse_panel;
mod preview_table;
mod quality;
mod rejects_table;
mod role_names;
mod totals;

pub(super) use also_read::JoinRemarks;
pub(super) use file_quality::FileQuality;
pub(super) use rejects_table::RejectsTable;
pub(super) use role_names::{role_key, roles};

use super::add_files::AddFiles;
use super::answers::plan_of;
use super::failure::Failure;
use crate::protocol::WorkbookInfo;
use crate::ui::browser::focus;
use crate::ui::state::{Staging, use_app};
use crate::ui::words::tr;
use also_read::AlsoRead;
use clientele_engine::import::FileReport;
use file_tabs::{FileTabs, PANEL_ID, tab_id};
use footer::Footer;
use leptos::html::{Div, H1};
use leptos::prelude::*;
use parse_panel::ParsePanel;
use preview_table::PreviewTable;
use totals::usable_sentence;

/// The page between reading and importing.
#[component]
pub(super) fn MappingView() -> impl IntoView {
    let state = use_app();
    let (root, title) = (NodeRef::<Div>::new(), NodeRef::<H1>::new());
    let shown = RwSignal::new(0_usize);
    let is_busy =
        move || state.staging.with(|staging| matches!(staging, Staging::Reading { .. })).to_string();
    let n_files = Memo::new(move |_| {
        state.staged.with(|report| report.as_ref().map_or(0, |report| report.files.len()))
    });
    let file = move || {
        let report = state.staged.get()?;
        let idx = if shown.get() < report.files.len() { shown.get() } else { 0 };
        let file = report.files.get(idx)?.clone();
        let workbook = report.workbooks.get(idx).cloned().flatten();
        // The answers change together with the report: the index among them is that of this report.
        let plan = state.plans.with_untracked(|plans| plan_of(plans, &report.files, shown.get()));
        Some((plan, file, workbook))
    };

    // Every report makes the controls anew: the focus goes back to the one that was used.
    let field = StoredValue::new(None::<String>);
    let good_plans = StoredValue::new(Vec::new());
    Effect::new(move |before: Option<()>| {
        if state.staged.with(Option::is_none) {
            return;
        }
        good_plans.set_value(state.plans.get_untracked());
        if before.is_none() {
            if let Some(title) = title.get_untracked() {
                focus::focus(&title);
            }
            return;
        }
        request_animation_frame(move || {
            let field = field.try_get_value().flatten();
            if let (Some(root), Some(field)) = (root.try_get_untracked().flatten(), field) {
                focus::restore_field(&root, &field);
            }
        });
    });
    let take_back = Callback::new(move |()| state.restage(good_plans.get_value()));

    let said = move || {
        let is_ready = state.staging.with(|staging| matches!(staging, Staging::Ready(_)));
        let report = state.staged.get().filter(|_| is_ready)?;
        report.files.get(shown.get()).map(|file| usable_sentence(file.n_records, file.n_rejected))
    };
    view! {
        <div
            class="page mapping"
            aria-busy=is_busy
            node_ref=root
            on:focusin=move |event| field.set_value(focus::field_of(&event))
        >
            <header class="page__head">
                <div>
                    <h1 class="page__title" tabindex="-1" node_ref=title>
                        {move || tr("data-check")}
                    </h1>
                    <p class="page__subtitle">{move || tr("data-check-note")}</p>
                </div>
            </header>
            <p class="visually-hidden" role="status">
                {said}
            </p>
            <Failure take_back />
            <Show when=move || { n_files.get() > 1 }>
                <FileTabs shown />
            </Show>
            {move || {
                let n_files = n_files.get();
                file()
                    .map(|(plan, file, workbook)| view! { <FileView plan file workbook shown n_files /> })
            }}
        </div>
        <Footer />
    }
}

/// One file: what it holds, how good it is, how it is read.
#[component]
fn FileView(
    plan: usize,
    file: FileReport,
    workbook: Option<WorkbookInfo>,
    shown: RwSignal<usize>,
    n_files: usize,
) -> impl IntoView {
    // A panel belongs to a tab only where there are tabs.
    let has_tabs = n_files > 1;
    view! {
        <div
            class="mapping__columns"
            id=PANEL_ID
            role=has_tabs.then_some("tabpanel")
            aria-labelledby=move || has_tabs.then(|| tab_id(shown.get()))
        >
            <div class="mapping__main">
                <PreviewTable idx=plan file=file.clone() />
                <FileQuality idx=shown.get_untracked() file=file.clone() />
            </div>
            <div class="mapping__side">
                <ParsePanel idx=plan file workbook />
                <AlsoRead shown />
                <AddFiles />
            </div>
        </div>
    }
}
