//! One of many: the browser's own list, in a box with its label.

use leptos::prelude::*;

/// A labelled list. Keyboard, search by letter and the list of a phone come from the browser.
#[component]
pub fn Select(
    /// What is chosen here.
    #[prop(into)]
    label: Signal<String>,
    /// The chosen option's value.
    #[prop(into)]
    value: Signal<String>,
    /// Value and text of each option.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// Called with the value of the option that is chosen.
    on_change: Callback<String>,
    /// Whether the label is for assistive technology alone, because a head says it already. Default: shown.
    #[prop(optional)]
    is_label_hidden: bool,
    /// Whether the choice is in doubt and the box asks for a look. Default: no.
    #[prop(into, optional)]
    is_doubtful: Signal<bool>,
    /// Whether nothing can be chosen. Default: no.
    #[prop(into, optional)]
    is_disabled: Signal<bool>,
) -> impl IntoView {
    // Options made anew with the same text stay: an open list would close under the user's hand.
    let options = Memo::new(move |_| options.get());
    let label_class = if is_label_hidden { "visually-hidden" } else { "select__label" };
    let option = move |(key, text): (String, String)| {
        let own = key.clone();
        view! {
            <option value=key prop:selected=move || value.with(|value| *value == own)>
                {text}
            </option>
        }
    };
    view! {
        <label class="select" data-doubtful=move || is_doubtful.get().then_some("")>
            <span class=label_class>{move || label.get()}</span>
            <select
                class="select__control"
                prop:value=move || value.get()
                disabled=move || is_disabled.get()
                on:change=move |event| on_change.run(event_target_value(&event))
            >
                {move || options.get().into_iter().map(option).collect_view()}
            </select>
        </label>
    }
}
