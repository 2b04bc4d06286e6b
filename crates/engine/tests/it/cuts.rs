//! How the bytes of a file are cut changes nothing: neither the report nor the table.
//!
//! The files are the hard ones beside the repository and the seeds of the fuzz targets in it. With the usual
//! thresholds a small file lies in the head as a whole, where cuts cannot matter; so each file is also imported with
//! a head of sixteen bytes, which brings the cuts where they can.

use crate::badcsv;
use crate::fuzz_corpus::laws::setting::{Setting, outcome};
use crate::import::shared;
use clientele_engine::import::fuzzing::Thresholds;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Files above this size are not cut at every byte.
const MAX_CUT_BYTES: usize = 65_536;

/// Files above this size are cut at every byte only by `cargo xtask test slow`, as CI does, and only with the small
/// head: of a file of five thousand columns that takes minutes, and with the usual head, in which it lies as a whole,
/// the cuts are all alike. Otherwise they are cut at one byte in [`SAMPLE_STEP`].
const MAX_QUICK_BYTES: usize = 8_192;

/// A prime, so that the cuts fall on every phase of whatever repeats in the file.
const SAMPLE_STEP: usize = 211;

struct Case {
    name: String,
    bytes: Vec<u8>,
    setting: Setting,
}

/// Every hard file, with the answers its manifest gives.
fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus/import");
    for entry in std::fs::read_dir(seeds).unwrap() {
        let path = entry.unwrap().path();
        let input = std::fs::read(&path).unwrap();
        let (setting, file) = Setting::read(&input);
        let setting = Setting { thresholds: Thresholds::default(), ..setting };
        cases.push(Case { name: path.display().to_string(), bytes: file.to_vec(), setting });
    }
    if let Some(folder) = shared("badcsv") {
        for entry in badcsv::manifest(&folder).unwrap() {
            let name = entry["file"].as_str().unwrap().to_owned();
            let setting = Setting { options: badcsv::options_of(&entry), ..Setting::usual() };
            cases.push(Case { bytes: badcsv::read(&folder, &name).unwrap(), name, setting });
        }
    }
    cases
}

fn small_head(setting: &Setting) -> Setting {
    let thresholds =
        Thresholds { head_bytes: 16, max_head_bytes: 64 << 20, slice_bytes: 1 << 18, window_bytes: 16 };
    Setting { thresholds, ..setting.clone() }
}

/// Does `work` for every number below `n`, on all cores.
fn in_parallel(n: usize, work: impl Fn(usize) + Sync) {
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                loop {
                    let idx = next.fetch_add(1, Ordering::Relaxed);
                    if idx >= n {
                        break;
                    }
                    work(idx);
                }
            });
        }
    });
}

#[test]
fn two_pushes_are_one_wherever_the_cut_is() {
    let is_slow = std::env::var_os("CLIENTELE_SLOW_TESTS").is_some();
    let mut n_cuts = 0;
    for case in cases().iter().filter(|case| case.bytes.len() <= MAX_CUT_BYTES) {
        let n_bytes = case.bytes.len();
        for (setting, is_every_byte) in [(&case.setting, false), (&small_head(&case.setting), is_slow)] {
            let step = if is_every_byte || n_bytes <= MAX_QUICK_BYTES { 1 } else { SAMPLE_STEP };
            let whole = outcome(&setting.import_whole(&case.bytes));
            in_parallel(n_bytes.div_ceil(step), |idx| {
                let (head, tail) = case.bytes.split_at(idx * step);
                let cut = outcome(&setting.import(n_bytes, [head, tail]));
                assert!(cut == whole, "{} cut at {}, {:?}", case.name, idx * step, setting.thresholds);
            });
            n_cuts += n_bytes.div_ceil(step);
        }
    }
    println!("{n_cuts} cuts");
}

#[test]
fn slices_of_any_size_are_one_file() {
    let cases = cases();
    in_parallel(cases.len(), |idx| {
        let case = &cases[idx];
        for setting in [&case.setting, &small_head(&case.setting)] {
            let whole = outcome(&setting.import_whole(&case.bytes));
            for slice_bytes in [1, 2, 3, 7, 4_096, 65_536] {
                let sliced = outcome(&setting.import(case.bytes.len(), case.bytes.chunks(slice_bytes)));
                assert!(
                    sliced == whole,
                    "{} in slices of {slice_bytes}, {:?}",
                    case.name,
                    setting.thresholds
                );
            }
        }
    });
    println!("{} files", cases.len());
}
