//! A choice from a list, as the browser's own control with its label inside the frame.

use leptos::prelude::*;

/// A drop-down list.
#[component]
pub fn Select(
    /// What is chosen: "Period".
    #[prop(into)]
    label: Signal<String>,
    /// Value of the option that is chosen.
    #[prop(into)]
    value: Signal<String>,
    /// Values and words of the options, in order.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// Told the value of the option that was chosen.
    on_change: Callback<String>,
    /// Whether the label is only said, not shown. Default: shown.
    #[prop(optional)]
    is_label_hidden: bool,
    /// Whether the control draws attention: its choice is in doubt. Default: no.
    #[prop(into, optional)]
    is_doubtful: Signal<bool>,
) -> impl IntoView {
    let label_class = if is_label_hidden { "visually-hidden" } else { "select__label" };
    view! {
        <label class="select" data-doubtful=move || is_doubtful.get().then_some("")>
            <span class=label_class>{move || label.get()}</span>
            <select
                class="select__control"
                prop:value=move || {
                    // The options come first: a value without its option would select nothing.
                    options.track();
                    value.get()
                }
                on:change=move |event| on_change.run(event_target_value(&event))
            >
                {move || {
                    let chosen = value.get();
                    options
                        .get()
                        .into_iter()
                        .map(|(option, words)| {
                            let is_chosen = option == chosen;
                            view! {
                                <option value=option selected=is_chosen>
                                    {words}
                                </option>
                            }
                        })
                        .collect_view()
                }}
            </select>
        </label>
    }
}
