//! Runs the corpus of hard files: imports each entry of its manifest and says what differs.

use clientele_engine::data::{DatasetBuilder, Day, FileKind, RowIndex, decimal_text};
use clientele_engine::import::{
    Calendar, ColumnRole, DateOrder, FileImporter, FileReport, ImportError, ImportOptions, ImportedFile,
    ImportedTable, Reject, WarningKind,
};
use serde_json::Value;
use std::path::Path;

/// An entry of the manifest and what differs from it.
pub(crate) struct Outcome {
    /// The file.
    pub(crate) file: String,
    /// One line for each difference.
    pub(crate) differences: Vec<String>,
}

/// Imports every entry of `folder/manifest.json`.
///
/// # Errors
/// A sentence when the manifest or a file cannot be read.
pub(crate) fn run(folder: &Path) -> Result<Vec<Outcome>, String> {
    let entries = manifest(folder)?;
    entries
        .iter()
        .map(|entry| {
            let file = entry["file"].as_str().unwrap_or_default().to_owned();
            let bytes = read(folder, &file)?;
            let mut differences = Vec::new();
            check(entry, &bytes, folder, &mut differences);
            Ok(Outcome { file, differences })
        })
        .collect()
}

/// The entries of the manifest.
///
/// # Errors
/// A sentence when the manifest cannot be read.
pub(crate) fn manifest(folder: &Path) -> Result<Vec<Value>, String> {
    let path = folder.join("manifest.json");
    let text = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))
}

/// The bytes of a file of the corpus.
///
/// # Errors
/// A sentence when it cannot be read.
pub(crate) fn read(folder: &Path, file: &str) -> Result<Vec<u8>, String> {
    std::fs::read(folder.join(file)).map_err(|error| format!("{file}: {error}"))
}

/// The options of an entry.
pub(crate) fn options_of(entry: &Value) -> ImportOptions {
    let given = &entry["options"];
    let mut options = ImportOptions::new(day(given["today"].as_str().unwrap_or("2026-01-01")));
    options.kind = Some(match entry["kind"].as_str() {
        Some("customers") => FileKind::Customers,
        _ => FileKind::Transactions,
    });
    options.encoding = given["encoding"].as_str().map(str::to_owned);
    options.delimiter = given["delimiter"].as_str().and_then(|text| text.chars().next());
    options.has_header = given["header"].as_bool();
    options.columns = columns_of(&given["columns"]);
    options.date_order = match given["date_order"].as_str() {
        Some("dmy") => Some(DateOrder::DayFirst),
        Some("mdy") => Some(DateOrder::MonthFirst),
        _ => None,
    };
    options.calendar = match given["calendar"].as_str() {
        Some("roc") => Some(Calendar::Minguo),
        Some(_) => Some(Calendar::Gregorian),
        None => None,
    };
    options
}

fn role(name: &str) -> ColumnRole {
    match name {
        "customer_id" => ColumnRole::CustomerId,
        "date" => ColumnRole::Date,
        "amount" => ColumnRole::Amount,
        "transaction_id" => ColumnRole::OrderId,
        "name" => ColumnRole::Name,
        _ => ColumnRole::Skip,
    }
}

/// A list of names, or a map from names to indices.
fn columns_of(value: &Value) -> Option<Vec<ColumnRole>> {
    if let Some(names) = value.as_array() {
        return Some(names.iter().map(|name| name.as_str().map_or(ColumnRole::Skip, role)).collect());
    }
    let map = value.as_object()?;
    let index = |value: &Value| value.as_u64().and_then(|idx| usize::try_from(idx).ok());
    let n_columns = map.values().filter_map(index).max()? + 1;
    let mut columns = vec![ColumnRole::Skip; n_columns];
    for (name, value) in map {
        if let Some(idx) = index(value) {
            columns[idx] = role(name);
        }
    }
    Some(columns)
}

fn day(text: &str) -> Day {
    let part = |range: std::ops::Range<usize>| {
        text.get(range).and_then(|part| part.parse::<u32>().ok()).unwrap_or(0)
    };
    Day::try_from_civil(part(0..4).cast_signed(), part(5..7), part(8..10)).unwrap_or_default()
}

/// Imports `bytes` in slices of `slice_bytes`.
///
/// # Errors
/// Those of the importer.
pub(crate) fn import(
    bytes: &[u8],
    slice_bytes: usize,
    options: ImportOptions,
) -> Result<ImportedFile, ImportError> {
    let mut importer = FileImporter::new("file.csv", bytes.len() as u64, options);
    for slice in bytes.chunks(slice_bytes) {
        importer.push(slice)?;
    }
    importer.finish()
}

