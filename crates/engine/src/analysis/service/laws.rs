//! What must hold for any data: parts sum to totals, the order of rows does not matter, what lies after the as-of day
//! changes nothing, and no figure is infinite or no number.

use super::hassle::{self, HassleOptions};
use super::logs::{ComplaintLog, ContactLog, SurveyAnswers};
use super::outcome::CaseOutcome;
use super::queue::{self, QueueOptions};
use super::reasons::{self, ReasonOptions};
use super::recovery::{self, RecoveryOptions};
use super::satisfaction::{self, SatisfactionOptions};
use crate::analysis::sample::{self, Line};
use crate::analysis::sample_shop::{Shop, dimension};
use crate::analysis::selection::summary;
use crate::data::{Dataset, Day, DimensionRole};
use proptest::prelude::*;

const AS_OF: Day = Day(19_000);

/// Customer, days back, amount, whether complained, score (0 for none).
type Row = (u32, i32, i64, bool, u32);

fn rows() -> impl Strategy<Value = Vec<Row>> {
    prop::collection::vec((0..40_u32, 0..900_i32, -50..300_i64, any::<bool>(), 0..6_u32), 1..120)
}

fn shop(rows: &[Row]) -> Shop {
    let mut shop = Shop { has_costs: true, ..Shop::default() };
    for (idx, &(customer, days_back, amount, ..)) in rows.iter().enumerate() {
        let day = AS_OF.plus(-days_back);
        shop.lines.push(Line {
            customer: format!("C{customer:02}"),
            order: format!("{idx}/{day}"),
            day,
            amount,
            cost: 5,
            category: "tea",
        });
    }
    // A line on the as-of day, so that later lines do not move the end of the data.
    shop.lines.push(Line { order: "last".to_owned(), ..sample::line("C00", &AS_OF.to_string(), 1) });
    let complaints = rows.iter().map(|row| if row.3 { "Y" } else { "" }.to_owned()).chain([String::new()]);
    shop.line_values = vec![("complaint", Some(DimensionRole::Complaint), complaints.collect())];
    shop
}

/// A log of contacts and answers made of the same rows; its customers are those of the data set.
fn logs(dataset: &Dataset, rows: &[Row]) -> (ContactLog, SurveyAnswers) {
    let ids: Vec<String> = rows.iter().map(|row| format!("C{:02}", row.0)).collect();
    let customers = super::logs::customer_indexes(dataset.customers(), ids.iter().map(String::as_str));
    let days: Vec<Day> = rows.iter().map(|row| AS_OF.plus(-row.1)).collect();
    let contacts = ContactLog {
        customers: customers.clone(),
        days: days.clone(),
        minutes: Some(rows.iter().map(|row| (row.2 + 50) as u16).collect()),
        wait_seconds: Some(rows.iter().map(|row| if row.4 == 0 { f64::NAN } else { row.2 as f64 }).collect()),
        handle_seconds: Some(rows.iter().map(|row| f64::from(row.4) * 60.0).collect()),
        abandoned: Some(rows.iter().map(|row| row.3).collect()),
        transfers: Some(rows.iter().map(|row| row.4 as u16).collect()),
        outbound: Some(rows.iter().map(|row| row.4 == 3).collect()),
        resolved: None,
        agents: Some(dimension(&("agent", None, rows.iter().map(|row| format!("{}", row.4)).collect()))),
    };
    let score = |row: &Row| if row.4 == 0 { f64::NAN } else { f64::from(row.4) };
    let answers = SurveyAnswers {
        customers,
        days: days.into_iter().map(Some).collect(),
        overall: Some(rows.iter().map(score).collect()),
        ..SurveyAnswers::default()
    };
    (contacts, answers)
}

/// Every report on these rows as of the as-of day, as text.
fn all_reports(shop: &Shop, of_logs: &[Row]) -> String {
    let dataset = shop.dataset();
    let profile = sample::profile(&dataset, AS_OF);
    let all = sample::select(&dataset, &profile, &[]);
    let (contacts, answers) = logs(&dataset, of_logs);
    let options = SatisfactionOptions { min_customers: 1, ..SatisfactionOptions::default() };
    let recovery_options = RecoveryOptions { min_complainers: 1, ..RecoveryOptions::default() };
    format!(
        "{:?}\n{:?}\n{:?}\n{:?}\n{:?}",
        satisfaction::report(&dataset, &profile, &all, Some(&answers), &options),
        recovery::report(&dataset, &profile, &all, None, &recovery_options),
        reasons::report(&dataset, &profile, &all, None, &ReasonOptions::default()),
        hassle::report(&dataset, &profile, &all, Some(&contacts), &HassleOptions::default()),
        queue::report(
            &dataset,
            &profile,
            &all,
            &contacts,
            &QueueOptions { min_contacts: 1, ..QueueOptions::default() }
        ),
    )
}

