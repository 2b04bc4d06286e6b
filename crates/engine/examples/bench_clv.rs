//! Measures the fits of the lifetime value models outside the browser.
//!
//! ```text
//! cargo run --release -p clientele-engine --example bench_clv -- write FILE N        N simulated customers
//! cargo run --release -p clientele-engine --example bench_clv -- summarize IN FILE   of the CDNOW file
//! cargo run --release -p clientele-engine --example bench_clv -- fit FILE MODEL[,MODEL]
//! cargo run --release -p clientele-engine --example bench_clv -- at FILE MODEL P,P,P[,P]
//! ```
//!
//! The file is a customer summary: repeat order days, days from the first to the last one and to the end, mean value
//! of the repeats. `fit` prints a line of JSON per model with the CPU time; taking equal histories together is part of
//! it. `at` prints the log-likelihood at given parameters, so that everybody's is computed by one formula.
//! `cargo xtask bench clv` calls it.

use clientele_engine::analysis::clv::history::{PurchaseHistory, collapse};
use clientele_engine::analysis::clv::{GammaGammaFit, PurchaseFit, PurchaseModel, gamma_gamma, purchase};
use clientele_engine::data::Day;
use clientele_engine::progress::Unwatched;
use clientele_engine::stats::random::Pcg32;
use serde_json::{Value, json};
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::time::Instant;

type Failure = Box<dyn Error>;

/// A customer of the summary, and the mean value of the repeats.
type Customer = (PurchaseHistory, f64);

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["write", path, n] => write(path, &simulated(n.parse()?)),
        ["summarize", from, path] => write(path, &cdnow(from)?),
        ["fit", path, models] => {
            let customers = read(path)?;
            for name in models.split(',') {
                println!("{}", fitted(&customers, name)?);
            }
            Ok(())
        }
        ["at", path, name, parameters] => {
            let parameters: Vec<f64> = parameters.split(',').map(str::parse).collect::<Result<_, _>>()?;
            println!("{}", likelihood(&read(path)?, name, &parameters)?);
            Ok(())
        }
        _ => Err("usage: bench_clv write|summarize|fit|at …; see the head of its source".into()),
    }
}

/// The model of a name; `None` for the model of order values.
fn model(name: &str) -> Result<Option<PurchaseModel>, Failure> {
    match name {
        "bgnbd" => Ok(Some(PurchaseModel::BgNbd)),
        "mbgnbd" => Ok(Some(PurchaseModel::MbgNbd)),
        "pnbd" => Ok(Some(PurchaseModel::ParetoNbd)),
        "gamma_gamma" => Ok(None),
        _ => Err(format!("there is no model {name}").into()),
    }
}

/// Fits again and again until the clock has something to measure.
fn fitted(customers: &[Customer], name: &str) -> Result<Value, Failure> {
    const LEAST_MS: f64 = 400.0;
    let which = model(name)?;
    let histories: Vec<Option<PurchaseHistory>> = customers.iter().map(|it| Some(it.0)).collect();
    let values: Vec<(u32, f64)> = customers.iter().map(|it| (it.0.repeats, it.1)).collect();
    let start = Clock::start();
    let mut n_fits = 0.0;
    loop {
        let told = match which {
            Some(which) => {
                let collapsed = collapse(&histories);
                let fit = purchase::fit(which, &collapsed.groups, &mut Unwatched)?;
                json!({
                    "parameters": fit.parameters(),
                    "log_likelihood": fit.log_likelihood,
                    "end": fit.end,
                    "histories": collapsed.groups.len(),
                })
            }
            None => {
                let fit = gamma_gamma::fit(&values, &mut Unwatched)?.ok_or("too few values")?;
                let GammaGammaFit { p, q, v, log_likelihood, end, n_customers, .. } = fit;
                json!({
                    "parameters": [p, q, v],
                    "log_likelihood": log_likelihood,
                    "end": end,
                    "histories": n_customers,
                })
            }
        };
        n_fits += 1.0;
        let spent = start.ms();
        if spent >= LEAST_MS {
            let mut told = told;
            told["model"] = json!(name);
            told["customers"] = json!(customers.len());
            told["cpu_ms"] = json!(spent / n_fits);
            return Ok(told);
        }
    }
}

fn likelihood(customers: &[Customer], name: &str, parameters: &[f64]) -> Result<f64, Failure> {
    let Some(which) = model(name)? else {
        let &[p, q, v] = parameters else { return Err("three parameters are needed".into()) };
        let fit = GammaGammaFit::of([p, q, v]);
        let used = customers.iter().filter(|(it, mean)| it.repeats > 0 && *mean > 0.0);
        return Ok(used.map(|(it, mean)| gamma_gamma::log_likelihood(&fit, it.repeats, *mean)).sum());
    };
    let &[r, alpha, a, b] = parameters else { return Err("four parameters are needed".into()) };
    let fit = PurchaseFit::of(which, [r, alpha, a, b]);
    let of = |(it, _): &Customer| {
        purchase::log_likelihood(&fit, it.repeats, it.age_at_last_weeks(), it.age_weeks())
    };
    Ok(customers.iter().map(of).sum())
}

