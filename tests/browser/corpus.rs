//! The corpus of hard files through the real worker: every entry of a manifest is staged, committed and asked
//! about in the protocol the page speaks, and judged like the native import.
//!
//! `BADCSV_DIR` names the folder; without it the shared corpus is taken, where it lies beside the repository.

#[path = "../../crates/engine/tests/it/badcsv.rs"]
#[allow(dead_code)]
mod badcsv;

use crate::harness::{Outcome, Page, browser_test};
use crate::steps::shared;
use badcsv::Checks;
use clientele::protocol::{
    Answer, Command, Context, Envelope, Event, FilePlan, Question, SessionError, StageSource, StagedReport,
    codec,
};
use clientele_engine::analysis::customers::{CustomerQuery, CustomerRow, SortBy};
use clientele_engine::data::{FileKind, JoinSummary};
use clientele_engine::import::{FileReport, ImportedTable};
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use thirtyfour::error::WebDriverError;

/// A worker beside the page's own, with every message it sends kept until it is taken.
///
/// An envelope begins with its id and its generation, one byte each here, and the number of the event.
const LABORATORY: &str = "
    const from = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
    const to = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
    const worker = clientele.startWorker();
    const waiting = new Map();
    worker.onmessage = ({ data }) => {
        const bytes = new Uint8Array(data.bytes);
        const isFinal = bytes[2] > 1;
        if (isFinal) waiting.get(bytes[0])?.(to(bytes));
    };
    worker.onerror = (event) => waiting.forEach((done) => done('error ' + event.message));
    globalThis.__ask = (id, envelope, files) => new Promise((done) => {
        waiting.set(id, done);
        const { buffer } = from(envelope);
        const handles = files.map(([name, bytes]) => new File([from(bytes)], name));
        worker.postMessage({ bytes: buffer, files: handles }, [buffer]);
    });";

fn folder() -> Option<PathBuf> {
    std::env::var_os("BADCSV_DIR").map(PathBuf::from).or_else(|| shared("badcsv"))
}

#[test]
fn every_hard_file_comes_out_of_the_real_worker_as_its_manifest_says() -> Outcome {
    let Some(folder) = folder() else { return Ok(()) };
    let entries = badcsv::manifest(&folder)?;
    browser_test(async |page| {
        page.open("/").await?;
        page.eval(LABORATORY).await?;
        let mut worker = Worker { page, last_id: 0 };
        let mut n_exact = 0;
        for entry in &entries {
            let mut differences = Vec::new();
            check(&mut worker, entry, &folder, &mut Checks { differences: &mut differences }).await?;
            n_exact += usize::from(differences.is_empty());
            for difference in differences {
                println!("{}: {difference}", entry["file"]);
            }
        }
        println!("{n_exact} of {} exact", entries.len());
        assert!(!entries.is_empty(), "an empty manifest proves nothing");
        assert_eq!(n_exact, entries.len());
        Ok(())
    })
}

#[test]
fn hostile_names_are_shown_as_text_and_run_nowhere() -> Outcome {
    let Some(folder) = folder() else { return Ok(()) };
    let entries = badcsv::manifest(&folder)?;
    browser_test(async |page| {
        for entry in entries.iter().filter(|entry| entry["dom_check"] == "text_only") {
            let customers = folder.join(entry["file"].as_str().unwrap_or_default());
            let orders = Path::new(env!("CARGO_TARGET_TMPDIR")).join("orders-of-hostile-names.csv");
            let ids = ids_of(entry, &folder)?;
            std::fs::write(&orders, orders_of(&ids))?;
            page.open("/").await?;
            // The button counts the rows of both files.
            page.import(&[&orders, &customers], 2 * ids.len() as u64).await?;
            page.click("link", "Customers").await?;
            for expected in entry["names"].as_array().into_iter().flatten() {
                let name = expected["name"].as_str().unwrap_or_default();
                let shown: String = name.split_whitespace().collect::<Vec<_>>().join(" ");
                page.main_shows(&shown).await?;
            }
            assert_eq!(page.eval("return String(window.__pwned);").await?, "undefined");
        }
        Ok(())
    })
}

struct Worker<'a> {
    page: &'a Page,
    last_id: u32,
}

