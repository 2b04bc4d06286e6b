//! Retention and profit: how much, and in which direction.

use super::loss::kept;
use super::verdict::CONFIDENCE;
use super::{Claim, ClaimResult, Estimate, Figure, FigureUnit, Subject, Threshold, Verdict, Why, judge};
use crate::analysis::Refused;
use crate::analysis::day_table::day_runs;
use crate::analysis::what_if::year::Years;
use crate::analysis::what_if::{Change, LEAST_DECAY, margin_multiple};
use crate::data::Day;
use crate::stats::correlation::pearson;
use crate::stats::normal;
use crate::stats::proportion::{Interval, wilson};
use std::collections::BTreeMap;

/// Fewest customers of the earlier year.
const LEAST: u64 = 30;
/// The quoted 5 and 85.
const STEP: f64 = 0.05;
const UPLIFT: f64 = 0.85;
/// Places in the interval of the retention at which the uplift is looked at.
const N_PLACES: u32 = 200;

/// L4: rise of the simple lifetime value when the own retention rises by five, at least 85 %.
///
/// The claim does not say whether five points or five per cent are meant. Five points are never less, so the claim
/// fails where five points do not reach 85 % and holds where five per cent do.
pub(super) fn profit(subject: &Subject) -> ClaimResult {
    let threshold = Threshold::AtLeast(UPLIFT);
    let open = |why| ClaimResult::open(Claim::RetentionProfit, FigureUnit::Share, threshold, LEAST, why);
    let discount = subject.options.annual_discount;
    if !(0.0..=1.0).contains(&discount) {
        return open(Why::Refused(Refused::BadSetting { setting: "discount".to_owned() }));
    }
    let years = Years::ending(subject.dataset.observed(), subject.profile.facts.as_of);
    let roots = holds_at(discount);
    if !years.has_before {
        return open(subject.too_short(24)).with(roots);
    }
    let tally = kept(subject, &years);
    if tally.n_kept == 0 {
        let why = match tally.n_before {
            n if n < LEAST => Refused::TooFewEvents { have: n, need: LEAST },
            _ => Refused::NothingPositive,
        };
        return open(Why::Refused(why)).with(roots);
    }
    let retention = tally.n_kept as f64 / tally.n_before as f64;
    let interval = wilson(tally.n_kept, tally.n_before, CONFIDENCE);
    let of = |change| uplift_estimate(retention, interval, discount, change, tally.n_before);
    let (points, percent) = (of(Change::Points(STEP)), of(Change::Percent(STEP)));
    let mut result = ClaimResult::judged(Claim::RetentionProfit, FigureUnit::Share, points, threshold, LEAST);
    if result.verdict == Verdict::Supported && judge(&percent, threshold, LEAST).0 != Verdict::Supported {
        result.verdict = Verdict::NotEnoughData;
        result.why = Some(Why::ReadingsDiffer);
    }
    result
        .with([
            Figure::share("retention", retention),
            Figure::share("uplift-of-5-points", points.value),
            Figure::share("uplift-of-5-percent", percent.value),
            Figure::share("uplift-of-5-percent-low", percent.ci_low),
            Figure::share("uplift-of-5-percent-high", percent.ci_high),
            Figure::share("discount", discount),
        ])
        .with(roots)
}

/// Rise of the margin multiple when a retention changes, at most as far as the retention can go.
pub(super) fn uplift(retention: f64, discount: f64, change: Change) -> f64 {
    let highest = (1.0 + discount - LEAST_DECAY).min(1.0);
    let from = retention.min(highest);
    let to = change.of(retention).min(highest);
    margin_multiple(to, discount) / margin_multiple(from, discount) - 1.0
}

/// The uplift at a retention, and its range over the interval of the retention. It has a valley in the middle, so
/// that the ends of the interval are not enough.
fn uplift_estimate(retention: f64, interval: Interval, discount: f64, change: Change, n: u64) -> Estimate {
    let value = uplift(retention, discount, change);
    let (mut ci_low, mut ci_high) = (value, value);
    for place in 0..=N_PLACES {
        let share = f64::from(place) / f64::from(N_PLACES);
        let at = interval.low + share * (interval.high - interval.low);
        let uplift = uplift(at, discount, change);
        ci_low = ci_low.min(uplift);
        ci_high = ci_high.max(uplift);
    }
    Estimate { value, ci_low, ci_high, p_value: None, n }
}

