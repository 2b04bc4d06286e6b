//! Segments by recency and frequency: where customers stand, what each segment holds and what to do.
//!
//! With exactly one segment selected, a drawer shows it closely.

mod call_list;
mod drawer;
mod grid_panel;
mod sentences;
mod table_panel;
mod tree_panel;

use crate::chart::Labels;
use crate::ui::charts::Nobody;
use crate::ui::state::{AppState, use_app};
use crate::ui::widgets::Select;
use crate::ui::words::{tr, use_format};
use clientele_engine::analysis::segment::Scoring;
use clientele_engine::query::{Clause, ClauseKind, Segment};
use drawer::Drawer;
use grid_panel::GridPanel;
use leptos::prelude::*;
use table_panel::TablePanel;
use tree_panel::TreePanel;

/// The segment page.
#[component]
pub fn SegmentsPage() -> impl IntoView {
    let state = use_app();
    let selected = Memo::new(move |_| selected_segment(state));
    view! {
        <div class="page segments" data-drawer=move || selected.get().map(|_| "open")>
            <div class="segments__main">
                <Path />
                <header class="page__head">
                    <h1 class="page__title">{move || tr("segments-title")}</h1>
                    <div class="page__controls">
                        <ScoringSelect />
                    </div>
                </header>
                <Nobody />
                <div class="segments__charts">
                    <GridPanel selected />
                    <TreePanel selected />
                </div>
                <TablePanel />
            </div>
            // Keyed by segment: another segment is another drawer, with its own focus to give back.
            {move || selected.get().map(|segment| view! { <Drawer segment /> })}
        </div>
    }
    .into_any()
}

/// The segment that is selected, if it is exactly one.
fn selected_segment(state: AppState) -> Option<Segment> {
    state.context.with(|context| {
        context.filter.clauses.iter().find_map(|clause| match clause {
            Clause::Segments(segments) => match segments.as_slice() {
                [segment] => Some(*segment),
                _ => None,
            },
            _ => None,
        })
    })
}

/// Where the selection stands under all customers; nothing while no segment is selected.
#[component]
fn Path() -> impl IntoView {
    let state = use_app();
    let here = move || {
        state.context.with(|context| {
            context.filter.clauses.iter().find_map(|clause| match clause {
                Clause::Segments(segments) => Some(segments.clone()),
                _ => None,
            })
        })
    };
    let name = move || {
        here().map(|segments| {
            let format = use_format();
            match segments.as_slice() {
                [segment] => format.segment(*segment),
                several => format.phrase("segments-several", &[("n", format.count(several.len() as f64))]),
            }
        })
    };
    let release = move |_| {
        let filter =
            state.context.with_untracked(|context| context.filter.without_kinds(&[ClauseKind::Segment]));
        state.set_filter(filter);
    };
    view! {
        <Show when=move || here().is_some()>
            <nav class="path" aria-label=move || tr("segments-path")>
                <button type="button" class="link-button" on:click=release>
                    {move || tr("segments-all-customers")}
                </button>
                <span class="path__here" aria-current="page">
                    {name}
                </span>
            </nav>
        </Show>
    }
}

/// How the scores are cut: what the user chose, else what the data set was given.
#[component]
fn ScoringSelect() -> impl IntoView {
    let state = use_app();
    let chosen = Memo::new(move |_| {
        let scoring = state.context.with(|context| context.scoring);
        scoring.or_else(|| state.data.with(|data| data.as_ref().map(|data| data.default_scoring)))
    });
    let value = Signal::derive(move || match chosen.get() {
        Some(Scoring::Quintiles) => QUINTILES.to_owned(),
        _ => FIXED.to_owned(),
    });
    let options = Signal::derive(move || {
        vec![
            (FIXED.to_owned(), tr("segments-scored-fixed")),
            (QUINTILES.to_owned(), tr("segments-scored-quintiles")),
        ]
    });
    let on_change = Callback::new(move |value: String| {
        let scoring = if value == QUINTILES { Scoring::Quintiles } else { Scoring::FixedCutoffs };
        state.context.update(|context| context.scoring = Some(scoring));
    });
    view! { <Select label=Signal::derive(|| tr("segments-scored-by")) value options on_change /> }
}

const FIXED: &str = "fixed";
const QUINTILES: &str = "quintiles";
