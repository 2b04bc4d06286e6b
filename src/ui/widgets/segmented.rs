//! A choice between a few values that are all in sight.

use leptos::prelude::*;

/// A row of buttons of which one is pressed.
#[component]
pub fn Segmented(
    /// What is chosen: "Width of the bars".
    #[prop(into)]
    label: Signal<String>,
    /// Value that is chosen.
    #[prop(into)]
    value: Signal<String>,
    /// Values and words, in order.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// Told the value that was chosen.
    on_change: Callback<String>,
) -> impl IntoView {
    view! {
        <div class="segmented" role="group" aria-label=move || label.get()>
            {move || {
                options
                    .get()
                    .into_iter()
                    .map(|(option, words)| {
                        let chosen = option.clone();
                        let is_pressed = move || value.with(|value| *value == chosen).to_string();
                        view! {
                            <button
                                type="button"
                                class="segmented__item"
                                aria-pressed=is_pressed
                                on:click=move |_| on_change.run(option.clone())
                            >
                                {words}
                            </button>
                        }
                    })
                    .collect_view()
            }}
        </div>
    }
}
