//! One customer over time: a stem per order, complaints above, the chance of being alive below.

use super::describe::{Cell, DataTable, range_summary};
use super::labels::Labels;
use super::paint::{Dash, Paint, Role, Stroke};
use super::plot::{Plot, label_room_px};
use super::scene::Area;
use super::sheet::{LEFT, NewMark, RIGHT, Sheet, TOP_LEFT, Type};
use super::ticks::{Ticks, finite};
use super::{Chart, Size};
use clientele_engine::analysis::customers::{CustomerDetail, Order};
use clientele_engine::data::{Day, Dimension};

/// Colors of categories, the largest first; rust is kept for losses.
const ROLES: [Role; 4] = [Role::Category(1), Role::Category(3), Role::Category(2), Role::Category(5)];
/// Color of all further categories.
const OTHER: Role = Role::Category(7);

/// Draws the orders and the chance of being alive.
#[must_use]
pub fn draw(detail: &CustomerDetail, size: Size, labels: &dyn Labels) -> Chart {
    let sheet = Sheet::new(size);
    draw_course(&sheet, detail, labels);
    let values: Vec<_> = detail.orders.iter().map(|order| (labels.day(order.day), order.amount)).collect();
    Chart {
        scene: sheet.finish(),
        summary: range_summary(labels, &values, &|value| labels.money(value)),
        table: table(detail, labels),
    }
}

/// The categories in the order of their revenue with their colors, for the swatches of the subtitle. With
/// more than five the fifth stands for the rest and is named `other`.
#[must_use]
pub fn categories(detail: &CustomerDetail, other: &str) -> Vec<(String, Role)> {
    let ranked = ranked_categories(detail);
    let n_named = if ranked.len() > ROLES.len() + 1 { ROLES.len() } else { ranked.len() };
    let role = |idx: usize| ROLES.get(idx).copied().unwrap_or(OTHER);
    let mut named: Vec<_> =
        ranked.iter().take(n_named).enumerate().map(|(idx, name)| (name.clone(), role(idx))).collect();
    if n_named < ranked.len() {
        named.push((other.to_owned(), OTHER));
    }
    named
}

fn ranked_categories(detail: &CustomerDetail) -> Vec<String> {
    let Some(category) = detail.category.map(usize::from) else { return Vec::new() };
    let mut sums: Vec<(String, f64)> = Vec::new();
    for line in detail.orders.iter().flat_map(|order| &order.lines) {
        let Some(value) = line.values.get(category).filter(|value| !value.is_empty()) else { continue };
        match sums.iter_mut().find(|(name, _)| name == value) {
            Some((_, sum)) => *sum += finite(line.amount),
            None => sums.push((value.clone(), finite(line.amount))),
        }
    }
    sums.sort_by(|a, b| b.1.total_cmp(&a.1));
    sums.into_iter().map(|(name, _)| name).collect()
}

/// The category of the largest line of an order.
fn category_of<'o>(detail: &CustomerDetail, order: &'o Order) -> Option<&'o str> {
    let category = detail.category.map(usize::from)?;
    let line = order.lines.iter().max_by(|a, b| a.amount.total_cmp(&b.amount))?;
    line.values.get(category).map(String::as_str).filter(|value| !value.is_empty())
}

/// The complaint of an order, if there is one.
fn complaint_of<'o>(detail: &CustomerDetail, order: &'o Order) -> Option<&'o str> {
    let complaint = detail.complaint.map(usize::from)?;
    order.lines.iter().find_map(|line| {
        line.values.get(complaint).map(String::as_str).filter(|text| Dimension::says_yes(text))
    })
}

/// A value of the horizontal scale.
fn x(day: Day) -> f64 {
    f64::from(day.0)
}

