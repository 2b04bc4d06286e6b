//! The table of the list: as tall as all rows, made of those on the screen.
//!
//! Two empty rows stand for what lies above and below; they have one cell each, since a cell across all
//! columns would bring those back that a phone leaves out. Scrolling asks for the page in view once it rests for
//! a moment. The keyboard moves one row at a time without leaving the table: it is one tab stop, and
//! `aria-activedescendant` says which row.

use super::list_view::ListView;
use super::row::{Row, row_dom_id};
use super::table_head::{TableHead, caption};
use crate::ui::browser::resize::WidthObserver;
use crate::ui::charts::act;
use crate::ui::state::{AppState, use_app};
use clientele_engine::analysis::customers::CustomerRow;
use leptos::ev::KeyboardEvent;
use leptos::html::Div;
use leptos::prelude::*;
use std::time::Duration;

/// Rows made above and below those in view, so that scrolling does not show gaps.
const N_OVERSCAN: u32 = 6;

/// Height of the heads, which stay in view. As in the style sheet.
const HEAD_PX: f64 = 32.0;

/// Scrolling rests this long before the worker is asked.
const REST: Duration = Duration::from_millis(60);

/// Height of a row: with a mouse, and with a finger.
fn row_height_px(width_px: f64) -> f64 {
    if width_px < 600.0 { 44.0 } else { 30.0 }
}

/// What of the table is in view.
#[derive(Debug, Clone, Copy, PartialEq)]
struct View {
    top_px: f64,
    height_px: f64,
    width_px: f64,
}

/// First row and the one after the last that are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Made {
    first: u32,
    end: u32,
}

fn made(view: View, row_px: f64, n_rows: u32) -> Made {
    let first = (view.top_px / row_px).floor().max(0.0) as u32;
    let n_in_view = (view.height_px / row_px).ceil() as u32 + 1;
    Made {
        first: first.saturating_sub(N_OVERSCAN).min(n_rows),
        end: first.saturating_add(n_in_view).saturating_add(N_OVERSCAN).min(n_rows),
    }
}

/// The table in its scrolling frame.
#[component]
pub(super) fn VirtualTable(
    /// The list.
    list: ListView,
) -> impl IntoView {
    let state = use_app();
    let frame = NodeRef::<Div>::new();
    let view = RwSignal::new(View { top_px: 0.0, height_px: 600.0, width_px: 1200.0 });
    let measure = move || {
        if let Some(frame) = frame.get_untracked() {
            view.set(View {
                top_px: f64::from(frame.scroll_top()),
                height_px: f64::from(frame.client_height()),
                width_px: f64::from(frame.client_width()),
            });
        }
    };
    let observer = StoredValue::new_local(None::<WidthObserver>);
    Effect::new(move |_| {
        let Some(frame) = frame.get() else { return };
        observer.set_value(WidthObserver::start(&frame, move |_| measure()));
    });
    let resized = window_event_listener(leptos::ev::resize, move |_| measure());
    on_cleanup(move || resized.remove());

    let row_px = Memo::new(move |_| row_height_px(view.get().width_px));
    let made = Memo::new(move |_| made(view.get(), row_px.get(), list.n_rows.get()));
    fetch_what_is_in_view(state, list, made);
    start_new_lists_at_the_top(list, frame);

    let value_domain = Memo::new(move |_| {
        state.customer_pages.with(|pages| {
            let values = || pages.rows().filter_map(|row: &CustomerRow| row.lifetime_value);
            (values().fold(0.0, f64::min), values().fold(0.0, f64::max))
        })
    });
    let is_stale = Memo::new(move |_| {
        list.key.with(|key| state.customer_pages.with(|pages| pages.any().is_some() && !pages.is_about(key)))
    });
    let above_px = move || format!("{}px", f64::from(made.get().first) * row_px.get());
    let below_px = move || format!("{}px", f64::from(list.n_rows.get() - made.get().end) * row_px.get());
    let active_id = move || {
        let (active, made) = (list.active.get(), made.get());
        (made.first <= active && active < made.end).then(|| row_dom_id(active))
    };
    let on_key = move |event: KeyboardEvent| {
        if let Some(frame) = frame.get_untracked() {
            on_key(state, list, &frame, row_px.get_untracked(), &event);
        }
    };
    view! {
        <div class="customers__frame" node_ref=frame on:scroll=move |_| measure()>
            <table
                class="table customers__table"
                role="grid"
                tabindex="0"
                aria-rowcount=move || (u64::from(list.n_rows.get()) + 1).to_string()
                aria-activedescendant=active_id
                aria-busy=move || is_stale.get().to_string()
                on:keydown=on_key
            >
                <caption class="visually-hidden">{caption}</caption>
                <TableHead list />
                <tbody>
                    <tr class="customers__gap" aria-hidden="true" style:block-size=above_px>
                        <td></td>
                    </tr>
                    <For each=move || made.get().first..made.get().end key=|row_idx| *row_idx let:row_idx>
                        <Row list row_idx row_px value_domain />
                    </For>
                    <tr class="customers__gap" aria-hidden="true" style:block-size=below_px>
                        <td></td>
                    </tr>
                </tbody>
            </table>
        </div>
    }
}

