//! Segments as shares of customers and of revenue: two bars, joined by ribbons.

use super::describe::range_summary;
use super::labels::Labels;
use super::names::segment_within;
use super::paint::{Paint, Role, Stroke};
use super::scene::{Action, Anchor, Area};
use super::select::Pick;
use super::sheet::{CENTER, LEFT, Look, NewMark, Sheet, Type};
use super::ticks::finite;
use super::treemap::segment_table;
use super::{Chart, Size};
use clientele_engine::analysis::segment::{SegmentReport, SegmentRow};
use clientele_engine::query::{Clause, Segment};

/// Below this width the names of the bars stand above them.
const NARROW_PX: f32 = 480.0;
/// Height of a bar.
const BAR_PX: f32 = 30.0;

/// A part of a bar.
struct Part<'r> {
    row: &'r SegmentRow,
    share: f64,
    area: Area,
}

/// Draws the bars; `selected` is the filter's [`Clause::Segments`].
#[must_use]
pub fn draw(report: &SegmentReport, selected: Option<&Clause>, size: Size, labels: &dyn Labels) -> Chart {
    let sheet = Sheet::new(size);
    draw_bars(&sheet, report, selected, labels);
    let values: Vec<_> =
        report.rows.iter().map(|row| (labels.segment(row.segment), row.revenue_share)).collect();
    Chart {
        scene: sheet.finish(),
        summary: range_summary(labels, &values, &|share| labels.percent(share, 0)),
        table: segment_table(report, labels),
    }
}

fn draw_bars(sheet: &Sheet, report: &SegmentReport, selected: Option<&Clause>, labels: &dyn Labels) {
    let is_narrow = sheet.width_px < NARROW_PX;
    let names = [
        (labels.word("chart-customers"), labels.count(report.n_customers as f64)),
        (labels.word("chart-revenue"), labels.money(finite(report.revenue))),
    ];
    let widest = names.iter().map(|(name, sum)| Type::STRONG.width_px(name).max(Type::SOFT.width_px(sum)));
    let left = if is_narrow { 0.0 } else { widest.fold(0.0, f32::max) + 16.0 };
    let head = if is_narrow { 36.0 } else { 20.0 };
    let bar = BAR_PX.min(sheet.height_px / 4.0);
    let (upper, lower) = (head, (sheet.height_px - 20.0 - bar).max(head + bar));
    let w = sheet.width_px - left - 1.0;
    let customers = parts(report, left, w, (upper, bar), |row| row.customer_share);
    let revenue = parts(report, left, w, (lower, bar), |row| row.revenue_share);

    for (from, to) in customers.iter().zip(&revenue) {
        let pick = Pick::of(selected, &Clause::Segments(vec![from.row.segment]));
        let shade = if pick == Pick::Dimmed { 6 } else { 16 };
        let (a, b) = (from.area, to.area);
        if a.w + b.w > 0.2 {
            let corners = [(a.x, a.bottom()), (a.right(), a.bottom()), (b.right(), b.y), (b.x, b.y)];
            sheet.polygon(&corners, Paint::tinted(Role::Segment(from.row.segment), shade));
        }
    }
    for parts in [&customers, &revenue] {
        for part in parts {
            draw_part(sheet, part, selected, labels);
        }
    }
    draw_names(sheet, &customers, upper - 8.0, labels);
    draw_names(sheet, &revenue, lower + bar + 10.0, labels);
    for ((name, sum), y) in names.iter().zip([upper, lower]) {
        if is_narrow {
            let y = if y < lower { 8.0 } else { (lower - 11.0).max(upper + bar + 8.0) };
            sheet.text_over((0.0, y), name, Type::STRONG, LEFT);
            sheet.text_over((Type::STRONG.width_px(name) + 6.0, y), sum, Type::SOFT, LEFT);
        } else {
            sheet.text((0.0, y + bar / 2.0 - 8.0), name, Type::STRONG, LEFT);
            sheet.text((0.0, y + bar / 2.0 + 8.0), sum, Type::SOFT, LEFT);
        }
    }
}

