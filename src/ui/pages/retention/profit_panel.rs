//! What a new customer earns in the first year, by the month won.

use super::sentences;
use crate::chart::{Size, clause_of, cohort_profit};
use crate::explain;
use crate::ui::charts::{LiveChart, Panel, PanelState};
use crate::ui::pages::report_text::{latest, said};
use crate::ui::state::use_app;
use crate::ui::words::use_format;
use clientele_engine::analysis::Refused;
use clientele_engine::analysis::cohort::CohortReport;
use clientele_engine::query::ClauseKind;
use leptos::prelude::*;

/// The bars; the reason in their place where there is no cost, or no cohort is a year old.
#[component]
pub(super) fn ProfitPanel() -> impl IntoView {
    let state = use_app();
    let report = latest(state.retention);
    let has_cost =
        Memo::new(move |_| state.data.with(|data| data.as_ref().is_some_and(|data| data.has_cost)));
    let chart = LiveChart::new(
        |_| 230.0,
        move |width_px, height_px| {
            let report = report.get()?;
            state.context.with(|context| {
                let selected = clause_of(&context.filter, &[ClauseKind::FirstOrder]);
                Some(cohort_profit::draw(&report, selected, Size { width_px, height_px }, &use_format()))
            })
        },
    );
    let reported = PanelState::of(state.retention, refused);
    // A report alone cannot tell "no cost" from "not a year old yet".
    let panel_state = Signal::derive(move || match reported.get() {
        PanelState::Refused(Refused::TooShort { .. }) if !has_cost.get() => {
            PanelState::Refused(Refused::NeedsColumn { column: "cost".to_owned() })
        }
        other => other,
    });
    let finding = said(report, move |report, labels| sentences::profit(report, has_cost.get(), labels));
    view! {
        <Panel
            id="retention-profit"
            finding
            subtitle=said(report, sentences::profit_subtitle)
            state=panel_state
            chart
            explain=explain!("first-year-profit")
        />
    }
}

/// Months until the first cohort has a first year.
const FIRST_YEAR_MONTHS: u32 = 12;

fn refused(report: &CohortReport) -> Option<Refused> {
    if report.refused.is_some() || cohort_profit::year(report).is_some() {
        return report.refused.clone();
    }
    let have = report.rows.first().map_or(0, |row| report.as_of.month().since(row.start));
    let have_months = u32::try_from(have).unwrap_or(0).min(FIRST_YEAR_MONTHS);
    Some(Refused::TooShort { have_months, need_months: FIRST_YEAR_MONTHS + 1 })
}
