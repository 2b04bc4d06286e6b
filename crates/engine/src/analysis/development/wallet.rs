//! How much of what customers spend on such things they spend here.
//!
//! In:   what customers spend in all, where that is known; else what their peers spend here.
//! Out:  a [`WalletReport`] of true shares, or a [`PotentialReport`] of a proxy that says it is one.
//! Cost: one pass over the lines of the last year and a sort of what was spent by category and peer group.
//!
//! The proxy: what a customer could spend on a category is what the upper quarter of like customers spends on it
//! (the 75th percentile). For who buys the category, of like customers who buy it; for who does not, of all
//! like customers, so that nothing is expected where most of them do not buy it either. A proxy knows
//! nothing of competitors: the true share of wallet is at most as high as this one.
//!
//! Sources: share of wallet and the split of revenue into size, penetration and share are definitions; interval of
//! a percentile from order statistics: Hahn & Meeker (1991), Statistical Intervals, section 5.2.

use super::items::{ItemLevel, Items};
use crate::analysis::finding::{Finding, Kind, Template, Value};
use crate::analysis::selection::Selection;
use crate::analysis::{Profile, Refused};
use crate::data::{Dataset, DayRange, Dimension, DimensionRole, Money};
use crate::metric::{Additivity, Metric, Needs, Unit};
use crate::query::Clause;
use crate::stats::proportion::Interval;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Customers that a peer group needs.
pub const MIN_PEERS: usize = 30;
/// Peers who buy a category that its percentile needs.
pub const MIN_BUYERS: usize = 20;
/// Days that are looked at.
const YEAR_DAYS: i32 = 365;
/// Categories of a report, at most.
const MAX_CATEGORIES: usize = 60;
/// Customers that a finding's clause names, at most.
const MAX_NAMED: usize = 1_000;

/// What a customer spends on a category in a year, here and elsewhere.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WalletEntry {
    /// Id of the customer.
    pub customer: String,
    /// The category; empty for everything together.
    pub category: String,
    /// Whole units of the currency.
    pub total_spend: f64,
}

/// Share of wallet in a category.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WalletRow {
    /// The category; empty for everything together.
    pub category: String,
    /// Selected customers whose wallet is known.
    pub n_customers: u64,
    /// What they spend on it here.
    pub own_spend: f64,
    /// What they spend on it in all.
    pub total_spend: f64,
    /// The one over the other.
    pub share: f64,
    /// Customers who spend more here than in all, whose wallet is therefore wrong; it counts as what is spent here.
    pub n_contradicting: u64,
}

/// True shares of wallet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WalletReport {
    /// The year.
    pub year: DayRange,
    /// By what is spent elsewhere, largest first.
    pub rows: Vec<WalletRow>,
    /// Entries of customers that are not selected or not known.
    pub n_entries_left_out: u64,
}

