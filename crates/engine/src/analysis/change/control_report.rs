//! Control charts of every monthly figure.

use super::OUT_OF_LIMITS;
use super::control::{ControlChart, ControlRule, p_chart, xmr};
use crate::analysis::finding::{self, Finding, Value};
use crate::analysis::overview::tally::tallies;
use crate::analysis::selection::Selection;
use crate::analysis::{Profile, Refused};
use crate::data::{Dataset, DayRange, Month};
use crate::query::Clause;
use serde::{Deserialize, Serialize};

/// What the charts are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ControlOptions {
    /// Months at most, the latest whole ones.
    pub max_months: u16,
}

impl Default for ControlOptions {
    fn default() -> Self {
        Self { max_months: 36 }
    }
}

/// A monthly figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Figure {
    /// Net revenue.
    Revenue,
    /// Orders.
    Orders,
    /// Customers with an order.
    Customers,
    /// Those of them who became customers in the month.
    NewCustomers,
    /// Those of them who were customers before.
    ReturningCustomers,
    /// Revenue per order.
    AverageOrder,
    /// Share of the customers of the month before who ordered again.
    Retention,
    /// Share of new customers among those with an order.
    NewShare,
}

impl Figure {
    /// Stable name in kebab case.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Revenue => "revenue",
            Self::Orders => "orders",
            Self::Customers => "customers",
            Self::NewCustomers => "new-customers",
            Self::ReturningCustomers => "returning-customers",
            Self::AverageOrder => "average-order",
            Self::Retention => "retention",
            Self::NewShare => "new-share",
        }
    }
}

/// A figure and its chart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ControlledFigure {
    /// The figure.
    pub figure: Figure,
    /// Month of the first point; the others follow.
    pub first_month: Month,
    /// The chart.
    pub chart: ControlChart,
    /// Points with a pattern.
    pub n_signals: u64,
}

/// Control charts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ControlReport {
    /// Why there is no figure, if there is none.
    pub refused: Option<Refused>,
    /// Whole months.
    pub n_months: u32,
    /// Figures; those that some month does not have, such as the average of no orders, are left out.
    pub figures: Vec<ControlledFigure>,
    /// What stands out.
    pub findings: Vec<Finding>,
}

/// Months below which limits are not worth drawing.
const MIN_MONTHS: u32 = 12;

/// Control charts of the monthly figures of a selection, over whole months.
#[must_use]
pub fn control(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    options: &ControlOptions,
) -> ControlReport {
    let (observed, as_of) = (dataset.observed(), profile.facts.as_of);
    let is_whole = |days: &DayRange| observed.first <= days.first && days.last <= as_of.min(observed.last);
    let mut months: Vec<DayRange> = (observed.first.month().0..=as_of.month().0)
        .map(|month| Month(month).range())
        .filter(is_whole)
        .collect();
    // One month more, for the customers who could come back in the first.
    months.drain(..months.len().saturating_sub(usize::from(options.max_months) + 1));
    let all = tallies(dataset, profile, selection, &months);
    let skip = all.len().saturating_sub(usize::from(options.max_months));
    let shown = &all[skip..];
    let n_months = u32::try_from(shown.len()).unwrap_or(0);
    let first_month = months.get(skip).map_or(as_of.month(), |month| month.first.month());
    let refused = if n_months < MIN_MONTHS {
        Some(Refused::TooShort { have_months: n_months, need_months: MIN_MONTHS })
    } else {
        None
    };
    let has_amounts = dataset.has_amounts();
    let money = |sum: i128| dataset.major(sum);
    let plain = |of: &dyn Fn(&crate::analysis::overview::tally::Tally) -> f64| {
        xmr(&shown.iter().map(of).collect::<Vec<f64>>())
    };
    let average: Vec<f64> = shown.iter().map(|month| money(month.revenue) / month.n_orders as f64).collect();
    let kept: Vec<(u64, u64)> = all.windows(2).map(|pair| (pair[1].n_kept, pair[0].n_active)).collect();
    let new: Vec<(u64, u64)> = shown.iter().map(|month| (month.n_new_active, month.n_active)).collect();
    // Where no month precedes the first one shown, retention begins a month later.
    let kept_from = first_month.plus(i32::from(skip == 0));
    let charts = [
        (Figure::Revenue, first_month, plain(&|month| money(month.revenue)).filter(|_| has_amounts)),
        (Figure::Orders, first_month, plain(&|month| month.n_orders as f64)),
        (Figure::Customers, first_month, plain(&|month| month.n_active as f64)),
        (Figure::NewCustomers, first_month, plain(&|month| month.n_new_active as f64)),
        (
            Figure::ReturningCustomers,
            first_month,
            plain(&|month| (month.n_active - month.n_new_active) as f64),
        ),
        (Figure::AverageOrder, first_month, xmr(&average).filter(|_| has_amounts)),
        (Figure::Retention, kept_from, p_chart(&kept)),
        (Figure::NewShare, first_month, p_chart(&new)),
    ];
    let figure = |(figure, first_month, chart): (Figure, Month, Option<ControlChart>)| {
        let chart = chart?;
        let n_signals = chart.points.iter().filter(|point| !point.rules.is_empty()).count() as u64;
        Some(ControlledFigure { figure, first_month, chart, n_signals })
    };
    let figures: Vec<ControlledFigure> =
        if refused.is_none() { charts.into_iter().filter_map(figure).collect() } else { Vec::new() };
    let mut findings: Vec<Finding> =
        figures.iter().filter(|figure| figure.figure == Figure::Revenue).filter_map(out_of_limits).collect();
    finding::rank(&mut findings);
    ControlReport { refused, n_months, figures, findings }
}

