//! Language and theme, chosen by the reader and kept for the next visit.

use crate::text::{Locale, Words};
use crate::ui::browser::preferences;
use crate::ui::charts::{Icon, IconSign};
use crate::ui::state::{Theme, use_app};
use crate::ui::widgets::Select;
use crate::ui::words::tr;
use leptos::prelude::*;

/// The choice of the language; each is called by its own name.
#[component]
pub(super) fn LanguageSelect() -> impl IntoView {
    let state = use_app();
    let value = Signal::derive(move || state.locale.get().tag().to_owned());
    let options = Signal::derive(|| {
        Locale::ALL
            .iter()
            .map(|&locale| (locale.tag().to_owned(), Words::of(locale).say("app-language-name")))
            .collect::<Vec<_>>()
    });
    let on_change = Callback::new(move |tag: String| {
        if let Some(locale) = Locale::from_tag(&tag) {
            preferences::store_locale(locale);
            state.locale.set(locale);
        }
    });
    view! {
        <Select label=Signal::derive(|| tr("app-language")) value options on_change is_label_hidden=true />
    }
}

/// The button that swaps light and dark.
#[component]
pub(super) fn ThemeButton() -> impl IntoView {
    let state = use_app();
    let is_dark = Memo::new(move |_| state.theme.get() == Theme::Dark);
    let label = move || tr(if is_dark.get() { "app-theme-light" } else { "app-theme-dark" });
    let swap = move |_| {
        let theme = if is_dark.get_untracked() { Theme::Light } else { Theme::Dark };
        preferences::store_theme(theme);
        state.theme.set(theme);
    };
    view! {
        <button type="button" class="icon-button" aria-label=label title=label on:click=swap>
            {move || {
                let icon = if is_dark.get() { Icon::Sun } else { Icon::Moon };
                view! { <IconSign icon /> }
            }}
        </button>
    }
}

/// The buttons that take changes of the filter back and make them again.
#[component]
pub(super) fn UndoButtons() -> impl IntoView {
    let state = use_app();
    let undo = move || tr("app-undo");
    let redo = move || tr("app-redo");
    view! {
        <button
            type="button"
            class="icon-button"
            aria-label=undo
            title=undo
            disabled=move || state.undo.with(Vec::is_empty)
            on:click=move |_| state.undo()
        >
            <IconSign icon=Icon::Undo />
        </button>
        <button
            type="button"
            class="icon-button"
            aria-label=redo
            title=redo
            disabled=move || state.redo.with(Vec::is_empty)
            on:click=move |_| state.redo()
        >
            <IconSign icon=Icon::Redo />
        </button>
    }
}
