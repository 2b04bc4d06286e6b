//! How the files were read: columns and their roles, the ways to read them, quality, and what was set aside.
//!
//! Every answer reads the files again in the worker; the report before it stays in sight, dimmed.

mod also_read;
mod date_forms;
mod file_quality;
mod file_tabs;
mod footer;
mod overlap_rows;
mod overlaps;
mod parse_panel;
mod preview_table;
mod quality;
mod recipe_notice;
mod rejects_table;
mod role_names;
mod totals;

pub(super) use also_read::JoinRemarks;
pub(super) use file_quality::FileQuality;
pub(super) use overlaps::Overlaps;
pub(super) use rejects_table::RejectsTable;
pub(super) use role_names::{role_key, roles};

use super::add_files::AddFiles;
use super::failure::Failure;
use super::health::Health;
use super::step_line::{Step, StepLine};
use crate::protocol::{FileOrigin, FilePlan, SetAsideOf, StageMode, StagedReport, WorkbookInfo};
use crate::text::isolated;
use crate::text::recipe::of_recipe;
use crate::ui::browser::focus;
use crate::ui::state::{AppState, Staging, use_app};
use crate::ui::words::{tr, tr_with, use_format};
use also_read::AlsoRead;
use clientele_engine::data::OverlapPolicy;
use clientele_engine::import::FileReport;
use file_tabs::{FileTabs, PANEL_ID, tab_id};
use footer::Footer;
use leptos::html::{Div, H1};
use leptos::prelude::*;
use parse_panel::ParsePanel;
use preview_table::PreviewTable;
use recipe_notice::RecipeNotice;
use totals::usable_sentence;

/// The page between reading and importing.
#[component]
pub(super) fn MappingView() -> impl IntoView {
    let state = use_app();
    let (root, title) = (NodeRef::<Div>::new(), NodeRef::<H1>::new());
    // What is added is what there is to check.
    let first_new =
        state.staged.with_untracked(|report| report.as_ref().map_or(0, |report| first_new(report)));
    let shown = RwSignal::new(first_new);
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
        let plan = match report.origins.get(idx) {
            Some(FileOrigin::Plan(plan)) => usize::try_from(*plan).ok(),
            Some(FileOrigin::Loaded(_)) | None => None,
        };
        Some((plan, file, workbook))
    };

    // Every report makes the controls anew: the focus goes back to the one that was used.
    let field = StoredValue::new(None::<String>);
    let good_answers = StoredValue::new(Answers::of(state));
    Effect::new(move |before: Option<()>| {
        if state.staged.with(Option::is_none) {
            return;
        }
        good_answers.set_value(Answers::of(state));
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
            // What was used may have done its work and be gone.
            let is_lost = focus::active().is_none_or(|active| active.tag_name().eq_ignore_ascii_case("body"));
            if let Some(title) = title.try_get_untracked().flatten().filter(|_| is_lost) {
                focus::focus(&title);
            }
        });
    });
    let take_back = Callback::new(move |()| good_answers.get_value().give(state));
    let on_files = Callback::new(move |()| state.discard());

    let said = move || {
        let is_ready = state.staging.with(|staging| matches!(staging, Staging::Ready(_)));
        let report = state.staged.get().filter(|_| is_ready)?;
        let file = report.files.get(shown.get())?;
        let recipe = file.recipe.as_ref().filter(|recipe| !recipe.used.is_empty());
        let mut said = vec![usable_sentence(file.n_records, file.n_rejected)];
        said.extend(recipe.map(|recipe| of_recipe(recipe, use_format()).title));
        said.extend(overlaps::spoken(&report));
        // Titles have no full stop, and are read one after the other.
        Some(said.join(". "))
    };
    let note = move || match state.stage_mode.get() {
        StageMode::Replace => tr("data-check-note"),
        StageMode::Append => {
            let name = state.data.with(|data| data.as_ref().map(|data| data.name.clone()));
            tr_with("data-check-append", &[("data", isolated(&name.unwrap_or_default()).into())])
        }
    };
    view! {
        <StepLine current=Step::Columns on_files />
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
                    <p class="page__subtitle">{note}</p>
                </div>
            </header>
            <p class="visually-hidden" role="status">
                {said}
            </p>
            <Failure take_back />
            {move || state.staged.get().map(|report| view! { <Overlaps report is_staged=true /> })}
            <Show when=move || { n_files.get() > 1 }>
                <FileTabs shown />
            </Show>
            {move || {
                let n_files = n_files.get();
                file()
                    .map(|(plan, file, workbook)| view! { <FileView plan file workbook shown n_files /> })
            }}
            {move || {
                let report = state.staged.get()?;
                let health = state.staged_health.get()?;
                Some(view! { <Health report health is_staged=true /> })
            }}
        </div>
        <Footer />
    }
}

/// One file: what it holds, how good it is, how it is read.
#[component]
fn FileView(
    plan: Option<usize>,
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
                {plan.map(|plan| view! { <RecipeNotice plan recipe=file.recipe.clone() /> })}
                <PreviewTable plan file=file.clone() />
                <FileQuality
                    idx=shown.get_untracked()
                    of=SetAsideOf::Staged(shown.get_untracked() as u32)
                    file=file.clone()
                />
            </div>
            <div class="mapping__side">
                {match plan {
                    Some(idx) => view! { <ParsePanel idx file workbook /> }.into_any(),
                    None => {
                        view! { <p class="quiet mapping__loaded">{move || tr("data-loaded-already")}</p> }
                            .into_any()
                    }
                }}
                <AlsoRead shown />
                <AddFiles />
            </div>
        </div>
    }
}

/// Index of the first file that is not part of the data set yet.
fn first_new(report: &StagedReport) -> usize {
    report.origins.iter().position(|origin| matches!(origin, FileOrigin::Plan(_))).unwrap_or(0)
}

/// Everything that was answered, so that the last answer can be taken back.
#[derive(Clone)]
struct Answers {
    plans: Vec<FilePlan>,
    overlap: Option<OverlapPolicy>,
    without_recipe: Vec<u32>,
}

impl Answers {
    fn of(state: AppState) -> Self {
        Self {
            plans: state.plans.get_untracked(),
            overlap: state.overlap.get_untracked(),
            without_recipe: state.without_recipe.get_untracked(),
        }
    }

    /// Reads the files again with these answers.
    fn give(self, state: AppState) {
        state.overlap.set(self.overlap);
        state.without_recipe.set(self.without_recipe);
        state.restage(self.plans);
    }
}
