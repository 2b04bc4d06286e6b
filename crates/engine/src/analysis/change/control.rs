//! Control charts: whether a figure moves more than it always does.

use serde::{Deserialize, Serialize};

/// Three standard deviations over the mean moving range of neighbours: 3 / 1.128.
const LIMIT_FACTOR: f64 = 2.66;
/// Points on one side of the mean that are too many.
const RUN: usize = 9;
/// Points in a row that rise (or fall) that are too many.
const TREND: usize = 6;

/// A pattern that chance makes rarely.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ControlRule {
    /// A point beyond three standard deviations (Western Electric 1, Nelson 1).
    Beyond,
    /// Nine points in a row on one side of the mean (Nelson 2; Western Electric 4 asks for eight).
    OneSide,
    /// Six points in a row that rise, or fall (Nelson 3).
    Trend,
    /// Two of three points beyond two standard deviations on one side (Western Electric 2, Nelson 5).
    TwoOfThree,
    /// Four of five points beyond one standard deviation on one side (Western Electric 3, Nelson 6).
    FourOfFive,
}

/// One point.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ControlPoint {
    /// The figure.
    pub value: f64,
    /// Lower limit.
    pub low: f64,
    /// Upper limit.
    pub high: f64,
    /// Patterns that end at this point.
    pub rules: Vec<ControlRule>,
}

/// A chart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ControlChart {
    /// The centre line.
    pub center: f64,
    /// Mean of the moving ranges; `None` for a chart of shares.
    pub mean_moving_range: Option<f64>,
    /// The points.
    pub points: Vec<ControlPoint>,
}

/// A chart of single values: mean and 2.66 mean moving ranges on both sides. `None` with fewer than two values or one
/// that is not finite.
///
/// # Source
/// Shewhart (1931); Wheeler (1993), Understanding Variation; NIST/SEMATECH e-Handbook 6.3.2.2. Rules: Western Electric
/// (1956), Statistical Quality Control Handbook; Nelson (1984), Journal of Quality Technology 16, 237-239.
#[must_use]
pub fn xmr(values: &[f64]) -> Option<ControlChart> {
    if values.len() < 2 || values.iter().any(|value| !value.is_finite()) {
        return None;
    }
    let n = values.len() as f64;
    let center = values.iter().sum::<f64>() / n;
    let range = values.windows(2).map(|pair| (pair[1] - pair[0]).abs()).sum::<f64>() / (n - 1.0);
    let half = LIMIT_FACTOR * range;
    let limits: Vec<(f64, f64)> = values.iter().map(|_| (center - half, center + half)).collect();
    Some(chart(values, center, Some(range), &limits))
}

/// A chart of shares, each of `hits` in `n`: limits of each point by its own `n`. Points of nobody are `None` and must
/// not be there. `None` with fewer than two.
///
/// # Source
/// Shewhart (1931); NIST/SEMATECH e-Handbook 6.3.3.2.
#[must_use]
pub fn p_chart(counts: &[(u64, u64)]) -> Option<ControlChart> {
    if counts.len() < 2 || counts.iter().any(|&(hits, n)| n == 0 || hits > n) {
        return None;
    }
    let sum = |of: fn(&(u64, u64)) -> u64| counts.iter().map(of).sum::<u64>() as f64;
    let center = sum(|count| count.0) / sum(|count| count.1);
    let values: Vec<f64> = counts.iter().map(|&(hits, n)| hits as f64 / n as f64).collect();
    let limits: Vec<(f64, f64)> = counts
        .iter()
        .map(|&(_, n)| {
            let half = 3.0 * (center * (1.0 - center) / n as f64).sqrt();
            ((center - half).max(0.0), (center + half).min(1.0))
        })
        .collect();
    let mut chart = chart(&values, center, None, &limits);
    // The distance from the centre in standard deviations needs the limit that is not cut at 0 or 1.
    let z: Vec<f64> = counts
        .iter()
        .zip(&values)
        .map(|(&(_, n), value)| {
            let sigma = (center * (1.0 - center) / n as f64).sqrt();
            if sigma > 0.0 { (value - center) / sigma } else { 0.0 }
        })
        .collect();
    for (idx, point) in chart.points.iter_mut().enumerate() {
        point.rules = rules(&z, &values, idx);
    }
    Some(chart)
}

fn chart(values: &[f64], center: f64, range: Option<f64>, limits: &[(f64, f64)]) -> ControlChart {
    let z: Vec<f64> = values
        .iter()
        .zip(limits)
        .map(|(value, limit)| {
            let sigma = (limit.1 - center) / 3.0;
            if sigma > 0.0 { (value - center) / sigma } else { 0.0 }
        })
        .collect();
    let point = |(idx, (&value, &(low, high))): (usize, (&f64, &(f64, f64)))| ControlPoint {
        value,
        low,
        high,
        rules: rules(&z, values, idx),
    };
    ControlChart {
        center,
        mean_moving_range: range,
        points: values.iter().zip(limits).enumerate().map(point).collect(),
    }
}

