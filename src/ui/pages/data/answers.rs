//! The user's answers about the staged files: each answer reads them again.

use crate::protocol::FilePlan;
use crate::ui::browser::preferences::today;
use crate::ui::state::AppState;
use clientele_engine::import::ImportOptions;
use leptos::prelude::*;
use web_sys::{File, FileList};

/// Changes the answers about one file and reads all of them again. `plan` is its index among the plans.
pub(super) fn answer(state: AppState, plan: usize, change: impl FnOnce(&mut ImportOptions)) {
    let mut plans = state.plans.get_untracked();
    if let Some(plan) = plans.get_mut(plan) {
        change(&mut plan.options);
        state.restage(plans);
    }
}

/// Answers which sign stands between cells. Roles were given to the columns of another division; a file
/// without a header cannot be read without any.
pub(super) fn set_delimiter(options: &mut ImportOptions, sign: &str) {
    options.delimiter = sign.chars().next();
    if options.has_header != Some(false) {
        options.columns = None;
    }
}

/// Names and types of the files that can be read, for the browser's list of files.
pub(super) const ACCEPT: &str = ".csv,.tsv,.txt,.tab,.gz,.xlsx,.xlsm,text/csv,text/tab-separated-values,\
    text/plain,application/gzip,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The files of a list of the browser's.
pub(super) fn listed(files: &FileList) -> Vec<File> {
    (0..files.length()).filter_map(|idx| files.get(idx)).collect()
}

/// Reads files to take the place of what is loaded.
pub(super) fn read_files(state: AppState, files: &[File]) {
    if !files.is_empty() {
        state.stage_files(planned(files), files);
    }
}

/// Reads files together with those that were chosen before.
pub(super) fn add_files(state: AppState, files: &[File]) {
    if !files.is_empty() {
        state.stage_more(planned(files), files);
    }
}

/// Reads files to be added to what is loaded.
pub(super) fn append_files(state: AppState, files: &[File]) {
    if !files.is_empty() {
        state.append_files(planned(files), files);
    }
}

fn planned(files: &[File]) -> Vec<FilePlan> {
    files.iter().map(|file| plan(file, None)).collect()
}

/// A file nobody has answered anything about.
pub(super) fn plan(file: &File, currency: Option<&str>) -> FilePlan {
    let mut options = ImportOptions::new(today());
    options.currency = currency.map(str::to_owned);
    // Sizes of files are whole numbers below 2^53.
    FilePlan { name: file.name(), n_bytes: file.size() as u64, options }
}
