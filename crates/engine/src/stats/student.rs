//! Student's t distribution and Welch's comparison of two means.

use super::gamma::ln_beta;
use super::proportion::Interval;

/// Chance of a t statistic at least this far from 0 on either side; 1 for what is not a number.
///
/// # Source
/// Abramowitz & Stegun (1964), 26.7.1: the regularized incomplete beta function at df / (df + t^2).
#[must_use]
pub fn two_sided_p(t: f64, degrees: f64) -> f64 {
    if t.is_nan() || degrees.is_nan() || degrees <= 0.0 {
        return 1.0;
    }
    incomplete_beta(0.5 * degrees, 0.5, degrees / (degrees + t * t))
}

/// The t value whose two-sided p-value is `1 - confidence`, by bisection to the last digits.
#[must_use]
pub fn critical(confidence: f64, degrees: f64) -> f64 {
    let p = 1.0 - confidence;
    let (mut low, mut high) = (0.0, 1.0);
    while two_sided_p(high, degrees) > p && high < 1e12 {
        high *= 2.0;
    }
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            break;
        }
        if two_sided_p(middle, degrees) > p { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

/// The regularized incomplete beta function I_x(a, b) for `a, b > 0` and `0 <= x <= 1`.
///
/// # Source
/// Continued fraction of Abramowitz & Stegun (1964), 26.5.8, evaluated by the method of Lentz (1976).
#[must_use]
pub fn incomplete_beta(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    // The fraction converges fast below the mean, so the other side is taken above it.
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - incomplete_beta(b, a, 1.0 - x);
    }
    let front = libm::exp(a * libm::log(x) + b * libm::log1p(-x) - ln_beta(a, b)) / a;
    const TINY: f64 = 1e-300;
    let nonzero = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut c = 1.0;
    let mut d = 1.0 / nonzero(1.0 - (a + b) * x / (a + 1.0));
    let mut fraction = d;
    for m in 1..10_000 {
        let m = f64::from(m);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / nonzero(1.0 + even * d);
        c = nonzero(1.0 + even / c);
        fraction *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / nonzero(1.0 + odd * d);
        c = nonzero(1.0 + odd / c);
        let delta = d * c;
        fraction *= delta;
        if (delta - 1.0).abs() < 1e-15 {
            break;
        }
    }
    (front * fraction).clamp(0.0, 1.0)
}

/// How many, their sum and sum of squared distances from the mean; grows one value at a time.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Moments {
    /// Values seen.
    pub n: u64,
    /// Their mean.
    pub mean: f64,
    squares: f64,
}

impl Moments {
    /// Takes in a value.
    ///
    /// # Source
    /// B. P. Welford (1962), Note on a method for calculating corrected sums of squares and products,
    /// Technometrics 4(3), 419-420.
    pub fn add(&mut self, value: f64) {
        self.n += 1;
        let step = value - self.mean;
        self.mean += step / self.n as f64;
        self.squares += step * (value - self.mean);
    }

    /// Variance with n - 1; 0 of fewer than two values.
    #[must_use]
    pub fn variance(&self) -> f64 {
        if self.n < 2 { 0.0 } else { self.squares / (self.n - 1) as f64 }
    }
}

impl FromIterator<f64> for Moments {
    fn from_iter<I: IntoIterator<Item = f64>>(values: I) -> Self {
        let mut moments = Self::default();
        for value in values {
            moments.add(value);
        }
        moments
    }
}

/// A difference of two means.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct MeanDifference {
    /// Mean of the first minus mean of the second.
    pub difference: f64,
    /// Its interval.
    pub interval: Interval,
    /// Two-sided p-value of no difference.
    pub p_value: f64,
    /// Degrees of freedom.
    pub degrees: f64,
}

/// Difference of two means without assuming equal variances; `None` with fewer than two values in a group
/// or when no value of either differs from the others.
///
/// # Source
/// B. L. Welch (1947), The generalization of Student's problem when several different population
/// variances are involved, Biometrika 34, 28-35; degrees of freedom after Satterthwaite (1946).
#[must_use]
pub fn welch(a: &Moments, b: &Moments, confidence: f64) -> Option<MeanDifference> {
    if a.n < 2 || b.n < 2 {
        return None;
    }
    let (of_a, of_b) = (a.variance() / a.n as f64, b.variance() / b.n as f64);
    let error = (of_a + of_b).sqrt();
    if !error.is_normal() {
        return None;
    }
    let degrees = (of_a + of_b).powi(2) / (of_a.powi(2) / (a.n - 1) as f64 + of_b.powi(2) / (b.n - 1) as f64);
    let difference = a.mean - b.mean;
    let reach = critical(confidence, degrees) * error;
    Some(MeanDifference {
        difference,
        interval: Interval { low: difference - reach, high: difference + reach },
        p_value: two_sided_p(difference / error, degrees),
        degrees,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn critical_values_are_those_of_the_tables_of_fisher_and_yates() {
        for (degrees, t) in [(1.0, 12.706), (5.0, 2.571), (10.0, 2.228), (30.0, 2.042), (120.0, 1.980)] {
            assert!((critical(0.95, degrees) - t).abs() < 5e-4, "{degrees}");
        }
        assert!((critical(0.95, 1e7) - 1.959_964).abs() < 1e-5);
        // One degree of freedom is Cauchy's distribution: P(|T| > 1) is a half.
        assert!((two_sided_p(1.0, 1.0) - 0.5).abs() < 1e-14);
        // Two degrees: P(|T| > t) = 1 - t / sqrt(2 + t^2).
        assert!((two_sided_p(3.0, 2.0) - (1.0 - 3.0 / 11.0_f64.sqrt())).abs() < 1e-14);
    }

    #[test]
    fn the_sleep_data_of_student_1908_as_welch_would_have_it() {
        // R 4.3, t.test(extra ~ group, data = sleep): t = -1.8608, df = 17.776, p-value = 0.07939,
        // 95 % from -3.3654832 to 0.2054832.
        let a: Moments = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0].into_iter().collect();
        let b: Moments = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4].into_iter().collect();
        let found = welch(&a, &b, 0.95).unwrap();
        assert!((found.degrees - 17.776).abs() < 5e-4 && (found.p_value - 0.079_39).abs() < 5e-6);
        assert!((found.interval.low + 3.365_483_2).abs() < 5e-8, "{found:?}");
        assert!((found.interval.high - 0.205_483_2).abs() < 5e-8, "{found:?}");
        assert!((found.difference + 1.58).abs() < 1e-12);
    }

    #[test]
    fn groups_without_spread_have_no_statistic() {
        let same: Moments = [3.0; 9].into_iter().collect();
        let one: Moments = [1.0].into_iter().collect();
        assert_eq!(welch(&same, &same, 0.95), None);
        assert_eq!(welch(&same, &one, 0.95), None);
        assert_eq!(Moments::default().variance(), 0.0);
        assert!((two_sided_p(f64::NAN, 3.0) - 1.0).abs() < 1e-15);
    }
}
