//! A small picture of what each sample is good for. Decorative: the words beside it say the same.

use leptos::prelude::*;

/// What is drawn.
#[derive(Clone, Copy)]
pub(super) enum Picture {
    /// Revenue by month of two years.
    Months,
    /// Two retention curves.
    Retention,
    /// A whale curve that ends below its top.
    Whale,
}

/// Heights of the bars in px: two years of the same seasons, the second a little higher.
const BARS: [u8; 24] =
    [29, 23, 26, 25, 29, 26, 25, 26, 26, 29, 32, 33, 31, 24, 28, 26, 30, 27, 27, 28, 29, 33, 37, 38];

/// The picture, 120 × 40 px.
#[component]
pub(super) fn SamplePicture(
    /// What is drawn.
    picture: Picture,
) -> impl IntoView {
    let marks = match picture {
        Picture::Months => BARS
            .iter()
            .enumerate()
            .map(|(month, height)| {
                let part = if month < 12 { "before" } else { "now" };
                view! {
                    <rect
                        class="picture__bar"
                        data-part=part
                        x=month * 5
                        y=40 - height
                        width="3.6"
                        height=height.to_string()
                    ></rect>
                }
            })
            .collect_view()
            .into_any(),
        Picture::Retention => view! {
            <path class="picture__line" data-part="now" d="M1 4C24 18 58 27 119 31"></path>
            <path class="picture__line" data-part="loss" d="M1 4C18 25 52 34 119 37"></path>
        }
        .into_any(),
        Picture::Whale => view! {
            <path class="picture__line" data-part="axis" d="M1 14H119"></path>
            <path class="picture__line" data-part="now" d="M1 39C8 12 30 4 72 4"></path>
            <path class="picture__line" data-part="loss" d="M72 4C94 4 108 7 119 14"></path>
        }
        .into_any(),
    };
    view! {
        <svg class="picture" viewBox="0 0 120 40" aria-hidden="true">
            {marks}
        </svg>
    }
}
