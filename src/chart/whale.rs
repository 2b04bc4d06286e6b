//! The whale curve: cumulative profit, most profitable customers first.
//!
//! The curve climbs to the profit of all who earn something and falls by what the others cost; that loss
//! is hatched, and enlarged in an inset because its slice of the width is narrow.

use super::describe::{Cell, DataTable};
use super::labels::Labels;
use super::lorenz::value_at;
use super::paint::{Dash, Paint, Role, Stroke};
use super::plot::{Plot, label_room_px};
use super::scene::{Action, Area};
use super::select::Pick;
use super::sheet::{LEFT, Look, NewMark, RIGHT, Sheet, TOP_LEFT, TOP_RIGHT, Type};
use super::ticks::{Ticks, finite};
use super::{Chart, Size};
use clientele_engine::analysis::whale::WhaleReport;
use clientele_engine::query::Clause;

/// Draws the curve; `selected` is the filter's [`Clause::LossMaking`].
#[must_use]
pub fn draw(report: &WhaleReport, selected: Option<&Clause>, size: Size, labels: &dyn Labels) -> Chart {
    let sheet = Sheet::new(size);
    draw_curve(&sheet, report, selected, labels);
    let summary = if report.curve.len() < 2 {
        labels.word("chart-summary-empty")
    } else {
        labels.phrase(
            "chart-whale-summary",
            &[
                ("peak", labels.money(finite(report.peak_profit))),
                ("share", labels.percent(finite(report.peak_customer_share), 0)),
                ("profit", labels.money(finite(report.profit))),
                ("loss", labels.money(finite(report.loss))),
            ],
        )
    };
    Chart { scene: sheet.finish(), summary, table: table(report, labels) }
}

