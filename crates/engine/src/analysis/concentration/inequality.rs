//! How unequally a figure is spread: over customers, or over the values of any dimension.
//!
//! In:   a selection, [`InequalityOptions`].
//! Out:  an [`InequalityReport`], bounded whatever the number of items.
//! Cost: one pass over the selected lines, one sort of the items.
//!
//! Items below zero break shares and the plain Gini: both are still shown where they mean something, and how many
//! items are below zero is said. Equal items are never split between two classes unless the options say so.

use super::register::{DEPENDS_ON_FEW, DEPENDS_ON_ONE, FEW_MAKE_MOST, ITEMS_BELOW_ZERO, LONG_TAIL};
use super::{AbcCuts, gini};
use crate::analysis::facts::saturated;
use crate::analysis::finding::{self, Finding, Value};
use crate::analysis::selection::{SelectedTotals, Selection};
use crate::analysis::{Profile, Refused};
use crate::data::{Dataset, Day, Money};
use crate::metric::Needs;
use crate::query::{AbcClass, Clause};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

/// What is compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Over {
    /// Customers.
    Customers,
    /// Values of a dimension of lines, by its header: products, categories, channels.
    Dimension(String),
}

/// The figure that is spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Figure {
    /// Revenue.
    Revenue,
    /// Revenue less cost.
    Profit,
}

/// Where the item belongs with which a cut is crossed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Crossing {
    /// To the better class: who brings the first 80 % includes whoever makes them full.
    Better,
    /// To the lower class: class A brings at most 80 %.
    Lower,
}

/// What is spread over what, and where classes end.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InequalityOptions {
    /// What is compared.
    pub over: Over,
    /// The figure.
    pub figure: Figure,
    /// Ends of classes A and B: `0 < a < b <= 1`.
    pub cuts: AbcCuts,
    /// Where the item belongs with which a cut is crossed.
    pub crossing: Crossing,
    /// Whether equal items share a class even where a cut lies between them.
    pub keep_ties: bool,
    /// Items that are listed, at most 100.
    pub n_top: u16,
}

impl Default for InequalityOptions {
    fn default() -> Self {
        Self {
            over: Over::Customers,
            figure: Figure::Revenue,
            cuts: AbcCuts::default(),
            crossing: Crossing::Better,
            keep_ties: true,
            n_top: 10,
        }
    }
}

impl AbcCuts {
    /// Whether the cuts are in order.
    ///
    /// # Errors
    /// [`Refused::BadSetting`] `abc-cuts` unless `0 < a < b <= 1`.
    pub fn check(self) -> Result<(), Refused> {
        if 0.0 < self.a && self.a < self.b && self.b <= 1.0 {
            Ok(())
        } else {
            Err(Refused::BadSetting { setting: "abc-cuts".to_owned() })
        }
    }
}

/// A point of the Lorenz curve, smallest items first.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct LorenzPoint {
    /// Share of the items.
    pub item_share: f64,
    /// Share of the total that they bring; below zero where the smallest items are.
    pub value_share: f64,
}

/// What the largest items bring.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct TopItems {
    /// How many items.
    pub n_items: u64,
    /// Share of the total.
    pub value_share: f64,
}

/// What the largest percent of the items brings, by either way of rounding their number.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct TopPercent {
    /// The percent.
    pub percent: u8,
    /// The number of items rounded up.
    pub rounded_up: TopItems,
    /// The number of items rounded down, at least one.
    pub rounded_down: TopItems,
}

/// One of the largest items, and what would be missing without it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TopItem {
    /// Id of the customer, or the value of the dimension.
    pub key: String,
    /// Name of the customer where there is one.
    pub label: String,
    /// Its figure.
    pub value: f64,
    /// Share of the total.
    pub share: f64,
    /// Share of it and all larger ones.
    pub cumulative_share: f64,
    /// Revenue of the last 365 days of the selection: what a year without it lacks.
    pub year_revenue: f64,
    /// Profit of the last 365 days, where there is cost.
    pub year_profit: Option<f64>,
    /// Share of that in the profit (revenue where there is no cost) of all items in these days; 0 where that is not
    /// positive.
    pub year_share: f64,
    /// The same of it and all larger ones.
    pub cumulative_year_share: f64,
}

