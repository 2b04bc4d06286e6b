//! How alike two customers are, by numbers and groups together.
//!
//! # Source
//! J. C. Gower (1971), A general coefficient of similarity and some of its properties, Biometrics 27(4),
//! 857-871, equation 1 with equal weights: numbers score 1 - |difference| / range, groups 1 when equal and 0
//! otherwise, and what is unknown of either is left out.

use crate::data::Dimension;

/// A number of each customer.
#[derive(Debug, Clone)]
pub(super) struct NumberTrait {
    pub(super) name: String,
    /// NaN where unknown.
    pub(super) values: Vec<f64>,
    range: f64,
}

impl NumberTrait {
    /// None where nothing differs.
    pub(super) fn new(name: &str, values: Vec<f64>) -> Option<Self> {
        let known = || values.iter().copied().filter(|value| value.is_finite());
        let (low, high) = known()
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
        let range = high - low;
        (range.is_finite() && range > 0.0).then(|| Self { name: name.to_owned(), values, range })
    }
}

/// What customers are compared by.
#[derive(Debug, Clone, Default)]
pub(super) struct Traits<'a> {
    pub(super) numbers: Vec<NumberTrait>,
    pub(super) groups: Vec<&'a Dimension>,
}

/// The traits of one customer, or of an imagined one.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Person {
    /// NaN where unknown.
    pub(super) numbers: Vec<f64>,
    /// None where unknown.
    pub(super) groups: Vec<Option<u16>>,
}

impl Traits<'_> {
    pub(super) fn len(&self) -> usize {
        self.numbers.len() + self.groups.len()
    }

    pub(super) fn person(&self, customer: usize) -> Person {
        Person {
            numbers: self.numbers.iter().map(|number| number.values[customer]).collect(),
            groups: self.groups.iter().map(|group| known(group, customer)).collect(),
        }
    }

    /// The customer in the middle: median of each number, most frequent of each group.
    pub(super) fn middle(&self, customers: &[usize]) -> Person {
        let median = |number: &NumberTrait| {
            let mut values: Vec<f64> =
                customers.iter().map(|&customer| number.values[customer]).filter(|v| v.is_finite()).collect();
            values.sort_unstable_by(f64::total_cmp);
            let middle = values.len() / 2;
            match values.len() {
                0 => f64::NAN,
                n if n % 2 == 1 => values[middle],
                _ => 0.5 * (values[middle - 1] + values[middle]),
            }
        };
        Person {
            numbers: self.numbers.iter().map(median).collect(),
            groups: self.groups.iter().map(|group| mode(group, customers).map(|(code, _)| code)).collect(),
        }
    }

    /// Similarity of a customer to somebody, 0 to 1; 0 where nothing is known of both.
    pub(super) fn similarity(&self, customer: usize, other: &Person) -> f64 {
        let (mut sum, mut n) = (0.0, 0_u32);
        for (number, &value) in self.numbers.iter().zip(&other.numbers) {
            let distance = (number.values[customer] - value).abs();
            if distance.is_finite() {
                sum += 1.0 - (distance / number.range).min(1.0);
                n += 1;
            }
        }
        for (group, code) in self.groups.iter().zip(&other.groups) {
            if let (Some(own), Some(code)) = (known(group, customer), code) {
                sum += f64::from(u8::from(own == *code));
                n += 1;
            }
        }
        if n > 0 { sum / f64::from(n) } else { 0.0 }
    }

    /// Names of the traits in which a customer and somebody are as good as the same.
    pub(super) fn shared(&self, customer: usize, other: &Person) -> Vec<String> {
        const CLOSE: f64 = 0.1;
        let numbers = self
            .numbers
            .iter()
            .zip(&other.numbers)
            .filter(|(number, value)| (number.values[customer] - **value).abs() <= CLOSE * number.range);
        let groups = self
            .groups
            .iter()
            .zip(&other.groups)
            .filter(|(group, code)| code.is_some() && known(group, customer) == **code);
        let numbers = numbers.map(|(number, _)| number.name.clone());
        numbers.chain(groups.map(|(group, _)| group.name.clone())).collect()
    }
}

/// The code of a customer; none where the cell is empty.
pub(super) fn known(group: &Dimension, customer: usize) -> Option<u16> {
    (!group.value(customer).is_empty()).then(|| group.codes[customer])
}

/// The most frequent code among customers and how many have it; of equally frequent ones the first by name.
pub(super) fn mode(group: &Dimension, customers: &[usize]) -> Option<(u16, u64)> {
    let mut counts = vec![0_u64; group.values.len()];
    for code in customers.iter().filter_map(|&customer| known(group, customer)) {
        counts[usize::from(code)] += 1;
    }
    let best = (0_u16..).zip(&counts).max_by_key(|&(code, &n)| (n, std::cmp::Reverse(code)))?;
    (*best.1 > 0).then_some((best.0, *best.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn similarities_are_equation_1_of_gower_1971_worked_by_hand() {
        let city = Dimension {
            name: "city".to_owned(),
            role: None,
            values: vec![String::new(), "a".to_owned(), "b".to_owned()],
            codes: vec![1, 2, 1, 0],
        };
        let age = NumberTrait::new("age", vec![20.0, 60.0, 30.0, f64::NAN]).unwrap();
        let traits = Traits { numbers: vec![age], groups: vec![&city] };
        let of = |a: usize, b: usize| traits.similarity(a, &traits.person(b));
        // Age differs by the whole range and so does the city: 0; by a quarter, city the same: (.75 + 1) / 2.
        assert!((of(0, 0) - 1.0).abs() < 1e-15 && of(0, 1).abs() < 1e-15);
        assert!((of(0, 2) - 0.875).abs() < 1e-15 && (of(2, 0) - 0.875).abs() < 1e-15);
        // Nothing is known of the last.
        assert!(of(0, 3).abs() < 1e-15);
        let middle = traits.middle(&[0, 1, 2]);
        assert_eq!((middle.numbers[0], middle.groups[0]), (30.0, Some(1)));
        assert_eq!(traits.shared(2, &middle), ["age", "city"]);
        assert!(NumberTrait::new("same", vec![3.0, 3.0]).is_none());
    }
}
