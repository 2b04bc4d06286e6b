//! What must hold for any levers and any data.

use super::*;
use crate::analysis::sample::{Line, dataset, day, line, profile, select};
use proptest::prelude::*;

fn levers() -> impl Strategy<Value = Levers> {
    (0.0..0.97_f64, 0.01..5_000.0_f64, 0.0..900.0_f64, 0.0..800.0_f64, 0.0..0.4_f64).prop_map(
        |(retention, margin, acquisition_volume, acquisition_cost, discount)| Levers {
            retention,
            margin,
            acquisition_volume,
            acquisition_cost,
            discount,
        },
    )
}

fn firm() -> impl Strategy<Value = Firm> {
    (1.0..10_000.0_f64, 1..20_u32)
        .prop_map(|(n_customers, horizon_years)| Firm { n_customers, horizon_years })
}

proptest! {
    #[test]
    fn more_retention_and_margin_are_never_worth_less(levers in levers(), firm in firm()) {
        for target in Target::ALL {
            let at = |lever: Lever, value: f64| value_of(target, &levers.with(lever, value), &firm);
            for lever in [Lever::Retention, Lever::Margin] {
                let value = levers.get(lever);
                prop_assert!(at(lever, value * 1.01) >= at(lever, value));
            }
            let cost = levers.acquisition_cost;
            prop_assert!(at(Lever::AcquisitionCost, cost + 1.0) <= at(Lever::AcquisitionCost, cost));
        }
    }

    #[test]
    fn tornadoes_are_finite_ranked_and_add_up(levers in levers(), firm in firm(), x in 0.001..0.5_f64) {
        for target in Target::ALL {
            let tornado = tornado(target, &levers, &firm, x);
            for row in &tornado.rows {
                prop_assert!([row.low, row.high, row.swing].iter().all(|value| value.is_finite()));
                prop_assert!(row.lever_low <= row.lever_base && row.lever_base <= row.lever_high);
                prop_assert!(row.elasticity.is_none_or(f64::is_finite));
            }
            prop_assert!(tornado.rows.windows(2).all(|pair| pair[0].swing >= pair[1].swing));
            prop_assert!(tornado.all_better.is_finite() && tornado.all_worse.is_finite());
            prop_assert!(tornado.all_worse <= tornado.base && tornado.base <= tornado.all_better);
        }
    }

    #[test]
    fn a_lift_pays_for_its_spend_and_less_does_not(levers in levers(), firm in firm(), share in 0.001..0.5_f64) {
        let spend = share * firm.n_customers * levers.margin;
        for target in Target::ALL {
            for lever in [Lever::Retention, Lever::Margin] {
                let Some(value) = needed(target, &levers, &firm, lever, spend) else { continue };
                let gain = |value| money_of(target, &levers.with(lever, value), &firm)
                    - money_of(target, &levers, &firm);
                let scale = spend + money_of(target, &levers, &firm).abs();
                prop_assert!((gain(value) - spend).abs() <= 1e-7 * scale);
                prop_assert!(value >= levers.get(lever));
            }
        }
    }

    #[test]
    fn a_budget_is_spent_or_left_and_never_does_worse_than_evenly(
        rows in prop::collection::vec((0.0..900.0_f64, 1.0..200.0_f64), 1..9), budget in 1.0..2_000.0_f64
    ) {
        let responses: Vec<Response> =
            rows.iter().map(|&(ceiling, scale)| Response { ceiling, scale }).collect();
        let spent = allocate(&responses, budget, 500);
        let total: f64 = spent.iter().sum();
        prop_assert!(total <= budget * (1.0 + 1e-9));
        let gain = |spent: &[f64]| responses.iter().zip(spent).map(|(row, &s)| row.gain(s)).sum::<f64>();
        let even = vec![total / responses.len() as f64; responses.len()];
        // One step is what greed in steps may miss.
        prop_assert!(gain(&spent) + 1e-9 >= gain(&even) - budget / 500.0 * 2.0);
        prop_assert!(gain(&spent) + 1e-9 >= total);
    }

}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn the_order_of_rows_changes_nothing(
        rows in prop::collection::vec((0..70_u32, 0..1_100_i32, 1..400_i64, 0..90_i64, any::<bool>()), 80..200),
        seed in any::<u64>(),
    ) {
        let mut lines: Vec<Line> = rows
            .iter()
            .map(|&(customer, back, amount, cost, is_tea)| Line {
                order: format!("{customer}/{back}"),
                day: day("2024-12-31").plus(-back),
                cost,
                category: if is_tea { "tea" } else { "beans" },
                ..line(&format!("C{customer}"), "2024-12-31", amount)
            })
            .collect();
        lines.push(line("C1", "2024-12-31", 5));
        lines.push(line("C1", "2021-12-01", 5));
        let text = |lines: &[Line]| {
            let dataset = dataset(lines, &[]);
            let profile = profile(&dataset, day("2024-12-31"));
            let all = select(&dataset, &profile, &[]);
            let report = report(&dataset, &profile, &all, &WhatIfOptions::default());
            let json = serde_json::to_string(&report).unwrap();
            // JSON writes what is no number as null, as it does what is not there.
            (json, format!("{report:?}"))
        };
        let (json, plain) = text(&lines);
        prop_assert!(!plain.contains("NaN") && !plain.contains("inf"), "{plain}");
        let mut random = crate::stats::random::Pcg32::new(seed, 1);
        for idx in (1..lines.len()).rev() {
            lines.swap(idx, random.next_u32() as usize % (idx + 1));
        }
        prop_assert_eq!(json, text(&lines).0);
    }
}
