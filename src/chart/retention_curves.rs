//! Retention by age: a grey line per cohort, the mean of all but the outlier, and the outlier.

use super::cohort_triangle::{cohort_name, is_weak, retention};
use super::describe::{Cell, DataTable, range_summary};
use super::labels::Labels;
use super::paint::{Role, Stroke};
use super::plot::{Plot, label_room_px};
use super::scene::Area;
use super::sheet::{LEFT, NewMark, Sheet, TOP_LEFT, Type, spread};
use super::ticks::Ticks;
use super::{Chart, Size};
use clientele_engine::analysis::cohort::{CohortReport, CohortRow};

/// A line that is pointed out: by age, the share and the customers behind it.
struct Line {
    name: String,
    role: Role,
    points: Vec<(f64, f64)>,
}

/// Draws the curves.
#[must_use]
pub fn draw(report: &CohortReport, size: Size, labels: &dyn Labels) -> Chart {
    let sheet = Sheet::new(size);
    let outlier = outlier(report);
    let mean = mean(report, outlier);
    let name = match outlier {
        Some(row) => labels.phrase("chart-all-but", &[("cohort", cohort_name(report, row, labels))]),
        None => labels.word("chart-all-cohorts"),
    };
    let mut lines = vec![Line { name, role: Role::Accent, points: mean }];
    if let Some(row) = outlier {
        let role = if is_weak(report, row) { Role::Down } else { Role::CategoryText(2) };
        lines.push(Line { name: cohort_name(report, row, labels), role, points: points(row) });
    }
    draw_lines(&sheet, report, outlier, &lines, labels);
    let values: Vec<_> = lines[0]
        .points
        .iter()
        .map(|&(age, share)| (labels.phrase("chart-age", &[("age", labels.count(age))]), share))
        .collect();
    Chart {
        scene: sheet.finish(),
        summary: range_summary(labels, &values, &|share| labels.percent(share, 0)),
        table: table(report, &lines, labels),
    }
}

/// The cohort that differs most: the first of the report's outliers that has a curve.
fn outlier(report: &CohortReport) -> Option<&CohortRow> {
    report
        .outliers
        .iter()
        .find_map(|outlier| report.rows.iter().find(|row| row.start == outlier.start && row.active.len() > 2))
}

fn points(row: &CohortRow) -> Vec<(f64, f64)> {
    (1..row.active.len()).filter_map(|age| Some((age as f64, retention(row, age)?))).collect()
}

/// Retention by age over all cohorts but one, weighted by their customers.
fn mean(report: &CohortReport, without: Option<&CohortRow>) -> Vec<(f64, f64)> {
    let n_ages = report.rows.iter().map(|row| row.active.len()).max().unwrap_or(0);
    (1..n_ages)
        .filter_map(|age| {
            let rows = || {
                report
                    .rows
                    .iter()
                    .filter(|row| row.active.len() > age && without.is_none_or(|out| out.start != row.start))
            };
            let all: u64 = rows().map(|row| row.n_customers).sum();
            let active: u64 = rows().map(|row| row.active[age]).sum();
            // Half of the cohorts have a second neighbor; a last point of one cohort alone is left out.
            (all > 0 && (rows().count() > 1 || age == 1)).then(|| (age as f64, active as f64 / all as f64))
        })
        .collect()
}

