//! Revenue by month, quarter or year from new and returning customers.
//!
//! New customers lie on the zero line, returning ones above; the period of comparison is tinted, years
//! carry their total, and the bar with the most new revenue is pointed out. Below 460 px only the period
//! itself is drawn.

use super::describe::{Cell, DataTable, range_summary};
use super::labels::Labels;
use super::paint::{Paint, Role, Stroke};
use super::plot::{Plot, label_room_px};
use super::scene::{Action, Area};
use super::select::Pick;
use super::sheet::{ABOVE, LEFT, Look, NewMark, Sheet, TOP_LEFT, Type};
use super::ticks::{Ticks, finite};
use super::{Chart, Size};
use clientele_engine::analysis::overview::{OverviewReport, PeriodBar};
use clientele_engine::query::Clause;

/// Below this width the chart keeps to its period and writes its labels above the bars.
const NARROW_PX: f32 = 460.0;
/// Part of a band that its bar takes.
const BAR_SHARE: f64 = 0.66;

/// Draws the bars; `selected` is the filter's [`Clause::OrderDays`].
#[must_use]
pub fn draw(report: &OverviewReport, selected: Option<&Clause>, size: Size, labels: &dyn Labels) -> Chart {
    let sheet = Sheet::new(size);
    let is_narrow = sheet.width_px < NARROW_PX;
    let bars = shown(report, is_narrow);
    draw_bars(&sheet, report, bars, selected, labels);
    let values: Vec<_> = report.bars.iter().map(|bar| (name(bar, labels), total(bar))).collect();
    Chart {
        scene: sheet.finish(),
        summary: range_summary(labels, &values, &|value| labels.money(value)),
        table: table(report, labels),
    }
}

/// The bars drawn: all, or those of the period (12 at most) where there is no room.
fn shown(report: &OverviewReport, is_narrow: bool) -> &[PeriodBar] {
    if !is_narrow || report.bars.len() <= 12 {
        return &report.bars;
    }
    let first = report.bars.iter().position(|bar| bar.is_in_period).unwrap_or(0);
    &report.bars[first.max(report.bars.len().saturating_sub(12))..]
}

fn draw_bars(
    sheet: &Sheet,
    report: &OverviewReport,
    bars: &[PeriodBar],
    selected: Option<&Clause>,
    labels: &dyn Labels,
) {
    let is_narrow = sheet.width_px < NARROW_PX;
    let say = |value: f64| labels.money_axis(value);
    let highest = bars.iter().map(total).fold(0.0, f64::max);
    let lowest =
        bars.iter().map(|bar| finite(bar.new_revenue).min(finite(bar.returning_revenue))).fold(0.0, f64::min);
    let y = Ticks::spanning(lowest, highest, if sheet.height_px < 160.0 { 2 } else { 4 });
    let ends = ends(bars, labels);
    let end_room = ends.iter().map(|end| Type::STRONG.width_px(&end.0).max(Type::SOFT.width_px(&end.1)));
    let end_room = if is_narrow { 0.0 } else { end_room.fold(0.0, f32::max) + 14.0 };
    let top = if is_narrow { 42.0 } else { 24.0 };
    let left = label_room_px(&y, &say);
    let area = Area { x: left, y: top, w: sheet.width_px - left - end_room, h: sheet.height_px - top - 24.0 };
    let n = bars.len().max(1) as f64;
    let Some(mut plot) = Plot::new(sheet, area, (0.0, n), &y, Some(&say)) else { return };

    draw_years(sheet, &plot, bars, labels);
    let (mut returning_y, mut new_y) = (None, None);
    for (idx, bar) in bars.iter().enumerate() {
        let clause = Clause::OrderDays(bar.days);
        let pick = Pick::of(selected, &clause);
        let middle = idx as f64 + 0.5;
        let (x0, x1) = (middle - BAR_SHARE / 2.0, middle + BAR_SHARE / 2.0);
        let (new, returning) = (finite(bar.new_revenue), finite(bar.returning_revenue));
        // Losses hang below the zero line, each from it, so that neither hides the other.
        let from = if returning < 0.0 { 0.0 } else { new.max(0.0) };
        let (upper_left, lower_right) =
            (plot.at(idx as f64, (from + returning).max(new)), plot.at(idx as f64 + 1.0, 0.0));
        let bounds = Area::between((upper_left.0, upper_left.1.min(lower_right.1 - 12.0)), lower_right);
        let mark = mark(bar, bounds, labels).doing(Action::Filter(clause));
        sheet.mark(mark, || {
            let tint = match pick {
                Pick::Dimmed => Paint::DIMMED,
                Pick::Plain if !bar.is_in_period => Paint::CONTEXT,
                _ => 100,
            };
            plot.bar((x0, from), (x1, from + returning), Paint::tinted(Role::Returning, tint));
            plot.bar((x0, 0.0), (x1, new), Paint::tinted(Role::New, tint));
            if new > 0.0 && returning > 0.0 {
                plot.segment((x0, new), (x1, new), Stroke::new(Role::Bg, 1.0));
            }
            if pick == Pick::Selected {
                plot.bar((x0, 0.0), (x1, from + returning), Look::from(Stroke::new(Role::Ink, 2.0)));
            }
        });
        if bar.is_in_period || returning_y.is_none() {
            returning_y = Some(plot.at(0.0, from + returning / 2.0).1);
            new_y = Some(plot.at(0.0, new / 2.0).1);
        }
    }
    plot.zero();
    plot.x_labels(
        bars.iter()
            .enumerate()
            .filter_map(|(idx, bar)| Some((idx as f64 + 0.5, tick(bar, bars.len(), labels)?))),
    );
    annotate(sheet, &plot, report, bars, labels);

    let places = [returning_y.unwrap_or(area.y), new_y.unwrap_or(area.bottom())];
    draw_ends(sheet, area, &ends, places);
}

