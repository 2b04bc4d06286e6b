//! From files to figures, and from a figure to the line of the file.

use crate::harness::{Outcome, Page, browser_test};
use crate::steps::{count, golden, shared};
use serde_json::Value;
use thirtyfour::Key;

#[test]
fn cdnow_shows_the_reference_figures_and_leads_down_to_a_line_of_the_file() -> Outcome {
    let (Some(file), Some(golden)) = (shared("data/cdnow/cdnow_master.csv"), golden("cdnow_master")) else {
        return Ok(());
    };
    browser_test(async |page| {
        page.open("/").await?;
        let at_start = page.network_idle().await?;

        page.upload(&[&file]).await?;
        let rows = golden["a_totals"]["rows_used"].as_u64().unwrap_or_default();
        page.main_shows("All 69,659 rows are usable").await?;
        page.main_shows("2,500,315.63").await?;
        page.click("button", &format!("Import {} rows", count(rows))).await?;

        let customers = golden["a_totals"]["customers"].as_u64().unwrap_or_default();
        page.shows("[aria-label=Filter]", &format!("{0} of {0} customers", count(customers))).await?;
        check_months(page, &golden["i_months"]).await?;
        check_concentration(page, &golden["e_pareto_and_whale"]).await?;
        check_cohorts(page, &golden["g_monthly_cohorts"]["customers_active"]).await?;

        // A segment, the list of its customers, one of them, an order, a line, the row of the file.
        page.go("Segments").await?;
        page.press_on("At risk, Revenue", Key::Enter).await?;
        page.shows("[aria-label=Filter]", "2,733 of 23,570 customers").await?;
        page.click("button", "List all 2,733").await?;
        page.shows("h1", "customers bring half").await?;
        page.wait_until("document.querySelectorAll('main [role=row], main tr').length > 20").await?;
        let id = page.eval(
            "const row = document.querySelector('main tbody tr[id], main [role=rowgroup] [role=row][id]');
             return [...row.querySelectorAll('td, [role=gridcell]')].map((cell) => cell.textContent.trim())
                 .find((text) => /^\\d{5}$/.test(text));",
        );
        let id = id.await?.as_str().ok_or("a customer id")?.to_owned();
        page.click_on("main tbody tr[id] :is(td, [role=gridcell]):nth-child(2)").await?;
        page.shows("h1", &id).await?;

        page.click_on(".customer__order .link-button").await?;
        page.click("button", "Show the original row").await?;
        page.shows("dialog[open]", "cdnow_master.csv, line ").await?;
        page.shows("dialog[open]", &id).await?;
        let shown = page.text("dialog[open]").await?;
        let text = std::fs::read_to_string(&file)?;
        let line = text.lines().find(|line| line.starts_with(&id) && shown.contains(*line));
        assert!(line.is_some(), "no line of the file stands in {shown:?}");
        page.press(Key::Escape + "").await?;

        assert_eq!(page.server().requests()[at_start..], [] as [String; 0], "requests after the start");
        page.expect_clean().await
    })
}

/// Chooses the period of the overview.
async fn choose_period(page: &Page, name: &str) -> Outcome {
    page.shows("option", name).await?;
    page.eval(&format!(
        "const has = (node) => [...node.options].find((option) => option.text === '{name}');
         const select = [...document.querySelectorAll('main select')].find(has);
         select.value = has(select).value;
         select.dispatchEvent(new Event('change', {{ bubbles: true }}));"
    ))
    .await?;
    Ok(())
}

/// New and active customers of each month, as the marks of the first chart say them.
async fn check_months(page: &Page, months: &Value) -> Outcome {
    choose_period(page, "All").await?;
    let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    for (month, golden) in months.as_object().into_iter().flatten() {
        let (year, number) = month.split_once('-').ok_or("a month")?;
        let name = names[number.parse::<usize>()? - 1];
        let active = golden["active_customers"].as_u64().unwrap_or_default();
        page.wait_until(&format!(
            "[...document.querySelectorAll('main [aria-label^=\"{name} {year}, \"]')].some((mark) =>
                mark.ariaLabel.includes('Customers {}'))",
            count(active)
        ))
        .await?;
    }
    Ok(())
}

