//! The sentences of the overview, computed from its reports.

use crate::chart::Labels;
use clientele_engine::analysis::overview::{Grain, Mover, OverviewReport, PeriodBar};
use clientele_engine::analysis::segment::{SegmentReport, SegmentRow};
use clientele_engine::data::{DayRange, Month};

/// Differences of shares below this are not worth a sentence.
const LEAST_DIFFERENCE: f64 = 0.02;

const MONTH_NAMES: [&str; 12] = [
    "overview-month-1",
    "overview-month-2",
    "overview-month-3",
    "overview-month-4",
    "overview-month-5",
    "overview-month-6",
    "overview-month-7",
    "overview-month-8",
    "overview-month-9",
    "overview-month-10",
    "overview-month-11",
    "overview-month-12",
];

/// Who brings the revenue of the period, and when first orders spike.
pub(super) fn bars(report: &OverviewReport, labels: &dyn Labels) -> String {
    let in_period = || report.bars.iter().filter(|bar| bar.is_in_period);
    let new: f64 = in_period().map(|bar| bar.new_revenue).sum();
    let returning: f64 = in_period().map(|bar| bar.returning_revenue).sum();
    let all = new + returning;
    if all <= 0.0 {
        return labels.word("overview-bars-empty");
    }
    let (key, share) = if returning >= new {
        ("overview-bars-returning", returning / all)
    } else {
        ("overview-bars-new", new / all)
    };
    let sentence = labels.phrase(key, &[("share", labels.percent(share, 0))]);
    let Some(peak) = report.peak_bar.and_then(|idx| report.bars.get(idx as usize)) else { return sentence };
    if !is_month(peak) {
        return sentence;
    }
    let month = peak.days.first.month();
    let (key, name) = if spikes_every_year(&report.bars, month) {
        ("overview-bars-spike-every", month_name(month, labels))
    } else {
        ("overview-bars-spike-once", labels.month(month))
    };
    labels.phrase(key, &[("sentence", sentence), ("month", name)])
}

/// What the bars measure.
pub(super) fn bars_subtitle(report: &OverviewReport, grain: Grain, labels: &dyn Labels) -> String {
    let key = match grain {
        Grain::Month => "overview-bars-subtitle-month",
        Grain::Quarter => "overview-bars-subtitle-quarter",
        Grain::Year => "overview-bars-subtitle-year",
    };
    let n = labels.count(report.bars.len() as f64);
    labels.phrase(key, &[("unit", labels.money_unit()), ("n", n)])
}

/// What the two largest segments bring.
pub(super) fn segments(report: &SegmentReport, labels: &dyn Labels) -> String {
    let mut rows: Vec<&SegmentRow> = report.rows.iter().filter(|row| row.n_customers > 0).collect();
    if rows.is_empty() {
        return labels.word("overview-segments-empty");
    }
    if rows.iter().all(|row| (row.revenue_share - row.customer_share).abs() <= LEAST_DIFFERENCE) {
        return labels.word("overview-segments-even");
    }
    rows.sort_by(|a, b| b.revenue.total_cmp(&a.revenue));
    // Of two segments the first is named first in the order of strength, as in the chart below.
    let mut top: Vec<&SegmentRow> = rows.into_iter().take(2).collect();
    top.sort_by_key(|row| row.segment);
    let customers: f64 = top.iter().map(|row| row.customer_share).sum();
    let revenue: f64 = top.iter().map(|row| row.revenue_share).sum();
    let mut args = vec![("customers", labels.percent(customers, 0)), ("revenue", labels.percent(revenue, 0))];
    args.extend(["first", "second"].into_iter().zip(top.iter().map(|row| labels.segment(row.segment))));
    let key = if top.len() == 2 { "overview-segments-pair" } else { "overview-segments-one" };
    labels.phrase(key, &args)
}

/// Whose revenue changed most between the halves of the period.
pub(super) fn movers(report: &OverviewReport, labels: &dyn Labels) -> String {
    let largest = |is_loss: bool| -> Vec<&Mover> {
        let mut movers: Vec<&Mover> = report
            .movers
            .iter()
            .filter(|mover| (mover.change < 0.0) == is_loss && mover.change != 0.0)
            .collect();
        movers.sort_by(|a, b| b.change.abs().total_cmp(&a.change.abs()));
        movers.truncate(2);
        movers
    };
    let sum = |movers: &[&Mover]| movers.iter().map(|mover| mover.change.abs()).sum::<f64>();
    let (losses, gains) = (largest(true), largest(false));
    let is_loss = sum(&losses) >= sum(&gains);
    let top = if is_loss { losses } else { gains };
    let key = match (is_loss, top.len()) {
        (_, 0) => return labels.word("overview-movers-none"),
        (true, 1) => "overview-movers-cut-one",
        (true, _) => "overview-movers-cut-two",
        (false, 1) => "overview-movers-added-one",
        (false, _) => "overview-movers-added-two",
    };
    let mut args = vec![("money", labels.money(sum(&top)))];
    args.extend(["first", "second"].into_iter().zip(top.iter().map(|mover| mover.label.clone())));
    labels.phrase(key, &args)
}

/// The halves the movers are compared between.
pub(super) fn movers_subtitle(report: &OverviewReport, labels: &dyn Labels) -> String {
    let (earlier, later) = report.mover_halves;
    let args =
        [("earlier", range(earlier, labels)), ("later", range(later, labels)), ("unit", labels.money_unit())];
    labels.phrase("overview-movers-subtitle", &args)
}

/// A stretch of time by its months; one month when it is one.
fn range(days: DayRange, labels: &dyn Labels) -> String {
    let (from, to) = (days.first.month(), days.last.month());
    if from == to {
        return labels.month(from);
    }
    labels.phrase("overview-range", &[("from", labels.month(from)), ("to", labels.month(to))])
}

fn is_month(bar: &PeriodBar) -> bool {
    bar.days.n_days() <= 31
}

fn month_name(month: Month, labels: &dyn Labels) -> String {
    let idx = usize::try_from(month.month_of_year()).unwrap_or(1).saturating_sub(1);
    labels.word(MONTH_NAMES[idx.min(MONTH_NAMES.len() - 1)])
}

/// Whether the month of the year with the most new revenue is the same in every whole year, of two or more.
fn spikes_every_year(bars: &[PeriodBar], peak: Month) -> bool {
    let mut n_years = 0;
    let mut first = 0;
    while first < bars.len() {
        let year = bars[first].days.first.year();
        let n = bars[first..].iter().take_while(|bar| bar.days.first.year() == year).count();
        let of_year = &bars[first..first + n];
        first += n;
        if n < 12 {
            continue;
        }
        let top = of_year.iter().max_by(|a, b| a.new_revenue.total_cmp(&b.new_revenue));
        if top.is_none_or(|bar| bar.days.first.month().month_of_year() != peak.month_of_year()) {
            return false;
        }
        n_years += 1;
    }
    n_years >= 2
}
