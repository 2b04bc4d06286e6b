//! What the commands need beside cargo: found, or installed, or asked for in a sentence that says how.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Result;
use crate::commands::{answers, output, run, step};

/// The target of everything that runs in the browser.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Packages of Debian and Ubuntu. The font is for Chinese labels in charts: without it they are measured and
/// drawn as boxes.
const DEBIAN_PACKAGES: [&str; 3] = ["chromium", "chromium-driver", "fonts-noto-cjk"];

/// A browser and the program that drives it.
#[derive(Debug)]
pub(crate) struct Browser {
    /// Chromium or Chrome.
    pub(crate) chromium: PathBuf,
    /// A ChromeDriver of the same version.
    pub(crate) chromedriver: PathBuf,
}

/// Makes sure that the standard library for WebAssembly is installed.
pub(crate) fn ensure_wasm_target() -> Result {
    let mut query = Command::new("rustc");
    let library = output(query.args(["--print", "target-libdir", "--target", WASM_TARGET]))?;
    if Path::new(library.trim()).is_dir() {
        return Ok(());
    }
    let added = step(&format!("add {WASM_TARGET} to the Rust toolchain"), || {
        run(Command::new("rustup").args(["target", "add", WASM_TARGET]))
    });
    added.map_err(|error| {
        format!(
            "{error}\nClientele compiles to WebAssembly, and this Rust has no standard library for it. With \
             rustup:\n\n    rustup target add {WASM_TARGET}\n\nWith a distribution's Rust, install its package \
             for that target (Debian: rust-web, Fedora: rust-std-static-{WASM_TARGET})."
        )
    })
}

/// Makes sure that the browser tests have a browser.
pub(crate) fn ensure_browser() -> Result<Browser> {
    if let (Some(browser), true) = (find_browser(), has_cjk_font()) {
        return Ok(browser);
    }
    if is_root() && answers("apt-get", &["--version"]) {
        step("install Chromium, ChromeDriver and a CJK font with apt-get", || {
            // Lists may be missing (a fresh container) or old; a mirror that is away is not fatal if they are not.
            let _ = run(Command::new("apt-get").args(["update", "--quiet=2"]));
            run(Command::new("apt-get")
                .env("DEBIAN_FRONTEND", "noninteractive")
                .args(["install", "--yes", "--quiet=2", "--no-install-recommends"])
                .args(DEBIAN_PACKAGES))
        })?;
    }
    match (find_browser(), has_cjk_font()) {
        (Some(browser), true) => Ok(browser),
        (browser, _) => {
            let missing = if browser.is_some() { "a font with Chinese" } else { "Chromium and ChromeDriver" };
            Err(format!(
                "The browser tests need {missing}. On Debian:\n\n    sudo apt-get install {}\n\nElsewhere: \
                 Chromium or Chrome, the ChromeDriver of the same version and Noto Sans CJK. Programs that are \
                 not on the PATH can be named in CLIENTELE_CHROMIUM and CHROMEDRIVER.",
                DEBIAN_PACKAGES.join(" ")
            ))
        }
    }
}

/// Whether `cargo nextest` is there.
pub(crate) fn has_nextest() -> bool {
    answers("cargo", &["nextest", "--version"])
}

fn find_browser() -> Option<Browser> {
    let chromium = find("CLIENTELE_CHROMIUM", &["chromium", "chromium-browser", "google-chrome", "chrome"])?;
    let chromedriver = find("CHROMEDRIVER", &["chromedriver"])?;
    Some(Browser { chromium, chromedriver })
}

/// A program named by a variable, or else the first of `names` on the PATH.
fn find(variable: &str, names: &[&str]) -> Option<PathBuf> {
    if let Some(named) = std::env::var_os(variable).map(PathBuf::from) {
        return named.is_file().then_some(named);
    }
    let path = std::env::var_os("PATH")?;
    names.iter().find_map(|name| {
        let file_name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        std::env::split_paths(&path).map(|dir| dir.join(&file_name)).find(|file| file.is_file())
    })
}

/// Only fontconfig can be asked. Systems without it (macOS, Windows) come with fonts for Chinese.
fn has_cjk_font() -> bool {
    match output(Command::new("fc-list").args([":lang=zh", "family"])) {
        Ok(fonts) => !fonts.trim().is_empty(),
        Err(_) => !cfg!(target_os = "linux"),
    }
}

fn is_root() -> bool {
    output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}
