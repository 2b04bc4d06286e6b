//! Companies and channels against counts made in other ways: a simulated register of companies whose every account is
//! known, and the kinds of customers of a shared data set counted in a few lines of Python.

use super::{check_near, profile, select};
use crate::fixture;
use clientele_engine::analysis::Profile;
use clientele_engine::analysis::account::ParentSource;
use clientele_engine::analysis::account::guard::{self, GuardOptions, Method};
use clientele_engine::analysis::account::kinds::{self, CustomerKind};
use clientele_engine::analysis::account::roles::{self, BuyingRole, RoleOptions};
use clientele_engine::analysis::account::rollup::{self, RollUpOptions};
use clientele_engine::analysis::concentration::AbcCuts;
use clientele_engine::analysis::segment::Scoring;
use clientele_engine::data::{Dataset, DatasetBuilder, Day, FileKind};
use clientele_engine::import::{FileImporter, ImportOptions, ImportedTable};
use clientele_engine::stats::random::Pcg32;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// A register like that of the generator of the shared data: contacts are dealt to accounts in runs of one to five, three
/// accounts make a group, and an account number names both.
struct Register {
    transactions: String,
    customers: String,
    /// Revenue by group and by account.
    by_group: BTreeMap<String, i64>,
    by_account: BTreeMap<String, i64>,
    /// Accounts with a decision maker.
    decided: BTreeSet<String>,
    n_contacts: BTreeMap<String, u64>,
}

fn register(n: usize) -> Register {
    let mut random = Pcg32::new(7, 7);
    let mut made = Register {
        transactions: "order_id,customer_id,date,amount\n".to_owned(),
        customers: "customer_id,name,type,account_id,role\n".to_owned(),
        by_group: BTreeMap::new(),
        by_account: BTreeMap::new(),
        decided: BTreeSet::new(),
        n_contacts: BTreeMap::new(),
    };
    let roles = ["decision maker", "buyer", "user", "influencer", "finance"];
    let (mut account, mut left) = (0, 1 + (random.uniform() * 5.0) as u32);
    for idx in 0..n {
        let id = format!("C{idx:06}");
        let is_company = random.uniform() < 0.4;
        let amount = 10 + (random.exponential() * 500.0) as i64;
        writeln!(made.transactions, "T{idx},{id},2024-{:02}-10,{amount}", 1 + idx % 12).unwrap();
        if !is_company {
            writeln!(made.customers, "{id},Person {idx},consumer,,").unwrap();
            continue;
        }
        if left == 0 {
            account += 1;
            left = 1 + (random.uniform() * 5.0) as u32;
        }
        left -= 1;
        let (group, role) = (format!("G{:06}", account / 3 + 1), roles[(random.uniform() * 5.0) as usize]);
        let number = format!("{group}-A{:07}", account + 1);
        writeln!(made.customers, "{id},Person {idx},business,{number},{role}").unwrap();
        *made.by_group.entry(group).or_default() += amount;
        *made.by_account.entry(number.clone()).or_default() += amount;
        *made.n_contacts.entry(number.clone()).or_default() += 1;
        if role == roles[0] {
            made.decided.insert(number);
        }
    }
    made
}

fn read(made: &Register) -> Dataset {
    let mut builder = DatasetBuilder::new();
    for (kind, text) in [(FileKind::Transactions, &made.transactions), (FileKind::Customers, &made.customers)]
    {
        let options = ImportOptions {
            kind: Some(kind),
            ..ImportOptions::new(Day::try_from_civil(2026, 1, 1).unwrap())
        };
        let mut importer = FileImporter::new("file.csv", text.len() as u64, options);
        importer.push(text.as_bytes()).unwrap();
        match importer.finish().unwrap().table {
            ImportedTable::Transactions(table) => builder.add_transactions(table),
            ImportedTable::Customers(table) => builder.add_customers(table),
            ImportedTable::Lookup(_) => panic!("no lookup"),
        };
    }
    builder.finish().unwrap().0
}

