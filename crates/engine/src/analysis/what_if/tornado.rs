//! What each lever does by itself, largest effect first, and what is left when all move at once.

use super::lever::{Change, Lever, Levers};
use super::value::{Firm, Target, value_of};
use serde::{Deserialize, Serialize};

/// One lever, moved both ways.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct TornadoRow {
    /// Which.
    pub lever: Lever,
    /// The change upwards; downwards is the same, reversed.
    pub change: Change,
    /// The lever as it is.
    pub lever_base: f64,
    /// The lever after the change downwards.
    pub lever_low: f64,
    /// The lever after the change upwards.
    pub lever_high: f64,
    /// Whether a change was cut where the lever can go no further.
    pub is_capped: bool,
    /// The target as it is.
    pub base: f64,
    /// The target with the lever down.
    pub low: f64,
    /// The target with the lever up.
    pub high: f64,
    /// Distance between both.
    pub swing: f64,
    /// Per cent by which the target moves for one per cent of the lever, at the base; `None` where the target is 0.
    pub elasticity: Option<f64>,
}

/// All levers of a target.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tornado {
    /// What is looked at.
    pub target: Target,
    /// Its value as it is.
    pub base: f64,
    /// Levers by swing, largest first; rates twice, by per cent and by points. Levers without effect are left out.
    pub rows: Vec<TornadoRow>,
    /// The target with every lever moved by its per cent to its better side.
    pub all_better: f64,
    /// What that is more than the base plus the single effects: levers multiply each other.
    pub interaction_better: f64,
    /// The target with every lever moved to its worse side.
    pub all_worse: f64,
    /// What that is more than the base plus the single effects.
    pub interaction_worse: f64,
}

/// The effects of `x` (0.05: 5 per cent of each lever, and 5 points of each rate) up and down.
#[must_use]
pub fn tornado(target: Target, levers: &Levers, firm: &Firm, x: f64) -> Tornado {
    let base = value_of(target, levers, firm);
    let changes = |lever: Lever| {
        let points = lever.is_rate().then_some(Change::Points(x));
        [Some(Change::Percent(x)), points].into_iter().flatten()
    };
    let all: Vec<TornadoRow> = Lever::ALL
        .into_iter()
        .flat_map(|lever| changes(lever).map(move |change| (lever, change)))
        .map(|(lever, change)| row(target, levers, firm, lever, change))
        .collect();
    let joint = |is_better: bool| {
        let (mut moved, mut single) = (*levers, base);
        for row in all.iter().filter(|row| matches!(row.change, Change::Percent(_))) {
            let takes_high = (row.high >= row.low) == is_better;
            moved = moved.with(row.lever, if takes_high { row.lever_high } else { row.lever_low });
            single += if takes_high { row.high } else { row.low } - base;
        }
        // A higher retention and a lower discount together may come too close to no decay at all.
        moved.retention = moved.retention.min(moved.highest(Lever::Retention));
        let value = value_of(target, &moved, firm);
        (value, value - single)
    };
    let ((all_better, interaction_better), (all_worse, interaction_worse)) = (joint(true), joint(false));
    let mut rows: Vec<TornadoRow> = all.into_iter().filter(|row| row.swing > 0.0).collect();
    // The sort is stable, so that equal swings keep the order of the levers.
    rows.sort_by(|a, b| b.swing.total_cmp(&a.swing));
    Tornado { target, base, rows, all_better, interaction_better, all_worse, interaction_worse }
}

fn row(target: Target, levers: &Levers, firm: &Firm, lever: Lever, change: Change) -> TornadoRow {
    let lever_base = levers.get(lever);
    let cut = |change: Change| change.of(lever_base).clamp(levers.lowest(lever), levers.highest(lever));
    let (lever_low, lever_high) = (cut(change.reversed()), cut(change));
    let at = |value: f64| value_of(target, &levers.with(lever, value), firm);
    let (base, low, high) = (at(lever_base), at(lever_low), at(lever_high));
    TornadoRow {
        lever,
        change,
        lever_base,
        lever_low,
        lever_high,
        is_capped: lever_low > change.reversed().of(lever_base) || lever_high < change.of(lever_base),
        base,
        low,
        high,
        swing: (high - low).abs(),
        elasticity: elasticity(target, levers, firm, lever),
    }
}

