//! Which customer belongs to which account, and which account to which.

use super::columns;
use super::tree::AccountTree;
use crate::analysis::Refused;
use crate::data::Dataset;
use crate::metric::Needs;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Where parents of accounts come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ParentSource {
    /// A column names them.
    Column,
    /// The part of each account number before its only mark, as in `G000001-A0000002`.
    IdPrefix,
    /// Customers are the accounts, and a column names the parent of each.
    Customers,
    /// None are known: all accounts are at the top.
    Nothing,
}

/// Accounts of a data set.
pub(super) struct AccountLinks {
    pub(super) source: ParentSource,
    pub(super) tree: AccountTree,
    /// Account of each customer.
    pub(super) of_customer: Vec<Option<usize>>,
    /// Accounts whose customers name different parents; the first by the customers' ids is taken.
    pub(super) n_conflicts: u64,
    /// Parents to which no customer belongs.
    pub(super) n_parents_only: u64,
}

/// Marks that may part a group from an account.
const MARKS: [char; 6] = ['-', '/', '.', '_', ':', '>'];
/// Accounts of a group at most, on average, for a prefix to be a group rather than a region or a kind.
const MAX_ACCOUNTS_PER_GROUP: usize = 20;

impl AccountLinks {
    /// The accounts of a data set.
    ///
    /// # Errors
    /// [`Refused::NeedsColumn`] where no column tells of accounts or parents.
    pub(super) fn new(dataset: &Dataset, max_depth: u32) -> Result<Self, Refused> {
        let n = dataset.n_customers();
        let trimmed = |text: &str| Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned);
        let parent_of: Option<Vec<Option<String>>> = match columns::parents(dataset) {
            Some(column) => Some((0..n).map(|customer| trimmed(column.values.get(customer))).collect()),
            None => columns::parent_groups(dataset)
                .map(|column| (0..n).map(|customer| trimmed(column.value(customer))).collect()),
        };
        let accounts: Option<Vec<Option<String>>> = columns::accounts(dataset)
            .map(|column| (0..n).map(|customer| trimmed(column.values.get(customer))).collect());
        let (source, accounts, parent_of) = match (accounts, parent_of) {
            (Some(accounts), Some(parents)) => (ParentSource::Column, accounts, Some(parents)),
            (Some(accounts), None) => match prefixes(&accounts) {
                Some(parents) => (ParentSource::IdPrefix, accounts, Some(parents)),
                None => (ParentSource::Nothing, accounts, None),
            },
            (None, Some(parents)) => {
                let ids = (0..n).map(|customer| trimmed(dataset.customers().ids.get(customer))).collect();
                (ParentSource::Customers, ids, Some(parents))
            }
            (None, None) => return Err(Refused::needs(Needs::Account)),
        };
        if accounts.iter().all(Option::is_none) {
            return Err(Refused::needs(Needs::Account));
        }
        let (mut links, mut conflicting) = (BTreeMap::new(), BTreeSet::new());
        for (customer, account) in accounts.iter().enumerate() {
            let Some(account) = account else { continue };
            let parent = parent_of.as_ref().and_then(|parents| parents[customer].clone());
            let known: &mut Option<String> = links.entry(account.clone()).or_default();
            if known.is_some() && parent.is_some() && *known != parent {
                conflicting.insert(account.clone());
            }
            if known.is_none() {
                *known = parent;
            }
        }
        let tree = AccountTree::new(&links, max_depth);
        let of_customer =
            accounts.iter().map(|account| account.as_ref().and_then(|account| tree.find(account))).collect();
        let n_parents_only = tree.names.iter().filter(|name| !links.contains_key(*name)).count() as u64;
        Ok(Self { source, tree, of_customer, n_conflicts: conflicting.len() as u64, n_parents_only })
    }
}

/// Groups from account numbers that all have one mark, where several accounts share a group and there are many groups.
fn prefixes(accounts: &[Option<String>]) -> Option<Vec<Option<String>>> {
    let known: BTreeSet<&str> = accounts.iter().flatten().map(String::as_str).collect();
    let mark = MARKS.into_iter().find(|&mark| {
        known.iter().all(|account| {
            let parts: Vec<&str> = account.split(mark).collect();
            parts.len() == 2 && parts.iter().all(|part| !part.trim().is_empty())
        })
    })?;
    let group = |account: &str| account.split(mark).next().map(|group| group.trim().to_owned());
    let groups: BTreeSet<String> = known.iter().filter_map(|account| group(account)).collect();
    let is_grouping = groups.len() > 1
        && groups.len() < known.len()
        && known.len() <= groups.len() * MAX_ACCOUNTS_PER_GROUP;
    is_grouping.then(|| accounts.iter().map(|account| account.as_deref().and_then(group)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(accounts: &[&str]) -> Option<Vec<Option<String>>> {
        let accounts: Vec<Option<String>> =
            accounts.iter().map(|account| (!account.is_empty()).then(|| (*account).to_owned())).collect();
        prefixes(&accounts)
    }

    #[test]
    fn groups_are_read_from_numbers_that_hold_them() {
        let found = groups(&["G01-A1", "", "G01-A2", "G02-A3"]).unwrap();
        assert_eq!(
            found.iter().map(|group| group.as_deref().unwrap_or("")).collect::<Vec<_>>(),
            ["G01", "", "G01", "G02"]
        );
        // One prefix for all is no group; neither are accounts that share none, or some without a mark.
        for accounts in
            [&["A-1", "A-2"][..], &["A-1", "B-2"], &["G1-1", "G1-2", "x"], &["2024-01-7", "2024-01-8"], &[]]
        {
            assert_eq!(groups(accounts), None, "{accounts:?}");
        }
    }
}
