//! Which statistics a small base carries, and what to look at instead.
//!
//! In:   the selected customers, their orders and revenue.
//! Out:  a [`GuardReport`]: each method on or off, with the reason.
//! Cost: one pass over the customers.
//!
//! A company with few large customers is not a small copy of one with many: quintiles of 30 accounts are lists of six,
//! and a mean of revenue is the largest account over n. So besides the number of customers the effective
//! number counts: how many customers of equal size would be as concentrated, 1 ÷ HHI (Adelman 1969, Review of Economics and
//! Statistics 51, 99-101).

use super::kinds::{CustomerKind, kind_of_values};
use super::rollup::hhi;
use crate::analysis::selection::{SelectedTotals, Selection};
use crate::analysis::{Profile, Refused};
use crate::data::{Dataset, DimensionRole};
use serde::{Deserialize, Serialize};

/// A statistic that needs many customers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Method {
    /// Models of purchases and dropout: BG/NBD and its kin.
    PurchaseModel,
    /// Scores by fifths.
    Quintiles,
    /// Tests and intervals of revenue.
    Significance,
    /// Retention of monthly cohorts.
    MonthlyCohorts,
}

/// What to look at instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Instead {
    /// Each account by itself, largest first, with its last order.
    AccountByAccount,
    /// A ranking, without classes.
    Ranking,
    /// The plain figures of both sides.
    Counts,
    /// Cohorts of years.
    YearlyCohorts,
}

/// Least numbers.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct GuardOptions {
    /// Customers for a purchase model.
    pub model_customers: u64,
    /// Customers with a repeat order for one.
    pub model_repeaters: u64,
    /// Customers in each fifth.
    pub customers_per_quintile: u64,
    /// Effective number of customers for tests of revenue.
    pub effective_customers: u64,
    /// Customers of a median cohort month.
    pub customers_per_cohort: u64,
    /// Share of revenue by business and channel customers from which purchase models are off unless asked for.
    pub business_share: f64,
}

impl Default for GuardOptions {
    fn default() -> Self {
        Self {
            model_customers: 50,
            model_repeaters: 20,
            customers_per_quintile: 10,
            effective_customers: 30,
            customers_per_cohort: 20,
            business_share: 0.5,
        }
    }
}

/// One method.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GuardRow {
    /// Which.
    pub method: Method,
    /// Whether it is on.
    pub is_on: bool,
    /// What there is too little of, where it is off for that.
    pub refused: Option<Refused>,
    /// Whether it is off because companies, not consumers, bring most of the revenue.
    pub is_off_for_business: bool,
    /// What to look at instead.
    pub instead: Option<Instead>,
}

/// Which statistics the base carries.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GuardReport {
    /// Selected customers.
    pub n_customers: u64,
    /// Of them with an order on a second day.
    pub n_repeaters: u64,
    /// Customers of equal size that would be as concentrated; `None` where revenue of one is below zero.
    pub effective_customers: Option<f64>,
    /// Share of revenue by business and channel customers; `None` without a column of kinds or without revenue.
    pub business_share: Option<f64>,
    /// Customers of a median cohort month.
    pub customers_per_cohort: f64,
    /// Methods, in their order.
    pub rows: Vec<GuardRow>,
}

/// Which statistics the selected customers carry.
#[must_use]
pub fn report(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    options: &GuardOptions,
) -> GuardReport {
    let facts = &profile.facts;
    let totals = SelectedTotals::new(dataset, profile, selection);
    let customers: Vec<usize> = selection.customers.iter().collect();
    let n_customers = customers.len() as u64;
    let n_repeaters = customers.iter().filter(|&&customer| facts.repeats(customer) > 0).count() as u64;
    let revenue: Vec<i128> = customers.iter().map(|&customer| i128::from(totals.revenue[customer])).collect();
    let effective_customers = hhi(&revenue).map(|hhi| 1.0 / hhi);
    let business_share = business_share(dataset, &customers, &revenue);
    let customers_per_cohort = median_month(profile, &customers);
    let is_business = business_share.is_some_and(|share| share >= options.business_share);

    let few = |have: u64, need: u64| (have < need).then_some(Refused::TooFewCustomers { have, need });
    let model = few(n_customers, options.model_customers).or((n_repeaters < options.model_repeaters)
        .then_some(Refused::TooFewRepeaters { have: n_repeaters, need: options.model_repeaters }));
    let effective = effective_customers.map_or(0, |n| n.floor() as u64);
    let row = |method, refused: Option<Refused>, is_off_for_business: bool, instead| {
        let is_on = refused.is_none() && !is_off_for_business;
        GuardRow { method, is_on, is_off_for_business, instead: (!is_on).then_some(instead), refused }
    };
    GuardReport {
        n_customers,
        n_repeaters,
        effective_customers,
        business_share,
        customers_per_cohort,
        rows: vec![
            row(Method::PurchaseModel, model, is_business, Instead::AccountByAccount),
            row(
                Method::Quintiles,
                few(n_customers, 5 * options.customers_per_quintile),
                false,
                Instead::Ranking,
            ),
            row(Method::Significance, few(effective, options.effective_customers), false, Instead::Counts),
            row(
                Method::MonthlyCohorts,
                few(customers_per_cohort.floor() as u64, options.customers_per_cohort),
                false,
                Instead::YearlyCohorts,
            ),
        ],
    }
}

