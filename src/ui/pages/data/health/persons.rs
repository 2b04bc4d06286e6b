//! Ids that may be one person: who they are, what links them, and the button that merges them or takes it back.

use crate::protocol::StagedReport;
use crate::text::Format;
use crate::text::health::{likelihood_text, names_text, rule_text};
use crate::ui::state::{AppState, Shared, use_app};
use crate::ui::widgets::{Tag, Tone};
use crate::ui::words::{tr, tr_with, use_format, use_locale};
use clientele_engine::analysis::identity::{IdentityGroup, IdentityReport, Likelihood, Person};
use clientele_engine::data::MergeGroup;
use leptos::prelude::*;

/// Groups that are listed.
const N_SHOWN: usize = 20;

/// The groups, and the merges that were asked for.
#[component]
pub(super) fn Persons(
    /// How the files were read.
    report: Shared<StagedReport>,
    /// Ids that may be one person.
    persons: IdentityReport,
    /// Whether ids can be merged.
    is_staged: bool,
) -> impl IntoView {
    let state = use_app();
    let currency = report.files.iter().find_map(|file| file.currency.clone());
    let merges = state.merges.get_untracked();
    if persons.groups.is_empty() && merges.is_empty() {
        return ().into_any();
    }
    let n_groups = persons.n_groups;
    let likely: Vec<MergeGroup> = persons
        .groups
        .iter()
        .filter(|group| group.likelihood == Likelihood::Likely)
        .filter_map(IdentityGroup::merge)
        .collect();
    let n_likely = likely.len() as u64;
    let merge_all = move |_| add(state, likely.clone());
    let rows = persons
        .groups
        .into_iter()
        .take(N_SHOWN)
        .map(|group| view! { <Group group currency=currency.clone() is_staged /> })
        .collect_view();
    let undo = merges.into_iter().enumerate().map(|(idx, merge)| merged_row(state, idx, merge, is_staged));
    view! {
        <div class="health__persons" data-field="persons">
            <h3>
                {move || {
                    tr_with(
                        "data-persons",
                        &[("n", n_groups.into()), ("count", use_format().whole(n_groups).into())],
                    )
                }}
            </h3>
            <p class="quiet">{move || tr("data-persons-note")}</p>
            {(is_staged && n_likely > 0)
                .then(|| {
                    view! {
                        <button type="button" class="button" on:click=merge_all>
                            {move || {
                                tr_with(
                                    "data-persons-merge-likely",
                                    &[("n", n_likely.into()), ("count", use_format().whole(n_likely).into())],
                                )
                            }}
                        </button>
                    }
                })}
            <ul class="health__groups">{undo.collect_view()} {rows}</ul>
        </div>
    }
    .into_any()
}

/// Asks for further merges and reads the files again.
fn add(state: AppState, groups: Vec<MergeGroup>) {
    let mut merges = state.merges.get_untracked();
    merges.extend(groups);
    state.set_merges(merges);
}

/// A merge that was asked for.
fn merged_row(state: AppState, idx: usize, merge: MergeGroup, is_staged: bool) -> impl IntoView {
    let MergeGroup { keep, merged, .. } = merge;
    let ids = merged.clone();
    let words = move || {
        tr_with(
            "data-persons-merged",
            &[("keep", keep.as_str().into()), ("ids", use_format().list(&ids).into())],
        )
    };
    let take_back = move |_| {
        let mut merges = state.merges.get_untracked();
        if idx < merges.len() {
            merges.remove(idx);
        }
        state.set_merges(merges);
    };
    let label = words.clone();
    view! {
        <li class="health__group">
            <p>{words}</p>
            {is_staged
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="link-button"
                            aria-label=move || format!("{}: {}", tr("data-persons-take-back"), label())
                            on:click=take_back
                        >
                            {move || tr("data-persons-take-back")}
                        </button>
                    }
                })}
        </li>
    }
}

#[component]
fn Group(group: IdentityGroup, currency: Option<String>, is_staged: bool) -> impl IntoView {
    let state = use_app();
    let merge = group.merge();
    let tone = match group.likelihood {
        Likelihood::Likely => Tone::Warn,
        Likelihood::Possible => Tone::Plain,
    };
    let likelihood = group.likelihood;
    let label = group.members.first().map(|person| person.label.clone()).unwrap_or_default();
    let links = group.links.clone();
    let why = move || {
        let format = use_format();
        let link = |link: &clientele_engine::analysis::identity::Link| {
            tr_with(
                "data-persons-link",
                &[
                    ("rule", rule_text(link.rule, format).into()),
                    ("value", link.value.as_str().into()),
                    ("names", names_text(link.names, format).into()),
                ],
            )
        };
        links.iter().map(link).collect::<Vec<_>>().join(" · ")
    };
    let members = group.members.into_iter().map(|person| member(person, currency.clone())).collect_view();
    let act = merge.filter(|_| is_staged).map(|merge| {
        let name = label.clone();
        view! {
            <button
                type="button"
                class="link-button"
                aria-label=move || format!("{}: {name}", tr("data-persons-merge"))
                on:click=move |_| add(state, vec![merge.clone()])
            >
                {move || tr("data-persons-merge")}
            </button>
        }
    });
    view! {
        <li class="health__group">
            <div>
                <p>
                    <strong>
                        <bdi>{label}</bdi>
                    </strong>
                    " "
                    <Tag text=Signal::derive(move || likelihood_text(likelihood, use_format())) tone />
                </p>
                <p class="quiet">{why}</p>
                <ul class="health__members">{members}</ul>
            </div>
            {act}
        </li>
    }
}

fn member(person: Person, currency: Option<String>) -> impl IntoView {
    let Person { id, label, n_orders, revenue, .. } = person;
    let facts = move || {
        let format = Format::new(use_locale(), currency.as_deref());
        tr_with(
            "data-persons-member",
            &[
                ("n", n_orders.into()),
                ("count", format.whole(n_orders).into()),
                ("money", format.money_full(revenue).into()),
            ],
        )
    };
    let has_name = label != id;
    view! {
        <li>
            <bdi>{id}</bdi>
            {has_name.then(|| view! { " " <bdi>{label}</bdi> })}
            " "
            <span class="quiet">{facts}</span>
        </li>
    }
}
