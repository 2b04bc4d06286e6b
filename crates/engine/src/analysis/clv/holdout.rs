//! The check of the purchase models against a part of the past that was kept back.
//!
//! In:   a [`Dataset`], the facts of its customers and, if wanted, the last day to fit on.
//! Out:  a [`HoldoutReport`] and the fits behind it.
//! Cost: three fits, one prediction per distinct history and model, two sorts per predictor.
//!
//! A model that cannot beat "as many as before" is of no use, so naive baselines are scored beside the
//! models, and the best is listed first, whoever it is. What is predicted is order days of customers seen
//! before; customers whose first order is not in the data are left out, as in the fit.

use super::history::{PurchaseHistory, born_in_window, collapse, histories};
use super::model::{Part, fitted_on, is_enough};
use super::{HoldoutGroup, HoldoutReport, HoldoutScore, Predictor, PurchaseFit, PurchaseModel, purchase};
use crate::analysis::facts::CustomerFacts;
use crate::data::{Dataset, Day};
use crate::progress::{Cancelled, Progress};
use crate::stats::correlation::{pearson, spearman};

/// Shortest holdout, and shortest calibration, in days.
const SHORTEST_DAYS: i32 = 13 * 7;
/// Longest automatic holdout in days.
const LONGEST_DAYS: i32 = 52 * 7;
/// Fewest customers of a group.
const LEAST_IN_GROUP: u64 = 20;
/// Lower bounds of the groups of repeats.
const GROUPS: [u32; 13] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 13, 17, 23];
/// Standard normal quantile at 97.5 %.
const NORMAL_975: f64 = 1.959_963_984_540_054;

/// A holdout report and the fits on the calibration period.
#[derive(Debug, Clone, PartialEq)]
pub struct HoldoutCheck {
    /// What to show.
    pub report: HoldoutReport,
    /// Every model on the calibration period, in the order of [`PurchaseModel::ALL`].
    pub fits: Vec<PurchaseFit>,
}

/// The last day of calibration that leaves the last third of the past as holdout, but not less than 13
/// and not more than 52 weeks; the nearest month end, so that the holdout reads as months. `None` when
/// the past is shorter than 26 weeks.
#[must_use]
pub fn automatic_calibration_end(first: Day, as_of: Day) -> Option<Day> {
    let n_days = as_of.since(first) + 1;
    if n_days < 2 * SHORTEST_DAYS {
        return None;
    }
    let exact = as_of.plus(-(n_days / 3).clamp(SHORTEST_DAYS, LONGEST_DAYS));
    let after = exact.month().last_day();
    let before = exact.month().first_day().plus(-1);
    let near = if after.since(exact) <= exact.since(before) { after } else { before };
    let is_possible = |end: &Day| as_of.since(*end) >= SHORTEST_DAYS && end.since(first) + 1 >= SHORTEST_DAYS;
    [near, before, exact].into_iter().find(is_possible)
}

