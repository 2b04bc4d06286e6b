//! Starting other programs, and telling what takes how long.

use std::ffi::OsStr;
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::Result;
use crate::project::Project;

/// A cargo of the same toolchain as the one that started us, in the project's folder.
pub(crate) fn cargo(project: &Project) -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command.current_dir(&project.root);
    // Cargo describes the running package (xtask) in these. Inherited, they would describe the wrong one,
    // and build scripts that watch them would run again each time.
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy().into_owned();
        if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
            command.env_remove(name);
        }
    }
    command.env("CARGO_TARGET_DIR", &project.target);
    command
}

/// Runs a program with its output on the terminal.
pub(crate) fn run(command: &mut Command) -> Result {
    let shown = shown(command);
    let status = command.status().map_err(|error| format!("`{shown}` did not start: {error}."))?;
    if status.success() { Ok(()) } else { Err(format!("`{shown}` failed ({status}).")) }
}

/// Runs a program and returns what it printed.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let shown = shown(command);
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("`{shown}` did not start: {error}."))?;
    if !output.status.success() {
        return Err(format!("`{shown}` failed ({}).", output.status));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether a program of this name is there and answers to `arguments`.
pub(crate) fn answers(program: &str, arguments: &[&str]) -> bool {
    Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Does one step of the work and prints a line with the time it took.
pub(crate) fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    let start = Instant::now();
    let outcome = work();
    let seconds = start.elapsed().as_secs_f64();
    match &outcome {
        Ok(_) => println!("  ✓ {name} ({seconds:.1} s)"),
        Err(_) => println!("  ✗ {name} ({seconds:.1} s)"),
    }
    outcome
}

fn shown(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    std::iter::once(program.file_stem().unwrap_or(program.as_os_str()))
        .chain(command.get_args())
        .map(OsStr::to_string_lossy)
        .collect::<Vec<_>>()
        .join(" ")
}
