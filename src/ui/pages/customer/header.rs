//! Who the customer is, and the way to the ones before and after in rank.

use crate::chart::{Labels, Paint, Role};
use crate::ui::charts::{Icon, IconSign};
use crate::ui::state::{Route, Shared, use_app};
use crate::ui::words::{tr, use_format};
use clientele_engine::analysis::customers::CustomerDetail;
use clientele_engine::query::AbcClass;
use leptos::prelude::*;

/// Name, tags, attributes, neighbors.
#[component]
pub(super) fn Header(
    /// The customer; nothing while `None`.
    detail: Memo<Option<Shared<CustomerDetail>>>,
) -> impl IntoView {
    let name = move || {
        detail.with(|detail| match detail.as_ref() {
            Some(detail) if detail.name.is_empty() => detail.id.clone(),
            Some(detail) => detail.name.clone(),
            None => tr("customer-title"),
        })
    };
    view! {
        <header class="page__head customer__head">
            <div class="customer__who">
                <h1 class="page__title">
                    <bdi>{name}</bdi>
                </h1>
                {move || detail.get().map(|detail| tags(&detail))}
                <p class="customer__about">{move || detail.get().map(|detail| about(&detail))}</p>
            </div>
            <Neighbors detail />
        </header>
    }
}

fn tags(detail: &CustomerDetail) -> impl IntoView + use<> {
    let format = use_format();
    let segment = detail.segment.map(|segment| {
        let color = Paint::from(Role::Segment(segment)).css();
        view! {
            <span class="customer__tag">
                <span class="swatch" data-segment=segment.key() style:background-color=color></span>
                {format.segment(segment)}
            </span>
        }
    });
    let class = detail.class.map(|class| {
        let (letter, role) = match class {
            AbcClass::A => ("A", Role::ClassA),
            AbcClass::B => ("B", Role::ClassB),
            AbcClass::C => ("C", Role::ClassC),
        };
        let text = format.phrase("chart-class", &[("class", letter.to_owned())]);
        view! {
            <span class="customer__tag">
                <span class="swatch" style:background-color=Paint::from(role).css()></span>
                {text}
            </span>
        }
    });
    view! {
        <span class="customer__tags">
            {segment}
            {class}
        </span>
    }
}

/// Id, attributes, since when.
fn about(detail: &CustomerDetail) -> impl IntoView + use<> {
    let format = use_format();
    let mut parts = Vec::new();
    if !detail.name.is_empty() {
        parts.push(detail.id.clone());
    }
    parts.extend(detail.attributes.iter().map(|(_, value)| value.clone()).filter(|value| !value.is_empty()));
    let since = format.phrase("customer-since", &[("month", format.month(detail.since.month()))]);
    let titles = detail.attributes.iter().map(|(name, value)| format!("{name}: {value}"));
    let title = titles.collect::<Vec<_>>().join("\n");
    view! {
        <span title=title>
            {parts.into_iter().map(|part| view! { <bdi class="customer__part">{part}</bdi> }).collect_view()}
        </span>
        <span class="customer__part">{since}</span>
    }
}

/// The customers before and after this one by revenue.
#[component]
fn Neighbors(detail: Memo<Option<Shared<CustomerDetail>>>) -> impl IntoView {
    let state = use_app();
    let neighbor = move |is_next: bool| {
        detail.with(|detail| {
            let (before, after) = &detail.as_ref()?.neighbors;
            if is_next { after.clone() } else { before.clone() }
        })
    };
    let button = move |is_next: bool, key: &'static str| {
        let go = move |_| {
            if let Some(id) = untrack(|| neighbor(is_next)) {
                state.go(Route::Customer(id));
            }
        };
        view! {
            <button
                type="button"
                class="tool"
                data-direction=if is_next { "next" } else { "previous" }
                aria-label=move || tr(key)
                title=move || tr(key)
                prop:disabled=move || neighbor(is_next).is_none()
                on:click=go
            >
                <IconSign icon=Icon::Next />
            </button>
        }
    };
    view! {
        <div class="page__controls customer__neighbors">
            {button(false, "customer-previous")}
            {button(true, "customer-next")}
        </div>
    }
}
