//! The key of the sequential ramp in a subtitle: nine swatches from zero to the largest value.

use crate::chart::{Paint, Role};
use crate::ui::words::use_format;
use leptos::prelude::*;

/// Nine swatches and their range.
#[component]
pub fn RampKey(
    /// The money that the darkest swatch stands for.
    #[prop(into)]
    most: Signal<f64>,
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
            <span>{move || format!("0 – {}", use_format().money(most.get()))}</span>
        </span>
    }
}