#[test]
fn accounts_and_groups_of_the_generator_are_found() {
    let made = register(3_000);
    let dataset = read(&made);
    let profile = Profile::new(&dataset, dataset.observed().last, Scoring::FixedCutoffs, AbcCuts::default());
    let all = select(&dataset, &profile, &[]);
    let options = RollUpOptions { limit: usize::MAX, ..RollUpOptions::default() };
    let report = rollup::report(&dataset, &profile, &all, &options);
    assert_eq!((report.refused, report.parents_from), (None, ParentSource::IdPrefix));
    assert_eq!(report.n_tops, made.by_group.len() as u64);
    assert_eq!(report.n_accounts, (made.by_group.len() + made.by_account.len()) as u64);
    assert_eq!((report.deepest, report.n_cycles, report.n_too_deep), (1, 0, 0));
    for row in &report.tops {
        check_near(&row.account, row.total.revenue, made.by_group[&row.account] as f64);
        assert_eq!(row.own.n_customers, 0);
        let branch = rollup::branch(&dataset, &profile, &all, &options, &row.account).unwrap();
        for child in &branch.children {
            check_near(&child.account, child.total.revenue, made.by_account[&child.account] as f64);
        }
    }
    let business: i64 = made.by_account.values().sum();
    check_near("without", report.without_account.revenue, report.all.revenue - business as f64);
}

#[test]
fn roles_of_the_generator_are_found() {
    let made = register(3_000);
    let dataset = read(&made);
    let profile = Profile::new(&dataset, dataset.observed().last, Scoring::FixedCutoffs, AbcCuts::default());
    let all = select(&dataset, &profile, &[]);
    let report = roles::report(&dataset, &profile, &all, &RoleOptions::default());
    let n = made.by_account.len() as u64;
    assert_eq!(report.covered.map(|share| (share.hits, share.n)), Some((made.decided.len() as u64, n)));
    let single = made.n_contacts.values().filter(|&&n| n == 1).count() as u64;
    assert_eq!(report.single_contact.map(|share| share.hits), Some(single));
    let found: Vec<BuyingRole> = report.roles.iter().map(|row| row.role).collect();
    use BuyingRole::{Buyer, Decider, Influencer, Payer, User};
    assert_eq!(found, [Decider, Influencer, Buyer, Payer, User]);
    assert_eq!(report.n_people, made.n_contacts.values().sum::<u64>());
    assert!(report.accounts.len() <= 50 && report.uncovered.len() <= 50);
}

#[test]
fn kinds_of_lantern_are_those_of_python() {
    let Some(dataset) = fixture::lantern() else { return };
    let profile = profile(dataset, Scoring::FixedCutoffs);
    let all = select(dataset, &profile, &[]);
    let report = kinds::report(dataset, &profile, &all);
    let found: Vec<(CustomerKind, u64, u64, f64)> =
        report.rows.iter().map(|row| (row.kind, row.n_customers, row.n_orders, row.revenue)).collect();
    let expected = [
        (CustomerKind::Consumer, 13_644, 70_645, 73_936_409.0),
        (CustomerKind::Business, 167, 3_416, 21_687_343.0),
    ];
    assert_eq!(found, expected);
    for (row, kept, repeat, hhi) in [
        (&report.rows[0], (4_357, 7_541), 9_571, 0.000_266_715_977_811_013_74),
        (&report.rows[1], (84, 112), 159, 0.015_698_294_940_331_838),
    ] {
        assert_eq!(row.kept.map(|share| (share.hits, share.n)), Some(kept));
        assert_eq!(row.repeat.map(|share| share.hits), Some(repeat));
        check_near(&row.value, row.hhi.unwrap(), hhi);
    }
    check_near("share", report.rows[1].revenue_share.unwrap(), 0.226_798_703_736_285_1);
    let guard = guard::report(dataset, &profile, &all, &GuardOptions::default());
    let model = guard.rows.iter().find(|row| row.method == Method::PurchaseModel).unwrap();
    assert!(model.is_on, "a quarter of the revenue by companies does not switch models off");
    check_near("effective", guard.effective_customers.unwrap(), 1_034.193_564_801_617_9);
}
