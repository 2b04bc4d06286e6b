//! What is known of a row besides money, days and groups: numbers and texts.

use super::TextColumn;
use serde::{Deserialize, Serialize};

/// What a column of numbers means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum MeasureRole {
    /// Year of birth of a customer, AD; from a date of birth, too.
    BirthYear,
    /// Age of a customer in years, on a day that the file does not tell.
    Age,
    /// Income of a customer per year, in whole units of the currency.
    Income,
    /// What it cost to win the customer, in whole units of the currency.
    AcquisitionCost,
    /// A satisfaction score, on the scale of the file.
    Satisfaction,
    /// Number of complaints of a customer.
    Complaints,
    /// Discount of a line as the file writes it: a share, per cent or an amount.
    Discount,
}

/// One number per line or per customer.
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    /// The header of the column.
    pub name: String,
    /// What it means.
    pub role: MeasureRole,
    /// One value per row; NaN where the cell is empty or no number.
    pub values: Vec<f64>,
}

/// What a column of texts about customers means. Such texts group nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum TextRole {
    /// E-mail address.
    Email,
    /// Telephone number.
    Phone,
    /// Street address.
    Address,
    /// Id of the customer who recommended us.
    Referrer,
    /// Id of the account this customer belongs to: the company, the household, the head office.
    Account,
}

/// One text per customer.
#[derive(Debug, Clone, PartialEq)]
pub struct TextAttribute {
    /// The header of the column.
    pub name: String,
    /// What it means.
    pub role: TextRole,
    /// One text per row; empty where unknown.
    pub values: TextColumn,
}
