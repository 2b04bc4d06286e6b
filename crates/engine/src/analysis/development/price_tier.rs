//! Who moved to dearer things of the same kind, who moved to cheaper ones, and who is close to the step.
//!
//! In:   a selection of a data set with amounts; quantities and categories where there are any.
//! Out:  a [`TierReport`]: price tiers of each category, and how customers moved between them.
//! Cost: two passes over the selected lines and a sort of the unit prices of each category.
//!
//! Tiers are cut at quantiles of the unit prices paid, line by line, within a category. A customer's tier in an
//! order is that of the mean unit price paid for the category in it; moved is who was in another tier in the
//! latest order of the category than in the first. By chance alone as many move up as down (who begins at the
//! top can only fall), so the two are held against each other: the sign test of those who moved.
//!
//! Sources: tiers are a definition of ours. Sign test: W. J. Dixon & A. M. Mood (1946), The statistical sign
//! test, Journal of the American Statistical Association 41, 557-566.

use super::items::is_purchase;
use crate::analysis::finding::{self, Finding, Kind, Template, Value};
use crate::analysis::selection::Selection;
use crate::analysis::{Profile, Refused};
use crate::data::{Dataset, Day, Dimension, DimensionRole};
use crate::metric::{Additivity, Metric, Needs, Unit};
use crate::query::Clause;
use crate::stats::multiple::false_discovery_rates;
use crate::stats::proportion::{Interval, wilson};
use crate::stats::student::incomplete_beta;
use serde::{Deserialize, Serialize};

/// Purchases that a category needs to have tiers.
pub const MIN_LINES: usize = 60;
/// Customers with two orders of a category that its moves need to be told of.
pub const MIN_CUSTOMERS: u64 = 20;
/// Categories of a report, at most: those of most revenue.
const MAX_CATEGORIES: usize = 40;
/// Customers that a finding's clause names, at most.
const MAX_NAMED: usize = 1_000;

/// How tiers are cut.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct TierOptions {
    /// Tiers of a category, 2 to 5.
    pub n_tiers: usize,
    /// Days since the latest order of a category within which a customer still counts as its buyer.
    pub active_days: u32,
    /// Part of a tier's upper edge from which a customer is close to the step.
    pub near_share: f64,
    /// Customers of the list, at most.
    pub max_customers: usize,
}

impl Default for TierOptions {
    fn default() -> Self {
        Self { n_tiers: 3, active_days: 365, near_share: 0.8, max_customers: 100 }
    }
}

/// A category and its tiers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CategoryTiers {
    /// The category; empty where the data has none.
    pub category: String,
    /// Purchases.
    pub n_lines: u64,
    /// Revenue of the purchases.
    pub revenue: f64,
    /// Unit prices between tiers, ascending: one fewer than tiers. A price on an edge is in the lower tier.
    pub edges: Vec<f64>,
    /// Median unit price of each tier.
    pub median_prices: Vec<f64>,
    /// Share of the revenue of each tier.
    pub revenue_shares: Vec<f64>,
    /// Customers with two orders of the category or more.
    pub n_customers: u64,
    /// Customers by tier of the first order (rows) and of the latest one (columns).
    pub flow: Vec<Vec<u64>>,
    /// Customers who moved up.
    pub n_up: u64,
    /// Customers who moved down.
    pub n_down: u64,
    /// Share of those who could move up, not being at the top at first, who did.
    pub share_up: Option<f64>,
    /// Its interval, at 95 %.
    pub share_up_interval: Option<Interval>,
    /// Chance of so uneven a split of up and down, if both were as likely; two-sided.
    pub p_value: f64,
    /// Share of false ones among all categories at least as uneven.
    pub false_discovery_rate: f64,
    /// Active customers below the top tier.
    pub n_could: u64,
    /// Those of them close to the step.
    pub n_near: u64,
    /// What a year of those close to the step would bring more at the next tier's median price.
    pub headroom_revenue: f64,
}

/// A customer close to a step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NearStep {
    /// Id.
    pub customer: String,
    /// Category.
    pub category: String,
    /// Tier of the latest order, 0 the cheapest.
    pub tier: u32,
    /// Mean unit price of it.
    pub unit_price: f64,
    /// Median unit price of the next tier.
    pub next_price: f64,
    /// Units bought in the last 365 days.
    pub n_units: f64,
    /// The difference of the prices times the units.
    pub headroom_revenue: f64,
}

