//! Retention by cohort: one row per month or quarter of first order, one cell per period after it.
//!
//! The ramp ends at the highest retention, rounded up to the next 5 %; [`ramp_max`] gives it for its key.

use super::describe::{Cell, DataTable, range_summary};
use super::labels::Labels;
use super::paint::{Paint, Role, Stroke};
use super::scene::{Action, Area};
use super::select::Pick;
use super::sheet::{CENTER, LEFT, Look, NewMark, RIGHT, Sheet, Type};
use super::{Chart, Size};
use clientele_engine::analysis::cohort::{CohortReport, CohortRow};
use clientele_engine::query::Clause;

/// Room above the cells for their heads.
const HEAD_PX: f32 = 22.0;
/// Height at which a row is comfortable to read.
const ROW_PX: f32 = 24.0;

/// Draws the triangle; `selected` is the filter's [`Clause::CohortActive`] or [`Clause::FirstOrder`].
#[must_use]
pub fn draw(report: &CohortReport, selected: Option<&Clause>, size: Size, labels: &dyn Labels) -> Chart {
    let sheet = Sheet::new(size);
    draw_rows(&sheet, report, selected, labels);
    let values: Vec<_> = report
        .rows
        .iter()
        .flat_map(|row| (1..row.active.len()).filter_map(move |age| Some((row, age, retention(row, age)?))))
        .map(|(row, age, share)| (cell_name(report, row, age, labels), share))
        .collect();
    Chart {
        scene: sheet.finish(),
        summary: range_summary(labels, &values, &|share| labels.percent(share, 0)),
        table: table(report, labels),
    }
}

/// Height at which every row has its comfortable size, in CSS pixels.
#[must_use]
pub fn natural_height_px(report: &CohortReport) -> f32 {
    HEAD_PX + ROW_PX * report.rows.len() as f32 + 2.0
}

/// Retention at the dark end of the ramp.
#[must_use]
pub fn ramp_max(report: &CohortReport) -> f64 {
    let shares =
        report.rows.iter().flat_map(|row| (1..row.active.len()).filter_map(|age| retention(row, age)));
    ((shares.fold(0.0, f64::max) * 20.0 - 1e-9).ceil() / 20.0).max(0.05)
}

/// Share of a cohort that ordered in the `age`-th period after its own.
pub(super) fn retention(row: &CohortRow, age: usize) -> Option<f64> {
    let active = *row.active.get(age)?;
    (row.n_customers > 0).then(|| active as f64 / row.n_customers as f64)
}

/// The name of a cohort: its month, or its quarter.
pub(super) fn cohort_name(report: &CohortReport, row: &CohortRow, labels: &dyn Labels) -> String {
    if report.n_months == 3 {
        let args = [
            ("quarter", row.start.quarter().quarter_of_year().to_string()),
            ("year", labels.year(row.start.year())),
        ];
        labels.phrase("chart-quarter-of-year", &args)
    } else {
        labels.month(row.start)
    }
}

/// Whether a cohort comes back less often than the others.
pub(super) fn is_weak(report: &CohortReport, row: &CohortRow) -> bool {
    report.outliers.iter().any(|outlier| outlier.start == row.start && outlier.retention < outlier.others)
}

fn draw_rows(sheet: &Sheet, report: &CohortReport, selected: Option<&Clause>, labels: &dyn Labels) {
    let first_head = labels.word("chart-first-order");
    let new_head = labels.word("chart-new");
    let names: Vec<_> = report.rows.iter().map(|row| cohort_name(report, row, labels)).collect();
    let strong = Type::TICK.bold();
    let widest = |texts: &mut dyn Iterator<Item = String>| {
        texts.map(|text| strong.width_px(&text).max(Type::TICK.width_px(&text))).fold(0.0, f32::max)
    };
    let name_w = widest(&mut names.iter().cloned().chain([first_head.clone()])).min(sheet.width_px * 0.3);
    let new_w = widest(
        &mut report.rows.iter().map(|row| labels.count(row.n_customers as f64)).chain([new_head.clone()]),
    );
    let x0 = name_w + 12.0 + new_w + 10.0;
    let heads = [(0.0, LEFT, &first_head, name_w), (x0 - 10.0, RIGHT, &new_head, new_w + 8.0)];
    for (x, hold, text, room) in heads {
        sheet.text_in((x, HEAD_PX / 2.0 - 1.0), room, text, Type::TICK, hold);
    }
    let n_ages = report.rows.iter().map(|row| row.active.len()).max().unwrap_or(0).saturating_sub(1).max(1);
    let w = ((sheet.width_px - x0 - 1.0) / n_ages as f32).min(64.0);
    let h = ((sheet.height_px - HEAD_PX - 1.0) / report.rows.len().max(1) as f32).min(36.0);
    if w <= 0.0 || h <= 0.0 || report.rows.is_empty() {
        return;
    }
    let mut free_from = 0.0;
    for age in 1..=n_ages {
        let x = x0 + w * (age as f32 - 0.5);
        let text = age.to_string();
        let half = Type::TICK.width_px(&text) / 2.0;
        // First, then every third, as long as they do not touch.
        if (age == 1 || age.is_multiple_of(3)) && x - half >= free_from {
            sheet.text((x, HEAD_PX / 2.0 - 1.0), &text, Type::TICK, CENTER);
            free_from = x + half + 6.0;
        }
    }
    let every = (13.0 / h).ceil().max(1.0) as usize;
    let highest = ramp_max(report);
    for (idx, (row, name)) in report.rows.iter().zip(&names).enumerate() {
        let y = HEAD_PX + h * idx as f32;
        let clause =
            Clause::FirstOrder { from: row.start, to: row.start.plus(i32::from(report.n_months.max(1)) - 1) };
        let row_pick = Pick::of(selected, &clause);
        let bounds = Area { x: 0.0, y, w: x0 - 6.0, h };
        let count = labels.count(row.n_customers as f64);
        let mark = NewMark::new(labels.phrase("chart-cohort", &[("cohort", name.clone())]), bounds)
            .row(labels.word("chart-new-customers"), count.clone())
            .doing(Action::Filter(clause));
        let letters = match (is_weak(report, row), row_pick) {
            (true, _) => strong.colored(Role::Down),
            (_, Pick::Selected) => strong.colored(Role::Ink),
            _ => Type::TICK.colored(Role::Ink2),
        };
        sheet.mark(mark, || {
            if idx.is_multiple_of(every) {
                sheet.text_in((0.0, y + h / 2.0), name_w, name, letters, LEFT);
                sheet.text((x0 - 10.0, y + h / 2.0), &count, letters, RIGHT);
            }
        });
        for age in 1..row.active.len() {
            let area = Area { x: x0 + w * (age as f32 - 1.0), y, w, h };
            draw_cell(sheet, report, row, (age, area, highest), (selected, row_pick), labels);
        }
        if row_pick == Pick::Selected && row.active.len() > 1 {
            let area = Area { x: x0 - 0.5, y: y - 0.5, w: w * (row.active.len() - 1) as f32, h };
            sheet.rect(area, Stroke::new(Role::Ink, 2.0));
        }
    }
}

