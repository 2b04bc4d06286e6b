//! Scorecards of those who sell on.
//!
//! In:   customers whose kind is a channel; what they sold on, where that is known.
//! Out:  a [`DealerReport`], a row a dealer, each with a clause that selects its rows and nobody else's.
//! Cost: one pass over the lines of dealers and a sort of them.

use super::kinds::{CustomerKind, column, kind_of_values};
use super::rollup::hhi;
use crate::analysis::finding::{Finding, Kind, Template, Value};
use crate::analysis::selection::Selection;
use crate::analysis::{Profile, Refused};
use crate::data::{Dataset, Dimension, DimensionRole, Money};
use crate::metric::Needs;
use crate::query::Clause;
use serde::{Deserialize, Serialize};

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealerOptions {
    /// Days of a period; growth is against the one before.
    pub period_days: i32,
    /// Rows of the list.
    pub limit: usize,
}

impl Default for DealerOptions {
    fn default() -> Self {
        Self { period_days: 365, limit: 50 }
    }
}

/// What dealers sold on in the period, one entry a report of theirs.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SellThrough {
    /// Which dealer, as an index of customers; `None` for one nobody knows.
    pub customers: Vec<Option<u32>>,
    /// What they sold, at the prices they paid, in minor units.
    pub amounts: Vec<Money>,
}

/// One dealer in the period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DealerRow {
    /// Id of the customer.
    pub id: String,
    /// Name, or the id where there is none.
    pub name: String,
    /// What was sold to the dealer.
    pub sell_in: f64,
    /// In the period before.
    pub sell_in_before: f64,
    /// Change against the period before; `None` where that has nothing to grow from or is not in the data.
    pub growth: Option<f64>,
    /// Share of the sell-in of all dealers; `None` where that is not positive.
    pub channel_share: Option<f64>,
    /// Orders.
    pub n_orders: u64,
    /// Calendar months with an order.
    pub n_months: u64,
    /// Different products (categories, where no product is known) bought, of all that dealers bought.
    pub breadth: Option<f64>,
    /// Returned of what was sold to the dealer, by value: lines below zero over those above.
    pub return_share: Option<f64>,
    /// What the dealer sold on over what was sold to it; above 1 the stock falls. `None` where nobody told.
    pub sell_through: Option<f64>,
    /// Days since the last order.
    pub recency_days: i32,
    /// Selects the rows of this dealer and of nobody else.
    pub clause: Clause,
}

/// Dealers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DealerReport {
    /// Why there is no figure, if there is none.
    pub refused: Option<Refused>,
    /// Dealers with an order by the as-of day.
    pub n_dealers: u64,
    /// Of them with one in the period.
    pub n_active: u64,
    /// Sold to all of them in the period.
    pub sell_in: f64,
    /// In the period before.
    pub sell_in_before: f64,
    /// Sum of squared shares of dealers in the sell-in, 0..=1.
    pub hhi: Option<f64>,
    /// Dealers by sell-in of the period.
    pub rows: Vec<DealerRow>,
    /// Sold to all further dealers in the period.
    pub other_sell_in: f64,
    /// What stands out.
    pub findings: Vec<Finding>,
}

/// A dealer buys much less than the period before.
const FALLING: Template = Template {
    id: "dealer-falling",
    parameters: &[("dealer", Kind::Name), ("fall", Kind::Share), ("money", Kind::Money)],
    action: "visit-dealer",
};

/// Templates of this report.
pub(crate) const FINDINGS: &[Template] = &[FALLING];

/// Products of a dealer that may be listed before they are sorted out: twice as many as there can be codes.
const MAX_UNSORTED: usize = 2 * 65_536;
/// Fall from which a dealer is worth a sentence.
const MIN_FALL: f64 = 0.2;

#[derive(Debug, Clone, Default)]
struct Tally {
    now: i128,
    before: i128,
    sold: i128,
    returned: i128,
    n_orders: u64,
    months: Vec<i32>,
    goods: Vec<u16>,
}

