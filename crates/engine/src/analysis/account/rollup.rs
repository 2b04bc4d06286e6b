//! What accounts bring, by themselves and with everything below them.
//!
//! In:   columns of accounts, and of their parents where there are any.
//! Out:  a [`RollUpReport`], the largest accounts with the rest counted; a [`Branch`] to go down.
//! Cost: one pass over the selected lines and two over the accounts.
//!
//! Own and the totals of the children make the total of an account; totals of the top accounts and what belongs to no
//! account make the whole.

use super::links::{AccountLinks, ParentSource};
use crate::analysis::finding::{self, Finding, Kind, Template, Value};
use crate::analysis::selection::{SelectedTotals, Selection};
use crate::analysis::{Profile, Refused};
use crate::data::Dataset;
use crate::query::Clause;
use serde::{Deserialize, Serialize};

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RollUpOptions {
    /// Rows of a list; the rest is one row.
    pub limit: usize,
    /// Deepest level, the top being 0; accounts below it move up to it.
    pub max_depth: u32,
}

impl Default for RollUpOptions {
    fn default() -> Self {
        Self { limit: 50, max_depth: 12 }
    }
}

/// What some customers bring.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct AccountSums {
    /// Selected customers: the contacts of an account.
    pub n_customers: u64,
    /// Their selected orders.
    pub n_orders: u64,
    /// Revenue.
    pub revenue: f64,
    /// Profit, where there is cost.
    pub profit: Option<f64>,
}

/// One account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AccountRow {
    /// Its name.
    pub account: String,
    /// Its parent.
    pub parent: Option<String>,
    /// Steps from the top.
    pub depth: u32,
    /// Accounts right below it.
    pub n_children: u64,
    /// Accounts anywhere below it.
    pub n_below: u64,
    /// By its own customers.
    pub own: AccountSums,
    /// With all accounts below.
    pub total: AccountSums,
    /// Its total of the revenue of all selected customers; `None` where that is not positive.
    pub revenue_share: Option<f64>,
}

/// Accounts, rolled up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RollUpReport {
    /// Why there is no figure, if there is none.
    pub refused: Option<Refused>,
    /// Where parents come from.
    pub parents_from: ParentSource,
    /// Accounts with a selected customer, themselves or below.
    pub n_accounts: u64,
    /// Of them at the top.
    pub n_tops: u64,
    /// Steps from the top to the deepest.
    pub deepest: u32,
    /// All selected customers.
    pub all: AccountSums,
    /// Those without an account.
    pub without_account: AccountSums,
    /// Circles of accounts that were cut, 20 at most, each from the account whose parent was taken away.
    pub cycles: Vec<Vec<String>>,
    /// How many there were.
    pub n_cycles: u64,
    /// Accounts that moved up because they lay too deep.
    pub n_too_deep: u64,
    /// Accounts whose customers name different parents.
    pub n_conflicting_parents: u64,
    /// Parents to which no customer belongs.
    pub n_parents_only: u64,
    /// Top accounts by total revenue.
    pub tops: Vec<AccountRow>,
    /// All further top accounts together.
    pub other_tops: AccountSums,
    /// Sum of squared revenue shares of the top accounts, 0..=1; `None` where one is below zero.
    pub hhi: Option<f64>,
    /// Share of the largest top account in the revenue of all accounts.
    pub largest_share: Option<f64>,
    /// What stands out.
    pub findings: Vec<Finding>,
}

/// One account and those right below it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Branch {
    /// The account.
    pub account: AccountRow,
    /// Names from the top to its parent.
    pub path: Vec<String>,
    /// Its children by total revenue.
    pub children: Vec<AccountRow>,
    /// All further children together.
    pub other_children: AccountSums,
    /// Its own customers, by id, as a filter would name them; as many as the limit.
    pub customers: Vec<String>,
}

/// One group brings much of the revenue.
const DEPENDENCE: Template = Template {
    id: "account-dependence",
    parameters: &[
        ("account", Kind::Name),
        ("share", Kind::Share),
        ("count", Kind::Count),
        ("money", Kind::Money),
    ],
    action: "spread-account-risk",
};

