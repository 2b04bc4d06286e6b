//! The facts behind an offer, by group: discount, channel, category and price that the group really buys at.
//!
//! In:   a selection of a data set; discounts, channels and categories where there are any.
//! Out:  an [`OfferReport`]: the four levers of an offer, for each group.
//! Cost: one pass over the selected lines.

use crate::analysis::Profile;
use crate::analysis::Refused;
use crate::analysis::development::grouping::{Group, Grouping, Groups};
use crate::analysis::development::items::is_purchase;
use crate::analysis::selection::Selection;
use crate::data::{Dataset, Dimension, DimensionRole};
use crate::metric::{Additivity, Metric, Needs, Unit};
use crate::stats::proportion::{Interval, wilson};
use serde::{Deserialize, Serialize};

/// Orders that a group needs.
pub const MIN_ORDERS: u64 = 30;

/// The value most frequent among a group's purchases.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TopValue {
    /// The value.
    pub value: String,
    /// Its share of the group's purchases that have one.
    pub share: f64,
    /// Its share of all.
    pub share_of_all: f64,
}

/// The levers of a group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OfferRow {
    /// Which; `None` for all selected customers together.
    pub group: Option<Group>,
    /// Customers with a purchase.
    pub n_customers: u64,
    /// Orders with a purchase.
    pub n_orders: u64,
    /// Share of the orders with a discounted purchase; `None` where discounts are not known.
    pub discounted_share: Option<f64>,
    /// Its interval, at 95 %.
    pub discounted_interval: Option<Interval>,
    /// The channel of most purchases.
    pub channel: Option<TopValue>,
    /// The category of most purchases.
    pub category: Option<TopValue>,
    /// Order values a quarter, half and three quarters of the way up.
    pub order_value_quartiles: [f64; 3],
}

/// Facts behind offers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OfferReport {
    /// All first, then groups with at least [`MIN_ORDERS`] orders, most first.
    pub rows: Vec<OfferRow>,
    /// Orders of groups that are too small.
    pub n_orders_left_out: u64,
}

/// What is counted of a group.
#[derive(Debug, Clone, Default)]
struct Sums {
    n_customers: u64,
    n_discounted: u64,
    channels: Vec<u64>,
    categories: Vec<u64>,
    values: Vec<i64>,
}

impl Sums {
    fn merge(&mut self, other: &Self) {
        let add = |own: &mut Vec<u64>, other: &[u64]| {
            own.resize(own.len().max(other.len()), 0);
            for (own, other) in own.iter_mut().zip(other) {
                *own += other;
            }
        };
        self.n_customers += other.n_customers;
        self.n_discounted += other.n_discounted;
        add(&mut self.channels, &other.channels);
        add(&mut self.categories, &other.categories);
        self.values.extend(&other.values);
    }
}

/// What the selected customers buy at, by group.
///
/// # Errors
/// [`Refused`] without amounts, with fewer than [`MIN_ORDERS`] orders, or without the column of the groups.
pub fn report(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    grouping: &Grouping,
) -> Result<OfferReport, Refused> {
    if !dataset.has_amounts() {
        return Err(Refused::needs(Needs::Amount));
    }
    let groups = Groups::new(dataset, profile, grouping)?;
    let [channel, category, discounted] =
        [DimensionRole::Channel, DimensionRole::Category, DimensionRole::Discounted]
            .map(|role| dataset.dimension(role));
    let is_discount: Vec<bool> = discounted.map_or_else(Vec::new, |dimension| {
        dimension.values.iter().map(|value| Dimension::says_yes(value)).collect()
    });
    let n_values = |dimension: Option<&Dimension>| dimension.map_or(0, |dimension| dimension.values.len());
    let empty = Sums {
        channels: vec![0; n_values(channel)],
        categories: vec![0; n_values(category)],
        ..Sums::default()
    };
    let mut sums = vec![empty; groups.len() + 1];
    for customer in selection.customers.iter() {
        let sums = &mut sums[groups.of(customer).unwrap_or(groups.len())];
        let n_before = sums.values.len();
        for order in dataset.orders_of(customer) {
            let (mut value, mut is_bought, mut has_discount) = (0_i64, false, false);
            for line in dataset.lines_of(order) {
                if !selection.has_line(line) || !is_purchase(dataset, line) {
                    continue;
                }
                is_bought = true;
                value = value.saturating_add(dataset.amounts()[line]);
                has_discount |=
                    discounted.is_some_and(|dimension| is_discount[usize::from(dimension.codes[line])]);
                if let Some(dimension) = channel {
                    sums.channels[usize::from(dimension.codes[line])] += 1;
                }
                if let Some(dimension) = category {
                    sums.categories[usize::from(dimension.codes[line])] += 1;
                }
            }
            if is_bought {
                sums.values.push(value);
                sums.n_discounted += u64::from(has_discount);
            }
        }
        sums.n_customers += u64::from(sums.values.len() > n_before);
    }
    let mut all = Sums::default();
    for sums in &sums {
        all.merge(sums);
    }
    let n_orders = all.values.len() as u64;
    if n_orders < MIN_ORDERS {
        return Err(Refused::TooFewOrders { have: n_orders, need: MIN_ORDERS });
    }
    let size = |group: usize| sums[group].values.len() as u64;
    let mut listed: Vec<usize> = (0..groups.len()).filter(|&group| size(group) >= MIN_ORDERS).collect();
    listed.sort_by_key(|&group| (std::cmp::Reverse(size(group)), group));
    let row = |group: Option<Group>, own: &Sums| {
        let n = own.values.len() as u64;
        let mut values = own.values.clone();
        values.sort_unstable();
        let quartile = |share: f64| {
            let place = share * (values.len() - 1) as f64;
            let (low, part) = (place.floor() as usize, place.fract());
            let (a, b) = (values[low] as f64, values[(low + 1).min(values.len() - 1)] as f64);
            (a + (b - a) * part) / 10_f64.powi(i32::from(dataset.money_scale()))
        };
        OfferRow {
            group,
            n_customers: own.n_customers,
            n_orders: n,
            discounted_share: discounted.map(|_| own.n_discounted as f64 / n as f64),
            discounted_interval: discounted.map(|_| wilson(own.n_discounted, n, 0.95)),
            channel: channel.and_then(|dimension| top(dimension, &own.channels, &all.channels)),
            category: category.and_then(|dimension| top(dimension, &own.categories, &all.categories)),
            order_value_quartiles: [quartile(0.25), quartile(0.5), quartile(0.75)],
        }
    };
    let mut rows = vec![row(None, &all)];
    rows.extend(listed.iter().map(|&group| row(Some(groups.group(group)), &sums[group])));
    let n_listed: u64 = listed.iter().map(|&group| size(group)).sum();
    Ok(OfferReport { rows, n_orders_left_out: n_orders - n_listed })
}

