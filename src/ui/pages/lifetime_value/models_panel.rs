//! The fitted models: parameters, likelihood, which one is used and why, and the check of order values.

use super::sentences;
use crate::chart::Labels;
use crate::explain;
use crate::ui::charts::{Panel, PanelState};
use crate::ui::pages::report_text::{latest, said};
use crate::ui::state::{Shared, use_app};
use crate::ui::words::{tr, use_format};
use clientele_engine::analysis::clv::{ClvReport, GammaGammaFit, PurchaseFit};
use leptos::prelude::*;

/// All purchase models and the model of order values.
#[component]
pub(super) fn ModelsPanel() -> impl IntoView {
    let state = use_app();
    let report = latest(state.lifetime_value);
    let table = Memo::new(move |_| {
        report.with(|report| {
            report.as_ref().map(|report| Shared::new(sentences::models_table(report, &use_format())))
        })
    });
    view! {
        <Panel
            id="clv-models"
            finding=said(report, sentences::models)
            subtitle=Signal::derive(|| tr("clv-models-subtitle"))
            state=PanelState::of(state.lifetime_value, |report| report.refused.clone())
            table
            explain=explain!("purchase-models")
        >
            <div class="clv__models">
                <table class="table">
                    <PurchaseHead />
                    <tbody>{move || report.get().map(|report| purchase_rows(&report))}</tbody>
                </table>
                <ul class="clv__note clv__roles">{move || report.get().map(|report| roles(&report))}</ul>
                {move || report.get().map(|report| order_values(&report))}
            </div>
        </Panel>
    }
}

#[component]
fn PurchaseHead() -> impl IntoView {
    let number = |key: &'static str| view! { <th scope="col" data-kind="number">{move || tr(key)}</th> };
    view! {
        <thead>
            <tr>
                <th scope="col">{move || tr("clv-models-model")}</th>
                {sentences::SYMBOLS.map(symbol)}
                {number("clv-models-likelihood")}
                {number("clv-models-customers")}
            </tr>
        </thead>
    }
}

fn purchase_rows(report: &ClvReport) -> Vec<AnyView> {
    report.fits.iter().enumerate().map(|(idx, fit)| purchase_row(idx, fit).into_any()).collect()
}

fn purchase_row(idx: usize, fit: &PurchaseFit) -> impl IntoView + use<> {
    let format = use_format();
    let number = |value: f64, decimals: u8| view! { <td data-kind="number">{sentences::parameter(value, decimals, &format)}</td> };
    view! {
        <tr aria-current=(idx == 0).then_some("true")>
            <th scope="row">{sentences::model_name(fit.model, &format)}</th>
            {number(fit.r, 3)}
            {number(fit.alpha, 2)}
            {number(fit.a, 3)}
            {number(fit.b, 3)}
            <td data-kind="number">{format.decimal(fit.log_likelihood, 1)}</td>
            <td data-kind="number">{format.count(fit.n_customers as f64)}</td>
        </tr>
    }
}

/// Why each fit is used or not.
fn roles(report: &ClvReport) -> impl IntoView + use<> {
    let format = use_format();
    let role = |(idx, fit): (usize, &PurchaseFit)| {
        let args = [
            ("model", sentences::model_name(fit.model, &format)),
            ("role", sentences::role_of_fit(report, idx, &format)),
        ];
        view! { <li>{format.phrase("clv-model-role", &args)}</li> }
    };
    report.fits.iter().enumerate().map(role).collect_view()
}

/// The model of order values, and what its numbers allow.
fn order_values(report: &ClvReport) -> AnyView {
    let format = use_format();
    let Some(fit) = report.order_value else {
        return view! { <p class="clv__note">{tr("clv-order-value-none")}</p> }.into_any();
    };
    let GammaGammaFit { p, q, v, log_likelihood, n_customers, .. } = fit;
    let number = |value: f64, decimals: u8| view! { <td data-kind="number">{sentences::parameter(value, decimals, &format)}</td> };
    view! {
        <table class="table">
            <thead>
                <tr>
                    <th scope="col">{tr("clv-order-value-model")}</th>
                    {symbol("p")}
                    {symbol("q")}
                    {symbol("v")}
                    <th scope="col" data-kind="number">{tr("clv-models-likelihood")}</th>
                    <th scope="col" data-kind="number">{tr("clv-models-customers")}</th>
                    <th scope="col" data-kind="number">{tr("clv-order-value-correlation")}</th>
                </tr>
            </thead>
            <tbody>
                <tr>
                    <th scope="row">{tr("clv-order-value-name")}</th>
                    {number(p, 2)}
                    {number(q, 2)}
                    {number(v, 1)}
                    <td data-kind="number">{format.decimal(log_likelihood, 1)}</td>
                    <td data-kind="number">{format.count(n_customers as f64)}</td>
                    {number(fit.correlation, 2)}
                </tr>
            </tbody>
        </table>
        <p class="clv__note">{sentences::order_value_check(&fit, &format)}</p>
    }
    .into_any()
}

/// The head of a parameter; its symbol is the same in every language.
fn symbol(symbol: &'static str) -> impl IntoView {
    view! {
        <th scope="col" data-kind="number">
            {symbol}
        </th>
    }
}
