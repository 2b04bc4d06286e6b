//! The exact bridge of revenue from one period to another.
//!
//! A customer with an order in the period before and none now is lost, one with an order now and none before is
//! reactivated where an order lies before both periods, and new otherwise. The change of a customer with orders in both
//! is split into frequency and price/mix by the logarithmic mean, which leaves no remainder; where a return makes the
//! revenue of a period zero or negative and logarithms fail, by the average of both orders of change. Parts are rounded
//! to the smallest unit of money customer by customer, price/mix taking the rest, so that sums are exact whatever
//! customers are cut by.

use super::{BY_FREQUENCY, BY_LOST, BY_NEW, BY_PRICE, BY_REACTIVATED, Periods};
use crate::analysis::day_table::day_runs;
use crate::analysis::finding::{Finding, Value};
use crate::analysis::selection::Selection;
use crate::analysis::{Profile, Refused};
use crate::data::{Dataset, Day, Dimension};
use crate::metric::Needs;
use serde::{Deserialize, Serialize};

/// What the bridge is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct BridgeOptions {
    /// The periods.
    pub periods: Periods,
    /// Header of a column of customers or of lines to cut by.
    pub dimension: Option<String>,
    /// Values at most; the rest is one row.
    pub max_rows: u16,
}

impl BridgeOptions {
    /// The bridge between two periods, not cut.
    #[must_use]
    pub fn new(periods: Periods) -> Self {
        Self { periods, dimension: None, max_rows: 12 }
    }
}

/// A bridge: `before` and all parts make `now`, to the smallest unit of money.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Bridge {
    /// Revenue of the period before.
    pub before: f64,
    /// Revenue of customers who did not order any more; not above 0 unless they had returned more than bought.
    pub lost: f64,
    /// Revenue of customers who never ordered before.
    pub new: f64,
    /// Revenue of customers who had not ordered in the period before, but earlier.
    pub reactivated: f64,
    /// Kept customers: values they stopped buying. 0 where nothing or customers are cut.
    pub dropped: f64,
    /// Kept customers: values they began to buy. 0 where nothing or customers are cut.
    pub added: f64,
    /// Kept customers: more or fewer orders.
    pub frequency: f64,
    /// Kept customers: larger or smaller orders.
    pub price_mix: f64,
    /// Revenue of the period now.
    pub now: f64,
}

/// The bridge of a value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BridgeRow {
    /// The value; empty where unknown, `None` for the rest.
    pub value: Option<String>,
    /// Its bridge.
    pub bridge: Bridge,
}

/// The bridge from one period to another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BridgeReport {
    /// Why there is no figure, if there is none.
    pub refused: Option<Refused>,
    /// The periods.
    pub periods: Periods,
    /// Whether they are of equal length.
    pub are_alike: bool,
    /// Everything.
    pub total: Bridge,
    /// Customers lost, new, reactivated and kept.
    pub n_customers: [u64; 4],
    /// By value, the largest change first, the rest last. Where lines are cut, frequency counts lines, not orders, as an
    /// order may hold several values.
    pub rows: Vec<BridgeRow>,
    /// What stands out.
    pub findings: Vec<Finding>,
}

/// Parts in minor units: before, lost, new, reactivated, dropped, added, frequency, price/mix, now.
#[derive(Debug, Clone, Copy, Default)]
struct Parts([i128; 9]);

const BEFORE: usize = 0;
const LOST: usize = 1;
const NEW: usize = 2;
const REACTIVATED: usize = 3;
const DROPPED: usize = 4;
const ADDED: usize = 5;
const FREQUENCY: usize = 6;
const PRICE_MIX: usize = 7;
const NOW: usize = 8;

impl Parts {
    fn add(&mut self, other: &Self) {
        for (sum, part) in self.0.iter_mut().zip(other.0) {
            *sum += part;
        }
    }

    fn major(&self, dataset: &Dataset) -> Bridge {
        let part = |idx: usize| dataset.major(self.0[idx]);
        Bridge {
            before: part(BEFORE),
            lost: part(LOST),
            new: part(NEW),
            reactivated: part(REACTIVATED),
            dropped: part(DROPPED),
            added: part(ADDED),
            frequency: part(FREQUENCY),
            price_mix: part(PRICE_MIX),
            now: part(NOW),
        }
    }
}