/// Tiers and moves between them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TierReport {
    /// Header of the column of categories; empty where the data has none.
    pub column: String,
    /// Whether prices are per unit; per line where the data has no quantities.
    pub is_per_unit: bool,
    /// Categories with tiers, largest revenue first.
    pub categories: Vec<CategoryTiers>,
    /// Categories without: too few purchases, or all at one price.
    pub n_categories_left_out: u64,
    /// Customers close to a step, by headroom, largest first.
    pub customers: Vec<NearStep>,
    /// What stands out.
    pub findings: Vec<Finding>,
}

/// Customers of a category are close to the next price tier.
const CLOSE_TO_THE_STEP: Template = Template {
    id: "close-to-the-step",
    parameters: &[
        ("count", Kind::Count),
        ("category", Kind::Name),
        ("price", Kind::Money),
        ("share-up", Kind::Share),
        ("revenue", Kind::Money),
    ],
    action: "show-the-better-one",
};
/// More customers of a category move down than up.
const TRADING_DOWN: Template = Template {
    id: "trading-down",
    parameters: &[("category", Kind::Name), ("down", Kind::Count), ("up", Kind::Count)],
    action: "find-why-down",
};

pub(crate) const FINDINGS: &[Template] = &[CLOSE_TO_THE_STEP, TRADING_DOWN];

/// Unit prices of purchases, in minor units.
#[derive(Clone, Copy)]
struct Prices<'a> {
    dataset: &'a Dataset,
    categories: Option<&'a Dimension>,
}

impl Prices<'_> {
    fn n_categories(self) -> usize {
        self.categories.map_or(1, |dimension| dimension.values.len())
    }

    fn name(self, category: usize) -> String {
        self.categories.map_or_else(String::new, |dimension| dimension.values[category].clone())
    }

    /// Category, amount and units of a purchase; none of a line without a category or units.
    fn of(self, line: usize) -> Option<(usize, f64, f64)> {
        if !is_purchase(self.dataset, line) {
            return None;
        }
        let category = match self.categories {
            Some(dimension) if dimension.value(line).is_empty() => return None,
            Some(dimension) => usize::from(dimension.codes[line]),
            None => 0,
        };
        let units = self.dataset.quantities().map_or(1, |quantities| quantities[line]);
        (units > 0).then(|| (category, self.dataset.amounts()[line] as f64, f64::from(units)))
    }
}

/// Edges and medians of a category, in minor units.
struct Cut {
    edges: Vec<f64>,
    medians: Vec<f64>,
}

impl Cut {
    /// Tiers of ascending prices; none where the prices do not fall into so many.
    fn new(prices: &[f64], n_tiers: usize) -> Option<Self> {
        let edges: Vec<f64> = (1..n_tiers).map(|idx| quantile(prices, idx as f64 / n_tiers as f64)).collect();
        let mut cut = Self { edges, medians: Vec::with_capacity(n_tiers) };
        let mut rest = prices;
        for tier in 0..n_tiers {
            let end =
                cut.edges.get(tier).map_or(rest.len(), |&edge| rest.partition_point(|&price| price <= edge));
            if end == 0 {
                return None;
            }
            cut.medians.push(quantile(&rest[..end], 0.5));
            rest = &rest[end..];
        }
        Some(cut)
    }

    fn tier(&self, price: f64) -> usize {
        self.edges.partition_point(|&edge| edge < price)
    }
}

/// Linear quantile of ascending values (Hyndman & Fan 1996, definition 7).
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let place = share * sorted.len().saturating_sub(1) as f64;
    let low = place.floor() as usize;
    let value = |idx: usize| sorted.get(idx).or(sorted.last()).copied().unwrap_or(0.0);
    value(low) + (value(low + 1) - value(low)) * (place - low as f64)
}

/// What a customer bought of a category.
#[derive(Debug, Clone, Copy, Default)]
struct Path {
    order: usize,
    n_orders: u32,
    /// Amount and units of the first order, and of the order read last.
    first: (f64, f64),
    last: (f64, f64),
    last_day: Day,
    units_of_year: f64,
}

