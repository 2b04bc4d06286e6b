//! Who decides, buys, uses and pays in each account, and where nobody who decides is known.
//!
//! In:   a column of accounts and one of roles; without roles, only how many contacts an account has.
//! Out:  a [`RoleReport`].
//! Cost: one pass over the customers and a sort of the accounts.
//!
//! A buyer, a client and a user are different people with different wishes, so they are counted apart. Roles are read from
//! the words of the file; what is not understood is [`BuyingRole::Other`], never guessed.

use super::links::AccountLinks;
use super::rollup::{Sums, hhi};
use crate::analysis::estimate::Share;
use crate::analysis::finding::{self, Finding, Kind, Template, Value};
use crate::analysis::selection::{SelectedTotals, Selection};
use crate::analysis::{Profile, Refused};
use crate::data::{Dataset, Day, DimensionRole};
use crate::query::Clause;
use serde::{Deserialize, Serialize};

/// What a person is in an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum BuyingRole {
    /// Decides.
    Decider,
    /// Advises, recommends, gates.
    Influencer,
    /// Orders.
    Buyer,
    /// Pays.
    Payer,
    /// Uses.
    User,
    /// Anything else the file says.
    Other,
    /// Nothing is said.
    Unknown,
}

impl BuyingRole {
    /// All of them, in this order.
    pub const ALL: [Self; 7] =
        [Self::Decider, Self::Influencer, Self::Buyer, Self::Payer, Self::User, Self::Other, Self::Unknown];

    /// What a word of a file means.
    #[must_use]
    pub fn of(text: &str) -> Self {
        const WORDS: &[(BuyingRole, &[&str])] = &[
            (
                BuyingRole::Decider,
                &[
                    "deci",
                    "owner",
                    "director",
                    "ceo",
                    "president",
                    "chief",
                    "決策",
                    "决策",
                    "老闆",
                    "老板",
                    "負責人",
                    "负责人",
                    "總經理",
                    "总经理",
                    "決定",
                ],
            ),
            (
                BuyingRole::Influencer,
                &[
                    "influenc",
                    "advis",
                    "recommend",
                    "champion",
                    "gatekeeper",
                    "影響",
                    "影响",
                    "顧問",
                    "顾问",
                    "推薦",
                    "推荐",
                    "把關",
                    "把关",
                ],
            ),
            (
                BuyingRole::Payer,
                &[
                    "pay",
                    "financ",
                    "account",
                    "treasur",
                    "controller",
                    "財務",
                    "财务",
                    "付款",
                    "會計",
                    "会计",
                    "出納",
                    "出纳",
                ],
            ),
            (
                BuyingRole::Buyer,
                &["buy", "purchas", "procure", "order", "採購", "采购", "購買", "购买", "下單", "下单"],
            ),
            (BuyingRole::User, &["user", "operator", "使用", "用戶", "用户", "操作"]),
        ];
        let text = text.trim().to_lowercase();
        if text.is_empty() {
            return Self::Unknown;
        }
        WORDS
            .iter()
            .find(|(_, words)| words.iter().any(|word| text.contains(word)))
            .map_or(Self::Other, |(role, _)| *role)
    }
}

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleOptions {
    /// Rows of a list.
    pub limit: usize,
}

impl Default for RoleOptions {
    fn default() -> Self {
        Self { limit: 50 }
    }
}

/// People of one role.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct RoleRow {
    /// The role.
    pub role: BuyingRole,
    /// Selected people with it who belong to an account.
    pub n_people: u64,
    /// Accounts with at least one.
    pub n_accounts: u64,
    /// What they ordered themselves.
    pub revenue: f64,
}

/// The people of one account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AccountPeople {
    /// Its name.
    pub account: String,
    /// Selected people.
    pub n_people: u64,
    /// Different roles among them, unknown ones not counted.
    pub n_roles: u64,
    /// Whether somebody decides; `None` without a column of roles.
    pub has_decider: Option<bool>,
    /// Their revenue.
    pub revenue: f64,
    /// Share of the person who ordered most; `None` where someone's revenue is below zero or nobody's above it.
    pub largest_share: Option<f64>,
    /// Sum of squared shares of its people, 0..=1.
    pub hhi: Option<f64>,
    /// Last order of any of them.
    pub last_order: Day,
}

