//! How common traits are among loss-making and among other customers.

use super::describe::{Cell, DataTable, range_summary};
use super::labels::Labels;
use super::paint::{Role, Stroke};
use super::scene::Area;
use super::sheet::{LEFT, Look, NewMark, RIGHT, Sheet, Type};
use super::ticks::finite;
use super::{Chart, Size};
use clientele_engine::analysis::whale::{TraitKind, TraitRow, WhaleReport};

/// Height at which a row is comfortable to read.
const ROW_PX: f32 = 28.0;

/// Draws a row per trait.
#[must_use]
pub fn draw(report: &WhaleReport, size: Size, labels: &dyn Labels) -> Chart {
    let sheet = Sheet::new(size);
    draw_rows(&sheet, &report.traits, labels);
    let values: Vec<_> =
        report.traits.iter().map(|row| (name(&row.kind, labels), row.share_loss_making)).collect();
    Chart {
        scene: sheet.finish(),
        summary: range_summary(labels, &values, &|share| labels.percent(share, 0)),
        table: table(&report.traits, labels),
    }
}

/// Height at which every row has its comfortable size, in CSS pixels.
#[must_use]
pub fn natural_height_px(report: &WhaleReport) -> f32 {
    ROW_PX * report.traits.len() as f32 + 2.0
}

/// The words of a trait.
#[must_use]
pub fn name(kind: &TraitKind, labels: &dyn Labels) -> String {
    match kind {
        TraitKind::WonInMonth(month) => {
            labels.phrase("chart-trait-won-in", &[("month", labels.month_short(*month))])
        }
        TraitKind::ReturnedAnOrder => labels.word("chart-trait-returned"),
        TraitKind::OrderedOnce => labels.word("chart-trait-once"),
        TraitKind::MostOrdersDiscounted => labels.word("chart-trait-discounted"),
        TraitKind::Complained => labels.word("chart-trait-complained"),
        TraitKind::Attribute { dimension, value } => {
            let args = [("dimension", dimension.clone()), ("value", value.clone())];
            labels.phrase("chart-trait-attribute", &args)
        }
    }
}

fn draw_rows(sheet: &Sheet, rows: &[TraitRow], labels: &dyn Labels) {
    if rows.is_empty() {
        sheet.line((0.0, 0.5), (sheet.width_px, 0.5), Stroke::new(Role::Line, 1.0));
        return;
    }
    let say = |share: f64| labels.percent(finite(share), 0);
    let times = |row: &TraitRow| {
        let ratio =
            (row.share_profitable > 0.0).then(|| finite(row.share_loss_making) / row.share_profitable);
        ratio.map_or_else(|| "–".to_owned(), |ratio| format!("{}×", labels.decimal(ratio, 1)))
    };
    let names: Vec<_> = rows.iter().map(|row| name(&row.kind, labels)).collect();
    let widest = names.iter().map(|name| Type::BODY.width_px(name)).fold(0.0, f32::max);
    let name_w = (widest + 12.0).min(sheet.width_px * 0.44);
    let end_w = rows.iter().map(|row| Type::BODY.width_px(&times(row))).fold(0.0, f32::max) + 14.0;
    let highest = rows
        .iter()
        .map(|row| finite(row.share_loss_making).max(finite(row.share_profitable)))
        .fold(0.0, f64::max);
    // Numbers stand outside of both dots.
    let number_w = Type::STRONG.width_px(&say(1.0)) + 10.0;
    let (x0, x1) = (name_w + number_w * 0.6, sheet.width_px - end_w - number_w);
    let h = (sheet.height_px / rows.len() as f32).min(40.0);
    for (idx, (row, name)) in rows.iter().zip(&names).enumerate() {
        let y = h * (idx as f32 + 0.5);
        let at = |share: f64| x0 + (x1 - x0).max(1.0) * (finite(share).max(0.0) / highest.max(1e-9)) as f32;
        let (loss, other) = (at(row.share_loss_making), at(row.share_profitable));
        let band = Area { x: 0.0, y: h * idx as f32, w: sheet.width_px, h };
        let mark = NewMark::new(name.clone(), band)
            .row(labels.word("chart-loss-making"), say(row.share_loss_making))
            .row(labels.word("chart-profitable"), say(row.share_profitable))
            .row(labels.word("chart-ratio"), times(row));
        sheet.mark(mark, || {
            sheet.text_in((0.0, y), name_w - 8.0, name, Type::BODY, LEFT);
            sheet.line((name_w, y), (sheet.width_px - end_w + 4.0, y), Stroke::new(Role::Line, 1.0));
            sheet.line((other, y), (loss, y), Stroke::new(Role::Category(7), 2.0));
            let rim = Stroke::new(Role::Bg, 1.5);
            sheet.circle((other, y), 4.5, Look::from(Role::Category(7)).outlined(rim));
            sheet.circle((loss, y), 4.5, Look::from(Role::Down).outlined(rim));
            let is_right = loss >= other;
            let (loss_hold, other_hold) = if is_right { (LEFT, RIGHT) } else { (RIGHT, LEFT) };
            let side = if is_right { 9.0 } else { -9.0 };
            sheet.text_over((loss + side, y), &say(row.share_loss_making), Type::STRONG, loss_hold);
            sheet.text_over((other - side, y), &say(row.share_profitable), Type::TICK, other_hold);
            sheet.text((sheet.width_px, y), &times(row), Type::BODY, RIGHT);
        });
    }
}

fn table(rows: &[TraitRow], labels: &dyn Labels) -> DataTable {
    let heads = [
        labels.word("chart-trait"),
        labels.word("chart-loss-making"),
        labels.word("chart-profitable"),
        labels.word("chart-ratio"),
    ];
    let mut table = DataTable::new(1, heads);
    for row in rows {
        let ratio = row.share_loss_making / row.share_profitable;
        table.rows.push(vec![
            Cell::text(name(&row.kind, labels)),
            Cell::number(row.share_loss_making, labels.percent(row.share_loss_making, 1)),
            Cell::number(row.share_profitable, labels.percent(row.share_profitable, 1)),
            Cell::number(ratio, labels.decimal(ratio, 1)),
        ]);
    }
    table
}
