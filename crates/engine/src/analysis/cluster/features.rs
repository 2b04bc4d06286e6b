//! What customers are compared by: logarithms of days since the last order, orders and revenue, scaled.

use crate::analysis::facts::CustomerFacts;
use crate::stats::kmeans::Points;
use serde::{Deserialize, Serialize};

/// A property that customers are compared by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Feature {
    /// Days from the last order to the as-of day.
    RecencyDays,
    /// Orders.
    Orders,
    /// Revenue in whole units; below zero counts as zero.
    Revenue,
}

/// How the logarithms are made comparable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scaling {
    /// Less the mean, over the standard deviation (of the whole, not of a sample).
    Standard,
    /// Less the median, over the distance between the quartiles divided by 1.349, which is the standard deviation
    /// of normal numbers; over the standard deviation where the quartiles are equal.
    Robust,
}

/// Scaled features of the customers with an order.
pub(super) struct Table {
    pub(super) features: Vec<Feature>,
    pub(super) customers: Vec<u32>,
    values: Vec<f64>,
}

impl Table {
    pub(super) fn points(&self) -> Points<'_> {
        Points { values: &self.values, n_dims: self.features.len() }
    }
}

/// The features that differ between customers, row by row.
pub(super) fn table(facts: &CustomerFacts, money_scale: u8, scaling: Scaling) -> Table {
    let customers: Vec<u32> = (0..facts.len())
        .filter(|&customer| facts.has_order(customer))
        .filter_map(|customer| u32::try_from(customer).ok())
        .collect();
    let unit = 10_f64.powi(i32::from(money_scale));
    let raw = |feature: Feature, customer: usize| match feature {
        Feature::RecencyDays => f64::from(facts.recency_days(customer)),
        Feature::Orders => f64::from(facts.n_orders[customer]),
        Feature::Revenue => facts.revenue[customer].max(0) as f64 / unit,
    };
    let mut features = Vec::new();
    let mut columns = Vec::new();
    for feature in [Feature::RecencyDays, Feature::Orders, Feature::Revenue] {
        let mut column: Vec<f64> =
            customers.iter().map(|&customer| libm::log1p(raw(feature, customer as usize).max(0.0))).collect();
        if scale(&mut column, scaling) {
            features.push(feature);
            columns.push(column);
        }
    }
    let values = (0..customers.len()).flat_map(|row| columns.iter().map(move |column| column[row])).collect();
    Table { features, customers, values }
}

/// Centres and scales a column; `false` where all its values are the same.
fn scale(column: &mut [f64], scaling: Scaling) -> bool {
    let n = column.len() as f64;
    let mean = column.iter().sum::<f64>() / n;
    let deviation = (column.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / n).sqrt();
    // Sums of equal logarithms differ from n times one of them in the last digits only.
    if deviation <= 1e-9 * mean.abs().max(1.0) {
        return false;
    }
    let (center, spread) = match scaling {
        Scaling::Standard => (mean, deviation),
        Scaling::Robust => {
            let mut sorted = column.to_vec();
            sorted.sort_unstable_by(f64::total_cmp);
            let at = |quarter: usize| sorted[(sorted.len() - 1) * quarter / 4];
            let between = (at(3) - at(1)) / 1.349;
            (at(2), if between > 0.0 { between } else { deviation })
        }
    };
    for value in column.iter_mut() {
        *value = (*value - center) / spread;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scaled_values_have_mean_0_and_deviation_1() {
        let mut column = [1.0, 2.0, 3.0, 6.0];
        assert!(scale(&mut column, Scaling::Standard));
        let square: f64 = column.iter().map(|value| value * value).sum();
        assert!(column.iter().sum::<f64>().abs() < 1e-12 && (square - 4.0).abs() < 1e-12);
        assert!(!scale(&mut [7.3; 9], Scaling::Standard));
        let mut skewed = [1.0, 1.0, 1.0, 1.0, 9.0];
        assert!(scale(&mut skewed, Scaling::Robust));
        assert_eq!(skewed[0], 0.0);
    }
}
