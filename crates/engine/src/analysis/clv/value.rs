//! Lifetime value: expected orders month by month, what an order brings, what it is worth today.
//!
//! In:   a purchase fit, a customer's history, value of an order and margin rate.
//! Out:  expected and discounted orders; shrunken margin rates.
//! Cost: one pass of [`expected_orders_by`] per distinct history, all months together.
//!
//! Margin is not a model of its own: a customer's margin rate so far is drawn towards that of the base by
//! [`PSEUDO_ORDERS`] orders of average value, because the margin of one or two orders is mostly chance.
//! It may be negative, and the lifetime value with it: a customer who costs more than the margin of
//! every order is expected to go on doing so.

use super::PurchaseFit;
use super::purchase::expected_orders_by;
use crate::analysis::facts::CustomerFacts;
use crate::data::Dataset;

/// Weeks of a month: a year of 52.14 weeks in twelve, as `lifetimes` has it.
pub const WEEKS_PER_MONTH: f64 = 4.345;

/// Orders at the base's margin rate by which a customer's own rate is diluted.
pub const PSEUDO_ORDERS: f64 = 5.0;

/// Orders to expect over a number of months.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct DiscountedOrders {
    /// Expected orders.
    pub orders: f64,
    /// The same with those of each month discounted from its end to today.
    pub discounted: f64,
}

/// Expected orders over months of 4.345 weeks, with and without discount; times value and margin of an
/// order this is the lifetime value.
#[derive(Debug, Clone)]
pub struct Months {
    horizons_weeks: Vec<f64>,
    factors: Vec<f64>,
    expected: Vec<f64>,
}

impl Months {
    /// The next `n_months`, discounted at `annual_discount` (0.10 is 10 %) from the end of each.
    ///
    /// A discount of 1 % a month, which `lifetimes` takes, is an annual discount of `1.01^12 - 1`.
    #[must_use]
    pub fn new(n_months: u32, annual_discount: f64) -> Self {
        let months = || (1..=n_months).map(f64::from);
        Self {
            horizons_weeks: months().map(|month| month * WEEKS_PER_MONTH).collect(),
            factors: months().map(|month| libm::pow(1.0 + annual_discount, -month / 12.0)).collect(),
            expected: vec![0.0; n_months as usize],
        }
    }

    /// Orders to expect of a customer with this history; units as in [`super::p_alive`].
    pub fn orders(
        &mut self,
        fit: &PurchaseFit,
        repeats: u32,
        age_at_last_weeks: f64,
        age_weeks: f64,
    ) -> DiscountedOrders {
        self.cumulated(fit, repeats, (age_at_last_weeks, age_weeks)).last().unwrap_or_default()
    }

    /// Orders to expect by the end of each month, with and without discount: [`Self::orders`] month by month.
    pub(super) fn cumulated(
        &mut self,
        fit: &PurchaseFit,
        repeats: u32,
        ages: (f64, f64),
    ) -> impl Iterator<Item = DiscountedOrders> + '_ {
        expected_orders_by(fit, repeats, ages, &self.horizons_weeks, &mut self.expected);
        self.expected.iter().zip(&self.factors).scan(
            DiscountedOrders::default(),
            |sums, (expected, factor)| {
                sums.discounted += (expected - sums.orders) * factor;
                sums.orders = *expected;
                Some(*sums)
            },
        )
    }

    /// The discount factor of each month.
    #[must_use]
    pub fn factors(&self) -> &[f64] {
        &self.factors
    }
}

/// Averages of all customers, towards which those of one customer are drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BaseRates {
    /// Revenue per order day, in whole money units.
    pub order_value: f64,
    /// Margin as a share of revenue; 1 where there is no cost, so that value is revenue.
    pub margin_rate: f64,
}

impl BaseRates {
    /// The averages of all customers with an order.
    #[must_use]
    pub fn new(dataset: &Dataset, facts: &CustomerFacts) -> Self {
        let revenue: i128 = facts.revenue.iter().map(|&it| i128::from(it)).sum();
        let days: f64 = facts.n_order_days.iter().map(|&n| f64::from(n)).sum();
        let margin_rate = facts.profit.as_ref().map_or(1.0, |profit| {
            let profit: i128 = profit.iter().map(|&it| i128::from(it)).sum();
            if revenue > 0 { profit as f64 / revenue as f64 } else { 0.0 }
        });
        Self { order_value: dataset.major(revenue) / days.max(1.0), margin_rate }
    }

    /// Mean value of a customer's orders, drawn towards that of the base by [`PSEUDO_ORDERS`] average orders; for
    /// where there is no model of values. Returns larger than orders count as 0.
    #[must_use]
    pub fn diluted_order_value(&self, repeats: u32, mean: f64) -> f64 {
        let repeats = f64::from(repeats);
        (repeats * mean.max(0.0) + PSEUDO_ORDERS * self.order_value.max(0.0)) / (repeats + PSEUDO_ORDERS)
    }

    /// Margin rate of a customer, drawn towards that of the base by [`PSEUDO_ORDERS`] average orders.
    ///
    /// Customers whose returns exceed their orders count with no revenue of their own.
    #[must_use]
    pub fn margin_rate_of(&self, dataset: &Dataset, facts: &CustomerFacts, customer: usize) -> f64 {
        let Some(profit) = &facts.profit else { return self.margin_rate };
        let revenue = dataset.major(i128::from(facts.revenue[customer])).max(0.0);
        let profit = dataset.major(i128::from(profit[customer]));
        let pseudo = PSEUDO_ORDERS * self.order_value.max(0.0);
        if revenue + pseudo > 0.0 {
            (profit + pseudo * self.margin_rate) / (revenue + pseudo)
        } else {
            self.margin_rate
        }
    }
}
