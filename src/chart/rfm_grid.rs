//! Recency by frequency: 25 cells with their customers, shaded by revenue, under the names of segments.
//!
//! The shade is the square root of revenue in nine steps, because revenue per cell is skewed. Small cells
//! keep the number of customers only. Without any revenue the shade is that of customers.

use super::describe::{Cell, DataTable, range_summary};
use super::labels::Labels;
use super::names::segment_within;
use super::paint::{Paint, Role, Stroke};
use super::scene::{Action, Area};
use super::select::Pick;
use super::sheet::{BELOW, CENTER, LEFT, NewMark, RIGHT, Sheet, TOP_RIGHT, Type};
use super::ticks::finite;
use super::{Chart, Size};
use clientele_engine::analysis::segment::{RfmCell, SegmentReport};
use clientele_engine::query::Clause;

/// Draws the grid; `selected` is the filter's [`Clause::RfmCells`] or [`Clause::Segments`].
#[must_use]
pub fn draw(report: &SegmentReport, selected: Option<&Clause>, size: Size, labels: &dyn Labels) -> Chart {
    let sheet = Sheet::new(size);
    draw_grid(&sheet, report, selected, labels);
    let values: Vec<_> =
        report.cells.iter().map(|cell| (name(cell, report, labels), cell.n_customers as f64)).collect();
    Chart {
        scene: sheet.finish(),
        summary: range_summary(labels, &values, &|value| labels.count(value)),
        table: table(report, labels),
    }
}

/// Whether the shade is that of revenue; of customers otherwise.
#[must_use]
pub fn is_by_revenue(report: &SegmentReport) -> bool {
    report.cells.iter().any(|cell| finite(cell.revenue) > 0.0)
}

/// Revenue, or customers, of the darkest cell: the end of the ramp, for its key.
#[must_use]
pub fn ramp_max(report: &SegmentReport) -> f64 {
    report.cells.iter().map(|cell| weight(cell, report)).fold(0.0, f64::max)
}

/// What the shade of a cell stands for.
fn weight(cell: &RfmCell, report: &SegmentReport) -> f64 {
    if is_by_revenue(report) { finite(cell.revenue) } else { cell.n_customers as f64 }
}

fn draw_grid(sheet: &Sheet, report: &SegmentReport, selected: Option<&Clause>, labels: &dyn Labels) {
    let frequency: Vec<_> = (1..=5).map(|score| frequency_range(report, score)).collect();
    let widest = frequency.iter().map(|text| Type::TICK.width_px(text)).fold(0.0, f32::max);
    let left = 18.0 + widest + 10.0;
    let area = Area { x: left, y: 2.0, w: sheet.width_px - left - 2.0, h: sheet.height_px - 42.0 };
    if area.w < 10.0 || area.h < 10.0 {
        return;
    }
    let (w, h) = (area.w / 5.0, area.h / 5.0);
    let place = |cell: &RfmCell| Area {
        x: area.x + w * f32::from(cell.recency.clamp(1, 5) - 1),
        y: area.y + h * f32::from(5 - cell.frequency.clamp(1, 5)),
        w,
        h,
    };
    let pick = |cell: &RfmCell| match selected {
        Some(Clause::Segments(_)) => Pick::of(selected, &Clause::Segments(vec![cell.segment])),
        _ => Pick::of(selected, &Clause::RfmCells(vec![(cell.recency, cell.frequency)])),
    };
    let highest = ramp_max(report);
    let is_by_revenue = is_by_revenue(report);
    let texts = |cell: &RfmCell| {
        let revenue = is_by_revenue.then(|| labels.money_axis(finite(cell.revenue)));
        (labels.count(cell.n_customers as f64), revenue)
    };
    for cell in &report.cells {
        let mark = mark(cell, place(cell), report, labels);
        sheet.mark(mark, || {
            draw_cell(sheet, place(cell), step(weight(cell, report), highest), pick(cell), &texts(cell))
        });
    }
    draw_names(sheet, report, &place, &pick, labels);
    draw_outline(sheet, report, &place, &pick);

    for (idx, text) in frequency.iter().enumerate() {
        let y = area.y + h * (4.5 - idx as f32);
        sheet.text((area.x - 8.0, y), text, Type::TICK, RIGHT);
    }
    for score in 1..=5 {
        let x = area.x + w * (f32::from(score) - 0.5);
        sheet.text_in((x, area.bottom() + 5.0), w, &recency_range(report, score), Type::TICK, BELOW);
    }
    sheet.text_upwards((6.0, area.center().1), &labels.word("chart-orders"), Type::TICK);
    let title = labels.word("chart-days-since-order");
    sheet.text((area.center().0, area.bottom() + 22.0), &title, Type::TICK, BELOW);
    let recent = format!("{} →", labels.word("chart-recent"));
    if area.w > Type::TICK.width_px(&title) + 2.0 * Type::TICK.width_px(&recent) + 20.0 {
        sheet.text((area.right(), area.bottom() + 22.0), &recent, Type::TICK, TOP_RIGHT);
    }
}

