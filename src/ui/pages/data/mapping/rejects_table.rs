//! The rows that were set aside: line, reason, and the row with the cell at fault marked.

use crate::protocol::SetAsideOf;
use crate::text::message::reason_text;
use crate::ui::charts::{Icon, IconSign};
use crate::ui::state::use_app;
use crate::ui::words::{tr, tr_with, use_format};
use clientele_engine::import::{Reject, RejectReason};
use leptos::prelude::*;

/// Rows shown; the file that can be saved has all of them, whole.
const MAX_SHOWN: usize = 50;

/// Cells shown on each side of the one at fault.
const CONTEXT: usize = 2;

/// The rows that were set aside.
#[component]
pub(in super::super) fn RejectsTable(
    /// What tells its heading from those of other tables on the page.
    #[prop(into)]
    id: String,
    /// The file they are of.
    of: SetAsideOf,
    /// The rows that are kept with their cells.
    rejects: Vec<Reject>,
    /// How many there are by reason, kept or not.
    reasons: Vec<(RejectReason, u64)>,
    /// The reason whose rows are shown; all while there is none.
    picked: RwSignal<Option<RejectReason>>,
) -> impl IntoView {
    let title_id = format!("rejects-title-{id}");
    let (section_id, region_id) = (title_id.clone(), title_id.clone());
    let state = use_app();
    let n_all: u64 = reasons.iter().map(|(_, n)| n).sum();
    let rejects = StoredValue::new(rejects);
    let is_picked = move |reason: RejectReason| picked.get().is_none_or(|picked| picked == reason);
    let shown = move || {
        rejects.with_value(|rejects| {
            rejects
                .iter()
                .filter(|reject| is_picked(reject.reason))
                .take(MAX_SHOWN)
                .cloned()
                .collect::<Vec<_>>()
        })
    };
    let more = move || {
        let n_all: u64 = reasons.iter().filter(|(reason, _)| is_picked(*reason)).map(|(_, n)| n).sum();
        let n_more = n_all.saturating_sub(shown().len() as u64);
        (n_more > 0).then(|| tr_with("data-more-rows", &[("count", use_format().whole(n_more).into())]))
    };
    let is_saving = move || state.saving_rows().is_some();
    let save = move |_| {
        if !is_saving() {
            state.save_set_aside(of);
        }
    };
    let csv = move || match state.saving_rows().filter(|(saved, _)| *saved == of) {
        Some((_, n_done)) => {
            let format = use_format();
            tr_with(
                "data-csv-busy",
                &[("done", format.whole(n_done).into()), ("count", format.whole(n_all).into())],
            )
        }
        None => tr_with("data-csv-rows", &[("n", n_all.into()), ("count", use_format().whole(n_all).into())]),
    };
    let subtitle = move || match picked.get() {
        Some(reason) => reason_text(reason, use_format()),
        None => tr("data-rows-aside-note"),
    };
    view! {
        <section class="panel" aria-labelledby=section_id>
            <div class="panel__head">
                <h2 class="panel__finding" id=title_id>
                    {move || tr("data-rows-aside")}
                </h2>
                <button
                    type="button"
                    class="tool tool--word"
                    aria-disabled=move || is_saving().then_some("true")
                    on:click=save
                >
                    <IconSign icon=Icon::Export />
                    {csv}
                </button>
            </div>
            <p class="page__subtitle" aria-live="polite">
                {subtitle}
            </p>
            <div class="rejects" tabindex="0" role="group" aria-labelledby=region_id>
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col" class="number">
                                {move || tr("data-line")}
                            </th>
                            <th scope="col">{move || tr("data-reason")}</th>
                            <th scope="col">{move || tr("data-row")}</th>
                        </tr>
                    </thead>
                    <tbody>{move || shown().into_iter().map(reject_row).collect_view()}</tbody>
                </table>
            </div>
            <p class="quiet parse__note">{more}</p>
            <p class="quiet parse__note">{move || tr("data-csv-note")}</p>
        </section>
    }
}

fn reject_row(reject: Reject) -> impl IntoView {
    let reason = reject.reason;
    let line = u64::from(reject.line);
    view! {
        <tr>
            <td class="number quiet">{move || use_format().whole(line)}</td>
            <td>{move || reason_text(reason, use_format())}</td>
            <td class="rejects__row">{cells(&reject)}</td>
        </tr>
    }
}

/// The cells around the one at fault, which is marked; an empty one is marked as a gap.
fn cells(reject: &Reject) -> impl IntoView + use<> {
    let fault = reject.column.map(usize::from);
    let from = fault.map_or(0, |fault| fault.saturating_sub(CONTEXT));
    let until = fault.map_or(CONTEXT * 2, |fault| fault + CONTEXT) + 1;
    let n_cells = reject.cells.len();
    let is_cut_before = from > 0;
    let is_cut_after = until < n_cells;
    let shown: Vec<AnyView> = reject
        .cells
        .iter()
        .cloned()
        .enumerate()
        .skip(from)
        .take(until - from)
        .map(|(idx, cell)| {
            let comma = if idx > from { "," } else { "" };
            if Some(idx) == fault {
                view! {
                    {comma}
                    <mark class="rejects__fault">
                        <bdi>{cell}</bdi>
                    </mark>
                }
                .into_any()
            } else {
                view! {
                    {comma}
                    <bdi>{cell}</bdi>
                }
                .into_any()
            }
        })
        .collect();
    view! {
        {is_cut_before.then_some("…")}
        {shown}
        {is_cut_after.then_some("…")}
    }
}
