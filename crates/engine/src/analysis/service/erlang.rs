//! Erlang's waiting line: how many agents answer how fast.
//!
//! In:   calls an hour, seconds a call takes, agents, the seconds within which a call should be answered.
//! Out:  chance of waiting, service level, mean wait, how busy agents are; agents needed for a target.
//! Cost: one step an agent.
//!
//! Source: A. K. Erlang (1917), Solution of some problems in the theory of probabilities of significance in
//! automatic telephone exchanges. Calls come at random (Poisson), take exponential times, wait without
//! giving up and are answered in order. Callers who do give up make the true wait shorter than said here.

use serde::{Deserialize, Serialize};

/// Most agents that a search looks at.
const MAX_AGENTS: u32 = 100_000;

/// Calls to staff for.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Load {
    /// Calls an hour.
    pub calls_per_hour: f64,
    /// Mean seconds an agent is busy with a call, work after it included.
    pub handle_seconds: f64,
}

/// What a number of agents makes of a load.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Staffing {
    /// Agents.
    pub n_agents: u32,
    /// Traffic in erlangs: agents busy at once on average.
    pub erlangs: f64,
    /// Share of the time that an agent is busy, 0..=1.
    pub occupancy: f64,
    /// Chance that a call has to wait.
    pub wait_probability: f64,
    /// Share of calls answered within the target.
    pub service_level: f64,
    /// Mean seconds until a call is answered, those that do not wait included; `None` where the line only grows.
    pub answer_seconds: Option<f64>,
}

impl Load {
    /// Agents busy at once on average; `None` for a load that is not one.
    #[must_use]
    pub fn erlangs(&self) -> Option<f64> {
        let erlangs = self.calls_per_hour * self.handle_seconds / 3600.0;
        let is_load = self.calls_per_hour > 0.0 && self.handle_seconds > 0.0;
        (is_load && erlangs.is_finite()).then_some(erlangs)
    }

    /// What `n_agents` make of it, a call being answered in time within `target_seconds`.
    #[must_use]
    pub fn staffed(&self, n_agents: u32, target_seconds: f64) -> Option<Staffing> {
        let erlangs = self.erlangs()?;
        let blocking = (1..=n_agents).fold(1.0, |blocking, agents| next_blocking(blocking, erlangs, agents));
        Some(self.waiting(erlangs, n_agents, blocking, target_seconds))
    }

    /// The fewest agents who answer a share `target_share` within `target_seconds`, and what they make of it; `None`
    /// when that takes more than 100,000 of them or the target is not below 1.
    #[must_use]
    pub fn agents_for(&self, target_share: f64, target_seconds: f64) -> Option<Staffing> {
        let erlangs = self.erlangs()?;
        if target_share.is_nan() || target_share >= 1.0 || erlangs >= f64::from(MAX_AGENTS) {
            return None;
        }
        let mut blocking = 1.0;
        for agents in 1..=MAX_AGENTS {
            blocking = next_blocking(blocking, erlangs, agents);
            if f64::from(agents) > erlangs {
                let staffing = self.waiting(erlangs, agents, blocking, target_seconds);
                if staffing.service_level >= target_share {
                    return Some(staffing);
                }
            }
        }
        None
    }

    fn waiting(&self, erlangs: f64, n_agents: u32, blocking: f64, target_seconds: f64) -> Staffing {
        let agents = f64::from(n_agents);
        let free = agents - erlangs;
        if free <= 0.0 {
            return Staffing {
                n_agents,
                erlangs,
                occupancy: 1.0,
                wait_probability: 1.0,
                service_level: 0.0,
                answer_seconds: None,
            };
        }
        let occupancy = erlangs / agents;
        let wait_probability = (blocking / (1.0 - occupancy * (1.0 - blocking))).clamp(0.0, 1.0);
        let late = wait_probability * libm::exp(-free * target_seconds.max(0.0) / self.handle_seconds);
        Staffing {
            n_agents,
            erlangs,
            occupancy,
            wait_probability,
            service_level: (1.0 - late).clamp(0.0, 1.0),
            answer_seconds: Some(wait_probability * self.handle_seconds / free),
        }
    }
}