/// Dealers among the selected customers. `sold_on` is what they sold in the same period.
#[must_use]
pub fn report(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    sold_on: Option<&SellThrough>,
    options: &DealerOptions,
) -> DealerReport {
    let mut report = DealerReport {
        refused: None,
        n_dealers: 0,
        n_active: 0,
        sell_in: 0.0,
        sell_in_before: 0.0,
        hhi: None,
        rows: Vec::new(),
        other_sell_in: 0.0,
        findings: Vec::new(),
    };
    let Some(column) = column(dataset) else {
        report.refused = Some(Refused::needs(Needs::Attributes));
        return report;
    };
    if sold_on.is_some_and(|sold| sold.customers.len() != sold.amounts.len()) {
        report.refused = Some(Refused::BadSetting { setting: "sell-through".to_owned() });
        return report;
    }
    let kinds = kind_of_values(column);
    let dealers: Vec<usize> = selection
        .customers
        .iter()
        .filter(|&customer| kinds[usize::from(column.codes[customer])] == CustomerKind::Channel)
        .collect();
    report.n_dealers = dealers.len() as u64;
    if dealers.is_empty() {
        report.refused = Some(Refused::TooFewCustomers { have: 0, need: 1 });
        return report;
    }
    let goods =
        dataset.dimension(DimensionRole::Product).or_else(|| dataset.dimension(DimensionRole::Category));
    let mut ranked: Vec<(usize, Tally)> = dealers
        .iter()
        .map(|&customer| (customer, tally(dataset, profile, selection, goods, customer, options)))
        .collect();
    ranked.sort_by_key(|(customer, tally)| (std::cmp::Reverse(tally.now), *customer));
    let all: i128 = ranked.iter().map(|(_, tally)| tally.now).sum();
    let mut all_goods: Vec<u16> = ranked.iter().flat_map(|(_, tally)| tally.goods.iter().copied()).collect();
    all_goods.sort_unstable();
    all_goods.dedup();
    // Growth needs a whole period before within the data.
    let has_before =
        profile.facts.as_of.since(dataset.observed().first) >= options.period_days.saturating_mul(2) - 1;
    let whole = Whole { all, n_goods: goods.map(|_| all_goods.len()), has_before };
    report.n_active = ranked.iter().filter(|(_, tally)| tally.n_orders > 0).count() as u64;
    report.sell_in = dataset.major(all);
    report.sell_in_before = dataset.major(ranked.iter().map(|(_, tally)| tally.before).sum());
    report.hhi = hhi(&ranked.iter().map(|(_, tally)| tally.now).collect::<Vec<_>>());
    let (listed, others) = ranked.split_at(options.limit.min(ranked.len()));
    report.other_sell_in = dataset.major(others.iter().map(|(_, tally)| tally.now).sum());
    report.rows = listed
        .iter()
        .map(|(customer, tally)| row(dataset, profile, *customer, tally, &whole, sold_on))
        .collect();
    report.findings = findings(&report.rows);
    report
}

/// What all dealers together have.
struct Whole {
    all: i128,
    n_goods: Option<usize>,
    has_before: bool,
}

fn tally(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    goods: Option<&Dimension>,
    customer: usize,
    options: &DealerOptions,
) -> Tally {
    let mut tally = Tally::default();
    for order in dataset.orders_of(customer) {
        let mut is_now = false;
        for line in dataset.lines_of(order).filter(|&line| selection.has_line(line)) {
            let (amount, day) = (i128::from(dataset.amounts()[line]), dataset.days()[line]);
            let age = profile.facts.as_of.since(day);
            if (0..options.period_days).contains(&age) {
                is_now = true;
                tally.now += amount;
                if amount < 0 {
                    tally.returned -= amount;
                } else {
                    tally.sold += amount;
                }
                tally.months.push(day.month().0);
                tally.goods.extend(goods.map(|goods| goods.codes[line]));
            } else if (options.period_days..options.period_days.saturating_mul(2)).contains(&age) {
                tally.before += amount;
            }
        }
        tally.n_orders += u64::from(is_now);
        // Kept short while they grow: a dealer may have thousands of orders.
        tally.months.dedup();
        if tally.goods.len() > MAX_UNSORTED {
            tally.goods.sort_unstable();
            tally.goods.dedup();
        }
    }
    tally.goods.sort_unstable();
    tally.goods.dedup();
    tally.months.sort_unstable();
    tally.months.dedup();
    tally
}

fn row(
    dataset: &Dataset,
    profile: &Profile,
    customer: usize,
    tally: &Tally,
    whole: &Whole,
    sold_on: Option<&SellThrough>,
) -> DealerRow {
    let customers = dataset.customers();
    let id = customers.ids.get(customer).to_owned();
    let sold: Option<i128> = sold_on.and_then(|sold| {
        let own = sold.customers.iter().zip(&sold.amounts);
        let own = own.filter(|(dealer, _)| dealer.is_some_and(|dealer| dealer as usize == customer));
        own.map(|(_, &amount)| i128::from(amount)).reduce(|sum, amount| sum + amount)
    });
    let over = |part: i128, all: i128| (all > 0).then(|| part as f64 / all as f64);
    DealerRow {
        name: customers.label(customer).to_owned(),
        sell_in: dataset.major(tally.now),
        sell_in_before: dataset.major(tally.before),
        growth: over(tally.now - tally.before, tally.before).filter(|_| whole.has_before),
        channel_share: over(tally.now, whole.all),
        n_orders: tally.n_orders,
        n_months: tally.months.len() as u64,
        breadth: whole.n_goods.filter(|&n| n > 0).map(|n| tally.goods.len() as f64 / n as f64),
        return_share: over(tally.returned, tally.sold),
        sell_through: sold.and_then(|sold| over(sold, tally.now)),
        recency_days: profile.facts.recency_days(customer),
        clause: Clause::CustomerIds(vec![id.clone()]),
        id,
    }
}

