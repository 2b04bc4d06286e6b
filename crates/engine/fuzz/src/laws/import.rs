//! The books of an import balance, and what was accepted is what stands in the file.

use super::law;
use super::records;
use super::setting::Setting;
use clientele_engine::data::{MAX_MONEY_SCALE, ValuedBy, decimal_text};
use clientele_engine::import::{FileReport, ImportError, ImportedTable, WarningKind};

/// Imports the input and checks the outcome against itself and, where that is possible, against the file.
///
/// # Errors
/// Which book does not balance.
pub fn hold(input: &[u8]) -> Result<(), String> {
    let (setting, file) = Setting::read(input);
    match setting.import_whole(file) {
        Err(ImportError::NoValidRows { n_records, rejects, .. }) => {
            let n_listed = (n_records as usize).min(FileReport::MAX_REJECTS);
            law(rejects.len() == n_listed, || {
                format!("{n_records} records, {} rejects listed", rejects.len())
            })
        }
        Err(_) => Ok(()),
        Ok(imported) => {
            balance(&imported.report)?;
            columns(&imported.report, &imported.table)?;
            records::hold(file, &setting.options, &imported)
        }
    }
}

fn balance(report: &FileReport) -> Result<(), String> {
    let FileReport { n_records, n_accepted, n_rejected, .. } = *report;
    law(n_records == n_accepted + n_rejected, || format!("{n_records} is not {n_accepted} + {n_rejected}"))?;
    let n_by_reason: u64 = report.reasons.iter().map(|&(_, n)| n).sum();
    law(n_by_reason == n_rejected, || format!("{n_by_reason} reasons for {n_rejected} rows"))?;
    let n_listed = (n_rejected as usize).min(FileReport::MAX_REJECTS);
    law(report.rejects.len() == n_listed, || format!("{} listed, not {n_listed}", report.rejects.len()))?;
    law(report.rejects.is_sorted_by(|a, b| a.line < b.line), || "rejects are out of order".to_owned())?;
    law(report.rejects.iter().all(|reject| !reject.cells.is_empty()), || "a reject has no cells".to_owned())
}

fn columns(report: &FileReport, table: &ImportedTable) -> Result<(), String> {
    let n_rows = report.n_accepted as usize;
    let lines = match table {
        ImportedTable::Transactions(table) => {
            let lengths = [table.customers.len(), table.days.len(), table.amounts.len(), table.lines.len()];
            law(lengths == [n_rows; 4], || format!("{lengths:?} rows instead of {n_rows}"))?;
            law(table.customer_ids.len() as u64 == report.n_customers, || {
                "customers were counted wrong".to_owned()
            })?;
            law(table.customers.iter().all(|&code| (code as usize) < table.customer_ids.len()), || {
                "a row has no customer".to_owned()
            })?;
            let is_rounded =
                report.warnings.iter().any(|warning| warning.kind == WarningKind::AmountsRounded);
            let sum: i128 = table.amounts.iter().map(|&amount| i128::from(amount)).sum();
            let sum = bare(&decimal_text(sum, table.money_scale));
            // Quantities that wait for prices, and orders without money, have no sum.
            let is_money = table.valued_by == ValuedBy::Amounts;
            law(is_money || report.sum_amount.is_empty(), || {
                format!("a sum of no money: {}", report.sum_amount)
            })?;
            law(!is_money || is_rounded || sum == bare(&report.sum_amount), || {
                format!("the table sums to {sum}, the report says {}", report.sum_amount)
            })?;
            law(table.money_scale <= MAX_MONEY_SCALE, || format!("{} decimals", table.money_scale))?;
            let days = (table.days.iter().min().copied(), table.days.iter().max().copied());
            law(days == (report.days.map(|days| days.first), report.days.map(|days| days.last)), || {
                "first and last day are not those of the table".to_owned()
            })?;
            for dimension in &table.dimensions {
                law(dimension.codes.len() == n_rows, || {
                    format!("dimension {:?} is too short", dimension.name)
                })?;
                law(dimension.codes.iter().all(|&code| usize::from(code) < dimension.values.len()), || {
                    format!("dimension {:?} has a code without a value", dimension.name)
                })?;
            }
            &table.lines
        }
        ImportedTable::Customers(table) => {
            law(table.ids.len() == n_rows, || format!("{} ids for {n_rows} rows", table.ids.len()))?;
            &table.lines
        }
        // Kinds of table that are younger than this law have laws of their own.
        #[allow(unreachable_patterns)]
        _ => return Ok(()),
    };
    law(lines.is_sorted_by(|a, b| a < b), || "rows are out of order".to_owned())?;
    let both = report.rejects.iter().find(|reject| lines.binary_search(&reject.line).is_ok());
    law(both.is_none(), || {
        format!("line {} is both accepted and set aside", both.map_or(0, |both| both.line))
    })
}

/// A decimal without zeros that say nothing.
pub fn bare(text: &str) -> String {
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text };
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}