/// CPU time of this thread, or the time on the wall where the system does not tell.
struct Clock {
    cpu_ns: Option<u64>,
    wall: Instant,
}

impl Clock {
    fn start() -> Self {
        Self { cpu_ns: cpu_ns(), wall: Instant::now() }
    }

    fn ms(&self) -> f64 {
        match (self.cpu_ns, cpu_ns()) {
            (Some(before), Some(now)) => (now - before) as f64 / 1e6,
            _ => self.wall.elapsed().as_secs_f64() * 1e3,
        }
    }
}

/// Nanoseconds this process, which has one thread, was on a core.
fn cpu_ns() -> Option<u64> {
    fs::read_to_string("/proc/self/schedstat").ok()?.split_whitespace().next()?.parse().ok()
}

/// Customers of BG/NBD and Gamma-Gamma with the parameters of the shared generator, who come over the first two of
/// three years.
fn simulated(n: usize) -> Vec<Customer> {
    const N_DAYS: u32 = 1_095;
    let mut random = Pcg32::new(7, 3);
    (0..n)
        .map(|_| {
            let age_days = N_DAYS - (random.uniform() * 730.0) as u32;
            let rate = random.gamma(0.65) / 7.0 / 7.0;
            let p_leave = random.beta(0.7, 4.2);
            let value_rate = random.gamma(3.6) / 45.0;
            let (mut repeats, mut last, mut at, mut sum) = (0_u32, 0_u32, 0.0, 0.0);
            loop {
                at += random.exponential() / rate;
                if at > f64::from(age_days) {
                    break;
                }
                let day = at.ceil() as u32;
                repeats += u32::from(day > last);
                last = day;
                sum += random.gamma(3.2) / value_rate;
                if random.uniform() < p_leave {
                    break;
                }
            }
            let history = PurchaseHistory { repeats, age_at_last_days: last.min(age_days), age_days };
            (history, sum / f64::from(repeats.max(1)))
        })
        .collect()
}

/// The first 39 weeks of the CDNOW sample: columns customer_id, date, … , dollar_value.
fn cdnow(path: &str) -> Result<Vec<Customer>, Failure> {
    let end = day("1997-09-30").ok_or("a day")?;
    let text = fs::read_to_string(path)?;
    let mut lines = text.lines();
    let head: Vec<&str> = lines.next().ok_or("an empty file")?.split(',').collect();
    let column = |name: &str| head.iter().position(|it| *it == name).ok_or(format!("no column {name}"));
    let (id, date, value) = (column("customer_id")?, column("date")?, column("dollar_value")?);
    let mut days: std::collections::BTreeMap<String, std::collections::BTreeMap<Day, f64>> =
        std::collections::BTreeMap::new();
    for line in lines {
        let cells: Vec<&str> = line.split(',').collect();
        let at = day(cells[date]).ok_or("a date that is none")?;
        if at <= end {
            *days.entry(cells[id].to_owned()).or_default().entry(at).or_default() +=
                cells[value].parse::<f64>()?;
        }
    }
    let of = |days: std::collections::BTreeMap<Day, f64>| {
        let (first, last) = (*days.keys().next()?, *days.keys().next_back()?);
        let repeats = u32::try_from(days.len() - 1).ok()?;
        let sum: f64 = days.values().skip(1).sum();
        let history = PurchaseHistory {
            repeats,
            age_at_last_days: last.since(first).unsigned_abs(),
            age_days: end.since(first).unsigned_abs(),
        };
        Some((history, sum / f64::from(repeats.max(1))))
    };
    Ok(days.into_values().filter_map(of).collect())
}

fn day(text: &str) -> Option<Day> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    Day::try_from_civil(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

fn write(path: &str, customers: &[Customer]) -> Result<(), Failure> {
    let mut text = "frequency,recency_days,age_days,monetary_value\n".to_owned();
    for (it, mean) in customers {
        writeln!(text, "{},{},{},{mean:.4}", it.repeats, it.age_at_last_days, it.age_days)?;
    }
    Ok(fs::write(path, text)?)
}

fn read(path: &str) -> Result<Vec<Customer>, Failure> {
    let text = fs::read_to_string(path)?;
    let of = |line: &str| -> Option<Customer> {
        let mut cells = line.split(',');
        let mut whole = || cells.next()?.parse().ok();
        let history = PurchaseHistory { repeats: whole()?, age_at_last_days: whole()?, age_days: whole()? };
        Some((history, cells.next()?.parse().ok()?))
    };
    text.lines()
        .skip(1)
        .map(|line| of(line).ok_or_else(|| format!("not a customer: {line}").into()))
        .collect()
}
