//! Customers of a segment by their chance of being alive, with the line from which a call is worth it.

use super::describe::{Cell, DataTable, range_summary};
use super::labels::Labels;
use super::paint::{Paint, Role, Stroke};
use super::plot::Plot;
use super::scene::{Action, Area};
use super::select::Pick;
use super::sheet::{LEFT, Look, NewMark, Sheet, Type};
use super::ticks::{Ticks, finite};
use super::{Chart, Size};
use clientele_engine::analysis::segment::SegmentDetail;
use clientele_engine::query::Clause;

/// Draws the bins; `selected` is the filter's [`Clause::PAlive`].
#[must_use]
pub fn draw(detail: &SegmentDetail, selected: Option<&Clause>, size: Size, labels: &dyn Labels) -> Chart {
    let sheet = Sheet::new(size);
    draw_bins(&sheet, detail, selected, labels);
    let n = detail.p_alive_bins.len();
    let values: Vec<_> = detail
        .p_alive_bins
        .iter()
        .enumerate()
        .map(|(idx, &count)| (name(idx, n, labels), count as f64))
        .collect();
    let mut table = DataTable::new(1, [labels.word("chart-p-alive"), labels.word("chart-customers")]);
    for (name, count) in &values {
        table.rows.push(vec![Cell::text(name.clone()), Cell::number(*count, labels.count(*count))]);
    }
    let summary = range_summary(labels, &values, &|value| labels.count(value));
    Chart { scene: sheet.finish(), summary, table }
}

fn draw_bins(sheet: &Sheet, detail: &SegmentDetail, selected: Option<&Clause>, labels: &dyn Labels) {
    let n = detail.p_alive_bins.len().max(1);
    let highest = detail.p_alive_bins.iter().copied().max().unwrap_or(0).max(1) as f64;
    let area = Area { x: 2.0, y: 16.0, w: sheet.width_px - 4.0, h: sheet.height_px - 16.0 - 22.0 };
    let Some(mut plot) = Plot::new(sheet, area, (0.0, 1.0), &Ticks::at(0.0, highest, &[]), None) else {
        return;
    };
    let area = plot.area;
    for (idx, &count) in detail.p_alive_bins.iter().enumerate() {
        let (lo, hi) = (idx as f64 / n as f64, (idx + 1) as f64 / n as f64);
        // A chance of exactly 1 lies in the last bin.
        let clause = Clause::PAlive { lo, hi: if idx + 1 == n { 1.01 } else { hi } };
        let pick = Pick::of(selected, &clause);
        let top = plot.at(lo, count as f64).1.min(area.bottom() - 12.0);
        let bounds = Area::between((plot.at(lo, 0.0).0, top), (plot.at(hi, 0.0).0, area.bottom()));
        let mark = NewMark::new(name(idx, n, labels), bounds)
            .row(labels.word("chart-customers"), labels.count(count as f64))
            .doing(Action::Filter(clause));
        sheet.mark(mark, || {
            let is_worth = lo >= SegmentDetail::WORTH_A_CALL - 1e-9;
            let tint = match pick {
                Pick::Dimmed => Paint::DIMMED,
                Pick::Plain if !is_worth => 34,
                _ => 100,
            };
            let mut look = Look::from(Paint::tinted(Role::Segment(detail.row.segment), tint));
            if pick == Pick::Selected {
                look = look.outlined(Stroke::new(Role::Ink, 2.0));
            }
            let gap = 0.5 / f64::from(area.w);
            plot.bar((lo + gap, 0.0), (hi - gap, count as f64), look);
        });
    }
    plot.zero();
    plot.x_labels([0.0, 0.25, 0.5, 0.75, 1.0].map(|share| (share, labels.percent(share, 0))));
    let x = plot.at(SegmentDetail::WORTH_A_CALL, 0.0).0;
    plot.guide((x, 4.0), (x, area.bottom()));
    let args = [
        ("count", labels.count(detail.n_worth_a_call as f64)),
        ("money", labels.money(finite(detail.revenue_worth_a_call))),
    ];
    let text = labels.phrase("chart-worth-a-call", &args);
    if let Some(text) = Type::BODY.fit(&text, sheet.width_px - x - 8.0) {
        sheet.text_over((x + 7.0, 9.0), &text, Type::BODY, LEFT);
    }
}

fn name(idx: usize, n: usize, labels: &dyn Labels) -> String {
    let edge = |idx: usize| labels.percent(idx as f64 / n.max(1) as f64, 0);
    format!("{} – {}", edge(idx), edge(idx + 1))
}
