//! Customers by lifetime value, with a bracket over the bins that hold most of it.

use super::describe::{Cell, DataTable, range_summary};
use super::labels::Labels;
use super::paint::{Paint, Role, Stroke};
use super::plot::Plot;
use super::scene::{Action, Area};
use super::select::Pick;
use super::sheet::{ABOVE, BELOW, Look, NewMark, RIGHT, Sheet, TOP_LEFT, Type};
use super::ticks::{Ticks, finite};
use super::{Chart, Size};
use clientele_engine::analysis::clv::{ClvReport, ValueBin};
use clientele_engine::query::Clause;

/// Part of a band that its bar takes.
const BAR_SHARE: f64 = 0.92;

/// Draws the bins; `selected` is the filter's [`Clause::LifetimeValue`].
#[must_use]
pub fn draw(report: &ClvReport, selected: Option<&Clause>, size: Size, labels: &dyn Labels) -> Chart {
    let sheet = Sheet::new(size);
    draw_bins(&sheet, report, selected, labels);
    let values: Vec<_> = report.bins.iter().map(|bin| (name(bin, labels), bin.n_customers as f64)).collect();
    Chart {
        scene: sheet.finish(),
        summary: range_summary(labels, &values, &|value| labels.count(value)),
        table: table(report, labels),
    }
}

fn draw_bins(sheet: &Sheet, report: &ClvReport, selected: Option<&Clause>, labels: &dyn Labels) {
    let n = report.bins.len().max(1) as f64;
    let highest = report.bins.iter().map(|bin| bin.n_customers as f64).fold(0.0, f64::max);
    let y = Ticks::at(0.0, if highest > 0.0 { highest } else { 1.0 }, &[]);
    let top = 24.0;
    let area = Area { x: 4.0, y: top, w: sheet.width_px - 8.0, h: sheet.height_px - top - 40.0 };
    let Some(mut plot) = Plot::new(sheet, area, (0.0, n), &y, None) else { return };
    let area = plot.area;
    let top_from = report.top_bins.map_or(u32::MAX, |(first, ..)| first) as usize;
    let band_px = area.w / n as f32;
    for (idx, bin) in report.bins.iter().enumerate() {
        let clause = Clause::LifetimeValue { lo: bin.lo, hi: bin.hi };
        let pick = Pick::of(selected, &clause);
        let count = bin.n_customers as f64;
        let middle = idx as f64 + 0.5;
        let at = plot.at(middle, count);
        let bounds = Area::between(
            (at.0 - band_px / 2.0, at.1.min(area.bottom() - 12.0)),
            (at.0 + band_px / 2.0, area.bottom()),
        );
        let mut mark = NewMark::new(name(bin, labels), bounds)
            .row(labels.word("chart-customers"), labels.count(count))
            .row(labels.word("chart-value-of-all"), labels.money(finite(bin.value)))
            .doing(Action::Filter(clause));
        if report.n_customers > 0 {
            let share = labels.percent(count / report.n_customers as f64, 1);
            mark = mark.row(labels.word("chart-share-of-customers"), share);
        }
        sheet.mark(mark, || {
            let role = if is_below_zero(bin) { Role::Down } else { Role::Accent };
            let tint = match pick {
                Pick::Dimmed => Paint::DIMMED,
                Pick::Plain if role == Role::Accent && idx < top_from && report.top_bins.is_some() => {
                    Paint::CONTEXT
                }
                _ => 100,
            };
            let mut look = Look::from(Paint::tinted(role, tint));
            if pick == Pick::Selected {
                look = look.outlined(Stroke::new(Role::Ink, 2.0));
            }
            let half = BAR_SHARE / 2.0;
            plot.bar((middle - half, 0.0), (middle + half, count), look);
            let text = labels.count(count);
            let letters = if pick == Pick::Selected { Type::TICK.bold() } else { Type::TICK };
            if letters.width_px(&text) <= band_px + 2.0 {
                sheet.text((at.0, at.1 - 2.0), &text, letters.colored(Role::Ink2), ABOVE);
            }
        });
    }
    plot.zero();
    let edges = report.bins.iter().enumerate().map(|(idx, bin)| (idx as f64 + 0.5, edge(bin, labels)));
    plot.x_labels(edges);
    let key = if report.is_margin { "chart-value-axis-margin" } else { "chart-value-axis-revenue" };
    let args = [("months", report.options.horizon_months.to_string()), ("unit", labels.money_unit())];
    let mut title = labels.phrase(key, &args);
    if Type::TICK.width_px(&title) > area.w {
        title = labels.phrase("chart-value-axis-short", &args);
    }
    sheet.text_in((area.x, area.bottom() + 23.0), area.w, &title, Type::TICK, TOP_LEFT);
    if report.bins.is_empty() {
        sheet.text((area.center().0, area.bottom() + 6.0), "0", Type::TICK, BELOW);
    }
    draw_bracket(sheet, &plot, report, labels);
}

