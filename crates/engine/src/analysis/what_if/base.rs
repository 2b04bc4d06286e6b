//! Where the levers stand: measured from the data where it can be, else a stated assumption that says so.

use super::lever::{Lever, Levers};
use super::year::{YearTally, Years, tallies};
use crate::analysis::selection::Selection;
use crate::analysis::{Profile, Refused};
use crate::data::{Dataset, DayRange, MeasureRole};
use crate::metric::Needs;
use crate::stats::proportion::{Interval, wilson};
use serde::{Deserialize, Serialize};

/// Fewest customers from whom a rate is measured.
pub const MIN_CUSTOMERS: u64 = 30;

/// Where a value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Basis {
    /// Computed from the data.
    Measured,
    /// Taken from [`Assumptions`], since the data does not say.
    Assumed,
    /// Said by the reader.
    Given,
}

/// A value and where it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct BaseValue {
    /// The value.
    pub value: f64,
    /// Where it comes from.
    pub basis: Basis,
    /// Customers it was measured on; 0 where it was not.
    pub n_customers: u64,
}

impl BaseValue {
    fn measured(value: f64, n_customers: u64) -> Self {
        Self { value, basis: Basis::Measured, n_customers }
    }

    fn assumed(value: f64) -> Self {
        Self { value, basis: Basis::Assumed, n_customers: 0 }
    }
}

/// Values said by the reader, which go before measured ones.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Given {
    /// Share of customers kept in a year.
    pub retention: Option<f64>,
    /// Margin per customer and year.
    pub margin: Option<f64>,
    /// Customers won in a year.
    pub acquisition_volume: Option<f64>,
    /// Cost of winning one.
    pub acquisition_cost: Option<f64>,
}

impl Given {
    fn get(&self, lever: Lever) -> Option<f64> {
        match lever {
            Lever::Retention => self.retention,
            Lever::Margin => self.margin,
            Lever::AcquisitionVolume => self.acquisition_volume,
            Lever::AcquisitionCost => self.acquisition_cost,
            Lever::Discount => None,
        }
    }
}

/// What is taken where neither the data nor the reader says it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Assumptions {
    /// Share of customers kept in a year.
    pub retention: f64,
    /// Margin as a share of revenue, where there is no cost.
    pub margin_rate: f64,
    /// Cost of winning a customer as a share of a year's margin.
    pub acquisition_cost_share: f64,
    /// Cost of one contact as a share of a year's margin.
    pub contact_cost_share: f64,
    /// Share of those about to leave whom contacts can keep, at most.
    pub reachable_share: f64,
    /// Share of those inclined to buy who answer a message.
    pub answer_share: f64,
}

impl Default for Assumptions {
    fn default() -> Self {
        Self {
            retention: 0.80,
            margin_rate: 0.30,
            acquisition_cost_share: 0.50,
            contact_cost_share: 0.01,
            reachable_share: 0.10,
            answer_share: 0.05,
        }
    }
}

/// The levers of the selected customers as they stand.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Base {
    /// The twelve months that were measured.
    pub year: DayRange,
    /// Customers with an order in them.
    pub n_customers: u64,
    /// Customers with an order in the twelve months before; 0 where the data does not reach back so far.
    pub n_before: u64,
    /// Customers of both.
    pub n_kept: u64,
    /// Customers who became customers in the later twelve months; 0 where that cannot be told.
    pub n_won: u64,
    /// Customers of the later twelve months from longer ago: neither kept nor won.
    pub n_returned: u64,
    /// 95 % interval of the share kept, where it was measured.
    pub retention_interval: Option<Interval>,
    /// Share of customers kept.
    pub retention: BaseValue,
    /// Margin per customer and year.
    pub margin: BaseValue,
    /// Customers won per year.
    pub acquisition_volume: BaseValue,
    /// Cost of winning one.
    pub acquisition_cost: BaseValue,
    /// Discount per year.
    pub discount: BaseValue,
    /// Profit of the year: its customers times their margin.
    pub year_profit: f64,
}

impl Base {
    /// The levers alone.
    #[must_use]
    pub fn levers(&self) -> Levers {
        Levers {
            retention: self.retention.value,
            margin: self.margin.value,
            acquisition_volume: self.acquisition_volume.value,
            acquisition_cost: self.acquisition_cost.value,
            discount: self.discount.value,
        }
    }
}

