//! The upper tail of the chi-squared distribution, for tests of several groups at once.

use super::gamma::ln_gamma;

/// Terms of the series and of the continued fraction at most; both settle in about sqrt(df) terms.
const MAX_TERMS: u32 = 10_000;

/// Chance that a chi-squared number of `df` degrees of freedom is at least `x`; 1 where `x` is not above 0 or there
/// is no degree of freedom.
///
/// # Source
/// The regularised incomplete gamma function Q(df / 2, x / 2): Abramowitz & Stegun (1964), 6.5.29 (series) for small
/// `x`, 6.5.31 (continued fraction, by Lentz's method) for large.
#[must_use]
pub fn upper_tail(x: f64, df: usize) -> f64 {
    if x.is_nan() || x <= 0.0 || df == 0 {
        return 1.0;
    }
    let (a, x) = (df as f64 / 2.0, x / 2.0);
    let front = libm::exp(a * libm::log(x) - x - ln_gamma(a));
    if x < a + 1.0 {
        let (mut term, mut sum) = (1.0 / a, 1.0 / a);
        for n in 1..MAX_TERMS {
            term *= x / (a + f64::from(n));
            sum += term;
            if term < sum * 1e-17 {
                break;
            }
        }
        return (1.0 - front * sum).clamp(0.0, 1.0);
    }
    const TINY: f64 = 1e-300;
    let mut b = x + 1.0 - a;
    let (mut c, mut d) = (1.0 / TINY, 1.0 / b);
    let mut fraction = d;
    for n in 1..MAX_TERMS {
        let n = f64::from(n);
        let numerator = -n * (n - a);
        b += 2.0;
        d = numerator * d + b;
        d = 1.0 / if d.abs() < TINY { TINY } else { d };
        c = b + numerator / c;
        c = if c.abs() < TINY { TINY } else { c };
        fraction *= d * c;
        if (d * c - 1.0).abs() < 1e-16 {
            break;
        }
    }
    (front * fraction).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_percent_points_of_the_usual_tables() {
        // Upper 5 % points, NIST/SEMATECH e-Handbook 1.3.6.7.4.
        for (df, x) in [(1, 3.841), (2, 5.991), (3, 7.815), (5, 11.070), (10, 18.307), (30, 43.773)] {
            assert!((upper_tail(x, df) - 0.05).abs() < 2e-5, "{df}: {}", upper_tail(x, df));
        }
        // Two degrees of freedom have a closed form.
        for x in [0.1, 1.0, 7.0, 60.0_f64] {
            assert!((upper_tail(x, 2) / (-x / 2.0).exp() - 1.0).abs() < 1e-12, "{x}");
        }
    }

    #[test]
    fn what_is_no_statistic_is_no_finding() {
        for x in [0.0, -3.0, f64::NAN] {
            assert!((upper_tail(x, 3) - 1.0).abs() < f64::EPSILON);
        }
        assert!((upper_tail(5.0, 0) - 1.0).abs() < f64::EPSILON);
        assert!(upper_tail(1e4, 3) < 1e-300);
    }
}
