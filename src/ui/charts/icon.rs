//! The few signs of a panel's tools, drawn in the color of the text beside them.

use leptos::prelude::*;

/// A sign, 16 px.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// A circled i.
    Explain,
    /// A grid.
    Table,
    /// An arrow onto a line.
    Export,
    /// Three dots.
    More,
    /// An angle to the right.
    Next,
    /// A cross.
    Close,
    /// A triangle with an exclamation mark.
    Warning,
}

/// Draws a sign; whoever uses it gives it a name.
#[component]
pub fn IconSign(
    /// Which.
    icon: Icon,
) -> impl IntoView {
    let path = match icon {
        Icon::Explain => "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM8 7.4V11M8 5.1v.2",
        Icon::Table => "M2.5 3.5h11v9h-11zM2.5 6.5h11M2.5 9.5h11M6.5 6.5v6",
        Icon::Export => "M8 2.5v8M4.8 7.4 8 10.6l3.2-3.2M2.5 13.5h11",
        Icon::More => "M3.5 8h.01M8 8h.01M12.5 8h.01",
        Icon::Next => "M6.2 4 10.2 8l-4 4",
        Icon::Close => "M4 4l8 8M12 4l-8 8",
        Icon::Warning => "M8 2.6 14 13.2H2zM8 6.6v3M8 11.3v.2",
    };
    view! {
        <svg class="icon" data-icon=(icon == Icon::More).then_some("more") viewBox="0 0 16 16" aria-hidden="true">
            <path d=path></path>
        </svg>
    }
}