/// Fits on the days up to `calibration_end` (automatic when `None`) and predicts those after it.
///
/// `None` when a period is too short or has too few customers for a fit.
///
/// # Errors
/// [`Cancelled`] when the answer is no longer wanted.
pub fn check(
    dataset: &Dataset,
    facts: &CustomerFacts,
    calibration_end: Option<Day>,
    progress: &mut dyn Progress,
) -> Result<Option<HoldoutCheck>, Cancelled> {
    let Some(calibration_end) =
        calibration_end.or_else(|| automatic_calibration_end(dataset.observed().first, facts.as_of))
    else {
        return Ok(None);
    };
    let horizon_days = facts.as_of.since(calibration_end);
    let seen = fitted_on(&histories(dataset, calibration_end), &born_in_window(dataset, facts));
    if horizon_days <= 0 || !is_enough(&seen) {
        return Ok(None);
    }
    let horizon_weeks = f64::from(horizon_days) / 7.0;
    let collapsed = collapse(&seen);
    let mut fits = Vec::with_capacity(PurchaseModel::ALL.len());
    for (idx, which) in PurchaseModel::ALL.into_iter().enumerate() {
        let share = 1.0 / PurchaseModel::ALL.len() as f64;
        let from = share * idx as f64;
        let mut part = Part { whole: progress, from, to: from + share };
        fits.push(purchase::fit(which, &collapsed.groups, &mut part)?);
    }

    let customers: Vec<Customer> = (0..seen.len())
        .filter_map(|customer| {
            Some(Customer {
                history: seen[customer]?,
                group: collapsed.group_of[customer]? as usize,
                observed: order_days_between(dataset, customer, calibration_end, facts.as_of),
            })
        })
        .collect();
    let predict = |fit: &PurchaseFit| -> Vec<f64> {
        let by_group: Vec<f64> = collapsed
            .groups
            .iter()
            .map(|(it, _)| {
                let ages = (it.age_at_last_weeks(), it.age_weeks());
                purchase::expected_orders(fit, it.repeats, ages.0, ages.1, horizon_weeks)
            })
            .collect();
        customers.iter().map(|customer| by_group[customer.group]).collect()
    };
    let predictions: Vec<Vec<f64>> = fits.iter().map(predict).collect();
    let mut scores: Vec<HoldoutScore> = fits
        .iter()
        .zip(&predictions)
        .map(|(fit, predicted)| score(Predictor::Model(fit.model), &customers, |idx, _| predicted[idx]))
        .collect();
    let error = |idx: &usize| scores[*idx].root_mean_square_error;
    let by_model = (0..scores.len()).min_by(|a, b| error(a).total_cmp(&error(b))).unwrap_or(0);
    scores.push(score(Predictor::Zero, &customers, |_, _| 0.0));
    scores.push(score(Predictor::SameRate, &customers, |_, history| {
        // A customer of today has no rate yet; the day itself is the least time to divide by.
        f64::from(history.repeats) / f64::from(history.age_days.max(1)) * f64::from(horizon_days)
    }));
    scores.push(score(Predictor::SameCount, &customers, |_, history| f64::from(history.repeats)));
    scores.sort_by(|a, b| a.root_mean_square_error.total_cmp(&b.root_mean_square_error));
    Ok(Some(HoldoutCheck {
        report: HoldoutReport {
            calibration_end,
            holdout_end: facts.as_of,
            n_customers: customers.len() as u64,
            observed_total: customers.iter().map(|customer| customer.observed).sum(),
            groups: group(&customers, &predictions[by_model]),
            scores,
        },
        fits,
    }))
}

/// A customer of the calibration period.
struct Customer {
    history: PurchaseHistory,
    /// Index of the history among the distinct ones.
    group: usize,
    /// Order days in the holdout period.
    observed: f64,
}

/// Distinct order days after `after`, up to `end`.
fn order_days_between(dataset: &Dataset, customer: usize, after: Day, end: Day) -> f64 {
    let days = &dataset.order_days()[dataset.orders_of(customer)];
    let (mut n, mut last) = (0.0, after);
    for &day in days {
        if day > last && day <= end {
            n += 1.0;
            last = day;
        }
    }
    n
}

fn score(
    predictor: Predictor,
    customers: &[Customer],
    predict: impl Fn(usize, &PurchaseHistory) -> f64,
) -> HoldoutScore {
    let predicted: Vec<f64> =
        customers.iter().enumerate().map(|(idx, customer)| predict(idx, &customer.history)).collect();
    let observed: Vec<f64> = customers.iter().map(|customer| customer.observed).collect();
    let (mut total, mut absolute, mut square, mut bias) = (0.0, 0.0, 0.0, 0.0);
    for (predicted, observed) in predicted.iter().zip(&observed) {
        let error = predicted - observed;
        total += predicted;
        bias += error;
        absolute += error.abs();
        square += error * error;
    }
    let n = customers.len() as f64;
    HoldoutScore {
        predictor,
        total,
        mean_absolute_error: absolute / n,
        root_mean_square_error: (square / n).sqrt(),
        bias: bias / n,
        correlation: pearson(predicted.iter().copied().zip(observed.iter().copied())),
        rank_correlation: spearman(&predicted, &observed),
    }
}

