//! Orders predicted against orders that happened, by earlier repeat orders, with 95 % whiskers.

use super::describe::{Cell, DataTable, range_summary};
use super::labels::Labels;
use super::paint::{Dash, Role, Stroke};
use super::plot::{Plot, label_room_px};
use super::scene::Area;
use super::sheet::{LEFT, Look, NewMark, Sheet, TOP_LEFT, Type, spread};
use super::ticks::{Ticks, finite};
use super::{Chart, Size};
use clientele_engine::analysis::clv::{HoldoutGroup, HoldoutReport};

/// Below this width the names of the lines stand above the plot.
const NARROW_PX: f32 = 420.0;

/// Draws both lines.
#[must_use]
pub fn draw(report: &HoldoutReport, size: Size, labels: &dyn Labels) -> Chart {
    let sheet = Sheet::new(size);
    draw_lines(&sheet, report, labels);
    let values: Vec<_> = report.groups.iter().map(|group| (name(group, labels), group.observed)).collect();
    Chart {
        scene: sheet.finish(),
        summary: range_summary(labels, &values, &|value| labels.decimal(value, 1)),
        table: table(report, labels),
    }
}

fn draw_lines(sheet: &Sheet, report: &HoldoutReport, labels: &dyn Labels) {
    let groups = &report.groups;
    let is_narrow = sheet.width_px < NARROW_PX;
    let names = [
        (labels.word("chart-predicted"), Role::CategoryText(2), String::new()),
        (
            labels.word("chart-observed"),
            Role::Accent,
            labels.phrase("chart-interval", &[("level", labels.percent(0.95, 0))]),
        ),
    ];
    let highest =
        groups.iter().map(|group| finite(group.observed_hi).max(finite(group.predicted))).fold(0.0, f64::max);
    let y = Ticks::within(0.0, highest, if sheet.height_px < 160.0 { 2 } else { 4 });
    let say = |value: f64| labels.decimal(value, u8::from(y.hi < 4.0 && value.fract() != 0.0));
    let left = label_room_px(&y, &say);
    let room = names.iter().map(|(name, _, note)| Type::STRONG.width_px(name).max(Type::TICK.width_px(note)));
    let room = if is_narrow { 8.0 } else { room.fold(0.0, f32::max) + 16.0 };
    let top = if is_narrow { 24.0 } else { 8.0 };
    let area = Area { x: left, y: top, w: sheet.width_px - left - room, h: sheet.height_px - top - 42.0 };
    let n = groups.len().max(1) as f64;
    let Some(mut plot) = Plot::new(sheet, area, (0.0, n), &y, Some(&say)) else { return };
    let area = plot.area;
    plot.zero();
    plot.x_labels(groups.iter().enumerate().map(|(idx, group)| (idx as f64 + 0.5, tick(group))));
    let title = labels.phrase("chart-repeat-orders-by", &[("day", labels.day(report.calibration_end))]);
    sheet.text_in((area.x, area.bottom() + 23.0), area.w, &title, Type::TICK, TOP_LEFT);

    let x = |idx: usize| idx as f64 + 0.5;
    let line = |value: fn(&HoldoutGroup) -> f64| -> Vec<_> {
        groups.iter().enumerate().map(|(idx, group)| (x(idx), finite(value(group)))).collect()
    };
    let (predicted, observed) = (line(|group| group.predicted), line(|group| group.observed));
    for (idx, group) in groups.iter().enumerate() {
        let (lo, hi) = (finite(group.observed_lo).max(0.0), finite(group.observed_hi));
        plot.segment((x(idx), lo), (x(idx), hi), Stroke::new(Role::Accent, 1.5));
    }
    plot.line(&predicted, Stroke::new(Role::Category(2), 2.0).dashed(Dash::Predicted));
    plot.line(&observed, Stroke::new(Role::Accent, 2.0));
    for (&predicted, &observed) in predicted.iter().zip(&observed) {
        plot.dot(predicted, 3.5, Look::from(Role::Bg).outlined(Stroke::new(Role::Category(2), 1.6)));
        plot.dot(observed, 3.5, Role::Accent);
    }
    draw_hover(sheet, &plot, report, labels);
    draw_names(sheet, &plot, &names, [predicted.last(), observed.last()], is_narrow);
}

