//! Intervals of shares and of their difference.

use super::normal;

/// Lower and upper bound.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Interval {
    /// Lower bound.
    pub low: f64,
    /// Upper bound.
    pub high: f64,
}

impl Interval {
    /// Whether a value lies in it, bounds included.
    #[must_use]
    pub fn holds(self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }
}

/// Interval of the share of `hits` in `n` at a confidence of 0 to 1; the whole range where `n` is 0.
///
/// # Source
/// E. B. Wilson (1927), Probable inference, the law of succession, and statistical inference, Journal of
/// the American Statistical Association 22, 209-212.
#[must_use]
pub fn wilson(hits: u64, n: u64, confidence: f64) -> Interval {
    if n == 0 {
        return Interval { low: 0.0, high: 1.0 };
    }
    let (all, share) = (n as f64, hits as f64 / n as f64);
    let z = normal::quantile(0.5 + confidence / 2.0);
    let center = share + z * z / (2.0 * all);
    let reach = z * (share * (1.0 - share) / all + z * z / (4.0 * all * all)).sqrt();
    let scale = 1.0 + z * z / all;
    // Without hits (or misses) the bound is exactly 0 (or 1), which rounding misses.
    Interval {
        low: if hits == 0 { 0.0 } else { ((center - reach) / scale).max(0.0) },
        high: if hits >= n { 1.0 } else { ((center + reach) / scale).min(1.0) },
    }
}

/// Interval of the difference of two shares, `hits_a` of `n_a` minus `hits_b` of `n_b`.
///
/// # Source
/// R. G. Newcombe (1998), Interval estimation for the difference between independent proportions,
/// Statistics in Medicine 17, 873-890: method 10, from two Wilson intervals without a correction for
/// continuity.
#[must_use]
pub fn newcombe((hits_a, n_a): (u64, u64), (hits_b, n_b): (u64, u64), confidence: f64) -> Interval {
    if n_a == 0 || n_b == 0 {
        return Interval { low: -1.0, high: 1.0 };
    }
    let (a, b) = (hits_a as f64 / n_a as f64, hits_b as f64 / n_b as f64);
    let (of_a, of_b) = (wilson(hits_a, n_a, confidence), wilson(hits_b, n_b, confidence));
    let difference = a - b;
    Interval {
        low: difference - ((a - of_a.low).powi(2) + (of_b.high - b).powi(2)).sqrt(),
        high: difference + ((of_a.high - a).powi(2) + (b - of_b.low).powi(2)).sqrt(),
    }
}

/// Standard normal point of a two-sided 95 % interval.
pub const Z_95: f64 = 1.959_963_984_540_054;

/// A share of `n` with its 95 % interval by Wilson.
#[derive(Debug, Clone, Copy, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Proportion {
    /// How many it holds for.
    pub hits: u64,
    /// Of how many.
    pub n: u64,
    /// The share, 0..=1.
    pub share: f64,
    /// Lower end of the 95 % interval.
    pub ci_low: f64,
    /// Upper end.
    pub ci_high: f64,
}

impl Proportion {
    /// The share of `hits` in `n`; `None` of nobody.
    #[must_use]
    pub fn new(hits: u64, n: u64) -> Option<Self> {
        let interval = wilson(hits, n, 0.95);
        let share = hits as f64 / n as f64;
        (n > 0).then_some(Self { hits, n, share, ci_low: interval.low, ci_high: interval.high })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_has_no_share() {
        assert_eq!(Proportion::new(0, 0), None);
        let all = Proportion::new(4, 4).unwrap();
        assert!((all.share - 1.0).abs() < 1e-12 && (all.ci_high - 1.0).abs() < 1e-12 && all.ci_low > 0.5);
    }

    #[track_caller]
    fn check(found: Interval, low: f64, high: f64, within: f64) {
        assert!((found.low - low).abs() < within && (found.high - high).abs() < within, "{found:?}");
    }

    #[test]
    fn the_wilson_intervals_of_newcombe_1998_table_1() {
        // Two-sided 95 % intervals for a single proportion, method 3.
        check(wilson(81, 263, 0.95), 0.2553, 0.3662, 5e-5);
        check(wilson(15, 148, 0.95), 0.0624, 0.1605, 5e-5);
        check(wilson(0, 20, 0.95), 0.0, 0.1611, 5e-5);
        check(wilson(1, 29, 0.95), 0.0061, 0.1718, 5e-5);
    }

    #[test]
    fn the_differences_of_newcombe_1998_table_2() {
        // Method 10 of examples a, b, d and e.
        check(newcombe((56, 70), (48, 80), 0.95), 0.0524, 0.3339, 5e-5);
        check(newcombe((9, 10), (3, 10), 0.95), 0.1705, 0.8090, 5e-5);
        check(newcombe((5, 56), (0, 29), 0.95), -0.0381, 0.1926, 5e-5);
        check(newcombe((0, 10), (0, 20), 0.95), -0.1611, 0.2775, 5e-5);
    }

    #[test]
    fn fifty_of_200_against_30_of_200_is_ten_points_from_2_2_to_17_7() {
        check(newcombe((50, 200), (30, 200), 0.95), 0.022, 0.177, 5e-4);
    }

    #[test]
    fn empty_groups_say_nothing() {
        check(wilson(0, 0, 0.95), 0.0, 1.0, 1e-12);
        check(newcombe((0, 0), (1, 2), 0.95), -1.0, 1.0, 1e-12);
    }
}
