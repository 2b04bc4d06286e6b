//! The frame.
use leptos::prelude::*;

/// Frame.
#[component]
pub fn Shell(children: Children) -> impl IntoView {
    view! { <div class="frame">{children()}</div> }
}