impl Path {
    fn add(&mut self, order: usize, day: Day, (amount, units): (f64, f64), year: Day) {
        if self.n_orders == 0 || self.order != order {
            self.order = order;
            self.n_orders += 1;
            self.last = (0.0, 0.0);
        }
        self.last = (self.last.0 + amount, self.last.1 + units);
        if self.n_orders == 1 {
            self.first = self.last;
        }
        self.last_day = self.last_day.max(day);
        if day >= year {
            self.units_of_year += units;
        }
    }
}

/// Tiers of the selected purchases, and how the selected customers moved between them.
///
/// # Errors
/// [`Refused`] without amounts, with a number of tiers out of 2..=5, or when no category has enough purchases
/// at different prices.
pub fn report(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    options: &TierOptions,
) -> Result<TierReport, Refused> {
    if !dataset.has_amounts() {
        return Err(Refused::needs(Needs::Amount));
    }
    if !(2..=5).contains(&options.n_tiers) {
        return Err(Refused::BadSetting { setting: "n-tiers".to_owned() });
    }
    let prices = Prices { dataset, categories: dataset.dimension(DimensionRole::Category) };
    let n = prices.n_categories();
    let mut paid: Vec<Vec<f64>> = vec![Vec::new(); n];
    let mut n_purchases = 0;
    for line in selected_lines(dataset, selection) {
        if let Some((category, amount, units)) = prices.of(line) {
            paid[category].push(amount / units);
            n_purchases += 1;
        }
    }
    let cuts: Vec<Option<Cut>> = paid
        .iter_mut()
        .map(|paid| {
            paid.sort_unstable_by(f64::total_cmp);
            (paid.len() >= MIN_LINES).then(|| Cut::new(paid, options.n_tiers)).flatten()
        })
        .collect();
    let n_left_out = paid.iter().zip(&cuts).filter(|(paid, cut)| !paid.is_empty() && cut.is_none()).count();
    if cuts.iter().all(Option::is_none) {
        let need = MIN_LINES as u64;
        let is_enough = paid.iter().any(|paid| paid.len() >= MIN_LINES);
        let few = Refused::TooFewOrders { have: n_purchases, need };
        return Err(if is_enough { Refused::AllEqual } else { few });
    }
    let mut walk = Walk::new(prices, &cuts, options, profile.facts.as_of);
    walk.run(dataset, selection);
    Ok(walk.finish(dataset, &paid, n_left_out as u64))
}

fn selected_lines<'a>(dataset: &'a Dataset, selection: &'a Selection) -> impl Iterator<Item = usize> + 'a {
    let customers = selection.customers.iter();
    customers
        .flat_map(|customer| dataset.lines_of_customer(customer))
        .filter(|&line| selection.has_line(line))
}

/// What is summed of a category.
#[derive(Debug, Clone, Default)]
struct Sums {
    revenue: Vec<i128>,
    flow: Vec<Vec<u64>>,
    n_could: u64,
    near: Vec<(f64, usize, Path)>,
}

/// The second pass: every customer's way through the tiers.
struct Walk<'a> {
    prices: Prices<'a>,
    cuts: &'a [Option<Cut>],
    options: &'a TierOptions,
    as_of: Day,
    sums: Vec<Sums>,
}

impl<'a> Walk<'a> {
    fn new(prices: Prices<'a>, cuts: &'a [Option<Cut>], options: &'a TierOptions, as_of: Day) -> Self {
        let tiers = options.n_tiers;
        let empty = Sums { revenue: vec![0; tiers], flow: vec![vec![0; tiers]; tiers], ..Sums::default() };
        Self { prices, cuts, options, as_of, sums: vec![empty; cuts.len()] }
    }