/// Name of an error in the manifest.
pub(crate) fn error_kind(error: &ImportError) -> &'static str {
    match error {
        ImportError::EmptyFile => "empty_file",
        ImportError::NotText { .. } => "not_text",
        ImportError::MissingRequiredColumns { .. } => "missing_required_columns",
        ImportError::AmbiguousColumns { .. } => "ambiguous_columns",
        ImportError::TooManyColumns { .. } => "too_many_columns",
        ImportError::NoDataRows { .. } => "no_data_rows",
        ImportError::NoValidRows { .. } => "no_valid_rows",
        ImportError::AmbiguousDates { .. } => "ambiguous_dates",
        ImportError::AmbiguousCurrency { .. } => "ambiguous_currency",
    }
}

/// A decimal without zeros that say nothing, so that decimals compare as text.
pub(crate) fn bare_decimal(text: &str) -> String {
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text };
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// Collects differences.
pub(crate) struct Checks<'a> {
    pub(crate) differences: &'a mut Vec<String>,
}

impl Checks<'_> {
    /// Notes a difference between what was found and what was expected.
    pub(crate) fn equal(&mut self, what: &str, found: &str, expected: &str) {
        if found != expected {
            self.differences.push(format!("{what}: {found:?}, expected {expected:?}"));
        }
    }

    fn rejects(&mut self, found: &[Reject], entry: &Value) {
        let found: Vec<String> =
            found.iter().map(|reject| format!("{}:{}", reject.line, reject.reason.key())).collect();
        let expected: Vec<String> = entry["rejects"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|reject| {
                format!("{}:{}", reject["line"], reject["reason_kind"].as_str().unwrap_or_default())
            })
            .collect();
        self.equal("rejects", &found.join(" "), &expected.join(" "));
    }
}

/// Compares the import of one entry with what the manifest says.
pub(crate) fn check(entry: &Value, bytes: &[u8], folder: &Path, differences: &mut Vec<String>) {
    let mut checks = Checks { differences };
    let result = import(bytes, 1 << 16, options_of(entry));
    let expects_error = entry["expect"] == "error";
    let imported = match result {
        Err(error) => {
            check_error(entry, &error, &mut checks);
            return;
        }
        Ok(_) if expects_error => {
            checks.equal("error", "none", entry["error_kind"].as_str().unwrap_or_default());
            return;
        }
        Ok(imported) => imported,
    };
    let mut warned = check_report(entry, &imported.report, &mut checks);
    check_values(entry, &imported, &mut checks);
    if entry["pair"].is_string() && check_pair(entry, imported, folder, &mut checks) {
        warned.push("orphan_customers");
    }
    check_warnings(entry, &warned, &mut checks);
}

