//! Imports a corpus of hard files and prints what differs from its manifest.
//!
//! `cargo run --release -p clientele-engine --example badcsv -- FOLDER`

#[path = "../tests/it/badcsv.rs"]
#[allow(dead_code)]
mod badcsv;

use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(folder) = std::env::args().nth(1) else {
        eprintln!("usage: badcsv FOLDER");
        return ExitCode::FAILURE;
    };
    let outcomes = match badcsv::run(folder.as_ref()) {
        Ok(outcomes) => outcomes,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    for outcome in &outcomes {
        for difference in &outcome.differences {
            println!("{}: {difference}", outcome.file);
        }
    }
    let n_exact = outcomes.iter().filter(|outcome| outcome.differences.is_empty()).count();
    println!("{n_exact} of {} exact", outcomes.len());
    if n_exact == outcomes.len() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
