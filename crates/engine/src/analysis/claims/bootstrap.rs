//! Resampling with Poisson weights: each case counts 0, 1, 2 … times, 1 on average.
//!
//! Cases stay in their order, so that what is computed from sorted values needs no sort in a round, and the result
//! depends on the values alone, not on the order of the rows.

use crate::stats::random::Pcg32;

/// Rounds at most and at least; between them, as many as make [`MAX_DRAWS`] draws.
const ROUNDS: (usize, usize) = (200, 500);
const MAX_DRAWS: usize = 20_000_000;
/// Distribution function of a Poisson number of mean 1, from 0 on.
const CUMULATIVE: [f64; 8] = [
    0.367_879_441_171_442_3,
    0.735_758_882_342_884_6,
    0.919_698_602_928_605_8,
    0.981_011_843_123_846_2,
    0.996_340_153_172_656_3,
    0.999_405_815_182_418_4,
    0.999_916_758_850_712,
    0.999_989_750_803_325,
];

/// 95 % interval of a statistic of `n` cases, from the percentiles of its resampled values; `None` where fewer than
/// nine of ten rounds have one. `statistic` is given the weight of each case.
///
/// # Source
/// Efron & Tibshirani (1993), An Introduction to the Bootstrap, chapter 13 (percentile interval); weights after
/// Hanley & MacGibbon (2006), Creating non-parametric bootstrap samples using Poisson frequencies, Computer Methods
/// and Programs in Biomedicine 83, 57-62.
pub(super) fn interval(
    seed: u64,
    stream: u64,
    n: usize,
    mut statistic: impl FnMut(&[u8]) -> Option<f64>,
) -> Option<(f64, f64)> {
    let n_rounds = (MAX_DRAWS / n.max(1)).clamp(ROUNDS.0, ROUNDS.1);
    let limits = CUMULATIVE.map(|share| (share * 4_294_967_296.0) as u32);
    let mut random = Pcg32::new(seed, stream);
    let mut weights = vec![0_u8; n];
    let mut values = Vec::with_capacity(n_rounds);
    for _ in 0..n_rounds {
        for weight in &mut weights {
            let draw = random.next_u32();
            let mut k = 0;
            while usize::from(k) < limits.len() && draw >= limits[usize::from(k)] {
                k += 1;
            }
            *weight = k;
        }
        values.extend(statistic(&weights).filter(|value| value.is_finite()));
    }
    if values.is_empty() || values.len() * 10 < n_rounds * 9 {
        return None;
    }
    values.sort_by(f64::total_cmp);
    let at = |share: f64| values[((values.len() - 1) as f64 * share).round() as usize];
    Some((at(0.025), at(0.975)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_of_a_mean_is_that_of_its_standard_error() {
        let values: Vec<f64> = (0..2_000_u32).map(|n| f64::from(n % 100)).collect();
        let (low, high) = interval(7, 1, values.len(), |weights| {
            let (n, sum) = weights.iter().zip(&values).fold((0.0, 0.0), |(n, sum), (&weight, value)| {
                (n + f64::from(weight), sum + f64::from(weight) * value)
            });
            (n > 0.0).then(|| sum / n)
        })
        .unwrap();
        // 28.87 / sqrt(2000) = 0.645; 1.96 of it on either side of 49.5.
        assert!((low - (49.5 - 1.265)).abs() < 0.15 && (high - (49.5 + 1.265)).abs() < 0.15, "{low} {high}");
    }
}
