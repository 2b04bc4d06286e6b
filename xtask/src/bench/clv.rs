//! `cargo xtask bench clv`: how long the fits of the lifetime value models take, beside those of the Python package
//! lifetimes.
//!
//! Both read the same customer summaries, and both are measured in CPU time, so that what else the machine does
//! matters little. Log-likelihoods are computed by one formula, ours, at everybody's parameters: a fit that is quick
//! and worse does not count.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use crate::Result;
use crate::commands::{answers, cargo, output, run, step};
use crate::project::Project;

/// Models in the order of the table, and how many times as fast ours has to be at least.
const MODELS: [(&str, f64); 4] = [("bgnbd", 5.0), ("mbgnbd", 5.0), ("pnbd", 10.0), ("gamma_gamma", 1.0)];
/// How far our log-likelihood may be below theirs.
const MOST_BEHIND: f64 = 0.01;
/// Customers from which theirs fits once, as it takes so long.
const MANY: usize = 50_000;

/// What was asked for on the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Options {
    /// Simulated customers of each file.
    customers: Vec<usize>,
    /// How often theirs fits.
    reps: usize,
}

impl Options {
    /// Reads the arguments after `bench clv`.
    pub(crate) fn parse(arguments: &[String]) -> Result<Self> {
        let mut options = Self { customers: vec![10_000, 100_000], reps: 3 };
        let mut rest = arguments.iter();
        while let Some(flag) = rest.next() {
            let value = rest.next().map(String::as_str).unwrap_or_default();
            match flag.as_str() {
                "--customers" => {
                    options.customers = value.split(',').map(customers).collect::<Result<_>>()?
                }
                "--reps" => {
                    options.reps = value
                        .parse()
                        .ok()
                        .filter(|&reps| reps > 0)
                        .ok_or_else(|| format!("--reps needs a number from 1 on, not “{value}”."))?;
                }
                other => return Err(format!("`bench clv` does not know {other}.")),
            }
        }
        Ok(options)
    }
}

/// `10k`, `1M` or `2500`.
fn customers(text: &str) -> Result<usize> {
    let (digits, factor) = match text.as_bytes().last() {
        Some(b'k' | b'K') => (&text[..text.len() - 1], 1_000),
        Some(b'm' | b'M') => (&text[..text.len() - 1], 1_000_000),
        _ => (text, 1),
    };
    let n = digits.parse::<usize>().ok().and_then(|n| n.checked_mul(factor));
    n.filter(|n| (100..=5_000_000).contains(n))
        .ok_or_else(|| format!("--customers needs numbers from 100 to 5M, as in 10k,100k; not “{text}”."))
}

/// A customer summary.
struct Summary {
    name: String,
    path: PathBuf,
    n_customers: usize,
}

/// Measures everything and prints a table.
pub(crate) fn run_bench(project: &Project, options: &Options) -> Result {
    let folder = project.bench_dir().join("clv");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}.", folder.display()))?;
    let ours = step("compile the fits", || {
        let what =
            ["build", "--quiet", "--release", "--package", "clientele-engine", "--example", "bench_clv"];
        run(cargo(project).args(what))?;
        Ok(project.target.join(format!("release/examples/bench_clv{}", std::env::consts::EXE_SUFFIX)))
    })?;
    let python = install(project, &folder);
    let summaries = summaries(project, &ours, &folder, options)?;

    let mut text = String::new();
    let mut all = Vec::new();
    let mut misses = Vec::new();
    for summary in &summaries {
        let rows = measure(project, &ours, python.as_deref(), summary, options)?;
        text += &table(summary, &rows);
        misses
            .extend(rows.iter().filter_map(|row| row.miss().map(|miss| format!("{}: {miss}", summary.name))));
        all.push(json!({
            "name": summary.name,
            "customers": summary.n_customers,
            "models": rows.iter().map(Row::json).collect::<Vec<_>>(),
        }));
    }
    let path = project.bench_dir().join("clv.json");
    fs::write(&path, format!("{:#}\n", json!({ "summaries": all })))
        .map_err(|error| format!("{}: {error}.", path.display()))?;
    println!("{text}\n{LEGEND}All measurements: {}", path.display());
    if misses.is_empty() { Ok(()) } else { Err(format!("Not good enough: {}.", misses.join("; "))) }
}

