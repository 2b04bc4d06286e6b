//! The list as a file: the worker writes all of it, however long.

use crate::protocol::Question;
use crate::text::Locale;
use crate::ui::browser::download::save_text;
use crate::ui::state::{AppState, Slot};
use clientele_engine::query::{Clause, ClauseKind};
use leptos::prelude::*;

/// Asks for a file and saves it when it comes.
#[derive(Clone, Copy)]
pub(super) struct CsvDownload {
    state: AppState,
    is_wanted: StoredValue<bool>,
}

impl CsvDownload {
    pub(super) fn new(state: AppState) -> Self {
        let is_wanted = StoredValue::new(false);
        Effect::new(move |_| {
            let csv = state.exported.with(|slot| match slot {
                Slot::Ready(csv) => Some(csv.clone()),
                _ => None,
            });
            if let Some(csv) = csv
                && is_wanted.get_value()
            {
                is_wanted.set_value(false);
                save(state.locale.get_untracked(), &csv);
                // Saved: a list of 100,000 customers need not stay in memory.
                state.exported.set(Slot::Empty);
            }
        });
        Self { state, is_wanted }
    }

    /// Saves the whole list.
    pub(super) fn all(self) {
        self.is_wanted.set_value(true);
        self.state.ask(Question::ExportCustomers(self.state.customer_query.get_untracked()));
    }

    /// Saves some customers of the list, by id.
    pub(super) fn only(self, ids: Vec<String>) {
        self.is_wanted.set_value(true);
        let mut context = self.state.context.get_untracked();
        let mut filter = context.filter.without_kinds(&[ClauseKind::CustomerIds]);
        filter.clauses.push(Clause::CustomerIds(ids));
        context.filter = filter;
        let mut query = self.state.customer_query.get_untracked();
        query.search.clear();
        self.state.ask_within(Question::ExportCustomers(query), context);
    }

    /// Whether a file is being written.
    pub(super) fn is_busy(self) -> bool {
        self.state.exported.with(Slot::is_loading)
    }
}

fn save(locale: Locale, csv: &str) {
    // Excel takes a file for the system's own encoding unless this mark says UTF-8; 中文 needs it.
    let mark = if locale == Locale::En { "" } else { "\u{feff}" };
    save_text("customers.csv", "text/csv;charset=utf-8", &format!("{mark}{csv}"));
}
