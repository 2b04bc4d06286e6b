//! What the page knows: one signal per fact, provided once.
//!
//! The worker owns the data set; the page owns the question: filter, settings, page. [`AppState::apply`]
//! is the only place where an answer changes the screen.

mod customer_pages;
mod recipes;
mod route;
mod set_aside;
mod slot;

pub use customer_pages::{CustomerPages, ListKey};
pub use route::Route;
pub use set_aside::SavingRows;
pub use slot::{Shared, Slot};

use crate::protocol::{
    Answer, Command, Context, DataInfo, Envelope, Event, FilePlan, Question, QuestionKind, SampleId,
    SessionError, StageMode, StageRequest, StageSource, StagedReport, Task,
};
use crate::text::Locale;
use crate::worker::client::{Status, WorkerClient};
use clientele_engine::analysis::clv::ClvReport;
use clientele_engine::analysis::cohort::{CohortOptions, CohortReport};
use clientele_engine::analysis::concentration::ConcentrationReport;
use clientele_engine::analysis::customers::{CustomerDetail, CustomerPage, CustomerQuery, SortBy};
use clientele_engine::analysis::health::HealthReport;
use clientele_engine::analysis::overview::{Grain, OverviewOptions, OverviewReport, Period};
use clientele_engine::analysis::segment::{SegmentDetail, SegmentReport};
use clientele_engine::analysis::selection::SelectionSummary;
use clientele_engine::analysis::whale::WhaleReport;
use clientele_engine::data::OverlapPolicy;
use clientele_engine::import::RecipeBook;
use clientele_engine::query::{Clause, Filter, Segment};
use leptos::prelude::*;
use std::collections::HashMap;

/// Where reading files stands.
#[derive(Clone, PartialEq)]
pub enum Staging {
    /// Nothing is being read.
    Idle,
    /// Files are being read.
    Reading {
        /// What the worker is busy with.
        task: Task,
        /// The file.
        name: String,
        /// Share done, 0..=1.
        done: f64,
    },
    /// Files were read and wait for the user to confirm.
    Ready(Shared<StagedReport>),
    /// Files could not be read; what was loaded before is untouched.
    Failed(SessionError),
}

/// The original text of a row of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceText {
    /// Name of the file.
    pub name: String,
    /// Line, from 1.
    pub line: u32,
    /// Header row of the file.
    pub header: String,
    /// The row as it stands in the file.
    pub text: String,
}

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// Dark ink on white.
    Light,
    /// Light ink on near-black.
    Dark,
}

/// A short note at the foot of the page, with a way back.
#[derive(Debug, Clone, PartialEq)]
pub struct Toast {
    /// The words.
    pub text: String,
    /// Whether it offers to undo the last step.
    pub can_undo: bool,
}

