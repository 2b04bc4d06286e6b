//! How many are needed to see a difference, and which difference so many can show.
//!
//! In:   shares or a standard deviation, a two-sided level and the chance (power) of finding what is there.
//! Out:  sizes of groups, rounded up; the smallest difference that can be found.

use super::normal::{cdf, quantile};

/// Level of the test and chance of finding a true difference.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Demand {
    /// Two-sided level: how often chance alone may pass for a difference, 0 to 1.
    pub level: f64,
    /// Chance of finding a difference that is there, 0 to 1.
    pub power: f64,
}

impl Default for Demand {
    /// 5 % and 80 %, the usual ones (Cohen 1988).
    fn default() -> Self {
        Self { level: 0.05, power: 0.8 }
    }
}

impl Demand {
    fn z(self) -> (f64, f64) {
        (quantile(1.0 - self.level / 2.0), quantile(self.power))
    }
}

/// Customers needed in the first of two groups to tell shares `a` and `b` apart, the second being `ratio`
/// times as large; `None` for equal shares or shares out of 0..=1.
///
/// # Source
/// Fleiss, Levin & Paik (2003), Statistical Methods for Rates and Proportions, 3rd ed., equations 4.14 and
/// 4.19, without the correction for continuity.
#[must_use]
pub fn size_for_shares(a: f64, b: f64, ratio: f64, demand: Demand) -> Option<u64> {
    let is_share = |share: f64| (0.0..=1.0).contains(&share);
    let difference = (a - b).abs();
    if !is_share(a) || !is_share(b) || ratio.is_nan() || ratio <= 0.0 || difference < 1e-12 {
        return None;
    }
    let (z_level, z_power) = demand.z();
    let pooled = (a + ratio * b) / (1.0 + ratio);
    let null = ((1.0 + 1.0 / ratio) * pooled * (1.0 - pooled)).sqrt();
    let other = (a * (1.0 - a) + b * (1.0 - b) / ratio).sqrt();
    whole(((z_level * null + z_power * other) / difference).powi(2))
}

/// Chance that `n_a` and `n_b` customers show a difference between shares `a` and `b`, 0 to 1.
///
/// # Source
/// The same, solved for the power; the chance of a difference found on the wrong side is left out.
#[must_use]
pub fn power_for_shares((a, n_a): (f64, u64), (b, n_b): (f64, u64), level: f64) -> f64 {
    if n_a == 0 || n_b == 0 {
        return 0.0;
    }
    let (of_a, of_b) = (n_a as f64, n_b as f64);
    let pooled = (a * of_a + b * of_b) / (of_a + of_b);
    let null = (pooled * (1.0 - pooled) * (1.0 / of_a + 1.0 / of_b)).sqrt();
    let other = (a * (1.0 - a) / of_a + b * (1.0 - b) / of_b).sqrt();
    let slack = (a - b).abs() - quantile(1.0 - level / 2.0) * null;
    if other > 0.0 { cdf(slack / other) } else { f64::from(slack > 0.0) }
}

/// Smallest share above `base` (of the control group of `n_b`) that `n_a` treated customers can show;
/// `None` where not even a share of 1 could be seen.
#[must_use]
pub fn least_share(base: f64, n_a: u64, n_b: u64, demand: Demand) -> Option<f64> {
    let sees = |share: f64| power_for_shares((share, n_a), (base, n_b), demand.level) >= demand.power;
    if !(0.0..1.0).contains(&base) || !sees(1.0) {
        return None;
    }
    let (mut low, mut high) = (base, 1.0);
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if sees(middle) { high = middle } else { low = middle }
    }
    Some(high)
}

