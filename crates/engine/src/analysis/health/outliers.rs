//! Amounts, quantities and order counts far from all others.
//!
//! In:   the lines of the data set.
//! Out:  bounds, counts and the furthest lines.
//!
//! Money spans powers of ten, so sizes are compared by their logarithms: a value is far off when its logarithm
//! lies more than [`SPREADS`] robust standard deviations (1.4826 times the median absolute deviation) from the
//! median. Of normally distributed logarithms that is one in 1.7 million. It also has to be at least
//! [`MIN_RATIO`] times as large as the median, or as small: where nearly all prices are equal, small
//! differences are no mistakes.
//!
//! # Source
//! Iglewicz & Hoaglin (1993), How to Detect and Handle Outliers, section 3.3 (the modified z-score).

use super::{MAX_EXAMPLES, share};
use crate::data::{Dataset, Day, SourceRow};
use crate::stats::quantile::median;
use serde::{Deserialize, Serialize};

/// Robust standard deviations beyond which a value is far off.
const SPREADS: f64 = 5.0;
/// How many times the median a value has to be, or what part of it.
const MIN_RATIO: f64 = 10.0;
/// Fewest values for a statement.
const MIN_VALUES: usize = 50;
/// Makes the median absolute deviation of a normal distribution its standard deviation.
const TO_STANDARD_DEVIATION: f64 = 1.4826;
/// Logarithms are kept as whole numbers of this many to one, for the median of whole numbers.
const LOG_UNITS: f64 = 1e6;
/// Orders of one customer on one day from which the customer is hardly a person: a till, a guest account, a
/// reseller or a test.
const MIN_BUSY: u64 = 10;

/// A line far from all others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OutlierLine {
    /// Where it stands.
    pub source: SourceRow,
    /// Id of the customer.
    pub customer: String,
    /// Its day.
    pub day: Day,
    /// The amount in whole units of the currency, or the quantity.
    pub value: f64,
}

/// Values of one column far from all others; sizes are compared, so a large return is as far off as a large
/// sale. Zeros are left out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ValueOutliers {
    /// Median size.
    pub median: f64,
    /// Sizes below this are far off.
    pub low: f64,
    /// Sizes above this are far off.
    pub high: f64,
    /// Lines below.
    pub n_low: u64,
    /// Lines above.
    pub n_high: u64,
    /// What lines above are of the sum of all sizes.
    pub share: f64,
    /// The largest of those above, then the smallest of those below.
    pub lines: Vec<OutlierLine>,
}

/// A customer with many orders on one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BusyDay {
    /// Id of the customer.
    pub customer: String,
    /// The day.
    pub day: Day,
    /// Orders.
    pub n_orders: u64,
}

/// What lies far from all others.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Outliers {
    /// Amounts; `None` with fewer than 50 lines.
    pub amounts: Option<ValueOutliers>,
    /// Quantities; `None` without such a column or with fewer than 50 lines.
    pub quantities: Option<ValueOutliers>,
    /// Customers with ten orders or more on one day; 0 where files have no order numbers.
    pub n_busy_customers: u64,
    /// The busiest day of some of them, busiest first.
    pub busy_days: Vec<BusyDay>,
}

/// Looks for values far from all others.
pub(super) fn outliers(dataset: &Dataset) -> Outliers {
    let (n_busy_customers, busy_days) = busy_days(dataset);
    Outliers {
        amounts: of_values(dataset, |line| dataset.major(i128::from(dataset.amounts()[line]))),
        quantities: dataset
            .quantities()
            .and_then(|quantities| of_values(dataset, |line| f64::from(quantities[line]))),
        n_busy_customers,
        busy_days,
    }
}

fn log_units(size: f64) -> i64 {
    (libm::log(size) * LOG_UNITS).round() as i64
}

fn of_values(dataset: &Dataset, value: impl Fn(usize) -> f64) -> Option<ValueOutliers> {
    let all: Vec<(usize, i64)> = (0..dataset.n_lines())
        .filter_map(|line| {
            let size = value(line).abs();
            (size > 0.0).then(|| (line, log_units(size)))
        })
        .collect();
    if all.len() < MIN_VALUES {
        return None;
    }
    let mut scratch: Vec<i64> = all.iter().map(|&(_, log)| log).collect();
    let middle = median(&mut scratch)?;
    for log in &mut scratch {
        *log = (*log as f64 - middle).abs().round() as i64;
    }
    let spread = median(&mut scratch)? * TO_STANDARD_DEVIATION;
    let reach = (SPREADS * spread).max(libm::log(MIN_RATIO) * LOG_UNITS);
    let mut far: Vec<(usize, i64)> = Vec::new();
    let (mut n_low, mut n_high, mut sum, mut sum_high) = (0, 0, 0.0, 0.0);
    for &(line, log) in &all {
        let size = value(line).abs();
        sum += size;
        let distance = log as f64 - middle;
        if distance.abs() > reach {
            far.push((line, log));
            if distance > 0.0 {
                n_high += 1;
                sum_high += size;
            } else {
                n_low += 1;
            }
        }
    }
    // The largest first; those below the median follow, the smallest of them first.
    far.sort_by_key(|&(line, log)| {
        let is_low = (log as f64) < middle;
        (is_low, if is_low { log } else { -log }, line)
    });
    let lines = far
        .iter()
        .take(MAX_EXAMPLES)
        .map(|&(line, _)| OutlierLine {
            source: dataset.source(line),
            customer: dataset.customers().ids.get(customer_of(dataset, line)).to_owned(),
            day: dataset.days()[line],
            value: value(line),
        })
        .collect();
    let size = |units: f64| libm::exp(units / LOG_UNITS);
    Some(ValueOutliers {
        median: size(middle),
        low: size(middle - reach),
        high: size(middle + reach),
        n_low,
        n_high,
        share: share(sum_high, sum),
        lines,
    })
}