/// Shares of wallet in the year to the as-of day, for entries that say what customers spend in all.
///
/// # Errors
/// [`Refused`] without amounts, without the column of categories where entries name one, or without an entry of
/// a selected customer.
pub fn share_of_wallet(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    (entries, level): (&[WalletEntry], &ItemLevel),
) -> Result<WalletReport, Refused> {
    if !dataset.has_amounts() {
        return Err(Refused::needs(Needs::Amount));
    }
    let names_categories = entries.iter().any(|entry| !entry.category.is_empty());
    let items = if names_categories { Some(level.dimension(dataset)?) } else { None };
    let year = year_to(profile);
    let mut rows: BTreeMap<&str, WalletRow> = BTreeMap::new();
    let mut n_entries_left_out = 0;
    for entry in entries {
        let customer = crate::analysis::selection::customer_idx(dataset, &entry.customer);
        let is_usable = entry.total_spend.is_finite() && entry.total_spend >= 0.0;
        let Some(customer) = customer.filter(|&customer| is_usable && selection.customers.get(customer))
        else {
            n_entries_left_out += 1;
            continue;
        };
        let is_of = |line: usize| {
            entry.category.is_empty() || items.is_some_and(|items| items.value(line) == entry.category)
        };
        let lines = dataset.lines_of_customer(customer);
        let own: i128 = lines
            .filter(|&line| year.contains(dataset.days()[line]) && is_of(line))
            .map(|line| i128::from(dataset.amounts()[line]))
            .sum();
        let own = dataset.major(own.max(0));
        let row = rows.entry(&entry.category).or_insert_with(|| WalletRow {
            category: entry.category.clone(),
            n_customers: 0,
            own_spend: 0.0,
            total_spend: 0.0,
            share: 0.0,
            n_contradicting: 0,
        });
        row.n_customers += 1;
        row.own_spend += own;
        row.total_spend += entry.total_spend.max(own);
        row.n_contradicting += u64::from(own > entry.total_spend);
    }
    let mut rows: Vec<WalletRow> = rows.into_values().collect();
    if rows.is_empty() {
        return Err(Refused::needs(Needs::Wallet));
    }
    for row in &mut rows {
        row.share = if row.total_spend > 0.0 { row.own_spend / row.total_spend } else { 0.0 };
    }
    rows.sort_by(|a, b| (b.total_spend - b.own_spend).total_cmp(&(a.total_spend - a.own_spend)));
    Ok(WalletReport { year, rows, n_entries_left_out })
}

fn year_to(profile: &Profile) -> DayRange {
    let last = profile.facts.as_of;
    DayRange { first: last.plus(1 - YEAR_DAYS), last }
}

/// Who is held against whom.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PotentialOptions {
    /// What an item is.
    pub level: ItemLevel,
    /// Columns about customers whose values peers share; chosen by itself where empty.
    pub peers_by: Vec<String>,
    /// Confidence of the interval of the percentile.
    pub confidence: f64,
    /// Customers of the list, at most.
    pub max_customers: usize,
}

impl Default for PotentialOptions {
    fn default() -> Self {
        Self { level: ItemLevel::Category, peers_by: Vec::new(), confidence: 0.95, max_customers: 100 }
    }
}

/// What peers have in common.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum PeerBasis {
    /// The values of these columns.
    Attributes(Vec<String>),
    /// The frequency score: there are no attributes.
    Frequency,
}

/// A category, as size times penetration times share.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CategoryPotential {
    /// The category.
    pub category: String,
    /// Selected customers who bought it within the year.
    pub n_buyers: u64,
    /// Their share of the selected customers who bought anything.
    pub penetration: f64,
    /// What a buyer could spend, by the proxy.
    pub size: f64,
    /// What buyers spend over what they could.
    pub share: f64,
    /// What they spend: customers x penetration x size x share.
    pub revenue: f64,
    /// What buyers could spend more.
    pub gap_of_buyers: f64,
    /// What the others could spend.
    pub gap_of_others: f64,
}

/// A customer who could spend more.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GrowingCustomer {
    /// Id.
    pub customer: String,
    /// Spent within the year.
    pub own_spend: f64,
    /// What peers' upper quarter spends more, over all categories.
    pub gap: f64,
    /// The same at both ends of the intervals of the percentiles.
    pub gap_interval: Interval,
    /// The category with the largest gap.
    pub top_category: String,
}

/// What customers could spend, by a proxy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PotentialReport {
    /// Header of the column of categories.
    pub column: String,
    /// What peers have in common.
    pub basis: PeerBasis,
    /// Groups of peers that are large enough.
    pub n_peer_groups: u64,
    /// Selected customers in groups too small, held against all customers instead.
    pub n_without_peers: u64,
    /// The year.
    pub year: DayRange,
    /// Selected customers who bought anything within it.
    pub n_customers: u64,
    /// By gap, largest first.
    pub categories: Vec<CategoryPotential>,
    /// Categories that are not listed: too few buyers, or too small.
    pub n_categories_left_out: u64,
    /// What all selected customers could spend more.
    pub gap: f64,
    /// Customers with the largest gap, largest first.
    pub customers: Vec<GrowingCustomer>,
    /// What stands out.
    pub findings: Vec<Finding>,
}