/// Everything the page knows. `Copy`: fields are signals.
#[derive(Clone, Copy)]
pub struct AppState {
    /// Language of the screen.
    pub locale: RwSignal<Locale>,
    /// Theme of the screen.
    pub theme: RwSignal<Theme>,
    /// Which page is shown.
    pub route: RwSignal<Route>,
    /// How the worker is.
    pub status: RwSignal<Status>,
    /// Where reading files stands.
    pub staging: RwSignal<Staging>,
    /// The answers with which the staged files were read.
    pub plans: RwSignal<Vec<FilePlan>>,
    /// Whether the staged files take the place of the data set or are added to it.
    pub stage_mode: RwSignal<StageMode>,
    /// What becomes of rows of the staged files that an earlier file has; `None` for what is usual.
    pub overlap: RwSignal<Option<OverlapPolicy>>,
    /// What was answered about earlier files; kept in the browser, unless it refuses.
    pub recipes: RwSignal<RecipeBook>,
    /// Indexes of the plans that are read as if there were no recipes.
    pub without_recipe: RwSignal<Vec<u32>>,
    /// Ids the user takes for one person, in the data set that is staged.
    pub merges: RwSignal<Vec<clientele_engine::data::MergeGroup>>,
    /// Whether the browser refuses to keep recipes, which is said once.
    pub is_storage_refused: RwSignal<bool>,
    /// What was read and waits for the user to confirm; stays while it is read again with other answers.
    pub staged: RwSignal<Option<Shared<StagedReport>>>,
    /// How the files of the data set on screen were read.
    pub report: RwSignal<Option<Shared<StagedReport>>>,
    /// How sound what was staged is; it comes after the report.
    pub staged_health: RwSignal<Option<Shared<HealthReport>>>,
    /// How sound the data set on screen is.
    pub report_health: RwSignal<Option<Shared<HealthReport>>>,
    /// Whether what is being read becomes the data set without asking, as samples do.
    pub is_confirmed: RwSignal<bool>,
    /// The data set on screen.
    pub data: RwSignal<Option<Shared<DataInfo>>>,
    /// What is selected, and how customers are judged.
    pub context: RwSignal<Context>,
    /// Filters before this one, latest last.
    pub undo: RwSignal<Vec<Filter>>,
    /// Filters that were undone, latest last.
    pub redo: RwSignal<Vec<Filter>>,
    /// Period and width of bars of the overview.
    pub overview_options: RwSignal<OverviewOptions>,
    /// Width of the periods of the retention page.
    pub cohort_options: RwSignal<CohortOptions>,
    /// Search, order and page of the list of customers.
    pub customer_query: RwSignal<CustomerQuery>,
    /// Size of the selection.
    pub selection: RwSignal<Slot<SelectionSummary>>,
    /// Answer for the overview.
    pub overview: RwSignal<Slot<OverviewReport>>,
    /// Answer for the segments.
    pub segments: RwSignal<Slot<SegmentReport>>,
    /// Answer for one segment.
    pub segment: RwSignal<Slot<SegmentDetail>>,
    /// Answer for the concentration of revenue.
    pub concentration: RwSignal<Slot<ConcentrationReport>>,
    /// Answer for the whale curve; `None` without cost.
    pub whale: RwSignal<Slot<Option<Box<WhaleReport>>>>,
    /// Answer for lifetime value.
    pub lifetime_value: RwSignal<Slot<ClvReport>>,
    /// Answer for retention.
    pub retention: RwSignal<Slot<CohortReport>>,
    /// Answer for the list of customers.
    pub customers: RwSignal<Slot<CustomerPage>>,
    /// The pages of that list that were answered so far.
    pub customer_pages: RwSignal<CustomerPages>,
    /// Answer for one customer.
    pub customer: RwSignal<Slot<CustomerDetail>>,
    /// Answer for the original text of a row.
    pub source_text: RwSignal<Slot<SourceText>>,
    /// Answer for the values of a field.
    pub field_values: RwSignal<Slot<Vec<(String, u64)>>>,
    /// How sound the data set on screen is.
    pub health: RwSignal<Slot<HealthReport>>,
    /// The whole list of customers as CSV, when it was asked for.
    pub exported: RwSignal<Slot<String>>,
    /// The file of rows set aside that is being written.
    saving: RwSignal<Option<SavingRows>, LocalStorage>,
    /// A short note at the foot of the page.
    pub toast: RwSignal<Option<Toast>>,
    /// Counts changes of the question; answers to older ones are dropped.
    generation: RwSignal<u32>,
    /// Ids of the questions that are awaited, by kind: only the latest of a kind counts.
    awaited: RwSignal<HashMap<QuestionKind, u32>>,
    /// Customers whose page was opened, oldest first: the address holds the index alone.
    visited: RwSignal<Vec<String>>,
    /// Id of the stage command that is awaited.
    stage_id: RwSignal<Option<u32>>,
    worker: StoredValue<Option<WorkerClient>, LocalStorage>,
}

