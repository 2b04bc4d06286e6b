//! The bar at the top: which data this is, that it stays here, language and theme.

use super::navigation::{Brand, PageLink};
use super::page_groups::GROUPS;
use super::preference_controls::{LanguageSelect, ThemeButton, UndoButtons};
use crate::protocol::DataInfo;
use crate::ui::charts::{Icon, IconSign};
use crate::ui::state::use_app;
use crate::ui::widgets::Popover;
use crate::ui::words::{tr, tr_with, use_format};
use leptos::prelude::*;

/// The top bar.
#[component]
pub fn TopBar(
    /// Whether there is no navigation beside it: the name of the product then stands here.
    is_bare: Memo<bool>,
) -> impl IntoView {
    let state = use_app();
    let name = move || match state.data.get() {
        Some(data) => data.name.clone(),
        None => tr("app-new-data"),
    };
    let size = move || state.data.with(|data| data.as_ref().map(|data| data_size(data)));
    let span = move || {
        let format = use_format();
        state.data.with(|data| data.as_ref().map(|data| format!(" · {}", format.month_span(data.observed))))
    };
    view! {
        <header class="top">
            <Show
                when=move || is_bare.get()
                fallback=move || {
                    view! {
                        <SmallMenu />
                        <bdi class="top__name">{name}</bdi>
                        <span class="top__size">
                            <span>{size}</span>
                            <span data-part="span">{span}</span>
                        </span>
                    }
                }
            >
                <Brand />
            </Show>
            <span class="top__space"></span>
            <span class="top__privacy" title=move || tr("app-privacy")>
                <IconSign icon=Icon::Lock />
                <span class="top__privacy-word">{move || tr("app-privacy")}</span>
            </span>
            <div class="top__tools">
                <Show when=move || !is_bare.get()>
                    <UndoButtons />
                </Show>
                <LanguageSelect />
                <ThemeButton />
            </div>
        </header>
    }
}

/// "13,811 customers · 74,061 orders".
fn data_size(data: &DataInfo) -> String {
    let format = use_format();
    tr_with(
        "app-data-size",
        &[
            ("n-customers", data.n_customers.into()),
            ("n-orders", data.n_orders.into()),
            ("customers", format.whole(data.n_customers).into()),
            ("orders", format.whole(data.n_orders).into()),
        ],
    )
}

/// The pages, where there is no room for the navigation.
#[component]
fn SmallMenu() -> impl IntoView {
    let is_open = RwSignal::new(false);
    let label = move || tr("app-pages");
    view! {
        <div class="top__menu popover-anchor">
            <button
                type="button"
                class="icon-button"
                aria-label=label
                aria-expanded=move || is_open.get().to_string()
                on:click=move |_| is_open.update(|open| *open = !*open)
            >
                <IconSign icon=Icon::Menu />
            </button>
            <Popover is_open label=Signal::derive(label)>
                <div on:click=move |_| is_open.set(false)>
                    {GROUPS
                        .iter()
                        .map(|group| {
                            view! {
                                <p class="popover__title">{move || tr(group.name)}</p>
                                {group
                                    .pages
                                    .iter()
                                    .map(|page| view! { <PageLink page=page.clone() /> })
                                    .collect_view()}
                            }
                        })
                        .collect_view()}
                </div>
            </Popover>
        </div>
    }
}
