//! Who bought A and never B, for the rules that hold best, and what asking them may bring.
//!
//! In:   the rules of a [`BasketReport`], a selection of customers.
//! Out:  a [`CrossSellReport`]: one list a rule, with the take-up that was seen in the past.
//! Cost: one pass over the lines of the selected customers.
//!
//! The take-up is not the confidence of the rule, which is about one basket. It is looked at in the data: of
//! the customers who stood where these stand now, with A and without B at the beginning of the last
//! `horizon_days`, how many bought B in them without being asked. That is what to expect if nothing is done;
//! what an offer adds, only a test with a control group tells. Histories are whole: a filter on lines chooses
//! customers, it does not make anybody forget what was bought.

use super::basket::{BasketReport, PairRule};
use super::items::{ItemLevel, Items};
use crate::analysis::finding::{self, Finding, Kind, Template, Value};
use crate::analysis::selection::Selection;
use crate::analysis::{Profile, Refused};
use crate::data::{Dataset, Day};
use crate::metric::{Additivity, Metric, Needs, Unit};
use crate::query::Clause;
use crate::stats::proportion::{Interval, wilson};
use serde::{Deserialize, Serialize};

/// Customers with A and without B at the beginning of the horizon, at least, for a take-up to be stated.
pub const MIN_EXPOSED: u64 = 30;
/// Customers that a finding's clause names, at most.
const MAX_NAMED: usize = 1_000;

/// How lists are made.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CrossSellOptions {
    /// Rules that get a list, at most; the strongest first.
    pub max_lists: usize,
    /// Customers named in a list, at most; the rest is counted.
    pub max_customers: usize,
    /// Days over which the take-up is observed and expected.
    pub horizon_days: u32,
    /// Confidence of the interval of the take-up.
    pub confidence: f64,
}

impl Default for CrossSellOptions {
    fn default() -> Self {
        Self { max_lists: 12, max_customers: 100, horizon_days: 180, confidence: 0.95 }
    }
}

/// What became of those who had A and not B when the horizon began.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct TakeUp {
    /// Customers who had A and not B.
    pub n_exposed: u64,
    /// Those of them who bought B within the horizon.
    pub n_taken: u64,
    /// Their share.
    pub share: f64,
    /// Its interval.
    pub interval: Interval,
    /// The share of those with neither A nor B who bought B; `None` where there are too few.
    pub share_without_antecedent: Option<f64>,
    /// What those who took it spent on B within the horizon, each.
    pub revenue_per_taker: f64,
}

/// A customer of a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Prospect {
    /// Id.
    pub customer: String,
    /// Last purchase of A.
    pub last_antecedent_day: Day,
    /// Orders with A.
    pub n_antecedent_orders: u32,
}

/// Customers who bought the antecedent of a rule and never its consequent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CrossSellList {
    /// The rule.
    pub rule: PairRule,
    /// Selected customers with A.
    pub n_with_antecedent: u64,
    /// Those of them without B.
    pub n_without_consequent: u64,
    /// What was seen of such customers; `None` where they were fewer than [`MIN_EXPOSED`].
    pub take_up: Option<TakeUp>,
    /// Customers without B, times take-up, times what takers spend: revenue to expect within a horizon.
    pub expected_revenue: Option<f64>,
    /// The same at both ends of the interval of the take-up.
    pub expected_revenue_interval: Option<Interval>,
    /// The customers, latest purchase of A first, then most orders with it; the first of them.
    pub customers: Vec<Prospect>,
}

/// One list a rule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CrossSellReport {
    /// Header of the column of items.
    pub column: String,
    /// Days of the horizon.
    pub horizon_days: u32,
    /// First day of the horizon the take-up was observed in.
    pub observed_from: Day,
    /// By expected revenue, largest first; lists without one last.
    pub lists: Vec<CrossSellList>,
    /// What stands out.
    pub findings: Vec<Finding>,
}

/// Many customers have one half of a pair that goes together, and not the other.
const HAS_A_NOT_B: Template = Template {
    id: "has-a-not-b",
    parameters: &[
        ("count", Kind::Count),
        ("antecedent", Kind::Name),
        ("consequent", Kind::Name),
        ("take-up", Kind::Share),
        ("revenue", Kind::Money),
    ],
    action: "offer-the-other-half",
};

pub(crate) const FINDINGS: &[Template] = &[HAS_A_NOT_B];