/// Customers could spend more on a category, by what their peers spend.
const WALLET_GAP: Template = Template {
    id: "wallet-gap",
    parameters: &[
        ("category", Kind::Name),
        ("share", Kind::Share),
        ("gap", Kind::Money),
        ("count", Kind::Count),
    ],
    action: "grow-the-share",
};

pub(crate) const FINDINGS: &[Template] = &[WALLET_GAP];

/// A 75th percentile and its interval, in minor units.
#[derive(Debug, Clone, Copy)]
struct Percentile {
    value: f64,
    low: f64,
    high: f64,
}

impl Percentile {
    /// Of `n` values of which those not in `sorted` are 0; `sorted` ascends.
    fn new(sorted: &[Money], n: usize, confidence: f64) -> Self {
        let n_zero = n.saturating_sub(sorted.len());
        let value = |rank: usize| {
            if rank < n_zero { 0.0 } else { sorted[(rank - n_zero).min(sorted.len() - 1)] as f64 }
        };
        let place = 0.75 * n.saturating_sub(1) as f64;
        let below = place.floor() as usize;
        let at = value(below) + (value((below + 1).min(n - 1)) - value(below)) * place.fract();
        let reach = crate::stats::normal::quantile(0.5 + confidence / 2.0) * (n as f64 * 0.1875).sqrt();
        let rank = |shift: f64| (0.75 * n as f64 + shift).round().clamp(1.0, n as f64) as usize - 1;
        Self { value: at, low: value(rank(-reach)).min(at), high: value(rank(reach)).max(at) }
    }
}

/// Peer group of each customer.
struct Peers {
    basis: PeerBasis,
    group: Vec<u32>,
    n_groups: usize,
}

impl Peers {
    fn new(dataset: &Dataset, profile: &Profile, names: &[String]) -> Result<Self, Refused> {
        let dimensions = &dataset.customers().dimensions;
        let chosen: Vec<&Dimension> = if names.is_empty() {
            use DimensionRole::{AgeGroup, CustomerKind, IncomeGroup, Region};
            let of = |role| dimensions.iter().find(|dimension| dimension.role == Some(role));
            // Two columns at most, so that groups stay large.
            [CustomerKind, IncomeGroup, AgeGroup, Region].into_iter().filter_map(of).take(2).collect()
        } else {
            let of = |name: &String| {
                let found = dimensions.iter().find(|dimension| dimension.name == *name);
                found.ok_or_else(|| Refused::NeedsColumn { column: name.clone() })
            };
            names.iter().map(of).collect::<Result<_, _>>()?
        };
        if chosen.is_empty() {
            let group = profile.scores.frequency.iter().map(|&score| u32::from(score)).collect();
            return Ok(Self { basis: PeerBasis::Frequency, group, n_groups: 6 });
        }
        let mut groups: BTreeMap<Vec<u16>, u32> = BTreeMap::new();
        let group: Vec<u32> = (0..dataset.n_customers())
            .map(|customer| {
                let key = chosen.iter().map(|dimension| dimension.codes[customer]).collect();
                let next = u32::try_from(groups.len()).unwrap_or(u32::MAX);
                *groups.entry(key).or_insert(next)
            })
            .collect();
        let basis = PeerBasis::Attributes(chosen.iter().map(|dimension| dimension.name.clone()).collect());
        Ok(Self { basis, group, n_groups: groups.len() })
    }
}

/// What was spent on one category by one customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Spent {
    category: usize,
    group: u32,
    amount: Money,
    customer: u32,
}

