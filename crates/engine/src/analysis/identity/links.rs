//! Which customers share what, and the groups that come of it.

use super::keys::{address_key, email_key, id_key, is_one_letter_apart, name_key, phone_key};
use super::{Likelihood, Link, NameAgreement};
use crate::data::{Customers, Dictionary, MeasureRole, MergeRule, TextRole};

/// Ids that share a value of one kind; of more the value links nobody.
pub const MAX_SHARED: usize = 5;
/// Ids of a group. Links that would make a larger one are left out: chains of weak links join strangers.
pub const MAX_MEMBERS: usize = 12;

/// Customers that may be one person.
pub(super) struct Group {
    /// Customers, ascending.
    pub(super) members: Vec<usize>,
    /// What links them, the surest first; members are indices into `members`.
    pub(super) links: Vec<Link>,
    /// As sure as the weakest link that is needed.
    pub(super) likelihood: Likelihood,
}

/// All groups, by their first customer.
pub(super) struct Linked {
    pub(super) groups: Vec<Group>,
    /// Values that link nobody since too many share them.
    pub(super) n_values_ignored: u64,
}

/// A value that a few customers share.
struct Shared {
    rule: MergeRule,
    value: String,
    names: NameAgreement,
    likelihood: Likelihood,
    customers: Vec<u32>,
}

/// Finds who shares what.
pub(super) fn linked(customers: &Customers) -> Linked {
    let mut finder = Finder { customers, names: Names::new(customers), shared: Vec::new(), n_ignored: 0 };
    finder.by_text(TextRole::Phone, MergeRule::Phone, phone_key);
    finder.by_text(TextRole::Email, MergeRule::Email, email_key);
    finder.by_name_and_address();
    finder.by_name_and_id();
    finder.by_name_and_birth_year();
    let Finder { mut shared, n_ignored, .. } = finder;
    shared.sort_by(|a, b| (a.likelihood, a.rule, &a.customers).cmp(&(b.likelihood, b.rule, &b.customers)));
    Linked { groups: groups(customers.len(), &shared), n_values_ignored: n_ignored }
}

/// Normalised names as codes, 0 for none.
struct Names {
    distinct: Dictionary,
    codes: Vec<u32>,
    /// Customers by code.
    n_of: Vec<u32>,
}

impl Names {
    fn new(customers: &Customers) -> Self {
        let mut distinct = Dictionary::new();
        distinct.intern("");
        let codes: Vec<u32> = (0..customers.len())
            .map(|customer| name_key(customers.names.get(customer)).map_or(0, |name| distinct.intern(&name)))
            .collect();
        let mut n_of = vec![0; distinct.len()];
        for &code in &codes {
            n_of[code as usize] += 1;
        }
        Self { distinct, codes, n_of }
    }

    fn of(&self, customer: u32) -> u32 {
        self.codes.get(customer as usize).copied().unwrap_or(0)
    }

    fn agreement(&self, customers: &[u32]) -> NameAgreement {
        let mut known: Vec<u32> = customers.iter().map(|&customer| self.of(customer)).collect();
        known.sort_unstable();
        known.dedup();
        let has_unknown = known.first() == Some(&0);
        known.retain(|&code| code != 0);
        let is_similar = || {
            known.iter().enumerate().all(|(idx, &a)| {
                known[idx + 1..]
                    .iter()
                    .all(|&b| is_one_letter_apart(self.distinct.get(a), self.distinct.get(b)))
            })
        };
        match known.len() {
            0 => NameAgreement::Unknown,
            1 if has_unknown => NameAgreement::Unknown,
            1 => NameAgreement::Same,
            _ if !has_unknown && is_similar() => NameAgreement::Similar,
            _ => NameAgreement::Different,
        }
    }
}

struct Finder<'a> {
    customers: &'a Customers,
    names: Names,
    shared: Vec<Shared>,
    n_ignored: u64,
}

