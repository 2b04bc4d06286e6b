//! A low-cardinality column: city, category, channel, whether an order was returned.

use serde::{Deserialize, Serialize};

/// What a dimension means, where the import could tell. Anything else is only its header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DimensionRole {
    /// Product category of a line.
    Category,
    /// Product of a line.
    Product,
    /// Where the line was sold: shop, web, app.
    Channel,
    /// Whether a discount was given.
    Discounted,
    /// Whether the line was returned.
    Returned,
    /// Whether (or about what) the customer complained.
    Complaint,
    /// Kind of customer: consumer, business, channel.
    CustomerKind,
    /// City, region or country of a customer.
    Region,
    /// How the customer was won.
    AcquisitionChannel,
    /// Gender of a customer.
    Gender,
    /// Shop, branch or site where the line was sold.
    Store,
    /// Campaign a line or a customer belongs to.
    Campaign,
    /// Test or control group of a campaign.
    TestGroup,
    /// Whether the customer agreed to be contacted.
    Consent,
    /// Occupation of a customer.
    Occupation,
    /// Age bracket of a customer.
    AgeGroup,
    /// Income bracket of a customer.
    IncomeGroup,
    /// What a person is in an account: decides, pays, uses.
    AccountRole,
}

/// One value per line or per customer, as codes into a short list of texts.
#[derive(Debug, Clone, PartialEq)]
pub struct Dimension {
    /// The header of the column.
    pub name: String,
    /// What it means, where known.
    pub role: Option<DimensionRole>,
    /// Distinct values, in byte order; an empty cell is the value "".
    pub values: Vec<String>,
    /// Index into `values`, one per row.
    pub codes: Vec<u16>,
}

impl Dimension {
    /// The value of row `idx`; empty when there is none.
    #[must_use]
    pub fn value(&self, idx: usize) -> &str {
        self.codes.get(idx).and_then(|&code| self.values.get(usize::from(code))).map_or("", String::as_str)
    }

    /// Whether row `idx` says yes; see [`Dimension::says_yes`].
    #[must_use]
    pub fn is_yes(&self, idx: usize) -> bool {
        Self::says_yes(self.value(idx))
    }

    /// Whether a value says yes: any text but empty, zero (`0`, `0.00`, `0 %`), n, no, false, 否, 無.
    #[must_use]
    pub fn says_yes(value: &str) -> bool {
        let text = value.trim().to_lowercase();
        let is_zero = text.contains('0') && text.chars().all(|c| "0.,% ".contains(c));
        !is_zero && !matches!(text.as_str(), "" | "n" | "no" | "false" | "f" | "否" | "無" | "无" | "-")
    }
}

#[cfg(test)]
mod tests {
    use super::Dimension;

    #[test]
    fn zero_in_any_dress_says_no() {
        for value in ["", "0", "0.00", "0,0", "0 %", " N ", "False", "否"] {
            assert!(!Dimension::says_yes(value), "{value}");
        }
        for value in ["1", "0.2", "10%", "Y", "damaged", "是"] {
            assert!(Dimension::says_yes(value), "{value}");
        }
    }
}
