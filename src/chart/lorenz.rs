//! The cumulative share of revenue over customers ranked from the largest, with the ABC classes.

use super::describe::{Cell, DataTable};
use super::labels::Labels;
use super::paint::{Dash, Paint, Role, Stroke};
use super::plot::{Plot, label_room_px};
use super::scene::{Action, Area};
use super::select::Pick;
use super::sheet::{BELOW, LEFT, Look, NewMark, Sheet, TOP_LEFT, Type};
use super::ticks::{Ticks, finite};
use super::{Chart, Size};
use clientele_engine::analysis::concentration::{ConcentrationReport, CurvePoint};
use clientele_engine::query::{AbcClass, Clause};

/// The share of customers that is pointed out.
const POINTED_SHARE: f64 = 0.20;

/// Draws the curve; `selected` is the filter's [`Clause::RevenueRank`] or [`Clause::Classes`].
#[must_use]
pub fn draw(
    report: &ConcentrationReport,
    selected: Option<&Clause>,
    size: Size,
    labels: &dyn Labels,
) -> Chart {
    let sheet = Sheet::new(size);
    draw_curve(&sheet, report, selected, labels);
    let at_20 = value_at(&report.curve, POINTED_SHARE);
    let summary = if report.curve.len() < 2 {
        labels.word("chart-summary-empty")
    } else {
        labels.phrase(
            "chart-top-share",
            &[
                ("customers", labels.percent(POINTED_SHARE, 0)),
                ("revenue", labels.percent(at_20.value_share, 0)),
            ],
        )
    };
    Chart { scene: sheet.finish(), summary, table: table(report, labels) }
}

fn draw_curve(sheet: &Sheet, report: &ConcentrationReport, selected: Option<&Clause>, labels: &dyn Labels) {
    let say = |share: f64| if share == 0.0 { "0".to_owned() } else { labels.percent(share, 0) };
    let shares = || report.curve.iter().map(|point| finite(point.value_share));
    let y = Ticks::spanning(shares().fold(0.0, f64::min), shares().fold(1.0, f64::max), 5);
    let left = label_room_px(&y, &say);
    let area = Area { x: left, y: 8.0, w: sheet.width_px - left - 10.0, h: sheet.height_px - 8.0 - 54.0 };
    let Some(mut plot) = Plot::new(sheet, area, (0.0, 1.0), &y, Some(&say)) else { return };
    let area = plot.area;
    plot.x_labels((0..=5).map(|fifth| f64::from(fifth) / 5.0).map(|share| (share, say(share))));
    if report.curve.len() < 2 {
        plot.zero();
        return;
    }
    draw_classes(sheet, &mut plot, report, selected, labels);

    let dashes = Stroke::new(Role::Axis, 1.0).dashed(Dash::Reference);
    plot.segment((0.0, 0.0), (1.0, 1.0), dashes);
    let equal = labels.word("chart-equal-spending");
    let width = Type::TICK.width_px(&equal);
    if width + 40.0 < area.w {
        // Just below the diagonal, as far right as the words allow.
        let start = 1.0 - f64::from((width + 10.0) / area.w);
        let (x, y) = plot.at(start, start);
        sheet.text_over((x, (y + 14.0).min(area.bottom() - 8.0)), &equal, Type::TICK, LEFT);
    }
    let points: Vec<_> = report.curve.iter().map(|point| (point.customer_share, point.value_share)).collect();
    plot.line(&points, Stroke::new(Role::Accent, 2.0));
    plot.zero();
    draw_percents(sheet, &mut plot, report, selected, labels);
    point_out(sheet, &plot, report, labels);
}

