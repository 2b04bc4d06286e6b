//! The worker dies; the data and the figures come back by themselves.

use crate::harness::{Outcome, browser_test};
use crate::steps::shared;
use clientele::protocol::{Command, Envelope, codec};

/// Keeps the page's workers, so that the test can send one the command to crash.
const WATCH_WORKERS: &str = "
    const Plain = Worker;
    window.__workers = [];
    window.Worker = class extends Plain {
        constructor(...args) { super(...args); window.__workers.push(this); }
    };";

/// Sends the last worker the command to crash.
fn crash() -> Result<String, codec::CodecError> {
    let bytes = codec::encode(&Envelope { id: 9, generation: 0, body: Command::Crash })?;
    Ok(format!(
        "window.__workers.at(-1).postMessage({{ bytes: Uint8Array.from({bytes:?}).buffer, files: [] }});"
    ))
}

#[test]
fn the_same_figures_come_back_when_the_worker_dies_in_mid_analysis() -> Outcome {
    let Some(file) = shared("data/cdnow/cdnow_master.csv") else { return Ok(()) };
    browser_test(async |page| {
        // The worker's last words stand in the console.
        page.expect_trouble("unreachable");
        page.expect_trouble("RuntimeError");
        page.run_at_start(WATCH_WORKERS).await?;
        page.open("/").await?;
        page.import(&[&file], 69_659).await?;
        page.go("Lifetime value").await?;
        page.main_shows("MBG/NBD").await?;
        let before = page.eval("return document.querySelector('main').textContent;").await?;

        // Ask for another horizon, so that the models are being fitted, and kill the worker at once.
        let change = |months: u32| {
            format!(
                "const select = [...document.querySelectorAll('main select')][0];
                 const option = [...select.options].find((option) => option.text.startsWith('{months} '));
                 select.value = option.value;
                 select.dispatchEvent(new Event('change', {{ bubbles: true }}));"
            )
        };
        page.eval(&format!("{} {}", change(24), crash()?)).await?;
        page.wait_until("window.__workers.length === 2").await?;
        page.shows("body", "over 24 months").await?;
        page.eval(&change(12)).await?;
        let expected = serde_json::to_string(&before)?;
        page.wait_until(&format!("document.querySelector('main').textContent === {expected}")).await?;
        page.shows("[aria-label=Filter]", "23,570 of 23,570 customers").await
    })
}
