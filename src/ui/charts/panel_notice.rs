//! What a panel says instead of a chart: it is being computed, it failed, there is too little data.

use super::icon::{Icon, IconSign};
use super::panel_state::PanelState;
use super::panel_words::{refusal_text, task_text};
use crate::protocol::{SessionError, Task};
use crate::ui::browser::download;
use crate::ui::session_message;
use crate::ui::state::{Route, use_app};
use crate::ui::words::{tr, use_format};
use clientele_engine::analysis::Refused;
use leptos::prelude::*;

/// The notice of a state in which nothing can be shown.
#[component]
pub(super) fn PanelNotice(
    /// The state.
    state: Signal<PanelState>,
    /// Height of what will be shown, in CSS pixels, so that nothing moves when it is.
    height_px: Signal<f32>,
) -> impl IntoView {
    move || match state.get() {
        PanelState::Loading(progress) => view! { <Waiting progress height_px /> }.into_any(),
        PanelState::Failed(error) => view! { <Failure error /> }.into_any(),
        PanelState::Refused(reason) => view! { <TooLittle reason /> }.into_any(),
        PanelState::Ready | PanelState::Stale => ().into_any(),
    }
}

/// A quiet shape in place of the chart; words only when it takes longer than 150 ms (the style sheet
/// waits).
#[component]
fn Waiting(progress: Option<(Task, f64)>, height_px: Signal<f32>) -> impl IntoView {
    let words = move || progress.map(|(task, done)| task_text(task, done));
    view! {
        <div class="waiting" role="status" style:height=move || format!("{}px", height_px.get())>
            <div class="waiting__block" aria-hidden="true"></div>
            {progress
                .map(|(_, done)| {
                    view! {
                        <div class="waiting__track" aria-hidden="true">
                            <span class="waiting__bar" style:inline-size=format!("{:.0}%", done * 100.0)></span>
                        </div>
                    }
                })}
            <p class="waiting__words">{move || words().unwrap_or_else(|| tr("panel-loading"))}</p>
        </div>
    }
}

#[component]
fn Failure(error: SessionError) -> impl IntoView {
    let details = error.to_string();
    let copied = details.clone();
    let words = move || session_message(&error, use_format()).detail;
    view! {
        <div class="notice" role="alert">
            <p class="notice__title">
                <IconSign icon=Icon::Warning />
                {move || tr("panel-failed-title")}
            </p>
            <p class="notice__text">{words} " " {move || tr("panel-failed-text")}</p>
            <p class="notice__details">
                <bdi>{details}</bdi>
                <button type="button" class="link-button" on:click=move |_| download::copy_text(&copied)>
                    {move || tr("panel-copy-details")}
                </button>
            </p>
        </div>
    }
}

#[component]
fn TooLittle(reason: Refused) -> impl IntoView {
    let state = use_app();
    let share = match &reason {
        Refused::TooFewCustomers { have, need }
        | Refused::TooFewRepeaters { have, need }
        | Refused::TooFewOrders { have, need }
        | Refused::TooFewEvents { have, need } => Some(*have as f64 / (*need).max(1) as f64),
        Refused::TooShort { have_months, need_months } => {
            Some(f64::from(*have_months) / f64::from((*need_months).max(1)))
        }
        Refused::NeedsColumn { .. }
        | Refused::AllEqual
        | Refused::NothingPositive
        | Refused::BadSetting { .. }
        | Refused::NoMaximum => None,
    };
    let is_about_file = matches!(reason, Refused::NeedsColumn { .. } | Refused::TooShort { .. });
    view! {
        <div class="notice">
            <p class="notice__text">{move || refusal_text(&reason)}</p>
            {share
                .map(|share| {
                    let size = format!("{:.0}%", share.clamp(0.0, 1.0) * 100.0);
                    view! {
                        <div class="notice__track" aria-hidden="true">
                            <span class="notice__bar" style:inline-size=size></span>
                        </div>
                    }
                })}
            {is_about_file
                .then(|| {
                    view! {
                        <button type="button" class="button" on:click=move |_| state.go(Route::Data)>
                            {move || tr("panel-add-in-data")}
                        </button>
                    }
                })}
        </div>
    }
}
