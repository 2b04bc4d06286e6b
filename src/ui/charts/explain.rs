//! The box that explains a panel: what it is, formula, source, caveat.

use crate::ui::words::tr;
use leptos::prelude::*;
use std::cell::RefCell;
use std::collections::BTreeSet;

/// The translation keys of an explanation. Made by [`explain!`](crate::explain).
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct ExplainKeys {
    /// What it is.
    pub what: &'static str,
    /// How it is computed.
    pub formula: &'static str,
    /// Where it comes from.
    pub source: &'static str,
    /// What it does not say.
    pub caveat: &'static str,
}

/// The keys of an explanation by its name: `explain!("lorenz")` is `explain-lorenz-what` and so on.
#[macro_export]
macro_rules! explain {
    ($name:literal) => {
        $crate::ui::charts::ExplainKeys {
            what: concat!("explain-", $name, "-what"),
            formula: concat!("explain-", $name, "-formula"),
            source: concat!("explain-", $name, "-source"),
            caveat: concat!("explain-", $name, "-caveat"),
        }
    };
}

/// The four parts of an explanation.
#[component]
pub(super) fn ExplainBox(
    /// Which explanation.
    keys: ExplainKeys,
    /// Id of the box, for the button that opens it.
    id: String,
    /// What this data adds to the formula.
    formula_note: Option<Signal<String>>,
) -> impl IntoView {
    let part_with = |head: &'static str, text: &'static str, note: Option<Signal<String>>| {
        view! {
            <div class="explain__part">
                <dt>{move || tr(head)}</dt>
                <dd>{move || tr(text)}</dd>
                {note.map(|note| view! { <dd>{move || note.get()}</dd> })}
            </div>
        }
    };
    let part = |head: &'static str, text: &'static str| part_with(head, text, None);
    view! {
        <dl class="explain" id=id>
            {part("panel-explain-what", keys.what)}
            {part_with("panel-explain-formula", keys.formula, formula_note)}
            {part("panel-explain-source", keys.source)}
            {part("panel-explain-caveat", keys.caveat)}
        </dl>
    }
}

thread_local! {
    /// Panels whose box was left open: a panel that comes back opens it again.
    static OPEN: RefCell<BTreeSet<&'static str>> = const { RefCell::new(BTreeSet::new()) };
}

/// Whether the box of a panel was left open.
pub(super) fn was_open(panel: &'static str) -> bool {
    OPEN.with_borrow(|open| open.contains(panel))
}

/// Remembers whether the box of a panel is open.
pub(super) fn remember(panel: &'static str, is_open: bool) {
    OPEN.with_borrow_mut(|open| if is_open { open.insert(panel) } else { open.remove(panel) });
}
