//! The other files of the import, and what does not match between them.

use super::file_tabs::tab_id;
use crate::ui::browser::{self, focus};
use crate::ui::state::use_app;
use crate::ui::words::{tr, tr_with, use_format};
use clientele_engine::data::{FileKind, JoinSummary, LookupJoin, PartialColumn, PartialKind};
use clientele_engine::import::FileReport;
use leptos::prelude::*;

/// The other files, where there are several; each name shows its file.
#[component]
pub(super) fn AlsoRead(
    /// Which file is shown.
    shown: RwSignal<usize>,
) -> impl IntoView {
    let state = use_app();
    move || {
        let report = state.staged.get().filter(|report| report.files.len() > 1)?;
        let others: Vec<_> = report
            .files
            .iter()
            .enumerate()
            .filter(|(idx, _)| *idx != shown.get())
            .map(|(idx, file)| other_file(idx, file, shown))
            .collect();
        Some(view! {
            <section class="parse__part also-read">
                <h2>{move || tr("data-also")}</h2>
                <ul class="also">{others}</ul>
                <JoinRemarks join=report.join.clone() />
            </section>
        })
    }
}

fn other_file(idx: usize, file: &FileReport, shown: RwSignal<usize>) -> impl IntoView + use<> {
    let name = file.file.name.clone();
    let (kind, n_accepted, n_customers) = (file.file.kind, file.n_accepted, file.n_customers);
    let size = move || {
        let format = use_format();
        match kind {
            FileKind::Transactions | FileKind::Lookup => tr_with(
                "data-n-rows",
                &[("n", n_accepted.into()), ("count", format.whole(n_accepted).into())],
            ),
            FileKind::Customers => tr_with(
                "data-n-customers",
                &[("n", n_customers.into()), ("count", format.whole(n_customers).into())],
            ),
        }
    };
    let show = move |_| {
        shown.set(idx);
        // This name is gone then; its tab is where the reader is now.
        if let Some(tab) = browser::element(&tab_id(idx)) {
            focus::focus(&tab);
        }
    };
    view! {
        <li class="parse__row">
            <button type="button" class="link-button also__name" on:click=show>
                <bdi>{name}</bdi>
            </button>
            <span class="quiet">{size}</span>
        </li>
    }
}

/// Customers and order lines that one file has and the other has not; nothing where all match.
#[component]
pub(in super::super) fn JoinRemarks(
    /// What did not match.
    join: JoinSummary,
) -> impl IntoView {
    let JoinSummary {
        n_customers_without_orders,
        n_customers_without_profile,
        n_lines_without_profile,
        lookups,
        partial,
        ..
    } = join;
    let lookups = lookups.into_iter().map(|lookup| view! { <LookupRemark lookup /> }).collect_view();
    let partial = partial.into_iter().map(partial_remark).collect_view();
    let without_orders = move || {
        let count = use_format().whole(n_customers_without_orders);
        tr_with("data-join-no-orders", &[("n", n_customers_without_orders.into()), ("count", count.into())])
    };
    let without_profile = move || {
        let format = use_format();
        tr_with(
            "data-join-no-profile",
            &[
                ("n", n_customers_without_profile.into()),
                ("count", format.whole(n_customers_without_profile).into()),
                ("lines", format.whole(n_lines_without_profile).into()),
            ],
        )
    };
    view! {
        {(n_customers_without_orders > 0).then(|| view! { <p class="quiet parse__note">{without_orders}</p> })}
        {(n_customers_without_profile > 0)
            .then(|| view! { <p class="quiet parse__note">{without_profile}</p> })}
        {lookups}
        {partial}
    }
}

/// How a lookup file was joined, and the order lines whose key it does not have.
#[component]
fn LookupRemark(
    /// The file and what was joined.
    lookup: LookupJoin,
) -> impl IntoView {
    let LookupJoin { file, key, named_by, n_lines, n_lines_unmatched, n_customers, .. } = lookup;
    if key.is_empty() {
        let unused = move || tr_with("data-join-unused", &[("file", file.clone().into())]);
        return view! { <p class="quiet parse__note">{unused}</p> }.into_any();
    }
    let (name, referring) = (file.clone(), named_by.clone());
    let joined = move || {
        let (key, n) = if n_lines > 0 || n_customers == 0 {
            ("data-join-lookup-lines", n_lines)
        } else {
            ("data-join-lookup-customers", n_customers)
        };
        let rows = tr_with(key, &[("n", n.into()), ("count", use_format().whole(n).into())]);
        tr_with(
            "data-join-lookup",
            &[("file", name.clone().into()), ("key", referring.clone().into()), ("rows", rows.into())],
        )
    };
    let unmatched = move || {
        let count = use_format().whole(n_lines_unmatched);
        let (file, key) = (file.clone(), named_by.clone());
        tr_with(
            "data-join-unmatched",
            &[
                ("n", n_lines_unmatched.into()),
                ("count", count.into()),
                ("file", file.into()),
                ("key", key.into()),
            ],
        )
    };
    view! {
        <p class="quiet parse__note">{joined}</p>
        {(n_lines_unmatched > 0).then(|| view! { <p class="quiet parse__note">{unmatched}</p> })}
    }
    .into_any()
}

/// What only some of the files have, and what is done about it.
fn partial_remark(partial: PartialColumn) -> impl IntoView {
    let words = move || {
        let key = match partial.column {
            PartialKind::Costs => "data-join-partial-costs",
            PartialKind::Quantities => "data-join-partial-quantities",
            PartialKind::OrderNumbers => "data-join-partial-orders",
        };
        tr_with(key, &[("files", use_format().list(&partial.lacking).into())])
    };
    view! { <p class="quiet parse__note">{words}</p> }
}
