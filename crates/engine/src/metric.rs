//! The register of metrics: every figure that a report holds, defined once.
//!
//! A module of [`crate::analysis`] defines its metrics in a `METRICS` beside the code that computes them; [`all`]
//! joins them. Name and one-sentence definition of a metric stand in the languages' files under
//! `metric-ID-name` and `metric-ID-what`. The register is where "how is this computed" on the screen, the notes of
//! a download and `docs/METHODS.md` come from.

use crate::analysis;

/// What a figure is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Customers, orders, lines: whole numbers of things.
    Count,
    /// Whole units of the data set's currency.
    Money,
    /// A part of a whole; 0 to 1 in reports, percent on the screen.
    Share,
    /// A chance; 0 to 1.
    Probability,
    /// One figure over another of the same kind.
    Ratio,
    /// A pure number: a coefficient, a test statistic, a score.
    Number,
    /// A share over a share, times 100.
    Index,
    /// Days.
    Days,
    /// Weeks.
    Weeks,
    /// Months.
    Months,
    /// Years.
    Years,
    /// Seconds.
    Seconds,
    /// Orders in some time.
    OrdersPerTime,
    /// One of several names: a segment, a class, a stage.
    Category,
    /// A calendar day or month.
    Date,
}

impl Unit {
    /// Stable name in kebab case, as in documents.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Money => "money",
            Self::Share => "share",
            Self::Probability => "probability",
            Self::Ratio => "ratio",
            Self::Number => "number",
            Self::Index => "index",
            Self::Days => "days",
            Self::Weeks => "weeks",
            Self::Months => "months",
            Self::Years => "years",
            Self::Seconds => "seconds",
            Self::OrdersPerTime => "orders per time",
            Self::Category => "category",
            Self::Date => "date",
        }
    }
}

/// How the figure of a whole follows from those of its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Additivity {
    /// Parts add up to the whole, whatever they are cut by.
    Additive,
    /// Parts add up over customers, but not over time or products: who buys twice is one customer.
    OverCustomers,
    /// The whole is computed anew from sums of the parts: a ratio of two additive figures.
    RatioOfSums,
    /// The whole has to be computed from the rows: medians, fits, tests, indices.
    NotAdditive,
}

impl Additivity {
    /// Stable name, as in documents.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Additive => "additive",
            Self::OverCustomers => "over customers",
            Self::RatioOfSums => "ratio of sums",
            Self::NotAdditive => "not additive",
        }
    }
}

/// A column without which a figure cannot be computed. Customer, date and order are always there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Amounts of money.
    Amount,
    /// Cost or profit.
    Cost,
    /// Day a customer signed up.
    Signup,
    /// Cost of winning a customer.
    AcquisitionCost,
    /// Product.
    Product,
    /// Category of products.
    Category,
    /// Quantity.
    Quantity,
    /// Discount.
    Discount,
    /// Channel.
    Channel,
    /// Campaign and test or control group.
    Campaign,
    /// Who recommended the customer.
    Referrer,
    /// Satisfaction.
    Satisfaction,
    /// Complaints.
    Complaints,
    /// Consent to be contacted.
    Consent,
    /// The account a customer belongs to.
    Account,
    /// Attributes of customers: any column of the customers file.
    Attributes,
    /// The log of contacts.
    Contacts,
    /// What customers spend elsewhere.
    Wallet,
}

impl Needs {
    /// Stable name in kebab case, as in `panel-refused-column-…` and documents.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Amount => "amount",
            Self::Cost => "cost",
            Self::Signup => "signup",
            Self::AcquisitionCost => "acquisition-cost",
            Self::Product => "product",
            Self::Category => "category",
            Self::Quantity => "quantity",
            Self::Discount => "discount",
            Self::Channel => "channel",
            Self::Campaign => "campaign",
            Self::Referrer => "referrer",
            Self::Satisfaction => "satisfaction",
            Self::Complaints => "complaints",
            Self::Consent => "consent",
            Self::Account => "account",
            Self::Attributes => "attributes",
            Self::Contacts => "contacts",
            Self::Wallet => "wallet",
        }
    }
}

/// One figure, defined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Metric {
    /// Stable name in kebab case.
    pub id: &'static str,
    /// The formula, in the symbols of its source.
    pub formula: &'static str,
    /// What it is counted in.
    pub unit: Unit,
    /// How parts make a whole.
    pub additivity: Additivity,
    /// Columns it needs beyond customer and date.
    pub needs: &'static [Needs],
    /// Where the formula comes from: author, year, and the equation or page where there is one.
    pub source: &'static str,
    /// Where it is not given, or not to be trusted: least numbers, assumptions.
    pub limits: &'static str,
    /// The test that holds it to a published or independent figure: its path in the engine.
    pub test: &'static str,
}

/// The metrics of each module, under a heading in English.
pub fn sections() -> impl Iterator<Item = (&'static str, &'static [Metric])> {
    analysis::METRICS.iter().copied()
}

/// Every metric, in the order of the modules.
pub fn all() -> impl Iterator<Item = &'static Metric> {
    sections().flat_map(|(_, metrics)| metrics)
}

/// The metric of an id.
#[must_use]
pub fn of(id: &str) -> Option<&'static Metric> {
    all().find(|metric| metric.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_metric_is_defined_once_and_whole() {
        let mut ids = BTreeSet::new();
        for metric in all() {
            assert!(ids.insert(metric.id), "{} is defined twice", metric.id);
            assert!(
                metric.id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'),
                "{}",
                metric.id
            );
            for text in [metric.formula, metric.source, metric.limits, metric.test] {
                assert!(!text.trim().is_empty() && !text.contains(['|', '\n']), "{}", metric.id);
            }
        }
    }
}
