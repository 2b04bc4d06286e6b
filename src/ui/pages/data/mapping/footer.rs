//! The bar at the foot: how long reading took, back, import.

use crate::protocol::{FileOrigin, StageMode, StagedReport};
use crate::ui::state::{Staging, use_app};
use crate::ui::words::{tr, tr_with, use_format};
use leptos::prelude::*;

/// The bar.
#[component]
pub(super) fn Footer() -> impl IntoView {
    let state = use_app();
    let parsed = move || {
        state.staged.with(|report| {
            report.as_ref().map(|report| {
                tr_with("data-parsed", &[("time", use_format().seconds(report.elapsed_ms).into())])
            })
        })
    };
    let import = move || {
        let n_rows = state.staged.with(|report| report.as_ref().map_or(0, |report| n_new_rows(report)));
        let key = match state.stage_mode.get() {
            StageMode::Replace => "data-import-rows",
            StageMode::Append => "data-append-rows",
        };
        tr_with(key, &[("n", n_rows.into()), ("count", use_format().whole(n_rows).into())])
    };
    let confirm = move |_| {
        let name = match state.stage_mode.get_untracked() {
            StageMode::Replace => None,
            // The data set stays the one it was.
            StageMode::Append => {
                state.data.with_untracked(|data| data.as_ref().map(|data| data.name.clone()))
            }
        };
        state.commit(name.unwrap_or_default());
    };
    let is_ready = Memo::new(move |_| state.staging.with(|staging| matches!(staging, Staging::Ready(_))));
    view! {
        <footer class="mapping__foot">
            <span class="mapping__time">{parsed}</span>
            <button type="button" class="button" on:click=move |_| state.discard()>
                {move || tr("data-back")}
            </button>
            <button
                type="button"
                class="button button--primary"
                disabled=move || !is_ready.get()
                on:click=confirm
            >
                {import}
            </button>
        </footer>
    }
}

/// Rows of the files that are not part of the data set yet, without those that were merged.
fn n_new_rows(report: &StagedReport) -> u64 {
    let files = report.files.iter().zip(&report.origins);
    files.filter(|(_, origin)| matches!(origin, FileOrigin::Plan(_))).map(|(file, _)| file.n_accepted).sum()
}
