//! What the parts of the list share: columns, check boxes, the row the keyboard is on.

use super::column::{Column, Heads, remember_switched, switched};
use crate::ui::state::{AppState, ListKey};
use leptos::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// State of the list that no other page needs.
#[derive(Clone, Copy)]
pub(super) struct ListView {
    /// Columns the data set has.
    pub(super) all_columns: Memo<Vec<Column>>,
    /// Columns shown.
    pub(super) columns: Memo<Vec<Column>>,
    /// What their heads need to know.
    pub(super) heads: Memo<Heads>,
    /// Rows whose box is checked: id and revenue.
    pub(super) checked: RwSignal<BTreeMap<String, f64>>,
    /// The row the keyboard is on.
    pub(super) active: RwSignal<u32>,
    /// What is listed, whichever page of it.
    pub(super) key: Memo<ListKey>,
    /// Rows in all.
    pub(super) n_rows: Memo<u32>,
    switched: RwSignal<BTreeSet<Column>>,
}

impl ListView {
    pub(super) fn new(state: AppState) -> Self {
        let heads = Memo::new(move |_| {
            let horizon_months = state.context.with(|context| context.clv.horizon_months);
            state.customer_pages.with(|pages| match pages.any() {
                Some(page) => Heads {
                    attributes: page.attributes.clone(),
                    n_months: page.rows.first().map_or(0, |row| row.by_month.len()),
                    horizon_months,
                },
                None => Heads { horizon_months, ..Heads::default() },
            })
        });
        let all_columns = Memo::new(move |_| {
            let n_attributes = heads.with(|heads| heads.attributes.len());
            state
                .data
                .with(|data| data.as_ref().map(|data| Column::all(data, n_attributes)))
                .unwrap_or_default()
        });
        let switched = RwSignal::new(switched());
        let columns = Memo::new(move |_| {
            let switched = switched.get();
            let is_shown = |column: &Column| column.is_usual() != switched.contains(column);
            all_columns.get().into_iter().filter(is_shown).collect::<Vec<_>>()
        });
        let key = Memo::new(move |_| {
            state.context.with(|context| state.customer_query.with(|query| ListKey::new(context, query)))
        });
        let n_rows = Memo::new(move |_| {
            state
                .customer_pages
                .with(|pages| pages.any().map_or(0, |page| u32::try_from(page.n_rows).unwrap_or(u32::MAX)))
        });
        Self {
            all_columns,
            columns,
            heads,
            checked: RwSignal::new(BTreeMap::new()),
            active: RwSignal::new(0),
            key,
            n_rows,
            switched,
        }
    }

    /// Shows a column, or hides it.
    pub(super) fn switch(self, column: Column) {
        self.switched.update(|switched| {
            if !switched.remove(&column) {
                switched.insert(column);
            }
            remember_switched(switched);
        });
    }

    /// Checks a row, or takes the mark off.
    pub(super) fn check(self, id: &str, revenue: f64) {
        self.checked.update(|checked| {
            if checked.remove(id).is_none() {
                checked.insert(id.to_owned(), revenue);
            }
        });
    }
}
