//! How long every report takes, and how that grows with the data:
//!
//! ```text
//! cargo bench -p clientele-engine --bench reports -- [--lines 100k,1M,10M] [--only NAME[,NAME]] [--reps 3]
//! ```
//!
//! Times are the least of the repetitions, in milliseconds; beside the last size stands how many times as long it
//! takes as the size before it. What is measured is the same code that `examples/analyze` prints, so a report that is
//! added there is measured here. The shop is simulated and the same on every machine.
#![allow(clippy::expect_used, reason = "a benchmark that cannot be set up should stop")]

#[path = "../../examples/analyze/reports/mod.rs"]
mod reports;
mod shop;

use clientele_engine::analysis::concentration::AbcCuts;
use clientele_engine::analysis::segment::Scoring;
use reports::Context;
use std::collections::BTreeMap;
use std::time::Instant;

struct Options {
    sizes: Vec<usize>,
    only: Vec<String>,
    n_reps: usize,
}

fn size(text: &str) -> Result<usize, String> {
    let (digits, factor) = match text.char_indices().last() {
        Some((at, 'k')) => (&text[..at], 1_000),
        Some((at, 'M')) => (&text[..at], 1_000_000),
        _ => (text, 1),
    };
    digits.parse::<usize>().map(|n| n * factor).map_err(|_| format!("not a size: {text}"))
}

fn options() -> Result<Options, String> {
    let mut options = Options { sizes: vec![100_000, 1_000_000, 10_000_000], only: Vec::new(), n_reps: 3 };
    // Cargo itself adds --bench.
    let mut words = std::env::args().skip(1).filter(|word| word != "--bench");
    while let Some(word) = words.next() {
        let value = words.next().ok_or_else(|| format!("{word} needs a value"))?;
        match word.as_str() {
            "--lines" => options.sizes = value.split(',').map(size).collect::<Result<_, _>>()?,
            "--only" => options.only = value.split(',').map(str::to_owned).collect(),
            "--reps" => options.n_reps = value.parse().map_err(|_| format!("not a number: {value}"))?,
            _ => return Err(format!("there is no option {word}")),
        }
    }
    Ok(options)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let options = options()?;
    let mut table: BTreeMap<&'static str, Vec<f64>> = BTreeMap::new();
    for &n_lines in &options.sizes {
        let dataset = shop::dataset(n_lines);
        let as_of = dataset.observed().last;
        eprintln!(
            "{} lines, {} orders, {} customers",
            dataset.n_lines(),
            dataset.n_orders(),
            dataset.n_customers()
        );
        let start = Instant::now();
        let context = Context::new(dataset, as_of, Scoring::Quintiles, AbcCuts::default(), None);
        table.entry("(profile)").or_default().push(start.elapsed().as_secs_f64() * 1e3);
        for name in reports::names() {
            if !options.only.is_empty() && !options.only.iter().any(|asked| asked == name) {
                continue;
            }
            let mut least = f64::INFINITY;
            for _ in 0..options.n_reps.max(1) {
                let start = Instant::now();
                reports::some(&context, &[name.to_owned()])?;
                least = least.min(start.elapsed().as_secs_f64() * 1e3);
                // What takes seconds is not repeated: it varies little.
                if least > 3_000.0 {
                    break;
                }
            }
            eprintln!("  {name} {least:.1} ms");
            table.entry(name).or_default().push(least);
        }
    }
    print!("{:<24}", "report, ms");
    for n_lines in &options.sizes {
        print!("{n_lines:>14}");
    }
    println!("{:>10}", "growth");
    for (name, times) in &table {
        print!("{name:<24}");
        times.iter().for_each(|ms| print!("{ms:>14.1}"));
        match times.as_slice() {
            [.., before, last] => println!("{:>9.1}x", last / before),
            _ => println!(),
        }
    }
    Ok(())
}
