//! Replays the corpus of the fuzz targets: seeds by hand, and all that fuzzing ever found.

// The laws themselves; as a module of a test they need not be reachable.
#[path = "../../fuzz/src/laws/mod.rs"]
#[allow(unreachable_pub, reason = "the fuzz targets use them from another crate")]
pub(crate) mod laws;

use std::path::Path;

fn replay(target: &str) {
    let (_, law) = laws::ALL.iter().find(|(name, _)| *name == target).unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let mut n_files = 0;
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if let Err(broken) = law(&std::fs::read(&path).unwrap()) {
            panic!("{}: {broken}", path.display());
        }
        n_files += 1;
    }
    assert!(n_files >= 5, "the corpus in {} is incomplete", folder.display());
}

#[test]
fn the_corpus_of_import_keeps_its_law() {
    replay("import");
}

#[test]
fn the_corpus_of_chunked_keeps_its_law() {
    replay("chunked");
}

#[test]
fn the_corpus_of_number_keeps_its_law() {
    replay("number");
}

#[test]
fn the_corpus_of_date_keeps_its_law() {
    replay("date");
}

#[test]
fn every_fuzz_target_is_replayed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/fuzz_targets");
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned();
        assert!(laws::ALL.iter().any(|(target, _)| *target == name), "{name} has no law that is replayed");
    }
}
