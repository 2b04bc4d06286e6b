//! What stands out, by money at stake. A finding leads to the customers behind it.

use crate::chart::Labels;
use crate::text::finding::sentence;
use crate::text::rich::Rich;
use crate::ui::charts::{Icon, IconSign, Panel, PanelState, act};
use crate::ui::state::{AppState, Route, use_app};
use crate::ui::words::{tr, use_format};
use clientele_engine::analysis::finding::Finding;
use leptos::prelude::*;

/// The list of findings.
#[component]
pub(super) fn FindingsPanel() -> impl IntoView {
    let state = use_app();
    let findings = Memo::new(move |_| {
        state.overview.with(|slot| slot.latest().map(|report| report.findings.clone())).unwrap_or_default()
    });
    let title = move || {
        let is_empty = findings.with(Vec::is_empty);
        tr(if is_empty { "overview-findings-none" } else { "overview-findings-title" })
    };
    let subtitle = move || match findings.with(Vec::len) {
        0 => tr("overview-findings-none-subtitle"),
        1 => tr("overview-findings-subtitle-one"),
        n => {
            let format = use_format();
            format.phrase("overview-findings-subtitle", &[("n", format.count(n as f64))])
        }
    };
    view! {
        <Panel
            id="findings"
            finding=Signal::derive(title)
            subtitle=Signal::derive(subtitle)
            state=PanelState::of_slot(state.overview)
        >
            <ol class="findings">
                {move || {
                    findings
                        .get()
                        .into_iter()
                        .enumerate()
                        .map(|(idx, finding)| finding_row(state, idx, finding))
                        .collect_view()
                }}
            </ol>
        </Panel>
    }
}

fn finding_row(state: AppState, idx: usize, finding: Finding) -> impl IntoView {
    let text = rich_text(sentence(&finding, use_format()));
    let on_click = move |_| open(state, &finding);
    view! {
        <li>
            <button type="button" class="findings__row" on:click=on_click>
                <span class="findings__rank" aria-hidden="true">
                    {idx + 1}
                </span>
                <span class="findings__text">{text}</span>
                <IconSign icon=Icon::Next />
            </button>
        </li>
    }
}

/// A sentence with its bold parts.
fn rich_text(parts: Rich) -> Vec<AnyView> {
    parts
        .into_iter()
        .map(
            |(text, is_bold)| {
                if is_bold { view! { <strong>{text}</strong> }.into_any() } else { text.into_any() }
            },
        )
        .collect()
}

/// Filters to the customers of a finding, and opens the page that shows them best.
fn open(state: AppState, finding: &Finding) {
    if let Some(clause) = &finding.clause {
        let is_there = state.context.with_untracked(|context| context.filter.clauses.contains(clause));
        if !is_there {
            act::filter_by(state, clause.clone(), false);
        }
    }
    match finding.template.as_str() {
        "silent-segment" => state.go(Route::Segments),
        "loss-makers" | "top-share" => state.go(Route::Pareto),
        "weak-cohort" => state.go(Route::Retention),
        // The filter alone shows it: every panel of this page describes the selection now.
        _ => {}
    }
}