/// The bar of one measure, from left to right in the order of segments.
fn parts<'r>(
    report: &'r SegmentReport,
    left: f32,
    w: f32,
    (y, h): (f32, f32),
    share: fn(&SegmentRow) -> f64,
) -> Vec<Part<'r>> {
    // In families: the slipping ones from the most to the least valuable, as they are read elsewhere.
    let mut rows: Vec<&SegmentRow> = report.rows.iter().collect();
    rows.sort_by_key(|row| Segment::ALL.iter().position(|segment| *segment == row.segment));
    let sum: f64 = rows.iter().map(|row| finite(share(row)).max(0.0)).sum();
    let mut x = left;
    rows.into_iter()
        .map(|row| {
            let share = if sum > 0.0 { finite(share(row)).max(0.0) / sum } else { 0.0 };
            let area = Area { x, y, w: w * share as f32, h };
            x += area.w;
            Part { row, share, area }
        })
        .collect()
}

fn draw_part(sheet: &Sheet, part: &Part<'_>, selected: Option<&Clause>, labels: &dyn Labels) {
    let row = part.row;
    let clause = Clause::Segments(vec![row.segment]);
    let pick = Pick::of(selected, &clause);
    let mark = NewMark::new(labels.segment(row.segment), part.area)
        .row(labels.word("chart-customers"), labels.count(row.n_customers as f64))
        .row(labels.word("chart-share-of-customers"), labels.percent(finite(row.customer_share), 1))
        .row(labels.word("chart-revenue"), labels.money(finite(row.revenue)))
        .row(labels.word("chart-share-of-revenue"), labels.percent(finite(row.revenue_share), 1))
        .doing(Action::Filter(clause));
    sheet.mark(mark, || {
        if part.area.w <= 0.0 {
            return;
        }
        let gap = if part.area.w > 3.0 { 1.0 } else { 0.0 };
        let is_dimmed = pick == Pick::Dimmed;
        let tint = if is_dimmed { Paint::DIMMED } else { 100 };
        let mut look = Look::from(Paint::tinted(Role::Segment(row.segment), tint));
        if pick == Pick::Selected {
            look = look.outlined(Stroke::new(Role::Ink, 2.0));
        }
        sheet.rect(Area { w: part.area.w - gap, ..part.area }, look);
        let ink = if is_dimmed { Role::Ink } else { Role::SegmentText(row.segment) };
        let text = labels.percent(part.share, 0);
        if Type::TICK.width_px(&text) + 4.0 <= part.area.w {
            sheet.text(part.area.center(), &text, Type::TICK.colored(ink), CENTER);
        }
    });
}

/// The names of the parts that are wide enough, each at the start of its part.
fn draw_names(sheet: &Sheet, parts: &[Part<'_>], y: f32, labels: &dyn Labels) {
    // Widest parts first, so that a narrow one never takes their place.
    let mut order: Vec<&Part<'_>> = parts.iter().filter(|part| part.area.w >= 26.0).collect();
    order.sort_by(|a, b| b.area.w.total_cmp(&a.area.w));
    let mut taken: Vec<(f32, f32)> = Vec::new();
    for part in order {
        let free_to =
            taken.iter().map(|span| span.0).filter(|&x| x > part.area.x).fold(sheet.width_px, f32::min);
        let is_taken = taken.iter().any(|span| span.0 <= part.area.x && part.area.x < span.1);
        let room = free_to - part.area.x - 8.0;
        let name = segment_within(labels, part.row.segment, Type::TICK, room);
        let width = Type::TICK.width_px(&name);
        // A name may run on over its narrower neighbors, but not by more than half.
        if !is_taken && width <= room && width <= part.area.w * 2.0 {
            sheet.text(
                (part.area.x + 1.0, y),
                &name,
                Type::TICK.colored(Role::Ink2),
                (Anchor::Start, CENTER.1),
            );
            taken.push((part.area.x, part.area.x + width + 8.0));
        }
    }
}
