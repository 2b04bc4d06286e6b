//! Headline figures side by side: a label, a value, its change, a small line.

use leptos::prelude::*;

/// A strip of up to six tiles.
#[component]
pub fn KpiStrip(
    /// What the figures are about; for assistive technology.
    #[prop(into)]
    label: Signal<String>,
    /// Whether they are being computed again. Default: no.
    #[prop(into, optional)]
    is_busy: Signal<bool>,
    /// The tiles.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="kpis" aria-label=move || label.get() aria-busy=move || is_busy.get().to_string()>
            {children()}
        </section>
    }
}

/// Which way a figure went: gains point up and are blue, losses point down and are rust.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// More than before.
    Up,
    /// Less than before.
    Down,
    /// No change worth a sign.
    Same,
}

impl Direction {
    fn key(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::Same => "same",
        }
    }

    /// Never color alone.
    fn sign(self) -> &'static str {
        match self {
            Self::Up => "▲ ",
            Self::Down => "▼ ",
            Self::Same => "",
        }
    }
}

/// A change and its size in words, as in "6.8%".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Which way.
    pub direction: Direction,
    /// How much, without a sign.
    pub size: String,
}

/// One figure.
#[component]
pub fn KpiTile(
    /// What it is.
    #[prop(into)]
    label: Signal<String>,
    /// The figure.
    #[prop(into)]
    value: Signal<String>,
    /// How it changed. Default: nothing is said.
    #[prop(into, optional)]
    change: Signal<Option<Change>>,
    /// What it is compared with, or another note.
    #[prop(into, optional)]
    versus: Signal<String>,
    /// More about it, shown when the pointer rests on it. Default: nothing.
    #[prop(into, optional)]
    title: Signal<Option<String>>,
    /// A [`SmallChart`](crate::ui::charts::SmallChart) of its course. Default: none.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let mark = move || {
        change.get().map(|change| {
            view! {
                <span class="kpi__mark" data-direction=change.direction.key()>
                    {change.direction.sign()}
                    {change.size}
                </span>
            }
        })
    };
    view! {
        <div class="kpi" title=move || title.get()>
            <span class="kpi__label">{move || label.get()}</span>
            <span class="kpi__row">
                <strong class="kpi__value">{move || value.get()}</strong>
                {children.map(|children| children())}
            </span>
            <span class="kpi__change">
                {mark}
                <span class="kpi__versus">{move || versus.get()}</span>
            </span>
        </div>
    }
}