async fn check_concentration(page: &Page, golden: &Value) -> Outcome {
    page.go("Pareto 80/20").await?;
    let share = |percent: u64| {
        golden["top_share"]
            .as_array()
            .into_iter()
            .flatten()
            .find(|row| row["top_percent"].as_u64() == Some(percent))
            .and_then(|row| row["revenue_share_ceil"].as_f64())
            .unwrap_or_default()
    };
    let top = (share(20) * 100.0).round();
    page.shows("h2", &format!("The top 20% of customers bring {top:.0}% of revenue")).await?;
    let gini = golden["gini"].as_f64().unwrap_or_default();
    page.main_shows(&format!("Gini {gini:.2}")).await?;
    let classes = &golden["abc_cut_80_95_customer_that_crosses_belongs_to_the_better_class"];
    for class in ["A", "B", "C"] {
        page.main_shows(&count(classes[class]["customers"].as_u64().unwrap_or_default())).await?;
    }
    Ok(())
}

/// Every closed cell of the triangle, from its table twin's source: the marks' labels.
async fn check_cohorts(page: &Page, cohorts: &Value) -> Outcome {
    page.go("Retention").await?;
    for (month, counts) in cohorts.as_object().into_iter().flatten() {
        let size = counts[0].as_u64().unwrap_or_default();
        page.main_shows(&count(size)).await?;
        for age in [1, 6, 12] {
            let active = counts[age].as_u64().unwrap_or_default();
            let of = format!("{} of {}", count(active), count(size));
            page.wait_until(&format!(
                "[...document.querySelectorAll('main [aria-label]')].some((mark) => mark.ariaLabel.includes('{of}'))"
            ))
            .await
            .map_err(|error| format!("{month}, age {age}: {error}"))?;
        }
    }
    Ok(())
}

#[test]
fn lantern_stands_on_the_pages_as_its_description_says() -> Outcome {
    let (Some(transactions), Some(customers)) =
        (shared("data/lantern/transactions.csv"), shared("data/lantern/customers.csv"))
    else {
        return Ok(());
    };
    browser_test(async |page| {
        page.open("/").await?;
        page.import(&[&transactions, &customers], 74_061 + 13_811).await?;
        for text in [
            "NT$34.2M",
            "6.8%",
            "8,075",
            "5.7%",
            "2,965",
            "1.3%",
            "58.0%",
            "NT$1,292",
            "NT$32.0M",
            "647 “Can’t lose them” customers",
            "median 385 days",
            "NT$13.9M",
            "NT$1.95M",
        ] {
            page.main_shows(text).await?;
        }

        // The years before, as the same page shows them.
        for (year, figures) in [
            ("2023", ["NT$32.0M", "7,641", "3,003"]),
            ("2022", ["NT$29.4M", "7,028", "2,918"]),
            ("All", ["NT$95.6M", "13,811", ""]),
        ] {
            choose_period(page, year).await?;
            for figure in figures {
                page.shows(".kpi", figure).await.map_err(|error| format!("{year}: {error}"))?;
            }
        }

        page.go("Segments").await?;
        let grid: [[u64; 5]; 5] = [
            [348, 299, 303, 615, 845],
            [650, 414, 349, 488, 393],
            [1_062, 498, 364, 402, 313],
            [1_234, 423, 262, 268, 200],
            [2_442, 571, 318, 531, 219],
        ];
        let orders = ["9+", "5–8", "3–4", "2", "1"];
        for (row, orders) in grid.iter().zip(orders) {
            for n in row {
                let cell = format!("Customers {}", count(*n));
                page.wait_until(&format!(
                    "[...document.querySelectorAll('main [aria-label]')].some((mark) =>
                        mark.ariaLabel.includes(': {orders} order') && mark.ariaLabel.includes('{cell},'))"
                ))
                .await
                .map_err(|error| format!("{orders} orders, {n} customers: {error}"))?;
            }
        }
        for n in [1_238, 1_755, 1_183, 219, 531, 364, 580, 647, 2_624, 994, 3_676] {
            page.shows("main td", &count(n)).await?;
        }

        page.go("Pareto 80/20").await?;
        for text in [
            "The top 20% of customers bring 71% of revenue",
            "Gini 0.68",
            "4,092",
            "4,647",
            "5,072",
            "NT$95.6M",
            "The last 16% of customers erode NT$1.95M of profit",
            "2,169 cost more than they earn",
            "Peak NT$24.2M",
            "109%",
            "NT$22.2M",
        ] {
            page.main_shows(text).await?;
        }
        for (percent, share) in [("1", "25.2%"), ("5", "44.2%"), ("10", "56.6%"), ("50", "90.9%")] {
            page.wait_until(&format!(
                "[...document.querySelectorAll('main [aria-label]')].some((mark) =>
                    mark.ariaLabel.startsWith('Top {percent}%') && mark.ariaLabel.includes('{share}'))"
            ))
            .await
            .map_err(|error| format!("top {percent} %: {error}"))?;
        }

        page.go("Lifetime value").await?;
        for text in ["0.976", "10.34", "0.773", "3.319", "5,921 customers", "9,230"] {
            page.main_shows(text).await?;
        }

        page.go("Retention").await?;
        page.main_shows("466").await?;
        page.wait_until(
            "[...document.querySelectorAll('main [aria-label]')].some((mark) => mark.ariaLabel.includes('39 of 466'))",
        )
        .await
    })
}