/// The bracket over the top bins, above the tallest of them.
fn draw_bracket(sheet: &Sheet, plot: &Plot<'_>, report: &ClvReport, labels: &dyn Labels) {
    let Some((first, n_customers, share)) = report.top_bins else { return };
    let Some(top) = report.bins.get(first as usize..).filter(|top| !top.is_empty()) else { return };
    let tallest = top.iter().map(|bin| bin.n_customers as f64).fold(0.0, f64::max);
    let x0 = plot.at(f64::from(first) + 0.04, 0.0).0;
    let x1 = plot.at(report.bins.len() as f64 - 0.04, 0.0).0;
    // Level with the head of the tallest bin but one, never in the way of its own bars.
    let y = (plot.at(0.0, tallest).1 - 28.0).clamp(22.0_f32.min(plot.area.bottom()), plot.area.y + 22.0);
    let stroke = Stroke::new(Role::Ink2, 1.0);
    sheet.path(&[(x0, y + 6.0), (x0, y), (x1, y), (x1, y + 6.0)], stroke);
    let args = [("count", labels.count(n_customers as f64)), ("share", labels.percent(finite(share), 0))];
    let text = labels.phrase("chart-hold-of-it", &args);
    // Right-aligned to the bracket, shortened to what the taller bars at the left leave free.
    let taller = report.bins[..first as usize]
        .iter()
        .rposition(|bin| plot.at(0.0, bin.n_customers as f64).1 - 16.0 < y - 6.0);
    let free_from = taller.map_or(plot.area.x, |idx| plot.at(idx as f64 + 1.0, 0.0).0);
    sheet.text_in((x1, y - 11.0), x1 - free_from - 6.0, &text, Type::STRONG, RIGHT);
}

fn is_below_zero(bin: &ValueBin) -> bool {
    bin.lo.is_none() && bin.hi.is_some_and(|hi| hi <= 0.0)
}

/// The lower edge of a bin, as the axis says it.
fn edge(bin: &ValueBin, labels: &dyn Labels) -> String {
    match (bin.lo, bin.hi) {
        (None, Some(hi)) => format!("< {}", labels.money_axis(finite(hi))),
        (Some(lo), None) => format!("{}+", labels.money_axis(finite(lo))),
        (Some(lo), Some(_)) => labels.money_axis(finite(lo)),
        (None, None) => String::new(),
    }
}

fn name(bin: &ValueBin, labels: &dyn Labels) -> String {
    match (bin.lo, bin.hi) {
        (Some(lo), Some(hi)) => format!("{} – {}", labels.money(finite(lo)), labels.money(finite(hi))),
        (Some(lo), None) => format!("≥ {}", labels.money(finite(lo))),
        (None, Some(hi)) => format!("< {}", labels.money(finite(hi))),
        (None, None) => labels.word("chart-customers"),
    }
}

fn table(report: &ClvReport, labels: &dyn Labels) -> DataTable {
    let heads = [
        labels.word("chart-lifetime-value"),
        labels.word("chart-customers"),
        labels.word("chart-value-of-all"),
    ];
    let mut table = DataTable::new(1, heads);
    for bin in &report.bins {
        table.rows.push(vec![
            Cell::text(name(bin, labels)),
            Cell::number(bin.n_customers as f64, labels.count(bin.n_customers as f64)),
            Cell::number(bin.value, labels.money(bin.value)),
        ]);
    }
    table
}
