//! What the worker answers.

use super::container::{ContainerFailure, WorkbookInfo};
use clientele_engine::analysis::clv::ClvReport;
use clientele_engine::analysis::cohort::CohortReport;
use clientele_engine::analysis::concentration::ConcentrationReport;
use clientele_engine::analysis::customers::{CustomerDetail, CustomerPage};
use clientele_engine::analysis::health::HealthReport;
use clientele_engine::analysis::overview::OverviewReport;
use clientele_engine::analysis::segment::{Scoring, SegmentDetail, SegmentReport};
use clientele_engine::analysis::selection::SelectionSummary;
use clientele_engine::analysis::whale::WhaleReport;
use clientele_engine::data::{BuildError, DayRange, DimensionRole, FileKind, JoinSummary};
use clientele_engine::import::{ColumnRole, FileReport, ImportError};
use serde::{Deserialize, Serialize};

/// A part of the CSV file of the rows that were set aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetAsidePart {
    /// Name of the file the rows come from.
    pub name: String,
    /// Which part, from 0.
    pub part: u32,
    /// Its text; the first one starts with a byte order mark and the header.
    pub text: String,
    /// Rows so far.
    pub n_rows: u64,
    /// Whether it is the last one.
    pub is_last: bool,
}

/// What a long computation is busy with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Task {
    /// Reading a file.
    Reading,
    /// Sorting and joining what was read.
    Joining,
    /// Making a sample.
    Simulating,
    /// Fitting the purchase model.
    Fitting,
}

/// Why one file of several could not be read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FileFailure {
    /// Index of the file in the command.
    pub file: u32,
    /// Its name.
    pub name: String,
    /// Why.
    pub error: ImportError,
    /// Its sheets, where it is a workbook: another one may be the right one.
    pub workbook: Option<WorkbookInfo>,
}

/// A file of quantities without prices, and what its columns were taken for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceQuestion {
    /// Index of the file in the command.
    pub file: u32,
    /// Its name.
    pub name: String,
    /// Header of the column that names what was sold.
    pub key: String,
    /// Whether the columns have names.
    pub has_header: bool,
    /// Header and role of each column.
    pub columns: Vec<(String, ColumnRole)>,
}

/// Why a command was not carried out.
#[derive(Debug, Clone, PartialEq, thiserror::Error, Serialize, Deserialize)]
pub enum SessionError {
    /// A file could not be imported.
    #[error("file {:?}: {}", .0.name, .0.error)]
    Import(FileFailure),
    /// What a file wraps could not be reached.
    #[error("file {:?}: {}", .0.name, .0.error)]
    Container(ContainerFailure),
    /// The files were read and do not make a data set.
    #[error("{0}")]
    Build(BuildError),
    /// A file lists what was sold and how many, and nothing says what one costs: one of its columns may.
    #[error("file {:?} has quantities of {:?} and no amounts", .0.name, .0.key)]
    NoPrices(Box<PriceQuestion>),
    /// None of the files holds transactions.
    #[error("no transactions file among {names:?}")]
    NoTransactionsFile {
        /// The files there are.
        names: Vec<String>,
    },
    /// The browser could not read the file any more: it was moved, changed or removed.
    #[error("file {name:?} cannot be read: {detail}")]
    Unreadable {
        /// The file.
        name: String,
        /// What the browser says.
        detail: String,
    },
    /// A file of the data set on screen cannot be read again, so nothing can be added to it.
    #[error("file {name:?} of the data set cannot be read again: {detail}")]
    KeptUnreadable {
        /// The file.
        name: String,
        /// What the browser says.
        detail: String,
    },
    /// A file of the data set on screen has other rows than when it was read first.
    #[error("file {name:?} of the data set has changed")]
    KeptChanged {
        /// The file.
        name: String,
    },
    /// There is no data set to ask about.
    #[error("no data set is loaded")]
    NoData,
    /// Nothing was staged that could be committed.
    #[error("nothing is staged")]
    NothingStaged,
    /// No customer has this id.
    #[error("no customer with id {id:?}")]
    UnknownCustomer {
        /// The id.
        id: String,
    },
    /// The row is not in the file any more.
    #[error("line {line} of file {name:?} was not found")]
    UnknownRow {
        /// The file.
        name: String,
        /// The line.
        line: u32,
    },
}

/// A field to filter by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldInfo {
    /// Header of the column.
    pub name: String,
    /// What it means, where known.
    pub role: Option<DimensionRole>,
    /// Whether it is a dimension of order lines rather than of customers.
    pub is_line: bool,
    /// Distinct values.
    pub n_values: u32,
}

