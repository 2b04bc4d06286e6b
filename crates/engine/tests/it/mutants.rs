//! One record damaged by one stray, missing or doubled delimiter or quote costs that record and no other.
//!
//! The method is Pollock's (HPI): every place of sound files of many dialects is damaged in turn. The files hold no
//! quoted cell that begins with a delimiter or a line end, which is the one way round the rules.

use crate::import::options;
use clientele_engine::data::{Dimension, FileKind};
use clientele_engine::import::{ColumnRole, FileImporter, ImportOptions, ImportedFile, ImportedTable};
use encoding_rs::{BIG5, Encoding, GB18030, SHIFT_JIS};
use std::collections::BTreeMap;

/// How a file is written.
#[derive(Debug, Clone, Copy)]
struct Dialect {
    delimiter: char,
    line_end: &'static str,
    quotes: Quotes,
    encoding: &'static str,
    has_order_ids: bool,
    is_customers: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quotes {
    /// No cell needs any, and none has any.
    None,
    /// Where they are needed.
    Needed,
    /// Around every cell.
    All,
}

/// The texts of a column that no rule concerns, by turns. None begins with a delimiter or a line end.
const NOTES: [&str; 8] = [
    "plain",
    "two\nlines",
    "a, b; c | d\te",
    "say \"yes\"",
    "",
    "許功蓋",
    "\"start",
    "three\nlines, \"and\"\nmore",
];

const PLAIN_NOTES: [&str; 4] = ["plain", "許功蓋", "", "with spaces"];

impl Dialect {
    fn cells(self, row: usize) -> Vec<String> {
        let notes: &[&str] = if self.quotes == Quotes::None { &PLAIN_NOTES } else { &NOTES };
        let note = notes[row % notes.len()].replace('\n', self.line_end);
        let name = ["王小明", "陳美麗", "林志豪"][row % 3].to_owned();
        if self.is_customers {
            return vec![format!("K{row}"), name, note, ["台北", "台南"][row % 2].to_owned()];
        }
        let amount = if self.delimiter == ';' { format!("{row},25") } else { format!("{row}.25") };
        let mut cells = vec![format!("K{row}"), format!("2024-03-{:02}", row % 28 + 1), note, amount, name];
        if self.has_order_ids {
            cells.insert(0, format!("T{row}"));
        }
        cells
    }

    fn header(self) -> Vec<String> {
        let names: &[&str] = match (self.is_customers, self.has_order_ids) {
            (true, _) => &["customer_id", "name", "note", "city"],
            (_, true) => &["order_id", "customer_id", "date", "note", "amount", "name"],
            (_, false) => &["customer_id", "date", "note", "amount", "name"],
        };
        names.iter().map(|&name| name.to_owned()).collect()
    }

    fn options(self) -> ImportOptions {
        use ColumnRole::{Amount, CustomerId, Date, Name, OrderId};
        let note = ColumnRole::Dimension(None);
        let mut options = options();
        // The note is kept as a dimension, so that the test sees what became of it.
        let (kind, columns) = match (self.is_customers, self.has_order_ids) {
            (true, _) => (FileKind::Customers, vec![CustomerId, Name, note, note]),
            (_, true) => (FileKind::Transactions, vec![OrderId, CustomerId, Date, note, Amount, Name]),
            (_, false) => (FileKind::Transactions, vec![CustomerId, Date, note, Amount, Name]),
        };
        options.kind = Some(kind);
        options.columns = Some(columns);
        options
    }

    fn quoted(self, cell: &str) -> String {
        let is_needed = cell.contains([self.delimiter, '"', '\n', '\r']);
        if self.quotes == Quotes::All || is_needed {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.to_owned()
        }
    }

    fn line(self, cells: &[String]) -> String {
        let cells: Vec<String> = cells.iter().map(|cell| self.quoted(cell)).collect();
        cells.join(&self.delimiter.to_string())
    }

    fn bytes(self, text: &str) -> Vec<u8> {
        match self.encoding {
            "utf-16le" => {
                "\u{FEFF}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
            }
            "utf-16be" => {
                "\u{FEFF}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect()
            }
            label => {
                let encoding: &'static Encoding = match label {
                    "big5" => BIG5,
                    "gb18030" => GB18030,
                    "shift_jis" => SHIFT_JIS,
                    _ => encoding_rs::UTF_8,
                };
                encoding.encode(text).0.into_owned()
            }
        }
    }

    fn import(self, text: &str) -> Result<BTreeMap<u32, String>, String> {
        let bytes = self.bytes(text);
        let mut importer = FileImporter::new("file.csv", bytes.len() as u64, self.options());
        let imported = importer.push(&bytes).and_then(|()| importer.finish());
        let imported = imported.map_err(|error| error.to_string())?;
        let report = &imported.report;
        assert_eq!(report.n_records, report.n_accepted + report.n_rejected);
        assert_eq!(report.encoding, self.encoding);
        Ok(rows_by_line(&imported))
    }
}