/// Revenue and orders of a customer in both periods.
#[derive(Debug, Clone, Copy, Default)]
struct Sides {
    revenue: [i128; 2],
    n_orders: [u32; 2],
}

/// Part of the change of a kept customer that more or fewer orders explain, in minor units.
///
/// # Source
/// Logarithmic mean: Ang (2004), Energy Policy 32, 1131-1139, equation 7. Average of both orders of change: Shapley
/// (1953), for two factors Marshall-Edgeworth.
fn frequency_part(sides: &Sides) -> i128 {
    let [before, now] = sides.revenue.map(|sum| sum as f64);
    let [n_before, n_now] = sides.n_orders.map(f64::from);
    let part = if before > 0.0 && now > 0.0 {
        log_mean(before, now) * (libm::log(n_now) - libm::log(n_before))
    } else {
        (n_now - n_before) * f64::midpoint(before / n_before, now / n_now)
    };
    part.round() as i128
}

/// The logarithmic mean of two positive numbers, the same whichever comes first.
fn log_mean(a: f64, b: f64) -> f64 {
    let (low, high) = (a.min(b), a.max(b));
    let ln = libm::log(high) - libm::log(low);
    // Close numbers lose all digits in the quotient; the series does not.
    if ln < 1e-6 { f64::midpoint(low, high) * (1.0 - ln * ln / 12.0) } else { (high - low) / ln }
}

/// What kind of change a customer makes.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Lost,
    New,
    Reactivated,
    Kept,
}

fn parts(kind: Kind, sides: &Sides) -> Parts {
    let [before, now] = sides.revenue;
    let mut parts = Parts::default();
    parts.0[BEFORE] = before;
    parts.0[NOW] = now;
    match kind {
        Kind::Lost => parts.0[LOST] = -before,
        Kind::New => parts.0[NEW] = now,
        Kind::Reactivated => parts.0[REACTIVATED] = now,
        Kind::Kept => match sides.n_orders {
            // A value of lines that was bought in one of the periods alone.
            [_, 0] => parts.0[DROPPED] = -before,
            [0, _] => parts.0[ADDED] = now,
            _ => {
                parts.0[FREQUENCY] = frequency_part(sides);
                parts.0[PRICE_MIX] = now - before - parts.0[FREQUENCY];
            }
        },
    }
    parts
}

/// Which rows a bridge is cut into.
enum Cut<'a> {
    None,
    Customers(&'a Dimension),
    Lines(&'a Dimension),
}

fn cut<'a>(dataset: &'a Dataset, options: &BridgeOptions) -> Result<Cut<'a>, Refused> {
    let Some(name) = options.dimension.as_deref() else { return Ok(Cut::None) };
    let find = |dimensions: &'a [Dimension]| dimensions.iter().find(|dimension| dimension.name == name);
    find(&dataset.customers().dimensions)
        .map(Cut::Customers)
        .or_else(|| find(dataset.dimensions()).map(Cut::Lines))
        .ok_or_else(|| Refused::NeedsColumn { column: name.to_owned() })
}