impl AppState {
    /// The state of a page that has just opened, with its worker starting.
    #[must_use]
    pub fn new(locale: Locale, theme: Theme, route: Route) -> Self {
        let state = Self {
            locale: RwSignal::new(locale),
            theme: RwSignal::new(theme),
            route: RwSignal::new(route),
            status: RwSignal::new(Status::Starting),
            staging: RwSignal::new(Staging::Idle),
            plans: RwSignal::new(Vec::new()),
            stage_mode: RwSignal::new(StageMode::Replace),
            overlap: RwSignal::new(None),
            recipes: RwSignal::new(super::browser::recipes::stored()),
            without_recipe: RwSignal::new(Vec::new()),
            merges: RwSignal::new(Vec::new()),
            is_storage_refused: RwSignal::new(false),
            staged: RwSignal::new(None),
            report: RwSignal::new(None),
            staged_health: RwSignal::new(None),
            report_health: RwSignal::new(None),
            is_confirmed: RwSignal::new(false),
            data: RwSignal::new(None),
            context: RwSignal::new(Context::default()),
            undo: RwSignal::new(Vec::new()),
            redo: RwSignal::new(Vec::new()),
            overview_options: RwSignal::new(OverviewOptions {
                period: Period::LatestYear,
                grain: Grain::Month,
            }),
            cohort_options: RwSignal::new(CohortOptions { n_months: 1 }),
            customer_query: RwSignal::new(CustomerQuery {
                search: String::new(),
                sort: SortBy::Revenue,
                descending: true,
                offset: 0,
                limit: 200,
            }),
            selection: RwSignal::new(Slot::Empty),
            overview: RwSignal::new(Slot::Empty),
            segments: RwSignal::new(Slot::Empty),
            segment: RwSignal::new(Slot::Empty),
            concentration: RwSignal::new(Slot::Empty),
            whale: RwSignal::new(Slot::Empty),
            lifetime_value: RwSignal::new(Slot::Empty),
            retention: RwSignal::new(Slot::Empty),
            customers: RwSignal::new(Slot::Empty),
            customer_pages: RwSignal::new(CustomerPages::default()),
            customer: RwSignal::new(Slot::Empty),
            source_text: RwSignal::new(Slot::Empty),
            field_values: RwSignal::new(Slot::Empty),
            health: RwSignal::new(Slot::Empty),
            exported: RwSignal::new(Slot::Empty),
            saving: RwSignal::new_local(None),
            toast: RwSignal::new(None),
            generation: RwSignal::new(1),
            awaited: RwSignal::new(HashMap::new()),
            visited: RwSignal::new(Vec::new()),
            stage_id: RwSignal::new(None),
            worker: StoredValue::new_local(None),
        };
        let client = WorkerClient::start(
            move |envelope| state.apply(envelope),
            move |status| state.apply_status(status),
        );
        state.worker.set_value(Some(client));
        state
    }

    /// Reads files and keeps the result aside for the user to confirm. `files` are the handles of `plans`.
    pub fn stage_files(&self, plans: Vec<FilePlan>, files: &[web_sys::File]) {
        self.is_confirmed.set(false);
        self.staged.set(None);
        self.begin(StageMode::Replace);
        self.stage(plans, files);
    }

    /// Reads files behind those of the data set on screen, for the user to confirm. What is on screen stays until
    /// then; rows that are there already are found and, unless the user says otherwise, merged.
    pub fn append_files(&self, plans: Vec<FilePlan>, files: &[web_sys::File]) {
        self.is_confirmed.set(false);
        self.staged.set(None);
        self.begin(StageMode::Append);
        self.stage(plans, files);
    }

    /// Says what becomes of rows that an earlier file has, and reads the staged files again.
    pub fn set_overlap(&self, policy: Option<OverlapPolicy>) {
        self.overlap.set(policy);
        self.restage(self.plans.get_untracked());
    }

    /// Reads the staged files again, the one of this index as if there were no recipe for it, or with it again.
    pub fn set_without_recipe(&self, plan: u32, is_without: bool) {
        self.without_recipe.update(|plans| {
            plans.retain(|known| *known != plan);
            if is_without {
                plans.push(plan);
            }
        });
        self.restage(self.plans.get_untracked());
    }

    /// Says which ids are one person, and reads the staged files again.
    pub fn set_merges(&self, merges: Vec<clientele_engine::data::MergeGroup>) {
        self.merges.set(merges);
        self.restage(self.plans.get_untracked());
    }

    /// A new choice of files: answers about earlier ones end.
    fn begin(&self, mode: StageMode) {
        self.stage_mode.set(mode);
        self.overlap.set(None);
        self.without_recipe.set(Vec::new());
        // Appending keeps what is known of the persons in the data set on screen.
        if mode == StageMode::Replace {
            self.merges.set(Vec::new());
        }
    }

    /// Reads the files of a sample, which need no confirmation.
    pub fn stage_sample_files(&self, plans: Vec<FilePlan>, files: &[web_sys::File], name: String) {
        self.is_confirmed.set(true);
        self.begin(StageMode::Replace);
        self.stage(plans, files);
        self.commit(name);
    }

