//! How far a computation is, what it is doing, and a way to stop it.

use leptos::prelude::*;

/// A bar with a line of text below.
#[component]
pub fn Progress(
    /// What is being done and how far it is, in words.
    #[prop(into)]
    label: Signal<String>,
    /// Share done, 0..=1.
    #[prop(into)]
    done: Signal<f64>,
    /// Stops it. Default: it cannot be stopped.
    #[prop(into, optional)]
    on_stop: Option<Callback<()>>,
    /// The word on the button that stops it.
    #[prop(into, optional)]
    stop: Signal<String>,
) -> impl IntoView {
    let percent = move || (done.get().clamp(0.0, 1.0) * 100.0).round();
    let button = on_stop.map(|on_stop| {
        view! {
            <button type="button" class="link-button" on:click=move |_| on_stop.run(())>
                {move || stop.get()}
            </button>
        }
    });
    view! {
        <div class="progress">
            <div
                class="progress__track"
                role="progressbar"
                aria-label=move || label.get()
                aria-valuemin="0"
                aria-valuemax="100"
                aria-valuenow=move || percent().to_string()
            >
                <span class="progress__bar" style:inline-size=move || format!("{}%", percent())></span>
            </div>
            <div class="progress__line">
                <span>{move || label.get()}</span>
                {button}
            </div>
        </div>
    }
}