const LEGEND: &str = "\
CPU ms: user and system, of one fit; theirs is the least of the repetitions (one from 50,000 customers on). LL less
theirs: by one formula at both parameters, above 0 where ours is better.
";

/// One model of one summary.
struct Row {
    model: &'static str,
    least_ratio: f64,
    ours: Value,
    theirs: Option<Value>,
    /// Their log-likelihood by our formula.
    their_likelihood: Option<f64>,
}

impl Row {
    fn ours_ms(&self) -> f64 {
        self.ours["cpu_ms"].as_f64().unwrap_or(f64::NAN)
    }

    fn ratio(&self) -> Option<f64> {
        Some(self.theirs.as_ref()?["cpu_ms"].as_f64()? / self.ours_ms())
    }

    fn ahead(&self) -> Option<f64> {
        Some(self.ours["log_likelihood"].as_f64()? - self.their_likelihood?)
    }

    /// What is not good enough.
    fn miss(&self) -> Option<String> {
        if let Some(ahead) = self.ahead().filter(|&ahead| ahead < -MOST_BEHIND) {
            return Some(format!("{} has a log-likelihood {:.3} below", self.model, -ahead));
        }
        self.ratio()
            .filter(|&ratio| ratio < self.least_ratio)
            .map(|ratio| format!("{} is {ratio:.1} times as fast and not {}", self.model, self.least_ratio))
    }

    fn json(&self) -> Value {
        json!({
            "model": self.model,
            "ours": self.ours,
            "theirs": self.theirs,
            "ratio": self.ratio(),
            "log_likelihood_ahead": self.ahead(),
        })
    }
}

fn measure(
    project: &Project,
    ours: &Path,
    python: Option<&Path>,
    summary: &Summary,
    options: &Options,
) -> Result<Vec<Row>> {
    let names = MODELS.map(|(name, _)| name).join(",");
    println!("\n{}", summary.name);
    let told = step("fit ours", || lines(Command::new(ours).arg("fit").arg(&summary.path).arg(&names)))?;
    let reps = if summary.n_customers >= MANY { 1 } else { options.reps };
    let theirs = match python {
        Some(python) => step("fit theirs", || {
            let script = project.path("benches/clv/lifetimes_fit.py");
            lines(
                Command::new(python)
                    .arg(script)
                    .arg(&summary.path)
                    .arg(&names)
                    .arg(reps.to_string())
                    .env("PYTHONWARNINGS", "ignore"),
            )
        })?,
        None => Vec::new(),
    };
    let of = |told: &[Value], model: &str| told.iter().find(|it| it["model"] == model).cloned();
    MODELS
        .iter()
        .map(|&(model, least_ratio)| {
            let theirs = of(&theirs, model);
            let their_likelihood = match theirs.as_ref().and_then(|it| it["parameters"].as_array()) {
                Some(parameters) => Some(likelihood(ours, summary, model, parameters)?),
                None => None,
            };
            let ours = of(&told, model).ok_or_else(|| format!("{model} was not fitted."))?;
            Ok(Row { model, least_ratio, ours, theirs, their_likelihood })
        })
        .collect()
}

fn likelihood(ours: &Path, summary: &Summary, model: &str, parameters: &[Value]) -> Result<f64> {
    let parameters: Vec<String> = parameters.iter().map(Value::to_string).collect();
    let said = output(Command::new(ours).arg("at").arg(&summary.path).arg(model).arg(parameters.join(",")))?;
    said.trim().parse().map_err(|_| format!("not a log-likelihood: {said}"))
}

/// Lines of JSON.
fn lines(command: &mut Command) -> Result<Vec<Value>> {
    output(command)?
        .lines()
        .map(|line| serde_json::from_str(line).map_err(|error| format!("{line}: {error}.")))
        .collect()
}

