//! Which sheet of a workbook is read.

use super::answers::answer;
use crate::protocol::WorkbookInfo;
use crate::ui::state::use_app;
use crate::ui::widgets::Select;
use crate::ui::words::{tr, tr_with};
use leptos::prelude::*;

/// The sheets by name; the one that was read is chosen. Another one is read at once.
#[component]
pub(super) fn SheetSelect(
    /// Which plan the answer changes.
    idx: usize,
    /// The sheets.
    workbook: WorkbookInfo,
    /// Whether the label is for assistive technology alone, because a head says it already. Default: shown.
    #[prop(optional)]
    is_label_hidden: bool,
) -> impl IntoView {
    let state = use_app();
    let WorkbookInfo { sheets, sheet } = workbook;
    let read = usize::try_from(sheet).ok().and_then(|sheet| sheets.get(sheet));
    let value = read.map(|sheet| sheet.name.clone()).unwrap_or_default();
    let options = Signal::derive(move || {
        let named = |name: &str| tr_with("data-sheet-hidden", &[("name", name.into())]);
        sheets
            .iter()
            .map(|sheet| {
                let text = if sheet.is_visible { sheet.name.clone() } else { named(&sheet.name) };
                (sheet.name.clone(), text)
            })
            .collect::<Vec<_>>()
    });
    let on_change = Callback::new(move |name: String| {
        answer(state, idx, |options| {
            options.sheet = Some(name);
            // Roles were given to the columns of another sheet.
            options.columns = None;
            options.has_header = None;
        });
    });
    view! {
        <Select
            label=Signal::derive(|| tr("data-sheet"))
            value=Signal::derive(move || value.clone())
            options
            on_change
            is_label_hidden
        />
    }
}