/// The totals by year above the bars and a hairline between years.
fn draw_years(sheet: &Sheet, plot: &Plot<'_>, bars: &[PeriodBar], labels: &dyn Labels) {
    if bars.iter().all(is_year) {
        return;
    }
    let mut first = 0;
    while first < bars.len() {
        let year = bars[first].days.first.year();
        let n = bars[first..].iter().take_while(|bar| bar.days.first.year() == year).count();
        let (x0, x1) = (plot.at(first as f64, 0.0).0, plot.at((first + n) as f64, 0.0).0);
        let y = plot.area.y - 8.0;
        if first > 0 {
            sheet.line((x0, y - 8.0), (x0, plot.area.bottom() + 14.0), Stroke::new(Role::Line2, 1.0));
        }
        let heading = labels.year(year);
        let width = Type::STRONG.width_px(&heading);
        let x = x0 + if first > 0 { 8.0 } else { 2.0 };
        if sheet.text_in((x, y), x1 - x, &heading, Type::STRONG, LEFT) {
            let sum = labels.money(bars[first..first + n].iter().map(total).sum());
            if x + width + 6.0 + Type::SOFT.width_px(&sum) <= x1 {
                sheet.text((x + width + 6.0, y), &sum, Type::SOFT, LEFT);
            }
        }
        first += n;
    }
}

/// Points out the bar with the most new revenue.
fn annotate(
    sheet: &Sheet,
    plot: &Plot<'_>,
    report: &OverviewReport,
    bars: &[PeriodBar],
    labels: &dyn Labels,
) {
    let Some(peak) = report.peak_bar.and_then(|idx| report.bars.get(idx as usize)) else { return };
    let Some(idx) = bars.iter().position(|bar| bar.days == peak.days) else { return };
    let mut usual: Vec<f64> = report.bars.iter().map(|bar| finite(bar.new_revenue)).collect();
    usual.sort_by(f64::total_cmp);
    let median = usual[usual.len() / 2];
    if median <= 0.0 {
        return;
    }
    let ratio = labels.decimal(finite(peak.new_revenue) / median, 1);
    let text = labels.phrase("chart-peak-new", &[("ratio", ratio)]);
    let (x, y) = plot.at(idx as f64 + 0.5, total(peak));
    sheet.line((x, y - 6.0), (x, y - 2.0), Stroke::new(Role::Ink2, 1.0));
    let half = Type::TICK.width_px(&text) / 2.0;
    // The words stay within the year of their bar where they fit: the line between years would cross them.
    let year_of = |bar: &PeriodBar| bar.days.first.year();
    let is_same = |bar: &&PeriodBar| year_of(bar) == year_of(peak);
    let n_after = bars[idx..].iter().take_while(is_same).count();
    let n_before = bars[..idx].iter().rev().take_while(is_same).count();
    let (from, to) = (plot.at((idx - n_before) as f64, 0.0).0, plot.at((idx + n_after) as f64, 0.0).0);
    let fits = to - from > 2.0 * half + 8.0;
    let (from, to) = if fits { (from + 4.0, to - 4.0) } else { (plot.area.x, plot.area.right()) };
    let x = x.min(to - half).max(from + half);
    sheet.text_over((x, y - 7.0), &text, Type::TICK.colored(Role::Ink2), ABOVE);
}

