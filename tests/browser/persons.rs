//! Ids that look like one person are merged by a button and taken apart by another.

use crate::harness::{Outcome, browser_test, data_file};

#[test]
fn a_person_with_two_ids_is_merged_taken_apart_and_merged_again() -> Outcome {
    browser_test(async |page| {
        page.open("/").await?;
        page.upload(&[&data_file("same_person.csv")]).await?;
        page.shows(".health__group", "B7 Lin Wei 1 order").await?;
        page.click("button", "Merge: Lin Wei").await?;
        page.shows(".health__group", "B7 now count as A1").await?;
        page.click("button", "Take apart: B7 now count as A1").await?;
        page.shows(".health__group", "Same phone number").await?;
        page.click("button", "Merge the likely one").await?;
        page.shows(".health__group", "B7 now count as A1").await?;

        page.click("button", "Import 4 rows").await?;
        page.shows("h1", "Overview").await?;
        // Four rows of three ids, two of whom are one person now.
        page.shows("[aria-label=Filter]", "2 of 2 customers").await
    })
}
