//! The row of the file that a line was read from, over the page.

use super::original_row::OriginalRow;
use crate::chart::Labels;
use crate::protocol::Question;
use crate::ui::charts::{Icon, IconSign};
use crate::ui::state::{Slot, use_app};
use crate::ui::words::{tr, use_format};
use clientele_engine::data::SourceRow;
use leptos::html::Dialog;
use leptos::prelude::*;

/// Opens when a row is asked for; Escape, the cross and a click beside it close.
#[component]
pub(super) fn SourceDialog(
    /// The row that is asked for; `None` closes.
    source: RwSignal<Option<SourceRow>>,
) -> impl IntoView {
    let state = use_app();
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move |_| {
        let asked = source.get();
        let Some(dialog) = dialog.get() else { return };
        match asked {
            Some(row) => {
                state.ask(Question::SourceText { file: row.file, line: row.line });
                if !dialog.open() {
                    // Fails only when the page is being left.
                    let _ = dialog.show_modal();
                }
            }
            None => dialog.close(),
        }
    });
    let title = move || {
        let format = use_format();
        let row = source.get()?;
        let file = state.data.with(|data| {
            data.as_ref().and_then(|data| data.files.get(usize::from(row.file)).map(|(name, _)| name.clone()))
        });
        let args = [("file", file.unwrap_or_default()), ("line", format.count(f64::from(row.line)))];
        Some(format.phrase("customer-source-title", &args))
    };
    let content = move || {
        let asked = source.get()?;
        Some(state.source_text.with(|slot| {
            match slot {
                Slot::Ready(text) if text.line == asked.line => {
                    view! { <OriginalRow text=text.clone() /> }.into_any()
                }
                Slot::Failed(_) => view! {
                    <p class="notice__text" role="alert">
                        {tr("customer-source-gone")}
                    </p>
                }
                .into_any(),
                _ => view! { <p class="notice__text">{tr("panel-loading")}</p> }.into_any(),
            }
        }))
    };
    view! {
        <dialog
            class="source-dialog"
            node_ref=dialog
            aria-labelledby="source-dialog-title"
            on:close=move |_| source.set(None)
            on:click=move |event| {
                // The dialog itself is only hit beside its content.
                let is_beside = event.target().zip(event.current_target()).is_some_and(|(at, of)| at == of);
                if is_beside {
                    source.set(None);
                }
            }
        >
            <div class="source-dialog__content">
                <header class="source-dialog__head">
                    <h2 class="source-dialog__title" id="source-dialog-title">
                        <bdi>{title}</bdi>
                    </h2>
                    <button
                        type="button"
                        class="tool"
                        aria-label=move || tr("customer-source-close")
                        on:click=move |_| source.set(None)
                    >
                        <IconSign icon=Icon::Close />
                    </button>
                </header>
                {content}
            </div>
        </dialog>
    }
}
