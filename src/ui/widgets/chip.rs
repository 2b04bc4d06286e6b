//! One clause of the filter, with a cross that takes it away.

use crate::ui::charts::{Icon, IconSign};
use leptos::prelude::*;

/// A field and its value.
#[component]
pub fn Chip(
    /// The field; empty for none.
    #[prop(into)]
    field: Signal<String>,
    /// Its value or values.
    #[prop(into)]
    value: Signal<String>,
    /// Color of a swatch before the field, as [`Paint::css`](crate::chart::Paint::css) gives it.
    /// Default: no swatch.
    #[prop(into, optional)]
    swatch: Option<String>,
    /// Takes the clause away. Default: it cannot be taken away.
    #[prop(into, optional)]
    on_remove: Option<Callback<()>>,
    /// Name of the cross, as in "Remove Segment Loyal".
    #[prop(into, optional)]
    remove_label: Signal<String>,
) -> impl IntoView {
    let remove = on_remove.map(|on_remove| {
        view! {
            <button
                type="button"
                class="chip__close"
                aria-label=move || remove_label.get()
                on:click=move |_| on_remove.run(())
            >
                <IconSign icon=Icon::Close />
            </button>
        }
    });
    view! {
        <span class="chip">
            {swatch.map(|color| view! { <span class="swatch" style:background-color=color></span> })}
            <bdi class="chip__field">{move || field.get()}</bdi>
            <span class="chip__value">
                <bdi>{move || value.get()}</bdi>
            </span>
            {remove}
        </span>
    }
}
