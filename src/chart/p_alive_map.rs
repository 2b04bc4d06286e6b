//! The chance of being alive by repeat orders and time since the last order, with two worked examples.

use super::describe::{Cell, DataTable, range_summary};
use super::labels::Labels;
use super::paint::{Paint, Role, Stroke};
use super::scene::{Action, Area};
use super::select::Pick;
use super::sheet::{BELOW, LEFT, Look, NewMark, RIGHT, Sheet, Type};
use super::ticks::finite;
use super::{Chart, Size};
use clientele_engine::analysis::clv::{ClvReport, PAliveCell};
use clientele_engine::query::Clause;

/// Mean length of a month.
const DAYS_PER_MONTH: f64 = 30.437;

/// Repeat orders of the two worked examples.
const EXAMPLES: [u32; 2] = [2, 12];

/// Draws the map; `selected` is the filter's [`Clause::History`].
#[must_use]
pub fn draw(report: &ClvReport, selected: Option<&Clause>, size: Size, labels: &dyn Labels) -> Chart {
    let sheet = Sheet::new(size);
    draw_map(&sheet, report, selected, labels);
    let values: Vec<_> = report.map.iter().map(|cell| (name(cell, labels), finite(cell.p_alive))).collect();
    Chart {
        scene: sheet.finish(),
        summary: range_summary(labels, &values, &|share| labels.percent(share, 0)),
        table: table(report, labels),
    }
}

/// The cells as rows of equal recency.
fn bands(report: &ClvReport) -> Vec<&[PAliveCell]> {
    report.map.chunk_by(|a, b| a.recency_days == b.recency_days).collect()
}

fn draw_map(sheet: &Sheet, report: &ClvReport, selected: Option<&Clause>, labels: &dyn Labels) {
    let bands = bands(report);
    let n_columns = bands.iter().map(|band| band.len()).max().unwrap_or(0);
    let left = 42.0;
    let area = Area { x: left, y: 6.0, w: sheet.width_px - left - 8.0, h: sheet.height_px - 6.0 - 38.0 };
    if area.w < 10.0 || area.h < 10.0 {
        return;
    }
    if n_columns == 0 {
        sheet.rect(area, Stroke::new(Role::Line, 1.0));
        return;
    }
    let (w, h) = (area.w / n_columns as f32, area.h / bands.len() as f32);
    let gap = if w >= 16.0 && h >= 16.0 { 1.0 } else { 0.0 };
    let place =
        |row: usize, column: usize| Area { x: area.x + w * column as f32, y: area.y + h * row as f32, w, h };
    for (row, band) in bands.iter().enumerate() {
        for (column, cell) in band.iter().enumerate() {
            let clause = clause(report, row, bands.len(), cell, column + 1 == n_columns);
            let pick = Pick::of(selected, &clause);
            let bounds = place(row, column);
            let mark = NewMark::new(name(cell, labels), bounds)
                .row(labels.word("chart-p-alive"), labels.percent(finite(cell.p_alive), 0))
                .doing(Action::Filter(clause));
            sheet.mark(mark, || {
                let tint = if pick == Pick::Dimmed { Paint::DIMMED } else { 100 };
                let mut look = Look::from(Paint::tinted(Role::Sequential(step(cell)), tint));
                if pick == Pick::Selected {
                    look = look.outlined(Stroke::new(Role::Ink, 2.0));
                }
                sheet.rect(Area { w: bounds.w - gap, h: bounds.h - gap, ..bounds }, look);
            });
        }
    }
    draw_axes(sheet, report, area, &bands, labels);
    for repeats in EXAMPLES {
        draw_example(sheet, &bands, repeats, &place, labels);
    }
}

fn draw_axes(sheet: &Sheet, report: &ClvReport, area: Area, bands: &[&[PAliveCell]], labels: &dyn Labels) {
    let months = f64::from(report.map_age_days.max(1)) / DAYS_PER_MONTH;
    let step = [1.0, 2.0, 3.0, 6.0, 12.0, 24.0, 36.0].into_iter().find(|step| months / step <= 4.0);
    let step = step.unwrap_or(60.0);
    for idx in 0..=(months / step + 0.1) as u32 {
        let at = f64::from(idx) * step;
        let y = area.y + area.h * (at / months).min(1.0) as f32;
        sheet.text((area.x - 8.0, y), &labels.count(at), Type::TICK, RIGHT);
    }
    sheet.text_upwards((6.0, area.center().1), &labels.word("chart-months-since-last"), Type::TICK);
    let columns = bands.first().copied().unwrap_or_default();
    let w = area.w / columns.len().max(1) as f32;
    let y = area.bottom() + 5.0;
    for (idx, cell) in columns.iter().enumerate() {
        let is_last = idx + 1 == columns.len();
        if idx == 0 || cell.repeats.is_multiple_of(5) {
            let text = if is_last { format!("{}+", cell.repeats) } else { cell.repeats.to_string() };
            sheet.text((area.x + w * (idx as f32 + 0.5), y), &text, Type::TICK, BELOW);
        }
    }
    sheet.text((area.center().0, y + 16.0), &labels.word("chart-repeat-orders"), Type::TICK, BELOW);
}

