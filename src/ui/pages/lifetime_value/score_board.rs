//! Who predicted the holdout period, and how far off: the models against naive rules.

use super::sentences;
use crate::ui::state::use_app;
use crate::ui::words::{tr, use_format};
use leptos::prelude::*;

/// The board, best first, with what happened below.
#[component]
pub(super) fn ScoreBoard() -> impl IntoView {
    let state = use_app();
    let rows = move || {
        let report = state.lifetime_value.with(|slot| slot.latest().cloned())?;
        let checked = report.holdout.as_ref()?;
        let format = use_format();
        let used = report.fits.first().map(|fit| fit.model);
        let scores = checked
            .scores
            .iter()
            .map(|score| {
                let is_used = sentences::is_model(score.predictor, used);
                view! {
                    <tr aria-current=is_used.then_some("true")>
                        <th scope="row">{sentences::predictor(score.predictor, &format)}</th>
                        <td data-kind="number">{format.decimal(score.mean_absolute_error, 2)}</td>
                        <td data-kind="number">{format.decimal(score.root_mean_square_error, 2)}</td>
                        <td data-kind="number">{format.count(score.total.round())}</td>
                    </tr>
                }
            })
            .collect_view();
        Some(view! {
            {scores}
            <tr class="clv__happened">
                <th scope="row">{tr("clv-score-happened")}</th>
                <td></td>
                <td></td>
                <td data-kind="number">{format.count(checked.observed_total)}</td>
            </tr>
        })
    };
    view! {
        <table class="table clv__scores">
            <caption class="visually-hidden">{move || tr("clv-score-caption")}</caption>
            <thead>
                <tr>
                    <th scope="col">{move || tr("clv-score-predictor")}</th>
                    <th scope="col" data-kind="number">
                        {move || tr("clv-score-mae")}
                    </th>
                    <th scope="col" data-kind="number">
                        {move || tr("clv-score-rmse")}
                    </th>
                    <th scope="col" data-kind="number">
                        {move || tr("clv-score-total")}
                    </th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}