fn draw_course(sheet: &Sheet, detail: &CustomerDetail, labels: &dyn Labels) {
    let has_course = detail.p_alive_course.len() > 1 && sheet.height_px >= 170.0;
    let days = || {
        detail.orders.iter().map(|order| order.day).chain(detail.p_alive_course.iter().map(|point| point.0))
    };
    let (first, last) = (days().min().unwrap_or_default(), days().max().unwrap_or_default());
    // A little air at both ends, so that no head is cut.
    let air = (x(last) - x(first)).max(10.0) * 0.012;
    let domain = (x(first) - air, x(last) + air);
    let say = |value: f64| labels.money_axis(value);
    let percent = |share: f64| if share == 0.0 { "0".to_owned() } else { labels.percent(share, 0) };
    let amounts = || detail.orders.iter().map(|order| finite(order.amount));
    let y = Ticks::within(amounts().fold(0.0, f64::min), amounts().fold(0.0, f64::max), 3);
    let half = Ticks::at(0.0, 1.0, &[0.0, 0.5, 1.0]);
    let left = label_room_px(&y, &say).max(label_room_px(&half, &percent));
    let w = sheet.width_px - left - 8.0;
    let below = if has_course { 20.0 + (sheet.height_px * 0.26).max(48.0) + 24.0 } else { 24.0 };
    let upper = Area { x: left, y: 16.0, w, h: sheet.height_px - 16.0 - below };
    let Some(mut plot) = Plot::new(sheet, upper, domain, &y, Some(&say)) else { return };
    let upper = plot.area;
    let lower = Area {
        x: upper.x,
        y: upper.bottom() + 24.0,
        w: upper.w,
        h: sheet.height_px - upper.bottom() - 24.0 - 22.0,
    };
    let floor = if has_course { lower.bottom() } else { upper.bottom() };

    draw_calendar(sheet, &plot, first, last, labels);
    let ranked = ranked_categories(detail);
    let has_rest = ranked.len() > ROLES.len() + 1;
    let role = |order: &Order| {
        let idx = category_of(detail, order).and_then(|name| ranked.iter().position(|ranked| ranked == name));
        match idx {
            Some(idx) if idx < ROLES.len() || !has_rest => ROLES.get(idx).copied().unwrap_or(OTHER),
            Some(_) => OTHER,
            None if ranked.is_empty() => Role::Accent,
            None => OTHER,
        }
    };
    for order in &detail.orders {
        let (amount, role) = (finite(order.amount), role(order));
        let head = plot.at(x(order.day), amount);
        let foot = plot.at(x(order.day), 0.0);
        let mut bounds = Area::between(head, foot);
        bounds = Area { x: bounds.x - 3.0, y: bounds.y - 4.0, w: 6.0, h: bounds.h + 4.0 };
        let mut mark = NewMark::new(labels.day(order.day), bounds)
            .row(labels.word("chart-amount"), labels.money(amount))
            .at(head);
        if let Some(category) = category_of(detail, order) {
            mark = mark.row(labels.word("chart-category"), category);
        }
        sheet.mark(mark, || {
            plot.segment((x(order.day), 0.0), (x(order.day), amount), Stroke::new(role, 1.2));
            plot.dot((x(order.day), amount), 2.6, role);
        });
    }
    plot.zero();
    draw_complaints(sheet, &plot, detail, floor, labels);
    if has_course {
        draw_p_alive(sheet, detail, lower, (domain, &half), labels);
    }
}

/// Years and months below the orders; a hairline at each new year.
fn draw_calendar(sheet: &Sheet, plot: &Plot<'_>, first: Day, last: Day, labels: &dyn Labels) {
    let months = (x(last) - x(first)).max(1.0) / 30.437;
    let per_month = f64::from(plot.area.w) / months;
    let step =
        [1, 3, 6, 12, 24, 60].into_iter().find(|&step| per_month * f64::from(step) >= 44.0).unwrap_or(120);
    let mut ticks = Vec::new();
    let start = first.month();
    for idx in 0..=last.month().since(start) {
        let month = start.plus(idx);
        let day = month.first_day();
        let is_new_year = month.month_of_year() == 1;
        if day < first && idx > 0 || day > last {
            continue;
        }
        let at = day.max(first);
        if is_new_year && day > first {
            let at = plot.at(x(day), 0.0).0;
            sheet.line((at, plot.area.y), (at, plot.area.bottom()), Stroke::new(Role::Line2, 1.0));
        }
        let is_tick = (month.0).rem_euclid(step.min(12)) == 0
            && (step <= 12 || month.year().rem_euclid(step / 12) == 0);
        if is_tick || idx == 0 && months < f64::from(step) {
            let text = if is_new_year {
                labels.year(month.year())
            } else {
                labels.month_short(month.month_of_year())
            };
            ticks.push((x(at), text));
        }
    }
    plot.x_labels(ticks);
}

