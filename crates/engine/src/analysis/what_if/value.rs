//! What levers are worth: profit of a year, lifetime value of a customer, equity of all customers.
//!
//! Margins come once a year. A customer of today earns the first one a year from now, if kept until then; a customer
//! won in a year earns a margin in that year. So the lifetime value of a present customer is the sum over t from 1 of
//! m (r / (1 + i))^t, and that of a new one has the term of t = 0 too.

use super::lever::Levers;
use serde::{Deserialize, Serialize};

/// What is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Target {
    /// Profit of the coming year: customers kept and won, times margin, minus the cost of winning.
    YearProfit,
    /// Lifetime value of one present customer, over all years.
    LifetimeValue,
    /// Value of present and expected new customers over the horizon, minus the cost of winning.
    CustomerEquity,
}

impl Target {
    /// Every target.
    pub const ALL: [Self; 3] = [Self::YearProfit, Self::LifetimeValue, Self::CustomerEquity];

    /// Stable name in kebab case.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::YearProfit => "year-profit",
            Self::LifetimeValue => "lifetime-value",
            Self::CustomerEquity => "customer-equity",
        }
    }
}

/// What levers work on.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Firm {
    /// Present customers.
    pub n_customers: f64,
    /// Years of the customer equity.
    pub horizon_years: u32,
}

/// Customer equity in its two parts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Equity {
    /// Of present customers.
    pub present: f64,
    /// Of customers to be won, minus what it costs to win them.
    pub new: f64,
    /// Both.
    pub total: f64,
}

/// Lifetime value of a present customer as a multiple of the margin of a year: r / (1 + i - r).
///
/// # Source
/// Gupta & Lehmann (2003), Customers as assets, Journal of Interactive Marketing 17(1), 9-24, equation for constant
/// margin and retention.
#[must_use]
pub fn margin_multiple(retention: f64, discount: f64) -> f64 {
    retention / (1.0 + discount - retention)
}

/// Lifetime value of a present customer, m r / (1 + i - r).
#[must_use]
pub fn simple_value(levers: &Levers) -> f64 {
    levers.margin * margin_multiple(levers.retention, levers.discount)
}

/// Lifetime value of a customer on the day they are won, m (1 + i) / (1 + i - r): the most that winning one may cost.
#[must_use]
pub fn new_customer_value(levers: &Levers) -> f64 {
    levers.margin + simple_value(levers)
}

/// Customer equity over the horizon: value of present customers plus that of those expected to be won in each year,
/// minus what winning them costs.
///
/// # Source
/// Rust, Lemon & Zeithaml (2004), Return on marketing: using customer equity to focus marketing strategy, Journal of
/// Marketing 68(1), 109-127: the sum of the lifetime values of present and future customers; with the constant margin
/// and retention of Gupta & Lehmann (2003).
#[must_use]
pub fn equity(levers: &Levers, firm: &Firm) -> Equity {
    let step = 1.0 / (1.0 + levers.discount);
    let decay = levers.retention * step;
    let horizon = firm.horizon_years;
    // Margin multiples of the next k years of a present customer, and with the year of winning, of a new one.
    let present: f64 = (1..=horizon).map(|t| power(decay, t)).sum();
    let mut new = 0.0;
    for year in 1..=horizon {
        let margins: f64 = (0..=horizon - year).map(|age| power(decay, age)).sum();
        new += power(step, year) * (levers.margin * margins - levers.acquisition_cost);
    }
    let present = firm.n_customers * levers.margin * present;
    let new = levers.acquisition_volume * new;
    Equity { present, new, total: present + new }
}

fn power(base: f64, exponent: u32) -> f64 {
    base.powi(i32::try_from(exponent).unwrap_or(i32::MAX))
}

/// Profit of the coming year: customers kept and customers won earn their margin, winning has its cost.
#[must_use]
pub fn year_profit(levers: &Levers, firm: &Firm) -> f64 {
    firm.n_customers * levers.retention * levers.margin
        + levers.acquisition_volume * (levers.margin - levers.acquisition_cost)
}

/// The value of a target.
#[must_use]
pub fn value_of(target: Target, levers: &Levers, firm: &Firm) -> f64 {
    match target {
        Target::YearProfit => year_profit(levers, firm),
        Target::LifetimeValue => simple_value(levers),
        Target::CustomerEquity => equity(levers, firm).total,
    }
}

/// The money that a target stands for over all customers: the lifetime value is that of one of them.
#[must_use]
pub fn money_of(target: Target, levers: &Levers, firm: &Firm) -> f64 {
    let value = value_of(target, levers, firm);
    if target == Target::LifetimeValue { value * firm.n_customers } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levers(retention: f64, discount: f64) -> Levers {
        Levers { retention, margin: 120.0, acquisition_volume: 40.0, acquisition_cost: 75.0, discount }
    }

    #[test]
    fn multiples_are_those_of_gupta_and_lehmann() {
        // Formula bank F5: retention before and after, discount, both multiples and the uplift in per cent.
        for (before, after, discount, first, second, uplift) in [
            (0.80, 0.85, 0.0, 4.00, 5.67, 41.7),
            (0.90, 0.95, 0.0, 9.0, 19.0, 111.0),
            (0.80, 0.85, 0.10, 2.67, 3.40, 27.5),
            (0.90, 0.95, 0.10, 4.50, 6.33, 40.7),
        ] {
            let (a, b) = (margin_multiple(before, discount), margin_multiple(after, discount));
            assert!((a - first).abs() < 0.005 && (b - second).abs() < 0.005, "{a} {b}");
            let tolerance = if uplift > 100.0 { 0.5 } else { 0.05 };
            assert!((100.0 * (b / a - 1.0) - uplift).abs() <= tolerance, "{}", b / a);
        }
    }

    #[test]
    fn the_closed_form_is_the_sum_over_all_years() {
        let levers = levers(0.8, 0.1);
        let sum: f64 = (1..2_000).map(|t| 120.0 * (0.8_f64 / 1.1).powi(t)).sum();
        assert!((simple_value(&levers) - sum).abs() < 1e-9);
        assert!((new_customer_value(&levers) - 120.0 * 1.1 / 0.3).abs() < 1e-9);
    }

    #[test]
    fn equity_of_two_years_worked_by_hand() {
        let levers = levers(0.5, 0.25);
        let equity = equity(&levers, &Firm { n_customers: 10.0, horizon_years: 2 });
        // Present: 10 x 120 x (0.4 + 0.16). New: 40 x [0.8 (120 x 1.4 - 75) + 0.64 (120 - 75)].
        assert!((equity.present - 672.0).abs() < 1e-9);
        assert!((equity.new - 40.0 * (0.8 * 93.0 + 0.64 * 45.0)).abs() < 1e-9);
        assert!((equity.total - equity.present - equity.new).abs() < 1e-12);
    }

    #[test]
    fn equity_over_many_years_is_that_of_the_closed_form() {
        let levers = levers(0.8, 0.1);
        let firm = Firm { n_customers: 500.0, horizon_years: 600 };
        let equity = equity(&levers, &firm);
        assert!((equity.present - 500.0 * simple_value(&levers)).abs() < 1e-6);
        // Winners of every year: each worth a new customer's value less its cost, discounted as a perpetuity.
        let new = 40.0 * (new_customer_value(&levers) - 75.0) / 0.1;
        assert!((equity.new / new - 1.0).abs() < 1e-9);
    }
}