impl Finder<'_> {
    /// Customers with the same phone or e-mail, in any column of that kind.
    fn by_text(&mut self, role: TextRole, rule: MergeRule, key: fn(&str) -> Option<String>) {
        let mut keys = Dictionary::new();
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        let mut written: Vec<String> = Vec::new();
        for text in self.customers.texts.iter().filter(|text| text.role == role) {
            for (customer, value) in (0_u32..).zip(text.values.iter()) {
                let Some(key) = key(value) else { continue };
                let code = keys.intern(&key);
                if code as usize == written.len() {
                    written.push(value.trim().to_owned());
                }
                pairs.push((code, customer));
            }
        }
        self.share(rule, pairs, |code, _| written[code as usize].clone());
    }

    fn by_name_and_address(&mut self) {
        let mut keys = Dictionary::new();
        let mut pairs = Vec::new();
        let mut written: Vec<String> = Vec::new();
        for text in self.customers.texts.iter().filter(|text| text.role == TextRole::Address) {
            for (customer, value) in (0_u32..).zip(text.values.iter()) {
                let name = self.names.of(customer);
                if name == 0 || self.names.n_of[name as usize] < 2 {
                    continue;
                }
                let Some(key) = address_key(value) else { continue };
                let code = keys.intern(&format!("{name} {key}"));
                if code as usize == written.len() {
                    written.push(value.trim().to_owned());
                }
                pairs.push((code, customer));
            }
        }
        self.share(MergeRule::NameAndAddress, pairs, |code, _| written[code as usize].clone());
    }

    fn by_name_and_id(&mut self) {
        let mut keys = Dictionary::new();
        let mut pairs = Vec::new();
        for (customer, id) in (0_u32..).zip(self.customers.ids.iter()) {
            let name = self.names.of(customer);
            if name != 0 && self.names.n_of[name as usize] > 1 {
                pairs.push((keys.intern(&format!("{name} {}", id_key(id))), customer));
            }
        }
        let customers = self.customers;
        self.share(MergeRule::NameAndId, pairs, |_, first| customers.ids.get(first as usize).to_owned());
    }

    /// Namesakes born in the same year. A name that many bear says little, so it links only where few do.
    fn by_name_and_birth_year(&mut self) {
        let Some(years) =
            self.customers.measures.iter().find(|measure| measure.role == MeasureRole::BirthYear)
        else {
            return;
        };
        let mut keys = Dictionary::new();
        let mut pairs = Vec::new();
        for (customer, &year) in (0_u32..).zip(&years.values) {
            let name = self.names.of(customer);
            let n = if name == 0 { 0 } else { self.names.n_of[name as usize] as usize };
            if (2..=MAX_SHARED).contains(&n) && (1900.0..2100.0).contains(&year) {
                pairs.push((keys.intern(&format!("{name} {year}")), customer));
            }
        }
        let year_of = |_, first: u32| format!("{}", years.values[first as usize]);
        self.share(MergeRule::NameAndBirthYear, pairs, year_of);
    }

    /// Notes who shares a code: pairs of code and customer, in any order.
    fn share(&mut self, rule: MergeRule, mut pairs: Vec<(u32, u32)>, value: impl Fn(u32, u32) -> String) {
        pairs.sort_unstable();
        pairs.dedup();
        for run in pairs.chunk_by(|a, b| a.0 == b.0).filter(|run| run.len() > 1) {
            if run.len() > MAX_SHARED {
                self.n_ignored += 1;
                continue;
            }
            let customers: Vec<u32> = run.iter().map(|&(_, customer)| customer).collect();
            let names = self.names.agreement(&customers);
            let likelihood = match (rule, names) {
                (MergeRule::NameAndAddress | MergeRule::NameAndId, _) => Likelihood::Likely,
                (MergeRule::Phone | MergeRule::Email, NameAgreement::Same | NameAgreement::Similar) => {
                    Likelihood::Likely
                }
                _ => Likelihood::Possible,
            };
            let value = value(run[0].0, run[0].1);
            self.shared.push(Shared { rule, value, names, likelihood, customers });
        }
    }
}