    fn run(&mut self, dataset: &Dataset, selection: &Selection) {
        let year = self.as_of.plus(-364);
        let mut paths = vec![Path::default(); self.cuts.len()];
        let mut touched: Vec<usize> = Vec::new();
        for customer in selection.customers.iter() {
            for order in dataset.orders_of(customer) {
                for line in dataset.lines_of(order).filter(|&line| selection.has_line(line)) {
                    let Some((category, amount, units)) = self.prices.of(line) else { continue };
                    let Some(cut) = &self.cuts[category] else { continue };
                    self.sums[category].revenue[cut.tier(amount / units)] +=
                        i128::from(dataset.amounts()[line]);
                    if paths[category].n_orders == 0 {
                        touched.push(category);
                    }
                    paths[category].add(order, dataset.days()[line], (amount, units), year);
                }
            }
            for category in touched.drain(..) {
                self.end(category, customer, std::mem::take(&mut paths[category]));
            }
        }
    }

    fn end(&mut self, category: usize, customer: usize, path: Path) {
        let Some(cut) = &self.cuts[category] else { return };
        let sums = &mut self.sums[category];
        let price = path.last.0 / path.last.1;
        let tier = cut.tier(price);
        if path.n_orders > 1 {
            sums.flow[cut.tier(path.first.0 / path.first.1)][tier] += 1;
        }
        let is_active = self.as_of.since(path.last_day) < self.options.active_days.cast_signed();
        if let (Some(&edge), true) = (cut.edges.get(tier), is_active) {
            sums.n_could += 1;
            if price >= edge * self.options.near_share {
                sums.near.push(((cut.medians[tier + 1] - price) * path.units_of_year, customer, path));
            }
        }
    }

    fn finish(self, dataset: &Dataset, paid: &[Vec<f64>], n_left_out: u64) -> TierReport {
        let minor = 10_f64.powi(i32::from(dataset.money_scale()));
        let mut found: Vec<(CategoryTiers, usize)> = Vec::new();
        for (category, (cut, sums)) in self.cuts.iter().zip(&self.sums).enumerate() {
            let Some(cut) = cut else { continue };
            let mut row = sums.row(dataset, paid[category].len());
            row.category = self.prices.name(category);
            row.edges = cut.edges.iter().map(|edge| edge / minor).collect();
            row.median_prices = cut.medians.iter().map(|price| price / minor).collect();
            row.headroom_revenue = sums.near.iter().map(|near| near.0).sum::<f64>() / minor;
            found.push((row, category));
        }
        let p_values: Vec<f64> = found.iter().map(|(row, _)| row.p_value).collect();
        for ((row, _), rate) in found.iter_mut().zip(false_discovery_rates(&p_values, 0)) {
            row.false_discovery_rate = rate;
        }
        found.sort_by(|a, b| b.0.revenue.total_cmp(&a.0.revenue));
        let n_too_many = found.len().saturating_sub(MAX_CATEGORIES) as u64;
        found.truncate(MAX_CATEGORIES);
        let mut near: Vec<(usize, &(f64, usize, Path))> = found
            .iter()
            .flat_map(|&(_, category)| self.sums[category].near.iter().map(move |near| (category, near)))
            .collect();
        near.sort_by(|a, b| b.1.0.total_cmp(&a.1.0).then((a.1.1, a.0).cmp(&(b.1.1, b.0))));
        let customers = near
            .iter()
            .take(self.options.max_customers)
            .filter_map(|&(category, &(headroom, customer, path))| {
                let cut = self.cuts[category].as_ref()?;
                let price = path.last.0 / path.last.1;
                let tier = cut.tier(price);
                Some(NearStep {
                    customer: dataset.customers().ids.get(customer).to_owned(),
                    category: self.prices.name(category),
                    tier: u32::try_from(tier).unwrap_or(0),
                    unit_price: price / minor,
                    next_price: cut.medians.get(tier + 1)? / minor,
                    n_units: path.units_of_year,
                    headroom_revenue: headroom / minor,
                })
            })
            .collect();
        let mut findings: Vec<Finding> =
            found.iter().flat_map(|(row, category)| self.findings(dataset, row, *category)).collect();
        finding::rank(&mut findings);
        findings.truncate(4);
        TierReport {
            column: self.prices.categories.map_or_else(String::new, |dimension| dimension.name.clone()),
            is_per_unit: dataset.quantities().is_some(),
            categories: found.into_iter().map(|(row, _)| row).collect(),
            n_categories_left_out: n_left_out + n_too_many,
            customers,
            findings,
        }
    }

