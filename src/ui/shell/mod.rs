//! The frame.
use crate::protocol::FilePlan;
use crate::ui::state::use_app;
use clientele_engine::data::Day;
use clientele_engine::import::ImportOptions;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Frame.
#[component]
pub fn Shell(children: Children) -> impl IntoView {
    view! { <div class="frame"><main class="frame__main">{children()}</main></div> }
}

/// Stand-in.
#[component]
pub fn StandIn() -> impl IntoView {
    let state = use_app();
    let on_change = move |event: leptos::ev::Event| {
        let Some(input) =
            event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok())
        else {
            return;
        };
        let Some(list) = input.files() else { return };
        let files: Vec<web_sys::File> = (0..list.length()).filter_map(|idx| list.get(idx)).collect();
        let plans = files
            .iter()
            .map(|file| FilePlan {
                name: file.name(),
                n_bytes: file.size() as u64,
                options: ImportOptions::new(Day::try_from_civil(2026, 11, 22).unwrap_or_default()),
            })
            .collect();
        state.stage_files(plans, &files);
        state.commit(String::new());
    };
    view! { <input type="file" multiple=true on:change=on_change /> }
}
