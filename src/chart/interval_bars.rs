//! The customers with the largest lifetime value, each with its 80 % interval.

use super::describe::{Cell, DataTable, range_summary};
use super::labels::Labels;
use super::paint::{Paint, Role, Stroke};
use super::plot::Plot;
use super::scene::{Action, Area};
use super::sheet::{BELOW, LEFT, Look, NewMark, RIGHT, Sheet, Type};
use super::ticks::{Ticks, finite};
use super::{Chart, Size};
use clientele_engine::analysis::clv::{ClvReport, TopCustomer};

/// Height at which a row is comfortable to read.
const ROW_PX: f32 = 22.0;

/// Draws a row per customer; a click opens the customer.
#[must_use]
pub fn draw(report: &ClvReport, size: Size, labels: &dyn Labels) -> Chart {
    let sheet = Sheet::new(size);
    draw_rows(&sheet, &report.top, labels);
    let values: Vec<_> = report.top.iter().map(|row| (row.label.clone(), row.value)).collect();
    Chart {
        scene: sheet.finish(),
        summary: range_summary(labels, &values, &|value| labels.money(value)),
        table: table(&report.top, labels),
    }
}

/// Height at which every row has its comfortable size, in CSS pixels.
#[must_use]
pub fn natural_height_px(report: &ClvReport) -> f32 {
    ROW_PX * report.top.len() as f32 + 26.0
}

fn draw_rows(sheet: &Sheet, rows: &[TopCustomer], labels: &dyn Labels) {
    let say = |value: f64| labels.money_axis(value);
    let bounds = || rows.iter().flat_map(|row| [finite(row.lo), finite(row.hi), finite(row.value)]);
    let (lo, hi) = (bounds().fold(0.0, f64::min), bounds().fold(0.0, f64::max));
    let names = rows.iter().map(|row| Type::BODY.width_px(&row.label)).fold(0.0, f32::max);
    let values = rows.iter().map(|row| Type::BODY.width_px(&say(finite(row.value)))).fold(0.0, f32::max);
    let left = (names + 16.0).min(sheet.width_px * 0.38);
    let area =
        Area { x: left, y: 2.0, w: sheet.width_px - left - values - 16.0, h: sheet.height_px - 2.0 - 22.0 };
    let ticks = Ticks::within(lo, hi, if area.w < 220.0 { 3 } else { 5 });
    let none = Ticks::at(0.0, rows.len().max(1) as f64, &[]);
    let Some(plot) = Plot::new(sheet, area, (ticks.lo, ticks.hi), &none, None) else { return };
    let area = plot.area;
    for &value in &ticks.values {
        let x = plot.at(value, 0.0).0;
        let role = if value == 0.0 { Role::Axis } else { Role::Grid };
        sheet.line((x, area.y), (x, area.bottom()), Stroke::new(role, 1.0));
    }
    let mut free_from = f32::NEG_INFINITY;
    for &value in &ticks.values {
        let (x, text) = (plot.at(value, 0.0).0, say(value));
        let half = Type::TICK.width_px(&text) / 2.0;
        if x - half >= free_from {
            sheet.text((x, area.bottom() + 4.0), &text, Type::TICK, BELOW);
            free_from = x + half + 8.0;
        }
    }
    let h = area.h / rows.len().max(1) as f32;
    for (idx, row) in rows.iter().enumerate() {
        let y = area.y + h * (idx as f32 + 0.5);
        let role = row.segment.map_or(Role::Accent, Role::Segment);
        let at = |value: f64| plot.at(finite(value), 0.0).0;
        let interval = format!("{} – {}", labels.money(finite(row.lo)), labels.money(finite(row.hi)));
        let band = Area { x: 0.0, y: area.y + h * idx as f32, w: sheet.width_px, h };
        let level = labels.phrase("chart-interval", &[("level", labels.percent(0.80, 0))]);
        let mut mark = NewMark::new(row.label.clone(), band)
            .row(labels.word("chart-lifetime-value"), labels.money(finite(row.value)))
            .row(level, interval)
            .doing(Action::OpenCustomer(row.id.clone()));
        if let Some(segment) = row.segment {
            mark = mark.row(labels.word("chart-segment"), labels.segment(segment));
        }
        sheet.mark(mark, || {
            sheet.text_in((0.0, y), left - 10.0, &row.label, Type::BODY, LEFT);
            let half = (h * 0.2).min(5.0);
            let bar = Area::between((at(0.0), y - half), (at(row.value), y + half));
            sheet.rect(bar, Paint::tinted(role, 34));
            let line = Stroke::new(Role::Ink, 1.4);
            let (from, to) = (at(row.lo), at(row.hi));
            sheet.line((from, y), (to, y), line);
            for x in [from, to] {
                sheet.line((x, y - 4.0), (x, y + 4.0), line);
            }
            sheet.circle((at(row.value), y), 4.5, Look::from(role).outlined(Stroke::new(Role::Bg, 1.5)));
            let value = Type::BODY.colored(if row.value < 0.0 { Role::Down } else { Role::Ink });
            sheet.text((sheet.width_px, y), &say(finite(row.value)), value, RIGHT);
        });
    }
}

fn table(rows: &[TopCustomer], labels: &dyn Labels) -> DataTable {
    let heads = [
        labels.word("chart-customer"),
        labels.word("chart-segment"),
        labels.word("chart-lifetime-value"),
        labels.word("chart-interval-from"),
        labels.word("chart-interval-to"),
    ];
    let mut table = DataTable::new(2, heads);
    for row in rows {
        let money = |value: f64| Cell::number(value, labels.money(value));
        let segment = row.segment.map(|segment| labels.segment(segment)).unwrap_or_default();
        table.rows.push(vec![
            Cell::text(row.label.clone()),
            Cell::text(segment),
            money(row.value),
            money(row.lo),
            money(row.hi),
        ]);
    }
    table
}
