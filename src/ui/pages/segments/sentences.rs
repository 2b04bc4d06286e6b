//! The sentences and names of the segment page, computed from its reports.

use crate::chart::{Cell, Column, DataTable, Labels};
use clientele_engine::analysis::segment::{SegmentDetail, SegmentReport, SegmentRow};
use clientele_engine::query::Segment;

/// Segments of the family that is leaving.
const SLIPPING: [Segment; 4] =
    [Segment::CantLose, Segment::AtRisk, Segment::NeedAttention, Segment::AboutToSleep];

/// Columns of the table that are about money.
const MONEY_COLUMNS: [usize; 2] = [3, 6];

/// Shares below this are not worth a sentence.
const LEAST_SHARE: f64 = 0.02;

/// What the grid shows: how many are quiet, or who is selected.
pub(super) fn grid(report: &SegmentReport, selected: Option<Segment>, labels: &dyn Labels) -> String {
    if report.n_customers == 0 {
        return labels.word("segments-grid-empty");
    }
    if let Some(row) = selected.and_then(|segment| row(report, segment)) {
        let args = [("n", labels.count(row.n_customers as f64)), ("segment", labels.segment(row.segment))];
        return labels.phrase("segments-grid-one", &args);
    }
    let n_quiet: u64 =
        report.cells.iter().filter(|cell| cell.recency == 1).map(|cell| cell.n_customers).sum();
    let days = labels.count(f64::from(report.recency_edges_days[3]));
    if n_quiet == 0 {
        return labels.phrase("segments-grid-none-quiet", &[("days", days)]);
    }
    let share = labels.percent(n_quiet as f64 / report.n_customers as f64, 0);
    labels.phrase("segments-grid-quiet", &[("share", share), ("days", days)])
}

/// What the areas show: who holds the revenue.
pub(super) fn tree(report: &SegmentReport, selected: Option<Segment>, labels: &dyn Labels) -> String {
    let one = |row: &SegmentRow| {
        let args = [("first", labels.segment(row.segment)), ("share", labels.percent(row.revenue_share, 0))];
        labels.phrase("segments-tree-one", &args)
    };
    if let Some(row) = selected.and_then(|segment| row(report, segment)) {
        // The grid beside it names the segment.
        return labels.phrase("segments-tree-selected", &[("share", labels.percent(row.revenue_share, 0))]);
    }
    let mut rows: Vec<&SegmentRow> = report.rows.iter().filter(|row| row.revenue > 0.0).collect();
    rows.sort_by(|a, b| b.revenue.total_cmp(&a.revenue));
    match rows.as_slice() {
        [] => labels.word("segments-tree-none"),
        [row] => one(row),
        [first, second, ..] => labels.phrase(
            "segments-tree-pair",
            &[
                ("first", labels.segment(first.segment)),
                ("second", labels.segment(second.segment)),
                ("share", labels.percent(first.revenue_share + second.revenue_share, 0)),
            ],
        ),
    }
}

/// What the table shows: what is about to be lost; whom, where there are no amounts.
pub(super) fn table_finding(report: &SegmentReport, has_amounts: bool, labels: &dyn Labels) -> String {
    let slipping = report.rows.iter().filter(|row| SLIPPING.contains(&row.segment));
    if !has_amounts {
        let share: f64 = slipping.map(|row| row.customer_share).sum();
        return labels.phrase("segments-table-slipping-customers", &[("share", labels.percent(share, 0))]);
    }
    let share: f64 = slipping.map(|row| row.revenue_share).sum();
    if share < LEAST_SHARE {
        return labels.word("segments-table-safe");
    }
    labels.phrase("segments-table-slipping", &[("share", labels.percent(share, 0))])
}