/// People of accounts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RoleReport {
    /// Why there is no figure, if there is none.
    pub refused: Option<Refused>,
    /// Whether the files tell roles.
    pub has_roles: bool,
    /// Accounts with a selected person.
    pub n_accounts: u64,
    /// Selected people of accounts.
    pub n_people: u64,
    /// By role, in the order of [`BuyingRole::ALL`]; roles nobody has are left out.
    pub roles: Vec<RoleRow>,
    /// Accounts with somebody who decides; `None` without a column of roles.
    pub covered: Option<Share>,
    /// Revenue of accounts without.
    pub uncovered_revenue: f64,
    /// Accounts with one person only.
    pub single_contact: Option<Share>,
    /// Their revenue.
    pub single_contact_revenue: f64,
    /// Mean of the sums of squared shares inside accounts of two people or more.
    pub mean_hhi: Option<f64>,
    /// Accounts without anybody who decides, by revenue.
    pub uncovered: Vec<AccountPeople>,
    /// The largest accounts with their people.
    pub accounts: Vec<AccountPeople>,
    /// What stands out.
    pub findings: Vec<Finding>,
}

/// Nobody who decides is known in some accounts.
const UNCOVERED: Template = Template {
    id: "accounts-without-decider",
    parameters: &[("count", Kind::Count), ("all", Kind::Count), ("money", Kind::Money)],
    action: "meet-the-decider",
};

/// Some accounts hang on one person.
const SINGLE: Template = Template {
    id: "accounts-with-one-contact",
    parameters: &[("count", Kind::Count), ("share", Kind::Share), ("money", Kind::Money)],
    action: "find-a-second-contact",
};

/// Templates of this report.
pub(crate) const FINDINGS: &[Template] = &[UNCOVERED, SINGLE];

/// One account while its people are counted.
#[derive(Debug, Clone, Default)]
struct Tally {
    sums: Sums,
    has: [bool; 7],
    revenues: Vec<i128>,
    last: Day,
}