/// The dealer whose fall costs most.
fn findings(rows: &[DealerRow]) -> Vec<Finding> {
    let falling = rows.iter().filter(|row| row.growth.is_some_and(|growth| growth <= -MIN_FALL));
    let lost = |row: &DealerRow| row.sell_in_before - row.sell_in;
    falling
        .max_by(|a, b| lost(a).total_cmp(&lost(b)))
        .and_then(|row| {
            let values =
                [Value::Name(row.name.clone()), Value::Share(-row.growth?, 0), Value::Money(lost(row))];
            Some(Finding::new(&FALLING, values, lost(row), Some(row.clause.clone())))
        })
        .into_iter()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{Line, day, line, profile, select};
    use crate::analysis::sample_shop::Shop;

    fn shop() -> Shop {
        let mut shop = Shop::default();
        let mut goods = Vec::new();
        for (id, date, amount, product) in [
            ("D1", "2023-02-01", 1_000, "tea"),
            ("D1", "2024-02-01", 300, "tea"),
            ("D1", "2024-02-10", -60, "tea"),
            ("D1", "2024-06-10", 300, "beans"),
            ("D2", "2024-03-01", 460, "cups"),
            ("D2", "2024-03-02", 0, "tea"),
            ("X", "2022-12-01", 5_000, "mugs"),
        ] {
            shop.lines.push(Line { order: format!("{id}{date}"), ..line(id, date, amount) });
            goods.push(product.to_owned());
        }
        shop.line_values = vec![("product", Some(DimensionRole::Product), goods)];
        shop.ids = ["D1", "D2", "X"].map(str::to_owned).to_vec();
        let kinds = ["dealer", "經銷商", "consumer"].map(str::to_owned).to_vec();
        shop.values = vec![("kind", Some(DimensionRole::CustomerKind), kinds)];
        shop
    }

    fn run(shop: &Shop, sold_on: Option<&SellThrough>, limit: usize) -> DealerReport {
        let dataset = shop.dataset();
        let profile = profile(&dataset, day("2024-12-31"));
        let all = select(&dataset, &profile, &[]);
        report(&dataset, &profile, &all, sold_on, &DealerOptions { limit, ..DealerOptions::default() })
    }

    #[test]
    fn a_scorecard_holds_what_was_sold_in_and_on() {
        let sold = SellThrough { customers: vec![Some(0), Some(0), None], amounts: vec![100, 170, 9_999] };
        let report = run(&shop(), Some(&sold), 50);
        assert_eq!((report.n_dealers, report.n_active, report.sell_in), (2, 2, 1_000.0));
        let d1 = &report.rows[0];
        assert_eq!((d1.id.as_str(), d1.sell_in, d1.sell_in_before), ("D1", 540.0, 1_000.0));
        assert!((d1.growth.unwrap() + 0.46).abs() < 1e-12 && d1.channel_share == Some(0.54));
        assert_eq!((d1.n_orders, d1.n_months, d1.breadth), (3, 2, Some(2.0 / 3.0)));
        assert_eq!((d1.return_share, d1.sell_through), (Some(0.1), Some(0.5)));
        assert_eq!(d1.clause, Clause::CustomerIds(vec!["D1".to_owned()]));
        let d2 = &report.rows[1];
        assert_eq!((d2.growth, d2.sell_through, d2.recency_days), (None, None, 304));
        assert!((report.findings[0].at_stake - 460.0).abs() < 1e-9);
        assert!((report.hhi.unwrap() - (0.54_f64.powi(2) + 0.46_f64.powi(2))).abs() < 1e-12);
    }

    #[test]
    fn rows_left_out_are_summed_and_nobody_is_refused() {
        let report = run(&shop(), None, 1);
        assert_eq!((report.rows.len(), report.other_sell_in), (1, 460.0));
        let mut none = shop();
        none.values[0].2 = vec!["consumer".to_owned(); 3];
        assert_eq!(run(&none, None, 9).refused, Some(Refused::TooFewCustomers { have: 0, need: 1 }));
        let bad = SellThrough { customers: vec![None], amounts: Vec::new() };
        assert!(matches!(run(&shop(), Some(&bad), 9).refused, Some(Refused::BadSetting { .. })));
    }
}