    fn stage(&self, plans: Vec<FilePlan>, files: &[web_sys::File]) {
        self.staging.set(Staging::Reading {
            task: Task::Reading,
            name: plans.first().map(|plan| plan.name.clone()).unwrap_or_default(),
            done: 0.0,
        });
        self.plans.set(plans.clone());
        // A sample is read as it was made: nobody answers anything about it.
        let recipes =
            if self.is_confirmed.get_untracked() { RecipeBook::new() } else { self.recipes.get_untracked() };
        let request = StageRequest {
            source: StageSource::Files(plans),
            mode: self.stage_mode.get_untracked(),
            overlap: self.overlap.get_untracked(),
            recipes,
            without_recipe: self.without_recipe.get_untracked(),
            merges: self.merges.get_untracked(),
        };
        let id = self.send(Command::Stage(request), files);
        self.stage_id.set(id);
    }

    /// Reads the staged files again with other answers.
    pub fn restage(&self, plans: Vec<FilePlan>) {
        let files = self
            .worker
            .with_value(|worker| worker.as_ref().map(WorkerClient::staged_files).unwrap_or_default());
        self.stage(plans, &files);
    }

    /// Reads the staged files again together with further ones.
    pub fn stage_more(&self, plans: Vec<FilePlan>, files: &[web_sys::File]) {
        let mut all_plans = self.plans.get_untracked();
        let mut all_files = self
            .worker
            .with_value(|worker| worker.as_ref().map(WorkerClient::staged_files).unwrap_or_default());
        // Files whose plans were taken back since do not come along.
        all_files.truncate(all_plans.len());
        all_plans.extend(plans);
        all_files.extend_from_slice(files);
        self.stage(all_plans, &all_files);
    }

    /// Makes a sample; it is confirmed as soon as it is read.
    pub fn stage_sample(&self, sample: SampleId, today: clientele_engine::data::Day, name: String) {
        self.is_confirmed.set(true);
        self.staging.set(Staging::Reading { task: Task::Simulating, name: String::new(), done: 0.0 });
        self.plans.set(Vec::new());
        self.begin(StageMode::Replace);
        let id = self.send(Command::Stage(StageSource::Sample(sample, today).into()), &[]);
        self.stage_id.set(id);
        self.commit(name);
    }

    /// Makes what was staged the data set.
    pub fn commit(&self, name: String) {
        self.send(Command::Commit { name }, &[]);
    }

    /// Stops reading, or forgets what was staged.
    pub fn discard(&self) {
        if let Some(id) = self.stage_id.get_untracked() {
            self.send(Command::Cancel { id }, &[]);
        }
        self.send(Command::Discard, &[]);
        self.stage_id.set(None);
        self.staged.set(None);
        self.is_confirmed.set(false);
        self.begin(StageMode::Replace);
        self.staging.set(Staging::Idle);
    }

    /// Whether the data set has amounts of money; where there is no data set, nothing speaks against it.
    #[must_use]
    pub fn has_amounts(&self) -> bool {
        self.data.with(|data| data.as_ref().is_none_or(|data| data.has_amounts))
    }

    /// Asks a question in the current context; the slot of its kind shows that it is awaited.
    pub fn ask(&self, question: Question) {
        let context = self.context.get_untracked();
        self.ask_within(question, context);
    }

    /// Asks a question in another context than the current one, as for a part of the selection.
    pub fn ask_within(&self, question: Question, context: Context) {
        let kind = question.kind();
        self.mark_asked(kind);
        if let Question::Customers(query) = &question {
            let key = ListKey::new(&context, query);
            self.customer_pages.update_untracked(|pages| pages.note_asked(key));
        }
        if let Some(id) = self.send(Command::Ask { question, context }, &[]) {
            self.awaited.update_untracked(|awaited| {
                awaited.insert(kind, id);
            });
        }
    }

    /// Filters to a mark, or releases it; `extend` adds to what is selected.
    pub fn toggle(&self, clause: Clause, extend: bool) {
        let filter = self.context.with_untracked(|context| context.filter.toggled(clause, extend));
        self.set_filter(filter);
    }

    /// Filters to one segment and opens the list of its customers.
    pub fn open_segment_list(&self, segment: Segment) {
        let clause = Clause::Segments(vec![segment]);
        let filter = self.context.with_untracked(|context| {
            if context.filter.clauses.contains(&clause) {
                context.filter.clone()
            } else {
                context.filter.toggled(clause, false)
            }
        });
        self.set_filter(filter);
        self.go(Route::Customers);
    }

