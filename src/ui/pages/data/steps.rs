//! The four steps of working with customers, and what happens to data here.

use crate::ui::charts::{Icon, IconSign};
use crate::ui::words::tr;
use leptos::prelude::*;

const STEPS: [(&str, &str); 4] = [
    ("app-identify", "data-step-identify"),
    ("app-differentiate", "data-step-differentiate"),
    ("app-interact", "data-step-interact"),
    ("data-customise", "data-step-customise"),
];

const PROMISES: [&str; 3] = ["data-promise-tab", "data-promise-offline", "data-promise-closed"];

/// The column beside the drop zone.
#[component]
pub(super) fn Steps() -> impl IntoView {
    view! {
        <aside class="steps" aria-labelledby="steps-title">
            <h2 class="steps__title" id="steps-title">
                {move || tr("data-steps")}
            </h2>
            <ol>
                {STEPS
                    .iter()
                    .enumerate()
                    .map(|(idx, (name, about))| {
                        view! {
                            <li class="steps__step">
                                <span class="steps__number" aria-hidden="true">
                                    {idx + 1}
                                </span>
                                <h3>{move || tr(name)}</h3>
                                <p class="steps__about">{move || tr(about)}</p>
                            </li>
                        }
                    })
                    .collect_view()}
            </ol>
            <ul class="steps__promises">
                {PROMISES
                    .iter()
                    .map(|promise| {
                        view! {
                            <li class="steps__promise">
                                <IconSign icon=Icon::Check />
                                <span>{move || tr(promise)}</span>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </aside>
    }
}
