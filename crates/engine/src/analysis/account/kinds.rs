//! Consumers, companies and channels compared.
//!
//! In:   a column of kinds of customers.
//! Out:  a [`KindReport`], a row a value of the column, so that kinds a company made up itself stay apart.
//! Cost: one pass over the orders of the selected customers.

use super::rollup::hhi;
use crate::analysis::estimate::Share;
use crate::analysis::finding::{Finding, Kind, Template, Value};
use crate::analysis::selection::{SelectedTotals, Selection};
use crate::analysis::{Profile, Refused};
use crate::data::{Dataset, Dimension, DimensionRole};
use crate::metric::Needs;
use crate::query::Clause;
use crate::stats::quantile::median;
use serde::{Deserialize, Serialize};

/// What a value of the column means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum CustomerKind {
    /// Buys for themselves.
    Consumer,
    /// Buys for a company.
    Business,
    /// Buys to sell on.
    Channel,
    /// Anything else, or nothing said.
    Other,
}

impl CustomerKind {
    /// What a word of a file means.
    #[must_use]
    pub fn of(text: &str) -> Self {
        const CHANNEL: &[&str] = &[
            "channel",
            "dealer",
            "distribut",
            "resell",
            "retail",
            "wholesal",
            "partner",
            "franchis",
            "agent",
            "通路",
            "經銷",
            "经销",
            "渠道",
            "代理",
            "批發",
            "批发",
            "零售商",
            "加盟",
        ];
        const CONSUMER: &[&str] = &[
            "consumer",
            "b2c",
            "private",
            "individual",
            "personal",
            "household",
            "消費者",
            "消费者",
            "個人",
            "个人",
            "家庭",
            "散客",
        ];
        const BUSINESS: &[&str] = &[
            "business",
            "b2b",
            "corporate",
            "company",
            "enterprise",
            "office",
            "government",
            "institution",
            "企業",
            "企业",
            "公司",
            "法人",
            "機關",
            "机关",
            "團體",
            "团体",
        ];
        let text = text.trim().to_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
        if has(CHANNEL) {
            Self::Channel
        } else if has(CONSUMER) {
            Self::Consumer
        } else if has(BUSINESS) {
            Self::Business
        } else {
            Self::Other
        }
    }
}

/// What each value of a column means.
pub(super) fn kind_of_values(column: &Dimension) -> Vec<CustomerKind> {
    column.values.iter().map(|value| CustomerKind::of(value)).collect()
}

/// The column of kinds of customers.
pub(super) fn column(dataset: &Dataset) -> Option<&Dimension> {
    dataset.customers().dimensions.iter().find(|column| column.role == Some(DimensionRole::CustomerKind))
}

/// Customers of one value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KindRow {
    /// The value as in the file; empty where nothing is said.
    pub value: String,
    /// What it means.
    pub kind: CustomerKind,
    /// Selected customers.
    pub n_customers: u64,
    /// Their share of all selected.
    pub customer_share: f64,
    /// Their orders.
    pub n_orders: u64,
    /// Their revenue.
    pub revenue: f64,
    /// Its share of all revenue; `None` where that is not positive.
    pub revenue_share: Option<f64>,
    /// Their profit, where there is cost.
    pub profit: Option<f64>,
    /// Revenue of an order.
    pub average_order: Option<f64>,
    /// Orders of a customer.
    pub orders_per_customer: f64,
    /// Half of the customers with two orders or more let at most so many days pass between them, by the median of each.
    pub median_gap_days: Option<f64>,
    /// Sum of squared revenue shares among them, 0..=1.
    pub hhi: Option<f64>,
    /// Share of their revenue by their largest tenth, rounded up.
    pub top_tenth_share: Option<f64>,
    /// Ordered in the latest 365 days, of those who ordered in the 365 before.
    pub kept: Option<Share>,
    /// Ordered on a second day.
    pub repeat: Option<Share>,
}

/// Kinds of customers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KindReport {
    /// Why there is no figure, if there is none.
    pub refused: Option<Refused>,
    /// Header of the column.
    pub dimension: String,
    /// Rows by revenue, largest first.
    pub rows: Vec<KindRow>,
    /// What stands out.
    pub findings: Vec<Finding>,
}

