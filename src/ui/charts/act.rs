//! What a click on a mark, a row or a finding does, with the note that says so.

use crate::chart::Labels;
use crate::text::clause::value;
use crate::ui::state::{AppState, Route, Toast};
use crate::ui::words::{tr, use_format};
use clientele_engine::query::Clause;
use leptos::prelude::*;

/// Filters every page to a clause, or releases it; `extend` adds to what is selected. One step to undo.
pub fn filter_by(state: AppState, clause: Clause, extend: bool) {
    state.toggle(clause.clone(), extend);
    let is_filtered = state.context.with_untracked(|context| {
        context.filter.clauses.iter().any(|present| present.kind() == clause.kind())
    });
    let text = if is_filtered {
        let format = use_format();
        format.phrase("panel-filtered", &[("clause", value(&clause, format))])
    } else {
        tr("panel-released")
    };
    state.toast.set(Some(Toast { text, can_undo: true }));
}

/// Opens the page of one customer.
pub fn open_customer(state: AppState, id: String) {
    state.go(Route::Customer(id));
}