/// Customers needed in the first of two groups to tell means apart that differ by `difference`, where
/// single values have this standard deviation and the second group is `ratio` times as large; `None` where
/// nothing differs or varies.
///
/// # Source
/// Normal approximation with Guenther's correction for Student's t: W. C. Guenther (1981), Sample size
/// formulas for normal theory t tests, The American Statistician 35(4), 243-244.
#[must_use]
pub fn size_for_means(difference: f64, deviation: f64, ratio: f64, demand: Demand) -> Option<u64> {
    let is_positive = |value: f64| value.is_finite() && value > 0.0;
    if !is_positive(difference.abs()) || !is_positive(deviation) || !is_positive(ratio) {
        return None;
    }
    let (z_level, z_power) = demand.z();
    let effect = deviation / difference;
    whole((1.0 + 1.0 / ratio) * ((z_level + z_power) * effect).powi(2) + z_level * z_level / 4.0)
}

/// Smallest difference of means that groups of these sizes can show; `None` with an empty group.
///
/// # Source
/// Normal approximation: (z_level + z_power) times the standard error of the difference.
#[must_use]
pub fn least_difference(deviation: f64, n_a: u64, n_b: u64, demand: Demand) -> Option<f64> {
    if n_a == 0 || n_b == 0 || !deviation.is_finite() || deviation <= 0.0 {
        return None;
    }
    let (z_level, z_power) = demand.z();
    Some((z_level + z_power) * deviation * (1.0 / n_a as f64 + 1.0 / n_b as f64).sqrt())
}

/// Rounded up, past rounding errors of the last digits.
fn whole(n: f64) -> Option<u64> {
    let n = (n - 1e-9).ceil().max(2.0);
    (n < 1e15).then_some(n as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(a: f64, b: f64) -> Option<u64> {
        size_for_shares(a, b, 1.0, Demand::default())
    }

    #[test]
    fn sizes_of_the_formula_bank_are_those_of_fleiss_without_continuity() {
        assert_eq!(size(0.05, 0.07), Some(2_213));
        assert_eq!(size(0.10, 0.15), Some(686));
        assert_eq!(size(0.15, 0.33), Some(88));
        assert_eq!(size(0.15, 0.50), Some(27));
        assert_eq!(size(0.07, 0.05), Some(2_213));
    }

    #[test]
    fn sizes_for_means_are_those_of_cohen_1988_table_2_4_1() {
        // Two-sided 5 %, power 80 %: d of .20, .50 and .80; Cohen's 393 is 394 without his table's rounding.
        let n = |d: f64| size_for_means(d, 1.0, 1.0, Demand::default()).unwrap();
        assert_eq!((n(0.2), n(0.5), n(0.8)), (394, 64, 26));
        assert_eq!(size_for_means(0.0, 1.0, 1.0, Demand::default()), None);
        assert_eq!(size_for_means(1.0, f64::NAN, 1.0, Demand::default()), None);
    }

    #[test]
    fn the_least_share_needs_just_the_group_it_was_asked_for() {
        for (base, n) in [(0.05, 2_213), (0.1, 686), (0.15, 88), (0.15, 27)] {
            let share = least_share(base, n, n, Demand::default()).unwrap();
            let needed = size(base, share).unwrap();
            assert!(needed.abs_diff(n) <= 1, "{base} {n}: {share} needs {needed}");
        }
        assert_eq!(least_share(0.1, 2, 2, Demand::default()), None);
        assert_eq!(least_share(0.1, 0, 90, Demand::default()), None);
        assert_eq!(size(0.1, 0.1), None);
        assert_eq!(size(0.1, 1.1), None);
    }

    #[test]
    fn a_small_control_group_needs_a_larger_treated_one() {
        let treated = size_for_shares(0.15, 0.10, 0.25, Demand::default()).unwrap();
        let control = treated / 4;
        assert!(treated > 686 && control < 686);
        let power = power_for_shares((0.15, treated), (0.10, control), 0.05);
        assert!((power - 0.8).abs() < 2e-3, "{power}");
        let least = least_difference(2.0, 64, 64, Demand::default()).unwrap();
        assert!((least - 2.0 * 0.495).abs() < 2e-3, "{least}");
    }
}