/// The retention at which the claim would hold: for five points below the first or above the second, for five per
/// cent above the third.
///
/// # Source
/// Solving d (1 + i) / (r (1 + i - r - d)) = u and 0.05 (1 + i) / (1 + i - 1.05 r) = u for r.
fn holds_at(discount: f64) -> Vec<Figure> {
    let whole = 1.0 + discount;
    let sum = whole - STEP;
    let root = (sum * sum - 4.0 * STEP * whole / UPLIFT).max(0.0).sqrt();
    let percent = whole * (1.0 - STEP / UPLIFT) / (1.0 + STEP);
    [
        ("points-hold-below-retention", 0.5 * (sum - root)),
        ("points-hold-above-retention", 0.5 * (sum + root)),
        ("percent-holds-above-retention", percent),
    ]
    .into_iter()
    .filter(|(_, at)| (0.0..1.0).contains(at))
    .map(|(key, at)| Figure::share(key, at))
    .collect()
}

/// Fewest cohorts, and customers of one.
const LEAST_COHORTS: u64 = 10;
const COHORT_CUSTOMERS: u64 = 30;
/// Days of a period, a year where there are enough cohorts, else half of one.
const PERIODS_DAYS: [i32; 2] = [365, 182];

/// L7: rank correlation, over the months in which customers were won, of the share who ordered in their second period
/// with the profit (revenue where there is no cost) of a customer in both, above 0.
///
/// # Source
/// Spearman (1904); interval by Fisher's z with the variance 1.06 / (n - 3) of Fieller, Hartley & Pearson (1957),
/// Tests for rank correlation coefficients I, Biometrika 44, 470-481.
pub(super) fn direction(subject: &Subject) -> ClaimResult {
    let threshold = Threshold::AtLeast(0.0);
    let claim = Claim::RetentionDirection;
    let mut most = 0;
    for days in PERIODS_DAYS {
        let cohorts = cohorts(subject, days);
        if (cohorts.len() as u64) < LEAST_COHORTS {
            most = most.max(cohorts.len() as u64);
            continue;
        }
        let Some(estimate) = rank_correlation(&cohorts) else {
            let why = Why::Refused(Refused::AllEqual);
            return ClaimResult::open(claim, FigureUnit::Number, threshold, LEAST_COHORTS, why);
        };
        return ClaimResult::judged(claim, FigureUnit::Number, estimate, threshold, LEAST_COHORTS).with([
            Figure::new("period-days", f64::from(days), FigureUnit::Days),
            Figure::count("cohorts", cohorts.len() as u64),
        ]);
    }
    let why = Why::Refused(Refused::TooFewEvents { have: most, need: LEAST_COHORTS });
    ClaimResult::open(claim, FigureUnit::Number, threshold, LEAST_COHORTS, why)
}

#[derive(Default)]
struct Cohort {
    n: u64,
    last_birth: Day,
    n_kept: u64,
    profit: i128,
}

/// Share kept and profit per customer of the months in which customers were won, for months whose two periods are
/// over and whose customers are enough; oldest first.
fn cohorts(subject: &Subject, days: i32) -> Vec<(f64, f64)> {
    let Subject { dataset, profile, selection, .. } = subject;
    let facts = &profile.facts;
    let mut cohorts: BTreeMap<i32, Cohort> = BTreeMap::new();
    for customer in selection.customers.iter() {
        let birth = facts.birth_day(customer);
        if birth < dataset.observed().first {
            continue;
        }
        let cohort = cohorts.entry(birth.month().0).or_default();
        cohort.n += 1;
        cohort.last_birth = cohort.last_birth.max(birth);
        let mut is_kept = false;
        for (day, lines) in dataset.orders_of(customer).flat_map(|order| day_runs(dataset, order)) {
            let age = day.since(birth);
            if age >= 2 * days || day > facts.as_of {
                continue;
            }
            let Some(amount) = selection.sum(dataset.amounts(), lines.clone()) else { continue };
            is_kept |= age >= days;
            cohort.profit +=
                amount - dataset.costs().and_then(|costs| selection.sum(costs, lines)).unwrap_or(0);
        }
        cohort.n_kept += u64::from(is_kept);
    }
    cohorts
        .into_values()
        .filter(|cohort| cohort.n >= COHORT_CUSTOMERS && cohort.last_birth.plus(2 * days) <= facts.as_of)
        .map(|cohort| {
            let n = cohort.n as f64;
            (cohort.n_kept as f64 / n, dataset.major(cohort.profit) / n)
        })
        .collect()
}

