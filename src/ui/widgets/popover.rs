//! A layer below a button: a menu or a small form. Escape and a click beside it close it, and the focus goes
//! back to where it was.

use crate::ui::browser::focus;
use leptos::ev::KeyboardEvent;
use leptos::html::Div;
use leptos::prelude::*;

/// The layer; put it beside its button, inside an element with `class="popover-anchor"`.
#[component]
pub fn Popover(
    /// Whether it is open.
    is_open: RwSignal<bool>,
    /// What it is for, for those who cannot see it.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it hangs from the right edge of its anchor. Default: from the left.
    #[prop(optional)]
    at_end: bool,
    /// What it holds.
    children: ChildrenFn,
) -> impl IntoView {
    let children = StoredValue::new(children);
    view! {
        <Show when=move || is_open.get()>
            <Layer is_open label at_end>
                {children.with_value(|children| children())}
            </Layer>
        </Show>
    }
}

#[component]
fn Layer(is_open: RwSignal<bool>, label: Signal<String>, at_end: bool, children: Children) -> impl IntoView {
    let root = NodeRef::<Div>::new();
    let opener = StoredValue::new_local(focus::active());
    Effect::new(move |_| {
        if let Some(root) = root.get() {
            focus::focus_within(&root, "input, button, select, a[href]");
        }
    });
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.stop_propagation();
            event.prevent_default();
            is_open.set(false);
            opener.with_value(|opener| {
                if let Some(opener) = opener {
                    focus::focus(opener);
                }
            });
        }
    };
    view! {
        <div class="popover__scrim" on:click=move |_| is_open.set(false)></div>
        <div
            class="popover"
            data-at=if at_end { "end" } else { "start" }
            role="dialog"
            aria-label=move || label.get()
            node_ref=root
            on:keydown=on_key
        >
            {children()}
        </div>
    }
}