/// The names of the lines at their ends, or above a narrow plot.
fn draw_names(
    sheet: &Sheet,
    plot: &Plot<'_>,
    names: &[(String, Role, String); 2],
    ends: [Option<&(f64, f64)>; 2],
    is_narrow: bool,
) {
    if is_narrow {
        let mut x = plot.area.x;
        for (name, role, note) in names {
            sheet.text((x, 0.0), name, Type::STRONG.colored(*role), TOP_LEFT);
            x += Type::STRONG.width_px(name) + 6.0;
            sheet.text((x, 1.0), note, Type::TICK, TOP_LEFT);
            x += Type::TICK.width_px(note) + 10.0;
        }
        return;
    }
    let ends = ends.map(|end| end.map(|&(x, y)| plot.at(x, y)));
    let mut places = ends.map(|end| end.map_or(plot.area.y, |end| end.1));
    // The note below "observed" needs its own line.
    spread(&mut places, 30.0, plot.area.y + 6.0, plot.area.bottom() - 22.0);
    for (((name, role, note), end), y) in names.iter().zip(ends).zip(places) {
        if let Some(end) = end {
            sheet.text((end.0 + 10.0, y), name, Type::STRONG.colored(*role), LEFT);
            sheet.text((end.0 + 10.0, y + 15.0), note, Type::TICK, LEFT);
        }
    }
}

fn draw_hover(sheet: &Sheet, plot: &Plot<'_>, report: &HoldoutReport, labels: &dyn Labels) {
    let step_px = plot.area.w / report.groups.len().max(1) as f32;
    for (idx, group) in report.groups.iter().enumerate() {
        let at = plot.at(idx as f64 + 0.5, group.observed);
        let bounds = Area { x: at.0 - step_px / 2.0, y: plot.area.y, w: step_px, h: plot.area.h };
        let interval = format!(
            "{} – {}",
            labels.decimal(finite(group.observed_lo), 2),
            labels.decimal(finite(group.observed_hi), 2)
        );
        let mark = NewMark::new(name(group, labels), bounds)
            .row(labels.word("chart-observed"), labels.decimal(finite(group.observed), 2))
            .row(labels.phrase("chart-interval", &[("level", labels.percent(0.95, 0))]), interval)
            .row(labels.word("chart-predicted"), labels.decimal(finite(group.predicted), 2))
            .row(labels.word("chart-customers"), labels.count(group.n_customers as f64))
            .at(at);
        sheet.mark(mark, || {});
    }
}

/// Repeat orders of a group, as short as the axis needs.
fn tick(group: &HoldoutGroup) -> String {
    if group.from == group.to { group.from.to_string() } else { format!("{}+", group.from) }
}

fn name(group: &HoldoutGroup, labels: &dyn Labels) -> String {
    let orders = match group.to {
        to if to == group.from => to.to_string(),
        u32::MAX => format!("{}+", group.from),
        to => format!("{}–{to}", group.from),
    };
    labels.phrase("chart-repeat-orders-are", &[("orders", orders)])
}

fn table(report: &HoldoutReport, labels: &dyn Labels) -> DataTable {
    let heads = [
        labels.word("chart-repeat-orders"),
        labels.word("chart-customers"),
        labels.word("chart-predicted"),
        labels.word("chart-observed"),
        labels.word("chart-interval-from"),
        labels.word("chart-interval-to"),
    ];
    let mut table = DataTable::new(1, heads);
    for group in &report.groups {
        let number = |value: f64| Cell::number(value, labels.decimal(value, 2));
        table.rows.push(vec![
            Cell::text(tick(group)),
            Cell::number(group.n_customers as f64, labels.count(group.n_customers as f64)),
            number(group.predicted),
            number(group.observed),
            number(group.observed_lo),
            number(group.observed_hi),
        ]);
    }
    table
}