/// One class.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ClassRow {
    /// Which.
    pub class: AbcClass,
    /// Items.
    pub n_items: u64,
    /// Their share of all items.
    pub item_share: f64,
    /// What they bring.
    pub value: f64,
    /// Its share of the total.
    pub value_share: f64,
}

/// One tenth of the items.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct TenthRow {
    /// From 1, largest items first.
    pub tenth: u8,
    /// Items; the first tenths have one more where their number is no multiple of ten.
    pub n_items: u64,
    /// What they bring.
    pub value: f64,
    /// Its share of the total.
    pub value_share: f64,
}

/// How unequally a figure is spread.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InequalityReport {
    /// What was asked.
    pub options: InequalityOptions,
    /// Items: customers or values with a selected line.
    pub n_items: u64,
    /// Their total.
    pub total: f64,
    /// Items below zero.
    pub n_negative: u64,
    /// What they bring.
    pub negative_total: f64,
    /// Gini coefficient, 0..=1; `None` where an item is below zero.
    pub gini: Option<f64>,
    /// Times n / (n - 1), which is what a sample says of a larger whole; `None` with one item or one below zero.
    pub gini_corrected: Option<f64>,
    /// Gini over the sum of absolute amounts, 0..=1, which allows for items below zero; equal to the corrected one
    /// where there are none.
    pub gini_with_negatives: Option<f64>,
    /// Herfindahl-Hirschman index, 0..=1; `None` where an item is below zero.
    pub hhi: Option<f64>,
    /// One over it: as many equal items would be as concentrated.
    pub effective_number: Option<f64>,
    /// Fewest items that bring 80 % of the total.
    pub n_for_80_percent: u64,
    /// The Lorenz curve in about 100 points.
    pub lorenz: Vec<LorenzPoint>,
    /// The top 1, 3, 5, 10, 20, 50 and 100 items, as far as there are so many.
    pub top_counts: Vec<TopItems>,
    /// The top 1, 5, 10, 20 and 50 percent.
    pub top_percents: Vec<TopPercent>,
    /// Classes A, B and C.
    pub classes: Vec<ClassRow>,
    /// Tenths, largest items first.
    pub tenths: Vec<TenthRow>,
    /// The largest items.
    pub top: Vec<TopItem>,
    /// What all the others bring.
    pub others: f64,
    /// What stands out.
    pub findings: Vec<Finding>,
}

/// One customer or value.
#[derive(Clone, Copy)]
struct Item {
    idx: usize,
    value: Money,
    year_revenue: i128,
    year_profit: i128,
}

/// Spreads a figure of the selected lines over customers or the values of a dimension.
///
/// # Errors
/// [`Refused`]: cuts out of order, no amounts or no cost, no such dimension, or a total that is not above zero, of
/// which there are no shares.
///
/// # Source
/// Gini: Sen (1973), On Economic Inequality; with negatives: Raffinetti, Siletti & Vernizzi (2015), Statistical
/// Methods & Applications 24, 507-521. Index: Hirschman (1964), American Economic Review 54, 761-762. Lorenz (1905),
/// Publications of the American Statistical Association 9, 209-219.
pub fn report(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    options: &InequalityOptions,
) -> Result<InequalityReport, Refused> {
    options.cuts.check()?;
    if !dataset.has_amounts() {
        return Err(Refused::needs(Needs::Amount));
    }
    if options.figure == Figure::Profit && dataset.costs().is_none() {
        return Err(Refused::needs(Needs::Cost));
    }
    let mut items = match &options.over {
        Over::Customers => customers(dataset, profile, selection, options.figure),
        Over::Dimension(name) => values(dataset, profile, selection, options.figure, name)?,
    };
    items.sort_unstable_by_key(|item| (Reverse(item.value), item.idx));
    let descending: Vec<Money> = items.iter().map(|item| item.value).collect();
    let total = sum(&descending);
    if total <= 0 {
        return Err(Refused::NothingPositive);
    }
    let n = descending.len();
    let share = |part: i128| part as f64 / total as f64;
    let first = |n: usize| TopItems { n_items: n as u64, value_share: share(sum(&descending[..n])) };
    let is_negative = |value: &&Money| **value < 0;
    let has_negative = descending.last().is_some_and(|&least| least < 0);
    let gini = gini(&descending);
    let hhi = (!has_negative)
        .then(|| descending.iter().map(|&value| share(i128::from(value)).powi(2)).sum::<f64>());
    let mut report = InequalityReport {
        options: options.clone(),
        n_items: n as u64,
        total: dataset.major(total),
        n_negative: descending.iter().filter(is_negative).count() as u64,
        negative_total: dataset.major(descending.iter().filter(is_negative).map(|&v| i128::from(v)).sum()),
        gini,
        gini_corrected: gini.filter(|_| n > 1).map(|gini| gini * n as f64 / (n - 1) as f64),
        gini_with_negatives: gini_with_negatives(&descending),
        hhi,
        effective_number: hhi.map(|hhi| 1.0 / hhi),
        n_for_80_percent: n_reaching(&descending, 0.8, total),
        lorenz: lorenz(&descending, total),
        top_counts: [1, 3, 5, 10, 20, 50, 100].into_iter().filter(|&top| top <= n).map(first).collect(),
        top_percents: [1_u8, 5, 10, 20, 50]
            .map(|percent| {
                let part = n * usize::from(percent);
                TopPercent {
                    percent,
                    rounded_up: first(part.div_ceil(100)),
                    rounded_down: first((part / 100).max(1)),
                }
            })
            .to_vec(),
        classes: classes(dataset, &descending, total, options),
        tenths: (1_u8..)
            .zip(super::deciles(&descending))
            .map(|(tenth, (n_items, value))| TenthRow {
                tenth,
                n_items,
                value: dataset.major(value),
                value_share: share(value),
            })
            .collect(),
        top: Vec::new(),
        others: 0.0,
        findings: Vec::new(),
    };
    let n_top = usize::from(options.n_top.min(100)).min(n);
    report.top = top(dataset, &items, n_top, total, &options.over);
    report.others = dataset.major(sum(&descending[n_top..]));
    report.findings = findings(&report);
    Ok(report)
}

