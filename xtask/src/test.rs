//! `cargo xtask test`: everything a change has to pass.

use std::time::Instant;

use crate::commands::{cargo, run as run_command, step};
use crate::project::Project;
use crate::{Result, build, fuzz, tools};

type Check = fn(&Project) -> Result;

/// The checks, quick ones first.
const STEPS: [(&str, Check); 6] = [
    ("fmt", fmt),
    ("clippy", clippy),
    ("native", native),
    ("slow", slow),
    ("fuzz", fuzz),
    ("browser", browser),
];

/// The same packages and features everywhere, so that nothing is compiled twice.
const NATIVE: [&str; 2] = ["--workspace", "--no-default-features"];

/// Runs the steps named, or all; stops at the first that fails.
pub(crate) fn run(project: &Project, arguments: &[String]) -> Result {
    if let Some(unknown) = arguments.iter().find(|name| !STEPS.iter().any(|(step, _)| step == name)) {
        return Err(format!(
            "`test` has the steps fmt, clippy, native, slow, fuzz and browser, not “{unknown}”."
        ));
    }
    let start = Instant::now();
    let mut summary = Vec::new();
    for (name, check) in STEPS {
        if !arguments.is_empty() && !arguments.iter().any(|argument| argument == name) {
            continue;
        }
        println!("\n{name}");
        let step_start = Instant::now();
        let outcome = check(project);
        let seconds = step_start.elapsed().as_secs_f64();
        summary.push(format!("  {} {name:<8} {seconds:>7.1} s", if outcome.is_ok() { "✓" } else { "✗" }));
        if let Err(message) = outcome {
            print_summary(&summary);
            return Err(format!("{message}\nThe step “{name}” failed. Again: cargo xtask test {name}"));
        }
    }
    print_summary(&summary);
    println!("\nEverything passed in {:.0} s.", start.elapsed().as_secs_f64());
    Ok(())
}

fn print_summary(lines: &[String]) {
    println!("\n{}", lines.join("\n"));
}

fn fmt(project: &Project) -> Result {
    step("cargo fmt", || run_command(cargo(project).args(["fmt", "--all", "--check"])))?;
    // A workspace of its own.
    let targets = ["fmt", "--check", "--manifest-path", "crates/engine/fuzz/Cargo.toml"];
    step("cargo fmt, fuzz targets", || run_command(cargo(project).args(targets)))
}

fn clippy(project: &Project) -> Result {
    const STRICT: [&str; 3] = ["--", "-D", "warnings"];
    tools::ensure_wasm_target()?;
    step("clippy, native, without the web", || {
        run_command(cargo(project).args(["clippy", "--all-targets"]).args(NATIVE).args(STRICT))
    })?;
    step("clippy, WebAssembly, with the web", || {
        let what = ["--package", "clientele", "--lib", "--bins", "--target", tools::WASM_TARGET];
        run_command(cargo(project).arg("clippy").args(what).args(STRICT))
    })
}

fn native(project: &Project) -> Result {
    if tools::has_nextest() {
        // The browser tests are a step of their own.
        let filter = ["--filterset", "not binary(browser)"];
        step("nextest", || run_command(cargo(project).args(["nextest", "run"]).args(NATIVE).args(filter)))?;
    } else {
        // Cargo cannot leave one test binary out, but the browser tests leave themselves out outside CI.
        let mut command = cargo(project);
        command
            .arg("test")
            .args(NATIVE)
            .args(["--lib", "--bins", "--tests", "--examples"])
            .env_remove("CI")
            .env_remove("CLIENTELE_DIST");
        step("cargo test", || run_command(&mut command))?;
    }
    step("doc tests", || run_command(cargo(project).args(["test", "--doc"]).args(NATIVE)))
}

/// Cases of each property in CI.
const N_CASES: &str = "10000";

/// What takes minutes: every cut of every hard file, and the properties with ten thousand cases each.
fn slow(project: &Project) -> Result {
    step("cuts and properties", || {
        run_command(
            cargo(project)
                .args([
                    "test",
                    "--profile",
                    "slow-test",
                    "--package",
                    "clientele-engine",
                    "--no-default-features",
                    "--test",
                    "it",
                    "--",
                ])
                .args(["cuts::", "properties::"])
                .env("CLIENTELE_SLOW_TESTS", "1")
                .env("PROPTEST_CASES", N_CASES),
        )
    })
}

fn fuzz(project: &Project) -> Result {
    fuzz::run(project, &fuzz::Options::in_ci())
}

fn browser(project: &Project) -> Result {
    let browser = tools::ensure_browser()?;
    build::site(project, build::Profile::Release)?;
    step("browser tests", || {
        run_command(
            cargo(project)
                .args(["test", "--test", "browser"])
                .args(NATIVE)
                .env("CLIENTELE_DIST", &project.dist)
                .env("CLIENTELE_CHROMIUM", &browser.chromium)
                .env("CHROMEDRIVER", &browser.chromedriver),
        )
    })
}
