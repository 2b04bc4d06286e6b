//! One measurement: a process is started, and tells what it took in one line of JSON.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;

use super::contestant::{Contestant, Peer, Side};
use super::files::DataFile;
use super::options::Options;
use crate::commands::{answers, cargo, output, run, step};
use crate::project::Project;
use crate::{Result, build, tools};

/// What measures.
pub(crate) struct Tools {
    native: PathBuf,
    browser: Option<Driver>,
}

struct Driver {
    program: PathBuf,
    browser: tools::Browser,
    /// The built site, the pages of the peers and their packages.
    folders: [PathBuf; 3],
}

/// What came of one import.
#[derive(Debug, Clone)]
pub(crate) enum Attempt {
    /// The totals are right.
    Measured(Measured),
    /// It failed, or the totals are wrong: no time counts.
    Failed(String),
}

/// What one import took.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Measured {
    /// From the choice of the file to the answer, in milliseconds.
    pub(crate) wall_ms: f64,
    /// Without the time in which the busiest thread was ready and had no core; `wall_ms` where the system does
    /// not tell.
    pub(crate) own_ms: f64,
    /// The most memory the process had.
    pub(crate) peak_bytes: Option<u64>,
    /// Memory of what was imported.
    pub(crate) kept_bytes: Option<u64>,
}

impl Tools {
    /// Compiles and installs everything, and says which peers can take part.
    pub(crate) fn prepare(project: &Project, options: &Options) -> Result<(Self, Vec<Peer>)> {
        step("compile the native import", || {
            let what = ["build", "--quiet", "--release", "--package", "clientele-engine", "--examples"];
            run(cargo(project).args(what))
        })?;
        let suffix = std::env::consts::EXE_SUFFIX;
        let native = project.target.join(format!("release/examples/bench_import{suffix}"));
        if !options.has(Side::Browser) {
            return Ok((Self { native, browser: None }, Vec::new()));
        }

        let browser = tools::ensure_browser()?;
        build::site(project, build::Profile::Release)?;
        let program = step("compile the driver of the browser", || compile_driver(project))?;
        let modules = project.bench_dir().join("node_modules");
        let peers = if options.peers.is_empty() { Vec::new() } else { install(project, &options.peers) };
        let folders = [project.dist.clone(), project.path("benches/browser/pages"), modules];
        Ok((Self { native, browser: Some(Driver { program, browser, folders }) }, peers))
    }
}

/// Cargo names the file, which has a hash in it, in one of many lines of JSON.
fn compile_driver(project: &Project) -> Result<PathBuf> {
    let lines = output(cargo(project).args([
        "bench",
        "--quiet",
        "--no-run",
        "--profile",
        "dev",
        "--package",
        "clientele",
        "--no-default-features",
        "--bench",
        "browser",
        "--message-format",
        "json",
    ]))?;
    lines
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|message| message["target"]["name"] == "browser")
        .find_map(|message| message["executable"].as_str().map(PathBuf::from))
        .ok_or_else(|| "Cargo has not said where it put the driver of the browser.".to_owned())
}

/// Installs the packages of the peers into the build directory; without npm there are no peers.
fn install(project: &Project, peers: &[Peer]) -> Vec<Peer> {
    let installed = step("install the peers with npm", || {
        if !answers("npm", &["--version"]) {
            return Err("There is no npm.".to_owned());
        }
        let (from, to) =
            (project.path("benches/browser/package.json"), project.bench_dir().join("package.json"));
        let wanted = fs::read(&from).map_err(|error| format!("{}: {error}.", from.display()))?;
        let marker = project.bench_dir().join("node_modules/installed.json");
        if fs::read(&marker).is_ok_and(|installed| installed == wanted) {
            return Ok(());
        }
        fs::create_dir_all(project.bench_dir()).map_err(|error| format!("{}: {error}.", to.display()))?;
        fs::write(&to, &wanted).map_err(|error| format!("{}: {error}.", to.display()))?;
        let how = ["--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts", "--loglevel=error"];
        run(Command::new("npm").arg("install").args(how).current_dir(project.bench_dir()))?;
        fs::write(&marker, &wanted).map_err(|error| format!("{}: {error}.", marker.display()))
    });
    match installed {
        Ok(()) => peers.to_vec(),
        Err(error) => {
            println!("    {error} DuckDB-WASM and uDSV come from npm: they are left out of this run.");
            Vec::new()
        }
    }
}

