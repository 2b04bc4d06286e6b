//! Who serves whom: customers served twice over, customers nobody looks after, and what the plan asks of each owner.
//!
//! In:   a column of sellers on order lines, one of owners about customers, a log of contacts with agents; any of
//!       them.
//! Out:  an [`EffortReport`].
//! Cost: one pass over the lines of the selected customers and a sort of the contacts.

use super::columns;
use crate::analysis::estimate::Share;
use crate::analysis::finding::{self, Finding, Kind, Template, Value};
use crate::analysis::selection::{SelectedTotals, Selection};
use crate::analysis::service::logs::ContactLog;
use crate::analysis::{Profile, Refused};
use crate::data::{Dataset, Day, Dimension};
use crate::metric::Needs;
use crate::query::Clause;
use serde::{Deserialize, Serialize};

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct EffortOptions {
    /// Contacts a year that a customer of class A, B and C should have.
    pub contacts_per_year: [f64; 3],
    /// Hours a contact takes, travel and notes included.
    pub hours_per_contact: f64,
    /// Hours an owner has for contacts in a year.
    pub capacity_hours: f64,
    /// Cost of an hour; 0 where it is not to be counted.
    pub cost_per_hour: f64,
    /// Days without a sale or contact after which a seller counts as gone.
    pub gone_days: i32,
    /// Days within which a customer counts as active.
    pub active_days: i32,
    /// Rows of a list.
    pub limit: usize,
}

impl Default for EffortOptions {
    fn default() -> Self {
        Self {
            contacts_per_year: [12.0, 4.0, 1.0],
            hours_per_contact: 1.0,
            capacity_hours: 800.0,
            cost_per_hour: 0.0,
            gone_days: 90,
            active_days: 365,
            limit: 50,
        }
    }
}

/// One owner or seller.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OwnerRow {
    /// Name; empty for customers nobody looks after.
    pub owner: String,
    /// Selected customers of class A, B and C.
    pub n_customers: [u64; 3],
    /// Their revenue.
    pub revenue: f64,
    /// Hours a year that the plan takes.
    pub planned_hours: f64,
    /// Planned hours over capacity; above 1 is more than the owner has. `None` for nobody.
    pub load: Option<f64>,
    /// Contacts of these customers in the latest year; `None` without a log.
    pub n_contacts: Option<u64>,
    /// Last day with a sale or contact by this name; `None` where no line and no contact has it.
    pub last_seen: Option<Day>,
    /// Whether that is so long ago that the owner looks gone.
    pub is_gone: bool,
}

/// Who serves whom.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EffortReport {
    /// Why there is no figure, if there is none.
    pub refused: Option<Refused>,
    /// Header of the column of owners.
    pub owner_column: Option<String>,
    /// Header of the column of sellers.
    pub seller_column: Option<String>,
    /// Selected customers served by two sellers or agents, or more, of those served by any.
    pub served_twice: Option<Share>,
    /// Their revenue.
    pub served_twice_revenue: f64,
    /// Weeks (Monday to Sunday) in which one customer was served by two or more, over all customers.
    pub n_double_weeks: u64,
    /// Sellers beyond the first in such weeks: contacts that one could have made.
    pub n_double_contacts: u64,
    /// Hours these took.
    pub double_hours: f64,
    /// What they cost; `None` where an hour has no cost.
    pub double_cost: Option<f64>,
    /// Customers with an owner, of all selected; `None` without a column of owners.
    pub owned: Option<Share>,
    /// Revenue of those without.
    pub unowned_revenue: f64,
    /// Active customers whose owner, or last seller, looks gone.
    pub n_orphaned: u64,
    /// Their revenue.
    pub orphaned_revenue: f64,
    /// Owners (sellers, where no column has owners: the last of each customer) by revenue, nobody among them.
    pub owners: Vec<OwnerRow>,
    /// How many further owners there are.
    pub n_other_owners: u64,
    /// Hours a year that the plan takes for all selected customers.
    pub planned_hours: f64,
    /// What stands out.
    pub findings: Vec<Finding>,
}

