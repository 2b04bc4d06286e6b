//! `docs/METHODS.md` is written from the register of metrics and the English words; this test holds it to them.
//!
//! After a change to a metric: `CLIENTELE_WRITE_DOCS=1 cargo test --no-default-features --test methods`.
#![allow(clippy::unwrap_used, reason = "tests")]

use clientele::text::{Locale, Words};
use clientele_engine::metric::{self, Metric, Needs};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

const HEAD: &str = "# Methods

Every figure of Clientele: what it says, how it is computed, where the formula comes from, where it ends, and which test
holds it to a published or independently computed value. Written from the register of metrics
(`crates/engine/src/metric.rs`); `tests/methods.rs` says how, and fails when this page is out of date.

*Parts* says how the figure of a whole follows from those of its parts: *additive* figures add up, figures *over
customers* add up over customers but not over time or products, a *ratio of sums* is computed anew from sums, and what is
*not additive* is computed from the rows.
";

fn document() -> String {
    let mut text = HEAD.to_owned();
    for (heading, metrics) in metric::sections() {
        write!(text, "\n## {heading}\n\n").unwrap();
        text.push_str("| figure | says | formula | unit | parts | needs | source | limits | test |\n");
        text.push_str("|---|---|---|---|---|---|---|---|---|\n");
        metrics.iter().for_each(|metric| row(&mut text, metric));
    }
    text
}

fn row(text: &mut String, metric: &Metric) {
    let words = Words::of(Locale::En);
    let needs: Vec<&str> = metric.needs.iter().map(|needs: &Needs| needs.key()).collect();
    writeln!(
        text,
        "| **{}** (`{}`) | {} | {} | {} | {} | {} | {} | {} | `{}` |",
        words.say(&format!("metric-{}-name", metric.id)),
        metric.id,
        words.say(&format!("metric-{}-what", metric.id)),
        metric.formula,
        metric.unit.key(),
        metric.additivity.key(),
        if needs.is_empty() { "–".to_owned() } else { needs.join(", ") },
        metric.source,
        metric.limits,
        metric.test,
    )
    .unwrap();
}

#[test]
fn the_table_of_methods_is_that_of_the_register() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/METHODS.md");
    let document = document();
    if std::env::var_os("CLIENTELE_WRITE_DOCS").is_some() {
        std::fs::write(&path, &document).unwrap();
    }
    let stands = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(stands == document, "docs/METHODS.md is out of date; see tests/methods.rs for how to write it");
}

/// The path of a test in the engine, as `it::analysis::golden::NAME` or `analysis::MODULE::tests::NAME`: the file
/// that should hold it, or the folder.
fn places(test: &str) -> Vec<PathBuf> {
    let engine = Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/engine");
    let modules: Vec<&str> = test.split("::").collect();
    let (root, modules) = match modules.as_slice() {
        ["it", rest @ ..] => (engine.join("tests/it"), rest),
        rest => (engine.join("src"), rest),
    };
    let mut places = Vec::new();
    let mut folder = root;
    for module in &modules[..modules.len() - 1] {
        places.push(folder.join(format!("{module}.rs")));
        folder = folder.join(module);
        places.push(folder.join("mod.rs"));
    }
    places
}

#[test]
fn the_tests_that_metrics_name_exist() {
    for metric in metric::all() {
        let name = metric.test.rsplit("::").next().unwrap();
        let is_there = places(metric.test)
            .iter()
            .filter_map(|path| std::fs::read_to_string(path).ok())
            .any(|text| text.contains(&format!("fn {name}(")));
        assert!(is_there, "{} names the test {}, which is nowhere", metric.id, metric.test);
    }
}
