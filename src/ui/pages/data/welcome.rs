//! The first page: what this is, and how to begin.

use super::answers::read_files;
use super::drop_zone::DropZone;
use super::failure::Failure;
use super::pasted_files::listen_to_paste;
use super::samples::Samples;
use super::saved_readings::KnownLayouts;
use super::steps::Steps;
use crate::ui::state::use_app;
use crate::ui::words::tr;
use leptos::prelude::*;
use web_sys::File;

/// The page before there is data.
#[component]
pub(super) fn Welcome() -> impl IntoView {
    let state = use_app();
    let on_files = Callback::new(move |files: Vec<File>| read_files(state, &files));
    listen_to_paste(on_files);
    view! {
        <div class="welcome">
            <div class="welcome__main">
                <h1 class="welcome__title">{move || tr("data-welcome")}</h1>
                <p class="welcome__lead">{move || tr("data-welcome-lead")}</p>
                <Failure />
                <DropZone on_files />
                <KnownLayouts />
                <Samples />
            </div>
            <Steps />
        </div>
    }
}