    /// Replaces the filter; a step that can be undone.
    pub fn set_filter(&self, filter: Filter) {
        let before = self.context.with_untracked(|context| context.filter.clone());
        if before == filter {
            return;
        }
        self.undo.update(|undo| undo.push(before));
        self.redo.update(Vec::clear);
        self.change_filter(filter);
    }

    /// Takes the last change of the filter back.
    pub fn undo(&self) {
        let Some(filter) = self.undo.try_update(Vec::pop).flatten() else { return };
        let now = self.context.with_untracked(|context| context.filter.clone());
        self.redo.update(|redo| redo.push(now));
        self.change_filter(filter);
    }

    /// Makes the last change that was taken back again.
    pub fn redo(&self) {
        let Some(filter) = self.redo.try_update(Vec::pop).flatten() else { return };
        let now = self.context.with_untracked(|context| context.filter.clone());
        self.undo.update(|undo| undo.push(now));
        self.change_filter(filter);
    }

    /// Opens a page.
    pub fn go(&self, route: Route) {
        if self.route.get_untracked() != route {
            super::browser::set_hash(&self.address_of(&route));
            self.route.set(route);
        }
    }

    /// Opens the page that the address names, after Back or Forward. Without data there is only one.
    pub fn follow_address(&self, hash: &str) {
        let visited = |idx: usize| self.visited.with_untracked(|visited| visited.get(idx).cloned());
        let customer = hash.trim_start_matches('#').strip_prefix("/customer/");
        let route = match customer {
            Some(idx) => idx.parse().ok().and_then(visited).map_or(Route::Customers, Route::Customer),
            None => Route::from_hash(hash).unwrap_or(Route::Overview),
        };
        let has_data = self.data.with_untracked(Option::is_some);
        let route = if has_data { route } else { Route::Data };
        if self.route.get_untracked() != route {
            self.route.set(route);
        }
    }

    /// The fragment of a page. Ids of customers stay out of addresses, which browsers keep.
    fn address_of(&self, route: &Route) -> String {
        let Route::Customer(id) = route else { return route.hash().to_owned() };
        let idx = self.visited.try_update(|visited| {
            visited.iter().position(|visited| visited == id).unwrap_or_else(|| {
                visited.push(id.clone());
                visited.len() - 1
            })
        });
        format!("{}/{}", route.hash(), idx.unwrap_or(0))
    }

    fn change_filter(&self, filter: Filter) {
        self.customer_query.update(|query| query.offset = 0);
        self.context.update(|context| context.filter = filter);
    }

    /// Marks the question as changed, so that answers to earlier ones are dropped. Called by the one effect
    /// that watches the context.
    pub fn bump_generation(&self) {
        self.generation.update_untracked(|generation| *generation += 1);
    }

    fn send(&self, command: Command, files: &[web_sys::File]) -> Option<u32> {
        // Only questions lose their worth when the filter changes; reading a file does not.
        let is_question = matches!(command, Command::Ask { .. });
        let generation = if is_question { self.generation.get_untracked() } else { 0 };
        self.worker.with_value(|worker| worker.as_ref().map(|worker| worker.send(generation, command, files)))
    }

    fn mark_asked(&self, kind: QuestionKind) {
        match kind {
            QuestionKind::Selection => self.selection.update(|slot| *slot = slot.asked()),
            QuestionKind::Overview => self.overview.update(|slot| *slot = slot.asked()),
            QuestionKind::Segments => self.segments.update(|slot| *slot = slot.asked()),
            QuestionKind::Segment => self.segment.update(|slot| *slot = slot.asked()),
            QuestionKind::Concentration => self.concentration.update(|slot| *slot = slot.asked()),
            QuestionKind::Whale => self.whale.update(|slot| *slot = slot.asked()),
            QuestionKind::LifetimeValue => self.lifetime_value.update(|slot| *slot = slot.asked()),
            QuestionKind::Retention => self.retention.update(|slot| *slot = slot.asked()),
            QuestionKind::Customers => self.customers.update(|slot| *slot = slot.asked()),
            QuestionKind::Customer => self.customer.update(|slot| *slot = slot.asked()),
            QuestionKind::SourceText => self.source_text.update(|slot| *slot = slot.asked()),
            QuestionKind::FieldValues => self.field_values.update(|slot| *slot = slot.asked()),
            QuestionKind::Health => self.health.update(|slot| *slot = slot.asked()),
            QuestionKind::ExportCustomers => self.exported.update(|slot| *slot = slot.asked()),
        }
    }

