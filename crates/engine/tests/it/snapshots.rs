//! Every report of three data sets, as it was when somebody last looked at it.
//!
//! This finds what changed, not what is wrong: figures that are published elsewhere are held to those by tests of their
//! own. After a change that was meant: `CLIENTELE_WRITE_SNAPSHOTS=1 cargo test -p clientele-engine --test it snapshots`,
//! and read what the version control shows. Numbers may differ by a millionth of their size, which is more than
//! the order of additions makes and less than anyone would see.
//!
//! The sets: two that ship as samples, and a simulated shop with every column that a report can ask for.

#[path = "../../examples/analyze/reports/mod.rs"]
mod reports;
#[path = "../../benches/reports/shop.rs"]
mod shop;

use clientele_engine::analysis::concentration::AbcCuts;
use clientele_engine::analysis::segment::Scoring;
use clientele_engine::data::{Dataset, DatasetBuilder, Day, FileKind};
use clientele_engine::import::{FileImporter, ImportOptions, ImportedTable};
use flate2::read::GzDecoder;
use reports::Context;
use serde_json::Value;
use std::io::Read;
use std::path::{Path, PathBuf};

const TOLERANCE: f64 = 1e-6;

/// Digits that are written: beyond them stands noise.
const DIGITS: i32 = 9;

/// A sample that ships, by its name.
fn sample(name: &str) -> Dataset {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../public/samples/{name}.csv.gz"));
    let mut bytes = Vec::new();
    GzDecoder::new(std::fs::File::open(path).unwrap()).read_to_end(&mut bytes).unwrap();
    let options = ImportOptions {
        kind: Some(FileKind::Transactions),
        ..ImportOptions::new(Day::try_from_civil(2026, 1, 1).unwrap())
    };
    let mut importer = FileImporter::new(name, bytes.len() as u64, options);
    importer.push(&bytes).unwrap();
    let ImportedTable::Transactions(table) = importer.finish().unwrap().table else { panic!("not orders") };
    let mut builder = DatasetBuilder::new();
    builder.add_transactions(table);
    builder.finish().unwrap().0
}

/// Rounds what is below the digits that matter.
fn rounded(value: Value) -> Value {
    match value {
        Value::Number(number) if number.is_f64() => {
            let number = number.as_f64().unwrap();
            if number == 0.0 {
                return Value::from(0.0);
            }
            let scale = 10_f64.powi(DIGITS - 1 - number.abs().log10().floor() as i32);
            let rounded = (number * scale).round() / scale;
            Value::from(if rounded.is_finite() { rounded } else { number })
        }
        Value::Array(values) => values.into_iter().map(rounded).collect(),
        Value::Object(members) => members
            .into_iter()
            .map(|(key, value)| (key, rounded(value)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        other => other,
    }
}

/// Where two values differ first; `None` where they do not.
fn difference(at: &str, old: &Value, new: &Value) -> Option<String> {
    match (old, new) {
        (Value::Number(a), Value::Number(b)) => {
            let (a, b) = (a.as_f64().unwrap(), b.as_f64().unwrap());
            let is_near = (a - b).abs() <= TOLERANCE * a.abs().max(b.abs()).max(1e-6);
            (!is_near).then(|| format!("{at}: {a} became {b}"))
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            (0..a.len()).find_map(|idx| difference(&format!("{at}[{idx}]"), &a[idx], &b[idx]))
        }
        (Value::Object(a), Value::Object(b)) => {
            let keys: std::collections::BTreeSet<&String> = a.keys().chain(b.keys()).collect();
            let missing = &Value::Null;
            keys.into_iter().find_map(|key| {
                let (old, new) = (a.get(key).unwrap_or(missing), b.get(key).unwrap_or(missing));
                difference(&format!("{at}.{key}"), old, new)
            })
        }
        _ => (old != new).then(|| format!("{at}: {old} became {new}")),
    }
}

fn path_of(set: &str, report: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/it/snapshots/{set}/{report}.json"))
}

fn check(set: &str, dataset: Dataset) {
    let as_of = dataset.observed().last;
    let context = Context::new(dataset, as_of, Scoring::Quintiles, AbcCuts::default(), None);
    let mut changed = Vec::new();
    for name in reports::names() {
        let report = reports::some(&context, &[name.to_owned()]).unwrap().remove(name).unwrap();
        let path = path_of(set, name);
        if std::env::var_os("CLIENTELE_WRITE_SNAPSHOTS").is_some() {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, format!("{:#}\n", rounded(report))).unwrap();
            continue;
        }
        let old = std::fs::read_to_string(&path).unwrap_or_default();
        let old: Value = serde_json::from_str(&old).unwrap_or(Value::Null);
        changed.extend(difference(name, &old, &report));
    }
    assert!(changed.is_empty(), "of {set}: {changed:#?}");
}

#[test]
fn reports_of_superstore_are_as_they_were() {
    check("superstore", sample("superstore"));
}

#[test]
fn reports_of_online_retail_are_as_they_were() {
    check("online_retail", sample("online_retail"));
}

#[test]
fn reports_of_the_simulated_shop_are_as_they_were() {
    check("shop", shop::dataset(20_000));
}

#[test]
fn a_changed_figure_is_found() {
    let old = serde_json::json!({ "a": [1.0, { "b_share": 0.25 }], "n": 3 });
    let mut new = old.clone();
    assert_eq!(difference("", &old, &new), None);
    new["a"][1]["b_share"] = serde_json::json!(0.250_001);
    assert_eq!(difference("", &old, &new), Some(".a[1].b_share: 0.25 became 0.250001".to_owned()));
    new["a"][1]["b_share"] = serde_json::json!(0.250_000_1);
    assert_eq!(difference("", &old, &new), None);
    new["c"] = serde_json::json!("more");
    assert_eq!(difference("", &old, &new), Some(".c: null became \"more\"".to_owned()));
}
