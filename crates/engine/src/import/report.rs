//! What the import says about a file: how it was read, and every row it set aside.

use super::decimal_sum::DecimalSum;
use super::{Calendar, ColumnRole, DateOrder, DecimalMark, ImportError, Readings, RecipeUse};
use crate::data::{DayRange, PricedFile, SourceFile, UnpricedLine, is_product_key};
use serde::{Deserialize, Serialize};

/// Why one row was set aside. The order is the order in which reasons are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RejectReason {
    /// A quote is opened and not closed.
    UnterminatedQuote,
    /// The header again.
    RepeatedHeader,
    /// A row of totals.
    TotalRow,
    /// Bytes that do not decode.
    InvalidEncoding,
    /// A cell of more than 1 MiB.
    FieldTooLarge,
    /// More cells than the header, and not empty.
    TooManyFields,
    /// A required cell is missing at the end.
    TooFewFields,
    /// A control character in id, date or amount.
    ControlChar,
    /// The customer id is empty.
    MissingCustomerId,
    /// The customer id was turned into `8.86912E+11` by a spreadsheet.
    MangledId,
    /// The date is empty.
    MissingDate,
    /// The date cannot be read, or no calendar has it.
    BadDate,
    /// The date is before 1900.
    DateOutOfRange,
    /// The date is later than tomorrow.
    FutureDate,
    /// The amount is empty.
    MissingAmount,
    /// The amount is not a number.
    BadNumber,
    /// The amount is larger than any amount.
    NumberOutOfRange,
    /// The amount names another currency than most.
    CurrencyMismatch,
    /// The same row again.
    Duplicate,
    /// The same customer, or the same key of a lookup file, again, with other data.
    DuplicateConflict,
    /// The key of a row of a lookup file is empty.
    MissingKey,
    /// The line has a quantity, and the lookup file has no price for what was sold.
    NoPrice,
}

impl RejectReason {
    /// All reasons, in the order in which they are looked for.
    pub const ALL: [Self; 22] = [
        Self::UnterminatedQuote,
        Self::RepeatedHeader,
        Self::TotalRow,
        Self::InvalidEncoding,
        Self::FieldTooLarge,
        Self::TooManyFields,
        Self::TooFewFields,
        Self::ControlChar,
        Self::MissingCustomerId,
        Self::MangledId,
        Self::MissingDate,
        Self::BadDate,
        Self::DateOutOfRange,
        Self::FutureDate,
        Self::MissingAmount,
        Self::BadNumber,
        Self::NumberOutOfRange,
        Self::CurrencyMismatch,
        Self::Duplicate,
        Self::DuplicateConflict,
        Self::MissingKey,
        Self::NoPrice,
    ];

    /// Stable name in snake case, as in reports and in translation keys.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::UnterminatedQuote => "unterminated_quote",
            Self::RepeatedHeader => "repeated_header",
            Self::TotalRow => "total_row",
            Self::InvalidEncoding => "invalid_encoding",
            Self::FieldTooLarge => "field_too_large",
            Self::TooManyFields => "too_many_fields",
            Self::TooFewFields => "too_few_fields",
            Self::ControlChar => "control_char",
            Self::MissingCustomerId => "missing_customer_id",
            Self::MangledId => "mangled_id",
            Self::MissingDate => "missing_date",
            Self::BadDate => "bad_date",
            Self::DateOutOfRange => "date_out_of_range",
            Self::FutureDate => "future_date",
            Self::MissingAmount => "missing_amount",
            Self::BadNumber => "bad_number",
            Self::NumberOutOfRange => "number_out_of_range",
            Self::CurrencyMismatch => "currency_mismatch",
            Self::Duplicate => "duplicate",
            Self::DuplicateConflict => "duplicate_conflict",
            Self::MissingKey => "missing_key",
            Self::NoPrice => "no_price",
        }
    }
}

/// One row that was set aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reject {
    /// Physical line, from 1, on which the record starts.
    pub line: u32,
    /// The first reason found.
    pub reason: RejectReason,
    /// Index of the column at fault, where one is.
    pub column: Option<u16>,
    /// The cells of the record, each cut at 80 characters, at most 50 of them.
    pub cells: Vec<String>,
}

