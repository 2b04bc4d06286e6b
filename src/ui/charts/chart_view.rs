//! A chart on the page: its shapes, what lies over them, and its marks under pointer and keyboard.
//!
//! In:   a [`LiveChart`], which this component tells its width.
//! Out:  SVG nodes (a canvas above [`MOST_SVG_SHAPES`]); clicks become steps of [`super::act`].
//!
//! The chart is one tab stop. Arrows move between marks, Home and End go to the ends, Enter and Space act,
//! with Shift they add, Escape leaves. Marks keep their nodes when the chart is drawn again, so that focus
//! stays where it was after a filter.

use super::act;
use super::canvas_painter::CanvasPainter;
use super::live_chart::LiveChart;
use super::overlay::Overlay;
use super::svg_nodes::{hatch_patterns, shape_nodes};
use super::tooltip::{Tip, TooltipBox};
use crate::chart::{Action, Mark};
use crate::ui::browser::resize::WidthObserver;
use crate::ui::browser::{focus, geometry};
use crate::ui::state::use_app;
use leptos::ev::{KeyboardEvent, MouseEvent, PointerEvent};
use leptos::html::Div;
use leptos::prelude::*;
use leptos::svg::Svg;

/// Above this many shapes a canvas paints faster than the browser lays nodes out.
const MOST_SVG_SHAPES: usize = 5_000;

/// Above this many marks only the one in focus has a node.
const MOST_MARK_NODES: usize = 1_000;

/// Which mark is pointed at or focused, and where its tooltip goes.
#[derive(Clone, Copy)]
struct Pointing {
    /// The mark under the pointer.
    hovered: RwSignal<Option<usize>>,
    /// The mark the keyboard is on.
    focused: RwSignal<Option<usize>>,
    /// The mark that Tab reaches.
    stop: RwSignal<usize>,
    /// The point of the window its tooltip belongs to.
    anchor: RwSignal<(f64, f64)>,
    /// Whether the next click was armed by an earlier tap: on touch the first tap only shows.
    is_armed: RwSignal<bool>,
}