/// The last month of revenue beyond its limits, if it lies within the last six.
fn out_of_limits(figure: &ControlledFigure) -> Option<Finding> {
    const RECENT: usize = 6;
    let points = &figure.chart.points;
    let from = points.len().saturating_sub(RECENT);
    let is_out = |point: &super::ControlPoint| point.rules.contains(&ControlRule::Beyond);
    let idx = from + points[from..].iter().rposition(is_out)?;
    let point = &points[idx];
    let month = figure.first_month.plus(i32::try_from(idx).ok()?);
    let values = [
        Value::Month(month),
        Value::Number(point.value, 0),
        Value::Number(point.low, 0),
        Value::Number(point.high, 0),
    ];
    let stake = (point.value - point.low).abs().min((point.value - point.high).abs());
    Some(Finding::new(&OUT_OF_LIMITS, values, stake, Some(Clause::OrderDays(month.range()))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{Line, dataset, day, line, profile, select};

    fn report_of(lines: &[Line], as_of: &str) -> ControlReport {
        let dataset = dataset(lines, &[]);
        let profile = profile(&dataset, day(as_of));
        let all = select(&dataset, &profile, &[]);
        control(&dataset, &profile, &all, &ControlOptions::default())
    }

    /// A customer who orders for 100 on the first of each of 14 months, and 900 more in the last but one.
    fn steady() -> Vec<Line> {
        let month = |n: i32| Month::new(2023, 1).plus(n).first_day();
        let mut lines: Vec<Line> =
            (0..15).map(|n| Line { day: month(n), ..line("A", &month(n).to_string(), 100) }).collect();
        lines.push(line("B", "2024-01-15", 900));
        lines
    }

    #[test]
    fn a_month_of_ten_times_the_revenue_leaves_its_limits() {
        let report = report_of(&steady(), "2024-03-01");
        // March is not over.
        assert_eq!((report.refused.clone(), report.n_months), (None, 14));
        let revenue = &report.figures[0];
        assert_eq!((revenue.figure, revenue.first_month), (Figure::Revenue, Month::new(2023, 1)));
        let out: Vec<usize> =
            (0..14).filter(|&idx| revenue.chart.points[idx].rules.contains(&ControlRule::Beyond)).collect();
        assert_eq!(out, [12]);
        assert_eq!(report.findings.len(), 1);
        let retention = report.figures.iter().find(|figure| figure.figure == Figure::Retention).unwrap();
        assert_eq!((retention.first_month, retention.chart.points.len()), (Month::new(2023, 2), 13));
        // Of A and B only A came back in February.
        assert!((retention.chart.points[12].value - 0.5).abs() < 1e-12);
    }

    #[test]
    fn a_year_is_the_least() {
        assert!(matches!(
            report_of(&steady(), "2023-12-30").refused,
            Some(Refused::TooShort { have_months: 11, need_months: 12 })
        ));
        assert!(report_of(&[line("A", "2024-01-01", 1)], "2024-01-01").figures.is_empty());
    }
}