/// One direction of a rule as codes, and what is counted for it.
struct Watched {
    antecedent: usize,
    consequent: usize,
    n_with_antecedent: u64,
    without: Vec<(Day, u32, u32)>,
    exposed: [u64; 2],
    taken: [u64; 2],
    revenue: i128,
}

/// What a customer did with one item.
#[derive(Debug, Clone, Copy, Default)]
struct Use {
    n_orders: u32,
    n_orders_before: u32,
    last: Day,
    revenue_since: i128,
}

/// Lists for the strongest rules of `basket`, which must be of `level`.
///
/// # Errors
/// [`Refused`] without the column, or when less than two horizons are covered.
pub fn report(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    (basket, level): (&BasketReport, &ItemLevel),
    options: &CrossSellOptions,
) -> Result<CrossSellReport, Refused> {
    let items = Items::new(dataset, level)?;
    let as_of = profile.facts.as_of;
    let observed_from = as_of.plus(1 - options.horizon_days.max(1).cast_signed());
    let months = |days: i32| u32::try_from(days / 30).unwrap_or(0);
    let need_days = 2 * options.horizon_days.cast_signed();
    let have_days = as_of.since(dataset.observed().first) + 1;
    if have_days < need_days {
        return Err(Refused::TooShort { have_months: months(have_days), need_months: months(need_days) });
    }
    let code_of = |name: &str| (0..items.len()).find(|&item| items.name(item) == name);
    let rules: Vec<&PairRule> = basket.rules.iter().take(options.max_lists).collect();
    let mut watched: Vec<Watched> = Vec::with_capacity(rules.len());
    for rule in &rules {
        let (Some(antecedent), Some(consequent)) = (code_of(&rule.antecedent), code_of(&rule.consequent))
        else {
            return Err(Refused::BadSetting { setting: "rules".to_owned() });
        };
        watched.push(Watched {
            antecedent,
            consequent,
            n_with_antecedent: 0,
            without: Vec::new(),
            exposed: [0; 2],
            taken: [0; 2],
            revenue: 0,
        });
    }
    let mut uses = Uses::new(&items, &watched);
    for customer in selection.customers.iter() {
        uses.read(dataset, customer, as_of, observed_from);
        let is_old = profile.facts.first_day[customer] < observed_from;
        for watched in &mut watched {
            let (a, b) = (uses.of(watched.antecedent), uses.of(watched.consequent));
            watched.n_with_antecedent += u64::from(a.n_orders > 0);
            if a.n_orders > 0 && b.n_orders == 0 {
                watched.without.push((a.last, a.n_orders, u32::try_from(customer).unwrap_or(u32::MAX)));
            }
            if is_old && b.n_orders_before == 0 {
                let group = usize::from(a.n_orders_before == 0);
                watched.exposed[group] += 1;
                watched.taken[group] += u64::from(b.n_orders > 0);
                if group == 0 && b.n_orders > 0 {
                    watched.revenue += b.revenue_since;
                }
            }
        }
    }
    let mut found: Vec<(CrossSellList, Vec<u32>)> = rules
        .into_iter()
        .zip(watched)
        .map(|(rule, watched)| list(dataset, rule.clone(), watched, options))
        .collect();
    let stake = |list: &CrossSellList| list.expected_revenue.unwrap_or(-1.0);
    found.sort_by(|a, b| stake(&b.0).total_cmp(&stake(&a.0)));
    let mut findings: Vec<Finding> =
        found.iter().take(3).filter_map(|(list, all)| has_a_not_b(dataset, list, all)).collect();
    finding::rank(&mut findings);
    Ok(CrossSellReport {
        column: items.column().to_owned(),
        horizon_days: options.horizon_days,
        observed_from,
        lists: found.into_iter().map(|(list, _)| list).collect(),
        findings,
    })
}

