//! The next month's file: read as the last one was, added to it, and counted once. And a table that is pasted.

use crate::harness::{Outcome, Page, browser_test};
use std::path::PathBuf;

/// A file of `tests/data`.
fn data(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

/// Opens the page and imports January, whose dates nothing but a person can tell.
async fn import_january(page: &Page) -> Outcome {
    page.open("/").await?;
    page.upload(&[&data("january.csv")]).await?;
    page.click("button", "Day first").await?;
    page.click("button", "Import 4 rows").await?;
    page.shows("[aria-label=Filter]", "3 of 3 customers").await
}

#[test]
fn a_month_that_repeats_the_last_is_added_and_counted_once() -> Outcome {
    browser_test(async |page| {
        import_january(page).await?;
        page.click("link", "Data").await?;
        page.shows(".readings tbody tr", "customerid").await?;
        page.upload_to(&["#append-file-input"], &[&data("january-february.csv")]).await?;

        // Nothing is asked again, and what was taken over is said.
        page.shows(".message", "Read as last time").await?;
        page.shows(".message", "order of day and month").await?;
        page.shows(".overlaps", "4 rows of").await?;
        page.shows(".overlaps", "255.75 in total").await?;
        page.shows(".totals th", "Merged").await?;
        page.shows(".totals td", "189.25").await?;
        page.by_role("button", "Append 3 rows").await?;

        // Lines of both files: the header is the first.
        page.click_on(".overlaps summary").await?;
        page.shows(".overlaps tbody", "22ann10012 Jan 2025120.00").await?;

        // The other answer and back.
        page.click_on(".overlaps__choice label:nth-of-type(2) input").await?;
        page.by_role("button", "Append 7 rows").await?;
        page.click_on(".overlaps__choice label:nth-of-type(1) input").await?;
        page.click("button", "Append 3 rows").await?;

        page.shows("[aria-label=Filter]", "4 of 4 customers").await?;
        page.click("link", "Data").await?;
        page.shows("h1", "january.csv").await?;
        let facts =
            "[...document.querySelectorAll('.data-facts dd')].slice(0, 3).map((fact) => fact.textContent)";
        page.wait_until(&format!("{facts}.join() === '4,7,7'")).await?;
        // The books of both files stay in sight.
        page.shows(".overlaps", "4 rows of").await?;
        page.expect_clean().await
    })
}

#[test]
fn what_was_kept_can_be_left_out_and_forgotten() -> Outcome {
    browser_test(async |page| {
        import_january(page).await?;
        page.click("link", "Data").await?;
        page.upload_to(&["#append-file-input"], &[&data("january-february.csv")]).await?;
        page.click("button", "Read without it").await?;
        // Without it the question is open again, and the answer can be taken back.
        page.shows("[role=alert]", "january-february.csv").await?;
        page.click("button", "Take the last answer back").await?;
        page.shows(".message", "Read as last time").await?;
        page.by_role("button", "Append 3 rows").await?;
        page.click("button", "Back").await?;

        page.click_on(".readings tbody button").await?;
        page.shows(".readings", "None yet").await?;
        page.upload_to(&["#append-file-input"], &[&data("january-february.csv")]).await?;
        page.by_role("button", "Day first").await?;
        page.shows("h1", "january.csv").await
    })
}

#[test]
fn a_file_that_is_dropped_beside_data_is_asked_about() -> Outcome {
    browser_test(async |page| {
        import_january(page).await?;
        page.click("link", "Data").await?;
        page.shows("h1", "january.csv").await?;
        let text = serde_json::to_string(&std::fs::read_to_string(data("january-february.csv"))?)?;
        let drop = format!(
            "const data = new DataTransfer();
             data.items.add(new File([{text}], 'february.csv'));
             const event = {{ dataTransfer: data, bubbles: true, cancelable: true }};
             document.querySelector('.loaded h1').dispatchEvent(new DragEvent('drop', event));"
        );
        page.eval(&drop).await?;
        page.shows("dialog[open]", "february.csv").await?;
        page.click("button", "Append the rows").await?;
        page.by_role("button", "Append 3 rows").await?;
        page.click("button", "Back").await?;

        page.eval(&drop).await?;
        page.click("button", "Open instead").await?;
        page.by_role("button", "Import 7 rows").await?;
        page.click("button", "Back").await?;
        page.shows("h1", "january.csv").await
    })
}

#[test]
fn a_table_is_pasted_and_imported() -> Outcome {
    browser_test(async |page| {
        page.open("/").await?;
        page.click("button", "Paste a table").await?;
        page.wait_until("document.activeElement.matches('dialog[open] textarea')").await?;
        page.eval(
            "const field = document.activeElement;
             field.value = 'customer_id\\tdate\\tamount\\nann\\t2025-01-31\\t12.5\\nben\\t2025-02-01\\t7.5\\n';
             field.dispatchEvent(new Event('input', { bubbles: true }));",
        )
        .await?;
        page.click("button", "Read the table").await?;
        page.main_shows("pasted.tsv").await?;
        page.shows(".totals td", "20.0").await?;
        page.click("button", "Back").await?;

        // Straight onto the page, as from the keyboard.
        page.shows("h1", "Know your customers").await?;
        page.eval(
            "const data = new DataTransfer();
             data.setData('text/plain', 'customer_id,date,amount\\nann,2025-01-31,12.5\\nben,2025-02-01,7.5\\ncho,2025-02-02,1');
             const event = { clipboardData: data, bubbles: true, cancelable: true };
             document.body.dispatchEvent(new ClipboardEvent('paste', event));",
        )
        .await?;
        page.main_shows("pasted.csv").await?;
        page.click("button", "Import 3 rows").await?;
        page.shows("[aria-label=Filter]", "3 of 3 customers").await?;
        page.expect_clean().await
    })
}