/// Share of revenue by business and channel customers.
fn business_share(dataset: &Dataset, customers: &[usize], revenue: &[i128]) -> Option<f64> {
    let column = dataset
        .customers()
        .dimensions
        .iter()
        .find(|column| column.role == Some(DimensionRole::CustomerKind))?;
    let kinds = kind_of_values(column);
    let (mut business, mut all) = (0_i128, 0_i128);
    for (&customer, &revenue) in customers.iter().zip(revenue) {
        let kind = kinds[usize::from(column.codes[customer])];
        all += revenue;
        if matches!(kind, CustomerKind::Business | CustomerKind::Channel) {
            business += revenue;
        }
    }
    (all > 0).then(|| (business as f64 / all as f64).clamp(0.0, 1.0))
}

/// Median number of customers won in a month, over months with any.
fn median_month(profile: &Profile, customers: &[usize]) -> f64 {
    let mut months: Vec<i32> =
        customers.iter().map(|&customer| profile.facts.birth_day(customer).month().0).collect();
    months.sort_unstable();
    let mut counts: Vec<i64> = months.chunk_by(|a, b| a == b).map(|month| month.len() as i64).collect();
    crate::stats::quantile::median(&mut counts).unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{day, line, profile, select};
    use crate::analysis::sample_shop::Shop;

    fn run(shop: &Shop) -> GuardReport {
        let dataset = shop.dataset();
        let profile = profile(&dataset, day("2024-12-31"));
        let all = select(&dataset, &profile, &[]);
        report(&dataset, &profile, &all, &GuardOptions::default())
    }

    fn shop(n: usize, largest: i64, kind: &str) -> Shop {
        let mut shop = Shop::default();
        for idx in 0..n {
            let id = format!("C{idx:03}");
            shop.lines.push(line(&id, "2024-01-10", if idx == 0 { largest } else { 10 }));
            shop.lines.push(line(&id, "2024-03-10", 0));
            shop.ids.push(id);
        }
        shop.values = vec![("type", Some(DimensionRole::CustomerKind), vec![kind.to_owned(); n])];
        shop
    }

    #[test]
    fn many_equal_consumers_carry_everything() {
        let report = run(&shop(60, 10, "consumer"));
        assert!(report.rows.iter().all(|row| row.is_on && row.instead.is_none()), "{report:?}");
        assert!((report.effective_customers.unwrap() - 60.0).abs() < 1e-9);
        assert_eq!(report.business_share, Some(0.0));
    }

    #[test]
    fn twelve_accounts_carry_none_and_the_reason_is_given() {
        let report = run(&shop(12, 10, "consumer"));
        assert!(report.rows.iter().all(|row| !row.is_on && row.instead.is_some()));
        assert_eq!(report.rows[0].refused, Some(Refused::TooFewCustomers { have: 12, need: 50 }));
        assert_eq!(report.rows[0].instead, Some(Instead::AccountByAccount));
    }

    #[test]
    fn one_giant_makes_many_customers_few() {
        let report = run(&shop(200, 10_000, "consumer"));
        // 1990 of 11,990 among 199 and one with 10,000.
        let expected = 11_990.0_f64.powi(2) / (10_000.0_f64.powi(2) + 199.0 * 100.0);
        assert!((report.effective_customers.unwrap() - expected).abs() < 1e-9);
        let on: Vec<bool> = report.rows.iter().map(|row| row.is_on).collect();
        assert_eq!(on, [true, true, false, true]);
    }

    #[test]
    fn purchase_models_are_off_for_companies() {
        let report = run(&shop(100, 10, "企業"));
        assert_eq!(report.business_share, Some(1.0));
        assert!(report.rows[0].is_off_for_business && !report.rows[0].is_on && report.rows[1].is_on);
        assert_eq!(report.rows[0].refused, None);
    }

    #[test]
    fn nobody_carries_nothing() {
        let mut shop = shop(1, -5, "");
        shop.lines.truncate(1);
        let report = run(&shop);
        assert_eq!((report.effective_customers, report.business_share, report.n_repeaters), (None, None, 0));
        assert!(report.rows.iter().all(|row| !row.is_on));
    }
}