/// Accounts belong to each other in circles.
const CIRCLES: Template = Template {
    id: "account-circles",
    parameters: &[("count", Kind::Count), ("account", Kind::Name)],
    action: "mend-account-parents",
};

/// Templates of this report.
pub(crate) const FINDINGS: &[Template] = &[DEPENDENCE, CIRCLES];

/// Share of the revenue of accounts from which one is called a dependence.
const MIN_DEPENDENCE: f64 = 0.1;
/// Circles listed.
const MAX_CYCLES: usize = 20;

/// Exact sums, so that parts make the whole to the last digit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Sums {
    pub(super) n_customers: u64,
    pub(super) n_orders: u64,
    pub(super) revenue: i128,
    pub(super) profit: Option<i128>,
}

impl Sums {
    /// Of one selected customer.
    pub(super) fn of(totals: &SelectedTotals, customer: usize) -> Self {
        Self {
            n_customers: 1,
            n_orders: u64::from(totals.n_orders[customer]),
            revenue: i128::from(totals.revenue[customer]),
            profit: totals.profit.as_ref().map(|profit| i128::from(profit[customer])),
        }
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.n_customers += other.n_customers;
        self.n_orders += other.n_orders;
        self.revenue += other.revenue;
        self.profit = match (self.profit, other.profit) {
            (Some(own), Some(other)) => Some(own + other),
            (own, other) => own.or(other),
        };
    }

    pub(super) fn row(&self, dataset: &Dataset) -> AccountSums {
        AccountSums {
            n_customers: self.n_customers,
            n_orders: self.n_orders,
            revenue: dataset.major(self.revenue),
            profit: self.profit.map(|profit| dataset.major(profit)),
        }
    }
}

/// Accounts with what they bring.
struct Rolled {
    links: AccountLinks,
    own: Vec<Sums>,
    total: Vec<Sums>,
    n_children: Vec<u64>,
    n_below: Vec<u64>,
    without: Sums,
    all: Sums,
}

impl Rolled {
    fn new(
        dataset: &Dataset,
        profile: &Profile,
        selection: &Selection,
        options: &RollUpOptions,
    ) -> Result<Self, Refused> {
        let links = AccountLinks::new(dataset, options.max_depth)?;
        let totals = SelectedTotals::new(dataset, profile, selection);
        let n = links.tree.names.len();
        let zero = Sums { profit: dataset.costs().map(|_| 0), ..Sums::default() };
        let (mut own, mut without, mut all) = (vec![zero; n], zero, zero);
        for customer in selection.customers.iter() {
            let sums = Sums::of(&totals, customer);
            all.add(&sums);
            match links.of_customer[customer] {
                Some(account) => own[account].add(&sums),
                None => without.add(&sums),
            }
        }
        let total = links.tree.roll_up(&own, Sums::add);
        // Accounts without a selected customer anywhere do not count, so that a filter narrows the tree.
        let is_there: Vec<u64> = total.iter().map(|sums| u64::from(sums.n_customers > 0)).collect();
        let n_below = links.tree.roll_up(&is_there, |sum, child| *sum += child);
        let n_below = n_below.iter().zip(&is_there).map(|(all, own)| all - own).collect();
        let mut n_children = vec![0; n];
        for (account, parent) in links.tree.parent.iter().enumerate() {
            if let Some(parent) = parent {
                n_children[*parent] += is_there[account];
            }
        }
        Ok(Self { links, own, total, n_children, n_below, without, all })
    }

    fn row(&self, dataset: &Dataset, account: usize) -> AccountRow {
        let tree = &self.links.tree;
        let revenue = self.total[account].revenue;
        AccountRow {
            account: tree.names[account].clone(),
            parent: tree.parent[account].map(|parent| tree.names[parent].clone()),
            depth: tree.depth[account],
            n_children: self.n_children[account],
            n_below: self.n_below[account],
            own: self.own[account].row(dataset),
            total: self.total[account].row(dataset),
            revenue_share: (self.all.revenue > 0).then(|| revenue as f64 / self.all.revenue as f64),
        }
    }

