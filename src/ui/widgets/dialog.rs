//! A question that has to be answered first: the browser's own modal dialog.

use super::unique::unique;
use crate::ui::charts::{Icon, IconSign};
use leptos::html;
use leptos::prelude::*;

/// A modal dialog. While it is open the rest of the page is inert; Escape, the cross and a click beside it
/// close it, and the browser gives the focus back to where it was.
#[component]
pub fn Dialog(
    /// Its heading.
    #[prop(into)]
    title: Signal<String>,
    /// Whether it is open; set to `false` by the dialog when the user closes it.
    is_open: RwSignal<bool>,
    /// Name of the cross that closes it.
    #[prop(into)]
    close: Signal<String>,
    /// Whether it is as wide as a table needs. Default: as wide as a sentence needs.
    #[prop(optional)]
    is_wide: bool,
    /// Buttons at the foot. Default: none.
    #[prop(into, optional)]
    actions: Option<ViewFn>,
    /// Content; made each time the dialog opens.
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let heading_id = unique("dialog");
    let labelled_by = heading_id.clone();
    Effect::new(move |_| {
        let Some(dialog) = node.get() else { return };
        if !is_open.get() {
            dialog.close();
            return;
        }
        // A frame later the content is there, and its first control gets the focus.
        request_animation_frame(move || {
            if is_open.get_untracked() && !dialog.open() {
                // Refused only for a dialog that has left the page, and then nobody sees it.
                let _ = dialog.show_modal();
            }
        });
    });
    let shut = move || is_open.set(false);
    // The box inside covers the dialog, so that a click on the dialog itself is one beside it.
    let on_click = move |event: leptos::ev::MouseEvent| {
        let is_beside = event.target().is_some() && event.target() == event.current_target();
        if is_beside {
            shut();
        }
    };
    let content = StoredValue::new(children);
    let foot = StoredValue::new(actions);
    view! {
        <dialog
            class="dialog"
            class=("dialog--wide", is_wide)
            node_ref=node
            aria-labelledby=labelled_by
            on:close=move |_| shut()
            on:click=on_click
        >
            <div class="dialog__box">
                <header class="dialog__head">
                    <h2 class="dialog__title" id=heading_id>
                        {move || title.get()}
                    </h2>
                    <button
                        type="button"
                        class="button button--icon"
                        aria-label=move || close.get()
                        on:click=move |_| shut()
                    >
                        <IconSign icon=Icon::Close />
                    </button>
                </header>
                <Show when=move || is_open.get()>
                    <div class="dialog__body">{content.with_value(|content| content())}</div>
                    {foot
                        .with_value(|foot| {
                            foot.as_ref().map(|foot| view! { <footer class="dialog__actions">{foot.run()}</footer> })
                        })}
                </Show>
            </div>
        </dialog>
    }
}
