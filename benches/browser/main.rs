//! Imports one file in Chromium, once, with the product or with one of its peers, and prints one line of JSON:
//! how long it took, how much memory the page had at most, and the totals it arrived at.
//!
//! `cargo xtask bench import` starts it, once for each measurement: a browser of its own for each, so that
//! nothing is left over from the one before.
#![cfg(not(target_arch = "wasm32"))]

#[path = "../../tests/browser/harness/browser.rs"]
mod browser;
#[path = "../../xtask/src/headers.rs"]
mod headers;
mod peer;
mod processes;
mod product;
mod server;
#[path = "../../xtask/src/site.rs"]
mod site;

use std::error::Error;
use std::path::PathBuf;
use std::time::Duration;

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use browser::ChromeDriver;
use processes::Watch;
use server::{Folders, Server};

type Outcome<T = ()> = Result<T, Box<dyn Error + Send + Sync>>;

/// The product's own name among the peers.
const PRODUCT: &str = "clientele";

/// Between two questions to the page. Rare: they cost the page and its driver a little time each.
const POLL: Duration = Duration::from_millis(200);
/// A page that has started has something left to do: compile, lay out, collect garbage.
const SETTLES_IN: Duration = Duration::from_millis(700);
/// How long a start, an import or a check may take.
const PATIENCE: Duration = Duration::from_secs(300);

/// An import that came to its end: milliseconds since 1970.
struct Imported {
    start_ms: f64,
    end_ms: f64,
    kept_bytes: Option<u64>,
}

fn main() -> Outcome {
    let options = Options::parse(std::env::args().skip(1));
    let Some(options) = options else {
        println!("`cargo xtask bench import` measures the import in a browser, and calls this.");
        return Ok(());
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let measured = runtime.block_on(measure(&options))?;
    println!("{measured}");
    Ok(())
}

async fn measure(options: &Options) -> Outcome<Value> {
    let server = Server::start(&options.folders)?;
    let chromedriver = ChromeDriver::start()?;
    let page = chromedriver.open_browser(&std::env::temp_dir()).await?;
    let measured = measure_in(&page, server.origin(), options).await;
    // Whatever came of it, the browser has to go.
    let closed = page.quit().await;
    let measured = measured?;
    closed?;
    Ok(measured)
}

async fn measure_in(page: &WebDriver, origin: &str, options: &Options) -> Outcome<Value> {
    let is_product = options.peer == PRODUCT;
    page.set_script_timeout(PATIENCE).await?;
    if is_product {
        product::open(page, origin).await?
    } else {
        peer::open(page, origin, &options.peer).await?
    }
    tokio::time::sleep(SETTLES_IN).await;

    let csv = options.csv.canonicalize()?;
    let input = page.find(By::Css("input[type=file]")).await?;
    let watch = Watch::start(processes::renderers());
    input.send_keys(csv.display().to_string()).await?;
    let imported = if is_product { product::imported(page).await } else { peer::imported(page).await };
    let seen = watch.stop();
    let imported = imported?;

    let busiest = seen.busiest(imported.start_ms, imported.end_ms);
    let wall_ms = imported.end_ms - imported.start_ms;
    // Read before the check, which may need memory of its own.
    let peak_bytes = busiest.and_then(|thread| processes::peak_bytes(thread.pid));
    let answer = if is_product { product::check(page).await? } else { peer::check(page).await? };
    Ok(json!({
        "wall_ms": wall_ms,
        "own_ms": busiest.map(|thread| wall_ms - thread.waited_ms.clamp(0.0, wall_ms)),
        "peak_bytes": peak_bytes,
        "kept_bytes": imported.kept_bytes,
        "answer": answer,
    }))
}

/// What to measure, and where everything is.
struct Options {
    peer: String,
    csv: PathBuf,
    folders: Folders,
}

impl Options {
    /// `PEER CSV DIST PAGES MODULES`, or nothing to measure.
    fn parse(arguments: impl Iterator<Item = String>) -> Option<Self> {
        // Cargo adds a flag of its own for benchmarks.
        let mut arguments = arguments.filter(|argument| !argument.starts_with("--"));
        let peer = arguments.next()?;
        let mut path = || arguments.next().map(PathBuf::from);
        let (csv, dist, pages, modules) = (path()?, path()?, path()?, path()?);
        Some(Self { peer, csv, folders: Folders { dist, pages, modules } })
    }
}
