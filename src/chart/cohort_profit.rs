//! Profit of the first twelve months per customer, by month of the first order, for the latest year that
//! is over.

use super::cohort_triangle::{cohort_name, is_weak};
use super::describe::{Cell, DataTable, range_summary};
use super::labels::Labels;
use super::paint::{Dash, Paint, Role, Stroke};
use super::plot::{Plot, label_room_px};
use super::scene::{Action, Area};
use super::select::Pick;
use super::sheet::{ABOVE, LEFT, Look, NewMark, Sheet, Type};
use super::ticks::{Ticks, finite};
use super::{Chart, Size};
use clientele_engine::analysis::cohort::{CohortReport, CohortRow};
use clientele_engine::query::Clause;

/// Part of a band that its bar takes.
const BAR_SHARE: f64 = 0.66;

/// Draws a bar per cohort; `selected` is the filter's [`Clause::FirstOrder`].
#[must_use]
pub fn draw(report: &CohortReport, selected: Option<&Clause>, size: Size, labels: &dyn Labels) -> Chart {
    let sheet = Sheet::new(size);
    let rows = latest_year(report);
    draw_bars(&sheet, report, &rows, selected, labels);
    let values: Vec<_> =
        rows.iter().map(|(row, profit)| (cohort_name(report, row, labels), *profit)).collect();
    let heads = [
        labels.word("chart-first-order"),
        labels.word("chart-new-customers"),
        labels.word("chart-first-year-profit"),
    ];
    let mut table = DataTable::new(1, heads);
    for (row, profit) in &rows {
        table.rows.push(vec![
            Cell::text(cohort_name(report, row, labels)),
            Cell::number(row.n_customers as f64, labels.count(row.n_customers as f64)),
            Cell::number(*profit, labels.money(*profit)),
        ]);
    }
    let summary = range_summary(labels, &values, &|value| labels.money(value));
    Chart { scene: sheet.finish(), summary, table }
}

/// The year whose cohorts are drawn: the latest that [`draw`] has enough cohorts of.
#[must_use]
pub fn year(report: &CohortReport) -> Option<i32> {
    latest_year(report).first().map(|(row, _)| row.start.year())
}

/// Cohorts with a first-year profit of the latest year in which all of them have one, or else of the latest
/// year in which any has.
fn latest_year(report: &CohortReport) -> Vec<(&CohortRow, f64)> {
    let profits = |year: i32| {
        let rows = report.rows.iter().filter(move |row| row.start.year() == year);
        rows.filter_map(|row| Some((row, row.first_year_profit.filter(|profit| profit.is_finite())?)))
    };
    let mut years: Vec<i32> = report.rows.iter().map(|row| row.start.year()).collect();
    years.dedup();
    let is_whole = |year: &i32| {
        let n = report.rows.iter().filter(|row| row.start.year() == *year).count();
        n > 0 && profits(*year).count() == n
    };
    let whole = years.iter().rev().copied().find(is_whole);
    let chosen = whole.or_else(|| years.iter().rev().copied().find(|year| profits(*year).next().is_some()));
    chosen.map(|year| profits(year).collect()).unwrap_or_default()
}

fn draw_bars(
    sheet: &Sheet,
    report: &CohortReport,
    rows: &[(&CohortRow, f64)],
    selected: Option<&Clause>,
    labels: &dyn Labels,
) {
    let say = |value: f64| labels.money_axis(value);
    let values = || rows.iter().map(|(_, profit)| *profit);
    let n_steps = if sheet.height_px < 160.0 { 2 } else { 4 };
    let y = Ticks::within(values().fold(0.0, f64::min), values().fold(0.0, f64::max), n_steps);
    let left = label_room_px(&y, &say);
    let area = Area { x: left, y: 24.0, w: sheet.width_px - left, h: sheet.height_px - 24.0 - 24.0 };
    let n = rows.len().max(1) as f64;
    let Some(mut plot) = Plot::new(sheet, area, (0.0, n), &y, Some(&say)) else { return };
    for (idx, (row, profit)) in rows.iter().enumerate() {
        let clause =
            Clause::FirstOrder { from: row.start, to: row.start.plus(i32::from(report.n_months.max(1)) - 1) };
        let pick = Pick::of(selected, &clause);
        let middle = idx as f64 + 0.5;
        let bounds = Area::between(plot.at(idx as f64, *profit), plot.at(idx as f64 + 1.0, 0.0));
        let mark = NewMark::new(
            labels.phrase("chart-cohort", &[("cohort", cohort_name(report, row, labels))]),
            bounds,
        )
        .row(labels.word("chart-first-year-profit"), labels.money(*profit))
        .row(labels.word("chart-new-customers"), labels.count(row.n_customers as f64))
        .doing(Action::Filter(clause));
        let is_weak = is_weak(report, row);
        sheet.mark(mark, || {
            let role = if is_weak || *profit < 0.0 { Role::Down } else { Role::Accent };
            let tint = match pick {
                Pick::Dimmed => Paint::DIMMED,
                Pick::Plain if !is_weak => Paint::CONTEXT,
                _ => 100,
            };
            let mut look = Look::from(Paint::tinted(role, tint));
            if pick == Pick::Selected {
                look = look.outlined(Stroke::new(Role::Ink, 2.0));
            }
            plot.bar((middle - BAR_SHARE / 2.0, 0.0), (middle + BAR_SHARE / 2.0, *profit), look);
            if is_weak {
                let at = plot.at(middle, profit.max(0.0));
                sheet.text((at.0, at.1 - 3.0), &say(*profit), Type::STRONG.colored(Role::Down), ABOVE);
            }
        });
    }
    plot.zero();
    plot.x_labels(rows.iter().enumerate().map(|(idx, (row, _))| {
        let month = row.start.month_of_year();
        let quarter = [("quarter", row.start.quarter().quarter_of_year().to_string())];
        let text = if report.n_months == 3 {
            labels.phrase("chart-quarter", &quarter)
        } else {
            labels.month_short(month)
        };
        (idx as f64 + 0.5, text)
    }));
    draw_average(sheet, &plot, report, rows, labels);
}

/// The mean of all cohorts that are not weak, by customer.
fn draw_average(
    sheet: &Sheet,
    plot: &Plot<'_>,
    report: &CohortReport,
    rows: &[(&CohortRow, f64)],
    labels: &dyn Labels,
) {
    let others = || rows.iter().filter(|(row, _)| !is_weak(report, row));
    let n: f64 = others().map(|(row, _)| row.n_customers as f64).sum();
    if n <= 0.0 {
        return;
    }
    let mean = finite(others().map(|(row, profit)| row.n_customers as f64 * profit).sum::<f64>() / n);
    plot.level(mean, Stroke::new(Role::Ink, 1.0).dashed(Dash::Dotted));
    let is_all = others().count() == rows.len();
    let key = if is_all { "chart-average-of-months" } else { "chart-average-of-others" };
    let text = labels.phrase(key, &[("money", labels.money_axis(mean))]);
    let x = plot.area.x + 2.0;
    let foot = plot.at(0.0, mean).1;
    if foot > 18.0 {
        sheet.line((x + 8.0, 15.0), (x + 8.0, foot), Stroke::new(Role::Axis, 1.0));
    }
    sheet.text_in((x, 7.0), plot.area.w, &text, Type::TICK.colored(Role::Ink2), LEFT);
}
