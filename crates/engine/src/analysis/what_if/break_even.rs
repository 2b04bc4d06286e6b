//! How far a lever has to move until a spend has paid for itself.

use super::base::Basis;
use super::lever::{Lever, Levers};
use super::value::{Firm, Target, money_of, new_customer_value};
use serde::{Deserialize, Serialize};

/// One lever against the spend.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct BreakEvenRow {
    /// What has to rise by the spend: over all present customers.
    pub target: Target,
    /// The lever.
    pub lever: Lever,
    /// As it is.
    pub lever_base: f64,
    /// Where it has to be; `None` where even its limit does not pay for the spend.
    pub lever_needed: Option<f64>,
    /// The lift in percentage points, for rates.
    pub points: Option<f64>,
    /// The lift as a part of the lever, where that is above 0.
    pub percent: Option<f64>,
}

/// What pays for a spend.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BreakEven {
    /// The spend.
    pub spend: f64,
    /// Whether it was given or taken as a tenth of a year's margin.
    pub spend_basis: Basis,
    /// Retention and margin, for each target.
    pub rows: Vec<BreakEvenRow>,
    /// The most that winning a customer may cost: the lifetime value on the day they are won.
    pub affordable_acquisition_cost: f64,
    /// That value over what winning one costs; `None` where it costs nothing.
    pub value_to_cost: Option<f64>,
}

/// The lifts of retention and margin that pay for `spend`.
#[must_use]
pub fn break_even(levers: &Levers, firm: &Firm, spend: f64, spend_basis: Basis) -> BreakEven {
    let rows = Target::ALL
        .into_iter()
        .flat_map(|target| {
            [Lever::Retention, Lever::Margin].map(|lever| row(target, levers, firm, lever, spend))
        })
        .collect();
    let value = new_customer_value(levers);
    BreakEven {
        spend,
        spend_basis,
        rows,
        affordable_acquisition_cost: value,
        value_to_cost: (levers.acquisition_cost > 0.0).then(|| value / levers.acquisition_cost),
    }
}

fn row(target: Target, levers: &Levers, firm: &Firm, lever: Lever, spend: f64) -> BreakEvenRow {
    let lever_base = levers.get(lever);
    let lever_needed = needed(target, levers, firm, lever, spend);
    BreakEvenRow {
        target,
        lever,
        lever_base,
        lever_needed,
        points: lever_needed.filter(|_| lever.is_rate()).map(|needed| needed - lever_base),
        percent: lever_needed.filter(|_| lever_base > 0.0).map(|needed| needed / lever_base - 1.0),
    }
}

/// The value of a lever at which the target has risen by `spend`; `None` where it cannot. Targets rise with retention
/// and margin, so that the place is found by halving, to the last digits.
#[must_use]
pub fn needed(target: Target, levers: &Levers, firm: &Firm, lever: Lever, spend: f64) -> Option<f64> {
    let at = |value: f64| money_of(target, &levers.with(lever, value), firm);
    let wanted = at(levers.get(lever)) + spend;
    let mut low = levers.get(lever);
    let mut high = match lever {
        Lever::Retention => levers.highest(lever),
        // Money has no limit but that of what it would have to be multiplied by.
        _ => {
            let mut high = low.max(f64::MIN_POSITIVE) * 2.0;
            while at(high) < wanted && high < 1e6 * low {
                high *= 2.0;
            }
            high
        }
    };
    if !wanted.is_finite() || at(high) < wanted {
        return None;
    }
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            break;
        }
        if at(middle) < wanted { low = middle } else { high = middle }
    }
    Some(high)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::what_if::value::simple_value;

    const FIRM: Firm = Firm { n_customers: 1_000.0, horizon_years: 5 };
    const LEVERS: Levers = Levers {
        retention: 0.8,
        margin: 100.0,
        acquisition_volume: 200.0,
        acquisition_cost: 60.0,
        discount: 0.1,
    };

    #[test]
    fn lifts_of_the_lifetime_value_are_those_of_its_inverse() {
        let spend = 20_000.0;
        // V' = V + spend / n; r' = V' (1 + i) / (m + V'), m' = m V' / V.
        let value = simple_value(&LEVERS);
        let lifted = value + spend / FIRM.n_customers;
        let at = |lever| needed(Target::LifetimeValue, &LEVERS, &FIRM, lever, spend).unwrap();
        assert!((at(Lever::Retention) - lifted * 1.1 / (100.0 + lifted)).abs() < 1e-12);
        assert!((at(Lever::Margin) - 100.0 * lifted / value).abs() < 1e-9);
        // One year: n m (r' - r) = spend.
        let year = needed(Target::YearProfit, &LEVERS, &FIRM, Lever::Retention, spend).unwrap();
        assert!((year - 1.0).abs() < 1e-9);
    }

    #[test]
    fn the_lift_gives_back_exactly_the_spend() {
        for target in Target::ALL {
            for lever in [Lever::Retention, Lever::Margin] {
                let value = needed(target, &LEVERS, &FIRM, lever, 9_000.0).unwrap();
                let gain =
                    money_of(target, &LEVERS.with(lever, value), &FIRM) - money_of(target, &LEVERS, &FIRM);
                assert!((gain - 9_000.0).abs() < 1e-5, "{target:?} {lever:?}: {gain}");
            }
        }
    }

    #[test]
    fn a_spend_that_no_retention_pays_for_says_so() {
        assert_eq!(needed(Target::YearProfit, &LEVERS, &FIRM, Lever::Retention, 20_001.0), None);
        let plan = break_even(&LEVERS, &FIRM, 20_001.0, Basis::Given);
        assert_eq!(plan.rows[0].lever_needed, None);
        assert!((plan.affordable_acquisition_cost - 1_100.0 / 3.0).abs() < 1e-9);
        assert!((plan.value_to_cost.unwrap() - 1_100.0 / 180.0).abs() < 1e-9);
    }
}
