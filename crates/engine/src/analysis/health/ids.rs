//! Ids that differ in nothing but their spelling. They are kept apart; here they are only counted.

use super::MAX_EXAMPLES;
use crate::analysis::identity::id_key;
use crate::data::{Dataset, Dictionary};
use serde::{Deserialize, Serialize};

/// Groups of ids that are the same but for case, leading zeros, spaces and width.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct IdTwins {
    /// Groups.
    pub n_groups: u64,
    /// Ids in them.
    pub n_ids: u64,
    /// Some of the groups.
    pub examples: Vec<Vec<String>>,
}

/// Finds such groups among the customers.
pub(super) fn twins(dataset: &Dataset) -> IdTwins {
    let ids = &dataset.customers().ids;
    let mut keys = Dictionary::new();
    let codes: Vec<u32> = ids.iter().map(|id| keys.intern(&id_key(id))).collect();
    let mut n_of = vec![0_u32; keys.len()];
    for &code in &codes {
        n_of[code as usize] += 1;
    }
    let mut twins = IdTwins::default();
    for &n in n_of.iter().filter(|&&n| n > 1) {
        twins.n_groups += 1;
        twins.n_ids += u64::from(n);
    }
    // Groups in the order in which the first of their ids comes.
    let mut place: Vec<Option<usize>> = vec![None; keys.len()];
    for (&code, id) in codes.iter().zip(ids.iter()).filter(|(code, _)| n_of[**code as usize] > 1) {
        let slot = &mut place[code as usize];
        if slot.is_none() && twins.examples.len() < MAX_EXAMPLES {
            *slot = Some(twins.examples.len());
            twins.examples.push(Vec::new());
        }
        if let Some(group) = slot.and_then(|idx| twins.examples.get_mut(idx))
            && group.len() < MAX_EXAMPLES
        {
            group.push(id.to_owned());
        }
    }
    twins
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{dataset, line};

    #[test]
    fn spellings_of_one_id_are_found() {
        let ids = ["007", "7", "ab", "AB", "A b", "C-01", "C-1", "Ｃ-1", "70", "0", "00", "x"];
        let lines: Vec<_> = ids.iter().map(|id| line(id, "2024-01-10", 1)).collect();
        let twins = twins(&dataset(&lines, &[]));
        assert_eq!((twins.n_groups, twins.n_ids), (4, 10));
        assert!(twins.examples.contains(&vec!["007".to_owned(), "7".to_owned()]));
        assert!(twins.examples.contains(&vec!["C-01".to_owned(), "C-1".to_owned(), "Ｃ-1".to_owned()]));
    }
}
