//! The product in its own page: a file is given to its file input, and its worker is listened to.

use std::time::Instant;

use clientele::protocol::{
    Answer, Command, Context, DataInfo, Envelope, Event, Question, StagedReport, codec,
};
use clientele_engine::data::DimensionRole;
use clientele_engine::query::{Clause, Filter};
use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::{Imported, Outcome, PATIENCE, POLL};

const HOOK: &str = include_str!("app_hook.js");

/// Far above any id the page itself will give.
const FIRST_ID: u32 = 1 << 31;

/// Opens the page and waits until its worker listens.
pub(crate) async fn open(page: &WebDriver, origin: &str) -> Outcome {
    let source = json!({ "source": HOOK });
    page.cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", source).await?;
    page.goto(format!("{origin}/")).await?;
    let deadline = Instant::now() + PATIENCE;
    let state = "const { boot, worker } = document.documentElement.dataset;
        return [boot, worker, document.querySelector('input[type=file]') !== null];";
    loop {
        let state = page.execute(state, Vec::new()).await?.json().clone();
        match (state[0].as_str(), state[1].as_str(), state[2].as_bool()) {
            (Some("failed"), ..) => return Err("The app has stopped.".into()),
            (Some("ready"), Some("ready"), Some(true)) => return Ok(()),
            _ if Instant::now() > deadline => return Err("The app does not start.".into()),
            _ => tokio::time::sleep(POLL).await,
        }
    }
}

/// Waits until the page has been told what was read.
pub(crate) async fn imported(page: &WebDriver) -> Outcome<Imported> {
    let (end_ms, event) = answer_to(page, None).await?;
    let Event::Staged(report) = event else { return Err(format!("The import ended with {event:?}.").into()) };
    let start_ms = page.execute("return bench.start;", Vec::new()).await?.json().as_f64().unwrap_or(end_ms);
    let StagedReport { n_bytes, .. } = *report;
    Ok(Imported { start_ms, end_ms, kept_bytes: Some(n_bytes) })
}

/// The totals, asked of the data set as the page would ask.
pub(crate) async fn check(page: &WebDriver) -> Outcome<Value> {
    let event = ask(page, FIRST_ID, Command::Commit { name: String::new() }).await?;
    let Event::Committed(info) = event else { return Err(format!("No data set: {event:?}.").into()) };
    let context = Context { filter: quoted(&info)?, ..Context::default() };
    let event = ask(page, FIRST_ID + 1, Command::Ask { question: Question::Selection, context }).await?;
    let Event::Answered(Answer::Selection(summary)) = event else {
        return Err(format!("No totals: {event:?}.").into());
    };
    let cents = |amount: f64| (amount * 100.0).round();
    Ok(json!({
        "n_rows": info.n_lines,
        "n_customers": info.n_customers,
        "sum_cents": cents(summary.revenue_total),
        "quoted_cents": cents(summary.revenue),
    }))
}

/// Lines of the category that stands in quotes in the file.
fn quoted(info: &DataInfo) -> Outcome<Filter> {
    let category = info.fields.iter().find(|field| field.role == Some(DimensionRole::Category));
    let dimension = category.ok_or("The categories were not found.")?.name.clone();
    let values = vec!["Food, Beverage".to_owned()];
    Ok(Filter { clauses: vec![Clause::LineValue { dimension, values }] })
}

async fn ask(page: &WebDriver, id: u32, body: Command) -> Outcome<Event> {
    let bytes = codec::encode(&Envelope { id, generation: 0, body })?;
    page.execute("bench.say(arguments[0]);", vec![json!(bytes)]).await?;
    Ok(answer_to(page, Some(id)).await?.1)
}

/// The next answer of the worker, to a command or to any, and when the page heard it.
async fn answer_to(page: &WebDriver, id: Option<u32>) -> Outcome<(f64, Event)> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let heard = page.execute("return bench.take();", Vec::new()).await?.json().clone();
        for message in heard.as_array().into_iter().flatten() {
            let bytes: Vec<u8> = serde_json::from_value(message["bytes"].clone())?;
            let at_ms = message["at"].as_f64().unwrap_or_default();
            let envelope = codec::decode::<Envelope<Event>>(&bytes)?;
            let is_answer = !matches!(envelope.body, Event::Ready { .. } | Event::Progress { .. });
            if is_answer && id.is_none_or(|id| id == envelope.id) {
                return Ok((at_ms, envelope.body));
            }
        }
        if Instant::now() > deadline {
            return Err(format!("Waited {PATIENCE:?} in vain for the worker.").into());
        }
        tokio::time::sleep(POLL).await;
    }
}
