//! Accounts as a forest: who belongs to whom, without circles and not too deep.
//!
//! In:   names of accounts with the name of the parent of each.
//! Out:  an [`AccountTree`] whose accounts are in byte order of their names, so that the order of rows does not matter.
//! Cost: one sort of the names, then linear.
//!
//! Nothing is lost: a circle of accounts is cut at the account whose name comes first, which then has no parent; what
//! lies deeper than allowed moves up to the deepest level allowed. Both are counted and named.

use std::collections::BTreeMap;

/// A forest of accounts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct AccountTree {
    /// Names, ascending and distinct.
    pub(super) names: Vec<String>,
    /// Parent of each, always earlier in `order`.
    pub(super) parent: Vec<Option<usize>>,
    /// Steps from the top, 0 at the top.
    pub(super) depth: Vec<u32>,
    /// All accounts, parents before children.
    pub(super) order: Vec<usize>,
    /// Circles that were cut, each from the account at which it was, in the direction of its parents.
    pub(super) cycles: Vec<Vec<String>>,
    /// Accounts that moved up because they lay too deep.
    pub(super) n_too_deep: u64,
}

impl AccountTree {
    /// The forest of `parents`: account and, where it has one, its parent. A parent that is not an account itself becomes one.
    /// `max_depth` is the deepest level, 0 being the top.
    pub(super) fn new(parents: &BTreeMap<String, Option<String>>, max_depth: u32) -> Self {
        let mut names: Vec<String> = parents.keys().cloned().collect();
        names.extend(parents.values().flatten().cloned());
        names.sort_unstable();
        names.dedup();
        let find = |name: &String| names.binary_search(name).ok();
        let mut parent: Vec<Option<usize>> =
            names.iter().map(|name| parents.get(name).and_then(Option::as_ref).and_then(find)).collect();
        let cycles = cut_cycles(&names, &mut parent);
        let mut tree = Self { depth: vec![0; names.len()], names, parent, cycles, ..Self::default() };
        tree.settle(max_depth);
        tree
    }

    /// Index of an account.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        self.names.binary_search_by(|known| known.as_str().cmp(name)).ok()
    }

    /// Accounts without a parent.
    pub(super) fn roots(&self) -> impl Iterator<Item = usize> {
        (0..self.names.len()).filter(|&account| self.parent[account].is_none())
    }

    /// Top account that each belongs to.
    pub(super) fn tops(&self) -> Vec<usize> {
        let mut tops: Vec<usize> = (0..self.names.len()).collect();
        for &account in &self.order {
            if let Some(parent) = self.parent[account] {
                tops[account] = tops[parent];
            }
        }
        tops
    }

    /// Adds what each account has to its parent, from the bottom to the top.
    pub(super) fn roll_up<T: Clone>(&self, own: &[T], mut add: impl FnMut(&mut T, &T)) -> Vec<T> {
        let mut total = own.to_vec();
        for &account in self.order.iter().rev() {
            if let Some(parent) = self.parent[account] {
                let child = total[account].clone();
                add(&mut total[parent], &child);
            }
        }
        total
    }

    /// Sets order and depth from the top, moving up what lies too deep.
    fn settle(&mut self, max_depth: u32) {
        let mut children: Vec<Vec<usize>> = vec![Vec::new(); self.names.len()];
        for (account, parent) in self.parent.iter().enumerate() {
            if let Some(parent) = parent {
                children[*parent].push(account);
            }
        }
        self.order = self.roots().collect();
        let mut next = 0;
        while let Some(&account) = self.order.get(next) {
            next += 1;
            for &child in &children[account] {
                // On the deepest level children become siblings.
                let is_deepest = self.depth[account] >= max_depth;
                let above = if is_deepest { self.parent[account] } else { Some(account) };
                self.n_too_deep += u64::from(is_deepest);
                self.parent[child] = above;
                self.depth[child] = above.map_or(0, |above| self.depth[above] + 1);
                self.order.push(child);
            }
        }
    }
}

