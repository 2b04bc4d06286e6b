//! The way to a filter without a chart: a field first, then its values.

use super::filter_bar::swatch;
use crate::protocol::{FieldInfo, Question};
use crate::text::clause::{class_letter, segment_name, value_name};
use crate::ui::charts::{Icon, IconSign};
use crate::ui::state::{AppState, use_app};
use crate::ui::widgets::Popover;
use crate::ui::words::{tr, use_format};
use clientele_engine::query::{AbcClass, Clause, Segment};
use leptos::prelude::*;

/// What can be filtered by.
#[derive(Clone, PartialEq)]
enum Field {
    Segment,
    Class,
    Column(FieldInfo),
}

/// The button "+ Filter" and its menu.
#[component]
pub(super) fn FilterMenu() -> impl IntoView {
    let state = use_app();
    let is_open = RwSignal::new(false);
    let field = RwSignal::new(None::<Field>);
    let toggle = move |_| {
        field.set(None);
        is_open.update(|open| *open = !*open);
    };
    let choose = Callback::new(move |chosen: Field| {
        if let Field::Column(info) = &chosen {
            state.ask(Question::FieldValues { is_line: info.is_line, name: info.name.clone() });
        }
        field.set(Some(chosen));
    });
    view! {
        <div class="popover-anchor">
            <button
                type="button"
                class="filter__add"
                aria-expanded=move || is_open.get().to_string()
                on:click=toggle
            >
                <IconSign icon=Icon::Plus />
                {move || tr("app-filter-add")}
            </button>
            <Popover is_open label=Signal::derive(|| tr("app-filter-add"))>
                {move || match field.get() {
                    None => view! { <Fields choose /> }.into_any(),
                    Some(field_chosen) => {
                        view! {
                            <div class="filter__popover-head">
                                <button
                                    type="button"
                                    class="icon-button"
                                    aria-label=move || tr("app-filter-back")
                                    on:click=move |_| field.set(None)
                                >
                                    <IconSign icon=Icon::Back />
                                </button>
                                <bdi class="popover__title">{field_title(&field_chosen)}</bdi>
                            </div>
                            <Values field=field_chosen />
                        }
                            .into_any()
                    }
                }}
            </Popover>
        </div>
    }
}

#[component]
fn Fields(choose: Callback<Field>) -> impl IntoView {
    let state = use_app();
    let columns = state.data.with_untracked(|data| data.as_ref().map(|data| data.fields.clone()));
    let fields = [Field::Segment, Field::Class]
        .into_iter()
        .chain(columns.unwrap_or_default().into_iter().map(Field::Column));
    fields
        .map(|field| {
            let title = field_title(&field);
            let note = match &field {
                Field::Column(info) => use_format().whole(u64::from(info.n_values)),
                Field::Segment | Field::Class => String::new(),
            };
            view! {
                <button type="button" class="popover__item" on:click=move |_| choose.run(field.clone())>
                    <bdi class="popover__grow">{title}</bdi>
                    <span class="popover__note">{note}</span>
                    <IconSign icon=Icon::Next />
                </button>
            }
        })
        .collect_view()
}

fn field_title(field: &Field) -> String {
    match field {
        Field::Segment => tr("clause-segment"),
        Field::Class => tr("clause-class"),
        Field::Column(info) => info.name.clone(),
    }
}

#[component]
fn Values(field: Field) -> impl IntoView {
    let state = use_app();
    match field {
        Field::Segment => Segment::ALL
            .into_iter()
            .map(|segment| {
                let words = move || segment_name(segment, use_format());
                let is_on = move || selected_segments(state).contains(&segment);
                let toggle = move || {
                    let chosen = toggled(selected_segments(state), segment);
                    replace(state, Clause::Segments(chosen.clone()), chosen.is_empty());
                };
                view! { <ValueRow words=Signal::derive(words) is_on=Signal::derive(is_on) on_toggle=toggle swatch=segment /> }
            })
            .collect_view()
            .into_any(),
        Field::Class => [AbcClass::A, AbcClass::B, AbcClass::C]
            .into_iter()
            .map(|class| {
                let is_on = move || selected_classes(state).contains(&class);
                let toggle = move || {
                    let chosen = toggled(selected_classes(state), class);
                    replace(state, Clause::Classes(chosen.clone()), chosen.is_empty());
                };
                let words = Signal::derive(move || class_letter(class).to_owned());
                view! { <ValueRow words is_on=Signal::derive(is_on) on_toggle=toggle /> }
            })
            .collect_view()
            .into_any(),
        Field::Column(info) => view! { <ColumnValues info /> }.into_any(),
    }
}

