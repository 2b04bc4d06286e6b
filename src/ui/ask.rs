//! Asks the worker what the page on screen needs, whenever the page, the filter or a setting changes.

use super::state::{AppState, Route};
use crate::protocol::Question;
use crate::worker::client::Status;
use clientele_engine::query::{Clause, Segment};
use leptos::prelude::*;

/// Keeps the answers on screen up to date; called once.
pub fn keep_asking(state: AppState) {
    // One effect asks, so that one change of the filter leads to one question of a kind.
    Effect::new(move |_| {
        if state.data.with(Option::is_none) {
            return;
        }
        // After a restart the questions that were awaited are replayed, and the rest is asked again here.
        state.status.with(|status| matches!(status, Status::Recovered));
        state.context.track();
        state.bump_generation();
        state.ask(Question::Selection);
        let route = state.route.get();
        for question in needed(state, &route) {
            state.ask(question);
        }
    });
}

/// What a page shows.
fn needed(state: AppState, route: &Route) -> Vec<Question> {
    match route {
        Route::Data => Vec::new(),
        Route::Overview => vec![
            Question::Overview(state.overview_options.get()),
            Question::Segments,
            Question::LifetimeValue,
        ],
        Route::Segments => {
            let mut questions = vec![Question::Segments];
            questions.extend(only_segment(state).map(Question::Segment));
            questions
        }
        Route::Pareto => vec![Question::Concentration, Question::Whale],
        Route::LifetimeValue => vec![Question::LifetimeValue],
        Route::Retention => vec![Question::Retention(state.cohort_options.get())],
        Route::Customers => vec![Question::Customers(state.customer_query.get())],
        Route::Customer(id) => vec![Question::Customer(id.clone())],
    }
}

/// The segment that is selected, if it is the only one.
fn only_segment(state: AppState) -> Option<Segment> {
    state.context.with(|context| {
        context.filter.clauses.iter().find_map(|clause| match clause {
            Clause::Segments(segments) if segments.len() == 1 => segments.first().copied(),
            _ => None,
        })
    })
}