/// The bridge of the selected customers and lines.
#[must_use]
pub fn bridge(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    options: &BridgeOptions,
) -> BridgeReport {
    let periods = options.periods;
    let as_of = profile.facts.as_of;
    let begins = periods.before.first.min(periods.now.first);
    let (cut, mut refused) = match cut(dataset, options) {
        Ok(cut) => (cut, None),
        Err(refused) => (Cut::None, Some(refused)),
    };
    if periods.overlap() {
        refused = Some(Refused::BadSetting { setting: "periods".to_owned() });
    } else if !dataset.has_amounts() {
        refused = Some(Refused::needs(Needs::Amount));
    }
    let n_values = match cut {
        Cut::None => 0,
        Cut::Customers(dimension) | Cut::Lines(dimension) => dimension.values.len(),
    };
    let mut by_value = vec![Parts::default(); n_values];
    let mut total = Parts::default();
    let mut n_customers = [0_u64; 4];
    // Sides of the present customer by value, and the values touched.
    let mut sides_of = vec![Sides::default(); n_values];
    let mut touched: Vec<usize> = Vec::new();
    let customers = selection.customers.iter().filter(|_| refused.is_none());
    for customer in customers {
        let mut sides = Sides::default();
        for order in dataset.orders_of(customer) {
            // An order counts once in each period, and once for each value in it.
            let mut is_counted = [false; 2];
            for (day, lines) in day_runs(dataset, order) {
                let Some(side) = periods.place(day).filter(|_| day <= as_of) else { continue };
                let Some(revenue) = selection.sum(dataset.amounts(), lines.clone()) else { continue };
                sides.revenue[side] += revenue;
                sides.n_orders[side] += u32::from(!is_counted[side]);
                is_counted[side] = true;
                if let Cut::Lines(dimension) = cut {
                    for line in lines.filter(|&line| selection.has_line(line)) {
                        let code = usize::from(dimension.codes[line]);
                        let own = &mut sides_of[code];
                        if own.n_orders == [0, 0] {
                            touched.push(code);
                        }
                        own.revenue[side] += i128::from(dataset.amounts()[line]);
                        own.n_orders[side] += 1;
                    }
                }
            }
        }
        let kind = match sides.n_orders {
            [0, 0] => continue,
            [_, 0] => Kind::Lost,
            [0, _] if has_ordered_before(dataset, profile, customer, begins) => Kind::Reactivated,
            [0, _] => Kind::New,
            _ => Kind::Kept,
        };
        n_customers[match kind {
            Kind::Lost => 0,
            Kind::New => 1,
            Kind::Reactivated => 2,
            Kind::Kept => 3,
        }] += 1;
        let whole = parts(kind, &sides);
        match cut {
            Cut::Customers(dimension) => by_value[usize::from(dimension.codes[customer])].add(&whole),
            Cut::Lines(_) => {
                for code in touched.drain(..) {
                    by_value[code].add(&parts(kind, &std::mem::take(&mut sides_of[code])));
                }
            }
            Cut::None => {}
        }
        total.add(&whole);
    }
    let rows = match cut {
        Cut::Customers(dimension) | Cut::Lines(dimension) => {
            rows(dataset, &by_value, dimension, usize::from(options.max_rows))
        }
        Cut::None => Vec::new(),
    };
    if refused.is_none() && n_customers.iter().sum::<u64>() == 0 {
        refused = Some(Refused::TooFewCustomers { have: 0, need: 1 });
    }
    let total = total.major(dataset);
    BridgeReport {
        findings: if refused.is_none() { finding(&total).into_iter().collect() } else { Vec::new() },
        refused,
        periods,
        are_alike: periods.are_alike(),
        total,
        n_customers,
        rows,
    }
}

/// Whether the customer ordered, or was one, before the first of the days.
fn has_ordered_before(dataset: &Dataset, profile: &Profile, customer: usize, begins: Day) -> bool {
    let first = dataset.order_days()[dataset.orders_of(customer)].first().copied();
    // Who signed up before the data begins ordered before it, as far as anybody can tell.
    first.is_some_and(|first| first < begins)
        || profile.facts.birth_day(customer) < dataset.observed().first.month().first_day()
}

fn rows(dataset: &Dataset, by_value: &[Parts], dimension: &Dimension, max_rows: usize) -> Vec<BridgeRow> {
    let mut ranked: Vec<usize> =
        (0..by_value.len()).filter(|&code| by_value[code].0.iter().any(|&part| part != 0)).collect();
    ranked.sort_by_key(|&code| {
        let parts = by_value[code].0;
        (std::cmp::Reverse((parts[NOW] - parts[BEFORE]).abs()), code)
    });
    let (shown, rest) = ranked.split_at(ranked.len().min(max_rows));
    let row = |&code: &usize| BridgeRow {
        value: Some(dimension.values[code].clone()),
        bridge: by_value[code].major(dataset),
    };
    let mut rows: Vec<BridgeRow> = shown.iter().map(row).collect();
    if !rest.is_empty() {
        let mut sum = Parts::default();
        rest.iter().for_each(|&code| sum.add(&by_value[code]));
        rows.push(BridgeRow { value: None, bridge: sum.major(dataset) });
    }
    rows
}

