//! The files that are imported, and what every reader of them has to arrive at.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::Result;
use crate::commands::{cargo, output, step};
use crate::project::Project;

/// A file of the generator.
#[derive(Debug, Clone)]
pub(crate) struct DataFile {
    /// Rows without the header.
    pub(crate) n_rows: u64,
    /// The file.
    pub(crate) csv: PathBuf,
    /// Its totals, as the generator counted them.
    pub(crate) totals: Value,
}

/// Writes the files that are not there yet.
pub(crate) fn write(project: &Project, rows: &[u64]) -> Result<Vec<DataFile>> {
    let folder = project.bench_dir().join("import");
    let numbers = rows.iter().map(u64::to_string);
    step("write the files to import", || {
        // It prints the totals, which only programs want.
        output(
            cargo(project)
                .args([
                    "run",
                    "--quiet",
                    "--release",
                    "--package",
                    "clientele-engine",
                    "--example",
                    "bench_csv",
                ])
                .arg("--")
                .arg(&folder)
                .args(numbers),
        )
    })?;
    rows.iter()
        .map(|n_rows| {
            let path = folder.join(format!("orders_{n_rows}.json"));
            let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}.", path.display()))?;
            let totals =
                serde_json::from_str(&text).map_err(|error| format!("{}: {error}.", path.display()))?;
            Ok(DataFile { n_rows: *n_rows, csv: folder.join(format!("orders_{n_rows}.csv")), totals })
        })
        .collect()
}

impl DataFile {
    /// What is wrong with the totals somebody arrived at. Whoever only reads tells the bytes, and nothing else.
    pub(crate) fn mistake(&self, answer: &Value, only_reads: bool) -> Option<String> {
        let names: &[&str] =
            if only_reads { &["n_bytes"] } else { &["n_rows", "n_customers", "sum_cents", "quoted_cents"] };
        names.iter().find_map(|&name| {
            // As floats: JavaScript has no other numbers, and all of these are exact in them.
            let (expected, found) = (self.totals[name].as_f64(), answer[name].as_f64());
            let is_right = expected.is_some() && expected == found;
            (!is_right)
                .then(|| format!("wrong answer: {name} {} instead of {}", answer[name], self.totals[name]))
        })
    }

    /// `100k`, `1M`.
    pub(crate) fn size_name(&self) -> String {
        match self.n_rows {
            n if n.is_multiple_of(1_000_000) => format!("{}M", n / 1_000_000),
            n if n.is_multiple_of(1_000) => format!("{}k", n / 1_000),
            n => n.to_string(),
        }
    }

    /// Size in bytes.
    pub(crate) fn n_bytes(&self) -> u64 {
        self.totals["n_bytes"].as_u64().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn file() -> DataFile {
        let totals = json!({
            "n_bytes": 75, "n_rows": 10, "n_customers": 3, "sum_cents": 12_990, "quoted_cents": 99,
        });
        DataFile { n_rows: 1_500_000, csv: PathBuf::new(), totals }
    }

    #[test]
    fn totals_are_compared_as_numbers_of_any_kind() {
        let right = json!({ "n_rows": 10.0, "n_customers": 3, "sum_cents": 12_990.0, "quoted_cents": 99 });
        assert_eq!(file().mistake(&right, false), None);
        assert_eq!(file().mistake(&json!({ "n_bytes": 75 }), true), None);
    }

    #[test]
    fn wrong_and_missing_totals_are_named() {
        let wrong = json!({ "n_rows": 10, "n_customers": 3, "sum_cents": 12_991, "quoted_cents": 99 });
        let mistake = file().mistake(&wrong, false).unwrap();
        assert!(mistake.contains("sum_cents 12991 instead of 12990"), "{mistake}");
        assert!(file().mistake(&json!({}), true).is_some());
        assert!(file().mistake(&json!({ "n_rows": 10 }), false).is_some());
    }

    #[test]
    fn sizes_are_named_shortly() {
        let name = |n_rows| DataFile { n_rows, ..file() }.size_name();
        assert_eq!([name(100_000), name(2_000_000), name(12_345)], ["100k", "2M", "12345"]);
    }
}