/// One kind is few customers and much revenue.
const FEW_LARGE: Template = Template {
    id: "few-large-customers",
    parameters: &[
        ("kind", Kind::Name),
        ("customers", Kind::Share),
        ("revenue", Kind::Share),
        ("order", Kind::Money),
    ],
    action: "plan-by-account",
};

/// Templates of this report.
pub(crate) const FINDINGS: &[Template] = &[FEW_LARGE];

/// How much larger than its share of customers a kind's share of revenue has to be for a sentence.
const MIN_RATIO: f64 = 1.5;

#[derive(Debug, Clone, Default)]
struct Tally {
    n_orders: u64,
    profit: i128,
    revenues: Vec<i128>,
    gaps: Vec<i64>,
    kept: (u64, u64),
    n_repeaters: u64,
}

/// Kinds of the selected customers.
#[must_use]
pub fn report(dataset: &Dataset, profile: &Profile, selection: &Selection) -> KindReport {
    let mut report =
        KindReport { refused: None, dimension: String::new(), rows: Vec::new(), findings: Vec::new() };
    let Some(column) = column(dataset) else {
        report.refused = Some(Refused::needs(Needs::Attributes));
        return report;
    };
    report.dimension.clone_from(&column.name);
    let totals = SelectedTotals::new(dataset, profile, selection);
    let mut tallies = vec![Tally::default(); column.values.len()];
    let mut gaps = Vec::new();
    let has_two_years = profile.facts.as_of.since(dataset.observed().first) >= 2 * 365 - 1;
    for customer in selection.customers.iter() {
        let tally = &mut tallies[usize::from(column.codes[customer])];
        tally.n_orders += u64::from(totals.n_orders[customer]);
        tally.revenues.push(i128::from(totals.revenue[customer]));
        tally.profit += totals.profit.as_ref().map_or(0, |profit| i128::from(profit[customer]));
        tally.n_repeaters += u64::from(profile.facts.repeats(customer) > 0);
        tally.gaps.extend(
            profile.facts.median_gap_days(dataset, customer, &mut gaps).map(|gap| (gap * 2.0).round() as i64),
        );
        if has_two_years {
            let (before, now) = two_years(dataset, profile, selection, customer);
            tally.kept = (tally.kept.0 + u64::from(before && now), tally.kept.1 + u64::from(before));
        }
    }
    let n_all = selection.customers.count() as f64;
    let revenue_all: i128 = tallies.iter().flat_map(|tally| &tally.revenues).sum();
    let mut rows: Vec<KindRow> = column
        .values
        .iter()
        .zip(&mut tallies)
        .filter(|(_, tally)| !tally.revenues.is_empty())
        .map(|(value, tally)| {
            let n_customers = tally.revenues.len() as u64;
            let revenue: i128 = tally.revenues.iter().sum();
            let hhi = hhi(&tally.revenues);
            tally.revenues.sort_unstable_by(|a, b| b.cmp(a));
            let top: i128 = tally.revenues[..tally.revenues.len().div_ceil(10)].iter().sum();
            KindRow {
                value: value.clone(),
                kind: CustomerKind::of(value),
                n_customers,
                customer_share: n_customers as f64 / n_all,
                n_orders: tally.n_orders,
                revenue: dataset.major(revenue),
                revenue_share: (revenue_all > 0).then(|| revenue as f64 / revenue_all as f64),
                profit: totals.profit.as_ref().map(|_| dataset.major(tally.profit)),
                average_order: (tally.n_orders > 0).then(|| dataset.major(revenue) / tally.n_orders as f64),
                orders_per_customer: tally.n_orders as f64 / n_customers as f64,
                median_gap_days: median(&mut tally.gaps).map(|doubled| doubled / 2.0),
                hhi,
                top_tenth_share: hhi.map(|_| top as f64 / revenue as f64),
                kept: Share::of(tally.kept.0, tally.kept.1),
                repeat: Share::of(tally.n_repeaters, n_customers),
            }
        })
        .collect();
    rows.sort_by(|a, b| b.revenue.total_cmp(&a.revenue));
    report.rows = rows;
    if report.rows.is_empty() {
        report.refused = Some(Refused::TooFewCustomers { have: 0, need: 1 });
    }
    report.findings = findings(&report);
    report
}

