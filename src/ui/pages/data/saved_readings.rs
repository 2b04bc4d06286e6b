//! What was answered about earlier files, by their layout: seen, forgotten, saved to a file and read from one.

use crate::text::isolated;
use crate::text::recipe::of_book_error;
use crate::ui::browser::{element, focus, text_file};
use crate::ui::state::use_app;
use crate::ui::words::{tr, tr_with, use_format};
use clientele_engine::data::FileKind;
use clientele_engine::import::{Recipe, RecipeBook, RecipeBookError};
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

/// Columns of a layout that are named; the others are counted.
const N_NAMES: usize = 5;

const TITLE_ID: &str = "readings-title";

/// How reading a file of recipes went.
#[derive(Clone, PartialEq)]
enum Outcome {
    /// Taken over, and left out because they made no sense.
    Read(usize, u32),
    /// Not a file of recipes.
    Refused(RecipeBookError),
    /// The browser could not read the file.
    Gone,
}

/// The layouts, with what can be done with them.
#[component]
pub(super) fn SavedReadings() -> impl IntoView {
    let state = use_app();
    let outcome = RwSignal::new(None::<Outcome>);
    let recipes = move || state.recipes.with(|book| book.recipes().to_vec());
    let n = Memo::new(move |_| state.recipes.with(RecipeBook::len));
    let export = move |_| state.export_recipes();
    let said = move || {
        let Some(Outcome::Read(n_read, n_skipped)) = outcome.get() else { return None };
        let format = use_format();
        let (n_read, n_skipped) = (n_read as u64, u64::from(n_skipped));
        let read = ("count", format.whole(n_read).into());
        Some(if n_skipped == 0 {
            tr_with("data-readings-read", &[("n", n_read.into()), read])
        } else {
            let skipped = ("skipped", format.whole(n_skipped).into());
            tr_with("data-readings-read-some", &[("n", n_read.into()), read, skipped])
        })
    };
    let refusal = move || match outcome.get() {
        Some(Outcome::Refused(error)) => {
            let format = use_format();
            let message = of_book_error(&error, format);
            Some(format.sentences(&[
                format!("{}. ", message.title).trim().to_owned(),
                message.detail,
                message.advice,
            ]))
        }
        Some(Outcome::Gone) => Some(tr("data-readings-gone")),
        Some(Outcome::Read(..)) | None => None,
    };
    view! {
        <section class="panel readings" aria-labelledby=TITLE_ID>
            <div class="panel__head">
                <h2 id=TITLE_ID tabindex="-1">
                    {move || tr("data-readings")}
                </h2>
                <div class="readings__acts">
                    <ImportReadings outcome />
                    <button
                        type="button"
                        class="button"
                        disabled=move || n.get() == 0
                        on:click=export
                    >
                        {move || tr("data-readings-export")}
                    </button>
                </div>
            </div>
            <p class="page__subtitle">{move || tr("data-readings-note")}</p>
            <p class="readings__said" role="status">
                {said}
            </p>
            <p class="readings__refusal" role="alert">
                {refusal}
            </p>
            <Show
                when=move || { n.get() > 0 }
                fallback=|| view! { <p class="quiet">{move || tr("data-readings-none")}</p> }
            >
                <div class="table-scroll" tabindex="0" role="group" aria-labelledby=TITLE_ID>
                    <table class="table readings__table">
                        <thead>
                            <tr>
                                <th scope="col">{move || tr("data-readings-columns")}</th>
                                <th scope="col">{move || tr("data-readings-kind")}</th>
                                <th scope="col">{move || tr("data-readings-made")}</th>
                                <th scope="col">
                                    <span class="visually-hidden">{move || tr("data-readings-forget")}</span>
                                </th>
                            </tr>
                        </thead>
                        <tbody>
                            <For
                                each=recipes
                                key=|recipe| (recipe.signature.hash(), recipe.made_on.0)
                                children=|recipe| view! { <Reading recipe /> }
                            />
                        </tbody>
                    </table>
                </div>
            </Show>
        </section>
    }
}