/// Diamonds above the orders, dotted lines through both plots, and what was said where there is room.
fn draw_complaints(sheet: &Sheet, plot: &Plot<'_>, detail: &CustomerDetail, floor: f32, labels: &dyn Labels) {
    let mut complaints: Vec<_> =
        detail.orders.iter().filter_map(|order| Some((order.day, complaint_of(detail, order)?))).collect();
    complaints.dedup();
    let y = 8.0;
    for (idx, (day, text)) in complaints.iter().enumerate() {
        let at = plot.at(x(*day), 0.0).0;
        let next = complaints.get(idx + 1).map_or(sheet.width_px, |(day, _)| plot.at(x(*day), 0.0).0 - 8.0);
        let mark = NewMark::new(labels.word("chart-complaint"), Area::around((at, y), 7.0))
            .row(labels.day(*day), *text)
            .at((at, y));
        sheet.mark(mark, || {
            sheet.line((at, y + 6.0), (at, floor), Stroke::new(Role::Down, 1.2).dashed(Dash::Dotted));
            sheet.polygon(&[(at, y - 6.0), (at + 6.0, y), (at, y + 6.0), (at - 6.0, y)], Role::Down);
            let room = next - at - 10.0;
            // Of a column that only says yes or no there is nothing to read.
            let said = Some(*text).filter(|text| text.chars().nth(1).is_some());
            if let Some(text) = said.and_then(|text| Type::TICK.fit(text, room)) {
                sheet.text_over((at + 9.0, y), &text, Type::TICK.colored(Role::Ink), LEFT);
            }
        });
    }
}

fn draw_p_alive(
    sheet: &Sheet,
    detail: &CustomerDetail,
    area: Area,
    (domain, ticks): ((f64, f64), &Ticks),
    labels: &dyn Labels,
) {
    let percent = |share: f64| if share == 0.0 { "0".to_owned() } else { labels.percent(share, 0) };
    let Some(mut plot) = Plot::new(sheet, area, domain, ticks, Some(&percent)) else { return };
    let points: Vec<_> =
        detail.p_alive_course.iter().map(|&(day, share)| (x(day), finite(share).clamp(0.0, 1.0))).collect();
    plot.area(&points, 0.0, Paint::tinted(Role::Accent, 10));
    plot.line(&points, Stroke::new(Role::Accent, 1.6));
    plot.zero();
    let step_px = area.w / points.len().max(1) as f32;
    for (&(day, share), &at) in detail.p_alive_course.iter().zip(&points) {
        let at = plot.at(at.0, at.1);
        let bounds = Area { x: at.0 - step_px / 2.0, y: plot.area.y, w: step_px, h: plot.area.h };
        let mark = NewMark::new(labels.day(day), bounds)
            .row(labels.word("chart-p-alive"), labels.percent(finite(share), 0))
            .at(at);
        sheet.mark(mark, || {});
    }
    if let Some(&last) = points.last() {
        plot.dot(last, 3.0, Role::Accent);
        let at = plot.at(last.0, last.1);
        // Above the line where it ends low, below it where it ends high.
        let dy = if last.1 > 0.5 { 16.0 } else { -14.0 };
        sheet.text_over((at.0 - 6.0, at.1 + dy), &labels.percent(last.1, 0), Type::STRONG, RIGHT);
    }
    sheet.text(
        (plot.area.x + 2.0, plot.area.bottom() + 5.0),
        &labels.word("chart-p-alive"),
        Type::TICK,
        TOP_LEFT,
    );
}

fn table(detail: &CustomerDetail, labels: &dyn Labels) -> DataTable {
    let heads = [
        labels.word("chart-day"),
        labels.word("chart-category"),
        labels.word("chart-complaint"),
        labels.word("chart-amount"),
    ];
    let mut table = DataTable::new(3, heads);
    for order in &detail.orders {
        table.rows.push(vec![
            Cell::text(labels.day(order.day)),
            Cell::text(category_of(detail, order).unwrap_or_default()),
            Cell::text(complaint_of(detail, order).unwrap_or_default()),
            Cell::number(order.amount, labels.money(order.amount)),
        ]);
    }
    table
}
