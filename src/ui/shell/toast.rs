//! A short note at the foot of the page, for six seconds, or as long as the pointer or the focus is on it.

use crate::ui::state::use_app;
use crate::ui::words::tr;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;

const SHOWN_MS: u32 = 6_000;

/// The note.
#[component]
pub fn ToastView() -> impl IntoView {
    let state = use_app();
    let is_held = RwSignal::new(false);
    let timer = StoredValue::new_local(None::<Timeout>);
    // Dropping a timer stops it: there is one at most.
    Effect::new(move |_| {
        let is_waiting = state.toast.with(Option::is_some) && !is_held.get();
        timer.set_value(is_waiting.then(|| Timeout::new(SHOWN_MS, move || state.toast.set(None))));
    });
    let undo = move |_| {
        state.undo();
        state.toast.set(None);
        is_held.set(false);
    };
    move || {
        state.toast.get().map(|toast| {
            view! {
                <div
                    class="toast"
                    role="status"
                    on:pointerenter=move |_| is_held.set(true)
                    on:pointerleave=move |_| is_held.set(false)
                    on:focusin=move |_| is_held.set(true)
                    on:focusout=move |_| is_held.set(false)
                >
                    <bdi>{toast.text}</bdi>
                    {toast
                        .can_undo
                        .then(|| {
                            view! {
                                <button type="button" class="toast__action" on:click=undo>
                                    {move || tr("app-undo-toast")}
                                </button>
                            }
                        })}
                </div>
            }
        })
    }
}
