//! Rows that were set aside, saved as a file: asked of the worker part by part, so that nobody holds all of it.

use super::{AppState, Toast};
use crate::protocol::{Command, SessionError, SetAsideOf, SetAsidePart};
use crate::text::message::reason_text;
use crate::ui::browser::download::TextParts;
use crate::ui::session_message;
use crate::ui::words::{tr, use_format};
use clientele_engine::import::RejectReason;
use leptos::prelude::*;

/// A file of rows that is being written.
#[derive(Clone)]
pub struct SavingRows {
    /// The file whose rows they are.
    pub of: SetAsideOf,
    /// Rows written so far.
    pub n_rows: u64,
    id: Option<u32>,
    parts: TextParts,
}

impl AppState {
    /// Saves the rows of a file that were set aside, with the reasons in the language of the screen.
    pub fn save_set_aside(&self, of: SetAsideOf) {
        self.ask_for_part(SavingRows { of, n_rows: 0, id: None, parts: TextParts::default() }, 0);
    }

    /// Of which file rows are being written, and how many there are so far.
    #[must_use]
    pub fn saving_rows(&self) -> Option<(SetAsideOf, u64)> {
        self.saving.with(|saving| saving.as_ref().map(|saving| (saving.of, saving.n_rows)))
    }

    fn ask_for_part(&self, saving: SavingRows, part: u32) {
        let format = use_format();
        let reasons = RejectReason::ALL.map(|reason| (reason, reason_text(reason, format))).to_vec();
        let id = self.send(Command::SetAside { of: saving.of, part, reasons }, &[]);
        self.saving.set(Some(SavingRows { id, ..saving }));
    }

    /// Takes a part and asks for the next one, or saves the file.
    pub(super) fn apply_set_aside(&self, id: u32, part: &SetAsidePart) {
        let Some(mut saving) = self.saving.get_untracked().filter(|saving| saving.id == Some(id)) else {
            return;
        };
        saving.parts.push(&part.text);
        saving.n_rows = part.n_rows;
        if part.is_last {
            let stem = part.name.rsplit_once('.').map_or(part.name.as_str(), |(stem, _)| stem);
            saving.parts.save(&format!("{stem}-{}.csv", tr("data-csv-suffix")), "text/csv;charset=utf-8");
            self.saving.set(None);
        } else {
            self.ask_for_part(saving, part.part + 1);
        }
    }

    /// Whether the command wrote rows, which are not written any more then.
    pub(super) fn stop_saving(&self, id: u32, error: Option<&SessionError>) -> bool {
        let is_saving =
            self.saving.with_untracked(|saving| saving.as_ref().is_some_and(|saving| saving.id == Some(id)));
        if is_saving {
            self.saving.set(None);
            if let Some(error) = error {
                let message = session_message(error, use_format());
                self.toast.set(Some(Toast { text: message.title, can_undo: false }));
            }
        }
        is_saving
    }
}
