//! From the sources to `dist/`: compile to wasm, bind, put the static files beside it.

use std::fs;
use std::path::{Path, PathBuf};

use wasm_bindgen_cli_support::Bindgen;

use crate::commands::{cargo, run as run_command, step};
use crate::project::Project;
use crate::{Result, page, sizes, tools};

/// How the wasm is compiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Quick to compile, large and slow; with names in stack traces.
    Dev,
    /// What is published.
    Release,
}

impl Profile {
    fn folder(self) -> &'static str {
        match self {
            Self::Dev => "debug",
            Self::Release => "release",
        }
    }
}

/// `cargo xtask build`.
pub(crate) fn run(project: &Project, arguments: &[String]) -> Result {
    let profile = match arguments {
        [] => Profile::Release,
        [flag] if flag == "--dev" => Profile::Dev,
        _ => return Err(format!("`build` knows only --dev, not {}.", arguments.join(" "))),
    };
    site(project, profile)?;
    sizes::print(&project.dist)
}

/// Builds the whole site into `dist/`.
pub(crate) fn site(project: &Project, profile: Profile) -> Result {
    tools::ensure_wasm_target()?;
    step("compile the app, the worker and the reader of workbooks to WebAssembly", || {
        compile(project, profile)
    })?;
    step("bind them to JavaScript", || bind(project, profile))?;
    step("write dist/", || assemble(project))
}

fn compile(project: &Project, profile: Profile) -> Result {
    let mut command = cargo(project);
    command.args(["build", "--package", "clientele", "--bins", "--target", tools::WASM_TARGET]);
    if profile == Profile::Release {
        command.arg("--release");
    }
    run_command(&mut command)
}

/// wasm-bindgen's output goes to the build directory first: it can fail, and then the site of the last build
/// should still be whole.
fn bind(project: &Project, profile: Profile) -> Result {
    let wasm = project.target.join(tools::WASM_TARGET).join(profile.folder());
    let out = bound_dir(project);
    if out.exists() {
        fs::remove_dir_all(&out).map_err(|error| format!("{} cannot be removed: {error}.", out.display()))?;
    }
    let bind_one = |name: &str, as_module: bool| {
        let mut bindgen = Bindgen::new();
        bindgen.input_path(wasm.join(format!("{name}.wasm")));
        // The worker is a classic script: Blob workers that are modules do not start everywhere.
        if as_module { bindgen.web(true) } else { bindgen.no_modules(true) }
            .map_err(|error| format!("{name}: {error:#}."))?
            .typescript(false)
            .omit_default_module_path(true)
            .debug(profile == Profile::Dev)
            .remove_name_section(profile == Profile::Release)
            .remove_producers_section(true)
            .generate(&out)
            .map_err(|error| format!("wasm-bindgen failed on {name}.wasm: {error:#}."))
    };
    bind_one("app", true)?;
    bind_one("worker", false)?;
    bind_one("workbook", false)
}

fn assemble(project: &Project) -> Result {
    let (public, bound, dist) = (project.path("public"), bound_dir(project), &project.dist);
    if dist.exists() {
        // The folder itself stays: somebody may be serving it.
        for entry in list(dist)? {
            let removed = if entry.is_dir() { fs::remove_dir_all(&entry) } else { fs::remove_file(&entry) };
            removed.map_err(|error| format!("{} cannot be removed: {error}.", entry.display()))?;
        }
    }
    copy_dir(&public, dist)?;

    for name in ["app.js", "app_bg.wasm", "worker_bg.wasm", "workbook_bg.wasm"] {
        copy_file(&bound.join(name), &dist.join(name))?;
    }
    let snippets = bound.join("snippets");
    if snippets.exists() {
        copy_dir(&snippets, &dist.join("snippets"))?;
    }

    let worker_boot = dist.join("worker_boot.js");
    let glue = |name: &str| page::read(&bound.join(name));
    let worker = page::worker_script(&page::read(&worker_boot)?, &glue("worker.js")?, &glue("workbook.js")?);
    write(&dist.join("worker.js"), &worker)?;
    fs::remove_file(&worker_boot).map_err(|error| format!("{}: {error}.", worker_boot.display()))?;

    let index = dist.join("index.html");
    write(&index, &page::index_html(&page::read(&index)?)?)?;
    write(&dist.join("style.css"), &page::style_sheet(&project.path("style"))?)?;
    write(&dist.join("_headers"), &page::headers_file())
}

fn bound_dir(project: &Project) -> PathBuf {
    project.target.join("clientele-bound")
}

fn copy_dir(from: &Path, to: &Path) -> Result {
    fs::create_dir_all(to).map_err(|error| format!("{} cannot be made: {error}.", to.display()))?;
    for entry in list(from)? {
        let target = to.join(entry.file_name().unwrap_or_default());
        if entry.is_dir() { copy_dir(&entry, &target)? } else { copy_file(&entry, &target)? }
    }
    Ok(())
}

fn copy_file(from: &Path, to: &Path) -> Result {
    fs::copy(from, to).map(|_| ()).map_err(|error| format!("{} cannot be copied: {error}.", from.display()))
}

fn write(path: &Path, text: &str) -> Result {
    fs::write(path, text).map_err(|error| format!("{} cannot be written: {error}.", path.display()))
}

fn list(dir: &Path) -> Result<Vec<PathBuf>> {
    let entries =
        fs::read_dir(dir).map_err(|error| format!("{} cannot be listed: {error}.", dir.display()))?;
    Ok(entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect())
}