/// Whether a customer ordered in the year before the latest, and in the latest.
fn two_years(dataset: &Dataset, profile: &Profile, selection: &Selection, customer: usize) -> (bool, bool) {
    let (mut before, mut now) = (false, false);
    for order in dataset.orders_of(customer) {
        let age = profile.facts.as_of.since(dataset.order_days()[order]);
        if (0..730).contains(&age) && dataset.lines_of(order).any(|line| selection.has_line(line)) {
            before |= age >= 365;
            now |= age < 365;
        }
    }
    (before, now)
}

fn findings(report: &KindReport) -> Vec<Finding> {
    let candidates = report.rows.iter().filter(|row| {
        let ratio = row.revenue_share.map_or(0.0, |share| share / row.customer_share);
        !row.value.is_empty() && report.rows.len() > 1 && ratio >= MIN_RATIO
    });
    let row = candidates.max_by(|a, b| a.revenue.total_cmp(&b.revenue));
    row.and_then(|row| {
        let values = [
            Value::Name(row.value.clone()),
            Value::Share(row.customer_share, 0),
            Value::Share(row.revenue_share?, 0),
            Value::Money(row.average_order?),
        ];
        let clause =
            Clause::CustomerValue { dimension: report.dimension.clone(), values: vec![row.value.clone()] };
        Some(Finding::new(&FEW_LARGE, values, row.revenue, Some(clause)))
    })
    .into_iter()
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{day, line, profile, select};
    use crate::analysis::sample_shop::Shop;

    #[test]
    fn words_of_three_languages_tell_kinds() {
        use CustomerKind::{Business, Channel, Consumer, Other};
        for (text, kind) in [
            ("consumer", Consumer),
            ("消費者", Consumer),
            ("Corporate", Business),
            ("企業客戶", Business),
            ("channel", Channel),
            ("經銷商", Channel),
            ("Retailer", Channel),
            ("", Other),
            ("VIP", Other),
        ] {
            assert_eq!(CustomerKind::of(text), kind, "{text}");
        }
    }

    #[test]
    fn kinds_partition_the_customers_and_their_revenue() {
        let mut shop = Shop::default();
        let mut kinds = Vec::new();
        for (id, kind, amounts) in [
            ("1", "consumer", &[("2023-03-01", 10), ("2024-03-01", 10), ("2024-03-11", 10)][..]),
            ("2", "consumer", &[("2023-05-01", 20)]),
            ("3", "business", &[("2023-05-01", 100), ("2024-05-01", 300)]),
            ("4", "", &[("2024-05-01", 0)]),
        ] {
            shop.ids.push(id.to_owned());
            kinds.push(kind.to_owned());
            shop.lines.extend(amounts.iter().map(|(date, amount)| line(id, date, *amount)));
        }
        shop.lines.push(line("5", "2022-12-31", 50));
        shop.values = vec![("type", Some(DimensionRole::CustomerKind), kinds)];
        let dataset = shop.dataset();
        let profile = profile(&dataset, day("2024-12-31"));
        let all = select(&dataset, &profile, &[]);
        let report = report(&dataset, &profile, &all);
        assert_eq!(report.rows.iter().map(|row| row.n_customers).sum::<u64>(), 5);
        assert!((report.rows.iter().map(|row| row.revenue).sum::<f64>() - 500.0).abs() < 1e-9);
        let of = |value: &str| report.rows.iter().find(|row| row.value == value).unwrap();
        let (business, consumer) = (of("business"), of("consumer"));
        assert_eq!(
            (business.average_order, business.hhi, business.revenue_share),
            (Some(200.0), Some(1.0), Some(0.8))
        );
        assert_eq!(consumer.kept.map(|kept| (kept.hits, kept.n)), Some((1, 2)));
        // Gaps of 366 and 10 days; the median of one customer.
        assert_eq!((consumer.median_gap_days, consumer.orders_per_customer), (Some(188.0), 2.0));
        assert_eq!(of("").kept, None);
        assert_eq!(report.findings[0].parameter("kind"), Some(&Value::Name("business".to_owned())));
    }

    #[test]
    fn without_kinds_it_is_refused() {
        let shop = Shop { lines: vec![line("A", "2024-01-01", 1)], ..Shop::default() };
        let dataset = shop.dataset();
        let profile = profile(&dataset, day("2024-12-31"));
        let all = select(&dataset, &profile, &[]);
        assert_eq!(report(&dataset, &profile, &all).refused, Some(Refused::needs(Needs::Attributes)));
    }
}