impl Worker<'_> {
    /// Sends a command and waits for its last event.
    async fn ask(&mut self, command: Command, files: &[(&str, &[u8])]) -> Outcome<Event> {
        // One byte each, so that the script can read them.
        self.last_id = self.last_id % 100 + 1;
        let envelope = Envelope { id: self.last_id, generation: 0, body: command };
        let files: Vec<Value> = files.iter().map(|(name, bytes)| json!([name, hex(bytes)])).collect();
        let arguments = vec![json!(self.last_id), json!(hex(&codec::encode(&envelope)?)), json!(files)];
        let script = "const done = arguments[3];
            globalThis.__ask(arguments[0], arguments[1], arguments[2]).then(done);";
        let answer = self.page.driver().execute_async(script, arguments).await?;
        let answer: String = answer.convert().map_err(|error: WebDriverError| error.to_string())?;
        let bytes = unhex(&answer).ok_or(answer)?;
        Ok(codec::decode::<Envelope<Event>>(&bytes)?.body)
    }

    async fn question(&mut self, question: Question) -> Outcome<Answer> {
        match self.ask(Command::Ask { question, context: Context::default() }, &[]).await? {
            Event::Answered(answer) => Ok(answer),
            event => Err(format!("{event:?}").into()),
        }
    }
}

/// Imports one entry in the worker and compares what it says with the manifest.
async fn check(worker: &mut Worker<'_>, entry: &Value, folder: &Path, checks: &mut Checks<'_>) -> Outcome {
    let file = entry["file"].as_str().unwrap_or_default();
    let options = badcsv::options_of(entry);
    let kind = options.kind;
    let mut files = vec![(file.to_owned(), badcsv::read(folder, file)?, options.clone())];
    if kind == Some(FileKind::Customers) {
        // Customers alone are no data set: each of them buys once.
        let orders = orders_of(&ids_of(entry, folder)?).into_bytes();
        let options = clientele_engine::import::ImportOptions {
            kind: Some(FileKind::Transactions),
            ..clientele_engine::import::ImportOptions::new(options.today)
        };
        files.push(("orders of everybody.csv".to_owned(), orders, options));
    } else if let Some(pair) = entry["pair"].as_str() {
        let options = clientele_engine::import::ImportOptions { kind: Some(FileKind::Customers), ..options };
        files.push((pair.to_owned(), badcsv::read(folder, pair)?, options));
    }
    let plans = files
        .iter()
        .map(|(name, bytes, options)| FilePlan {
            name: name.clone(),
            n_bytes: bytes.len() as u64,
            options: options.clone(),
        })
        .collect();
    let handles: Vec<(&str, &[u8])> =
        files.iter().map(|(name, bytes, _)| (name.as_str(), bytes.as_slice())).collect();
    let staged = match worker.ask(Command::Stage(StageSource::Files(plans).into()), &handles).await? {
        Event::Staged(staged) => staged,
        Event::Failed(SessionError::Import(failure)) if failure.name == file => {
            badcsv::check_error(entry, &failure.error, checks);
            return Ok(());
        }
        event => {
            checks.equal("event", &format!("{event:?}"), "staged");
            return Ok(());
        }
    };
    if entry["expect"] == "error" {
        checks.equal("error", "none", entry["error_kind"].as_str().unwrap_or_default());
        return Ok(());
    }
    let Some((idx, report)) = report_of(&staged, file) else {
        checks.equal("report", "missing", file);
        return Ok(());
    };
    let mut warned = badcsv::check_report(entry, report, checks);
    if entry["pair"].is_string() {
        check_orphans(entry, &staged.join, checks);
        if staged.join.n_customers_without_profile > 0 {
            warned.push("orphan_customers");
        }
    }
    badcsv::check_warnings(entry, &warned, checks);

    match worker.ask(Command::Commit { name: String::new() }, &[]).await? {
        Event::Committed(_) => check_values(worker, entry, folder, idx, checks).await,
        event => {
            checks.equal("event", &format!("{event:?}"), "committed");
            Ok(())
        }
    }
}

fn report_of<'a>(staged: &'a StagedReport, file: &str) -> Option<(u16, &'a FileReport)> {
    let idx = staged.files.iter().position(|report| report.file.name == file)?;
    Some((u16::try_from(idx).ok()?, &staged.files[idx]))
}

fn check_orphans(entry: &Value, join: &JoinSummary, checks: &mut Checks<'_>) {
    for (what, found, key) in [
        ("orphans", join.n_customers_without_profile, "orphan_customers"),
        ("orphan lines", join.n_lines_without_profile, "orphan_transactions"),
        ("idle", join.n_customers_without_orders, "customers_without_transactions"),
    ] {
        checks.equal(what, &found.to_string(), &entry[key].to_string());
    }
}

