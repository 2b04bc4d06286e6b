//! Writes the files the import is measured with: orders of a made-up shop, the same on every machine.
//!
//! `cargo run --release -p clientele-engine --example bench_csv -- FOLDER ROWS...`
//!
//! For each number of rows there is `orders_<rows>.csv`, and `orders_<rows>.json` with the totals that every
//! reader of the file has to arrive at. Ten columns, about 75 bytes a row, in the order of the dates, as shops
//! export them. One of the twelve categories has a comma in it and so stands in quotes. There is a customer
//! for every ten rows, and the top fifth of them brings about 68 % of the revenue. A file that is there
//! already, whole and of this version, is left alone.

use serde_json::{Value, json};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Changes whenever the contents of the files do.
const VERSION: u64 = 1;

const HEADER: &str =
    "order_id,order_date,customer_id,product_id,category,channel,region,quantity,amount,cost\n";
const CATEGORIES: [&str; 12] = [
    "Kitchen",
    "Garden",
    "Toys",
    "Books",
    "Lighting",
    "Furniture",
    "Bed & Bath",
    "Electronics",
    "Stationery",
    "Sports",
    "Baby",
    QUOTED,
];
const QUOTED: &str = "\"Food, Beverage\"";
const CHANNELS: [&str; 4] = ["Web", "Store", "Phone", "Marketplace"];
const REGIONS: [&str; 6] = ["North", "South", "East", "West", "Central", "Overseas"];
const N_PRODUCTS: u64 = 1_200;
const ROWS_PER_CUSTOMER: u64 = 10;
/// 1 January 2021, in days since 1970, and the three years from then on.
const FIRST_DAY: u64 = 18_628;
const N_DAYS: u64 = 1_095;

fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let Some(folder) = arguments.next() else {
        return Err(io::Error::other("usage: bench_csv FOLDER ROWS..."));
    };
    let folder = Path::new(&folder);
    fs::create_dir_all(folder)?;
    for argument in arguments {
        let n_rows: u64 = argument.parse().map_err(|_| io::Error::other(format!("no number: {argument}")))?;
        let csv = folder.join(format!("orders_{n_rows}.csv"));
        let json = folder.join(format!("orders_{n_rows}.json"));
        if !is_current(&csv, &json) {
            write_file(&csv, &json, n_rows)?;
        }
        println!("{}: {}", csv.display(), fs::read_to_string(&json)?.trim());
    }
    Ok(())
}

/// Whether both files are there and belong together. The totals are written last.
fn is_current(csv: &Path, json: &Path) -> bool {
    let totals: Value =
        fs::read(json).ok().and_then(|text| serde_json::from_slice(&text).ok()).unwrap_or_default();
    let n_bytes = fs::metadata(csv).map(|metadata| metadata.len()).ok();
    totals["version"] == VERSION && n_bytes.is_some() && totals["n_bytes"].as_u64() == n_bytes
}

fn write_file(csv: &Path, json: &Path, n_rows: u64) -> io::Result<()> {
    if json.exists() {
        fs::remove_file(json)?;
    }
    let mut out = BufWriter::with_capacity(1 << 20, File::create(csv)?);
    let totals = write_orders(&mut out, n_rows)?;
    out.into_inner()?.sync_all()?;
    fs::write(json, format!("{totals}\n"))
}

/// Writes all rows and returns the totals.
fn write_orders(out: &mut impl Write, n_rows: u64) -> io::Result<Value> {
    let n_customers = (n_rows / ROWS_PER_CUSTOMER).max(1);
    let mut random = Random(20_261_121);
    let mut revenue = vec![0_u64; usize::try_from(n_customers).map_err(io::Error::other)?];
    let (mut sum_cents, mut quoted_cents, mut n_bytes) = (0, 0, HEADER.len() as u64);
    out.write_all(HEADER.as_bytes())?;

    let mut row = Vec::with_capacity(128);
    let (mut n_written, mut n_orders) = (0, 0);
    while n_written < n_rows {
        n_orders += 1;
        let rank = customer_rank(&mut random, n_customers);
        // The best customers are not the first ones: their ids lie all over the range.
        let customer = (rank * COPRIME) % n_customers;
        let date = date_text(FIRST_DAY + n_written * N_DAYS / n_rows);
        let channel = CHANNELS[random.below(4) as usize];
        // Where a customer lives does not change.
        let region = REGIONS[(customer * 7 % 6) as usize];
        let n_lines = 1 + u64::from(random.below(100) < 50) + u64::from(random.below(100) < 20);
        let first_product = random.below(N_PRODUCTS);
        for line in 0..n_lines.min(n_rows - n_written) {
            // No product twice in one order: equal rows are duplicates and would rightly be set aside.
            let product = (first_product + line * 401) % N_PRODUCTS;
            let category = CATEGORIES[(product % 12) as usize];
            let quantity = 1 + random.below(6) * random.below(2);
            let cents = (199 + product * product % 9_973) * quantity;
            let cost = cents * (45 + random.below(40)) / 100;
            revenue[customer as usize] += cents;
            sum_cents += cents;
            quoted_cents += if category == QUOTED { cents } else { 0 };

            row.clear();
            write!(
                row,
                "A{n_orders:08},{date},C{customer:07},SKU-{product:04},{category},{channel},{region},"
            )?;
            writeln!(row, "{quantity},{}.{:02},{}.{:02}", cents / 100, cents % 100, cost / 100, cost % 100)?;
            out.write_all(&row)?;
            n_bytes += row.len() as u64;
            n_written += 1;
        }
    }

    revenue.retain(|&cents| cents > 0);
    revenue.sort_unstable_by(|a, b| b.cmp(a));
    let top: u64 = revenue.iter().take(revenue.len().div_ceil(5)).sum();
    Ok(json!({
        "version": VERSION,
        "n_rows": n_rows,
        "n_bytes": n_bytes,
        "n_customers": revenue.len(),
        "sum_cents": sum_cents,
        "quoted_category": QUOTED.trim_matches('"'),
        "quoted_cents": quoted_cents,
        "top_fifth_share": (top as f64 / sum_cents.max(1) as f64 * 1e4).round() / 1e4,
    }))
}

/// A prime that no number of customers in use is a multiple of, so that the product is a permutation.
const COPRIME: u64 = 1_000_003;

/// The rank of the customer who orders: the first fifth gets most orders, and the first of them most of all.
fn customer_rank(random: &mut Random, n_customers: u64) -> u64 {
    let (u, v) = (random.unit(), random.unit());
    let share = if u < 0.705 { 0.2 * v.powf(1.35) } else { 0.2 + 0.8 * v.powf(1.15) };
    ((share * n_customers as f64) as u64).min(n_customers - 1)
}

/// A day as text, by the civil calendar (Howard Hinnant, "chrono-compatible low-level date algorithms").
fn date_text(days: u64) -> String {
    let z = days + 719_468;
    let (era, day_of_era) = (z / 146_097, z % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

/// SplitMix64 (Steele, Lea and Flood 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: u64) -> u64 {
        ((self.next() >> 32) * n) >> 32
    }

    /// From 0 to below 1.
    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}
