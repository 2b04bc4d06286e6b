//! A panel: what was found, in a sentence, and the picture that shows it.
//!
//! In:   a computed sentence, a [`LiveChart`] or other content, and the [`PanelState`] of its report.
//! Out:  a section with heading, tools, content or its table twin, and the explanation.
//!
//! T swaps chart and table, E opens the explanation, wherever the focus is inside the panel.

use super::chart_view::ChartView;
use super::explain::{ExplainBox, ExplainKeys, remember, was_open};
use super::live_chart::LiveChart;
use super::panel_notice::PanelNotice;
use super::panel_state::PanelState;
use super::panel_tools::{Exported, PanelTools};
use super::table_twin::TableTwin;
use crate::chart::DataTable;
use crate::ui::browser::focus;
use crate::ui::state::{Shared, use_app};
use crate::ui::words::tr;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// A section of a page with one finding.
#[component]
pub fn Panel(
    /// Name of the panel, in kebab case: part of file names, and how its explanation is remembered.
    id: &'static str,
    /// What was found, computed: never a fixed title.
    #[prop(into)]
    finding: Signal<String>,
    /// Measure, unit and population. Default: none.
    #[prop(into, optional)]
    subtitle: Option<Signal<String>>,
    /// The key of colors behind the subtitle. Default: none.
    #[prop(into, optional)]
    key: Option<ViewFn>,
    /// State of the report behind it.
    #[prop(into)]
    state: Signal<PanelState>,
    /// Whether it is about money: without amounts it says that they are needed, in place of zeros. Default: no.
    #[prop(optional)]
    is_about_money: bool,
    /// The chart. Default: none, the content is in the children.
    #[prop(optional)]
    chart: Option<LiveChart>,
    /// The rows of the CSV file, for a panel without a chart.
    #[prop(into, optional)]
    table: Option<Signal<Option<Shared<DataTable>>>>,
    /// The explanation. Default: none.
    #[prop(optional)]
    explain: Option<ExplainKeys>,
    /// What this data adds to the formula of the explanation: fitted parameters. Default: nothing.
    #[prop(into, optional)]
    formula_note: Option<Signal<String>>,
    /// Content in place of, or with a chart below, the bare chart. Default: the chart alone.
    #[prop(optional)]
    children: Option<ChildrenFn>,
) -> impl IntoView {
    let app = use_app();
    let lacks_amounts = Memo::new(move |_| is_about_money && !app.has_amounts());
    let state =
        Signal::derive(move || if lacks_amounts.get() { PanelState::needs_amounts() } else { state.get() });
    let finding =
        Signal::derive(move || if lacks_amounts.get() { tr("panel-needs-amounts") } else { finding.get() });
    let is_table = RwSignal::new(false);
    let is_explained = RwSignal::new(explain.is_some() && was_open(id));
    Effect::new(move |_| remember(id, is_explained.get()));

    let has_own_table = table.is_some();
    let rows = table.unwrap_or_else(|| {
        let from_chart =
            Memo::new(move |_| chart.and_then(LiveChart::get).map(|drawn| Shared::new(drawn.table.clone())));
        from_chart.into()
    });
    let exported = Exported { panel: id, finding, chart, table: rows };
    let can_swap = chart.is_some();
    let has_tools = chart.is_some() || has_own_table || explain.is_some();

    let heading_id = format!("panel-{id}");
    let labelled_by = heading_id.clone();
    let explain_id = format!("panel-{id}-explain");
    let is_shown = Memo::new(move |_| state.with(PanelState::is_shown));
    let height_px = Signal::derive(move || chart.map_or(USUAL_HEIGHT_PX, LiveChart::height_px));
    let heading = move || {
        if state.with(|state| matches!(state, PanelState::Loading(_))) {
            String::new()
        } else {
            finding.get()
        }
    };
    let content = StoredValue::new(children);
    let on_key = move |event: KeyboardEvent| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() || is_typing(&event) {
            return;
        }
        match event.key().as_str() {
            "t" | "T" if can_swap => {
                is_table.update(|table| *table = !*table);
                follow_focus(&event);
            }
            "e" | "E" if explain.is_some() => is_explained.update(|open| *open = !*open),
            _ => {}
        }
    };

    let tools_explain_id = explain_id.clone();
    view! {
        <section class="panel" data-panel=id aria-labelledby=labelled_by on:keydown=on_key>
            <header class="panel__head">
                <h2 class="panel__finding" id=heading_id>
                    {heading}
                </h2>
                {has_tools
                    .then(|| {
                        view! {
                            <PanelTools
                                exported
                                has_explanation=explain.is_some()
                                is_explained
                                explain_id=tools_explain_id
                                has_table=can_swap
                                is_table
                            />
                        }
                    })}
            </header>
            <div class="panel__subtitle">
                <Show when=move || !lacks_amounts.get()>
                    {subtitle.map(|subtitle| view! { <span>{move || subtitle.get()}</span> })}
                    {key.clone().map(|key| key.run())}
                </Show>
            </div>
            <div
                class="panel__body"
                aria-busy=move || state.with(|state| *state == PanelState::Stale).to_string()
            >
                <Show when=move || is_shown.get() fallback=move || view! { <PanelNotice state height_px /> }>
                    <Show
                        when=move || !is_table.get()
                        fallback=move || view! { <TableTwin table=rows caption=finding /> }
                    >
                        {move || content.with_value(|content| content.as_ref().map(|content| content()))}
                        {(content.with_value(Option::is_none))
                            .then(|| chart.map(|chart| view! { <ChartView chart label=finding /> }))}
                    </Show>
                </Show>
            </div>
            {explain
                .map(|keys| {
                    view! {
                        <Show when=move || is_explained.get()>
                            <ExplainBox keys id=explain_id.clone() formula_note />
                        </Show>
                    }
                })}
        </section>
    }
}

/// Height of a panel's content before it is known.
const USUAL_HEIGHT_PX: f32 = 240.0;

/// Puts the focus on what has taken the place of the chart (or of its table), if it was on what is gone.
fn follow_focus(event: &KeyboardEvent) {
    let panel = event.current_target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let Some(panel) = panel else { return };
    request_animation_frame(move || {
        let is_inside = focus::active().is_some_and(|active| panel.contains(Some(&active)));
        if !is_inside {
            focus::focus_within(&panel, ".table-twin, [data-mark][tabindex='0']");
        }
    });
}

/// Whether a key press goes into a field.
fn is_typing(event: &KeyboardEvent) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .is_some_and(|element| matches!(element.tag_name().as_str(), "INPUT" | "SELECT" | "TEXTAREA"))
}
