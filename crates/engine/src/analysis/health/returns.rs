//! Sales, returns and what is left of them, kept apart.

use super::MAX_EXAMPLES;
use crate::data::{Dataset, Day, Decimal, DimensionRole, Money, SourceRow};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// Sales and returns.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Returns {
    /// Sum of the amounts above zero, as exact decimal text.
    pub gross: String,
    /// Sum of the amounts below zero, as exact decimal text; not positive.
    pub returned: String,
    /// Both together, as exact decimal text.
    pub net: String,
    /// Size of the returns as a share of gross sales.
    pub share: f64,
    /// Lines with an amount below zero.
    pub n_negative: u64,
    /// Lines with an amount of zero.
    pub n_zero: u64,
    /// Lines marked as returned; `None` where no column says so.
    pub n_flagged: Option<u64>,
    /// Lines with an amount below zero, without an earlier purchase by the same customer of the same product
    /// or of the same size.
    pub n_unmatched: u64,
    /// What those add up to, as exact decimal text; not positive.
    pub unmatched: String,
    /// Some of those lines, the largest first.
    pub examples: Vec<SourceRow>,
}

/// Sums sales and returns, and looks for the purchase behind each return.
pub(super) fn returns(dataset: &Dataset) -> Returns {
    let scale = dataset.money_scale();
    let text = |mantissa: i128| Decimal { mantissa, scale }.text();
    let (mut gross, mut returned) = (0_i128, 0_i128);
    let (mut n_negative, mut n_zero) = (0, 0);
    for &amount in dataset.amounts() {
        if amount > 0 {
            gross += i128::from(amount);
        } else {
            returned += i128::from(amount);
            n_negative += u64::from(amount < 0);
            n_zero += u64::from(amount == 0);
        }
    }
    let n_flagged = dataset.dimension(DimensionRole::Returned).map(|dimension| {
        let says_yes: Vec<bool> =
            dimension.values.iter().map(|value| crate::data::Dimension::says_yes(value)).collect();
        dimension.codes.iter().filter(|&&code| says_yes[usize::from(code)]).count() as u64
    });
    let mut unmatched = if n_negative > 0 { unmatched(dataset) } else { Vec::new() };
    unmatched.sort_by_key(|&line| (dataset.amounts()[line], line));
    Returns {
        gross: text(gross),
        returned: text(returned),
        net: text(gross + returned),
        share: super::share(-(returned as f64), gross as f64),
        n_negative,
        n_zero,
        n_flagged,
        n_unmatched: unmatched.len() as u64,
        unmatched: text(unmatched.iter().map(|&line| i128::from(dataset.amounts()[line])).sum()),
        examples: unmatched.iter().take(MAX_EXAMPLES).map(|&line| dataset.source(line)).collect(),
    }
}

/// Lines below zero without a purchase on the same day or before by the same customer, of the same product
/// or of the same size. A purchase may stand behind several returns: goods come back in parts.
fn unmatched(dataset: &Dataset) -> Vec<usize> {
    let product = dataset.dimension(DimensionRole::Product);
    let product_of = |line: usize| {
        product.map(|dimension| dimension.codes[line]).filter(|&code| {
            product.is_some_and(|dimension| {
                dimension.values.get(usize::from(code)).is_some_and(|value| !value.is_empty())
            })
        })
    };
    let (amounts, days) = (dataset.amounts(), dataset.days());
    let mut unmatched = Vec::new();
    let mut by_amount: FxHashMap<Money, Day> = FxHashMap::default();
    let mut by_product: FxHashMap<u16, Day> = FxHashMap::default();
    for customer in 0..dataset.n_customers() {
        let lines = dataset.lines_of_customer(customer);
        if !amounts[lines.clone()].iter().any(|&amount| amount < 0) {
            continue;
        }
        by_amount.clear();
        by_product.clear();
        for line in lines.clone().filter(|&line| amounts[line] > 0) {
            let first = by_amount.entry(amounts[line]).or_insert(days[line]);
            *first = (*first).min(days[line]);
            if let Some(product) = product_of(line) {
                let first = by_product.entry(product).or_insert(days[line]);
                *first = (*first).min(days[line]);
            }
        }
        unmatched.extend(lines.filter(|&line| amounts[line] < 0).filter(|&line| {
            let size = amounts[line].checked_neg().unwrap_or(Money::MAX);
            let is_before = |first: Option<&Day>| first.is_some_and(|&first| first <= days[line]);
            !is_before(by_amount.get(&size))
                && !product_of(line).is_some_and(|product| is_before(by_product.get(&product)))
        }));
    }
    unmatched
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{dataset, line};

    #[test]
    fn a_return_needs_an_earlier_purchase() {
        let returns = returns(&dataset(
            &[
                line("A", "2024-01-10", 60),
                line("A", "2024-02-10", -60),
                line("A", "2024-02-11", -20),
                line("B", "2024-03-01", -5),
                line("B", "2024-03-02", 5),
                line("C", "2024-03-02", 0),
            ],
            &[],
        ));
        assert_eq!(
            (returns.gross.as_str(), returns.returned.as_str(), returns.net.as_str()),
            ("65", "-85", "-20")
        );
        assert_eq!((returns.n_negative, returns.n_zero, returns.n_flagged), (3, 1, None));
        assert_eq!((returns.n_unmatched, returns.unmatched.as_str()), (2, "-25"));
        assert_eq!(returns.examples[0].line, 4);
    }
}
