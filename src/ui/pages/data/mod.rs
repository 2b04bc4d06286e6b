//! The Data page: choose files or a sample, check how they were read, see what was set aside.

mod answers;
mod drop_zone;
mod encoding_name;
mod failure;
mod loaded;
mod mapping;
mod reading;
mod rejects_csv;
mod samples;
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
    let has_mapping = Memo::new(move |_| state.staged.with(Option::is_some) && !state.is_confirmed.get());
    move || {
        if has_mapping.get() {
            view! { <mapping::MappingView /> }.into_any()
        } else if is_reading.get() {
            view! { <reading::ReadingView /> }.into_any()
        } else if has_data.get() {
            view! { <loaded::LoadedView /> }.into_any()
        } else {
            view! { <welcome::Welcome /> }.into_any()
        }
    }
}