/// Compares the report of a file with an entry, and returns the names of its warnings.
pub(crate) fn check_report(entry: &Value, report: &FileReport, checks: &mut Checks<'_>) -> Vec<&'static str> {
    checks.equal("rows", &report.n_accepted.to_string(), &entry["rows_ok"].to_string());
    checks.equal(
        "books",
        &(report.n_accepted + report.n_rejected).to_string(),
        &report.n_records.to_string(),
    );
    checks.rejects(&report.rejects, entry);
    let detect = &entry["detect"];
    if let Some(encoding) = detect["encoding"].as_str() {
        checks.equal("encoding", &report.encoding, encoding);
        checks.equal("delimiter", &report.delimiter.to_string(), detect["delimiter"].as_str().unwrap_or(","));
        checks.equal("header line", &report.header_line.to_string(), &detect["header_line"].to_string());
    }
    let totals = &entry["totals"];
    checks.equal("customers", &report.n_customers.to_string(), &totals["customers"].to_string());
    if let Some(sum) = totals["sum_amount"].as_str() {
        checks.equal("sum", &bare_decimal(&report.sum_amount), &bare_decimal(sum));
    }
    let day_text = |is_first: bool| {
        report.days.map_or_else(String::new, |days| if is_first { days.first } else { days.last }.to_string())
    };
    checks.equal("first day", &day_text(true), totals["date_min"].as_str().unwrap_or_default());
    checks.equal("last day", &day_text(false), totals["date_max"].as_str().unwrap_or_default());
    for (idx, cells) in entry["cells"].as_array().into_iter().flatten().enumerate() {
        let found: Vec<&str> = report.preview[idx].cells.iter().skip(1).map(String::as_str).collect();
        let names = report.columns.iter().skip(1).map(|column| column.name.as_str());
        let wanted: Vec<&str> = names.map(|name| cells[name].as_str().unwrap_or_default()).collect();
        checks.equal("cells", &found.join("|"), &wanted.join("|"));
    }
    let mut warned = Vec::new();
    for warning in &report.warnings {
        warned.push(match warning.kind {
            WarningKind::MalformedQuotes => "malformed_quotes",
            WarningKind::ControlCharsRemoved => "control_chars_removed",
            WarningKind::PossibleDuplicates => "possible_duplicates",
            WarningKind::NegativeAmounts => "negative_amounts",
            WarningKind::ZeroAmounts if warning.count == report.n_accepted => "zero_revenue",
            WarningKind::ZeroAmounts => "zero_amounts",
            WarningKind::Preamble => "preamble",
            WarningKind::AmountsRounded => "amounts_rounded",
            WarningKind::NoAmounts => "no_amounts",
            WarningKind::UnreadableValues { .. } => "unreadable_values",
            WarningKind::ConflictingCustomerValues { .. } => "conflicting_customer_values",
            WarningKind::RecipeNotUsed => "recipe_not_used",
        });
    }
    warned
}

/// What an entry lists as warnings and was not warned of.
pub(crate) fn check_warnings(entry: &Value, warned: &[&str], checks: &mut Checks<'_>) {
    for warning in entry["warnings"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if !warned.contains(&warning) {
            checks.equal("warnings", &warned.join(" "), warning);
        }
    }
}

/// Compares an error with an entry.
pub(crate) fn check_error(entry: &Value, error: &ImportError, checks: &mut Checks<'_>) {
    checks.equal("error", error_kind(error), entry["error_kind"].as_str().unwrap_or("no error"));
    if let ImportError::NoValidRows { rejects, .. } = error {
        checks.rejects(rejects, entry);
    }
}

fn check_values(entry: &Value, imported: &ImportedFile, checks: &mut Checks<'_>) {
    let report = &imported.report;
    for expected in entry["names"].as_array().into_iter().flatten() {
        let name = name_on(&imported.table, &expected["line"]);
        checks.equal("name", name, expected["name"].as_str().unwrap_or_default());
    }
    if let (Some(expected), ImportedTable::Transactions(table)) =
        (entry["first_row"].as_object(), &imported.table)
    {
        let row = row_on(&table.lines, &expected["line"]);
        let found = format!(
            "{} {} {}",
            table.customer_ids.get(table.customers[row]),
            table.days[row],
            bare_decimal(&decimal_text(i128::from(table.amounts[row]), table.money_scale))
        );
        let text = |key: &str| expected[key].as_str().unwrap_or_default();
        let wanted = format!("{} {} {}", text("customer_id"), text("date"), bare_decimal(text("amount")));
        checks.equal("first row", &found, &wanted);
        let total: i128 = table.amounts.iter().map(|&amount| i128::from(amount)).sum();
        let total = bare_decimal(&decimal_text(total, table.money_scale));
        checks.equal("sum of the table", &total, &bare_decimal(&report.sum_amount));
    }
}

/// Row of the table that starts on a line.
pub(crate) fn row_on(lines: &[u32], line: &Value) -> usize {
    lines.iter().position(|known| line.as_u64() == Some(u64::from(*known))).unwrap_or(0)
}

fn name_on<'a>(table: &'a ImportedTable, line: &Value) -> &'a str {
    match table {
        ImportedTable::Transactions(table) => {
            table.names.get(table.customers[row_on(&table.lines, line)] as usize)
        }
        ImportedTable::Customers(table) => table.names.get(row_on(&table.lines, line)),
        ImportedTable::Lookup(_) => "",
    }
}

/// Joins a transactions file with its customers; true when customers without a profile were found.
fn check_pair(entry: &Value, imported: ImportedFile, folder: &Path, checks: &mut Checks<'_>) -> bool {
    let mut options = options_of(entry);
    options.kind = Some(FileKind::Customers);
    let pair = read(folder, entry["pair"].as_str().unwrap_or_default()).ok();
    let pair = pair.and_then(|bytes| import(&bytes, 1 << 16, options).ok());
    let (ImportedTable::Transactions(transactions), Some(ImportedTable::Customers(customers))) =
        (imported.table, pair.map(|pair| pair.table))
    else {
        checks.equal("pair", "not imported", "imported");
        return false;
    };
    let mut builder = DatasetBuilder::new();
    builder.add_transactions(transactions);
    builder.add_customers(customers);
    let Ok((dataset, summary)) = builder.finish() else {
        checks.equal("pair", "not joined", "joined");
        return false;
    };
    let count = |n: u64| n.to_string();
    checks.equal(
        "orphans",
        &count(summary.n_customers_without_profile),
        &entry["orphan_customers"].to_string(),
    );
    checks.equal(
        "orphan lines",
        &count(summary.n_lines_without_profile),
        &entry["orphan_transactions"].to_string(),
    );
    let idle = count(summary.n_customers_without_orders);
    checks.equal("idle", &idle, &entry["customers_without_transactions"].to_string());
    debug_assert!(dataset.row_index(0) != Some(&RowIndex::default()));
    summary.n_customers_without_profile > 0
}