#[test]
fn the_page_speaks_three_languages_and_keeps_its_figures() -> Outcome {
    let (Some(transactions), Some(customers), Some(golden)) = (
        shared("data/apparel/apparel_transactions.csv"),
        shared("data/apparel/apparel_customers.csv"),
        golden("apparel"),
    ) else {
        return Ok(());
    };
    browser_test(async |page| {
        page.open("/").await?;
        page.import(&[&transactions, &customers], 3_187 + 600).await?;
        page.shows("[aria-label=Filter]", "600 of 600 customers").await?;
        check_concentration(page, &golden["e_pareto_and_whale"]).await?;
        check_cohorts(page, &golden["g_monthly_cohorts"]["customers_active"]).await?;
        page.go("Overview").await?;
        for (tag, title, pareto, customers) in
            [("zh-Hant", "總覽", "柏拉圖", "600 位顧客"), ("zh-Hans", "总览", "帕累托", "600 位客户")]
        {
            page.eval(&format!(
                "const select = [...document.querySelectorAll('select')].find((node) =>
                     [...node.options].some((option) => option.text.includes('繁')));
                 const option = [...select.options].find((option) =>
                     option.text.includes('{tag}' === 'zh-Hant' ? '繁' : '简'));
                 select.value = option.value;
                 select.dispatchEvent(new Event('change', {{ bubbles: true }}));"
            ))
            .await?;
            page.wait_until(&format!("document.documentElement.lang === '{tag}'")).await?;
            page.shows("h1", title).await?;
            page.shows("nav", pareto).await?;
            page.shows("section", customers).await?;
        }
        Ok(())
    })
}

#[test]
fn the_list_of_customers_is_downloaded_whole_and_adds_up() -> Outcome {
    let Some(file) = shared("data/cdnow/cdnow_sample.csv") else { return Ok(()) };
    browser_test(async |page| {
        page.open("/").await?;
        page.import(&[&file], 6_919).await?;
        page.click("link", "Customers").await?;
        page.shows("h1", "of 2,357 customers bring half").await?;
        page.click("button", "CSV").await?;
        let csv = String::from_utf8(page.downloaded("customers.csv").await?)?;
        let rows: Vec<&str> = csv.lines().collect();
        assert_eq!(rows.len(), 2_358);
        let revenue = rows[0].split(',').position(|head| head == "revenue").ok_or("a revenue column")?;
        let cell = |row: &&str| row.split(',').nth(revenue).and_then(|cell| cell.parse::<f64>().ok());
        let total: f64 = rows[1..].iter().filter_map(cell).sum();
        // The sum of the file; cents, so nothing but rounding of the sum itself can differ.
        assert!((total - 244_091.94).abs() < 1e-6, "{total}");
        Ok(())
    })
}

