//! The navigation at the left: numbered groups of pages. On middling screens it shrinks to the numbers, and
//! the pages of a group open beside them.

use super::page_groups::{GROUPS, PageGroup, is_current, page_name};
use crate::ui::state::{Route, use_app};
use crate::ui::words::tr;
use leptos::prelude::*;

/// The navigation.
#[component]
pub fn Navigation() -> impl IntoView {
    view! {
        <nav class="nav" aria-label=move || tr("app-pages")>
            <div class="nav__brand">
                <Brand />
            </div>
            {GROUPS.iter().enumerate().map(|(idx, group)| view! { <Group number=idx + 1 group /> }).collect_view()}
        </nav>
    }
}

/// The sign and name of the product.
#[component]
pub(super) fn Brand() -> impl IntoView {
    view! {
        <span class="brand">
            <svg class="brand__logo" viewBox="0 0 18 18" aria-hidden="true">
                <path d="M14 3.82A7.2 7.2 0 1 0 14 14.18" fill="none" stroke="currentColor" stroke-width="2.5"></path>
                <circle class="brand__dot" cx="14.6" cy="9" r="2.4"></circle>
            </svg>
            <span class="brand__word">{move || tr("app-name")}</span>
        </span>
    }
}

#[component]
fn Group(number: usize, group: &'static PageGroup) -> impl IntoView {
    let state = use_app();
    let shown =
        Memo::new(move |_| state.route.with(|shown| group.pages.iter().any(|page| is_current(page, shown))));
    let first = group.pages.first();
    let open_first = move |_| {
        let has_data = state.data.with_untracked(Option::is_some);
        if let (Some(first), true) = (first, has_data) {
            state.go(first.clone());
        }
    };
    view! {
        <div class="nav__group" data-current=move || shown.get().then_some("")>
            <button type="button" class="nav__head" on:click=open_first>
                <span>{number}</span>
                " "
                <span class="nav__name">{move || tr(group.name)}</span>
            </button>
            <ul class="nav__items">
                {group.pages.iter().map(|page| view! { <li><PageLink page=page.clone() /></li> }).collect_view()}
            </ul>
        </div>
    }
}

/// A link to a page; without data there is none but Data.
#[component]
pub(super) fn PageLink(
    /// The page.
    page: Route,
) -> impl IntoView {
    let state = use_app();
    let name = page_name(&page);
    let needs_data = page != Route::Data;
    let is_off = Memo::new(move |_| needs_data && state.data.with(Option::is_none));
    let hash = page.hash();
    let is_shown = Memo::new(move |_| state.route.with(|shown| is_current(&page, shown)));
    view! {
        <a
            class="nav__item"
            href=move || (!is_off.get()).then(|| format!("#{hash}"))
            aria-current=move || is_shown.get().then_some("page")
            aria-disabled=move || is_off.get().then_some("true")
        >
            {move || tr(name)}
        </a>
    }
}
