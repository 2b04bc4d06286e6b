//! One segment closely: four facts, chances of being alive, whom to call first.
//!
//! Not modal: the page stays usable beside it. Escape or the cross releases the segment, and the focus goes
//! back to where it was when the drawer opened.

use super::call_list::CallList;
use super::sentences::{self, about_key};
use crate::chart::{Labels, Paint, Role, Size, clause_of, p_alive_bins};
use crate::ui::browser::focus;
use crate::ui::charts::{ChartView, Icon, IconSign, LiveChart};
use crate::ui::state::{AppState, Shared, use_app};
use crate::ui::words::{tr, use_format};
use clientele_engine::analysis::segment::SegmentDetail;
use clientele_engine::query::{ClauseKind, Segment};
use leptos::prelude::*;

/// The drawer of a segment.
#[component]
pub(super) fn Drawer(
    /// Which segment.
    segment: Segment,
) -> impl IntoView {
    let state = use_app();
    let opener = StoredValue::new_local(focus::active());
    let close = move || {
        release(state);
        opener.with_value(|opener| {
            if let Some(opener) = opener {
                focus::focus(opener);
            }
        });
    };
    let keys = window_event_listener(leptos::ev::keydown, move |event| {
        if event.key() == "Escape" && !event.default_prevented() {
            close();
        }
    });
    on_cleanup(move || keys.remove());

    // The slot still holds the segment before this one until the answer is there.
    let detail = Memo::new(move |_| {
        state.segment.with(|slot| slot.latest().filter(|detail| detail.row.segment == segment).cloned())
    });
    let color = Paint::from(Role::Segment(segment)).css();
    let name = move || use_format().segment(segment);
    let label = move || {
        let format = use_format();
        format.phrase("segments-drawer", &[("segment", format.segment(segment))])
    };
    view! {
        <aside class="drawer" aria-label=label>
            <div class="drawer__scroll">
                <header class="drawer__head">
                    <h2 class="drawer__title">
                        <span class="swatch" data-segment=segment.key() style:background-color=color></span>
                        {name}
                    </h2>
                    <button
                        type="button"
                        class="tool"
                        aria-label=move || tr("segments-close")
                        on:click=move |_| close()
                    >
                        <IconSign icon=Icon::Close />
                    </button>
                </header>
                <p class="drawer__about">{move || tr(about_key(segment))}</p>
                <Facts detail />
                <Alive detail />
                <CallList detail />
            </div>
            <footer class="drawer__foot">
                <button
                    type="button"
                    class="button button--primary"
                    on:click=move |_| state.open_segment_list(segment)
                >
                    {move || {
                        let format = use_format();
                        let n = detail.with(|detail| detail.as_ref().map_or(0, |detail| detail.row.n_customers));
                        format.phrase("segments-list-all", &[("n", format.count(n as f64))])
                    }}
                </button>
            </footer>
        </aside>
    }
}

fn release(state: AppState) {
    let filter = state.context.with_untracked(|context| context.filter.without_kinds(&[ClauseKind::Segment]));
    state.set_filter(filter);
}

/// How many, how much, how quiet, how alive.
#[component]
fn Facts(detail: Memo<Option<Shared<SegmentDetail>>>) -> impl IntoView {
    let state = use_app();
    move || {
        let format = use_format();
        let detail = detail.get();
        let row = detail.as_ref().map(|detail| &detail.row);
        let none = || tr("segments-fact-none");
        let number =
            |key: &'static str, name: &'static str, text: String| format.phrase(key, &[(name, text)]);
        let customers = row.map_or_else(none, |row| format.count(row.n_customers as f64));
        let customer_share = row.map(|row| {
            number("segments-fact-share-customers", "share", format.percent(row.customer_share, 1))
        });
        let revenue = row.map_or_else(none, |row| format.money(row.revenue));
        let revenue_share = row
            .map(|row| number("segments-fact-share-revenue", "share", format.percent(row.revenue_share, 1)));
        let days = row
            .and_then(|row| row.median_recency_days)
            .map_or_else(none, |days| number("segments-fact-days", "n", format.count(days.round())));
        let gap = row.map(|row| match row.median_gap_days {
            Some(gap) => number("segments-fact-was-every", "n", format.count(gap.round())),
            None => tr("segments-fact-ordered-once"),
        });
        let mean = row.and_then(|row| row.mean_p_alive);
        let alive = mean.map_or_else(none, |mean| format.percent(mean, 0));
        let alive_note =
            tr(if mean.is_some() { "segments-fact-mean-alive" } else { "segments-fact-not-fitted" });
        view! {
            <dl class="facts">
                {fact("segments-fact-customers", customers, customer_share)}
                {state.has_amounts().then(|| fact("segments-fact-revenue", revenue, revenue_share))}
                {fact("segments-fact-silence", days, gap)} {fact("segments-fact-alive", alive, Some(alive_note))}
            </dl>
        }
    }
}

fn fact(label: &'static str, value: String, note: Option<String>) -> impl IntoView {
    view! {
        <div class="facts__fact">
            <dt class="facts__label">{tr(label)}</dt>
            <dd class="facts__value">{value}</dd>
            <dd class="facts__note">{note}</dd>
        </div>
    }
}

/// How the chances of being alive are spread; nothing until the model is fitted.
#[component]
fn Alive(detail: Memo<Option<Shared<SegmentDetail>>>) -> impl IntoView {
    let state = use_app();
    let finding = Memo::new(move |_| {
        detail
            .with(|detail| detail.as_ref().map(|detail| sentences::alive(detail, &use_format())))
            .unwrap_or_default()
    });
    let chart = LiveChart::new(
        |_| 110.0,
        move |width_px, height_px| {
            let detail = detail.get()?;
            state.context.with(|context| {
                let selected = clause_of(&context.filter, &[ClauseKind::PAlive]);
                Some(p_alive_bins::draw(&detail, selected, Size { width_px, height_px }, &use_format()))
            })
        },
    );
    let is_fitted =
        move || detail.with(|detail| detail.as_ref().is_some_and(|detail| !detail.p_alive_bins.is_empty()));
    view! {
        <Show when=is_fitted>
            <section class="drawer__part">
                <h3 class="drawer__finding">{move || finding.get()}</h3>
                <p class="drawer__subtitle">{move || tr("segments-alive-subtitle")}</p>
                <ChartView chart label=finding />
            </section>
        </Show>
    }
}
