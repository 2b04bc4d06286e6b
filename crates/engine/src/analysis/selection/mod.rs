//! Which customers and lines a filter leaves.
//!
//! In:   a [`Dataset`], the [`Profile`] of its customers and a [`Filter`].
//! Out:  a [`Selection`]: masks of customers and lines.
//! Cost: one pass over the customers per clause about customers; one pass over the lines of those left
//!       when a clause is about lines or lines lie after the as-of day.
//!
//! All clauses about lines must hold for the same line. A clause that names a column, a value or a model
//! that is not there selects nobody, so that a stale filter is seen rather than ignored.

mod totals;

pub use totals::SelectedTotals;

use super::{Profile, cohort};
use crate::data::{Dataset, Day, DayRange, Dimension, Money};
use crate::query::{Clause, Filter, Mask};
use std::ops::Range;

/// The customers and lines a report describes.
#[derive(Debug, Clone, PartialEq)]
pub struct Selection {
    /// Selected customers, all with at least one order by the as-of day.
    pub customers: Mask,
    /// Selected lines, among the lines of selected customers; `None` when all of theirs are.
    pub lines: Option<Mask>,
}

/// The size of a selection, for the filter bar.
#[derive(Debug, Clone, Copy, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct SelectionSummary {
    /// Selected customers.
    pub n_customers: u64,
    /// All customers with an order.
    pub n_customers_total: u64,
    /// Orders with a selected line.
    pub n_orders: u64,
    /// Revenue of the selected lines.
    pub revenue: f64,
    /// Revenue of all lines.
    pub revenue_total: f64,
}

impl Selection {
    /// The customers and lines for which every clause of `filter` holds. Lines after the as-of day are
    /// never selected.
    #[must_use]
    pub fn new(dataset: &Dataset, profile: &Profile, filter: &Filter) -> Self {
        let n_customers = dataset.n_customers();
        let facts = &profile.facts;
        let mut customers = Mask::from_fn(n_customers, |customer| facts.has_order(customer));
        let mut lines = LineCondition::new(dataset, facts.as_of);
        for clause in &filter.clauses {
            if !lines.add(clause) {
                customers.intersect(&customers_where(dataset, profile, clause));
            }
        }
        if lines.holds_always(dataset) {
            return Self { customers, lines: None };
        }
        let mut kept = Mask::none(n_customers);
        let mut kept_lines = Mask::none(dataset.n_lines());
        for customer in customers.iter() {
            for line in dataset.lines_of_customer(customer) {
                if lines.holds(line) {
                    kept_lines.set(line);
                    kept.set(customer);
                }
            }
        }
        Self { customers: kept, lines: Some(kept_lines) }
    }

    /// Whether a line of a selected customer is selected.
    #[must_use]
    pub fn has_line(&self, line: usize) -> bool {
        self.lines.as_ref().is_none_or(|lines| lines.get(line))
    }

    /// Sum of `amounts` over the selected ones of some lines of selected customers; `None` when none is
    /// selected.
    pub(super) fn sum(&self, amounts: &[Money], lines: Range<usize>) -> Option<i128> {
        let Some(mask) = &self.lines else {
            let amounts = &amounts[lines];
            return (!amounts.is_empty()).then(|| amounts.iter().map(|&amount| i128::from(amount)).sum());
        };
        let mut selected = lines.filter(|&line| mask.get(line)).map(|line| i128::from(amounts[line]));
        let first = selected.next()?;
        Some(first + selected.sum::<i128>())
    }
}