/// A ring on the cell of a quarter of the age and so many repeat orders, and what it says in words.
fn draw_example(
    sheet: &Sheet,
    bands: &[&[PAliveCell]],
    repeats: u32,
    place: &dyn Fn(usize, usize) -> Area,
    labels: &dyn Labels,
) {
    let row = bands.len() / 4;
    let Some(band) = bands.get(row) else { return };
    let Some(column) = band.iter().position(|cell| cell.repeats == repeats) else { return };
    let cell = &band[column];
    let center = place(row, column).center();
    let months = (f64::from(cell.recency_days) / DAYS_PER_MONTH).round();
    let args = [
        ("orders", repeats.to_string()),
        ("months", labels.count(months)),
        ("share", labels.percent(finite(cell.p_alive), 0)),
    ];
    let text = labels.phrase("chart-p-alive-example", &args);
    let width = Type::STRONG.width_px(&text);
    let ink = |cell: &PAliveCell| if step(cell) < 3 { Role::Ink } else { Role::SequentialText(step(cell)) };
    sheet.circle(center, 4.0, Stroke::new(ink(cell), 2.0));
    // The first example stands beside its ring, or above where it would run into the second ring; the
    // second stands below its own, back from the right edge.
    let next =
        band.iter().position(|cell| cell.repeats == EXAMPLES[1]).map_or(f32::MAX, |at| place(row, at).x);
    let (dy, neighbor) = if repeats != EXAMPLES[0] {
        (17.0, bands.get(row + 1).and_then(|band| band.get(column)))
    } else if center.0 + 10.0 + width < next {
        (0.0, band.get(column + 1))
    } else {
        (-17.0, row.checked_sub(2).and_then(|row| bands[row].get(column + 1)))
    };
    let x = (center.0 + 10.0).min(sheet.width_px - 12.0 - width);
    // The words lie over several cells: their color is that of the cell under their start.
    let under = neighbor.unwrap_or(cell);
    let halo = Stroke::new(Role::Sequential(step(under)), 3.0);
    sheet.text_haloed((x, center.1 + dy), &text, Type::STRONG.colored(ink(under)), LEFT, halo);
}

fn clause(report: &ClvReport, row: usize, n_rows: usize, cell: &PAliveCell, is_last_column: bool) -> Clause {
    let edge =
        |row: usize| (f64::from(report.map_age_days) * row as f64 / n_rows.max(1) as f64).round() as i32;
    let hi = if row + 1 == n_rows { i32::MAX } else { edge(row + 1) - 1 };
    let most = if is_last_column { u32::MAX } else { cell.repeats };
    Clause::History { repeats: (cell.repeats, most), recency_days: (edge(row), hi) }
}

fn step(cell: &PAliveCell) -> u8 {
    (finite(cell.p_alive) * 9.0).floor().clamp(0.0, 8.0) as u8
}

fn name(cell: &PAliveCell, labels: &dyn Labels) -> String {
    let args = [("orders", cell.repeats.to_string()), ("days", labels.count(f64::from(cell.recency_days)))];
    labels.phrase("chart-p-alive-cell", &args)
}

fn table(report: &ClvReport, labels: &dyn Labels) -> DataTable {
    let heads = [
        labels.word("chart-repeat-orders"),
        labels.word("chart-days-since-order"),
        labels.word("chart-p-alive"),
    ];
    let mut table = DataTable::new(0, heads);
    for cell in &report.map {
        table.rows.push(vec![
            Cell::number(f64::from(cell.repeats), cell.repeats.to_string()),
            Cell::number(f64::from(cell.recency_days), labels.count(f64::from(cell.recency_days))),
            Cell::number(cell.p_alive, labels.percent(cell.p_alive, 1)),
        ]);
    }
    table
}
