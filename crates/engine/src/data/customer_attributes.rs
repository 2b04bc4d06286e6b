//! What a file of order lines says about its customers, and how it completes what their own files say.

use super::{Customers, Day, Dimension, Measure, TextAttribute, TextColumn, TransactionTable};
use std::collections::BTreeMap;

/// Columns about customers, one row per customer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CustomerAttributes {
    /// Sign-up days, where there is such a column.
    pub signup: Option<Vec<Option<Day>>>,
    /// Groups.
    pub dimensions: Vec<Dimension>,
    /// Numbers.
    pub measures: Vec<Measure>,
    /// Texts.
    pub texts: Vec<TextAttribute>,
}

impl Customers {
    /// Adds what a file of order lines says, where nothing is known yet: a column of the same header and role
    /// is completed, another one is new. `codes` leads from the rows of `attributes` to those of the customers.
    pub(super) fn complete(&mut self, attributes: &CustomerAttributes, codes: &[u32]) {
        let n = self.ids.len();
        if let Some(days) = &attributes.signup {
            let signup = self.signup.get_or_insert_with(|| vec![None; n]);
            for (day, &customer) in days.iter().zip(codes) {
                signup[customer as usize] = signup[customer as usize].or(*day);
            }
        }
        for added in &attributes.dimensions {
            self.complete_dimension(added, codes);
        }
        for added in &attributes.measures {
            let known =
                self.measures.iter().position(|known| known.name == added.name && known.role == added.role);
            let idx = known.unwrap_or_else(|| {
                let values = vec![f64::NAN; n];
                self.measures.push(Measure { name: added.name.clone(), role: added.role, values });
                self.measures.len() - 1
            });
            for (&value, &customer) in added.values.iter().zip(codes) {
                let known = &mut self.measures[idx].values[customer as usize];
                if known.is_nan() {
                    *known = value;
                }
            }
        }
        for added in &attributes.texts {
            let known =
                self.texts.iter().position(|known| known.name == added.name && known.role == added.role);
            let idx = known.unwrap_or_else(|| {
                let values = std::iter::repeat_n("", n).collect();
                self.texts.push(TextAttribute { name: added.name.clone(), role: added.role, values });
                self.texts.len() - 1
            });
            let mut texts: Vec<&str> = self.texts[idx].values.iter().collect();
            for (row, &customer) in codes.iter().enumerate() {
                let known = &mut texts[customer as usize];
                if known.is_empty() {
                    *known = added.values.get(row);
                }
            }
            let completed: TextColumn = texts.into_iter().collect();
            self.texts[idx].values = completed;
        }
    }

    fn complete_dimension(&mut self, added: &Dimension, codes: &[u32]) {
        let known =
            self.dimensions.iter().position(|known| known.name == added.name && known.role == added.role);
        let mut values: Vec<&str> = vec![""; self.ids.len()];
        if let Some(idx) = known {
            for (customer, value) in values.iter_mut().enumerate() {
                *value = self.dimensions[idx].value(customer);
            }
        }
        for (row, &customer) in codes.iter().enumerate() {
            let known = &mut values[customer as usize];
            if known.is_empty() {
                *known = added.value(row);
            }
        }
        let mut ranks: BTreeMap<&str, u16> = values.iter().map(|&value| (value, 0)).collect();
        if ranks.len() > usize::from(u16::MAX) {
            return; // Too many distinct values to group by.
        }
        for (rank, code) in ranks.values_mut().enumerate() {
            *code = rank as u16;
        }
        let completed = Dimension {
            name: added.name.clone(),
            role: added.role,
            codes: values.iter().map(|value| ranks[value]).collect(),
            values: ranks.into_keys().map(str::to_owned).collect(),
        };
        match known {
            Some(idx) => self.dimensions[idx] = completed,
            None => self.dimensions.push(completed),
        }
    }
}

/// Makes the files agree on what is about customers: a column that is an attribute of customers in one file and
/// a column of lines in another, or whose files contradict each other although nothing says that it is about
/// customers, is one of lines everywhere. `codes` leads from the customers of each table to those of all.
pub(super) fn agree(tables: &mut [TransactionTable], codes: &[Vec<u32>], n_customers: usize) {
    if tables.len() < 2 {
        return;
    }
    let mut names: Vec<String> = Vec::new();
    for dimension in tables.iter().flat_map(|table| &table.attributes.dimensions) {
        if !names.contains(&dimension.name) {
            names.push(dimension.name.clone());
        }
    }
    names.retain(|name| {
        let is_of_lines =
            tables.iter().any(|table| table.dimensions.iter().any(|dimension| dimension.name == *name));
        is_of_lines || is_contradicted(tables, codes, n_customers, name)
    });
    for table in tables {
        let TransactionTable { attributes, customers, dimensions, .. } = table;
        for moved in attributes.dimensions.extract_if(.., |dimension| names.contains(&dimension.name)) {
            let codes = customers.iter().map(|&customer| moved.codes[customer as usize]).collect();
            dimensions.push(Dimension { codes, ..moved });
        }
    }
}

/// Whether two files give one customer different values of a column without a role.
fn is_contradicted(tables: &[TransactionTable], codes: &[Vec<u32>], n_customers: usize, name: &str) -> bool {
    let mut known: Vec<&str> = vec![""; n_customers];
    for (table, codes) in tables.iter().zip(codes) {
        let column = table.attributes.dimensions.iter().find(|dimension| dimension.name == name);
        let Some(column) = column.filter(|column| column.role.is_none()) else { continue };
        for (row, &customer) in codes.iter().enumerate() {
            let (value, known) = (column.value(row), &mut known[customer as usize]);
            if known.is_empty() {
                *known = value;
            } else if !value.is_empty() && *known != value {
                return true;
            }
        }
    }
    false
}
