//! Percentiles of numbers that need not be whole.

/// The value below or at which a share `p` (0 to 1) of `values` lies, interpolated; `values` are reordered and hold no
/// NaN. `None` of no values.
///
/// # Source
/// Hyndman & Fan (1996), Sample quantiles in statistical packages, The American Statistician 50(4), definition 7.
pub fn percentile(values: &mut [f64], p: f64) -> Option<f64> {
    let last = values.len().checked_sub(1)?;
    let place = p.clamp(0.0, 1.0) * last as f64;
    let whole = (place.floor() as usize).min(last);
    let (_, &mut lower, above) = values.select_nth_unstable_by(whole, f64::total_cmp);
    let upper = above.iter().copied().min_by(f64::total_cmp).unwrap_or(lower);
    Some(lower + (upper - lower) * (place - whole as f64))
}

#[cfg(test)]
mod tests {
    use super::percentile;

    #[test]
    fn percentiles_are_those_of_numpy() {
        // numpy.percentile([15, 20, 35, 40, 50], [5, 30, 40, 50, 100])
        let mut values = [50.0, 15.0, 40.0, 20.0, 35.0];
        for (p, expected) in [(0.05, 16.0), (0.3, 23.0), (0.4, 29.0), (0.5, 35.0), (1.0, 50.0)] {
            assert!((percentile(&mut values, p).unwrap() - expected).abs() < 1e-12, "{p}");
        }
        assert_eq!(percentile(&mut [], 0.5), None);
        assert_eq!(percentile(&mut [7.0], 0.9), Some(7.0));
    }
}
