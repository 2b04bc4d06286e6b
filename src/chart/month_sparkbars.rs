//! The revenue of a customer by month as little bars, for a cell of the customer table.

use super::describe::{Cell, DataTable, range_summary};
use super::labels::Labels;
use super::paint::Role;
use super::scene::Area;
use super::select::Pick;
use super::sheet::{NewMark, Sheet};
use super::{Chart, Size};
use clientele_engine::analysis::customers::CustomerRow;
use clientele_engine::data::Month;
use clientele_engine::query::Clause;

/// Draws the months from `first` on; those of `selected`, the filter's [`Clause::OrderDays`], stand out.
#[must_use]
pub fn draw(
    row: &CustomerRow,
    first: Month,
    selected: Option<&Clause>,
    size: Size,
    labels: &dyn Labels,
) -> Chart {
    let sheet = Sheet::new(size);
    let n = row.by_month.len().max(1) as f32;
    let values: Vec<_> = row
        .by_month
        .iter()
        .enumerate()
        .map(|(idx, &value)| (first.plus(idx as i32), f64::from(value)))
        .collect();
    let highest = values.iter().map(|value| value.1).filter(|value| value.is_finite()).fold(0.0, f64::max);
    let band = sheet.width_px / n;
    let named: Vec<_> = values.iter().map(|&(month, value)| (labels.month(month), value)).collect();
    let summary = range_summary(labels, &named, &|value| labels.money(value));
    let whole = Area { x: 0.0, y: 0.0, w: sheet.width_px, h: sheet.height_px };
    // One mark for the whole: in a table the row is what is pointed at.
    let title = if row.name.is_empty() { row.id.clone() } else { row.name.clone() };
    let mark = NewMark::new(title, whole).row(labels.word("chart-revenue"), summary.clone());
    sheet.mark(mark, || {
        for (idx, &(month, value)) in values.iter().enumerate() {
            let pick = Pick::of(selected, &Clause::OrderDays(month.range()));
            let part = if highest > 0.0 && value > 0.0 { (value / highest) as f32 } else { 0.0 };
            let (h, role) = match (part > 0.0, pick) {
                // A month without revenue leaves a hair on the floor, so that gaps can be counted.
                (false, _) => (0.6, Role::Line2),
                (true, Pick::Dimmed) => (part * sheet.height_px, Role::Line2),
                (true, _) => (part * sheet.height_px, Role::Accent),
            };
            let h = h.max(0.6);
            let x = band * (idx as f32 + 0.1);
            sheet.rect(Area { x, y: sheet.height_px - h, w: band * 0.8, h }, role);
        }
    });
    let mut table = DataTable::new(1, [labels.word("chart-period"), labels.word("chart-revenue")]);
    for (name, value) in named {
        table.rows.push(vec![Cell::text(name), Cell::number(value, labels.money(value))]);
    }
    Chart { scene: sheet.finish(), summary, table }
}