fn top(dimension: &Dimension, own: &[u64], all: &[u64]) -> Option<TopValue> {
    let named = || (0..own.len()).filter(|&code| !dimension.values[code].is_empty());
    let sum = |counts: &[u64]| named().map(|code| counts[code]).sum::<u64>().max(1) as f64;
    let code = named().max_by_key(|&code| (own[code], std::cmp::Reverse(code)))?;
    (own[code] > 0).then(|| TopValue {
        value: dimension.values[code].clone(),
        share: own[code] as f64 / sum(own),
        share_of_all: all[code] as f64 / sum(all),
    })
}

const WORKED: &str = "analysis::campaign::offers::tests::levers_are_those_worked_by_hand";

pub(crate) const METRICS: &[Metric] = &[
    Metric {
        id: "discounted-order-share",
        formula: "orders with a discounted purchase / orders with a purchase",
        unit: Unit::Share,
        additivity: Additivity::RatioOfSums,
        needs: &[Needs::Discount],
        source: "definition; interval of Wilson 1927",
        limits: "Needs 30 orders of the group.",
        test: "it::analysis::campaign::discounts_of_lantern_are_counted_anew",
    },
    Metric {
        id: "order-value-quartiles",
        formula: "quantiles of the order values at 1/4, 1/2, 3/4",
        unit: Unit::Money,
        additivity: Additivity::NotAdditive,
        needs: &[Needs::Amount],
        source: "Hyndman & Fan 1996, definition 7",
        limits: "Needs 30 orders of the group. Purchases only: returns do not lower an order.",
        test: WORKED,
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{Line, dataset, day, line, profile, select};

    #[test]
    fn levers_are_those_worked_by_hand() {
        // 41 orders worth 0 to 40 of tea, but 10 to 20 of beans; what is worth nothing is no purchase.
        let mut lines: Vec<Line> = (0..=40)
            .map(|idx| {
                let category = if (10..=20).contains(&idx) { "beans" } else { "tea" };
                Line { category, ..line(&format!("C{idx}"), "2024-12-15", idx) }
            })
            .collect();
        lines.push(Line { order: "C40/2024-12-15".to_owned(), ..line("C40", "2024-12-15", -7) });
        let dataset = dataset(&lines, &[]);
        let profile = profile(&dataset, day("2024-12-31"));
        let all = select(&dataset, &profile, &[]);
        let report = report(&dataset, &profile, &all, &Grouping::Segments).unwrap();
        assert_eq!((report.rows.len(), report.n_orders_left_out), (2, 0));
        let row = &report.rows[1];
        assert_eq!((row.n_customers, row.n_orders), (40, 40));
        assert_eq!(row.order_value_quartiles, [10.75, 20.5, 30.25]);
        let category = row.category.as_ref().unwrap();
        assert_eq!((category.value.as_str(), category.share), ("tea", 29.0 / 40.0));
        assert_eq!((row.channel.is_none(), row.discounted_share), (true, None));
    }
}
