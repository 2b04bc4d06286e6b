//! A window over the page that wants an answer or a glance before anything else.

use leptos::html;
use leptos::prelude::*;

/// A modal dialog, as the browser's own: it keeps the focus inside and closes on Escape.
#[component]
pub fn Dialog(
    /// Whether it is open.
    is_open: RwSignal<bool>,
    /// Its title.
    #[prop(into)]
    title: Signal<String>,
    /// Word of the button that closes it.
    #[prop(into)]
    close: Signal<String>,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    let root = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = root.get() else { return };
        if is_open.get() && !dialog.open() {
            // A browser that cannot open it as a window leaves it closed.
            let _ = dialog.show_modal();
        } else if !is_open.get() && dialog.open() {
            dialog.close();
        }
    });
    view! {
        <dialog
            class="dialog"
            node_ref=root
            aria-labelledby="dialog-title"
            on:close=move |_| is_open.set(false)
        >
            <h2 class="dialog__title" id="dialog-title">
                {move || title.get()}
            </h2>
            <div class="dialog__body">{children()}</div>
            <div class="dialog__foot">
                <button type="button" class="button" on:click=move |_| is_open.set(false)>
                    {move || close.get()}
                </button>
            </div>
        </dialog>
    }
}