/// Measures the levers of the selected customers in the twelve months to the as-of day.
///
/// # Errors
/// [`Refused`] without amounts, with less than twelve months of data, with fewer than [`MIN_CUSTOMERS`] customers,
/// when they bring no margin, or when a given value makes no sense.
pub fn measure(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    discount: f64,
    given: &Given,
    assumptions: &Assumptions,
) -> Result<Base, Refused> {
    if !dataset.has_amounts() {
        return Err(Refused::needs(Needs::Amount));
    }
    let (observed, as_of) = (dataset.observed(), profile.facts.as_of);
    let years = Years::ending(observed, as_of);
    if !years.has_now {
        let have = as_of.month().since(observed.first.month()) + 1;
        return Err(Refused::TooShort { have_months: u32::try_from(have).unwrap_or(0), need_months: 12 });
    }
    let tally = YearTally::sum(&tallies(dataset, profile, selection, &years, 1, |_| Some(0)));
    if tally.n_now < MIN_CUSTOMERS {
        return Err(Refused::TooFewCustomers { have: tally.n_now, need: MIN_CUSTOMERS });
    }
    let n = tally.n_now as f64;
    let take = |lever: Lever, otherwise: BaseValue| {
        given.get(lever).map_or(otherwise, |value| BaseValue { value, basis: Basis::Given, n_customers: 0 })
    };

    let margin = take(
        Lever::Margin,
        if dataset.costs().is_some() {
            BaseValue::measured(dataset.major(tally.revenue - tally.cost) / n, tally.n_now)
        } else {
            BaseValue::assumed(assumptions.margin_rate * dataset.major(tally.revenue) / n)
        },
    );
    if margin.value <= 0.0 {
        return Err(Refused::NothingPositive);
    }
    let is_kept_known = years.has_before && tally.n_before >= MIN_CUSTOMERS;
    let retention = take(
        Lever::Retention,
        if is_kept_known {
            let share = tally.n_kept as f64 / tally.n_before as f64;
            // Where everybody was kept, the sum over all years needs the least decay.
            let highest = (1.0 + discount - super::lever::LEAST_DECAY).min(1.0);
            BaseValue::measured(share.min(highest), tally.n_before)
        } else {
            BaseValue::assumed(assumptions.retention)
        },
    );
    // Without a year before, whoever was there already looks new; those lost are then taken to be replaced.
    let acquisition_volume = take(
        Lever::AcquisitionVolume,
        if years.has_before {
            BaseValue::measured(tally.n_won as f64, tally.n_won)
        } else {
            BaseValue::assumed(n * (1.0 - retention.value))
        },
    );
    let acquisition_cost = take(
        Lever::AcquisitionCost,
        measured_cost(dataset, profile, selection, &years)
            .unwrap_or_else(|| BaseValue::assumed(assumptions.acquisition_cost_share * margin.value)),
    );
    let base = Base {
        year: years.now,
        n_customers: tally.n_now,
        n_before: if years.has_before { tally.n_before } else { 0 },
        n_kept: if years.has_before { tally.n_kept } else { 0 },
        n_won: if years.has_before { tally.n_won } else { 0 },
        // Who was won in the year has no order before it, so that kept and won have nobody in common.
        n_returned: if years.has_before { tally.n_now - tally.n_kept - tally.n_won } else { 0 },
        retention_interval: is_kept_known.then(|| wilson(tally.n_kept, tally.n_before, 0.95)),
        retention,
        margin,
        acquisition_volume,
        acquisition_cost,
        discount: BaseValue { value: discount, basis: Basis::Given, n_customers: 0 },
        year_profit: margin.value * n,
    };
    base.levers().check()?;
    Ok(base)
}

/// Mean cost of winning the customers of the year, or where too few of them have one, of all selected customers.
fn measured_cost(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    years: &Years,
) -> Option<BaseValue> {
    let costs =
        dataset.customers().measures.iter().find(|measure| measure.role == MeasureRole::AcquisitionCost)?;
    let mean = |of_year: bool| {
        let (mut n, mut sum) = (0_u64, 0.0);
        for customer in selection.customers.iter() {
            let cost = costs.values[customer];
            if cost.is_finite() && (!of_year || years.now.contains(profile.facts.birth_day(customer))) {
                n += 1;
                sum += cost;
            }
        }
        (n >= MIN_CUSTOMERS).then(|| BaseValue::measured(sum / n as f64, n))
    };
    mean(true).or_else(|| mean(false)).filter(|cost| cost.value >= 0.0)
}
