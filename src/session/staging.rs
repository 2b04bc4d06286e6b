//! Reading files into a data set that waits for the user to confirm it.
//!
//! Files are read one after the other, slice by slice; after each slice the host may let messages in and
//! say that nobody waits any more. Nothing of the data set on screen is touched.

use super::container::{self, Packed, ReadError};
use super::host::{ByteSource, Host, MemoryFile};
use super::loaded::Loaded;
use super::sample;
use super::set_aside::SetAside;
use crate::protocol::{
    Envelope, Event, FileFailure, FileOrigin, FilePlan, PriceQuestion, SampleId, SessionError, StageMode,
    StageRequest, StageSource, StagedReport, Task, WorkbookInfo,
};
use clientele_engine::analysis::health::{self, HealthReport};
use clientele_engine::data::{BuildError, Dataset, DatasetBuilder, JoinSummary, OverlapPolicy};
use clientele_engine::import::{
    FileImporter, FileReport, ImportError, ImportOptions, ImportedTable, RecipeAnswer, RecipeBook,
    RejectReason,
};
use std::sync::Arc;

/// Where the original rows of a file can be read again.
pub(super) enum Origin<F> {
    /// A file of the user.
    File(F),
    /// A sample in memory.
    Memory(MemoryFile),
    /// A file of the user with the text inside.
    Packed(Box<Packed<F>>),
}

impl<F: ByteSource> Origin<F> {
    pub(super) async fn read_at(&self, offset: u64, n_bytes: usize) -> Result<Vec<u8>, String> {
        match self {
            Self::File(file) => file.read_at(offset, n_bytes).await,
            Self::Memory(file) => file.read_at(offset, n_bytes).await,
            Self::Packed(file) => file.read_at(offset, n_bytes).await,
        }
    }

    pub(super) async fn next(&mut self, slice: &mut Vec<u8>) -> Result<bool, ReadError> {
        match self {
            Self::File(file) => file.next(slice).await.map_err(ReadError::Unreadable),
            Self::Memory(file) => file.next(slice).await.map_err(ReadError::Unreadable),
            Self::Packed(file) => file.next(slice).await,
        }
    }

    /// The sheets, where it is a workbook.
    pub(super) fn workbook(&self) -> Option<&WorkbookInfo> {
        match self {
            Self::File(_) | Self::Memory(_) => None,
            Self::Packed(file) => file.workbook(),
        }
    }
}

/// A file as it was chosen, to be read from its first byte as often as needed.
pub(super) enum Handle<F> {
    /// A file of the user.
    File(F),
    /// A sample in memory.
    Memory(MemoryFile),
}

impl<F: ByteSource> Handle<F> {
    pub(super) fn reopen(&self) -> Self {
        match self {
            Self::File(file) => Self::File(file.reopen()),
            Self::Memory(file) => Self::Memory(file.reopen()),
        }
    }

    fn n_bytes(&self) -> u64 {
        match self {
            Self::File(file) => file.n_bytes(),
            Self::Memory(file) => file.n_bytes(),
        }
    }

    pub(super) fn into_origin(self) -> Origin<F> {
        match self {
            Self::File(file) => Origin::File(file),
            Self::Memory(file) => Origin::Memory(file),
        }
    }
}

/// A file and everything it was read with, so that reading it again comes to the same.
pub(super) struct Source<F> {
    pub(super) plan: FilePlan,
    pub(super) handle: Handle<F>,
    pub(super) recipes: Arc<RecipeBook>,
    overlap: Option<OverlapPolicy>,
    /// Counts the times files were appended before this one came.
    batch: u32,
    came_from: FileOrigin,
}

/// A data set that waits for the user.
pub(super) struct Staged<F> {
    pub(super) dataset: Dataset,
    pub(super) report: StagedReport,
    /// The files as each came by itself, which is what the books are balanced on.
    own_reports: Vec<FileReport>,
    health: Option<HealthReport>,
    /// Where rows can be read again, in the order of the data set's files.
    pub(super) origins: Vec<Origin<F>>,
    /// The files themselves, in the same order, with their rows that were set aside.
    pub(super) sources: Vec<SetAside<F>>,
}

/// A file that was read.
struct ReadFile<F> {
    report: FileReport,
    origin: Origin<F>,
    source: SetAside<F>,
}