/// Erlang's loss with one more agent: B(n) = a B(n - 1) / (n + a B(n - 1)), every step of which lies in 0..=1,
/// where the powers and factorials of the closed form overflow from 170 agents.
///
/// # Source
/// Jagerman (1974), Some properties of the Erlang loss function, Bell System Technical Journal 53(3), eq. 9.
fn next_blocking(blocking: f64, erlangs: f64, agents: u32) -> f64 {
    let lost = erlangs * blocking;
    lost / (f64::from(agents) + lost)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const GOLD: Load = Load { calls_per_hour: 200.0, handle_seconds: 180.0 };

    #[test]
    fn two_hundred_calls_of_180_seconds_are_those_of_the_formula_bank() {
        for (n_agents, level, seconds) in [(13, 77.8, 17.1), (14, 87.5, 7.8), (15, 93.3, 3.7)] {
            let found = GOLD.staffed(n_agents, 15.0).unwrap();
            assert!((found.service_level * 100.0 - level).abs() < 0.05, "{found:?}");
            assert!((found.answer_seconds.unwrap() - seconds).abs() < 0.05, "{found:?}");
        }
    }

    #[test]
    fn eighty_percent_within_15_seconds_takes_14_agents_and_90_percent_15() {
        assert_eq!(GOLD.agents_for(0.8, 15.0).map(|found| found.n_agents), Some(14));
        assert_eq!(GOLD.agents_for(0.9, 15.0).map(|found| found.n_agents), Some(15));
    }

    #[test]
    fn one_agent_is_the_queue_of_a_single_server() {
        // M/M/1: chance of waiting rho, mean wait rho / (1 - rho) service times.
        let found = Load { calls_per_hour: 10.0, handle_seconds: 180.0 }.staffed(1, 0.0).unwrap();
        assert!((found.wait_probability - 0.5).abs() < 1e-12);
        assert!((found.answer_seconds.unwrap() - 180.0).abs() < 1e-9);
        assert!((found.service_level - 0.5).abs() < 1e-12);
    }

    #[test]
    fn a_thousand_agents_neither_overflow_nor_lose_digits() {
        // 980 erlangs: the closed form in 60-digit decimals.
        let load = Load { calls_per_hour: 19_600.0, handle_seconds: 180.0 };
        let found = load.staffed(1_000, 20.0).unwrap();
        assert!((found.wait_probability - 0.412_200_292_365_281).abs() < 1e-12, "{found:?}");
        assert!(found.service_level > 0.9 && found.answer_seconds.unwrap() < 5.0);
        assert!(Load { calls_per_hour: 1e6, handle_seconds: 300.0 }.agents_for(0.99, 1.0).is_some());
    }

    #[test]
    fn a_load_that_agents_cannot_carry_is_never_answered() {
        let found = GOLD.staffed(10, 15.0).unwrap();
        assert_eq!((found.service_level, found.answer_seconds, found.occupancy), (0.0, None, 1.0));
        assert_eq!(GOLD.staffed(0, 15.0).unwrap().service_level, 0.0);
        for load in [(0.0, 180.0), (10.0, 0.0), (f64::NAN, 1.0), (f64::INFINITY, 1.0)] {
            let load = Load { calls_per_hour: load.0, handle_seconds: load.1 };
            assert_eq!(load.staffed(3, 15.0), None);
        }
        assert_eq!(GOLD.agents_for(1.0, 15.0), None);
        assert_eq!(GOLD.agents_for(f64::NAN, 15.0), None);
    }

    proptest! {
        #[test]
        fn more_agents_never_answer_later(calls in 0.1..50_000.0_f64, seconds in 1.0..2_000.0_f64, extra in 1..40_u32) {
            let load = Load { calls_per_hour: calls, handle_seconds: seconds };
            let least = load.erlangs().unwrap() as u32 + 1;
            let (few, more) =
                (load.staffed(least, 15.0).unwrap(), load.staffed(least + extra, 15.0).unwrap());
            prop_assert!(more.service_level >= few.service_level && more.wait_probability <= few.wait_probability);
            for found in [few, more] {
                for share in [found.service_level, found.wait_probability, found.occupancy] {
                    prop_assert!((0.0..=1.0).contains(&share));
                }
            }
        }

        #[test]
        fn one_agent_fewer_than_needed_misses_the_target(calls in 1.0..5_000.0_f64, target in 0.5..0.99_f64) {
            let load = Load { calls_per_hour: calls, handle_seconds: 240.0 };
            let found = load.agents_for(target, 20.0).unwrap();
            prop_assert!(found.service_level >= target);
            prop_assert!(load.staffed(found.n_agents - 1, 20.0).unwrap().service_level < target);
        }
    }
}
