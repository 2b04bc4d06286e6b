//! A value with its interval on a scale shared by all rows, for a cell of the customer table.

use super::describe::{Cell, DataTable};
use super::labels::Labels;
use super::paint::{Role, Stroke};
use super::scene::Area;
use super::sheet::{NewMark, Sheet};
use super::ticks::finite;
use super::{Chart, Size};

/// Draws `value` and, where there is one, its interval over the domain `lo..=hi` of the whole column.
#[must_use]
pub fn draw(
    value: f64,
    interval: Option<(f64, f64)>,
    (lo, hi): (f64, f64),
    size: Size,
    labels: &dyn Labels,
) -> Chart {
    let sheet = Sheet::new(size);
    let (lo, hi) = (finite(lo).min(0.0), finite(hi).max(0.0));
    let span = if hi > lo { hi - lo } else { 1.0 };
    let middle = sheet.height_px / 2.0;
    let at = |value: f64| {
        5.0 + (sheet.width_px - 10.0).max(1.0) * ((finite(value) - lo) / span).clamp(0.0, 1.0) as f32
    };
    sheet.line((at(0.0), 0.0), (at(0.0), sheet.height_px), Stroke::new(Role::Line2, 1.0));
    let title = labels.word("chart-lifetime-value");
    let whole = Area { x: 0.0, y: 0.0, w: sheet.width_px, h: sheet.height_px };
    let mut mark = NewMark::new(title.clone(), whole).row(title.clone(), labels.money(finite(value)));
    let interval = interval.filter(|(from, to)| from.is_finite() && to.is_finite());
    if let Some((from, to)) = interval {
        let level = labels.phrase("chart-interval", &[("level", labels.percent(0.80, 0))]);
        mark = mark.row(level, format!("{} – {}", labels.money(from), labels.money(to)));
    }
    let summary = labels.money(finite(value));
    if value.is_finite() {
        sheet.mark(mark, || {
            if let Some((from, to)) = interval {
                sheet.line((at(from), middle), (at(to), middle), Stroke::new(Role::Axis, 2.0));
            }
            sheet.circle((at(value), middle), 4.0, if value < 0.0 { Role::Down } else { Role::Accent });
        });
    }
    let heads = [title, labels.word("chart-interval-from"), labels.word("chart-interval-to")];
    let mut table = DataTable::new(0, heads);
    let money = |value: f64| Cell::number(value, labels.money(value));
    let (from, to) = interval.unwrap_or((f64::NAN, f64::NAN));
    table.rows.push(vec![money(value), money(from), money(to)]);
    Chart { scene: sheet.finish(), summary, table }
}