/// What the selected customers could spend within a year, held against their peers among all customers.
///
/// # Errors
/// [`Refused`] without amounts or a column, or with fewer than [`MIN_PEERS`] customers within the year.
pub fn potential(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    options: &PotentialOptions,
) -> Result<PotentialReport, Refused> {
    if !dataset.has_amounts() {
        return Err(Refused::needs(Needs::Amount));
    }
    let items = Items::new(dataset, &options.level)?;
    let peers = Peers::new(dataset, profile, &options.peers_by)?;
    let year = year_to(profile);
    let mut spent = Vec::new();
    let mut group_sizes = vec![0_usize; peers.n_groups];
    let mut is_active = vec![false; dataset.n_customers()];
    let mut own = vec![0_i64; items.len()];
    let mut touched = Vec::new();
    for (customer, is_active) in is_active.iter_mut().enumerate() {
        for line in dataset.lines_of_customer(customer) {
            // Returns take back what was bought, so all lines count but those of purchases open a category.
            let item = usize::from(items.code(line));
            if !year.contains(dataset.days()[line]) || items.name(item).is_empty() {
                continue;
            }
            if items.bought(line).is_some() {
                *is_active = true;
                touched.push(item);
            }
            own[item] = own[item].saturating_add(dataset.amounts()[line]);
        }
        let group = peers.group[customer];
        group_sizes[group as usize] += usize::from(*is_active);
        touched.sort_unstable();
        touched.dedup();
        for category in touched.drain(..) {
            let customer = u32::try_from(customer).unwrap_or(u32::MAX);
            if own[category] > 0 {
                spent.push(Spent { category, group, amount: own[category], customer });
            }
        }
        for line in dataset.lines_of_customer(customer) {
            own[usize::from(items.code(line))] = 0;
        }
    }
    let n_active: usize = group_sizes.iter().sum();
    if n_active < MIN_PEERS {
        return Err(Refused::TooFewCustomers { have: n_active as u64, need: MIN_PEERS as u64 });
    }
    spent.sort_unstable();
    let table = Table { items, options, group_sizes: &group_sizes, n_active };
    let chosen: Vec<usize> = selection.customers.iter().filter(|&customer| is_active[customer]).collect();
    let in_small = |customer: &&usize| group_sizes[peers.group[**customer] as usize] < MIN_PEERS;
    let mut report = PotentialReport {
        column: items.column().to_owned(),
        n_peer_groups: group_sizes.iter().filter(|&&size| size >= MIN_PEERS).count() as u64,
        n_without_peers: chosen.iter().filter(in_small).count() as u64,
        basis: peers.basis.clone(),
        year,
        n_customers: chosen.len() as u64,
        categories: Vec::new(),
        n_categories_left_out: 0,
        gap: 0.0,
        customers: Vec::new(),
        findings: Vec::new(),
    };
    let mut gaps: Vec<Gap> = vec![Gap::default(); dataset.n_customers()];
    for of_category in spent.chunk_by(|a, b| a.category == b.category) {
        match table.row(dataset, of_category, (&chosen, &peers.group), &mut gaps) {
            Some(row) => report.categories.push(row),
            None => report.n_categories_left_out += 1,
        }
    }
    let total = |row: &CategoryPotential| row.gap_of_buyers + row.gap_of_others;
    report.gap = report.categories.iter().map(total).sum();
    report.categories.sort_by(|a, b| total(b).total_cmp(&total(a)));
    report.n_categories_left_out += report.categories.len().saturating_sub(MAX_CATEGORIES) as u64;
    report.categories.truncate(MAX_CATEGORIES);
    let mut ranked = chosen;
    ranked.retain(|&customer| gaps[customer].gap > 0.0);
    ranked.sort_by(|&a, &b| gaps[b].gap.total_cmp(&gaps[a].gap).then(a.cmp(&b)));
    report.findings = finding(dataset, &report, &ranked, &gaps).into_iter().collect();
    let minor = 10_f64.powi(i32::from(dataset.money_scale()));
    report.customers = ranked
        .iter()
        .take(options.max_customers)
        .map(|&customer| GrowingCustomer {
            customer: dataset.customers().ids.get(customer).to_owned(),
            own_spend: dataset.major(i128::from(gaps[customer].own)),
            gap: gaps[customer].gap / minor,
            gap_interval: Interval { low: gaps[customer].low / minor, high: gaps[customer].high / minor },
            top_category: items.name(gaps[customer].top.1).to_owned(),
        })
        .collect();
    Ok(report)
}