#[component]
fn Reading(recipe: Recipe) -> impl IntoView {
    let state = use_app();
    let signature = recipe.signature.hash();
    let (kind, made_on) = (recipe.kind, recipe.made_on);
    let n_columns = recipe.signature.n_columns() as u64;
    let names: Vec<String> = recipe.signature.names().iter().map(|name| isolated(name)).collect();
    let all = names.join(", ");
    let columns = StoredValue::new(names);
    let text = move || columns.with_value(|names| shortened(names, n_columns));
    let kind_key = match kind {
        FileKind::Transactions => "data-readings-orders",
        FileKind::Customers => "data-readings-customers",
        FileKind::Lookup => "data-readings-lookup",
    };
    let forget = move |_| {
        state.forget_recipe(signature);
        // The button is gone with its row.
        if let Some(title) = element(TITLE_ID) {
            focus::focus(&title);
        }
    };
    view! {
        <tr>
            <th scope="row" class="readings__names" title=all>
                {text}
            </th>
            <td>{move || tr(kind_key)}</td>
            <td>{move || use_format().day(made_on)}</td>
            <td class="readings__act">
                <button
                    type="button"
                    class="link-button"
                    aria-label=move || format!("{}, {}", tr("data-readings-forget"), text())
                    on:click=forget
                >
                    {move || tr("data-readings-forget")}
                </button>
            </td>
        </tr>
    }
}

/// The first columns by name, the others by number.
fn shortened(names: &[String], n_columns: u64) -> String {
    let format = use_format();
    if names.is_empty() {
        let count = format.whole(n_columns);
        return tr_with("data-readings-headless", &[("n", n_columns.into()), ("count", count.into())]);
    }
    let shown = format.list(&names.iter().take(N_NAMES).cloned().collect::<Vec<_>>());
    let n_more = names.len().saturating_sub(N_NAMES) as u64;
    if n_more == 0 {
        return shown;
    }
    tr_with("data-readings-names", &[("names", shown.into()), ("count", format.whole(n_more).into())])
}

/// The input for a file of recipes, unseen, and its label, which looks like a button.
#[component]
fn ImportReadings(outcome: RwSignal<Option<Outcome>>) -> impl IntoView {
    let state = use_app();
    let input = NodeRef::<Input>::new();
    let take = move |file: File| {
        outcome.set(None);
        // A file far too large is refused by its size alone.
        let limit = RecipeBook::MAX_JSON_BYTES as u64;
        let n_bytes = file.size() as u64;
        if n_bytes > limit {
            outcome.set(Some(Outcome::Refused(RecipeBookError::TooLarge { n_bytes, limit })));
            return;
        }
        spawn_local(async move {
            let next = match text_file::text_of(&file).await {
                Ok(text) => match state.import_recipes(&text) {
                    Ok((n_read, n_skipped)) => Outcome::Read(n_read, n_skipped),
                    Err(error) => Outcome::Refused(error),
                },
                Err(_) => Outcome::Gone,
            };
            // The page may be another one by now.
            let _ = outcome.try_set(Some(next));
        });
    };
    let on_change = move |_| {
        let Some(input) = input.get_untracked() else { return };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            take(file);
        }
        input.set_value("");
    };
    view! {
        <input
            class="visually-hidden readings__input"
            id="readings-file-input"
            type="file"
            accept=".json,application/json"
            node_ref=input
            on:change=on_change
        />
        <label class="button" for="readings-file-input">
            {move || tr("data-readings-import")}
        </label>
    }
}

/// How many layouts are known, with the list behind it; nothing while there is none.
#[component]
pub(super) fn KnownLayouts() -> impl IntoView {
    let state = use_app();
    let n = Memo::new(move |_| state.recipes.with(RecipeBook::len) as u64);
    // Stays after the last one was forgotten, so that the page does not jump under the hand.
    let has_any = n.get_untracked() > 0;
    let words = move || {
        tr_with("data-layouts", &[("n", n.get().into()), ("count", use_format().whole(n.get()).into())])
    };
    has_any.then(|| {
        view! {
            <details class="known-layouts">
                <summary>{words}</summary>
                <SavedReadings />
            </details>
        }
    })
}