/// The zones of the classes below the curve, and their bar below the axis.
fn draw_classes(
    sheet: &Sheet,
    plot: &mut Plot<'_>,
    report: &ConcentrationReport,
    selected: Option<&Clause>,
    labels: &dyn Labels,
) {
    let mut from = 0.0;
    let bar_y = plot.area.bottom() + 24.0;
    for row in &report.classes {
        let to = (from + finite(row.customer_share)).min(1.0);
        let (role, letter) = match row.class {
            AbcClass::A => (Role::ClassA, "A"),
            AbcClass::B => (Role::ClassB, "B"),
            AbcClass::C => (Role::ClassC, "C"),
        };
        let clause = Clause::Classes(vec![row.class]);
        let pick = Pick::of(selected, &clause);
        let mut zone = vec![(from, value_at(&report.curve, from).value_share)];
        zone.extend(
            report
                .curve
                .iter()
                .filter(|point| from < point.customer_share && point.customer_share < to)
                .map(|point| (point.customer_share, point.value_share)),
        );
        zone.push((to, value_at(&report.curve, to).value_share));
        let shade = match (pick, role) {
            (Pick::Dimmed, _) => 6,
            (_, Role::ClassC) => 24,
            (Pick::Selected, _) => 30,
            _ => 16,
        };
        plot.area(&zone, 0.0, Paint::tinted(role, shade));
        let (x0, x1) = (plot.at(from, 0.0).0, plot.at(to, 0.0).0);
        let bar = Area { x: x0, y: bar_y, w: (x1 - x0 - 1.0).max(0.0), h: 4.0 };
        let count = labels.count(row.n_customers as f64);
        let name = labels.phrase("chart-class", &[("class", letter.to_owned())]);
        let mark = NewMark::new(name, Area { y: bar_y - 4.0, h: 26.0, ..bar })
            .row(labels.word("chart-customers"), count.clone())
            .row(labels.word("chart-share-of-customers"), labels.percent(finite(row.customer_share), 0))
            .row(labels.word("chart-revenue"), labels.money(finite(row.revenue)))
            .row(labels.word("chart-share-of-revenue"), labels.percent(finite(row.revenue_share), 0))
            .doing(Action::Filter(clause));
        sheet.mark(mark, || {
            let tint = if pick == Pick::Dimmed { Paint::DIMMED } else { 100 };
            let mut look = Look::from(Paint::tinted(role, tint));
            if pick == Pick::Selected {
                look = look.outlined(Stroke::new(Role::Ink, 2.0));
            }
            sheet.rect(bar, look);
            let letters = if pick == Pick::Selected { Type::TICK.bold() } else { Type::TICK };
            let long = labels
                .phrase("chart-class-customers", &[("class", letter.to_owned()), ("count", count.clone())]);
            let short = format!("{letter} {count}");
            let fits =
                [long, short, letter.to_owned()].into_iter().find(|text| letters.width_px(text) <= bar.w);
            if let Some(text) = fits {
                sheet.text((bar.center().0, bar.bottom() + 4.0), &text, letters, BELOW);
            }
        });
        from = to;
    }
}

/// What the top percents bring: the point of the curve for exactly that many customers, rounded up.
fn top(report: &ConcentrationReport, percent: u32) -> CurvePoint {
    let n = (report.n_customers * u64::from(percent)).div_ceil(100);
    let exact = report.curve.iter().find(|point| point.n_customers == n).copied();
    exact.unwrap_or_else(|| value_at(&report.curve, f64::from(percent) / 100.0))
}

/// A point to hover at each percent of customers.
fn draw_percents(
    sheet: &Sheet,
    plot: &mut Plot<'_>,
    report: &ConcentrationReport,
    selected: Option<&Clause>,
    labels: &dyn Labels,
) {
    let step_px = plot.area.w / 100.0;
    for percent in 1..=100_u32 {
        let share = f64::from(percent) / 100.0;
        let point = top(report, percent);
        let clause = Clause::RevenueRank { from: 0.0, to: share };
        let is_chosen = selected == Some(&clause);
        let at = plot.at(share, point.value_share);
        let bounds = Area { x: at.0 - step_px / 2.0, y: plot.area.y, w: step_px, h: plot.area.h };
        let title = labels.phrase("chart-top-percent", &[("percent", labels.percent(share, 0))]);
        let mark = NewMark::new(title, bounds)
            .row(labels.word("chart-customers"), labels.count(point.n_customers as f64))
            .row(labels.word("chart-revenue"), labels.money(finite(point.value)))
            .row(labels.word("chart-share-of-revenue"), labels.percent(finite(point.value_share), 1))
            .note(labels.word("chart-click-to-filter"))
            .at(at)
            .doing(Action::Filter(clause));
        sheet.mark(mark, || {
            if is_chosen {
                sheet.line(at, (at.0, plot.area.bottom()), Stroke::new(Role::Ink, 2.0));
                sheet.circle(at, 4.5, Look::from(Role::Accent).outlined(Stroke::new(Role::Ink, 2.0)));
            }
        });
    }
}

