//! What stands out, by money at stake.
//!
//! At stake is: what a silent segment has brought; what loss-makers lose; the revenue a weak cohort would
//! have brought in its first half-year had it come back like the others; what a growing category brought
//! beyond the growth of the rest. Concentration is a state rather than a change, so nothing is at stake
//! and it comes last.

use crate::analysis::Profile;
use crate::analysis::cohort::{self, CohortOptions, CohortReport};
use crate::analysis::concentration::descending;
use crate::analysis::day_table::{DayTable, day_runs};
use crate::analysis::finding::{self, Finding, Kind, Template, Value};
use crate::analysis::selection::{SelectedTotals, Selection};
use crate::data::{Dataset, DayRange, DimensionRole};
use crate::query::{Clause, Segment};
use crate::stats::quantile::median;

/// Share of revenue below which a silent segment or a growing category is not worth a sentence.
const MIN_REVENUE_SHARE: f64 = 0.01;
/// Fewest customers for a statement on the top 1 %.
const MIN_CUSTOMERS: usize = 100;
/// Revenue share of the top 20 % from which revenue is called concentrated.
const MIN_TOP_SHARE: f64 = 0.5;

/// Customers of a strong segment have been silent for long.
const SILENT_SEGMENT: Template = Template {
    id: "silent-segment",
    parameters: &[
        ("count", Kind::Count),
        ("segment", Kind::Segment),
        ("days", Kind::Days),
        ("revenue", Kind::Money),
    ],
    action: "win-back",
};

/// Customers cost more to serve than they earn.
const LOSS_MAKERS: Template = Template {
    id: "loss-makers",
    parameters: &[("share", Kind::Share), ("loss", Kind::Money)],
    action: "cut-cost-to-serve",
};

/// A cohort comes back less often than the others.
const WEAK_COHORT: Template = Template {
    id: "weak-cohort",
    parameters: &[("cohort", Kind::Month), ("retention", Kind::Share), ("others", Kind::Share)],
    action: "check-intake",
};

/// A value of a dimension grew faster than all others together.
const FASTEST_GROWTH: Template = Template {
    id: "fastest-growth",
    parameters: &[
        ("dimension", Kind::Name),
        ("value", Kind::Name),
        ("growth", Kind::Share),
        ("others", Kind::Share),
    ],
    action: "follow-growth",
};

/// The largest customers bring most of the revenue.
const TOP_SHARE: Template = Template {
    id: "top-share",
    parameters: &[("top-20", Kind::Share), ("top-1", Kind::Share), ("count", Kind::Count)],
    action: "protect-the-top",
};

/// Every template of this module.
pub(super) const ALL: &[Template] = &[SILENT_SEGMENT, LOSS_MAKERS, WEAK_COHORT, FASTEST_GROWTH, TOP_SHARE];

/// Findings on the selection, largest stake first. Growth is that of `period` against `compare`.
pub(super) fn findings(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    period: DayRange,
    compare: Option<DayRange>,
) -> Vec<Finding> {
    let totals = SelectedTotals::new(dataset, profile, selection);
    let mut findings: Vec<Finding> = [
        silent_segment(dataset, profile, selection, &totals),
        loss_makers(dataset, selection, &totals),
        weak_cohort(dataset, profile, selection),
        compare.and_then(|compare| fastest_growth(dataset, selection, period, compare)),
        top_share(selection, &totals),
    ]
    .into_iter()
    .flatten()
    .collect();
    finding::rank(&mut findings);
    findings
}

/// The strong segment gone quiet that has brought most.
fn silent_segment(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    totals: &SelectedTotals,
) -> Option<Finding> {
    let all: i128 = selection.customers.iter().map(|customer| i128::from(totals.revenue[customer])).sum();
    let silent = |segment: Segment| {
        let members: Vec<usize> = selection
            .customers
            .iter()
            .filter(|&customer| profile.scores.segment[customer] == Some(segment))
            .collect();
        let revenue: i128 = members.iter().map(|&customer| i128::from(totals.revenue[customer])).sum();
        (revenue, segment, members)
    };
    let (revenue, segment, members) =
        [silent(Segment::AtRisk), silent(Segment::CantLose)].into_iter().max_by_key(|silent| silent.0)?;
    if revenue <= 0 || (revenue as f64) < all as f64 * MIN_REVENUE_SHARE {
        return None;
    }
    let mut recency: Vec<i64> =
        members.iter().map(|&customer| i64::from(profile.facts.recency_days(customer))).collect();
    let revenue = dataset.major(revenue);
    Some(Finding::new(
        &SILENT_SEGMENT,
        [
            Value::Count(members.len() as u64),
            Value::Segment(segment),
            Value::Days(median(&mut recency)?),
            Value::Money(revenue),
        ],
        revenue,
        Some(Clause::Segments(vec![segment])),
    ))
}