/// Name, share of revenue and color of the two series, returning first.
fn ends(bars: &[PeriodBar], labels: &dyn Labels) -> [(String, String, Role); 2] {
    let sum = |part: fn(&PeriodBar) -> f64| -> f64 {
        bars.iter().filter(|bar| bar.is_in_period).map(|bar| finite(part(bar))).sum()
    };
    let (returning, new) = (sum(|bar| bar.returning_revenue), sum(|bar| bar.new_revenue));
    let all = returning + new;
    let share = |part: f64| if all > 0.0 { labels.percent(part / all, 0) } else { String::new() };
    [
        (labels.word("chart-returning"), share(returning), Role::CategoryText(1)),
        (labels.word("chart-new"), share(new), Role::CategoryText(3)),
    ]
}

/// The names of the series: right of the last bar, or in a line above a narrow chart.
fn draw_ends(sheet: &Sheet, area: Area, ends: &[(String, String, Role); 2], mut places: [f32; 2]) {
    if sheet.width_px < NARROW_PX {
        let mut x = area.x;
        for (name, share, role) in ends {
            for (text, letters) in [(name, Type::STRONG.colored(*role)), (share, Type::SOFT)] {
                sheet.text((x, 0.0), text, letters, TOP_LEFT);
                x += letters.width_px(text) + 6.0;
            }
            x += 10.0;
        }
        return;
    }
    super::sheet::spread(&mut places, 34.0, area.y + 8.0, area.bottom() - 14.0);
    for ((name, share, role), y) in ends.iter().zip(places) {
        sheet.text((area.right() + 10.0, y), name, Type::STRONG.colored(*role), LEFT);
        sheet.text((area.right() + 10.0, y + 16.0), share, Type::SOFT, LEFT);
    }
}

fn mark(bar: &PeriodBar, bounds: Area, labels: &dyn Labels) -> NewMark {
    let all = total(bar);
    let mut mark = NewMark::new(name(bar, labels), bounds)
        .row(labels.word("chart-revenue"), labels.money(all))
        .row(labels.word("chart-returning"), labels.money(finite(bar.returning_revenue)))
        .row(labels.word("chart-new"), labels.money(finite(bar.new_revenue)))
        .row(labels.word("chart-customers"), labels.count(bar.n_customers as f64));
    if all > 0.0 {
        mark = mark.row(labels.word("chart-new-share"), labels.percent(finite(bar.new_revenue) / all, 0));
    }
    if bar.is_partial { mark.note(labels.word("chart-partial-period")) } else { mark }
}

fn table(report: &OverviewReport, labels: &dyn Labels) -> DataTable {
    let heads = [
        labels.word("chart-period"),
        labels.word("chart-revenue"),
        labels.word("chart-returning"),
        labels.word("chart-new"),
        labels.word("chart-orders"),
        labels.word("chart-customers"),
        labels.word("chart-new-customers"),
    ];
    let mut table = DataTable::new(1, heads);
    for bar in &report.bars {
        let money = |value: f64| Cell::number(value, labels.money(value));
        let count = |value: u64| Cell::number(value as f64, labels.count(value as f64));
        table.rows.push(vec![
            Cell::text(name(bar, labels)),
            money(total(bar)),
            money(bar.returning_revenue),
            money(bar.new_revenue),
            count(bar.n_orders),
            count(bar.n_customers),
            count(bar.n_new_customers),
        ]);
    }
    table
}

fn total(bar: &PeriodBar) -> f64 {
    finite(bar.new_revenue) + finite(bar.returning_revenue)
}

fn is_year(bar: &PeriodBar) -> bool {
    bar.days.n_days() > 300
}

fn is_quarter(bar: &PeriodBar) -> bool {
    bar.days.n_days() > 80 && !is_year(bar)
}

/// The whole name of a bar's period.
fn name(bar: &PeriodBar, labels: &dyn Labels) -> String {
    let month = bar.days.first.month();
    if is_year(bar) {
        labels.year(month.year())
    } else if is_quarter(bar) {
        let quarter = month.quarter().quarter_of_year();
        let args = [("quarter", quarter.to_string()), ("year", labels.year(month.year()))];
        labels.phrase("chart-quarter-of-year", &args)
    } else {
        labels.month(month)
    }
}

/// The label below a bar: every third month, every quarter or year.
fn tick(bar: &PeriodBar, n_bars: usize, labels: &dyn Labels) -> Option<String> {
    let month = bar.days.first.month().month_of_year();
    if is_year(bar) {
        Some(labels.year(bar.days.first.year()))
    } else if is_quarter(bar) {
        Some(labels.phrase(
            "chart-quarter",
            &[("quarter", bar.days.first.month().quarter().quarter_of_year().to_string())],
        ))
    } else {
        // More than three years of months are told apart by their headings alone.
        (month % 3 == 1 && (n_bars <= 36 || month == 1)).then(|| labels.month_short(month))
    }
}
