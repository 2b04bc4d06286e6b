//! `cargo xtask fuzz`: tries to break the engine with bytes nobody would write.
//!
//! The targets are those of `crates/engine/fuzz`, laid out as cargo-fuzz expects them. cargo-fuzz needs a nightly
//! compiler for its sanitizers; safe code has little to gain from those, and the instrumentation that libFuzzer
//! steers by is to be had on stable Rust with the flags below, which are cargo-fuzz's own.
//!
//! New inputs are collected in `<target>/fuzz/corpus`, next to the committed seeds, and what breaks a law lands in
//! `<target>/fuzz`. Time and memory of each input are limited by the targets themselves (`meter.rs`).

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::thread;

use crate::Result;
use crate::commands::{cargo, output, run as run_command, step};
use crate::project::Project;

/// Bytes an input may have.
const MAX_INPUT_BYTES: usize = 65_536;

/// Seconds on the wall after which an input counts as endless. Slow ones are found by their processor time.
const ENDLESS_SECONDS: u32 = 120;

/// Memory of the process in MiB; of which an input may hold 256 MiB, and libFuzzer needs the rest.
const MAX_PROCESS_MEBIBYTES: u32 = 1_024;

/// What cargo-fuzz passes to the compiler, but for the sanitizer.
const FLAGS: &str = "--cfg fuzzing -Ccodegen-units=1 -Cpasses=sancov-module \
    -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares";

/// What to run and for how long.
pub(crate) struct Options {
    targets: Vec<String>,
    seconds: u32,
    n_jobs: usize,
}

impl Options {
    /// One minute for every target, two of them side by side: what CI runs.
    pub(crate) fn in_ci() -> Self {
        Self { targets: Vec::new(), seconds: 60, n_jobs: 2 }
    }

    /// Reads `[target...] [--seconds n] [--jobs n]`.
    pub(crate) fn parse(arguments: &[String]) -> Result<Self> {
        let mut options = Self { targets: Vec::new(), seconds: 60, n_jobs: 1 };
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            let mut number = || {
                let value = rest.next().and_then(|value| value.parse().ok()).filter(|&value: &u32| value > 0);
                value.ok_or_else(|| format!("`{argument}` needs a number, as in `{argument} 60`."))
            };
            match argument.as_str() {
                "--seconds" => options.seconds = number()?,
                "--jobs" => options.n_jobs = number()? as usize,
                name if !name.starts_with('-') => options.targets.push(name.to_owned()),
                other => return Err(format!("`fuzz` has no option “{other}”.")),
            }
        }
        Ok(options)
    }
}

/// Builds the targets and runs them, `n_jobs` at a time.
pub(crate) fn run(project: &Project, options: &Options) -> Result {
    let known = targets(project)?;
    if let Some(unknown) = options.targets.iter().find(|name| !known.contains(name)) {
        return Err(format!("There is no fuzz target “{unknown}”, only {}.", known.join(", ")));
    }
    let chosen = if options.targets.is_empty() { &known } else { &options.targets };
    let binaries = step("build the fuzz targets", || build(project))?;
    let left = Mutex::new(chosen.iter());
    let failures = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..options.n_jobs.min(chosen.len()) {
            scope.spawn(|| {
                loop {
                    let next = left.lock().map(|mut left| left.next());
                    let Ok(Some(target)) = next else { break };
                    let outcome = step(&format!("fuzz {target}"), || {
                        run_target(project, &binaries.join(target), target, options.seconds)
                    });
                    if let (Err(failure), Ok(mut failures)) = (outcome, failures.lock()) {
                        failures.push(failure);
                    }
                }
            });
        }
    });
    match failures.into_inner() {
        Ok(failures) if failures.is_empty() => Ok(()),
        Ok(failures) => Err(failures.join("\n")),
        Err(_) => Err("A fuzz target could not be watched.".to_owned()),
    }
}

/// The names of the targets.
fn targets(project: &Project) -> Result<Vec<String>> {
    let folder = fuzz_folder(project).join("fuzz_targets");
    let entries = std::fs::read_dir(&folder).map_err(|error| format!("{}: {error}.", folder.display()))?;
    let mut names: Vec<String> = entries
        .filter_map(|entry| Some(entry.ok()?.path().file_stem()?.to_string_lossy().into_owned()))
        .collect();
    names.sort();
    Ok(names)
}

fn fuzz_folder(project: &Project) -> PathBuf {
    project.path("crates/engine/fuzz")
}

/// Builds all targets and returns the folder they are in.
fn build(project: &Project) -> Result<PathBuf> {
    let host = host()?;
    let target = project.target.join("fuzz").join("build");
    run_command(
        cargo(project)
            .current_dir(fuzz_folder(project))
            .args(["build", "--release", "--quiet", "--bins", "--target", &host])
            // With a target given, build scripts and macros are spared the flags.
            .env("RUSTFLAGS", FLAGS)
            .env("CARGO_TARGET_DIR", &target),
    )?;
    Ok(target.join(host).join("release"))
}

/// The triple of this machine.
fn host() -> Result<String> {
    let version = output(Command::new("rustc").arg("-vV"))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| "rustc does not say what it runs on.".to_owned())
}

fn run_target(project: &Project, binary: &Path, target: &str, seconds: u32) -> Result {
    let folder = project.target.join("fuzz");
    let found = folder.join("corpus").join(target);
    std::fs::create_dir_all(&found).map_err(|error| format!("{}: {error}.", found.display()))?;
    let log_path = folder.join(format!("{target}.log"));
    let log =
        std::fs::File::create(&log_path).map_err(|error| format!("{}: {error}.", log_path.display()))?;
    let also = log.try_clone().map_err(|error| format!("{}: {error}.", log_path.display()))?;
    let status = Command::new(binary)
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-max_len={MAX_INPUT_BYTES}"))
        .arg(format!("-timeout={ENDLESS_SECONDS}"))
        .arg(format!("-rss_limit_mb={MAX_PROCESS_MEBIBYTES}"))
        .arg(format!("-artifact_prefix={}", folder.join(format!("{target}-")).display()))
        .arg("-print_final_stats=1")
        // The first folder takes what is new; the seeds are only read.
        .arg(&found)
        .arg(fuzz_folder(project).join("corpus").join(target))
        .stdout(log)
        .stderr(also)
        .status()
        .map_err(|error| format!("`{}` did not start: {error}.", binary.display()))?;
    let log = std::fs::read_to_string(&log_path).unwrap_or_default();
    if status.success() {
        let n_runs = log.lines().find_map(|line| line.strip_prefix("stat::number_of_executed_units:"));
        println!("    {target}: {} inputs, none of which breaks a law", n_runs.unwrap_or(" ?").trim());
        return Ok(());
    }
    let tail: Vec<&str> = log.lines().filter(|line| !line.starts_with('#')).collect();
    Err(format!(
        "The fuzz target “{target}” was broken:\n{}\nThe whole log: {}",
        tail[tail.len().saturating_sub(40)..].join("\n"),
        log_path.display()
    ))
}