/// Gaps of a customer over all categories, in minor units.
#[derive(Debug, Clone, Copy, Default)]
struct Gap {
    own: Money,
    gap: f64,
    low: f64,
    high: f64,
    /// The largest single gap and its category.
    top: (f64, usize),
}

impl Gap {
    fn add(&mut self, category: usize, own: Money, potential: Percentile) -> f64 {
        self.own = self.own.saturating_add(own);
        let over = |value: f64| (value - own as f64).max(0.0);
        let gap = over(potential.value);
        self.gap += gap;
        self.low += over(potential.low);
        self.high += over(potential.high);
        if gap > self.top.0 {
            self.top = (gap, category);
        }
        gap
    }
}

/// What percentiles are taken of.
struct Table<'a> {
    items: Items<'a>,
    options: &'a PotentialOptions,
    group_sizes: &'a [usize],
    n_active: usize,
}

impl Table<'_> {
    /// The row of a category; none where too few buy it. `spent` is sorted by group and amount.
    fn row(
        &self,
        dataset: &Dataset,
        spent: &[Spent],
        (chosen, groups): (&[usize], &[u32]),
        gaps: &mut [Gap],
    ) -> Option<CategoryPotential> {
        if spent.len() < MIN_BUYERS {
            return None;
        }
        let category = spent[0].category;
        let confidence = self.options.confidence;
        let mut amounts: Vec<Money> = spent.iter().map(|spent| spent.amount).collect();
        amounts.sort_unstable();
        let all_buyers = Percentile::new(&amounts, amounts.len(), confidence);
        let everybody = Percentile::new(&amounts, self.n_active, confidence);
        let mut of_group = vec![(all_buyers, everybody); self.group_sizes.len()];
        let mut own: BTreeMap<u32, Money> = BTreeMap::new();
        for (group, &size) in self.group_sizes.iter().enumerate() {
            if size >= MIN_PEERS {
                let in_group = group_slice(spent, group);
                let amounts: Vec<Money> = in_group.iter().map(|spent| spent.amount).collect();
                if !amounts.is_empty() {
                    of_group[group].1 = Percentile::new(&amounts, size, confidence);
                } else {
                    of_group[group].1 = Percentile { value: 0.0, low: 0.0, high: 0.0 };
                }
                if amounts.len() >= MIN_BUYERS {
                    of_group[group].0 = Percentile::new(&amounts, amounts.len(), confidence);
                }
            }
        }
        own.extend(spent.iter().map(|spent| (spent.customer, spent.amount)));
        let (mut n_buyers, mut revenue, mut potential) = (0_u64, 0_i128, 0.0);
        let (mut gap_of_buyers, mut gap_of_others) = (0.0, 0.0);
        for &customer in chosen {
            let (of_buyers, of_all) = of_group[groups[customer] as usize];
            let key = u32::try_from(customer).unwrap_or(u32::MAX);
            if let Some(&amount) = own.get(&key) {
                n_buyers += 1;
                revenue += i128::from(amount);
                potential += of_buyers.value.max(amount as f64);
                gap_of_buyers += gaps[customer].add(category, amount, of_buyers);
            } else {
                gap_of_others += gaps[customer].add(category, 0, of_all);
            }
        }
        let minor = 10_f64.powi(i32::from(dataset.money_scale()));
        Some(CategoryPotential {
            category: self.items.name(category).to_owned(),
            n_buyers,
            penetration: n_buyers as f64 / chosen.len().max(1) as f64,
            size: potential / n_buyers.max(1) as f64 / minor,
            share: if potential > 0.0 { revenue as f64 / potential } else { 0.0 },
            revenue: dataset.major(revenue),
            gap_of_buyers: gap_of_buyers / minor,
            gap_of_others: gap_of_others / minor,
        })
    }
}

