//! How full the columns of each file are, the emptiest first.

use crate::ui::words::{tr, tr_with, use_format};
use clientele_engine::analysis::health::{ColumnFill, FileFill};
use leptos::prelude::*;

/// A disclosure with a table for each file; nothing where no column has an empty cell.
#[component]
pub(super) fn Fills(
    /// The columns of the files.
    fills: Vec<FileFill>,
) -> impl IntoView {
    let gaps = |fill: &FileFill| fill.columns.iter().filter(|column| column.share < 1.0).count() as u64;
    let n_columns: u64 = fills.iter().map(gaps).sum();
    if n_columns == 0 {
        return ().into_any();
    }
    let tables = fills.into_iter().filter(|fill| gaps(fill) > 0).map(table).collect_view();
    view! {
        <details class="health__fills">
            <summary>
                {move || {
                    tr_with(
                        "data-health-fills",
                        &[("n", n_columns.into()), ("count", use_format().whole(n_columns).into())],
                    )
                }}
            </summary>
            {tables}
        </details>
    }
    .into_any()
}

fn table(fill: FileFill) -> impl IntoView {
    let mut columns: Vec<ColumnFill> = fill.columns.into_iter().filter(|column| column.share < 1.0).collect();
    columns.sort_by(|a, b| a.share.total_cmp(&b.share));
    let rows = columns
        .into_iter()
        .map(|column| {
            let ColumnFill { name, n_filled, share, .. } = column;
            view! {
                <tr>
                    <th scope="row">
                        <bdi>{name}</bdi>
                    </th>
                    <td class="number">{move || use_format().whole(n_filled)}</td>
                    <td class="number">{move || use_format().percent(share.min(0.999), 1)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="table">
            <caption>
                <bdi>{fill.name}</bdi>
            </caption>
            <thead>
                <tr>
                    <th scope="col">{move || tr("data-health-column")}</th>
                    <th scope="col" class="number">
                        {move || tr("data-health-filled")}
                    </th>
                    <th scope="col" class="number">
                        {move || tr("data-health-share")}
                    </th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}
