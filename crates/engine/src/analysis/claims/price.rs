//! How much dearer the dearest goods of a kind are than the cheapest.
//!
//! A pencil and a copying machine of one category say nothing of a ladder, so the kind is the finest grouping that
//! keeps each product in one group and each group in one category: a subcategory, where the files have one.

use super::bootstrap;
use super::{Claim, ClaimResult, Estimate, Figure, FigureUnit, Subject, Threshold, Why};
use crate::analysis::Refused;
use crate::data::{Dataset, Dimension, DimensionRole};
use crate::metric::Needs;
use rustc_hash::FxHashMap;

/// Fewest products in all, and in a category.
const LEAST: u64 = 30;
const CATEGORY_PRODUCTS: usize = 10;
/// Rungs of the ladder.
const RUNGS: usize = 5;
/// The quoted 4 dollars over the quoted 40 cents.
const LIMIT: f64 = 10.0;

/// L12: price of the dearest fifth of products over that of the cheapest fifth of the same category, at least 10.
///
/// A product's price is its revenue over its quantity; prices of a fifth are geometric means, and kinds count by
/// their number of products.
pub(super) fn ladder(subject: &Subject) -> ClaimResult {
    let threshold = Threshold::AtLeast(LIMIT);
    let open = |why| ClaimResult::open(Claim::PriceLadder, FigureUnit::Ratio, threshold, LEAST, why);
    let needs = |column| open(Why::Refused(Refused::needs(column)));
    let dataset = subject.dataset;
    let Some(product) = dataset.dimension(DimensionRole::Product) else { return needs(Needs::Product) };
    let Some(category) = dataset.dimension(DimensionRole::Category) else { return needs(Needs::Category) };
    let Some(quantities) = dataset.quantities() else { return needs(Needs::Quantity) };
    if !dataset.has_amounts() {
        return needs(Needs::Amount);
    }
    let category = kind(dataset, product, category);
    let mut sums: FxHashMap<(u16, u16), (i128, i64)> = FxHashMap::default();
    for customer in subject.selection.customers.iter() {
        for line in dataset.lines_of_customer(customer).filter(|&line| subject.selection.has_line(line)) {
            let (amount, quantity) = (dataset.amounts()[line], quantities[line]);
            // Returns have no price of their own, and what is given away has none.
            if amount > 0 && quantity > 0 {
                let sum = sums.entry((category.codes[line], product.codes[line])).or_default();
                sum.0 += i128::from(amount);
                sum.1 += i64::from(quantity);
            }
        }
    }
    let mut prices: Vec<(u16, f64)> = sums
        .into_iter()
        .filter(|((category_code, product_code), _)| {
            !category.values[usize::from(*category_code)].is_empty()
                && !product.values[usize::from(*product_code)].is_empty()
        })
        .map(|((category, _), (amount, quantity))| (category, libm::log(amount as f64 / quantity as f64)))
        .collect();
    // By price alone within a category, so that equal data have equal places.
    prices.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let groups: Vec<std::ops::Range<usize>> = groups(&prices);
    let prices: Vec<f64> = prices.into_iter().map(|(_, price)| price).collect();
    let n: usize = groups.iter().map(ExactSizeIterator::len).sum();
    if (n as u64) < LEAST {
        return open(Why::Refused(Refused::TooFewEvents { have: n as u64, need: LEAST }));
    }
    let steps = |weights: Option<&[u8]>| steps(&prices, &groups, weights);
    let whole = |steps: [f64; RUNGS - 1]| libm::exp(steps.iter().sum());
    let interval = bootstrap::interval(subject.options.seed, 12, prices.len(), |weights| {
        steps(Some(weights)).map(whole)
    });
    let (Some(own), Some((ci_low, ci_high))) = (steps(None), interval) else {
        return open(Why::Refused(Refused::AllEqual));
    };
    let value = whole(own);
    let (ci_low, ci_high) = (ci_low.min(value), ci_high.max(value));
    let estimate = Estimate { value, ci_low, ci_high, p_value: None, n: n as u64 };
    let rungs = own.into_iter().enumerate().map(|(rung, step)| {
        Figure::new(&format!("rung-{}-over-{}", rung + 2, rung + 1), libm::exp(step), FigureUnit::Ratio)
    });
    ClaimResult::judged(Claim::PriceLadder, FigureUnit::Ratio, estimate, threshold, LEAST)
        .with(rungs)
        .with([Figure::count("kinds", groups.len() as u64)])
}

