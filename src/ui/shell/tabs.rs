//! The tabs at the foot of a phone: one per group of pages, and one for everything else.

use super::navigation::PageLink;
use super::page_groups::{GROUPS, is_current};
use super::preference_controls::{LanguageSelect, ThemeButton};
use crate::ui::charts::{Icon, IconSign};
use crate::ui::state::use_app;
use crate::ui::words::tr;
use leptos::prelude::*;

/// The tab behind the groups.
const MORE: usize = GROUPS.len();

/// The tabs, and the sheet of the one that is open.
#[component]
pub fn Tabs() -> impl IntoView {
    let state = use_app();
    let open = RwSignal::new(None::<usize>);
    let current = Memo::new(move |_| {
        state.route.with(|shown| {
            GROUPS.iter().position(|group| group.pages.iter().any(|page| is_current(page, shown)))
        })
    });
    // A page that was opened closes the sheet it was opened from.
    Effect::new(move |_| {
        state.route.track();
        open.set(None);
    });
    let toggle = move |idx: usize| {
        open.update(|open| *open = if *open == Some(idx) { None } else { Some(idx) });
    };
    let tab = move |idx: usize, icon: Icon, name: &'static str| {
        view! {
            <button
                type="button"
                class="tabs__tab"
                aria-current=move || (current.get() == Some(idx)).then_some("true")
                aria-expanded=move || (open.get() == Some(idx)).to_string()
                on:click=move |_| toggle(idx)
            >
                <IconSign icon />
                <span>{move || tr(name)}</span>
            </button>
        }
    };
    view! {
        {move || open.get().map(|idx| view! { <Sheet idx on_close=Callback::new(move |()| open.set(None)) /> })}
        <div class="tabs" role="navigation" aria-label=move || tr("app-pages")>
            {GROUPS.iter().enumerate().map(|(idx, group)| tab(idx, group.icon, group.name)).collect_view()}
            {tab(MORE, Icon::Menu, "app-more")}
        </div>
    }
}

#[component]
fn Sheet(idx: usize, on_close: Callback<()>) -> impl IntoView {
    let content = match GROUPS.get(idx) {
        Some(group) => view! {
            <p class="sheet__title">{move || tr(group.name)}</p>
            {group.pages.iter().map(|page| view! { <PageLink page=page.clone() /> }).collect_view()}
        }
        .into_any(),
        None => view! { <MoreSheet /> }.into_any(),
    };
    view! {
        <div class="popover__scrim" on:click=move |_| on_close.run(())></div>
        <div class="sheet">{content}</div>
    }
}

#[component]
fn MoreSheet() -> impl IntoView {
    view! {
        <p class="sheet__title">{move || tr("app-more")}</p>
        <div class="sheet__row">
            <span>{move || tr("app-language")}</span>
            <LanguageSelect />
        </div>
        <div class="sheet__row">
            <span>{move || tr("app-theme")}</span>
            <ThemeButton />
        </div>
        <div class="sheet__row">
            <span class="top__privacy">
                <IconSign icon=Icon::Lock />
                {move || tr("app-privacy")}
            </span>
        </div>
    }
}