/// `texts` are the number of customers and, where there is any, the revenue.
fn draw_cell(sheet: &Sheet, area: Area, step: u8, pick: Pick, texts: &(String, Option<String>)) {
    let gap = if area.w >= 16.0 && area.h >= 16.0 { 1.0 } else { 0.0 };
    let tint = if pick == Pick::Dimmed { Paint::DIMMED } else { 100 };
    let inner = Area { w: area.w - gap, h: area.h - gap, ..area };
    sheet.rect(inner, Paint::tinted(Role::Sequential(step), tint));
    let ink = if pick == Pick::Dimmed { Role::Ink2 } else { Role::SequentialText(step) };
    let (x, y) = area.center();
    let (count, revenue) = texts;
    let is_roomy = area.w >= 54.0 && area.h >= 46.0;
    // The name of the segment stands above, the revenue below.
    let y = if is_roomy { y + 3.0 } else { y + if area.h >= 34.0 { 6.0 } else { 1.0 } };
    sheet.text_in(
        (x, y),
        area.w - 4.0,
        count,
        Type::STRONG.sized(if is_roomy { 13.0 } else { 12.0 }).colored(ink),
        CENTER,
    );
    if let Some(revenue) = revenue.as_ref().filter(|_| is_roomy) {
        sheet.text_in((x, y + 15.0), area.w - 4.0, revenue, Type::TICK.colored(ink), CENTER);
    }
}

/// A strip in the color of the segment above the first row of its cells, and its name in the first of them.
fn draw_names(
    sheet: &Sheet,
    report: &SegmentReport,
    place: &dyn Fn(&RfmCell) -> Area,
    pick: &dyn Fn(&RfmCell) -> Pick,
    labels: &dyn Labels,
) {
    let mut named = Vec::new();
    for cell in &report.cells {
        let upper = at(report, cell.recency, cell.frequency + 1);
        if upper.is_some_and(|upper| upper.segment == cell.segment) {
            continue;
        }
        let area = place(cell);
        let is_dimmed = pick(cell) == Pick::Dimmed;
        let tint = if is_dimmed { 60 } else { 100 };
        sheet
            .rect(Area { h: 3.0, w: area.w - 1.0, ..area }, Paint::tinted(Role::Segment(cell.segment), tint));
        if named.contains(&cell.segment) || area.h < 34.0 {
            continue;
        }
        named.push(cell.segment);
        let run = (cell.recency..=5)
            .take_while(|&recency| {
                at(report, recency, cell.frequency).is_some_and(|next| next.segment == cell.segment)
            })
            .count();
        let step = step(weight(cell, report), ramp_max(report));
        let ink = if is_dimmed { Role::Ink2 } else { Role::SequentialText(step) };
        let letters = if pick(cell) == Pick::Selected { Type::TICK.bold() } else { Type::TICK };
        // Above the number, which is centered a little below the middle.
        let y = area.y + if area.h >= 46.0 { 3.0 + (area.h / 2.0 - 6.0) / 2.0 } else { 10.0 };
        let room = area.w * run as f32 - 7.0;
        let name = segment_within(labels, cell.segment, letters, room);
        sheet.text_in((area.x + 5.0, y), room, &name, letters.colored(ink), LEFT);
    }
}

