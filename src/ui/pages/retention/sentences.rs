//! The sentences of the retention page, computed from its report. A season is only named by its months: the
//! data does not say what was on sale.

use crate::chart::{Labels, cohort_profit};
use clientele_engine::analysis::cohort::{CohortOutlier, CohortReport, CohortRow};
use clientele_engine::data::Month;

/// Shares this far apart are the same.
const EVEN: f64 = 0.005;

fn cohort_name(report: &CohortReport, start: Month, labels: &dyn Labels) -> String {
    if report.n_months == 3 {
        let quarter = start.quarter().quarter_of_year().to_string();
        labels.phrase("chart-quarter-of-year", &[("quarter", quarter), ("year", labels.year(start.year()))])
    } else {
        labels.month(start)
    }
}

/// The cohort that loses most against the others, if any does.
fn weakest(report: &CohortReport) -> Option<&CohortOutlier> {
    report.outliers.iter().find(|outlier| outlier.retention < outlier.others)
}

/// Which customers come back less, or more, often than the others.
pub(super) fn triangle(report: &CohortReport, labels: &dyn Labels) -> String {
    if let Some(first) = weakest(report) {
        let weak = same_month(report, first);
        let ratios = weak.iter().map(|outlier| outlier.retention / outlier.others);
        let ratio = ratios.sum::<f64>() / weak.len() as f64;
        return less_often(ratio, who(report, &weak, labels), labels);
    }
    let best = report.outliers.iter().find(|outlier| outlier.retention > outlier.others);
    match best {
        Some(outlier) if outlier.others > 0.0 => {
            let more = outlier.retention / outlier.others - 1.0;
            let args =
                [("cohort", cohort_name(report, outlier.start, labels)), ("share", labels.percent(more, 0))];
            labels.phrase("retention-more", &args)
        }
        _ => labels.word("retention-even"),
    }
}

/// The weak cohorts of the same month of any year, by year: what stands out every year is said together.
fn same_month<'r>(report: &'r CohortReport, first: &CohortOutlier) -> Vec<&'r CohortOutlier> {
    let is_alike = |other: &&CohortOutlier| {
        other.retention < other.others && other.start.month_of_year() == first.start.month_of_year()
    };
    let mut weak: Vec<&CohortOutlier> = report.outliers.iter().filter(is_alike).collect();
    weak.sort_by_key(|outlier| outlier.start);
    weak
}

fn who(report: &CohortReport, weak: &[&CohortOutlier], labels: &dyn Labels) -> String {
    match weak {
        [] => String::new(),
        [only] => cohort_name(report, only.start, labels),
        [first, ..] => {
            let years: Vec<String> = weak.iter().map(|outlier| labels.year(outlier.start.year())).collect();
            let years = years.join(&labels.word("retention-year-separator"));
            let start = first.start;
            if report.n_months == 3 {
                let quarter = start.quarter().quarter_of_year().to_string();
                labels.phrase("chart-quarter-of-year", &[("quarter", quarter), ("year", years)])
            } else {
                let month = labels.month_short(start.month_of_year());
                labels.phrase("retention-years", &[("month", month), ("years", years)])
            }
        }
    }
}

fn less_often(ratio: f64, cohort: String, labels: &dyn Labels) -> String {
    let key = match ratio {
        ratio if (0.45..0.55).contains(&ratio) => "retention-half",
        ratio if (0.29..0.37).contains(&ratio) => "retention-third",
        ratio if (0.22..0.29).contains(&ratio) => "retention-quarter-as",
        _ => "retention-less",
    };
    if key == "retention-less" {
        labels.phrase(key, &[("cohort", cohort), ("share", labels.percent(1.0 - ratio, 0))])
    } else {
        labels.phrase(key, &[("cohort", cohort)])
    }
}

/// What a cell is.
pub(super) fn triangle_subtitle(report: &CohortReport, labels: &dyn Labels) -> String {
    labels.word(if report.n_months == 3 {
        "retention-triangle-subtitle-quarter"
    } else {
        "retention-triangle-subtitle-month"
    })
}

fn retention(row: &CohortRow, age: usize) -> Option<f64> {
    let active = *row.active.get(age)?;
    (row.n_customers > 0).then(|| active as f64 / row.n_customers as f64)
}

/// Retention of all cohorts but one at an age, weighted by their customers.
fn others(report: &CohortReport, except: Month, age: usize) -> Option<f64> {
    let rows = || report.rows.iter().filter(|row| row.start != except && row.active.len() > age);
    let n: u64 = rows().map(|row| row.n_customers).sum();
    let active: u64 = rows().filter_map(|row| row.active.get(age)).sum();
    (n > 0).then(|| active as f64 / n as f64)
}

