//! The list of customers as CSV: every row, typed, and harmless in a spreadsheet.
//!
//! Heads are the names under which the import knows the columns, so that the file can be read again.

use crate::text::csv::text_cell;
use clientele_engine::analysis::Profile;
use clientele_engine::analysis::customers::{self, CustomerQuery};
use clientele_engine::analysis::selection::Selection;
use clientele_engine::data::Dataset;

/// Customers of a selection in the order of a query, without a limit on rows.
pub(super) fn customers_csv(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    query: &CustomerQuery,
) -> String {
    let mut csv = String::new();
    let mut offset = 0;
    loop {
        let query = CustomerQuery { offset, limit: CustomerQuery::MAX_ROWS, ..query.clone() };
        let page = customers::page(dataset, profile, selection, &query);
        if offset == 0 {
            let heads = ["customer_id", "name"].into_iter().chain(page.attributes.iter().map(String::as_str));
            let figures = [
                "segment",
                "orders",
                "revenue",
                "profit",
                "days_since_last_order",
                "p_alive",
                "lifetime_value",
            ];
            push_row(&mut csv, heads.chain(figures).map(text_cell));
        }
        for row in &page.rows {
            let number = |value: Option<f64>, decimals: usize| {
                value.map(|value| format!("{value:.decimals$}")).unwrap_or_default()
            };
            let money_decimals = usize::from(dataset.money_scale());
            let texts = [row.id.as_str(), row.name.as_str()]
                .into_iter()
                .chain(row.attributes.iter().map(String::as_str))
                .chain([row.segment.map_or("", |segment| segment.key())])
                .map(text_cell);
            let figures = [
                row.n_orders.to_string(),
                number(Some(row.revenue), money_decimals),
                number(row.profit, money_decimals),
                row.recency_days.to_string(),
                number(row.p_alive, 4),
                number(row.lifetime_value, 2),
            ];
            push_row(&mut csv, texts.chain(figures));
        }
        offset += CustomerQuery::MAX_ROWS;
        if u64::from(offset) >= page.n_rows || page.rows.is_empty() {
            return csv;
        }
    }
}

fn push_row(csv: &mut String, cells: impl Iterator<Item = String>) {
    for (idx, cell) in cells.enumerate() {
        if idx > 0 {
            csv.push(',');
        }
        csv.push_str(&cell);
    }
    csv.push_str("\r\n");
}
