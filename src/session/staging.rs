//! Reading files into a data set that waits for the user to confirm it.
//!
//! Files are read one after the other, slice by slice; after each slice the host may let messages in and
//! say that nobody waits any more. Nothing of the data set on screen is touched.

use super::container::{self, Packed, ReadError};
use super::host::{ByteSource, Host, MemoryFile};
use super::sample;
use crate::protocol::{
    Envelope, Event, FileFailure, FilePlan, SampleId, SessionError, StageSource, StagedReport, Task,
    WorkbookInfo,
};
use clientele_engine::data::{Dataset, DatasetBuilder};
use clientele_engine::import::{FileImporter, FileReport, ImportOptions, ImportedTable};

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

    async fn next(&mut self, slice: &mut Vec<u8>) -> Result<bool, ReadError> {
        match self {
            Self::File(file) => file.next(slice).await.map_err(ReadError::Unreadable),
            Self::Memory(file) => file.next(slice).await.map_err(ReadError::Unreadable),
            Self::Packed(file) => file.next(slice).await,
        }
    }

    fn n_bytes(&self) -> u64 {
        match self {
            Self::File(file) => file.n_bytes(),
            Self::Memory(file) => file.n_bytes(),
            Self::Packed(file) => file.n_bytes(),
        }
    }

    /// The sheets, where it is a workbook.
    fn workbook(&self) -> Option<&WorkbookInfo> {
        match self {
            Self::File(_) | Self::Memory(_) => None,
            Self::Packed(file) => file.workbook(),
        }
    }
}

/// A data set that waits for the user.
pub(super) struct Staged<F> {
    pub(super) dataset: Dataset,
    pub(super) report: StagedReport,
    /// Where rows can be read again, in the order of the data set's files.
    pub(super) origins: Vec<Origin<F>>,
}

/// Reads files or a sample; `None` when the command was cancelled.
pub(super) async fn stage<H: Host>(
    host: &H,
    id: u32,
    generation: u32,
    source: StageSource,
    files: Vec<H::File>,
) -> Result<Option<Staged<H::File>>, SessionError> {
    let started_ms = host.now_ms();
    let progress = |task: Task, name: &str, done: f64| {
        let body = Event::Progress { task, name: name.to_owned(), done };
        host.emit(Envelope { id, generation, body });
    };
    let planned: Vec<(FilePlan, Origin<H::File>)> = match source {
        StageSource::Files(plans) => plans.into_iter().zip(files.into_iter().map(Origin::File)).collect(),
        StageSource::Sample(sample, today) => {
            progress(Task::Simulating, "", 0.0);
            simulated(sample)
                .into_iter()
                .map(|(name, bytes)| {
                    let plan =
                        FilePlan { name, n_bytes: bytes.len() as u64, options: ImportOptions::new(today) };
                    (plan, Origin::Memory(MemoryFile::new(bytes)))
                })
                .collect()
        }
    };

    let n_bytes_all: u64 = planned.iter().map(|(_, origin)| origin.n_bytes()).sum();
    let mut n_bytes_read = 0;
    let mut builder = DatasetBuilder::new();
    let mut transactions = Vec::new();
    let mut customers = Vec::new();
    let mut slice = Vec::new();
    for (idx, (plan, origin)) in planned.into_iter().enumerate() {
        progress(Task::Reading, &plan.name, share(n_bytes_read, n_bytes_all));
        let note = |n_done| progress(Task::Reading, &plan.name, share(n_bytes_read + n_done, n_bytes_all));
        let opened = container::open(host, (id, generation), &plan, origin, note).await;
        let Some(mut origin) = opened.map_err(|error| error.of_file(idx, &plan.name))? else {
            return Ok(None);
        };
        let workbook = origin.workbook().cloned();
        let failed = |error| {
            SessionError::Import(FileFailure {
                file: u32::try_from(idx).unwrap_or(u32::MAX),
                name: plan.name.clone(),
                error,
                workbook: workbook.clone(),
            })
        };
        let options = match &workbook {
            Some(_) => container::sheet_options(&plan.options),
            None => plan.options.clone(),
        };
        let mut importer = FileImporter::new(&plan.name, plan.n_bytes, options);
        let mut n_file_read = 0;
        loop {
            let has_more = origin.next(&mut slice).await;
            if !has_more.map_err(|error| error.of_file(idx, &plan.name))? {
                break;
            }
            importer.push(&slice).map_err(failed)?;
            n_file_read = match &origin {
                Origin::File(_) | Origin::Memory(_) => n_file_read + slice.len() as u64,
                Origin::Packed(file) => file.n_done(),
            };
            progress(Task::Reading, &plan.name, share(n_bytes_read + n_file_read, n_bytes_all));
            if !host.breathe(id, generation).await {
                return Ok(None);
            }
        }
        n_bytes_read += origin.n_bytes();
        let imported = importer.finish().map_err(failed)?;
        match imported.table {
            ImportedTable::Transactions(table) => {
                builder.add_transactions(table);
                transactions.push((imported.report, origin));
            }
            ImportedTable::Customers(table) => {
                builder.add_customers(table);
                customers.push((imported.report, origin));
            }
        }
    }
    if transactions.is_empty() {
        let names = customers.iter().map(|(report, _)| report.file.name.clone()).collect();
        return Err(SessionError::NoTransactionsFile { names });
    }
    progress(Task::Joining, "", 1.0);
    if !host.breathe(id, generation).await {
        return Ok(None);
    }
    let (dataset, join) = builder.finish().map_err(SessionError::Build)?;
    // The builder lists transactions before customers; so do reports and origins.
    let (files, origins): (Vec<FileReport>, Vec<Origin<H::File>>) =
        transactions.into_iter().chain(customers).unzip();
    let report = StagedReport {
        files,
        workbooks: origins.iter().map(|origin| origin.workbook().cloned()).collect(),
        join,
        n_lines: dataset.n_lines() as u64,
        n_orders: dataset.n_orders() as u64,
        elapsed_ms: host.now_ms() - started_ms,
        n_bytes: dataset.n_bytes() as u64,
    };
    Ok(Some(Staged { dataset, report, origins }))
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