/// Reads files or a sample, behind those of `loaded` where they are appended; `None` when the command was cancelled.
/// `unusable` takes a file none of whose rows can be used, so that they can be mended.
pub(super) async fn stage<H: Host>(
    host: &H,
    (id, generation): (u32, u32),
    request: StageRequest,
    files: Vec<H::File>,
    loaded: Option<&Loaded<H::File>>,
    unusable: &mut Option<SetAside<H::File>>,
) -> Result<Option<Staged<H::File>>, SessionError> {
    let started_ms = host.now_ms();
    let progress = |task: Task, name: &str, done: f64| {
        let body = Event::Progress { task, name: name.to_owned(), done };
        host.emit(Envelope { id, generation, body });
    };
    if matches!(request.source, StageSource::Sample(..)) {
        progress(Task::Simulating, "", 0.0);
    }
    let mut builder = DatasetBuilder::new();
    builder.merge(request.merges.clone());
    let planned = sources(request, files, loaded)?;

    let n_bytes_all: u64 = planned.iter().map(|source| source.handle.n_bytes()).sum();
    let mut n_bytes_read = 0;
    let mut transactions = Vec::new();
    let mut customers = Vec::new();
    let mut lookups = Vec::new();
    let mut only_lookup = None;
    let mut slice = Vec::new();
    let mut batch = 0;
    for source in planned {
        let plan = &source.plan;
        progress(Task::Reading, &plan.name, share(n_bytes_read, n_bytes_all));
        let note = |n_done| progress(Task::Reading, &plan.name, share(n_bytes_read + n_done, n_bytes_all));
        let origin = source.handle.reopen().into_origin();
        let opened = container::open(host, (id, generation), plan, &source.recipes, origin, note).await;
        let Some(mut origin) = opened.map_err(|error| not_read(&source, error))? else {
            return Ok(None);
        };
        let workbook = origin.workbook().cloned();
        let options = match &workbook {
            Some(_) => container::sheet_options(&plan.options),
            None => plan.options.clone(),
        };
        let mut importer =
            FileImporter::new(&plan.name, plan.n_bytes, options).with_recipes(Arc::clone(&source.recipes));
        let mut n_file_read = 0;
        loop {
            let has_more = origin.next(&mut slice).await;
            if !has_more.map_err(|error| not_read(&source, error))? {
                break;
            }
            importer.push(&slice).map_err(|error| refused(&source, error, &workbook))?;
            n_file_read = match &origin {
                Origin::File(_) | Origin::Memory(_) => n_file_read + slice.len() as u64,
                Origin::Packed(file) => file.n_done(),
            };
            progress(Task::Reading, &plan.name, share(n_bytes_read + n_file_read, n_bytes_all));
            if !host.breathe(id, generation).await {
                return Ok(None);
            }
        }
        n_bytes_read += source.handle.n_bytes();
        let imported = match importer.finish() {
            Ok(imported) => imported,
            Err(ImportError::NoValidRows { n_records, rejects, set_aside }) => {
                let error = ImportError::NoValidRows { n_records, rejects, set_aside: Box::default() };
                let error = refused(&source, error, &workbook);
                *unusable = Some(SetAside { source, rows: set_aside.into_vec() });
                return Err(error);
            }
            Err(error) => return Err(refused(&source, error, &workbook)),
        };
        let mut report = imported.report;
        if let Some(workbook) = workbook.as_ref().filter(|_| plan.options.sheet.is_none()) {
            note_sheet(&mut report, workbook, &source.recipes);
        }
        if has_changed(&source, &report, loaded) {
            return Err(SessionError::KeptChanged { name: plan.name.clone() });
        }
        if source.batch > batch {
            builder.begin_append();
            batch = source.batch;
        }
        builder.set_overlap(source.overlap);
        builder.set_given_back(imported.is_given_back);
        let rows = imported.set_aside;
        match imported.table {
            ImportedTable::Transactions(table) => {
                builder.add_transactions(table);
                transactions.push(ReadFile { report, origin, source: SetAside { source, rows } });
            }
            ImportedTable::Customers(table) => {
                builder.add_customers(table);
                customers.push(ReadFile { report, origin, source: SetAside { source, rows } });
            }
            ImportedTable::Lookup(table) => {
                builder.add_lookup(table);
                if plan.options.kind.is_none() && only_lookup.is_none() {
                    only_lookup = Some(refused(&source, report.not_orders(), &workbook));
                }
                lookups.push(ReadFile { report, origin, source: SetAside { source, rows } });
            }
        }
    }
    if transactions.is_empty() {
        // A file with keys that nobody knew may be orders under other names: that is the question then.
        if let Some(question) = only_lookup.filter(|_| customers.is_empty()) {
            return Err(question);
        }
        let others = customers.iter().chain(&lookups);
        let names = others.map(|file: &ReadFile<H::File>| file.report.file.name.clone()).collect();
        return Err(SessionError::NoTransactionsFile { names });
    }
    progress(Task::Joining, "", 1.0);
    if !host.breathe(id, generation).await {
        return Ok(None);
    }
    let (dataset, join) = builder.finish().map_err(|error| not_built(error, &transactions))?;
    // The builder lists transactions before customers, and lookups last; so do reports, origins and sources.
    let mut files = Vec::new();
    let mut origins = Vec::new();
    let mut sources = Vec::new();
    for file in transactions.into_iter().chain(customers).chain(lookups) {
        files.push(file.report);
        origins.push(file.origin);
        sources.push(file.source);
    }
    for lookup in join.lookups.iter().filter(|lookup| lookup.n_lines + lookup.n_customers > 0) {
        for report in files.iter_mut().filter(|report| report.file.name != lookup.file) {
            report.enter_key(&lookup.named_by);
        }
    }
    for priced in &join.priced {
        if let Some(report) = files.get_mut(priced.file as usize) {
            report.enter_prices(priced);
        }
        if let Some(source) = sources.get_mut(priced.file as usize) {
            source.rows.extend(priced.unpriced_lines.iter().map(|&line| (line, RejectReason::NoPrice)));
            source.rows.sort_by_key(|&(line, _)| line);
        }
    }
    let own_reports = files.clone();
    note_merged(&mut files, &join);
    let report = StagedReport {
        files,
        origins: sources.iter().map(|file| file.source.came_from).collect(),
        workbooks: origins.iter().map(|origin| origin.workbook().cloned()).collect(),
        join,
        n_lines: dataset.n_lines() as u64,
        n_orders: dataset.n_orders() as u64,
        elapsed_ms: host.now_ms() - started_ms,
        n_bytes: dataset.n_bytes() as u64,
    };
    Ok(Some(Staged { dataset, report, own_reports, health: None, origins, sources }))
}