/// Size of a selection.
#[must_use]
pub fn summary(dataset: &Dataset, profile: &Profile, selection: &Selection) -> SelectionSummary {
    let totals = SelectedTotals::new(dataset, profile, selection);
    let sum = |amounts: &mut dyn Iterator<Item = i64>| dataset.major(amounts.map(i128::from).sum());
    SelectionSummary {
        n_customers: selection.customers.count() as u64,
        n_customers_total: profile.facts.n_active as u64,
        n_orders: selection.customers.iter().map(|customer| u64::from(totals.n_orders[customer])).sum(),
        revenue: sum(&mut selection.customers.iter().map(|customer| totals.revenue[customer])),
        revenue_total: sum(&mut profile.facts.revenue.iter().copied()),
    }
}

/// What must hold for a line.
struct LineCondition<'a> {
    dataset: &'a Dataset,
    first: Day,
    last: Day,
    /// Codes of a dimension, and for each of its values whether it is wanted.
    values: Vec<(&'a [u16], Vec<bool>)>,
    is_impossible: bool,
}

impl<'a> LineCondition<'a> {
    fn new(dataset: &'a Dataset, as_of: Day) -> Self {
        Self { dataset, first: Day(i32::MIN), last: as_of, values: Vec::new(), is_impossible: false }
    }

    /// Takes over a clause about lines; `false` for any other clause.
    fn add(&mut self, clause: &Clause) -> bool {
        match clause {
            Clause::OrderDays(days) => {
                self.first = self.first.max(days.first);
                self.last = self.last.min(days.last);
            }
            Clause::LineValue { dimension, values } => {
                match find_dimension(self.dataset.dimensions(), dimension) {
                    Some(dimension) => self.values.push((&dimension.codes, wanted(dimension, values))),
                    None => self.is_impossible = true,
                }
            }
            _ => return false,
        }
        true
    }

    fn holds_always(&self, dataset: &Dataset) -> bool {
        let DayRange { first, last } = dataset.observed();
        !self.is_impossible && self.values.is_empty() && self.first <= first && last <= self.last
    }

    fn holds(&self, line: usize) -> bool {
        let day = self.dataset.days()[line];
        !self.is_impossible
            && self.first <= day
            && day <= self.last
            && self.values.iter().all(|(codes, is_wanted)| is_wanted[usize::from(codes[line])])
    }
}

fn find_dimension<'a>(dimensions: &'a [Dimension], name: &str) -> Option<&'a Dimension> {
    dimensions.iter().find(|dimension| dimension.name == name)
}

fn wanted(dimension: &Dimension, values: &[String]) -> Vec<bool> {
    dimension.values.iter().map(|value| values.contains(value)).collect()
}

