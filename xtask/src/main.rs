//! The commands of the project. `cargo xtask` lists them.

mod bench;
mod build;
mod commands;
mod fuzz;
mod headers;
mod page;
mod project;
mod serve;
mod site;
mod sizes;
mod test;
mod tools;
mod wasm_test_runner;
mod watch;

use std::process::ExitCode;

use crate::project::Project;

/// What a command returns: a failure is a sentence for the person at the terminal.
type Result<T = ()> = std::result::Result<T, String>;

const USAGE: &str = "\
Usage: cargo xtask <command>

  serve [--port 8080] [--open] [--watch] [--dev]
                        build the app and serve it on this machine
                          --open   open it in the browser
                          --watch  build again when a file changes
                          --dev    build quickly instead of small and fast
  build [--dev]         build the app into dist/, ready for any static host
  test [step]...        all checks, or only: fmt, clippy, native, slow, fuzz, browser
  fuzz [target]... [--seconds 60] [--jobs 1]
                        try to break the import with bytes nobody would write
  bench import [--rows 100k,1M,10M] [--reps 3] [--only native|browser]
               [--peers duckdb,duckdb-tuned,udsv|none]
                        measure the import beside others, in one run
  bench clv [--customers 10k,100k] [--reps 3]
                        measure the fits of lifetime values beside Python's lifetimes
  wasm-test-runner      run wasm unit tests in Chromium (called by cargo, see CONTRIBUTING.md)
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("\n{message}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result {
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", arguments),
    };
    match command {
        "serve" => serve::run(&Project::find()?, &serve::Options::parse(rest)?),
        "build" => build::run(&Project::find()?, rest),
        "test" => test::run(&Project::find()?, rest),
        "fuzz" => fuzz::run(&Project::find()?, &fuzz::Options::parse(rest)?),
        "bench" => bench::run(&Project::find()?, rest),
        "wasm-test-runner" => wasm_test_runner::run(rest),
        "help" | "--help" | "-h" => {
            print!("{USAGE}");
            Ok(())
        }
        other => Err(format!("There is no command “{other}”.\n\n{USAGE}")),
    }
}