/// Asks for the first page in view that is missing; its answer brings the next one.
fn fetch_what_is_in_view(state: AppState, list: ListView, made: Memo<Made>) {
    let missing = Memo::new(move |_| {
        let made = made.get();
        let limit = state.customer_query.with(|query| query.limit.max(1));
        list.key.with(|key| {
            state.customer_pages.with(|pages| {
                if !pages.is_about(key) || made.first >= made.end {
                    return None; // The first page of another list is on its way.
                }
                (made.first / limit..=(made.end - 1) / limit)
                    .map(|page_idx| page_idx * limit)
                    .find(|offset| !pages.has(*offset))
            })
        })
    });
    let mut ask = debounce(REST, move |()| {
        // Scrolled on or answered in the meantime: what is missing now is what counts.
        if let Some(offset) = missing.try_get_untracked().flatten() {
            let is_asked = state.customer_query.with_untracked(|query| query.offset == offset);
            if !is_asked {
                state.customer_query.update(|query| query.offset = offset);
            }
        }
    });
    Effect::new(move |_| {
        if missing.get().is_some() {
            ask(());
        }
    });
}

/// Another filter, search or order begins at its first row.
fn start_new_lists_at_the_top(list: ListView, frame: NodeRef<Div>) {
    Effect::new(move |before: Option<()>| {
        // A memo that is only tracked never runs, and so never tells.
        list.key.with(|_| ());
        if before.is_some() {
            list.active.set(0);
            if let Some(frame) = frame.get_untracked() {
                frame.set_scroll_top(0);
            }
        }
    });
}

fn on_key(state: AppState, list: ListView, frame: &web_sys::HtmlElement, row_px: f64, event: &KeyboardEvent) {
    let n_rows = list.n_rows.get_untracked();
    if n_rows == 0 || event.ctrl_key() || event.meta_key() || event.alt_key() || is_in_control(event) {
        return;
    }
    let active = list.active.get_untracked();
    let row_at = |row_idx: u32| state.customer_pages.with_untracked(|pages| pages.find(row_idx));
    let per_page = (((f64::from(frame.client_height()) - HEAD_PX) / row_px).floor() as u32).max(2) - 1;
    let next = match event.key().as_str() {
        "ArrowDown" => active.saturating_add(1),
        "ArrowUp" => active.saturating_sub(1),
        "PageDown" => active.saturating_add(per_page),
        "PageUp" => active.saturating_sub(per_page),
        "Home" => 0,
        "End" => n_rows - 1,
        "Enter" => {
            if let Some((page, place)) = row_at(active) {
                act::open_customer(state, page.rows[place].id.clone());
            }
            return;
        }
        " " => {
            event.prevent_default();
            if let Some((page, place)) = row_at(active) {
                let row = &page.rows[place];
                list.check(&row.id, row.revenue);
            }
            return;
        }
        _ => return,
    };
    event.prevent_default();
    let next = next.min(n_rows - 1);
    list.active.set(next);
    show_row(frame, next, row_px);
}

/// Scrolls as little as brings a row into view.
fn show_row(frame: &web_sys::HtmlElement, row_idx: u32, row_px: f64) {
    let top_px = f64::from(row_idx) * row_px;
    let in_view_px = f64::from(frame.client_height()) - HEAD_PX;
    let from_px = f64::from(frame.scroll_top());
    let to_px = if top_px < from_px {
        top_px
    } else if top_px + row_px > from_px + in_view_px {
        top_px + row_px - in_view_px
    } else {
        return;
    };
    frame.set_scroll_top(to_px.ceil() as i32);
}

/// Whether the key belongs to a control inside of the table: a head, a check box.
fn is_in_control(event: &KeyboardEvent) -> bool {
    use wasm_bindgen::JsCast;
    event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .is_some_and(|element| matches!(element.tag_name().as_str(), "BUTTON" | "INPUT"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_rows_around_the_view_are_made() {
        let view = View { top_px: 3_000_000.0 - 600.0, height_px: 600.0, width_px: 1200.0 };
        let made = made(view, 30.0, 100_000);
        assert_eq!(made, Made { first: 99_980 - N_OVERSCAN, end: 100_000 });
    }

    #[test]
    fn a_short_list_is_made_whole() {
        let view = View { top_px: 0.0, height_px: 600.0, width_px: 1200.0 };
        assert_eq!(made(view, 30.0, 3), Made { first: 0, end: 3 });
        assert_eq!(made(view, 30.0, 0), Made { first: 0, end: 0 });
    }
}
