//! Correlation of paired values.
//!
//! In:   pairs of numbers.
//! Out:  Pearson's product-moment correlation.
//! Cost: two passes, no allocation.

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

#[cfg(test)]
mod tests {
    use super::pearson;

    #[test]
    fn a_line_correlates_perfectly_and_a_constant_not_at_all() {
        let line = (0..10).map(|i| (f64::from(i), 1e9 - 3.0 * f64::from(i)));
        assert!((pearson(line) + 1.0).abs() < 1e-12);
        assert_eq!(pearson((0..10).map(|i| (f64::from(i), 7.0))).abs(), 0.0);
        assert_eq!(pearson(std::iter::empty()).abs(), 0.0);
    }
}