/// The customers for whom a clause about customers holds; clauses about lines hold for all.
fn customers_where(dataset: &Dataset, profile: &Profile, clause: &Clause) -> Mask {
    let (facts, scores, ranks) = (&profile.facts, &profile.scores, &profile.ranks);
    let n = dataset.n_customers();
    let with_order = |keep: &dyn Fn(usize) -> bool| {
        Mask::from_fn(n, |customer| facts.has_order(customer) && keep(customer))
    };
    match clause {
        Clause::Segments(segments) => {
            with_order(&|customer| scores.segment[customer].is_some_and(|own| segments.contains(&own)))
        }
        Clause::RfmCells(cells) => {
            with_order(&|customer| cells.contains(&(scores.recency[customer], scores.frequency[customer])))
        }
        Clause::Classes(classes) => {
            with_order(&|customer| ranks.class[customer].is_some_and(|own| classes.contains(&own)))
        }
        Clause::RevenueRank { from, to } => {
            // Rounded up like the number of customers of a top share, so that the top 20 % of a chart
            // and of a filter are the same customers.
            let n_ranked = ranks.by_revenue.len() as f64;
            let count = |share: f64| (n_ranked * share.clamp(0.0, 1.0) - 1e-9).ceil();
            let (from, to) = (count(*from), count(*to));
            with_order(&|customer| {
                let rank = f64::from(ranks.rank[customer]);
                from <= rank && rank < to
            })
        }
        Clause::LossMaking(is_loss) => match &facts.profit {
            Some(profit) => with_order(&|customer| (profit[customer] < 0) == *is_loss),
            None => Mask::none(n),
        },
        Clause::LifetimeValue { lo, hi } => with_order(&|customer| {
            profile
                .lifetime_value(customer)
                .is_some_and(|value| lo.is_none_or(|lo| lo <= value) && hi.is_none_or(|hi| value < hi))
        }),
        Clause::PAlive { lo, hi } => {
            with_order(&|customer| profile.p_alive(customer).is_some_and(|p| *lo <= p && p < *hi))
        }
        Clause::FirstOrder { from, to } => with_order(&|customer| {
            let month = facts.birth_day(customer).month();
            *from <= month && month <= *to
        }),
        Clause::CohortActive { cohort, n_months, age } => {
            let period_of = |day: Day| cohort::period_of(day, *n_months);
            let own = cohort::period_of(cohort.first_day(), *n_months);
            let active = own + i32::from(*age);
            with_order(&|customer| {
                period_of(facts.birth_day(customer)) == own
                    && dataset.days()[dataset.lines_of_customer(customer)]
                        .iter()
                        .any(|&day| day <= facts.as_of && period_of(day) == active)
            })
        }
        Clause::History { repeats, recency_days } => with_order(&|customer| {
            let (own_repeats, own_recency) = (facts.repeats(customer), facts.recency_days(customer));
            repeats.0 <= own_repeats
                && own_repeats <= repeats.1
                && recency_days.0 <= own_recency
                && own_recency <= recency_days.1
        }),
        Clause::CustomerValue { dimension, values } => {
            match find_dimension(&dataset.customers().dimensions, dimension) {
                Some(dimension) => {
                    let is_wanted = wanted(dimension, values);
                    with_order(&|customer| is_wanted[usize::from(dimension.codes[customer])])
                }
                None => Mask::none(n),
            }
        }
        Clause::CustomerIds(ids) => {
            let mut mask = Mask::none(n);
            for customer in ids.iter().filter_map(|id| customer_idx(dataset, id)) {
                mask.set(customer);
            }
            mask
        }
        Clause::OrderDays(_) | Clause::LineValue { .. } => Mask::all(n),
    }
}