/// The part of a category that one group spent.
fn group_slice(spent: &[Spent], group: usize) -> &[Spent] {
    let from = spent.partition_point(|spent| (spent.group as usize) < group);
    let to = spent.partition_point(|spent| spent.group as usize <= group);
    &spent[from..to]
}

fn finding(dataset: &Dataset, report: &PotentialReport, ranked: &[usize], gaps: &[Gap]) -> Option<Finding> {
    let row = report.categories.first()?;
    let gap = row.gap_of_buyers + row.gap_of_others;
    if gap <= 0.0 {
        return None;
    }
    let is_top = |&&customer: &&usize| gaps[customer].top.0 > 0.0;
    let n = ranked.iter().filter(is_top).count();
    let ids = ranked.iter().take(MAX_NAMED).map(|&customer| dataset.customers().ids.get(customer).to_owned());
    let values = [
        Value::Name(row.category.clone()),
        Value::Share(row.share, 0),
        Value::Money(gap),
        Value::Count(n as u64),
    ];
    let clause = (n <= MAX_NAMED).then(|| Clause::CustomerIds(ids.collect()));
    // A proxy is no money at stake: three quarters of all customers lie below it by definition.
    Some(Finding::new(&WALLET_GAP, values, 0.0, clause))
}

const PROXY: &str = "A proxy from customers of ours: it knows nothing of competitors. Needs 30 peers and 20 buyers of a \
                     category; smaller groups are held against all customers.";
const WORKED: &str = "analysis::development::wallet::tests::potentials_are_those_worked_by_hand";

const fn proxy(id: &'static str, formula: &'static str, unit: Unit) -> Metric {
    Metric {
        id,
        formula,
        unit,
        additivity: Additivity::NotAdditive,
        needs: &[Needs::Amount, Needs::Category],
        source: "definition of ours",
        limits: PROXY,
        test: WORKED,
    }
}