fn draw_cell(
    sheet: &Sheet,
    report: &CohortReport,
    row: &CohortRow,
    (age, area, highest): (usize, Area, f64),
    (selected, row_pick): (Option<&Clause>, Pick),
    labels: &dyn Labels,
) {
    let Some(share) = retention(row, age) else { return };
    let clause = Clause::CohortActive { cohort: row.start, n_months: report.n_months, age: age as u16 };
    let pick = match Pick::of(selected, &clause) {
        Pick::Plain => row_pick,
        own => own,
    };
    let step = ((share / highest) * 9.0).floor().clamp(0.0, 8.0) as u8;
    let others = report.weighted.get(age).copied().filter(|share| share.is_finite());
    let of =
        [("part", labels.count(row.active[age] as f64)), ("whole", labels.count(row.n_customers as f64))];
    let mut mark = NewMark::new(cell_name(report, row, age, labels), area)
        .row(labels.word("chart-bought-again"), labels.phrase("chart-part-of-whole", &of))
        .row(labels.word("chart-retention"), labels.percent(share, 0))
        .doing(Action::Filter(clause));
    if let Some(others) = others {
        mark = mark.row(labels.word("chart-all-cohorts"), labels.percent(others, 0));
    }
    sheet.mark(mark, || {
        let gap = if area.w >= 16.0 && area.h >= 16.0 { 1.0 } else { 0.0 };
        let tint = if pick == Pick::Dimmed { Paint::DIMMED } else { 100 };
        let inner = Area { w: area.w - gap, h: area.h - gap, ..area };
        let mut look = Look::from(Paint::tinted(Role::Sequential(step), tint));
        if pick == Pick::Selected && row_pick != Pick::Selected {
            look = look.outlined(Stroke::new(Role::Ink, 2.0));
        }
        sheet.rect(inner, look);
        if area.w >= 24.0 && area.h >= 18.0 {
            let ink = if pick == Pick::Dimmed { Role::Ink2 } else { Role::SequentialText(step) };
            // The unit stands in the subtitle: the number alone.
            let text = labels.decimal(share * 100.0, 0);
            sheet.text(inner.center(), &text, Type::TICK.colored(ink), CENTER);
        }
    });
}

fn cell_name(report: &CohortReport, row: &CohortRow, age: usize, labels: &dyn Labels) -> String {
    let args = [("cohort", cohort_name(report, row, labels)), ("age", age.to_string())];
    if report.n_months == 3 {
        labels.phrase("chart-cohort-quarter-age", &args)
    } else {
        labels.phrase("chart-cohort-month-age", &args)
    }
}

fn table(report: &CohortReport, labels: &dyn Labels) -> DataTable {
    let n_ages = report.rows.iter().map(|row| row.active.len()).max().unwrap_or(0);
    let mut table = DataTable::new(1, [labels.word("chart-first-order"), labels.word("chart-new-customers")]);
    for age in 1..n_ages {
        let head = super::Column { head: format!("{age} (%)"), is_number: true };
        table.columns.push(head);
    }
    for row in &report.rows {
        let count = labels.count(row.n_customers as f64);
        let mut cells =
            vec![Cell::text(cohort_name(report, row, labels)), Cell::number(row.n_customers as f64, count)];
        for age in 1..n_ages {
            let cell = retention(row, age).map(|share| Cell::number(share, labels.percent(share, 1)));
            cells.push(cell.unwrap_or_default());
        }
        table.rows.push(cells);
    }
    table
}
