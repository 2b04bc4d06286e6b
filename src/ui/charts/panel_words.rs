//! The words of panels: refusals, tasks, the note after a filter.

use crate::chart::Labels;
use crate::protocol::Task;
use crate::ui::words::{tr, use_format};
use clientele_engine::analysis::Refused;

/// Why there is no figure, and what would bring one.
#[must_use]
pub fn refusal_text(reason: &Refused) -> String {
    let format = use_format();
    let have_need = |key, have: u64, need: u64| {
        format.phrase(key, &[("have", format.count(have as f64)), ("need", format.count(need as f64))])
    };
    match reason {
        Refused::TooFewCustomers { have, need } => have_need("panel-refused-customers", *have, *need),
        Refused::TooShort { have_months, need_months } => {
            have_need("panel-refused-short", u64::from(*have_months), u64::from(*need_months))
        }
        Refused::TooFewRepeaters { have, need } => have_need("panel-refused-repeaters", *have, *need),
        Refused::NeedsColumn { column } => match column.as_str() {
            "cost" | "profit" => tr("panel-refused-column-cost"),
            "signup" => tr("panel-refused-column-signup"),
            "amount" => tr("panel-refused-column-amount"),
            _ => format.phrase("panel-refused-column", &[("column", column.clone())]),
        },
        Refused::TooFewOrders { have, need } => have_need("panel-refused-orders", *have, *need),
        Refused::TooFewEvents { have, need } => have_need("panel-refused-events", *have, *need),
        Refused::AllEqual => tr("panel-refused-equal"),
        Refused::NothingPositive => tr("panel-refused-positive"),
        Refused::BadSetting { .. } => tr("panel-refused-setting"),
        Refused::NoMaximum => tr("panel-refused-maximum"),
    }
}

/// What the worker is busy with, and how far it is.
#[must_use]
pub fn task_text(task: Task, done: f64) -> String {
    let format = use_format();
    let key = match task {
        Task::Reading => "panel-task-reading",
        Task::Joining => "panel-task-joining",
        Task::Simulating => "panel-task-simulating",
        Task::Fitting => "panel-task-fitting",
    };
    format.phrase(key, &[("done", format.percent(done, 0))])
}