/// Spearman's correlation with its interval; `None` where a side does not vary or pairs are fewer than four.
pub(super) fn rank_correlation(pairs: &[(f64, f64)]) -> Option<Estimate> {
    if pairs.len() < 4 {
        return None;
    }
    let x = ranks(&pairs.iter().map(|pair| pair.0).collect::<Vec<_>>());
    let y = ranks(&pairs.iter().map(|pair| pair.1).collect::<Vec<_>>());
    let varies = |ranks: &[f64]| ranks.iter().any(|&rank| rank != ranks[0]);
    if !varies(&x) || !varies(&y) {
        return None;
    }
    let value = pearson(x.iter().copied().zip(y.iter().copied()));
    let z = libm::atanh(value.clamp(-0.999_999, 0.999_999));
    let error = (1.06 / (pairs.len() as f64 - 3.0)).sqrt();
    let reach = normal::quantile(0.5 + CONFIDENCE / 2.0) * error;
    Some(Estimate {
        value,
        ci_low: libm::tanh(z - reach),
        ci_high: libm::tanh(z + reach),
        p_value: Some(normal::two_sided_p(z / error)),
        n: pairs.len() as u64,
    })
}

/// Ranks from 1; equal values share the mean of theirs.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let mut ranks = vec![0.0; values.len()];
    let mut start = 0;
    while start < order.len() {
        let equal = order[start..].iter().take_while(|&&idx| values[idx] == values[order[start]]).count();
        for &idx in &order[start..start + equal] {
            ranks[idx] = start as f64 + (equal as f64 + 1.0) / 2.0;
        }
        start += equal.max(1);
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uplifts_are_those_of_the_formula_bank() {
        // F5: .80 to .85 at 10 % is +27.5 %, at 0 % +41.7 %; .90 to .95 at 0 % +111 %, at 10 % +40.7 %.
        for (retention, discount, expected) in
            [(0.80, 0.10, 27.5), (0.80, 0.0, 41.7), (0.90, 0.0, 111.1), (0.90, 0.10, 40.7)]
        {
            let got = 100.0 * uplift(retention, discount, Change::Points(STEP));
            assert!((got - expected).abs() < 0.05, "{got}");
        }
        assert!(uplift(0.8, 0.1, Change::Percent(STEP)) < uplift(0.8, 0.1, Change::Points(STEP)));
    }

    #[test]
    fn the_claim_holds_exactly_where_it_says() {
        for figure in holds_at(0.10) {
            let change =
                if figure.key.starts_with("points") { Change::Points(STEP) } else { Change::Percent(STEP) };
            // Above 95 % five points reach the end of the scale.
            if figure.value <= 0.95 || figure.key.starts_with("percent") && figure.value * 1.05 <= 1.0 {
                assert!((uplift(figure.value, 0.10, change) - UPLIFT).abs() < 1e-9, "{figure:?}");
            }
        }
        assert!((uplift(0.065, 0.10, Change::Points(STEP)) - 0.859).abs() < 0.01);
    }

    #[test]
    fn ranks_and_their_correlation_are_those_of_scipy() {
        assert_eq!(ranks(&[3.0, 1.0, 3.0, 2.0]), [3.5, 1.0, 3.5, 2.0]);
        // scipy.stats.spearmanr([1, 2, 3, 4, 5], [5, 6, 7, 8, 7]) is 0.8207826816681233.
        let pairs = [(1.0, 5.0), (2.0, 6.0), (3.0, 7.0), (4.0, 8.0), (5.0, 7.0)];
        let estimate = rank_correlation(&pairs).unwrap();
        assert!((estimate.value - 0.820_782_681_668_123_3).abs() < 1e-12);
        assert!(estimate.ci_low < estimate.value && estimate.value < estimate.ci_high);
        assert_eq!(rank_correlation(&[(1.0, 2.0); 9]), None);
    }
}