fn draw_lines(
    sheet: &Sheet,
    report: &CohortReport,
    outlier: Option<&CohortRow>,
    lines: &[Line],
    labels: &dyn Labels,
) {
    let say = |share: f64| if share == 0.0 { "0".to_owned() } else { labels.percent(share, 0) };
    let highest = report.rows.iter().flat_map(points).map(|point| point.1).fold(0.0, f64::max);
    let y = Ticks::spanning(
        0.0,
        if highest > 0.0 { highest } else { 0.3 },
        if sheet.height_px < 160.0 { 2 } else { 3 },
    );
    let left = label_room_px(&y, &say);
    let oldest =
        report.rows.iter().map(|row| row.active.len()).max().unwrap_or(0).saturating_sub(1).max(2) as f64;
    let end = |line: &Line| line.points.last().map(|point| labels.percent(point.1, 0)).unwrap_or_default();
    // The mean ends near the right edge; the outlier may end anywhere and has its words beside its end.
    let room = lines.iter().map(|line| {
        let from = line.points.last().map_or(oldest, |point| point.0) / oldest;
        let width = Type::STRONG.width_px(&end(line)).max(Type::SOFT.width_px(&line.name)) + 14.0;
        width - (1.0 - from as f32) * sheet.width_px * 0.6
    });
    let room = room.fold(12.0, f32::max).min(sheet.width_px * 0.32);
    let area = Area { x: left, y: 8.0, w: sheet.width_px - left - room, h: sheet.height_px - 8.0 - 40.0 };
    let Some(mut plot) = Plot::new(sheet, area, (1.0, oldest), &y, Some(&say)) else { return };
    let area = plot.area;
    let every = (oldest / 4.0).max(1.0);
    let step = [1.0, 2.0, 3.0, 6.0, 12.0].into_iter().find(|&step| step >= every).unwrap_or(24.0);
    let ages = (1..=oldest as u32).map(f64::from).filter(|age| *age == 1.0 || (age % step).abs() < 1e-9);
    plot.x_labels(ages.map(|age| (age, labels.count(age))));
    let title = if report.n_months == 3 { "chart-quarters-since-first" } else { "chart-months-since-first" };
    sheet.text((area.x, area.bottom() + 23.0), &labels.word(title), Type::TICK, TOP_LEFT);

    for row in report.rows.iter().filter(|row| outlier.is_none_or(|out| out.start != row.start)) {
        let points = points(row);
        if points.len() > 1 {
            plot.line(&points, Stroke::new(Role::Line2, 1.0));
        }
    }
    plot.zero();
    for line in lines {
        plot.line(&line.points, Stroke::new(line.role, 2.4));
    }
    draw_hover(sheet, &plot, oldest, lines, labels);
    let ends: Vec<_> = lines.iter().map(|line| line.points.last().map(|&(x, y)| plot.at(x, y))).collect();
    let mut places: Vec<f32> = ends.iter().map(|end| end.map_or(area.bottom(), |end| end.1)).collect();
    // The outlier may end well before the mean does; then its words cannot meet those of the mean.
    let is_clear = match (&ends[..], lines) {
        ([Some(mean), Some(other)], [_, line]) => {
            other.0 + 13.0 + Type::SOFT.width_px(&line.name).max(Type::STRONG.width_px(&end(line))) < mean.0
        }
        _ => false,
    };
    spread(&mut places, if is_clear { 0.0 } else { 34.0 }, area.y + 6.0, area.bottom() - 22.0);
    for ((line, at), y) in lines.iter().zip(ends).zip(places) {
        let Some(at) = at else { continue };
        plot.dot(line.points.last().copied().unwrap_or_default(), 3.5, line.role);
        let x = at.0 + 9.0;
        let letters = Type::STRONG.colored(line.role);
        sheet.text_over((x, y), &end(line), letters, LEFT);
        if let Some(name) = Type::SOFT.fit(&line.name, (sheet.width_px - x).max(40.0)) {
            sheet.text_over((x, y + 16.0), &name, Type::SOFT, LEFT);
        }
    }
}

/// A column to hover at each age.
fn draw_hover(sheet: &Sheet, plot: &Plot<'_>, oldest: f64, lines: &[Line], labels: &dyn Labels) {
    let step_px = plot.area.w / (oldest - 1.0).max(1.0) as f32;
    for &(age, share) in &lines[0].points {
        let at = plot.at(age, share);
        let bounds = Area { x: at.0 - step_px / 2.0, y: plot.area.y, w: step_px, h: plot.area.h };
        let mut mark = NewMark::new(labels.phrase("chart-age", &[("age", labels.count(age))]), bounds).at(at);
        for line in lines {
            if let Some(point) = line.points.iter().find(|point| (point.0 - age).abs() < 0.5) {
                mark = mark.row(line.name.clone(), labels.percent(point.1, 1));
            }
        }
        sheet.mark(mark, || {});
    }
}

fn table(report: &CohortReport, lines: &[Line], labels: &dyn Labels) -> DataTable {
    let mut table = DataTable::new(0, [labels.word("chart-periods-since-first")]);
    for line in lines {
        table.columns.push(super::Column { head: line.name.clone(), is_number: true });
    }
    let n_ages = report.rows.iter().map(|row| row.active.len()).max().unwrap_or(0);
    for age in 1..n_ages {
        let mut cells = vec![Cell::number(age as f64, labels.count(age as f64))];
        for line in lines {
            let point = line.points.iter().find(|point| (point.0 - age as f64).abs() < 0.5);
            cells.push(
                point.map(|point| Cell::number(point.1, labels.percent(point.1, 1))).unwrap_or_default(),
            );
        }
        table.rows.push(cells);
    }
    table
}
