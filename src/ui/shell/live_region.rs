//! What is said aloud to those who do not see it: how far reading is, and how large the selection has become.

use super::filter_bar::sentence;
use crate::text::rich;
use crate::ui::pages::data::reading_text;
use crate::ui::state::{Slot, Staging, use_app};
use leptos::prelude::*;

/// A polite live region. Progress is said in quarters: every percent would drown everything else.
#[component]
pub fn LiveRegion() -> impl IntoView {
    let state = use_app();
    let said = Memo::new(move |_| {
        let reading = state.staging.with(|staging| match staging {
            Staging::Reading { task, name, done } => Some((*task, name.clone(), (done * 4.0).floor() / 4.0)),
            Staging::Idle | Staging::Ready(_) | Staging::Failed(_) => None,
        });
        if let Some((task, name, done)) = reading {
            return reading_text(task, &name, done);
        }
        state.selection.with(|slot| match slot {
            Slot::Ready(summary) => rich::plain(&sentence(summary)),
            Slot::Empty | Slot::Loading { .. } | Slot::Failed(_) => String::new(),
        })
    });
    view! {
        <div class="visually-hidden" aria-live="polite">
            {move || said.get()}
        </div>
    }
}