/// Names, the first row, its original text and the export, as the loaded data set gives them.
async fn check_values(
    worker: &mut Worker<'_>,
    entry: &Value,
    folder: &Path,
    file: u16,
    checks: &mut Checks<'_>,
) -> Outcome {
    let query = CustomerQuery {
        search: String::new(),
        sort: SortBy::Revenue,
        descending: false,
        offset: 0,
        limit: CustomerQuery::MAX_ROWS,
    };
    let Answer::Customers(page) = worker.question(Question::Customers(query.clone())).await? else {
        return Err("no list of customers".into());
    };
    let name_of = |id: &str| {
        let row: Option<&CustomerRow> = page.rows.iter().find(|row| row.id == id);
        row.map_or("", |row| row.name.as_str())
    };
    for expected in entry["names"].as_array().into_iter().flatten() {
        let id = id_on(entry, folder, &expected["line"])?;
        checks.equal("name", name_of(&id), expected["name"].as_str().unwrap_or_default());
    }
    if let Some(expected) = entry["first_row"].as_object() {
        let id = expected["customer_id"].as_str().unwrap_or_default().to_owned();
        let Answer::Customer(customer) = worker.question(Question::Customer(id)).await? else {
            return Err("no customer".into());
        };
        let lines = customer.orders.iter().flat_map(|order| &order.lines);
        let found: Vec<String> = lines
            .filter(|line| line.source.file == file && expected["line"] == line.source.line)
            .map(|line| format!("{} {}", line.day, line.amount))
            .collect();
        let text = |key: &str| expected[key].as_str().unwrap_or_default();
        let amount: f64 = text("amount").parse()?;
        checks.equal("first row", &found.join(" "), &format!("{} {amount}", text("date")));
        let line = expected["line"].as_u64().and_then(|line| u32::try_from(line).ok()).unwrap_or(0);
        match worker.question(Question::SourceText { file, line }).await? {
            Answer::SourceText { text, .. } if !text.trim().is_empty() => {}
            answer => checks.equal("original text", &format!("{answer:?}"), "a line of the file"),
        }
    }
    if entry["export_check"] == "no_formula" {
        let Answer::ExportCustomers(csv) = worker.question(Question::ExportCustomers(query)).await? else {
            return Err("no export".into());
        };
        for cell in cells_of(&csv).iter().filter(|cell| can_run(cell)) {
            checks.equal("exported cell", cell, "a text that no spreadsheet runs");
        }
    }
    Ok(())
}

/// Whether a spreadsheet would read the cell as a formula.
fn can_run(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}'])
        && cell.parse::<f64>().is_err()
}

/// The cells of a CSV text by RFC 4180.
fn cells_of(csv: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut is_quoted = false;
    let mut chars = csv.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if is_quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cells.last_mut().map(|cell| cell.push('"')).unwrap_or_default();
            }
            '"' => is_quoted = !is_quoted,
            ',' | '\n' | '\r' if !is_quoted => cells.push(String::new()),
            c => cells.last_mut().map(|cell| cell.push(c)).unwrap_or_default(),
        }
    }
    cells
}

/// The customer ids of an entry, as the native import reads them.
fn ids_of(entry: &Value, folder: &Path) -> Outcome<Vec<String>> {
    Ok(native(entry, folder)?.map_or_else(Vec::new, |table| match table {
        ImportedTable::Customers(table) => table.ids.iter().map(str::to_owned).collect(),
        ImportedTable::Transactions(table) => table.customer_ids.texts().iter().map(str::to_owned).collect(),
        ImportedTable::Lookup(_) => Vec::new(),
    }))
}

/// The customer of the record on a line.
fn id_on(entry: &Value, folder: &Path, line: &Value) -> Outcome<String> {
    Ok(native(entry, folder)?.map_or_else(String::new, |table| match table {
        ImportedTable::Customers(table) => table.ids.get(badcsv::row_on(&table.lines, line)).to_owned(),
        ImportedTable::Transactions(table) => {
            let row = badcsv::row_on(&table.lines, line);
            table.customer_ids.get(table.customers[row]).to_owned()
        }
        ImportedTable::Lookup(_) => String::new(),
    }))
}

fn native(entry: &Value, folder: &Path) -> Outcome<Option<ImportedTable>> {
    let bytes = badcsv::read(folder, entry["file"].as_str().unwrap_or_default())?;
    Ok(badcsv::import(&bytes, 1 << 16, badcsv::options_of(entry)).ok().map(|imported| imported.table))
}

/// One order for each customer.
fn orders_of(ids: &[String]) -> String {
    let mut csv = "customer_id,date,amount\n".to_owned();
    for id in ids {
        // Writing to a text cannot fail.
        let _ = writeln!(csv, "\"{}\",2025-01-01,1", id.replace('"', "\"\""));
    }
    csv
}

fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok()).collect()
}
