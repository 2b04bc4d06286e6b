//! Imports files and prints what they were taken for, with timings.
//!
//! `cargo run --release -p clientele-engine --example import -- FILE...`

use clientele_engine::data::Day;
use clientele_engine::import::{FileImporter, ImportOptions};
use std::io::Read;
use std::time::Instant;

fn main() -> std::io::Result<()> {
    for path in std::env::args().skip(1) {
        let mut file = std::fs::File::open(&path)?;
        let n_bytes = file.metadata()?.len();
        // Any day behind all dates will do; the example must not depend on the clock.
        let mut importer = FileImporter::new(&path, n_bytes, ImportOptions::new(Day(40_000)));
        let mut slice = vec![0; 1 << 20];
        let start = Instant::now();
        let result = loop {
            let n = file.read(&mut slice)?;
            if n == 0 {
                break importer.finish();
            }
            if let Err(error) = importer.push(&slice[..n]) {
                break Err(error);
            }
        };
        let elapsed = start.elapsed();
        match result {
            Err(error) => println!("{path}: {error}"),
            Ok(imported) => {
                let report = imported.report;
                println!(
                    "{path}: {:?} {} {:?} in {elapsed:.0?}",
                    report.file.kind, report.encoding, report.delimiter
                );
                println!(
                    "  {} rows, {} accepted, {} set aside {:?}, {} customers",
                    report.n_records,
                    report.n_accepted,
                    report.n_rejected,
                    report.reasons,
                    report.n_customers
                );
                println!(
                    "  {} {:?}, set aside {}, {:?}, dates {:?}, {:?}",
                    report.sum_amount,
                    report.currency,
                    report.sum_rejected,
                    report.days,
                    report.date_forms,
                    report.warnings
                );
                for column in report.columns {
                    println!(
                        "  {:24} {:?} {:?}, {} empty, {} distinct",
                        column.name, column.role, column.kind, column.n_empty, column.n_distinct
                    );
                }
            }
        }
    }
    Ok(())
}