impl<F> Staged<F> {
    /// How sound the data is; worked out once.
    pub(super) fn health(&mut self) -> &HealthReport {
        self.health.get_or_insert_with(|| health::report(&self.own_reports, &self.report.join, &self.dataset))
    }
}

/// The files to read, in order: those of the data set that is appended to, then those of the command.
fn sources<F: ByteSource>(
    request: StageRequest,
    files: Vec<F>,
    loaded: Option<&Loaded<F>>,
) -> Result<Vec<Source<F>>, SessionError> {
    let StageRequest { source, mode, overlap, recipes, without_recipe, merges: _ } = request;
    let mut all = match (mode, loaded) {
        (StageMode::Replace, _) => Vec::new(),
        (StageMode::Append, None) => return Err(SessionError::NoData),
        (StageMode::Append, Some(loaded)) => kept_sources(loaded),
    };
    let batch = all.iter().map(|source| source.batch + 1).max().unwrap_or(0);
    let recipes = Arc::new(recipes);
    let planned: Vec<(FilePlan, Handle<F>)> = match source {
        StageSource::Files(plans) => plans.into_iter().zip(files.into_iter().map(Handle::File)).collect(),
        StageSource::Sample(sample, today) => simulated(sample)
            .into_iter()
            .map(|(name, bytes)| {
                let plan = FilePlan { name, n_bytes: bytes.len() as u64, options: ImportOptions::new(today) };
                (plan, Handle::Memory(MemoryFile::new(bytes)))
            })
            .collect(),
    };
    for (idx, (plan, handle)) in (0_u32..).zip(planned) {
        let recipes = if without_recipe.contains(&idx) { Arc::default() } else { Arc::clone(&recipes) };
        all.push(Source { plan, handle, recipes, overlap, batch, came_from: FileOrigin::Plan(idx) });
    }
    Ok(all)
}

/// The files of the data set on screen once more, in the order in which they came.
fn kept_sources<F: ByteSource>(loaded: &Loaded<F>) -> Vec<Source<F>> {
    let mut kept: Vec<Source<F>> = (0_u32..)
        .zip(&loaded.sources)
        .map(|(idx, SetAside { source, .. })| Source {
            plan: source.plan.clone(),
            handle: source.handle.reopen(),
            recipes: Arc::clone(&source.recipes),
            overlap: source.overlap,
            batch: source.batch,
            came_from: FileOrigin::Loaded(idx),
        })
        .collect();
    // Orders stand before customers, and deliveries one after the other within each.
    kept.sort_by_key(|source| source.batch);
    kept
}