/// The memory of a page with nothing in it, to be taken off everybody's.
pub(crate) fn blank_page_bytes(tools: &Tools, files: &[DataFile]) -> Option<u64> {
    let told = drive(tools.browser.as_ref()?, "blank", files.first()?).ok()?;
    told["peak_bytes"].as_u64()
}

/// Imports a file once.
pub(crate) fn once(tools: &Tools, file: &DataFile, who: Contestant) -> Attempt {
    let told = match (who.page(), &tools.browser) {
        (Some(page), Some(driver)) => drive(driver, page, file),
        _ => {
            let mut command = Command::new(&tools.native);
            command.arg(&file.csv);
            if who.is_floor() {
                command.arg("--read-only");
            }
            told(&mut command)
        }
    };
    match told {
        Ok(told) => judged(&told, file, who.is_floor()),
        Err(error) => Attempt::Failed(error),
    }
}

fn judged(told: &Value, file: &DataFile, only_reads: bool) -> Attempt {
    if let Some(mistake) = file.mistake(&told["answer"], only_reads) {
        return Attempt::Failed(mistake);
    }
    let Some(wall_ms) = told["wall_ms"].as_f64() else { return Attempt::Failed("no time".to_owned()) };
    Attempt::Measured(Measured {
        wall_ms,
        own_ms: told["own_ms"].as_f64().unwrap_or(wall_ms),
        peak_bytes: told["peak_bytes"].as_u64(),
        kept_bytes: told["kept_bytes"].as_u64(),
    })
}

fn drive(driver: &Driver, page: &str, file: &DataFile) -> Result<Value> {
    told(
        Command::new(&driver.program)
            .arg(page)
            .arg(&file.csv)
            .args(&driver.folders)
            .env("CLIENTELE_CHROMIUM", &driver.browser.chromium)
            .env("CHROMEDRIVER", &driver.browser.chromedriver),
    )
}

/// The line of JSON, or the last thing the process complained of.
fn told(command: &mut Command) -> Result<Value> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("{} did not start: {error}", command.get_program().to_string_lossy()))?;
    let line = String::from_utf8_lossy(&output.stdout);
    match serde_json::from_str(line.trim()) {
        Ok(value) if output.status.success() => Ok(value),
        _ => {
            let said = String::from_utf8_lossy(&output.stderr);
            let last = said.lines().rfind(|line| !line.trim().is_empty()).unwrap_or("no word of why");
            Err(format!("failed: {}", last.trim().chars().take(200).collect::<String>()))
        }
    }
}

impl Attempt {
    /// What is shown while the others are measured.
    pub(crate) fn line(&self) -> String {
        match self {
            Self::Measured(measured) => {
                format!("{:>7.0} ms, own {:>7.0} ms", measured.wall_ms, measured.own_ms)
            }
            Self::Failed(reason) => reason.clone(),
        }
    }

    /// The measurement, where there is one.
    pub(crate) fn measured(&self) -> Option<Measured> {
        match self {
            Self::Measured(measured) => Some(*measured),
            Self::Failed(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn no_time_counts_with_a_wrong_answer() {
        let file = DataFile { n_rows: 1, csv: PathBuf::new(), totals: json!({ "n_bytes": 75 }) };
        let told = |n_bytes: u64| json!({ "wall_ms": 2.0, "own_ms": null, "answer": { "n_bytes": n_bytes } });

        let right = judged(&told(75), &file, true).measured().unwrap();
        assert_eq!((right.wall_ms, right.own_ms, right.peak_bytes), (2.0, 2.0, None));
        assert!(judged(&told(74), &file, true).measured().is_none());
    }
}