fn sum(values: &[Money]) -> i128 {
    values.iter().map(|&value| i128::from(value)).sum()
}

/// The last 365 days up to the as-of day begin after this day.
fn year_before(profile: &Profile) -> Day {
    profile.facts.as_of.plus(-365)
}

fn customers(dataset: &Dataset, profile: &Profile, selection: &Selection, figure: Figure) -> Vec<Item> {
    let totals = SelectedTotals::new(dataset, profile, selection);
    let from = year_before(profile);
    let values = match (figure, &totals.profit) {
        (Figure::Profit, Some(profit)) => profit,
        _ => &totals.revenue,
    };
    selection
        .customers
        .iter()
        .map(|idx| {
            let (mut revenue, mut cost) = (0_i128, 0_i128);
            for order in dataset.orders_of(idx).rev() {
                for line in dataset.lines_of(order) {
                    let is_recent =
                        from < dataset.days()[line] && dataset.days()[line] <= profile.facts.as_of;
                    if is_recent && selection.has_line(line) {
                        revenue += i128::from(dataset.amounts()[line]);
                        cost += dataset.costs().map_or(0, |costs| i128::from(costs[line]));
                    }
                }
            }
            Item { idx, value: values[idx], year_revenue: revenue, year_profit: revenue - cost }
        })
        .collect()
}

fn values(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    figure: Figure,
    name: &str,
) -> Result<Vec<Item>, Refused> {
    let dimension = dataset.dimensions().iter().find(|dimension| dimension.name == name);
    let dimension = dimension.ok_or(Refused::NeedsColumn { column: name.to_owned() })?;
    let (from, as_of) = (year_before(profile), profile.facts.as_of);
    let mut sums = vec![None::<(i128, i128, i128)>; dimension.values.len()];
    for customer in selection.customers.iter() {
        for line in dataset.lines_of_customer(customer) {
            let day = dataset.days()[line];
            if day > as_of || !selection.has_line(line) {
                continue;
            }
            let amount = i128::from(dataset.amounts()[line]);
            let profit = amount - dataset.costs().map_or(0, |costs| i128::from(costs[line]));
            let sum = sums[usize::from(dimension.codes[line])].get_or_insert((0, 0, 0));
            sum.0 += if figure == Figure::Profit { profit } else { amount };
            if from < day {
                sum.1 += amount;
                sum.2 += profit;
            }
        }
    }
    let item = |(idx, sum): (usize, Option<(i128, i128, i128)>)| {
        sum.map(|(value, year_revenue, year_profit)| Item {
            idx,
            value: saturated(value),
            year_revenue,
            year_profit,
        })
    };
    Ok(sums.into_iter().enumerate().filter_map(item).collect())
}

