//! Bytes of a file to a table of typed columns, in one pass over a stream of slices.
//!
//! [`FileImporter`] takes the bytes in any slicing and ends in an [`ImportedFile`]: the accepted rows as
//! a table for [`crate::data::DatasetBuilder`] and a [`FileReport`] of what was taken for what, and of
//! every row that was set aside. An [`ImportError`] stops one file; a [`Reject`] spoils one row.

mod error;
mod options;
mod report;

mod block_masks;
mod encoding;
mod readings;
mod scan;
mod text_index;
mod thresholds;

mod customer_synonyms;
mod header;
mod synonyms;

mod dialect;
mod orders_without_amounts;

mod id;

mod amount;
mod amount_column;
mod currency;
mod decimal_sum;

mod date;
mod date_column;

mod attribute_column;
mod column_profile;
mod distinct_numbers;
mod fingerprint;
mod line_index;
mod measure_cells;
mod packed_blocks;
mod recent_cells;
mod reject_log;
mod row_batch;
mod row_rules;
mod set_aside;

mod customer_rows;
mod customer_values;
mod key_rows;
mod lookup_rows;
mod person_name;
mod transaction_batch;
mod transaction_rows;

mod file_importer;

mod column_reports;
mod line_value;
mod settle;
mod settle_amounts;
mod settle_attributes;
mod settle_customers;
mod settle_lookup;

mod original;

mod recipe;
mod recipe_book;
mod remembered;

#[doc(hidden)]
pub mod fuzzing;

pub use error::ImportError;
pub use file_importer::FileImporter;
pub use options::{Calendar, ColumnRole, DateOrder, DecimalMark, ImportOptions};
pub use original::original_text;
pub use readings::Readings;
pub use recipe::{HeaderSignature, Recipe, RecipeAnswer, RecipeAnswers, RecipeMatch, RecipeUse};
pub use recipe_book::{ReadBook, RecipeBook, RecipeBookError};
pub use report::{
    ColumnKind, ColumnReport, DateForm, FileReport, PreviewRow, Reject, RejectReason, Warning, WarningKind,
};
pub use set_aside::{SetAsideReader, WholeRow, is_guarded, set_aside_header, starts_formula};

use crate::data::{CustomerTable, LookupTable, TransactionTable};

/// The accepted rows of a file.
// There is one for each file, so what the smaller variant wastes does not matter.
#[allow(clippy::large_enum_variant)]
#[derive(Debug, Clone)]
pub enum ImportedTable {
    /// Order lines.
    Transactions(TransactionTable),
    /// Customers.
    Customers(CustomerTable),
    /// Products, places and the like, which other files name by a key.
    Lookup(LookupTable),
}

/// What a file came to.
#[derive(Debug, Clone)]
pub struct ImportedFile {
    /// The accepted rows.
    pub table: ImportedTable,
    /// How the file was read and what was set aside.
    pub report: FileReport,
    /// Line and reason of every row that was set aside, in file order; the report lists the first of them.
    pub set_aside: Vec<(u32, RejectReason)>,
    /// Whether the rows were set aside of another file and given back to be mended; see [`set_aside_header`].
    pub is_given_back: bool,
}
