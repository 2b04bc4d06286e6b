//! The few signs of the product, drawn in the color of the text beside them.

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
    /// A padlock.
    Lock,
    /// An arrow bent to the left.
    Undo,
    /// An arrow bent to the right.
    Redo,
    /// A crescent.
    Moon,
    /// A sun.
    Sun,
    /// Lines that get shorter.
    Filter,
    /// A cross of two lines.
    Plus,
    /// An angle to the left.
    Back,
    /// Three lines.
    Menu,
    /// An arrow up from a line.
    Upload,
    /// A tick.
    Check,
    /// A person.
    Person,
    /// Four squares.
    Grid,
    /// A speech bubble.
    Talk,
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
        Icon::Lock => "M4 7.2h8v6H4zM5.6 7.2V5.4a2.4 2.4 0 0 1 4.8 0v1.8",
        Icon::Undo => "M5.6 3.4 2.8 6.2 5.6 9M3 6.2h6.4a3.4 3.4 0 0 1 0 6.8H7",
        Icon::Redo => "M10.4 3.4l2.8 2.8L10.4 9M13 6.2H6.6a3.4 3.4 0 0 0 0 6.8H9",
        Icon::Moon => "M13.2 9.6A5.6 5.6 0 0 1 6.4 2.8a5.6 5.6 0 1 0 6.8 6.8z",
        Icon::Sun => {
            "M8 5.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6zM8 1.6v1.4M8 13v1.4M1.6 8H3M13 8h1.4M3.5 3.5l1 1M11.5 11.5l1 1M12.5 3.5l-1 1M4.5 11.5l-1 1"
        }
        Icon::Filter => "M2.5 4.5h11M4.8 8h6.4M6.8 11.5h2.4",
        Icon::Plus => "M8 3.2v9.6M3.2 8h9.6",
        Icon::Back => "M9.8 4 5.8 8l4 4",
        Icon::Menu => "M2.5 4.5h11M2.5 8h11M2.5 11.5h11",
        Icon::Upload => "M8 10.5v-8M4.8 5.6 8 2.4l3.2 3.2M2.5 13.5h11",
        Icon::Check => "M3 8.4l3.2 3.2L13 4.8",
        Icon::Person => {
            "M8 2.6a2.6 2.6 0 1 1 0 5.2 2.6 2.6 0 0 1 0-5.2zM3 13.4c.3-2.6 2.300-3.900 5-3.900s4.700 1.300 5 3.900"
        }
        Icon::Grid => "M2.8 2.8h4v4h-4zM9.200 2.800h4v4h-4zM2.800 9.200h4v4h-4zM9.200 9.200h4v4h-4z",
        Icon::Talk => "M2.500 3h11v8H7l-3 2.600V11H2.500z",
    };
    view! {
        <svg class="icon" data-icon=(icon == Icon::More).then_some("more") viewBox="0 0 16 16" aria-hidden="true">
            <path d=path></path>
        </svg>
    }
}
