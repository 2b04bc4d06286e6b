//! One of two to four, all in sight: radio buttons side by side.

use super::unique::unique;
use leptos::prelude::*;

/// A group of radio buttons; arrow keys move between them, as the browser has it.
#[component]
pub fn Segmented(
    /// What is chosen here; for assistive technology.
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
) -> impl IntoView {
    // Options made anew with the same text stay, and with them the focus.
    let options = Memo::new(move |_| options.get());
    let name = StoredValue::new(unique("segmented"));
    let item = move |(key, text): (String, String)| {
        let (own, chosen, shown) = (key.clone(), key.clone(), text.clone());
        view! {
            <label class="segmented__item">
                <input
                    type="radio"
                    class="segmented__input"
                    name=name.get_value()
                    value=key
                    prop:checked=move || value.with(|value| *value == own)
                    on:change=move |_| on_change.run(chosen.clone())
                />
                <span class="segmented__text" data-text=shown>
                    {text}
                </span>
            </label>
        }
    };
    view! {
        <div class="segmented" role="radiogroup" aria-label=move || label.get()>
            {move || options.get().into_iter().map(item).collect_view()}
        </div>
    }
}