pub(crate) const METRICS: &[Metric] = &[
    Metric {
        id: "share-of-wallet",
        formula: "own spend of the year / spend of the year in all, summed over customers whose wallet is known",
        unit: Unit::Share,
        additivity: Additivity::RatioOfSums,
        needs: &[Needs::Amount, Needs::Wallet],
        source: "definition",
        limits: "Only for customers whose wallet is known; a wallet smaller than what is spent here counts as that.",
        test: "analysis::development::wallet::tests::true_shares_are_those_worked_by_hand",
    },
    proxy("wallet-share-proxy", "own spend / max(own spend, 75th percentile of peers who buy)", Unit::Share),
    proxy(
        "wallet-size-proxy",
        "mean of max(own spend, 75th percentile of peers who buy) over buyers",
        Unit::Money,
    ),
    proxy(
        "wallet-gap-proxy",
        "sum over customers of max(0, 75th percentile of peers - own spend)",
        Unit::Money,
    ),
    Metric {
        id: "penetration",
        formula: "customers who bought the category within the year / customers who bought anything",
        unit: Unit::Share,
        additivity: Additivity::RatioOfSums,
        needs: &[Needs::Category],
        source: "definition",
        limits: "The last 365 days.",
        test: WORKED,
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{Line, dataset, day, line, profile, select};

    /// 41 customers spend 1 to 41 on tea, a 42nd gives everything back; nobody has attributes, all ordered once.
    fn shop() -> Dataset {
        let mut lines: Vec<Line> =
            (1..=41).map(|idx| line(&format!("C{idx:02}"), "2024-06-01", idx)).collect();
        lines.push(line("R", "2024-06-01", 50));
        lines.push(Line { order: "R/back".to_owned(), ..line("R", "2024-06-02", -50) });
        lines.push(line("old", "2020-01-01", 500));
        dataset(&lines, &[])
    }

    #[test]
    fn potentials_are_those_worked_by_hand() {
        let mut lines: Vec<Line> =
            (1..=41).map(|idx| line(&format!("C{idx:02}"), "2024-06-01", idx)).collect();
        lines.push(Line { category: "beans", ..line("C01", "2024-06-01", 9) });
        let dataset = dataset(&lines, &[]);
        let profile = profile(&dataset, day("2024-12-31"));
        let all = select(&dataset, &profile, &[]);
        let report = potential(&dataset, &profile, &all, &PotentialOptions::default()).unwrap();
        assert_eq!(report.basis, PeerBasis::Frequency);
        assert_eq!((report.n_customers, report.n_peer_groups, report.n_categories_left_out), (41, 1, 1));
        let tea = &report.categories[0];
        // The 75th percentile of 1 to 41 is 31; below it lie 1 to 30, missing 30 + ... + 1.
        assert_eq!((tea.n_buyers, tea.penetration, tea.revenue), (41, 1.0, 861.0));
        assert_eq!((tea.gap_of_buyers, tea.gap_of_others), (465.0, 0.0));
        assert!((tea.size - (861.0 + 465.0) / 41.0).abs() < 1e-9);
        assert!((tea.share - 861.0 / 1_326.0).abs() < 1e-12);
        let product = report.n_customers as f64 * tea.penetration * tea.size * tea.share;
        assert!((product - tea.revenue).abs() < 1e-9);
        assert_eq!((report.customers[0].customer.as_str(), report.customers[0].gap), ("C01", 30.0));
        assert!(report.customers[0].gap_interval.low < 30.0 && report.customers[0].gap_interval.high > 30.0);
        assert_eq!(report.findings[0].parameter("gap"), Some(&Value::Money(465.0)));
    }

    #[test]
    fn what_was_given_back_and_what_is_old_does_not_count() {
        let dataset = shop();
        let profile = profile(&dataset, day("2024-12-31"));
        let all = select(&dataset, &profile, &[]);
        let report = potential(&dataset, &profile, &all, &PotentialOptions::default()).unwrap();
        assert_eq!(report.n_customers, 42);
        assert_eq!((report.categories[0].n_buyers, report.categories[0].revenue), (41, 861.0));
        let few = select(&dataset, &profile, &[Clause::CustomerIds(vec!["old".to_owned()])]);
        let report = potential(&dataset, &profile, &few, &PotentialOptions::default()).unwrap();
        assert_eq!((report.n_customers, report.gap, report.findings.len()), (0, 0.0, 0));
    }

    #[test]
    fn true_shares_are_those_worked_by_hand() {
        let dataset = shop();
        let profile = profile(&dataset, day("2024-12-31"));
        let all = select(&dataset, &profile, &[]);
        let entry = |customer: &str, category: &str, total_spend| WalletEntry {
            customer: customer.to_owned(),
            category: category.to_owned(),
            total_spend,
        };
        let entries = [
            entry("C10", "tea", 40.0),
            entry("C20", "tea", 10.0),
            entry("C10", "", 100.0),
            entry("nobody", "tea", 1.0),
            entry("C11", "tea", f64::NAN),
        ];
        let level = ItemLevel::Category;
        let report = share_of_wallet(&dataset, &profile, &all, (&entries, &level)).unwrap();
        assert_eq!(report.n_entries_left_out, 2);
        assert_eq!((report.rows[0].category.as_str(), report.rows[0].share), ("", 0.1));
        let tea = &report.rows[1];
        assert_eq!((tea.own_spend, tea.total_spend, tea.share, tea.n_contradicting), (30.0, 60.0, 0.5, 1));
        let none = share_of_wallet(&dataset, &profile, &all, (&[], &level));
        assert_eq!(none, Err(Refused::needs(Needs::Wallet)));
    }
}
