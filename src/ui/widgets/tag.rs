//! A word on a colored ground, such as the type of a column.

use leptos::prelude::*;

/// The ground of a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Gray: no judgment.
    Plain,
    /// Blue: recognized.
    Accent,
    /// Amber: worth a look.
    Warn,
}

/// A tag.
#[component]
pub fn Tag(
    /// The word.
    #[prop(into)]
    text: Signal<String>,
    /// The ground.
    tone: Tone,
) -> impl IntoView {
    let tone = match tone {
        Tone::Plain => "plain",
        Tone::Accent => "accent",
        Tone::Warn => "warn",
    };
    view! {
        <span class="tag" data-tone=tone>
            {move || text.get()}
        </span>
    }
}
