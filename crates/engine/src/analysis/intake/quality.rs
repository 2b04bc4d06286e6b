//! Revenue, margin and second visits of new customers in their first days.

use super::IntakeOptions;
use crate::analysis::Profile;
use crate::analysis::selection::Selection;
use crate::data::{Dataset, Dimension, DimensionRole, Month};
use crate::stats::proportion::Proportion;
use serde::{Deserialize, Serialize};

/// New customers of a month.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IntakeMonth {
    /// Month of the first order.
    pub month: Month,
    /// New customers.
    pub n_new: u64,
    /// Whether all of them were watched for all the days; without, the figures below are `None`.
    pub is_complete: bool,
    /// Revenue of a new customer in the watched days.
    pub revenue_per_customer: Option<f64>,
    /// Margin of a new customer in the watched days, where there is cost.
    pub margin_per_customer: Option<f64>,
    /// New customers who came again on another of the watched days.
    pub came_again: Option<Proportion>,
}

/// New customers of a channel.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IntakeSource {
    /// The channel; empty where unknown, `None` for the rest of the channels.
    pub source: Option<String>,
    /// New customers.
    pub n_new: u64,
    /// Those of them who were watched for all the days.
    pub n_watched: u64,
    /// Revenue of the watched ones in the watched days.
    pub revenue: f64,
    /// Revenue of a watched one; `None` of nobody.
    pub revenue_per_customer: Option<f64>,
    /// Margin of a watched one, where there is cost.
    pub margin_per_customer: Option<f64>,
    /// Watched ones who came again on another of the watched days.
    pub came_again: Option<Proportion>,
}

#[derive(Clone, Copy, Default)]
struct Tally {
    n_new: u64,
    n_watched: u64,
    n_again: u64,
    revenue: i128,
    cost: i128,
}

impl Tally {
    fn add(&mut self, other: &Self) {
        self.n_new += other.n_new;
        self.n_watched += other.n_watched;
        self.n_again += other.n_again;
        self.revenue += other.revenue;
        self.cost += other.cost;
    }
}

