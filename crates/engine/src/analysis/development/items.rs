//! What was bought: lines as items of a basket.

use crate::analysis::Refused;
use crate::data::{Dataset, Dimension, DimensionRole};
use crate::metric::Needs;
use serde::{Deserialize, Serialize};

/// What counts as one thing to buy.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ItemLevel {
    /// The column of categories.
    #[default]
    Category,
    /// The column of products.
    Product,
    /// Any other column of the lines, by its header.
    Named(String),
}

impl ItemLevel {
    /// The column of the level.
    ///
    /// # Errors
    /// [`Refused::NeedsColumn`] where the data has no such column.
    pub fn dimension<'a>(&self, dataset: &'a Dataset) -> Result<&'a Dimension, Refused> {
        match self {
            Self::Category => {
                dataset.dimension(DimensionRole::Category).ok_or_else(|| Refused::needs(Needs::Category))
            }
            Self::Product => {
                dataset.dimension(DimensionRole::Product).ok_or_else(|| Refused::needs(Needs::Product))
            }
            Self::Named(name) => dataset
                .dimensions()
                .iter()
                .find(|dimension| dimension.name == *name)
                .ok_or_else(|| Refused::NeedsColumn { column: name.clone() }),
        }
    }
}

/// The lines of a data set read as purchases of items.
///
/// A line is a purchase when its amount is above zero: what is returned, given away or written off was not
/// bought in this basket. Without amounts the quantity decides, without either every line counts. An
/// empty cell is no item.
#[derive(Debug, Clone, Copy)]
pub(super) struct Items<'a> {
    dataset: &'a Dataset,
    dimension: &'a Dimension,
}

impl<'a> Items<'a> {
    pub(super) fn new(dataset: &'a Dataset, level: &ItemLevel) -> Result<Self, Refused> {
        Ok(Self { dataset, dimension: level.dimension(dataset)? })
    }

    /// Distinct values of the column, the empty one included.
    pub(super) fn len(&self) -> usize {
        self.dimension.values.len()
    }

    /// The header of the column.
    pub(super) fn column(&self) -> &'a str {
        &self.dimension.name
    }

    /// The name of an item.
    pub(super) fn name(&self, item: usize) -> &'a str {
        self.dimension.values.get(item).map_or("", String::as_str)
    }

    /// The item that a line is about, bought or not.
    pub(super) fn code(&self, line: usize) -> u16 {
        self.dimension.codes[line]
    }

    /// The item that a line buys.
    pub(super) fn bought(&self, line: usize) -> Option<usize> {
        let item = usize::from(*self.dimension.codes.get(line)?);
        (is_purchase(self.dataset, line) && !self.name(item).is_empty()).then_some(item)
    }
}

/// Whether something was bought by a line; see [`Items`].
pub(in crate::analysis) fn is_purchase(dataset: &Dataset, line: usize) -> bool {
    if dataset.has_amounts() {
        return dataset.amounts()[line] > 0;
    }
    dataset.quantities().is_none_or(|quantities| quantities[line] > 0)
}

/// A set of small numbers that is emptied often.
#[derive(Debug)]
pub(super) struct Distinct {
    seen: Vec<u32>,
    round: u32,
    found: Vec<usize>,
}

impl Distinct {
    /// A set of numbers below `n`.
    pub(super) fn new(n: usize) -> Self {
        Self { seen: vec![0; n], round: 1, found: Vec::new() }
    }

    pub(super) fn clear(&mut self) {
        self.found.clear();
        self.round = self.round.wrapping_add(1);
        if self.round == 0 {
            self.seen.fill(0);
            self.round = 1;
        }
    }

    /// Adds a number; whether it is new.
    pub(super) fn add(&mut self, number: usize) -> bool {
        let is_new = self.seen[number] != self.round;
        if is_new {
            self.seen[number] = self.round;
            self.found.push(number);
        }
        is_new
    }

    /// The numbers, in the order of their coming.
    pub(super) fn found(&self) -> &[usize] {
        &self.found
    }
}