    /// The largest of some accounts as rows, and all further ones together.
    fn largest(
        &self,
        dataset: &Dataset,
        accounts: impl Iterator<Item = usize>,
        limit: usize,
    ) -> (Vec<AccountRow>, AccountSums) {
        let mut accounts: Vec<usize> =
            accounts.filter(|&account| self.total[account].n_customers > 0).collect();
        accounts.sort_by_key(|&account| (std::cmp::Reverse(self.total[account].revenue), account));
        let mut rest = Sums { profit: dataset.costs().map(|_| 0), ..Sums::default() };
        accounts.iter().skip(limit).for_each(|&account| rest.add(&self.total[account]));
        let rows = accounts.iter().take(limit).map(|&account| self.row(dataset, account)).collect();
        (rows, rest.row(dataset))
    }
}

/// Accounts of the selected customers.
#[must_use]
pub fn report(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    options: &RollUpOptions,
) -> RollUpReport {
    let mut report = RollUpReport {
        refused: None,
        parents_from: ParentSource::Nothing,
        n_accounts: 0,
        n_tops: 0,
        deepest: 0,
        all: AccountSums::default(),
        without_account: AccountSums::default(),
        cycles: Vec::new(),
        n_cycles: 0,
        n_too_deep: 0,
        n_conflicting_parents: 0,
        n_parents_only: 0,
        tops: Vec::new(),
        other_tops: AccountSums::default(),
        hhi: None,
        largest_share: None,
        findings: Vec::new(),
    };
    let rolled = match Rolled::new(dataset, profile, selection, options) {
        Ok(rolled) => rolled,
        Err(refused) => {
            report.refused = Some(refused);
            return report;
        }
    };
    let tree = &rolled.links.tree;
    let there = || (0..tree.names.len()).filter(|&account| rolled.total[account].n_customers > 0);
    report.parents_from = rolled.links.source;
    report.n_accounts = there().count() as u64;
    report.n_tops = there().filter(|&account| tree.parent[account].is_none()).count() as u64;
    report.deepest = there().map(|account| tree.depth[account]).max().unwrap_or(0);
    report.all = rolled.all.row(dataset);
    report.without_account = rolled.without.row(dataset);
    report.n_cycles = tree.cycles.len() as u64;
    report.cycles = tree.cycles.iter().take(MAX_CYCLES).cloned().collect();
    report.n_too_deep = tree.n_too_deep;
    report.n_conflicting_parents = rolled.links.n_conflicts;
    report.n_parents_only = rolled.links.n_parents_only;
    (report.tops, report.other_tops) = rolled.largest(dataset, tree.roots(), options.limit);
    let of_tops: Vec<i128> = tree
        .roots()
        .map(|account| rolled.total[account])
        .filter(|sums| sums.n_customers > 0)
        .map(|sums| sums.revenue)
        .collect();
    report.hhi = hhi(&of_tops);
    let sum: i128 = of_tops.iter().sum();
    report.largest_share =
        report.hhi.and_then(|_| of_tops.iter().max().map(|&largest| largest as f64 / sum as f64));
    report.findings = findings(dataset, &report, &rolled);
    report
}

/// One account with what lies right below it; `None` where there is none of that name.
#[must_use]
pub fn branch(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    options: &RollUpOptions,
    account: &str,
) -> Option<Branch> {
    let rolled = Rolled::new(dataset, profile, selection, options).ok()?;
    let tree = &rolled.links.tree;
    let idx = tree.find(account)?;
    let mut path = Vec::new();
    let mut above = tree.parent[idx];
    while let Some(parent) = above {
        path.push(tree.names[parent].clone());
        above = tree.parent[parent];
    }
    path.reverse();
    let children = (0..tree.names.len()).filter(|&child| tree.parent[child] == Some(idx));
    let (children, other_children) = rolled.largest(dataset, children, options.limit);
    let customers = selection
        .customers
        .iter()
        .filter(|&customer| rolled.links.of_customer[customer] == Some(idx))
        .take(options.limit)
        .map(|customer| dataset.customers().ids.get(customer).to_owned())
        .collect();
    Some(Branch { account: rolled.row(dataset, idx), path, children, other_children, customers })
}

