//! Can a list of this size show anything?
//!
//! In:   a selection of customers: the list.
//! Out:  a [`PlanReport`]: what the list can show, and what would be needed for effects of some sizes.
//! Cost: the orders of the customers on the list.

use super::outcome::Outcome;
use crate::analysis::finding::{Finding, Kind, Template, Value};
use crate::analysis::selection::Selection;
use crate::analysis::{Profile, Refused};
use crate::data::{Dataset, DayRange};
use crate::metric::{Additivity, Metric, Needs, Unit};
use crate::stats::power::{
    Demand, least_difference, least_share, power_for_shares, size_for_means, size_for_shares,
};
use crate::stats::student::Moments;
use serde::{Deserialize, Serialize};

/// What is planned.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlanOptions {
    /// Share of the control group, above 0 and below 1.
    pub control_share: f64,
    /// Days in which the campaign will be answered.
    pub response_days: u32,
    /// Share who order in such days without a campaign; looked up in the days to the as-of day where `None`.
    pub base_rate: Option<f64>,
    /// Level and power.
    pub demand: Demand,
    /// Effects to be looked at, as differences of shares.
    pub effects: Vec<f64>,
    /// Smallest effect worth having.
    pub worth_having: f64,
}

impl Default for PlanOptions {
    fn default() -> Self {
        Self {
            control_share: 0.2,
            response_days: 28,
            base_rate: None,
            demand: Demand::default(),
            effects: vec![0.005, 0.01, 0.02, 0.03, 0.05, 0.1],
            worth_having: 0.02,
        }
    }
}

/// What one effect would need.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PlanRow {
    /// Difference of response, as a share.
    pub effect: f64,
    /// Customers to be contacted.
    pub n_treated: u64,
    /// Customers to be left alone.
    pub n_control: u64,
    /// Whether the list has as many.
    pub is_enough: bool,
    /// Chance that this list shows it.
    pub power: f64,
}

/// What a list can show.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlanReport {
    /// Customers on the list.
    pub n_list: u64,
    /// To be contacted.
    pub n_treated: u64,
    /// To be left alone.
    pub n_control: u64,
    /// Share who order without a campaign.
    pub base_rate: f64,
    /// Smallest difference of response that the list can show; `None` where it can show none.
    pub least_effect: Option<f64>,
    /// Effects asked for; those past a response of 1 are left out.
    pub rows: Vec<PlanRow>,
    /// Mean revenue of a customer in such days.
    pub mean_revenue: f64,
    /// Its standard deviation.
    pub revenue_deviation: f64,
    /// Smallest difference of revenue per customer that the list can show; `None` where nothing varies.
    pub least_revenue_difference: Option<f64>,
    /// Customers to be contacted to see a tenth more revenue per customer.
    pub n_for_tenth_more_revenue: Option<u64>,
    /// Whether the list can show what is worth having.
    pub can_be_measured: bool,
    /// What stands out.
    pub findings: Vec<Finding>,
}

/// The list is too small to show what is worth having.
const LIST_TOO_SMALL: Template = Template {
    id: "list-too-small",
    parameters: &[("count", Kind::Count), ("points", Kind::Points), ("needed", Kind::Count)],
    action: "pool-or-wait",
};

pub(crate) const FINDINGS: &[Template] = &[LIST_TOO_SMALL];

/// What the selected customers can show.
///
/// # Errors
/// [`Refused`] without a customer or with a setting out of its range.
pub fn report(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    options: &PlanOptions,
) -> Result<PlanReport, Refused> {
    let n_list = selection.customers.count() as u64;
    if n_list < 2 {
        return Err(Refused::TooFewCustomers { have: n_list, need: 2 });
    }
    let is_share = |share: f64| share > 0.0 && share < 1.0;
    let settings = [
        ("control-share", is_share(options.control_share)),
        ("base-rate", options.base_rate.is_none_or(|rate| (0.0..1.0).contains(&rate))),
        ("level", is_share(options.demand.level)),
        ("power", is_share(options.demand.power)),
    ];
    if let Some((setting, _)) = settings.into_iter().find(|(_, is_fine)| !is_fine) {
        return Err(Refused::BadSetting { setting: setting.to_owned() });
    }
    let as_of = profile.facts.as_of;
    let days = DayRange { first: as_of.plus(1 - options.response_days.max(1).cast_signed()), last: as_of };
    let (mut n_responders, mut revenue) = (0_u64, Moments::default());
    for customer in selection.customers.iter() {
        let outcome = Outcome::of(dataset, customer, days, as_of);
        n_responders += u64::from(outcome.n_orders > 0);
        revenue.add(outcome.revenue);
    }
    let n_control = ((options.control_share * n_list as f64).round() as u64).clamp(1, n_list - 1);
    let n_treated = n_list - n_control;
    let ratio = n_control as f64 / n_treated as f64;
    let base_rate = options.base_rate.unwrap_or(n_responders as f64 / n_list as f64);
    let least_effect =
        least_share(base_rate, n_treated, n_control, options.demand).map(|share| share - base_rate);
    let row = |effect: f64| {
        let share = base_rate + effect;
        let needed = size_for_shares(share, base_rate, ratio, options.demand).filter(|_| effect > 0.0)?;
        Some(PlanRow {
            effect,
            n_treated: needed,
            n_control: (needed as f64 * ratio).ceil() as u64,
            is_enough: needed <= n_treated,
            power: power_for_shares((share, n_treated), (base_rate, n_control), options.demand.level),
        })
    };
    let deviation = revenue.variance().sqrt();
    let can_be_measured = least_effect.is_some_and(|least| least <= options.worth_having);
    let mut findings = Vec::new();
    if let (false, Some(needed)) = (can_be_measured, row(options.worth_having)) {
        let values = [
            Value::Count(n_list),
            Value::Points(options.worth_having),
            Value::Count(needed.n_treated + needed.n_control),
        ];
        findings.push(Finding::new(&LIST_TOO_SMALL, values, 0.0, None));
    }
    Ok(PlanReport {
        n_list,
        n_treated,
        n_control,
        base_rate,
        least_effect,
        rows: options.effects.iter().filter_map(|&effect| row(effect)).collect(),
        mean_revenue: revenue.mean,
        revenue_deviation: deviation,
        least_revenue_difference: least_difference(deviation, n_treated, n_control, options.demand),
        n_for_tenth_more_revenue: size_for_means(0.1 * revenue.mean, deviation, ratio, options.demand),
        can_be_measured,
        findings,
    })
}

