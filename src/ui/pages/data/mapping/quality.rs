//! How many rows were set aside for which reason, and what is worth knowing about those that were kept.

use crate::text::message::{reason_text, warning_text};
use crate::ui::widgets::{Tag, Tone};
use crate::ui::words::{tr, use_format};
use clientele_engine::import::FileReport;
use leptos::prelude::*;

/// The figures by reason.
#[component]
pub(in super::super) fn Quality(
    /// How the file was read.
    file: FileReport,
) -> impl IntoView {
    if file.reasons.is_empty() && file.warnings.is_empty() {
        return ().into_any();
    }
    let reasons = file.reasons.iter().map(|&(reason, count)| {
        let words = move || reason_text(reason, use_format());
        quality_row(Signal::derive(words), count, true)
    });
    let warnings = file.warnings.iter().map(|warning| {
        let kind = warning.kind;
        let words = move || warning_text(kind, use_format());
        quality_row(Signal::derive(words), warning.count, false)
    });
    view! {
        <table class="table quality">
            <caption class="visually-hidden">{move || tr("data-quality")}</caption>
            <tbody>{reasons.chain(warnings).collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn quality_row(words: Signal<String>, count: u64, is_aside: bool) -> impl IntoView {
    let (key, tone) = if is_aside { ("data-set-aside", Tone::Plain) } else { ("data-kept", Tone::Warn) };
    view! {
        <tr>
            <th scope="row">{move || words.get()}</th>
            <td class="number">
                <strong>{move || use_format().whole(count)}</strong>
            </td>
            <td>
                <Tag text=Signal::derive(move || tr(key)) tone />
            </td>
        </tr>
    }
}
