//! The tools of a panel: explain, view as table, save. On a phone all of them are in one menu.

use super::download_chart;
use super::icon::{Icon, IconSign};
use super::live_chart::LiveChart;
use crate::chart::DataTable;
use crate::ui::browser::{download, focus};
use crate::ui::state::{AppState, Shared, use_app};
use crate::ui::words::tr;
use leptos::ev::{FocusEvent, KeyboardEvent};
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// What the tools work on.
#[derive(Clone, Copy)]
pub(super) struct Exported {
    pub(super) panel: &'static str,
    pub(super) finding: Signal<String>,
    pub(super) chart: Option<LiveChart>,
    pub(super) table: Signal<Option<Shared<DataTable>>>,
}

/// The row of tools at the right of a finding.
#[component]
pub(super) fn PanelTools(
    /// What is saved.
    exported: Exported,
    /// Whether there is an explanation.
    has_explanation: bool,
    /// Whether the explanation is open.
    is_explained: RwSignal<bool>,
    /// Id of the explanation's box.
    explain_id: String,
    /// Whether the panel can be shown as a table instead.
    has_table: bool,
    /// Whether it is.
    is_table: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <div class="panel__tools">
            {has_explanation
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="tool tool--word"
                            aria-label=move || tr("panel-explain")
                            aria-expanded=move || is_explained.get().to_string()
                            aria-controls=explain_id.clone()
                            on:click=move |_| is_explained.update(|open| *open = !*open)
                        >
                            <IconSign icon=Icon::Explain />
                            <span class="tool__word">{move || tr("panel-explain")}</span>
                        </button>
                    }
                })}
            {has_table
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="tool"
                            aria-label=move || tr("panel-view-as-table")
                            title=move || tr("panel-view-as-table")
                            aria-pressed=move || is_table.get().to_string()
                            on:click=move |_| is_table.update(|table| *table = !*table)
                        >
                            <IconSign icon=Icon::Table />
                        </button>
                    }
                })} <ExportMenu exported has_explanation is_explained has_table is_table />
        </div>
    }
}

/// What can be saved or copied.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Choice {
    Png,
    Svg,
    Csv,
    Sentence,
    Explain,
    Table,
}

impl Choice {
    fn key(self) -> &'static str {
        match self {
            Self::Explain => "panel-explain",
            Self::Table => "panel-view-as-table",
            Self::Png => "panel-export-png",
            Self::Svg => "panel-export-svg",
            Self::Csv => "panel-export-csv",
            Self::Sentence => "panel-copy-sentence",
        }
    }
}

#[component]
fn ExportMenu(
    exported: Exported,
    has_explanation: bool,
    is_explained: RwSignal<bool>,
    has_table: bool,
    is_table: RwSignal<bool>,
) -> impl IntoView {
    let state = use_app();
    let root = NodeRef::<Div>::new();
    let is_open = RwSignal::new(false);
    let has_chart = exported.chart.is_some();
    // The last two show on a phone alone, where their own buttons do not.
    let choices = [
        (Choice::Png, has_chart),
        (Choice::Svg, has_chart),
        (Choice::Csv, true),
        (Choice::Sentence, true),
        (Choice::Explain, has_explanation),
        (Choice::Table, has_table),
    ];
    let close = move || {
        is_open.set(false);
        if let Some(root) = root.try_get_untracked().flatten() {
            focus::focus_within(&root, "button");
        }
    };
    let choose = move |choice: Choice| {
        close();
        match choice {
            Choice::Explain => is_explained.update(|open| *open = !*open),
            Choice::Table => is_table.update(|table| *table = !*table),
            other => export(other, exported, state),
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let is_forward = match event.key().as_str() {
            "Escape" if is_open.get_untracked() => {
                event.stop_propagation();
                close();
                return;
            }
            "ArrowDown" => true,
            "ArrowUp" => false,
            _ => return,
        };
        if is_open.get_untracked() {
            event.prevent_default();
            move_focus(root, is_forward);
        }
    };
    let on_focus_out = move |event: FocusEvent| {
        let to = event.related_target().and_then(|to| to.dyn_into::<web_sys::Node>().ok());
        // A page that is left takes its focus with it: this event may come after the signals are gone.
        let root = root.try_get_untracked().flatten();
        let is_inside = root.is_some_and(|root| root.contains(to.as_ref()));
        if !is_inside && is_open.try_get_untracked() == Some(true) {
            is_open.set(false);
        }
    };
    let on_toggle = move |_| {
        is_open.update(|open| *open = !*open);
        if is_open.get_untracked() {
            request_animation_frame(move || {
                if let Some(root) = root.try_get_untracked().flatten() {
                    focus::focus_within(&root, "[role='menuitem']");
                }
            });
        }
    };
    view! {
        <div class="panel__menu" node_ref=root on:keydown=on_key on:focusout=on_focus_out>
            <button
                type="button"
                class="tool"
                aria-label=move || tr("panel-export")
                title=move || tr("panel-export")
                aria-haspopup="menu"
                aria-expanded=move || is_open.get().to_string()
                on:click=on_toggle
            >
                <IconSign icon=Icon::Export />
                <IconSign icon=Icon::More />
            </button>
            <Show when=move || is_open.get()>
                <div class="menu" role="menu" aria-label=move || tr("panel-export")>
                    {choices
                        .into_iter()
                        .filter(|(_, is_there)| *is_there)
                        .map(|(choice, _)| {
                            let is_phone_only = matches!(choice, Choice::Explain | Choice::Table);
                            view! {
                                <button
                                    type="button"
                                    class="menu__item"
                                    role="menuitem"
                                    tabindex="-1"
                                    data-phone-only=is_phone_only.then_some("")
                                    on:click=move |_| choose(choice)
                                >
                                    {move || tr(choice.key())}
                                </button>
                            }
                        })
                        .collect_view()}
                </div>
            </Show>
        </div>
    }
}

/// Moves the focus from one item of the menu to the next or the one before.
fn move_focus(root: NodeRef<Div>, is_forward: bool) {
    let Some(active) = focus::active() else { return };
    if active.get_attribute("role").as_deref() != Some("menuitem") {
        if let Some(root) = root.get_untracked() {
            focus::focus_within(&root, "[role='menuitem']");
        }
        return;
    }
    let next = if is_forward { active.next_element_sibling() } else { active.previous_element_sibling() };
    if let Some(item) = next {
        focus::focus(&item);
    }
}

fn export(choice: Choice, exported: Exported, state: AppState) {
    let data_set = state.data.with_untracked(|data| data.as_ref().map(|data| data.name.clone()));
    let name = download_chart::file_name(&data_set.unwrap_or_default(), exported.panel);
    let finding = exported.finding.get_untracked();
    let theme = state.theme.get_untracked();
    let chart = exported.chart.and_then(LiveChart::get_untracked);
    match (choice, chart) {
        (Choice::Png, Some(chart)) => download_chart::save_png(&name, &chart, &finding, theme),
        (Choice::Svg, Some(chart)) => download_chart::save_svg(&name, &chart, &finding, theme),
        (Choice::Csv, _) => {
            if let Some(table) = exported.table.get_untracked() {
                download_chart::save_csv(&name, &table, state.locale.get_untracked());
            }
        }
        (Choice::Sentence, _) => download::copy_text(&finding),
        _ => {}
    }
}
