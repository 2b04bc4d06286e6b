//! `cargo xtask bench`: [`clv`] measures the fits of the lifetime value models; the rest measures the import.
//!
//! `cargo xtask bench import`: how long our import takes, beside others and the bare read of the file.
//!
//! Everything is measured in one run, in turns, and each import in a process of its own. What counts are the
//! ratios within the run: times of different runs, let alone of different machines, are not comparable.
//! Nobody's time counts whose totals are not those of the file. Nothing is asserted about times.

mod clv;
mod contestant;
mod files;
mod measure;
mod options;
mod report;

use std::fs;

use serde_json::json;

use self::contestant::{Contestant, Side};
use self::files::DataFile;
use self::measure::{Attempt, Tools};
use self::options::Options;
use self::report::Results;
use crate::Result;
use crate::project::Project;

/// `cargo xtask bench`.
pub(crate) fn run(project: &Project, arguments: &[String]) -> Result {
    let options = match arguments.split_first() {
        Some((what, rest)) if what == "import" => Options::parse(rest)?,
        Some((what, rest)) if what == "clv" => return clv::run_bench(project, &clv::Options::parse(rest)?),
        _ => return Err("`bench` measures two things: cargo xtask bench import, … bench clv".to_owned()),
    };
    let (tools, peers) = Tools::prepare(project, &options)?;
    let files = files::write(project, &options.rows)?;

    let load_before = load();
    let blank_bytes =
        if options.has(Side::Browser) { measure::blank_page_bytes(&tools, &files) } else { None };
    let mut all = Vec::new();
    let mut tables = Vec::new();
    for file in &files {
        let contestants = Contestant::of_run(&options, &peers);
        let results = measure_in_turns(&tools, file, &contestants, options.reps);
        let results = Results { file, contestants: &contestants, attempts: &results, blank_bytes };
        tables.push(results.table());
        all.push(results.json());
    }

    let path = project.bench_dir().join("import.json");
    let load = [load_before, load()];
    let text = json!({ "reps": options.reps, "load": load, "blank_page_bytes": blank_bytes, "sizes": all });
    fs::write(&path, format!("{text:#}\n")).map_err(|error| format!("{}: {error}.", path.display()))?;
    println!("{}\n{}", tables.concat(), report::LEGEND);
    if let [Some(before), Some(after)] = load {
        let n_cores = std::thread::available_parallelism().map_or(1, usize::from);
        println!("Load of the {n_cores} cores in the minute before: {before}; in the last minute: {after}.");
    }
    println!("All measurements: {}", path.display());
    if all.iter().any(|size| size["ours_failed"] == true) {
        return Err("Our own import failed, or its totals are wrong.".to_owned());
    }
    Ok(())
}

/// All contestants once, then all again: whatever else the machine does hits everybody alike. Each round
/// begins with another one.
fn measure_in_turns(
    tools: &Tools,
    file: &DataFile,
    contestants: &[Contestant],
    reps: usize,
) -> Vec<Vec<Attempt>> {
    let mut attempts: Vec<Vec<Attempt>> = contestants.iter().map(|_| Vec::new()).collect();
    for rep in 0..reps {
        println!("\n{} rows, round {} of {reps}", file.size_name(), rep + 1);
        for turn in 0..contestants.len() {
            let at = (rep + turn) % contestants.len();
            let attempt = measure::once(tools, file, contestants[at]);
            println!("  {:<32} {}", contestants[at].name(), attempt.line());
            attempts[at].push(attempt);
        }
    }
    attempts
}

/// How many programs wanted a core in the last minute, on average; none where the system does not tell.
fn load() -> Option<f64> {
    fs::read_to_string("/proc/loadavg").ok()?.split_whitespace().next()?.parse().ok()
}
