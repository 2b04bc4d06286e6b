//! Which customers and lines a filter leaves.

use crate::query::Mask;

/// The customers and lines a report describes.
#[derive(Debug, Clone, PartialEq)]
pub struct Selection {
    /// Selected customers, all with at least one order by the as-of day.
    pub customers: Mask,
    /// Selected lines, among the lines of selected customers; `None` when all of theirs are.
    pub lines: Option<Mask>,
}

/// The size of a selection, for the filter bar.
#[derive(Debug, Clone, Copy, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct SelectionSummary {
    /// Selected customers.
    pub n_customers: u64,
    /// All customers with an order.
    pub n_customers_total: u64,
    /// Orders with a selected line.
    pub n_orders: u64,
    /// Revenue of the selected lines.
    pub revenue: f64,
    /// Revenue of all lines.
    pub revenue_total: f64,
}
