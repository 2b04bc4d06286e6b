//! The customers of a data set: ids, names, sign-up days and attributes.

use super::{Day, Dimension, Measure, TextAttribute, TextColumn};
use std::collections::BTreeMap;

/// One row per customer, in byte order of the id, so that the order of the file's rows does not matter.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Customers {
    /// Ids as text, ascending in byte order and distinct.
    pub ids: TextColumn,
    /// Names; empty where unknown. Empty column when no file has names.
    pub names: TextColumn,
    /// Sign-up day, where a file has one.
    pub signup: Option<Vec<Option<Day>>>,
    /// Attributes of customers: city, kind, acquisition channel.
    pub dimensions: Vec<Dimension>,
    /// Numbers: year of birth, income, acquisition cost.
    pub measures: Vec<Measure>,
    /// Texts: e-mail, phone, referrer, account.
    pub texts: Vec<TextAttribute>,
    /// Whether a customers file names the customer; empty when there is no customers file.
    pub has_profile: Vec<bool>,
    /// Ids that were merged into a customer, by the number of the customer.
    pub aliases: BTreeMap<u32, Vec<String>>,
}

impl Customers {
    /// Number of customers, with or without orders.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// What to call a customer: the name, or the id where there is no name.
    #[must_use]
    pub fn label(&self, idx: usize) -> &str {
        let name = self.names.get(idx);
        if name.is_empty() { self.ids.get(idx) } else { name }
    }

    /// Ids that were merged into a customer; see [`super::MergeGroup`].
    #[must_use]
    pub fn also_known_as(&self, idx: usize) -> &[String] {
        let idx = u32::try_from(idx).unwrap_or(u32::MAX);
        self.aliases.get(&idx).map(Vec::as_slice).unwrap_or_default()
    }
}
