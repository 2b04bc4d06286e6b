//! The shape of what is to come, so that nothing moves when it is there. It shows after 150 ms.

use leptos::prelude::*;

/// Quiet lines, with bars below if a chart is to come. Hidden from assistive technology: whoever shows it
/// marks the region as busy or says in words what is being waited for.
#[component]
pub fn Skeleton(
    /// Lines of text. Default: 2.
    #[prop(default = 2)]
    n_lines: usize,
    /// Bars below the lines. Default: none.
    #[prop(optional)]
    n_bars: usize,
    /// Height in CSS pixels. Default: that of the lines.
    #[prop(into, optional)]
    height_px: Option<Signal<f32>>,
) -> impl IntoView {
    let height = move || height_px.map(|height_px| format!("{}px", height_px.get()));
    let lines = (0..n_lines).map(|_| view! { <span class="skeleton__line"></span> }).collect_view();
    let bars = (n_bars > 0).then(|| {
        let bars = (0..n_bars).map(|_| view! { <span class="skeleton__bar"></span> }).collect_view();
        view! { <span class="skeleton__bars">{bars}</span> }
    });
    view! {
        <div class="skeleton" aria-hidden="true" style:block-size=height>
            {lines}
            {bars}
        </div>
    }
}
