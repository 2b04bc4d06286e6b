//! Recency, frequency and monetary scores, and the eleven named segments.
//!
//! In:   [`super::facts::CustomerFacts`] for the scores; a selection for the reports.
//! Out:  [`Scores`], one entry per customer; [`SegmentReport`] and [`SegmentDetail`] of the selection.
//!
//! Recency here is the RFM sense: days from the last order to the as-of day, and a high *score* is
//! recent. Ties share a score: equal values are never split between two scores. Scores and segments are
//! those of the whole data set, silence and gaps those of all orders of a customer; a selection of lines
//! changes revenue only.

mod classic;
pub mod map;
mod register;
mod report;
pub mod rfm;
mod rfm_report;
pub mod rule;
mod score;

pub use classic::{ClassicRow, classic_segment, classic_segments, qcut_rank_first};
pub(crate) use register::{FINDINGS, METRICS};
pub use report::{detail, report};
pub use rfm_report::{MapRow, RfmReport, ScoreCell, rfm_partition, rfm_report};
pub use score::{quintile_edges_of, segment_of};

use crate::query::Segment;
use serde::{Deserialize, Serialize};

/// How scores 1..=5 are cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Scoring {
    /// Fixed cut-offs: last order at most 30, 90, 180, 365 days ago (scores 5 to 2); orders at least 9, 5,
    /// 3, 2 (scores 5 to 2).
    FixedCutoffs,
    /// Quintiles of the data set; the edges are linear quantiles and equal values share a score.
    Quintiles,
}

/// Scores and segment of each customer; entries of customers without an order are 0 and `None`.
#[derive(Debug, Clone, PartialEq)]
pub struct Scores {
    /// How the scores were cut.
    pub scoring: Scoring,
    /// Recency score, 1..=5, 5 is most recent.
    pub recency: Vec<u8>,
    /// Frequency score, 1..=5, 5 is most orders.
    pub frequency: Vec<u8>,
    /// Monetary score, 1..=5, 5 is most revenue.
    pub monetary: Vec<u8>,
    /// The named segment.
    pub segment: Vec<Option<Segment>>,
    /// Upper bounds, in days, of recency scores 5, 4, 3, 2.
    pub recency_edges_days: [i32; 4],
    /// Lower bounds, in orders, of frequency scores 5, 4, 3, 2.
    pub frequency_edges: [u32; 4],
}

/// One cell of the recency by frequency grid.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct RfmCell {
    /// Recency score, 1..=5.
    pub recency: u8,
    /// Frequency score, 1..=5.
    pub frequency: u8,
    /// The segment of the cell.
    pub segment: Segment,
    /// Customers.
    pub n_customers: u64,
    /// Their revenue.
    pub revenue: f64,
}

/// One segment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SegmentRow {
    /// Which.
    pub segment: Segment,
    /// Customers.
    pub n_customers: u64,
    /// Their share of all selected customers.
    pub customer_share: f64,
    /// Their revenue.
    pub revenue: f64,
    /// Its share of all selected revenue.
    pub revenue_share: f64,
    /// Median days since the last order; `None` for an empty segment.
    pub median_recency_days: Option<f64>,
    /// Median over customers of the median days between their orders; `None` where nobody ordered twice.
    pub median_gap_days: Option<f64>,
    /// Mean chance of being alive, where the model is fitted.
    pub mean_p_alive: Option<f64>,
    /// Mean lifetime value over the horizon, where the model is fitted.
    pub mean_lifetime_value: Option<f64>,
}

/// The segments.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SegmentReport {
    /// How the scores were cut.
    pub scoring: Scoring,
    /// Upper bounds, in days, of recency scores 5, 4, 3, 2.
    pub recency_edges_days: [i32; 4],
    /// Lower bounds, in orders, of frequency scores 5, 4, 3, 2.
    pub frequency_edges: [u32; 4],
    /// All 25 cells, frequency 5 to 1, within it recency 1 to 5.
    pub cells: Vec<RfmCell>,
    /// All eleven segments, in the order of [`Segment::ALL`].
    pub rows: Vec<SegmentRow>,
    /// Selected customers.
    pub n_customers: u64,
    /// Their revenue.
    pub revenue: f64,
}

/// A customer worth a call.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SegmentCustomer {
    /// Customer id.
    pub id: String,
    /// Name, or id where there is none.
    pub label: String,
    /// Orders.
    pub n_orders: u32,
    /// Days since the last order.
    pub recency_days: i32,
    /// Revenue.
    pub revenue: f64,
    /// Chance of being alive.
    pub p_alive: Option<f64>,
}

/// One segment, closely.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SegmentDetail {
    /// The row of the segment.
    pub row: SegmentRow,
    /// Customers by chance of being alive, in 20 bins of 5 points; empty until the model is fitted.
    pub p_alive_bins: Vec<u64>,
    /// Customers with a chance of at least [`SegmentDetail::WORTH_A_CALL`].
    pub n_worth_a_call: u64,
    /// Their revenue.
    pub revenue_worth_a_call: f64,
    /// Those with the largest revenue among them, ten at most.
    pub call_first: Vec<SegmentCustomer>,
}

impl SegmentDetail {
    /// The chance of being alive from which a customer is worth a call.
    pub const WORTH_A_CALL: f64 = 0.25;
}