/// Joins what is shared, surest first, into groups of at most [`MAX_MEMBERS`].
fn groups(n_customers: usize, shared: &[Shared]) -> Vec<Group> {
    let mut sets = Sets::new(n_customers);
    let mut is_needed = vec![false; shared.len()];
    let mut is_used = vec![false; shared.len()];
    for (idx, link) in shared.iter().enumerate() {
        let roots = sets.roots(&link.customers);
        let n: usize = roots.iter().map(|&root| sets.size[root as usize] as usize).sum();
        is_used[idx] = n <= MAX_MEMBERS;
        is_needed[idx] = is_used[idx] && roots.len() > 1;
        if is_needed[idx] {
            sets.join(&roots);
        }
    }
    let mut by_root: Vec<(u32, usize)> = shared
        .iter()
        .enumerate()
        .filter(|(idx, _)| is_used[*idx])
        .map(|(idx, link)| (sets.root(link.customers[0]), idx))
        .collect();
    by_root.sort_unstable();
    let mut groups: Vec<Group> = by_root
        .chunk_by(|a, b| a.0 == b.0)
        .map(|run| {
            let links = || run.iter().map(|&(_, idx)| (&shared[idx], is_needed[idx]));
            let mut members: Vec<usize> = links()
                .flat_map(|(link, _)| link.customers.iter().map(|&customer| customer as usize))
                .collect();
            members.sort_unstable();
            members.dedup();
            let place = |customer: &u32| {
                let place = members.binary_search(&(*customer as usize)).unwrap_or(0);
                u16::try_from(place).unwrap_or(u16::MAX)
            };
            let in_group = |(link, _): (&Shared, bool)| Link {
                rule: link.rule,
                value: link.value.clone(),
                names: link.names,
                likelihood: link.likelihood,
                members: link.customers.iter().map(place).collect(),
            };
            let needed = links().filter(|(_, is_needed)| *is_needed).map(|(link, _)| link.likelihood);
            let likelihood = needed.max().unwrap_or(Likelihood::Possible);
            let links = links().map(in_group).collect();
            Group { links, likelihood, members }
        })
        .collect();
    groups.sort_by_key(|group| group.members[0]);
    groups
}

/// Disjoint sets, joined by size.
struct Sets {
    parent: Vec<u32>,
    size: Vec<u32>,
}

impl Sets {
    fn new(n: usize) -> Self {
        Self { parent: (0..u32::try_from(n).unwrap_or(u32::MAX)).collect(), size: vec![1; n] }
    }

    fn root(&mut self, of: u32) -> u32 {
        let mut at = of;
        while self.parent[at as usize] != at {
            let above = self.parent[self.parent[at as usize] as usize];
            self.parent[at as usize] = above;
            at = above;
        }
        at
    }

    fn roots(&mut self, of: &[u32]) -> Vec<u32> {
        let mut roots: Vec<u32> = of.iter().map(|&customer| self.root(customer)).collect();
        roots.sort_unstable();
        roots.dedup();
        roots
    }