fn draw_curve(sheet: &Sheet, report: &WhaleReport, selected: Option<&Clause>, labels: &dyn Labels) {
    let say = |value: f64| labels.money_axis(value);
    let values = || report.curve.iter().map(|point| finite(point.value));
    let y = Ticks::spanning(values().fold(0.0, f64::min), values().fold(0.0, f64::max), 5);
    let left = label_room_px(&y, &say);
    let area = Area { x: left, y: 20.0, w: sheet.width_px - left - 12.0, h: sheet.height_px - 20.0 - 42.0 };
    let Some(mut plot) = Plot::new(sheet, area, (0.0, 1.0), &y, Some(&say)) else { return };
    let area = plot.area;
    let percent = |share: f64| if share == 0.0 { "0".to_owned() } else { labels.percent(share, 0) };
    plot.x_labels((0..=5).map(|fifth| f64::from(fifth) / 5.0).map(|share| (share, percent(share))));
    let title = labels.word("chart-most-profitable-first");
    sheet.text((area.x, area.bottom() + 24.0), &title, Type::TICK, TOP_LEFT);
    if report.curve.len() < 2 {
        plot.zero();
        return;
    }
    let peak = finite(report.peak_customer_share).clamp(0.0, 1.0);
    let (top, end) = (finite(report.peak_profit), values().next_back().unwrap_or(0.0));
    let all: Vec<_> =
        report.curve.iter().map(|point| (finite(point.customer_share), finite(point.value))).collect();
    let rising = part(&all, report, 0.0, peak);
    let falling = part(&all, report, peak, 1.0);
    let (ring, last) = (plot.at(peak, top), plot.at(1.0, end));

    let losses = Clause::LossMaking(true);
    let pick = Pick::of(selected, &losses);
    if report.n_loss_making > 0 {
        let zone = Area::between((ring.0, area.y), (area.right(), area.bottom()));
        let mark = NewMark::new(labels.word("chart-cost-more"), zone)
            .row(labels.word("chart-customers"), labels.count(report.n_loss_making as f64))
            .row(labels.word("chart-loss"), labels.money(-finite(report.loss)))
            .row(labels.word("chart-worst-percent"), labels.money(finite(report.worst_percent_profit)))
            .doing(Action::Filter(losses));
        sheet.mark(mark, || {
            let shade = if pick == Pick::Selected { 16 } else { 8 };
            let look = Look::from(Paint::tinted(Role::Down, shade));
            let outline = Stroke::new(Role::Ink, 2.0);
            sheet.rect(zone, if pick == Pick::Selected { look.outlined(outline) } else { look });
        });
        plot.guide(ring, (ring.0, area.bottom()));
        hatch(sheet, &plot, &falling, top);
    }
    let subject = Stroke::new(Role::Accent, 2.0);
    plot.line(
        &rising,
        if pick == Pick::Selected {
            Stroke::new(Paint::tinted(Role::Accent, Paint::DIMMED), 2.0)
        } else {
            subject
        },
    );
    plot.line(&falling, Stroke::new(Role::Down, 2.0));
    plot.zero();
    draw_percents(sheet, &plot, report, labels);
    if report.n_loss_making > 0 && area.w >= 360.0 && area.h >= 210.0 {
        draw_inset(sheet, &plot, report, &falling, labels);
    }
    if report.n_loss_making == 0 {
        return;
    }
    sheet.circle(ring, 4.0, Look::from(Role::Bg).outlined(Stroke::new(Role::Ink, 2.0)));
    let said = labels.phrase("chart-peak", &[("money", labels.money(top))]);
    sheet.text_over((ring.0 - 8.0, (ring.1 - 14.0).max(8.0)), &said, Type::STRONG, RIGHT);
    let mut share_y = None;
    if report.profit > 0.0 {
        let share = labels.percent(top / report.profit, 0);
        let said = labels.phrase("chart-of-actual-profit", &[("share", share)]);
        // Below the curve where the words begin, so that the curve does not run through them.
        let start = (ring.0 - 8.0 - Type::SOFT.width_px(&said)).max(area.x);
        let share_at_start = f64::from((start - area.x) / area.w);
        let curve_y = plot.at(share_at_start, value_at(&report.curve, share_at_start).value).1;
        let y = (ring.1 + 12.0).max(curve_y + 6.0).min(area.bottom() - 16.0);
        sheet.text_over((ring.0 - 8.0, y), &said, Type::SOFT, TOP_RIGHT);
        share_y = Some(y);
    }
    let said = labels.money(end);
    let mut y = last.1 + 8.0;
    // On a narrow chart the end of the curve lies over the share at the peak: then it goes below that.
    let reaches_share = last.0 - Type::STRONG.width_px(&said) < ring.0;
    if let Some(share_y) = share_y.filter(|share_y| reaches_share && (y - share_y).abs() < LINE_PX) {
        y = share_y + LINE_PX;
    }
    sheet.text_over((last.0, y.min(area.bottom() - 16.0)), &said, Type::STRONG, TOP_RIGHT);
}

/// From the top of one line of words to that of the next.
const LINE_PX: f32 = 18.0;

/// The points of the curve between two shares of customers, with both ends on it.
fn part(all: &[(f64, f64)], report: &WhaleReport, from: f64, to: f64) -> Vec<(f64, f64)> {
    let mut points = vec![(from, value_at(&report.curve, from).value)];
    points.extend(all.iter().filter(|point| from < point.0 && point.0 < to));
    points.push((to, value_at(&report.curve, to).value));
    points
}

/// The area between the peak and the falling curve.
fn hatch(sheet: &Sheet, plot: &Plot<'_>, falling: &[(f64, f64)], top: f64) {
    let mut outline: Vec<_> = falling.iter().map(|&(x, y)| plot.at(x, y)).collect();
    outline.push(plot.at(1.0, top));
    sheet.polygon(&outline, Paint::hatched(Role::Down));
}

/// A point to hover at every second percent of customers.
fn draw_percents(sheet: &Sheet, plot: &Plot<'_>, report: &WhaleReport, labels: &dyn Labels) {
    let step_px = plot.area.w / 50.0;
    let peak = finite(report.peak_customer_share);
    for step in 1..=50_u32 {
        let share = f64::from(step) / 50.0;
        if share > peak && report.n_loss_making > 0 {
            break;
        }
        let point = value_at(&report.curve, share);
        let at = plot.at(share, point.value);
        let bounds = Area { x: at.0 - step_px / 2.0, y: plot.area.y, w: step_px, h: plot.area.h };
        let title = labels.phrase("chart-most-profitable-percent", &[("percent", labels.percent(share, 0))]);
        let mark = NewMark::new(title, bounds)
            .row(labels.word("chart-customers"), labels.count(point.n_customers as f64))
            .row(labels.word("chart-profit"), labels.money(point.value))
            .at(at);
        sheet.mark(mark, || {});
    }
}

