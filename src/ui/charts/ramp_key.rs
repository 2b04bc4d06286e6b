//! The key of the sequential ramp in a subtitle: nine swatches from zero to the largest value.

use crate::chart::{Paint, Role};
use leptos::prelude::*;

/// Nine swatches and their range.
#[component]
pub fn RampKey(
    /// What the darkest swatch stands for, as text.
    #[prop(into)]
    most: Signal<String>,
) -> impl IntoView {
    let swatches = (0..=8)
        .map(|step| {
            let color = Paint::from(Role::Sequential(step)).css();
            view! { <span class="ramp__step" style:background-color=color></span> }
        })
        .collect_view();
    view! {
        <span class="ramp">
            <span class="ramp__steps" aria-hidden="true">
                {swatches}
            </span>
            <span>{move || format!("0 – {}", most.get())}</span>
        </span>
    }
}
