//! A word about a thing, on a tint.

use leptos::prelude::*;

/// What a tag says besides its word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Nothing.
    #[default]
    Plain,
    /// It belongs to what is chosen.
    Accent,
    /// It deserves a look.
    Warn,
    /// It is wrong.
    Down,
}

impl Tone {
    fn key(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Accent => Some("accent"),
            Self::Warn => Some("warn"),
            Self::Down => Some("down"),
        }
    }
}

/// A tag.
#[component]
pub fn Tag(
    /// The word.
    #[prop(into)]
    text: Signal<String>,
    /// Its tone. Default: plain.
    #[prop(into, optional)]
    tone: Signal<Tone>,
) -> impl IntoView {
    view! {
        <span class="tag" data-tone=move || tone.get().key()>
            {move || text.get()}
        </span>
    }
}