/// Paints a chart and lets people point at its marks.
#[component]
pub fn ChartView(
    /// What to paint.
    chart: LiveChart,
    /// What it shows, in a sentence: the name of the picture for those who do not see it.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let state = use_app();
    let frame = NodeRef::<Div>::new();
    let svg = NodeRef::<Svg>::new();
    let observer = StoredValue::new_local(None::<WidthObserver>);
    Effect::new(move |_| {
        let Some(frame) = frame.get() else { return };
        observer.set_value(WidthObserver::start(&frame, move |width| chart.resize(width)));
    });

    let id = chart.dom_id();
    let summary_id = format!("{id}-summary");
    let pointing = Pointing {
        hovered: RwSignal::new(None),
        focused: RwSignal::new(None),
        stop: RwSignal::new(0),
        anchor: RwSignal::new((0.0, 0.0)),
        is_armed: RwSignal::new(true),
    };
    let active = Memo::new(move |_| pointing.hovered.get().or_else(|| pointing.focused.get()));
    let tip = Memo::new(move |_| {
        let drawn = chart.get()?;
        let content = drawn.scene.marks.get(active.get()?)?.tooltip.clone();
        let (x_px, y_px) = pointing.anchor.get();
        Some(Tip { content, x_px, y_px })
    });
    let spoken = move || {
        let label = pointing.focused.get().and_then(|idx| {
            chart.get().and_then(|drawn| drawn.scene.marks.get(idx).map(|mark| mark.label.clone()))
        });
        label.unwrap_or_default()
    };
    let is_canvas =
        Memo::new(move |_| chart.get().is_some_and(|drawn| drawn.scene.shapes.len() > MOST_SVG_SHAPES));
    let is_pointing = move || {
        let drawn = chart.get()?;
        let mark = drawn.scene.marks.get(pointing.hovered.get()?)?;
        Some((mark.action != Action::None).to_string())
    };

    let on_move = move |event: PointerEvent| {
        if event.pointer_type() != "touch" {
            point_at(pointing, chart, svg, &event);
        }
    };
    let on_down = move |event: PointerEvent| {
        if event.pointer_type() == "touch" {
            let before = pointing.hovered.get_untracked();
            point_at(pointing, chart, svg, &event);
            let now = pointing.hovered.get_untracked();
            pointing.is_armed.set(now.is_some() && now == before);
        } else {
            pointing.is_armed.set(true);
        }
    };
    let on_leave = move |event: PointerEvent| {
        // A finger that is lifted leaves; what it showed stays until the next tap.
        if event.pointer_type() != "touch" {
            pointing.hovered.try_set(None);
        }
    };
    let on_click = move |event: MouseEvent| {
        let hit = mark_at(chart, svg, &event);
        let Some(idx) = hit.filter(|_| pointing.is_armed.get_untracked()) else { return };
        pointing.stop.set(idx);
        act_on(chart, idx, event.shift_key(), state);
    };

    let shapes_id = id.clone();
    let shapes = move || {
        let drawn = chart.get()?;
        if drawn.scene.shapes.len() > MOST_SVG_SHAPES {
            return None;
        }
        let shapes = &drawn.scene.shapes;
        Some(view! {
            <defs>{hatch_patterns(shapes, &shapes_id)}</defs>
            <g aria-hidden="true">{shape_nodes(shapes, &shapes_id)}</g>
        })
    };
    let view_box =
        move || chart.get().map(|drawn| format!("0 0 {} {}", drawn.scene.width_px, drawn.scene.height_px));

    view! {
        <div class="chart" node_ref=frame style:height=move || format!("{}px", chart.height_px())>
            <Show when=move || is_canvas.get()>
                <CanvasPainter chart />
            </Show>
            <svg
                class="chart__svg"
                node_ref=svg
                viewBox=view_box
                width=move || chart.get().map(|drawn| drawn.scene.width_px)
                height=move || chart.get().map(|drawn| drawn.scene.height_px)
                role="group"
                aria-label=move || label.get()
                aria-describedby=summary_id.clone()
                data-pointing=is_pointing
                on:pointermove=on_move
                on:pointerdown=on_down
                on:pointerleave=on_leave
                on:click=on_click
            >
                {shapes}
                <Overlay chart hovered=pointing.hovered focused=pointing.focused />
                {mark_nodes(chart, pointing, svg)}
            </svg>
            <p class="visually-hidden" id=summary_id>
                {move || chart.get().map(|drawn| drawn.summary.clone())}
            </p>
            <p class="visually-hidden" aria-live="polite">
                {spoken}
            </p>
            <TooltipBox tip />
        </div>
    }
}

/// The marks as things to focus. Keyed by place, so that a node outlives a new drawing of the chart.
fn mark_nodes(chart: LiveChart, pointing: Pointing, svg: NodeRef<Svg>) -> impl IntoView {
    let places = Memo::new(move |_| {
        let n = chart.get().map_or(0, |drawn| drawn.scene.marks.len());
        if n > MOST_MARK_NODES {
            vec![pointing.stop.get().min(n - 1)]
        } else {
            (0..n).collect::<Vec<usize>>()
        }
    });
    // A chart with fewer marks than before must stay reachable.
    let stop = Memo::new(move |_| {
        let n = chart.get().map_or(0, |drawn| drawn.scene.marks.len());
        pointing.stop.get().min(n.saturating_sub(1))
    });
    view! {
        <For each=move || places.get() key=|idx| *idx let:idx>
            {mark_node(chart, pointing, svg, stop, idx)}
        </For>
    }
}

