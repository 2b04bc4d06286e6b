//! The rows that were set aside: line, reason, and the row with the cell at fault marked.

use super::super::rejects_csv::rejects_csv;
use crate::text::message::reason_text;
use crate::ui::browser::download;
use crate::ui::charts::{Icon, IconSign};
use crate::ui::words::{tr, tr_with, use_format};
use clientele_engine::import::{FileReport, Reject};
use leptos::prelude::*;

/// Rows shown; the file to be saved has all that are kept.
const MAX_SHOWN: usize = 50;

/// Cells shown on each side of the one at fault.
const CONTEXT: usize = 2;

/// The rows that were set aside.
#[component]
pub(in super::super) fn RejectsTable(
    /// How the file was read.
    file: FileReport,
) -> impl IntoView {
    let n_kept = file.rejects.len() as u64;
    let n_more = file.n_rejected.saturating_sub(MAX_SHOWN.min(file.rejects.len()) as u64);
    let save = {
        let file = file.clone();
        move |_| {
            let stem = file.file.name.rsplit_once('.').map_or(file.file.name.as_str(), |(stem, _)| stem);
            let name = format!("{stem}-{}.csv", tr("data-csv-suffix"));
            download::save_text(&name, "text/csv;charset=utf-8", &rejects_csv(&file));
        }
    };
    let csv = move || {
        tr_with("data-csv-rows", &[("n", n_kept.into()), ("count", use_format().whole(n_kept).into())])
    };
    let more = move || tr_with("data-more-rows", &[("count", use_format().whole(n_more).into())]);
    view! {
        <section class="panel" aria-labelledby="rejects-title">
            <div class="panel__head">
                <h2 class="panel__finding" id="rejects-title">
                    {move || tr("data-rows-aside")}
                </h2>
                <button type="button" class="tool tool--word" on:click=save>
                    <IconSign icon=Icon::Export />
                    {csv}
                </button>
            </div>
            <p class="page__subtitle">{move || tr("data-rows-aside-note")}</p>
            <div class="rejects" tabindex="0" role="group" aria-labelledby="rejects-title">
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
                    <tbody>{file.rejects.iter().take(MAX_SHOWN).cloned().map(reject_row).collect_view()}</tbody>
                </table>
            </div>
            {(n_more > 0).then(|| view! { <p class="quiet parse__note">{more}</p> })}
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