/// The finest grouping of products within categories: of the line columns of unknown meaning, the one with most values
/// among those whose value follows from the product and tells the category; else the category itself.
fn kind<'a>(dataset: &'a Dataset, product: &Dimension, category: &'a Dimension) -> &'a Dimension {
    let follows = |from: &Dimension, to: &Dimension| {
        let mut known = vec![u16::MAX; from.values.len()];
        from.codes.iter().zip(&to.codes).all(|(&from, &to)| {
            let known = &mut known[usize::from(from)];
            let is_same = *known == u16::MAX || *known == to;
            *known = to;
            is_same
        })
    };
    dataset
        .dimensions()
        .iter()
        .filter(|finer| finer.role.is_none() && finer.values.len() > category.values.len())
        .filter(|finer| finer.values.len() * CATEGORY_PRODUCTS <= product.values.len())
        .filter(|finer| follows(product, finer) && follows(finer, category))
        .max_by_key(|finer| (finer.values.len(), std::cmp::Reverse(finer.name.clone())))
        .unwrap_or(category)
}

/// Runs of one category with enough products.
fn groups(prices: &[(u16, f64)]) -> Vec<std::ops::Range<usize>> {
    let mut groups = Vec::new();
    let mut start = 0;
    for run in prices.chunk_by(|a, b| a.0 == b.0) {
        if run.len() >= CATEGORY_PRODUCTS {
            groups.push(start..start + run.len());
        }
        start += run.len();
    }
    groups
}

/// Mean difference of the log price of each rung from the one below, over categories by their number of products.
fn steps(
    prices: &[f64],
    groups: &[std::ops::Range<usize>],
    weights: Option<&[u8]>,
) -> Option<[f64; RUNGS - 1]> {
    let mut sums = [0.0; RUNGS - 1];
    let mut n_all = 0.0;
    for group in groups {
        let weight = |idx: usize| weights.map_or(1.0, |weights| f64::from(weights[idx]));
        let n: f64 = group.clone().map(weight).sum();
        if n < RUNGS as f64 {
            continue;
        }
        // Each rung takes exactly a fifth; a product on the edge of two counts to both in parts.
        let (mut means, mut done, size) = ([0.0; RUNGS], 0.0, n / RUNGS as f64);
        for idx in group.clone() {
            let mut left = weight(idx);
            while left > 1e-12 {
                let rung = ((done / size + 1e-12) as usize).min(RUNGS - 1);
                let room = if rung == RUNGS - 1 { left } else { size * (rung + 1) as f64 - done };
                let takes = left.min(room);
                means[rung] += prices[idx] * takes / size;
                done += takes;
                left -= takes;
            }
        }
        for (sum, pair) in sums.iter_mut().zip(means.windows(2)) {
            *sum += n * (pair[1] - pair[0]);
        }
        n_all += n;
    }
    (n_all > 0.0).then(|| sums.map(|sum| sum / n_all))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ladder_of_doubled_prices_has_steps_of_two() {
        let prices: Vec<f64> = (0..20).map(|n| 2.0_f64.powi(n / 4).ln()).collect();
        let group = 0..20;
        let own = steps(&prices, std::slice::from_ref(&group), None).unwrap();
        assert!(own.iter().all(|step| (step.exp() - 2.0).abs() < 1e-9), "{own:?}");
        let doubled = steps(&prices, std::slice::from_ref(&group), Some(&[2; 20])).unwrap();
        assert!(own.iter().zip(doubled).all(|(a, b)| (a - b).abs() < 1e-9));
        assert_eq!(steps(&prices, &[], None), None);
    }
}