/// Fewest items that bring a share of the total; sums that miss it in the thirteenth digit reach it.
fn n_reaching(descending: &[Money], share: f64, total: i128) -> u64 {
    let wanted = share * total as f64 * (1.0 - 1e-12);
    let mut so_far = 0_i128;
    for (n, &value) in (1_u64..).zip(descending) {
        so_far += i128::from(value);
        if so_far as f64 >= wanted {
            return n;
        }
    }
    descending.len() as u64
}

/// Mean absolute difference over what it would be if one item had all that is above zero and another all that is
/// below. `None` with fewer than two items.
fn gini_with_negatives(descending: &[Money]) -> Option<f64> {
    let n = descending.len() as i128;
    let absolute: i128 = descending.iter().map(|&value| i128::from(value).abs()).sum();
    if n < 2 || absolute == 0 {
        return None;
    }
    let mut weighted = 0_i128;
    let mut weight = n - 1;
    for &value in descending {
        weighted += weight * i128::from(value);
        weight -= 2;
    }
    Some((weighted as f64 / ((n - 1) as f64 * absolute as f64)).clamp(0.0, 1.0))
}

fn lorenz(descending: &[Money], total: i128) -> Vec<LorenzPoint> {
    let n = descending.len();
    let mut points = vec![LorenzPoint { item_share: 0.0, value_share: 0.0 }];
    let (mut done, mut so_far) = (0, 0_i128);
    for step in 1..=100 {
        let stop = (n * step).div_ceil(100);
        if stop == done {
            continue;
        }
        so_far += descending[n - stop..n - done].iter().map(|&value| i128::from(value)).sum::<i128>();
        done = stop;
        points.push(LorenzPoint {
            item_share: stop as f64 / n as f64,
            value_share: so_far as f64 / total as f64,
        });
    }
    points
}

fn classes(
    dataset: &Dataset,
    descending: &[Money],
    total: i128,
    options: &InequalityOptions,
) -> Vec<ClassRow> {
    let class_of = |before: i128, value: Money| {
        let share = |part: i128| part as f64 / total as f64;
        let is_within = |cut: f64| match options.crossing {
            Crossing::Better => share(before) < cut,
            Crossing::Lower => share(before + i128::from(value)) <= cut,
        };
        match () {
            () if is_within(options.cuts.a) => AbcClass::A,
            () if is_within(options.cuts.b) => AbcClass::B,
            () => AbcClass::C,
        }
    };
    let mut sums = [(0_u64, 0_i128); 3];
    let mut before = 0_i128;
    // Where a cumulated share falls again, behind the first item below zero, classes do not rise again.
    let mut worst = AbcClass::A;
    for equal in descending.chunk_by(|a, b| a == b) {
        let own = equal.first().copied().unwrap_or(0);
        let all = i128::from(own) * equal.len() as i128;
        let of_all = match options.crossing {
            Crossing::Better => class_of(before, own),
            Crossing::Lower => class_of(before + all - i128::from(own), own),
        };
        for place in 0..equal.len() as i128 {
            let class =
                if options.keep_ties { of_all } else { class_of(before + place * i128::from(own), own) };
            worst = worst.max(class);
            let sum = &mut sums[worst as usize];
            *sum = (sum.0 + 1, sum.1 + i128::from(own));
        }
        before += all;
    }
    [AbcClass::A, AbcClass::B, AbcClass::C]
        .map(|class| {
            let (n_items, value) = sums[class as usize];
            ClassRow {
                class,
                n_items,
                item_share: n_items as f64 / descending.len() as f64,
                value: dataset.major(value),
                value_share: value as f64 / total as f64,
            }
        })
        .to_vec()
}

