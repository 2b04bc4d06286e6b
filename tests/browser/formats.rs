//! Packed files and workbooks, dropped into the page.

use crate::harness::{Outcome, Page, browser_test};
use flate2::Compression;
use flate2::write::GzEncoder;
use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};
use std::io::Write;
use std::path::PathBuf;

/// Orders as text.
fn orders(n_rows: u32) -> String {
    let row = |n: u32| format!("{n},C{},2024-{:02}-{:02},{}.5\n", n % 40, n % 12 + 1, n % 28 + 1, n % 90 + 1);
    std::iter::once("order_id,customer_id,date,amount\n".to_owned()).chain((1..=n_rows).map(row)).collect()
}

fn write_orders(sheet: &mut Worksheet, n_rows: u32) -> Result<(), XlsxError> {
    for (row, line) in (0..).zip(orders(n_rows).lines()) {
        for (column, cell) in (0..).zip(line.split(',')) {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write(row, column, number)?,
                Err(_) => sheet.write(row, column, cell)?,
            };
        }
    }
    Ok(())
}

/// A workbook with a cover and two sheets of orders.
fn workbook() -> Outcome<Vec<u8>> {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Cover")?.write(0, 0, "Orders of two years")?;
    write_orders(book.add_worksheet().set_name("2024")?, 1_234)?;
    write_orders(book.add_worksheet().set_name("2025")?, 567)?;
    Ok(book.save_to_buffer()?)
}

fn file(name: &str, bytes: &[u8]) -> Outcome<PathBuf> {
    let folder = std::env::temp_dir().join(format!("clientele-formats-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let path = folder.join(name);
    std::fs::write(&path, bytes)?;
    Ok(path)
}

async fn asks_for_reader(page: &Page) -> Outcome<usize> {
    page.network_idle().await?;
    Ok(page.server().requests().iter().filter(|path| path.contains("workbook_bg.wasm")).count())
}

#[test]
fn a_packed_file_is_imported() -> Outcome {
    browser_test(async |page| {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(orders(4_321).as_bytes())?;
        let path = file("orders.csv.gz", &encoder.finish()?)?;
        page.open("/").await?;
        page.import(&[&path], 4_321).await?;
        assert_eq!(asks_for_reader(page).await?, 0);
        page.expect_clean().await
    })
}

#[test]
fn a_sheet_is_chosen_and_imported() -> Outcome {
    browser_test(async |page| {
        let path = file("orders.xlsx", &workbook()?)?;
        page.open("/").await?;
        assert_eq!(asks_for_reader(page).await?, 0);
        page.upload(&[&path]).await?;
        page.by_role("button", "Import 1,234 rows").await?;
        page.wait_until("!document.querySelector('[data-field=delimiter]')").await?;
        page.by_role("combobox", "Sheet").await?;
        page.eval(
            "const select = document.querySelector('[data-field=sheet] select');
             select.value = '2025';
             select.dispatchEvent(new Event('change', { bubbles: true }));",
        )
        .await?;
        page.click("button", "Import 567 rows").await?;
        page.shows("h1", "Overview").await?;
        // Fetched once, for as many workbooks as there are.
        assert_eq!(asks_for_reader(page).await?, 1);
        page.expect_clean().await
    })
}

#[test]
fn a_workbook_without_its_reader_is_refused_in_words() -> Outcome {
    browser_test(async |page| {
        page.expect_trouble("ERR_BLOCKED_BY_CLIENT");
        page.block(&["*/workbook_bg.wasm"]).await?;
        let path = file("offline.xlsx", &workbook()?)?;
        page.open("/").await?;
        page.upload(&[&path]).await?;
        page.sees("The reader of workbooks could not be loaded").await?;
        // The page is as good as before: once the network is back, the workbook is read.
        page.block(&[]).await?;
        page.upload(&[&path]).await?;
        page.by_role("button", "Import 1,234 rows").await?;
        Ok(())
    })
}
