//! The day for which everything is computed.

use crate::ui::state::use_app;
use crate::ui::words::{tr, tr_with, use_format};
use clientele_engine::data::Day;
use leptos::prelude::*;

/// A field for the day, within the days of the data; the last of them unless another is chosen.
#[component]
pub(super) fn AsOf() -> impl IntoView {
    let state = use_app();
    let observed = Memo::new(move |_| state.data.with(|data| data.as_ref().map(|data| data.observed)));
    let chosen = Memo::new(move |_| state.context.with(|context| context.as_of));
    let shown = move || chosen.get().or_else(|| observed.get().map(|days| days.last)).map(iso);
    let choose = move |event| {
        let Some(days) = observed.get_untracked() else { return };
        // What is not a day of the data, as while a year is being typed, changes nothing.
        let Some(day) = parsed(&event_target_value(&event)).filter(|&day| days.contains(day)) else {
            return;
        };
        state.context.update(|context| context.as_of = (day != days.last).then_some(day));
    };
    let last = move || {
        let day = observed.get().map(|days| use_format().day(days.last)).unwrap_or_default();
        tr_with("data-as-of-last", &[("day", day.into())])
    };
    view! {
        <div class="as-of">
            <label class="as-of__field" for="as-of">
                {move || tr("data-as-of")}
            </label>
            <input
                class="as-of__input"
                id="as-of"
                type="date"
                min=move || observed.get().map(|days| iso(days.first))
                max=move || observed.get().map(|days| iso(days.last))
                prop:value=move || shown().unwrap_or_default()
                aria-describedby="as-of-note"
                on:change=choose
            />
            <Show when=move || chosen.get().is_some()>
                <button
                    type="button"
                    class="button"
                    on:click=move |_| state.context.update(|context| context.as_of = None)
                >
                    {last}
                </button>
            </Show>
            <p class="quiet as-of__note" id="as-of-note">
                {move || tr("data-as-of-note")}
            </p>
        </div>
    }
}

/// The day as the control writes it: 2024-12-31.
fn iso(day: Day) -> String {
    let (year, month, day) = day.civil();
    format!("{year:04}-{month:02}-{day:02}")
}

fn parsed(text: &str) -> Option<Day> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    Day::try_from_civil(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}