/// Something worth knowing about rows that were kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WarningKind {
    /// Text after a closing quote.
    MalformedQuotes,
    /// Control characters were removed from text cells.
    ControlCharsRemoved,
    /// Rows equal in every cell, in a file without order numbers.
    PossibleDuplicates,
    /// Rows with a negative amount, read as returns.
    NegativeAmounts,
    /// Rows with an amount of zero.
    ZeroAmounts,
    /// Lines above the header that were skipped.
    Preamble,
    /// Rows whose amount has more decimals than the table keeps; the sum in the report is exact all the same.
    AmountsRounded,
    /// Orders without money: the file has no column of amounts.
    NoAmounts,
    /// Cells of a column of numbers or dates that hold neither; they count as empty.
    UnreadableValues {
        /// Index of the column.
        column: u16,
    },
    /// Customers to whom the lines give several values of a column about customers; the most frequent one stands.
    ConflictingCustomerValues {
        /// Index of the column.
        column: u16,
    },
    /// Answers of the recipe that the file contradicts; its own evidence stands. Counts answers, not rows.
    RecipeNotUsed,
}

/// A warning and how many rows, cells or customers it concerns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// What it is about.
    pub kind: WarningKind,
    /// Rows, cells or customers concerned, as the kind says.
    pub count: u64,
}

/// What the cells of a column look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ColumnKind {
    /// Ids.
    Id,
    /// Dates.
    Date,
    /// Amounts of money.
    Money,
    /// Other numbers.
    Number,
    /// Few distinct values.
    Category,
    /// Two values, yes and no.
    Flag,
    /// Anything else.
    Text,
    /// No cell has a value.
    Empty,
}

/// A column and what it was taken for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnReport {
    /// The header as written.
    pub name: String,
    /// What it is used for.
    pub role: ColumnRole,
    /// What its cells look like.
    pub kind: ColumnKind,
    /// Cells that are empty, among accepted rows.
    pub n_empty: u64,
    /// Distinct values, counted up to 65,536.
    pub n_distinct: u32,
}

/// How dates of a column are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DateForm {
    /// Year first, as in 2024-12-31 or 20241231.
    YearFirst,
    /// 31/12/2024.
    DayFirst,
    /// 12/31/2024.
    MonthFirst,
    /// 民國 113/12/31.
    Minguo,
    /// Month as a word: 31 Dec 2024.
    MonthName,
    /// Days since 1899-12-30 of a spreadsheet.
    Serial,
    /// Seconds or milliseconds since 1970.
    Unix,
}

/// Cells of one row, as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewRow {
    /// Physical line, from 1.
    pub line: u32,
    /// Cells, each cut at 80 characters.
    pub cells: Vec<String>,
}

/// How a file was read.
///
/// The books balance: `n_records = n_accepted + n_rejected + n_merged`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FileReport {
    /// The file.
    pub file: SourceFile,
    /// Label of the encoding by the WHATWG standard.
    pub encoding: String,
    /// Character between cells.
    pub delimiter: char,
    /// Line of the header; 0 when there is none.
    pub header_line: u32,
    /// The columns in the order of the file.
    pub columns: Vec<ColumnReport>,
    /// Data records: without blank lines, preamble and header.
    pub n_records: u64,
    /// Records in the table, without those that were merged.
    pub n_accepted: u64,
    /// Records set aside.
    pub n_rejected: u64,
    /// How many for each reason, in the order of [`RejectReason::ALL`], without zeros.
    pub reasons: Vec<(RejectReason, u64)>,
    /// The records set aside, in file order; the first [`FileReport::MAX_REJECTS`].
    pub rejects: Vec<Reject>,
    /// What is worth knowing about rows that were kept.
    pub warnings: Vec<Warning>,
    /// The first data rows.
    pub preview: Vec<PreviewRow>,
    /// How many rows each encoding, delimiter and decimal mark fits.
    pub readings: Readings,
    /// How many dates fit each form, forms without any left out; the first is the one used.
    pub date_forms: Vec<(DateForm, u64)>,
    /// Day and month order used, where it matters.
    pub date_order: Option<DateOrder>,
    /// Calendar of years in front.
    pub calendar: Calendar,
    /// Decimal mark used.
    pub decimal_mark: DecimalMark,
    /// Currency of the amounts, where known.
    pub currency: Option<String>,
    /// Exact sum of the accepted amounts, as decimal text; empty for customers.
    pub sum_amount: String,
    /// Exact sum of the readable amounts of rows set aside, as decimal text; empty for customers.
    pub sum_rejected: String,
    /// Exact sum of every readable amount in the file, as decimal text, added up row by row without regard
    /// to what became of the row: the check on the two sums above. Empty for customers.
    pub sum_read: String,
    /// Rows set aside whose amount cannot be read, so that no sum holds it; 0 for customers.
    pub n_unreadable: u64,
    /// Lines of the first [`FileReport::MAX_REPEATS`] rows of [`WarningKind::PossibleDuplicates`].
    pub repeat_lines: Vec<u32>,
    /// First and last day of accepted rows; `None` for customers.
    pub days: Option<DayRange>,
    /// Distinct customers among accepted rows.
    pub n_customers: u64,
    /// What an earlier file of the same layout answered for this one.
    pub recipe: Option<RecipeUse>,
    /// Records that were accepted and then merged into an equal row of another file; known once files are joined.
    /// Days, customers and columns of this report still count them.
    pub n_merged: u64,
    /// Exact sum of the amounts of those, as decimal text; empty when there is none.
    pub sum_merged: String,
}

