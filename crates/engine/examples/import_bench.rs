//! Times the import of a made-up file of ten columns, from bytes to a joined data set.
//!
//! `cargo run --release -p clientele-engine --example import_bench -- [ROWS] [REPETITIONS]`
//!
//! Columns: transaction_id (one per row), customer_id (one per ten rows, few of them buying most), date (three
//! years), category (twelve, one of them quoted with a comma), channel, quantity, amount, discount, cost, region.
//! About 75 bytes a row. The same seed makes the same file everywhere.

use clientele_engine::data::{DatasetBuilder, Day};
use clientele_engine::import::{FileImporter, ImportOptions, ImportedTable};
use std::time::{Duration, Instant};

/// Time this thread has had a core, so that other work on the machine does not count; the clock where the
/// system does not tell.
fn own_time(start: Instant) -> Duration {
    let on_core = std::fs::read_to_string("/proc/thread-self/schedstat")
        .ok()
        .and_then(|text| text.split(' ').next()?.parse().ok());
    on_core.map_or_else(|| start.elapsed(), Duration::from_nanos)
}

/// Bytes handed to the importer at a time, as the worker does.
const SLICE_BYTES: usize = 1 << 20;

fn main() {
    let mut arguments = std::env::args().skip(1).filter_map(|argument| argument.parse::<usize>().ok());
    let n_rows = arguments.next().unwrap_or(1_000_000);
    let n_repetitions = arguments.next().unwrap_or(5);
    let mut file = Vec::new();
    write_file(&mut file, n_rows);
    println!("{n_rows} rows, {:.1} bytes a row", file.len() as f64 / n_rows as f64);
    let runs: Vec<Run> = (0..n_repetitions).map(|_| run(&file)).collect();
    for (stage, of) in [
        ("push", (|run| run.push) as fn(&Run) -> Duration),
        ("settle", |run| run.settle),
        ("join", |run| run.join),
        ("all", |run| run.push + run.settle + run.join),
    ] {
        let mut times: Vec<f64> =
            runs.iter().map(|run| of(run).as_secs_f64() * 1e9 / n_rows as f64).collect();
        times.sort_by(f64::total_cmp);
        println!("{stage:8} {:7.1} ns a row at best, median {:7.1}", times[0], times[times.len() / 2]);
    }
    if let Some(run) = runs.last() {
        println!("{:.1} bytes a row in the data set", run.n_bytes as f64 / n_rows as f64);
    }
    if let Ok(status) = std::fs::read_to_string("/proc/self/status") {
        for line in status.lines().filter(|line| line.starts_with("VmHWM")) {
            println!("{line}, the file itself {} kB of it", file.len() / 1024);
        }
    }
}

struct Run {
    push: Duration,
    settle: Duration,
    join: Duration,
    n_bytes: usize,
}

fn run(file: &[u8]) -> Run {
    let clock = Instant::now();
    let start = own_time(clock);
    // Any day behind all dates will do.
    let mut importer = FileImporter::new("bench.csv", file.len() as u64, ImportOptions::new(Day(40_000)));
    for slice in file.chunks(SLICE_BYTES) {
        if let Err(error) = importer.push(slice) {
            println!("{error}");
        }
    }
    let push = own_time(clock) - start;
    let imported = importer.finish();
    let settle = own_time(clock) - start - push;
    let mut n_bytes = 0;
    let mut builder = DatasetBuilder::new();
    match imported {
        Ok(imported) => {
            if let ImportedTable::Transactions(table) = imported.table {
                builder.add_transactions(table);
            }
        }
        Err(error) => println!("{error}"),
    }
    match builder.finish() {
        Ok((dataset, _)) => n_bytes = dataset.n_bytes(),
        Err(error) => println!("{error}"),
    }
    Run { push, settle, join: own_time(clock) - start - push - settle, n_bytes }
}

/// Appends a file of `n_rows` rows.
pub fn write_file(file: &mut Vec<u8>, n_rows: usize) {
    const CATEGORIES: [&str; 12] = [
        "Home & Garden",
        "Electronics",
        "Clothing",
        "\"Food, Beverage\"",
        "Toys",
        "Sports",
        "Books",
        "Health",
        "Automotive",
        "Office supplies",
        "Jewellery",
        "Pets",
    ];
    const CHANNELS: [&str; 4] = ["online", "store", "partner", "mobile app"];
    const REGIONS: [&str; 8] =
        ["North", "South", "East", "West", "Central", "North-East", "Islands", "Overseas"];
    let mut state = 0x5EED_u64;
    let mut random = |n: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mixed = (state ^ state >> 33).wrapping_mul(0xFF51_AFD7_ED55_8CCD);
        ((mixed >> 32) * n) >> 32
    };
    file.reserve(n_rows * 78);
    file.extend_from_slice(
        b"transaction_id,customer_id,date,category,channel,quantity,amount,discount,cost,region\n",
    );
    let n_customers = (n_rows as u64 / 10).max(1);
    for row in 0..n_rows {
        // The smaller of three draws: a fifth of the customers make half of the rows.
        let customer = random(n_customers).min(random(n_customers)).min(random(n_customers));
        let day = Day(18_628 + random(1_096) as i32);
        let quantity = 1 + random(9);
        let price = 199 + random(19_900);
        let discount = random(5) * 5;
        let amount = price * quantity * (100 - discount) / 100;
        let line = format!(
            "T{:09},C{:07},{day},{},{},{quantity},{}.{:02},0.{discount:02},{}.{:02},{}\n",
            row + 1,
            // Neighbours in number are no neighbours in rank.
            customer * 7_919 % n_customers,
            CATEGORIES[random(12) as usize],
            CHANNELS[random(4) as usize],
            amount / 100,
            amount % 100,
            amount * 6 / 10 / 100,
            amount * 6 / 10 % 100,
            REGIONS[random(8) as usize],
        );
        file.extend_from_slice(line.as_bytes());
    }
}