#[test]
fn a_wrong_file_is_explained_and_leaves_the_data_on_screen() -> Outcome {
    let Some(file) = shared("data/cdnow/cdnow_sample.csv") else { return Ok(()) };
    browser_test(async |page| {
        page.open("/").await?;
        page.import(&[&file], 6_919).await?;
        let folder = std::env::temp_dir().join(format!("clientele-wrong-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let wrong: [(&str, &[u8]); 4] = [
            ("photo.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
            ("book.csv", b"PK\x03\x04\x14\0\x06\0\x08\0"),
            ("empty.csv", b""),
            ("planets.csv", b"planet,moons\nMars,2\n"),
        ];
        for (name, bytes) in wrong {
            std::fs::write(folder.join(name), bytes)?;
            page.click("link", "Data").await?;
            page.upload(&[&folder.join(name)]).await?;
            page.shows("[role=alert]", name).await?;
        }
        std::fs::remove_dir_all(&folder)?;
        page.click("link", "Overview").await?;
        page.shows("[aria-label=Filter]", "2,357 of 2,357 customers").await
    })
}

#[test]
fn hostile_names_are_shown_as_text() -> Outcome {
    let Some(names) = shared("badcsv/sec_html.csv") else { return Ok(()) };
    browser_test(async |page| {
        let text = std::fs::read_to_string(&names)?;
        let ids: Vec<&str> = text.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
        let mut orders = String::from("customer_id,date,amount\n");
        for (idx, id) in ids.iter().enumerate() {
            orders += &format!("{id},2024-01-{:02},{}\n", idx + 1, 100 - idx);
        }
        let folder = std::env::temp_dir().join(format!("clientele-hostile-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let orders_file = folder.join("orders.csv");
        std::fs::write(&orders_file, orders)?;

        page.open("/").await?;
        page.import(&[&orders_file, &names], 2 * ids.len() as u64).await?;
        page.click("link", "Customers").await?;
        page.main_shows("<script>window.__pwned=1</script>").await?;
        page.main_shows("<img src=x onerror=\"window.__pwned=1\">").await?;
        page.click_on("main tbody tr[id] :is(td, [role=gridcell]):nth-child(2)").await?;
        page.shows("h1", "<img src=x").await?;
        assert_eq!(page.eval("return typeof window.__pwned;").await?, "undefined");
        assert_eq!(page.eval("return document.querySelectorAll('main script, main img').length;").await?, 0);
        std::fs::remove_dir_all(&folder)?;
        Ok(())
    })
}

#[test]
fn a_sample_is_one_click_away_and_costs_no_request() -> Outcome {
    browser_test(async |page| {
        page.open("/").await?;
        let at_start = page.network_idle().await?;
        page.click_on(".samples button, .sample button, main ul button").await?;
        page.shows("h1", "Overview").await?;
        page.shows("[aria-label=Filter]", "13,929 of 13,929 customers").await?;
        assert_eq!(page.server().requests()[at_start..], [] as [String; 0]);
        Ok(())
    })
}

#[test]
fn no_page_is_wider_than_a_phone_or_loses_its_title_on_a_wide_screen() -> Outcome {
    let (Some(transactions), Some(customers)) =
        (shared("data/lantern/transactions.csv"), shared("data/lantern/customers.csv"))
    else {
        return Ok(());
    };
    browser_test(async |page| {
        page.resize(390, 844).await?;
        page.open("/").await?;
        page.upload(&[&transactions, &customers]).await?;
        page.main_shows("All 74,061 rows are usable").await?;
        let is_narrow = "document.documentElement.scrollWidth <= 390";
        page.wait_until(is_narrow).await?;
        page.click("button", "Import 87,872 rows").await?;
        for (hash, title) in [
            ("overview", "Overview"),
            ("segments", "Segments"),
            ("pareto", "Pareto 80/20"),
            ("lifetime-value", "Lifetime value"),
            ("retention", "Retention"),
            ("customers", "customers bring half"),
        ] {
            page.shows("h1", "").await?;
            page.eval(&format!("location.hash = '/{hash}';")).await?;
            page.resize(390, 844).await?;
            page.shows("h1", title).await?;
            page.wait_until("!document.querySelector('main [aria-busy=true]')").await?;
            page.wait_until(is_narrow).await.map_err(|error| format!("{hash}: {error}"))?;
            page.resize(2560, 1440).await?;
            page.wait_until("document.documentElement.scrollWidth <= 2560").await?;
            page.shows("h1", title).await?;
        }
        Ok(())
    })
}
