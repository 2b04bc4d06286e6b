//! Figures that come with how sure they are: shares, means and rank correlations with 95 % intervals.
//!
//! None of them is given without anything to estimate it from, so that a report holds no wild number.

use crate::stats::correlation::spearman;
use crate::stats::normal::two_sided_p;
use crate::stats::proportion::wilson;
use crate::stats::student::{Moments, critical};
use serde::{Deserialize, Serialize};

/// Confidence of every interval.
const CONFIDENCE: f64 = 0.95;
/// The normal quantile of that confidence.
const Z: f64 = 1.959_963_984_540_054;

/// A share of those counted.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Share {
    /// Those with it.
    pub hits: u64,
    /// Those counted.
    pub n: u64,
    /// `hits` of `n`, or what it would be in the mix of another group; 0..=1.
    pub share: f64,
    /// Lower bound of its 95 % interval.
    pub ci_low: f64,
    /// Upper bound.
    pub ci_high: f64,
}

/// A difference of two shares, in shares: 0.02 is two percentage points.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    /// First minus second.
    pub difference: f64,
    /// Lower bound of its 95 % interval.
    pub ci_low: f64,
    /// Upper bound.
    pub ci_high: f64,
}

/// A mean.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Mean {
    /// Values.
    pub n: u64,
    /// Their mean.
    pub mean: f64,
    /// Lower bound of its 95 % interval; the mean itself where a single value gives none.
    pub ci_low: f64,
    /// Upper bound.
    pub ci_high: f64,
}

/// A rank correlation.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct RankCorrelation {
    /// Pairs.
    pub n: u64,
    /// Spearman's coefficient, -1..=1.
    pub rho: f64,
    /// Lower bound of its 95 % interval.
    pub ci_low: f64,
    /// Upper bound.
    pub ci_high: f64,
    /// Two-sided p-value of no correlation.
    pub p_value: f64,
}

impl Share {
    /// `hits` of `n` with Wilson's interval; `None` of nothing.
    #[must_use]
    pub fn of(hits: u64, n: u64) -> Option<Self> {
        (n > 0).then(|| {
            let interval = wilson(hits, n, CONFIDENCE);
            Self { hits, n, share: hits as f64 / n as f64, ci_low: interval.low, ci_high: interval.high }
        })
    }

    /// The share that strata would have in another mix: the mean of their shares by weight. `strata` are hits, n
    /// and weight; those without anything counted are left out, weights need not sum to 1. `None` where no weight
    /// is left.
    ///
    /// # Source
    /// Direct standardization as in Fleiss, Levin & Paik (2003), section 19.2; the interval is Wilson's of as many
    /// observations as have the same variance.
    #[must_use]
    pub fn standardized(strata: &[(u64, u64, f64)]) -> Option<Self> {
        let known = || strata.iter().filter(|&&(_, n, weight)| n > 0 && weight > 0.0);
        let weights: f64 = known().map(|stratum| stratum.2).sum();
        if weights <= 0.0 {
            return None;
        }
        let (mut share, mut variance) = (0.0, 0.0);
        for &(hits, n, weight) in known() {
            let (own, part) = (hits as f64 / n as f64, weight / weights);
            share += part * own;
            variance += part * part * own * (1.0 - own) / n as f64;
        }
        let (hits, n) = known().fold((0, 0), |sum, stratum| (sum.0 + stratum.0, sum.1 + stratum.1));
        let share = share.clamp(0.0, 1.0);
        let alike =
            if variance > 0.0 { (share * (1.0 - share) / variance).clamp(1.0, n as f64) } else { n as f64 };
        // Wilson (1927) for a number of observations that need not be whole.
        let center = share + Z * Z / (2.0 * alike);
        let reach = Z * (share * (1.0 - share) / alike + Z * Z / (4.0 * alike * alike)).sqrt();
        let scale = 1.0 + Z * Z / alike;
        let (ci_low, ci_high) = (((center - reach) / scale).max(0.0), ((center + reach) / scale).min(1.0));
        Some(Self { hits, n, share, ci_low: ci_low.min(share), ci_high: ci_high.max(share) })
    }

    /// This share minus another, of other customers.
    ///
    /// # Source
    /// R. G. Newcombe (1998), Statistics in Medicine 17, 873-890, method 10; for standardized shares the same
    /// from their intervals: Zou & Donner (2008), Statistics in Medicine 27, 1693-1702.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Difference {
        let difference = self.share - other.share;
        let below = (self.share - self.ci_low).hypot(other.ci_high - other.share);
        let above = (self.ci_high - self.share).hypot(other.share - other.ci_low);
        Difference { difference, ci_low: difference - below, ci_high: difference + above }
    }
}

impl Difference {
    /// Whether the interval lies on one side of zero.
    #[must_use]
    pub fn is_sure(&self) -> bool {
        self.ci_low > 0.0 || self.ci_high < 0.0
    }
}