/// A line around the selected cells, along the edges where the next cell is not selected.
fn draw_outline(
    sheet: &Sheet,
    report: &SegmentReport,
    place: &dyn Fn(&RfmCell) -> Area,
    pick: &dyn Fn(&RfmCell) -> Pick,
) {
    let stroke = Stroke::new(Role::Ink, 2.0);
    let is_selected =
        |recency, frequency| at(report, recency, frequency).is_some_and(|cell| pick(cell) == Pick::Selected);
    for cell in report.cells.iter().filter(|cell| pick(cell) == Pick::Selected) {
        let area = place(cell);
        let (left, top, right, bottom) =
            (area.x - 0.5, area.y - 0.5, area.right() - 0.5, area.bottom() - 0.5);
        let (r, f) = (cell.recency, cell.frequency);
        for (is_inner, from, to) in [
            (is_selected(r, f + 1), (left, top), (right, top)),
            (is_selected(r, f.saturating_sub(1)), (left, bottom), (right, bottom)),
            (is_selected(r.saturating_sub(1), f), (left, top), (left, bottom)),
            (is_selected(r + 1, f), (right, top), (right, bottom)),
        ] {
            if !is_inner {
                sheet.line(from, to, stroke);
            }
        }
    }
}

fn at(report: &SegmentReport, recency: u8, frequency: u8) -> Option<&RfmCell> {
    report.cells.iter().find(|cell| cell.recency == recency && cell.frequency == frequency)
}

/// Step of the ramp, 0..=8.
fn step(weight: f64, highest: f64) -> u8 {
    if highest <= 0.0 {
        return 0;
    }
    ((weight.max(0.0) / highest).sqrt() * 9.0).floor().clamp(0.0, 8.0) as u8
}

/// Days since the last order at a recency score.
fn recency_range(report: &SegmentReport, score: u8) -> String {
    let [r5, r4, r3, r2] = report.recency_edges_days;
    match score {
        5 => format!("≤ {r5}"),
        4 => range(i64::from(r5) + 1, i64::from(r4)),
        3 => range(i64::from(r4) + 1, i64::from(r3)),
        2 => range(i64::from(r3) + 1, i64::from(r2)),
        _ => format!("> {r2}"),
    }
}

/// Orders at a frequency score.
fn frequency_range(report: &SegmentReport, score: u8) -> String {
    let [f5, f4, f3, f2] = report.frequency_edges.map(i64::from);
    match score {
        5 => format!("{f5}+"),
        4 => range(f4, f5 - 1),
        3 => range(f3, f4 - 1),
        2 => range(f2, f3 - 1),
        _ => range(1, f2 - 1),
    }
}

fn range(from: i64, to: i64) -> String {
    match from.cmp(&to) {
        std::cmp::Ordering::Less => format!("{from}–{to}"),
        std::cmp::Ordering::Equal => from.to_string(),
        // Equal edges leave a score without anybody.
        std::cmp::Ordering::Greater => "–".to_owned(),
    }
}

fn name(cell: &RfmCell, report: &SegmentReport, labels: &dyn Labels) -> String {
    let args = [
        ("segment", labels.segment(cell.segment)),
        ("orders", frequency_range(report, cell.frequency)),
        ("days", recency_range(report, cell.recency)),
    ];
    labels.phrase("chart-rfm-cell", &args)
}

fn mark(cell: &RfmCell, area: Area, report: &SegmentReport, labels: &dyn Labels) -> NewMark {
    let mut mark = NewMark::new(name(cell, report, labels), area)
        .row(labels.word("chart-customers"), labels.count(cell.n_customers as f64))
        .doing(Action::Filter(Clause::RfmCells(vec![(cell.recency, cell.frequency)])));
    if is_by_revenue(report) {
        mark = mark.row(labels.word("chart-revenue"), labels.money(finite(cell.revenue)));
    }
    if report.revenue > 0.0 {
        mark = mark.row(
            labels.word("chart-share-of-revenue"),
            labels.percent(finite(cell.revenue) / report.revenue, 1),
        );
    }
    mark
}

fn table(report: &SegmentReport, labels: &dyn Labels) -> DataTable {
    let heads = [
        labels.word("chart-segment"),
        labels.word("chart-orders"),
        labels.word("chart-days-since-order"),
        labels.word("chart-customers"),
        labels.word("chart-revenue"),
    ];
    let mut table = DataTable::new(3, heads);
    for cell in &report.cells {
        table.rows.push(vec![
            Cell::text(labels.segment(cell.segment)),
            Cell::text(frequency_range(report, cell.frequency)),
            Cell::text(recency_range(report, cell.recency)),
            Cell::number(cell.n_customers as f64, labels.count(cell.n_customers as f64)),
            Cell::number(cell.revenue, labels.money(cell.revenue)),
        ]);
    }
    table
}
