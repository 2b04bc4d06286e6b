//! A course without axes, its last point marked; for the headline figures.

use super::describe::{Cell, DataTable, range_summary};
use super::labels::Labels;
use super::paint::{Role, Stroke};
use super::plot::Plot;
use super::scene::Area;
use super::sheet::{NewMark, Sheet};
use super::ticks::Ticks;
use super::{Chart, Size};

/// Draws the values, oldest first; `name` is said of the whole.
#[must_use]
pub fn draw(name: &str, values: &[f64], size: Size, labels: &dyn Labels) -> Chart {
    let sheet = Sheet::new(size);
    let points: Vec<_> = values
        .iter()
        .enumerate()
        .filter(|(_, value)| value.is_finite())
        .map(|(idx, &value)| (idx as f64, value))
        .collect();
    let named: Vec<_> =
        values.iter().enumerate().map(|(idx, &value)| ((idx + 1).to_string(), value)).collect();
    let summary = range_summary(labels, &named, &|value| labels.decimal(value, 0));
    let lo = points.iter().map(|point| point.1).fold(f64::INFINITY, f64::min);
    let hi = points.iter().map(|point| point.1).fold(f64::NEG_INFINITY, f64::max);
    // A flat course runs through the middle.
    let (lo, hi) = if lo < hi { (lo, hi) } else { (lo - 1.0, lo + 1.0) };
    let area = Area { x: 3.0, y: 3.0, w: sheet.width_px - 6.0, h: sheet.height_px - 6.0 };
    if let Some(&last) = points.last()
        && let Some(mut plot) =
            Plot::new(&sheet, area, (0.0, (values.len().max(2) - 1) as f64), &Ticks::at(lo, hi, &[]), None)
    {
        let whole = Area { x: 0.0, y: 0.0, w: sheet.width_px, h: sheet.height_px };
        let title = if name.is_empty() { summary.clone() } else { name.to_owned() };
        sheet.mark(NewMark::new(title, whole), || {
            plot.line(&points, Stroke::new(Role::Ink3, 1.5));
            plot.dot(last, 2.5, Role::Ink3);
        });
    }
    let mut table = DataTable::new(1, [labels.word("chart-period"), name.to_owned()]);
    for (at, value) in named {
        table.rows.push(vec![Cell::text(at), Cell::number(value, labels.decimal(value, 0))]);
    }
    Chart { scene: sheet.finish(), summary, table }
}
