//! The typed data set and the small vocabulary it is written in.

mod byte_hash;
mod calendar;
mod customer_attributes;
mod customers;
mod dataset;
mod decimal;
mod dictionary;
mod dimension;
mod key_column;
mod line_order;
mod lookup_table;
mod measure;
mod merge;
mod money;
mod order_ids;
mod source_rows;
mod text_column;

mod builder;
mod lookup_join;
mod overlap;
mod profile_overlap;

pub(crate) use byte_hash::{equal, hash, packed};

pub use builder::{
    BuildError, CustomerTable, DatasetBuilder, JoinSummary, PartialColumn, PartialKind, TransactionTable,
    ValuedBy,
};
pub use calendar::{Day, DayRange, Month, Quarter};
pub use customer_attributes::CustomerAttributes;
pub use customers::Customers;
pub use dataset::Dataset;
pub use decimal::Decimal;
pub use dictionary::Dictionary;
pub use dimension::{Dimension, DimensionRole};
pub use key_column::{KeyColumn, is_key_name, is_product_key, key_name};
pub use lookup_join::{LookupJoin, PricedFile, UnmatchedKey, UnpricedLine};
pub use lookup_table::{LookupTable, UnitValues};
pub use measure::{Measure, MeasureRole, TextAttribute, TextRole};
pub use merge::{MergeGroup, MergeRule};
pub use money::{MAX_MONEY_SCALE, Money, decimal_text};
pub use overlap::{OverlapExample, OverlapPolicy, OverlapReport};
pub use profile_overlap::{ProfileExample, ProfileOverlap};
pub use source_rows::{FileKind, RowIndex, SourceFile, SourceRow};
pub use text_column::TextColumn;
