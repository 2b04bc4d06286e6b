//! The keys, written down.

use crate::ui::widgets::Dialog;
use crate::ui::words::tr;
use leptos::prelude::*;

/// Keys and what they do.
const KEYS: [(&[&str], &str); 8] = [
    (&["/"], "app-key-search"),
    (&["Ctrl", "Z"], "app-key-undo"),
    (&["Ctrl", "Shift", "Z"], "app-key-redo"),
    (&["←", "→", "↑", "↓"], "app-key-marks"),
    (&["Enter"], "app-key-filter"),
    (&["Shift", "Enter"], "app-key-add"),
    (&["T"], "app-key-table"),
    (&["E"], "app-key-explain"),
];

/// The window with the keys.
#[component]
pub fn HelpDialog(
    /// Whether it is open.
    is_open: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <Dialog is_open title=Signal::derive(|| tr("app-keys")) close=Signal::derive(|| tr("app-close"))>
            <dl class="keys">
                {KEYS
                    .iter()
                    .map(|(keys, meaning)| {
                        view! {
                            <dt>
                                {keys
                                    .iter()
                                    .map(|key| view! { <kbd class="keys__key">{*key}</kbd> })
                                    .collect_view()}
                            </dt>
                            <dd>{move || tr(meaning)}</dd>
                        }
                    })
                    .collect_view()}
            </dl>
        </Dialog>
    }
}
