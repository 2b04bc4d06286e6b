//! The books of a file: rows in are rows accepted, set aside, and merged into those of other files, and so is the
//! money.

use crate::text::exact;
use crate::ui::words::{tr, tr_with, use_format};
use clientele_engine::data::FileKind;
use clientele_engine::import::FileReport;
use leptos::prelude::*;

/// The share of rows that can be used, as a sentence.
pub(super) fn usable_sentence(n_records: u64, n_rejected: u64) -> String {
    let format = use_format();
    if n_rejected == 0 {
        return tr_with(
            "data-all-usable",
            &[("n", n_records.into()), ("count", format.whole(n_records).into())],
        );
    }
    let share = n_records.saturating_sub(n_rejected) as f64 / n_records.max(1) as f64;
    // "100.0%" of a file with rows set aside would be untrue.
    let percent = format.percent(share.min(0.999), 1);
    tr_with(
        "data-usable",
        &[("share", percent.into()), ("n", n_rejected.into()), ("count", format.whole(n_rejected).into())],
    )
}

/// The sentence and the totals.
#[component]
pub(super) fn Totals(
    /// Which file of the report.
    idx: usize,
    /// How the file was read.
    file: FileReport,
) -> impl IntoView {
    let (n_records, n_accepted, n_rejected) = (file.n_records, file.n_accepted, file.n_rejected);
    let title_id = format!("totals-title-{idx}");
    let section_id = title_id.clone();
    let title = move || usable_sentence(n_records, n_rejected);
    let has_money = file.file.kind == FileKind::Transactions && !file.sum_amount.is_empty();
    let (accepted, rejected) = (file.sum_amount.clone(), file.sum_rejected.clone());
    // Merged rows have a column where there are any.
    let n_merged = (file.n_merged > 0).then_some(file.n_merged);
    let merged = n_merged.map(|_| file.sum_merged.clone());
    let kept = exact::sum(&accepted, &rejected);
    let sum = match merged.as_deref().filter(|merged| !merged.is_empty()) {
        Some(merged) => kept.and_then(|kept| exact::sum(&kept, merged)),
        None => kept,
    };
    let currency = file.currency.clone();
    let money = move |decimal: &str| exact::grouped(decimal, currency.as_deref());
    let money_row = has_money.then(|| {
        view! {
            <tr>
                <th scope="row">{move || tr("data-money")}</th>
                <td class="number">{sum.map(|sum| money(&sum))}</td>
                <td class="number">{money(&accepted)}</td>
                <td class="number">{money(&rejected)}</td>
                {merged.map(|merged| view! { <td class="number">{money(&merged)}</td> })}
            </tr>
        }
    });
    let rows = [Some(n_records), Some(n_accepted), Some(n_rejected), n_merged];
    view! {
        <section class="panel totals" aria-labelledby=section_id>
            <h2 id=title_id>{title}</h2>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">
                            <span class="visually-hidden">{move || tr("data-measure")}</span>
                        </th>
                        <th scope="col" class="number">
                            {move || tr("data-read")}
                        </th>
                        <th scope="col" class="number">
                            {move || tr("data-accepted")}
                        </th>
                        <th scope="col" class="number">
                            {move || tr("data-set-aside")}
                        </th>
                        {n_merged
                            .map(|_| {
                                view! {
                                    <th scope="col" class="number">
                                        {move || tr("data-merged")}
                                    </th>
                                }
                            })}
                    </tr>
                </thead>
                <tbody>
                    <tr>
                        <th scope="row">{move || tr("data-rows")}</th>
                        {rows
                            .into_iter()
                            .flatten()
                            .map(|n| view! { <td class="number">{move || use_format().whole(n)}</td> })
                            .collect_view()}
                    </tr>
                    {money_row}
                </tbody>
            </table>
        </section>
    }
}