/// The part that pulls most in the direction of the change.
fn finding(total: &Bridge) -> Option<Finding> {
    let change = total.now - total.before;
    let parts = [
        (&BY_LOST, total.lost),
        (&BY_NEW, total.new),
        (&BY_REACTIVATED, total.reactivated),
        (&BY_FREQUENCY, total.frequency),
        (&BY_PRICE, total.price_mix),
    ];
    let (template, part) = parts
        .into_iter()
        .filter(|part| part.1 * change > 0.0)
        .max_by(|a, b| a.1.abs().total_cmp(&b.1.abs()))?;
    // How much of revenue before the change is.
    (total.before > 0.0).then(|| {
        let values = [Value::Money(change), Value::Money(part), Value::Share(change / total.before, 1)];
        Finding::new(template, values, change.abs(), None)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{Line, dataset, day, line, profile, select};
    use crate::data::DayRange;

    fn years() -> Periods {
        Periods::new(DayRange::of_year(2022), DayRange::of_year(2023)).unwrap()
    }

    fn report_of(lines: &[Line], dimension: Option<&str>) -> BridgeReport {
        let dataset = dataset(lines, &[]);
        let profile = profile(&dataset, day("2023-12-31"));
        let all = select(&dataset, &profile, &[]);
        let options =
            BridgeOptions { dimension: dimension.map(str::to_owned), ..BridgeOptions::new(years()) };
        bridge(&dataset, &profile, &all, &options)
    }

    #[test]
    fn a_bridge_of_five_customers_by_hand() {
        let lines = [
            line("lost", "2022-05-01", 100),
            line("new", "2023-05-01", 40),
            line("back", "2021-05-01", 9),
            line("back", "2023-05-01", 30),
            // Twice as often, each time for the same.
            line("often", "2022-05-01", 50),
            line("often", "2023-05-01", 50),
            line("often", "2023-06-01", 50),
            // As often, each time for more.
            line("dear", "2022-05-01", 20),
            line("dear", "2023-05-01", 25),
        ];
        let report = report_of(&lines, None);
        let Bridge { before, lost, new, reactivated, frequency, price_mix, now, dropped, added } =
            report.total;
        assert_eq!((before, lost, new, reactivated, now), (170.0, -100.0, 40.0, 30.0, 195.0));
        assert_eq!((frequency, price_mix, dropped, added), (50.0, 5.0, 0.0, 0.0));
        assert_eq!(report.n_customers, [1, 1, 1, 2]);
        assert!(report.are_alike && report.refused.is_none());
        assert_eq!(report.findings[0].template, "change-by-frequency");
    }

    #[test]
    fn ang_2004_splits_a_change_without_remainder() {
        // R 100 to 300, n 2 to 5: L = 200 / ln 3 = 182.0478; times ln 2.5 = 166.8089.
        let sides = Sides { revenue: [10_000, 30_000], n_orders: [2, 5] };
        assert_eq!(frequency_part(&sides), 16_681);
        // Close numbers: the mean of both.
        assert!((log_mean(1e6, 1e6 + 1.0) - 1_000_000.5).abs() < 1e-6);
        assert!((log_mean(3.0, 3.0) - 3.0).abs() < 1e-12);
    }

    #[test]
    fn a_kept_customer_drops_and_adds_categories() {
        let gear = |line: Line| Line { category: "gear", ..line };
        let lines = [
            line("A", "2022-05-01", 100),
            gear(line("A", "2022-06-01", 30)),
            line("A", "2023-05-01", 120),
            Line { category: "beans", ..line("A", "2023-06-01", 10) },
        ];
        let report = report_of(&lines, Some("category"));
        let row =
            |value: &str| report.rows.iter().find(|row| row.value.as_deref() == Some(value)).unwrap().bridge;
        assert_eq!((row("gear").dropped, row("beans").added, row("tea").price_mix), (-30.0, 10.0, 20.0));
        let sum: f64 = report.rows.iter().map(|row| row.bridge.now - row.bridge.before).sum();
        assert_eq!(sum, report.total.now - report.total.before);
        assert!(report_of(&lines, Some("colour")).refused.is_some());
    }

    #[test]
    fn periods_that_overlap_are_refused() {
        let (a, b) = (DayRange::of_year(2022), DayRange::new(day("2022-12-31"), day("2023-05-01")));
        assert!(Periods::new(a, b).is_err());
        let report = report_of(&[line("A", "2020-01-01", 1)], None);
        assert!(matches!(report.refused, Some(Refused::TooFewCustomers { .. })));
    }
}