/// Customers are served by two at once.
const TWICE: Template = Template {
    id: "served-twice",
    parameters: &[("count", Kind::Count), ("share", Kind::Share), ("hours", Kind::Number)],
    action: "name-one-owner",
};

/// Active customers lost their seller.
const ORPHANED: Template = Template {
    id: "owner-gone",
    parameters: &[("count", Kind::Count), ("money", Kind::Money)],
    action: "hand-customers-over",
};

/// Nobody looks after some customers.
const UNOWNED: Template = Template {
    id: "customers-without-owner",
    parameters: &[("count", Kind::Count), ("money", Kind::Money)],
    action: "assign-owners",
};

/// Templates of this report.
pub(crate) const FINDINGS: &[Template] = &[TWICE, ORPHANED, UNOWNED];

/// A meeting of a customer and somebody who serves: week, who (by name), and the day.
type Meeting = (i32, usize, Day);

/// Names of all who serve, from lines, owners and contacts.
#[derive(Default)]
struct Names(Vec<String>);

impl Names {
    fn new(columns: [Option<&Dimension>; 3]) -> Self {
        let mut names: Vec<String> = columns
            .into_iter()
            .flatten()
            .flat_map(|column| &column.values)
            .map(|name| name.trim().to_owned())
            .collect();
        names.push(String::new());
        names.sort_unstable();
        names.dedup();
        Self(names)
    }

    /// For each value of a column its place among the names; nobody is 0.
    fn places(&self, column: Option<&Dimension>) -> Vec<usize> {
        let place =
            |name: &String| self.0.binary_search_by(|known| known.as_str().cmp(name.trim())).unwrap_or(0);
        column.map_or_else(Vec::new, |column| column.values.iter().map(place).collect())
    }
}

