//! Rows that other files name by a key: products with their prices, places, categories.

use super::{Dimension, KeyColumn, Money, RowIndex, SourceFile};

/// The accepted rows of a lookup file; all columns have the same length.
#[derive(Debug, Clone)]
pub struct LookupTable {
    /// The file.
    pub file: SourceFile,
    /// Columns that name these rows, or rows of a further lookup file. At least one is distinct in every row.
    pub keys: Vec<KeyColumn>,
    /// Price of one piece.
    pub prices: Option<UnitValues>,
    /// Cost of one piece.
    pub costs: Option<UnitValues>,
    /// What lines and customers take over.
    pub dimensions: Vec<Dimension>,
    /// Physical line of each row, from 1.
    pub lines: Vec<u32>,
    /// Byte offsets of lines.
    pub row_index: RowIndex,
    /// ISO code of the currency of prices, where the file names one.
    pub currency: Option<String>,
}

/// Money for one piece of each row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitValues {
    /// In units of 10^-`scale`; `None` where the cell has no number.
    pub values: Vec<Option<Money>>,
    /// Decimals; not bounded by what a data set keeps.
    pub scale: u8,
}
