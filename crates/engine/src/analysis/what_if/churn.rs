//! Churn of a month, churn of a year, and how long a customer stays.

use serde::{Deserialize, Serialize};

/// One loss rate in the ways it is said.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ChurnRates {
    /// Share of customers lost in a year.
    pub per_year: f64,
    /// Share of customers lost in a month that makes that loss in twelve.
    pub per_month: f64,
    /// Mean years a customer stays, 1 / (1 - r); `None` where nobody leaves.
    pub tenure_years: Option<f64>,
}

/// Loss of a year from that of a month: 1 - (1 - m)^12.
#[must_use]
pub fn yearly(monthly: f64) -> f64 {
    1.0 - (1.0 - monthly).powi(12)
}

/// Loss of a month from that of a year: 1 - (1 - a)^(1/12).
#[must_use]
pub fn monthly(yearly: f64) -> f64 {
    // Near zero the difference of two numbers near 1 would lose its digits.
    -libm::expm1(libm::log1p(-yearly) / 12.0)
}

/// The rates of a yearly retention.
#[must_use]
pub fn rates(retention: f64) -> ChurnRates {
    let per_year = 1.0 - retention;
    ChurnRates {
        per_year,
        per_month: if per_year >= 1.0 { 1.0 } else { monthly(per_year) },
        tenure_years: (per_year > 0.0).then(|| 1.0 / per_year),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_per_cent_a_year_is_point_874_per_cent_a_month() {
        assert!((monthly(0.10) - 0.008_741_6).abs() < 1e-7, "{}", monthly(0.10));
        assert!((yearly(0.05) - 0.459_639_9).abs() < 1e-7, "{}", yearly(0.05));
        for rate in [0.0, 1e-9, 0.003, 0.2, 0.999] {
            assert!((yearly(monthly(rate)) - rate).abs() < 1e-12);
        }
        assert_eq!(rates(0.8).tenure_years.map(f64::round), Some(5.0));
        assert_eq!((rates(1.0).tenure_years, rates(0.0).per_month), (None, 1.0));
    }
}
