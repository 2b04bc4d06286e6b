//! What the page asks of the worker.

use clientele_engine::analysis::clv::ClvOptions;
use clientele_engine::analysis::cohort::CohortOptions;
use clientele_engine::analysis::concentration::AbcCuts;
use clientele_engine::analysis::customers::CustomerQuery;
use clientele_engine::analysis::overview::OverviewOptions;
use clientele_engine::analysis::segment::Scoring;
use clientele_engine::data::{Day, MergeGroup, OverlapPolicy};
use clientele_engine::import::{ImportOptions, RecipeBook, RejectReason};
use clientele_engine::query::{Filter, Segment};
use serde::{Deserialize, Serialize};

/// A data set that comes with the product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SampleId {
    /// A specialty coffee retailer, simulated in the worker from a seed.
    Lantern,
}

/// A file to read and what the user answered about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilePlan {
    /// Name as the user knows it.
    pub name: String,
    /// Size in bytes.
    pub n_bytes: u64,
    /// The user's answers.
    pub options: ImportOptions,
}

/// Where rows come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum StageSource {
    /// Files whose handles travel with the message, in this order.
    Files(Vec<FilePlan>),
    /// A sample, with the day of the import.
    Sample(SampleId, Day),
}

/// What becomes of the data set on screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum StageMode {
    /// What is staged takes its place.
    #[default]
    Replace,
    /// Its files are read again, and those of the command are added behind them.
    Append,
}

/// Files to read, and how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageRequest {
    /// The files.
    pub source: StageSource,
    /// What becomes of the data set on screen.
    pub mode: StageMode,
    /// What becomes of rows that an earlier file has already; `None` for what is usual, see
    /// [`clientele_engine::data::DatasetBuilder::set_overlap`].
    pub overlap: Option<OverlapPolicy>,
    /// What was answered about earlier files.
    pub recipes: RecipeBook,
    /// Indexes of files that are read as if there were no recipes.
    pub without_recipe: Vec<u32>,
    /// Ids the user takes for one person. To take a merge back, stage again without it.
    pub merges: Vec<MergeGroup>,
}

impl From<StageSource> for StageRequest {
    /// The files alone: they replace what is there, and nothing is remembered.
    fn from(source: StageSource) -> Self {
        Self {
            source,
            mode: StageMode::Replace,
            overlap: None,
            recipes: RecipeBook::new(),
            without_recipe: Vec::new(),
            merges: Vec::new(),
        }
    }
}

/// A file with rows that were set aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SetAsideOf {
    /// Of what was staged: index into the files of its report.
    Staged(u32),
    /// Of the data set on screen: index into its files.
    Loaded(u32),
    /// The file that was refused last because none of its rows can be used.
    Refused,
}

/// A command.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Reads files and keeps the result aside, beside the data set on screen, which is not touched.
    Stage(StageRequest),
    /// Makes what was staged the data set; `name` is what the user calls it.
    Commit {
        /// Name of the data set; empty for the name of the first file.
        name: String,
    },
    /// Forgets what was staged.
    Discard,
    /// Asks a question about the data set.
    Ask {
        /// What is asked.
        question: Question,
        /// What is selected and how customers are judged.
        context: Context,
    },
    /// Gives the rows that were set aside of one file as a CSV file, part by part; see [`super::SetAsidePart`].
    SetAside {
        /// Which file.
        of: SetAsideOf,
        /// The part, from 0. Parts are asked for in order, and the first one starts anew.
        part: u32,
        /// What each reason is called in the reader's language.
        reasons: Vec<(RejectReason, String)>,
    },
    /// Stops working on the command with this id.
    Cancel {
        /// Id of the command.
        id: u32,
    },
    /// Ends the worker as a crash would. Only for tests of the recovery.
    Crash,
}

/// What is selected, and the settings by which customers are judged.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Context {
    /// What is selected.
    pub filter: Filter,
    /// The day everything is computed for; the last day of the data when not given.
    pub as_of: Option<Day>,
    /// How scores are cut; when not given, fixed cut-offs where they fit the data, else quintiles.
    pub scoring: Option<Scoring>,
    /// Where ABC classes end.
    pub cuts: AbcCuts,
    /// Horizon and discount of lifetime values.
    pub clv: ClvOptions,
}

/// A question about the data set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Question {
    /// How large the selection is.
    Selection,
    /// Headline figures, bars, movers, findings.
    Overview(OverviewOptions),
    /// Segments of the selection, leaving clauses on segments out.
    Segments,
    /// One segment, closely.
    Segment(Segment),
    /// Lorenz curve and ABC classes, leaving clauses on rank and class out.
    Concentration,
    /// Whale curve, leaving the clause on losses out.
    Whale,
    /// Lifetime value, leaving clauses on lifetime value and chance of being alive out.
    LifetimeValue,
    /// Retention, leaving the clause on a cohort's cell out.
    Retention(CohortOptions),
    /// A page of the list of customers.
    Customers(CustomerQuery),
    /// One customer, by id.
    Customer(String),
    /// The whole list of customers as CSV, in the order of the query and never cut.
    ExportCustomers(CustomerQuery),
    /// The original text of a row: index of the file and line.
    SourceText {
        /// Index into the files of the data set.
        file: u16,
        /// Line, from 1.
        line: u32,
    },
    /// How sound the data is. The same for every filter and day.
    Health,
    /// Values of a field to filter by: `(is a line dimension, header)`.
    FieldValues {
        /// Whether the field is a dimension of order lines rather than of customers.
        is_line: bool,
        /// Header of the column.
        name: String,
    },
}

/// A question without its details: one slot on the page each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum QuestionKind {
    /// [`Question::Selection`].
    Selection,
    /// [`Question::Overview`].
    Overview,
    /// [`Question::Segments`].
    Segments,
    /// [`Question::Segment`].
    Segment,
    /// [`Question::Concentration`].
    Concentration,
    /// [`Question::Whale`].
    Whale,
    /// [`Question::LifetimeValue`].
    LifetimeValue,
    /// [`Question::Retention`].
    Retention,
    /// [`Question::Customers`].
    Customers,
    /// [`Question::Customer`].
    Customer,
    /// [`Question::ExportCustomers`].
    ExportCustomers,
    /// [`Question::SourceText`].
    SourceText,
    /// [`Question::Health`].
    Health,
    /// [`Question::FieldValues`].
    FieldValues,
}

impl Question {
    /// The question without its details.
    #[must_use]
    pub fn kind(&self) -> QuestionKind {
        match self {
            Self::Selection => QuestionKind::Selection,
            Self::Overview(_) => QuestionKind::Overview,
            Self::Segments => QuestionKind::Segments,
            Self::Segment(_) => QuestionKind::Segment,
            Self::Concentration => QuestionKind::Concentration,
            Self::Whale => QuestionKind::Whale,
            Self::LifetimeValue => QuestionKind::LifetimeValue,
            Self::Retention(_) => QuestionKind::Retention,
            Self::Customers(_) => QuestionKind::Customers,
            Self::Customer(_) => QuestionKind::Customer,
            Self::ExportCustomers(_) => QuestionKind::ExportCustomers,
            Self::SourceText { .. } => QuestionKind::SourceText,
            Self::Health => QuestionKind::Health,
            Self::FieldValues { .. } => QuestionKind::FieldValues,
        }
    }
}