/// Where a file of a staged data set came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FileOrigin {
    /// The command: index of the file in it.
    Plan(u32),
    /// The data set on screen, to which is appended: index into its files.
    Loaded(u32),
}

/// What was read, before it becomes the data set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StagedReport {
    /// One report per file.
    pub files: Vec<FileReport>,
    /// Where each file came from, in the order of `files`.
    pub origins: Vec<FileOrigin>,
    /// For each file, its sheets, where it is a workbook.
    pub workbooks: Vec<Option<WorkbookInfo>>,
    /// What did not match between the files.
    pub join: JoinSummary,
    /// Lines in the data set.
    pub n_lines: u64,
    /// Orders in the data set.
    pub n_orders: u64,
    /// Milliseconds it took to read.
    pub elapsed_ms: f64,
    /// Bytes of memory the columns take.
    pub n_bytes: u64,
}

/// The data set on screen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DataInfo {
    /// Its name.
    pub name: String,
    /// Customers with at least one order.
    pub n_customers: u64,
    /// Orders.
    pub n_orders: u64,
    /// Order lines.
    pub n_lines: u64,
    /// First to last day.
    pub observed: DayRange,
    /// ISO code of the currency, where known.
    pub currency: Option<String>,
    /// Whether there are amounts of money; else only who ordered and when is known.
    pub has_amounts: bool,
    /// Whether there is cost or profit.
    pub has_cost: bool,
    /// Whether customers have names.
    pub has_names: bool,
    /// Whether the sign-up day of customers is known.
    pub has_signup: bool,
    /// Whether orders have numbers; else an order is one customer-day.
    pub has_order_ids: bool,
    /// How scores are cut when the user has not chosen.
    pub default_scoring: Scoring,
    /// Fields to filter by.
    pub fields: Vec<FieldInfo>,
    /// Names and kinds of the files.
    pub files: Vec<(String, FileKind)>,
}

/// The answer to a question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// See [`super::Question::Selection`].
    Selection(SelectionSummary),
    /// See [`super::Question::Overview`].
    Overview(Box<OverviewReport>),
    /// See [`super::Question::Segments`].
    Segments(Box<SegmentReport>),
    /// See [`super::Question::Segment`].
    Segment(Box<SegmentDetail>),
    /// See [`super::Question::Concentration`].
    Concentration(Box<ConcentrationReport>),
    /// See [`super::Question::Whale`]; `None` without cost.
    Whale(Option<Box<WhaleReport>>),
    /// See [`super::Question::LifetimeValue`].
    LifetimeValue(Box<ClvReport>),
    /// See [`super::Question::Retention`].
    Retention(Box<CohortReport>),
    /// See [`super::Question::Customers`].
    Customers(Box<CustomerPage>),
    /// See [`super::Question::Customer`].
    Customer(Box<CustomerDetail>),
    /// See [`super::Question::ExportCustomers`]: CSV text without byte order mark.
    ExportCustomers(String),
    /// See [`super::Question::SourceText`].
    SourceText {
        /// Name of the file.
        name: String,
        /// Line, from 1.
        line: u32,
        /// Header row of the file, where it has one.
        header: String,
        /// The row as it stands in the file.
        text: String,
    },
    /// See [`super::Question::Health`].
    Health(Box<HealthReport>),
    /// See [`super::Question::FieldValues`]: value and number of customers or lines, most frequent first.
    FieldValues(Vec<(String, u64)>),
}

/// An event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// The worker is up.
    Ready {
        /// Version of the protocol it speaks.
        protocol: u32,
        /// The build it belongs to.
        build: String,
    },
    /// How far a command is, a share 0..=1.
    Progress {
        /// What it is busy with.
        task: Task,
        /// Name of the file being read; empty otherwise.
        name: String,
        /// Share done.
        done: f64,
    },
    /// The files were read. [`Event::Examined`] follows, unless nobody waits for it any more.
    Staged(Box<StagedReport>),
    /// How sound what was staged is. It takes passes over all rows, which the reader need not wait for.
    Examined(Box<HealthReport>),
    /// What was staged is the data set now.
    Committed(Box<DataInfo>),
    /// What was staged is forgotten.
    Discarded,
    /// The answer to a question.
    Answered(Answer),
    /// See [`super::Command::SetAside`].
    SetAside(SetAsidePart),
    /// The command was not carried out; what was loaded before is untouched.
    Failed(SessionError),
    /// The command was cancelled.
    Cancelled,
    /// The worker is about to end because of a defect in it.
    Crashed {
        /// What it says of the defect.
        text: String,
    },
}
