//! Files in, one JSON report out: everything the engine finds, for other programs to check.
//!
//! ```text
//! cargo run --release -p clientele-engine --example analyze -- \
//!     --transactions FILE [--transactions FILE] [--customers FILE] [--as-of 2024-12-31] \
//!     [--members FILE] [--calibration-end 2023-12-31] [--scoring fixed|quintiles] [--only NAME[,NAME]]
//! ```
//!
//! The report goes to standard output, what went wrong to standard error. Its keys say their units:
//! `_days`, `_weeks`, `_share` (0 to 1), `_percent`; money is in whole units of the currency, dates are
//! ISO 8601. Which reports there are, and
//! what they hold, stands in `reports/`; `--only` picks some of them by name.
//!
//! The as-of day is the last day of the data unless given.

mod reports;

use clientele_engine::analysis::campaign::members::MemberRow;
use clientele_engine::analysis::concentration::AbcCuts;
use clientele_engine::analysis::segment::Scoring;
use clientele_engine::data::{DatasetBuilder, Day, FileKind};
use clientele_engine::import::{FileImporter, FileReport, ImportOptions, ImportedTable};
use reports::Context;
use serde_json::{Map, Value, json};
use std::error::Error;
use std::io::Read;

const USAGE: &str = "usage: analyze --transactions FILE [--customers FILE] [--lookup FILE] [--members FILE] [--as-of DAY] \
                     [--calibration-end DAY] [--scoring fixed|quintiles] [--only NAME[,NAME]]";

struct Arguments {
    files: Vec<(FileKind, String)>,
    as_of: Option<Day>,
    members: Option<String>,
    calibration_end: Option<Day>,
    scoring: Scoring,
    only: Vec<String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = arguments(std::env::args().skip(1))?;
    let mut builder = DatasetBuilder::new();
    let mut files = Vec::new();
    for (kind, path) in &arguments.files {
        let (table, report) = read(path, *kind)?;
        files.push(serde_json::to_value(report)?);
        match table {
            ImportedTable::Transactions(table) => builder.add_transactions(table),
            ImportedTable::Customers(table) => builder.add_customers(table),
            ImportedTable::Lookup(table) => builder.add_lookup(table),
        };
    }
    let (dataset, joined) = builder.finish()?;
    let as_of = arguments.as_of.unwrap_or(dataset.observed().last);
    let mut report = Map::new();
    report.insert("as_of".to_owned(), json!(as_of.to_string()));
    report.insert("currency".to_owned(), json!(dataset.currency()));
    report.insert("files".to_owned(), Value::Array(files));
    report.insert("customers_without_orders".to_owned(), json!(joined.n_customers_without_orders));
    report.insert("customers_without_profile".to_owned(), json!(joined.n_customers_without_profile));
    let mut context =
        Context::new(dataset, as_of, arguments.scoring, AbcCuts::default(), arguments.calibration_end);
    if let Some(path) = &arguments.members {
        context.members = members(path)?;
    }
    report.extend(reports::some(&context, &arguments.only)?);
    println!("{:#}", Value::Object(report));
    Ok(())
}

fn arguments(mut words: impl Iterator<Item = String>) -> Result<Arguments, Box<dyn Error>> {
    let mut arguments = Arguments {
        files: Vec::new(),
        as_of: None,
        members: None,
        calibration_end: None,
        scoring: Scoring::FixedCutoffs,
        only: Vec::new(),
    };
    while let Some(word) = words.next() {
        let value = words.next().ok_or(USAGE)?;
        match word.as_str() {
            "--transactions" => arguments.files.push((FileKind::Transactions, value)),
            "--customers" => arguments.files.push((FileKind::Customers, value)),
            "--lookup" => arguments.files.push((FileKind::Lookup, value)),
            "--only" => arguments.only.extend(value.split(',').map(str::to_owned)),
            "--members" => arguments.members = Some(value),
            "--as-of" => arguments.as_of = Some(day(&value)?),
            "--calibration-end" => arguments.calibration_end = Some(day(&value)?),
            "--scoring" if value == "fixed" => arguments.scoring = Scoring::FixedCutoffs,
            "--scoring" if value == "quintiles" => arguments.scoring = Scoring::Quintiles,
            _ => return Err(USAGE.into()),
        }
    }
    if arguments.files.iter().all(|(kind, _)| *kind != FileKind::Transactions) {
        return Err(USAGE.into());
    }
    Ok(arguments)
}

fn day(text: &str) -> Result<Day, Box<dyn Error>> {
    let mut parts = text.split('-');
    let mut part = || parts.next().and_then(|part| part.parse::<u32>().ok());
    let day = part()
        .zip(part())
        .zip(part())
        .and_then(|((year, month), day)| Day::try_from_civil(i32::try_from(year).ok()?, month, day));
    day.ok_or_else(|| format!("not a day like 2024-12-31: {text:?}").into())
}

/// Rows of a plain comma file with the columns campaign, customer_id, group and perhaps date.
fn members(path: &str) -> Result<Vec<MemberRow>, Box<dyn Error>> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    let mut lines = text.lines().map(|line| line.trim_start_matches('\u{feff}').split(',').map(str::trim));
    let header: Vec<&str> = lines.next().ok_or("an empty file")?.collect();
    let place = |name: &str| header.iter().position(|header| *header == name);
    let (Some(campaign), Some(customer), Some(group)) =
        (place("campaign"), place("customer_id"), place("group"))
    else {
        return Err(format!("{path}: needs the columns campaign, customer_id and group").into());
    };
    let rows = lines.map(|line| {
        let cells: Vec<&str> = line.collect();
        let cell = |idx: usize| cells.get(idx).copied().unwrap_or_default().to_owned();
        let day = place("date").and_then(|idx| day(&cell(idx)).ok());
        MemberRow { campaign: cell(campaign), customer: cell(customer), group: cell(group), day }
    });
    Ok(rows.collect())
}

/// The day of the machine's clock; dates after it are mistakes.
fn today() -> Day {
    let seconds =
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    Day(i32::try_from(seconds / 86_400).unwrap_or(i32::MAX))
}

fn read(path: &str, kind: FileKind) -> Result<(ImportedTable, FileReport), Box<dyn Error>> {
    let mut file = std::fs::File::open(path).map_err(|error| format!("{path}: {error}"))?;
    let n_bytes = file.metadata()?.len();
    let options = ImportOptions { kind: Some(kind), ..ImportOptions::new(today()) };
    let mut importer = FileImporter::new(path, n_bytes, options);
    let mut slice = vec![0; 1 << 20];
    loop {
        let n = file.read(&mut slice)?;
        if n == 0 {
            break;
        }
        importer.push(&slice[..n]).map_err(|error| format!("{path}: {error}"))?;
    }
    let imported = importer.finish().map_err(|error| format!("{path}: {error}"))?;
    Ok((imported.table, imported.report))
}
