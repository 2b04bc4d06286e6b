//! The list of customers, and one customer in full.
//!
//! In:   a selection and a [`CustomerQuery`] for a page; an id for one customer.
//! Out:  a [`CustomerPage`]; a [`CustomerDetail`].
//! Cost: a page is one pass over the selected customers and a partial sort, whatever its size.
//!
//! A page counts orders, revenue and profit within the selection, but shows all revenue by month, so that
//! a chart can set the selected months against the others. One customer in full knows no selection.

mod detail;
mod page;

pub use detail::{IntervalOf, PAliveAt, detail};
pub use page::page;

use crate::data::{Day, Month, SourceRow};
use crate::query::{AbcClass, Segment};
use serde::{Deserialize, Serialize};

/// A column to sort by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SortBy {
    /// Name, or id where there is none.
    Label,
    /// Customer id.
    Id,
    /// Orders in the selection.
    Orders,
    /// Revenue in the selection.
    Revenue,
    /// Profit in the selection.
    Profit,
    /// Days since the last order.
    Recency,
    /// Chance of being alive.
    PAlive,
    /// Lifetime value.
    LifetimeValue,
    /// Segment, strongest first.
    Segment,
    /// A customer attribute, by its index.
    Attribute(u16),
}

/// Which page of the list.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CustomerQuery {
    /// Text that name or id must contain, any case; empty for all.
    pub search: String,
    /// Column to sort by.
    pub sort: SortBy,
    /// Largest first.
    pub descending: bool,
    /// First row.
    pub offset: u32,
    /// Rows, at most [`CustomerQuery::MAX_ROWS`].
    pub limit: u32,
}

impl CustomerQuery {
    /// Rows of one page at most.
    pub const MAX_ROWS: u32 = 500;
}

/// One row of the list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CustomerRow {
    /// Customer id.
    pub id: String,
    /// Name; empty where unknown.
    pub name: String,
    /// Values of the customer attributes, in the order of [`CustomerPage::attributes`].
    pub attributes: Vec<String>,
    /// Segment.
    pub segment: Option<Segment>,
    /// Orders in the selection.
    pub n_orders: u32,
    /// Revenue in the selection.
    pub revenue: f64,
    /// Profit in the selection, where there is cost.
    pub profit: Option<f64>,
    /// Days since the last order.
    pub recency_days: i32,
    /// Revenue of each of the last 24 months of the data (fewer if it is shorter), oldest first.
    pub by_month: Vec<f32>,
    /// Chance of being alive.
    pub p_alive: Option<f64>,
    /// Lifetime value.
    pub lifetime_value: Option<f64>,
}

/// A page of the list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CustomerPage {
    /// Rows that match, on all pages.
    pub n_rows: u64,
    /// First row of this page.
    pub offset: u32,
    /// Headers of the customer attributes.
    pub attributes: Vec<String>,
    /// The rows.
    pub rows: Vec<CustomerRow>,
    /// Largest revenue of a row that matches: the full length of the bar.
    pub max_revenue: f64,
    /// Fewest customers that bring half of the revenue of those that match.
    pub n_half: u64,
    /// First of the months of [`CustomerRow::by_month`].
    pub first_month: Month,
}

/// One line of an order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OrderLine {
    /// Day.
    pub day: Day,
    /// Amount.
    pub amount: f64,
    /// Cost, where there is one.
    pub cost: Option<f64>,
    /// Values of the line dimensions, in the order of [`CustomerDetail::dimensions`].
    pub values: Vec<String>,
    /// Where it was read from.
    pub source: SourceRow,
}

/// One order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Order {
    /// Order number; empty where the file has none.
    pub id: String,
    /// Day.
    pub day: Day,
    /// Amount.
    pub amount: f64,
    /// Cost, where there is one.
    pub cost: Option<f64>,
    /// Lines.
    pub lines: Vec<OrderLine>,
}

/// One customer in full.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CustomerDetail {
    /// Customer id.
    pub id: String,
    /// Name; empty where unknown.
    pub name: String,
    /// Ids that the user merged into this one.
    pub also_known_as: Vec<String>,
    /// Headers and values of the customer attributes.
    pub attributes: Vec<(String, String)>,
    /// Segment.
    pub segment: Option<Segment>,
    /// ABC class.
    pub class: Option<AbcClass>,
    /// Recency, frequency and monetary score.
    pub scores: (u8, u8, u8),
    /// Day the customer became one.
    pub since: Day,
    /// Revenue.
    pub revenue: f64,
    /// Rank by revenue, from 1.
    pub revenue_rank: u64,
    /// Customers ranked.
    pub n_ranked: u64,
    /// Revenue of the last calendar year with the as-of day in it, that year, and revenue of the year before.
    pub last_year: (i32, f64, f64),
    /// Profit, where there is cost.
    pub profit: Option<f64>,
    /// Orders.
    pub n_orders: u32,
    /// Median days between orders, with two orders or more.
    pub median_gap_days: Option<f64>,
    /// Days since the last order.
    pub recency_days: i32,
    /// Chance of being alive.
    pub p_alive: Option<f64>,
    /// Chance of being alive 30 days before the as-of day.
    pub p_alive_month_ago: Option<f64>,
    /// Lifetime value and its 80 % prediction interval.
    pub lifetime_value: Option<(f64, f64, f64)>,
    /// Expected orders over the horizon.
    pub expected_orders: Option<f64>,
    /// Chance of being alive over time: one point a week from the first order to the as-of day, and one on
    /// each order day.
    pub p_alive_course: Vec<(Day, f64)>,
    /// Headers of the line dimensions.
    pub dimensions: Vec<String>,
    /// Index into `dimensions` of the category, where there is one.
    pub category: Option<u16>,
    /// Index into `dimensions` of the complaint, where there is one.
    pub complaint: Option<u16>,
    /// Orders, oldest first; the latest [`CustomerDetail::MAX_ORDERS`].
    pub orders: Vec<Order>,
    /// Ids of the customers before and after this one in rank by revenue.
    pub neighbors: (Option<String>, Option<String>),
}

impl CustomerDetail {
    /// Orders given in full at most.
    pub const MAX_ORDERS: usize = 5_000;
}