/// The ring at the top fifth, with guides to both axes.
fn point_out(sheet: &Sheet, plot: &Plot<'_>, report: &ConcentrationReport, labels: &dyn Labels) {
    let point = top(report, (POINTED_SHARE * 100.0).round() as u32);
    let at = plot.at(POINTED_SHARE, point.value_share);
    let guide = Stroke::new(Role::Ink, 1.0);
    sheet.line((plot.area.x, at.1), at, guide);
    sheet.line(at, (at.0, plot.area.bottom()), guide);
    sheet.circle(at, 4.0, Look::from(Role::Bg).outlined(Stroke::new(Role::Ink, 2.0)));
    let room = plot.area.right() - at.0 - 14.0;
    let said = labels.phrase(
        "chart-top-share",
        &[
            ("customers", labels.percent(POINTED_SHARE, 0)),
            ("revenue", labels.percent(finite(point.value_share), 0)),
        ],
    );
    let letters = if Type::STRONG.width_px(&said) <= room { Type::STRONG } else { Type::STRONG.sized(11.0) };
    if let Some(said) = letters.fit(&said, room) {
        sheet.text_over((at.0 + 12.0, at.1 + 4.0), &said, letters, TOP_LEFT);
    }
    let amount = labels.phrase(
        "chart-customers-and-money",
        &[("count", labels.count(point.n_customers as f64)), ("money", labels.money(finite(point.value)))],
    );
    if let Some(amount) = Type::SOFT.fit(&amount, room) {
        sheet.text_over((at.0 + 12.0, at.1 + 20.0), &amount, Type::SOFT, TOP_LEFT);
    }
}

/// The curve at a share of customers, between its points by a straight line.
pub(super) fn value_at(curve: &[CurvePoint], share: f64) -> CurvePoint {
    let zero = CurvePoint { n_customers: 0, customer_share: share, value: 0.0, value_share: 0.0 };
    let after = curve.partition_point(|point| point.customer_share < share);
    let Some(next) = curve.get(after).or(curve.last()) else { return zero };
    let before = after.checked_sub(1).and_then(|idx| curve.get(idx)).unwrap_or(next);
    let span = next.customer_share - before.customer_share;
    let part = if span > 0.0 { ((share - before.customer_share) / span).clamp(0.0, 1.0) } else { 1.0 };
    let between = |a: f64, b: f64| finite(a) + (finite(b) - finite(a)) * part;
    CurvePoint {
        n_customers: between(before.n_customers as f64, next.n_customers as f64).ceil() as u64,
        customer_share: share,
        value: between(before.value, next.value),
        value_share: between(before.value_share, next.value_share),
    }
}

fn table(report: &ConcentrationReport, labels: &dyn Labels) -> DataTable {
    let heads = [
        labels.word("chart-share-of-customers"),
        labels.word("chart-customers"),
        labels.word("chart-revenue"),
        labels.word("chart-share-of-revenue"),
    ];
    let mut table = DataTable::new(0, heads);
    for point in &report.curve {
        table.rows.push(vec![
            Cell::number(point.customer_share, labels.percent(point.customer_share, 1)),
            Cell::number(point.n_customers as f64, labels.count(point.n_customers as f64)),
            Cell::number(point.value, labels.money(point.value)),
            Cell::number(point.value_share, labels.percent(point.value_share, 1)),
        ]);
    }
    table
}
