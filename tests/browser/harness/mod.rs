//! What scenarios are written with: a server for the site, a browser, and the page in it.
#![allow(dead_code, reason = "a helper is here for the scenario that will need it next")]

mod browser;
mod page;
mod server;
#[path = "../../../xtask/src/site.rs"]
mod site;

use std::env;
use std::error::Error;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::PathBuf;

pub(crate) use page::Page;
pub(crate) use server::Server;

/// How a scenario, or a step of it, ends.
pub(crate) type Outcome<T = ()> = Result<T, Box<dyn Error + Send + Sync>>;

/// Runs one scenario in a browser of its own.
///
/// Without a built site there is nothing to test: that is said, and is a failure only in CI.
pub(crate) fn browser_test(scenario: impl AsyncFnOnce(&Page) -> Outcome) -> Outcome {
    let Some(dist) = env::var_os("CLIENTELE_DIST").map(PathBuf::from) else {
        let message = "Not run: CLIENTELE_DIST names no built site. Use `cargo xtask test browser`.";
        if env::var_os("CI").is_some() {
            return Err(message.into());
        }
        println!("{message}");
        return Ok(());
    };

    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let page = runtime.block_on(Page::start(&dist))?;
    // A failed `assert!` is a panic; the screenshot has to be taken before the browser is gone.
    let ended = catch_unwind(AssertUnwindSafe(|| {
        runtime.block_on(async {
            scenario(&page).await?;
            page.expect_clean().await
        })
    }));
    if !matches!(ended, Ok(Ok(()))) {
        runtime.block_on(page.keep_evidence());
    }
    runtime.block_on(page.close());
    ended.unwrap_or_else(|panic| resume_unwind(panic))
}

/// A file of `tests/data`.
pub(crate) fn data_file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}
