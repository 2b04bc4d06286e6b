//! Orders, revenue and dates of each customer as of a day.
//!
//! In:   a [`crate::data::Dataset`] and the as-of day; later lines are not looked at.
//! Out:  a struct of arrays, one entry per customer of the data set.

use crate::data::{Day, Money};

/// One entry per customer of the data set; customers without an order by the as-of day have
/// `n_orders == 0` and are left out of every analysis.
#[derive(Debug, Clone, PartialEq)]
pub struct CustomerFacts {
    /// The day everything is computed for.
    pub as_of: Day,
    /// Customers with at least one order.
    pub n_active: usize,
    /// Orders: distinct order numbers, or customer-days where the files have none.
    pub n_orders: Vec<u32>,
    /// Distinct days with an order; the unit of the purchase models.
    pub n_order_days: Vec<u32>,
    /// Net revenue in minor units.
    pub revenue: Vec<Money>,
    /// Revenue minus cost in minor units, where there is cost.
    pub profit: Option<Vec<Money>>,
    /// Day of the first order.
    pub first_day: Vec<Day>,
    /// Day of the last order.
    pub last_day: Vec<Day>,
    /// Day the customer became one: sign-up where known, else the first order.
    pub since: Vec<Day>,
}
