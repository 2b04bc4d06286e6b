//! The first page: what this is, and how to begin.

use super::drop_zone::DropZone;
use super::failure::Failure;
use super::samples::Samples;
use super::steps::Steps;
use crate::ui::words::tr;
use leptos::prelude::*;

/// The page before there is data.
#[component]
pub(super) fn Welcome() -> impl IntoView {
    view! {
        <div class="welcome">
            <div class="welcome__main">
                <h1 class="welcome__title">{move || tr("data-welcome")}</h1>
                <p class="welcome__lead">{move || tr("data-welcome-lead")}</p>
                <Failure />
                <DropZone />
                <Samples />
            </div>
            <Steps />
        </div>
    }
}
