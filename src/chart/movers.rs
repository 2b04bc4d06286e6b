//! The customers whose revenue changed most between two halves of the period.

use super::describe::{Cell, DataTable, range_summary};
use super::labels::Labels;
use super::paint::{Role, Stroke};
use super::scene::{Action, Area};
use super::sheet::{LEFT, NewMark, RIGHT, Sheet, Type};
use super::ticks::finite;
use super::{Chart, Size};
use clientele_engine::analysis::overview::{Mover, OverviewReport};

/// Height at which a row is comfortable to read.
const ROW_PX: f32 = 27.0;

/// Draws a row per customer, gains to the right and losses to the left; a click opens the customer.
#[must_use]
pub fn draw(report: &OverviewReport, size: Size, labels: &dyn Labels) -> Chart {
    let sheet = Sheet::new(size);
    draw_rows(&sheet, &report.movers, labels);
    let values: Vec<_> = report.movers.iter().map(|mover| (mover.label.clone(), mover.change)).collect();
    let mut table = DataTable::new(1, [labels.word("chart-customer"), labels.word("chart-change")]);
    for mover in &report.movers {
        table.rows.push(vec![
            Cell::text(mover.label.clone()),
            Cell::number(mover.change, labels.money(mover.change)),
        ]);
    }
    let summary = range_summary(labels, &values, &|value| labels.money(value));
    Chart { scene: sheet.finish(), summary, table }
}

/// Height at which every row has its comfortable size, in CSS pixels.
#[must_use]
pub fn natural_height_px(report: &OverviewReport) -> f32 {
    ROW_PX * report.movers.len() as f32 + 1.0
}

fn draw_rows(sheet: &Sheet, movers: &[Mover], labels: &dyn Labels) {
    if movers.is_empty() {
        sheet.line((0.0, 0.5), (sheet.width_px, 0.5), Stroke::new(Role::Line, 1.0));
        return;
    }
    let say = |change: f64| {
        let sign = if change > 0.0 { "+" } else { "" };
        format!("{sign}{}", labels.money_axis(change))
    };
    let names = movers.iter().map(|mover| Type::BODY.width_px(&mover.label)).fold(0.0, f32::max);
    let name_w = (names + 12.0).min(sheet.width_px * 0.42);
    let values =
        movers.iter().map(|mover| Type::BODY.width_px(&say(finite(mover.change)))).fold(0.0, f32::max) + 10.0;
    let gain = movers.iter().map(|mover| finite(mover.change)).fold(0.0, f64::max);
    let loss = movers.iter().map(|mover| -finite(mover.change)).fold(0.0, f64::max);
    // Numbers stand outside of the bars, on either side that has one.
    let left = name_w + if loss > 0.0 { values } else { 0.0 };
    let right = sheet.width_px - if gain > 0.0 { values } else { 2.0 };
    let scale = f64::from((right - left).max(1.0)) / (gain + loss).max(f64::MIN_POSITIVE);
    let zero = left + (loss * scale) as f32;
    let h = (sheet.height_px / movers.len() as f32).min(40.0);
    for (idx, mover) in movers.iter().enumerate() {
        let change = finite(mover.change);
        let y = h * (idx as f32 + 0.5);
        let band = Area { x: 0.0, y: h * idx as f32, w: sheet.width_px, h };
        let mark = NewMark::new(mover.label.clone(), band)
            .row(labels.word("chart-change"), say(change))
            .doing(Action::OpenCustomer(mover.id.clone()));
        sheet.mark(mark, || {
            sheet.text_in((0.0, y), name_w - 8.0, &mover.label, Type::BODY, LEFT);
            let end = zero + (change * scale) as f32;
            let half = h * 0.3;
            let role = if change < 0.0 { Role::Down } else { Role::Up };
            sheet.rect(Area::between((zero, y - half), (end, y + half)), role);
            if change < 0.0 {
                sheet.text((end - 6.0, y), &say(change), Type::BODY, RIGHT);
            } else {
                sheet.text((end + 6.0, y), &say(change), Type::BODY, LEFT);
            }
        });
        if idx > 0 {
            sheet.line((0.0, band.y), (sheet.width_px, band.y), Stroke::new(Role::Line, 1.0));
        }
    }
    sheet.line((zero, 0.0), (zero, h * movers.len() as f32), Stroke::new(Role::Axis, 1.0));
}
