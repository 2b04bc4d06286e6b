//! What stands where something cannot be shown: nothing matches, too little data, it failed.
//!
//! Each says why in one sentence and offers ways on, as buttons in the children.

use super::unique::unique;
use crate::ui::charts::{Icon, IconSign};
use leptos::prelude::*;

/// Nothing matches the filter: why, the clauses at fault, and one way out.
#[component]
pub fn EmptyState(
    /// What there is none of.
    #[prop(into)]
    title: Signal<String>,
    /// Why.
    #[prop(into)]
    text: Signal<String>,
    /// What the suggested way out brings back. Default: nothing is said.
    #[prop(into, optional)]
    note: Signal<String>,
    /// The clauses at fault, as chips. Default: none.
    #[prop(into, optional)]
    chips: Option<ViewFn>,
    /// Buttons. Default: none.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="notice">
            <p class="notice__heading">{move || title.get()}</p>
            <p class="notice__text">{move || text.get()}</p>
            {chips.map(|chips| view! { <div class="notice__actions">{chips.run()}</div> })}
            {actions(children)}
            {note_line(note)}
        </div>
    }
}

/// How much there is, how much is needed, and how much would be good.
#[derive(Debug, Clone, PartialEq)]
pub struct Need {
    /// What there is.
    pub have: f64,
    /// The least that is needed.
    pub need: f64,
    /// The most that helps; the end of the bar.
    pub best: f64,
    /// `have` in words.
    pub have_text: String,
    /// `need` in words.
    pub need_text: String,
    /// `best` in words.
    pub best_text: String,
}

impl Need {
    /// A number on the bar as a share of it, in percent.
    fn percent(&self, value: f64) -> f64 {
        if self.best > 0.0 { (value / self.best).clamp(0.0, 1.0) * 100.0 } else { 0.0 }
    }
}

/// Too little data for an answer: what there is, what is needed.
#[component]
pub fn Refusal(
    /// What needs more.
    #[prop(into)]
    title: Signal<String>,
    /// What there is and what it takes.
    #[prop(into)]
    text: Signal<String>,
    /// The same on a bar. Default: no bar.
    #[prop(into, optional)]
    need: Signal<Option<Need>>,
    /// Buttons. Default: none.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="notice">
            <p class="notice__heading">{move || title.get()}</p>
            <p class="notice__text">{move || text.get()}</p>
            {move || need.get().map(scale)}
            {actions(children)}
        </div>
    }
}

/// The bar is hidden from assistive technology: the sentence above says the same.
fn scale(need: Need) -> impl IntoView {
    let have = format!("{:.1}%", need.percent(need.have));
    let need_percent = need.percent(need.need);
    let tick = format!("{need_percent:.1}%");
    let below_tick = format!("{:.1}%", need_percent.clamp(20.0, 80.0));
    view! {
        <div class="notice__scale" aria-hidden="true">
            <div class="notice__track">
                <span class="notice__bar" style:inline-size=have></span>
            </div>
            <span class="notice__need" style:inset-inline-start=tick></span>
            <div class="notice__ends">
                <span>{need.have_text}</span>
                <span class="notice__least" style:inset-inline-start=below_tick>
                    {need.need_text}
                </span>
                <span>{need.best_text}</span>
            </div>
        </div>
    }
}

/// Something failed: what, what still works, and another way.
#[component]
pub fn Failure(
    /// What could not be done.
    #[prop(into)]
    title: Signal<String>,
    /// Why, and what still works.
    #[prop(into)]
    text: Signal<String>,
    /// The message behind it, for whoever has to mend it. Default: none.
    #[prop(into, optional)]
    details: Signal<String>,
    /// Buttons. Default: none.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let heading_id = unique("failure");
    let labelled_by = heading_id.clone();
    view! {
        <div class="notice" role="alert" aria-labelledby=labelled_by>
            <p class="notice__heading" id=heading_id>
                {move || title.get()}
            </p>
            <p class="notice__sentence">
                <IconSign icon=Icon::Warning />
                <span>{move || text.get()}</span>
            </p>
            {actions(children)}
            {note_line(details)}
        </div>
    }
}

fn actions(children: Option<Children>) -> impl IntoView {
    children.map(|children| view! { <div class="notice__actions">{children()}</div> })
}

fn note_line(note: Signal<String>) -> impl IntoView {
    let is_there = Memo::new(move |_| note.with(|note| !note.is_empty()));
    view! {
        <Show when=move || is_there.get()>
            <p class="notice__note">
                <bdi>{move || note.get()}</bdi>
            </p>
        </Show>
    }
}