/// Who serves the selected customers.
#[must_use]
pub fn report(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    contacts: Option<&ContactLog>,
    options: &EffortOptions,
) -> EffortReport {
    let mut report = empty();
    if let Some(Err(refused)) = contacts.map(ContactLog::check) {
        report.refused = Some(refused);
        return report;
    }
    let (owner_column, seller_column) = (columns::owners(dataset), columns::sellers(dataset));
    let agents = contacts.and_then(|log| log.agents.as_ref());
    if owner_column.is_none() && seller_column.is_none() && agents.is_none() {
        report.refused = Some(Refused::needs(Needs::Contacts));
        return report;
    }
    report.owner_column = owner_column.map(|column| column.name.clone());
    report.seller_column = seller_column.map(|column| column.name.clone());
    let names = Names::new([owner_column, seller_column, agents]);
    let (of_owner, of_seller, of_agent) =
        (names.places(owner_column), names.places(seller_column), names.places(agents));
    let mut served = contacts_by_customer(dataset, profile, selection, contacts, &of_agent);
    let totals = SelectedTotals::new(dataset, profile, selection);
    let as_of = profile.facts.as_of;

    let mut owners = vec![Tally::default(); names.0.len()];
    let mut last_seen: Vec<Option<Day>> = vec![None; names.0.len()];
    let mut last_owner: Vec<usize> = vec![0; dataset.n_customers()];
    let (mut n_served, mut n_twice, mut twice_revenue) = (0, 0, 0_i128);
    for customer in selection.customers.iter() {
        let own = &mut served[customer];
        if let Some(column) = seller_column {
            for line in dataset.lines_of_customer(customer).filter(|&line| selection.has_line(line)) {
                let day = dataset.days()[line];
                own.push((week(day), of_seller[usize::from(column.codes[line])], day));
            }
        }
        own.retain(|meeting| meeting.1 > 0);
        for &(_, name, day) in own.iter() {
            last_seen[name] = last_seen[name].max(Some(day));
        }
        let last = own.iter().max_by_key(|meeting| (meeting.2, meeting.1)).map_or(0, |meeting| meeting.1);
        last_owner[customer] =
            owner_column.map_or(last, |column| of_owner[usize::from(column.codes[customer])]);
        own.sort_unstable();
        own.dedup_by_key(|meeting| (meeting.0, meeting.1));
        let mut who: Vec<usize> = own.iter().map(|meeting| meeting.1).collect();
        who.sort_unstable();
        who.dedup();
        n_served += u64::from(!who.is_empty());
        if who.len() > 1 {
            n_twice += 1;
            twice_revenue += i128::from(totals.revenue[customer]);
        }
        for of_week in own.chunk_by(|a, b| a.0 == b.0).filter(|of_week| of_week.len() > 1) {
            report.n_double_weeks += 1;
            report.n_double_contacts += of_week.len() as u64 - 1;
        }
        let tally = &mut owners[last_owner[customer]];
        tally.revenue += i128::from(totals.revenue[customer]);
        if let Some(class) = profile.ranks.class[customer] {
            tally.n_customers[class as usize] += 1;
        }
    }
    if let Some(log) = contacts {
        count_contacts(log, selection, as_of, &last_owner, &mut owners);
    }
    report.served_twice = Share::of(n_twice, n_served);
    report.served_twice_revenue = dataset.major(twice_revenue);
    report.double_hours = report.n_double_contacts as f64 * options.hours_per_contact;
    report.double_cost = (options.cost_per_hour > 0.0).then_some(report.double_hours * options.cost_per_hour);

    // Without sales or contacts by name nobody can look gone.
    let is_gone: Vec<bool> = (0..names.0.len())
        .map(|name| name > 0 && last_seen[name].is_some_and(|day| as_of.since(day) >= options.gone_days))
        .collect();
    let is_active = |customer: usize| profile.facts.recency_days(customer) < options.active_days;
    let ids_and_revenue = |wanted: &dyn Fn(usize) -> bool| {
        let mut sum = 0_i128;
        let mut ids = Vec::new();
        for customer in selection.customers.iter().filter(|&customer| wanted(customer)) {
            sum += i128::from(totals.revenue[customer]);
            ids.push(dataset.customers().ids.get(customer).to_owned());
        }
        (ids, dataset.major(sum))
    };
    let (orphans, orphaned_revenue) =
        ids_and_revenue(&|customer| is_gone[last_owner[customer]] && is_active(customer));
    (report.n_orphaned, report.orphaned_revenue) = (orphans.len() as u64, orphaned_revenue);
    let mut unowned = Vec::new();
    if owner_column.is_some() {
        let (ids, revenue) = ids_and_revenue(&|customer| last_owner[customer] == 0);
        let n_all = selection.customers.count() as u64;
        report.owned = Share::of(n_all - ids.len() as u64, n_all);
        (report.unowned_revenue, unowned) = (revenue, ids);
    }
    let plan = |counts: &[u64; 3]| -> f64 {
        let contacts: f64 =
            counts.iter().zip(options.contacts_per_year).map(|(&n, each)| n as f64 * each).sum();
        contacts * options.hours_per_contact
    };
    let mut places: Vec<usize> =
        (0..names.0.len()).filter(|&name| owners[name].n_customers.iter().any(|&n| n > 0)).collect();
    places.sort_by_key(|&name| (std::cmp::Reverse(owners[name].revenue), name));
    report.planned_hours = places.iter().map(|&name| plan(&owners[name].n_customers)).sum();
    report.n_other_owners = places.len().saturating_sub(options.limit) as u64;
    report.owners = places
        .iter()
        .take(options.limit)
        .map(|&name| {
            let planned_hours = plan(&owners[name].n_customers);
            let has_capacity = name > 0 && options.capacity_hours > 0.0;
            OwnerRow {
                owner: names.0[name].clone(),
                n_customers: owners[name].n_customers,
                revenue: dataset.major(owners[name].revenue),
                planned_hours,
                load: has_capacity.then(|| planned_hours / options.capacity_hours),
                n_contacts: contacts.map(|_| owners[name].n_contacts),
                last_seen: last_seen[name],
                is_gone: is_gone[name],
            }
        })
        .collect();
    report.findings = findings(&report, orphans, unowned);
    report
}

