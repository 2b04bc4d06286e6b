//! What holds of concentration for any amounts.

use super::inequality::{Crossing, InequalityOptions, report};
use crate::analysis::sample::{Line, dataset, day, line, profile, select};
use proptest::prelude::*;

proptest! {
    #[test]
    fn the_curve_is_the_gini(amounts in prop::collection::vec(0..1_000_i64, 1..60)) {
        let lines: Vec<Line> = amounts
            .iter()
            .enumerate()
            .map(|(n, &amount)| line(&format!("C{n:02}"), "2024-05-05", amount))
            .collect();
        let dataset = dataset(&lines, &[]);
        let profile = profile(&dataset, day("2024-12-31"));
        let all = select(&dataset, &profile, &[]);
        for crossing in [Crossing::Better, Crossing::Lower] {
            let options = InequalityOptions { crossing, ..InequalityOptions::default() };
            let Ok(report) = report(&dataset, &profile, &all, &options) else {
                prop_assert!(amounts.iter().sum::<i64>() == 0);
                return Ok(());
            };
            // With fewer items than points the curve has all of them: twice the area above it is the Gini.
            let area: f64 = report
                .lorenz
                .windows(2)
                .map(|pair| (pair[1].item_share - pair[0].item_share) * (pair[0].value_share + pair[1].value_share) / 2.0)
                .sum();
            prop_assert!((1.0 - 2.0 * area - report.gini.unwrap()).abs() < 1e-9);
            prop_assert_eq!(report.classes.iter().map(|row| row.n_items).sum::<u64>(), amounts.len() as u64);
            let shares: f64 = report.classes.iter().map(|row| row.value_share).sum();
            prop_assert!((shares - 1.0).abs() < 1e-9);
            let tenths: f64 = report.tenths.iter().map(|row| row.value).sum();
            prop_assert!((tenths - report.total).abs() < 1e-6);
            let listed: f64 = report.top.iter().map(|item| item.value).sum();
            prop_assert!((listed + report.others - report.total).abs() < 1e-6);
            let effective = report.effective_number.unwrap();
            prop_assert!(1.0 - 1e-9 <= effective && effective <= amounts.len() as f64 + 1e-9);
            // A stricter rule never makes class A larger.
            if crossing == Crossing::Lower {
                let looser = super::report(&dataset, &profile, &all).classes[0].n_customers;
                prop_assert!(report.classes[0].n_items <= looser);
            }
        }
    }
}
