//! A share with the interval it may lie in.

use serde::{Deserialize, Serialize};

/// Standard normal point of a two-sided 95 % interval.
pub const Z_95: f64 = 1.959_963_984_540_054;

/// A share of `n` with its 95 % interval.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Proportion {
    /// How many it holds for.
    pub hits: u64,
    /// Of how many.
    pub n: u64,
    /// The share, 0..=1.
    pub share: f64,
    /// Lower end of the 95 % interval.
    pub ci_low: f64,
    /// Upper end.
    pub ci_high: f64,
}

impl Proportion {
    /// The share of `hits` in `n` with its Wilson interval; `None` of nobody.
    #[must_use]
    pub fn new(hits: u64, n: u64) -> Option<Self> {
        let (ci_low, ci_high) = wilson(hits, n, Z_95)?;
        Some(Self { hits, n, share: hits as f64 / n as f64, ci_low, ci_high })
    }
}

/// The score interval of a share, 0..=1; `None` of nobody.
///
/// # Source
/// E. B. Wilson (1927), Journal of the American Statistical Association 22, 209-212.
#[must_use]
pub fn wilson(hits: u64, n: u64, z: f64) -> Option<(f64, f64)> {
    if n == 0 {
        return None;
    }
    let (hits, count) = (hits.min(n) as f64, n as f64);
    let p = hits / count;
    let z2 = z * z;
    let center = (hits + z2 / 2.0) / (count + z2);
    let half = z / (count + z2) * (count * p * (1.0 - p) + z2 / 4.0).sqrt();
    // Nobody and everybody are ends of their own intervals; rounding must not leave them outside.
    Some(((center - half).clamp(0.0, p), (center + half).clamp(p, 1.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn newcombe_1998_table_1_without_correction() {
        // Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3.
        for (hits, n, low, high) in [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ] {
            let found = wilson(hits, n, Z_95).unwrap();
            assert!((found.0 - low).abs() < 6e-5 && (found.1 - high).abs() < 6e-5, "{hits}/{n} {found:?}");
        }
    }

    #[test]
    fn nobody_has_no_share() {
        assert_eq!(Proportion::new(0, 0), None);
        let all = Proportion::new(4, 4).unwrap();
        assert!((all.share - 1.0).abs() < 1e-12 && (all.ci_high - 1.0).abs() < 1e-12 && all.ci_low > 0.5);
    }
}
