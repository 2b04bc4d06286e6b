//! The gamma function and its relatives.
//!
//! In:   positive arguments.
//! Out:  natural logarithms of gamma and beta functions, and the digamma function.
//!
//! `ln_gamma` itself is `libm::lgamma` (after FreeBSD's msun), accurate to about one unit in the last
//! place for positive arguments.

/// Natural logarithm of the gamma function of `x > 0`.
#[must_use]
pub fn ln_gamma(x: f64) -> f64 {
    libm::lgamma(x)
}

/// Natural logarithm of the beta function of `x, y > 0`.
///
/// # Source
/// Abramowitz & Stegun (1964), 6.2.2.
#[must_use]
pub fn ln_beta(x: f64, y: f64) -> f64 {
    ln_gamma(x) + ln_gamma(y) - ln_gamma(x + y)
}

/// Derivative of [`ln_gamma`] at `x > 0`, to about 1e-14.
///
/// Small arguments are raised to 10 by the recurrence, where eight terms of the asymptotic series
/// suffice.
///
/// # Source
/// Abramowitz & Stegun (1964), 6.3.5 (recurrence) and 6.3.18 (asymptotic series).
#[must_use]
pub fn digamma(x: f64) -> f64 {
    // B_2k / 2k for k = 1 to 8.
    const COEFFICIENTS: [f64; 8] = [
        1.0 / 12.0,
        -1.0 / 120.0,
        1.0 / 252.0,
        -1.0 / 240.0,
        1.0 / 132.0,
        -691.0 / 32_760.0,
        1.0 / 12.0,
        -3_617.0 / 8_160.0,
    ];
    let (mut x, mut shift) = (x, 0.0);
    while x < 10.0 {
        shift -= 1.0 / x;
        x += 1.0;
    }
    let inverse_square = 1.0 / (x * x);
    let series = COEFFICIENTS.iter().rev().fold(0.0, |sum, term| (sum + term) * inverse_square);
    shift + libm::log(x) - 0.5 / x - series
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digamma_at_one_and_a_half_abramowitz_stegun_6_3_2_and_6_3_3() {
        const EULER: f64 = 0.577_215_664_901_532_9;
        assert!((digamma(1.0) + EULER).abs() < 1e-14);
        assert!((digamma(0.5) + EULER + 2.0 * core::f64::consts::LN_2).abs() < 1e-14);
        assert!((digamma(1e-3) + 1e3 + EULER).abs() < 2e-3);
    }

    #[test]
    fn digamma_is_the_slope_of_ln_gamma() {
        for x in [0.3, 1.7, 9.99, 10.01, 250.0] {
            let h = 1e-5 * x;
            let slope = (ln_gamma(x + h) - ln_gamma(x - h)) / (2.0 * h);
            assert!((digamma(x) - slope).abs() < 1e-6 * (1.0 + slope.abs()), "{x}");
        }
    }

    #[test]
    fn beta_of_two_and_three_is_a_twelfth() {
        assert!((ln_beta(2.0, 3.0) + libm::log(12.0)).abs() < 1e-14);
    }
}
