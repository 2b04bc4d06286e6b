//! How revenue is concentrated: the Lorenz curve, Gini, ABC classes and top shares.

use crate::query::AbcClass;
use serde::{Deserialize, Serialize};

/// Rank and class of each customer on the whole data set.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranks {
    /// Customers with an order, by revenue, largest first; ties by id.
    pub by_revenue: Vec<u32>,
    /// Rank of each customer from 0, `u32::MAX` without an order.
    pub rank: Vec<u32>,
    /// ABC class of each customer, by the share *before* the customer; `None` without an order.
    pub class: Vec<Option<AbcClass>>,
    /// The cuts, as shares of revenue.
    pub cuts: AbcCuts,
}

/// Where classes end, as cumulative shares of revenue.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct AbcCuts {
    /// End of class A.
    pub a: f64,
    /// End of class B.
    pub b: f64,
}

impl Default for AbcCuts {
    fn default() -> Self {
        Self { a: 0.80, b: 0.95 }
    }
}

/// A point of a cumulative curve.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CurvePoint {
    /// Number of customers so far, largest first.
    pub n_customers: u64,
    /// Their share of all customers.
    pub customer_share: f64,
    /// What they bring, cumulated.
    pub value: f64,
    /// Its share of the total.
    pub value_share: f64,
}

/// What the largest customers bring.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct TopShare {
    /// The top p percent.
    pub percent: f64,
    /// That many customers: n times p / 100, rounded up.
    pub n_customers: u64,
    /// Their revenue.
    pub revenue: f64,
    /// Its share of all revenue.
    pub revenue_share: f64,
}

/// One ABC class.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AbcRow {
    /// Which.
    pub class: AbcClass,
    /// Customers.
    pub n_customers: u64,
    /// Their share of all customers.
    pub customer_share: f64,
    /// Their revenue.
    pub revenue: f64,
    /// Its share of all revenue.
    pub revenue_share: f64,
    /// Their profit, where there is cost.
    pub profit: Option<f64>,
    /// Share of them whose profit is below zero, where there is cost.
    pub loss_share: Option<f64>,
}

/// Concentration of revenue over the selected customers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ConcentrationReport {
    /// Selected customers.
    pub n_customers: u64,
    /// Their revenue.
    pub revenue: f64,
    /// Their profit, where there is cost.
    pub profit: Option<f64>,
    /// Gini coefficient, 0..=1; `None` when a customer's revenue is below zero or the total is not
    /// positive, where it is not defined.
    pub gini: Option<f64>,
    /// Herfindahl-Hirschman index: sum of squared revenue shares, 0..=1.
    pub hhi: Option<f64>,
    /// About 200 points from (0, 0) to (n, total), denser at the start.
    pub curve: Vec<CurvePoint>,
    /// Top 1, 5, 10, 20 and 50 percent.
    pub top: Vec<TopShare>,
    /// Classes A, B, C of the selected customers.
    pub classes: Vec<AbcRow>,
    /// The cuts.
    pub cuts: AbcCuts,
}