pub(crate) const METRICS: &[Metric] = &[
    Metric {
        id: "sample-size",
        formula: "n_T = (z_level sqrt((1 + 1/k) p q) + z_power sqrt(p_T q_T + p_C q_C / k))^2 / (p_T - p_C)^2, k = n_C / n_T",
        unit: Unit::Count,
        additivity: Additivity::NotAdditive,
        needs: &[Needs::Amount],
        source: "Fleiss, Levin & Paik 2003, equations 4.14 and 4.19, without the correction for continuity",
        limits: "Large-sample formula: below about ten answers an arm it promises too much.",
        test: "stats::power::tests::sizes_of_the_formula_bank_are_those_of_fleiss_without_continuity",
    },
    Metric {
        id: "sample-size-mean",
        formula: "n_T = (1 + 1/k) ((z_level + z_power) s / d)^2 + z_level^2 / 4",
        unit: Unit::Count,
        additivity: Additivity::NotAdditive,
        needs: &[Needs::Amount],
        source: "Guenther 1981; table 2.4.1 of Cohen 1988",
        limits: "Revenue has long tails: for small lists the true power is lower.",
        test: "stats::power::tests::sizes_for_means_are_those_of_cohen_1988_table_2_4_1",
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{Line, dataset, day, line, profile, select};

    #[test]
    fn a_list_of_1372_sees_five_points_over_ten_and_no_less() {
        // 1,372 customers, a tenth of whom order in the last four weeks; two arms of 686 (F16).
        let mut lines: Vec<Line> = (0..1_372).map(|idx| line(&format!("C{idx}"), "2024-03-01", 5)).collect();
        lines.extend((0..137).map(|idx| line(&format!("C{idx}"), "2024-12-20", 10)));
        let dataset = dataset(&lines, &[]);
        let profile = profile(&dataset, day("2024-12-31"));
        let all = select(&dataset, &profile, &[]);
        let options = PlanOptions {
            control_share: 0.5,
            base_rate: Some(0.1),
            effects: vec![0.05, 0.04, 0.95],
            ..PlanOptions::default()
        };
        let report = report(&dataset, &profile, &all, &options).unwrap();
        assert_eq!((report.n_treated, report.n_control, report.rows.len()), (686, 686, 2));
        assert_eq!((report.rows[0].n_treated, report.rows[0].is_enough), (686, true));
        assert!(!report.rows[1].is_enough && report.rows[1].power < 0.8);
        assert!((report.least_effect.unwrap() - 0.05).abs() < 1e-4);
        assert!(!report.can_be_measured);
        assert_eq!(report.findings[0].template, "list-too-small");
        assert!((report.mean_revenue - 1_370.0 / 1_372.0).abs() < 1e-9);
    }

    #[test]
    fn a_list_without_orders_has_no_revenue_to_plan_with() {
        let lines: Vec<Line> = (0..9).map(|idx| line(&format!("C{idx}"), "2024-03-01", 5)).collect();
        let dataset = dataset(&lines, &[]);
        let profile = profile(&dataset, day("2024-12-31"));
        let all = select(&dataset, &profile, &[]);
        let report = report(&dataset, &profile, &all, &PlanOptions::default()).unwrap();
        assert_eq!((report.base_rate, report.least_revenue_difference), (0.0, None));
        assert_eq!(report.n_for_tenth_more_revenue, None);
    }
}