/// Whether the gap of the weakest cohort closes; without one, how many still order after a year.
pub(super) fn curves(report: &CohortReport, labels: &dyn Labels) -> String {
    // The cohort that the chart points out: the first with a course to speak of.
    let pointed_out = report.outliers.iter().find_map(|outlier| {
        let row = report.rows.iter().find(|row| row.start == outlier.start && row.active.len() > 2)?;
        Some((outlier, row))
    });
    let Some((_, row)) = pointed_out.filter(|(outlier, _)| outlier.retention < outlier.others) else {
        return tail(report, labels);
    };
    let gaps: Vec<f64> = (1..row.active.len())
        .map_while(|age| Some(others(report, row.start, age)? - retention(row, age)?))
        .collect();
    if gaps.iter().all(|gap| *gap > 0.0) {
        return labels.word("retention-gap-stays");
    }
    // It closes where it stays closed for the rest of the curve, not where the lines touch once.
    let n_open = gaps.iter().rposition(|gap| *gap > EVEN).map_or(0, |idx| idx + 1);
    if n_open > 0 && n_open < gaps.len() {
        let key = if report.n_months == 3 {
            "retention-gap-closes-quarters"
        } else {
            "retention-gap-closes-months"
        };
        return labels.phrase(key, &[("n", labels.count(n_open as f64))]);
    }
    labels.word("retention-gap-mostly")
}

fn tail(report: &CohortReport, labels: &dyn Labels) -> String {
    let is_quarter = report.n_months == 3;
    let year = if is_quarter { 4 } else { 12 };
    let age = year.min(report.weighted.len().saturating_sub(1));
    let Some(share) = report.weighted.get(age).filter(|_| age > 0) else {
        return labels.word("retention-tail-empty");
    };
    let key = if is_quarter { "retention-tail-quarters" } else { "retention-tail-months" };
    labels.phrase(key, &[("n", labels.count(age as f64)), ("share", labels.percent(*share, 0))])
}

/// What the lines are.
pub(super) fn curves_subtitle(report: &CohortReport, labels: &dyn Labels) -> String {
    labels.word(if report.n_months == 3 {
        "retention-curves-subtitle-quarter"
    } else {
        "retention-curves-subtitle-month"
    })
}

/// What a customer of the weakest cohort earns against the others of its year.
pub(super) fn profit(report: &CohortReport, has_cost: bool, labels: &dyn Labels) -> String {
    if !has_cost {
        return labels.word("retention-profit-no-cost");
    }
    let Some(year) = cohort_profit::year(report) else { return labels.word("retention-profit-early") };
    let rows: Vec<(&CohortRow, f64)> = report
        .rows
        .iter()
        .filter(|row| row.start.year() == year)
        .filter_map(|row| Some((row, row.first_year_profit?)))
        .collect();
    let is_weak = |row: &CohortRow| {
        report.outliers.iter().any(|outlier| outlier.start == row.start && outlier.retention < outlier.others)
    };
    if let Some((row, profit)) = rows.iter().find(|(row, _)| is_weak(row)) {
        let mean = mean(rows.iter().filter(|(other, _)| other.start != row.start));
        if let Some(mean) = mean {
            let args = [
                ("cohort", cohort_name(report, row.start, labels)),
                ("money", labels.money(*profit)),
                ("others", labels.money(mean)),
            ];
            return labels.phrase("retention-profit-weak", &args);
        }
    }
    let lowest = rows.iter().min_by(|a, b| a.1.total_cmp(&b.1));
    let highest = rows.iter().max_by(|a, b| a.1.total_cmp(&b.1));
    match (lowest, highest) {
        (Some((_, lowest)), Some((_, highest))) if rows.len() > 1 => labels.phrase(
            "retention-profit-range",
            &[("low", labels.money(*lowest)), ("high", labels.money(*highest))],
        ),
        (Some((_, only)), _) => labels.phrase("retention-profit-one", &[("money", labels.money(*only))]),
        _ => labels.word("retention-profit-early"),
    }
}

/// Mean per customer over cohorts.
fn mean<'r>(rows: impl Iterator<Item = &'r (&'r CohortRow, f64)>) -> Option<f64> {
    let (sum, n) = rows.fold((0.0, 0.0), |(sum, n), (row, profit)| {
        (sum + profit * row.n_customers as f64, n + row.n_customers as f64)
    });
    (n > 0.0).then(|| sum / n)
}

/// Unit and year of the bars.
pub(super) fn profit_subtitle(report: &CohortReport, labels: &dyn Labels) -> String {
    match cohort_profit::year(report) {
        Some(year) => labels.phrase(
            "retention-profit-subtitle",
            &[("unit", labels.money_unit()), ("year", labels.year(year))],
        ),
        None => String::new(),
    }
}
