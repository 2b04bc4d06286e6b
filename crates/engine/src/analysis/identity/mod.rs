//! Ids that may be one person: the same phone, e-mail, name and address, spelled twice.
//!
//! In:   the customers of a data set, with what is known of them.
//! Out:  groups of ids, each with the rule that links them and the value they share, for the user to judge.
//! Cost: one key per customer and rule, and a sort; no two customers are compared unless they share a key.
//!
//! Two persons taken for one do more harm than one taken for two, so equal means equal once writing is
//! normalised ([`keys`]): nothing is guessed from sounds or from similar names. One letter of difference is
//! forgiven only where a phone number or an e-mail address says the same. A value that more than [`MAX_SHARED`]
//! ids share is a placeholder, a switchboard or an office, and links nobody.

mod keys;
mod links;

pub use keys::id_key;
pub use links::{MAX_MEMBERS, MAX_SHARED};

use crate::data::{Dataset, Day, MergeGroup, MergeRule};
use links::Linked;
use serde::{Deserialize, Serialize};

/// How sure it is that ids are one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Likelihood {
    /// Two things agree that seldom do by chance: a name, and a phone number, an address or the id itself.
    Likely,
    /// One thing agrees, or a common one: a household shares a phone, and namesakes a year of birth.
    Possible,
}

/// What the names of linked ids say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum NameAgreement {
    /// All names are the same.
    Same,
    /// Long Latin names that differ in one letter.
    Similar,
    /// Some ids have no name, and the others the same.
    Unknown,
    /// Names differ.
    Different,
}

/// One value that several ids of a group share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The rule.
    pub rule: MergeRule,
    /// The shared value, as the first of them writes it.
    pub value: String,
    /// What their names say.
    pub names: NameAgreement,
    /// How sure it is.
    pub likelihood: Likelihood,
    /// Indices into the members of the group.
    pub members: Vec<u16>,
}

/// One id of a group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Person {
    /// The id.
    pub id: String,
    /// Name, or the id where there is none.
    pub label: String,
    /// Orders.
    pub n_orders: u64,
    /// Net revenue.
    pub revenue: f64,
    /// Days of the first and the last order; `None` without one.
    pub orders: Option<(Day, Day)>,
}

/// Ids that may be one person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IdentityGroup {
    /// The ids, the one with most orders first: the one to keep.
    pub members: Vec<Person>,
    /// What links them, the surest first.
    pub links: Vec<Link>,
    /// How sure it is that all of them are one person: as sure as the weakest link that is needed.
    pub likelihood: Likelihood,
}

impl IdentityGroup {
    /// The merge of all members into the first one.
    #[must_use]
    pub fn merge(&self) -> Option<MergeGroup> {
        let (keep, merged) = self.members.split_first()?;
        Some(MergeGroup {
            keep: keep.id.clone(),
            merged: merged.iter().map(|person| person.id.clone()).collect(),
            rule: self.links.first().map_or(MergeRule::Manual, |link| link.rule),
        })
    }
}

/// Ids that may be one person.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct IdentityReport {
    /// Groups found.
    pub n_groups: u64,
    /// Groups among them that are likely.
    pub n_likely: u64,
    /// Ids in all groups.
    pub n_customers: u64,
    /// Groups by rule; a group linked by two rules counts for both.
    pub by_rule: Vec<(MergeRule, u64)>,
    /// Values that link nobody, since they are placeholders or more than a few ids share them.
    pub n_values_ignored: u64,
    /// The groups, likely ones first, then by revenue; the first [`IdentityReport::MAX_GROUPS`].
    pub groups: Vec<IdentityGroup>,
}

impl IdentityReport {
    /// Groups that are listed; all are counted.
    pub const MAX_GROUPS: usize = 200;
}

/// Looks for ids that may be one person.
#[must_use]
pub fn report(dataset: &Dataset) -> IdentityReport {
    let Linked { groups, n_values_ignored } = links::linked(dataset.customers());
    let mut by_rule: Vec<(MergeRule, u64)> = Vec::new();
    for group in &groups {
        let mut rules: Vec<MergeRule> = group.links.iter().map(|link| link.rule).collect();
        rules.sort_unstable();
        rules.dedup();
        for rule in rules {
            match by_rule.iter_mut().find(|(known, _)| *known == rule) {
                Some((_, n)) => *n += 1,
                None => by_rule.push((rule, 1)),
            }
        }
    }
    by_rule.sort_unstable();
    let revenue = |customer: usize| -> i128 {
        dataset.amounts()[dataset.lines_of_customer(customer)].iter().map(|&amount| i128::from(amount)).sum()
    };
    let mut ranked: Vec<(Likelihood, i128, usize)> = groups
        .iter()
        .enumerate()
        .map(|(idx, group)| {
            (group.likelihood, -group.members.iter().map(|&member| revenue(member)).sum::<i128>(), idx)
        })
        .collect();
    ranked.sort_unstable();
    IdentityReport {
        n_groups: groups.len() as u64,
        n_likely: groups.iter().filter(|group| group.likelihood == Likelihood::Likely).count() as u64,
        n_customers: groups.iter().map(|group| group.members.len() as u64).sum(),
        by_rule,
        n_values_ignored,
        groups: ranked
            .iter()
            .take(IdentityReport::MAX_GROUPS)
            .map(|&(.., idx)| in_full(dataset, &groups[idx], revenue))
            .collect(),
    }
}

/// A group with what the user needs to judge it, the id with most orders first.
fn in_full(dataset: &Dataset, group: &links::Group, revenue: impl Fn(usize) -> i128) -> IdentityGroup {
    let mut order: Vec<usize> = (0..group.members.len()).collect();
    order.sort_by_key(|&idx| {
        let member = group.members[idx];
        (std::cmp::Reverse((dataset.orders_of(member).len(), revenue(member))), member)
    });
    let person = |&idx: &usize| {
        let member = group.members[idx];
        let orders = dataset.orders_of(member);
        let days = &dataset.order_days()[orders.clone()];
        Person {
            id: dataset.customers().ids.get(member).to_owned(),
            label: dataset.customers().label(member).to_owned(),
            n_orders: orders.len() as u64,
            revenue: dataset.major(revenue(member)),
            orders: days.first().copied().zip(days.last().copied()),
        }
    };
    let place = |old: u16| {
        let place = order.iter().position(|&idx| idx == usize::from(old)).unwrap_or(0);
        u16::try_from(place).unwrap_or(u16::MAX)
    };
    let links = group.links.iter().map(|link| {
        let mut members: Vec<u16> = link.members.iter().map(|&member| place(member)).collect();
        members.sort_unstable();
        Link { members, ..link.clone() }
    });
    IdentityGroup {
        members: order.iter().map(person).collect(),
        links: links.collect(),
        likelihood: group.likelihood,
    }
}
