//! The Data page: choose files or a sample, check how they were read, see what was set aside.

mod add_files;
mod answers;
mod append_files;
mod as_of;
mod drop_zone;
mod dropped;
mod encoding_name;
mod failure;
mod failure_question;
mod fields;
mod health;
mod loaded;
mod mapping;
mod paste_dialog;
mod pasted_files;
mod reading;
mod reread_form;
mod sample_picture;
mod samples;
mod saved_readings;
mod sheet_select;
mod step_line;
mod steps;
mod welcome;

pub use reading::reading_text;

use crate::ui::state::{Staging, use_app};
use leptos::prelude::*;

/// The Data page.
#[component]
pub fn DataPage() -> impl IntoView {
    let state = use_app();
    let has_data = Memo::new(move |_| state.data.with(Option::is_some));
    let is_reading = Memo::new(move |_| {
        // A sample that was read becomes the data set at once: there is nothing to confirm.
        state.staging.with(|staging| match staging {
            Staging::Reading { .. } => true,
            Staging::Ready(_) => state.is_confirmed.get(),
            Staging::Idle | Staging::Failed(_) => false,
        })
    });
    let is_long = reading::lasts(is_reading);
    let has_mapping = Memo::new(move |_| state.staged.with(Option::is_some) && !state.is_confirmed.get());
    let shown = Memo::new(move |_| {
        if has_mapping.get() {
            Shown::Mapping
        } else if is_long.get() {
            Shown::Reading
        } else if has_data.get() {
            Shown::Loaded
        } else {
            Shown::Welcome
        }
    });
    move || match shown.get() {
        Shown::Mapping => view! { <mapping::MappingView /> }.into_any(),
        Shown::Reading => view! { <reading::ReadingView /> }.into_any(),
        Shown::Loaded => view! { <loaded::LoadedView /> }.into_any(),
        Shown::Welcome => view! { <welcome::Welcome /> }.into_any(),
    }
}

/// What the page shows.
#[derive(Clone, Copy, PartialEq)]
enum Shown {
    Welcome,
    Reading,
    Mapping,
    Loaded,
}