    /// Applies one event from the worker: the only place where an answer changes the screen.
    fn apply(&self, envelope: Envelope<Event>) {
        let Envelope { id, body, .. } = envelope;
        match body {
            Event::Answered(answer) => {
                if self.takes(id) {
                    self.apply_answer(answer);
                }
            }
            Event::Progress { task, name, done } => self.apply_progress(id, task, name, done),
            Event::Staged(report) => {
                if self.stage_id.get_untracked() == Some(id) {
                    let report = Shared::from(report);
                    self.staged_health.set(None);
                    self.staged.set(Some(report.clone()));
                    self.staging.set(Staging::Ready(report));
                }
            }
            Event::Examined(health) => {
                if self.stage_id.get_untracked() == Some(id) {
                    self.staged_health.set(Some(health.into()));
                }
            }
            Event::Committed(info) => self.apply_committed(id, info.into()),
            Event::SetAside(part) => self.apply_set_aside(id, &part),
            Event::Cancelled => self.apply_cancelled(id),
            Event::Discarded | Event::Ready { .. } => {}
            Event::Failed(error) => self.apply_failed(id, error),
            // The client restarts the worker and reports it as a status.
            Event::Crashed { .. } => {}
        }
    }

    /// Whether `id` is the latest question of its kind; it is awaited no longer then.
    fn takes(&self, id: u32) -> bool {
        self.awaited
            .try_update_untracked(|awaited| {
                let kind = awaited.iter().find(|(_, awaited)| **awaited == id).map(|(kind, _)| *kind);
                kind.is_some_and(|kind| awaited.remove(&kind).is_some())
            })
            .unwrap_or(false)
    }

    fn apply_answer(&self, answer: Answer) {
        match answer {
            Answer::Selection(summary) => self.selection.set(Slot::Ready(Shared::new(summary))),
            Answer::Overview(report) => self.overview.set(Slot::Ready(report.into())),
            Answer::Segments(report) => self.segments.set(Slot::Ready(report.into())),
            Answer::Segment(detail) => self.segment.set(Slot::Ready(detail.into())),
            Answer::Concentration(report) => self.concentration.set(Slot::Ready(report.into())),
            Answer::Whale(report) => self.whale.set(Slot::Ready(Shared::new(report))),
            Answer::LifetimeValue(report) => self.lifetime_value.set(Slot::Ready(report.into())),
            Answer::Retention(report) => self.retention.set(Slot::Ready(report.into())),
            Answer::Customers(page) => {
                let page = Shared::from(page);
                self.customer_pages.update(|pages| pages.keep(page.clone()));
                self.customers.set(Slot::Ready(page));
            }
            Answer::Customer(detail) => self.customer.set(Slot::Ready(detail.into())),
            Answer::ExportCustomers(csv) => self.exported.set(Slot::Ready(Shared::new(csv))),
            Answer::SourceText { name, line, header, text } => {
                self.source_text.set(Slot::Ready(Shared::new(SourceText { name, line, header, text })));
            }
            Answer::FieldValues(values) => self.field_values.set(Slot::Ready(Shared::new(values))),
            Answer::Health(report) => self.health.set(Slot::Ready(report.into())),
        }
    }

