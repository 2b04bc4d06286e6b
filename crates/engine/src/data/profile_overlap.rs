//! Customers whom several customers files describe.
//!
//! In:   customers tables in the order they were added, and with which delivery each came.
//! Out:  which row describes whom, and one [`ProfileOverlap`] for each two files that share customers.
//! Cost: one look-up by id for each row; rows of one id are compared column by column.
//!
//! Within one file the first row of a customer stands, and so it does among files that came together. A file that
//! was appended is newer than what was there: where it says something else, its row stands.

use super::{CustomerTable, Dimension, Measure, TextAttribute};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A customer with a row in two files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileExample {
    /// Id of the customer.
    pub customer: String,
    /// Line in the earlier file, from 1.
    pub earlier_line: u32,
    /// Line in the later file, from 1.
    pub later_line: u32,
}

/// What two customers files say about the same customers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileOverlap {
    /// Index of the earlier file into the files of the data set.
    pub earlier: u32,
    /// Index of the later file.
    pub later: u32,
    /// Name of the earlier file.
    pub earlier_name: String,
    /// Name of the later file.
    pub later_name: String,
    /// Customers of whom both say the same, as far as they have the same columns.
    pub n_equal: u64,
    /// Customers of whom they say different things.
    pub n_conflicting: u64,
    /// Whether the later file is believed where they differ.
    pub is_later_shown: bool,
    /// The first customers of whom they say different things.
    pub conflicts: Vec<ProfileExample>,
}

impl ProfileOverlap {
    /// Examples that are kept.
    pub const MAX_EXAMPLES: usize = 10;
}

/// Which rows describe their customers.
pub(super) struct Profiles {
    /// For each row of the tables laid end to end, whether it does.
    pub(super) is_shown: Vec<bool>,
    /// For each table, how many of its rows do not.
    pub(super) n_hidden: Vec<u64>,
    pub(super) overlaps: Vec<ProfileOverlap>,
}

/// Chooses a row for each customer. `batches` has the delivery of each table; `n_before` is the number of files
/// in front of the customers files.
pub(super) fn choose_profiles(tables: &[CustomerTable], batches: &[u32], n_before: usize) -> Profiles {
    let starts: Vec<usize> = tables
        .iter()
        .scan(0, |next, table| {
            let start = *next;
            *next += table.ids.len();
            Some(start)
        })
        .collect();
    let n_rows = tables.iter().map(|table| table.ids.len()).sum();
    let mut profiles =
        Profiles { is_shown: vec![true; n_rows], n_hidden: vec![0; tables.len()], overlaps: Vec::new() };
    if tables.len() < 2 {
        return profiles;
    }
    let batch = |idx: usize| batches.get(idx).copied().unwrap_or(0);
    let mut standing: FxHashMap<&str, (usize, usize)> = FxHashMap::default();
    let mut overlaps: BTreeMap<(usize, usize), ProfileOverlap> = BTreeMap::new();
    for (later, table) in tables.iter().enumerate() {
        for (row, id) in table.ids.iter().enumerate() {
            let Some(&(earlier, earlier_row)) = standing.get(id) else {
                standing.insert(id, (later, row));
                continue;
            };
            let is_appended = batch(earlier) != batch(later);
            let overlap = overlaps.entry((earlier, later)).or_insert_with(|| ProfileOverlap {
                earlier: u32::try_from(n_before + earlier).unwrap_or(u32::MAX),
                later: u32::try_from(n_before + later).unwrap_or(u32::MAX),
                earlier_name: tables[earlier].file.name.clone(),
                later_name: table.file.name.clone(),
                n_equal: 0,
                n_conflicting: 0,
                is_later_shown: is_appended,
                conflicts: Vec::new(),
            });
            let is_later = if says_the_same((&tables[earlier], earlier_row), (table, row)) {
                overlap.n_equal += 1;
                // Of two that agree the one with more columns says more.
                n_columns(table) > n_columns(&tables[earlier])
            } else {
                overlap.n_conflicting += 1;
                if overlap.conflicts.len() < ProfileOverlap::MAX_EXAMPLES {
                    overlap.conflicts.push(ProfileExample {
                        customer: id.to_owned(),
                        earlier_line: tables[earlier].lines.get(earlier_row).copied().unwrap_or(0),
                        later_line: table.lines.get(row).copied().unwrap_or(0),
                    });
                }
                is_appended
            };
            let (hidden, hidden_row) = if is_later { (earlier, earlier_row) } else { (later, row) };
            profiles.is_shown[starts[hidden] + hidden_row] = false;
            profiles.n_hidden[hidden] += 1;
            if is_later {
                standing.insert(id, (later, row));
            }
        }
    }
    profiles.overlaps = overlaps.into_values().collect();
    profiles
}

fn n_columns(table: &CustomerTable) -> usize {
    usize::from(!table.names.is_empty())
        + usize::from(table.signup.is_some())
        + table.dimensions.len()
        + table.measures.len()
        + table.texts.len()
}

/// Whether two rows agree in every column that both tables have.
fn says_the_same((a, a_row): (&CustomerTable, usize), (b, b_row): (&CustomerTable, usize)) -> bool {
    let has_names = !a.names.is_empty() && !b.names.is_empty();
    if has_names && a.names.get(a_row) != b.names.get(b_row) {
        return false;
    }
    if let (Some(a), Some(b)) = (&a.signup, &b.signup)
        && a[a_row] != b[b_row]
    {
        return false;
    }
    let dimension = |known: &Dimension| {
        let other = b.dimensions.iter().find(|other| other.name == known.name);
        other.is_none_or(|other| other.value(b_row) == known.value(a_row))
    };
    let measure = |known: &Measure| {
        let other = b.measures.iter().find(|other| other.name == known.name && other.role == known.role);
        other.is_none_or(|other| {
            // Two unknown numbers are no difference.
            let (x, y) = (known.values[a_row], other.values[b_row]);
            x == y || (x.is_nan() && y.is_nan())
        })
    };
    let text = |known: &TextAttribute| {
        let other = b.texts.iter().find(|other| other.name == known.name && other.role == known.role);
        other.is_none_or(|other| other.values.get(b_row) == known.values.get(a_row))
    };
    a.dimensions.iter().all(dimension) && a.measures.iter().all(measure) && a.texts.iter().all(text)
}
