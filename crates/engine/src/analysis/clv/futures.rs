//! Simulated futures: what may come, month by month, of one customer or of all.
//!
//! In:   a fitted model, a customer or the selected ones, a seed.
//! Out:  [`Futures`]: cumulated orders and value by month with an interval, and some single futures to draw.
//! Cost: of one customer the draws; of all, the draws of two thousand customers at most.
//!
//! A single future is a staircase, their mean a smooth line: showing the mean alone promises too much. For one
//! customer chance is what there is. For the total both count, chance, which partly cancels out among
//! customers, and the uncertainty of the parameters, which does not: it moves everybody the same way. Of many
//! customers those of largest value are all simulated, since they make most of the chance, and of the others
//! every k-th, whose deviations are scaled to the number they stand for.

use super::ClvModel;
use super::chance::{Chance, seed_of};
use super::intervals::Sample;
use super::value::Months;
use crate::analysis::facts::CustomerFacts;
use crate::data::{Dataset, Day};
use crate::query::Mask;
use crate::stats::random::Pcg32;
use serde::{Deserialize, Serialize};

/// Draws at most, whatever is asked.
const MOST_DRAWS: u32 = 5_000;
/// Single futures that are kept.
const N_PATHS: usize = 12;
/// Days of a month of 4.345 weeks.
const DAYS_PER_MONTH: f64 = 30.415;

/// How futures are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct FuturesOptions {
    /// Seed: the same one draws the same futures on every machine.
    pub seed: u64,
    /// Futures, 100 to 5,000.
    pub n_draws: u32,
    /// Probability that the interval of a month holds.
    pub level: f64,
}

impl Default for FuturesOptions {
    fn default() -> Self {
        Self { seed: 1, n_draws: 1_000, level: 0.8 }
    }
}

/// Where futures stand at the end of a month.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct FuturePoint {
    /// Last day of the month, counted from the as-of day.
    pub day: Day,
    /// Orders by then: mean and interval of the futures.
    pub orders: Band,
    /// Discounted value by then, margin or revenue as in [`ClvModel::is_margin`].
    pub value: Band,
}

/// Mean, middle and interval of what was drawn.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Band {
    /// Mean.
    pub mean: f64,
    /// Median.
    pub median: f64,
    /// Lower end of the interval.
    pub lo: f64,
    /// Upper end.
    pub hi: f64,
}

/// What may come.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Futures {
    /// How they were drawn.
    pub options: FuturesOptions,
    /// Customers they are of.
    pub n_customers: u64,
    /// By month.
    pub points: Vec<FuturePoint>,
    /// Cumulated value of some single futures, by month.
    pub paths: Vec<Vec<f64>>,
    /// Share of the futures without any order; of one customer only.
    pub share_without_order: Option<f64>,
}

/// Futures of one customer over the horizon of the model; `None` for a model without figures or a customer
/// without an order. The seed of the options is mixed with the customer's id.
#[must_use]
pub fn of_customer(
    model: &ClvModel,
    dataset: &Dataset,
    facts: &CustomerFacts,
    customer: usize,
    options: &FuturesOptions,
) -> Option<Futures> {
    let chance = Chance::of(model, dataset, facts, customer)?;
    let months = Months::new(model.options.horizon_months, model.options.annual_discount);
    let margin_rate = model.base.margin_rate_of(dataset, facts, customer);
    let seed = seed_of(dataset.customers().ids.get(customer)) ^ options.seed;
    let mut random = Pcg32::new(seed, 1);
    let mut drawn = vec![(0, 0.0); months.factors().len()];
    let n_draws = options.n_draws.clamp(100, MOST_DRAWS) as usize;
    let mut table = Table::new(n_draws, drawn.len());
    for draw in 0..n_draws {
        chance.draw(&mut random, &mut drawn);
        let (mut orders, mut value) = (0.0, 0.0);
        for (month, (&(n, amount), factor)) in drawn.iter().zip(months.factors()).enumerate() {
            orders += f64::from(n);
            value += amount * factor * margin_rate;
            table.add(draw, month, orders, value);
        }
    }
    let last = drawn.len().checked_sub(1)?;
    let n_without = (0..n_draws).filter(|&draw| table.orders[draw * drawn.len() + last] == 0.0).count();
    Some(Futures {
        points: table.points(facts.as_of, options.level),
        paths: table.paths(),
        options: *options,
        n_customers: 1,
        share_without_order: Some(n_without as f64 / n_draws as f64),
    })
}

