//! The bar below the top: what is selected, and how much of everything that is.

use super::filter_menu::FilterMenu;
use crate::chart::{Paint, Role};
use crate::text::clause;
use crate::text::rich::Rich;
use crate::ui::charts::{Icon, IconSign};
use crate::ui::state::use_app;
use crate::ui::widgets::Chip;
use crate::ui::words::{tr, tr_rich, tr_with, use_format};
use clientele_engine::analysis::selection::SelectionSummary;
use clientele_engine::query::{Clause, Segment};
use leptos::prelude::*;

/// The filter bar.
#[component]
pub fn FilterBar() -> impl IntoView {
    let state = use_app();
    let clauses = Memo::new(move |_| state.context.with(|context| context.filter.clauses.clone()));
    view! {
        <section class="filter" aria-label=move || tr("app-filter")>
            <span class="filter__icon">
                <IconSign icon=Icon::Filter />
            </span>
            <ul class="filter__chips">
                {move || {
                    clauses
                        .get()
                        .into_iter()
                        .enumerate()
                        .map(|(idx, clause)| view! { <li><ClauseChip idx clause /></li> })
                        .collect_view()
                }}
            </ul>
            <FilterMenu />
            <Show when=move || clauses.with(Vec::is_empty)>
                <span class="filter__hint">{move || tr("app-filter-hint")}</span>
            </Show>
            <Summary />
        </section>
    }
}

#[component]
fn ClauseChip(idx: usize, clause: Clause) -> impl IntoView {
    let state = use_app();
    // A color stands for one segment: several share a chip without.
    let swatch = match &clause {
        Clause::Segments(segments) if segments.len() == 1 => {
            segments.first().map(|&segment| Paint::from(Role::Segment(segment)).css())
        }
        _ => None,
    };
    let clause = StoredValue::new(clause);
    let field = Signal::derive(move || clause.with_value(|clause| clause::field(clause, use_format())));
    let value = Signal::derive(move || clause.with_value(|clause| clause::value(clause, use_format())));
    let remove_label = Signal::derive(move || tr_with("app-filter-remove", &[("value", value.get().into())]));
    let on_remove = Callback::new(move |()| {
        let filter = state.context.with_untracked(|context| context.filter.without(idx));
        state.set_filter(filter);
    });
    match swatch {
        Some(swatch) => view! { <Chip field value swatch on_remove remove_label /> }.into_any(),
        None => view! { <Chip field value on_remove remove_label /> }.into_any(),
    }
}

/// The color of a segment.
pub(super) fn swatch(segment: Segment) -> impl IntoView {
    let color = Paint::from(Role::Segment(segment)).css();
    view! { <span class="swatch" data-segment=segment.key() style:background-color=color></span> }
}

/// "661 of 13,811 customers · 3.0% of revenue", and the share as a bar.
#[component]
fn Summary() -> impl IntoView {
    let state = use_app();
    let summary = Memo::new(move |_| state.selection.with(|slot| slot.latest().map(|summary| **summary)));
    let is_busy = move || state.selection.with(|slot| slot.is_loading()).to_string();
    let text = move || {
        summary.get().map(|summary| {
            sentence(&summary)
                .into_iter()
                .map(
                    |(text, is_bold)| {
                        if is_bold { view! { <strong>{text}</strong> }.into_any() } else { text.into_any() }
                    },
                )
                .collect_view()
        })
    };
    let size = move || {
        let share = summary.get().map_or(0.0, |summary| share_shown(&summary, state.has_amounts()));
        format!("{:.1}%", share.clamp(0.0, 1.0) * 100.0)
    };
    view! {
        <div class="filter__summary" aria-busy=is_busy>
            <span>{text}</span>
            <span class="filter__track" aria-hidden="true">
                <span class="filter__bar" style:inline-size=size></span>
            </span>
        </div>
    }
}

/// The size of a selection in words.
pub(super) fn sentence(summary: &SelectionSummary) -> Rich {
    let format = use_format();
    let state = use_app();
    let share = revenue_share(summary);
    let decimals = u8::from(share < 0.995 && share > 0.0);
    tr_rich(
        if state.has_amounts() { "app-selection" } else { "app-selection-counts" },
        &[
            ("count", format.whole(summary.n_customers).into()),
            ("total", format.whole(summary.n_customers_total).into()),
            ("share", format.percent(share, decimals).into()),
        ],
    )
}

/// The share of the bar: of revenue, or of customers where there are no amounts.
fn share_shown(summary: &SelectionSummary, has_amounts: bool) -> f64 {
    if has_amounts {
        revenue_share(summary)
    } else {
        summary.n_customers as f64 / summary.n_customers_total.max(1) as f64
    }
}

fn revenue_share(summary: &SelectionSummary) -> f64 {
    if summary.revenue_total == 0.0 { 0.0 } else { summary.revenue / summary.revenue_total }
}
