//! Rows and customers that two files have in common: how many, what became of them, and the choice.

use super::overlap_rows::{OrderRows, ProfileRows};
use crate::protocol::{FileOrigin, StagedReport};
use crate::text::message::Message;
use crate::text::overlap::{of_overlap, of_profiles};
use crate::ui::state::{Shared, use_app};
use crate::ui::words::{tr, tr_with, use_format};
use clientele_engine::data::{OverlapPolicy, OverlapReport, ProfileOverlap};
use leptos::prelude::*;

/// Pairs of files that are shown at once; more are behind a disclosure.
const N_SHOWN: usize = 4;

/// What two files share.
#[derive(Clone)]
enum Common {
    /// Rows, with the currency of their amounts.
    Orders(OverlapReport, Option<String>),
    /// Customers.
    Profiles(ProfileOverlap),
}

/// The pairs of files that share something; nothing where none does.
#[component]
pub(in super::super) fn Overlaps(
    /// How the files were read.
    report: Shared<StagedReport>,
    /// Whether the files wait to be imported: then only what concerns new files is shown, and a choice is offered.
    /// Default: they are the data set.
    #[prop(optional)]
    is_staged: bool,
) -> impl IntoView {
    let mut all = in_common(&report, is_staged);
    if all.is_empty() {
        return ().into_any();
    }
    let is_single = all.len() == 1;
    let choice = is_staged.then(|| chosen(&all)).flatten();
    let title = {
        let first = all.first().cloned();
        move || match (&first, is_single) {
            (Some(first), true) => said(first).title,
            _ => tr("data-shared"),
        }
    };
    let more = all.split_off(N_SHOWN.min(all.len()));
    let n_more = more.len() as u64;
    let more_words = move || {
        tr_with("data-shared-more", &[("n", n_more.into()), ("count", use_format().whole(n_more).into())])
    };
    let pairs = |all: Vec<Common>| {
        all.into_iter().map(|common| view! { <Pair common has_title=!is_single /> }).collect_view()
    };
    view! {
        <section class="panel overlaps" data-field="overlap" aria-labelledby="overlaps-title">
            <h2 id="overlaps-title">{title}</h2>
            {pairs(all)}
            {(n_more > 0)
                .then(|| {
                    view! {
                        <details class="overlaps__more">
                            <summary>{more_words}</summary>
                            {pairs(more)}
                        </details>
                    }
                })}
            {choice.map(|policy| view! { <Choice policy /> })}
        </section>
    }
    .into_any()
}

/// What the files share; of files that wait, what a new one shares with another.
fn in_common(report: &StagedReport, is_staged: bool) -> Vec<Common> {
    let is_new = |file: u32| {
        let origin = usize::try_from(file).ok().and_then(|file| report.origins.get(file));
        !is_staged || matches!(origin, Some(FileOrigin::Plan(_)))
    };
    let currency = |file: u32| {
        let file = usize::try_from(file).ok().and_then(|file| report.files.get(file));
        file.and_then(|file| file.currency.clone())
    };
    let orders = report.join.overlaps.iter().filter(|overlap| is_new(overlap.later));
    let profiles =
        report.join.profiles.iter().filter(|overlap| is_new(overlap.earlier) || is_new(overlap.later));
    orders
        .map(|overlap| Common::Orders(overlap.clone(), currency(overlap.later)))
        .chain(profiles.cloned().map(Common::Profiles))
        .collect()
}

/// What became of the rows in common: `None` when there are none, and inside of it when it differs from pair to pair.
fn chosen(all: &[Common]) -> Option<Option<OverlapPolicy>> {
    let mut policies = all.iter().filter_map(|common| match common {
        Common::Orders(overlap, _) if overlap.n_rows > 0 => {
            Some(if overlap.n_rows_dropped > 0 { OverlapPolicy::Drop } else { OverlapPolicy::Keep })
        }
        Common::Orders(..) | Common::Profiles(_) => None,
    });
    let first = policies.next()?;
    Some(policies.all(|policy| policy == first).then_some(first))
}

fn said(common: &Common) -> Message {
    match common {
        Common::Orders(overlap, currency) => of_overlap(overlap, currency.as_deref(), use_format()),
        Common::Profiles(overlap) => of_profiles(overlap, use_format()),
    }
}

/// What a reader who does not see the panel is told when it changes.
pub(super) fn spoken(report: &StagedReport) -> Vec<String> {
    in_common(report, true).iter().map(|common| said(common).title).take(N_SHOWN).collect()
}

#[component]
fn Pair(common: Common, has_title: bool) -> impl IntoView {
    let words = StoredValue::new(common.clone());
    let said = move || words.with_value(said);
    let rows = match common {
        Common::Orders(overlap, currency) => view! { <OrderRows overlap currency /> }.into_any(),
        Common::Profiles(overlap) => view! { <ProfileRows overlap /> }.into_any(),
    };
    view! {
        <div class="overlaps__pair">
            {has_title.then(|| view! { <h3>{move || said().title}</h3> })}
            <p>{move || said().detail}</p>
            <p class="quiet">{move || said().advice}</p>
            {rows}
        </div>
    }
}

/// Whether rows that both files have count once or twice. Another answer reads the files again.
#[component]
fn Choice(policy: Option<OverlapPolicy>) -> impl IntoView {
    let state = use_app();
    let option = move |of: OverlapPolicy, name: &'static str, note: &'static str| {
        view! {
            <label class="parse__form">
                <input
                    type="radio"
                    name="overlap-policy"
                    prop:checked=policy == Some(of)
                    on:change=move |_| state.set_overlap(Some(of))
                />
                <span>
                    {move || tr(name)} <span class="quiet">{" "} {move || tr(note)}</span>
                </span>
            </label>
        }
    };
    view! {
        <fieldset class="overlaps__choice">
            <legend>{move || tr("data-shared-choice")}</legend>
            {option(OverlapPolicy::Drop, "data-shared-merge", "data-shared-merge-note")}
            {option(OverlapPolicy::Keep, "data-shared-keep", "data-shared-keep-note")}
        </fieldset>
    }
}
