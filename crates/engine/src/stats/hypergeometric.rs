//! Fisher's exact test of a two-by-two table.
//!
//! In:   counts.
//! Out:  the natural logarithm of the one-sided p-value, so that associations too strong for a floating
//!       point number can still be told apart.
//! Cost: the terms of the tail that matter, a few dozen for a clear association.
//!
//! Log-gamma functions of large counts cancel to nine digits only; the saddle-point form used here keeps
//! fourteen.

/// Logarithm of the chance of `n_both` or more hits among `n_drawn` draws without replacement from `n`
/// things of which `n_marked` are hits: Fisher's exact test against "more often together than by chance".
///
/// 0 (a chance of 1) where the table is not one: more drawn or marked than there are.
///
/// # Source
/// R. A. Fisher (1935), The logic of inductive inference, Journal of the Royal Statistical Society 98,
/// 39-82. Terms: C. Loader (2000), Fast and accurate computation of binomial probabilities, equation 3 and
/// its use for the hypergeometric distribution as a ratio of binomials.
#[must_use]
pub fn fisher_greater_ln(n_both: u64, n_drawn: u64, n_marked: u64, n: u64) -> f64 {
    let least = (n_drawn + n_marked).saturating_sub(n);
    let most = n_drawn.min(n_marked);
    if n_drawn > n || n_marked > n || n_both <= least {
        return 0.0;
    }
    if n_both > most {
        return f64::NEG_INFINITY;
    }
    let mode = (u128::from(n_drawn + 1) * u128::from(n_marked + 1) / u128::from(n + 2)) as u64;
    let [drawn, marked, all] = [n_drawn, n_marked, n].map(|count| count as f64);
    // Sums the terms from `from` away from the mode, as multiples of the first.
    let tail = |from: u64, is_up: bool| {
        let (mut term, mut sum, mut x) = (1.0_f64, 1.0_f64, from as f64);
        loop {
            let ratio = if is_up {
                (marked - x) * (drawn - x) / ((x + 1.0) * (all - marked - drawn + x + 1.0))
            } else {
                x * (all - marked - drawn + x) / ((marked - x + 1.0) * (drawn - x + 1.0))
            };
            term *= ratio;
            if term <= sum * 1e-18 || term.is_nan() {
                break;
            }
            sum += term;
            x += if is_up { 1.0 } else { -1.0 };
        }
        ln_chance(from, n_drawn, n_marked, n) + libm::log(sum)
    };
    if n_both > mode {
        tail(n_both, true).min(0.0)
    } else {
        libm::log1p(-libm::exp(tail(n_both - 1, false)).min(1.0)).min(0.0)
    }
}

/// Logarithm of the chance of exactly `x` hits; `x` must be possible.
fn ln_chance(x: u64, n_drawn: u64, n_marked: u64, n: u64) -> f64 {
    let p = n_drawn as f64 / n as f64;
    let q = (n - n_drawn) as f64 / n as f64;
    ln_binomial(x, n_marked, p, q) + ln_binomial(n_drawn - x, n - n_marked, p, q)
        - ln_binomial(n_drawn, n, p, q)
}

/// Logarithm of the binomial chance of `x` in `n`; `q` is 1 - `p`, given apart so that neither is rounded.
fn ln_binomial(x: u64, n: u64, p: f64, q: f64) -> f64 {
    let (all, hits) = (n as f64, x as f64);
    if p <= 0.0 {
        return if x == 0 { 0.0 } else { f64::NEG_INFINITY };
    }
    if q <= 0.0 {
        return if x == n { 0.0 } else { f64::NEG_INFINITY };
    }
    if x == 0 {
        return if n == 0 { 0.0 } else { -deviance(all, all * q) - all * p };
    }
    if x == n {
        return -deviance(all, all * p) - all * q;
    }
    let misses = all - hits;
    let core = stirling_error(all)
        - stirling_error(hits)
        - stirling_error(misses)
        - deviance(hits, all * p)
        - deviance(misses, all * q);
    core - 0.5 * (libm::log(core::f64::consts::TAU) + libm::log(hits) + libm::log1p(-hits / all))
}

