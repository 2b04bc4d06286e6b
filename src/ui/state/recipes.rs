//! What was answered about files, kept for the next ones: saved after each import, taken along with each reading.

use super::{AppState, StagedReport, Toast};
use crate::protocol::FileOrigin;
use crate::ui::browser::{download, recipes};
use crate::ui::words::tr;
use clientele_engine::import::{Recipe, RecipeBook, RecipeBookError};
use leptos::prelude::*;

impl AppState {
    /// Keeps how the files of the command were read, now that somebody has confirmed it.
    pub(super) fn remember_answers(&self, report: &StagedReport) {
        let plans = self.plans.get_untracked();
        let mut book = self.recipes.get_untracked();
        for (file, origin) in report.files.iter().zip(&report.origins) {
            let FileOrigin::Plan(idx) = *origin else { continue };
            if let Some(plan) = plans.get(idx as usize) {
                book.remember(Recipe::from_report(file, &plan.options));
            }
        }
        self.keep_recipes(book);
    }

    /// Saves all recipes as a file.
    pub fn export_recipes(&self) {
        let json = self.recipes.with_untracked(RecipeBook::to_json);
        download::save_text("clientele-recipes.json", "application/json", &json);
    }

    /// Takes over recipes from the text of a file that was saved before; how many were new or newer, and how many
    /// made no sense.
    ///
    /// # Errors
    /// See [`RecipeBookError`]; what is kept is untouched then.
    pub fn import_recipes(&self, text: &str) -> Result<(usize, u32), RecipeBookError> {
        let read = RecipeBook::from_json(text)?;
        let mut book = self.recipes.get_untracked();
        let n_read = read.book.len();
        book.merge(read.book);
        self.keep_recipes(book);
        Ok((n_read, read.n_skipped))
    }

    /// Forgets the recipe with this signature.
    pub fn forget_recipe(&self, signature: u64) {
        let mut book = self.recipes.get_untracked();
        if book.forget(signature) {
            self.keep_recipes(book);
        }
    }

    /// Notes something on a recipe that the import does not look at, such as how scores are cut.
    pub fn set_recipe_setting(&self, signature: u64, key: &str, value: &str) {
        let mut book = self.recipes.get_untracked();
        if book.set_setting(signature, key, value) {
            self.keep_recipes(book);
        }
    }

    /// Shows the recipes and stores them. A browser that refuses is mentioned once: they last until the page is
    /// closed then.
    fn keep_recipes(&self, book: RecipeBook) {
        let is_stored = recipes::store(&book);
        self.recipes.set(book);
        if !is_stored && !self.is_storage_refused.get_untracked() {
            self.is_storage_refused.set(true);
            self.toast.set(Some(Toast { text: tr("recipe-not-stored"), can_undo: false }));
        }
    }
}
