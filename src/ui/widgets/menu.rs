//! A button with a list of things to do or to choose from.

use crate::ui::browser::focus;
use leptos::ev::{FocusEvent, KeyboardEvent};
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// One line of a menu.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MenuItem {
    /// What `on_choose` is called with.
    pub value: String,
    /// Its text.
    pub text: String,
    /// A quiet word at its end; empty for none.
    pub note: String,
    /// Whether it is the one that is chosen; `None` in a menu of things to do.
    pub is_checked: Option<bool>,
    /// Whether it cannot be chosen now.
    pub is_disabled: bool,
}

impl MenuItem {
    /// A line with a value and a text.
    pub fn new(value: impl Into<String>, text: impl Into<String>) -> Self {
        Self { value: value.into(), text: text.into(), ..Self::default() }
    }
}

/// A button that opens a menu. Arrow keys, Home, End and first letters move in it; Escape closes it and gives
/// the focus back to the button, and so does choosing.
#[component]
pub fn Menu(
    /// Name of the button and of the list.
    #[prop(into)]
    label: Signal<String>,
    /// The lines.
    #[prop(into)]
    items: Signal<Vec<MenuItem>>,
    /// Called with the value of the line that is chosen.
    on_choose: Callback<String>,
    /// Classes of the button. Default: `button`.
    #[prop(default = "button")]
    class: &'static str,
    /// Whether the list begins where the button begins; else it ends where the button ends.
    #[prop(optional)]
    starts_at_button: bool,
    /// What the button shows; its name is `label` all the same. Default: the label and an arrow.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let root = NodeRef::<Div>::new();
    let is_open = RwSignal::new(false);
    let has_own_face = children.is_some();
    let open = move |at: &'static str| {
        is_open.set(true);
        request_animation_frame(move || focus_item(root, at));
    };
    let close = move || {
        is_open.set(false);
        if let Some(root) = root.get_untracked() {
            focus::focus_within(&root, "button");
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let key = event.key();
        let is_shown = is_open.get_untracked();
        match key.as_str() {
            "Escape" if is_shown => {
                event.stop_propagation();
                close();
            }
            "ArrowDown" if is_shown => step(root, 1),
            "ArrowUp" if is_shown => step(root, -1),
            "ArrowDown" => open(FIRST),
            "ArrowUp" => open(LAST),
            "Home" if is_shown => focus_item(root, FIRST),
            "End" if is_shown => focus_item(root, LAST),
            letter if is_shown && letter.chars().count() == 1 && letter != " " => to_letter(root, letter),
            _ => return,
        }
        event.prevent_default();
    };
    let on_focus_out = move |event: FocusEvent| {
        let to = event.related_target().and_then(|to| to.dyn_into::<web_sys::Node>().ok());
        if !root.get_untracked().is_some_and(|root| root.contains(to.as_ref())) {
            is_open.set(false);
        }
    };
    let line = move |item: MenuItem| {
        let role = if item.is_checked.is_some() { "menuitemradio" } else { "menuitem" };
        let value = item.value;
        let note = (!item.note.is_empty()).then(|| view! { <span class="menu__note">{item.note}</span> });
        view! {
            <button
                type="button"
                class="menu__choice"
                role=role
                tabindex="-1"
                aria-checked=item.is_checked.map(|is_checked| is_checked.to_string())
                disabled=item.is_disabled
                on:click=move |_| {
                    close();
                    on_choose.run(value.clone());
                }
            >
                <bdi>{item.text}</bdi>
                {note}
            </button>
        }
    };
    view! {
        <div class="menu-button" node_ref=root on:keydown=on_key on:focusout=on_focus_out>
            <button
                type="button"
                class=class
                aria-label=move || has_own_face.then(|| label.get())
                aria-haspopup="menu"
                aria-expanded=move || is_open.get().to_string()
                on:click=move |_| if is_open.get_untracked() { close() } else { open(FIRST) }
            >
                {match children {
                    Some(children) => children().into_any(),
                    None => {
                        view! {
                            {move || label.get()}
                            <span class="menu-button__arrow" aria-hidden="true"></span>
                        }
                            .into_any()
                    }
                }}
            </button>
            <Show when=move || is_open.get()>
                <div
                    class="menu menu--below"
                    class=("menu--start", starts_at_button)
                    role="menu"
                    aria-label=move || label.get()
                >
                    {move || items.get().into_iter().map(line).collect_view()}
                </div>
            </Show>
        </div>
    }
}

const FIRST: &str = ".menu__choice:not(:disabled)";
const LAST: &str = ".menu__choice:not(:disabled):not(:has(~ .menu__choice:not(:disabled)))";

fn focus_item(root: NodeRef<Div>, selector: &str) {
    if let Some(root) = root.get_untracked() {
        focus::focus_within(&root, selector);
    }
}

/// The lines that can be chosen, in order.
fn lines(root: NodeRef<Div>) -> Vec<web_sys::Element> {
    let Some(menu) =
        root.get_untracked().and_then(|root| root.query_selector("[role='menu']").ok().flatten())
    else {
        return Vec::new();
    };
    let mut lines = Vec::new();
    let mut next = menu.first_element_child();
    while let Some(line) = next {
        next = line.next_element_sibling();
        if !line.has_attribute("disabled") {
            lines.push(line);
        }
    }
    lines
}

/// Moves the focus by one line, from the last to the first and back.
fn step(root: NodeRef<Div>, by: isize) {
    let lines = lines(root);
    if lines.is_empty() {
        return;
    }
    let active = focus::active();
    let at = lines.iter().position(|line| Some(line) == active.as_ref());
    let n_lines = lines.len() as isize;
    let to = match at {
        Some(at) => (at as isize + by).rem_euclid(n_lines),
        None if by > 0 => 0,
        None => n_lines - 1,
    };
    if let Some(line) = lines.get(to as usize) {
        focus::focus(line);
    }
}

/// Moves the focus to the next line that starts with a letter.
fn to_letter(root: NodeRef<Div>, letter: &str) {
    let lines = lines(root);
    let active = focus::active();
    let at = lines.iter().position(|line| Some(line) == active.as_ref()).map_or(0, |at| at + 1);
    let letter = letter.to_lowercase();
    let starts = |line: &&web_sys::Element| {
        line.text_content().is_some_and(|text| text.trim_start().to_lowercase().starts_with(&letter))
    };
    if let Some(line) = lines.iter().cycle().skip(at).take(lines.len()).find(starts) {
        focus::focus(line);
    }
}
