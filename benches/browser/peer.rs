//! A peer in its page of `pages/`; what it has to offer is written in `pages/page.js`.

use std::time::Instant;

use serde_json::Value;
use thirtyfour::prelude::*;

use crate::{Imported, Outcome, PATIENCE, POLL};

/// Opens the page and waits until the peer is ready for a file.
pub(crate) async fn open(page: &WebDriver, origin: &str, peer: &str) -> Outcome {
    page.goto(format!("{origin}/bench/?peer={peer}")).await?;
    wait_for(page, "ready").await?;
    Ok(())
}

/// Waits until the file is imported.
pub(crate) async fn imported(page: &WebDriver) -> Outcome<Imported> {
    let bench = wait_for(page, "done").await?;
    let time = |name: &str| bench[name].as_f64().ok_or_else(|| format!("The page has no time {name}."));
    Ok(Imported { start_ms: time("start")?, end_ms: time("end")?, kept_bytes: None })
}

/// The totals of what was imported.
pub(crate) async fn check(page: &WebDriver) -> Outcome<Value> {
    let script = "const done = arguments[arguments.length - 1];
        bench.check().then(done, (error) => done({ error: String(error) }));";
    let answer = page.execute_async(script, Vec::new()).await?.json().clone();
    match answer["error"].as_str() {
        Some(error) => Err(error.into()),
        None => Ok(answer),
    }
}

async fn wait_for(page: &WebDriver, state: &str) -> Outcome<Value> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let bench = page.execute("return globalThis.bench ?? {};", Vec::new()).await?.json().clone();
        match bench["state"].as_str() {
            Some("failed") => return Err(format!("The peer failed: {}", bench["reason"]).into()),
            Some(reached) if reached == state => return Ok(bench),
            _ if Instant::now() > deadline => {
                return Err(format!("Waited {PATIENCE:?} in vain for the peer to be {state}.").into());
            }
            _ => tokio::time::sleep(POLL).await,
        }
    }
}