fn top(dataset: &Dataset, items: &[Item], n_top: usize, total: i128, over: &Over) -> Vec<TopItem> {
    let has_cost = dataset.costs().is_some();
    let year = |item: &Item| if has_cost { item.year_profit } else { item.year_revenue };
    let year_total: i128 = items.iter().map(year).sum();
    let year_share = |part: i128| if year_total > 0 { part as f64 / year_total as f64 } else { 0.0 };
    let values = match over {
        Over::Customers => None,
        Over::Dimension(name) => dataset.dimensions().iter().find(|dimension| dimension.name == *name),
    };
    let (mut so_far, mut year_so_far) = (0_i128, 0_i128);
    items[..n_top]
        .iter()
        .map(|item| {
            so_far += i128::from(item.value);
            year_so_far += year(item);
            let customers = dataset.customers();
            let (key, label) = match values {
                Some(dimension) => (dimension.values[item.idx].clone(), String::new()),
                None => (customers.ids.get(item.idx).to_owned(), customers.label(item.idx).to_owned()),
            };
            TopItem {
                label: if label.is_empty() { key.clone() } else { label },
                key,
                value: dataset.major(i128::from(item.value)),
                share: item.value as f64 / total as f64,
                cumulative_share: so_far as f64 / total as f64,
                year_revenue: dataset.major(item.year_revenue),
                year_profit: has_cost.then(|| dataset.major(item.year_profit)),
                year_share: year_share(year(item)),
                cumulative_year_share: year_share(year_so_far),
            }
        })
        .collect()
}

/// Items from which a sentence on few of them says something.
const MANY: u64 = 50;
/// Share of the total from which one customer is a dependence: what US accounting rules call a major customer
/// (ASC 280-10-50-42).
const MAJOR: f64 = 0.1;

fn findings(report: &InequalityReport) -> Vec<Finding> {
    let of_customers = report.options.over == Over::Customers;
    let mut findings = Vec::new();
    if let Some(largest) = report.top.first().filter(|largest| largest.share >= MAJOR && report.n_items > 1) {
        let clause = match &report.options.over {
            Over::Customers => Clause::CustomerIds(vec![largest.key.clone()]),
            Over::Dimension(dimension) => {
                Clause::LineValue { dimension: dimension.clone(), values: vec![largest.key.clone()] }
            }
        };
        let year = largest.year_profit.unwrap_or(largest.year_revenue);
        let values = [Value::Name(largest.label.clone()), Value::Share(largest.share, 0), Value::Money(year)];
        findings.push(Finding::new(&DEPENDS_ON_ONE, values, year.max(0.0), Some(clause)));
    }
    let few = report.top_counts.iter().find(|top| top.value_share >= 0.5 && top.n_items > 1);
    if let Some(few) = few.filter(|few| few.n_items * 10 <= report.n_items) {
        let values =
            [Value::Count(few.n_items), Value::Share(few.value_share, 0), Value::Count(report.n_items)];
        findings.push(Finding::new(&DEPENDS_ON_FEW, values, 0.0, None));
    }
    let share = report.n_for_80_percent as f64 / report.n_items as f64;
    if report.n_items >= MANY && report.n_negative == 0 && share <= 0.5 {
        let values = [Value::Share(share, 0), Value::Count(report.n_for_80_percent)];
        let clause = of_customers.then_some(Clause::RevenueRank { from: 0.0, to: share });
        findings.push(Finding::new(&FEW_MAKE_MOST, values, 0.0, clause.filter(|_| is_revenue(report))));
    }
    if let Some(tail) = report.classes.last().filter(|tail| tail.item_share >= 0.3 && report.n_items >= MANY)
    {
        let values =
            [Value::Count(tail.n_items), Value::Share(tail.item_share, 0), Value::Share(tail.value_share, 1)];
        findings.push(Finding::new(&LONG_TAIL, values, 0.0, None));
    }
    if report.n_negative > 0 {
        let values = [Value::Count(report.n_negative), Value::Money(-report.negative_total)];
        findings.push(Finding::new(&ITEMS_BELOW_ZERO, values, -report.negative_total, None));
    }
    finding::rank(&mut findings);
    findings
}

