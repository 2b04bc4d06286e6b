//! The law that the fuzz target `xlsx` tries to break, held against workbooks and packed files damaged at random
//! places from a fixed seed.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "tests fail by panicking")]

#[allow(unreachable_pub, reason = "the module is part of another crate")]
#[path = "../../engine/fuzz/src/laws/xlsx.rs"]
mod xlsx;

use flate2::Compression;
use flate2::write::GzEncoder;
use rust_xlsxwriter::{Workbook, Worksheet};
use std::io::Write;

/// `Err` with a sentence unless `is_kept`.
fn law(is_kept: bool, broken: impl FnOnce() -> String) -> Result<(), String> {
    if is_kept { Ok(()) } else { Err(broken()) }
}

fn fill(sheet: &mut Worksheet) {
    for row in 0..9 {
        sheet.write(row * 2, 0, format!("C{row}, \"x\"\r\ny")).unwrap();
        sheet.write(row * 2, 3, f64::from(row) / 3.0).unwrap();
        sheet.write(row * 2, 4, row % 2 == 0).unwrap();
    }
}

fn seeds() -> Vec<Vec<u8>> {
    let mut book = Workbook::new();
    fill(book.add_worksheet());
    fill(book.add_worksheet());
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(&b"customer_id,date,amount\nA,2024-01-01,5\n".repeat(20)).unwrap();
    vec![book.save_to_buffer().unwrap(), encoder.finish().unwrap()]
}

#[test]
fn damage_of_any_kind_breaks_no_law() {
    let mut state = 2_463_534_242_u32;
    let mut random = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state as usize % below.max(1)
    };
    for seed in seeds() {
        xlsx::hold(&seed).unwrap();
        for _ in 0..1_500 {
            let mut bytes = seed.clone();
            for _ in 0..=random(4) {
                let at = random(bytes.len());
                match random(4) {
                    0 => bytes[at] = random(256) as u8,
                    1 => bytes[at] ^= 1 << random(8),
                    2 => bytes.truncate(at.max(1)),
                    _ => {
                        let n_bytes = random(40).min(bytes.len() - at);
                        let copied = bytes[at..at + n_bytes].to_vec();
                        let to = random(bytes.len());
                        bytes.splice(to..to, copied);
                    }
                }
            }
            xlsx::hold(&bytes).unwrap();
        }
    }
}
