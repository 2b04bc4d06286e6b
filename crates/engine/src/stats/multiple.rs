//! Many tests at once.

/// The share of false discoveries to be expected if everything with at most this p-value is called found:
/// one value per p-value, in the order given. `n_tests` counts the tests made, of which those not listed
/// found nothing; it is at least the number of p-values. O(n log n).
///
/// # Source
/// Benjamini & Hochberg (1995), Controlling the false discovery rate, Journal of the Royal Statistical
/// Society B 57(1), 289-300; as adjusted p-values: Yekutieli & Benjamini (1999), equation 3.
#[must_use]
pub fn false_discovery_rates(p_values: &[f64], n_tests: u64) -> Vec<f64> {
    let n_tests = n_tests.max(p_values.len() as u64) as f64;
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|&a, &b| p_values[a].total_cmp(&p_values[b]));
    let mut rates = vec![1.0; p_values.len()];
    let mut least = 1.0_f64;
    for (rank, &idx) in order.iter().enumerate().rev() {
        least = least.min(p_values[idx] * n_tests / (rank + 1) as f64);
        rates[idx] = least;
    }
    rates
}

#[cfg(test)]
mod tests {
    use super::false_discovery_rates;

    #[test]
    fn four_of_the_fifteen_hypotheses_of_benjamini_and_hochberg_1995_are_rejected() {
        let p = [
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
            0.6528, 0.7590, 1.0,
        ];
        let rates = false_discovery_rates(&p, 0);
        assert_eq!(rates.iter().filter(|&&rate| rate <= 0.05).count(), 4);
        assert!((rates[0] - 0.0015).abs() < 1e-12 && (rates[3] - 0.035_625).abs() < 1e-12);
        assert!(rates.is_sorted());
    }

    #[test]
    fn tests_that_found_nothing_count() {
        assert_eq!(false_discovery_rates(&[0.01], 4), [0.04]);
        assert_eq!(false_discovery_rates(&[0.9, 0.5], 10), [1.0, 1.0]);
        assert!(false_discovery_rates(&[], 10).is_empty());
    }
}
