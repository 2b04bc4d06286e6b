//! Correlation of paired values.
//!
//! In:   pairs of numbers.
//! Out:  Pearson's product-moment correlation, and Spearman's of their ranks.
//! Cost: two passes without allocation; of Spearman's two sorts.

/// Pearson's correlation of `pairs`, in -1..=1; 0 when one side does not vary or there are fewer than
/// two pairs, because the coefficient is not defined there.
///
/// The means are taken first: the one-pass formula loses all digits when values are large and close.
///
/// # Source
/// K. Pearson (1895), Proceedings of the Royal Society of London 58, 240-242.
#[must_use]
pub fn pearson(pairs: impl Iterator<Item = (f64, f64)> + Clone) -> f64 {
    let (n, sum_x, sum_y) =
        pairs.clone().fold((0.0, 0.0, 0.0), |(n, sum_x, sum_y), (x, y)| (n + 1.0, sum_x + x, sum_y + y));
    if n < 2.0 {
        return 0.0;
    }
    let (mean_x, mean_y) = (sum_x / n, sum_y / n);
    let (xx, yy, xy) = pairs.fold((0.0, 0.0, 0.0), |(xx, yy, xy), (x, y)| {
        let (dx, dy) = (x - mean_x, y - mean_y);
        (xx + dx * dx, yy + dy * dy, xy + dx * dy)
    });
    if xx > 0.0 && yy > 0.0 { (xy / (xx * yy).sqrt()).clamp(-1.0, 1.0) } else { 0.0 }
}

/// Spearman's rank correlation of `left` and `right`, in -1..=1: Pearson's of the ranks, where equal values
/// share the mean of their ranks. `None` when a side does not vary, holds something that is no number, or the
/// lengths differ.
///
/// # Source
/// C. Spearman (1904), American Journal of Psychology 15, 72-101; mid-ranks as in Kendall & Gibbons (1990), Rank
/// Correlation Methods, section 3.8.
#[must_use]
pub fn spearman(left: &[f64], right: &[f64]) -> Option<f64> {
    if left.len() != right.len() || left.iter().chain(right).any(|value| value.is_nan()) {
        return None;
    }
    let (left, right) = (mid_ranks(left), mid_ranks(right));
    let varies = |ranks: &[f64]| ranks.iter().any(|&rank| rank != ranks[0]);
    (varies(&left) && varies(&right)).then(|| pearson(left.into_iter().zip(right)))
}

/// The rank of each value from 1, equal values sharing the mean of theirs.
fn mid_ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_unstable_by(|&a, &b| values[a].total_cmp(&values[b]));
    let mut ranks = vec![0.0; values.len()];
    let mut from = 0;
    while from < order.len() {
        let alike =
            order[from..].iter().take_while(|&&idx| values[idx] == values[order[from]]).count().max(1);
        for &idx in &order[from..from + alike] {
            ranks[idx] = from as f64 + (alike as f64 + 1.0) / 2.0;
        }
        from += alike;
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::{pearson, spearman};

    #[test]
    fn spearman_of_ten_pairs_is_that_of_scipy() {
        // scipy.stats.spearmanr, 1.11.4.
        let left = [106.0, 100.0, 86.0, 101.0, 99.0, 103.0, 97.0, 113.0, 112.0, 110.0];
        let right = [7.0, 27.0, 2.0, 50.0, 28.0, 29.0, 20.0, 12.0, 6.0, 17.0];
        assert!((spearman(&left, &right).unwrap() + 29.0 / 165.0).abs() < 1e-12);
        // Ties share the mean rank: ranks 1, 2.5, 2.5, 4 against 1, 3, 2, 4.
        let tied = spearman(&[1.0, 2.0, 2.0, 3.0], &[1.0, 3.0, 2.0, 4.0]).unwrap();
        assert!((tied - 4.5 / (4.5_f64 * 5.0).sqrt()).abs() < 1e-12, "{tied}");
    }

    #[test]
    fn spearman_of_what_does_not_vary_is_not_defined() {
        assert_eq!(spearman(&[1.0, 1.0], &[1.0, 2.0]), None);
        assert_eq!(spearman(&[], &[]), None);
        assert_eq!(spearman(&[f64::NAN, 1.0], &[1.0, 2.0]), None);
        assert_eq!(spearman(&[-0.0, 0.0, 1.0], &[5.0, 5.0, 6.0]), Some(1.0));
    }

    #[test]
    fn a_line_correlates_perfectly_and_a_constant_not_at_all() {
        let line = (0..10).map(|i| (f64::from(i), 1e9 - 3.0 * f64::from(i)));
        assert!((pearson(line) + 1.0).abs() < 1e-12);
        assert_eq!(pearson((0..10).map(|i| (f64::from(i), 7.0))).abs(), 0.0);
        assert_eq!(pearson(std::iter::empty()).abs(), 0.0);
    }
}
