//! What must hold for any two periods and any data.

use super::*;
use crate::analysis::sample::{self, Line};
use crate::data::{Day, DayRange};
use proptest::prelude::*;

const AS_OF: Day = Day(19_000);

fn lines(least: i64) -> impl Strategy<Value = Vec<Line>> {
    let line = (0..9_u32, 0..6_u32, 0..300_i32, least..200_i64, 0..3_usize);
    let line = line.prop_map(|(customer, order, back, amount, category)| Line {
        customer: format!("C{customer}"),
        order: format!("{customer}-{order}"),
        day: AS_OF.plus(-back),
        amount,
        cost: 0,
        category: ["beans", "gear", "tea"][category],
    });
    prop::collection::vec(line, 1..70)
}

fn periods() -> impl Strategy<Value = Periods> {
    (0..300_i32, 0..300_i32, 0..300_i32, 0..300_i32).prop_map(|(a, b, c, d)| {
        let mut days = [a, b, c, d].map(|back| AS_OF.plus(-back));
        days.sort_unstable();
        let [a, b, c, d] = days;
        let (first, second) =
            (DayRange { first: a, last: b }, DayRange { first: c.max(b.plus(1)), last: d.max(b.plus(1)) });
        Periods::new(first, second).unwrap()
    })
}

fn parts(bridge: &Bridge) -> [f64; 7] {
    let Bridge { lost, new, reactivated, dropped, added, frequency, price_mix, .. } = *bridge;
    [lost, new, reactivated, dropped, added, frequency, price_mix]
}

proptest! {
    #[test]
    fn the_bridge_sums_to_the_cent_and_flips_with_the_periods(
        lines in prop_oneof![lines(-100), lines(0)],
        periods in periods(),
        dimension in prop::sample::select(vec![None, Some("category".to_owned())]),
    ) {
        let dataset = sample::dataset(&lines, &[("C1", "2020-01-01")]);
        let profile = sample::profile(&dataset, AS_OF);
        let all = sample::select(&dataset, &profile, &[]);
        let options = BridgeOptions { dimension, max_rows: 2, ..BridgeOptions::new(periods) };
        let there = bridge(&dataset, &profile, &all, &options);
        // Amounts are whole numbers here, so that sums of parts are exact.
        let total = &there.total;
        prop_assert_eq!(total.before + parts(total).iter().sum::<f64>(), total.now);
        for row in &there.rows {
            prop_assert_eq!(row.bridge.before + parts(&row.bridge).iter().sum::<f64>(), row.bridge.now);
        }
        if options.dimension.is_some() && there.refused.is_none() {
            let sum = |of: fn(&Bridge) -> f64| there.rows.iter().map(|row| of(&row.bridge)).sum::<f64>();
            prop_assert_eq!(sum(|bridge| bridge.before), total.before);
            prop_assert_eq!(sum(|bridge| bridge.now), total.now);
            prop_assert_eq!(sum(|bridge| bridge.lost), total.lost);
            prop_assert_eq!(sum(|bridge| bridge.new), total.new);
            prop_assert_eq!(sum(|bridge| bridge.reactivated), total.reactivated);
        }
        let back = bridge(&dataset, &profile, &all, &BridgeOptions { periods: periods.swapped(), ..options });
        let turned = &back.total;
        prop_assert_eq!((turned.before, turned.now), (total.now, total.before));
        prop_assert_eq!(turned.frequency, -total.frequency);
        prop_assert_eq!(turned.price_mix, -total.price_mix);
        prop_assert_eq!(turned.lost, -(total.new + total.reactivated));
        prop_assert_eq!(turned.new + turned.reactivated, -total.lost);
        prop_assert_eq!(turned.dropped, -total.added);
    }

    #[test]
    fn movers_and_the_rest_sum_to_the_change(
        lines in lines(-100),
        periods in periods(),
        max_each in 0..4_u16,
        dimension in prop::sample::select(vec![None, Some("category".to_owned())]),
    ) {
        let dataset = sample::dataset(&lines, &[]);
        let profile = sample::profile(&dataset, AS_OF);
        let all = sample::select(&dataset, &profile, &[]);
        let options = MoversOptions { dimension, max_each, periods };
        let report = movers(&dataset, &profile, &all, &options);
        let listed: f64 = report.gains.iter().chain(&report.losses).map(|mover| mover.change).sum();
        let sum = listed + report.other_gains.change + report.other_losses.change;
        prop_assert_eq!(sum, report.now - report.before);
        let whole = bridge(&dataset, &profile, &all, &BridgeOptions::new(periods)).total;
        prop_assert_eq!((whole.before, whole.now), (report.before, report.now));
        prop_assert!(report.gains.iter().all(|mover| mover.change > 0.0));
        prop_assert!(report.losses.iter().all(|mover| mover.change < 0.0));
        prop_assert!(report.gains.len() <= usize::from(max_each) && report.losses.len() <= usize::from(max_each));
    }

    #[test]
    fn limits_hold_the_centre_and_every_figure_is_finite(lines in lines(-100)) {
        let dataset = sample::dataset(&lines, &[]);
        let profile = sample::profile(&dataset, AS_OF);
        let all = sample::select(&dataset, &profile, &[]);
        let report = control(&dataset, &profile, &all, &ControlOptions::default());
        for figure in &report.figures {
            for point in &figure.chart.points {
                prop_assert!(point.value.is_finite() && point.low.is_finite() && point.high.is_finite());
                prop_assert!(point.low <= figure.chart.center && figure.chart.center <= point.high);
            }
        }
        let values: Vec<f64> = lines.iter().map(|line| line.amount as f64).collect();
        if let Some(chart) = xmr(&values) {
            let middle = f64::midpoint(chart.points[0].low, chart.points[0].high);
            prop_assert!((middle - chart.center).abs() < 1e-6);
        }
    }
}
