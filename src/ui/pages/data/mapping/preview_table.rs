//! The first rows of a file, with what each column looks like and what it is used for.

use super::super::answers::answer;
use super::role_names::{kind_key, role_key, roles};
use crate::ui::state::{AppState, use_app};
use crate::ui::widgets::{Select, Tag, Tone};
use crate::ui::words::{tr, tr_with, use_format};
use clientele_engine::data::FileKind;
use clientele_engine::import::{ColumnKind, ColumnReport, ColumnRole, FileReport};
use leptos::prelude::*;

/// The preview of a file.
#[component]
pub(super) fn PreviewTable(
    /// Which plan the answers change; `None` for a file of the data set on screen, whose columns stay what they are.
    plan: Option<usize>,
    /// How it was read.
    file: FileReport,
) -> impl IntoView {
    let n_columns = file.columns.len() as u64;
    let n_used = file.columns.iter().filter(|column| column.role != ColumnRole::Skip).count() as u64;
    let title = move || {
        let format = use_format();
        let key = match file.file.kind {
            FileKind::Transactions => "data-columns-used",
            FileKind::Customers => "data-columns-used-customers",
            FileKind::Lookup => "data-columns-used-lookup",
        };
        tr_with(key, &[("used", format.whole(n_used).into()), ("total", format.whole(n_columns).into())])
    };
    let (name, n_bytes, n_records) = (file.file.name.clone(), file.file.n_bytes, file.n_records);
    let subtitle = move || {
        let format = use_format();
        tr_with(
            "data-preview-facts",
            &[
                ("size", format.bytes(n_bytes).into()),
                ("n", n_records.into()),
                ("count", format.whole(n_records).into()),
            ],
        )
    };
    let kind = file.file.kind;
    let columns: Vec<ColumnRole> = file.columns.iter().map(|column| column.role).collect();
    let is_number: Vec<bool> = file
        .columns
        .iter()
        .map(|column| matches!(column.kind, ColumnKind::Money | ColumnKind::Number))
        .collect();
    let numbers = is_number.clone();
    let unused: Vec<String> = file
        .columns
        .iter()
        .filter(|column| column.role == ColumnRole::Skip)
        .map(|column| column.name.clone())
        .collect();
    view! {
        <section class="panel" aria-labelledby="preview-title">
            <h2 id="preview-title">{title}</h2>
            <p class="page__subtitle">
                <bdi>{name}</bdi>
                {subtitle}
            </p>
            <div class="table-scroll" tabindex="0" role="group" aria-labelledby="preview-title">
                <table class="table preview">
                    <thead>
                        <tr>
                            {file
                                .columns
                                .iter()
                                .cloned()
                                .enumerate()
                                .map(|(column_idx, column)| {
                                    let kind_attr = numbers[column_idx].then_some("number");
                                    let columns = columns.clone();
                                    view! {
                                        <th scope="col" data-kind=kind_attr>
                                            <ColumnHead plan column_idx column columns kind />
                                        </th>
                                    }
                                })
                                .collect_view()}
                        </tr>
                    </thead>
                    <tbody>
                        {file
                            .preview
                            .iter()
                            .map(|row| {
                                view! {
                                    <tr>
                                        {(0..is_number.len())
                                            .map(|cell| {
                                                let text = row.cells.get(cell).cloned().unwrap_or_default();
                                                view! {
                                                    <td data-kind=is_number[cell].then_some("number")>
                                                        <bdi>{text}</bdi>
                                                    </td>
                                                }
                                            })
                                            .collect_view()}
                                    </tr>
                                }
                            })
                            .collect_view()}
                    </tbody>
                </table>
            </div>
            <Unused names=unused />
        </section>
    }
}

/// The columns that nothing is used of.
#[component]
fn Unused(names: Vec<String>) -> impl IntoView {
    (!names.is_empty()).then(|| {
        view! {
            <div class="preview__unused">
                <span id="unused-title">{move || tr("data-unused")}</span>
                <ul aria-labelledby="unused-title">
                    {names
                        .into_iter()
                        .map(|name| {
                            view! {
                                <li>
                                    <bdi>{name}</bdi>
                                </li>
                            }
                        })
                        .collect_view()}
                </ul>
            </div>
        }
    })
}

#[component]
fn ColumnHead(
    plan: Option<usize>,
    column_idx: usize,
    column: ColumnReport,
    columns: Vec<ColumnRole>,
    kind: FileKind,
) -> impl IntoView {
    let state = use_app();
    let looks = column.kind;
    let role = column.role;
    let tone = match looks {
        ColumnKind::Text | ColumnKind::Empty => Tone::Plain,
        ColumnKind::Flag => Tone::Warn,
        _ => Tone::Accent,
    };
    // A column that nothing was recognized of is worth a look, unless it is empty.
    let is_doubtful = role == ColumnRole::Dimension(None) && looks == ColumnKind::Flag;
    let name = column.name.clone();
    let label = Signal::derive(move || tr_with("data-role-of", &[("column", name.as_str().into())]));
    let options = Signal::derive(move || {
        let mut options: Vec<_> = roles(kind).to_vec();
        if !options.contains(&role) {
            options.insert(0, role);
        }
        options.into_iter().map(|role| (role_key(role).to_owned(), tr(role_key(role)))).collect::<Vec<_>>()
    });
    let on_change = Callback::new(move |key: String| {
        if let Some(plan) = plan {
            choose(state, plan, column_idx, &columns, kind, &key);
        }
    });
    view! {
        <div class="preview__head" data-field=format!("column-{column_idx}")>
            <bdi class="preview__name">{column.name}</bdi>
            <Tag text=Signal::derive(move || tr(kind_key(looks))) tone />
            <Select
                label
                value=Signal::derive(move || role_key(role).to_owned())
                options
                on_change
                is_label_hidden=true
                is_doubtful=Signal::derive(move || is_doubtful)
                is_disabled=Signal::derive(move || plan.is_none())
            />
        </div>
    }
}

/// Gives a column a role. A role that only one column can have is taken from the one that had it.
fn choose(state: AppState, file: usize, column: usize, before: &[ColumnRole], kind: FileKind, key: &str) {
    let Some(role) = roles(kind).iter().copied().find(|role| role_key(*role) == key) else { return };
    let is_single =
        !matches!(role, ColumnRole::Cost | ColumnRole::Key | ColumnRole::Skip | ColumnRole::Dimension(None));
    let mut columns = before.to_vec();
    if is_single {
        for other in &mut columns {
            if *other == role {
                *other = ColumnRole::Skip;
            }
        }
    }
    if let Some(chosen) = columns.get_mut(column) {
        *chosen = role;
    }
    answer(state, file, |options| options.columns = Some(columns));
}
