//! Shares of a total, in whole smallest units, that add up to it exactly.

/// Shares out `total` in proportion to `weights`: each gets the whole part of its share, and what is left over goes,
/// one unit each, to the largest remainders; equal remainders in the order of the list. `None` where no weight is
/// above zero, so that there is nobody to share with.
///
/// # Source
/// The method of largest remainders (Hamilton 1792): Balinski & Young (1982), Fair Representation, section 3.
#[must_use]
pub fn largest_remainder(total: i64, weights: &[u64]) -> Option<Vec<i64>> {
    let sum: u128 = weights.iter().map(|&weight| u128::from(weight)).sum();
    if sum == 0 {
        return None;
    }
    let magnitude = u128::from(total.unsigned_abs());
    let mut shares = Vec::with_capacity(weights.len());
    let mut remainders: Vec<(u128, usize)> = Vec::new();
    let mut left = magnitude;
    for (idx, &weight) in weights.iter().enumerate() {
        // Both factors are below 2^64, so that the product fits.
        let product = magnitude * u128::from(weight);
        let share = product / sum;
        left -= share;
        if product % sum > 0 {
            remainders.push((product % sum, idx));
        }
        shares.push(i64::try_from(share).unwrap_or(i64::MAX));
    }
    let n_left = usize::try_from(left).unwrap_or(usize::MAX).min(remainders.len());
    if 0 < n_left && n_left < remainders.len() {
        let by_size = |a: &(u128, usize), b: &(u128, usize)| b.0.cmp(&a.0).then(a.1.cmp(&b.1));
        remainders.select_nth_unstable_by(n_left - 1, by_size);
    }
    for &(_, idx) in &remainders[..n_left] {
        shares[idx] += 1;
    }
    if total < 0 {
        for share in &mut shares {
            *share = -*share;
        }
    }
    Some(shares)
}

#[cfg(test)]
mod tests {
    use super::largest_remainder;
    use proptest::prelude::*;

    #[test]
    fn what_is_left_over_goes_to_the_largest_remainders() {
        assert_eq!(largest_remainder(100, &[1, 1, 1]), Some(vec![34, 33, 33]));
        assert_eq!(largest_remainder(10, &[6, 3, 1]), Some(vec![6, 3, 1]));
        // 4.28, 4.28 and 1.43.
        assert_eq!(largest_remainder(10, &[3, 3, 1]), Some(vec![4, 4, 2]));
        assert_eq!(largest_remainder(-10, &[3, 3, 1]), Some(vec![-4, -4, -2]));
        assert_eq!(largest_remainder(0, &[3]), Some(vec![0]));
        assert_eq!(largest_remainder(5, &[0, 0]), None);
        assert_eq!(largest_remainder(i64::MAX, &[u64::MAX, 1]), Some(vec![i64::MAX, 0]));
    }

    proptest! {
        #[test]
        fn shares_always_sum_to_the_total(
            total in any::<i64>(),
            weights in prop::collection::vec(prop_oneof![0..5_u64, any::<u64>()], 0..40),
        ) {
            let Some(shares) = largest_remainder(total, &weights) else {
                prop_assert!(weights.iter().all(|&weight| weight == 0));
                return Ok(());
            };
            let sum: i128 = shares.iter().map(|&share| i128::from(share)).sum();
            prop_assert_eq!(sum, i128::from(total));
            let all: f64 = weights.iter().map(|&weight| weight as f64).sum();
            for (&share, &weight) in shares.iter().zip(&weights) {
                prop_assert!(weight > 0 || share == 0);
                let exact = total as f64 * (weight as f64 / all);
                prop_assert!((share as f64 - exact).abs() <= 1.0 + exact.abs() * 1e-9);
            }
        }
    }
}