/// Finds the circles of a graph in which each has one parent at most, and cuts each at its first account.
fn cut_cycles(names: &[String], parent: &mut [Option<usize>]) -> Vec<Vec<String>> {
    let mut cycles = Vec::new();
    // The walk on which each account was seen first; 0 is none.
    let mut seen = vec![0_usize; names.len()];
    for start in 0..names.len() {
        let mut at = start;
        while seen[at] == 0 {
            seen[at] = start + 1;
            match parent[at] {
                Some(next) => at = next,
                None => break,
            }
        }
        // Only a walk that meets itself went in a circle.
        if seen[at] != start + 1 || parent[at].is_none() {
            continue;
        }
        let mut circle = vec![at];
        let mut next = parent[at];
        while let Some(account) = next.filter(|&account| account != at) {
            circle.push(account);
            next = parent[account];
        }
        let first = circle.iter().enumerate().min_by_key(|(_, account)| **account).map_or(0, |(idx, _)| idx);
        circle.rotate_left(first);
        parent[circle[0]] = None;
        cycles.push(circle.into_iter().map(|account| names[account].clone()).collect());
    }
    cycles
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tree(links: &[(&str, &str)], max_depth: u32) -> AccountTree {
        let parents = links
            .iter()
            .map(|&(name, parent)| (name.to_owned(), (!parent.is_empty()).then(|| parent.to_owned())))
            .collect();
        AccountTree::new(&parents, max_depth)
    }

    fn parent_of<'a>(tree: &'a AccountTree, name: &str) -> Option<&'a str> {
        tree.parent[tree.find(name).unwrap()].map(|parent| tree.names[parent].as_str())
    }

    #[test]
    fn a_circle_is_cut_at_its_first_account_and_nothing_is_lost() {
        let tree = tree(&[("d", "b"), ("b", "c"), ("c", "a"), ("a", "b"), ("e", "a"), ("x", "x")], 9);
        assert_eq!(tree.cycles, [vec!["a", "b", "c"], vec!["x"]]);
        assert_eq!(
            (parent_of(&tree, "a"), parent_of(&tree, "b"), parent_of(&tree, "d")),
            (None, Some("c"), Some("b"))
        );
        assert_eq!(tree.order.len(), 6);
        assert_eq!(tree.depth[tree.find("d").unwrap()], 3);
    }

    #[test]
    fn what_lies_too_deep_moves_up() {
        let links = [("a", ""), ("b", "a"), ("c", "b"), ("d", "c"), ("e", "d")];
        let tree = tree(&links, 2);
        assert_eq!((tree.n_too_deep, tree.depth.clone()), (2, vec![0, 1, 2, 2, 2]));
        assert_eq!((parent_of(&tree, "d"), parent_of(&tree, "e")), (Some("b"), Some("b")));
        let flat = self::tree(&links, 0);
        assert_eq!((flat.n_too_deep, flat.roots().count()), (4, 5));
    }

    proptest! {
        /// Any links at all, circles included.
        #[test]
        fn a_total_is_the_own_and_the_totals_of_the_children(
            links in prop::collection::vec((0..30_u32, 0..40_u32), 0..60),
            max_depth in 0..6_u32,
        ) {
            let parents: BTreeMap<String, Option<String>> = links
                .iter()
                .map(|(a, b)| (format!("{a:02}"), (*b < 35).then(|| format!("{b:02}"))))
                .collect();
            let tree = AccountTree::new(&parents, max_depth);
            let n = tree.names.len();
            prop_assert_eq!(tree.order.len(), n);
            let mut place = vec![usize::MAX; n];
            for (idx, &account) in tree.order.iter().enumerate() {
                place[account] = idx;
            }
            let own: Vec<i64> = (0..n as i64).map(|i| i * 7 % 11 - 3).collect();
            let total = tree.roll_up(&own, |sum, child| *sum += child);
            for account in 0..n {
                let children: i64 = (0..n).filter(|&other| tree.parent[other] == Some(account)).map(|other| total[other]).sum();
                prop_assert_eq!(total[account], own[account] + children);
                prop_assert!(tree.depth[account] <= max_depth);
                if let Some(parent) = tree.parent[account] {
                    prop_assert!(place[parent] < place[account]);
                    prop_assert_eq!(tree.depth[account], tree.depth[parent] + 1);
                }
            }
            prop_assert_eq!(tree.roots().map(|root| total[root]).sum::<i64>(), own.iter().sum::<i64>());
            let tops = tree.tops();
            prop_assert!((0..n).all(|account| tree.parent[tops[account]].is_none()));
        }
    }
}