/// People of the accounts of the selected customers.
#[must_use]
pub fn report(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    options: &RoleOptions,
) -> RoleReport {
    let mut report = RoleReport {
        refused: None,
        has_roles: false,
        n_accounts: 0,
        n_people: 0,
        roles: Vec::new(),
        covered: None,
        uncovered_revenue: 0.0,
        single_contact: None,
        single_contact_revenue: 0.0,
        mean_hhi: None,
        uncovered: Vec::new(),
        accounts: Vec::new(),
        findings: Vec::new(),
    };
    // The shape of the forest does not matter here.
    let links = match AccountLinks::new(dataset, u32::MAX) {
        Ok(links) => links,
        Err(refused) => {
            report.refused = Some(refused);
            return report;
        }
    };
    let column =
        dataset.customers().dimensions.iter().find(|column| column.role == Some(DimensionRole::AccountRole));
    let role_of_value: Option<Vec<BuyingRole>> =
        column.map(|column| column.values.iter().map(|value| BuyingRole::of(value)).collect());
    let role_of = |customer: usize| match (column, &role_of_value) {
        (Some(column), Some(roles)) => roles[usize::from(column.codes[customer])],
        _ => BuyingRole::Unknown,
    };
    let totals = SelectedTotals::new(dataset, profile, selection);
    let mut tallies: Vec<Tally> = vec![Tally::default(); links.tree.names.len()];
    let mut of_role = [(0_u64, 0_i128); 7];
    for customer in selection.customers.iter() {
        let Some(account) = links.of_customer[customer] else { continue };
        let (sums, role) = (Sums::of(&totals, customer), role_of(customer));
        let tally = &mut tallies[account];
        tally.sums.add(&sums);
        tally.has[role as usize] = true;
        tally.revenues.push(sums.revenue);
        tally.last = tally.last.max(profile.facts.last_day[customer]);
        let of_role = &mut of_role[role as usize];
        *of_role = (of_role.0 + 1, of_role.1 + sums.revenue);
    }
    let mut accounts: Vec<usize> =
        (0..tallies.len()).filter(|&account| tallies[account].sums.n_customers > 0).collect();
    accounts.sort_by_key(|&account| (std::cmp::Reverse(tallies[account].sums.revenue), account));
    report.has_roles = column.is_some();
    report.n_accounts = accounts.len() as u64;
    report.n_people = accounts.iter().map(|&account| tallies[account].sums.n_customers).sum();
    if accounts.is_empty() {
        report.refused = Some(Refused::TooFewCustomers { have: 0, need: 1 });
        return report;
    }
    report.roles = BuyingRole::ALL
        .iter()
        .map(|&role| RoleRow {
            role,
            n_people: of_role[role as usize].0,
            n_accounts: accounts.iter().filter(|&&account| tallies[account].has[role as usize]).count()
                as u64,
            revenue: dataset.major(of_role[role as usize].1),
        })
        .filter(|row| row.n_people > 0)
        .collect();
    let revenue_of = |accounts: &[usize]| {
        dataset.major(accounts.iter().map(|&account| tallies[account].sums.revenue).sum::<i128>())
    };
    let row = |&account: &usize| tallies[account].row(dataset, &links.tree.names[account], column.is_some());
    let single: Vec<usize> =
        accounts.iter().copied().filter(|&account| tallies[account].sums.n_customers == 1).collect();
    report.single_contact = Share::of(single.len() as u64, report.n_accounts);
    report.single_contact_revenue = revenue_of(&single);
    if column.is_some() {
        let uncovered: Vec<usize> = accounts
            .iter()
            .copied()
            .filter(|&account| !tallies[account].has[BuyingRole::Decider as usize])
            .collect();
        report.covered = Share::of(report.n_accounts - uncovered.len() as u64, report.n_accounts);
        report.uncovered_revenue = revenue_of(&uncovered);
        report.uncovered = uncovered.iter().take(options.limit).map(row).collect();
    }
    let several: Vec<f64> = accounts
        .iter()
        .filter(|&&account| tallies[account].revenues.len() > 1)
        .filter_map(|&account| hhi(&tallies[account].revenues))
        .collect();
    report.mean_hhi = (!several.is_empty()).then(|| several.iter().sum::<f64>() / several.len() as f64);
    report.accounts = accounts.iter().take(options.limit).map(row).collect();
    let ids = |wanted: &dyn Fn(usize) -> bool| -> Vec<String> {
        selection
            .customers
            .iter()
            .filter(|&customer| links.of_customer[customer].is_some_and(wanted))
            .map(|customer| dataset.customers().ids.get(customer).to_owned())
            .collect()
    };
    report.findings = findings(
        &report,
        &ids(&|account| !tallies[account].has[BuyingRole::Decider as usize]),
        &ids(&|account| tallies[account].sums.n_customers == 1),
    );
    report
}

impl Tally {
    fn row(&self, dataset: &Dataset, name: &str, has_roles: bool) -> AccountPeople {
        let known = &self.has[..BuyingRole::Unknown as usize];
        let hhi = hhi(&self.revenues);
        let largest = self.revenues.iter().max().copied().unwrap_or(0);
        AccountPeople {
            account: name.to_owned(),
            n_people: self.sums.n_customers,
            n_roles: known.iter().filter(|&&has| has).count() as u64,
            has_decider: has_roles.then(|| self.has[BuyingRole::Decider as usize]),
            revenue: dataset.major(self.sums.revenue),
            largest_share: hhi.map(|_| largest as f64 / self.sums.revenue as f64),
            hhi,
            last_order: self.last,
        }
    }
}

