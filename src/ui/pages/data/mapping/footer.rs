//! The bar at the foot: how long reading took, back, import.

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
        let n_rows = state.staged.with(|report| {
            report.as_ref().map_or(0, |report| report.files.iter().map(|file| file.n_accepted).sum::<u64>())
        });
        tr_with("data-import-rows", &[("n", n_rows.into()), ("count", use_format().whole(n_rows).into())])
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
                on:click=move |_| state.commit(String::new())
            >
                {import}
            </button>
        </footer>
    }
}