impl FileReport {
    /// Rows set aside that are kept with their cells; all are counted.
    pub const MAX_REJECTS: usize = 1_000;
    /// Lines of possible repeats that are kept; all are counted.
    pub const MAX_REPEATS: usize = 20;

    /// Takes note of records that were merged when the file was joined with others: `amounts` has the sums of
    /// their amounts as decimal text, one for each other file.
    pub fn note_merged<'a>(&mut self, n_rows: u64, amounts: impl IntoIterator<Item = &'a str>) {
        self.n_merged += n_rows;
        self.n_accepted = self.n_accepted.saturating_sub(n_rows);
        let n_decimals =
            |text: &str| text.split_once('.').map_or(0, |(_, decimals)| decimals.len().min(2) as u8);
        let mut merged = DecimalSum::default();
        merged.add_text(&self.sum_merged, 1);
        let mut left = DecimalSum::default();
        left.add_text(&self.sum_amount, 1);
        for amount in amounts {
            merged.add_text(amount, 1);
            left.add_text(amount, -1);
        }
        if n_rows > 0 && !self.sum_amount.is_empty() {
            let min_scale = n_decimals(&self.sum_amount);
            self.sum_merged = merged.text(min_scale);
            self.sum_amount = left.text(min_scale);
        }
    }

    /// What is asked of a lookup file that stands alone, since it may be orders under names that nobody knows.
    #[must_use]
    pub fn not_orders(&self) -> ImportError {
        ImportError::MissingRequiredColumns {
            missing: ["customer_id", "date", "amount"].map(str::to_owned).to_vec(),
            found: self
                .columns
                .iter()
                .take(20)
                .map(|column| column.name.chars().take(80).collect())
                .collect(),
        }
    }

    /// Takes note that a column names rows of a lookup file that was joined with this one: it was taken for a key,
    /// though nothing was taken from the column itself.
    pub fn enter_key(&mut self, column: &str) {
        let named = self.columns.iter_mut().filter(|known| known.name == column);
        for known in named.filter(|known| known.role == ColumnRole::Skip) {
            known.role = if is_product_key(column) { ColumnRole::ProductId } else { ColumnRole::Key };
        }
    }

    /// Enters what the prices of a lookup made of a file of quantities: its sum, and the lines set aside because
    /// what was sold has no price. The cells of those say what is known of them, where they stood.
    pub fn enter_prices(&mut self, priced: &PricedFile) {
        self.n_accepted = priced.n_priced;
        self.n_rejected += priced.n_unpriced;
        self.sum_amount.clone_from(&priced.sum);
        // What has no price has no money that could be set aside.
        self.sum_read.clone_from(&priced.sum);
        self.sum_rejected = "0".to_owned();
        self.n_unreadable += priced.n_unpriced;
        self.currency.clone_from(&priced.currency);
        self.n_customers = priced.n_customers;
        self.days = priced.days;
        if priced.n_rounded > 0 {
            self.warnings.retain(|warning| warning.kind != WarningKind::AmountsRounded);
            self.warnings.push(Warning { kind: WarningKind::AmountsRounded, count: priced.n_rounded });
        }
        if priced.n_unpriced == 0 {
            return;
        }
        self.reasons.push((RejectReason::NoPrice, priced.n_unpriced));
        let key_column = self.columns.iter().position(|column| column.name == priced.key);
        let cells_of = |line: &UnpricedLine| -> Vec<String> {
            let cell = |(idx, column): (usize, &ColumnReport)| match column.role {
                _ if Some(idx) == key_column => line.key.clone(),
                ColumnRole::CustomerId => line.customer.clone(),
                ColumnRole::Date => line.day.to_string(),
                ColumnRole::OrderId => line.order.clone(),
                ColumnRole::Quantity => line.quantity.clone(),
                _ => String::new(),
            };
            self.columns.iter().enumerate().map(cell).collect()
        };
        let rejects: Vec<Reject> = priced
            .unpriced
            .iter()
            .map(|line| Reject {
                line: line.line,
                reason: RejectReason::NoPrice,
                column: key_column.and_then(|idx| u16::try_from(idx).ok()),
                cells: cells_of(line),
            })
            .collect();
        self.rejects.extend(rejects);
        self.rejects.sort_by_key(|reject| reject.line);
        self.rejects.truncate(Self::MAX_REJECTS);
    }
}
