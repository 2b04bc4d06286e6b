//! What the shown page needs to know, asked of the worker whenever it changes.
//!
//! One effect watches the data set, the question (filter and settings) and the page. When the data or the
//! question changes, answers to earlier questions are worthless: the generation is counted up and everything
//! the page needs is asked again; otherwise only what was not asked yet.

use super::state::{AppState, Route, Shared};
use crate::protocol::{Context, DataInfo, Question};
use clientele_engine::query::{Clause, Filter, Segment};
use leptos::prelude::*;

/// What the answers on the screen belong to.
struct Asked {
    data: Shared<DataInfo>,
    context: Context,
    /// Questions sent for this data and context, the latest of each kind.
    questions: Vec<Question>,
}

/// Keeps asking what the shown page needs.
pub fn ask_what_is_shown(state: AppState) {
    Effect::new(move |before: Option<Option<Asked>>| {
        let context = state.context.get();
        let needed = questions(state);
        let data = state.data.get()?;
        let mut asked = match before.flatten() {
            Some(asked) if asked.data == data && asked.context == context => asked,
            _ => {
                state.bump_generation();
                Asked { data, context, questions: Vec::new() }
            }
        };
        for question in needed {
            if !asked.questions.contains(&question) {
                asked.questions.retain(|before| before.kind() != question.kind());
                asked.questions.push(question.clone());
                state.ask(question);
            }
        }
        Some(asked)
    });
}

/// What the page that is shown needs, quick answers first.
fn questions(state: AppState) -> Vec<Question> {
    let mut questions = vec![Question::Selection];
    match state.route.get() {
        Route::Data => {}
        Route::Overview => questions.extend([
            Question::Overview(state.overview_options.get()),
            Question::Segments,
            Question::LifetimeValue,
        ]),
        Route::Segments => {
            questions.push(Question::Segments);
            let segment = state.context.with(|context| only_segment(&context.filter));
            questions.extend(segment.map(Question::Segment));
        }
        Route::Pareto => questions.extend([Question::Concentration, Question::Whale]),
        Route::LifetimeValue => questions.push(Question::LifetimeValue),
        Route::Retention => questions.push(Question::Retention(state.cohort_options.get())),
        Route::Customers => questions.push(Question::Customers(state.customer_query.get())),
        Route::Customer(id) => questions.push(Question::Customer(id)),
    }
    questions
}

/// The segment that is selected, if it is exactly one.
fn only_segment(filter: &Filter) -> Option<Segment> {
    filter.clauses.iter().find_map(|clause| match clause {
        Clause::Segments(segments) if segments.len() == 1 => segments.first().copied(),
        _ => None,
    })
}
