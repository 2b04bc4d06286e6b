//! What the largest fifth brings, and what the last tenth costs.

use super::bootstrap;
use super::{Claim, ClaimResult, Estimate, Figure, FigureUnit, Subject, Threshold, Verdict, Why, judge};
use crate::analysis::Refused;
use crate::analysis::concentration::descending;
use crate::analysis::selection::SelectedTotals;
use crate::data::Money;
use crate::metric::Needs;

/// Fewest customers.
const LEAST: u64 = 100;

/// L8: share of revenue of the largest 20 % of customers, at least 80 %.
pub(super) fn top_fifth(subject: &Subject) -> ClaimResult {
    let threshold = Threshold::AtLeast(0.80);
    let values = descending(&totals(subject).revenue, subject.selection);
    match top_estimate(subject, &values, 8) {
        Ok(estimate) => ClaimResult::judged(Claim::TopFifth, FigureUnit::Share, estimate, threshold, LEAST)
            .with(parts("revenue", &values)),
        Err(why) => ClaimResult::open(Claim::TopFifth, FigureUnit::Share, threshold, LEAST, why),
    }
}

/// L10: the largest 20 % bring at least 97 % of revenue, and the last 10 % by profit lose at least 2.2 % of all profit.
///
/// The claim speaks of revenue first and of a loss then, so each part is tested on its own; it fails when one does.
pub(super) fn bank_tail(subject: &Subject) -> ClaimResult {
    let (threshold, loss) = (Threshold::AtLeast(0.97), Threshold::AtMost(-0.022));
    let open = |why| ClaimResult::open(Claim::BankTail, FigureUnit::Share, threshold, LEAST, why);
    let totals = totals(subject);
    let values = descending(&totals.revenue, subject.selection);
    let revenue = match top_estimate(subject, &values, 10) {
        Ok(revenue) => revenue,
        Err(why) => return open(why),
    };
    let mut result = ClaimResult::judged(Claim::BankTail, FigureUnit::Share, revenue, threshold, LEAST)
        .with(parts("revenue", &values));
    let Some(profit) = totals.profit.as_ref().map(|profit| descending(profit, subject.selection)) else {
        // Without cost there is no loss to see; the part on revenue can still fail.
        if result.verdict != Verdict::NotSupported {
            result.verdict = Verdict::NotEnoughData;
            result.why = Some(Why::Refused(Refused::needs(Needs::Cost)));
        }
        return result;
    };
    let tail =
        estimate(subject, &profit, 110, |values, weights| split(values, weights).map(|parts| parts[2]));
    let (tail_verdict, tail_why) = match &tail {
        Ok(tail) => judge(tail, loss, LEAST),
        Err(why) => (Verdict::NotEnoughData, Some(why.clone())),
    };
    let worse = match (result.verdict, tail_verdict) {
        (Verdict::NotSupported, _) | (_, Verdict::NotSupported) => Verdict::NotSupported,
        (Verdict::Supported, Verdict::Supported) => Verdict::Supported,
        _ => Verdict::NotEnoughData,
    };
    result.why = (worse == Verdict::NotEnoughData).then(|| result.why.take().or(tail_why)).flatten();
    result.verdict = worse;
    let tail = tail.ok();
    let beside = |key: &str, value: Option<f64>| value.map(|value| Figure::share(key, value));
    result.with(parts("profit", &profit)).with(
        [
            beside("profit-last-10-low", tail.map(|tail| tail.ci_low)),
            beside("profit-last-10-high", tail.map(|tail| tail.ci_high)),
        ]
        .into_iter()
        .flatten(),
    )
}

fn totals<'a>(subject: &Subject<'a>) -> SelectedTotals<'a> {
    SelectedTotals::new(subject.dataset, subject.profile, subject.selection)
}

fn top_estimate(subject: &Subject, values: &[Money], stream: u64) -> Result<Estimate, Why> {
    if !subject.dataset.has_amounts() {
        return Err(Why::Refused(Refused::needs(Needs::Amount)));
    }
    estimate(subject, values, stream, |values, weights| split(values, weights).map(|parts| parts[0]))
}

/// A statistic of values in descending order with its resampled interval, which reaches at least to the statistic
/// without the largest and without the smallest customer.
fn estimate(
    subject: &Subject,
    values: &[Money],
    stream: u64,
    statistic: impl Fn(&[Money], Option<&[u8]>) -> Option<f64>,
) -> Result<Estimate, Why> {
    let n = values.len() as u64;
    if n < LEAST {
        return Err(Why::Refused(Refused::TooFewCustomers { have: n, need: LEAST }));
    }
    let nothing = || Why::Refused(Refused::NothingPositive);
    let value = statistic(values, None).ok_or_else(nothing)?;
    let resampled = |weights: &[u8]| statistic(values, Some(weights));
    let (mut ci_low, mut ci_high) =
        bootstrap::interval(subject.options.seed, stream, values.len(), resampled).ok_or_else(nothing)?;
    let without = [statistic(&values[1..], None), statistic(&values[..values.len() - 1], None)];
    for other in without.into_iter().flatten().chain([value]) {
        ci_low = ci_low.min(other);
        ci_high = ci_high.max(other);
    }
    Ok(Estimate { value, ci_low, ci_high, p_value: None, n })
}

/// Shares of the total of the first 20 %, the next 70 % and the last 10 % of customers, the first two rounded up;
/// `None` where the total is not above 0.
fn split(values: &[Money], weights: Option<&[u8]>) -> Option<[f64; 3]> {
    let weight = |idx: usize| weights.map_or(1, |weights| u64::from(weights[idx]));
    let n: u64 = (0..values.len()).map(weight).sum();
    let ends = [(2 * n).div_ceil(10), (9 * n).div_ceil(10), n];
    let (mut sums, mut done, mut part) = ([0_i128; 3], 0_u64, 0);
    for (idx, &value) in values.iter().enumerate() {
        let mut left = weight(idx);
        while left > 0 {
            while part < 2 && done >= ends[part] {
                part += 1;
            }
            let takes = if part < 2 { left.min(ends[part] - done) } else { left };
            sums[part] += i128::from(value) * i128::from(takes);
            done += takes;
            left -= takes;
        }
    }
    let total: i128 = sums.iter().sum();
    (total > 0).then(|| sums.map(|sum| sum as f64 / total as f64))
}

fn parts(what: &str, values: &[Money]) -> Vec<Figure> {
    let Some(parts) = split(values, None) else { return Vec::new() };
    ["first-20", "next-70", "last-10"]
        .into_iter()
        .zip(parts)
        .map(|(part, share)| Figure::share(&format!("{what}-{part}"), share))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_ten_customers_are_two_seven_and_one() {
        let values = [400, 300, 100, 80, 60, 40, 30, 20, 10, -40];
        let [first, next, last] = split(&values, None).unwrap();
        assert_eq!((first, next, last), (0.7, 0.34, -0.04));
        // Each twice is the same; weights that leave out the largest two are those of the others.
        assert_eq!(split(&values, Some(&[2; 10])), split(&values, None));
        let mut weights = [1; 10];
        weights[..2].fill(0);
        assert_eq!(split(&values, Some(&weights)), split(&values[2..], None));
        assert_eq!(split(&[0, 0], None), None);
        assert_eq!(split(&values, Some(&[0; 10])), None);
    }
}
