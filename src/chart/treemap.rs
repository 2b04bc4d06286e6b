//! Segments as rectangles whose area is revenue.
//!
//! The layout is the squarified treemap of Bruls, Huizing & van Wijk (2000): largest first, in rows laid
//! along the shorter side as long as their worst aspect ratio improves. Segments without revenue are left
//! out of the picture and stay in the table.

use super::describe::{Cell, DataTable, range_summary};
use super::labels::Labels;
use super::names::segment_within;
use super::paint::{Paint, Role, Stroke};
use super::scene::{Action, Area};
use super::select::Pick;
use super::sheet::{Look, NewMark, Sheet, TOP_LEFT, Type};
use super::ticks::finite;
use super::{Chart, Size};
use clientele_engine::analysis::segment::{SegmentReport, SegmentRow};
use clientele_engine::query::Clause;

/// Draws the rectangles; `selected` is the filter's [`Clause::Segments`] or [`Clause::RfmCells`].
#[must_use]
pub fn draw(report: &SegmentReport, selected: Option<&Clause>, size: Size, labels: &dyn Labels) -> Chart {
    let sheet = Sheet::new(size);
    let mut rows: Vec<&SegmentRow> = report.rows.iter().filter(|row| finite(row.revenue) > 0.0).collect();
    rows.sort_by(|a, b| b.revenue.total_cmp(&a.revenue));
    let weights: Vec<f64> = rows.iter().map(|row| row.revenue).collect();
    let room = Area { x: 1.0, y: 1.0, w: sheet.width_px - 2.0, h: sheet.height_px - 2.0 };
    for (row, area) in rows.iter().zip(squarified(&weights, room)) {
        let clause = Clause::Segments(vec![row.segment]);
        let pick = match selected {
            // Cells are finer than segments: none of these rectangles is exactly what is selected.
            Some(Clause::RfmCells(_)) => Pick::Plain,
            _ => Pick::of(selected, &clause),
        };
        let mark = NewMark::new(labels.segment(row.segment), area)
            .row(labels.word("chart-revenue"), labels.money(row.revenue))
            .row(labels.word("chart-share-of-revenue"), labels.percent(finite(row.revenue_share), 1))
            .row(labels.word("chart-customers"), labels.count(row.n_customers as f64))
            .doing(Action::Filter(clause));
        sheet.mark(mark, || draw_tile(&sheet, row, area, pick, labels));
    }
    let values: Vec<_> = report.rows.iter().map(|row| (labels.segment(row.segment), row.revenue)).collect();
    Chart {
        scene: sheet.finish(),
        summary: range_summary(labels, &values, &|value| labels.money(value)),
        table: segment_table(report, labels),
    }
}

fn draw_tile(sheet: &Sheet, row: &SegmentRow, area: Area, pick: Pick, labels: &dyn Labels) {
    let gap = (area.w.min(area.h) / 4.0).min(1.0);
    let tile = Area { x: area.x + gap, y: area.y + gap, w: area.w - 2.0 * gap, h: area.h - 2.0 * gap };
    let is_dimmed = pick == Pick::Dimmed;
    let tint = if is_dimmed { Paint::DIMMED } else { 100 };
    let mut look = Look::from(Paint::tinted(Role::Segment(row.segment), tint));
    if pick == Pick::Selected {
        look = look.outlined(Stroke::new(Role::Ink, 2.0));
    }
    sheet.rounded(tile, 1.0, look);
    let ink = if is_dimmed { Role::Ink } else { Role::SegmentText(row.segment) };
    if tile.h < 18.0 {
        return;
    }
    let name = segment_within(labels, row.segment, Type::STRONG, tile.w - 12.0);
    let is_named = sheet.text_in(
        (tile.x + 8.0, tile.y + 5.0),
        tile.w - 12.0,
        &name,
        Type::STRONG.colored(ink),
        TOP_LEFT,
    );
    let share = labels.percent(finite(row.revenue_share), 1);
    if is_named && tile.h >= 40.0 && Type::SOFT.width_px(&share) <= tile.w - 12.0 {
        sheet.text((tile.x + 8.0, tile.y + 20.0), &share, Type::SOFT.colored(ink), TOP_LEFT);
    }
}