/// A file whose bytes, or what they wrap, cannot be reached.
fn not_read<F>(source: &Source<F>, error: ReadError) -> SessionError {
    let name = source.plan.name.clone();
    match (source.came_from, error) {
        (FileOrigin::Plan(idx), error) => error.of_file(idx as usize, &name),
        (FileOrigin::Loaded(_), ReadError::Unreadable(detail)) => {
            SessionError::KeptUnreadable { name, detail }
        }
        (FileOrigin::Loaded(_), ReadError::Container(_)) => SessionError::KeptChanged { name },
    }
}

/// Files that make no data set. One that lacks prices may have them in a column that nobody took for one.
fn not_built<F>(error: BuildError, transactions: &[ReadFile<F>]) -> SessionError {
    let BuildError::NoPrices { file: name, key } = &error else { return SessionError::Build(error) };
    let asked = transactions.iter().find_map(|file| match file.source.source.came_from {
        FileOrigin::Plan(idx) if file.report.file.name == *name => Some((idx, &file.report)),
        _ => None,
    });
    let Some((file, report)) = asked else { return SessionError::Build(error) };
    SessionError::NoPrices(Box::new(PriceQuestion {
        file,
        name: name.clone(),
        key: key.clone(),
        has_header: report.header_line > 0,
        columns: report.columns.iter().map(|column| (column.name.clone(), column.role)).collect(),
    }))
}

/// A file that cannot be imported. One of the data set on screen was read with the same answers before, so it
/// must have changed.
fn refused<F>(source: &Source<F>, error: ImportError, workbook: &Option<WorkbookInfo>) -> SessionError {
    let name = source.plan.name.clone();
    match source.came_from {
        FileOrigin::Plan(file) => {
            SessionError::Import(FileFailure { file, name, error, workbook: workbook.clone() })
        }
        FileOrigin::Loaded(_) => SessionError::KeptChanged { name },
    }
}

/// Whether a file of the data set on screen has other rows than when it was read first.
fn has_changed<F: ByteSource>(source: &Source<F>, report: &FileReport, loaded: Option<&Loaded<F>>) -> bool {
    let FileOrigin::Loaded(idx) = source.came_from else { return false };
    let before = loaded.and_then(|loaded| loaded.reports.get(idx as usize));
    before.is_none_or(|before| {
        (before.n_records, before.n_rejected) != (report.n_records, report.n_rejected)
            || before.days != report.days
    })
}

/// Takes note that the sheet is the one that a recipe remembers.
fn note_sheet(report: &mut FileReport, workbook: &WorkbookInfo, recipes: &RecipeBook) {
    let Some(used) = &mut report.recipe else { return };
    let name = workbook.sheets.get(workbook.sheet as usize).map(|sheet| sheet.name.as_str());
    let recipe = recipes.recipes().iter().find(|recipe| recipe.signature.hash() == used.signature);
    if recipe.and_then(|recipe| recipe.answers.sheet.as_deref()).is_some_and(|sheet| Some(sheet) == name) {
        used.used.push(RecipeAnswer::Sheet);
    }
}

/// Takes merged rows out of what each report calls accepted.
fn note_merged(files: &mut [FileReport], join: &JoinSummary) {
    for (idx, (file, &n_rows)) in (0_u32..).zip(files.iter_mut().zip(&join.merged_rows)) {
        let overlaps =
            join.overlaps.iter().filter(|overlap| overlap.later == idx && overlap.n_rows_dropped > 0);
        file.note_merged(n_rows, overlaps.map(|overlap| overlap.money.as_str()));
    }
}

fn simulated(sample: SampleId) -> Vec<(String, Vec<u8>)> {
    match sample {
        SampleId::Lantern => {
            let lantern = sample::lantern::simulate(sample::lantern::SEED);
            vec![
                ("lantern_transactions.csv".to_owned(), lantern.transactions),
                ("lantern_customers.csv".to_owned(), lantern.customers),
            ]
        }
    }
}

fn share(done: u64, all: u64) -> f64 {
    if all == 0 { 1.0 } else { done as f64 / all as f64 }
}
