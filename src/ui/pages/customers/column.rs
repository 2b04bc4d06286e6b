//! The columns of the list: what they are called, how they sort, which are shown.

use crate::chart::Labels;
use crate::protocol::DataInfo;
use clientele_engine::analysis::customers::SortBy;
use std::cell::RefCell;
use std::collections::BTreeSet;

/// A column of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    /// Name, or id where there is none.
    Label,
    Id,
    /// A customer attribute, by its index.
    Attribute(u16),
    Orders,
    Revenue,
    Profit,
    /// Revenue by month.
    Months,
    /// Days since the last order.
    Quiet,
    PAlive,
    Value,
    Segment,
}

/// Attributes shown unless asked for; more do not fit beside the figures.
const FEW_ATTRIBUTES: u16 = 2;

impl Column {
    /// The columns a data set has, in order.
    pub(super) fn all(data: &DataInfo, n_attributes: usize) -> Vec<Self> {
        let attributes = (0..u16::try_from(n_attributes).unwrap_or(u16::MAX)).map(Self::Attribute);
        let mut columns = vec![Self::Label];
        columns.extend(data.has_names.then_some(Self::Id));
        columns.extend(attributes);
        columns.push(Self::Orders);
        columns.extend(data.has_amounts.then_some(Self::Revenue));
        columns.extend(data.has_cost.then_some(Self::Profit));
        columns.extend(data.has_amounts.then_some(Self::Months));
        columns.extend([Self::Quiet, Self::PAlive]);
        columns.extend(data.has_amounts.then_some(Self::Value));
        columns.push(Self::Segment);
        columns
    }

    /// Whether it is shown until the user says otherwise.
    pub(super) fn is_usual(self) -> bool {
        match self {
            Self::Attribute(idx) => idx < FEW_ATTRIBUTES,
            Self::Profit => false,
            _ => true,
        }
    }

    /// Its name in style sheets.
    pub(super) fn css(self) -> &'static str {
        match self {
            Self::Label => "label",
            Self::Id => "id",
            Self::Attribute(_) => "attribute",
            Self::Orders => "orders",
            Self::Revenue => "revenue",
            Self::Profit => "profit",
            Self::Months => "months",
            Self::Quiet => "quiet",
            Self::PAlive => "p-alive",
            Self::Value => "value",
            Self::Segment => "segment",
        }
    }

    /// Whether it is aligned as numbers are.
    pub(super) fn is_number(self) -> bool {
        matches!(self, Self::Orders | Self::Revenue | Self::Profit | Self::Quiet | Self::PAlive | Self::Value)
    }

    /// What it sorts by; months have no order.
    pub(super) fn sort(self) -> Option<SortBy> {
        Some(match self {
            Self::Label => SortBy::Label,
            Self::Id => SortBy::Id,
            Self::Attribute(idx) => SortBy::Attribute(idx),
            Self::Orders => SortBy::Orders,
            Self::Revenue => SortBy::Revenue,
            Self::Profit => SortBy::Profit,
            Self::Quiet => SortBy::Recency,
            Self::PAlive => SortBy::PAlive,
            Self::Value => SortBy::LifetimeValue,
            Self::Segment => SortBy::Segment,
            Self::Months => return None,
        })
    }

    /// Its head.
    pub(super) fn head(self, heads: &Heads, labels: &dyn Labels) -> String {
        let unit = || [("unit", labels.money_unit())];
        match self {
            Self::Label => labels.word("customers-column-label"),
            Self::Id => labels.word("customers-column-id"),
            Self::Attribute(idx) => heads.attributes.get(usize::from(idx)).cloned().unwrap_or_default(),
            Self::Orders => labels.word("customers-column-orders"),
            Self::Revenue => labels.phrase("customers-column-revenue", &unit()),
            Self::Profit => labels.phrase("customers-column-profit", &unit()),
            Self::Months => match heads.n_months {
                0 => labels.word("customers-column-months-plain"),
                n => labels.phrase("customers-column-months", &[("n", labels.count(n as f64))]),
            },
            Self::Quiet => labels.word("customers-column-quiet"),
            Self::PAlive => labels.word("customers-column-p-alive"),
            Self::Value => {
                let n = labels.count(f64::from(heads.horizon_months));
                labels.phrase("customers-column-value", &[("n", n)])
            }
            Self::Segment => labels.word("customers-column-segment"),
        }
    }
}

/// What heads need to know of the data.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Heads {
    /// Headers of the customer attributes.
    pub(super) attributes: Vec<String>,
    /// Months of the course.
    pub(super) n_months: usize,
    /// How far values look ahead.
    pub(super) horizon_months: u32,
}

thread_local! {
    /// Columns shown against the usual, kept while other pages are open.
    static SWITCHED: RefCell<BTreeSet<Column>> = const { RefCell::new(BTreeSet::new()) };
}

/// Columns whose being shown differs from the usual.
pub(super) fn switched() -> BTreeSet<Column> {
    SWITCHED.with_borrow(Clone::clone)
}

/// Remembers them for the next time the page is opened.
pub(super) fn remember_switched(columns: &BTreeSet<Column>) {
    SWITCHED.with_borrow_mut(|kept| kept.clone_from(columns));
}