    fn findings(&self, dataset: &Dataset, row: &CategoryTiers, category: usize) -> Vec<Finding> {
        let mut findings = Vec::new();
        let near = &self.sums[category].near;
        if let (Some(share), Some(&price)) = (row.share_up, row.median_prices.last())
            && row.n_near > 0
            && row.headroom_revenue > 0.0
        {
            let ids = near.iter().map(|&(_, customer, _)| dataset.customers().ids.get(customer).to_owned());
            // Of those who could, only so many go up by themselves.
            let revenue = share * row.headroom_revenue;
            let values = [
                Value::Count(row.n_near),
                Value::Name(row.category.clone()),
                Value::Money(price),
                Value::Share(share, 0),
                Value::Money(revenue),
            ];
            let clause = (near.len() <= MAX_NAMED).then(|| Clause::CustomerIds(ids.collect()));
            findings.push(Finding::new(&CLOSE_TO_THE_STEP, values, revenue, clause));
        }
        if row.false_discovery_rate <= 0.05 && row.n_down > row.n_up {
            let values =
                [Value::Name(row.category.clone()), Value::Count(row.n_down), Value::Count(row.n_up)];
            findings.push(Finding::new(&TRADING_DOWN, values, 0.0, None));
        }
        findings
    }
}

impl Sums {
    fn row(&self, dataset: &Dataset, n_lines: usize) -> CategoryTiers {
        let revenue: i128 = self.revenue.iter().sum();
        let top = self.flow.len() - 1;
        let cells = || {
            self.flow
                .iter()
                .enumerate()
                .flat_map(|(from, row)| row.iter().enumerate().map(move |to| (from, to)))
        };
        let sum = |keep: &dyn Fn(usize, usize) -> bool| -> u64 {
            cells().filter(|&(from, (to, _))| keep(from, to)).map(|(_, (_, n))| n).sum()
        };
        let (n_customers, n_up, n_down) =
            (sum(&|_, _| true), sum(&|from, to| to > from), sum(&|from, to| to < from));
        let n_below = sum(&|from, _| from < top);
        let is_told = n_below >= MIN_CUSTOMERS;
        CategoryTiers {
            category: String::new(),
            n_lines: n_lines as u64,
            revenue: dataset.major(revenue),
            edges: Vec::new(),
            median_prices: Vec::new(),
            revenue_shares: self.revenue.iter().map(|&part| part as f64 / revenue.max(1) as f64).collect(),
            n_customers,
            flow: self.flow.clone(),
            n_up,
            n_down,
            share_up: is_told.then(|| n_up as f64 / n_below as f64),
            share_up_interval: is_told.then(|| wilson(n_up, n_below, 0.95)),
            p_value: sign_test(n_up, n_down),
            false_discovery_rate: 1.0,
            n_could: self.n_could,
            n_near: self.near.len() as u64,
            headroom_revenue: 0.0,
        }
    }
}

/// Two-sided chance of so uneven a split at even odds.
fn sign_test(a: u64, b: u64) -> f64 {
    let (more, fewer) = (a.max(b) as f64, a.min(b) as f64);
    if more == fewer { 1.0 } else { (2.0 * incomplete_beta(more, fewer + 1.0, 0.5)).min(1.0) }
}

const LIMITS: &str = "Needs 60 purchases of a category at different prices; shares need 20 customers with two orders. \
                      Prices are as paid: a discount looks like a cheaper tier.";
const WORKED: &str = "analysis::development::price_tier::tests::moves_and_headroom_are_those_worked_by_hand";

const fn metric(id: &'static str, formula: &'static str, unit: Unit, additivity: Additivity) -> Metric {
    let source = "definition of ours; quantiles after Hyndman & Fan 1996, definition 7";
    Metric { id, formula, unit, additivity, needs: &[Needs::Amount], source, limits: LIMITS, test: WORKED }
}

