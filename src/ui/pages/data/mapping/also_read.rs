//! The other files of the import, and what does not match between them.

use super::file_tabs::tab_id;
use crate::ui::browser::{self, focus};
use crate::ui::state::use_app;
use crate::ui::words::{tr, tr_with, use_format};
use clientele_engine::data::{FileKind, JoinSummary};
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
        n_customers_without_orders, n_customers_without_profile, n_lines_without_profile, ..
    } = join;
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
    }
}