fn empty() -> EffortReport {
    EffortReport {
        refused: None,
        owner_column: None,
        seller_column: None,
        served_twice: None,
        served_twice_revenue: 0.0,
        n_double_weeks: 0,
        n_double_contacts: 0,
        double_hours: 0.0,
        double_cost: None,
        owned: None,
        unowned_revenue: 0.0,
        n_orphaned: 0,
        orphaned_revenue: 0.0,
        owners: Vec::new(),
        n_other_owners: 0,
        planned_hours: 0.0,
        findings: Vec::new(),
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    n_customers: [u64; 3],
    revenue: i128,
    n_contacts: u64,
}

/// The week of a day, from Monday.
fn week(day: Day) -> i32 {
    // 1970-01-01 was a Thursday.
    (day.0 + 3).div_euclid(7)
}

/// Meetings by the log, by customer of the data set.
fn contacts_by_customer(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    contacts: Option<&ContactLog>,
    of_agent: &[usize],
) -> Vec<Vec<Meeting>> {
    let mut served: Vec<Vec<Meeting>> = vec![Vec::new(); dataset.n_customers()];
    let Some(log) = contacts else { return served };
    let Some(agents) = &log.agents else { return served };
    for (row, customer) in log.customers.iter().enumerate() {
        let customer = customer.map_or(usize::MAX, |customer| customer as usize);
        let day = log.days[row];
        if customer < served.len() && selection.customers.get(customer) && day <= profile.facts.as_of {
            served[customer].push((week(day), of_agent[usize::from(agents.codes[row])], day));
        }
    }
    served
}

/// Contacts of the latest year, counted for whoever looks after the customer.
fn count_contacts(
    log: &ContactLog,
    selection: &Selection,
    as_of: Day,
    last_owner: &[usize],
    owners: &mut [Tally],
) {
    for (row, customer) in log.customers.iter().enumerate() {
        let customer = customer.map_or(usize::MAX, |customer| customer as usize);
        let is_latest = (0..365).contains(&as_of.since(log.days[row]));
        if is_latest && customer < last_owner.len() && selection.customers.get(customer) {
            owners[last_owner[customer]].n_contacts += 1;
        }
    }
}

fn findings(report: &EffortReport, orphans: Vec<String>, unowned: Vec<String>) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Some(twice) = report.served_twice
        && report.n_double_contacts > 0
    {
        let values =
            [Value::Count(twice.hits), Value::Share(twice.share, 0), Value::Number(report.double_hours, 0)];
        findings.push(Finding::new(&TWICE, values, report.double_cost.unwrap_or(0.0), None));
    }
    if !orphans.is_empty() {
        let money = report.orphaned_revenue;
        let values = [Value::Count(report.n_orphaned), Value::Money(money)];
        findings.push(Finding::new(&ORPHANED, values, money.max(0.0), Some(Clause::CustomerIds(orphans))));
    }
    if !unowned.is_empty() && report.owned.is_some_and(|owned| owned.hits > 0) {
        let money = report.unowned_revenue;
        let values = [Value::Count(unowned.len() as u64), Value::Money(money)];
        findings.push(Finding::new(&UNOWNED, values, money.max(0.0), Some(Clause::CustomerIds(unowned))));
    }
    finding::rank(&mut findings);
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{Line, day, line, profile, select};
    use crate::analysis::sample_shop::{Shop, dimension};

    fn run(shop: &Shop, log: Option<&ContactLog>, options: &EffortOptions) -> EffortReport {
        let dataset = shop.dataset();
        let profile = profile(&dataset, day("2024-12-31"));
        let all = select(&dataset, &profile, &[]);
        report(&dataset, &profile, &all, log, options)
    }

    fn sold(sales: &[(&str, &str, i64, &str)]) -> Shop {
        let mut shop = Shop::default();
        let mut sellers = Vec::new();
        for (idx, &(customer, date, amount, seller)) in sales.iter().enumerate() {
            shop.lines.push(Line { order: idx.to_string(), ..line(customer, date, amount) });
            sellers.push(seller.to_owned());
        }
        shop.line_values = vec![("salesperson", None, sellers)];
        shop
    }

    #[test]
    fn two_sellers_in_one_week_are_a_double_contact() {
        // 2024-12-02 is a Monday.
        let shop = sold(&[
            ("A", "2024-12-02", 100, "Ann"),
            ("A", "2024-12-08", 50, "Bob"),
            ("A", "2024-12-08", 50, "Bob"),
            ("A", "2024-12-09", 50, "Ann"),
            ("B", "2024-12-02", 10, "Ann"),
            ("B", "2024-12-30", 10, "Bob"),
            ("C", "2024-12-02", 5, "Ann"),
            ("D", "2024-12-02", 5, ""),
        ]);
        let options = EffortOptions { cost_per_hour: 60.0, ..EffortOptions::default() };
        let report = run(&shop, None, &options);
        assert_eq!(report.served_twice.map(|share| (share.hits, share.n)), Some((2, 3)));
        assert_eq!((report.n_double_weeks, report.n_double_contacts, report.double_cost), (1, 1, Some(60.0)));
        assert_eq!((report.served_twice_revenue, report.owned), (270.0, None));
        assert_eq!(report.findings[0].at_stake, 60.0);
        let n: u64 = report.owners.iter().flat_map(|owner| owner.n_customers).sum();
        assert_eq!(n, 4);
    }

    #[test]
    fn customers_of_who_is_gone_and_of_nobody_are_found() {
        let mut shop = sold(&[
            ("A", "2024-02-01", 700, "Ann"),
            ("B", "2024-12-01", 200, "Bob"),
            ("C", "2024-12-01", 100, "Bob"),
            ("D", "2023-01-01", 50, "Ann"),
        ]);
        shop.ids = ["A", "B", "C", "D"].map(str::to_owned).to_vec();
        shop.values = vec![("Account owner", None, ["Ann", "Bob", "", "Ann"].map(str::to_owned).to_vec())];
        let report = run(&shop, None, &EffortOptions::default());
        // Ann sold last in February; D has been away for longer than a year.
        assert_eq!((report.n_orphaned, report.orphaned_revenue), (1, 700.0));
        assert_eq!((report.owned.map(|share| share.hits), report.unowned_revenue), (Some(3), 100.0));
        let ann = &report.owners[0];
        assert_eq!((ann.owner.as_str(), ann.is_gone, ann.last_seen), ("Ann", true, Some(day("2024-02-01"))));
        assert_eq!(
            report.findings.iter().map(|finding| finding.at_stake).collect::<Vec<_>>(),
            [700.0, 100.0]
        );
    }

    #[test]
    fn the_plan_is_contacts_by_class_times_hours() {
        let mut shop =
            sold(&[("A", "2024-12-01", 800, ""), ("B", "2024-12-01", 150, ""), ("C", "2024-12-01", 50, "")]);
        shop.line_values.clear();
        shop.ids = ["A", "B", "C"].map(str::to_owned).to_vec();
        shop.values = vec![("owner", None, ["Ann", "Ann", "Bob"].map(str::to_owned).to_vec())];
        let log = ContactLog {
            customers: vec![Some(0), Some(2), Some(2), None],
            days: ["2024-12-01", "2024-11-01", "2022-11-01", "2024-12-01"].map(day).to_vec(),
            agents: Some(dimension(&(
                "agent",
                None,
                ["Ann", "Ann", "Bob", "Bob"].map(str::to_owned).to_vec(),
            ))),
            ..ContactLog::default()
        };
        let options =
            EffortOptions { hours_per_contact: 2.0, capacity_hours: 40.0, ..EffortOptions::default() };
        let report = run(&shop, Some(&log), &options);
        let (ann, bob) = (&report.owners[0], &report.owners[1]);
        // 12 and 4 contacts of two hours, and one.
        assert_eq!((ann.n_customers, ann.planned_hours, ann.load), ([1, 1, 0], 32.0, Some(0.8)));
        assert_eq!((bob.planned_hours, bob.n_contacts, report.planned_hours), (2.0, Some(1), 34.0));
        assert_eq!((bob.is_gone, report.served_twice.map(|share| share.hits)), (true, Some(1)));
    }

    #[test]
    fn without_anybody_who_serves_it_is_refused() {
        let shop = Shop { lines: vec![line("A", "2024-01-01", 1)], ..Shop::default() };
        let report = run(&shop, None, &EffortOptions::default());
        assert_eq!(report.refused, Some(Refused::needs(Needs::Contacts)));
    }
}
