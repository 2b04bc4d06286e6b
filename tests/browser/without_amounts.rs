//! Orders without amounts: what is about money says what is missing, and counts stay.

use crate::harness::{Outcome, browser_test, data_file};

#[test]
fn money_is_not_zero_where_there_are_no_amounts() -> Outcome {
    browser_test(async |page| {
        page.open("/").await?;
        page.upload(&[&data_file("visits.csv")]).await?;
        page.click("button", "Import 360 rows").await?;
        page.shows("h1", "Overview").await?;
        page.shows("[data-panel=revenue]", "Revenue needs a column with amounts").await?;
        page.shows("[data-panel=movers]", "Add one on the Data page").await?;
        page.shows(".kpis", "needs a column with amounts").await?;
        page.shows(".kpis", "New customers").await?;
        page.click("link", "Pareto 80/20").await?;
        page.shows("[data-panel=lorenz]", "Revenue needs a column with amounts").await?;
        page.shows("[data-panel=abc]", "Revenue needs a column with amounts").await?;
        page.click("link", "Segments").await?;
        page.shows("[data-panel=segment-revenue]", "Revenue needs a column with amounts").await?;
        page.shows("[data-panel=segment-grid]", "shade: customers").await?;
        page.shows("[data-panel=segment-table]", "of customers").await?;
        page.click("link", "Lifetime value").await?;
        page.shows("[data-panel=clv-histogram]", "Revenue needs a column with amounts").await?;
        page.shows("[data-panel=clv-p-alive]", "repeat").await?;
        page.click("link", "Customers").await?;
        page.shows("h1", "120 customers").await?;
        page.wait_until("!/revenue/i.test(document.body.innerText)").await?;
        page.expect_clean().await
    })
}