/// The tail past the peak, enlarged.
fn draw_inset(
    sheet: &Sheet,
    plot: &Plot<'_>,
    report: &WhaleReport,
    falling: &[(f64, f64)],
    labels: &dyn Labels,
) {
    let area = plot.area;
    let peak = finite(report.peak_customer_share).clamp(0.0, 1.0);
    let ring = plot.at(peak, finite(report.peak_profit));
    let w = (area.w * 0.5).min(250.0);
    let x = (ring.0 - 30.0 - w).max(area.x + area.w * 0.16);
    let frame = Area { x, y: area.y + area.h * 0.40, w, h: (area.h * 0.46).min(160.0) };
    let thin = Stroke::new(Role::Line2, 1.0);
    let lowest = falling.iter().map(|point| point.1).fold(finite(report.peak_profit), f64::min);
    sheet.line((frame.right(), frame.y), (ring.0, ring.1 + 4.0), thin);
    sheet.line((frame.right(), frame.bottom()), plot.at(1.0, lowest), thin);
    sheet.rounded(frame, 2.0, Look::from(Role::Bg).outlined(thin));
    let title = labels.phrase("chart-n-cost-more", &[("count", labels.count(report.n_loss_making as f64))]);
    let (x, room) = (frame.x + 14.0, frame.w - 28.0);
    sheet.text_in((x, frame.y + 9.0), room, &title, Type::STRONG.colored(Role::Down), TOP_LEFT);
    sheet.text_in((x, frame.y + 26.0), room, &labels.word("chart-tail-enlarged"), Type::TICK, TOP_LEFT);
    let inner = Area { x, y: frame.y + 50.0, w: room, h: frame.h - 50.0 - 30.0 };
    let span = (finite(report.peak_profit) - lowest).max(1e-9);
    let place = |&(share, value): &(f64, f64)| {
        let along = ((share - peak) / (1.0 - peak).max(1e-9)) as f32;
        let down = ((finite(report.peak_profit) - value) / span) as f32;
        (inner.x + inner.w * along, inner.y + inner.h * down)
    };
    let line: Vec<_> = falling.iter().map(place).collect();
    let mut outline = line.clone();
    outline.push((inner.right(), inner.y));
    sheet.polygon(&outline, Paint::hatched(Role::Down));
    let level = Stroke::new(Role::Ink, 1.0).dashed(Dash::Dotted);
    sheet.line((inner.x, inner.y), (inner.right(), inner.y), level);
    sheet.path(&line, Stroke::new(Role::Down, 2.0));
    let worst = labels.money(finite(report.worst_percent_profit));
    let worst = format!("{} {worst}", labels.word("chart-worst-percent"));
    sheet.text_in((inner.right() - 22.0, inner.bottom() - 8.0), room - 22.0, &worst, Type::TICK, RIGHT);
    let y = frame.bottom() - 12.0;
    sheet.text((x, y), &labels.percent(peak, 0), Type::TICK, LEFT);
    sheet.text((inner.right(), y), &labels.percent(1.0, 0), Type::TICK, RIGHT);
}

fn table(report: &WhaleReport, labels: &dyn Labels) -> DataTable {
    let heads = [
        labels.word("chart-share-of-customers"),
        labels.word("chart-customers"),
        labels.word("chart-cumulative-profit"),
    ];
    let mut table = DataTable::new(0, heads);
    for point in &report.curve {
        table.rows.push(vec![
            Cell::number(point.customer_share, labels.percent(point.customer_share, 1)),
            Cell::number(point.n_customers as f64, labels.count(point.n_customers as f64)),
            Cell::number(point.value, labels.money(point.value)),
        ]);
    }
    table
}