/// All that is known of each accepted row, by the line on which it starts.
fn rows_by_line(imported: &ImportedFile) -> BTreeMap<u32, String> {
    let notes = |dimensions: &[Dimension], row: usize| -> Vec<String> {
        dimensions
            .iter()
            .map(|dimension| dimension.values[usize::from(dimension.codes[row])].clone())
            .collect()
    };
    match &imported.table {
        ImportedTable::Transactions(table) => (0..table.lines.len())
            .map(|row| {
                let customer = table.customers[row];
                let order = table.orders.as_ref().map(|(ids, codes)| ids.get(codes[row]));
                let unit = 10_i64.pow(u32::from(4 - table.money_scale));
                let known = format!(
                    "{} {:?} {} {} {:?} {:?}",
                    table.customer_ids.get(customer),
                    table.names.get(customer as usize),
                    table.days[row],
                    table.amounts[row] * unit,
                    order,
                    notes(&table.dimensions, row),
                );
                (table.lines[row], known)
            })
            .collect(),
        ImportedTable::Customers(table) => (0..table.lines.len())
            .map(|row| {
                let known = format!(
                    "{} {:?} {:?}",
                    table.ids.get(row),
                    table.names.get(row),
                    notes(&table.dimensions, row)
                );
                (table.lines[row], known)
            })
            .collect(),
        #[allow(unreachable_patterns, reason = "other kinds of table have no rows to compare here")]
        _ => BTreeMap::new(),
    }
}

/// Every way to damage a record: one delimiter or quote too many, too few or twice.
fn damaged(record: &str, cells: &[String], dialect: Dialect) -> Vec<String> {
    let mut mutants = Vec::new();
    let mut insert = |at: usize, c: char| {
        let mut mutant = record.to_owned();
        mutant.insert(at, c);
        mutants.push(mutant);
    };
    // Stray ones at the start, in the middle and at the end of each cell.
    let mut start = 0;
    for cell in cells {
        let length = dialect.quoted(cell).len();
        let middle = (start + length / 2..=start + length).find(|&at| record.is_char_boundary(at)).unwrap();
        for at in [start, middle, start + length] {
            insert(at, '"');
            insert(at, dialect.delimiter);
        }
        start += length + dialect.delimiter.len_utf8();
    }
    // Missing ones and doubled ones.
    for (at, c) in record.char_indices().filter(|&(_, c)| c == '"' || c == dialect.delimiter) {
        let mut missing = record.to_owned();
        missing.remove(at);
        mutants.push(missing);
        let mut doubled = record.to_owned();
        doubled.insert(at, c);
        mutants.push(doubled);
    }
    mutants
}

fn dialects() -> Vec<Dialect> {
    let sound = |delimiter, line_end, quotes, encoding, has_order_ids| Dialect {
        delimiter,
        line_end,
        quotes,
        encoding,
        has_order_ids,
        is_customers: false,
    };
    let mut dialects = vec![
        sound(',', "\n", Quotes::None, "utf-8", false),
        sound(',', "\n", Quotes::Needed, "utf-8", false),
        sound(',', "\r\n", Quotes::Needed, "utf-8", true),
        sound(',', "\r", Quotes::All, "utf-8", false),
        sound(';', "\r\n", Quotes::Needed, "utf-8", false),
        sound(';', "\n", Quotes::All, "utf-8", true),
        sound('\t', "\n", Quotes::Needed, "utf-8", true),
        sound('\t', "\r\n", Quotes::None, "utf-16le", false),
        sound('|', "\r", Quotes::Needed, "utf-8", true),
        sound(',', "\r\n", Quotes::All, "utf-16be", true),
        sound(',', "\r\n", Quotes::Needed, "big5", false),
        sound('|', "\n", Quotes::Needed, "big5", true),
        sound(';', "\r\n", Quotes::Needed, "gb18030", true),
    ];
    let customers: Vec<Dialect> =
        [1, 3, 6, 10].map(|idx: usize| Dialect { is_customers: true, ..dialects[idx] }).to_vec();
    dialects.extend(customers);
    dialects
}

#[test]
fn one_damaged_record_costs_no_other() {
    const N_ROWS: usize = 16;
    let mut n_mutants = 0;
    for dialect in dialects() {
        let rows: Vec<Vec<String>> = (1..=N_ROWS).map(|row| dialect.cells(row)).collect();
        let records: Vec<String> = rows.iter().map(|cells| dialect.line(cells)).collect();
        let header = dialect.line(&dialect.header());
        let file = |damaged: Option<(usize, &str)>| {
            let mut text = format!("{header}{}", dialect.line_end);
            for (idx, record) in records.iter().enumerate() {
                text.push_str(damaged.filter(|&(at, _)| at == idx).map_or(record, |(_, mutant)| mutant));
                text.push_str(dialect.line_end);
            }
            text
        };
        let sound = dialect.import(&file(None)).unwrap();
        assert_eq!(sound.len(), N_ROWS, "{dialect:?}");
        let lines: Vec<u32> = sound.keys().copied().collect();
        for (idx, record) in records.iter().enumerate() {
            for mutant in damaged(record, &rows[idx], dialect) {
                n_mutants += 1;
                let text = file(Some((idx, &mutant)));
                let found = match dialect.import(&text) {
                    Ok(found) => found,
                    Err(error) => panic!("{dialect:?} is refused for {mutant:?}: {error}"),
                };
                for line in lines.iter().filter(|&&line| line != lines[idx]) {
                    assert_eq!(
                        found.get(line),
                        sound.get(line),
                        "{dialect:?}, line {line} because of {mutant:?}"
                    );
                }
                // Nothing is made up either: what is new stands on a line of the damaged record.
                let end = lines.get(idx + 1).copied().unwrap_or(u32::MAX);
                let new =
                    found.keys().find(|line| !sound.contains_key(line) && !(lines[idx]..end).contains(line));
                assert_eq!(new, None, "{dialect:?}, because of {mutant:?}");
            }
        }
    }
    println!("{n_mutants} mutants");
    assert!(n_mutants >= 3_000);
}