/// How many of a segment may be won back.
pub(super) fn alive(detail: &SegmentDetail, labels: &dyn Labels) -> String {
    if detail.n_worth_a_call == 0 {
        return labels.word("segments-alive-none");
    }
    // Of a segment most of which is alive nobody has to be won back.
    let is_active = detail.row.mean_p_alive.is_some_and(|p_alive| p_alive >= 0.5);
    let key = if is_active { "segments-alive-active" } else { "segments-alive-some" };
    labels.phrase(key, &[("n", labels.count(detail.n_worth_a_call as f64))])
}

/// The rows of the table as a file.
pub(super) fn data_table(report: &SegmentReport, has_amounts: bool, labels: &dyn Labels) -> DataTable {
    let unit = [("unit", labels.money_unit())];
    let heads = [
        labels.word("segments-column-segment"),
        labels.word("segments-column-customers"),
        labels.word("segments-column-share"),
        labels.phrase("segments-column-revenue", &unit),
        labels.word("segments-column-days"),
        labels.word("segments-column-p-alive"),
        labels.phrase("segments-column-clv", &unit),
        labels.word("segments-column-action"),
    ];
    let last = heads.len() - 1;
    let is_shown = |idx: &usize| has_amounts || !MONEY_COLUMNS.contains(idx);
    let columns = heads
        .into_iter()
        .enumerate()
        .filter(|(idx, _)| is_shown(idx))
        .map(|(idx, head)| Column { head, is_number: idx > 0 && idx < last })
        .collect();
    let optional = |value: Option<f64>, text: &dyn Fn(f64) -> String| {
        value.map(|value| Cell::number(value, text(value))).unwrap_or_default()
    };
    let rows = report
        .rows
        .iter()
        .map(|row| {
            vec![
                Cell::text(labels.segment(row.segment)),
                Cell::number(row.n_customers as f64, labels.count(row.n_customers as f64)),
                Cell::number(row.customer_share, labels.percent(row.customer_share, 1)),
                Cell::number(row.revenue, labels.money(row.revenue)),
                optional(row.median_recency_days, &|days| labels.count(days)),
                optional(row.mean_p_alive, &|share| labels.percent(share, 0)),
                optional(row.mean_lifetime_value, &|value| labels.count(value)),
                Cell::text(labels.word(action_key(row.segment))),
            ]
            .into_iter()
            .enumerate()
            .filter(|(idx, _)| is_shown(idx))
            .map(|(_, cell)| cell)
            .collect()
        })
        .collect();
    DataTable { columns, rows }
}

/// What to do about a segment.
pub(super) fn action_key(segment: Segment) -> &'static str {
    match segment {
        Segment::Champions => "segments-action-champions",
        Segment::Loyal => "segments-action-loyal",
        Segment::PotentialLoyalists => "segments-action-potential-loyalists",
        Segment::New => "segments-action-new",
        Segment::Promising => "segments-action-promising",
        Segment::NeedAttention => "segments-action-need-attention",
        Segment::AboutToSleep => "segments-action-about-to-sleep",
        Segment::CantLose => "segments-action-cant-lose",
        Segment::AtRisk => "segments-action-at-risk",
        Segment::Hibernating => "segments-action-hibernating",
        Segment::Lost => "segments-action-lost",
    }
}

/// Who is in a segment.
pub(super) fn about_key(segment: Segment) -> &'static str {
    match segment {
        Segment::Champions => "segments-about-champions",
        Segment::Loyal => "segments-about-loyal",
        Segment::PotentialLoyalists => "segments-about-potential-loyalists",
        Segment::New => "segments-about-new",
        Segment::Promising => "segments-about-promising",
        Segment::NeedAttention => "segments-about-need-attention",
        Segment::AboutToSleep => "segments-about-about-to-sleep",
        Segment::CantLose => "segments-about-cant-lose",
        Segment::AtRisk => "segments-about-at-risk",
        Segment::Hibernating => "segments-about-hibernating",
        Segment::Lost => "segments-about-lost",
    }
}

fn row(report: &SegmentReport, segment: Segment) -> Option<&SegmentRow> {
    report.rows.iter().find(|row| row.segment == segment)
}