fn mark_node(
    chart: LiveChart,
    pointing: Pointing,
    svg: NodeRef<Svg>,
    stop: Memo<usize>,
    idx: usize,
) -> impl IntoView {
    let state = use_app();
    let mark = Memo::new(move |_| chart.get().and_then(|drawn| drawn.scene.marks.get(idx).cloned()));
    let get = move |read: fn(&Mark) -> f32| mark.with(|mark| mark.as_ref().map(read));
    let role = move || {
        mark.with(|mark| match mark.as_ref().map(|mark| &mark.action) {
            Some(Action::Filter(_)) => "button",
            Some(Action::OpenCustomer(_)) => "link",
            _ => "img",
        })
    };
    let on_focus = move |_| {
        pointing.stop.set(idx);
        pointing.focused.set(Some(idx));
        if let Some(anchor) = anchor_of(chart, svg, idx) {
            pointing.anchor.set(anchor);
        }
    };
    // A page that is left takes its focus with it: this event may come after the signals are gone.
    let on_blur = move |_| {
        pointing.focused.try_update(|focused| *focused = focused.filter(|at| *at != idx));
    };
    let on_key = move |event: KeyboardEvent| {
        let Some(n) = chart.get_untracked().map(|drawn| drawn.scene.marks.len()) else { return };
        let next = match event.key().as_str() {
            "ArrowRight" | "ArrowDown" => (idx + 1).min(n.saturating_sub(1)),
            "ArrowLeft" | "ArrowUp" => idx.saturating_sub(1),
            "Home" => 0,
            "End" => n.saturating_sub(1),
            "Enter" | " " => {
                event.prevent_default();
                act_on(chart, idx, event.shift_key(), state);
                return;
            }
            "Escape" => {
                focus::blur_active();
                return;
            }
            _ => return,
        };
        event.prevent_default();
        pointing.hovered.set(None);
        pointing.stop.set(next);
        focus_mark(svg, next);
    };
    view! {
        <g
            class="chart__mark"
            role=role
            tabindex=move || if stop.get() == idx { "0" } else { "-1" }
            aria-label=move || mark.with(|mark| mark.as_ref().map(|mark| mark.label.clone()))
            data-mark=idx.to_string()
            on:focus=on_focus
            on:blur=on_blur
            on:keydown=on_key
        >
            <rect
                x=move || get(|mark| mark.bounds.x)
                y=move || get(|mark| mark.bounds.y)
                width=move || get(|mark| mark.bounds.w)
                height=move || get(|mark| mark.bounds.h)
            ></rect>
        </g>
    }
}

fn act_on(chart: LiveChart, idx: usize, extend: bool, state: crate::ui::state::AppState) {
    let Some(drawn) = chart.get_untracked() else { return };
    match drawn.scene.marks.get(idx).map(|mark| &mark.action) {
        Some(Action::Filter(clause)) => act::filter_by(state, clause.clone(), extend),
        Some(Action::OpenCustomer(id)) => act::open_customer(state, id.clone()),
        _ => {}
    }
}

/// The mark at a pointer event.
fn mark_at(chart: LiveChart, svg: NodeRef<Svg>, event: &MouseEvent) -> Option<usize> {
    let drawn = chart.get_untracked()?;
    let svg = svg.get_untracked()?;
    let (left, top) = geometry::corner(&svg);
    let (x, y) = (f64::from(event.client_x()) - left, f64::from(event.client_y()) - top);
    drawn.scene.hit(x as f32, y as f32)
}

fn point_at(pointing: Pointing, chart: LiveChart, svg: NodeRef<Svg>, event: &PointerEvent) {
    let hit = mark_at(chart, svg, event);
    if pointing.hovered.get_untracked() != hit {
        pointing.hovered.set(hit);
    }
    let Some(idx) = hit else { return };
    // Lines are read at their point; areas beside the pointer.
    let is_point = chart
        .get_untracked()
        .is_some_and(|drawn| drawn.scene.marks.get(idx).is_some_and(|mark| mark.point.is_some()));
    let at_pointer = (f64::from(event.client_x()), f64::from(event.client_y()));
    let anchor = if is_point { anchor_of(chart, svg, idx) } else { None };
    pointing.anchor.set(anchor.unwrap_or(at_pointer));
}

/// Where the tooltip of a mark goes when the keyboard is on it, in CSS pixels of the window.
fn anchor_of(chart: LiveChart, svg: NodeRef<Svg>, idx: usize) -> Option<(f64, f64)> {
    let drawn = chart.get_untracked()?;
    let mark = drawn.scene.marks.get(idx)?;
    let svg = svg.get_untracked()?;
    let (left, top) = geometry::corner(&svg);
    let (x, y) = mark.point.unwrap_or((mark.bounds.right(), mark.bounds.center().1));
    Some((left + f64::from(x), top + f64::from(y)))
}

/// Moves the focus to a mark; its node may have been made in this very moment, so it is looked for in the
/// page once the view is up to date.
fn focus_mark(svg: NodeRef<Svg>, idx: usize) {
    request_animation_frame(move || {
        if let Some(svg) = svg.try_get_untracked().flatten() {
            focus::focus_within(&svg, &format!("[data-mark='{idx}']"));
        }
    });
}