/// ln n! - ln(sqrt(2 pi n) (n/e)^n), by its series where that is exact to the last digit.
fn stirling_error(n: f64) -> f64 {
    if n <= 15.0 {
        let half_ln_tau = 0.5 * libm::log(core::f64::consts::TAU);
        return libm::lgamma(n + 1.0) - (n + 0.5) * libm::log(n) + n - half_ln_tau;
    }
    let square = n * n;
    let series = (1.0 / 1_680.0 - 1.0 / 1_188.0 / square) / square;
    (1.0 / 12.0 - (1.0 / 360.0 - (1.0 / 1_260.0 - series) / square) / square) / n
}

/// x ln(x / mean) + mean - x, without cancellation where the two are close.
fn deviance(x: f64, mean: f64) -> f64 {
    if (x - mean).abs() < 0.1 * (x + mean) {
        let ratio = (x - mean) / (x + mean);
        let mut sum = (x - mean) * ratio;
        let mut power = 2.0 * x * ratio;
        for j in 1..1_000 {
            power *= ratio * ratio;
            let next = sum + power / f64::from(2 * j + 1);
            if (next - sum).abs() < f64::EPSILON * 0.1 * sum.abs() || next == sum {
                return next;
            }
            sum = next;
        }
        return sum;
    }
    x * libm::log(x / mean) + mean - x
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tables and the one-sided p-values of them, from sums of binomial coefficients as whole numbers of any
    /// size, divided once.
    const EXACT: [([u64; 4], f64); 5] = [
        ([120, 880, 110, 890], 0.264_114_157_474_414_1),
        ([275, 916, 1_041, 2_777], 0.998_258_262_344_364_5),
        ([30, 70, 270, 630], 0.540_911_644_295_561),
        ([1, 99, 1, 99], 0.751_256_281_407_035_2),
        ([2_529, 3_505, 6_555, 12_575], 5.351_090_299_368_097e-27),
    ];

    #[track_caller]
    fn check(table: [u64; 4], expected: f64) {
        let [a, b, c, d] = table;
        let p = libm::exp(fisher_greater_ln(a, a + b, a + c, a + b + c + d));
        assert!((p / expected - 1.0).abs() < 1e-10, "{table:?}: {p} is not {expected}");
    }

    #[test]
    fn the_lady_tasting_tea_of_fisher_1935() {
        check([4, 0, 0, 4], 1.0 / 70.0);
        check([3, 1, 1, 3], 17.0 / 70.0);
        check([0, 4, 4, 0], 1.0);
    }

    #[test]
    fn the_convicted_twins_of_fisher_1935() {
        // Ten of thirteen monozygotic and two of seventeen dizygotic twins: 0.0004653, worked in whole numbers.
        check([10, 3, 2, 15], 619.0 / 1_330_665.0);
    }

    #[test]
    fn large_tables_agree_with_exact_rational_arithmetic() {
        for (table, expected) in EXACT {
            check(table, expected);
        }
    }

    #[test]
    fn associations_past_the_smallest_number_keep_their_order() {
        let strong = fisher_greater_ln(5_000, 5_000, 5_000, 1_000_000);
        let stronger = fisher_greater_ln(6_000, 6_000, 6_000, 1_000_000);
        assert!(stronger < strong && strong < -1_000.0 && stronger.is_finite());
    }

    #[test]
    fn what_is_no_table_has_a_chance_of_one_and_what_cannot_be_of_none() {
        assert_eq!(fisher_greater_ln(1, 11, 5, 10), 0.0);
        assert_eq!(fisher_greater_ln(0, 0, 0, 0), 0.0);
        assert_eq!(fisher_greater_ln(6, 5, 7, 20), f64::NEG_INFINITY);
        assert_eq!(fisher_greater_ln(5, 10, 5, 10), 0.0);
    }
}