/// The customer of a line, by bisection.
fn customer_of(dataset: &Dataset, line: usize) -> usize {
    let order = dataset.order_lines().partition_point(|&first| first as usize <= line).saturating_sub(1);
    dataset.customer_orders().partition_point(|&first| first as usize <= order).saturating_sub(1)
}

fn busy_days(dataset: &Dataset) -> (u64, Vec<BusyDay>) {
    if !dataset.has_order_ids() {
        return (0, Vec::new());
    }
    let mut found: Vec<(u64, usize, Day)> = Vec::new();
    for customer in 0..dataset.n_customers() {
        // Orders of a customer follow each other by day.
        let days = &dataset.order_days()[dataset.orders_of(customer)];
        let busiest = days.chunk_by(|a, b| a == b).max_by_key(|run| (run.len(), std::cmp::Reverse(run[0])));
        if let Some(run) = busiest.filter(|run| run.len() as u64 >= MIN_BUSY) {
            found.push((run.len() as u64, customer, run[0]));
        }
    }
    found.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let days = found.iter().take(MAX_EXAMPLES).map(|&(n_orders, customer, day)| BusyDay {
        customer: dataset.customers().ids.get(customer).to_owned(),
        day,
        n_orders,
    });
    (found.len() as u64, days.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{Line, dataset, line};

    fn shop(more: &[i64]) -> Outliers {
        // Amounts from 50 to 200, around 100.
        let lines: Vec<Line> = (0..90)
            .map(|n| line(&format!("c{n}"), "2024-01-10", [50, 80, 100, 125, 200][n % 5]))
            .chain(more.iter().enumerate().map(|(n, &amount)| line(&format!("x{n}"), "2024-01-11", amount)))
            .collect();
        outliers(&dataset(&lines, &[]))
    }

    #[test]
    fn amounts_far_from_all_others_are_listed_by_size() {
        let found = shop(&[0, 100_000, 900, -40_000, 1]).amounts.unwrap();
        assert_eq!((found.n_high, found.n_low), (2, 1));
        let values: Vec<f64> = found.lines.iter().map(|line| line.value).collect();
        assert_eq!(values, [100_000.0, -40_000.0, 1.0]);
        assert_eq!((found.lines[0].customer.as_str(), found.lines[0].source.line), ("x1", 93));
        let sum = 18.0 * 555.0 + 100_000.0 + 900.0 + 40_000.0 + 1.0;
        assert!((found.share - 140_000.0 / sum).abs() < 1e-12);
        assert!((found.median - 100.0).abs() < 1e-3 && (found.high - 1_000.0).abs() < 0.01);
    }

    #[test]
    fn nothing_is_said_of_few_lines_nor_of_ordinary_ones() {
        let lines: Vec<Line> = (0..49).map(|n| line(&format!("c{n}"), "2024-01-10", 1 + n)).collect();
        assert_eq!(outliers(&dataset(&lines, &[])).amounts, None);
        let found = shop(&[]).amounts.unwrap();
        assert_eq!((found.n_high, found.n_low, found.lines.len()), (0, 0, 0));
        // Equal prices and one that is three times as high.
        let mut lines: Vec<Line> = (0..60).map(|n| line(&format!("c{n}"), "2024-01-10", 100)).collect();
        lines.push(line("x", "2024-01-10", 300));
        assert_eq!(outliers(&dataset(&lines, &[])).amounts.unwrap().n_high, 0);
        lines.push(line("y", "2024-01-10", 1_001));
        assert_eq!(outliers(&dataset(&lines, &[])).amounts.unwrap().n_high, 1);
    }

    #[test]
    fn ten_orders_of_one_customer_on_one_day_are_too_many() {
        let order = |n: usize, id: &str| Line { order: format!("{id}{n}"), ..line(id, "2024-01-10", 5) };
        let mut lines: Vec<Line> = (0..9).map(|n| order(n, "A")).collect();
        lines.extend((0..12).map(|n| order(n, "till")));
        // Lines of one order are one order.
        lines.extend((0..30).map(|_| line("B", "2024-01-10", 5)));
        let found = outliers(&dataset(&lines, &[]));
        assert_eq!((found.n_busy_customers, found.busy_days.len()), (1, 1));
        assert_eq!((found.busy_days[0].customer.as_str(), found.busy_days[0].n_orders), ("till", 12));
    }
}