proptest! {
    #[test]
    fn parts_sum_to_totals_and_every_figure_is_one(rows in rows()) {
        let shop = shop(&rows);
        let dataset = shop.dataset();
        let profile = sample::profile(&dataset, AS_OF);
        let all = sample::select(&dataset, &profile, &[]);
        let total = summary(&dataset, &profile, &all);
        let (contacts, answers) = logs(&dataset, &rows);
        let options = SatisfactionOptions { min_customers: 1, ..SatisfactionOptions::default() };
        let found = satisfaction::report(&dataset, &profile, &all, Some(&answers), &options);
        if found.refused.is_none() {
            let bands = found.bands.iter().chain([&found.without_score]);
            prop_assert_eq!(bands.clone().map(|row| row.n_customers).sum::<u64>(), total.n_customers);
            prop_assert!((bands.map(|row| row.revenue).sum::<f64>() - total.revenue).abs() < 1e-6);
            prop_assert!(found.bands.is_sorted_by(|a, b| a.score_high < b.score_low));
        }
        let recovered = recovery::report(&dataset, &profile, &all, None, &RecoveryOptions::default());
        prop_assert_eq!(recovered.rows.iter().map(|row| row.n_customers).sum::<u64>(), total.n_customers);
        prop_assert!((recovered.rows.iter().map(|row| row.revenue).sum::<f64>() - total.revenue).abs() < 1e-6);
        let complainers = recovered.complainers.unwrap();
        let none = recovered.rows[CaseOutcome::NoComplaint as usize].n_customers;
        prop_assert_eq!(complainers.hits + none, total.n_customers);
        let left = reasons::report(&dataset, &profile, &all, None, &ReasonOptions { min_customers: 1, ..ReasonOptions::default() });
        if left.refused.is_none() {
            prop_assert_eq!(left.rows.iter().map(|row| row.n_customers).sum::<u64>(), left.n_lost);
        }
        let trouble = hassle::report(&dataset, &profile, &all, Some(&contacts), &HassleOptions::default());
        prop_assert_eq!(trouble.segments.iter().map(|row| row.n_orders).sum::<u64>(), total.n_orders);
        let options = QueueOptions { min_contacts: 1, ..QueueOptions::default() };
        let calls = queue::report(&dataset, &profile, &all, &contacts, &options);
        prop_assert_eq!(calls.n_offered + calls.n_outbound, calls.n_contacts);
        prop_assert_eq!(calls.hours.iter().map(|row| row.n_offered).sum::<u64>(), calls.n_offered);
        let text = all_reports(&shop, &rows);
        prop_assert!(!text.contains("NaN") && !text.contains("inf"), "{}", text);
    }

    #[test]
    fn the_order_of_rows_changes_nothing(
        (rows, shuffled) in rows().prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())),
    ) {
        // Contacts of one minute keep the order of the file, so logs are those of the first order.
        prop_assert_eq!(all_reports(&shop(&rows), &rows), all_reports(&reordered(&rows, &shuffled), &rows));
    }

    #[test]
    fn rows_after_the_as_of_day_change_nothing(rows in rows(), later in rows()) {
        let known = shop(&rows);
        let mut more = known.clone();
        let mut complaints = more.line_values[0].2.clone();
        let mut of_logs = rows.clone();
        for (idx, row) in later.iter().enumerate() {
            // Customers who are known already, so that the indexes of the logs stay.
            let customer = known.lines[idx % known.lines.len()].customer.clone();
            let day = AS_OF.plus(1 + row.1);
            more.lines.push(Line { customer, order: format!("later {idx}"), day, ..known.lines[0].clone() });
            complaints.push(if row.3 { "Y" } else { "" }.to_owned());
            of_logs.push((row.0, -1 - row.1, row.2, row.3, row.4));
        }
        more.line_values[0].2 = complaints;
        prop_assert_eq!(all_reports(&known, &rows), all_reports(&more, &of_logs));
    }
}

/// The shop of `rows` with its lines in the order of `shuffled`, each keeping its order number.
fn reordered(rows: &[Row], shuffled: &[Row]) -> Shop {
    let plain = shop(rows);
    let mut taken = vec![false; rows.len()];
    let mut places: Vec<usize> = shuffled
        .iter()
        .map(|row| {
            let place = (0..rows.len()).find(|&idx| !taken[idx] && rows[idx] == *row).unwrap_or(0);
            taken[place] = true;
            place
        })
        .collect();
    places.push(rows.len());
    let mut moved = plain.clone();
    moved.lines = places.iter().map(|&idx| plain.lines[idx].clone()).collect();
    moved.line_values[0].2 = places.iter().map(|&idx| plain.line_values[0].2[idx].clone()).collect();
    moved
}

#[test]
fn a_log_that_names_customers_beyond_the_data_set_names_nobody() {
    let shop = shop(&[(1, 10, 5, true, 3)]);
    let dataset = shop.dataset();
    let profile = sample::profile(&dataset, AS_OF);
    let all = sample::select(&dataset, &profile, &[]);
    let log = ComplaintLog {
        customers: vec![Some(u32::MAX), Some(77)],
        opened: vec![AS_OF; 2],
        ..ComplaintLog::default()
    };
    assert_eq!(
        recovery::report(&dataset, &profile, &all, Some(&log), &RecoveryOptions::default()).n_complaints,
        0
    );
}