fn list(
    dataset: &Dataset,
    rule: PairRule,
    mut watched: Watched,
    options: &CrossSellOptions,
) -> (CrossSellList, Vec<u32>) {
    watched
        .without
        .sort_by_key(|&(last, n, customer)| std::cmp::Reverse((last, n, std::cmp::Reverse(customer))));
    let ([n_exposed, n_bare], [n_taken, n_bare_taken]) = (watched.exposed, watched.taken);
    let take_up = (n_exposed >= MIN_EXPOSED).then(|| TakeUp {
        n_exposed,
        n_taken,
        share: n_taken as f64 / n_exposed as f64,
        interval: wilson(n_taken, n_exposed, options.confidence),
        share_without_antecedent: (n_bare >= MIN_EXPOSED).then(|| n_bare_taken as f64 / n_bare as f64),
        revenue_per_taker: dataset.major(watched.revenue) / n_taken.max(1) as f64,
    });
    let n_without = watched.without.len();
    let revenue = |take_up: &TakeUp, share: f64| n_without as f64 * share * take_up.revenue_per_taker;
    let customers = watched.without.iter().take(options.max_customers);
    let list = CrossSellList {
        rule,
        n_with_antecedent: watched.n_with_antecedent,
        n_without_consequent: n_without as u64,
        take_up,
        expected_revenue: take_up.map(|take_up| revenue(&take_up, take_up.share)),
        expected_revenue_interval: take_up.map(|take_up| Interval {
            low: revenue(&take_up, take_up.interval.low),
            high: revenue(&take_up, take_up.interval.high),
        }),
        customers: customers
            .map(|&(last_antecedent_day, n_antecedent_orders, customer)| Prospect {
                customer: dataset.customers().ids.get(customer as usize).to_owned(),
                last_antecedent_day,
                n_antecedent_orders,
            })
            .collect(),
    };
    (list, watched.without.iter().map(|&(_, _, customer)| customer).collect())
}

fn has_a_not_b(dataset: &Dataset, list: &CrossSellList, customers: &[u32]) -> Option<Finding> {
    let (take_up, revenue) = (list.take_up?, list.expected_revenue?);
    if revenue <= 0.0 {
        return None;
    }
    let ids = || customers.iter().map(|&customer| dataset.customers().ids.get(customer as usize).to_owned());
    Some(Finding::new(
        &HAS_A_NOT_B,
        [
            Value::Count(list.n_without_consequent),
            Value::Name(list.rule.antecedent.clone()),
            Value::Name(list.rule.consequent.clone()),
            Value::Share(take_up.share, 1),
            Value::Money(revenue),
        ],
        revenue,
        (customers.len() <= MAX_NAMED).then(|| Clause::CustomerIds(ids().collect())),
    ))
}

/// What one customer did with each item of any rule.
struct Uses<'a> {
    items: &'a Items<'a>,
    /// Place of an item among those watched.
    place: Vec<usize>,
    uses: Vec<Use>,
    last_order: Vec<usize>,
}

impl<'a> Uses<'a> {
    fn new(items: &'a Items<'a>, watched: &[Watched]) -> Self {
        let mut place = vec![usize::MAX; items.len()];
        let mut n = 0;
        for item in watched.iter().flat_map(|watched| [watched.antecedent, watched.consequent]) {
            if place[item] == usize::MAX {
                place[item] = n;
                n += 1;
            }
        }
        Self { items, place, uses: vec![Use::default(); n], last_order: vec![usize::MAX; n] }
    }

    fn of(&self, item: usize) -> Use {
        self.place.get(item).and_then(|&place| self.uses.get(place)).copied().unwrap_or_default()
    }

    fn read(&mut self, dataset: &Dataset, customer: usize, as_of: Day, since: Day) {
        self.uses.fill(Use::default());
        self.last_order.fill(usize::MAX);
        for order in dataset.orders_of(customer) {
            for line in dataset.lines_of(order) {
                let day = dataset.days()[line];
                let place = self.items.bought(line).map_or(usize::MAX, |item| self.place[item]);
                if day > as_of || place == usize::MAX {
                    continue;
                }
                let own = &mut self.uses[place];
                if self.last_order[place] != order {
                    self.last_order[place] = order;
                    own.n_orders += 1;
                    own.n_orders_before += u32::from(day < since);
                }
                own.last = if own.n_orders == 1 { day } else { own.last.max(day) };
                if day >= since {
                    own.revenue_since += i128::from(dataset.amounts()[line]);
                }
            }
        }
    }
}

const NEEDS: &[Needs] = &[Needs::Category];