/// Sum of squared shares; `None` where a value is below zero or nothing is above it.
pub(super) fn hhi(values: &[i128]) -> Option<f64> {
    let sum: i128 = values.iter().sum();
    let is_defined = sum > 0 && values.iter().all(|&value| value >= 0);
    is_defined.then(|| values.iter().map(|&value| (value as f64 / sum as f64).powi(2)).sum::<f64>().min(1.0))
}

fn findings(dataset: &Dataset, report: &RollUpReport, rolled: &Rolled) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let (Some(top), Some(share)) = (report.tops.first(), report.largest_share)
        && share >= MIN_DEPENDENCE
        && report.n_tops > 1
    {
        let tops = rolled.links.tree.tops();
        let idx = rolled.links.tree.find(&top.account);
        let ids: Vec<String> = rolled
            .links
            .of_customer
            .iter()
            .enumerate()
            .filter(|(_, account)| account.is_some_and(|account| Some(tops[account]) == idx))
            .map(|(customer, _)| dataset.customers().ids.get(customer).to_owned())
            .collect();
        let values = [
            Value::Name(top.account.clone()),
            Value::Share(share, 0),
            Value::Count(top.total.n_customers),
            Value::Money(top.total.revenue),
        ];
        findings.push(Finding::new(&DEPENDENCE, values, top.total.revenue, Some(Clause::CustomerIds(ids))));
    }
    if let Some(first) = report.cycles.first().and_then(|cycle| cycle.first()) {
        let values = [Value::Count(report.n_cycles), Value::Name(first.clone())];
        findings.push(Finding::new(&CIRCLES, values, 0.0, None));
    }
    finding::rank(&mut findings);
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{Line, day, line, profile, select};
    use crate::analysis::sample_shop::Shop;
    use crate::data::TextRole;
    use crate::metric::Needs;
    use proptest::prelude::*;

    /// Customers with amount, account and parent.
    fn company(rows: &[(&str, i64, &str, &str)]) -> Shop {
        let mut shop = Shop { has_costs: true, ..Shop::default() };
        let (mut accounts, mut parents) = (Vec::new(), Vec::new());
        for &(id, amount, account, parent) in rows {
            shop.lines.push(Line { cost: 1, ..line(id, "2024-01-01", amount) });
            shop.ids.push(id.to_owned());
            accounts.push(account.to_owned());
            parents.push(parent.to_owned());
        }
        shop.texts =
            vec![("account_id", TextRole::Account, accounts), ("parent_account", TextRole::Account, parents)];
        shop
    }

    fn run(shop: &Shop, options: &RollUpOptions) -> RollUpReport {
        let dataset = shop.dataset();
        let profile = profile(&dataset, day("2024-12-31"));
        let all = select(&dataset, &profile, &[]);
        report(&dataset, &profile, &all, options)
    }

    #[test]
    fn own_and_children_make_the_total() {
        let shop = company(&[
            ("1", 100, "North", "Group"),
            ("2", 50, "North", ""),
            ("3", 30, "North depot", "North"),
            ("4", 7, "Solo", ""),
            ("5", 3, "", ""),
        ]);
        let report = run(&shop, &RollUpOptions::default());
        assert_eq!((report.n_accounts, report.n_tops, report.deepest), (4, 2, 2));
        assert_eq!((report.parents_from, report.n_parents_only), (ParentSource::Column, 1));
        let top = &report.tops[0];
        assert_eq!((top.account.as_str(), top.n_children, top.n_below), ("Group", 1, 2));
        assert_eq!((top.own.revenue, top.total.revenue, top.total.profit), (0.0, 180.0, Some(177.0)));
        assert_eq!((report.without_account.revenue, report.all.revenue), (3.0, 190.0));
        assert!((report.largest_share.unwrap() - 180.0 / 187.0).abs() < 1e-12);
        assert_eq!(report.findings[0].at_stake, 180.0);

        let dataset = shop.dataset();
        let profile = profile(&dataset, day("2024-12-31"));
        let all = select(&dataset, &profile, &[]);
        let branch = branch(&dataset, &profile, &all, &RollUpOptions::default(), "North").unwrap();
        assert_eq!(
            (branch.path, branch.customers),
            (vec!["Group".to_owned()], vec!["1".to_owned(), "2".to_owned()])
        );
        assert_eq!((branch.account.own.revenue, branch.children[0].total.revenue), (150.0, 30.0));
    }

    #[test]
    fn customers_may_be_the_accounts_themselves() {
        let mut shop = company(&[("1", 100, "", ""), ("2", 50, "", "1"), ("3", 5, "", "9")]);
        shop.texts.remove(0);
        let report = run(&shop, &RollUpOptions::default());
        assert_eq!((report.parents_from, report.n_tops), (ParentSource::Customers, 2));
        assert_eq!((report.tops[0].account.as_str(), report.tops[0].total.revenue), ("1", 150.0));
        // Nobody is customer 9, to whom customer 3 belongs.
        assert_eq!((report.tops[1].account.as_str(), report.n_parents_only), ("9", 1));
    }

    #[test]
    fn circles_and_contradictions_are_told() {
        let shop = company(&[("1", 1, "a", "b"), ("2", 2, "b", "a"), ("3", 4, "a", "c")]);
        let report = run(&shop, &RollUpOptions::default());
        assert_eq!((report.n_cycles, report.cycles.clone()), (1, vec![vec!["a".to_owned(), "b".to_owned()]]));
        assert_eq!((report.n_conflicting_parents, report.tops[0].total.revenue), (1, 7.0));
        assert_eq!(report.findings.len(), 1);
        assert_eq!(report.findings[0].template, "account-circles");
    }

    #[test]
    fn without_accounts_it_is_refused() {
        let shop = Shop { lines: vec![line("A", "2024-01-01", 1)], ..Shop::default() };
        assert_eq!(run(&shop, &RollUpOptions::default()).refused, Some(Refused::needs(Needs::Account)));
        let empty = company(&[("1", 1, "", ""), ("2", 1, "", "")]);
        assert_eq!(run(&empty, &RollUpOptions::default()).refused, Some(Refused::needs(Needs::Account)));
    }

    proptest! {
        #[test]
        fn parts_sum_to_totals_and_the_order_of_rows_does_not_matter(
            (rows, shuffled) in prop::collection::vec((-50..200_i64, 0..9_u32, 0..12_u32), 1..40)
                .prop_map(|rows| rows.into_iter().enumerate().collect::<Vec<_>>())
                .prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())),
            limit in 0..6_usize,
        ) {
            let shop = |rows: &[(usize, (i64, u32, u32))]| {
                let name = |n: u32, limit: u32| if n < limit { format!("A{n}") } else { String::new() };
                let rows: Vec<(String, i64, String, String)> = rows
                    .iter()
                    .map(|&(idx, (amount, account, parent))| {
                        (format!("C{idx:02}"), amount, name(account, 8), name(parent, 10))
                    })
                    .collect();
                let rows: Vec<(&str, i64, &str, &str)> =
                    rows.iter().map(|row| (row.0.as_str(), row.1, row.2.as_str(), row.3.as_str())).collect();
                company(&rows)
            };
            let options = RollUpOptions { limit, ..RollUpOptions::default() };
            let report = run(&shop(&rows), &options);
            prop_assert_eq!(&report, &run(&shop(&shuffled), &options));
            if report.refused.is_some() {
                return Ok(());
            }
            let tops: f64 = report.tops.iter().map(|row| row.total.revenue).sum();
            prop_assert!((tops + report.other_tops.revenue + report.without_account.revenue - report.all.revenue).abs() < 1e-9);
            let n: u64 = report.tops.iter().map(|row| row.total.n_customers).sum();
            prop_assert_eq!(
                n + report.other_tops.n_customers + report.without_account.n_customers,
                report.all.n_customers
            );
            prop_assert!(report.hhi.is_none_or(|hhi| hhi > 0.0 && hhi <= 1.0));
        }
    }
}