    fn apply_progress(&self, id: u32, task: Task, name: String, done: f64) {
        if self.stage_id.get_untracked() == Some(id) {
            self.staging.set(Staging::Reading { task, name, done });
            return;
        }
        let kind = self.awaited.with_untracked(|awaited| {
            awaited.iter().find(|(_, awaited)| **awaited == id).map(|(kind, _)| *kind)
        });
        fn note<T: Send + Sync + 'static>(slot: RwSignal<Slot<T>>, task: Task, done: f64) {
            slot.update(|slot| {
                if let Slot::Loading { progress, .. } = slot {
                    *progress = Some((task, done));
                }
            });
        }
        match kind {
            Some(QuestionKind::Overview) => note(self.overview, task, done),
            Some(QuestionKind::Segments) => note(self.segments, task, done),
            Some(QuestionKind::Segment) => note(self.segment, task, done),
            Some(QuestionKind::LifetimeValue) => note(self.lifetime_value, task, done),
            Some(QuestionKind::Customers) => note(self.customers, task, done),
            Some(QuestionKind::Customer) => note(self.customer, task, done),
            _ => {}
        }
    }

    /// A question that is asked again with the new filter stays awaited; anything else goes back to what it was.
    fn apply_cancelled(&self, id: u32) {
        if self.stage_id.get_untracked() == Some(id) {
            self.stage_id.set(None);
            self.staging.set(Staging::Idle);
        } else if !self.stop_saving(id, None) && self.takes(id) {
            self.exported.update(|slot| {
                if slot.is_loading() {
                    *slot = Slot::Empty;
                }
            });
        }
    }

    fn apply_failed(&self, id: u32, error: SessionError) {
        if self.stage_id.get_untracked() == Some(id) {
            self.stage_id.set(None);
            self.staging.set(Staging::Failed(error));
            return;
        }
        if self.stop_saving(id, Some(&error)) {
            return;
        }
        let kind = self.awaited.with_untracked(|awaited| {
            awaited.iter().find(|(_, awaited)| **awaited == id).map(|(kind, _)| *kind)
        });
        let Some(kind) = kind else { return };
        self.takes(id);
        match kind {
            QuestionKind::Selection => self.selection.set(Slot::Failed(error)),
            QuestionKind::Overview => self.overview.set(Slot::Failed(error)),
            QuestionKind::Segments => self.segments.set(Slot::Failed(error)),
            QuestionKind::Segment => self.segment.set(Slot::Failed(error)),
            QuestionKind::Concentration => self.concentration.set(Slot::Failed(error)),
            QuestionKind::Whale => self.whale.set(Slot::Failed(error)),
            QuestionKind::LifetimeValue => self.lifetime_value.set(Slot::Failed(error)),
            QuestionKind::Retention => self.retention.set(Slot::Failed(error)),
            QuestionKind::Customers => self.customers.set(Slot::Failed(error)),
            QuestionKind::Customer => self.customer.set(Slot::Failed(error)),
            QuestionKind::SourceText => self.source_text.set(Slot::Failed(error)),
            QuestionKind::FieldValues => self.field_values.set(Slot::Failed(error)),
            QuestionKind::Health => self.health.set(Slot::Failed(error)),
            QuestionKind::ExportCustomers => self.exported.set(Slot::Failed(error)),
        }
    }

    /// The data set is there: a new one, or (`id` 0, as the client sends it) the same one after a restart.
    fn apply_committed(&self, id: u32, info: Shared<DataInfo>) {
        if id == 0 {
            self.data.set(Some(info));
            return;
        }
        if let Some(report) = self.staged.try_update(Option::take).flatten() {
            if !self.is_confirmed.get_untracked() {
                self.remember_answers(&report);
            }
            self.report_health.set(self.staged_health.try_update(Option::take).flatten());
            self.report.set(Some(report));
        }
        self.begin(StageMode::Replace);
        self.stage_id.set(None);
        self.staging.set(Staging::Idle);
        self.is_confirmed.set(false);
        self.undo.update(Vec::clear);
        self.redo.update(Vec::clear);
        self.visited.update(Vec::clear);
        self.clear_answers();
        self.context.set(Context::default());
        self.data.set(Some(info));
        self.go(Route::Overview);
    }

    /// Forgets answers about the data set before this one: they must not stand dimmed under its name.
    fn clear_answers(&self) {
        self.selection.set(Slot::Empty);
        self.overview.set(Slot::Empty);
        self.segments.set(Slot::Empty);
        self.segment.set(Slot::Empty);
        self.concentration.set(Slot::Empty);
        self.whale.set(Slot::Empty);
        self.lifetime_value.set(Slot::Empty);
        self.retention.set(Slot::Empty);
        self.customers.set(Slot::Empty);
        self.customer_pages.set(CustomerPages::default());
        self.customer.set(Slot::Empty);
        self.source_text.set(Slot::Empty);
        self.field_values.set(Slot::Empty);
        self.health.set(Slot::Empty);
        self.exported.set(Slot::Empty);
    }

    fn apply_status(&self, status: Status) {
        self.status.set(status);
    }
}

/// The state of the page.
///
/// Every component lives below `App`, which provides it.
#[must_use]
pub fn use_app() -> AppState {
    expect_context::<AppState>()
}