fn findings(report: &RoleReport, uncovered: &[String], single: &[String]) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Some(covered) = report.covered
        && covered.hits < covered.n
        && covered.hits > 0
    {
        let money = report.uncovered_revenue;
        let values = [Value::Count(covered.n - covered.hits), Value::Count(covered.n), Value::Money(money)];
        let clause = Clause::CustomerIds(uncovered.to_vec());
        findings.push(Finding::new(&UNCOVERED, values, money.max(0.0), Some(clause)));
    }
    // Where every account has one person the files hold no people, but accounts.
    if let Some(share) = report.single_contact
        && share.hits > 0
        && share.hits < share.n
    {
        let money = report.single_contact_revenue;
        let values = [Value::Count(share.hits), Value::Share(share.share, 0), Value::Money(money)];
        let clause = Clause::CustomerIds(single.to_vec());
        findings.push(Finding::new(&SINGLE, values, money.max(0.0), Some(clause)));
    }
    finding::rank(&mut findings);
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{day, line, profile, select};
    use crate::analysis::sample_shop::Shop;
    use crate::data::TextRole;

    fn company(rows: &[(&str, i64, &str, &str)], has_roles: bool) -> Shop {
        let mut shop = Shop::default();
        let (mut accounts, mut roles) = (Vec::new(), Vec::new());
        for &(id, amount, account, role) in rows {
            shop.lines.push(line(id, "2024-01-01", amount));
            shop.ids.push(id.to_owned());
            accounts.push(account.to_owned());
            roles.push(role.to_owned());
        }
        shop.texts = vec![("account", TextRole::Account, accounts)];
        if has_roles {
            shop.values = vec![("role", Some(DimensionRole::AccountRole), roles)];
        }
        shop
    }

    fn run(shop: &Shop) -> RoleReport {
        let dataset = shop.dataset();
        let profile = profile(&dataset, day("2024-12-31"));
        let all = select(&dataset, &profile, &[]);
        report(&dataset, &profile, &all, &RoleOptions::default())
    }

    #[test]
    fn words_of_three_languages_say_who_decides_buys_uses_and_pays() {
        use BuyingRole::{Buyer, Decider, Influencer, Other, Payer, Unknown, User};
        for (text, role) in [
            ("decision maker", Decider),
            ("決策者", Decider),
            ("Influencer", Influencer),
            ("影响者", Influencer),
            ("buyer", Buyer),
            ("採購", Buyer),
            ("user", User),
            ("使用者", User),
            ("finance", Payer),
            ("财务", Payer),
            ("mascot", Other),
            (" ", Unknown),
        ] {
            assert_eq!(BuyingRole::of(text), role, "{text}");
        }
        assert!(BuyingRole::ALL.iter().enumerate().all(|(idx, &role)| role as usize == idx));
    }

    #[test]
    fn accounts_without_a_decider_and_with_one_contact_are_found() {
        let shop = company(
            &[
                ("1", 60, "A", "decision maker"),
                ("2", 20, "A", "user"),
                ("3", 20, "A", "user"),
                ("4", 500, "B", "buyer"),
                ("5", 30, "C", "finance"),
                ("6", 10, "C", ""),
                ("7", 9, "", "user"),
            ],
            true,
        );
        let report = run(&shop);
        assert_eq!((report.n_accounts, report.n_people), (3, 6));
        assert_eq!(report.covered.map(|share| (share.hits, share.n)), Some((1, 3)));
        assert_eq!((report.uncovered_revenue, report.single_contact_revenue), (540.0, 500.0));
        assert_eq!(report.uncovered.iter().map(|row| row.account.as_str()).collect::<Vec<_>>(), ["B", "C"]);
        let a = report.accounts.iter().find(|row| row.account == "A").unwrap();
        assert_eq!((a.n_people, a.n_roles, a.has_decider, a.largest_share), (3, 2, Some(true), Some(0.6)));
        // .36 + .04 + .04
        assert!((a.hhi.unwrap() - 0.44).abs() < 1e-12);
        assert_eq!(report.roles.iter().map(|row| row.n_people).sum::<u64>(), 6);
        assert_eq!(report.findings.len(), 2);
        assert_eq!(report.findings[0].at_stake, 540.0);
        let Some(Clause::CustomerIds(ids)) = &report.findings[0].clause else { panic!("no customers") };
        assert_eq!(ids.join(""), "456");
    }

    #[test]
    fn without_roles_nothing_is_said_of_deciders() {
        let report = run(&company(&[("1", 1, "A", ""), ("2", -1, "A", ""), ("3", 1, "B", "")], false));
        assert_eq!((report.covered, report.uncovered.len(), report.has_roles), (None, 0, false));
        assert_eq!((report.accounts[1].hhi, report.accounts[1].largest_share), (None, None));
        assert_eq!(report.single_contact.map(|share| share.hits), Some(1));
        let nobody = run(&Shop { lines: vec![line("A", "2024-01-01", 1)], ..Shop::default() });
        assert!(nobody.refused.is_some());
    }
}