/// Values of a column shown at most; the rest is found by search on the page of customers.
const MAX_VALUES: usize = 200;

#[component]
fn ColumnValues(info: FieldInfo) -> impl IntoView {
    let state = use_app();
    let info = StoredValue::new(info);
    let values = move || {
        state
            .field_values
            .with(|slot| if slot.is_loading() { None } else { slot.latest().map(|values| values.to_vec()) })
    };
    move || match values() {
        None => view! { <p class="popover__title">{tr("panel-loading")}</p> }.into_any(),
        Some(values) => values
            .into_iter()
            .take(MAX_VALUES)
            .map(|(value, count)| {
                let (for_words, for_state, for_click) = (value.clone(), value.clone(), value);
                let words = Signal::derive(move || value_name(&for_words, use_format()));
                let is_on = Signal::derive(move || {
                    info.with_value(|info| selected_values(state, info)).contains(&for_state)
                });
                let toggle = move || {
                    info.with_value(|info| {
                        let chosen = toggled(selected_values(state, info), for_click.clone());
                        let is_empty = chosen.is_empty();
                        replace(state, column_clause(info, chosen), is_empty);
                    });
                };
                let note = use_format().whole(count);
                view! { <ValueRow words is_on on_toggle=toggle note /> }
            })
            .collect_view()
            .into_any(),
    }
}

#[component]
fn ValueRow(
    #[prop(into)] words: Signal<String>,
    is_on: Signal<bool>,
    on_toggle: impl Fn() + 'static,
    #[prop(optional)] note: String,
    #[prop(optional)] swatch: Option<Segment>,
) -> impl IntoView {
    view! {
        <label class="popover__item">
            <input type="checkbox" prop:checked=move || is_on.get() on:change=move |_| on_toggle() />
            {swatch.map(self::swatch)}
            <bdi class="popover__grow">{move || words.get()}</bdi>
            <span class="popover__note">{note}</span>
        </label>
    }
}

fn column_clause(info: &FieldInfo, values: Vec<String>) -> Clause {
    let dimension = info.name.clone();
    if info.is_line {
        Clause::LineValue { dimension, values }
    } else {
        Clause::CustomerValue { dimension, values }
    }
}

/// Puts a clause in place of the one of its kind, or takes that one away.
fn replace(state: AppState, clause: Clause, is_empty: bool) {
    let mut filter = state.context.with_untracked(|context| context.filter.without_kinds(&[clause.kind()]));
    if !is_empty {
        filter.clauses.push(clause);
    }
    state.set_filter(filter);
}

fn toggled<T: Ord>(mut values: Vec<T>, value: T) -> Vec<T> {
    match values.iter().position(|present| *present == value) {
        Some(idx) => {
            values.remove(idx);
        }
        None => {
            values.push(value);
            values.sort();
        }
    }
    values
}

fn selected_segments(state: AppState) -> Vec<Segment> {
    find(state, |clause| match clause {
        Clause::Segments(segments) => Some(segments.clone()),
        _ => None,
    })
}

fn selected_classes(state: AppState) -> Vec<AbcClass> {
    find(state, |clause| match clause {
        Clause::Classes(classes) => Some(classes.clone()),
        _ => None,
    })
}

fn selected_values(state: AppState, info: &FieldInfo) -> Vec<String> {
    find(state, |clause| match clause {
        Clause::LineValue { dimension, values } if info.is_line && *dimension == info.name => {
            Some(values.clone())
        }
        Clause::CustomerValue { dimension, values } if !info.is_line && *dimension == info.name => {
            Some(values.clone())
        }
        _ => None,
    })
}

fn find<T>(state: AppState, of: impl Fn(&Clause) -> Option<Vec<T>>) -> Vec<T> {
    state.context.with(|context| context.filter.clauses.iter().find_map(of)).unwrap_or_default()
}
