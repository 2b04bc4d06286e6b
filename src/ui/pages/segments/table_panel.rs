//! The segments as a table: who, how much, how quiet, what to do.

use super::sentences::{self, action_key};
use crate::chart::{Labels, Paint, Role};
use crate::explain;
use crate::ui::charts::{Panel, PanelState, act};
use crate::ui::state::{AppState, Shared, use_app};
use crate::ui::words::{tr, use_format};
use clientele_engine::analysis::segment::{SegmentReport, SegmentRow};
use clientele_engine::query::Clause;
use leptos::prelude::*;

/// One row per segment; a click selects it.
#[component]
pub(super) fn TablePanel() -> impl IntoView {
    let state = use_app();
    let report = Memo::new(move |_| state.segments.with(|slot| slot.latest().cloned()));
    let finding = Memo::new(move |_| {
        report
            .with(|report| {
                report
                    .as_ref()
                    .map(|report| sentences::table_finding(report, state.has_amounts(), &use_format()))
            })
            .unwrap_or_default()
    });
    let table = Memo::new(move |_| {
        report.with(|report| {
            report
                .as_ref()
                .map(|report| Shared::new(sentences::data_table(report, state.has_amounts(), &use_format())))
        })
    });
    view! {
        <Panel
            id="segment-table"
            finding
            state=PanelState::of_slot(state.segments)
            table
            explain=explain!("segment-table")
        >
            <table class="table table--rows segment-table">
                <Head />
                <tbody>{move || report.get().map(|report| rows(state, &report))}</tbody>
            </table>
        </Panel>
    }
}

#[component]
fn Head() -> impl IntoView {
    let state = use_app();
    let with_unit = |key: &'static str| {
        let format = use_format();
        format.phrase(key, &[("unit", format.money_unit())])
    };
    view! {
        <thead>
            <tr>
                <th scope="col">{move || tr("segments-column-segment")}</th>
                <th scope="col" data-kind="number">
                    {move || tr("segments-column-customers")}
                </th>
                <th scope="col" data-kind="number" data-wide="">
                    {move || tr("segments-column-share")}
                </th>
                <Show when=move || state.has_amounts()>
                    <th scope="col" data-kind="bar">
                        {move || with_unit("segments-column-revenue")}
                    </th>
                </Show>
                <th scope="col" data-kind="number" data-wide="">
                    {move || tr("segments-column-days")}
                </th>
                <th scope="col" data-kind="number" data-wide="">
                    {move || tr("segments-column-p-alive")}
                </th>
                <Show when=move || state.has_amounts()>
                    <th scope="col" data-kind="number" data-wide="">
                        {move || with_unit("segments-column-clv")}
                    </th>
                </Show>
                <th scope="col" data-wide="">
                    {move || tr("segments-column-action")}
                </th>
            </tr>
        </thead>
    }
}

fn rows(state: AppState, report: &SegmentReport) -> Vec<AnyView> {
    let most = report.rows.iter().map(|row| row.revenue).fold(0.0, f64::max);
    report.rows.iter().map(|row| segment_row(state, row, most).into_any()).collect()
}

fn segment_row(state: AppState, row: &SegmentRow, most: f64) -> impl IntoView + use<> {
    let format = use_format();
    let segment = row.segment;
    let has_amounts = state.has_amounts();
    let is_selected = move || {
        state.context.with(|context| {
            context.filter.clauses.iter().any(|clause| match clause {
                Clause::Segments(segments) => segments.contains(&segment),
                _ => false,
            })
        })
    };
    let select = move |extend: bool| act::filter_by(state, Clause::Segments(vec![segment]), extend);
    let color = Paint::from(Role::Segment(segment)).css();
    let bar = color.clone();
    let share = if most > 0.0 { (row.revenue / most).clamp(0.0, 1.0) } else { 0.0 };
    let optional = |value: Option<f64>, text: &dyn Fn(f64) -> String| {
        value.map_or_else(|| tr("segments-fact-none"), text)
    };
    view! {
        <tr
            aria-selected=move || is_selected().to_string()
            on:click=move |event| select(event.shift_key())
        >
            <th scope="row">
                // The row takes the click of a pointer; this button is its way in for the keyboard.
                <button
                    type="button"
                    class="row-button"
                    aria-pressed=move || is_selected().to_string()
                    on:click=move |event| {
                        event.stop_propagation();
                        select(event.shift_key());
                    }
                >
                    <span class="swatch" data-segment=segment.key() style:background-color=color></span>
                    {format.segment(segment)}
                </button>
            </th>
            <td data-kind="number">{format.count(row.n_customers as f64)}</td>
            <td data-kind="number" data-wide="" class="quiet">
                {format.percent(row.customer_share, 1)}
            </td>
            {has_amounts
                .then(|| {
                    view! {
                        <td data-kind="bar">
                            <span class="cell-bar">
                                <span class="cell-bar__track">
                                    <span
                                        class="cell-bar__fill"
                                        style:background-color=bar
                                        style:inline-size=format!("{:.1}%", share * 100.0)
                                    ></span>
                                </span>
                                {format.money_axis(row.revenue)}
                            </span>
                        </td>
                    }
                })}
            <td data-kind="number" data-wide="">
                {optional(row.median_recency_days, &|days| format.count(days.round()))}
            </td>
            <td data-kind="number" data-wide="">
                {optional(row.mean_p_alive, &|share| format.percent(share, 0))}
            </td>
            {has_amounts
                .then(|| {
                    view! {
                        <td data-kind="number" data-wide="">
                            {optional(row.mean_lifetime_value, &|value| format.count(value.round()))}
                        </td>
                    }
                })}
            <td data-wide="">{tr(action_key(segment))}</td>
        </tr>
    }
}
