//! Rows that were set aside are saved, mended in a spreadsheet and appended.

use crate::harness::{Outcome, browser_test, data_file};

#[test]
fn rows_set_aside_are_saved_whole_mended_and_appended() -> Outcome {
    browser_test(async |page| {
        page.open("/").await?;
        page.upload(&[&data_file("damaged.csv")]).await?;
        page.click("button", "CSV of 2 rows").await?;
        let csv = String::from_utf8(page.downloaded("damaged-set-aside.csv").await?)?;
        let expected = "\u{FEFF}clientele_line (gregorian decimal-point),clientele_reason,order_id,customer_id,date,amount,note\r\n\
2,Date cannot be read,1,A,2024-01-35,100.00,\"two, \"\"quoted\"\"\"\r\n\
3,Amount is not a number,2,B,2024-01-06,fifty,\"'=SUM(A1)\"\r\n";
        assert_eq!(csv, expected);
        page.click("button", "Import 1 row").await?;
        page.shows("[aria-label=Filter]", "1 of 1 customer").await?;

        let mended = std::env::temp_dir().join(format!("clientele-mended-{}.csv", std::process::id()));
        std::fs::write(&mended, csv.replace("2024-01-35", "2024-01-05").replace("fifty", "50"))?;
        page.click("link", "Data").await?;
        page.upload_to(&["#append-file-input"], &[&mended]).await?;
        page.click("button", "Append 2 rows").await?;
        page.shows("[aria-label=Filter]", "3 of 3 customers").await?;
        std::fs::remove_file(&mended)?;
        page.expect_clean().await
    })
}