/// Per cent of the target for one per cent of the lever: (dV / dx) (x / V), by a central difference of fourth order.
/// `None` where the target is 0.
#[must_use]
pub fn elasticity(target: Target, levers: &Levers, firm: &Firm, lever: Lever) -> Option<f64> {
    let (x, base) = (levers.get(lever), value_of(target, levers, firm));
    if base.abs() < f64::MIN_POSITIVE {
        return None;
    }
    // Small against the distance from the pole, where the retention nears 1 + discount.
    let step = 1e-3 * x.abs().min((1.0 + levers.discount - levers.retention).max(super::lever::LEAST_DECAY));
    if step == 0.0 {
        return Some(0.0);
    }
    let at = |k: f64| value_of(target, &levers.with(lever, x + k * step), firm);
    let slope = (8.0 * (at(1.0) - at(-1.0)) - (at(2.0) - at(-2.0))) / (12.0 * step);
    Some(slope * x / base)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRM: Firm = Firm { n_customers: 1_000.0, horizon_years: 5 };
    const LEVERS: Levers = Levers {
        retention: 0.8,
        margin: 100.0,
        acquisition_volume: 200.0,
        acquisition_cost: 60.0,
        discount: 0.1,
    };

    #[test]
    fn elasticities_of_the_lifetime_value_are_those_of_its_derivatives() {
        let elasticity = |lever| elasticity(Target::LifetimeValue, &LEVERS, &FIRM, lever).unwrap();
        // d ln V / d ln r = (1 + i) / (1 + i - r); d ln V / d ln i = -i / (1 + i - r).
        assert!((elasticity(Lever::Retention) - 1.1 / 0.3).abs() < 1e-7);
        assert!((elasticity(Lever::Margin) - 1.0).abs() < 1e-9);
        assert!((elasticity(Lever::Discount) + 0.1 / 0.3).abs() < 1e-7);
        assert_eq!(elasticity(Lever::AcquisitionCost), 0.0);
    }

    #[test]
    fn five_points_of_retention_weigh_more_than_five_per_cent() {
        let tornado = tornado(Target::LifetimeValue, &LEVERS, &FIRM, 0.05);
        let labels: Vec<(Lever, bool)> =
            tornado.rows.iter().map(|row| (row.lever, matches!(row.change, Change::Points(_)))).collect();
        let (points, percent) = (true, false);
        assert_eq!(
            labels,
            [
                (Lever::Retention, points),
                (Lever::Retention, percent),
                (Lever::Discount, points),
                (Lever::Margin, percent),
                (Lever::Discount, percent)
            ]
        );
        // F5: .80 to .85 at 10 % lifts 2.67 to 3.40 margins.
        assert!((tornado.rows[0].high - 340.0).abs() < 1e-9 && (tornado.base - 800.0 / 3.0).abs() < 1e-9);
    }

    #[test]
    fn single_effects_and_the_remainder_make_the_joint_effect() {
        for target in Target::ALL {
            let tornado = tornado(target, &LEVERS, &FIRM, 0.05);
            let percent = tornado.rows.iter().filter(|row| matches!(row.change, Change::Percent(_)));
            let better: f64 = percent.clone().map(|row| row.high.max(row.low) - tornado.base).sum();
            let worse: f64 = percent.map(|row| row.high.min(row.low) - tornado.base).sum();
            let base = tornado.base;
            assert!((base + better + tornado.interaction_better - tornado.all_better).abs() < 1e-6);
            assert!((base + worse + tornado.interaction_worse - tornado.all_worse).abs() < 1e-6);
            assert!(tornado.interaction_better > 0.0, "{target:?}");
        }
    }

    #[test]
    fn a_retention_near_its_limit_is_cut_and_says_so() {
        let levers = LEVERS.with(Lever::Retention, 0.98);
        let tornado = tornado(Target::LifetimeValue, &levers, &FIRM, 0.05);
        let row = tornado.rows.iter().find(|row| row.lever == Lever::Retention).unwrap();
        assert!(row.is_capped && row.lever_high == 1.0 && row.high.is_finite());
    }
}
