//! How many rows were set aside for which reason, and what is worth knowing about those that were kept.

use crate::text::message::{reason_text, warning_text};
use crate::ui::widgets::{Tag, Tone};
use crate::ui::words::{tr, use_format};
use clientele_engine::import::{FileReport, RejectReason, Warning};
use leptos::prelude::*;

/// The figures by reason.
#[component]
pub(super) fn Quality(
    /// How the file was read.
    file: FileReport,
    /// The reason whose rows are shown.
    picked: RwSignal<Option<RejectReason>>,
) -> impl IntoView {
    if file.reasons.is_empty() && file.warnings.is_empty() {
        return ().into_any();
    }
    let reasons = file.reasons.iter().map(|&(reason, count)| reason_row(reason, count, picked));
    let names: Vec<String> = file.columns.iter().map(|column| column.name.clone()).collect();
    let warnings = file.warnings.iter().map(|&warning| warning_row(warning, names.clone()));
    view! {
        <table class="table quality">
            <caption class="visually-hidden">{move || tr("data-quality")}</caption>
            <tbody>{reasons.collect_view()} {warnings.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn reason_row(reason: RejectReason, count: u64, picked: RwSignal<Option<RejectReason>>) -> impl IntoView {
    let words = move || reason_text(reason, use_format());
    let is_picked = move || picked.get() == Some(reason);
    // Pressed again, all rows are shown again.
    let pick = move |_| picked.update(|picked| *picked = (*picked != Some(reason)).then_some(reason));
    view! {
        <tr>
            <th scope="row">{words}</th>
            <td class="number">
                <strong>{move || use_format().whole(count)}</strong>
            </td>
            <td>
                <Tag text=Signal::derive(|| tr("data-set-aside")) tone=Tone::Plain />
            </td>
            <td class="quality__act">
                <button
                    type="button"
                    class="link-button"
                    aria-pressed=move || is_picked().to_string()
                    aria-label=move || format!("{}, {}", tr("data-show-rows"), words())
                    on:click=pick
                >
                    {move || tr("data-show-rows")}
                </button>
            </td>
        </tr>
    }
}

fn warning_row(warning: Warning, names: Vec<String>) -> impl IntoView {
    let Warning { kind, count } = warning;
    view! {
        <tr>
            <th scope="row">{move || warning_text(kind, &names, use_format())}</th>
            <td class="number">
                <strong>{move || use_format().whole(count)}</strong>
            </td>
            <td>
                <Tag text=Signal::derive(|| tr("data-kept")) tone=Tone::Warn />
            </td>
            <td></td>
        </tr>
    }
}