/// The CDNOW sample, where the shared data is there, and simulated customers.
fn summaries(project: &Project, ours: &Path, folder: &Path, options: &Options) -> Result<Vec<Summary>> {
    let mut all = Vec::new();
    let cdnow = project.path("../shared/data/cdnow/cdnow_sample.csv");
    if cdnow.is_file() {
        let path = folder.join("cdnow.csv");
        run(Command::new(ours).arg("summarize").arg(&cdnow).arg(&path))?;
        all.push(Summary { name: "CDNOW, 39 weeks".to_owned(), path, n_customers: 2_357 });
    } else {
        println!("    The CDNOW data is not here: it is left out of this run.");
    }
    for &n_customers in &options.customers {
        let path = folder.join(format!("simulated_{n_customers}.csv"));
        run(Command::new(ours).arg("write").arg(&path).arg(n_customers.to_string()))?;
        all.push(Summary { name: format!("{n_customers} simulated customers"), path, n_customers });
    }
    Ok(all)
}

/// Puts the Python packages into a folder of their own; without them ours is measured alone.
fn install(project: &Project, folder: &Path) -> Option<PathBuf> {
    let installed = step("install lifetimes with pip", || {
        let name = ["python3.11", "python3"].into_iter().find(|name| answers(name, &["--version"]));
        let name = name.ok_or("There is no Python.")?;
        let from = project.path("benches/clv/requirements.txt");
        let wanted = fs::read(&from).map_err(|error| format!("{}: {error}.", from.display()))?;
        let venv = folder.join("venv");
        let python = venv.join("bin/python");
        let marker = venv.join("installed.txt");
        if fs::read(&marker).is_ok_and(|installed| installed == wanted) {
            return Ok(python);
        }
        run(Command::new(name).args(["-m", "venv"]).arg(&venv))?;
        run(Command::new(&python)
            .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"])
            .arg(&from))?;
        fs::write(&marker, &wanted).map_err(|error| format!("{}: {error}.", marker.display()))?;
        Ok(python)
    });
    installed.map_err(|error| println!("    {error} lifetimes is left out of this run.")).ok()
}

fn table(summary: &Summary, rows: &[Row]) -> String {
    let mut text = format!(
        "\n### {}\n\n| model | ours, CPU ms | lifetimes, CPU ms | times as fast | LL | LL less theirs | histories |\n\
         | --- | ---: | ---: | ---: | ---: | ---: | ---: |\n",
        summary.name
    );
    let number = |value: Option<f64>, decimals: usize| {
        value.map_or("–".to_owned(), |value| format!("{value:.decimals$}"))
    };
    for row in rows {
        let theirs = match &row.theirs {
            Some(theirs) if theirs["failed"].is_string() => theirs["failed"].to_string(),
            Some(theirs) => number(theirs["cpu_ms"].as_f64(), 0),
            None => "–".to_owned(),
        };
        text += &format!(
            "| {} | {} | {theirs} | {} | {} | {} | {} |\n",
            row.model,
            number(Some(row.ours_ms()), 1),
            number(row.ratio(), 1),
            number(row.ours["log_likelihood"].as_f64(), 2),
            number(row.ahead(), 5),
            row.ours["histories"],
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Options> {
        let arguments: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        Options::parse(&arguments)
    }

    fn row(ours_ms: f64, their_ms: f64, ahead: f64) -> Row {
        Row {
            model: "bgnbd",
            least_ratio: 5.0,
            ours: json!({ "cpu_ms": ours_ms, "log_likelihood": -100.0 + ahead }),
            theirs: Some(json!({ "cpu_ms": their_ms, "parameters": [] })),
            their_likelihood: Some(-100.0),
        }
    }

    #[test]
    fn options_are_read_and_wrong_ones_refused() {
        let expected = Options { customers: vec![5_000, 1_000_000], reps: 2 };
        assert_eq!(parse("--reps 2 --customers 5k,1M"), Ok(expected));
        for line in ["--customers 5", "--customers", "--reps 0", "--fast", "--customers 9M"] {
            assert!(parse(line).is_err(), "{line}");
        }
    }

    #[test]
    fn a_slow_fit_and_a_worse_one_are_not_good_enough() {
        assert_eq!(row(1.0, 6.0, -0.001).miss(), None);
        assert!(row(1.0, 4.0, 0.0).miss().is_some());
        assert!(row(1.0, 60.0, -0.02).miss().unwrap().contains("0.020 below"));
        assert_eq!(Row { theirs: None, their_likelihood: None, ..row(1.0, 1.0, 0.0) }.miss(), None);
    }
}
