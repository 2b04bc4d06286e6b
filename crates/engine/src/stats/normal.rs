//! The normal distribution, as far as tests of a difference need it.

/// Two-sided p-value of a standard normal statistic, 0..=1; 1 for a statistic that is not a number.
///
/// # Source
/// P(|Z| > |z|) = erfc(|z| / sqrt 2), with the complementary error function of musl.
#[must_use]
pub fn two_sided_p(z: f64) -> f64 {
    if z.is_nan() { 1.0 } else { libm::erfc(z.abs() / std::f64::consts::SQRT_2) }
}

/// Chance of a standard normal number of at most `z`.
///
/// # Source
/// P(Z <= z) = erfc(-z / sqrt 2) / 2.
#[must_use]
pub fn cdf(z: f64) -> f64 {
    0.5 * libm::erfc(-z / std::f64::consts::SQRT_2)
}

/// The value that a standard normal number stays below with chance `p`; infinite at 0 and 1.
///
/// # Source
/// Rational start of Abramowitz & Stegun (1964), 26.2.23, made exact by Newton steps with Halley's
/// correction on [`cdf`].
#[must_use]
pub fn quantile(p: f64) -> f64 {
    if !(p > 0.0 && p < 1.0) {
        return if p <= 0.0 { f64::NEG_INFINITY } else { f64::INFINITY };
    }
    // The lower half, where the distribution function keeps its digits.
    let tail = p.min(1.0 - p);
    let t = (-2.0 * libm::log(tail)).sqrt();
    let numerator = 2.515_517 + t * (0.802_853 + t * 0.010_328);
    let mut z = numerator / (1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308))) - t;
    for _ in 0..4 {
        let density = libm::exp(-0.5 * z * z) / (2.0 * std::f64::consts::PI).sqrt();
        let step = (cdf(z) - tail) / density;
        z -= step / (1.0 + 0.5 * z * step);
    }
    if p <= 0.5 { z } else { -z }
}

/// Statistic of the pooled two-proportion z-test of `hits_a` of `n_a` against `hits_b` of `n_b`.
///
/// Positive when the first share is larger. `None` when a group is empty or when all (or none) of both
/// groups hit, where the statistic is not defined.
///
/// # Source
/// Fleiss, Levin & Paik (2003), Statistical Methods for Rates and Proportions, 3rd ed., section 3.2,
/// without the correction for continuity.
#[must_use]
pub fn two_proportion_z(hits_a: u64, n_a: u64, hits_b: u64, n_b: u64) -> Option<f64> {
    if n_a == 0 || n_b == 0 {
        return None;
    }
    let (a, b) = (n_a as f64, n_b as f64);
    let pooled = (hits_a + hits_b) as f64 / (a + b);
    let variance = pooled * (1.0 - pooled) * (1.0 / a + 1.0 / b);
    (variance > 0.0).then(|| (hits_a as f64 / a - hits_b as f64 / b) / variance.sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_95_percent_point_of_the_normal_is_1_96() {
        // The quantile is 1.959963984540054.
        assert!((two_sided_p(1.959_963_984_540_054) - 0.05).abs() < 1e-12);
        assert!((two_sided_p(-1.959_963_984_540_054) - 0.05).abs() < 1e-12);
        assert!((two_sided_p(0.0) - 1.0).abs() < f64::EPSILON);
        assert!((two_sided_p(f64::NAN) - 1.0).abs() < f64::EPSILON);
    }

    #[test]
    fn quantiles_are_those_of_wichura_1988() {
        // Algorithm AS 241, its table of test values, and the usual ones.
        for (p, z) in [
            (0.25, -0.674_489_750_196_081_7),
            (0.001, -3.090_232_306_167_813_5),
            (1e-20, -9.262_340_089_798_407),
            (0.975, 1.959_963_984_540_054),
            (0.8, 0.841_621_233_572_914_3),
        ] {
            assert!((quantile(p) - z).abs() < 1e-12 * z.abs(), "{p}: {}", quantile(p));
        }
        assert!(quantile(0.5).abs() < 1e-15);
        assert_eq!((quantile(0.0), quantile(1.0)), (f64::NEG_INFINITY, f64::INFINITY));
    }

    #[test]
    fn fifty_of_200_against_30_of_200() {
        // Pooled 0.2; standard error 0.04; difference 0.10.
        let z = two_proportion_z(50, 200, 30, 200).unwrap();
        assert!((z - 2.5).abs() < 1e-12);
    }

    #[test]
    fn groups_without_spread_have_no_statistic() {
        assert_eq!(two_proportion_z(0, 10, 0, 10), None);
        assert_eq!(two_proportion_z(10, 10, 10, 10), None);
        assert_eq!(two_proportion_z(0, 0, 1, 10), None);
    }
}
