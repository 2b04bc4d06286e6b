//! What a user may have answered about a file before it is read.

use crate::data::{Day, DimensionRole, FileKind, MeasureRole, TextRole};
use serde::{Deserialize, Serialize};

/// What a column is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ColumnRole {
    /// Who bought, or whom the row describes.
    CustomerId,
    /// Name of the customer.
    Name,
    /// Day of the order.
    Date,
    /// Amount paid for the line.
    Amount,
    /// Price of one piece; with [`ColumnRole::Quantity`] it stands in for a missing amount.
    UnitPrice,
    /// Pieces of the line.
    Quantity,
    /// Order or invoice number.
    OrderId,
    /// A cost of the line; several cost columns are added up.
    Cost,
    /// Profit of the line; cost is amount minus profit.
    Profit,
    /// Day the customer signed up.
    Signup,
    /// Key of the product, by which a file of products is joined.
    ProductId,
    /// Key of anything else, by which a lookup file is joined.
    Key,
    /// A number about the line or the customer.
    Measure(MeasureRole),
    /// A text about the customer.
    Text(TextRole),
    /// A column to group and filter by.
    Dimension(Option<DimensionRole>),
    /// Not used.
    Skip,
}

/// Which of day and month comes first where both are numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DateOrder {
    /// Day, month, year.
    DayFirst,
    /// Month, day, year.
    MonthFirst,
}

/// How years of one or two digits in front are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Calendar {
    /// Anno Domini.
    Gregorian,
    /// 民國, the Republic of China calendar: year 1 is 1912.
    Minguo,
}

/// The sign in front of decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DecimalMark {
    /// 1,234.56
    Point,
    /// 1.234,56
    Comma,
}

/// The user's answers; `None` means that the file decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportOptions {
    /// What the rows are.
    pub kind: Option<FileKind>,
    /// Label of the encoding by the WHATWG standard, as in `big5`.
    pub encoding: Option<String>,
    /// Character between cells.
    pub delimiter: Option<char>,
    /// Whether the file has a header row; `Some(false)` needs `columns`.
    pub has_header: Option<bool>,
    /// Role of each column, in the order of the file.
    pub columns: Option<Vec<ColumnRole>>,
    /// Columns that are not what their names say, by index: the answer to two columns of one name.
    pub ignored: Vec<u16>,
    /// Sheet of a workbook; the first one with data when not given.
    pub sheet: Option<String>,
    /// Day or month first.
    pub date_order: Option<DateOrder>,
    /// What two-digit years in front mean.
    pub calendar: Option<Calendar>,
    /// Decimal mark of amounts.
    pub decimal_mark: Option<DecimalMark>,
    /// ISO code of the currency of the amounts.
    pub currency: Option<String>,
    /// The day of the import: dates more than one day later are set aside.
    pub today: Day,
}

impl ImportOptions {
    /// No answers: the file decides everything. `today` is the day of the import.
    #[must_use]
    pub fn new(today: Day) -> Self {
        Self {
            kind: None,
            encoding: None,
            delimiter: None,
            has_header: None,
            columns: None,
            ignored: Vec::new(),
            sheet: None,
            date_order: None,
            calendar: None,
            decimal_mark: None,
            currency: None,
            today,
        }
    }
}
