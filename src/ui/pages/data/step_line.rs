//! Where the import stands: the steps in one line, at the top of the page.

use crate::ui::charts::{Icon, IconSign};
use crate::ui::words::{tr, tr_with, use_format};
use leptos::prelude::*;

/// A step of the import.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// Choosing files.
    Files,
    /// Checking how they were read.
    Columns,
    /// What the data set says.
    Overview,
}

/// The steps in their order.
const STEPS: [(Step, &str); 3] = [
    (Step::Files, "data-import-step-files"),
    (Step::Columns, "data-import-step-columns"),
    (Step::Overview, "data-import-step-overview"),
];

/// The line. Steps before the current one are done; the first of them leads back to its page.
#[component]
pub(super) fn StepLine(
    /// The step on screen.
    current: Step,
    /// Leads back to the files.
    on_files: Callback<()>,
) -> impl IntoView {
    let at = STEPS.iter().position(|(step, _)| *step == current).unwrap_or(0);
    let item = move |(idx, &(step, name)): (usize, &(Step, &'static str))| {
        let number = move || use_format().whole(idx as u64 + 1);
        let content = if idx < at && step == Step::Files {
            view! {
                <button type="button" class="link-button step-line__back" on:click=move |_| on_files.run(())>
                    <IconSign icon=Icon::Check />
                    {move || tr(name)}
                </button>
            }
            .into_any()
        } else if idx < at {
            view! {
                <IconSign icon=Icon::Check />
                <span>{move || tr(name)}</span>
            }
            .into_any()
        } else {
            view! {
                <span>{number}</span>
                <span>{move || tr(name)}</span>
            }
            .into_any()
        };
        view! {
            <li class="step-line__step" aria-current=(idx == at).then_some("step")>
                {content}
            </li>
        }
    };
    let place = move || {
        let format = use_format();
        let (step, count) = (format.whole(at as u64 + 1), format.whole(STEPS.len() as u64));
        tr_with("data-import-step-of", &[("step", step.into()), ("count", count.into())])
    };
    view! {
        <nav class="step-line" aria-label=move || tr("data-import-steps")>
            <ol class="step-line__steps">{STEPS.iter().enumerate().map(item).collect_view()}</ol>
            <span class="step-line__place">{place}</span>
        </nav>
    }
}
