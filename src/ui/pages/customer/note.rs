//! What is notable about an order: returned, discounted, complained about.

use crate::chart::Labels;
use crate::protocol::DataInfo;
use clientele_engine::analysis::customers::{CustomerDetail, Order, OrderLine};
use clientele_engine::data::{Dimension, DimensionRole};

/// The notes of an order, the gravest first; empty for most orders.
pub(super) fn notes(
    detail: &CustomerDetail,
    data: &DataInfo,
    order: &Order,
    labels: &dyn Labels,
) -> Vec<String> {
    let column = |role: DimensionRole| {
        let field = data.fields.iter().find(|field| field.is_line && field.role == Some(role))?;
        detail.dimensions.iter().position(|name| *name == field.name)
    };
    let says_yes = |role: DimensionRole| {
        let column = column(role);
        let is_yes = |line: &OrderLine| {
            column.and_then(|column| line.values.get(column)).is_some_and(|value| Dimension::says_yes(value))
        };
        order.lines.iter().any(is_yes)
    };
    let mut notes = Vec::new();
    if says_yes(DimensionRole::Complaint) {
        let complaints = detail.complaint.map(usize::from).map(|column| {
            let values = order.lines.iter().filter_map(|line| line.values.get(column));
            values.filter(|value| Dimension::says_yes(value)).cloned().collect::<Vec<String>>()
        });
        let what = complaints.unwrap_or_default().into_iter().find(|value| value.chars().count() > 1);
        notes.push(match what {
            Some(what) => labels.phrase("customer-note-complaint-about", &[("what", what)]),
            None => labels.word("customer-note-complaint"),
        });
    }
    if says_yes(DimensionRole::Returned) || order.amount < 0.0 {
        notes.push(labels.word("customer-note-returned"));
    }
    if says_yes(DimensionRole::Discounted) {
        notes.push(labels.word("customer-note-discounted"));
    }
    notes
}

/// The categories of an order, each once, in the order of its lines.
pub(super) fn categories(detail: &CustomerDetail, order: &Order) -> Vec<String> {
    let Some(column) = detail.category.map(usize::from) else { return Vec::new() };
    let mut categories: Vec<String> = Vec::new();
    for value in order.lines.iter().filter_map(|line| line.values.get(column)) {
        if !value.is_empty() && !categories.contains(value) {
            categories.push(value.clone());
        }
    }
    categories
}
