//! What each customer has of a driver's basis.

use super::{CostBasis, CostDriver, CostOptions, CostRate};
use crate::analysis::Profile;
use crate::analysis::selection::Selection;
use crate::data::{Dataset, Dimension, DimensionRole};
use crate::metric::Needs;

/// Units of a measure are kept in millionths, so that shares of them are worked in whole numbers.
const MILLIONTHS: f64 = 1e6;

/// A driver with what each selected customer has of its basis.
pub(super) struct Basis {
    /// One entry per selected customer.
    pub(super) weights: Vec<u64>,
    /// Units of the basis that one weight is: a millionth for measures, a smallest unit of money for revenue.
    unit: f64,
}

impl Basis {
    /// Counts the basis of a driver; the name of what is missing where it cannot be.
    pub(super) fn new(
        dataset: &Dataset,
        profile: &Profile,
        selection: &Selection,
        options: &CostOptions,
        basis: &CostBasis,
    ) -> Result<Self, String> {
        let needs = |needs: Needs| Err(needs.key().to_owned());
        let as_of = profile.facts.as_of;
        let is_selected = |line: usize| dataset.days()[line] <= as_of && selection.has_line(line);
        // The sum over the selected lines of each selected customer.
        let over_lines = |weight: &dyn Fn(usize) -> u64| -> Vec<u64> {
            let own = |customer: usize| {
                dataset.lines_of_customer(customer).filter(|&line| is_selected(line)).map(weight).sum()
            };
            selection.customers.iter().map(own).collect()
        };
        let (weights, unit) = match basis {
            CostBasis::Order => {
                let has_selected = |order: &usize| dataset.lines_of(*order).any(is_selected);
                let own = |customer| dataset.orders_of(customer).filter(has_selected).count() as u64;
                (selection.customers.iter().map(own).collect(), 1.0)
            }
            CostBasis::Line => (over_lines(&|_| 1), 1.0),
            CostBasis::Return => {
                let returned = flags(dataset, DimensionRole::Returned);
                let is_returned = |line: usize| {
                    dataset.amounts()[line] < 0
                        || returned.as_ref().is_some_and(|(codes, yes)| yes[usize::from(codes[line])])
                };
                (over_lines(&|line| u64::from(is_returned(line))), 1.0)
            }
            CostBasis::Complaint => {
                let Some((codes, yes)) = flags(dataset, DimensionRole::Complaint) else {
                    return needs(Needs::Complaints);
                };
                (over_lines(&|line| u64::from(yes[usize::from(codes[line])])), 1.0)
            }
            CostBasis::Contact => {
                if options.contacts.len() != dataset.n_customers() {
                    return needs(Needs::Contacts);
                }
                let own = |customer: usize| u64::from(options.contacts[customer]);
                (selection.customers.iter().map(own).collect(), 1.0)
            }
            CostBasis::Unit => {
                let Some(quantities) = dataset.quantities() else { return needs(Needs::Quantity) };
                (over_lines(&|line| u64::from(quantities[line].unsigned_abs())), 1.0)
            }
            CostBasis::RevenueShare => {
                if !dataset.has_amounts() {
                    return needs(Needs::Amount);
                }
                let own = |customer: usize| {
                    let lines = dataset.lines_of_customer(customer).filter(|&line| is_selected(line));
                    let sum: i128 = lines.map(|line| i128::from(dataset.amounts()[line])).sum();
                    u64::try_from(sum.max(0)).unwrap_or(u64::MAX)
                };
                let unit = 10_f64.powi(-i32::from(dataset.money_scale()));
                (selection.customers.iter().map(own).collect(), unit)
            }
            CostBasis::Measure(name) => {
                let measure = dataset.measures().iter().find(|measure| measure.name == *name);
                let Some(measure) = measure else { return Err(name.clone()) };
                let weight = |line: usize| {
                    let value = measure.values[line];
                    // Not a number counts as zero, as do values below it.
                    if value > 0.0 { (value * MILLIONTHS).round().min(1e15) as u64 } else { 0 }
                };
                (over_lines(&weight), 1.0 / MILLIONTHS)
            }
        };
        Ok(Self { weights, unit })
    }

    /// Units of the basis of all selected customers.
    pub(super) fn n_units(&self) -> f64 {
        self.weights.iter().map(|&weight| u128::from(weight)).sum::<u128>() as f64 * self.unit
    }

    /// The driver's total in smallest units of money.
    pub(super) fn total(&self, driver: &CostDriver, money_scale: u8) -> i64 {
        let whole = match driver.rate {
            CostRate::Ledger(total) => total,
            CostRate::Each(rate) => rate * self.n_units(),
        };
        // A float past 64 bits becomes the largest amount rather than wrapping around.
        (whole * 10_f64.powi(i32::from(money_scale))).round() as i64
    }
}

/// A dimension read as yes or no.
fn flags(dataset: &Dataset, role: DimensionRole) -> Option<(&[u16], Vec<bool>)> {
    let dimension = dataset.dimension(role)?;
    Some((&dimension.codes, dimension.values.iter().map(|value| Dimension::says_yes(value)).collect()))
}
