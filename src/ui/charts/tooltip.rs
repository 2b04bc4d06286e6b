//! The box beside a mark: its name, labels and values, one comparison.

use crate::chart::Tooltip;
use crate::ui::browser::geometry;
use leptos::prelude::*;

/// A tooltip and the point of the window it belongs to, in CSS pixels.
#[derive(Clone, PartialEq)]
pub(super) struct Tip {
    pub(super) content: Tooltip,
    pub(super) x_px: f64,
    pub(super) y_px: f64,
}

/// Shows a tooltip 14 px from its point, on the side where there is room. It appears after 60 ms, which
/// the style sheet sees to.
#[component]
pub(super) fn TooltipBox(
    /// What to show; nothing while `None`.
    #[prop(into)]
    tip: Signal<Option<Tip>>,
) -> impl IntoView {
    let left = move || tip.with(|tip| tip.as_ref().map(|tip| place(tip).0));
    let top = move || tip.with(|tip| tip.as_ref().map(|tip| place(tip).1));
    let shift = move || tip.with(|tip| tip.as_ref().map(|tip| place(tip).2));
    let content = Memo::new(move |_| tip.with(|tip| tip.as_ref().map(|tip| tip.content.clone())));
    view! {
        <Show when=move || tip.with(Option::is_some)>
            // The live region of the chart says the same in words.
            <div class="tooltip" aria-hidden="true" style:left=left style:top=top style:translate=shift>
                {move || content.get().map(body)}
            </div>
        </Show>
    }
}

fn body(content: Tooltip) -> impl IntoView {
    let rows = content
        .rows
        .into_iter()
        .map(|(label, value)| {
            view! {
                <dt>
                    <bdi>{label}</bdi>
                </dt>
                <dd>
                    <bdi>{value}</bdi>
                </dd>
            }
        })
        .collect_view();
    view! {
        <p class="tooltip__title">
            <bdi>{content.title}</bdi>
        </p>
        <dl class="tooltip__rows">{rows}</dl>
        {content.note.map(|note| view! { <p class="tooltip__note">{note}</p> })}
    }
}

const GAP_PX: f64 = 14.0;
const WIDEST_PX: f64 = 280.0;
const LINE_PX: f64 = 18.0;
const PADDING_PX: f64 = 28.0;

/// Left, top and shift by the box's own size. Which side has room is judged by the widest box and by the
/// number of lines: measuring the box first would show it in the wrong place for a moment.
fn place(tip: &Tip) -> (String, String, String) {
    let (window_width, window_height) = geometry::window_size();
    let n_lines = 1 + tip.content.rows.len() + usize::from(tip.content.note.is_some());
    let height = LINE_PX * n_lines as f64 + PADDING_PX;
    let flips_left = tip.x_px + GAP_PX + WIDEST_PX > window_width && tip.x_px > window_width / 2.0;
    let flips_up = tip.y_px + GAP_PX + height > window_height;
    let x = if flips_left { tip.x_px - GAP_PX } else { tip.x_px + GAP_PX };
    let y = if flips_up { (tip.y_px - GAP_PX).max(height) } else { tip.y_px + GAP_PX };
    let shift =
        format!("{} {}", if flips_left { "-100%" } else { "0" }, if flips_up { "-100%" } else { "0" });
    (format!("{x}px"), format!("{y}px"), shift)
}
