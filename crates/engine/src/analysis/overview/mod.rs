//! Revenue by month from new and returning customers, and the headline figures of a period.
//!
//! In:   a selection, the same selection without its clause on order days, and [`OverviewOptions`].
//! Out:  an [`OverviewReport`].
//! Cost: a handful of passes over the selected lines.
//!
//! A customer is new in the period that the sign-up lies in, where it is known, else the first order: a
//! visitor who signed up in May and ordered in June is new in May, and returning in June. An order counts
//! in the period of its first selected line.
//!
//! A year that is not over is compared with the same days of the year before, not with the whole of it.

mod findings;
mod metrics;
mod period;
mod report;
pub(super) mod tally;

pub(crate) use metrics::METRICS;
pub use period::{ResolvedPeriod, resolve};
pub use report::report;

use super::finding::{Finding, Template};
use crate::data::DayRange;
use serde::{Deserialize, Serialize};

/// Templates of the findings of this module.
pub(crate) const FINDINGS: &[Template] = findings::ALL;

/// Width of the bars.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Grain {
    /// Calendar months.
    Month,
    /// Calendar quarters.
    Quarter,
    /// Calendar years.
    Year,
}

/// Which stretch of time the headline figures describe.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Period {
    /// The last calendar year with a day on or before the as-of day.
    LatestYear,
    /// A calendar year.
    Year(i32),
    /// The twelve months that end with the as-of day.
    Last12Months,
    /// Everything.
    All,
}

/// What the overview is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct OverviewOptions {
    /// Period of the headline figures; compared with the period of the same length before it.
    pub period: Period,
    /// Width of the bars.
    pub grain: Grain,
}

/// A figure, the same figure one period earlier and its course.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Compared {
    /// The figure; `None` when it is not defined, as a share of nobody.
    pub value: Option<f64>,
    /// The figure of the period before, where the data reaches back that far.
    pub before: Option<f64>,
    /// The figure by month over the months of the period (12 at most), oldest first.
    pub by_month: Vec<f64>,
}

/// The headline figures.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Kpis {
    /// Net revenue.
    pub revenue: Compared,
    /// Customers with an order in the period.
    pub active_customers: Compared,
    /// Customers who became one in the period: signed up, or ordered first where no sign-up day is known.
    pub new_customers: Compared,
    /// Share of the customers active in the period before who ordered in this one too, 0..=1.
    pub kept_share: Compared,
    /// Revenue per order.
    pub average_order: Compared,
    /// Orders.
    pub orders: Compared,
    /// Share of active customers with at least two orders in the period, 0..=1.
    pub repeat_rate: Compared,
}

/// One bar.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PeriodBar {
    /// First and last calendar day of the bar's period.
    pub days: DayRange,
    /// Revenue of customers who became customers in this period.
    pub new_revenue: f64,
    /// Revenue of customers from earlier periods.
    pub returning_revenue: f64,
    /// Orders.
    pub n_orders: u64,
    /// Customers with an order.
    pub n_customers: u64,
    /// Those of them who became customers in this period.
    pub n_new_customers: u64,
    /// Whether the data ends or begins inside the period, so that the bar is not comparable.
    pub is_partial: bool,
    /// Whether the bar lies in the period of the headline figures.
    pub is_in_period: bool,
}

/// A customer whose revenue changed most.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mover {
    /// Customer id.
    pub id: String,
    /// Name, or id where there is none.
    pub label: String,
    /// Revenue of the later half minus revenue of the earlier half.
    pub change: f64,
}

/// The overview.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OverviewReport {
    /// Calendar years of the data, ascending.
    pub years: Vec<i32>,
    /// Period of the headline figures.
    pub period: DayRange,
    /// Period they are compared with, where the data reaches back that far.
    pub compare: Option<DayRange>,
    /// Headline figures.
    pub kpis: Kpis,
    /// Bars over the period and the one before it (all periods for [`Period::All`]), oldest first. A
    /// filter on order days does not shorten them.
    pub bars: Vec<PeriodBar>,
    /// The bar with the most new revenue relative to the median bar, where it is at least 1.5 times it.
    pub peak_bar: Option<u32>,
    /// Largest gains and losses between the two halves of the period: gains first (largest first), then
    /// losses (smallest first), at most three each.
    pub movers: Vec<Mover>,
    /// Earlier and later half compared in `movers`.
    pub mover_halves: (DayRange, DayRange),
    /// What stands out, by money at stake.
    pub findings: Vec<Finding>,
}