fn loss_makers(dataset: &Dataset, selection: &Selection, totals: &SelectedTotals) -> Option<Finding> {
    let profit = totals.profit.as_ref()?;
    let losses = || selection.customers.iter().map(|customer| profit[customer]).filter(|&value| value < 0);
    let n_losing = losses().count();
    let loss = dataset.major(-losses().map(i128::from).sum::<i128>());
    let share = n_losing as f64 / selection.customers.count() as f64;
    (n_losing > 0).then(|| {
        let values = [Value::Share(share, 0), Value::Money(loss)];
        Finding::new(&LOSS_MAKERS, values, loss, Some(Clause::LossMaking(true)))
    })
}

/// The monthly cohort whose rare returns cost most.
fn weak_cohort(dataset: &Dataset, profile: &Profile, selection: &Selection) -> Option<Finding> {
    let report = cohort::report(dataset, profile, selection, &CohortOptions { n_months: 1 });
    let revenue_per_visit = revenue_per_visit(&report)?;
    let weak = report.outliers.iter().filter(|outlier| outlier.retention < outlier.others);
    let stakes = weak.filter_map(|outlier| {
        let row = report.rows.iter().find(|row| row.start == outlier.start)?;
        let n_ages = row.active.len().saturating_sub(1).min(cohort::OUTLIER_MAX_AGE);
        let missing_visits = (outlier.others - outlier.retention) * row.n_customers as f64 * n_ages as f64;
        Some((missing_visits * revenue_per_visit, *outlier))
    });
    let (at_stake, outlier) = stakes.max_by(|a, b| a.0.total_cmp(&b.0))?;
    Some(Finding::new(
        &WEAK_COHORT,
        [Value::Month(outlier.start), Value::Share(outlier.retention, 0), Value::Share(outlier.others, 0)],
        at_stake,
        Some(Clause::FirstOrder { from: outlier.start, to: outlier.start }),
    ))
}

/// Revenue of a customer in a month with an order after the first month, over all cohorts.
fn revenue_per_visit(report: &CohortReport) -> Option<f64> {
    let visits: u64 = report.rows.iter().flat_map(|row| &row.active[1..]).sum();
    let revenue: f64 = report.rows.iter().flat_map(|row| &row.revenue[1..]).sum();
    (visits > 0).then(|| revenue / visits as f64)
}

/// The category that brought most beyond what it would have, had it grown like all others together.
fn fastest_growth(
    dataset: &Dataset,
    selection: &Selection,
    period: DayRange,
    compare: DayRange,
) -> Option<Finding> {
    let dimension = dataset.dimension(DimensionRole::Category)?;
    let table = DayTable::new(&[compare, period]);
    let mut sums = vec![[0_i128; 2]; dimension.values.len()];
    for customer in selection.customers.iter() {
        for (day, lines) in dataset.orders_of(customer).flat_map(|order| day_runs(dataset, order)) {
            let Some(idx) = table.get(day) else { continue };
            for line in lines.filter(|&line| selection.has_line(line)) {
                sums[usize::from(dimension.codes[line])][idx] += i128::from(dataset.amounts()[line]);
            }
        }
    }
    let all = sums.iter().fold([0_i128; 2], |all, sum| [all[0] + sum[0], all[1] + sum[1]]);
    let grown = dimension.values.iter().zip(&sums).filter_map(|(value, &[before, now])| {
        let (others_before, others_now) = (all[0] - before, all[1] - now);
        let is_small = (before as f64) < all[0] as f64 * MIN_REVENUE_SHARE;
        if value.is_empty() || before <= 0 || others_before <= 0 || is_small {
            return None;
        }
        let growth = now as f64 / before as f64 - 1.0;
        let others = others_now as f64 / others_before as f64 - 1.0;
        let extra = (growth - others) * dataset.major(before);
        (0.0 < growth && others < growth).then_some((extra, value, growth, others))
    });
    let (at_stake, value, growth, others) = grown.max_by(|a, b| a.0.total_cmp(&b.0))?;
    Some(Finding::new(
        &FASTEST_GROWTH,
        [
            Value::Name(dimension.name.clone()),
            Value::Name(value.clone()),
            Value::Share(growth, 1),
            Value::Share(others, 1),
        ],
        at_stake,
        Some(Clause::LineValue { dimension: dimension.name.clone(), values: vec![value.clone()] }),
    ))
}

fn top_share(selection: &Selection, totals: &SelectedTotals) -> Option<Finding> {
    let values = descending(&totals.revenue, selection);
    let total: i128 = values.iter().map(|&value| i128::from(value)).sum();
    if values.len() < MIN_CUSTOMERS || total <= 0 {
        return None;
    }
    let top = |percent: usize| {
        let n = (values.len() * percent).div_ceil(100);
        (n as u64, values[..n].iter().map(|&value| i128::from(value)).sum::<i128>() as f64 / total as f64)
    };
    let ((n_top_1, share_of_top_1), (_, share_of_top_20)) = (top(1), top(20));
    (share_of_top_20 >= MIN_TOP_SHARE).then(|| {
        let values =
            [Value::Share(share_of_top_20, 0), Value::Share(share_of_top_1, 0), Value::Count(n_top_1)];
        Finding::new(&TOP_SHARE, values, 0.0, Some(Clause::RevenueRank { from: 0.0, to: 0.2 }))
    })
}