/// The customer with that id, by bisection of the ids in byte order.
#[must_use]
pub fn customer_idx(dataset: &Dataset, id: &str) -> Option<usize> {
    let ids = &dataset.customers().ids;
    let (mut from, mut to) = (0, ids.len());
    while from < to {
        let middle = from.midpoint(to);
        match ids.get(middle).cmp(id) {
            std::cmp::Ordering::Less => from = middle + 1,
            std::cmp::Ordering::Equal => return Some(middle),
            std::cmp::Ordering::Greater => to = middle,
        }
    }
    let mut aliases = dataset.customers().aliases.iter();
    let (customer, _) = aliases.find(|(_, merged)| merged.iter().any(|alias| alias == id))?;
    Some(*customer as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{Line, dataset, day, line, profile, select};
    use crate::data::Month;
    use crate::query::{AbcClass, Segment};

    /// A: tea in January and beans in March; B: tea in January, at a loss; C: beans in April.
    fn three_customers() -> Dataset {
        let beans = |line: Line| Line { category: "beans", ..line };
        dataset(
            &[
                line("A", "2024-01-05", 100),
                beans(line("A", "2024-03-05", 60)),
                Line { cost: 50, ..line("B", "2024-01-20", 30) },
                beans(line("C", "2024-04-01", 10)),
            ],
            &[],
        )
    }

    /// Ids of the customers that clauses select as of the end of April, and the revenue selected.
    fn selected(clauses: &[Clause]) -> (String, f64) {
        let dataset = three_customers();
        let profile = profile(&dataset, day("2024-04-30"));
        let selection = select(&dataset, &profile, clauses);
        let ids = selection.customers.iter().map(|customer| dataset.customers().ids.get(customer)).collect();
        (ids, summary(&dataset, &profile, &selection).revenue)
    }

    #[track_caller]
    fn check(clause: Clause, ids: &str, revenue: f64) {
        assert_eq!(selected(std::slice::from_ref(&clause)), (ids.to_owned(), revenue), "{clause:?}");
    }

    fn days(first: &str, last: &str) -> Clause {
        Clause::OrderDays(DayRange { first: day(first), last: day(last) })
    }

    fn category(value: &str) -> Clause {
        Clause::LineValue { dimension: "category".to_owned(), values: vec![value.to_owned()] }
    }

    #[test]
    fn each_clause_selects_what_it_says() {
        let january = Month::new(2024, 1);
        check(Clause::Segments(vec![Segment::PotentialLoyalists]), "A", 160.0);
        check(Clause::RfmCells(vec![(5, 1), (3, 1)]), "BC", 40.0);
        check(Clause::Classes(vec![AbcClass::A]), "A", 160.0);
        check(Clause::RevenueRank { from: 0.0, to: 0.34 }, "AB", 190.0);
        check(Clause::RevenueRank { from: 2.0 / 3.0, to: 1.0 }, "C", 10.0);
        check(Clause::LossMaking(true), "B", 30.0);
        check(Clause::LossMaking(false), "AC", 170.0);
        check(Clause::FirstOrder { from: january, to: january }, "AB", 190.0);
        check(Clause::CohortActive { cohort: january, n_months: 1, age: 2 }, "A", 160.0);
        check(Clause::CohortActive { cohort: january, n_months: 3, age: 0 }, "AB", 190.0);
        check(Clause::History { repeats: (1, 1), recency_days: (0, 60) }, "A", 160.0);
        check(Clause::History { repeats: (0, 0), recency_days: (0, 60) }, "C", 10.0);
        check(Clause::CustomerIds(vec!["C".to_owned(), "?".to_owned()]), "C", 10.0);
        check(days("2024-01-10", "2024-03-31"), "AB", 90.0);
        check(category("beans"), "AC", 70.0);
    }

    #[test]
    fn clauses_about_lines_must_hold_for_the_same_line() {
        assert_eq!(selected(&[category("beans"), days("2024-01-01", "2024-01-31")]), (String::new(), 0.0));
        assert_eq!(selected(&[category("beans"), days("2024-03-01", "2024-03-31")]), ("A".to_owned(), 60.0));
    }

    #[test]
    fn what_is_not_there_selects_nobody() {
        let nothing = |name: &str| (name.to_owned(), vec![String::new()]);
        let (dimension, values) = nothing("color");
        check(Clause::LineValue { dimension, values }, "", 0.0);
        let (dimension, values) = nothing("city");
        check(Clause::CustomerValue { dimension, values }, "", 0.0);
        check(Clause::PAlive { lo: 0.0, hi: 2.0 }, "", 0.0);
        check(Clause::LifetimeValue { lo: None, hi: None }, "", 0.0);
        check(category("cocoa"), "", 0.0);
    }

    #[test]
    fn lines_after_the_as_of_day_are_never_selected() {
        let dataset = three_customers();
        let profile = profile(&dataset, day("2024-01-31"));
        let all = select(&dataset, &profile, &[]);
        let total = summary(&dataset, &profile, &all);
        assert_eq!((total.n_customers, total.n_customers_total, total.n_orders), (2, 2, 2));
        assert_eq!((total.revenue, total.revenue_total), (130.0, 130.0));
        let march = select(&dataset, &profile, &[days("2024-03-01", "2024-03-31")]);
        assert_eq!(march.customers.count(), 0);
    }

    #[test]
    fn without_a_clause_about_lines_no_line_is_looked_at() {
        let dataset = three_customers();
        let profile = profile(&dataset, day("2024-04-30"));
        assert_eq!(select(&dataset, &profile, &[]).lines, None);
    }
}
