//! Cumulative profit over customers, most profitable first.

use super::sentences;
use crate::chart::{Labels, Size, clause_of, whale};
use crate::explain;
use crate::ui::charts::{LiveChart, Panel, PanelState};
use crate::ui::state::{AppState, use_app};
use crate::ui::words::use_format;
use clientele_engine::analysis::Refused;
use clientele_engine::query::ClauseKind;
use leptos::prelude::*;

/// The whale curve, or which column it needs.
#[component]
pub(super) fn WhalePanel() -> impl IntoView {
    let state = use_app();
    let report = Memo::new(move |_| state.whale.with(|slot| slot.latest().cloned()));
    let finding = Memo::new(move |_| {
        report
            .with(|report| report.as_ref().map(|report| sentences::whale(report.as_deref(), &use_format())))
            .unwrap_or_default()
    });
    let subtitle = Memo::new(move |_| {
        let format = use_format();
        let has_profit = report.with(|report| report.as_ref().is_some_and(|report| report.is_some()));
        if has_profit {
            format.phrase("pareto-whale-subtitle", &[("unit", format.money_unit())])
        } else {
            String::new()
        }
    });
    let chart = LiveChart::new(
        |width| (width * 0.77).clamp(250.0, 520.0),
        move |width_px, height_px| {
            let report = report.get()?;
            let report = report.as_deref()?;
            state.context.with(|context| {
                let selected = clause_of(&context.filter, &[ClauseKind::LossMaking]);
                Some(whale::draw(report, selected, Size { width_px, height_px }, &use_format()))
            })
        },
    );
    view! {
        <Panel id="whale" finding subtitle state=state_of(state) chart explain=explain!("whale") />
    }
}

/// The state of a panel that needs profit: data without cost is refused by name of the column.
pub(super) fn state_of(state: AppState) -> Signal<PanelState> {
    PanelState::of(state.whale, |report| {
        report.is_none().then(|| Refused::NeedsColumn { column: "cost".to_owned() })
    })
}
