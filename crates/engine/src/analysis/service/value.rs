//! The value equation: what a customer gets over what it costs them, trouble included.
//!
//! Source: value = (product quality + service quality) ÷ (price + hassle), each on a scale of 0 to 10; cf. Heskett,
//! Sasser & Schlesinger (1997), The Service Profit Chain, chapter 1, whose form of it is qualitative.

use serde::{Deserialize, Serialize};

/// Means of the four parts, on one scale from 0.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ValueParts {
    /// Quality of what is bought.
    pub product_quality: f64,
    /// Quality of how it is given.
    pub service_quality: f64,
    /// How high the price is felt to be.
    pub price: f64,
    /// How much trouble it is.
    pub hassle: f64,
}

/// The value of an offer and what moves it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ValueReport {
    /// Benefits over sacrifices.
    pub value: f64,
    /// Change of value for a step of one up in either quality.
    pub step_of_quality: f64,
    /// Change of value for a step of one down in price or hassle; `None` where that leaves nothing to pay.
    pub step_of_sacrifice: Option<f64>,
}

/// The value of an offer; `None` where a part is negative or no number, or nothing is paid.
#[must_use]
pub fn report(parts: &ValueParts) -> Option<ValueReport> {
    let ValueParts { product_quality, service_quality, price, hassle } = *parts;
    if [product_quality, service_quality, price, hassle].iter().any(|part| !part.is_finite() || *part < 0.0) {
        return None;
    }
    let (benefit, sacrifice) = (product_quality + service_quality, price + hassle);
    (sacrifice > 0.0).then(|| ValueReport {
        value: benefit / sacrifice,
        step_of_quality: 1.0 / sacrifice,
        step_of_sacrifice: (sacrifice > 1.0).then(|| benefit / (sacrifice - 1.0) - benefit / sacrifice),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eight_and_six_over_five_and_two_is_two() {
        let parts = ValueParts { product_quality: 8.0, service_quality: 6.0, price: 5.0, hassle: 2.0 };
        let found = report(&parts).unwrap();
        assert!((found.value - 2.0).abs() < 1e-12 && (found.step_of_quality - 1.0 / 7.0).abs() < 1e-12);
        // 14 / 6 - 14 / 7: where value is above one, less trouble moves it more than more quality.
        assert!((found.step_of_sacrifice.unwrap() - 1.0 / 3.0).abs() < 1e-12);
        assert_eq!(report(&ValueParts { price: 0.0, hassle: 0.0, ..parts }), None);
        assert_eq!(report(&ValueParts { price: f64::NAN, ..parts }), None);
        assert_eq!(report(&ValueParts { price: 0.5, hassle: 0.5, ..parts }).unwrap().step_of_sacrifice, None);
    }
}