/// Futures of all selected customers together; `None` for a model without figures, without a customer or without
/// a month.
#[must_use]
pub fn of_selection(
    model: &ClvModel,
    dataset: &Dataset,
    facts: &CustomerFacts,
    selected: &Mask,
    options: &FuturesOptions,
) -> Option<Futures> {
    let fit = *model.used_fit()?;
    let customers: Vec<usize> = selected.iter().filter(|&customer| facts.has_order(customer)).collect();
    let sampled = Sample::of(model, dataset, facts, &customers);
    let mut months = Months::new(model.options.horizon_months, model.options.annual_discount);
    let factors = months.factors().to_vec();
    let last = factors.len().checked_sub(1).filter(|_| !customers.is_empty())?;

    let n_draws = options.n_draws.clamp(100, MOST_DRAWS) as usize;
    let mut table = Table::new(n_draws, factors.len());
    let (mut orders, mut values) = (vec![0.0; factors.len()], vec![0.0; factors.len()]);
    let mut drawn = vec![(0, 0.0); factors.len()];
    let mut expected = Vec::with_capacity(factors.len());
    for member in &sampled.members {
        let chance = Chance::of(model, dataset, facts, member.customer)?;
        let it = chance.history;
        expected.clear();
        expected.extend(months.cumulated(&fit, it.repeats, (it.age_at_last_weeks(), it.age_weeks())));
        for (month, expected) in expected.iter().enumerate() {
            orders[month] += member.weight * expected.orders;
            values[month] += member.weight * expected.discounted * member.order_margin;
        }
        // A customer who stands for w others brings the chance of w, which is that of one times the root.
        let spread = member.weight.sqrt();
        let mut random = Pcg32::new(seed_of(dataset.customers().ids.get(member.customer)) ^ options.seed, 2);
        for draw in 0..n_draws {
            chance.draw(&mut random, &mut drawn);
            let (mut n, mut amount) = (0.0, 0.0);
            for (month, expected) in expected.iter().enumerate() {
                n += f64::from(drawn[month].0);
                amount += drawn[month].1 * factors[month] * member.margin_rate;
                let more = (n - expected.orders, amount - expected.discounted * member.order_margin);
                table.add(draw, month, spread * more.0, spread * more.1);
            }
        }
    }
    let sum = |column: &[f64]| customers.iter().map(|&customer| column[customer]).sum::<f64>();
    let scale = |all: f64, of_sample: f64| if of_sample == 0.0 { 0.0 } else { all / of_sample };
    let orders_scale = scale(sum(&model.expected_orders), orders[last]);
    let value_scale = scale(sum(&model.value), values[last]);
    let sensitivity = sampled.sensitivity(model);
    let mut random = Pcg32::new(options.seed, 3);
    for draw in 0..n_draws {
        let (orders_factor, value_factor) = sensitivity.draw(&mut random);
        for month in 0..factors.len() {
            let expected_orders = orders[month] * orders_scale * orders_factor;
            table.add(draw, month, expected_orders, values[month] * value_scale * value_factor);
        }
    }
    // Deviations are added as if they could fall below no order at all.
    table.orders.iter_mut().for_each(|orders| *orders = orders.max(0.0));
    Some(Futures {
        points: table.points(facts.as_of, options.level),
        paths: table.paths(),
        options: *options,
        n_customers: customers.len() as u64,
        share_without_order: None,
    })
}

/// Cumulated orders and values of every draw and month.
struct Table {
    n_draws: usize,
    n_months: usize,
    orders: Vec<f64>,
    values: Vec<f64>,
}

impl Table {
    fn new(n_draws: usize, n_months: usize) -> Self {
        let zeros = vec![0.0; n_draws * n_months];
        Self { n_draws, n_months, orders: zeros.clone(), values: zeros }
    }

    fn add(&mut self, draw: usize, month: usize, orders: f64, value: f64) {
        self.orders[draw * self.n_months + month] += orders;
        self.values[draw * self.n_months + month] += value;
    }

    fn points(&self, as_of: Day, level: f64) -> Vec<FuturePoint> {
        let column = |cells: &[f64], month: usize| {
            let of_month = (0..self.n_draws).map(|draw| cells[draw * self.n_months + month]).collect();
            Band::of(of_month, level)
        };
        (0..self.n_months)
            .map(|month| FuturePoint {
                day: as_of.plus((DAYS_PER_MONTH * (month + 1) as f64).round() as i32),
                orders: column(&self.orders, month),
                value: column(&self.values, month),
            })
            .collect()
    }

    fn paths(&self) -> Vec<Vec<f64>> {
        if self.n_months == 0 {
            return Vec::new();
        }
        self.values.chunks(self.n_months).take(N_PATHS).map(<[f64]>::to_vec).collect()
    }
}

impl Band {
    fn of(mut values: Vec<f64>, level: f64) -> Self {
        values.sort_unstable_by(f64::total_cmp);
        let last = values.len().saturating_sub(1) as f64;
        let at = |share: f64| {
            values.get((share.clamp(0.0, 1.0) * last).round() as usize).copied().unwrap_or_default()
        };
        Self {
            mean: values.iter().sum::<f64>() / values.len().max(1) as f64,
            median: at(0.5),
            lo: at(0.5 - level / 2.0),
            hi: at(0.5 + level / 2.0),
        }
    }
}
