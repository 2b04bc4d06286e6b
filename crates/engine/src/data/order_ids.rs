//! Order numbers: each text once, and a code for each order, so that texts stay where they were read into.

use super::TextColumn;

/// The number of each order.
#[derive(Debug, Clone, Default)]
pub(super) struct OrderIds {
    texts: TextColumn,
    /// Index into `texts`, one for each order; behind its end for an order without a number.
    codes: Vec<u32>,
}

impl OrderIds {
    pub(super) fn new(texts: TextColumn, codes: Vec<u32>) -> Self {
        Self { texts, codes }
    }

    /// The number of an order; empty when it has none.
    pub(super) fn get(&self, order: usize) -> &str {
        self.codes.get(order).map_or("", |&code| self.texts.get(code as usize))
    }

    /// Whether there are no numbers at all.
    pub(super) fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// The numbers of the orders `orders`, in that order.
    pub(super) fn picked(self, orders: &[u32]) -> Self {
        let codes = orders.iter().filter_map(|&order| self.codes.get(order as usize).copied()).collect();
        Self { codes, ..self }
    }

    /// Bytes held.
    pub(super) fn n_bytes(&self) -> usize {
        self.texts.n_bytes() + self.codes.capacity() * size_of::<u32>()
    }
}

/// Texts are compared, since the order in which they were read says nothing.
impl PartialEq for OrderIds {
    fn eq(&self, other: &Self) -> bool {
        self.codes.len() == other.codes.len()
            && (0..self.codes.len()).all(|order| self.get(order) == other.get(order))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_equal_in_whatever_order_they_were_read() {
        let ids =
            |texts: &[&str], codes: &[u32]| OrderIds::new(texts.iter().copied().collect(), codes.to_vec());
        let some = ids(&["a", "b"], &[1, 0, 2]);
        assert_eq!(some, ids(&["b", "x", "a"], &[0, 2, 9]));
        assert_ne!(some, ids(&["a", "b"], &[1, 1, 2]));
        assert_eq!((some.get(0), some.get(2), some.get(3)), ("b", "", ""));
        assert_eq!(some.picked(&[2, 0]), ids(&["b"], &[7, 0]));
        assert!(OrderIds::default().is_empty());
    }
}
