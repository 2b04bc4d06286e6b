//! How far a long computation is, and a way to stop it.

use leptos::prelude::*;

/// A bar, what is being done, and a button that stops it.
#[component]
pub fn Progress(
    /// What is being done: "Reading orders.csv, 61%".
    #[prop(into)]
    label: Signal<String>,
    /// Share done, 0..=1.
    #[prop(into)]
    done: Signal<f64>,
    /// Word of the button.
    #[prop(into)]
    stop: Signal<String>,
    /// Told that it should stop.
    on_stop: Callback<()>,
) -> impl IntoView {
    view! {
        <div class="progress">
            <progress class="progress__bar" max="1" prop:value=move || done.get() aria-label=move || label.get()>
            </progress>
            <div class="progress__row">
                <span>{move || label.get()}</span>
                <button type="button" class="link-button" on:click=move |_| on_stop.run(())>
                    {move || stop.get()}
                </button>
            </div>
        </div>
    }
}
