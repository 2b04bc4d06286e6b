//! Classes A, B and C: how many customers, how much revenue and profit, how many lose money.

use super::sentences::{self, class_about, class_name};
use crate::chart::{Labels, Paint, Role};
use crate::explain;
use crate::ui::charts::{Panel, PanelState, act};
use crate::ui::state::{AppState, Shared, use_app};
use crate::ui::words::{tr, use_format};
use clientele_engine::analysis::concentration::{AbcRow, ConcentrationReport};
use clientele_engine::query::{AbcClass, Clause};
use leptos::prelude::*;

/// One row per class; a click selects it.
#[component]
pub(super) fn AbcPanel() -> impl IntoView {
    let state = use_app();
    let report = Memo::new(move |_| state.concentration.with(|slot| slot.latest().cloned()));
    let finding = Memo::new(move |_| {
        report
            .with(|report| report.as_ref().map(|report| sentences::abc(report, &use_format())))
            .unwrap_or_default()
    });
    let subtitle = Memo::new(move |_| {
        let cuts = state.context.with(|context| context.cuts);
        sentences::abc_subtitle(cuts, &use_format())
    });
    let table = Memo::new(move |_| {
        report.with(|report| {
            report.as_ref().map(|report| Shared::new(sentences::data_table(report, &use_format())))
        })
    });
    view! {
        <Panel
            id="abc"
            is_about_money=true
            finding
            subtitle
            state=PanelState::of_slot(state.concentration)
            table
            explain=explain!("abc")
        >
            <table class="table table--rows abc-table">{move || report.get().map(|report| body(state, &report))}</table>
        </Panel>
    }
}

fn body(state: AppState, report: &ConcentrationReport) -> impl IntoView + use<> {
    let format = use_format();
    let has_profit = report.profit.is_some();
    let rows = report
        .classes
        .iter()
        .map(|row| class_row(state, row, report, has_profit).into_any())
        .collect::<Vec<_>>();
    let lose = report.classes.iter().filter_map(|row| Some(row.loss_share? * row.n_customers as f64));
    let lose = if report.n_customers > 0 { lose.sum::<f64>() / report.n_customers as f64 } else { 0.0 };
    view! {
        <thead>
            <tr>
                <th scope="col">{tr("pareto-column-class")}</th>
                <th scope="col" data-kind="number">
                    {tr("pareto-column-customers")}
                </th>
                <th scope="col" data-kind="bar">
                    {tr("pareto-column-share")}
                </th>
                <th scope="col" data-kind="bar">
                    {tr("pareto-column-revenue")}
                </th>
                {has_profit
                    .then(|| {
                        view! {
                            <th scope="col" data-kind="number" data-wide="">
                                {format.phrase("pareto-column-profit", &[("unit", format.money_unit())])}
                            </th>
                            <th scope="col" data-kind="number" data-wide="">
                                {tr("pareto-column-lose")}
                            </th>
                        }
                    })}
            </tr>
        </thead>
        <tbody>{rows}</tbody>
        <tfoot>
            <tr>
                <th scope="row">{tr("pareto-all")}</th>
                <td data-kind="number">{format.count(report.n_customers as f64)}</td>
                <td></td>
                <td>{format.money(report.revenue)}</td>
                {has_profit
                    .then(|| {
                        view! {
                            <td data-kind="number" data-wide="">
                                {report.profit.map(|profit| format.money_axis(profit))}
                            </td>
                            <td data-kind="number" data-wide="">
                                {format.percent(lose, 0)}
                            </td>
                        }
                    })}
            </tr>
        </tfoot>
    }
}

fn class_row(
    state: AppState,
    row: &AbcRow,
    report: &ConcentrationReport,
    has_profit: bool,
) -> impl IntoView + use<> {
    let format = use_format();
    let class = row.class;
    let is_selected = move || {
        state.context.with(|context| {
            context.filter.clauses.iter().any(|clause| match clause {
                Clause::Classes(classes) => classes.contains(&class),
                _ => false,
            })
        })
    };
    let select = move |extend: bool| act::filter_by(state, Clause::Classes(vec![class]), extend);
    let color = Paint::from(match class {
        AbcClass::A => Role::ClassA,
        AbcClass::B => Role::ClassB,
        AbcClass::C => Role::ClassC,
    })
    .css();
    let bar = |share: f64| {
        view! {
            <span class="cell-bar">
                <span class="cell-bar__track" data-track="">
                    <span
                        class="cell-bar__fill"
                        style:background-color=color.clone()
                        style:inline-size=format!("{:.1}%", share.clamp(0.0, 1.0) * 100.0)
                    ></span>
                </span>
                {format.percent(share, 0)}
            </span>
        }
    };
    let profit = row.profit.map(|profit| format.money_axis(profit));
    let loss = row.loss_share.map(|share| format.percent(share, 0));
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
                    <span class="swatch" style:background-color=color.clone()></span>
                    {class_name(class)}
                    <span class="quiet">{class_about(class, report.cuts, &format)}</span>
                </button>
            </th>
            <td data-kind="number">{format.count(row.n_customers as f64)}</td>
            <td data-kind="bar">{bar(row.customer_share)}</td>
            <td data-kind="bar">{bar(row.revenue_share)}</td>
            {has_profit
                .then(|| {
                    view! {
                        <td data-kind="number" data-wide="">
                            {profit}
                        </td>
                        <td data-kind="number" data-wide="">
                            {loss}
                        </td>
                    }
                })}
        </tr>
    }
}
