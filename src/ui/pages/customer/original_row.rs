//! A row as it stands in its file, under the heads of the file.

use super::split_row::{delimiter_of, split};
use crate::ui::state::{Shared, SourceText};
use crate::ui::words::tr;
use leptos::prelude::*;

/// Heads and cells side by side, and the row letter by letter below.
#[component]
pub(super) fn OriginalRow(
    /// The row.
    text: Shared<SourceText>,
) -> impl IntoView {
    let delimiter = delimiter_of(if text.header.is_empty() { &text.text } else { &text.header });
    let heads = split(&text.header, delimiter);
    let cells = split(&text.text, delimiter);
    // Rows that are not as long as the heads are shown as they are: no cell is put under a head by guess.
    let aligned = (!text.header.is_empty() && heads.len() == cells.len()).then(|| {
        let heads = heads
            .into_iter()
            .map(|head| {
                view! {
                    <th scope="col">
                        <bdi>{head}</bdi>
                    </th>
                }
            })
            .collect_view();
        let cells = cells
            .into_iter()
            .map(|cell| {
                view! {
                    <td>
                        <bdi>{cell}</bdi>
                    </td>
                }
            })
            .collect_view();
        view! {
            <div class="original-row__frame" tabindex="0">
                <table class="original-row__table">
                    <thead>
                        <tr>{heads}</tr>
                    </thead>
                    <tbody>
                        <tr>{cells}</tr>
                    </tbody>
                </table>
            </div>
        }
    });
    view! {
        <div class="original-row">
            {aligned}
            <p class="original-row__label">{tr("customer-source-raw")}</p>
            <pre class="original-row__raw" tabindex="0">
                <bdi>{text.header.clone()}</bdi>
                {(!text.header.is_empty()).then_some("\n")}
                <bdi>{text.text.clone()}</bdi>
            </pre>
        </div>
    }
}
