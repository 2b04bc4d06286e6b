//! The user's answers about the staged files: each answer reads them again.

use crate::protocol::FilePlan;
use crate::ui::browser::preferences::today;
use crate::ui::state::AppState;
use clientele_engine::import::ImportOptions;
use leptos::prelude::*;
use web_sys::{File, FileList};

/// Changes the answers about one file and reads all of them again.
pub(super) fn answer(state: AppState, file: usize, change: impl FnOnce(&mut ImportOptions)) {
    let mut plans = state.plans.get_untracked();
    if let Some(plan) = plans.get_mut(file) {
        change(&mut plan.options);
        state.restage(plans);
    }
}

/// Reads the files that were chosen or dropped.
pub(super) fn read_files(state: AppState, files: &FileList) {
    let files: Vec<File> = (0..files.length()).filter_map(|idx| files.get(idx)).collect();
    if files.is_empty() {
        return;
    }
    let plans = files.iter().map(|file| plan(file, None)).collect();
    state.stage_files(plans, &files);
}

/// A file nobody has answered anything about.
pub(super) fn plan(file: &File, currency: Option<&str>) -> FilePlan {
    let mut options = ImportOptions::new(today());
    options.currency = currency.map(str::to_owned);
    // Sizes of files are whole numbers below 2^53.
    FilePlan { name: file.name(), n_bytes: file.size() as u64, options }
}
