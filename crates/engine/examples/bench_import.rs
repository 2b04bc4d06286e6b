//! Measures the import of a transactions file outside the browser and prints one line of JSON.
//!
//! `cargo run --release -p clientele-engine --example bench_import -- FILE [--read-only]`
//!
//! The work is that of the worker: the file in slices of 1 MiB, then the table is joined into a data set. With
//! `--read-only` the slices are read and nothing is done with them. `cargo xtask bench import` calls it, and
//! checks the totals it prints.

use clientele_engine::data::{DatasetBuilder, Day, DimensionRole};
use clientele_engine::import::{FileImporter, ImportOptions, ImportedTable};
use serde_json::{Value, json};
use std::fs::{self, File};
use std::io::{self, Read};
use std::time::Instant;

const SLICE: usize = 1 << 20;

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some(path) = arguments.first() else {
        return Err(io::Error::other("usage: bench_import FILE [--read-only]"));
    };
    let waited_before = waited_ms();
    let start = Instant::now();
    let mut measured = if arguments.iter().any(|argument| argument == "--read-only") {
        read_only(path, start)?
    } else {
        import(path, start)?
    };
    let wall = measured["wall_ms"].as_f64().unwrap_or_default();
    // The totals are summed after the clock was stopped; what they waited is too little to tell apart.
    measured["own_ms"] = json!(wall - (waited_ms() - waited_before).min(wall));
    measured["peak_bytes"] = json!(peak_bytes());
    println!("{measured}");
    Ok(())
}

fn read_only(path: &str, start: Instant) -> io::Result<Value> {
    let mut file = File::open(path)?;
    let mut slice = vec![0; SLICE];
    let mut n_bytes = 0;
    loop {
        let n = file.read(&mut slice)?;
        if n == 0 {
            break;
        }
        n_bytes += n;
    }
    Ok(json!({ "wall_ms": start.elapsed().as_secs_f64() * 1e3, "answer": { "n_bytes": n_bytes } }))
}

fn import(path: &str, start: Instant) -> io::Result<Value> {
    let mut file = File::open(path)?;
    // Any day behind all dates will do: the answer must not depend on the clock.
    let mut importer = FileImporter::new(path, file.metadata()?.len(), ImportOptions::new(Day(40_000)));
    let mut slice = vec![0; SLICE];
    let imported = loop {
        let n = file.read(&mut slice)?;
        if n == 0 {
            break importer.finish().map_err(io::Error::other)?;
        }
        importer.push(&slice[..n]).map_err(io::Error::other)?;
    };
    let ImportedTable::Transactions(table) = imported.table else {
        return Err(io::Error::other("not a file of transactions"));
    };
    let mut builder = DatasetBuilder::new();
    builder.add_transactions(table);
    let (dataset, _) = builder.finish().map_err(io::Error::other)?;
    let wall_ms = start.elapsed().as_secs_f64() * 1e3;

    let report = imported.report;
    let quoted_cents: i64 = dataset.dimension(DimensionRole::Category).map_or(0, |category| {
        (0..dataset.n_lines())
            .filter(|&line| category.value(line).contains(','))
            .map(|line| dataset.amounts()[line])
            .sum()
    });
    Ok(json!({
        "wall_ms": wall_ms,
        "kept_bytes": dataset.n_bytes(),
        "answer": {
            "n_rows": report.n_accepted,
            "sum_cents": report.sum_amount.replace('.', "").parse::<u64>().ok(),
            "n_customers": report.n_customers,
            "quoted_cents": quoted_cents,
        },
    }))
}

/// How long this thread has been ready to run and had no core; 0 where the system does not tell.
fn waited_ms() -> f64 {
    let text = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    text.split_whitespace().nth(1).and_then(|text| text.parse().ok()).map_or(0.0, |ns: f64| ns / 1e6)
}

/// The most memory this process ever had; none where the system does not tell.
fn peak_bytes() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok().map(|kb| kb * 1024)
}