/// Means by repeats; groups with fewer than 20 customers are joined to the one below.
fn group(customers: &[Customer], predictions: &[f64]) -> Vec<HoldoutGroup> {
    // Per group: customers, predicted, observed, observed squared.
    let mut sums = [(0_u64, 0.0, 0.0, 0.0); GROUPS.len()];
    for (customer, predicted) in customers.iter().zip(predictions) {
        let idx = GROUPS.partition_point(|&from| from <= customer.history.repeats) - 1;
        let (n, sum, observed, squares) = sums[idx];
        sums[idx] = (
            n + 1,
            sum + predicted,
            observed + customer.observed,
            squares + customer.observed * customer.observed,
        );
    }
    let mut groups = Vec::new();
    let mut to = u32::MAX;
    for idx in (0..GROUPS.len()).rev() {
        let (n, predicted, observed, squares) = sums[idx];
        if n < LEAST_IN_GROUP && idx > 0 {
            let below = &mut sums[idx - 1];
            *below = (below.0 + n, below.1 + predicted, below.2 + observed, below.3 + squares);
            continue;
        }
        if n > 0 {
            let count = n as f64;
            let mean = observed / count;
            let variance = ((squares - count * mean * mean) / (count - 1.0).max(1.0)).max(0.0);
            let margin = NORMAL_975 * (variance / count).sqrt();
            groups.push(HoldoutGroup {
                from: GROUPS[idx],
                to,
                n_customers: n,
                predicted: predicted / count,
                observed: mean,
                observed_lo: (mean - margin).max(0.0),
                observed_hi: mean + margin,
            });
        }
        to = GROUPS[idx].saturating_sub(1);
    }
    groups.reverse();
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> Day {
        Day::try_from_civil(year, month, day).expect("a civil date")
    }

    #[test]
    fn the_holdout_is_the_last_third_and_ends_with_a_month() {
        let three_years = automatic_calibration_end(day(2022, 1, 1), day(2024, 12, 31));
        assert_eq!(three_years, Some(day(2023, 12, 31)));
        let eighteen_months = automatic_calibration_end(day(1997, 1, 1), day(1998, 6, 30));
        assert_eq!(eighteen_months, Some(day(1997, 12, 31)));
        assert_eq!(automatic_calibration_end(day(2024, 1, 1), day(2024, 5, 31)), None);
    }

    #[test]
    fn no_automatic_holdout_is_shorter_than_thirteen_weeks() {
        for n_days in 150..1_500 {
            let (first, as_of) = (day(2020, 2, 9), day(2020, 2, 9).plus(n_days));
            if let Some(end) = automatic_calibration_end(first, as_of) {
                assert!(as_of.since(end) >= SHORTEST_DAYS && end.since(first) + 1 >= SHORTEST_DAYS);
                assert!(as_of.since(end) <= LONGEST_DAYS + 31);
            }
        }
    }

    #[test]
    fn small_groups_are_joined_to_the_one_below() {
        let customers: Vec<Customer> = [(0, 50), (1, 30), (2, 5), (9, 25), (40, 3)]
            .into_iter()
            .flat_map(|(repeats, n)| {
                (0..n).map(move |_| Customer {
                    history: PurchaseHistory { repeats, age_at_last_days: 0, age_days: 0 },
                    group: 0,
                    observed: f64::from(repeats),
                })
            })
            .collect();
        let groups = group(&customers, &vec![1.0; customers.len()]);
        let shape: Vec<_> = groups.iter().map(|it| (it.from, it.to, it.n_customers)).collect();
        assert_eq!(shape, [(0, 0, 50), (1, 7, 35), (8, u32::MAX, 28)]);
    }
}