pub(crate) const METRICS: &[Metric] = &[
    Metric {
        id: "has-a-not-b",
        formula: "number of customers with a purchase of A and none of B by the as-of day",
        unit: Unit::Count,
        additivity: Additivity::OverCustomers,
        needs: NEEDS,
        source: "definition; whole history whatever lines a filter selects",
        limits: "Only for rules of the basket analysis.",
        test: "analysis::development::cross_sell::tests::lists_and_take_up_are_those_worked_by_hand",
    },
    Metric {
        id: "natural-take-up",
        formula: "k / n of the customers with A and without B at the start of the horizon, k of whom bought B in it",
        unit: Unit::Share,
        additivity: Additivity::RatioOfSums,
        needs: NEEDS,
        source: "definition; interval of Wilson 1927",
        limits: "Needs 30 such customers and data for two horizons. Without any offer: what an offer adds is not in it.",
        test: "analysis::development::cross_sell::tests::lists_and_take_up_are_those_worked_by_hand",
    },
    Metric {
        id: "cross-sell-revenue",
        formula: "n(A, not B) x take-up x revenue of B per taker within the horizon",
        unit: Unit::Money,
        additivity: Additivity::NotAdditive,
        needs: NEEDS,
        source: "definition",
        limits: "Lists overlap: the same customer may be in several, so lists do not add up.",
        test: "analysis::development::cross_sell::tests::lists_and_take_up_are_those_worked_by_hand",
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::development::basket::{self, BasketOptions};
    use crate::analysis::sample::{Line, dataset, day, line, profile, select};
    use crate::progress::Unwatched;

    /// 60 customers buy tea and a cup together in 2023; 40 buy tea alone, of whom 10 buy a cup in December 2024
    /// for 7 each; 100 others buy beans.
    fn lines() -> Vec<Line> {
        let cup = |line: Line| Line { category: "cup", ..line };
        let mut lines = Vec::new();
        for idx in 0..60 {
            let id = format!("T{idx:02}");
            lines.push(line(&id, "2023-03-01", 5));
            lines.push(cup(line(&id, "2023-03-01", 9)));
        }
        for idx in 0..40 {
            let id = format!("U{idx:02}");
            lines.push(line(&id, "2023-04-01", 5));
            if idx < 10 {
                lines.push(cup(line(&id, "2024-12-20", 7)));
            }
        }
        for idx in 0..100 {
            let beans = line(&format!("V{idx:03}"), "2023-05-01", 4);
            lines.push(Line { category: "beans", ..beans });
        }
        lines
    }

    #[test]
    fn lists_and_take_up_are_those_worked_by_hand() {
        let dataset = dataset(&lines(), &[]);
        let profile = profile(&dataset, day("2024-12-31"));
        let all = select(&dataset, &profile, &[]);
        let level = ItemLevel::Category;
        let basket = basket::report(&dataset, &all, &BasketOptions::default(), &mut Unwatched).unwrap();
        // 60 of 210 orders hold both; tea is in 100, cups in 70.
        assert_eq!((basket.n_baskets, basket.n_baskets_of_two, basket.n_rules), (210, 60, 1));
        let rule = &basket.rules[0];
        assert_eq!((rule.antecedent.as_str(), rule.consequent.as_str()), ("cup", "tea"));
        assert!((rule.lift - 60.0 * 210.0 / 7_000.0).abs() < 1e-12);
        let report =
            report(&dataset, &profile, &all, (&basket, &level), &CrossSellOptions::default()).unwrap();
        let list = &report.lists[0];
        assert_eq!((list.rule.antecedent.as_str(), list.n_with_antecedent), ("tea", 100));
        assert_eq!((list.n_without_consequent, list.customers.len()), (30, 30));
        let take_up = list.take_up.unwrap();
        assert_eq!((take_up.n_exposed, take_up.n_taken, take_up.share), (40, 10, 0.25));
        assert_eq!((take_up.revenue_per_taker, take_up.share_without_antecedent), (7.0, Some(0.0)));
        assert_eq!(list.expected_revenue, Some(30.0 * 0.25 * 7.0));
        assert_eq!(report.findings[0].at_stake, 52.5);
        assert!(matches!(&report.findings[0].clause, Some(Clause::CustomerIds(ids)) if ids.len() == 30));
        // Everybody with a cup has tea: nobody is left to ask.
        assert_eq!(report.lists[1].n_without_consequent, 0);
    }

    #[test]
    fn too_short_a_time_is_refused() {
        let dataset = dataset(&lines(), &[]);
        let profile = profile(&dataset, day("2023-05-01"));
        let all = select(&dataset, &profile, &[]);
        let basket = basket::report(&dataset, &all, &BasketOptions::default(), &mut Unwatched).unwrap();
        let level = ItemLevel::Category;
        let refused = report(&dataset, &profile, &all, (&basket, &level), &CrossSellOptions::default());
        assert_eq!(refused, Err(Refused::TooShort { have_months: 2, need_months: 12 }));
    }
}
