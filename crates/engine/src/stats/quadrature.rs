//! Gauss-Legendre quadrature.
//!
//! In:   a smooth function on an interval.
//! Out:  the places and weights at which to evaluate it.

/// Half of the places of the rule of eight points on -1..=1, and their weights; the others lie mirrored.
///
/// # Source
/// Abramowitz & Stegun (1964), table 25.4.
const HALF: [(f64, f64); 4] = [
    (0.183_434_642_495_649_8, 0.362_683_783_378_362),
    (0.525_532_409_916_329, 0.313_706_645_877_887_3),
    (0.796_666_477_413_626_7, 0.222_381_034_453_374_5),
    (0.960_289_856_497_536_3, 0.101_228_536_290_376_3),
];

/// Places and weights of eight points on `lo..=hi`: the sum of weight times value is the integral, exactly for
/// polynomials up to the 15th power.
#[must_use]
pub fn eight_points(lo: f64, hi: f64) -> [(f64, f64); 8] {
    let (middle, half) = (0.5 * (lo + hi), 0.5 * (hi - lo));
    core::array::from_fn(|idx| {
        let (place, weight) = HALF[idx / 2];
        (if idx % 2 == 0 { middle - half * place } else { middle + half * place }, half * weight)
    })
}

#[cfg(test)]
mod tests {
    use super::eight_points;

    #[test]
    fn the_fifteenth_power_is_integrated_exactly() {
        let sum: f64 = eight_points(0.0, 2.0).iter().map(|&(x, weight)| weight * x.powi(15)).sum();
        assert!((sum / 4_096.0 - 1.0).abs() < 1e-14, "{sum}");
        let sum: f64 = eight_points(-1.0, 3.0).iter().map(|&(x, weight)| weight * x.exp()).sum();
        assert!((sum / (3.0_f64.exp() - (-1.0_f64).exp()) - 1.0).abs() < 1e-13, "{sum}");
    }
}