    fn join(&mut self, roots: &[u32]) {
        let Some(&largest) = roots.iter().max_by_key(|&&root| self.size[root as usize]) else {
            return;
        };
        for &root in roots.iter().filter(|&&root| root != largest) {
            self.parent[root as usize] = largest;
            self.size[largest as usize] += self.size[root as usize];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{Measure, TextAttribute};

    /// Rows of id, name, phone, e-mail, address and year of birth.
    fn customers(rows: &[[&str; 6]]) -> Customers {
        let text = |role, column: usize| TextAttribute {
            name: String::new(),
            role,
            values: rows.iter().map(|row| row[column]).collect(),
        };
        Customers {
            ids: rows.iter().map(|row| row[0]).collect(),
            names: rows.iter().map(|row| row[1]).collect(),
            texts: vec![text(TextRole::Phone, 2), text(TextRole::Email, 3), text(TextRole::Address, 4)],
            measures: vec![Measure {
                name: String::new(),
                role: MeasureRole::BirthYear,
                values: rows.iter().map(|row| row[5].parse().unwrap_or(f64::NAN)).collect(),
            }],
            ..Customers::default()
        }
    }

    fn found(rows: &[[&str; 6]]) -> Vec<(Vec<usize>, Likelihood, Vec<MergeRule>)> {
        linked(&customers(rows))
            .groups
            .into_iter()
            .map(|group| {
                (group.members, group.likelihood, group.links.iter().map(|link| link.rule).collect())
            })
            .collect()
    }

    #[test]
    fn each_rule_finds_its_pair() {
        let rows = [
            ["a1", "Ann Lee", "0912-345-687", "", "", ""],
            ["a2", "ANN  LEE", "+886912345687", "", "", ""],
            ["b1", "Bob", "", "bob@mail.com", "", ""],
            ["b2", "Bill", "", "BOB@mail.com", "", ""],
            ["c1", "Cid", "", "", "1 High Street", ""],
            ["c2", "Cid", "", "", "1, HIGH street", ""],
            ["d007", "Dora", "", "", "", ""],
            ["D7", "Dora", "", "", "", ""],
            ["e1", "Eve Adam", "", "", "", "1980"],
            ["e2", "Eve Adam", "", "", "", "1980"],
            ["f1", "Eve Adam", "", "", "", "1981"],
            ["g1", "Gus", "", "", "2 High Street", ""],
        ];
        use Likelihood::{Likely, Possible};
        assert_eq!(
            found(&rows),
            [
                (vec![0, 1], Likely, vec![MergeRule::Phone]),
                (vec![2, 3], Possible, vec![MergeRule::Email]),
                (vec![4, 5], Likely, vec![MergeRule::NameAndAddress]),
                (vec![6, 7], Likely, vec![MergeRule::NameAndId]),
                (vec![8, 9], Possible, vec![MergeRule::NameAndBirthYear]),
            ]
        );
    }

    #[test]
    fn a_group_is_as_sure_as_the_weakest_link_it_needs() {
        let rows = [
            ["a", "Ann Lee", "0912345687", "ann@mail.com", "", ""],
            ["b", "Ann Lee", "0912345687", "", "", ""],
            ["c", "Tom Lee", "", "ann@mail.com", "", ""],
        ];
        let all = found(&rows);
        assert_eq!(all, [(vec![0, 1, 2], Likelihood::Possible, vec![MergeRule::Phone, MergeRule::Email])]);
        // A second, weaker link between the same two takes nothing away.
        let rows =
            [["a", "Ann Lee", "0912345687", "", "", "1980"], ["b", "Ann Lee", "0912345687", "", "", "1980"]];
        assert_eq!(found(&rows)[0].1, Likelihood::Likely);
    }

    #[test]
    fn values_that_many_share_link_nobody() {
        let ids: Vec<String> = (0..6).map(|n| format!("c{n}")).collect();
        let rows: Vec<[&str; 6]> = ids.iter().map(|id| [id, "", "0223456781", "", "", ""]).collect();
        let linked = linked(&customers(&rows));
        assert_eq!((linked.groups.len(), linked.n_values_ignored), (0, 1));
        assert_eq!(found(&rows[..5]).len(), 1);
    }

    #[test]
    fn names_say_whether_a_phone_is_of_one_person() {
        let agreement = |a: &'static str, b: &'static str| {
            let rows = [["a", a, "0912345687", "", "", ""], ["b", b, "0912345687", "", "", ""]];
            let linked = linked(&customers(&rows));
            linked.groups[0].links[0].names
        };
        assert_eq!(agreement("Katherine Jones", "katharine jones"), NameAgreement::Similar);
        assert_eq!(agreement("Katherine Jones", ""), NameAgreement::Unknown);
        assert_eq!(agreement("Ann", "Bob"), NameAgreement::Different);
    }

    #[test]
    fn chains_do_not_grow_without_end() {
        // Each shares a phone with the one before and an e-mail with the one behind.
        let texts: Vec<[String; 3]> = (0..30)
            .map(|n| {
                [
                    format!("c{n:02}"),
                    format!("09123{:05}", 11 + 7 * (n / 2)),
                    format!("p{}@mail.com", (n + 1) / 2),
                ]
            })
            .collect();
        let rows: Vec<[&str; 6]> =
            texts.iter().map(|[id, phone, mail]| [id, "", phone, mail, "", ""]).collect();
        let groups = found(&rows);
        assert!(groups.iter().all(|(members, ..)| members.len() <= MAX_MEMBERS), "{groups:?}");
        assert!(groups.len() > 2);
    }
}