/// The patterns that end at a point. `z` are distances from the centre in standard deviations.
fn rules(z: &[f64], values: &[f64], idx: usize) -> Vec<ControlRule> {
    let last = |n: usize| (idx + 1).checked_sub(n).map(|from| from..idx + 1);
    let one_side = |holds: &dyn Fn(f64) -> bool| {
        last(RUN).is_some_and(|run| z[run].iter().all(|&distance| holds(distance)))
    };
    let beyond = |n: usize, need: usize, limit: f64| {
        last(n).is_some_and(|run| {
            let above = z[run.clone()].iter().filter(|&&distance| distance > limit).count();
            let below = z[run].iter().filter(|&&distance| distance < -limit).count();
            (z[idx] > limit && above >= need) || (z[idx] < -limit && below >= need)
        })
    };
    let trend = last(TREND).is_some_and(|run| {
        let pairs = || values[run.clone()].windows(2);
        pairs().all(|pair| pair[0] < pair[1]) || pairs().all(|pair| pair[0] > pair[1])
    });
    let mut found = Vec::new();
    // A hair's breadth of rounding is not beyond.
    found.extend((z[idx].abs() > 3.0 + 1e-9).then_some(ControlRule::Beyond));
    found.extend((one_side(&|z| z > 0.0) || one_side(&|z| z < 0.0)).then_some(ControlRule::OneSide));
    found.extend(trend.then_some(ControlRule::Trend));
    found.extend(beyond(3, 2, 2.0).then_some(ControlRule::TwoOfThree));
    found.extend(beyond(5, 4, 1.0).then_some(ControlRule::FourOfFive));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flow_rates_of_the_nist_handbook_6_3_2_2() {
        let chart = xmr(&[49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]).unwrap();
        assert!((chart.center - 50.81).abs() < 1e-9);
        assert!((chart.mean_moving_range.unwrap() - 1.8778).abs() < 5e-5);
        // Printed as 55.8041 and 45.8159 with the factor 3 / 1.128 = 2.65957.
        assert!((chart.points[0].high - 55.8041).abs() < 1e-3);
        assert!((chart.points[0].low - 45.8159).abs() < 1e-3);
        assert!(chart.points.iter().all(|point| !point.rules.contains(&ControlRule::Beyond)));
    }

    #[test]
    fn wafers_of_the_nist_handbook_6_3_3_2() {
        // Defective chips of 50 on 30 wafers; mean .2313, limits .4102 and .0524; wafers 15 and 23 are out.
        let defective = [
            12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7,
            13, 9, 6,
        ];
        let counts: Vec<(u64, u64)> = defective.iter().map(|&hits| (hits, 50)).collect();
        let chart = p_chart(&counts).unwrap();
        assert!((chart.center - 0.2313).abs() < 5e-5);
        assert!((chart.points[0].high - 0.4102).abs() < 5e-5 && (chart.points[0].low - 0.0524).abs() < 5e-5);
        let out: Vec<usize> = (1..)
            .zip(&chart.points)
            .filter(|(_, point)| point.rules.contains(&ControlRule::Beyond))
            .map(|(wafer, _)| wafer)
            .collect();
        assert_eq!(out, [15, 23]);
    }

    #[test]
    fn each_rule_fires_on_its_pattern_and_not_before() {
        let fires = |z: &[f64], rule| rules(z, z, z.len() - 1).contains(&rule);
        assert!(fires(&[0.0, -3.1], ControlRule::Beyond) && !fires(&[0.0, 3.0], ControlRule::Beyond));
        let side = [0.1, 0.3, 0.2, 0.4, 0.1, 0.3, 0.2, 0.4, 0.1];
        assert!(fires(&side, ControlRule::OneSide) && !fires(&side[1..], ControlRule::OneSide));
        let rising = [-0.5, -0.3, -0.1, 0.1, 0.3, 0.5];
        assert!(fires(&rising, ControlRule::Trend) && !fires(&rising[1..], ControlRule::Trend));
        assert!(fires(&[2.1, 0.0, 2.1], ControlRule::TwoOfThree));
        assert!(
            !fires(&[2.1, 0.0, -2.1], ControlRule::TwoOfThree)
                && !fires(&[2.1, 2.1, 0.0], ControlRule::TwoOfThree)
        );
        assert!(fires(&[1.1, 1.1, 0.0, 1.1, 1.1], ControlRule::FourOfFive));
        assert!(!fires(&[1.1, 1.1, 0.0, 0.9, 1.1], ControlRule::FourOfFive));
    }

    #[test]
    fn equal_values_and_too_few_say_nothing() {
        let chart = xmr(&[5.0; 20]).unwrap();
        assert!(
            chart.points.iter().all(|point| point.rules.is_empty() && point.low == 5.0 && point.high == 5.0)
        );
        assert_eq!(xmr(&[1.0]), None);
        assert_eq!(xmr(&[1.0, f64::NAN]), None);
        assert_eq!(p_chart(&[(1, 2), (0, 0)]), None);
        assert!(p_chart(&[(0, 5), (0, 9)]).unwrap().points.iter().all(|point| point.rules.is_empty()));
    }
}
