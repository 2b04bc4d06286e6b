//! What it takes to sell: attempts, wins, hours and cost of a win.

use crate::analysis::Refused;
use serde::{Deserialize, Serialize};

/// Attempts to sell to a kind of customer.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Effort {
    /// Attempts.
    pub n_attempts: f64,
    /// Chance that one of them wins, 0..=1.
    pub win_share: f64,
    /// Hours of an attempt.
    pub hours: f64,
    /// Cost of an hour.
    pub hourly_cost: f64,
}

/// What they come to.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct EffortOutcome {
    /// What was asked.
    pub effort: Effort,
    /// Expected wins, n p.
    pub wins: f64,
    /// Hours in all.
    pub hours: f64,
    /// Cost in all.
    pub cost: f64,
    /// Attempts for a win, 1 / p; `None` where none wins.
    pub attempts_per_win: Option<f64>,
    /// Cost of a win: hours times rate over wins; `None` where there is none.
    pub cost_per_win: Option<f64>,
}

/// Wins and their cost.
///
/// # Errors
/// [`Refused::BadSetting`] for a share outside of 0 to 1 and for negative attempts, hours or cost.
pub fn effort(effort: Effort) -> Result<EffortOutcome, Refused> {
    let Effort { n_attempts, win_share, hours, hourly_cost } = effort;
    let is_sound = (0.0..=1.0).contains(&win_share)
        && [n_attempts, hours, hourly_cost].iter().all(|value| value.is_finite() && *value >= 0.0);
    if !is_sound {
        return Err(Refused::BadSetting { setting: "sales-effort".to_owned() });
    }
    let (wins, all_hours) = (n_attempts * win_share, n_attempts * hours);
    let cost = all_hours * hourly_cost;
    Ok(EffortOutcome {
        effort,
        wins,
        hours: all_hours,
        cost,
        attempts_per_win: (win_share > 0.0).then(|| 1.0 / win_share),
        cost_per_win: (wins > 0.0).then(|| cost / wins),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chance_of_15_per_cent_costs_three_and_a_third_times_one_of_50() {
        let of = |win_share| {
            effort(Effort { n_attempts: 200.0, win_share, hours: 3.0, hourly_cost: 40.0 }).unwrap()
        };
        let (new, known) = (of(0.15), of(0.50));
        assert_eq!((new.wins, known.wins, new.cost), (30.0, 100.0, 24_000.0));
        assert_eq!((new.cost_per_win, known.cost_per_win), (Some(800.0), Some(240.0)));
        assert!((new.cost_per_win.unwrap() / known.cost_per_win.unwrap() - 0.5 / 0.15).abs() < 1e-12);
        assert_eq!(of(0.0).cost_per_win, None);
        assert!(effort(Effort { n_attempts: 1.0, win_share: 1.2, hours: 0.0, hourly_cost: 0.0 }).is_err());
    }
}
