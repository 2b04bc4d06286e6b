//! What is said when the worker is not well: restarting, back, dead, or of another build.

use crate::ui::browser;
use crate::ui::state::use_app;
use crate::ui::words::tr;
use crate::worker::client::Status;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;

/// How long the good news is shown.
const SHOWN_MS: u32 = 10_000;

/// The notice below the top bar; nothing while all is well.
#[component]
pub fn StatusBanner() -> impl IntoView {
    let state = use_app();
    let dismissed = RwSignal::new(None::<Status>);
    let notice = move || {
        let status = state.status.get();
        if dismissed.with(|dismissed| dismissed.as_ref() == Some(&status)) {
            return None;
        }
        let (tone, key, can_reload, detail) = match &status {
            Status::Starting | Status::Ready => return None,
            Status::Restarting { .. } => ("warn", "app-status-restarting", false, String::new()),
            Status::Recovered => ("plain", "app-status-recovered", false, String::new()),
            Status::Outdated => ("warn", "app-status-outdated", true, String::new()),
            Status::Dead { detail } => ("down", "app-status-dead", true, detail.clone()),
        };
        let is_over = status == Status::Recovered;
        let dismiss = move |_| dismissed.set(Some(status.clone()));
        Some(view! {
            <div class="banner" data-tone=tone role="status">
                <span>{move || tr(key)}</span>
                {(!detail.is_empty()).then(|| view! { <bdi class="quiet">{detail}</bdi> })}
                {can_reload
                    .then(|| {
                        view! {
                            <button type="button" class="button" on:click=move |_| browser::reload()>
                                {move || tr("app-reload")}
                            </button>
                        }
                    })}
                {is_over
                    .then(|| {
                        view! {
                            <button type="button" class="link-button" on:click=dismiss>
                                {move || tr("app-close")}
                            </button>
                        }
                    })}
            </div>
        })
    };
    // Good news goes away by itself; a second crash after it is news again.
    let timer = StoredValue::new_local(None::<Timeout>);
    Effect::new(move |_| {
        let status = state.status.get();
        let is_over = status == Status::Recovered;
        timer.set_value(
            is_over.then(|| Timeout::new(SHOWN_MS, move || dismissed.set(Some(Status::Recovered)))),
        );
        if matches!(status, Status::Restarting { .. }) {
            dismissed.set(None);
        }
    });
    notice
}
