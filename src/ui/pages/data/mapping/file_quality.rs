//! How good a file is: its books, the rows by reason, and the rows that were set aside.

use super::quality::Quality;
use super::rejects_table::RejectsTable;
use super::totals::Totals;
use crate::protocol::SetAsideOf;
use clientele_engine::import::{FileReport, RejectReason};
use leptos::prelude::*;

/// The quality of a file.
#[component]
pub(in super::super) fn FileQuality(
    /// Which file of the report.
    idx: usize,
    /// Whose rows can be saved.
    of: SetAsideOf,
    /// How the file was read.
    file: FileReport,
) -> impl IntoView {
    // The reason whose rows are shown; all rows while there is none.
    let picked = RwSignal::new(None::<RejectReason>);
    let rejects = (file.n_rejected > 0).then(|| {
        view! {
            <RejectsTable
                id=idx.to_string()
                of
                rejects=file.rejects.clone()
                reasons=file.reasons.clone()
                picked
            />
        }
    });
    view! {
        <div class="mapping__row">
            <div>
                <Totals idx file=file.clone() />
                <Quality file picked />
            </div>
            {rejects}
        </div>
    }
}
