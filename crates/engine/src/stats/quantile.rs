//! Medians and linear quantiles of whole numbers.

/// Median of `values`, which are reordered; the mean of the middle two when their number is even.
/// `None` of no values. O(n).
pub fn median(values: &mut [i64]) -> Option<f64> {
    if values.is_empty() {
        return None;
    }
    let is_odd = values.len() % 2 == 1;
    let middle = values.len() / 2;
    let (below, &mut upper, _) = values.select_nth_unstable(middle);
    let lower = if is_odd { upper } else { below.iter().copied().max().unwrap_or(upper) };
    Some((lower as f64 + upper as f64) / 2.0)
}

/// The four edges between quintiles of `values`, which are reordered: linear quantiles at 20, 40, 60 and
/// 80 %. Zeros of no values. O(n).
///
/// # Source
/// Hyndman & Fan (1996), definition 7, which is the default of `numpy.quantile`. The place of a quantile
/// is worked in integers, so that an edge which falls on a value is that value.
pub fn quintile_edges(values: &mut [i64]) -> [f64; 4] {
    let Some(last) = values.len().checked_sub(1) else {
        return [0.0; 4];
    };
    [1, 2, 3, 4].map(|fifth| {
        let (place, rest) = (last * fifth / 5, last * fifth % 5);
        let (_, &mut lower, above) = values.select_nth_unstable(place);
        let upper = if rest == 0 { lower } else { above.iter().copied().min().unwrap_or(lower) };
        lower as f64 + (upper - lower) as f64 * rest as f64 / 5.0
    })
}

/// Score 1..=5 of a value: one more than the number of edges below it, so that equal values share a
/// score and a score may stay empty.
#[must_use]
pub fn quintile(edges: &[f64; 4], value: i64) -> u8 {
    1 + edges.iter().map(|&edge| u8::from(edge < value as f64)).sum::<u8>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_of_an_even_number_of_values_lies_between_the_middle_two() {
        assert_eq!(median(&mut []), None);
        assert_eq!(median(&mut [7]), Some(7.0));
        assert_eq!(median(&mut [9, 1, 4]), Some(4.0));
        assert_eq!(median(&mut [9, 1, 4, 6]), Some(5.0));
        assert_eq!(median(&mut [i64::MAX, i64::MAX]), Some(i64::MAX as f64));
    }

    #[test]
    fn edges_of_one_to_eleven_fall_on_values() {
        assert_eq!(quintile_edges(&mut [11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]), [3.0, 5.0, 7.0, 9.0]);
    }

    #[test]
    fn edges_of_one_to_four_are_interpolated() {
        // numpy.quantile([1, 2, 3, 4], [.2, .4, .6, .8])
        let edges = quintile_edges(&mut [1, 2, 3, 4]);
        for (edge, expected) in edges.iter().zip([1.6, 2.2, 2.8, 3.4]) {
            assert!((edge - expected).abs() < 1e-12);
        }
        assert_eq!([1, 2, 3, 4].map(|value| quintile(&edges, value)), [1, 2, 4, 5]);
    }

    #[test]
    fn equal_values_share_the_lowest_score() {
        let edges = quintile_edges(&mut [5; 9]);
        assert_eq!(quintile(&edges, 5), 1);
    }
}