pub(crate) const METRICS: &[Metric] = &[
    metric(
        "price-tier",
        "1 + number of tier edges below the unit price; edges at equal quantiles of the unit prices of a category",
        Unit::Category,
        Additivity::NotAdditive,
    ),
    metric(
        "step-up-share",
        "customers in a higher tier in the latest than in the first order of the category / customers not at the \
         top in the first",
        Unit::Share,
        Additivity::RatioOfSums,
    ),
    Metric {
        id: "step-balance-p-value",
        formula: "2 P(X >= max(up, down)), X binomial with up + down trials at 1/2",
        unit: Unit::Probability,
        additivity: Additivity::NotAdditive,
        needs: &[Needs::Amount],
        source: "sign test, Dixon & Mood 1946",
        limits: LIMITS,
        test: "analysis::development::price_tier::tests::eight_of_nine_is_the_sign_test_of_dixon_and_mood",
    },
    metric(
        "step-up-headroom",
        "sum over customers close to the step of (median price of the next tier - own unit price) x units of 365 days",
        Unit::Money,
        Additivity::Additive,
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{Line, dataset, day, line, profile, select};

    /// 90 customers buy at 10, 20 and 30, a third each; then of each third ten move on to the next price, those at
    /// 30 to 10.
    fn shop() -> Dataset {
        let mut lines: Vec<Line> = Vec::new();
        for idx in 0..90_usize {
            let later = if idx < 30 { idx + 1 } else { idx };
            let id = format!("C{idx:02}");
            lines.push(line(&id, "2024-01-05", [10, 20, 30][idx % 3]));
            lines.push(line(&id, "2024-11-05", [10, 20, 30][later % 3]));
        }
        dataset(&lines, &[])
    }

    #[test]
    fn moves_and_headroom_are_those_worked_by_hand() {
        let dataset = shop();
        let profile = profile(&dataset, day("2024-12-31"));
        let all = select(&dataset, &profile, &[]);
        let report = report(&dataset, &profile, &all, &TierOptions::default()).unwrap();
        let tea = &report.categories[0];
        // 60 purchases at each price; the edges lie a third and two thirds of 179 steps up.
        assert_eq!((tea.n_lines, tea.n_customers, tea.revenue), (180, 90, 3_600.0));
        assert!((tea.edges[0] - 50.0 / 3.0).abs() < 1e-9 && (tea.edges[1] - 70.0 / 3.0).abs() < 1e-9);
        assert_eq!(tea.median_prices, [10.0, 20.0, 30.0]);
        assert_eq!(tea.flow, [[20, 10, 0], [0, 20, 10], [10, 0, 20]]);
        assert_eq!((tea.n_up, tea.n_down, tea.share_up), (20, 10, Some(20.0 / 60.0)));
        assert!((tea.p_value - sign_test(20, 10)).abs() < 1e-15 && tea.p_value > 0.05);
        // 60 are below the top; those at 20 are past four fifths of 23.33, and buy two units a year.
        assert_eq!((tea.n_could, tea.n_near, tea.headroom_revenue), (60, 30, 600.0));
        assert_eq!(report.customers.len(), 30);
        assert_eq!((report.customers[0].unit_price, report.customers[0].next_price), (20.0, 30.0));
        assert_eq!(report.findings[0].template, "close-to-the-step");
        assert!((report.findings[0].at_stake - 200.0).abs() < 1e-9);
        assert!((tea.revenue_shares.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn eight_of_nine_is_the_sign_test_of_dixon_and_mood() {
        // One of nine: 2 (1 + 9) / 512.
        assert!((sign_test(8, 1) - 20.0 / 512.0).abs() < 1e-12);
        assert!((sign_test(1, 8) - 20.0 / 512.0).abs() < 1e-12);
        assert!((sign_test(4, 4) - 1.0).abs() < 1e-12 && (sign_test(0, 0) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn one_price_and_few_purchases_have_no_tiers() {
        let refused = |n: i32| {
            let lines: Vec<Line> = (0..n).map(|idx| line(&format!("C{idx}"), "2024-01-05", 7)).collect();
            let dataset = dataset(&lines, &[]);
            let profile = profile(&dataset, day("2024-12-31"));
            report(&dataset, &profile, &select(&dataset, &profile, &[]), &TierOptions::default())
        };
        assert_eq!(refused(59), Err(Refused::TooFewOrders { have: 59, need: 60 }));
        assert_eq!(refused(60), Err(Refused::AllEqual));
    }
}
