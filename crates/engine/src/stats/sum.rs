//! Sums that keep their digits.

/// A sum of many numbers, good to the last digit whatever their number.
///
/// # Source
/// A. Neumaier (1974), Zeitschrift für Angewandte Mathematik und Mechanik 54, 39-51, algorithm IV.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Sum {
    total: f64,
    lost: f64,
}

impl Sum {
    /// Adds a number.
    pub fn add(&mut self, value: f64) {
        let total = self.total + value;
        // What the addition has cut off the smaller of the two.
        self.lost += if self.total.abs() >= value.abs() {
            (self.total - total) + value
        } else {
            (value - total) + self.total
        };
        self.total = total;
    }

    /// The sum.
    #[must_use]
    pub fn value(self) -> f64 {
        self.total + self.lost
    }
}

#[cfg(test)]
mod tests {
    use super::Sum;

    #[test]
    fn small_numbers_beside_large_ones_are_not_lost() {
        let mut sum = Sum::default();
        for value in [1.0, 1e100, 1.0, -1e100] {
            sum.add(value);
        }
        assert_eq!(sum.value(), 2.0);
        let mut sum = Sum::default();
        (0..1_000_000).for_each(|_| sum.add(0.1));
        assert!((sum.value() - 100_000.0).abs() < 1e-10, "{}", sum.value());
    }
}
