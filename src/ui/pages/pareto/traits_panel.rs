//! What marks the customers who cost more than they earn.

use super::sentences;
use super::whale_panel::state_of;
use crate::chart::{Paint, Role, Size, dumbbell};
use crate::explain;
use crate::ui::charts::{LiveChart, Panel};
use crate::ui::state::use_app;
use crate::ui::words::{tr, use_format};
use leptos::prelude::*;

/// One row per trait: how common it is among loss-makers and among the others.
#[component]
pub(super) fn TraitsPanel() -> impl IntoView {
    let state = use_app();
    let report = Memo::new(move |_| state.whale.with(|slot| slot.latest().cloned()));
    let finding = Memo::new(move |_| {
        report
            .with(|report| report.as_ref().map(|report| sentences::traits(report.as_deref(), &use_format())))
            .unwrap_or_default()
    });
    let chart = LiveChart::new(
        move |_| {
            report.with(|report| {
                let report = report.as_ref().and_then(|report| report.as_deref());
                report.map_or(140.0, dumbbell::natural_height_px)
            })
        },
        move |width_px, height_px| {
            let report = report.get()?;
            let report = report.as_deref()?;
            Some(dumbbell::draw(report, Size { width_px, height_px }, &use_format()))
        },
    );
    view! {
        <Panel
            id="traits"
            is_about_money=true
            finding
            key=traits_key
            state=state_of(state)
            chart
            explain=explain!("traits")
        />
    }
}

/// The two dots and what they count.
fn traits_key() -> impl IntoView {
    let dot = |role: Role, word: &'static str| {
        view! {
            <span class="dot-key">
                <span
                    class="dot-key__dot"
                    aria-hidden="true"
                    style:background-color=Paint::from(role).css()
                ></span>
                {move || tr(word)}
            </span>
        }
    };
    view! {
        {dot(Role::Down, "pareto-traits-loss")}
        {dot(Role::Category(7), "pareto-traits-profit")}
        <span>{move || tr("pareto-traits-subtitle")}</span>
    }
}