/// Months, the column of channels, and channels.
pub(super) fn quality(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    options: &IntakeOptions,
) -> (Vec<IntakeMonth>, Option<String>, Vec<IntakeSource>) {
    let (facts, as_of) = (&profile.facts, profile.facts.as_of);
    let watched = i32::try_from(options.watched_days).unwrap_or(i32::MAX);
    let begins = dataset.observed().first.month();
    let n_months = usize::try_from(as_of.month().since(begins) + 1).unwrap_or(0);
    let mut months = vec![Tally::default(); n_months];
    // How a customer was won, or else where the first order was placed.
    let own = dataset
        .customers()
        .dimensions
        .iter()
        .find(|dimension| dimension.role == Some(DimensionRole::AcquisitionChannel));
    let of_lines = dataset.dimension(DimensionRole::Channel);
    let column = own.or(of_lines);
    let mut sources = vec![Tally::default(); column.map_or(0, |column| column.values.len())];
    for customer in selection.customers.iter() {
        if facts.birth_day(customer).month() < begins {
            continue;
        }
        let first = facts.first_day[customer];
        let is_watched = as_of.since(first) >= watched;
        let mut tally = Tally { n_new: 1, n_watched: u64::from(is_watched), ..Tally::default() };
        if is_watched {
            let mut is_again = false;
            for line in dataset.lines_of_customer(customer) {
                let day = dataset.days()[line];
                if day.since(first) > watched {
                    continue;
                }
                is_again |= day != first;
                tally.revenue += i128::from(dataset.amounts()[line]);
                tally.cost += dataset.costs().map_or(0, |costs| i128::from(costs[line]));
            }
            tally.n_again = u64::from(is_again);
        }
        if let Some(month) =
            usize::try_from(first.month().since(begins)).ok().and_then(|at| months.get_mut(at))
        {
            month.add(&tally);
        }
        let code = match (own, of_lines) {
            (Some(column), _) => Some(column.codes[customer]),
            (None, Some(column)) => Some(column.codes[dataset.lines_of_customer(customer).start]),
            (None, None) => None,
        };
        if let Some(source) = code.and_then(|code| sources.get_mut(usize::from(code))) {
            source.add(&tally);
        }
    }
    let has_cost = dataset.costs().is_some();
    let has_amounts = dataset.has_amounts();
    let per = |tally: &Tally, sum: i128| dataset.major(sum) / tally.n_watched as f64;
    let revenue = |tally: &Tally| (tally.n_watched > 0 && has_amounts).then(|| per(tally, tally.revenue));
    let margin = |tally: &Tally| {
        (tally.n_watched > 0 && has_amounts && has_cost).then(|| per(tally, tally.revenue - tally.cost))
    };
    let month = |(idx, tally): (usize, &Tally)| {
        let month = begins.plus(i32::try_from(idx).unwrap_or(0));
        // The last day of the month has been watched for all the days.
        let is_complete = as_of.since(month.last_day()) >= watched;
        IntakeMonth {
            month,
            n_new: tally.n_new,
            is_complete,
            revenue_per_customer: revenue(tally).filter(|_| is_complete),
            margin_per_customer: margin(tally).filter(|_| is_complete),
            came_again: Proportion::new(tally.n_again, tally.n_watched).filter(|_| is_complete),
        }
    };
    let mut by_month: Vec<IntakeMonth> = months.iter().enumerate().map(month).collect();
    by_month.drain(..by_month.len().saturating_sub(usize::from(options.max_months)));
    let source = |source: Option<String>, tally: &Tally| IntakeSource {
        source,
        n_new: tally.n_new,
        n_watched: tally.n_watched,
        revenue: dataset.major(tally.revenue),
        revenue_per_customer: revenue(tally),
        margin_per_customer: margin(tally),
        came_again: Proportion::new(tally.n_again, tally.n_watched),
    };
    let mut ranked: Vec<(usize, &Tally)> =
        sources.iter().enumerate().filter(|(_, tally)| tally.n_new > 0).collect();
    ranked.sort_by_key(|(code, tally)| (std::cmp::Reverse(tally.n_new), *code));
    let (shown, rest) = ranked.split_at(ranked.len().min(usize::from(options.max_sources)));
    let name = |code: usize| column.and_then(|column: &Dimension| column.values.get(code)).cloned();
    let mut by_source: Vec<IntakeSource> =
        shown.iter().map(|(code, tally)| source(Some(name(*code).unwrap_or_default()), tally)).collect();
    if !rest.is_empty() {
        let mut sum = Tally::default();
        rest.iter().for_each(|(_, tally)| sum.add(tally));
        by_source.push(source(None, &sum));
    }
    // Only a column of customers can be filtered by; the name of the other one says where it stands.
    (by_month, column.map(|column| column.name.clone()), by_source)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{Line, dataset, day, line, profile, select};

    #[test]
    fn new_customers_of_two_months_by_hand() {
        let lines = [
            Line { cost: 4, ..line("A", "2024-01-10", 10) },
            line("A", "2024-02-09", 20),
            // On the 31st day after the first order: too late.
            line("A", "2024-02-10", 500),
            line("B", "2024-01-31", 30),
            // Not watched for 30 days yet.
            line("C", "2024-03-20", 7),
            // From before the data.
            line("D", "2024-02-01", 9),
        ];
        let dataset = dataset(&lines, &[("D", "2023-06-01")]);
        let profile = profile(&dataset, day("2024-04-01"));
        let all = select(&dataset, &profile, &[]);
        let options = IntakeOptions { watched_days: 30, ..IntakeOptions::default() };
        let (months, column, sources) = quality(&dataset, &profile, &all, &options);
        assert_eq!((column, sources.len(), months.len()), (None, 0, 4));
        let january = &months[0];
        assert_eq!((january.n_new, january.is_complete), (2, true));
        assert_eq!((january.revenue_per_customer, january.margin_per_customer), (Some(30.0), Some(28.0)));
        assert_eq!(january.came_again.map(|again| (again.hits, again.n)), Some((1, 2)));
        assert_eq!((months[1].n_new, months[1].revenue_per_customer), (0, None));
        assert_eq!((months[2].n_new, months[2].is_complete, months[2].came_again), (1, false, None));
    }
}