fn is_revenue(report: &InequalityReport) -> bool {
    report.options.figure == Figure::Revenue
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{Line, dataset, day, line, profile, select};

    fn reported(amounts: &[i64], options: &InequalityOptions) -> Result<InequalityReport, Refused> {
        let lines: Vec<Line> = amounts
            .iter()
            .enumerate()
            .map(|(n, &amount)| line(&format!("C{n:03}"), "2024-05-05", amount))
            .collect();
        let dataset = dataset(&lines, &[]);
        let profile = profile(&dataset, day("2024-12-31"));
        report(&dataset, &profile, &select(&dataset, &profile, &[]), options)
    }

    fn counts(report: &InequalityReport) -> Vec<u64> {
        report.classes.iter().map(|row| row.n_items).collect()
    }

    #[test]
    fn equal_items_are_one_class_unless_they_may_be_split() {
        let equal = [10; 10];
        for (crossing, together) in [(Crossing::Better, [10, 0, 0]), (Crossing::Lower, [0, 0, 10])] {
            let options = InequalityOptions { crossing, ..InequalityOptions::default() };
            assert_eq!(counts(&reported(&equal, &options).unwrap()), together);
            let split = InequalityOptions { keep_ties: false, ..options };
            let expected = if crossing == Crossing::Better { [8, 2, 0] } else { [8, 1, 1] };
            assert_eq!(counts(&reported(&equal, &split).unwrap()), expected);
        }
    }

    #[test]
    fn ten_equal_items_count_as_ten() {
        let report = reported(&[10; 10], &InequalityOptions::default()).unwrap();
        assert_eq!((report.gini, report.gini_corrected), (Some(0.0), Some(0.0)));
        assert!((report.effective_number.unwrap() - 10.0).abs() < 1e-9);
        assert_eq!((report.n_for_80_percent, report.lorenz.len()), (8, 11));
        let one = reported(&[7], &InequalityOptions::default()).unwrap();
        assert_eq!((one.gini, one.gini_corrected, one.hhi), (Some(0.0), None, Some(1.0)));
    }

    #[test]
    fn items_below_zero_leave_a_gini_that_allows_for_them() {
        let report = reported(&[60, 40, -10], &InequalityOptions::default()).unwrap();
        assert_eq!((report.gini, report.hhi, report.n_negative), (None, None, 1));
        assert_eq!(report.negative_total, -10.0);
        // Differences 20, 70 and 50, each twice, over 2 * 2 * 110.
        assert!((report.gini_with_negatives.unwrap() - 280.0 / 440.0).abs() < 1e-12);
        assert!(report.top_counts[0].value_share > 0.6);
        let two = reported(&[100, -99], &InequalityOptions::default()).unwrap();
        assert!((two.gini_with_negatives.unwrap() - 1.0).abs() < 1e-12);
        let whole = reported(&[4, 3, 2, 1], &InequalityOptions::default()).unwrap();
        assert!((whole.gini_with_negatives.unwrap() - whole.gini_corrected.unwrap()).abs() < 1e-12);
    }

    #[test]
    fn cuts_out_of_order_and_totals_below_zero_are_refused() {
        for (a, b) in [(0.0, 0.9), (0.9, 0.9), (0.8, 1.1), (f64::NAN, 0.9)] {
            let options = InequalityOptions { cuts: AbcCuts { a, b }, ..InequalityOptions::default() };
            assert!(matches!(reported(&[1], &options), Err(Refused::BadSetting { .. })));
        }
        assert_eq!(reported(&[0, 0], &InequalityOptions::default()), Err(Refused::NothingPositive));
        assert_eq!(reported(&[5, -6], &InequalityOptions::default()), Err(Refused::NothingPositive));
        let options =
            InequalityOptions { over: Over::Dimension("color".to_owned()), ..InequalityOptions::default() };
        assert!(matches!(reported(&[1], &options), Err(Refused::NeedsColumn { .. })));
    }

    #[test]
    fn categories_are_compared_like_customers() {
        let cost = |cost: i64, line: Line| Line { cost, ..line };
        let lines = [
            line("A", "2024-05-05", 90),
            cost(30, Line { category: "beans", ..line("A", "2022-05-05", 60) }),
            cost(20, Line { category: "beans", ..line("B", "2024-06-05", 40) }),
        ];
        let dataset = dataset(&lines, &[]);
        let profile = profile(&dataset, day("2024-12-31"));
        let all = select(&dataset, &profile, &[]);
        let over = Over::Dimension("category".to_owned());
        let options = InequalityOptions { over, ..InequalityOptions::default() };
        let revenue = report(&dataset, &profile, &all, &options).unwrap();
        assert_eq!((revenue.top[0].key.as_str(), revenue.top[0].value), ("beans", 100.0));
        assert_eq!((revenue.top[0].year_revenue, revenue.top[0].year_profit), (40.0, Some(20.0)));
        let profit = InequalityOptions { figure: Figure::Profit, ..options };
        let profit = report(&dataset, &profile, &all, &profit).unwrap();
        assert_eq!((profit.top[0].key.as_str(), profit.top[0].value, profit.total), ("tea", 90.0, 140.0));
        assert_eq!(profit.top[1].cumulative_share, 1.0);
    }
}