impl Mean {
    /// The mean of values with Student's interval; `None` of none.
    #[must_use]
    pub fn of(values: impl IntoIterator<Item = f64>) -> Option<Self> {
        let moments: Moments = values.into_iter().collect();
        (moments.n > 0).then(|| {
            let reach = match moments.n {
                1 => 0.0,
                n => critical(CONFIDENCE, (n - 1) as f64) * (moments.variance() / n as f64).sqrt(),
            };
            let mean = moments.mean;
            Self { n: moments.n, mean, ci_low: mean - reach, ci_high: mean + reach }
        })
    }
}

impl RankCorrelation {
    /// Fewest pairs from which the interval means anything.
    pub const MIN_PAIRS: usize = 10;

    /// Spearman's correlation of pairs; `None` of fewer than [`Self::MIN_PAIRS`] or where one side does not vary.
    ///
    /// # Source
    /// Interval: Bonett & Wright (2000), Sample size requirements for estimating Pearson, Kendall and Spearman
    /// correlations, Psychometrika 65(1), 23-28. Test: Fieller, Hartley & Pearson (1957), Biometrika 44, 470-481.
    #[must_use]
    pub fn of(left: &[f64], right: &[f64]) -> Option<Self> {
        let n = left.len();
        if n < Self::MIN_PAIRS {
            return None;
        }
        let rho = spearman(left, right)?;
        let degrees = (n - 3) as f64;
        // A perfect correlation has no finite transform; its interval is where rounding would put it.
        let transformed = libm::atanh(rho.clamp(-1.0 + 1e-12, 1.0 - 1e-12));
        let reach = Z * ((1.0 + rho * rho / 2.0) / degrees).sqrt();
        Some(Self {
            n: n as u64,
            rho,
            ci_low: libm::tanh(transformed - reach).min(rho),
            ci_high: libm::tanh(transformed + reach).max(rho),
            p_value: two_sided_p(transformed * (degrees / 1.06).sqrt()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::random::Pcg32;

    #[test]
    fn differences_are_those_of_newcombe_1998_table_2() {
        for ((hits_a, n_a), (hits_b, n_b), low, high) in [
            ((56, 70), (48, 80), 0.0524, 0.3339),
            ((9, 10), (3, 10), 0.1705, 0.8090),
            ((5, 56), (0, 29), -0.0381, 0.1926),
        ] {
            let found = Share::of(hits_a, n_a).unwrap().minus(&Share::of(hits_b, n_b).unwrap());
            assert!((found.ci_low - low).abs() < 5e-5 && (found.ci_high - high).abs() < 5e-5, "{found:?}");
        }
    }

    #[test]
    fn one_stratum_is_its_own_mix() {
        let (plain, mixed) = (Share::of(56, 70).unwrap(), Share::standardized(&[(56, 70, 3.0)]).unwrap());
        assert!((plain.share - mixed.share).abs() < 1e-12 && (plain.ci_low - mixed.ci_low).abs() < 1e-9);
        assert_eq!(Share::standardized(&[(0, 0, 1.0), (3, 5, 0.0)]), None);
        // Half of the weight on 10 of 20, half on 30 of 40.
        let mixed = Share::standardized(&[(10, 20, 1.0), (30, 40, 1.0)]).unwrap();
        assert!((mixed.share - 0.625).abs() < 1e-12 && (mixed.hits, mixed.n) == (40, 60));
    }

    #[test]
    fn the_mean_of_the_sleep_data_of_student_1908_has_the_interval_of_r() {
        // R 4.3, t.test(sleep$extra[11:20]): mean 2.33, 95 % from 0.8976775 to 3.7623225.
        let mean = Mean::of([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]).unwrap();
        assert!((mean.mean - 2.33).abs() < 1e-12);
        assert!((mean.ci_low - 0.897_677_5).abs() < 5e-7 && (mean.ci_high - 3.762_322_5).abs() < 5e-7);
        assert_eq!(Mean::of([]), None);
        assert_eq!(Mean::of([4.0]).map(|mean| (mean.ci_low, mean.ci_high)), Some((4.0, 4.0)));
    }

    #[test]
    fn intervals_of_rank_correlations_cover_zero_in_95_of_100_samples_without_correlation() {
        let mut random = Pcg32::new(5, 9);
        let (mut n_covered, mut n_refused) = (0, 0);
        for _ in 0..1_000 {
            let pairs: Vec<(f64, f64)> = (0..40).map(|_| (random.uniform(), random.uniform())).collect();
            let (left, right): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
            let found = RankCorrelation::of(&left, &right).unwrap();
            n_covered += i32::from(found.ci_low <= 0.0 && 0.0 <= found.ci_high);
            n_refused += i32::from(found.p_value < 0.05);
        }
        assert!(
            (930..=970).contains(&n_covered) && (30..=70).contains(&n_refused),
            "{n_covered} {n_refused}"
        );
    }

    #[test]
    fn a_perfect_correlation_has_a_finite_interval() {
        let values: Vec<f64> = (0..20).map(f64::from).collect();
        let found = RankCorrelation::of(&values, &values).unwrap();
        assert!(found.rho == 1.0 && found.ci_low > 0.99 && found.ci_high <= 1.0 && found.p_value < 1e-6);
        assert_eq!(RankCorrelation::of(&[1.0; 20], &values), None);
        assert_eq!(RankCorrelation::of(&values[..5], &values[..5]), None);
    }
}
