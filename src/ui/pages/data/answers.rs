//! The user's answers about the staged files: each answer reads them again.

use crate::protocol::FilePlan;
use crate::ui::browser::preferences::today;
use crate::ui::state::AppState;
use clientele_engine::import::{FileReport, ImportOptions};
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

/// Index of the plan by which a file was read. Reports list orders before customers, plans keep the order in
/// which the files were chosen.
pub(super) fn plan_of(plans: &[FilePlan], files: &[FileReport], file: usize) -> usize {
    let Some(wanted) = files.get(file).map(|report| &report.file) else { return file };
    // Files of one name and size keep their order among themselves.
    let n_before = files
        .iter()
        .take(file)
        .filter(|report| report.file.name == wanted.name && report.file.n_bytes == wanted.n_bytes)
        .count();
    plans
        .iter()
        .enumerate()
        .filter(|(_, plan)| plan.name == wanted.name && plan.n_bytes == wanted.n_bytes)
        .nth(n_before)
        .map_or(file, |(idx, _)| idx)
}

/// Names and types of the files that can be read, for the browser's list of files.
pub(super) const ACCEPT: &str = ".csv,.tsv,.txt,.tab,.gz,.xlsx,.xlsm,text/csv,text/tab-separated-values,\
    text/plain,application/gzip,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Reads the files that were chosen or dropped.
pub(super) fn read_files(state: AppState, files: &FileList) {
    let (plans, files) = planned(files);
    if !files.is_empty() {
        state.stage_files(plans, &files);
    }
}

/// Reads files together with those that were chosen before.
pub(super) fn add_files(state: AppState, files: &FileList) {
    let (plans, files) = planned(files);
    if !files.is_empty() {
        state.stage_more(plans, &files);
    }
}

fn planned(files: &FileList) -> (Vec<FilePlan>, Vec<File>) {
    let files: Vec<File> = (0..files.length()).filter_map(|idx| files.get(idx)).collect();
    (files.iter().map(|file| plan(file, None)).collect(), files)
}

/// A file nobody has answered anything about.
pub(super) fn plan(file: &File, currency: Option<&str>) -> FilePlan {
    let mut options = ImportOptions::new(today());
    options.currency = currency.map(str::to_owned);
    // Sizes of files are whole numbers below 2^53.
    FilePlan { name: file.name(), n_bytes: file.size() as u64, options }
}