/// The segments as a table; shared by the charts of the segment page.
pub(super) fn segment_table(report: &SegmentReport, labels: &dyn Labels) -> DataTable {
    let heads = [
        labels.word("chart-segment"),
        labels.word("chart-customers"),
        labels.word("chart-share-of-customers"),
        labels.word("chart-revenue"),
        labels.word("chart-share-of-revenue"),
    ];
    let mut table = DataTable::new(1, heads);
    for row in &report.rows {
        table.rows.push(vec![
            Cell::text(labels.segment(row.segment)),
            Cell::number(row.n_customers as f64, labels.count(row.n_customers as f64)),
            Cell::number(row.customer_share, labels.percent(row.customer_share, 1)),
            Cell::number(row.revenue, labels.money(row.revenue)),
            Cell::number(row.revenue_share, labels.percent(row.revenue_share, 1)),
        ]);
    }
    table
}

/// One rectangle per weight (positive, largest first), together filling `room`.
fn squarified(weights: &[f64], room: Area) -> Vec<Area> {
    let total: f64 = weights.iter().sum();
    let mut places = Vec::with_capacity(weights.len());
    if total <= 0.0 || room.w <= 0.0 || room.h <= 0.0 {
        return vec![Area::default(); weights.len()];
    }
    let scale = f64::from(room.w) * f64::from(room.h) / total;
    let mut rest = room;
    let mut first = 0;
    while first < weights.len() {
        let side = f64::from(rest.w.min(rest.h)).max(1e-3);
        let mut n = 1;
        while first + n < weights.len()
            && worst_aspect(&weights[first..=first + n], scale, side)
                <= worst_aspect(&weights[first..first + n], scale, side)
        {
            n += 1;
        }
        let row = &weights[first..first + n];
        let thickness = row.iter().sum::<f64>() * scale / side;
        let mut offset = 0.0;
        for weight in row {
            let length = weight * scale / thickness.max(1e-9);
            let (along, across, extent) = (offset as f32, thickness as f32, length as f32);
            places.push(if rest.w >= rest.h {
                Area { x: rest.x, y: rest.y + along, w: across, h: extent }
            } else {
                Area { x: rest.x + along, y: rest.y, w: extent, h: across }
            });
            offset += length;
        }
        let used = thickness as f32;
        rest = if rest.w >= rest.h {
            Area { x: rest.x + used, w: (rest.w - used).max(0.0), ..rest }
        } else {
            Area { y: rest.y + used, h: (rest.h - used).max(0.0), ..rest }
        };
        first += n;
    }
    places
}

/// The largest ratio of sides in a row of rectangles laid along `side`.
fn worst_aspect(row: &[f64], scale: f64, side: f64) -> f64 {
    let sum: f64 = row.iter().sum::<f64>() * scale;
    let thickness = sum / side;
    row.iter()
        .map(|weight| {
            let length = weight * scale / thickness;
            (length / thickness).max(thickness / length)
        })
        .fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rectangles_fill_the_room_in_proportion_to_their_weights() {
        let room = Area { x: 0.0, y: 0.0, w: 600.0, h: 400.0 };
        let places = squarified(&[6.0, 6.0, 4.0, 3.0, 2.0, 2.0, 1.0], room);
        for (place, weight) in places.iter().zip([6.0, 6.0, 4.0, 3.0, 2.0, 2.0, 1.0]) {
            assert!((place.w * place.h - weight * 10_000.0).abs() < 1.0, "{place:?}");
        }
        // The example of the paper: two squares-to-be of 300 x 200 at the left.
        assert!((places[0].w - 300.0).abs() < 0.01 && (places[0].h - 200.0).abs() < 0.01);
        assert!(squarified(&[], room).is_empty());
    }
}
