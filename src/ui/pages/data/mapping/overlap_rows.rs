//! The first rows, orders and customers that two files have in common, with their lines in both.

use crate::text::{exact, isolated};
use crate::ui::words::{tr, tr_with, use_format};
use clientele_engine::data::{OverlapExample, OverlapReport, ProfileOverlap};
use leptos::prelude::*;

/// Rows in common, and orders of which the files say different things.
#[component]
pub(super) fn OrderRows(
    /// What the files share.
    overlap: OverlapReport,
    /// ISO code of the amounts.
    currency: Option<String>,
) -> impl IntoView {
    let OverlapReport { earlier_name, later_name, examples, conflicts, n_rows, n_conflicting_orders, .. } =
        overlap;
    let names = (earlier_name, later_name);
    let table = |key: &'static str, n_all: u64, rows: Vec<OverlapExample>, is_conflict: bool| {
        (!rows.is_empty()).then(|| {
            let n = rows.len() as u64;
            let summary = move || counted(key, n, n_all);
            let (names, currency) = (names.clone(), currency.clone());
            let has_orders = rows.iter().any(|row| !row.order.is_empty());
            view! {
                <details class="overlaps__rows">
                    <summary>{summary}</summary>
                    <OrderTable names rows currency has_orders is_conflict />
                </details>
            }
        })
    };
    view! {
        {table("data-shared-rows", n_rows, examples, false)}
        {table("data-shared-orders", n_conflicting_orders, conflicts, true)}
    }
}

#[component]
fn OrderTable(
    names: (String, String),
    rows: Vec<OverlapExample>,
    currency: Option<String>,
    has_orders: bool,
    is_conflict: bool,
) -> impl IntoView {
    let (earlier, later) = names;
    let amount = {
        let earlier = earlier.clone();
        // Of two that differ it is the earlier one's.
        move || {
            if is_conflict { named("data-amount-in", &earlier) } else { tr("data-money") }
        }
    };
    let rows = rows
        .into_iter()
        .map(|row| {
            let day = row.day;
            let amount = exact::grouped(&row.amount, currency.as_deref());
            view! {
                <tr>
                    <td class="number">{line(row.earlier_line)}</td>
                    <td class="number">{line(row.later_line)}</td>
                    <td>
                        <bdi>{row.customer}</bdi>
                    </td>
                    {has_orders
                        .then(|| {
                            view! {
                                <td>
                                    <bdi>{row.order}</bdi>
                                </td>
                            }
                        })}
                    <td>{move || use_format().day(day)}</td>
                    <td class="number">{amount}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-scroll">
            <table class="table">
                <thead>
                    <tr>
                        <LineHeads earlier later />
                        <th scope="col">{move || tr("data-shared-customer")}</th>
                        {has_orders.then(|| view! { <th scope="col">{move || tr("data-shared-order")}</th> })}
                        <th scope="col">{move || tr("data-shared-day")}</th>
                        <th scope="col" class="number">
                            {amount}
                        </th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// Customers of whom two files say different things; nothing where there is none.
#[component]
pub(super) fn ProfileRows(
    /// What the files share.
    overlap: ProfileOverlap,
) -> impl IntoView {
    let ProfileOverlap { earlier_name, later_name, conflicts, n_conflicting, .. } = overlap;
    (!conflicts.is_empty()).then(|| {
        let n = conflicts.len() as u64;
        let rows = conflicts
            .into_iter()
            .map(|row| {
                view! {
                    <tr>
                        <td class="number">{line(row.earlier_line)}</td>
                        <td class="number">{line(row.later_line)}</td>
                        <td>
                            <bdi>{row.customer}</bdi>
                        </td>
                    </tr>
                }
            })
            .collect_view();
        view! {
            <details class="overlaps__rows">
                <summary>{move || counted("data-shared-customers", n, n_conflicting)}</summary>
                <div class="table-scroll">
                    <table class="table">
                        <thead>
                            <tr>
                                <LineHeads earlier=earlier_name later=later_name />
                                <th scope="col">{move || tr("data-shared-customer")}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </details>
        }
    })
}

#[component]
fn LineHeads(earlier: String, later: String) -> impl IntoView {
    view! {
        <th scope="col" class="number">
            {move || named("data-line-in", &earlier)}
        </th>
        <th scope="col" class="number">
            {move || named("data-line-in", &later)}
        </th>
    }
}

fn named(key: &'static str, name: &str) -> String {
    tr_with(key, &[("name", isolated(name).into())])
}

fn line(line: u32) -> impl Fn() -> String {
    move || use_format().whole(u64::from(line))
}

/// "Show 10 of 3,120 rows".
fn counted(key: &'static str, n: u64, n_all: u64) -> String {
    let format = use_format();
    let (count, total) = (format.whole(n), format.whole(n_all));
    tr_with(key, &[("n", n_all.into()), ("count", count.into()), ("total", total.into())])
}
