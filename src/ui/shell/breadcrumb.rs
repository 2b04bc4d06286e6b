//! The way from all customers to what is shown: every part but the last leads back.

use crate::ui::words::tr;
use leptos::prelude::*;

/// A part of the way.
#[derive(Clone)]
pub struct Step {
    /// Its words.
    pub text: String,
    /// Where it leads; `None` for what is shown.
    pub on_open: Option<Callback<()>>,
}

/// The drill path.
#[component]
pub fn Breadcrumb(
    /// The parts, the widest first.
    #[prop(into)]
    steps: Signal<Vec<Step>>,
) -> impl IntoView {
    view! {
        <nav class="path" aria-label=move || tr("app-path")>
            {move || {
                steps
                    .get()
                    .into_iter()
                    .map(|step| match step.on_open {
                        Some(on_open) => {
                            view! {
                                <button type="button" class="link-button" on:click=move |_| on_open.run(())>
                                    <bdi>{step.text}</bdi>
                                </button>
                            }
                                .into_any()
                        }
                        None => {
                            view! {
                                <span class="path__here" aria-current="page">
                                    <bdi>{step.text}</bdi>
                                </span>
                            }
                                .into_any()
                        }
                    })
                    .collect_view()
            }}
        </nav>
    }
}
